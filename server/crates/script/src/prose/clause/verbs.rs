//! The verb of a clause: where it stands, its tense, and its agreement with the subject.

use super::Token;
use crate::prose::verbs::{base_of_past, third_person};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Person {
    I,
    You,
    We,
    They,
    It,
}

pub(super) fn person_of(words: &[Token]) -> Person {
    let Some(last) = words.last() else { return Person::It };
    if words.len() == 1 {
        match last.lower.as_str() {
            "i" => return Person::I,
            "you" => return Person::You,
            "we" => return Person::We,
            "they" | "these" | "those" => return Person::They,
            _ => {}
        }
    }
    let several = words.iter().any(|w| w.lower == "and");
    let head = words
        .iter()
        .position(|w| matches!(w.lower.as_str(), "of" | "in" | "on" | "at" | "with" | "from"))
        .and_then(|at| at.checked_sub(1))
        .and_then(|at| words.get(at))
        .unwrap_or(last);
    let plural = (head.lower.ends_with('s')
        && !head.lower.ends_with("ss")
        && !head.lower.ends_with("'s")
        && !head.lower.ends_with("us")
        && !head.text.starts_with(char::is_uppercase))
        || matches!(
            head.lower.as_str(),
            "men" | "women" | "children" | "people" | "police" | "mice" | "teeth" | "feet"
        );
    if several || plural { Person::They } else { Person::It }
}

pub(super) fn be(person: Person) -> &'static str {
    match person {
        Person::I => "am",
        Person::It => "is",
        _ => "are",
    }
}

pub(super) fn agree(base: &str, person: Person) -> String {
    match (base, person) {
        ("be", p) => be(p).to_owned(),
        (_, Person::It) => third_person(base),
        _ => base.to_owned(),
    }
}

/// A verb that can carry a clause by its form alone.
pub(in crate::prose) fn is_finite(lower: &str) -> bool {
    matches!(
        lower,
        "is" | "are"
            | "am"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "do"
            | "does"
            | "did"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "shall"
            | "should"
            | "must"
            | "cannot"
            | "can't"
            | "won't"
            | "wouldn't"
            | "couldn't"
            | "didn't"
            | "wasn't"
            | "weren't"
            | "hadn't"
            | "isn't"
            | "aren't"
            | "doesn't"
            | "don't"
            | "hasn't"
            | "haven't"
            | "shouldn't"
            | "mustn't"
    )
}

/// Where the first finite verb of a clause stands; the words before it are the subject.
pub(super) fn verb_at(words: &[Token], from: usize) -> Option<usize> {
    (from..words.len()).find(|&at| {
        let Some(word) = words.get(at) else { return false };
        let before =
            at.checked_sub(1).filter(|b| *b >= from).and_then(|b| words.get(b)).map_or("", |w| w.lower.as_str());
        if at == from && !is_finite(&word.lower) {
            return false;
        }
        is_finite(&word.lower)
            || (base_of_past(&word.lower).is_some()
                && !matches!(
                    before,
                    "the"
                        | "a"
                        | "an"
                        | "his"
                        | "her"
                        | "their"
                        | "my"
                        | "your"
                        | "our"
                        | "this"
                        | "that"
                        | "very"
                        | "of"
                )
                && !is_finite(before))
            || (word.lower.ends_with('s') && matches!(before, "he" | "she" | "it"))
    })
}

/// "that she is tired" → "I am tired": the verb agrees with its new subject.
pub(super) fn agree_present(words: &mut [Token]) {
    let Some(verb) = verb_at(words, 0) else { return };
    let person = person_of(words.get(..verb).unwrap_or_default());
    if person == Person::It {
        return;
    }
    if let Some(word) = words.get_mut(verb) {
        let new = match word.lower.as_str() {
            "is" | "are" | "am" => be(person).to_owned(),
            "has" => "have".to_owned(),
            "does" => "do".to_owned(),
            "doesn't" => "don't".to_owned(),
            other => match other.strip_suffix("ies") {
                Some(stem) => format!("{stem}y"),
                None if is_finite(other) => return,
                None => other.strip_suffix('s').unwrap_or(other).to_owned(),
            },
        };
        word.become_word(&new);
    }
}

/// Every finite verb goes back one step, and agrees with its own subject.
pub(super) fn tenses(words: &mut [Token]) {
    let mut start = 0;
    let mut person = Person::It;
    let mut fresh = true;
    let mut at = 0;
    while at < words.len() {
        let lower = words.get(at).map(|w| w.lower.clone()).unwrap_or_default();
        let next = words.get(at + 1).map(|w| w.lower.clone()).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|b| words.get(b)).map(|w| w.lower.clone()).unwrap_or_default();
        let joint = matches!(
            lower.as_str(),
            "because"
                | "if"
                | "when"
                | "while"
                | "that"
                | "but"
                | "who"
                | "which"
                | "until"
                | "before"
                | "after"
                | "as"
                | "and"
                | "or"
                | "so"
                | "where"
                | "what"
                | "whether"
                | "since"
        );
        if joint && at > 0 {
            // A new clause has its own subject, unless its verb follows at once ("and wanted").
            let own = !is_finite(&next) && base_of_past(&next).is_none();
            if own {
                start = at + 1;
            }
            fresh = true;
            at += 1;
            continue;
        }
        let auxiliary = is_finite(&before)
            || matches!(
                before.as_str(),
                "been" | "be" | "not" | "being" | "have" | "to" | "never" | "already" | "just"
            ) && !fresh;
        let past = if is_finite(&lower) {
            Some(lower.clone())
        } else if fresh
            && at > start
            && !auxiliary
            && !matches!(before.as_str(), "the" | "a" | "an" | "his" | "her" | "my" | "your" | "our" | "their" | "very")
        {
            base_of_past(&lower)
        } else {
            None
        };
        // "and wanted": the verb of the clause before goes on with its subject.
        let past = past.or_else(|| {
            (fresh && matches!(before.as_str(), "and" | "but" | "or")).then(|| base_of_past(&lower)).flatten()
        });
        let Some(past) = past else {
            at += 1;
            continue;
        };
        if at > start && fresh {
            person = person_of(
                words
                    .get(start..at)
                    .unwrap_or_default()
                    .iter()
                    .filter(|w| {
                        !matches!(
                            w.lower.as_str(),
                            "always" | "never" | "really" | "only" | "also" | "still" | "often" | "already"
                        )
                    })
                    .cloned()
                    .collect::<Vec<_>>()
                    .as_slice(),
            );
        }
        let there = words.get(start).is_some_and(|w| w.lower == "there") && at == start + 1;
        let new = match past.as_str() {
            "was" | "were" if there => (if past == "was" { "is" } else { "are" }).to_owned(),
            "was" | "were" => be(person).to_owned(),
            "wasn't" | "weren't" => {
                if person == Person::I {
                    "am not".to_owned()
                } else {
                    format!("{} not", be(person))
                }
            }
            "had" => agree("have", person),
            "hadn't" => format!("{} not", agree("have", person)),
            "did" => agree("do", person),
            "didn't" => format!("{} not", agree("do", person)),
            "would" => "will".to_owned(),
            "wouldn't" => "will not".to_owned(),
            "could" => "can".to_owned(),
            "couldn't" => "can not".to_owned(),
            "might" => "may".to_owned(),
            other if is_finite(other) => other.to_owned(),
            base => agree(base, person),
        };
        if let Some(word) = words.get_mut(at) {
            word.become_word(&new);
        }
        if new == "can" && next == "not" {
            // "cannot" reads better than "can not".
        }
        fresh = false;
        at += 1;
    }
}
