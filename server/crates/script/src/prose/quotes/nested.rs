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
///
/// `spaced` tells that two spaces together are rare in this document, so that they may stand for marks that were lost.
pub(super) fn split(text: &str, quote: Quote, opening: char, spaced: bool, out: &mut Vec<Quote>) {
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
    if spaced && !marks.is_empty() {
        lost_marks(body, &mut inner);
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
    // A mark after a letter, which closes the quotation when another is opened after it: "said 'No' and then 'Yes.'"
    let mut perhaps: Option<usize> = None;
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
        let opens = c == open
            && (before.is_whitespace() || matches!(before, '(' | '—' | '-' | '_' | '–'))
            && !after.is_whitespace()
            && !(single && is_elision(body.get(i + c.len_utf8()..).unwrap_or_default()));
        if opens && perhaps.is_some() {
            start = None;
        }
        if let Some(from) = start {
            let inside = body.get(from..i).unwrap_or_default();
            // "the boys’ room": after a letter the mark may be an apostrophe, unless a stop follows it.
            if ends && (!single || !before.is_alphanumeric() || matches!(after, '.' | ',' | ';' | '!' | '?')) {
                let end = i + c.len_utf8();
                if is_told(body, from, inside, end, lost) || goes_on(body, out, from) {
                    out.push(Inner { start: from, end, aside: false });
                }
                start = None;
                perhaps = None;
            } else if ends {
                perhaps = Some(i);
            }
        } else if opens {
            start = Some(i);
            lost = false;
            perhaps = None;
        }
        before = c;
    }
}

/// Quotations whose marks became spaces: "Quite cross.  A long research,  said he."
fn lost_marks(body: &str, out: &mut Vec<Inner>) {
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    let mut from: Option<(usize, usize)> = None;
    for (i, c) in body.char_indices().chain([(body.len(), 'x')]) {
        match (c.is_whitespace(), from) {
            (true, None) => from = Some((i, 1)),
            (true, Some((start, count))) => from = Some((start, count + 1)),
            (false, Some((start, count))) => {
                if count == 2 || start == 0 || i == body.len() {
                    gaps.push((start, i));
                }
                from = None;
            }
            (false, None) => {}
        }
    }
    let mut at = 0;
    while let (Some(&(_, start)), Some(&(end, _))) = (gaps.get(at), gaps.get(at + 1)) {
        let inside = body.get(start..end).unwrap_or_default();
        if (is_told(body, start, inside, end, false) || goes_on(body, out, start))
            && !out.iter().any(|i| i.start < end && start < i.end)
        {
            out.push(Inner { start, end, aside: false });
            at += 1;
        }
        at += 1;
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
        is_reporting(&lower)
    };
    let lead = body.get(..start).unwrap_or_default().trim_end();
    let clause = lead.trim_end_matches([',', ':', '-', '—']);
    let clause = if lost { clause.trim_end_matches('.') } else { clause };
    let last: Vec<&str> = clause
        .rsplit(['.', '!', '?', ';'])
        .next()
        .unwrap_or_default()
        .split([' ', '\n', '—'])
        .rev()
        .filter(|w| !w.is_empty())
        .take(8)
        .collect();
    // "If a friend were to say, 'Stay,' you would": nobody did.
    let nobody = last.windows(2).any(|w| matches!(w, ["say", "they" | "to"]) && !last.contains(&"used"));
    let before = (lost || clause.len() < lead.len()) && !nobody && last.into_iter().any(says);
    let after = body.get(end..).unwrap_or_default().split_whitespace().take(3);
    before || after.into_iter().any(|w| says(w) && w != "say" && w.starts_with(char::is_lowercase))
}

/// Whether the quotation goes on that the words before broke off: "'Now,' said she, 'we shall see,' and"
fn goes_on(body: &str, found: &[Inner], start: usize) -> bool {
    let between = found.last().and_then(|last| body.get(last.end..start)).map(str::trim).unwrap_or_default();
    between.ends_with(',')
        && between.split_whitespace().count() <= 4
        && between.split_whitespace().any(|w| is_reporting(&w.trim_end_matches(',').to_lowercase()))
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
