//! What is written or cited between quotation marks: inscriptions, telegrams, mottoes, verses by a poet.

use super::beside::{floor, is_told};
use crate::prose::tokens::{Word, words};
use model::Span;

/// "there was the telegram:", "it bore the motto:": what follows is written, and nobody is told to read it.
/// So is what the word itself stands before: "the inscription, “Also Georgiana,” gave me".
pub(super) fn is_written(clause: &[Word]) -> bool {
    let Some(last) = clause.last() else { return false };
    let at_once = matches!(last.mark, None | Some(',')) && is_writing(&last.lower());
    (last.mark == Some(':') || at_once) && is_written_of(clause)
}

/// "“A Village goes mad” was the heading".
pub(super) fn is_written_after(after: &str) -> bool {
    let mut next = after.split_whitespace();
    let is = matches!(next.next(), Some("was" | "is" | "were" | "ran" | "stood")) && after.starts_with([' ', '\n']);
    is && next.take(3).any(|w| {
        let word = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        is_writing(&word) || matches!(word.as_str(), "heading" | "title" | "caption")
    })
}

fn is_writing(lower: &str) -> bool {
    matches!(
        lower,
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
            | "proverb"
            | "text"
            | "gist"
    )
}

fn is_written_of(clause: &[Word]) -> bool {
    clause.iter().any(|w| is_writing(&w.lower())) && !clause.iter().any(|w| is_told(w) || w.lower() == "aloud")
}

/// What a paragraph of its own holds up after a narrator who says of nobody that he speaks: a telegram, verses by a poet.
pub(super) fn is_cited(text: &str, paragraphs: &[Span], at: usize, inside: &str) -> bool {
    if paragraphs.get(at).is_some_and(|own| is_epigraph(text, *own)) {
        return true;
    }
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

/// The motto of a chapter: all that a paragraph holds which is set in and follows a heading in capitals.
fn is_epigraph(text: &str, at: Span) -> bool {
    let head = text.get(..at.start).unwrap_or_default();
    let set_in = head.ends_with("   ") || head.ends_with('\t');
    let head = head.trim_end();
    let heading = head.get(head.rfind('\n').map_or(0, |end| end + 1)..).unwrap_or_default();
    let words = text.get(at.start..at.end).unwrap_or_default().split_whitespace().count();
    set_in && words <= 40 && is_heading(heading)
}

/// "CHAPTER V.": capitals only.
fn is_heading(line: &str) -> bool {
    line.chars().filter(|c| c.is_alphabetic()).count() > 3 && !line.chars().any(char::is_lowercase)
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
        && (!inside.ends_with(['!', '?', ',', '-', '—']) || is_heading(line));
    let author = line.is_empty()
        && after.trim().trim_start_matches(['-', '—', '–', '_', ' ']).chars().next().is_some_and(char::is_uppercase)
        && after.trim().starts_with(['-', '—', '–'])
        && !after.trim().ends_with(['-', '—', ':', ','])
        && after.split_whitespace().count() <= 5;
    inscription || author
}
