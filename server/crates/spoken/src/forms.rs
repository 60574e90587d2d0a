//! Ranges, fractions, telephone numbers, ordinals, and plain numbers.

use crate::number::Number;
use crate::numerals::{cardinal, digits, ordinal, year};
use crate::tongue::Tongue;
use crate::word::Word;

const PARTS: &[(char, &str)] = &[('½', "1/2"), ('⅓', "1/3"), ('⅔', "2/3"), ('¼', "1/4"), ('¾', "3/4"), ('⅛', "1/8")];

/// One word that is a number in some form.
pub(crate) fn form(words: &mut [Word], at: usize, tongue: Tongue) -> Option<usize> {
    let core = words.get(at)?.open()?.to_owned();
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map(Word::lower).unwrap_or_default();
    let said = phone(&core, tongue)
        .or_else(|| fraction(&core, tongue))
        .or_else(|| range(&core, &before, tongue))
        .or_else(|| nth(&core, tongue))
        .or_else(|| signed(&core, tongue))?;
    words.get_mut(at)?.say(said);
    Some(1)
}

/// A plain number; before a word of a language where one is bent, as it is said there.
pub(crate) fn plain(words: &mut [Word], at: usize, tongue: Tongue) -> Option<usize> {
    let word = words.get(at)?;
    let number = Number::read(word.open()?, tongue)?;
    let counts = word.joins_next()
        && words.get(at + 1).and_then(Word::open).is_some_and(|next| next.starts_with(char::is_alphabetic));
    let said = if counts && number.value().is_some_and(|value| value > 1) {
        number.counting(false, tongue)
    } else {
        number.said(tongue)
    };
    words.get_mut(at)?.say(said);
    Some(1)
}

/// `555-0123`, `+44 …`: what is written with a plus or in groups is said digit by digit.
fn phone(core: &str, tongue: Tongue) -> Option<String> {
    let groups: Vec<&str> = core.trim_start_matches('+').split('-').collect();
    let all_digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let known = matches!(lengths.as_slice(), [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [2 | 3, 3, 4, 4]);
    if !all_digits || !(known || core.starts_with('+') && core.len() > 7) {
        return None;
    }
    Some(groups.iter().map(|group| digits(group, tongue)).collect::<Vec<_>>().join(", "))
}

/// `1/2`, `3¾`.
fn fraction(core: &str, tongue: Tongue) -> Option<String> {
    if core == "24/7" && tongue == Tongue::English {
        return Some("twenty-four seven".to_owned());
    }
    if let Some((glyph, parts)) = PARTS.iter().find(|(glyph, _)| core.ends_with(*glyph)) {
        let whole = core.trim_end_matches(*glyph);
        let part = fraction(parts, tongue)?;
        return if whole.is_empty() {
            Some(part)
        } else {
            Some(format!("{} {} {part}", Number::read(whole, tongue)?.said(tongue), tongue.word("and")))
        };
    }
    let (over, under) = core.split_once('/')?;
    let (over, under): (u64, u64) = (over.parse().ok()?, under.parse().ok()?);
    let named = format!("{over}/{under}");
    let known = tongue.word(&named);
    if !known.is_empty() {
        return Some(known.to_owned());
    }
    let english = tongue == Tongue::English && over > 0 && over < under && under <= 100;
    english.then(|| {
        let part = ordinal(under, false, tongue);
        format!("{} {part}{}", cardinal(over, tongue), if over == 1 { "" } else { "s" })
    })
}

/// `10-15`, `1914–1918`.
fn range(core: &str, before: &str, tongue: Tongue) -> Option<String> {
    let (from, to) = core.split_once(['-', '–', '—'])?;
    let (first, second) = (Number::read(from, tongue)?, Number::read(to, tongue)?);
    let (a, b) = (first.value()?, second.value()?);
    let score = tongue.word("before_scores").split_whitespace().any(|word| word == before);
    if second.negative || from.is_empty() || b <= a && !score {
        return None;
    }
    let years = (1100..2100).contains(&a) && (1100..2100).contains(&b);
    let say = |n: u64, number: &Number| if years { year(n, tongue) } else { number.said(tongue) };
    Some(format!("{} {} {}", say(a, &first), tongue.word("to"), say(b, &second)))
}

/// `1st`, `2e`, `3º`, and English letters behind a number.
fn nth(core: &str, tongue: Tongue) -> Option<String> {
    let end = core.find(|c: char| !c.is_ascii_digit())?;
    let (number, mark) = core.split_at_checked(end)?;
    let value: u64 = number.parse().ok()?;
    let mark = mark.trim_start_matches('.');
    let feminine = match (tongue, mark.to_lowercase().as_str()) {
        (Tongue::English, "st" | "nd" | "rd" | "th") => false,
        (Tongue::French, "er" | "e" | "ème" | "eme" | "ième") => false,
        (Tongue::French, "re" | "ère") => true,
        (Tongue::Spanish | Tongue::Italian | Tongue::Portuguese, "º" | "°" | "o" | "er") => false,
        (Tongue::Spanish | Tongue::Italian | Tongue::Portuguese, "ª" | "a") => true,
        _ => return None,
    };
    let said = ordinal(value, feminine, tongue);
    Some(if (tongue, mark) == (Tongue::Spanish, "er") { said.trim_end_matches('o').to_owned() } else { said })
}

/// `#5`, `+5`, `~5`, `№5`, `x2`.
fn signed(core: &str, tongue: Tongue) -> Option<String> {
    let mut letters = core.chars();
    let key = match letters.next()? {
        '#' | '№' => "number",
        '+' => "plus",
        '±' => "plus_minus",
        '≈' | '~' => "about",
        '<' => "less",
        '>' => "more",
        '§' => "section",
        _ => return None,
    };
    Some(format!("{} {}", tongue.word(key), Number::read(letters.as_str(), tongue)?.said(tongue)))
}
