//! What making a film took, as people see it.

use crate::{ModelChoice, RunState};
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

/// One run of a film: from when filming begins until it is done, failed or stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunBrief {
    /// Counted from 1 within the film.
    pub number: u32,
    /// RFC 3339.
    pub started_at: String,
    /// `None` while it goes on.
    pub ended_at: Option<String>,
    /// The film's state at its end, or now.
    pub state: RunState,
    /// The sentence beside the state.
    pub message: Option<String>,
    /// Whether a person asked for it; else a change that cost nothing began it.
    pub asked: bool,
    /// How many shots it was to film; `None` is the whole film.
    pub shots: Option<u32>,
    /// Seconds from its beginning to its end, or to now; pauses are counted.
    pub took_seconds: f64,
    /// Steps that came to an end in it.
    pub steps: u32,
    /// What was billed in it, in US cents.
    pub cents: i64,
}

/// What one run took, and what was spoken in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunSummary {
    pub run: RunBrief,
    /// The numbers of the runs before and after it.
    pub earlier: Option<u32>,
    pub later: Option<u32>,
    /// The length in seconds of the film that it joined; 0 where it joined none, or where a later run made another.
    pub seconds: f64,
    /// The size of that film's file in bytes.
    pub bytes: i64,
    /// By kind of step, in the order in which a film is made.
    pub kinds: Vec<KindSummary>,
    /// Whose lines were spoken or recorded anew, the one with the most words first.
    pub speakers: Vec<SpeakerSummary>,
    /// Every step, the newest first; at most 5,000.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepSummary>,
}
