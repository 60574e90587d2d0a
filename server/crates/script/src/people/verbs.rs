//! Where somebody begins to act, and the words stop telling looks.

use super::phrases;
use super::tokens::Token;
use lexicon::verbs;

fn listed(word: &str) -> bool {
    let known =
        |base: &str| verbs().at("en", &[base]).is_some_and(|(entry, n)| n == 1 && (entry.id == "act" || base == word));
    if verbs().at("en", &[word]).is_some_and(|(entry, _)| entry.id == "forms") {
        return true;
    }
    let stem = |ending: &str| word.strip_suffix(ending).filter(|s| s.len() > 1);
    stem("s").is_some_and(known)
        || stem("es").is_some_and(known)
        || stem("ies").is_some_and(|s| known(&format!("{s}y")))
}

/// "rings": what is worn, and what a bell does.
fn noun_as_well(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or_default();
    verbs().at("en", &[stem]).is_some_and(|(entry, n)| n == 1 && entry.id == "after a noun")
}

/// A verb in the past: "walked". The same form tells looks, too: "dressed", so it needs what follows a deed.
fn past(word: &str, next: Option<&Token>) -> bool {
    let Some(stem) = word.strip_suffix("ed") else { return false };
    let known = |base: &str| verbs().at("en", &[base]).is_some_and(|(entry, n)| n == 1 && entry.id == "act");
    let doubled = stem
        .chars()
        .next_back()
        .and_then(|c| stem.strip_suffix(c))
        .is_some_and(|s| s.ends_with(|c| stem.ends_with(c)) && known(s));
    let is = known(stem)
        || known(&format!("{stem}e"))
        || doubled
        || stem.strip_suffix('i').is_some_and(|s| known(&format!("{s}y")));
    is && next.is_none_or(|t| {
        !t.is(&[
            "in", "with", "by", "back", "up", "low", "for", "over", "under", "around", "round", "like", "from", "and",
        ])
    })
}

/// A verb of action in the past or the third person, whatever follows: "walked", "leans".
pub(super) fn is_deed(word: &str) -> bool {
    past(word, None) || listed(word)
}

fn follows_verb(next: &Token) -> bool {
    next.mark.is_none()
        && (next.is(&[
            "the",
            "a",
            "an",
            "his",
            "her",
            "their",
            "its",
            "at",
            "to",
            "into",
            "from",
            "through",
            "toward",
            "towards",
            "up",
            "down",
            "out",
            "off",
            "away",
            "back",
            "along",
            "across",
            "around",
            "past",
            "onto",
            "him",
            "them",
            "it",
            "himself",
            "herself",
            "themselves",
            "as",
            "over",
            "behind",
            "beside",
            "above",
            "near",
            "against",
            "among",
            "between",
            "by",
            "for",
        ]) || next.lower.ends_with("ly"))
}

/// Whether a word is a verb of action where it stands.
pub(super) fn is_verb(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|t| t.mark.is_none() && !t.caps && !t.possessive) else { return false };
    let word = token.lower.as_str();
    let next = tokens.get(at + 1);
    let before = at.checked_sub(1).and_then(|b| tokens.get(b));
    // "a slit", "two cuts", "on crutches": nouns.
    if before.is_some_and(|t| {
        phrases::is_determiner(&t.lower)
            || t.possessive
            || t.is(&["of", "in", "with", "on", "to", "and"]) && !t.is(&["and", "to"])
    }) {
        return false;
    }
    // "a straw hat is arguing with a scarecrow": behind what is worn, a deed.
    let doing = next.is_some_and(|t| {
        t.lower.ends_with("ing") && t.lower.len() > 4 && lexicon::looks().at("en", &[t.lower.as_str()]).is_none()
    });
    if matches!(word, "is" | "are" | "was" | "were") && doing && !next.is_some_and(|t| t.is(&["wearing", "carrying"])) {
        return true;
    }
    // "hair scraped into a bun"
    let hair = before.is_some_and(|t| t.is(&["hair", "beard", "moustache", "braids", "plaits", "dreadlocks", "curls"]));
    if hair && word.ends_with("ed") {
        return false;
    }
    let looks = lexicon::looks().at("en", &[word]).is_some_and(|(e, _)| e.id != "body" && e.id != "carried");
    let object = next.is_some_and(|t| {
        t.is(&["the", "a", "an", "his", "her", "their", "its", "him", "them", "it", "himself", "herself"])
    });
    // "braids her hair", "hands him the knife"; "hands wrapped in yellow" tells looks.
    let body = lexicon::looks().at("en", &[word]).is_some_and(|(e, n)| n == 1 && (e.id == "body" || e.id == "carried"));
    // "a bell rings": no plural follows "a" and a noun.
    let single = at.checked_sub(2).and_then(|b| tokens.get(b)).is_some_and(|t| t.is(&["a", "an", "another", "every"]));
    if looks || body {
        return object && word.ends_with('s') && listed(word) || single && noun_as_well(word);
    }
    if word == "looks" || word == "look" {
        return !next.is_some_and(|t| t.is(&["like"]) || super::age::number(&[t.lower.as_str()]).is_some());
    }
    if verbs().at("en", &[word]).is_some_and(|(entry, _)| entry.id == "either") {
        return object;
    }
    if listed(word) {
        return true;
    }
    if next.is_some() && past(word, next) {
        return true;
    }
    let third =
        word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("'s") && !word.contains('-');
    third
        && next.is_some_and(follows_verb)
        && lexicon::looks().at("en", &[word]).is_none()
        && lexicon::nouns().at("en", &[word]).is_none()
}

fn is_adverb(token: &Token) -> bool {
    token.lower.ends_with("ly")
        && !token.is(&[
            "curly", "burly", "surly", "elderly", "portly", "only", "ugly", "lovely", "friendly", "kindly", "sickly",
            "woolly", "scaly", "oily", "motherly", "womanly", "gangly", "matronly", "homely", "unruly", "belly",
        ])
        || token.is(&["never", "just", "already", "now", "then", "suddenly", "also", "still"])
}

/// Whether the words begin with a verb of action.
pub(super) fn begins(tokens: &[Token]) -> bool {
    let Some(at) = tokens.iter().position(|t| !is_adverb(t)) else { return false };
    // "shaved head" tells looks.
    let words = phrases::lowers(tokens);
    if words.get(at..).and_then(|rest| lexicon::looks().at("en", rest)).is_some_and(|(_, taken)| taken > 1) {
        return false;
    }
    // "circle the jeep": several do it.
    let base = tokens
        .get(at)
        .is_some_and(|t| verbs().at("en", &[t.lower.as_str()]).is_some_and(|(e, n)| n == 1 && e.id == "act"))
        && tokens.get(at + 1).is_some_and(|t| t.is(&["the", "his", "her", "their", "at", "to", "into", "up", "down"]));
    base || is_verb(tokens, at)
}

/// How many of the words stand before the first verb of action.
pub(super) fn cut(tokens: &[Token]) -> usize {
    let words = phrases::lowers(tokens);
    let hits = phrases::hits(&words);
    let inside = |at: usize| hits.iter().any(|h| h.taken > 1 && h.at <= at && at < h.at + h.taken);
    let mut at = (1..tokens.len()).find(|at| is_verb(tokens, *at) && !inside(*at)).unwrap_or(tokens.len());
    // "a coat that was once red" tells looks; "…, and then walks" leaves its "and".
    if let Some(that) = tokens.iter().take(at).position(|t| t.is(&["that", "which"]))
        && that > 0
        && at == that + 1
    {
        at = (at + 1..tokens.len()).find(|at| is_verb(tokens, *at)).unwrap_or(tokens.len());
    }
    while at > 1 && tokens.get(at - 1).is_some_and(|t| is_adverb(t) || t.is(&["and", "then", "who", "that"])) {
        at -= 1;
    }
    at
}

/// Whether any word is a verb.
pub(super) fn any(tokens: &[Token]) -> bool {
    let be = |t: &Token| t.mark.is_none() && t.is(&["is", "was", "are", "were", "has", "had"]);
    (0..tokens.len())
        .any(|at| is_verb(tokens, at) && tokens.get(at).is_some_and(|t| listed(&t.lower) || noun_as_well(&t.lower)))
        || tokens
            .iter()
            .enumerate()
            .any(|(at, t)| be(t) && at > 0 && !tokens.get(at - 1).is_some_and(|b| b.is(&["that", "which", "it"])))
}
