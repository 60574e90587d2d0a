//! From words of other languages to English words: `data/languages.txt`, and `data/languages.rules.txt`.

use crate::Table;
use crate::quick::Quick;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

/// What sort of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Hair, beards, scars: parts of a body.
    Body,
    /// Clothes, and what is carried.
    Worn,
    /// People and animals.
    Person,
    Place,
    Adjective,
    /// Stands before an adjective: "very".
    Adverb,
    Verb,
    /// Numbers and words of age.
    Age,
    /// Articles, prepositions, pronouns.
    Word,
}

impl Sort {
    fn of(tag: &str) -> Option<Self> {
        Some(match tag {
            "body" => Self::Body,
            "worn" => Self::Worn,
            "person" => Self::Person,
            "place" => Self::Place,
            "adj" => Self::Adjective,
            "adverb" => Self::Adverb,
            "verb" => Self::Verb,
            "age" => Self::Age,
            "word" => Self::Word,
            _ => return None,
        })
    }

    /// Whether adjectives may belong to it.
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Body | Self::Worn | Self::Person | Self::Place)
    }
}

/// What a phrase means in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// One or more words. "~s" joins the word before; "_" means nothing.
    pub english: &'static str,
    pub sort: Sort,
}

#[derive(Debug)]
struct Phrase {
    rest: Vec<String>,
    meaning: Meaning,
}

type Quickly<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// The words of one language.
#[derive(Debug)]
pub struct Foreign {
    pub language: &'static str,
    /// Adjectives stand behind their nouns.
    pub after: bool,
    /// There are no spaces between words.
    pub joined: bool,
    /// Nouns grow together, and begin with a capital.
    pub compounds: bool,
    /// A sentence may lack its subject.
    pub dropped: bool,
    phrases: Quickly<String, Vec<Phrase>>,
    /// What only begins a compound.
    firsts: Quickly<String, &'static str>,
    /// The words of a language without spaces, by their first letter, the longest first.
    letters: HashMap<char, Vec<(String, Meaning)>>,
}

static TABLE: OnceLock<Table> = OnceLock::new();

/// The table itself: the id of an entry is its English.
pub fn table() -> &'static Table {
    TABLE.get_or_init(|| Table::read(include_str!("../data/languages.txt")))
}

impl Foreign {
    /// Of the language that a tag such as `de-AT` names; `None` for English and where no words are known.
    pub fn of(tag: &str) -> Option<&'static Self> {
        static ALL: OnceLock<Vec<(&str, &str, OnceLock<Foreign>)>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            let rules = include_str!("../data/languages.rules.txt").lines().filter(|line| !line.starts_with('#'));
            rules.filter_map(|line| line.split_once('|')).map(|(a, b)| (a.trim(), b, OnceLock::new())).collect()
        });
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        let (language, rules, read) = all.iter().find(|(language, ..)| *language == code)?;
        Some(read.get_or_init(|| Self::read(language, rules)))
    }

    fn read(language: &'static str, rules: &str) -> Self {
        let has = |rule: &str| rules.split_whitespace().any(|word| word == rule);
        let mut out = Self {
            language,
            after: has("after"),
            joined: has("joined"),
            compounds: has("compounds"),
            dropped: has("dropped"),
            phrases: HashMap::default(),
            firsts: HashMap::default(),
            letters: HashMap::new(),
        };
        for entry in table().entries() {
            let tag = entry.tags.first().copied().unwrap_or_default();
            for phrase in entry.words(language).iter().flat_map(|words| spelt(words)) {
                match Sort::of(tag) {
                    Some(sort) => out.push(&phrase, Meaning { english: entry.id, sort }),
                    None => {
                        out.firsts.insert(phrase, entry.id);
                    }
                }
            }
        }
        out.phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len())));
        out.letters.values_mut().for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
        out
    }

    fn push(&mut self, phrase: &str, meaning: Meaning) {
        if self.joined {
            if let Some(first) = phrase.chars().next() {
                self.letters.entry(first).or_default().push((phrase.to_lowercase(), meaning));
            }
            return;
        }
        // "l'homme" is two words in the text as well.
        let apart = phrase.replace('\'', "' ");
        let mut words = apart.split_whitespace().map(str::to_owned);
        if let Some(first) = words.next() {
            self.phrases.entry(first).or_default().push(Phrase { rest: words.collect(), meaning });
        }
    }

    /// The meanings of the longest phrase that the words (in small letters) begin with, and how many of the words it takes.
    pub fn at(&self, words: &[&str]) -> Option<(Vec<Meaning>, usize)> {
        let phrases = self.phrases.get(*words.first()?)?;
        let fits = |phrase: &&Phrase| {
            phrase.rest.iter().enumerate().all(|(at, word)| words.get(at + 1).is_some_and(|said| said == word))
        };
        let longest = phrases.iter().find(fits)?.rest.len();
        let all = phrases.iter().filter(fits).filter(|phrase| phrase.rest.len() == longest);
        Some((all.map(|phrase| phrase.meaning).collect(), longest + 1))
    }

    /// The longest word that a text without spaces begins with, and its bytes.
    pub fn joined_at(&self, text: &str) -> Option<(Meaning, usize)> {
        let words = self.letters.get(&text.chars().next()?)?;
        words.iter().find(|(word, _)| text.starts_with(word.as_str())).map(|(word, meaning)| (*meaning, word.len()))
    }

    /// A compound noun: "seidenkleid" is a silk dress, and where its beginning is not known a dress all the same.
    pub fn compound(&self, word: &str) -> Option<(String, Sort)> {
        const LEAST: usize = 4;
        let noun = |tail: &str| {
            let phrases = self.phrases.get(tail)?;
            phrases.iter().find(|p| p.rest.is_empty() && (p.meaning.sort.is_noun() || p.meaning.sort == Sort::Age))
        };
        let adjective = |tail: &str| {
            let phrases = self.phrases.get(tail)?;
            phrases.iter().find(|p| p.rest.is_empty() && p.meaning.sort == Sort::Adjective)
        };
        let cuts = word.char_indices().map(|(at, _)| at).skip(2);
        for at in cuts {
            let (head, tail) = word.split_at_checked(at)?;
            if tail.chars().count() < LEAST {
                return None;
            }
            let Some(found) = noun(tail).or_else(|| adjective(tail)) else { continue };
            let first = self.first_part(head);
            let meaning = found.meaning;
            return match (first, meaning.sort) {
                (Some(first), _) if meaning.english.starts_with('~') => {
                    Some((format!("{first}{}", meaning.english.trim_start_matches('~')), meaning.sort))
                }
                (Some(first), _) => Some((format!("{first} {}", meaning.english), meaning.sort)),
                (None, Sort::Worn | Sort::Body | Sort::Place) => Some((meaning.english.to_owned(), meaning.sort)),
                (None, _) => None,
            };
        }
        None
    }

    /// The first part of a compound, with or without the letters that join it.
    fn first_part(&self, head: &str) -> Option<&'static str> {
        let plain = |head: &str| {
            let listed = self.firsts.get(head).copied();
            let known = || self.phrases.get(head)?.iter().find(|p| p.rest.is_empty()).map(|p| p.meaning.english);
            listed.or_else(known)
        };
        ["", "-", "s", "n", "en", "es"].iter().find_map(|joint| plain(head.strip_suffix(joint)?))
    }
}

/// "rot/e/er frau/en" written out: every stem with each of its endings.
fn spelt(phrase: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for word in phrase.split_whitespace() {
        let mut parts = word.split('/');
        let stem = parts.next().unwrap_or_default();
        let forms: Vec<String> =
            std::iter::once(stem.to_owned()).chain(parts.map(|end| format!("{stem}{end}"))).collect();
        let longer = |have: &String| {
            let have = have.clone();
            forms
                .iter()
                .map(move |form| if have.is_empty() { form.clone() } else { format!("{have} {form}") })
                .collect()
        };
        out = out.iter().flat_map(|have| -> Vec<String> { longer(have) }).collect();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_compounds_and_words_without_spaces_are_found() {
        let german = Foreign::of("de-AT").unwrap();
        let english = |words: &[&str]| german.at(words).map(|(found, taken)| (found[0].english, taken));
        assert_eq!(english(&["rotes", "kleid"]), Some(("red", 1)));
        assert_eq!(english(&["kurze", "hosen"]).map(|(_, n)| n), Some(1));
        assert_eq!(english(&["rasiertem", "kopf"]), Some(("shaved head", 2)));
        assert_eq!(german.compound("seidenkleid"), Some(("silk dress".to_owned(), Sort::Worn)));
        assert_eq!(german.compound("bauernküche"), Some(("farm kitchen".to_owned(), Sort::Place)));
        assert_eq!(german.compound("dreißigjährige").map(|(words, _)| words), Some("thirty-year-old".to_owned()));
        assert_eq!(german.compound("quatsch"), None);
        let chinese = Foreign::of("zh").unwrap();
        assert_eq!(chinese.joined_at("连衣裙，").map(|(m, n)| (m.english, n)), Some(("dress", 9)));
        assert!(Foreign::of("en").is_none());
    }

    /// Whatever another language says of looks is a word that the tables of looks, people and places know.
    #[test]
    fn every_english_word_is_known_to_the_tables() {
        for entry in table().entries() {
            let words: Vec<&str> = entry.id.split(' ').collect();
            let looks = || {
                (0..words.len()).any(|at| {
                    let rest = &words[at..];
                    crate::looks().at("en", rest).is_some() || crate::looks_words().at("en", rest).is_some()
                })
            };
            let known = match entry.tags[0] {
                "body" | "worn" => looks(),
                "person" => looks() || (0..words.len()).any(|at| crate::nouns().at("en", &words[at..]).is_some()),
                "place" => crate::places::ending(&words).is_some(),
                _ => true,
            };
            assert!(known, "{}", entry.id);
            let mut languages: Vec<_> = entry.words.iter().map(|(language, _)| *language).collect();
            let all = languages.len();
            languages.sort_unstable();
            languages.dedup();
            assert_eq!(languages.len(), all, "{}: a language twice", entry.id);
        }
    }
}
