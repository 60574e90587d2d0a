//! Quoted and reported speech in stories.

mod cast;
mod clause;
mod indirect;
mod quotes;
mod speakers;
mod tokens;
mod verbs;

pub(crate) use tokens::{is_title, title_sex};

use crate::screenplay::{Person, Spoken};
use model::Span;

/// What prose gives: lines in source order, and the people found.
pub(crate) struct Found {
    pub said: Vec<Spoken>,
    pub people: Vec<Person>,
}

/// Paragraphs and all spans are in bytes of `text`.
pub(crate) fn analyse(text: &str, paragraphs: &[Span]) -> Found {
    let quotes = quotes::find(text, paragraphs);
    let (said, people) = speakers::attribute(text, paragraphs, &quotes);
    Found { said, people }
}

/// Whether a few words beside a quote only tell who says it: "said Anna softly".
pub(crate) fn only_reports(words: &str) -> bool {
    let count = words.split_whitespace().count();
    count <= 6
        && words
            .split_whitespace()
            .take(5)
            .any(|w| tokens::is_reporting(&w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()))
}
