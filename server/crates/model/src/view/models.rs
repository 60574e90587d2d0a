//! Voices and models to choose from, and what suits a shot.

use crate::{ModelChoice, ShotId};
use serde::{Deserialize, Serialize};

/// A voice a character can have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VoiceView {
    pub id: String,
    pub label: String,
}

/// A model that a film can be made with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MakerView {
    /// `video`, `speech`, `sound`, `pictures` or `lips`.
    pub kind: String,
    pub choice: ModelChoice,
    /// The words for a screen: "Kling 3.0".
    pub name: String,
    /// The name with its price: "Kling 3.0 · $0.08 a second".
    pub label: String,
    pub free: bool,
    /// US cents for a second of video, a thousand characters of speech, a sound, a picture, or lips in five seconds; `None` where the
    /// price is not known.
    pub rate_cents: Option<f64>,
    /// Of a sound model: it makes one sound for a whole shot, from what is seen in it.
    #[serde(default)]
    pub per_shot: bool,
    /// Why it cannot be chosen yet, such as a key that is missing.
    pub missing: Option<String>,
    /// That is for want of credit only: the key is not the person's own.
    #[serde(default)]
    pub needs_credit: bool,
    /// It is offered before the others of its provider.
    #[serde(default)]
    pub advised: bool,
    /// Of a video model, what it takes beside the prompt.
    #[serde(default)]
    pub takes: VideoTakes,
}

/// What a video model takes beside the prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VideoTakes {
    /// A picture to start from.
    pub first_frame: bool,
    /// It films nothing without one.
    pub needs_first_frame: bool,
    /// A picture to end on.
    pub last_frame: bool,
    /// Pictures of how those who are seen look.
    pub references: bool,
    /// Elements of those who are seen; where it takes no pictures of them, beside a picture to start from only.
    pub elements: bool,
    /// The camera's move in numbers.
    pub camera: bool,
    /// What the picture should not show.
    pub avoid: bool,
}

/// The outside model that suits a shot best.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdviceView {
    pub shot: ShotId,
    pub choice: ModelChoice,
    /// The words for a screen: "Kling 3.0".
    pub label: String,
    /// "720p".
    pub resolution: Option<String>,
    /// What would be filmed, in seconds.
    pub seconds: f64,
    /// What it costs at most, in US cents; `None` where the price is not known.
    pub cents: Option<i64>,
    /// Sentences, the weightiest first.
    pub why: Vec<String>,
    /// It is chosen already, for the shot or for the film.
    pub chosen: bool,
}
