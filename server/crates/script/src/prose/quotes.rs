//! Where quoted speech begins and ends.

use super::tokens::{Word, is_reporting, words};
use model::Span;

/// A stretch between quotation marks, the marks left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    pub paragraph: usize,
    pub span: Span,
    /// Its speaker is the one of the quote before: the speech ran over the end of a paragraph.
    pub continues: bool,
}

/// The marks of a style, and what opens or closes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    Pair(char, char),
    Straight(char),
    Dash,
}

const STYLES: &[Style] = &[
    Style::Pair('“', '”'),
    Style::Straight('"'),
    Style::Pair('‘', '’'),
    Style::Straight('\''),
    Style::Pair('«', '»'),
    Style::Pair('»', '«'),
    Style::Pair('„', '“'),
    Style::Pair('「', '」'),
    Style::Pair('『', '』'),
    Style::Dash,
];

pub(crate) fn find(text: &str, paragraphs: &[Span]) -> Vec<Quote> {
    let Some(style) = style_of(text, paragraphs) else { return Vec::new() };
    let mut out = Vec::new();
    let mut open = false;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let Some(body) = text.get(paragraph.start..paragraph.end) else { continue };
        let before = out.len();
        open = in_paragraph(style, body, paragraph.start, at, open, &mut out);
        // Straight marks cannot tell an opening from a closing one: a paragraph never inherits them unless it opens with one.
        if out.len() == before {
            open = false;
        }
    }
    out.retain(|q| text.get(q.span.start..q.span.end).is_some_and(|t| !is_scare(text, *q, t)));
    out
}

/// The style that most paragraphs open or hold.
fn style_of(text: &str, paragraphs: &[Span]) -> Option<Style> {
    let mut best = (0, None);
    for &style in STYLES {
        let mut found = Vec::new();
        for (at, p) in paragraphs.iter().enumerate().take(4000) {
            if let Some(body) = text.get(p.start..p.end) {
                in_paragraph(style, body, p.start, at, false, &mut found);
            }
        }
        let letters: usize = found.iter().map(|q| if q.span.end - q.span.start > 1 { 1 } else { 0 }).sum();
        if letters > best.0 {
            best = (letters, Some(style));
        }
    }
    best.1
}

/// Reads one paragraph; returns whether a quote is still open at its end.
fn in_paragraph(style: Style, body: &str, base: usize, at: usize, carried: bool, out: &mut Vec<Quote>) -> bool {
    let (opening, closing, straight) = match style {
        Style::Pair(a, b) => (a, b, false),
        Style::Straight(c) => (c, c, true),
        Style::Dash => return dash_paragraph(body, base, at, out),
    };
    let single = matches!(opening, '‘' | '\'');
    let mut start: Option<usize> = None;
    let mut continues = false;
    let mut depth = 0usize;
    let mut before = ' ';
    let mut chars = body.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |&(_, c)| c);
        let opens = c == opening && (!straight || start.is_none()) && can_open(before, after, single);
        let closes = c == closing && start.is_some() && (!single || can_close(before, after));
        if closes {
            if depth > 0 {
                depth -= 1;
            } else if let Some(from) = start.take() {
                out.push(Quote { paragraph: at, span: Span { start: base + from, end: base + i }, continues });
                continues = false;
            }
        } else if opens {
            if start.is_none() {
                continues = carried && i == 0;
                start = Some(i + c.len_utf8());
            } else if !straight && before.is_whitespace() && !single {
                // A second opening mark without a close: the first was never closed.
                depth = 0;
            }
        }
        before = c;
    }
    if let Some(from) = start {
        let end = body.trim_end().len();
        if end > from && !(single && straight) {
            out.push(Quote { paragraph: at, span: Span { start: base + from, end: base + end }, continues });
        }
        return true;
    }
    false
}

fn can_open(before: char, after: char, single: bool) -> bool {
    if single {
        return !before.is_alphanumeric() && !after.is_whitespace();
    }
    !after.is_whitespace() || !before.is_alphanumeric()
}

/// A single mark between letters is an apostrophe; after a letter and before a space it may be one too ("the boys’ room").
fn can_close(before: char, after: char) -> bool {
    if before.is_alphanumeric() && after.is_alphanumeric() {
        return false;
    }
    let apostrophe = before.is_alphanumeric() && after == ' ';
    !before.is_whitespace() && !after.is_alphanumeric() && !apostrophe
}

/// "—Come in, he said. Sit down." The dash belongs to the speech, the reporting clause does not.
fn dash_paragraph(body: &str, base: usize, at: usize, out: &mut Vec<Quote>) -> bool {
    if !(body.starts_with(['—', '–', '―']) || body.starts_with("--")) {
        return false;
    }
    let words = words(body, 0, body.len());
    let mut from = 0;
    let mut i = 0;
    while let Some(word) = words.get(i) {
        let next = words.get(i + 1);
        let reports = |w: Option<&Word>| w.is_some_and(|w| is_reporting(&w.lower()) && !w.capital);
        let pronoun = next.is_some_and(|w| matches!(w.text, "he" | "she" | "they" | "I"));
        // ", said Anna" and ", he said", and ", Anna said".
        let named = next.is_some_and(|w| w.capital)
            && reports(words.get(i + 2).filter(|_| next.is_some_and(|w| w.mark.is_none())));
        let told = word.mark.is_some()
            && (reports(next) || (pronoun && reports(words.get(i + 2))) || (named && word.mark == Some(',')));
        if told && let Some(next) = next {
            let end = body.get(..next.start).unwrap_or_default().trim_end().len();
            if end > from {
                out.push(Quote { paragraph: at, span: Span { start: base + from, end: base + end }, continues: false });
            }
            // The clause runs to the end of its sentence, or to a comma and a small letter.
            let stop =
                words.iter().skip(i + 1).position(|w| matches!(w.mark, Some('.' | '!' | '?'))).map(|n| i + 1 + n);
            match stop.and_then(|stop| words.get(stop + 1).map(|w| (stop + 1, w.start))) {
                Some((index, start)) => {
                    from = start;
                    i = index;
                    continue;
                }
                None => return false,
            }
        }
        i += 1;
    }
    let end = body.trim_end().len();
    if end > from {
        out.push(Quote { paragraph: at, span: Span { start: base + from, end: base + end }, continues: false });
    }
    false
}

/// A name, a sign or a word that is held up: the so-called “expert”, a bottle marked “poison”.
fn is_scare(text: &str, quote: Quote, inside: &str) -> bool {
    if !inside.chars().any(char::is_alphanumeric) {
        return true;
    }
    let opening = text.get(..quote.span.start).unwrap_or_default();
    let mark = opening.chars().next_back().map_or(0, char::len_utf8);
    let before = opening.get(..opening.len() - mark).unwrap_or_default();
    let line = before.get(before.rfind("\n\n").map_or(0, |at| at + 2)..).unwrap_or_default().trim_end();
    let Some(last) = line.chars().next_back() else { return false };
    // Speech follows a stop, a comma, a colon, a dash; what follows a word stands inside its sentence.
    if !last.is_alphanumeric() || inside.starts_with(['—', '–', '-']) {
        return false;
    }
    let tail: Vec<Word> = words(line, floor(line, 60), line.len());
    let told = tail.iter().rev().take(3).any(|w| {
        is_reporting(&w.lower())
            || matches!(w.lower().as_str(), "saying" | "asking" | "crying" | "exclaiming" | "adding")
    });
    let after = text.get(quote.span.end..).unwrap_or_default();
    let after: String = after.chars().skip(1).take(60).collect();
    let answer = words(&after, 0, after.len());
    let reported =
        answer.iter().take(3).any(|w| is_reporting(&w.lower()) && !w.capital) && after.starts_with([' ', '\n']);
    !told && !reported
}

/// The first character boundary at most `back` bytes before the end.
fn floor(text: &str, back: usize) -> usize {
    let mut at = text.len().saturating_sub(back);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
