//! Where somebody is named or told of in a segment.

use super::cast::Cast;
use super::pieces::{is_determiner, lowers};
use super::tokens::Token;
use lexicon::{Entry, looks, nouns};

/// Whose relative somebody is.
pub(super) enum Own {
    Pronoun(String),
    Figure(usize),
}

pub(super) struct Mention {
    /// Tokens of the segment, the article and adjectives of a noun among them.
    pub from: usize,
    pub to: usize,
    pub figure_known: Option<usize>,
    /// By a name, not by a noun.
    pub named: bool,
    pub noun: Option<&'static Entry>,
    /// The noun as it stands there.
    pub word: String,
    pub own: Option<Own>,
    pub possessive: bool,
    pub plural: bool,
    /// A noun stands before the name: "her brother HAMZA".
    pub before_noun: bool,
    /// Between the article and the noun.
    pub adjectives: (usize, usize),
    /// "the man": one who may have been told of before.
    pub definite: bool,
}

impl Mention {
    fn name(from: usize, to: usize, figure_known: Option<usize>, possessive: bool) -> Self {
        Self {
            from,
            to,
            figure_known,
            named: true,
            noun: None,
            word: String::new(),
            own: None,
            possessive,
            plural: false,
            before_noun: false,
            adjectives: (0, 0),
            definite: false,
        }
    }
}

/// The first one named or told of.
pub(super) fn first(cast: &Cast, text: &str, tokens: &[Token], prose: bool) -> Option<Mention> {
    let words = lowers(tokens);
    let mut at = 0;
    while at < tokens.len() {
        if let Some(found) = phrase(cast, text, tokens, &words, at, prose) {
            return Some(found);
        }
        if let Some(found) = name(cast, text, tokens, &words, at, prose) {
            // "Anneke's mother"
            if found.possessive
                && let Some(of) = found.figure_known
                && let Some((entry, taken)) = words.get(found.to..).and_then(|w| nouns().at("en", w))
                && (entry.value("kin").is_some() || matches!(entry.id, "man" | "woman" | "boy" | "girl" | "child"))
            {
                let to = found.to + taken;
                let mut kin = Mention::name(at, to, None, tokens.get(to - 1).is_some_and(|t| t.possessive));
                (kin.named, kin.noun, kin.own) = (false, Some(entry), Some(Own::Figure(of)));
                kin.word = words.get(found.to..to).map(|w| w.join(" ")).unwrap_or_default();
                return Some(kin);
            }
            return Some(found);
        }
        at += 1;
    }
    None
}

/// Words in capitals that name nobody.
fn names_nobody(word: &str) -> bool {
    matches!(
        word,
        "super"
            | "cut"
            | "fade"
            | "title"
            | "titles"
            | "insert"
            | "pov"
            | "angle"
            | "close"
            | "on"
            | "wide"
            | "medium"
            | "tv"
            | "ok"
            | "end"
            | "later"
            | "day"
            | "night"
            | "montage"
            | "series"
            | "credits"
            | "int"
            | "ext"
            | "sfx"
            | "vfx"
            | "beat"
            | "usa"
            | "uk"
            | "dvd"
            | "id"
            | "cctv"
            | "atm"
            | "suv"
            | "dj"
            | "ii"
            | "iii"
            | "no"
            | "the"
            | "and"
    )
}

fn name(cast: &Cast, text: &str, tokens: &[Token], words: &[&str], at: usize, prose: bool) -> Option<Mention> {
    let token = tokens.get(at).filter(|t| t.mark.is_none())?;
    if !prose
        && token.caps
        && let Some((figure, taken)) = words.get(at..).and_then(|w| cast.named(w, true)).filter(|(_, taken)| *taken > 1)
    {
        let last = tokens.get(at + taken - 1)?;
        if !tokens.get(at + taken).is_some_and(|t| t.caps) {
            return Some(Mention::name(at, at + taken, Some(figure), last.possessive));
        }
    }
    if !prose && token.caps && !names_nobody(&token.lower) {
        let mut to = at + 1;
        while let Some(next) = tokens.get(to) {
            let quoted = next.mark == Some('"') && tokens.get(to + 1).is_some_and(|t| t.caps);
            let closes = next.mark == Some('"') && tokens.get(to + 1).is_none_or(|t| t.caps) && to - at > 1;
            let numbered = next.mark.is_none()
                && (next.lower.starts_with('#')
                    || next.lower.len() == 1 && next.capital && !next.is(&["a", "i"])
                    || next.lower.bytes().all(|b| b.is_ascii_digit()) && next.lower.len() < 5);
            let joins = next.caps || quoted || closes || numbered && tokens.get(to - 1).is_some_and(|t| t.caps);
            if tokens.get(to - 1).is_some_and(|t| t.possessive) || !joins {
                break;
            }
            to += 1;
        }
        if to - at > 6 {
            return None;
        }
        let last = tokens.get(to - 1)?;
        let end = if last.possessive { last.end - 2.min(last.end) } else { last.end };
        let span = text.get(token.start..end)?;
        let _ = span;
        let known = words
            .get(at..to)
            .and_then(|run| cast.named(run, true))
            .filter(|(_, taken)| *taken == to - at)
            .map(|(f, _)| f);
        return Some(Mention::name(at, to, known, last.possessive));
    }
    // "Mr. and Mrs. Tolland" are read as the first of them; the other follows.
    let (figure, taken) = cast.named(words.get(at..)?, token.capital)?;
    let before = at.checked_sub(1).and_then(|b| words.get(b)).copied().unwrap_or_default();
    let indefinite = (1..4)
        .filter_map(|back| words.get(at.checked_sub(back)?))
        .find(|w| is_determiner(w))
        .is_some_and(|w| matches!(*w, "a" | "an"));
    if matches!(before, "another" | "other") || !token.capital && indefinite && cast.is_far(figure) {
        return None;
    }
    let last = tokens.get(at + taken - 1)?;
    let plain = token.capital
        || !matches!(words.get(at + taken), Some(w) if looks().at("en", &[w]).is_some_and(|(e, _)| super::slots::Slot::of_tag(e.tags.first().copied().unwrap_or_default()).is_some_and(super::slots::Slot::is_worn)));
    plain.then(|| {
        let mut found = Mention::name(at, at + taken, Some(figure), last.possessive);
        found.named = token.capital;
        found
    })
}

/// "a tiny bald man", "her brother HAMZA", "two hyenas".
fn phrase(cast: &Cast, text: &str, tokens: &[Token], words: &[&str], at: usize, prose: bool) -> Option<Mention> {
    let first = tokens.get(at).filter(|t| t.mark.is_none() && !t.caps)?;
    let determined = is_determiner(&first.lower) && !first.is(&["no"]);
    let own = first.is(&["his", "her", "their", "its"]);
    let bare = at == 0 && !determined;
    if !determined && !bare {
        return None;
    }
    let start = if determined { at + 1 } else { at };
    for noun in start..(start + 5).min(tokens.len()) {
        let token = tokens.get(noun)?;
        let stops = token.mark.is_some()
            || token.caps
            || token.is(&[
                "of", "in", "on", "at", "with", "to", "from", "is", "was", "and", "who", "that", "by", "for", "like",
                "the", "a",
            ]);
        if stops && !(noun == start && token.mark.is_none() && token.caps) {
            return None;
        }
        if token.caps || cast.named(words.get(noun..)?, token.capital).is_some() && !own {
            return None;
        }
        let Some((entry, taken)) = nouns().at("en", words.get(noun..)?) else { continue };
        let worn = looks().at("en", words.get(noun..)?).is_some_and(|(e, n)| n > taken || n == taken && !e.is("age"));
        let last = tokens.get(noun + taken - 1)?;
        let next_worn = words.get(noun + taken..).and_then(|w| looks().at("en", w)).is_some_and(|(e, _)| {
            e.tags.first().and_then(|t| super::slots::Slot::of_tag(t)).is_some_and(super::slots::Slot::is_worn)
        });
        if worn || next_worn {
            return None;
        }
        if last.possessive {
            // "his father's suit": nobody is there.
            return None;
        }
        // "a model train", "the guide book": another noun follows, and it is what is meant.
        let plural = entry.is("group")
            || words.get(noun + taken - 1).is_some_and(|w| {
                !entry.words.iter().any(|(_, known)| known.iter().any(|k| k.rsplit(' ').next() == Some(w)))
            });
        if bare && !plural {
            return None;
        }
        let kin = entry.value("kin").is_some();
        let to = noun + taken;
        let mut found = Mention::name(at, to, None, false);
        (found.named, found.noun, found.plural) = (false, Some(entry), plural);
        found.word = words.get(noun..to).map(|w| w.join(" ")).unwrap_or_default();
        found.adjectives = (start, noun);
        found.definite = first.is(&["the", "his", "her", "their"]);
        if own && kin {
            found.own = Some(Own::Pronoun(first.lower.clone()));
            // One who speaks under these words: "said her father, a bald man".
            let whole = cast.named(words.get(at..)?, false).filter(|(_, taken)| *taken == to - at);
            found.figure_known = whole.map(|(figure, _)| figure);
        }
        // "her brother HAMZA", "her cousin Falk"
        if let Some(named) = name(cast, text, tokens, words, to, prose)
            .filter(|m| m.from == to && tokens.get(to).is_some_and(|t| t.capital))
        {
            (found.to, found.figure_known, found.named) = (named.to, named.figure_known, true);
            (found.before_noun, found.possessive) = (true, named.possessive);
            found.from = named.from;
            found.adjectives = (start, noun);
        }
        return Some(found);
    }
    None
}
