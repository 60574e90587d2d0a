//! Reported speech: its frames, and the line that each stands for.

mod frames;
mod parties;
mod verbs;

use super::cast::Cast;
use super::clause::{Roles, is_finite, statement, tokens};
use super::verbs::base_of_past;
use crate::sentences::sentences;
use frames::frame;
use model::Span;
use parties::{party, subject};
use verbs::{ASK, MUTE, ORDER, PROMISE, SAY};

/// A reported line. The span is its sentence, in bytes.
pub(crate) struct Reported {
    pub span: Span,
    pub subject: Span,
    pub text: String,
    pub whisper: bool,
    pub shout: bool,
}

/// All reports between two bytes that hold no quotation.
pub(crate) fn find(text: &str, start: usize, end: usize, cast: &Cast, out: &mut Vec<Reported>) {
    let Some(body) = text.get(start..end) else { return };
    for (a, b) in sentences(body) {
        let Some(sentence) = body.get(a..b) else { continue };
        if sentence.len() > 600 || sentence.contains(['"', '“', '”', '?']) {
            continue;
        }
        if let Some((subject, line, verb)) = read(sentence, start + a, cast) {
            out.push(Reported {
                span: Span { start: start + a, end: start + b },
                subject,
                text: line,
                whisper: matches!(verb.as_str(), "whispered" | "murmured" | "muttered" | "whispers"),
                shout: matches!(verb.as_str(), "shouted" | "yelled" | "screamed" | "cried" | "shouts"),
            });
        }
    }
}

/// "She wished him a good evening and walked home." is told as a whole: no clause of it is a speech.
fn goes_on(words: &[W], at: usize) -> bool {
    const WISHES: &[&str] =
        &["thanked", "thanks", "apologised", "apologized", "congratulated", "apologises", "wished", "wanted"];
    let is = |at: usize, own: &str| words.get(at).is_some_and(|w| w.lower == own);
    words.get(at).is_some_and(|w| WISHES.contains(&w.lower.as_str()))
        && (at + 1..words.len())
            .any(|joint| is(joint, "and") && words.get(joint + 1).is_some_and(|w| base_of_past(&w.lower).is_some()))
}

struct W<'a> {
    text: &'a str,
    lower: String,
    start: usize,
    end: usize,
    mark: bool,
}

fn split(sentence: &str) -> Vec<W<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    for piece in sentence.split_whitespace() {
        let Some(found) = sentence.get(at..).and_then(|s| s.find(piece)) else { continue };
        let from = at + found;
        at = from + piece.len();
        let title = matches!(piece, "Mr." | "Mrs." | "Dr." | "Ms." | "St." | "Capt." | "Prof.");
        let core =
            piece.trim_end_matches(|c: char| !c.is_alphanumeric()).trim_start_matches(|c: char| !c.is_alphanumeric());
        if core.is_empty() {
            continue;
        }
        let core_at = from + piece.find(core).unwrap_or(0);
        out.push(W {
            text: core,
            lower: core.to_lowercase().replace('’', "'"),
            start: core_at,
            end: core_at + core.len(),
            mark: !title && core_at + core.len() < from + piece.len(),
        });
    }
    out
}

/// The subject's place in the source, the line, and the verb.
fn read(sentence: &str, base: usize, cast: &Cast) -> Option<(Span, String, String)> {
    let words = split(sentence);
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|w| list.contains(&w.lower.as_str()));
    for at in 1..words.len() {
        let any = is(at, SAY)
            || is(at, ASK)
            || is(at, ORDER)
            || is(at, PROMISE)
            || is(
                at,
                &["thanked", "thanks", "apologised", "apologized", "congratulated", "wanted", "apologises", "wished"],
            );
        if !any || goes_on(&words, at) {
            continue;
        }
        let Some((from, to)) = subject(&words, at) else { continue };
        let last = words.get(to - 1)?;
        if MUTE.contains(&last.lower.as_str())
            || (from..to).any(|i| words.get(i).is_some_and(|w| matches!(w.lower.as_str(), "nobody" | "no" | "nothing")))
        {
            continue;
        }
        let span = Span { start: base + words.get(from)?.start, end: base + last.end };
        let verb = words.get(at)?.lower.clone();
        let roles = Roles {
            speaker: party(&words, from, to, span, cast),
            listener: None,
            past: !verb.ends_with('s') || verb == "was",
            question: false,
        };
        if at + 1 == words.len() || (words.get(at).is_some_and(|w| w.mark) && from > 2) {
            // "The road was closed, the driver explained."
            if from > 2
                && to == at
                && words.get(from - 1).is_some_and(|w| w.mark)
                && is(at, SAY)
                && at + 1 >= words.len()
            {
                let clause = sentence.get(..words.get(from - 1)?.end)?;
                let finite = tokens(clause).iter().any(|t| is_finite(&t.lower) || base_of_past(&t.lower).is_some());
                if finite && clause.split_whitespace().count() > 2 {
                    return Some((span, statement(clause, &roles), verb));
                }
            }
            continue;
        }
        if let Some(line) = frame(sentence, &words, at, &roles, base, cast) {
            return Some((span, line, verb));
        }
    }
    None
}
