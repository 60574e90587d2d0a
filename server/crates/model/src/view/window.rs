//! Some of a film's shots: what a page shows of a film that is too long to be shown at once.

use crate::ShotId;
use serde::{Deserialize, Serialize};

/// The most shots in one window.
pub const MAX_WINDOW: usize = 200;

/// Which shots a page asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pick {
    /// How many shots at most, and no more than [`MAX_WINDOW`]; 0 is none.
    pub most: usize,
    /// The place of the first shot in the film, from 0.
    pub from: usize,
    /// Start at this shot instead, where the film has it.
    pub shot: Option<ShotId>,
    /// Else start at the first shot of the scene with this number.
    pub scene: Option<String>,
    /// So many shots before that one, too.
    pub before: usize,
    /// The shots whose words contain this are listed beside.
    pub find: String,
    /// The script is wanted, too.
    pub script: bool,
    /// So is a change that waits to be saved; without its script, where that is not wanted.
    pub unsaved: bool,
    /// So are the cast, the places, and the headings of all scenes.
    pub cast: bool,
    /// So are the takes of the shots, and the peaks of their sound.
    pub strip: bool,
    /// So is who made what.
    pub made_by: bool,
}

/// Where a window lies in its film, and what the page has to know of the other shots.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    /// The place of its first shot, from 0.
    pub first: usize,
    /// Shots of the film.
    pub total: usize,
    /// The shots before it, the nearest first: two at most.
    pub before: Vec<ShotId>,
    /// The shot after it.
    pub after: Option<ShotId>,
    /// The length of all shots before it, and of the film, in seconds.
    pub seconds_before: f64,
    pub seconds: f64,
    /// Shots that are in the film, as they were asked for or with something in their place.
    pub made: usize,
    pub failed: usize,
    /// Shots that are made, anew or for the first time.
    pub open: usize,
    /// Its scenes.
    pub scenes: Vec<SceneOpen>,
    /// The number and the heading of every scene of the film, where the cast was asked for.
    pub index: Vec<(String, String)>,
    /// Who made how many shots, in words; drafts first.
    pub made_by: Vec<String>,
    /// What was looked for.
    pub found: Vec<Found>,
}

impl Window {
    /// The film has shots that are not in the window.
    pub const fn is_part(&self) -> bool {
        self.first > 0 || self.after.is_some()
    }
}

/// What is to be made of a scene.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SceneOpen {
    pub number: String,
    pub open: usize,
    /// For how much at most, in US cents; `None` where nobody knows.
    pub cents: Option<i64>,
}

/// A shot that contains what was looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub shot: ShotId,
    pub number: String,
    pub words: String,
}
