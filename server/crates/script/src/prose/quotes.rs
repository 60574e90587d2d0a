//! Where quoted speech begins and ends.

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
    !before.is_whitespace() && !after.is_alphanumeric() && !(before.is_alphanumeric() && after == ' ')
}

/// "— Come in, he said." Speech runs to the first comma and reporting verb, or to the end.
fn dash_paragraph(body: &str, base: usize, at: usize, out: &mut Vec<Quote>) -> bool {
    let Some(rest) =
        body.strip_prefix(['—', '–', '―']).or_else(|| body.strip_prefix("--")).or_else(|| body.strip_prefix("- "))
    else {
        return false;
    };
    let lead = body.len() - rest.trim_start().len();
    out.push(Quote {
        paragraph: at,
        span: Span { start: base + lead, end: base + body.trim_end().len() },
        continues: false,
    });
    false
}

/// One or two words inside a sentence, without punctuation of their own: the so-called "expert".
fn is_scare(text: &str, quote: Quote, inside: &str) -> bool {
    let words = inside.split_whitespace().count();
    if words == 0 {
        return true;
    }
    let before = text.get(..quote.span.start).and_then(|t| t.chars().rev().nth(1)).unwrap_or('\n');
    let before_word = text
        .get(..quote.span.start)
        .and_then(|t| t.chars().rev().find(|c| !c.is_whitespace() && !matches!(c, '"' | '“' | '‘' | '\'')))
        .unwrap_or('\n');
    let ends = inside.trim_end().ends_with([',', '.', '!', '?', '—', '…', '-', ';', ':', '。', '，', '！', '？']);
    words <= 3
        && !ends
        && before == ' '
        && before_word.is_alphanumeric()
        && inside.chars().next().is_some_and(char::is_lowercase)
}
