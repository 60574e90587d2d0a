//! The music of a film: what a composer is told, and what the studio itself plays.

use crate::{ModelChoice, Mood};
use serde::{Deserialize, Serialize};

/// The music of a whole film, from a composer who is told of its scenes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreSpec {
    pub model: ModelChoice,
    /// The moods of the scenes and how long each lasts, in seconds: in whole steps, so that a small edit asks for no other music.
    pub moods: Vec<(Mood, f64)>,
}

impl ScoreSpec {
    /// How long the music lasts, in seconds.
    pub fn seconds(&self) -> f64 {
        self.moods.iter().map(|(_, seconds)| seconds).sum()
    }
}

/// A quiet bed under a stretch of film.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MusicSpec {
    /// The moods of the scenes and how long each lasts, in seconds.
    pub moods: Vec<(Mood, f64)>,
    /// The same seed gives the same key, tempo and motif.
    pub seed: u64,
    /// What the moods are of, in more detail; empty where no more is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passages: Vec<Passage>,
    /// The instruments that play it, by name; empty for the studio's own oscillators.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instruments: String,
}

impl MusicSpec {
    /// Of moods alone, one after another.
    pub fn of_moods(moods: Vec<(Mood, f64)>, seed: u64) -> Self {
        Self { moods, seed, ..Self::default() }
    }

    /// What is played, one after another.
    pub fn passages(&self) -> Vec<Passage> {
        let plain = |(mood, seconds): &(Mood, f64)| Passage { mood: *mood, seconds: *seconds, ..Passage::default() };
        if self.passages.is_empty() { self.moods.iter().map(plain).collect() } else { self.passages.clone() }
    }

    /// How long it lasts, in seconds.
    pub fn seconds(&self) -> f64 {
        self.passages().iter().map(|passage| passage.seconds).sum()
    }
}

/// A stretch of film with one mood.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    pub mood: Mood,
    pub seconds: f64,
    /// How long its shots are in the mean, in seconds: short ones are a quick pace.
    pub shot_seconds: f64,
    /// It begins with a new scene.
    pub opens: bool,
    /// The script wants no music there.
    pub silent: bool,
}

impl Default for Passage {
    fn default() -> Self {
        Self { mood: Mood::Neutral, seconds: 0.0, shot_seconds: 4.5, opens: false, silent: false }
    }
}
