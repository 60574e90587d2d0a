//! Speech that a dash opens and nothing closes: "—Come in, he said. Sit down."

use super::Quote;
use crate::prose::tokens::{Word, is_reporting, words};

/// The dash belongs to the speech, the reporting clause does not.
pub(super) fn read(body: &str, base: usize, at: usize, out: &mut Vec<Quote>) {
    if !(body.starts_with(['—', '–', '―']) || body.starts_with("--")) {
        return;
    }
    // "— I —" counts chapters.
    let inner = body.trim().trim_matches(['—', '–', '―', '-', ' ']);
    if body.trim().ends_with(['—', '–', '―']) && inner.chars().all(|c| c.is_ascii_digit() || "IVXLC".contains(c))
    {
        return;
    }
    let words = words(body, 0, body.len());
    let mut from = 0;
    let mut i = 0;
    while let Some(word) = words.get(i) {
        if let Some(next) = words.get(i + 1).filter(|_| reported_after(&words, i, word)) {
            let end = end_of(body.get(..next.start).unwrap_or_default());
            if end > from {
                out.push(Quote::new(at, base + from, base + end, false));
            }
            // The clause runs to the end of its sentence, or to where somebody is spoken to: ", said Anna, you know that."
            let again = (i + 1..i + 6).find(|&at| {
                let before = at.checked_sub(1).and_then(|b| words.get(b));
                before.is_some_and(|w| w.mark == Some(','))
                    && at > i + 1
                    && words.get(at).is_some_and(|w| speaks_on(&w.lower()))
            });
            if let Some((at, word)) = again.and_then(|at| words.get(at).map(|w| (at, w))) {
                from = word.start;
                i = at;
                continue;
            }
            let stop = words.iter().enumerate().skip(i + 1).position(|(at, w)| match w.mark {
                Some('!' | '?') => true,
                // "a. m.", "g. p. i.": letters that stand for words.
                Some('.') => w.text.chars().count() > 1 || words.get(at + 1).is_none_or(|next| next.capital),
                _ => false,
            });
            let Some((index, start)) =
                stop.map(|n| i + 2 + n).and_then(|after| words.get(after).map(|w| (after, w.start)))
            else {
                return;
            };
            from = start;
            i = index;
            continue;
        }
        i += 1;
    }
    let end = end_of(body);
    if end > from {
        out.push(Quote::new(at, base + from, base + end, false));
    }
}

/// Where a speech ends. A dash after the last stop closes it: "--He will come.--"
fn end_of(speech: &str) -> usize {
    let all = speech.trim_end();
    let closed = all.trim_end_matches(['—', '–', '―', '-']);
    if closed.ends_with(['.', '!', '?']) { closed.len() } else { all.len() }
}

/// Words that a narrator of others, who tells what is past, does not use.
fn speaks_on(lower: &str) -> bool {
    matches!(
        lower,
        "you"
            | "your"
            | "yours"
            | "we"
            | "our"
            | "us"
            | "let"
            | "says"
            | "is"
            | "are"
            | "has"
            | "will"
            | "that"
            | "the"
            | "it"
            | "this"
            | "there"
            | "if"
            | "what"
            | "why"
            | "how"
            | "don't"
            | "i'm"
    )
}

/// Where a speech ends whose closing mark was forgotten: before the narrator's few words at the end of its paragraph.
pub(super) fn forgotten(body: &str, from: usize) -> Option<usize> {
    let words = words(body, from, body.len());
    let end = words.len().checked_sub(2)?;
    let last = words.last()?.mark == Some('.');
    (end.saturating_sub(2)..end).find_map(|at| {
        let (word, next) = (words.get(at)?, words.get(at + 1)?);
        let told = last && words.len() <= 40 && word.mark != Some('.') && reported_after(&words, at, word);
        told.then(|| body.get(..next.start).unwrap_or_default().trim_end().len())
    })
}

/// ", said Anna", "! he said", "? Buck Mulligan asked".
fn reported_after(words: &[Word], i: usize, word: &Word) -> bool {
    let Some(mark) = word.mark else { return false };
    let reports = |at: usize| words.get(at).is_some_and(|w| is_reporting(&w.lower()) && !w.capital);
    if reports(i + 1) {
        return true;
    }
    let unmarked = |at: usize| words.get(at).filter(|w| w.mark.is_none());
    if unmarked(i + 1).is_some_and(|w| matches!(w.text, "he" | "she" | "they" | "I")) && reports(i + 2) {
        return true;
    }
    let capital = |at: usize| unmarked(at).is_some_and(|w| w.capital);
    matches!(mark, ',' | '!' | '?') && capital(i + 1) && (reports(i + 2) || (capital(i + 2) && reports(i + 3)))
}
