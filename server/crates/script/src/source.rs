//! Lines of the source, and the way from bytes to code points.

use model::Span;
use std::borrow::Cow;

/// One line: its bytes in the source without the line end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    pub start: usize,
    pub text: &'a str,
}

impl<'a> Line<'a> {
    /// White space and masked notes only.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || c == MASK || c == '\u{feff}')
    }

    /// The byte range without white space at both ends.
    pub fn trimmed(&self) -> (usize, &'a str) {
        let rest = self.text.trim_start_matches(is_edge);
        (self.start + self.text.len() - rest.len(), rest.trim_end_matches(is_edge))
    }
}

/// Stands for every byte of a note or a boneyard while lines are read.
pub(crate) const MASK: char = '\u{1}';

pub(crate) fn is_edge(c: char) -> bool {
    c.is_whitespace() || c == MASK || c == '\u{feff}'
}

/// The text with a space for every character that is not seen: control characters, byte order marks. Lines and tabs stay, and
/// the text keeps its length in code points. Nothing of it can then be taken for [`MASK`].
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| {
        c == '\u{feff}' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}'))
    };
    // Bytes that such a character may begin with: the rest of the text need not be looked at.
    let may_hide = |b: u8| b < 0x20 && !matches!(b, b'\t'..=b'\r') || matches!(b, 0x7f | 0xc2 | 0xef);
    if text.bytes().any(may_hide) && text.contains(hidden) {
        Cow::Owned(text.replace(hidden, " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// All lines, whatever their ends: LF, CR LF, CR, form feed, vertical tab, NEL, U+2028 and U+2029.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::with_capacity(text.len() / 32 + 1);
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut at = 0;
    // Most bytes are of this kind.
    let plain = |byte: &u8| (0x0e..0xc2).contains(byte);
    while let Some(&byte) = bytes.get(at) {
        if plain(&byte) {
            at += 1;
            continue;
        }
        let next = |n: usize| bytes.get(at + n).copied();
        // How long a line end begins here, in bytes. NEL is C2 85, the separators of Unicode are E2 80 A8 and A9.
        let length = match byte {
            b'\r' if next(1) == Some(b'\n') => 2,
            b'\n' | b'\r' | 0x0b | 0x0c => 1,
            0xc2 if next(1) == Some(0x85) => 2,
            0xe2 if next(1) == Some(0x80) && matches!(next(2), Some(0xa8 | 0xa9)) => 3,
            _ => 0,
        };
        if length > 0 {
            out.push(Line { start, text: text.get(start..at).unwrap_or_default() });
            start = at + length;
        }
        at += length.max(1);
    }
    if start < text.len() {
        out.push(Line { start, text: text.get(start..).unwrap_or_default() });
    }
    out
}

const BLOCK: usize = 256;

/// Counts code points before any byte of a text in constant time.
pub(crate) struct CodePoints<'a> {
    bytes: &'a [u8],
    before_block: Vec<usize>,
    ascii: bool,
}

impl<'a> CodePoints<'a> {
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ascii = text.is_ascii();
        let mut before_block = Vec::new();
        if !ascii {
            let mut count = 0;
            for block in bytes.chunks(BLOCK) {
                before_block.push(count);
                count += heads(block);
            }
            before_block.push(count);
        }
        Self { bytes, before_block, ascii }
    }

    /// How many code points start before this byte.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes.len());
        if self.ascii {
            return byte;
        }
        let block = byte / BLOCK;
        let rest = self.bytes.get(block * BLOCK..byte).unwrap_or_default();
        self.before_block.get(block).copied().unwrap_or_default() + heads(rest)
    }

    pub fn span(&self, bytes: Span) -> Span {
        Span { start: self.at(bytes.start), end: self.at(bytes.end) }
    }
}

fn heads(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}
