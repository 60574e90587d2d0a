//! How many shots a change touches.

use model::{PromptList, Shot, ShotId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What becomes of the shots of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    pub stay: usize,
    pub change: usize,
    pub new: usize,
    pub gone: usize,
}

/// How many shots stay, change, are new and go. What cannot be seen or heard, such as a number, is no change.
pub fn changes(before: &PromptList, after: &PromptList) -> Changes {
    let plain = |shot: &Shot| {
        let mut shot = Shot {
            number: String::new(),
            scene: String::new(),
            source: model::Span::default(),
            kept: None,
            ..shot.clone()
        };
        shot.lines.iter_mut().for_each(|line| (line.source, line.confidence) = (model::Span::default(), 1.0));
        shot.cues.iter_mut().for_each(|cue| cue.source = model::Span::default());
        shot
    };
    let were: HashMap<ShotId, &Shot> = before.shots.iter().map(|shot| (shot.id, shot)).collect();
    let mut changes = Changes::default();
    for shot in &after.shots {
        match were.get(&shot.id) {
            None => changes.new += 1,
            Some(was) if plain(was) == plain(shot) => changes.stay += 1,
            Some(_) => changes.change += 1,
        }
    }
    changes.gone = before.shots.len().saturating_sub(changes.stay + changes.change);
    changes
}
