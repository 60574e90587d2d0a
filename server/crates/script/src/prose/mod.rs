//! Quoted and reported speech in stories.

mod cast;
mod clause;
mod indirect;
mod quotes;
mod speakers;
mod tokens;
mod tongue;
mod verbs;

use crate::screenplay::{Person, Spoken};
use lexicon::Speech;
use model::Span;

/// What prose gives: lines in source order, and the people found.
pub(crate) struct Found {
    pub said: Vec<Spoken>,
    pub people: Vec<Person>,
}

/// Paragraphs and all spans are in bytes of `text`. English, and what no table is for, is read by the rules for English.
pub(crate) fn analyse(text: &str, paragraphs: &[Span], language: &str) -> Found {
    if let Some(speech) = other_than_english(language) {
        return tongue::analyse(text, paragraphs, speech);
    }
    let quotes = quotes::find(text, paragraphs);
    let (said, people) = speakers::attribute(text, paragraphs, &quotes);
    Found { said, people }
}

fn other_than_english(language: &str) -> Option<&'static Speech> {
    Speech::of(language).filter(|speech| speech.language != "en")
}

/// Whether a few words beside a quote only tell who says it: "said Anna softly".
pub(crate) fn only_reports(words: &str, language: &str) -> bool {
    if let Some(speech) = other_than_english(language) {
        return tongue::only_reports(words, speech);
    }
    let count = words.split_whitespace().count();
    count <= 6
        && words
            .split_whitespace()
            .take(5)
            .any(|w| tokens::is_reporting(&w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()))
}
