//! Words of looks in a few words: where they stand, where a phrase about one thing ends, and how it is said.

use super::age;
use super::slots::{SaidAge, Slot};
use super::tokens::Token;
use lexicon::{Entry, looks, looks_words, nouns};

pub(super) fn lowers(tokens: &[Token]) -> Vec<&str> {
    tokens.iter().map(|t| t.lower.as_str()).collect()
}

/// A word of looks at a place among words.
pub(super) struct Hit {
    pub at: usize,
    pub taken: usize,
    pub entry: &'static Entry,
    pub slot: Slot,
}

/// The words of looks among the words of a segment.
pub(super) fn hits(words: &[&str]) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = words.get(at..).and_then(|rest| looks().at("en", rest));
        let slot = found.and_then(|(entry, _)| Slot::of_tag(entry.tags.first()?));
        match (found, slot) {
            (Some((entry, taken)), Some(slot)) => {
                out.push(Hit { at, taken, entry, slot });
                at += taken;
            }
            _ => at += 1,
        }
    }
    out
}

pub(super) fn is_word(tag: &str, word: &str) -> bool {
    looks_words().at("en", &[word]).is_some_and(|(entry, _)| entry.is(tag))
}

pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "his"
            | "her"
            | "their"
            | "its"
            | "some"
            | "another"
            | "no"
            | "one"
            | "two"
            | "three"
            | "both"
    )
}

/// Cuts "thirty-four and dry-eyed in a scarlet coat" into what tells of one thing each.
pub(super) fn split(tokens: &[Token]) -> Vec<(usize, usize)> {
    let words = lowers(tokens);
    let hits = hits(&words);
    let hit_in = |from: usize, to: usize| hits.iter().any(|h| h.at >= from && h.at < to);
    let mut out = Vec::new();
    let mut from = 0;
    for at in 1..words.len() {
        let word = words.get(at).copied().unwrap_or_default();
        let left = at > from
            && (hit_in(from, at)
                || age::find(tokens.get(from..at).unwrap_or_default(), words.get(from..at).unwrap_or_default())
                    .is_some()
                || noun_in(words.get(from..at).unwrap_or_default()).is_some());
        let next = words.get(at + 1).copied().unwrap_or_default();
        let cuts = match word {
            "and" | "but" | "yet" => {
                let right = words.get(at + 1..).unwrap_or_default();
                left && words.get(at - 1) != Some(&"hundred")
                    && (is_word("deny", next)
                        || next == "nothing"
                        || is_determiner(next) && hit_in(at + 1, words.len())
                        || hit_in(at + 1, at + 4) && ends_before(&hits, from, at)
                        || left && matches!(next, "in" | "with" | "wearing" | "looks" | "was" | "had" | "wore")
                        || age::find(tokens.get(at + 1..).unwrap_or_default(), right).is_some_and(|(_, a, _)| a == 0))
            }
            "in" => {
                left && worn_soon(&words, &hits, at + 1)
                    && !hits.iter().any(|h| h.at >= from && h.at < at && h.entry.id == "body")
            }
            "with" => left && hit_in(at + 1, (at + 8).min(words.len())),
            "wearing" | "carrying" => at > from,
            "without" => true,
            "who" | "whose" => left,
            _ => false,
        };
        if cuts {
            out.push((from, at));
            from = at;
        }
    }
    out.push((from, words.len()));
    out
}

/// Whether the words before "and" end with a word of looks: "bare-chested and muddy", not "hands and a cut face".
pub(super) fn ends_before(hits: &[Hit], from: usize, at: usize) -> bool {
    hits.iter().any(|h| h.at >= from && h.at + h.taken == at && !h.entry.is("colour"))
}

/// Whether "in" begins what is worn: "in a scarlet coat", "in black", "in his father's boots".
pub(super) fn worn_soon(words: &[&str], hits: &[Hit], at: usize) -> bool {
    let most = words
        .iter()
        .enumerate()
        .skip(at)
        .take(7)
        .find(|(_, w)| matches!(**w, "of" | "on" | "at" | "by" | "from" | "to" | "and" | "behind"))
        .map_or(at + 7, |(i, _)| i);
    let worn = hits.iter().any(|h| h.at >= at && h.at < most && h.slot.is_worn());
    let definite =
        words.get(at) == Some(&"the") && !words.get(at + 1).is_some_and(|w| *w == "uniform" || *w == "robes");
    let colour = words.get(at).is_some_and(|w| is_word("colour", w)) && (at + 1 == words.len() || most == at + 1);
    let all = words.get(at) == Some(&"all") && words.get(at + 1).is_some_and(|w| is_word("colour", w));
    worn && !definite || colour || all
}

/// A noun of the lexicon for a person or a creature among words: where, and the entry.
pub(super) fn noun_in(words: &[&str]) -> Option<(usize, usize, &'static Entry)> {
    (0..words.len()).find_map(|at| {
        // "a doctor's coat" is no doctor.
        let (entry, taken) = nouns().at("en", words.get(at..)?)?;
        Some((at, taken, entry))
    })
}

pub(super) fn entry_word<'a>(entry: &Entry, word: &'a str) -> &'a str {
    let known = |w: &str| entry.words.iter().any(|(_, words)| words.contains(&w));
    if known(word) {
        word
    } else {
        word.strip_suffix("es").filter(|w| known(w)).or_else(|| word.strip_suffix('s')).unwrap_or(word)
    }
}

pub(super) fn vague_age(word: &str) -> Option<SaidAge> {
    let (entry, _) = looks().at("en", &[word])?;
    if !entry.is("age") {
        return None;
    }
    let years = entry.value("years")?.parse().ok()?;
    Some(match (entry.id, entry.value("vague")) {
        ("old" | "young" | "middleaged", Some(word)) if !matches!(word, "younger") => SaidAge::Vague { word, years },
        ("teen" | "teens", _) => SaidAge::Teens,
        ("newborn", _) => SaidAge::Months(6),
        ("toddler", _) => SaidAge::Years(2),
        ("youth", _) => SaidAge::Years(years),
        ("centenarian", _) => SaidAge::Years(100),
        _ => return None,
    })
}

/// Without what trails off: "better than the men did", "as if it were carpet", "in the heat".
pub(super) fn trimmed(tokens: &[Token]) -> &[Token] {
    let mut end = tokens.len();
    for (at, token) in tokens.iter().enumerate().skip(1) {
        let next = tokens.get(at + 1);
        let cut = token.is(&["better", "because", "while", "when", "where", "which"])
            || token.is(&["as"]) && next.is_some_and(|t| t.is(&["if", "though"]))
            || token.is(&["for"]) && next.is_some_and(|t| t.is(&["a", "the", "his", "her"]))
            || token.is(&["who", "whom", "whose"]);
        if cut {
            end = at;
            break;
        }
    }
    while end > 0
        && tokens
            .get(end - 1)
            .is_some_and(|t| t.mark.is_some() || t.is(&["and", "but", "or", "of", "in", "with", "a", "the", "so"]))
    {
        end -= 1;
    }
    tokens.get(..end).unwrap_or_default()
}

/// The words as the script has them, without pronouns that would tell a sex and forms of "be".
pub(super) fn wording(text: &str, tokens: &[Token]) -> String {
    let mut out = String::new();
    let mut last: Option<usize> = None;
    for token in tokens {
        let auxiliary =
            token.is(&["was", "is", "were", "are", "had", "been", "has"]) && last.is_some() && !out.ends_with("that");
        let pronoun = token.is(&["his", "her", "their", "its"]);
        if auxiliary || pronoun || token.mark.is_some_and(|m| m != '"') {
            continue;
        }
        let Some(word) = text.get(token.start..token.end) else { continue };
        if last.is_some_and(|end| end < token.start || token.mark.is_none()) && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(&if token.caps && word.chars().count() > 3 { word.to_lowercase() } else { word.to_owned() });
        last = Some(token.end);
    }
    out
}

/// Colours alone that are worn: "black", "all in black", "yellow".
pub(super) fn worn_words(words: &[&str]) -> bool {
    words.iter().all(|w| {
        is_word("colour", w)
            || matches!(*w, "all" | "in" | "bright" | "dark" | "light" | "pale" | "head" | "to" | "toe")
    })
}

pub(super) fn is_filler(words: &[&str]) -> bool {
    words.iter().all(|w| {
        is_determiner(w)
            || matches!(
                *w,
                "it" | "so"
                    | "too"
                    | "also"
                    | "again"
                    | "himself"
                    | "herself"
                    | "and"
                    | "there"
                    | "here"
                    | "alone"
                    | "off"
                    | "duty"
            )
    })
}

/// Whether a colour stands for clothes: "in black".
pub(super) fn keep_worn(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|t| t.is(&["in", "wearing", "wore", "wears", "all"]))
}
