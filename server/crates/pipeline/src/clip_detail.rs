//! What a clip's row says beside its file.

use model::{LineId, WordTiming};
use serde::{Deserialize, Serialize};

/// What a clip's row keeps beside its file: all that the film, the captions and the pages need of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ClipDetail {
    /// The mixed sound, 48 kHz stereo, as long as the picture to the sample.
    pub(crate) stem: String,
    pub(crate) poster: Option<String>,
    pub(crate) frames: u64,
    pub(crate) peaks: Vec<u8>,
    pub(crate) lines: Vec<PlacedLine>,
    /// The take that is in it.
    pub(crate) footage: String,
    /// That take with its lips moved, where it is that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lips: Option<String>,
}

/// A line where it lies in its clip; times are seconds from the clip's start.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PlacedLine {
    pub(crate) line: LineId,
    pub(crate) speaker: String,
    pub(crate) text: String,
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) words: Vec<WordTiming>,
    /// The key of its own sound.
    pub(crate) audio: String,
}

/// The key of a take's poster.
pub(crate) fn poster_of(detail: &serde_json::Value) -> Option<&str> {
    detail.get("poster")?.as_str()
}
