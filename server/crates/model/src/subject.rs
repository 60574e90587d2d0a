//! What a thing of a film is made for.

use crate::ShotId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a made thing is of. Characters, locations and props are named by their canonical names, scenes by their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "of", content = "id", rename_all = "snake_case")]
pub enum Subject {
    /// The film as a whole.
    Project,
    Scene(String),
    Character(String),
    Location(String),
    Prop(String),
    Shot(ShotId),
}

/// `project`, `scene:12A`, `shot:…`: part of the keys of steps, so it never changes.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Project => f.write_str("project"),
            Self::Scene(number) => write!(f, "scene:{number}"),
            Self::Character(name) => write!(f, "character:{name}"),
            Self::Location(name) => write!(f, "location:{name}"),
            Self::Prop(name) => write!(f, "prop:{name}"),
            Self::Shot(id) => write!(f, "shot:{id}"),
        }
    }
}
