//! What is written or cited between quotation marks: inscriptions, telegrams, mottoes, verses by a poet.

use super::unsaid::{floor, is_told};
use crate::prose::tokens::{Word, words};
use model::Span;

/// "there was the telegram:", "it bore the motto:": what follows is written, and nobody is told to read it.
pub(super) fn is_written(clause: &[Word]) -> bool {
    clause.last().is_some_and(|w| matches!(w.mark, Some(':'))) && is_written_of(clause)
}

fn is_written_of(clause: &[Word]) -> bool {
    let written = |w: &Word| {
        matches!(
            w.lower().as_str(),
            "telegram"
                | "motto"
                | "handwriting"
                | "inscription"
                | "placard"
                | "poster"
                | "headline"
                | "signboard"
                | "epitaph"
                | "notice"
                | "label"
                | "distich"
                | "adage"
        )
    };
    clause.iter().any(written) && !clause.iter().any(|w| is_told(w) || w.lower() == "aloud")
}

/// What a paragraph of its own holds up after a narrator who says of nobody that he speaks: a telegram, verses by a poet.
pub(super) fn is_cited(text: &str, paragraphs: &[Span], at: usize, inside: &str) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|b| paragraphs.get(b)) else { return false };
    let lead = text.get(before.start..before.end).unwrap_or_default().trim_end();
    let tail = words(lead, floor(lead, 160), lead.len());
    let sentence = tail
        .iter()
        .rev()
        .skip(1)
        .position(|w| matches!(w.mark, Some('.' | '!' | '?' | '"' | '”')))
        .map_or(0, |back| tail.len().saturating_sub(back + 1));
    let clause = tail.get(sentence..).unwrap_or_default();
    if lead.ends_with([':', '—', '-']) && is_written_of(clause) {
        return true;
    }
    let open = lead.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '—' | '-' | ','));
    open && is_stanza(inside) && !clause.iter().any(|w| is_told(w) || is_recited(&w.lower()))
}

/// Two or more short lines that begin with capitals.
fn is_stanza(inside: &str) -> bool {
    let mut lines = inside.lines().map(|l| l.trim()).filter(|l| !l.is_empty());
    let first = lines.next().is_some_and(|l| l.chars().count() < 60);
    let mut count = 0;
    let rest = lines.all(|line| {
        count += 1;
        line.chars().count() < 60 && line.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
    });
    first && rest && count > 0
}

fn is_recited(lower: &str) -> bool {
    matches!(
        lower,
        "sing"
            | "sings"
            | "sang"
            | "sung"
            | "song"
            | "chant"
            | "chanted"
            | "chanting"
            | "repeat"
            | "recite"
            | "reciting"
            | "words"
            | "chorus"
            | "hummed"
            | "humming"
            | "tune"
            | "read"
            | "reading"
            | "tells"
            | "aloud"
            | "whistled"
    )
}

/// An inscription in capitals, or a verse with its author: "“Mine ear is open.”--Shakespeare".
pub(super) fn is_motto(line: &str, inside: &str, after: &str) -> bool {
    let letters = inside.chars().filter(|c| c.is_alphabetic()).count();
    let inscription = letters > 3
        && inside.split_whitespace().count() >= 2
        && !inside.chars().any(char::is_lowercase)
        && inside.chars().any(char::is_uppercase)
        && !inside.ends_with(['!', '?', ',', '-', '—']);
    let author = line.is_empty()
        && after.trim().trim_start_matches(['-', '—', '–', '_', ' ']).chars().next().is_some_and(char::is_uppercase)
        && after.trim().starts_with(['-', '—', '–'])
        && !after.trim().ends_with(['-', '—', ':', ','])
        && after.split_whitespace().count() <= 5;
    inscription || author
}
