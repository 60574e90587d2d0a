//! What stands on every page and belongs to none: running heads with the page number, watermarks, the name of a program.

use super::rows::Row;
use crate::heading;
use crate::read::fountain::{is_cue, is_transition};
use std::collections::HashMap;

/// Marks as furniture what comes back at least this often.
const TIMES: usize = 3;

pub(super) fn mark(rows: &mut [Row]) {
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let plain = row.body.is_empty() || row.furniture || heading::is_heading(&row.body) || is_transition(&row.body);
        if !plain && row.body.len() <= 120 && (number_at_end(&row.body).is_some() || is_notice(&row.body)) {
            let letters: String = row.body.chars().filter(|c| c.is_alphabetic()).collect();
            if letters.chars().count() > 3 {
                found.entry(letters).or_default().push(at);
            }
        }
    }
    for places in found.into_values().filter(|places| places.len() > 1) {
        let numbers: Vec<u32> =
            places.iter().filter_map(|&at| rows.get(at).and_then(|r| number_at_end(&r.body))).collect();
        // Pages count up; most of them by one.
        let rising = numbers.windows(2).all(|w| matches!(w, [a, b] if a < b))
            && numbers.len() == places.len()
            && numbers.windows(2).filter(|w| matches!(w, [a, b] if a + 1 == *b)).count() * 2 >= places.len() - 1;
        // Twice is enough where the number stands at the margin and the next page has the next one.
        let apart = |at: &usize| rows.get(*at).is_some_and(|row| is_at_margin(&row.body));
        let next = matches!(numbers.as_slice(), [a, b] if a + 1 == *b) && places.iter().all(apart);
        if places.len() < TIMES && !next {
            continue;
        }
        let notice = places.first().and_then(|&at| rows.get(at)).is_some_and(|r| is_notice(&r.body));
        if rising || notice {
            for at in places {
                if let Some(row) = rows.get_mut(at) {
                    row.furniture = true;
                }
            }
        }
    }
}

/// The page number after the words: "THE FERRY    12."
fn number_at_end(body: &str) -> Option<u32> {
    let bare = body.trim_end_matches(['.', '*', ' ', '-']);
    let digits = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = bare.get(digits.len()..).filter(|n| !n.is_empty() && n.len() <= 4)?;
    let words = digits.trim_end_matches(['-', ' ', '\t']);
    // "CAR 2" is a name.
    (digits.len() - words.len() >= 2 || !is_cue(body)).then(|| number.parse().ok()).flatten()
}

/// "GOLDEN ROD - BLUE DRAFT          3.": a wide gap before the number.
fn is_at_margin(body: &str) -> bool {
    let words = body.trim_end_matches(['.', '*', ' ', '-']).trim_end_matches(|c: char| c.is_ascii_digit());
    words.len() - words.trim_end().len() >= 4
}

/// Whose copy it is, and that nobody may copy it.
fn is_notice(body: &str) -> bool {
    let lower = body.to_lowercase();
    let address = lower.split_whitespace().any(|w| w.contains('@') && w.contains('.') && w.len() > 5);
    address
        || body.contains('©')
        || [
            "property of",
            "copyright",
            "confidential",
            "do not copy",
            "do not distribute",
            "do not duplicate",
            "not for distribution",
            "all rights reserved",
            "created using",
            "created with",
            "watermark",
            "www.",
            "http",
        ]
        .iter()
        .any(|notice| lower.contains(notice))
}
