//! The words of the trade: framings, camera moves, deliveries, numbers; and the words of any text.

mod camera;
mod delivery;
mod phrases;
mod through;

pub(crate) use camera::{camera_in, framing_in};
pub(crate) use delivery::delivery_in;
pub(crate) use phrases::{Phrases, has_phrase};
pub(crate) use through::{is_on_phone, through_in};

use std::borrow::Cow;

/// Lower-cased words of a text, with their marks stripped.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    lower_words(text).map(Cow::into_owned).collect()
}

/// The same one by one; what has no capitals is not copied.
pub(crate) fn lower_words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).filter(|w| !w.is_empty()).map(|word| {
        if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'\'') {
            Cow::Borrowed(word)
        } else {
            let lower = word.to_lowercase();
            Cow::Owned(if lower.contains('’') { lower.replace('’', "'") } else { lower })
        }
    })
}

/// "TWO" → 2.
pub(crate) fn ordinal_word(word: &str) -> Option<u32> {
    const WORDS: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let lower = word.to_lowercase();
    WORDS.iter().position(|w| *w == lower).map(|n| n as u32)
}

/// "COFFEE SHOP" → "coffee shop"; words that are not all in capitals stay.
pub(crate) fn calm(text: &str) -> String {
    if text.chars().any(char::is_lowercase) { text.to_owned() } else { text.to_lowercase() }
}

/// "MRS. O'NEILL" → "Mrs. O'Neill"; names that are not all in capitals stay.
pub(crate) fn title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        if start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        start = !(c.is_alphanumeric() || c == '’') && c != '\''
            || (c == '\'' && out.chars().rev().nth(2).is_none_or(|p| !p.is_alphanumeric()));
    }
    out
}
