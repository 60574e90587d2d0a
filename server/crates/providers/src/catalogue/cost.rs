//! Prices as the catalogue file writes them.

use crate::{Money, PriceRange};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::collections::BTreeMap;

/// Dollars as text: "0.084", or ["0.157", "0.196"] where only a range is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost(pub PriceRange);

impl<'de> Deserialize<'de> for Cost {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            One(String),
            Range(String, String),
        }
        let dollars = |text: &str| {
            Money::from_dollars(text)
                .filter(|money| money.micros >= 0)
                .ok_or_else(|| D::Error::custom(format!("\"{text}\" is not an amount of dollars")))
        };
        match Written::deserialize(deserializer)? {
            Written::One(text) => Ok(Self(PriceRange::exactly(dollars(&text)?))),
            Written::Range(low, high) => {
                let range = PriceRange { low: dollars(&low)?, high: dollars(&high)? };
                if range.low > range.high {
                    return Err(D::Error::custom(format!("{low} is more than {high}")));
                }
                Ok(Self(range))
            }
        }
    }
}

/// How a model is paid. Several may be given: they add up.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Price {
    pub free: bool,
    /// By resolution; "any" where it makes no difference.
    pub per_second: BTreeMap<String, Cost>,
    /// By the seconds of the clip.
    pub per_clip: BTreeMap<String, Cost>,
    pub per_call: Option<Cost>,
    pub per_1000_characters: Option<Cost>,
    /// Of what a language model reads, by the million tokens.
    pub per_million_in: Option<Cost>,
    /// Of what it reads and remembers from an earlier call; as dear as the rest where empty.
    pub per_million_cached: Option<Cost>,
    /// Of what it writes and thinks.
    pub per_million_out: Option<Cost>,
    /// By resolution; "any" where it makes no difference.
    pub per_picture: BTreeMap<String, Cost>,
}
