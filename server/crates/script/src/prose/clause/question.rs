//! Reported questions, asked again.

use super::verbs::{Person, is_finite, person_of, verb_at};
use super::{Roles, Token, finish, join, tokens, undo};
use crate::prose::verbs::{base_of_past, is_participle};

/// "he was hungry", "where he lived" → "Are you hungry?", "Where do you live?"
pub(crate) fn question(clause: &str, roles: &Roles, wh: bool) -> String {
    let mut words = tokens(clause);
    let roles = Roles { question: true, ..*roles };
    // The question word and what belongs to it: "how many boats", "what time", "which road".
    let mut head = 0;
    if wh {
        head = 1;
        let first = words.first().map(|w| w.lower.clone()).unwrap_or_default();
        if matches!(first.as_str(), "how" | "what" | "which" | "whose") {
            while words.get(head).is_some_and(|w| !is_subject(&w.lower) && !is_finite(&w.lower))
                && base_of_past(&words.get(head).map(|w| w.lower.clone()).unwrap_or_default()).is_none()
                && head < 3
                && words.len() > head + 1
            {
                head += 1;
            }
        }
    }
    let mut rest: Vec<Token> = words.split_off(head);
    // "who had opened the door": the question word is the subject.
    let first = rest.first().map(|w| w.lower.clone()).unwrap_or_default();
    let own_subject = wh && (is_finite(&first) || base_of_past(&first).is_some());
    if own_subject {
        let mut all = vec![Token { text: "it".into(), lower: "it".into(), tail: String::new() }];
        all.append(&mut rest);
        undo(&mut all, &roles);
        all.remove(0);
        words.append(&mut all);
        return finish(&join(&words), '?');
    }
    // "whether Daniel had seen the map": the one asked about is the one asked.
    let named = roles.listener.is_none()
        && rest.first().is_some_and(|w| w.text.starts_with(char::is_uppercase) && w.lower != "i" && w.tail.is_empty())
        && verb_at(&rest, 0) == Some(1);
    if named
        && !wh
        && let Some(word) = rest.first_mut()
    {
        word.become_word("you");
    }
    let had_aux = verb_at(&rest, 0).and_then(|at| rest.get(at).map(|w| (at, w.lower.clone())));
    undo(&mut rest, &roles);
    let Some((verb, old)) = had_aux.filter(|(at, _)| *at > 0 && *at < rest.len()) else {
        words.append(&mut rest);
        return finish(&join(&words), '?');
    };
    let main_have = matches!(old.as_str(), "had" | "has" | "have")
        && !rest.get(verb + 1..).unwrap_or_default().iter().take(3).any(|w| is_participle(&w.lower));
    let subject: Vec<Token> = rest.drain(..verb).collect();
    let person = person_of(&subject);
    let mut out = words;
    if is_finite(&old) && !main_have {
        let aux = rest.remove(0);
        let mut parts = aux.text.split(' ');
        out.extend(parts.next().map(|t| Token { text: t.to_owned(), lower: t.to_owned(), tail: String::new() }));
        out.extend(subject);
        out.extend(parts.next().map(|t| Token { text: t.to_owned(), lower: t.to_owned(), tail: String::new() }));
    } else {
        let present = roles.past || main_have;
        let base = base_of_past(&old).unwrap_or_else(|| {
            if main_have { "have".to_owned() } else { old.strip_suffix('s').unwrap_or(&old).to_owned() }
        });
        let helper = if person == Person::It { "does" } else { "do" };
        let _ = present;
        out.push(Token { text: helper.to_owned(), lower: helper.to_owned(), tail: String::new() });
        out.extend(subject);
        if let Some(word) = rest.first_mut() {
            word.become_word(&base);
        }
    }
    out.extend(rest);
    finish(&join(&out), '?')
}

fn is_subject(lower: &str) -> bool {
    matches!(
        lower,
        "he" | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "you"
            | "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "their"
            | "my"
            | "our"
            | "there"
            | "this"
            | "that"
            | "these"
            | "those"
            | "to"
    )
}
