//! Who reports, and to whom.

use super::W;
use crate::names::{is_role, sex_of};
use crate::prose::cast::Cast;
use crate::prose::clause::Party;
use model::{Sex, Span};

/// The words of the subject before a verb: "the old captain", "Mrs. Patel", "she".
pub(super) fn subject(words: &[W], verb: usize) -> Option<(usize, usize)> {
    let mut to = verb;
    // "Anna quietly said", "Anna had told".
    while to > 0
        && words.get(to - 1).is_some_and(|w| {
            w.lower.ends_with("ly")
                || matches!(
                    w.lower.as_str(),
                    "then"
                        | "also"
                        | "had"
                        | "has"
                        | "once"
                        | "again"
                        | "never"
                        | "later"
                        | "at"
                        | "last"
                        | "even"
                        | "just"
                        | "only"
                )
        })
    {
        to -= 1;
    }
    let last = words.get(to.checked_sub(1)?)?;
    if matches!(
        last.lower.as_str(),
        "be" | "been"
            | "is"
            | "was"
            | "are"
            | "were"
            | "being"
            | "often"
            | "to"
            | "not"
            | "didn't"
            | "as"
            | "could"
            | "would"
            | "will"
            | "can"
    ) {
        return None;
    }
    if matches!(last.lower.as_str(), "he" | "she" | "they" | "we" | "i" | "you") {
        return Some((to - 1, to));
    }
    if last.lower == "and" || last.mark {
        // "He sat down and said": the subject opens the sentence.
        let first = words.first()?;
        if matches!(first.lower.as_str(), "he" | "she" | "they" | "we" | "i") {
            return Some((0, 1));
        }
        if is_capital(first)
            && !matches!(
                first.lower.as_str(),
                "the"
                    | "a"
                    | "an"
                    | "then"
                    | "but"
                    | "and"
                    | "when"
                    | "as"
                    | "after"
                    | "in"
                    | "at"
                    | "on"
                    | "his"
                    | "her"
                    | "my"
            )
        {
            let n = words.iter().take_while(|w| is_capital(w)).count().max(1);
            return Some((0, n.min(verb)));
        }
        if matches!(first.lower.as_str(), "the" | "his" | "her" | "my") {
            let n = words.iter().take(4).position(|w| is_role(&w.lower))?;
            return Some((0, n + 1));
        }
        return None;
    }
    let mut from = to - 1;
    let mut steps = 0;
    if is_capital(last) && from > 0 || is_capital(last) {
        while from > 0
            && words.get(from - 1).is_some_and(|w| {
                is_capital(w)
                    && !w.mark
                    && !matches!(w.lower.as_str(), "then" | "but" | "and" | "when" | "so" | "later" | "finally" | "at")
            })
        {
            from -= 1;
            steps += 1;
            if steps > 3 {
                return None;
            }
        }
        if from > 0 && words.get(from - 1).is_some_and(|w| w.lower == "the" && !w.mark) {
            from -= 1;
        }
        return Some((from, to));
    }
    // A noun with its determiner: "the man with the black beard" goes to its first determiner.
    while from > 0 && steps < 6 {
        let word = words.get(from)?;
        if matches!(
            word.lower.as_str(),
            "the" | "a" | "an" | "his" | "her" | "my" | "our" | "their" | "this" | "one" | "another" | "every"
        ) {
            let relative = from > 1
                && words
                    .get(from - 1)
                    .is_some_and(|w| matches!(w.lower.as_str(), "with" | "in" | "of" | "from" | "at" | "by" | "on"));
            if !relative {
                return Some((from, to));
            }
        }
        if word.mark && from + 1 != to {
            return None;
        }
        from -= 1;
        steps += 1;
    }
    let first = words.get(from)?;
    matches!(
        first.lower.as_str(),
        "the" | "a" | "an" | "his" | "her" | "my" | "our" | "their" | "this" | "one" | "another"
    )
    .then_some((from, to))
}

pub(super) fn is_capital(word: &W) -> bool {
    word.text.starts_with(char::is_uppercase)
}

pub(super) fn party(words: &[W], from: usize, to: usize, span: Span, cast: &Cast) -> Party {
    let text = words.get(from..to).unwrap_or_default().iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    let lower = text.to_lowercase();
    let known = cast.between(span.start, span.end).first().and_then(|m| cast.people.get(m.who)).and_then(|p| p.sex);
    let sex = match lower.as_str() {
        "he" | "him" => Some(Sex::Male),
        "she" | "her" => Some(Sex::Female),
        _ => known.or_else(|| sex_of(&text)),
    };
    let plural = matches!(lower.as_str(), "they" | "them" | "we" | "us")
        || ["men", "children", "women", "people", "boys", "girls", "guests", "soldiers"]
            .iter()
            .any(|n| lower.ends_with(n))
        || lower.contains(" and ")
        || (lower.starts_with("the ") && lower.ends_with('s') && !lower.ends_with("ss"));
    Party { sex, first: matches!(lower.as_str(), "i" | "me" | "we" | "us"), plural }
}

/// The object after a verb ("Ben", "her", "the old man") ends where; `at` itself when there is none.
pub(super) fn object(words: &[W], at: usize) -> usize {
    let Some(word) = words.get(at) else { return at };
    if word.mark
        && !word.lower.is_empty()
        && !is_capital(word)
        && !matches!(word.lower.as_str(), "me" | "him" | "her" | "us" | "them" | "you")
    {
        return at;
    }
    if matches!(word.lower.as_str(), "me" | "him" | "her" | "us" | "them" | "you" | "everyone" | "everybody" | "nobody")
    {
        // "her brother" is an object of two words.
        if word.lower == "her"
            && words.get(at + 1).is_some_and(|w| {
                is_role(&w.lower)
                    || matches!(w.lower.as_str(), "mother" | "father" | "friends" | "parents" | "children")
            })
        {
            return at + 2;
        }
        return at + 1;
    }
    if is_capital(word) && word.text != "I" {
        let mut end = at + 1;
        while end < at + 4 && words.get(end - 1).is_some_and(|w| !w.mark) && words.get(end).is_some_and(is_capital) {
            end += 1;
        }
        return end;
    }
    if matches!(word.lower.as_str(), "the" | "his" | "my" | "their" | "our" | "a" | "an" | "all" | "both") {
        let stop = (at + 1..(at + 7).min(words.len())).find(|&i| {
            words.get(i).is_some_and(|w| {
                matches!(
                    w.lower.as_str(),
                    "that"
                        | "to"
                        | "not"
                        | "if"
                        | "whether"
                        | "what"
                        | "where"
                        | "when"
                        | "why"
                        | "how"
                        | "who"
                        | "for"
                        | "which"
                        | "he"
                        | "she"
                        | "they"
                )
            })
        });
        return stop.unwrap_or(at);
    }
    at
}
