//! What a person said where a script leaves something open. It holds when the script is read again.

use crate::film::vocabulary;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

vocabulary! {
    /// A person's word on somebody's sex.
    SaidSex {
        Female = "female", "Woman";
        Male = "male", "Man";
        /// Nothing is to be said of it.
        Open = "open", "Neither";
    }
}

#[allow(clippy::derivable_impls, reason = "the macro makes the type")]
impl Default for SaidSex {
    fn default() -> Self {
        Self::Open
    }
}

/// What a person said of one character.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<SaidSex>,
    /// In years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<u32>,
    /// The whole description, in place of the one that the studio makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looks: Option<String>,
}

/// All such answers of a film; each also stands in its settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// By the character's name.
    pub people: BTreeMap<String, Said>,
    /// Whose other name a name in the cast is; a name that stands for itself is somebody else.
    pub same: BTreeMap<String, String>,
    /// Where scenes take place, by the letters and digits of how each begins, in lower case.
    pub places: BTreeMap<String, String>,
}
