//! A table of entries, read from its file.

use crate::quick::{Heads, Quick};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// One thing: its id, what sort of thing it is, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Short, stable, in English: what other crates know the thing by.
    pub id: &'static str,
    /// What sort of thing it is, in the words of its table.
    pub tags: Vec<&'static str>,
    /// For each language (its two-letter code) its words in lower case, the usual one first.
    pub words: Vec<(&'static str, Vec<&'static str>)>,
}

impl Entry {
    /// Whether the entry has a tag.
    pub fn is(&self, tag: &str) -> bool {
        self.tags.contains(&tag)
    }

    /// The value of a tag that is written `key=value`.
    pub fn value(&self, key: &str) -> Option<&'static str> {
        self.tags.iter().find_map(|tag| tag.strip_prefix(key)?.strip_prefix('='))
    }

    /// The usual word in a language.
    pub fn word(&self, language: &str) -> Option<&'static str> {
        self.in_language(language).first().copied()
    }

    /// All words of a language.
    pub fn words(&self, language: &str) -> &[&'static str] {
        self.in_language(language)
    }

    fn in_language(&self, language: &str) -> &[&'static str] {
        self.words.iter().find(|(code, _)| *code == language).map_or(&[], |(_, words)| words)
    }
}

/// The entries of one file, with a way from their words to them.
#[derive(Debug, Default)]
pub struct Table {
    entries: Vec<Entry>,
    /// From the first word of a phrase to the phrases that begin with it, the longest first.
    phrases: HashMap<&'static str, Vec<Phrase>, BuildHasherDefault<Quick>>,
    /// The first words: most words of a text are ruled out by them.
    heads: Heads,
}

#[derive(Debug)]
struct Phrase {
    language: &'static str,
    words: Vec<&'static str>,
    entry: usize,
}

impl Table {
    /// Reads the text of a table. Lines that hold no entry (comments, empty ones) are passed over.
    pub fn read(text: &'static str) -> Self {
        let mut table = Self::default();
        for entry in text.lines().filter_map(entry) {
            table.push(entry);
        }
        for phrases in table.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        table
    }

    fn push(&mut self, entry: Entry) {
        let at = self.entries.len();
        for (language, words) in &entry.words {
            for phrase in words {
                let words: Vec<_> = phrase.split_whitespace().collect();
                if let Some(first) = words.first() {
                    let first = *first;
                    self.heads.add(first);
                    self.phrases.entry(first).or_default().push(Phrase { language, words, entry: at });
                }
            }
        }
        self.entries.push(entry);
    }

    /// All entries, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with an id.
    pub fn by_id(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The longest phrase of a language that the words begin with, and how many of the words it takes. Words are given in lower
    /// case without punctuation. The last word of a phrase is also found in the plural.
    pub fn at(&self, language: &str, words: &[&str]) -> Option<(&Entry, usize)> {
        let first = *words.first()?;
        // Of two that are as long the word itself counts, and not what it may be the plural of: "shorts".
        let [one, other] = singulars(first);
        let starts = [one, other, Some(first)].into_iter().flatten();
        starts.filter_map(|start| self.longest(language, start, words)).max_by_key(|(_, taken)| *taken)
    }

    fn longest(&self, language: &str, first: &str, words: &[&str]) -> Option<(&Entry, usize)> {
        let phrases = self.heads.may_hold(first).then(|| self.phrases.get(first)).flatten()?;
        let fits = |phrase: &&Phrase| {
            let last = phrase.words.len() - 1;
            phrase.language == language
                && words.len() > last
                && phrase.words.iter().enumerate().all(|(at, word)| {
                    let said = words.get(at).copied().unwrap_or_default();
                    said == *word || (at == last && singulars(said).contains(&Some(*word)))
                })
        };
        let phrase = phrases.iter().find(fits)?;
        Some((self.entries.get(phrase.entry)?, phrase.words.len()))
    }
}

/// What a word may be the plural of.
fn singulars(word: &str) -> [Option<&str>; 2] {
    let longer_than = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() > 2);
    [longer_than("s"), longer_than("es")]
}

fn entry(line: &'static str) -> Option<Entry> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    let mut parts = line.split('|').map(str::trim);
    let id = parts.next()?;
    let tags = parts.next().unwrap_or_default().split_whitespace().collect();
    let words = parts.filter_map(|part| {
        let (language, words) = part.split_once(':')?;
        Some((language.trim(), words.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()))
    });
    Some(Entry { id, tags, words: words.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str =
        "# Garments\n\ncoat | outer length=long | en: coat, fur coat | de: mantel\nglasses | face | en: glasses";

    #[test]
    fn the_longest_phrase_is_found_in_its_language_and_in_the_plural() {
        let table = Table::read(TABLE);
        let found = |language, words: &[&str]| table.at(language, words).map(|(entry, taken)| (entry.id, taken));
        assert_eq!(found("en", &["fur", "coats", "hang"]), Some(("coat", 2)));
        assert_eq!(found("en", &["coat"]), Some(("coat", 1)));
        assert_eq!(found("de", &["mantel"]), Some(("coat", 1)));
        assert_eq!(found("en", &["glasses"]), Some(("glasses", 1)));
        assert_eq!(found("en", &["fur"]), None);
        assert_eq!(found("en", &[]), None);
    }

    #[test]
    fn tags_have_values_and_comments_are_no_entries() {
        let table = Table::read(TABLE);
        assert_eq!(table.entries().len(), 2);
        let coat = table.by_id("coat").unwrap();
        assert_eq!((coat.is("outer"), coat.value("length"), coat.word("de")), (true, Some("long"), Some("mantel")));
    }
}
