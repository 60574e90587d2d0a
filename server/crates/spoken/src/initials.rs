//! Letters that are said one by one.

use crate::numerals::cardinal;
use crate::tongue::Tongue;

/// Abbreviations with vowels that are spelt all the same.
const SPELT: &[&str] = &[
    "FBI", "CIA", "USA", "UK", "EU", "UN", "BBC", "CEO", "CFO", "DNA", "RNA", "ID", "IQ", "ATM", "IRS", "LA", "NYC",
    "AI", "HIV", "UFO", "VIP", "SUV", "NSA", "EKG", "ICU", "ER", "DIY", "FAQ", "IOU", "MIA", "KIA", "PA", "IT", "DOA",
    "AC", "USB", "URL", "EDV", "BKA", "ARD", "SNCF", "ONU", "OTAN", "UE", "EUA",
];
/// Calls without vowels: they are said, not spelt.
const CALLS: &[&str] = &[
    "MR", "MRS", "MS", "DR", "ST", "NTH", "HMM", "SHH", "PST", "PSST", "BRR", "GRR", "TSK", "PFFT", "PFF", "ZZZ",
    "MMM", "HM", "SH",
];

/// Letters with spaces between them, in capitals.
pub(crate) fn spaced(text: &str) -> String {
    text.chars().flat_map(char::to_uppercase).map(String::from).collect::<Vec<_>>().join(" ")
}

/// A letter that stands for a name.
pub(crate) fn single(core: &str) -> bool {
    core.chars().count() == 1 && core != "I" && core.chars().all(char::is_uppercase)
}

/// `F.B.I`, `J.R.R`: letters with a full stop after each.
pub(crate) fn dotted(core: &str) -> Option<String> {
    let letters: Vec<&str> = core.split('.').collect();
    let single = |letter: &&str| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase);
    (letters.len() > 1 && letters.iter().all(single)).then(|| letters.join(" "))
}

/// `FBI`, `TVs`: capitals that nobody can say as a word. `shouted` lines are all capitals; in them only what has no vowel counts.
pub(crate) fn acronym(core: &str, shouted: bool) -> Option<String> {
    let (capitals, end) = core.strip_suffix("'s").or_else(|| core.strip_suffix("’s")).map_or_else(
        || core.strip_suffix('s').filter(|rest| rest.len() > 1).map_or((core, ""), |rest| (rest, "s")),
        |rest| (rest, "'s"),
    );
    let count = capitals.chars().count();
    if !(2..=5).contains(&count) || !capitals.chars().all(|c| c.is_ascii_uppercase()) {
        return None;
    }
    let vowel = capitals.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    let twice = capitals.as_bytes().windows(2).any(|pair| pair.first() == pair.last());
    let call = CALLS.contains(&capitals) || twice && count > 2 && shouted;
    let spelt = if vowel { !shouted && SPELT.contains(&capitals) } else { !call && !roman(capitals) };
    spelt.then(|| format!("{}{end}", spaced(capitals)))
}

fn roman(capitals: &str) -> bool {
    capitals.chars().all(|c| matches!(c, 'X' | 'L' | 'C' | 'M' | 'D' | 'V')) && capitals.contains('X')
}

/// `B2`, `MI6`, `R2D2`: letters and digits by turns.
pub(crate) fn mixed(core: &str, tongue: Tongue) -> Option<String> {
    let plain = core.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let capital = core.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !plain
        || !capital
        || core.len() > 12
        || !core.contains(|c: char| c.is_ascii_digit())
        || !core.contains(|c: char| c.is_alphabetic())
    {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut digits = String::new();
    for c in core.chars().chain(std::iter::once('-')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let number = digits.parse().ok().filter(|_| digits.len() < 4 && !digits.starts_with('0'));
        match number {
            Some(number) => parts.push(cardinal(number, tongue)),
            None => parts.push(crate::numerals::digits(&digits, tongue)),
        }
        digits.clear();
        if c.is_alphabetic() {
            parts.push(c.to_string());
        }
    }
    parts.retain(|part| !part.is_empty());
    Some(parts.join(" "))
}
