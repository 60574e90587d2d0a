//! Quotations within a speech: "She said: 'Have you ink?' But you know what they are."

use super::Quote;
use crate::prose::tokens::is_reporting;
use model::Span;

/// A nested quotation, its marks included, or the narrator's aside, in bytes of the speech.
struct Inner {
    start: usize,
    end: usize,
    aside: bool,
}

/// Adds the stretches of a speech that are its speaker's own words. What is quoted between them stays audible: it is
/// heard with the words before it, or with the first ones when the speech begins with it.
pub(super) fn split(text: &str, quote: Quote, opening: char, out: &mut Vec<Quote>) {
    let Quote { span, .. } = quote;
    let body = text.get(span.start..span.end).unwrap_or_default();
    let marks: &[(char, char)] = match opening {
        '“' | '"' | '„' => &[('‘', '’'), ('\'', '\'')],
        '‘' | '\'' => &[('“', '”'), ('"', '"')],
        '「' => &[('『', '』')],
        _ => &[],
    };
    let mut inner: Vec<Inner> = Vec::new();
    for &(open, close) in marks {
        find(body, open, close, &mut inner);
    }
    // What ends the speech ends it for its speaker too: "I told her: 'Come in.'"
    let last = body.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    inner.retain(|i| i.end < last);
    asides(body, &mut inner);
    inner.sort_by_key(|i| i.start);
    let mut own: Vec<Span> = Vec::new();
    let mut from = 0;
    let mut push = |start: usize, end: usize| {
        let piece = body.get(start..end).unwrap_or_default();
        if piece.chars().any(char::is_alphanumeric) {
            // The comma after a bracket belongs to neither.
            let lead = match start {
                0 => piece.len() - piece.trim_start().len(),
                _ => piece.len() - piece.trim_start_matches([' ', '\n', '\r', '\t', ',', ';', '.']).len(),
            };
            own.push(Span { start: span.start + start + lead, end: span.start + start + piece.trim_end().len() });
        }
    };
    for quoted in &inner {
        if quoted.start >= from {
            push(from, quoted.start);
            from = quoted.end;
        }
    }
    push(from, body.len());
    if inner.is_empty() || own.is_empty() {
        return out.push(quote);
    }
    for (at, piece) in own.iter().enumerate() {
        let until = own.get(at + 1).map_or(span.end, |next| next.start);
        // Nobody hears "(calling to his sisters)".
        let aside =
            inner.iter().find(|i| i.aside && span.start + i.start >= piece.end).map_or(until, |i| span.start + i.start);
        let heard =
            Span { start: if at == 0 { span.start } else { piece.start }, end: until.min(aside).max(piece.end) };
        out.push(Quote { span: *piece, heard, continues: quote.continues && at == 0, ..quote });
    }
}

fn find(body: &str, open: char, close: char, out: &mut Vec<Inner>) {
    let mut before = ' ';
    let mut start: Option<usize> = None;
    let mut gap = 0usize;
    let mut lost = false;
    let mut chars = body.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |&(_, c)| c);
        let single = matches!(close, '\'' | '’');
        let ends = c == close && !before.is_whitespace() && !after.is_alphanumeric();
        // Text that lost its opening marks has a wide gap where they stood.
        if gap >= 3 && start.is_none() && c.is_alphanumeric() && single {
            start = Some(i);
            lost = true;
        }
        gap = if c == ' ' { gap + 1 } else { 0 };
        if let Some(from) = start {
            let inside = body.get(from..i).unwrap_or_default();
            // "the boys’ room": after a letter the mark may be an apostrophe, unless a stop follows it.
            if ends && (!single || !before.is_alphanumeric() || matches!(after, '.' | ',' | ';' | '!' | '?')) {
                let end = i + c.len_utf8();
                if is_told(body, from, inside, end, lost) {
                    out.push(Inner { start: from, end, aside: false });
                }
                start = None;
            }
        } else if c == open
            && (before.is_whitespace() || matches!(before, '(' | '—' | '-' | '_' | '–'))
            && !after.is_whitespace()
            && !(single && is_elision(body.get(i + c.len_utf8()..).unwrap_or_default()))
        {
            start = Some(i);
            lost = false;
        }
        before = c;
    }
}

/// The narrator's words in brackets: "(calling to his sisters)", "(in a low tone)".
fn asides(body: &str, out: &mut Vec<Inner>) {
    for (start, _) in body.match_indices('(') {
        let Some(length) = body.get(start..).and_then(|rest| rest.find(')')) else { return };
        let inside = body.get(start + 1..start + length).unwrap_or_default();
        let lower = inside.to_lowercase();
        let first = lower.split_whitespace().next().unwrap_or_default();
        let acts = first.ends_with("ing") && first.len() > 5
            || (lower.starts_with("in a ") || lower.starts_with("with a ")) && inside.split_whitespace().count() <= 7;
        let talks =
            lower.split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "i" | "you" | "we" | "my" | "your"));
        if acts && !talks {
            out.push(Inner { start, end: start + length + 1, aside: true });
        }
    }
}

/// Whether a sentence is quoted and somebody is told to have said it: "she said, 'No,' and", "'Have a box,' he said".
///
/// Where the opening mark was lost, a wide gap stands for the comma or the colon: "She said    Thank you so much' to me".
fn is_told(body: &str, start: usize, inside: &str, end: usize, lost: bool) -> bool {
    let sentence = inside.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
        && (lost || inside.ends_with([',', '.', '!', '?', '-', '—', '_']));
    if !sentence {
        return false;
    }
    let says = |word: &str| {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        is_reporting(&lower) && lower != "say"
    };
    let lead = body.get(..start).unwrap_or_default().trim_end();
    let clause = lead.trim_end_matches([',', ':', '-', '—']);
    let before = (lost || clause.len() < lead.len())
        && clause.rsplit(['.', '!', '?', ';']).next().unwrap_or_default().split_whitespace().rev().take(8).any(says);
    let after = body.get(end..).unwrap_or_default().split_whitespace().take(3);
    before || after.into_iter().any(|w| says(w) && w.starts_with(char::is_lowercase))
}

/// "'tis", "'em", "'prentice": a letter is left out, nothing is quoted.
pub(super) fn is_elision(after: &str) -> bool {
    let word: String = after.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    matches!(
        word.as_str(),
        "tis"
            | "twas"
            | "twere"
            | "twill"
            | "twould"
            | "tisn"
            | "twasn"
            | "em"
            | "im"
            | "er"
            | "ere"
            | "e"
            | "is"
            | "ow"
            | "cause"
            | "bout"
            | "fore"
            | "un"
            | "way"
            | "neath"
            | "gainst"
            | "mongst"
            | "prentice"
            | "cept"
            | "spect"
            | "ud"
            | "ll"
            | "ave"
            | "ad"
            | "as"
            | "ome"
            | "ouse"
            | "ead"
            | "and"
            | "ard"
            | "uman"
            | "arf"
            | "alf"
            | "pon"
            | "n"
            | "d"
            | "s"
            | "t"
            | "m"
            | "re"
            | "ve"
            | "ye"
            | "ol"
            | "most"
            | "bus"
            | "phone"
            | "til"
            | "round"
            | "nother"
    )
}
