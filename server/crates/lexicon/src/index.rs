//! From the words of a text, in all their forms, to entries.

use crate::Table;
use crate::quick::{Heads, Quick};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// How the words of a role are bent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forms {
    /// As they stand.
    Exact,
    /// Also in the plural: the last word of a phrase.
    Noun,
    /// In all forms of the verb: the first word of a phrase.
    Verb,
}

/// A phrase that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Which entry of the table, counted from 0.
    pub entry: usize,
    /// Which of the index's roles, counted from 0.
    pub role: usize,
    /// How many words the phrase takes.
    pub words: usize,
}

/// All phrases of some roles of a table, by their first word.
#[derive(Debug)]
pub struct Index {
    by_first: HashMap<String, Vec<Phrase>, BuildHasherDefault<Quick>>,
    /// The first words: most words of a text are ruled out by them.
    heads: Heads,
}

#[derive(Debug)]
struct Phrase {
    rest: Vec<String>,
    entry: usize,
    role: usize,
}

impl Index {
    /// `roles` are the codes of the table's parts, with how their words are bent.
    pub fn new(table: &Table, roles: &[(&str, Forms)]) -> Self {
        let mut index = Self { by_first: HashMap::default(), heads: Heads::default() };
        for (at, entry) in table.entries().iter().enumerate() {
            for (role, (code, forms)) in roles.iter().enumerate() {
                for phrase in entry.words(code) {
                    for words in bent(phrase, *forms) {
                        index.push(words, at, role);
                    }
                }
            }
        }
        for (word, phrases) in &mut index.by_first {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            index.heads.add(word);
        }
        index
    }

    fn push(&mut self, mut words: Vec<String>, entry: usize, role: usize) {
        if words.is_empty() {
            return;
        }
        let first = words.remove(0);
        let phrases = self.by_first.entry(first).or_default();
        if !phrases.iter().any(|have| (have.entry, have.role, &have.rest) == (entry, role, &words)) {
            phrases.push(Phrase { rest: words, entry, role });
        }
    }

    /// All phrases that the words begin with, the longest first. Words are in lower case, without punctuation.
    pub fn at<S: AsRef<str>>(&self, words: &[S]) -> impl Iterator<Item = Hit> {
        let first = words.first().map(AsRef::as_ref).unwrap_or_default();
        let phrases = if self.heads.may_hold(first) { self.by_first.get(first).map(Vec::as_slice) } else { None }
            .unwrap_or_default();
        phrases
            .iter()
            .filter(|phrase| {
                phrase
                    .rest
                    .iter()
                    .enumerate()
                    .all(|(at, word)| words.get(at + 1).is_some_and(|said| said.as_ref() == word))
            })
            .map(|phrase| Hit { entry: phrase.entry, role: phrase.role, words: phrase.rest.len() + 1 })
    }
}

fn bent(phrase: &str, forms: Forms) -> Vec<Vec<String>> {
    let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
    let (at, all) = match forms {
        Forms::Exact => return vec![words],
        Forms::Noun => (words.len().saturating_sub(1), words.last().map(|word| plurals(word))),
        Forms::Verb => (0, words.first().map(|word| verb_forms(word))),
    };
    let form = |form: String| {
        let mut words = words.clone();
        if let Some(word) = words.get_mut(at) {
            *word = form;
        }
        words
    };
    all.unwrap_or_default().into_iter().map(form).collect()
}

fn plurals(word: &str) -> Vec<String> {
    let mut out = vec![word.to_owned()];
    let half = word.strip_suffix('f').filter(|stem| stem.ends_with('l'));
    if let Some(stem) = word.strip_suffix("fe").or(half) {
        out.push(format!("{stem}ves"));
    }
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => out.push(format!("{stem}ies")),
        _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => {
            out.push(format!("{word}es"));
        }
        _ => out.push(format!("{word}s")),
    }
    out
}

/// "ring" → ring, rings, ringing, rang, rung.
fn verb_forms(word: &str) -> Vec<String> {
    const IRREGULAR: &str = include_str!("../data/irregular.txt");
    let vowel = |c: char| "aeiou".contains(c);
    let letters: Vec<char> = word.chars().collect();
    let doubled = letters.len() > 2
        && match letters[..] {
            [.., a, b, c] => !vowel(a) && vowel(b) && !vowel(c) && !"wxy".contains(c) && letters.len() < 6,
            _ => false,
        };
    let stem = match word.strip_suffix('e') {
        Some(stem) if !stem.ends_with('e') => stem.to_owned(),
        _ => word.to_owned(),
    };
    let third = match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(vowel) => format!("{stem}ies"),
        _ if word.ends_with(['s', 'x', 'z', 'o']) || word.ends_with("ch") || word.ends_with("sh") => {
            format!("{word}es")
        }
        _ => format!("{word}s"),
    };
    let mut out = vec![word.to_owned(), third, format!("{stem}ing")];
    let last = letters.last().map(char::to_string).unwrap_or_default();
    if doubled {
        out.push(format!("{word}{last}ing"));
    }
    let irregular = IRREGULAR.lines().map(str::split_whitespace).find_map(|mut forms| {
        let base = forms.next()?;
        (base == word).then(|| forms.map(str::to_owned).collect::<Vec<_>>())
    });
    match irregular {
        Some(forms) => out.extend(forms),
        None => {
            out.push(match word.strip_suffix('y') {
                Some(stem) if !stem.ends_with(vowel) => format!("{stem}ied"),
                _ => format!("{stem}ed"),
            });
            if doubled {
                out.push(format!("{word}{last}ed"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_found_in_all_their_forms_and_nouns_in_the_plural() {
        let table =
            Table::read("bell | | who: church bell | does: ring, go off, clap\nwolf | | who: wolf | does: howl, carry");
        let index = Index::new(&table, &[("who", Forms::Noun), ("does", Forms::Verb)]);
        let found = |words: &[&str]| index.at(words).next().map(|hit| (hit.entry, hit.role, hit.words));
        assert_eq!(found(&["church", "bells"]), Some((0, 0, 2)));
        for verb in ["ring", "rings", "ringing", "rang", "rung", "clapping", "claps", "clapped"] {
            assert_eq!(found(&[verb]), Some((0, 1, 1)), "{verb}");
        }
        assert_eq!(found(&["went", "off"]), Some((0, 1, 2)));
        assert_eq!(found(&["wolves"]), Some((1, 0, 1)));
        assert_eq!(found(&["carried"]), Some((1, 1, 1)));
        assert_eq!(found(&["church"]), None);
        assert_eq!(found(&[]), None);
    }
}
