//! Words that say how much of a sentence is so, who comes and goes, and in what light and weather: `data/claims.txt`,
//! `data/presence.txt` and `data/air.txt`.

use crate::{Entry, Forms, Index, Table};
use std::sync::LazyLock;

/// A table with the index of its phrases.
#[derive(Debug)]
pub struct Words {
    table: Table,
    index: Index,
}

impl Words {
    pub(crate) fn new(text: &'static str, roles: &[(&str, Forms)]) -> Self {
        let table = Table::read(text);
        let index = Index::new(&table, roles);
        Self { table, index }
    }

    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The longest phrase that the words begin with: its entry, its role and how many words it takes.
    pub fn at<S: AsRef<str>>(&self, words: &[S]) -> Option<(&Entry, usize, usize)> {
        let hit = self.index.at(words).next()?;
        Some((self.table.entries().get(hit.entry)?, hit.role, hit.words))
    }

    /// All phrases that the words begin with, the longest first.
    pub fn all_at<S: AsRef<str>>(&self, words: &[S]) -> impl Iterator<Item = (&Entry, usize, usize)> {
        self.index.at(words).filter_map(|hit| Some((self.table.entries().get(hit.entry)?, hit.role, hit.words)))
    }
}

/// What is denied, pictured, thought or over. The tag of an entry says which.
pub static CLAIMS: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("../data/claims.txt"), &[("en", Forms::Exact)]));

/// Who comes, goes, or is named without being there. Role 0 are phrases, role 1 verbs.
pub static PRESENCE: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("../data/presence.txt"), &[("en", Forms::Exact), ("verb", Forms::Verb)]));

static GRAMMAR: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("../data/grammar.txt"), &[("en", Forms::Exact)]));

/// Whether a word is in one of the closed lists of `data/grammar.txt`.
pub fn grammar(list: &str, word: &str) -> bool {
    GRAMMAR.all_at(&[word]).any(|(entry, ..)| entry.id == list)
}

/// The roles of [`AIR`].
pub mod air {
    pub const NOUN: usize = 0;
    pub const VERB: usize = 1;
    pub const ADJECTIVE: usize = 2;
    pub const NOT: usize = 3;
    /// The words of light and hours, in any language, and of the weather in others than English.
    pub const PLAIN: usize = 4;
}

/// Weather, light and hours: see [`air`] for the roles.
pub static AIR: LazyLock<Words> = LazyLock::new(|| {
    let mut roles = vec![("noun", Forms::Exact), ("verb", Forms::Verb), ("adj", Forms::Exact), ("not", Forms::Exact)];
    let languages = ["en", "de", "fr", "es", "it", "pt", "ru", "sv", "ko", "hi", "ta"];
    roles.extend(languages.map(|code| (code, Forms::Exact)));
    Words::new(include_str!("../data/air.txt"), &roles)
});
