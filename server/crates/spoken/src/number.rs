//! Numbers as they are written.

use crate::numerals::{self, MOST, cardinal, counting, digits};
use crate::tongue::Tongue;

/// A written number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) negative: bool,
    /// The digits before the decimal point, without the marks of thousands.
    pub(crate) whole: String,
    pub(crate) fraction: Option<String>,
    /// Thousands were marked: it counts something and is no year.
    pub(crate) marked: bool,
}

impl Number {
    /// Reads all of a text as one number, with the marks of a language.
    pub(crate) fn read(text: &str, tongue: Tongue) -> Option<Self> {
        let (negative, text) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (point, thousands) = match tongue {
            Tongue::English => ('.', ','),
            Tongue::French => (',', '\u{202f}'),
            _ => (',', '.'),
        };
        let (mut whole, mut fraction) = match text.split_once(point) {
            Some((whole, fraction)) => (whole.to_owned(), Some(fraction.to_owned())),
            None => (text.to_owned(), None),
        };
        let mut marked = false;
        if whole.contains(thousands) {
            let groups: Vec<&str> = whole.split(thousands).collect();
            let first = groups.first().map_or(0, |group| group.len());
            if (1..=3).contains(&first) && groups.iter().skip(1).all(|group| group.len() == 3) {
                (whole, marked) = (groups.concat(), true);
            } else if fraction.is_none() && groups.len() == 2 && thousands == '.' {
                // A point that parts no thousands is a decimal point, in any language.
                (whole, fraction) = (groups.first()?.to_string(), groups.get(1).map(|group| (*group).to_owned()));
            } else {
                return None;
            }
        }
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = all_digits(&whole)
            && fraction.as_ref().is_none_or(|fraction| !fraction.is_empty() && all_digits(fraction))
            && (!whole.is_empty() || fraction.is_some() && tongue == Tongue::English);
        fits.then_some(Self { negative, whole, fraction, marked })
    }

    /// Its whole part, where it is said as a number and not digit by digit.
    pub(crate) fn value(&self) -> Option<u64> {
        let value: u64 = if self.whole.is_empty() { 0 } else { self.whole.parse().ok()? };
        let zeros = self.whole.len() > 1 && self.whole.starts_with('0');
        (value < MOST && !zeros).then_some(value)
    }

    pub(crate) fn is_one(&self) -> bool {
        self.fraction.is_none() && self.value() == Some(1)
    }

    pub(crate) fn said(&self, tongue: Tongue) -> String {
        self.with(tongue, |value| cardinal(value, tongue))
    }

    /// As it is said before what it counts.
    pub(crate) fn counting(&self, feminine: bool, tongue: Tongue) -> String {
        self.with(tongue, |value| {
            if self.fraction.is_some() { cardinal(value, tongue) } else { counting(value, feminine, tongue) }
        })
    }

    fn with(&self, tongue: Tongue, whole: impl Fn(u64) -> String) -> String {
        let mut said = self.value().map_or_else(|| digits(&self.whole, tongue), whole);
        if let Some(fraction) = &self.fraction {
            said = format!("{said} {} {}", tongue.word("point"), fraction_of(fraction, tongue));
        }
        if self.negative { format!("{} {said}", tongue.word("minus")) } else { said }
    }
}

/// What stands behind the point: digit by digit in English and German, and as a number of up to two digits in others.
fn fraction_of(digits_: &str, tongue: Tongue) -> String {
    let by_digit = matches!(tongue, Tongue::English | Tongue::German) || digits_.len() > 2 || digits_.starts_with('0');
    match digits_.parse().ok().filter(|_| !by_digit) {
        Some(value) => numerals::cardinal(value, tongue),
        None => digits(digits_, tongue),
    }
}
