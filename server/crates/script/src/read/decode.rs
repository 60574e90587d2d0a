//! From bytes to text.

use crate::screenplay::ReadError;

/// Larger files are refused: no script is that long, and memory is bounded by it.
pub(crate) const LIMIT_MB: usize = 40;

/// The longest text of a script that comes as a file, in bytes.
pub(crate) const LONGEST: usize = 2_000_000;

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
    // UTF-16 without a mark: European text has a zero in every other byte, and any text in some.
    let (even, odd) = zeros(bytes);
    if odd * 10 > HEAD.min(bytes.len()) && even * 8 < odd {
        return plausible(utf16(bytes, u16::from_le_bytes));
    }
    if even * 10 > HEAD.min(bytes.len()) && odd * 8 < even {
        return plausible(utf16(bytes, u16::from_be_bytes));
    }
    plausible(unicode(bytes))
}

/// UTF-8, even with a few faults in it, else the code page that the bytes look like.
pub(crate) fn unicode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole > broken * 4 {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    // In Cyrillic text nearly all letters are high bytes, in French or German one in ten.
    let high = bytes.iter().filter(|&&b| b >= 0xC0).count();
    let low = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let page = if high > low { 1251 } else { 1252 };
    bytes.iter().map(|&byte| code_page(page, byte)).collect()
}

/// How much of a file is looked at to tell its encoding, in bytes.
const HEAD: usize = 4096;

/// How many zero bytes lie at even and odd places.
fn zeros(bytes: &[u8]) -> (usize, usize) {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let count = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    (count(0), count(1))
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
    // One stray character is no sign of anything.
    if odd > 1 + all / 50 { Err(ReadError::Binary) } else { Ok(text) }
}

/// A byte in Windows-1251 (Cyrillic), or in Windows-1252 for every other code page.
pub(crate) fn code_page(page: u16, byte: u8) -> char {
    const WESTERN: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    const CYRILLIC: [char; 64] = [
        'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', 'ђ', '‘', '’', '“', '”', '•',
        '–', '—', '\u{98}', '™', 'љ', '›', 'њ', 'ќ', 'ћ', 'џ', '\u{a0}', 'Ў', 'ў', 'Ј', '¤', 'Ґ', '¦', '§', 'Ё', '©',
        'Є', '«', '¬', '\u{ad}', '®', 'Ї', '°', '±', 'І', 'і', 'ґ', 'µ', '¶', '·', 'ё', '№', 'є', '»', 'ј', 'Ѕ', 'ѕ',
        'ї',
    ];
    let odd = char::REPLACEMENT_CHARACTER;
    match (page, byte) {
        (_, 0..=0x7F) => char::from(byte),
        (1251, 0x80..=0xBF) => CYRILLIC.get(usize::from(byte - 0x80)).copied().unwrap_or(odd),
        (1251, _) => char::from_u32(0x410 + u32::from(byte - 0xC0)).unwrap_or(odd),
        (_, 0x80..=0x9F) => WESTERN.get(usize::from(byte - 0x80)).copied().unwrap_or(odd),
        _ => char::from(byte),
    }
}
