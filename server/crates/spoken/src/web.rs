//! Addresses of the web and of letters, and names with dots.

use crate::numerals::cardinal;
use crate::tongue::Tongue;

/// Endings that a bare address has.
const ENDINGS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "info", "io", "co", "tv", "me", "app", "dev", "ai", "uk", "us", "de", "fr",
    "es", "it", "br", "pt", "eu", "ch", "at", "ca", "au", "jp", "cn", "ru", "nl",
];

/// How an address is said; `None` where it is none.
pub(crate) fn address(text: &str, tongue: Tongue) -> Option<String> {
    let mail =
        text.contains('@') && text.split('@').filter(|part| !part.is_empty()).count() == 2 && !text.starts_with('@');
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let labels: Vec<&str> = host.rsplit('@').next().unwrap_or_default().split('.').collect();
    let well = labels.len() > 1
        && labels.iter().all(|label| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        && labels.iter().any(|label| label.chars().any(|c| c.is_ascii_alphabetic()));
    let ends = labels.last().is_some_and(|last| ENDINGS.contains(&last.to_lowercase().as_str()));
    let long = labels.first().is_some_and(|first| first.len() > 1);
    if !well || !(mail || text.contains("://") || text.starts_with("www.") || ends && long) {
        return None;
    }
    Some(spelled(bare.trim_end_matches('/'), tongue))
}

fn spelled(text: &str, tongue: Tongue) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        flush(&mut word, &mut said);
        let name = match c {
            '.' => tongue.word("dot").to_owned(),
            '/' => tongue.word("slash").to_owned(),
            '@' => tongue.word("at").to_owned(),
            '-' => tongue.word("hyphen").to_owned(),
            '_' => tongue.word("underscore").to_owned(),
            _ => c.to_digit(10).map(|digit| cardinal(u64::from(digit), tongue)).unwrap_or_default(),
        };
        said.push(name);
    }
    flush(&mut word, &mut said);
    said.retain(|word| !word.is_empty());
    said.join(" ")
}

fn flush(word: &mut String, said: &mut Vec<String>) {
    let taken = std::mem::take(word);
    match taken.to_lowercase().as_str() {
        "" => {}
        "www" => said.push("W W W".to_owned()),
        small if (2..4).contains(&small.len()) && !small.contains(['a', 'e', 'i', 'o', 'u', 'y']) => {
            said.push(crate::initials::spaced(small))
        }
        _ => said.push(taken),
    }
}
