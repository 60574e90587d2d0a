//! What is heard in a shot: lines and sounds.

use crate::{CueId, Delivery, LineId, Span, Through};
use serde::{Deserialize, Serialize};

/// Where a line of dialogue was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Under a character's cue.
    Cue,
    /// Quoted in prose.
    Direct,
    /// Reported in prose, and turned back into what was said.
    Indirect,
    /// The action, read by a narrator.
    Narration,
}

/// One spoken line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    pub id: LineId,
    /// The canonical name of who speaks; `None` when it could not be told.
    pub speaker: Option<String>,
    pub text: String,
    pub kind: LineKind,
    pub delivery: Delivery,
    /// As written, without its brackets.
    pub parenthetical: Option<String>,
    /// Voice-over or off-screen: heard, not seen.
    pub off_screen: bool,
    /// What it is heard through; the mix sees to it, and nothing is spoken anew.
    #[serde(skip_serializing_if = "Through::is_air")]
    pub through: Through,
    /// How sure the speaker is, 0 to 1.
    pub confidence: f32,
    /// 1.0 is the voice's own pace.
    pub speed: f64,
    /// Added to the line's level, in dB.
    pub gain_db: f64,
    /// Overrules the character's voice for this line.
    pub voice: Option<String>,
    /// Raised by "say it again".
    pub take: u32,
    /// The name of a recording that is heard in the voice's place: see [`crate::is_recording`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recording: Option<String>,
    /// How long the line was when the picture was cut to it, in seconds; `None` until it was first spoken. Later words do not
    /// change it, so that a changed line never films its shot anew; a re-record does.
    pub cut_to: Option<f64>,
    /// When it starts, in seconds from the take's start, where a split left it where it was; `None` lets the mix place it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    pub source: Span,
}

impl Line {
    /// Said by somebody in the picture.
    pub fn is_seen(&self) -> bool {
        !self.off_screen && self.kind != LineKind::Narration
    }
}

impl Default for Line {
    fn default() -> Self {
        Self {
            id: LineId::nil(),
            speaker: None,
            text: String::new(),
            kind: LineKind::Cue,
            delivery: Delivery::Normal,
            parenthetical: None,
            off_screen: false,
            through: Through::Air,
            confidence: 1.0,
            speed: 1.0,
            gain_db: 0.0,
            voice: None,
            take: 0,
            recording: None,
            cut_to: None,
            at: None,
            source: Span::default(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CueKind {
    /// Under the whole shot.
    Ambience,
    /// Once, at a moment.
    Effect,
}

/// One sound under a shot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cue {
    pub id: CueId,
    pub kind: CueKind,
    /// What is heard: "rain on a window", "phone rings".
    pub sound: String,
    /// When it starts, in seconds from the shot's start; `None` lets the mix place it.
    pub at: Option<f64>,
    /// Added to the sound's level, in dB.
    pub gain_db: f64,
    /// Raised by "make it again".
    pub take: u32,
    /// The name of a recording that is heard in the made sound's place: see [`crate::is_recording`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recording: Option<String>,
    pub source: Span,
}

impl Default for Cue {
    fn default() -> Self {
        Self {
            id: CueId::nil(),
            kind: CueKind::Effect,
            sound: String::new(),
            at: None,
            gain_db: 0.0,
            take: 0,
            recording: None,
            source: Span::default(),
        }
    }
}
