//! Who the narrator tells to speak or to act, as it stands in the text: not yet who is meant.

use super::starts::Starts;
use super::text::{Token, is_end, tokens};
use lexicon::Speech;
use model::{Sex, Span};
use std::collections::{HashMap, HashSet};

/// Somebody who is named or meant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Who {
    Named(Naming),
    /// "she"; the sex is unknown where the language does not tell it.
    Pronoun(Option<Sex>),
    First,
}

/// A name as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Naming {
    pub name: String,
    /// With its article, where it has one.
    pub written: String,
    /// "the fisherman": no name of one's own.
    pub role: bool,
    pub sex: Option<Sex>,
    pub span: Span,
}

/// What stands beside a speech.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub who: Option<Who>,
    /// A verb of saying is there; otherwise somebody only acts.
    pub verb: bool,
    /// What the verb tells.
    pub sex: Option<Sex>,
}

/// How a language tells who acts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// By place and capitals: "dit Paul", "сказал он", "قال أحمد".
    Place,
    /// By particles on words: "민수가", "राम ने".
    Particle,
    /// Without spaces between words.
    Unspaced,
}

/// A language, and how the words of one text are used.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub speech: &'static Speech,
    pub order: Order,
    /// Words in small letters that the text holds, and capitals inside sentences, with how often.
    pub small: HashMap<String, usize>,
    pub capital: HashMap<String, usize>,
    /// The names that are known.
    pub names: HashSet<String>,
    /// The same, for writings without spaces.
    pub starts: Starts,
    /// How often a word begins a sentence as the one who acts, in writings without capitals.
    pub acting: HashMap<String, usize>,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, speech: &'static Speech) -> Self {
        let order = match speech.language {
            "zh" | "ja" => Order::Unspaced,
            "ko" | "hi" => Order::Particle,
            _ => Order::Place,
        };
        Self {
            text,
            speech,
            order,
            small: HashMap::new(),
            capital: HashMap::new(),
            names: HashSet::new(),
            starts: Starts::default(),
            acting: HashMap::new(),
        }
    }

    /// Names that are known from now on.
    pub fn know(&mut self, names: Vec<String>) {
        if !self.spaced() {
            self.starts = Starts::new(names.iter().map(String::as_str));
        }
        self.names = names.into_iter().collect();
    }

    /// Learns how the words of the narration are written.
    pub fn learn(&mut self, span: Span) {
        if self.order == Order::Unspaced {
            return;
        }
        for word in tokens(self.text, span, self.speech) {
            let words = if word.capital { &mut self.capital } else { &mut self.small };
            *words.entry(word.lower).or_default() += 1;
        }
    }

    pub fn spaced(&self) -> bool {
        self.order != Order::Unspaced
    }

    pub fn words(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Whether a stretch ends with a colon, or a comma, so that what follows belongs to it.
    pub fn leads(&self, span: Span) -> bool {
        let quote = |c: char| {
            c.is_whitespace() || matches!(c, '“' | '”' | '„' | '«' | '»' | '"' | '「' | '『' | '—' | '–' | '-')
        };
        self.words(span).trim_end_matches(quote).ends_with([':', '：', ',', '，', '、', '،'])
    }

    pub fn known(&self, name: &str) -> bool {
        self.names.contains(name) || self.acting.get(name).is_some_and(|n| *n > 1)
    }

    /// The sentences of a stretch.
    pub fn sentences(&self, span: Span) -> Vec<Span> {
        let mut out = Vec::new();
        let mut from = 0;
        let words = self.words(span);
        for (at, c) in words.char_indices().filter(|(_, c)| is_end(*c)) {
            let end = at + c.len_utf8();
            out.push(Span { start: span.start + from, end: span.start + end });
            from = end;
        }
        out.push(Span { start: span.start + from, end: span.end });
        out
    }
}

/// The sex that the form of a verb tells.
pub(super) fn sex_of_verb(verb: &str, speech: &'static Speech) -> Option<Sex> {
    if speech.female.iter().any(|end| verb.ends_with(end)) {
        return Some(Sex::Female);
    }
    let male = if speech.male.is_empty() {
        !speech.female.is_empty()
    } else {
        speech.male.iter().any(|end| verb.ends_with(end))
    };
    male.then_some(Sex::Male)
}

/// The pronoun that a word is.
pub(super) fn pronoun(word: &str, speech: &'static Speech) -> Option<Who> {
    if speech.first.has(word) {
        return Some(Who::First);
    }
    match (speech.he.has(word), speech.she.has(word)) {
        (true, false) => Some(Who::Pronoun(Some(Sex::Male))),
        (false, true) => Some(Who::Pronoun(Some(Sex::Female))),
        (true, true) => Some(Who::Pronoun(None)),
        _ => speech.they.has(word).then_some(Who::Pronoun(None)),
    }
}

/// The words from the last end of a sentence on.
pub(super) fn last_sentence<'t, 'a>(words: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let body = words.split_last().map_or(words, |(_, rest)| rest);
    let from = body.iter().rposition(Token::ends_sentence).map_or(0, |at| at + 1);
    words.get(from..).unwrap_or_default()
}

/// The words up to the first end of a sentence.
pub(super) fn first_sentence<'t, 'a>(words: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let end = words.iter().position(Token::ends_sentence).map_or(words.len(), |at| at + 1);
    words.get(..end).unwrap_or_default()
}
