//! From bytes to text.

use crate::screenplay::ReadError;

/// Larger files are refused: no script is that long, and memory is bounded by it.
const LIMIT_MB: usize = 40;

/// UTF-8 and UTF-16 with or without their marks, else Windows-1252.
pub(crate) fn text(bytes: &[u8]) -> Result<String, ReadError> {
    if bytes.len() > LIMIT_MB << 20 {
        return Err(ReadError::TooLarge { limit: LIMIT_MB });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return plausible(utf16(rest, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return plausible(utf16(rest, u16::from_be_bytes));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if let Some((even, odd)) = zeros(bytes) {
        // UTF-16 without a mark: European text has a zero in every other byte.
        if odd > even * 4 {
            return plausible(utf16(bytes, u16::from_le_bytes));
        }
        if even > odd * 4 {
            return plausible(utf16(bytes, u16::from_be_bytes));
        }
        return Err(ReadError::Binary);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => plausible(text.to_owned()),
        Err(_) => plausible(bytes.iter().map(|&b| windows_1252(b)).collect()),
    }
}

/// How many zero bytes lie at even and odd places, when there are many.
fn zeros(bytes: &[u8]) -> Option<(usize, usize)> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let count = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (count(0), count(1));
    (even + odd > head.len() / 100).then_some((even, odd))
}

fn utf16(bytes: &[u8], word: fn([u8; 2]) -> u16) -> String {
    let words = bytes.chunks_exact(2).map(|pair| match pair {
        [a, b] => word([*a, *b]),
        _ => 0,
    });
    char::decode_utf16(words).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Refuses text that is mostly control characters: a picture, a program, a video.
fn plausible(text: String) -> Result<String, ReadError> {
    let (mut all, mut odd) = (0usize, 0usize);
    for c in text.chars().take(20_000) {
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}');
        odd += usize::from(control || c == char::REPLACEMENT_CHARACTER);
    }
    if odd * 50 > all { Err(ReadError::Binary) } else { Ok(text) }
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}
