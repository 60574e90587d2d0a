//! Where quoted speech begins and ends.

mod beside;
mod cited;
mod dashes;
mod nested;
mod unsaid;

use model::Span;

/// A stretch between quotation marks, the marks left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    pub paragraph: usize,
    /// The speaker's own words.
    pub span: Span,
    /// The same with the words of others that the speaker quotes before or after them: "She said 'No' to me."
    pub heard: Span,
    /// Its speaker is the one of the quote before: the speech ran over the end of a paragraph.
    pub continues: bool,
}

impl Quote {
    fn new(paragraph: usize, start: usize, end: usize, continues: bool) -> Self {
        let span = Span { start, end };
        Self { paragraph, span, heard: span, continues }
    }
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

/// How many paragraphs a speech may run through that do not begin with a mark: verses, a letter that is read out.
const UNMARKED: usize = 10;

pub(crate) fn find(text: &str, paragraphs: &[Span]) -> Vec<Quote> {
    let Some(style) = style_of(text, paragraphs) else { return Vec::new() };
    let mut whole = Vec::new();
    let mut open = false;
    // Paragraphs up to here belong to a speech that was opened before them.
    let mut unmarked = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let Some(body) = text.get(paragraph.start..paragraph.end) else { continue };
        if open && !opens_with(style, body) {
            if at >= unmarked {
                unmarked = closed_in(style, text, paragraphs, at).map_or(0, |closing| closing + 1);
            }
            if at < unmarked && is_verse(text, paragraph.start) {
                continue;
            }
            if at < unmarked {
                open = unmarked_paragraph(style, body, paragraph.start, at, &mut whole);
                continue;
            }
        }
        let before = whole.len();
        open = in_paragraph(style, body, paragraph.start, at, open, &mut whole);
        if open && let Some(last) = whole.last_mut().filter(|q| q.paragraph == at) {
            // The next speech has a mark of its own: what looks like one speech of two paragraphs is two.
            let from = last.span.start - paragraph.start;
            if let Some(end) = dashes::forgotten(body, from).filter(|end| *end > from) {
                last.span.end = paragraph.start + end;
                last.heard = last.span;
                open = false;
            }
        }
        // A speech goes on only over paragraphs that hold speech.
        if whole.len() == before {
            open = false;
        }
    }
    let letters = unsaid::letters(text, paragraphs, &whole);
    let spaced = is_single_spaced(text);
    let mut out = Vec::with_capacity(whole.len());
    let mut unsaid = false;
    let mut last = Span { start: 0, end: 0 };
    let pictures: Vec<usize> = text.match_indices(unsaid::PICTURE).map(|(at, _)| at).collect();
    for quote in whole {
        let listed = unsaid && is_listed(text, last, quote.span);
        last = quote.span;
        let letter = letters.iter().any(|l| l.contains(&quote.paragraph));
        // What goes on over the end of a paragraph is no more said than what was before.
        unsaid = letter
            || listed
            || quote.continues && unsaid && is_rest(text, paragraphs, quote)
            || !unsaid::is_said(text, paragraphs, quote, &pictures);
        if unsaid {
            continue;
        }
        match style {
            Style::Pair(open, _) | Style::Straight(open) => nested::split(text, quote, open, spaced, &mut out),
            Style::Dash => out.push(quote),
        }
    }
    out
}

/// Whether two short quotations are one list: "the names of “leathers,” “charity” and “workhouse.”"
fn is_listed(text: &str, before: Span, quote: Span) -> bool {
    let part = |start, end| text.get(start..end).unwrap_or_default();
    let between = part(before.end, quote.start);
    let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let joined = match words.next() {
        None => part(before.start, before.end).ends_with(',') || between.contains(','),
        Some(word) => matches!(word, "and" | "or"),
    };
    let short = |span: Span| part(span.start, span.end).split_whitespace().count() <= 5;
    joined && words.next().is_none() && !between.contains("\n\n") && short(before) && short(quote)
}

/// Whether nothing follows a quotation in its paragraph.
fn is_rest(text: &str, paragraphs: &[Span], quote: Quote) -> bool {
    let end = paragraphs.get(quote.paragraph).map_or(0, |p| p.end);
    text.get(quote.span.end..end).is_none_or(|after| !after.contains(char::is_alphanumeric))
}

/// Whether sentences stand one space apart, so that two spaces mean something else.
fn is_single_spaced(text: &str) -> bool {
    let sentences = text.matches(['.', '!', '?']).count();
    text.matches("  ").count() * 8 < sentences
}

/// The style that most paragraphs hold.
fn style_of(text: &str, paragraphs: &[Span]) -> Option<Style> {
    let mut best = (0, None);
    for &style in STYLES {
        let mut found = Vec::new();
        for (at, p) in paragraphs.iter().enumerate().take(4000) {
            if let Some(body) = text.get(p.start..p.end) {
                in_paragraph(style, body, p.start, at, false, &mut found);
            }
        }
        let count = found.iter().filter(|q| q.span.end - q.span.start > 1).count();
        if count > best.0 {
            best = (count, Some(style));
        }
    }
    best.1
}

fn opens_with(style: Style, body: &str) -> bool {
    match style {
        Style::Pair(open, _) | Style::Straight(open) => body.trim_start_matches(['_', '*', ' ']).starts_with(open),
        Style::Dash => true,
    }
}

/// Verses that are quoted in a speech are set in.
fn is_verse(text: &str, start: usize) -> bool {
    text.get(..start).is_some_and(|before| before.ends_with("   ") || before.ends_with('\t'))
}

/// The paragraph in which a speech that is still open ends, when a closing mark comes before any opening one.
fn closed_in(style: Style, text: &str, paragraphs: &[Span], from: usize) -> Option<usize> {
    let (opening, closing) = match style {
        Style::Pair(a, b) => (a, b),
        Style::Straight('"') => ('"', '"'),
        // An apostrophe looks like a closing mark.
        _ => return None,
    };
    if closing == '’' {
        return None;
    }
    for (at, p) in paragraphs.iter().enumerate().skip(from).take(UNMARKED) {
        let body = text.get(p.start..p.end)?;
        let mut before = ' ';
        for (i, c) in body.char_indices() {
            if c == opening || c == closing {
                let after = body.get(i + c.len_utf8()..).and_then(|r| r.chars().next()).unwrap_or(' ');
                let closes =
                    if opening == closing { !before.is_whitespace() && !after.is_alphanumeric() } else { c == closing };
                return closes.then_some(at);
            }
            before = c;
        }
    }
    None
}

/// Reads a paragraph whose first words belong to a speech of the paragraph before; returns whether it is still open.
fn unmarked_paragraph(style: Style, body: &str, base: usize, at: usize, out: &mut Vec<Quote>) -> bool {
    let (Style::Pair(_, closing) | Style::Straight(closing)) = style else { return false };
    let Some(end) = body.find(closing) else {
        out.push(Quote::new(at, base, base + body.trim_end().len(), true));
        return true;
    };
    out.push(Quote::new(at, base, base + end, true));
    let rest = end + closing.len_utf8();
    in_paragraph(style, body.get(rest..).unwrap_or_default(), base + rest, at, false, out)
}

/// Reads one paragraph; returns whether a quote is still open at its end.
fn in_paragraph(style: Style, body: &str, base: usize, at: usize, carried: bool, out: &mut Vec<Quote>) -> bool {
    let before = out.len();
    let (open, inner) = marks_of(style, body, base, at, carried, true, out);
    if !(open && inner) {
        return open;
    }
    // A mark was missing: what looked like a quotation within the speech was the next speech.
    out.truncate(before);
    marks_of(style, body, base, at, carried, false, out).0
}

/// Whether a quote is still open at the end, and whether it holds others between the same marks, which `nested` allows.
fn marks_of(
    style: Style,
    body: &str,
    base: usize,
    at: usize,
    carried: bool,
    nested: bool,
    out: &mut Vec<Quote>,
) -> (bool, bool) {
    let (opening, closing, straight) = match style {
        Style::Pair(a, b) => (a, b, false),
        Style::Straight(c) => (c, c, true),
        Style::Dash => {
            dashes::read(body, base, at, out);
            return (false, false);
        }
    };
    let single = matches!(opening, '‘' | '\'');
    let mut start: Option<usize> = None;
    let mut continues = false;
    let mut before = ' ';
    let (mut depth, mut inner) = (0usize, false);
    let mut chars = body.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |&(_, c)| c);
        let rest = body.get(i + c.len_utf8()..).unwrap_or_default();
        // "They say ‘good-by,’ too": a mark in the middle of a sentence opens a quotation within the speech.
        if nested && !straight && c == opening && start.is_some() && can_open(before, after, single) {
            let lead = body.get(..i).unwrap_or_default().trim_end_matches([' ', '\n']);
            if lead.ends_with(char::is_alphanumeric) && !nested::is_elision(rest) {
                depth += 1;
                inner = true;
                before = c;
                continue;
            }
        }
        let opens = c == opening && start.is_none() && can_open(before, after, single);
        let closes = c == closing && start.is_some() && (!single || can_close(before, after));
        if closes && depth > 0 {
            depth -= 1;
        } else if closes {
            if let Some(from) = start.take() {
                out.push(Quote::new(at, base + from, base + i, continues));
                continues = false;
            }
        } else if opens {
            continues = carried && i == 0;
            start = Some(i + c.len_utf8());
        }
        before = c;
    }
    let Some(from) = start else { return (false, inner) };
    let end = body.trim_end().len();
    if end > from && !(single && straight) {
        out.push(Quote::new(at, base + from, base + end, continues));
    }
    (true, inner)
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
