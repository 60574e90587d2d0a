//! How prose of each language tells that somebody speaks: its marks, its verbs of saying, its words for people.

use crate::quick::Quick;
use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

/// What a language's file in `data/speech` says.
#[derive(Debug, Default)]
pub struct Speech {
    /// The two-letter code.
    pub language: &'static str,
    /// Its commonest words, by which it is known.
    pub common: Words,
    /// Letters and marks that few other languages have.
    pub letters: &'static str,
    /// Pairs of quotation marks, the usual ones first.
    pub marks: Vec<(char, char)>,
    pub dash: Dash,
    /// Verbs of saying, in the forms that stand beside speech.
    pub say: Words,
    /// Those of them that can be seen as well: "smiled", "nodded".
    pub act: Words,
    /// What joins two verbs of one subject.
    pub and: Words,
    /// What may be written onto the beginning of a verb: "and", "then".
    pub prefix: Vec<&'static str>,
    /// Pronouns of the subject.
    pub he: Words,
    pub she: Words,
    pub they: Words,
    pub first: Words,
    /// How verbs end that tell the sex of who acts.
    pub male: Vec<&'static str>,
    pub female: Vec<&'static str>,
    /// First names, in lower case, where their endings do not tell the sex.
    pub name_he: Words,
    pub name_she: Words,
    /// Words that stand before a name.
    pub title_he: Words,
    pub title_she: Words,
    /// Words for people; "-ник" stands for all longer words that end so.
    pub role_he: Words,
    pub role_she: Words,
    pub role: Words,
    pub article: Words,
    /// Words of one who speaks, not of one who tells a story.
    pub you: Words,
    /// Words of negation.
    pub not: Words,
    /// Words after which a name is not who acts.
    pub before: Words,
    /// What may stand between a name and its verb.
    pub pause: Vec<&'static str>,
    /// Particles that mark who acts.
    pub subject: Vec<&'static str>,
    /// What is written after a name: "Mr.", "Dr."
    pub honorific: Vec<&'static str>,
    /// Characters that family names begin with, and what fond names begin with.
    pub surname: &'static str,
    pub lead: Vec<&'static str>,
    /// Words before the one who is spoken to.
    pub listen: Vec<&'static str>,
    /// How a paragraph begins that goes on at another time, in lower case.
    pub time: Vec<&'static str>,
}

/// What a dash at the beginning of a paragraph means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dash {
    /// Nothing.
    #[default]
    None,
    /// Speech follows, which nothing but a verb of saying ends.
    Open,
    /// Speech follows, and further dashes set the narrator's words apart.
    Pair,
}

/// A set of words.
#[derive(Debug, Default)]
pub struct Words {
    set: HashSet<String, BuildHasherDefault<Quick>>,
    order: Vec<String>,
    /// Those of them that are endings, without their hyphens.
    endings: Vec<String>,
}

impl Words {
    pub fn has(&self, word: &str) -> bool {
        self.set.contains(word)
    }

    /// Whether one of the endings ("-ник") is that of a word.
    pub fn has_ending_of(&self, word: &str) -> bool {
        self.endings.iter().any(|end| word.len() > end.len() + 3 && word.ends_with(end.as_str()))
    }

    /// In the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(String::as_str)
    }

    /// "fragt/e/en" stands for "fragt", "fragte" and "fragten".
    fn read(value: &str) -> Self {
        let mut out = Self::default();
        for group in value.split_whitespace() {
            let mut parts = group.split('/');
            let stem = parts.next().unwrap_or_default();
            for word in std::iter::once(stem.to_owned()).chain(parts.map(|end| format!("{stem}{end}"))) {
                if out.set.insert(word.clone()) {
                    out.endings.extend(word.strip_prefix('-').map(str::to_owned));
                    out.order.push(word);
                }
            }
        }
        out
    }
}

const FILES: &[(&str, &str)] = &[
    ("en", include_str!("../data/speech/en.txt")),
    ("de", include_str!("../data/speech/de.txt")),
    ("fr", include_str!("../data/speech/fr.txt")),
    ("es", include_str!("../data/speech/es.txt")),
    ("pt", include_str!("../data/speech/pt.txt")),
    ("it", include_str!("../data/speech/it.txt")),
    ("ru", include_str!("../data/speech/ru.txt")),
    ("pl", include_str!("../data/speech/pl.txt")),
    ("zh", include_str!("../data/speech/zh.txt")),
    ("ja", include_str!("../data/speech/ja.txt")),
    ("ko", include_str!("../data/speech/ko.txt")),
    ("ar", include_str!("../data/speech/ar.txt")),
    ("hi", include_str!("../data/speech/hi.txt")),
];

impl Speech {
    /// All languages that have a file; English is the first.
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Speech>> = OnceLock::new();
        ALL.get_or_init(|| FILES.iter().map(|(language, text)| Self::read(language, text)).collect())
    }

    /// The language of a tag such as `de` or `pt-br`; `None` where there is no file for it.
    pub fn of(tag: &str) -> Option<&'static Self> {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        Self::all().iter().find(|speech| speech.language == code)
    }

    fn read(language: &'static str, text: &'static str) -> Self {
        let mut out = Self { language, ..Self::default() };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, value)) = line.split_once(':') {
                out.set(key.trim(), value.trim());
            }
        }
        out
    }

    fn set(&mut self, key: &str, value: &'static str) {
        let list = || value.split_whitespace().collect::<Vec<_>>();
        match key {
            "common" => self.common = Words::read(value),
            "letters" => self.letters = value,
            "marks" => {
                self.marks = value
                    .split_whitespace()
                    .filter_map(|pair| {
                        let mut chars = pair.chars();
                        Some((chars.next()?, chars.next()?))
                    })
                    .collect();
            }
            "dash" => {
                self.dash = match value {
                    "open" => Dash::Open,
                    "pair" => Dash::Pair,
                    _ => Dash::None,
                }
            }
            "say" => self.say = Words::read(value),
            "act" => self.act = Words::read(value),
            "and" => self.and = Words::read(value),
            "prefix" => self.prefix = list(),
            "he" => self.he = Words::read(value),
            "she" => self.she = Words::read(value),
            "they" => self.they = Words::read(value),
            "i" => self.first = Words::read(value),
            "male" => self.male = list(),
            "female" => self.female = list(),
            "name.he" => self.name_he = Words::read(value),
            "name.she" => self.name_she = Words::read(value),
            "title.he" => self.title_he = Words::read(value),
            "title.she" => self.title_she = Words::read(value),
            "role.he" => self.role_he = Words::read(value),
            "role.she" => self.role_she = Words::read(value),
            "role" => self.role = Words::read(value),
            "article" => self.article = Words::read(value),
            "you" => self.you = Words::read(value),
            "not" => self.not = Words::read(value),
            "before" => self.before = Words::read(value),
            "pause" => self.pause = list(),
            "subject" => self.subject = list(),
            "honorific" => self.honorific = list(),
            "surname" => self.surname = value,
            "lead" => self.lead = list(),
            "listen" => self.listen = list(),
            "time" => self.time = value.split('|').map(str::trim).collect(),
            _ => debug_assert!(false, "{} has no key {key}", self.language),
        }
    }

    /// Whether a word is one for people: "man", "mother".
    pub fn is_role(&self, word: &str) -> bool {
        [&self.role, &self.role_he, &self.role_she].iter().any(|words| words.has(word) || words.has_ending_of(word))
    }

    pub fn is_title(&self, word: &str) -> bool {
        self.title_he.has(word) || self.title_she.has(word)
    }

    /// Whether a word stands for the one who acts.
    pub fn is_pronoun(&self, word: &str) -> bool {
        self.he.has(word) || self.she.has(word) || self.they.has(word) || self.first.has(word)
    }

    /// Whether a word is a verb of saying, with or without what may be written onto its beginning.
    pub fn says(&self, word: &str) -> bool {
        self.say.has(word)
            || self.prefix.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(|verb| self.say.has(verb)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_marks_verbs_and_common_words() {
        assert_eq!(Speech::all().len(), FILES.len());
        for speech in Speech::all().iter().filter(|s| s.language != "en") {
            let name = speech.language;
            assert!(
                !speech.marks.is_empty() && !speech.common.order.is_empty() && !speech.not.order.is_empty(),
                "{name}"
            );
            assert!(speech.say.order.len() >= 20 && !speech.time.is_empty() && speech.first.order.len() < 6, "{name}");
        }
    }

    #[test]
    fn forms_of_verbs_are_their_stems_with_their_endings() {
        let german = Speech::of("de-AT").unwrap();
        assert!(["fragt", "fragte", "fragten"].iter().all(|verb| german.says(verb)));
        assert!(!german.says("fragtest"));
        let arabic = Speech::of("ar").unwrap();
        assert!(arabic.says("وقال") && arabic.says("قالت"));
        assert_eq!(Speech::of("xx").map(|s| s.language), None);
    }
}
