//! What making a film took, as people see it.

use crate::ModelChoice;
use serde::{Deserialize, Serialize};

/// What making a film took, and what is said in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilmSummary {
    /// The film's length in seconds; 0 where there is none yet.
    pub seconds: f64,
    /// The size of its file in bytes.
    pub bytes: i64,
    /// By kind of step, in the order in which a film is made.
    pub kinds: Vec<KindSummary>,
    /// Who speaks, the one with the most words first.
    pub speakers: Vec<SpeakerSummary>,
    /// Every step, the newest first; at most 5,000.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepSummary>,
}

/// All steps of one kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KindSummary {
    /// `line`, `picture`, `footage`, `cue`, `faces`, `lips`, `mix`, `score`, `film`.
    pub kind: String,
    /// The same for people: "Footage".
    pub label: String,
    pub steps: u32,
    /// How many of them failed for good.
    pub failed: u32,
    pub tries: u32,
    /// Seconds that the studio worked on them; waiting for a service is not counted.
    pub worked_seconds: f64,
    pub cents: i64,
    pub bytes: i64,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepSummary {
    pub kind: String,
    /// The shot's number; `None` of what is made for the whole film, or for a shot that is gone.
    pub shot: Option<String>,
    /// As [`crate::TaskState`] is keyed: "done".
    pub state: String,
    pub made_by: Option<ModelChoice>,
    pub tries: u32,
    pub worked_seconds: f64,
    /// Seconds from when it was queued to its end, waiting counted.
    pub took_seconds: f64,
    pub cents: i64,
    pub bytes: i64,
}

/// What one person of the film says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpeakerSummary {
    pub name: String,
    pub lines: u32,
    pub words: u32,
    /// Seconds of speech.
    pub seconds: f64,
    /// Words a minute; `None` without speech.
    pub words_a_minute: Option<f64>,
}
