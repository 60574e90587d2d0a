//! The frames of reported speech: "said that", "asked whether", "told him to", "promised to", "accused him of".

use super::W;
use super::parties::{object, party};
use super::verbs::{ASK, ORDER, PROMISE, SAY};
use crate::prose::cast::Cast;
use crate::prose::clause::{Roles, finish, is_finite, phrase, question, statement, tokens};
use crate::prose::verbs::{base_of_ing, base_of_participle, base_of_past, past_of};
use model::Span;

pub(super) const WH: &[&str] = &["what", "where", "why", "when", "how", "who", "which", "whose", "whom"];

pub(super) fn frame(
    sentence: &str,
    words: &[W],
    verb: usize,
    roles: &Roles,
    base: usize,
    cast: &Cast,
) -> Option<String> {
    let word = words.get(verb)?;
    let is = |list: &[&str]| list.contains(&word.lower.as_str());
    let lower = |at: usize| words.get(at).map_or("", |w| w.lower.as_str());
    let rest = |at: usize| words.get(at).and_then(|w| sentence.get(w.start..)).unwrap_or_default();
    let mut next = verb + 1;
    if matches!(lower(next), "out" | "back" | "aloud" | "quietly" | "softly" | "again" | "loudly") {
        next += 1;
    }
    // "said to Ben that".
    let to_whom =
        lower(next) == "to" && (is(SAY) || is(&["apologised", "apologized"])) && object(words, next + 1) > next + 1;
    let from = if to_whom { next + 1 } else { next };
    let end = if word.mark { next } else { object(words, from) };
    let has_object = end > from;
    let mut roles = *roles;
    if has_object {
        let span = Span { start: base + words.get(from)?.start, end: base + words.get(end - 1)?.end };
        roles.listener = Some(party(words, from, end, span, cast));
    }
    let after = if has_object { end } else { next };
    if is(&["wanted"]) {
        if lower(verb + 1) != "to" || lower(verb + 2) != "know" {
            return None;
        }
        return ask(rest(verb + 3), lower(verb + 3), &roles);
    }
    if is(&["thanked", "thanks"]) && has_object {
        return (lower(after) == "for")
            .then(|| finish(&format!("thank you for {}", phrase(rest(after + 1), &roles)), '.'));
    }
    if is(&["congratulated"]) && has_object {
        return (lower(after) == "on")
            .then(|| finish(&format!("congratulations on {}", phrase(rest(after + 1), &roles)), '.'));
    }
    if is(&["wished"]) && has_object && !rest(after).is_empty() {
        return (!matches!(lower(after), "to" | "that" | "had")).then(|| finish(&phrase(rest(after), &roles), '.'));
    }
    if is(&["apologised", "apologized", "apologises"]) {
        return (lower(after) == "for")
            .then(|| finish(&format!("I'm sorry for {}", phrase(rest(after + 1), &roles)), '.'));
    }
    if is(ASK) || is(&["wondered"]) {
        if let Some(line) = ask(rest(after), lower(after), &roles) {
            return Some(line);
        }
        if lower(after) == "for" && is(&["asked", "asks"]) {
            let thing = phrase(rest(after + 1), &Roles { listener: roles.listener, ..roles });
            return Some(finish(&format!("{}, please", thing.trim_end_matches(['.', '!'])), '.'));
        }
        if lower(after) == "to" && !has_object && is(&["asked", "asks"]) {
            return Some(finish(&format!("may I {}", phrase(rest(after + 1), &roles)), '?'));
        }
        if lower(after) == "to" && lower(after + 1) == "know" && is(&["demanded"]) {
            return ask(rest(after + 2), lower(after + 2), &roles);
        }
    }
    let ordered = if has_object { after } else { usize::MAX };
    if is(ORDER) && has_object {
        let polite =
            is(&["begged", "asked", "implored", "asks", "begs", "pleaded", "requested", "entreated", "beseeched"]);
        if lower(ordered) == "to" {
            let line = phrase(rest(ordered + 1), &roles);
            if is(&["forbade"]) {
                return Some(finish(&format!("do not {line}"), '.'));
            }
            if is(&["invited"]) {
                return Some(finish(&line, '.'));
            }
            return Some(finish(&if polite { format!("please {line}") } else { line }, '.'));
        }
        if matches!(lower(ordered), "not" | "never") && lower(ordered + 1) == "to" {
            let line = phrase(rest(ordered + 2), &roles);
            let head = if lower(ordered) == "never" { "never" } else { "do not" };
            return Some(finish(&if polite { format!("please {head} {line}") } else { format!("{head} {line}") }, '.'));
        }
        if is(&["warned", "warns"])
            && lower(ordered) == "against"
            && let Some(verb) = base_of_ing(lower(ordered + 1))
        {
            return Some(finish(&format!("do not {verb} {}", phrase(rest(ordered + 2), &roles)), '.'));
        }
    }
    if is(PROMISE) && (lower(after) == "to" || (lower(after) == "not" && lower(after + 1) == "to")) {
        let not = lower(after) == "not";
        let line = phrase(rest(if not { after + 2 } else { after + 1 }), &roles);
        let head = if not || is(&["refused", "refuses", "declined"]) {
            "I will not"
        } else if is(&["offered", "offers", "volunteered"]) {
            "I'll"
        } else {
            "I will"
        };
        let head = if roles.speaker.plural { head.replace('I', "we") } else { head.to_owned() };
        return Some(finish(&format!("{head} {line}"), '.'));
    }
    if is(&["suggested", "proposed", "suggests", "recommended"]) {
        if let Some(base) = base_of_ing(lower(after)) {
            return Some(finish(&format!("let's {base} {}", phrase(rest(after + 1), &roles)), '.'));
        }
        if lower(after) == "that" {
            let who = lower(after + 1);
            let skip = usize::from(lower(after + 2) == "should");
            if matches!(who, "they" | "we") {
                return Some(finish(&format!("let's {}", phrase(rest(after + 2 + skip), &roles)), '.'));
            }
            if matches!(who, "he" | "she" | "i") && base_of_past(lower(after + 2)).is_none() {
                return Some(finish(&format!("you should {}", phrase(rest(after + 2 + skip), &roles)), '.'));
            }
        }
    }
    if is(&["denied", "denies"]) {
        let at = if lower(after) == "having" { after + 1 } else { after };
        let base = if lower(after) == "having" { base_of_participle(lower(at)) } else { base_of_ing(lower(at)) };
        if let Some(base) = base {
            return Some(finish(&format!("I did not {base} {}", phrase(rest(at + 1), &roles)), '.'));
        }
        if lower(after) == "that" {
            let said = statement(rest(after + 1), &roles);
            return Some(deny(&said));
        }
        return None;
    }
    if is(&["admitted", "confessed", "admits", "mentioned", "reported"]) {
        let at = if lower(after) == "to" { after + 1 } else { after };
        let having = lower(at) == "having";
        let base = if having { base_of_participle(lower(at + 1)) } else { base_of_ing(lower(at)) };
        if let Some(base) = base {
            return Some(finish(
                &format!("I {} {}", past_of(&base), phrase(rest(at + 1 + usize::from(having)), &roles)),
                '.',
            ));
        }
    }
    if is(&["commanded", "ordered", "demanded", "insisted", "requested"]) && lower(after) == "that" {
        let clause = rest(after + 1);
        let parts = tokens(clause);
        if let Some(at) = parts.iter().position(|t| t.lower == "be") {
            let subject =
                parts.get(..at).unwrap_or_default().iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
            let tail = parts
                .get(at..)
                .unwrap_or_default()
                .iter()
                .map(|t| format!("{}{}", t.text, t.tail))
                .collect::<Vec<_>>()
                .join(" ");
            return Some(finish(&format!("let {} {tail}", phrase(&subject, &roles)), '.'));
        }
        let bare = parts.get(1).is_some_and(|t| base_of_past(&t.lower).is_none() && !is_finite(&t.lower));
        if bare
            && parts.first().is_some_and(|t| matches!(t.lower.as_str(), "he" | "she" | "they"))
            && !is(&["insisted"])
        {
            return Some(finish(&phrase(rest(after + 2), &roles), '.'));
        }
    }
    if is(SAY) {
        let (at, that) = if lower(after) == "that" { (after + 1, true) } else { (after, false) };
        // "said he was tired", "told Ben the train had gone": without "that" a subject and a finite verb must follow.
        let clause = rest(at);
        let parts = tokens(clause);
        let finite = parts.iter().take(12).skip(1).any(|t| is_finite(&t.lower) || base_of_past(&t.lower).is_some());
        let pronoun = matches!(lower(at), "he" | "she" | "they" | "it" | "there" | "i" | "we" | "nobody" | "everyone");
        let present = !roles.past && parts.len() > 1;
        if that && (finite || present) && parts.len() > 1 {
            return Some(statement(clause, &roles));
        }
        if pronoun && finite && !word.mark && parts.len() > 1 {
            return Some(statement(clause, &roles));
        }
        if has_object
            && is(&["told", "assured", "informed", "reminded", "warned", "tells"])
            && matches!(lower(at), "the" | "his" | "her" | "their" | "my")
            && parts.get(1..5).unwrap_or_default().iter().any(|t| {
                matches!(t.lower.as_str(), "was" | "were" | "had" | "would" | "could" | "is" | "are" | "has" | "will")
            })
        {
            return Some(statement(clause, &roles));
        }
    }
    None
}

pub(super) fn ask(clause: &str, first: &str, roles: &Roles) -> Option<String> {
    if matches!(first, "if" | "whether") {
        let rest = clause.split_once(' ')?.1;
        return Some(question(rest.trim_end_matches(" or not."), roles, false));
    }
    if WH.contains(&first) && clause.split_whitespace().nth(1).is_some() {
        let second = clause.split_whitespace().nth(1).unwrap_or_default();
        if second == "to" {
            let rest = clause.splitn(3, ' ').nth(2)?;
            return Some(finish(&format!("{first} should I {}", phrase(rest, roles)), '?'));
        }
        return Some(question(clause, roles, true));
    }
    None
}

/// "I have stolen the ring." → "I have not stolen the ring."
pub(super) fn deny(said: &str) -> String {
    let mut words: Vec<String> = said.split(' ').map(str::to_owned).collect();
    if let Some(at) = words.iter().position(|w| {
        matches!(
            w.as_str(),
            "am" | "is" | "are" | "have" | "has" | "will" | "can" | "may" | "must" | "should" | "do" | "does"
        )
    }) {
        words.insert(at + 1, "not".to_owned());
    }
    words.join(" ")
}
