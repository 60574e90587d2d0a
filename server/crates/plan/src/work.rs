//! What there is to make: one step, and what it is made from.

use crate::{Fingerprint, fingerprint};
use model::{
    CueId, FacesSpec, LineId, LipsSpec, ModelChoice, PictureSpec, RecordingSpec, ScoreSpec, SoundSpec, SpeechSpec,
    Subject, Through, VideoSpec,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One step: what to make and the name it will have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub fingerprint: Fingerprint,
    pub work: Work,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case")]
pub enum Work {
    Line {
        line: LineId,
        spec: SpeechSpec,
    },
    /// What the footage starts from.
    Picture {
        spec: PictureSpec,
    },
    Footage {
        spec: VideoSpec,
    },
    Cue {
        /// Of a sound for the whole shot, the first.
        cue: CueId,
        spec: SoundSpec,
    },
    /// A person's recording, in the place of a line's voice or of a sound.
    Recording {
        /// The line that it is of; `None` for a sound.
        line: Option<LineId>,
        spec: RecordingSpec,
    },
    Faces {
        spec: FacesSpec,
    },
    Lips {
        spec: LipsSpec,
    },
    Mix {
        spec: MixSpec,
    },
    /// The film's music.
    Score {
        spec: ScoreSpec,
    },
    /// All clips, joined. Which ones is read when it runs.
    Film,
    /// Something beside the clips, which its own handler makes.
    #[serde(untagged)]
    Custom(CustomStep),
}

/// A step of a kind that only its handler knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomStep {
    /// The kind, which names its handler.
    pub work: String,
    pub subject: Subject,
    /// Which of several options of the same; 0 is the first.
    #[serde(default)]
    pub variant: u32,
    /// Who makes it; `None` for what the studio makes itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelChoice>,
    /// What it is made from, as its handler reads it.
    pub spec: Value,
}

impl CustomStep {
    /// Of a project's unfinished steps, one has this key.
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.work, self.subject, self.variant)
    }
}

impl Step {
    /// A step of a kind that only its handler knows, named by its kind, its handler's version and all of `custom`.
    pub fn custom(version: u32, custom: CustomStep) -> Self {
        Self { fingerprint: fingerprint(&custom.work, version, &custom), work: Work::Custom(custom) }
    }
}

impl Work {
    /// The name of its kind, as it is stored.
    pub fn kind(&self) -> &str {
        match self {
            Self::Line { .. } => "line",
            Self::Picture { .. } => "picture",
            Self::Footage { .. } => "footage",
            Self::Cue { .. } => "cue",
            Self::Recording { .. } => "recording",
            Self::Faces { .. } => "faces",
            Self::Lips { .. } => "lips",
            Self::Mix { .. } => "mix",
            Self::Score { .. } => "score",
            Self::Film => "film",
            Self::Custom(custom) => &custom.work,
        }
    }

    /// Who makes it; `None` for what the studio puts together itself.
    pub const fn model(&self) -> Option<&ModelChoice> {
        match self {
            Self::Picture { spec } => Some(&spec.model),
            Self::Footage { spec } => Some(&spec.model),
            Self::Line { spec, .. } => Some(&spec.model),
            Self::Cue { spec, .. } => Some(&spec.model),
            Self::Faces { spec } => Some(&spec.model),
            Self::Lips { spec } => Some(&spec.model),
            Self::Score { spec } => Some(&spec.model),
            Self::Custom(custom) => custom.model.as_ref(),
            Self::Recording { .. } | Self::Mix { .. } | Self::Film => None,
        }
    }
}

/// A clip's ingredients, by their fingerprints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixSpec {
    pub width: u32,
    pub height: u32,
    pub fps: u32,
    /// The picture: the take, or the take with its lips moved.
    pub footage: Fingerprint,
    /// The take behind a picture whose lips were moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filmed: Option<Fingerprint>,
    pub trim_start: f64,
    pub trim_end: f64,
    pub lines: Vec<MixLine>,
    pub cues: Vec<MixCue>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixLine {
    pub made: Fingerprint,
    pub line: Option<LineId>,
    /// When it should start, in seconds from the take's start; later when the line before it runs over.
    pub start: f64,
    pub gain_db: f64,
    /// What it is heard through.
    #[serde(default, skip_serializing_if = "Through::is_air")]
    pub through: Through,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixCue {
    pub made: Fingerprint,
    pub ambience: bool,
    /// Seconds from the take's start.
    pub at: f64,
    pub gain_db: f64,
}

/// A recording in the place of what would be made.
pub(crate) fn recorded(kind: &str, line: Option<LineId>, spec: RecordingSpec) -> Step {
    Step { fingerprint: fingerprint(kind, 0, &spec), work: Work::Recording { line, spec } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_its_own_is_stored_and_read_back_and_a_broken_step_is_none() {
        let custom = CustomStep {
            work: "lore".to_owned(),
            subject: Subject::Scene("12A".to_owned()),
            variant: 1,
            model: None,
            spec: serde_json::json!({ "words": 30 }),
        };
        assert_eq!(custom.key(), "lore/scene:12A/1");
        let step = Step::custom(1, custom);
        let stored = serde_json::to_value(&step).unwrap();
        assert_eq!(stored["work"]["work"], "lore");
        assert_eq!(serde_json::from_value::<Step>(stored).unwrap(), step);
        let film: Work = serde_json::from_value(serde_json::json!({ "work": "film" })).unwrap();
        assert_eq!(film.kind(), "film");
        assert_eq!(film, Work::Film);
        assert!(serde_json::from_value::<Work>(serde_json::json!({ "work": "line", "spec": {} })).is_err());
    }
}
