//! A naming, before it is known who is meant.

/// One naming, before it is known who is meant.
pub(super) struct Found {
    pub name: String,
    pub start: usize,
    pub end: usize,
    pub paragraph: usize,
    pub possessive: bool,
    /// Named by somebody who speaks.
    pub quoted: bool,
    /// A verb of saying stands beside the name.
    pub told: bool,
    /// Told to speak as one who was not known before.
    pub fresh: bool,
}

/// Nouns that say no more than that it is a person.
pub(crate) fn is_anybody(noun: &str) -> bool {
    matches!(
        noun,
        "man"
            | "woman"
            | "gentleman"
            | "lady"
            | "boy"
            | "girl"
            | "lad"
            | "fellow"
            | "person"
            | "child"
            | "guy"
            | "youth"
            | "stranger"
            | "chap"
            | "friend"
            | "visitor"
            | "companion"
            | "other"
            | "soldier"
            | "officer"
            | "magistrate"
    )
}
