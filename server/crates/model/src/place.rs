//! Places of a film.

use crate::{TimeOfDay, Weather};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Location {
    pub name: String,
    /// What the camera sees there. Part of every prompt set there.
    pub description: String,
}

impl Location {
    /// Whether a shot's place is this one. Scripts write names of places in capitals, shots have them in small letters.
    pub fn is(&self, place: &Place) -> bool {
        self.name == place.name || self.name.to_lowercase() == place.name.to_lowercase()
    }
}

/// Where and in what light a shot takes place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// "COFFEE SHOP", "the harbour".
    pub name: String,
    pub description: String,
    pub interior: Option<bool>,
    pub time: TimeOfDay,
    pub weather: Weather,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            interior: None,
            time: TimeOfDay::Day,
            weather: Weather::Clear,
        }
    }
}
