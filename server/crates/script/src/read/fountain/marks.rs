//! Marks inside the text: notes, boneyards, emphasis and escapes.

use crate::screenplay::{Element, ElementKind};
use crate::source::MASK;

/// The source with every note and boneyard replaced by [`MASK`], byte for byte, and those as elements.
pub(super) fn mask(text: &str) -> (String, Vec<Element>) {
    let mut found = Vec::new();
    if !text.contains("/*") && !text.contains("[[") {
        return (text.to_owned(), found);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Looking for the same closing mark from every opening one would cost the square of the length: once a boneyard is not
    // closed none is, the next end of a note is remembered, and no note that opens before an empty line can close after it.
    let mut boneyards = true;
    let mut close = text.find("]]");
    let mut barrier = 0;
    while let Some(at) = rest.find(['/', '[']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let start = text.len() - from.len();
        if close.is_some_and(|close| close < start) {
            close = from.find("]]").map(|at| start + at);
        }
        let len = if boneyards && from.starts_with("/*") {
            let end = from.get(2..).and_then(|tail| tail.find("*/")).map(|end| end + 4);
            boneyards = end.is_some();
            end.map(|len| (len, ElementKind::Boneyard, 2))
        } else if start >= barrier
            && from.starts_with("[[")
            && let Some(close) = close
        {
            let end = close - start;
            match empty_line(from.get(..end).unwrap_or_default()) {
                Some(empty) => {
                    barrier = start + empty;
                    None
                }
                // "[[a [b]]]" closes with its last bracket.
                None => {
                    let more = from.get(end + 2..).unwrap_or_default().bytes().take_while(|&b| b == b']').count();
                    Some((end + 2 + more.min(2), ElementKind::Note, 2))
                }
            }
        } else {
            None
        };
        if let Some((len, kind, edge)) = len
            && let (Some(body), Some(tail)) = (from.get(..len), from.get(len..))
        {
            let inside = body.get(edge..len - edge).unwrap_or_default().trim();
            found.push(Element::new(kind, inside.to_owned(), start, start + len));
            out.extend(std::iter::repeat_n(MASK, body.len()));
            rest = tail;
        } else {
            let mut chars = from.chars();
            out.extend(chars.next());
            rest = chars.as_str();
        }
    }
    out.push_str(rest);
    (out, found)
}

/// Where the first truly empty line begins; one that holds two spaces is none.
fn empty_line(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find(['\n', '\r']) {
        let end = from + at;
        let rest = text.get(end..)?;
        let line = rest.strip_prefix("\r\n").or_else(|| rest.get(1..))?;
        if line.strip_prefix(' ').unwrap_or(line).starts_with(['\n', '\r']) {
            return Some(end);
        }
        from = text.len() - line.len();
    }
    None
}

/// The name of the revision in a note such as `[[rev 2]]`, which is how Fountain keeps Final Draft's revision marks.
pub(crate) fn revision_of(note: &str) -> Option<&str> {
    let name = note.trim().strip_prefix("rev ")?.trim();
    is_revision(name).then_some(name)
}

/// Whether a revision mark can be kept: a short word. "0" is Final Draft's word for none.
pub(crate) fn is_revision(name: &str) -> bool {
    !name.is_empty() && name != "0" && name.len() <= 16 && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Puts escapes before marks, so that [`clean`] gives the text back.
pub(crate) fn escape(text: &str) -> String {
    if !text.contains(['*', '_', '\\', '[']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '*' | '_' | '\\') || (c == '[' && (before == '[' || chars.peek() == Some(&'['))) {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Without notes and emphasis marks; escapes undone.
pub(crate) fn clean(text: &str) -> String {
    if !text.contains(['*', '_', '\\', MASK]) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().filter(|&c| c != MASK).collect();
    let marks = emphasis(&chars);
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    // Before the first letter of a line an escape may stand before anything: "\INT. is an interjection".
    let mut fresh = true;
    while let Some(&c) = chars.get(i) {
        let first = fresh;
        fresh = c == '\n' || (fresh && c.is_whitespace());
        match c {
            '\\' if first && chars.get(i + 1).is_some_and(|n| !n.is_whitespace()) => {
                out.extend(chars.get(i + 1));
                i += 2;
                continue;
            }
            '\\' if chars.get(i + 1).is_some_and(|n| is_escapable(*n)) => {
                out.extend(chars.get(i + 1));
                i += 2;
                continue;
            }
            '*' | '_' if marks.get(i) == Some(&true) => {}
            _ => out.push(c),
        }
        i += 1;
    }
    // Marks around nothing are what the writer typed: a rule, a blank to fill in.
    if out.trim().is_empty() { chars.into_iter().collect() } else { out }
}

/// Which characters are marks of emphasis: those that open before a word, and the ones of their kind that close after one on the
/// same line. An underscore inside a word is a letter of it.
fn emphasis(chars: &[char]) -> Vec<bool> {
    let mut gone = vec![false; chars.len()];
    let mut open: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
    let is_mark = |c: char| matches!(c, '*' | '_');
    let mut at = 0;
    let mut fresh = true;
    while let Some(&c) = chars.get(at) {
        let escapes =
            c == '\\' && chars.get(at + 1).is_some_and(|&next| (fresh && !next.is_whitespace()) || is_escapable(next));
        fresh = c == '\n' || (fresh && c.is_whitespace());
        if c == '\n' {
            open.iter_mut().for_each(Vec::clear);
        }
        if escapes || !is_mark(c) {
            at += if escapes { 2 } else { 1 };
            continue;
        }
        let run = chars.iter().skip(at).take_while(|c| is_mark(**c)).count();
        let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
        let after = chars.get(at + run).copied().unwrap_or(' ');
        for place in at..at + run {
            let line = chars.get(place) == Some(&'_');
            let opens = !(after.is_whitespace() || line && before.is_alphanumeric());
            let closes = !(before.is_whitespace() || line && after.is_alphanumeric());
            let Some(open) = open.get_mut(usize::from(line)) else { continue };
            match open.last().copied() {
                // Marks of one run do not close each other.
                Some(first) if closes && first < at => {
                    open.pop();
                    for place in [first, place] {
                        if let Some(gone) = gone.get_mut(place) {
                            *gone = true;
                        }
                    }
                }
                _ if opens => open.push(place),
                _ => {}
            }
        }
        at += run;
    }
    gone
}

/// What a backslash may stand before.
fn is_escapable(c: char) -> bool {
    matches!(c, '*' | '_' | '\\' | '@' | '!' | '#' | '>' | '<' | '.' | '~' | '[')
}
