//! What a shot carries beside what is filmed. Browsers do without.

use crate::{CameraMove, Framing, Mood, Shot};
use serde::{Deserialize, Serialize};

/// How a shot is filmed, as the studio chose it. A changed script is read to other choices wherever a scene has another number; a shot
/// whose passage stayed keeps those that it had. They are remembered, so that they are not taken for a person's later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    pub framing: Framing,
    pub camera: CameraMove,
    pub mood: Mood,
    pub props: Vec<String>,
    pub cast: Vec<String>,
    pub focus: Option<String>,
}

impl Default for Kept {
    fn default() -> Self {
        Self::of(&Shot::default())
    }
}

impl Kept {
    /// How the shot is filmed.
    #[must_use]
    pub fn of(shot: &Shot) -> Self {
        Self {
            framing: shot.framing,
            camera: shot.camera,
            mood: shot.mood,
            props: shot.props.clone(),
            cast: shot.cast.clone(),
            focus: shot.focus.clone(),
        }
    }

    /// Films the shot so.
    pub fn put_into(&self, shot: &mut Shot) {
        (shot.framing, shot.camera, shot.mood) = (self.framing, self.camera, self.mood);
        shot.props.clone_from(&self.props);
        shot.cast.clone_from(&self.cast);
        shot.focus.clone_from(&self.focus);
    }
}

/// A face that a person chose. In another take nobody knows who it is, and for another speaker it is another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenFace {
    /// The fingerprint of the look that found it.
    pub look: String,
    /// The provider's name for it.
    pub id: String,
    /// Whose lips were to be moved when it was chosen.
    #[serde(default)]
    pub speaker: String,
}
