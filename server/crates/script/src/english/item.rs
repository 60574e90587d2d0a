//! The words and marks of a text, with what they are in English.

use lexicon::Sort;

/// Whether names begin with some words in small letters: how many of the words.
pub(crate) type Names<'a> = &'a dyn Fn(&[&str]) -> usize;

pub(super) const ARTICLES: &[&str] = &["a", "the", "his", "her", "their", "no"];
pub(super) const PREPOSITIONS: &[&str] = &["of", "with", "in", "on", "at", "without", "under", "like", "and"];
/// Whoever was told of last, in English that no script has.
pub(crate) const SAME: &str = "the-same";

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Mark(char),
    /// As it stands in the text.
    Name,
    Number,
    Known(Sort),
    Unknown,
}

#[derive(Clone, Debug)]
pub(super) struct Item {
    pub part: Part,
    pub english: String,
    pub start: usize,
    pub end: usize,
}

impl Item {
    pub fn is(&self, sort: Sort) -> bool {
        self.part == Part::Known(sort)
    }

    pub fn is_noun(&self) -> bool {
        matches!(self.part, Part::Known(sort) if sort.is_noun())
    }

    pub fn is_word(&self, words: &[&str]) -> bool {
        self.is(Sort::Word) && words.contains(&self.english.as_str())
    }

    pub fn mark(&self) -> Option<char> {
        if let Part::Mark(mark) = self.part { Some(mark) } else { None }
    }

    pub fn names(&self) -> bool {
        self.part == Part::Name
    }
}
