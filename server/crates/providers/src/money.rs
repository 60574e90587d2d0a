//! Money in whole micro-dollars: a spoken line costs a fraction of a cent, and a ledger must not round each one up.

use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops::Add};

/// An amount of US dollars, in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money {
    pub micros: i64,
}

impl Money {
    pub const ZERO: Self = Self { micros: 0 };

    pub const fn from_micros(micros: i64) -> Self {
        Self { micros }
    }

    /// Reads a decimal number of dollars such as "0.084". At most six decimals are kept; `None` for anything else than
    /// a plain number from -1,000,000 to 1,000,000.
    pub fn from_dollars(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !numeric(whole) || !numeric(fraction) || whole.len() > 7 {
            return None;
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let mut micros = 0;
        for index in 0..6 {
            let digit = fraction.as_bytes().get(index).map_or(0, |byte| i64::from(byte - b'0'));
            micros = micros * 10 + digit;
        }
        let value = whole * 1_000_000 + micros;
        (whole <= 1_000_000).then_some(Self { micros: if negative { -value } else { value } })
    }

    /// This amount times a factor such as seconds or units, rounded to the nearest micro-dollar.
    pub fn times(self, factor: f64) -> Self {
        Self { micros: (self.micros as f64 * factor).round() as i64 }
    }

    /// Whole cents, rounded up: what must be reserved.
    pub const fn cents_up(self) -> i64 {
        self.micros.div_euclid(10_000) + if self.micros.rem_euclid(10_000) > 0 { 1 } else { 0 }
    }

    /// Whole cents, rounded to the nearest.
    pub const fn cents(self) -> i64 {
        (self.micros + 5_000).div_euclid(10_000)
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { micros: self.micros.saturating_add(other.micros) }
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.cents().abs();
        let sign = if self.cents() < 0 { "-" } else { "" };
        write!(f, "{sign}${}.{:02}", cents / 100, cents % 100)
    }
}

/// What something will cost: at least, and at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRange {
    pub low: Money,
    pub high: Money,
}

impl PriceRange {
    pub const FREE: Self = Self { low: Money::ZERO, high: Money::ZERO };

    pub const fn exactly(amount: Money) -> Self {
        Self { low: amount, high: amount }
    }

    pub fn is_free(self) -> bool {
        self == Self::FREE
    }

    /// The lower end in cents, rounded up.
    pub const fn low_cents(self) -> i64 {
        self.low.cents_up()
    }

    /// The upper end in cents, rounded up: what a reservation holds.
    pub const fn high_cents(self) -> i64 {
        self.high.cents_up()
    }

    pub fn times(self, factor: f64) -> Self {
        Self { low: self.low.times(factor), high: self.high.times(factor) }
    }
}

impl Add for PriceRange {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }
}

impl Sum for PriceRange {
    fn sum<I: Iterator<Item = Self>>(ranges: I) -> Self {
        ranges.fold(Self::FREE, Add::add)
    }
}

/// What a provider says it charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Billed {
    pub amount: Money,
    /// In the provider's own words: "4 video units", "120 credits".
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_are_read_exactly() {
        assert_eq!(Money::from_dollars("0.084"), Some(Money::from_micros(84_000)));
        assert_eq!(Money::from_dollars("12"), Some(Money::from_micros(12_000_000)));
        assert_eq!(Money::from_dollars(".5"), Some(Money::from_micros(500_000)));
        assert_eq!(Money::from_dollars("-1.25"), Some(Money::from_micros(-1_250_000)));
        for wrong in ["", ".", "1e3", "NaN", "1.2.3", "99999999999", "1,5"] {
            assert_eq!(Money::from_dollars(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_part_of_a_cent_is_reserved_as_a_cent_but_adds_up_as_a_part() {
        let line = Money::from_micros(7_000);
        assert_eq!(line.cents_up(), 1);
        assert_eq!(std::iter::repeat_n(line, 10).sum::<Money>().cents_up(), 7);
    }

    #[test]
    fn money_reads_as_dollars_and_cents() {
        assert_eq!(Money::from_micros(11_204_000).to_string(), "$11.20");
    }
}
