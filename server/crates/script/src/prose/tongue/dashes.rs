//! Speech that a dash opens: "— Нет, — сказал он. — Пойдём.", "—Ya lo sabía —dijo Ana—. Vete.", "— Bonjour, dit Paul."

use super::ordered;
use super::piece::Piece;
use super::text::{Token, is_comma, is_dash, is_end, tokens};
use lexicon::{Dash, Speech};
use model::Span;

/// A stretch between two dashes, and what stands around the first of them.
struct Segment {
    start: usize,
    end: usize,
    /// The last character before the dash that is not white space.
    before: Option<char>,
    /// Written together with the word before, or with the one after.
    joins_before: bool,
    joins_after: bool,
}

/// Whether a paragraph is one of dash speech.
pub(super) fn opens(body: &str) -> bool {
    let body = body.trim_start_matches(['«', '“', '"', ' ', '\u{a0}', '\u{202f}', '_', '*']);
    body.starts_with(is_dash) || body.starts_with("- ") || body.starts_with("--")
}

/// Reads the speech of a paragraph. `false` when it holds none.
pub(super) fn read(text: &str, paragraph: Span, index: usize, speech: &'static Speech, out: &mut Vec<Piece>) -> bool {
    let Some(body) = text.get(paragraph.start..paragraph.end) else { return false };
    let first = opens(body);
    if speech.dash == Dash::None || !(first || merged(text, paragraph, body, speech)) {
        return false;
    }
    let segments = segments(body);
    let span = |s: &Segment| Span { start: paragraph.start + s.start, end: paragraph.start + s.end };
    let reports =
        |at: usize| segments.get(at).is_some_and(|s| begins_with_verb(&tokens(text, span(s), speech), speech));
    let mut speaks = false;
    for (at, segment) in segments.iter().enumerate() {
        let span = span(segment);
        let body = text.get(span.start..span.end).unwrap_or_default();
        let stopped = segment.before.is_none_or(|c| is_end(c) || is_comma(c) || matches!(c, ':' | ';' | '»' | '”'));
        let ended = segment.before.is_none_or(|c| is_end(c) || matches!(c, ':' | '»' | '”'));
        let capital = body.trim_start().chars().next().is_some_and(|c| !c.is_lowercase());
        let was = speaks;
        let mut fresh = false;
        if at == 0 {
            // What stands before the first dash.
            speaks = false;
            if body.trim().is_empty() {
                continue;
            }
        } else if !was {
            // "—dijo Ana—. Vete": what the narrator's second dash closes.
            let marked =
                body.starts_with(|c: char| c.is_whitespace() || is_end(c) || is_comma(c) || matches!(c, ';' | ':'));
            let follows = segment.joins_before && marked && at > 1;
            speaks = at == 1 || stopped || follows;
            fresh = at > 1 && ended && capital && reports(at + 1) && segments.len() > at + 2 && !first;
        } else if speech.dash == Dash::Open {
            fresh = ended && capital;
        } else if reports(at) {
            speaks = false;
        } else if ended && capital && (reports(at + 1) || (!first && at + 1 == segments.len() && segment.joins_after)) {
            fresh = true;
        } else {
            let set_off = segment.joins_after && !segment.joins_before;
            speaks = !(stopped || set_off);
        }
        if !speaks {
            continue;
        }
        let goes_on = was && !fresh && at > 0;
        push(text, span, index, fresh, goes_on, speech, out);
    }
    true
}

/// Speech whose lines were run together: "… – Ты опоздал, – сказала Вера. – На час."
fn merged(text: &str, paragraph: Span, body: &str, speech: &'static Speech) -> bool {
    if speech.dash != Dash::Pair || !body.contains(is_dash) {
        return false;
    }
    let all = segments(body);
    all.iter().enumerate().skip(1).any(|(at, s)| {
        let span = Span { start: paragraph.start + s.start, end: paragraph.start + s.end };
        let before = all.get(at - 1);
        let begins = before.is_some_and(|b| b.start > 0 && b.before.is_some_and(|c| is_end(c) || c == ':'));
        s.before == Some(':') || begins && begins_with_verb(&tokens(text, span, speech), speech)
    })
}

fn begins_with_verb(tokens: &[Token], speech: &'static Speech) -> bool {
    let says = |at: usize| tokens.get(at).is_some_and(|t| speech.says(&t.lower) && !t.capital);
    let subject =
        |at: usize| tokens.get(at).is_some_and(|t| t.mark.is_none() && (t.capital || speech.is_pronoun(&t.lower)));
    let pause = |at: usize| tokens.get(at).is_some_and(|t| !t.capital && speech.pause.contains(&t.lower.as_str()));
    says(0) || (subject(0) || pause(0)) && says(1) || (subject(0) && (subject(1) || pause(1)) && says(2))
}

/// Cuts a paragraph at its dashes, those within words left out.
fn segments(body: &str) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let mut current = Segment { start: 0, end: 0, before: None, joins_before: false, joins_after: false };
    let mut last: Option<char> = None;
    let mut before = ' ';
    let mut chars = body.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, c)| c);
        let long = is_dash(c) && !(before.is_alphanumeric() && next.is_alphanumeric());
        let short = c == '-' && (before.is_whitespace() || at == 0) && (next.is_whitespace() || next == '-');
        if long || short {
            current.end = at;
            let start = at + c.len_utf8();
            let joins_before = !before.is_whitespace();
            let new =
                Segment { start, end: body.len(), before: last, joins_before, joins_after: !next.is_whitespace() };
            out.push(std::mem::replace(&mut current, new));
        } else if !c.is_whitespace() {
            last = Some(c);
        }
        before = c;
    }
    current.end = body.len();
    out.push(current);
    out
}

/// Adds speech, without the narrator's clauses that nothing but commas set apart.
fn push(
    text: &str,
    span: Span,
    index: usize,
    fresh: bool,
    goes_on: bool,
    speech: &'static Speech,
    out: &mut Vec<Piece>,
) {
    let before = out.len();
    cut_clauses(text, (span, false), index, fresh, speech, out);
    // A dash in a speech is a part of it.
    if goes_on
        && let (Some(last), Some(first)) =
            (before.checked_sub(1).and_then(|i| out.get(i)).copied(), out.get(before).copied())
        && last.paragraph == index
        && text
            .get(last.span.end..first.span.start)
            .is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || is_dash(c) || c == '-'))
    {
        out.remove(before);
        if let Some(last) = out.get_mut(before - 1) {
            last.span.end = first.span.end;
        }
    }
}

/// Adds a speech without what the narrator puts into it: ", dit Paul, …", "! cria-t-elle. …". A speech that is not `closed` by a
/// mark may end with his next sentence.
pub(super) fn cut_clauses(
    text: &str,
    (span, closed): (Span, bool),
    index: usize,
    fresh: bool,
    speech: &'static Speech,
    out: &mut Vec<Piece>,
) {
    let words = tokens(text, span, speech);
    let mut from = span.start;
    let mut fresh = fresh;
    let mut at = 0;
    while at + 1 < words.len() {
        if !inserted(&words, at, speech) {
            at += 1;
            continue;
        }
        let Some(verb) = words.get(at + 1) else { break };
        fresh = add(text, from, verb.start, index, fresh, out);
        // The clause ends at a comma behind its subject, or with its sentence.
        let who = ordered::follows(&words, at + 1, speech).map_or(at + 2, |(_, last)| last);
        let stop = (who.max(at + 1)..words.len()).find(|&i| words.get(i).is_some_and(|w| w.mark.is_some()));
        let Some((stop, next)) = stop.and_then(|i| words.get(i + 1).map(|next| (i, next))) else { return };
        let more = words.get(stop + 1..).unwrap_or_default();
        if !closed && words.get(stop).is_some_and(Token::ends_sentence) && narrates(more, speech) {
            return;
        }
        from = next.start;
        at = stop + 1;
    }
    add(text, from, span.end, index, fresh, out);
}

/// Whether a narrator's verb and its subject follow a word.
fn inserted(words: &[Token], at: usize, speech: &'static Speech) -> bool {
    let marked = words.get(at).and_then(|w| w.mark).is_some_and(|c| is_comma(c) || (is_end(c) && c != '.'));
    let verb = words.get(at + 1).filter(|w| !w.capital && speech.says(&w.lower));
    marked && verb.is_some_and(|w| w.mark.is_none()) && ordered::follows(words, at + 1, speech).is_some()
}

/// Whether a sentence is told rather than said.
fn narrates(words: &[Token], speech: &'static Speech) -> bool {
    let end = words.iter().position(Token::ends_sentence).map_or(words.len(), |at| at + 1);
    let Some(sentence) = words.get(..end) else { return false };
    let speaks = sentence.iter().any(|w| speech.you.has(&w.lower) || matches!(w.mark, Some('!' | '?')));
    let third = |w: &Token| speech.he.has(&w.lower) || speech.she.has(&w.lower) || speech.they.has(&w.lower);
    let acts = sentence.first().is_some_and(|w| third(w) || ordered::is_first_name(&w.lower, speech));
    acts && !speaks
}

/// Adds one speech; returns whether the next one still begins a turn.
fn add(text: &str, from: usize, to: usize, index: usize, fresh: bool, out: &mut Vec<Piece>) -> bool {
    let inside = text.get(from..to).unwrap_or_default();
    let mark = |c: char| c.is_whitespace() || is_dash(c) || matches!(c, '-' | '«' | '»' | '“' | '”' | '"' | '_' | '*');
    // What closes a bracket of the narrator's: "—dijo Ana—. Vete."
    let lead = inside.trim_start_matches(|c: char| mark(c) || is_comma(c) || matches!(c, '.' | ';' | ':'));
    let start = from + inside.len() - lead.len();
    let end = start + lead.trim_end_matches(mark).len();
    let spoken = text.get(start..end).is_some_and(|t| t.contains(char::is_alphanumeric));
    if spoken {
        out.push(Piece { paragraph: index, span: Span { start, end }, fresh, continues: false });
    }
    fresh && !spoken
}
