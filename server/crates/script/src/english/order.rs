//! The words in the order that English has them, with the small words that it wants.

use super::item::{ARTICLES, Item, PREPOSITIONS, Part, SAME};
use lexicon::{Foreign, Sort};

/// Verbs that tell looks of a subject that a language may leave out.
const TELLING: &[&str] = &["wears", "wore", "has", "had", "is", "was"];

/// An unknown word behind somebody is taken for a verb; elsewhere it is left out.
pub(super) fn unknown(items: &mut Vec<Item>, foreign: &Foreign) {
    let mut depth = 0_u32;
    for at in 0..items.len() {
        let Some(item) = items.get(at) else { break };
        match item.mark() {
            Some('(') => depth += 1,
            Some(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if item.part != Part::Unknown || depth > 0 {
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| items.get(before));
        let alone = items.get(at + 1).is_none_or(|next| next.mark().is_some());
        let verb = before.is_none_or(|before| match before.part {
            Part::Name => true,
            Part::Mark(mark) => matches!(mark, ')' | '.') || mark == ',' && !alone,
            Part::Known(Sort::Person) => !foreign.after,
            Part::Known(Sort::Word) => before.is_word(&["he", "she", "who"]),
            _ => false,
        });
        if verb && let Some(item) = items.get_mut(at) {
            (item.part, item.english) = (Part::Known(Sort::Verb), "walks".to_owned());
        }
    }
    items.retain(|item| item.part != Part::Unknown && item.english != "_");
}

/// "barba larga y gris": the adjectives behind a noun go before it.
pub(super) fn adjectives_first(items: &mut [Item]) {
    let mut at = 0;
    while at < items.len() {
        if !items.get(at).is_some_and(Item::is_noun) {
            at += 1;
            continue;
        }
        let describes = |item: &Item| item.is(Sort::Adjective) || item.is(Sort::Adverb);
        let mut end = at + 1;
        while let Some(item) = items.get(end) {
            let joins = item.is_word(&["and"]) && end > at + 1 && items.get(end + 1).is_some_and(describes);
            if !(describes(item) || joins) {
                break;
            }
            end += 1;
        }
        if let Some(phrase) = items.get_mut(at..end) {
            phrase.rotate_left(1);
        }
        at = end;
    }
}

/// The word behind one, and behind the adjectives and articles that follow it.
fn next_noun(items: &[Item], at: usize) -> Option<&Item> {
    let leads = |item: &&Item| item.is(Sort::Adjective) || item.is(Sort::Adverb) || item.is_word(&["the", "a", "and"]);
    items.iter().skip(at + 1).take(LONGEST).find(|item| !leads(item))
}

/// More adjectives than a noun has.
const LONGEST: usize = 12;

/// "of long hair" is with long hair, "of grey suit" in a grey suit; articles and prepositions before nothing are left out.
pub(super) fn linked(items: &mut Vec<Item>) {
    smoothed(items);
    for at in 0..items.len() {
        let body = next_noun(items, at).is_some_and(|item| item.is(Sort::Body));
        let worn = !body && next_noun(items, at).is_some_and(|item| item.is(Sort::Worn));
        let somebody = at.checked_sub(1).and_then(|before| items.get(before)).is_none_or(|before| {
            before.is(Sort::Person) || before.is(Sort::Age) || before.names() || before.mark().is_some()
        });
        let Some(item) = items.get_mut(at).filter(|item| item.is_word(&["of"])) else { continue };
        if body {
            item.english = "with".to_owned();
        } else if worn && somebody {
            item.english = "in".to_owned();
        }
    }
    from_behind(items, |item, before, after, out| {
        let joins = item.english.starts_with('~');
        let fits = |before: &Item| match item.part {
            Part::Known(Sort::Word) => before.names(),
            _ => before.part == Part::Number || before.is(Sort::Age),
        };
        let lost = joins && !before.is_some_and(fits);
        let next = after.last();
        let bare = next.is_none_or(|next| {
            next.mark().is_some_and(|mark| mark != '"')
                || next.is(Sort::Verb) && !item.is_word(&["and"])
                || next.is_word(&["who"])
                || item.is_word(ARTICLES) && next.is_word(PREPOSITIONS)
        });
        let leads = item.is_word(ARTICLES) || item.is_word(PREPOSITIONS);
        if !(lost || leads && bare && !item.is_word(&["her", "his"])) {
            out.push(item);
        }
    });
}

/// Goes through the items from the last to the first. What a step puts out stays; it sees the item before, and what stays behind
/// the item, the nearest at the end.
fn from_behind(items: &mut Vec<Item>, step: impl Fn(Item, Option<&Item>, &[Item], &mut Vec<Item>)) {
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    let mut out: Vec<Item> = Vec::new();
    while let Some(item) = items.pop() {
        step(item, items.last(), &kept, &mut out);
        kept.append(&mut out);
    }
    kept.reverse();
    *items = kept;
}

/// "short and black hair" is short black hair, "a glasses" glasses, "mid forty" the middle of the forties.
fn smoothed(items: &mut Vec<Item>) {
    const PARTS: &[&str] = &["early", "mid", "late"];
    from_behind(items, |mut item, before, after, out| {
        let adjective = |item: &Item| item.is(Sort::Adjective);
        let between = before.is_some_and(adjective) && after.last().is_some_and(adjective);
        let noun = after.iter().rev().take(LONGEST).find(|item| !(adjective(item) || item.is(Sort::Adverb)));
        let of_looks = noun.is_some_and(|noun| noun.is(Sort::Body) || noun.is(Sort::Worn));
        let many = noun.is_some_and(|noun| noun.english.ends_with('s') && !noun.english.ends_with("ss"));
        let led = before.is_some_and(|before| before.is_word(&["with", "in", "of"]));
        let part = before.is_some_and(|before| before.is(Sort::Age) && PARTS.contains(&before.english.as_str()));
        if part && item.is(Sort::Age) && item.english.ends_with('y') {
            item.english.pop();
            item.english.push_str("ies");
        }
        let left_out = item.is_word(&["and"]) && between && of_looks
            || item.is_word(&["a"]) && of_looks && many
            || item.is_word(&["the"]) && of_looks && led;
        if !left_out {
            out.push(item);
        }
    });
}

/// "Lleva un abrigo rojo.": whoever was told of last wears it.
pub(super) fn subjects(items: &mut Vec<Item>) {
    from_behind(items, |item, before, _, out| {
        let tells = item.is(Sort::Verb) && TELLING.contains(&item.english.as_str());
        let begins = before.is_none_or(|before| matches!(before.mark(), Some('.' | '!' | '?')));
        let start = item.start;
        out.push(item);
        if tells && begins {
            out.push(Item { part: Part::Known(Sort::Word), english: SAME.to_owned(), start, end: start });
        }
    });
}
