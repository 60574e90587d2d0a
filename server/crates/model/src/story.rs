//! The storyboard's part of the prompt list: what a film is told from, and what a person wrote of it. What is not here, the studio
//! fills by its own rules when it is read, so that a changed script never leaves an old text behind.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the film is told from, and which of several options a person chose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Story {
    /// What a film that began as an idea was asked to be.
    #[serde(skip_serializing_if = "Brief::is_default")]
    pub brief: Brief,
    /// The film in one sentence, in a person's words; empty for the studio's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub logline: String,
    /// The world of the film, in a person's words; empty for the studio's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lore: String,
    /// What happens from beginning to end, in a person's words; empty for the studio's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub narrative: String,
    /// Which option was chosen of a step, by the step's key, counted from 0. The first is not written down.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub chosen: BTreeMap<String, u8>,
    /// What a text of a person was written for, by its part: a digest of the values that the studio would fill it from. Where these are
    /// others now, the text is out of date.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub written_for: BTreeMap<String, String>,
    /// Texts that a language model wrote, by their parts: a digest of the text, and who wrote it. A text that a person changed since is the
    /// person's: its digest is another one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub filled: BTreeMap<String, Filled>,
}

/// Who wrote a text that was taken from an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filled {
    /// A digest of the text.
    pub text: String,
    /// The model's name.
    pub by: String,
}

impl Story {
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// An idea, before there is a script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Brief {
    /// The idea in a person's words; empty for a film that began with a script.
    pub idea: String,
    /// How long the film should be, in seconds.
    pub seconds: u32,
    /// Who is in it, as the idea names them.
    pub people: Vec<String>,
    /// Where it takes place, as the idea says.
    pub places: Vec<String>,
    /// How it should feel, in a person's words; empty for any.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tone: String,
    /// The language it is written and spoken in, in a person's words; empty for the idea's own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
}

impl Brief {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Something that the camera sees and that matters, described by a person. Others are found in the shots.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prop {
    /// As shots name it: "letter".
    pub name: String,
    /// What the camera sees of it.
    pub description: String,
}

/// The set of a scene before anybody moves: who stands where, in what light, and where the camera is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stage {
    /// In a person's words; empty for the studio's.
    pub description: String,
}

impl Stage {
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
