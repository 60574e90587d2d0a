//! How much room text takes on the screen, and what of it can be drawn.

use unicode_segmentation::UnicodeSegmentation as _;

/// Characters in one row of a caption; half as many of Chinese, Japanese and Korean.
const ROW: usize = 42;
/// Of a font's size, how much is its em: libass measures from the top of the highest letter to the bottom of the lowest.
const EM: f64 = 0.86;

/// How long a row may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure {
    /// In ems; without a picture only the characters count.
    room: Option<f64>,
}

impl Measure {
    /// Of text that a player draws in its own way.
    pub(crate) const PLAYER: Self = Self { room: None };

    /// Of text that is drawn with a font of this size within a picture's safe width, both in pixels.
    pub(crate) fn picture(width: f64, font: f64) -> Self {
        Self { room: Some(width / (font * EM).max(1.0)) }
    }

    /// Whether the text fits in a row.
    pub(crate) fn fits(self, text: &str) -> bool {
        columns(text) <= ROW && self.room.is_none_or(|room| ems(text) <= room)
    }
}

/// How many columns the text has.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|c| if ('\u{2e80}'..='\u{ffef}').contains(&c) { 2 } else { 1 }).sum()
}

/// How wide the text is in a wide sans serif, in ems.
fn ems(text: &str) -> f64 {
    let em = |c: char| match c {
        '\u{0300}'..='\u{036f}' | '\u{0591}'..='\u{05c7}' | '\u{064b}'..='\u{065f}' | '\u{200b}'..='\u{200f}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '!' | '|' | ':' | ';' | ' ' | '’' | '‘' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '"' | '“' | '”' => 0.44,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 1.0,
        '\u{2e80}'..='\u{ffef}' => 1.0,
        c if c.is_uppercase() => 0.76,
        _ => 0.64,
    };
    text.chars().map(em).sum()
}

/// Splits a text where a row may end: at spaces, and within what is longer than a row.
pub(crate) fn pieces(text: &str, measure: Measure) -> Vec<String> {
    let mut pieces = Vec::new();
    let visible: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    for word in visible.split_whitespace() {
        if measure.fits(word) {
            pieces.push(format!("{word} "));
            continue;
        }
        let mut piece = String::new();
        for letter in word.graphemes(true) {
            if !piece.is_empty() && !measure.fits(&format!("{piece}{letter}")) {
                pieces.push(std::mem::take(&mut piece));
            }
            piece.push_str(letter);
        }
        pieces.push(piece + " ");
    }
    pieces
}

/// The text without what fonts draw as empty boxes: pictures, and the marks that belong to them.
pub(crate) fn drawable(text: &str) -> String {
    let kept: String = text
        .graphemes(true)
        .filter(|cluster| !cluster.chars().any(is_picture))
        .flat_map(str::chars)
        .filter(|c| !matches!(u32::from(*c), 0xfe00..=0xfe0f | 0x20e3 | 0xe000..=0xf8ff | 0xfffc..=0xffff | 0xe0000..=0xe01ef | 0xf0000..))
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is a colour picture by itself; `☺`, `♥` and `♪` are letters of most fonts.
fn is_picture(c: char) -> bool {
    matches!(u32::from(c),
        0x1f000..=0x1faff | 0x231a..=0x231b | 0x23e9..=0x23f3 | 0x25fd..=0x25fe | 0x2614..=0x2615 | 0x2648..=0x2653 | 0x267f | 0x2693
        | 0x26a1 | 0x26aa..=0x26ab | 0x26bd..=0x26be | 0x26c4..=0x26c5 | 0x26ce | 0x26d4 | 0x26ea | 0x26f2..=0x26f3 | 0x26f5 | 0x26fa
        | 0x26fd | 0x2705 | 0x270a..=0x270b | 0x2728 | 0x274c | 0x274e | 0x2753..=0x2755 | 0x2757 | 0x2795..=0x2797 | 0x27b0 | 0x27bf
        | 0x2b1b..=0x2b1c | 0x2b50 | 0x2b55)
}
