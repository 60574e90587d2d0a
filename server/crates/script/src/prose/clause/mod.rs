//! A reported clause, turned back into what was said.

mod days;
mod pronouns;
mod question;
mod verbs;

pub(crate) use question::question;

use crate::prose::verbs::{base_of_participle, is_participle, past_of};
use days::days;
use model::Sex;
use pronouns::pronoun;
pub(super) use verbs::is_finite;
use verbs::{agree_present, tenses, verb_at};

/// Who reports to whom: it decides what every pronoun becomes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Roles {
    pub speaker: Party,
    pub listener: Option<Party>,
    /// The reporting verb stands in the past: tenses go back one step.
    pub past: bool,
    pub question: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Party {
    pub sex: Option<Sex>,
    /// The narrator ("I", "us").
    pub first: bool,
    pub plural: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub text: String,
    pub lower: String,
    /// What follows the word: a comma, nothing.
    pub tail: String,
}

pub(crate) fn tokens(text: &str) -> Vec<Token> {
    text.split_whitespace()
        .filter_map(|w| {
            let core = w
                .trim_end_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
                .trim_start_matches(['(', '"', '“']);
            let tail = w.get(w.find(core)? + core.len()..).unwrap_or_default();
            (!core.is_empty()).then(|| Token {
                text: core.to_owned(),
                lower: core.to_lowercase().replace('’', "'"),
                tail: tail.to_owned(),
            })
        })
        .collect()
}

impl Token {
    fn become_word(&mut self, word: &str) {
        self.text = word.to_owned();
        self.lower = word.to_lowercase();
    }
}

/// Undoes the report in place: pronouns, tenses, day words. Returns where the first verb stands.
fn undo(words: &mut Vec<Token>, roles: &Roles) -> Option<usize> {
    days(words);
    let verb = verb_at(words, 0);
    let mut taken = false;
    let anyone = words.iter().position(|word| names_anybody(&word.lower)).unwrap_or(usize::MAX);
    for at in 0..words.len() {
        // "If anyone woke her they would …": they are whoever it is.
        if at > anyone && words.get(at).is_some_and(|word| matches!(word.lower.as_str(), "they" | "them" | "their")) {
            continue;
        }
        let next =
            words.get(at + 1).filter(|_| words.get(at).is_some_and(|w| w.tail.is_empty())).map(|w| w.lower.clone());
        let subject = verb.is_some_and(|v| at < v);
        if let Some(word) = words.get_mut(at)
            && let Some(new) = pronoun(&word.lower, next.as_deref(), roles, subject, taken)
        {
            taken |= new == "I";
            word.become_word(new);
        }
    }
    if roles.past {
        tenses(words);
    } else {
        agree_present(words);
    }
    verb
}

fn names_anybody(lower: &str) -> bool {
    matches!(lower, "anyone" | "anybody" | "someone" | "somebody" | "whoever")
}

pub(crate) fn join(words: &[Token]) -> String {
    words.iter().map(|w| format!("{}{}", w.text, w.tail)).collect::<Vec<_>>().join(" ")
}

pub(crate) fn finish(text: &str, end: char) -> String {
    let text = text.trim().trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '\'' | '’'));
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}{end}", chars.as_str())
}

/// "that she had lost her keys" (without "that") → "I have lost my keys."
pub(crate) fn statement(clause: &str, roles: &Roles) -> String {
    let mut words = tokens(clause);
    // "and that she wanted to walk": the second "that" goes as the first did.
    let mut at = 1;
    while at < words.len() {
        if words.get(at).is_some_and(|w| w.lower == "that")
            && words.get(at - 1).is_some_and(|w| matches!(w.lower.as_str(), "and" | "but"))
        {
            words.remove(at);
        }
        at += 1;
    }
    undo(&mut words, roles);
    definite_past(&mut words);
    finish(&join(&words), '.')
}

/// "I have met him yesterday" → "I met him yesterday": a time that is over takes the simple past.
fn definite_past(words: &mut Vec<Token>) {
    if !words.iter().any(|w| {
        matches!(w.lower.as_str(), "yesterday" | "ago")
            || w.lower.starts_with("last ")
            || w.lower.starts_with("yesterday ")
    }) {
        return;
    }
    for at in 0..words.len() {
        let perfect = words.get(at).is_some_and(|w| matches!(w.lower.as_str(), "have" | "has"))
            && words.get(at + 1).is_some_and(|w| is_participle(&w.lower));
        if !perfect {
            continue;
        }
        let part = words.get(at + 1).map(|w| w.lower.clone()).unwrap_or_default();
        let plural = words.get(at).is_some_and(|w| w.lower == "have")
            && at.checked_sub(1).and_then(|b| words.get(b)).is_none_or(|w| w.lower != "i");
        let past = match (part.as_str(), plural) {
            ("been", true) => "were".to_owned(),
            ("been", false) => "was".to_owned(),
            _ => base_of_participle(&part).map(|base| past_of(&base)).unwrap_or(part),
        };
        words.remove(at);
        if let Some(word) = words.get_mut(at) {
            word.become_word(&past);
        }
        return;
    }
}

/// "not to touch the stove" (from after "to") → the words of an order, with its pronouns turned.
pub(crate) fn phrase(words: &str, roles: &Roles) -> String {
    let mut words = tokens(words);
    days(&mut words);
    for at in 0..words.len() {
        let next = words.get(at + 1).map(|w| w.lower.clone());
        if let Some(word) = words.get_mut(at)
            && let Some(new) = pronoun(&word.lower, next.as_deref(), roles, false, true)
        {
            word.become_word(new);
        }
    }
    join(&words)
}
