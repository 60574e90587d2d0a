//! How long things take.

use model::Delivery;

/// Seconds to say a text: 2.5 words a second; 5 characters a second in Chinese, Japanese and Korean; and the pauses between.
pub(crate) fn speech(text: &str, delivery: Delivery) -> f64 {
    let mut words = 0usize;
    let mut signs = 0usize;
    let mut pauses = 0.0;
    let mut pause = |word: &str| {
        if word.ends_with(['.', '!', '?', '…', ':']) {
            pauses += 0.25;
        } else if word.ends_with([',', ';', '—', '–']) {
            pauses += 0.1;
        }
    };
    if text.is_ascii() {
        for word in text.split_ascii_whitespace() {
            words += usize::from(word.bytes().any(|b| b.is_ascii_alphanumeric()));
            pause(word);
        }
    } else {
        for word in text.split_whitespace() {
            let wide = word.chars().filter(|c| is_wide(*c)).count();
            signs += wide;
            words += usize::from(wide == 0 && word.chars().any(char::is_alphanumeric));
            pause(word);
        }
    }
    let pace = match delivery {
        Delivery::Slow => 0.75,
        Delivery::Fast | Delivery::Breathless => 1.25,
        _ => 1.0,
    };
    (words as f64 / 2.5 + signs as f64 / 5.0 + pauses) / pace
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

/// Seconds that an action needs on the screen.
pub(crate) fn action(text: &str) -> f64 {
    let words = match text.is_ascii() {
        true => text.split_ascii_whitespace().count(),
        false => text.split_whitespace().count() + text.chars().filter(|c| is_wide(*c)).count() / 2,
    };
    if words == 0 { 0.0 } else { (words as f64 / 4.0).clamp(1.2, 7.0) }
}

/// To a tenth of a second.
pub(crate) fn round(seconds: f64) -> f64 {
    (seconds * 10.0).round() / 10.0
}
