//! How near the camera is, where nobody says.

use super::director::Director;
use crate::film::props;
use model::{Framing, Shot};

impl Director<'_> {
    pub(super) fn framing(&self, seen: &[String], speakers: usize, talking: bool, action: &str, at: usize) -> Framing {
        if talking {
            if speakers > 1 {
                return Framing::TwoShot;
            }
            let pair = self.scene.characters.len() == 2;
            return match (at + self.seed as usize) % 3 {
                0 if pair => Framing::OverTheShoulder,
                1 => Framing::CloseUp,
                _ => Framing::Medium,
            };
        }
        match seen.len() {
            0 if !props::of(action).is_empty() && action.split_whitespace().count() < 14 => Framing::Insert,
            0 => Framing::Wide,
            1 if moves(action) => Framing::Full,
            1 => Framing::Medium,
            2 => Framing::TwoShot,
            _ => Framing::Wide,
        }
    }
}

/// Never the same framing of the same person twice in a row.
pub(super) fn vary(framing: Framing, focus: Option<&str>, before: Option<&Shot>, present: usize) -> Framing {
    let Some(before) = before else { return framing };
    if before.framing != framing || before.focus.as_deref() != focus {
        return framing;
    }
    match framing {
        Framing::Medium => Framing::CloseUp,
        Framing::CloseUp => Framing::Medium,
        Framing::OverTheShoulder => Framing::CloseUp,
        Framing::Full => Framing::Medium,
        Framing::TwoShot if present > 1 => Framing::OverTheShoulder,
        Framing::TwoShot => Framing::Medium,
        Framing::Wide => Framing::Full,
        Framing::Insert => Framing::CloseUp,
        Framing::Establishing => Framing::Wide,
        other => other,
    }
}

fn moves(action: &str) -> bool {
    let text = crate::words::Phrases::of(action);
    [
        "walks", "runs", "jumps", "crosses", "enters", "climbs", "dances", "falls", "walked", "ran", "stands", "leaps",
        "sprints", "comes", "goes", "cycles", "drags",
    ]
    .iter()
    .any(|w| text.has(w))
}
