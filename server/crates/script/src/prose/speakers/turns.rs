//! Turns of a conversation, and what stands beside them.

use super::beside::{self, Told};
use crate::prose::cast::Cast;
use crate::prose::quotes::Quote;
use crate::prose::tokens::Word;
use crate::words::delivery_in;
use model::{Delivery, Span};
use std::ops::Range;

/// Quotes that one person says in one go.
pub(super) struct Turn {
    pub paragraph: usize,
    pub quotes: Range<usize>,
    /// Where its words begin and end, in bytes.
    pub span: Span,
    /// What the narrator tells of the speaker beside the quotes.
    pub told: Told,
    /// Somebody who acts in the same paragraph before or after the quotes: "Tom shook his head."
    pub acts_before: Option<usize>,
    pub acts_after: Option<usize>,
    /// Named in the quotes as the one who is spoken to.
    pub to: Option<usize>,
    pub delivery: Delivery,
    pub continues: bool,
    /// Its paragraph holds nothing but the quotes.
    pub plain: bool,
    /// Its last words are a question.
    pub asks: bool,
    /// It begins like an answer: "Yes", "No".
    pub answers: bool,
    pub who: Option<Who>,
    pub confidence: f32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Who {
    Cast(usize),
    Narrator,
}

/// Quotes of a paragraph are one turn, unless the narrator names different speakers beside them.
pub(super) fn turns(
    paragraphs: &[Vec<Word>],
    quotes: &[Quote],
    cast: &Cast,
    quoted: &dyn Fn(usize) -> bool,
) -> Vec<Turn> {
    let mut out: Vec<Turn> = Vec::new();
    let mut at = 0;
    while let Some(first) = quotes.get(at) {
        let end =
            at + quotes.get(at..).unwrap_or_default().iter().take_while(|q| q.paragraph == first.paragraph).count();
        let words = paragraphs.get(first.paragraph).map(Vec::as_slice).unwrap_or_default();
        for group in groups(words, quotes, at..end, cast, quoted) {
            if let Some(turn) = turn(paragraphs, words, quotes, group, cast, quoted) {
                out.push(turn);
            }
        }
        at = end;
    }
    out
}

/// Where the narrator names somebody else after a quote than before it, a new turn begins.
fn groups(
    words: &[Word],
    quotes: &[Quote],
    range: Range<usize>,
    cast: &Cast,
    quoted: &dyn Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    if range.len() < 2 {
        return vec![range];
    }
    let mut out = Vec::new();
    let mut from = range.start;
    let mut current: Option<Told> = None;
    for at in range.clone() {
        let after = between(words, quotes, at, range.end, quoted);
        let own = beside::after(&after, cast).filter(|t| t.named.is_some() || t.first_person || t.sex.is_some());
        let before = match at.checked_sub(1).filter(|p| *p >= range.start) {
            Some(p) => between(words, quotes, p, range.end, quoted),
            None => {
                let first = quotes.get(at).map_or(0, |q| q.heard.start);
                within(words, 0, first).iter().filter(|w| !quoted(w.start)).collect()
            }
        };
        let lead = beside::lead(&before, cast);
        let told = lead.or(own);
        let other = matches!((&told, &current), (Some(told), Some(before)) if told.differs(before));
        if at > from && (other || meets(words, quotes, at)) {
            out.push(from..at);
            from = at;
        }
        current = if from == at { told } else { told.or(current) };
    }
    out.push(from..range.end);
    out
}

/// Two speeches of a paragraph with nothing between them are two people's: "Where?" "Who is it?"
fn meets(words: &[Word], quotes: &[Quote], at: usize) -> bool {
    let (Some(before), Some(quote)) = (at.checked_sub(1).and_then(|i| quotes.get(i)), quotes.get(at)) else {
        return false;
    };
    // The parts of one speech, around what it quotes, stand side by side.
    before.paragraph == quote.paragraph
        && quote.heard.start >= before.heard.end + 2
        && within(words, before.heard.end, quote.heard.start).is_empty()
        && within(words, quote.heard.start, quote.heard.end).first().is_some_and(|w| w.capital)
}

/// The narrator's words after a quote, up to the next one.
fn between<'a>(
    words: &'a [Word<'a>],
    quotes: &[Quote],
    at: usize,
    end: usize,
    quoted: &dyn Fn(usize) -> bool,
) -> Vec<&'a Word<'a>> {
    let from = quotes.get(at).map_or(0, |q| q.heard.end);
    let to = quotes.get(at + 1).filter(|_| at + 1 < end).map_or(usize::MAX, |q| q.heard.start);
    within(words, from, to).iter().filter(|w| !quoted(w.start)).collect()
}

/// The words that begin between two bytes.
fn within<'a>(words: &'a [Word<'a>], from: usize, to: usize) -> &'a [Word<'a>] {
    let (a, b) = (words.partition_point(|w| w.start < from), words.partition_point(|w| w.start < to));
    words.get(a..b.max(a)).unwrap_or_default()
}

fn turn(
    paragraphs: &[Vec<Word>],
    words: &[Word],
    quotes: &[Quote],
    range: Range<usize>,
    cast: &Cast,
    quoted: &dyn Fn(usize) -> bool,
) -> Option<Turn> {
    let own = quotes.get(range.clone())?;
    let (first, last) = (own.first()?, own.last()?);
    let spans: Vec<Span> = own.iter().map(|q| q.heard).collect();
    // What stands before a turn reaches back to the turn before it in the same paragraph.
    let from = range.start.checked_sub(1).and_then(|i| quotes.get(i)).filter(|q| q.paragraph == first.paragraph);
    let from = from.map_or(0, |q| q.heard.end);
    let to = quotes.get(range.end).filter(|q| q.paragraph == first.paragraph).map_or(usize::MAX, |q| q.heard.start);
    let narration: Vec<&Word> = within(words, from, to).iter().filter(|w| !quoted(w.start)).collect();
    let before: Vec<&Word> = narration.iter().copied().filter(|w| w.start < first.heard.start).collect();
    let told = beside::told(paragraphs, &narration, &before, &spans, first.paragraph, cast, quoted);
    let open = before.first().map_or(first.heard.start, |w| w.start);
    let tail = narration.last().map_or(last.heard.end, |w| w.end).max(last.heard.end);
    let tell = narration.iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    Some(Turn {
        paragraph: first.paragraph,
        span: Span { start: first.heard.start, end: last.heard.end },
        acts_before: beside::actor(&narration, open, first.heard.start, cast),
        acts_after: beside::actor(&narration, last.heard.end, tail, cast),
        to: beside::vocative(words, &spans, cast),
        delivery: delivery_in(&tell),
        continues: first.continues,
        plain: narration.is_empty(),
        asks: within(words, last.heard.start, last.heard.end).last().is_some_and(|w| w.mark == Some('?')),
        answers: within(words, first.heard.start, usize::MAX).first().is_some_and(|w| {
            matches!(w.lower().as_str(), "yes" | "no" | "oh" | "certainly" | "nothing" | "indeed" | "well")
        }),
        quotes: range,
        told,
        who: None,
        confidence: 0.0,
    })
}
