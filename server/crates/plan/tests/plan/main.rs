//! What the plan promises: a change re-makes what it touches and nothing else; edits can always be told apart from their refusals.
// A helper that cannot do its work has failed the test that called it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bounds;
mod drawn;
mod edits;
mod frames;
mod heard;
mod lips;
mod people;
mod recorded;
mod rescript;
mod scores;
mod spoken;
mod steps;

use model::{
    Character, Cue, CueId, CueKind, Line, LineId, ModelChoice, ProjectSettings, PromptList, Shot, ShotId,
    view::VideoTakes,
};
use plan::{Brief, HeardBy, LipsMakers, Makers};
use uuid::Uuid;

/// Makers of a fixed version, of which the animatic draws; what else they can is said by each test.
pub struct AnyMakers {
    pub fit_seconds: fn(f64) -> f64,
    pub takes: fn(&ModelChoice) -> VideoTakes,
    pub lips: fn(&ModelChoice, &ModelChoice) -> Option<LipsMakers>,
    pub films_with_sound: fn(&ModelChoice) -> bool,
    pub heard_by: fn(&ModelChoice, &ModelChoice) -> HeardBy,
}

/// They film any length, from words alone.
pub const PLAIN: AnyMakers = AnyMakers {
    fit_seconds: |seconds| seconds,
    takes: |_| VideoTakes::default(),
    lips: |_, _| None,
    films_with_sound: |_| false,
    heard_by: |_, sound| HeardBy::Words(sound.clone()),
};

impl Makers for AnyMakers {
    fn version(&self, model: &ModelChoice) -> u32 {
        u32::from(model.provider != "openai")
    }
    fn fit_seconds(&self, _: &ModelChoice, seconds: f64) -> f64 {
        (self.fit_seconds)(seconds)
    }
    fn mix_version(&self) -> u32 {
        1
    }
    fn draws(&self, model: &ModelChoice) -> bool {
        model.provider == "animatic"
    }
    fn takes(&self, model: &ModelChoice) -> VideoTakes {
        (self.takes)(model)
    }
    fn lips(&self, video: &ModelChoice, lips: &ModelChoice) -> Option<LipsMakers> {
        (self.lips)(video, lips)
    }
    fn films_with_sound(&self, video: &ModelChoice) -> bool {
        (self.films_with_sound)(video)
    }
    fn heard_by(&self, video: &ModelChoice, sound: &ModelChoice) -> HeardBy {
        (self.heard_by)(video, sound)
    }
}

/// Two shots of one scene; the first has a line and two cues.
pub fn list() -> PromptList {
    let id = Uuid::from_u128;
    let first = Shot {
        id: ShotId(id(1)),
        number: "1".into(),
        scene: "1".into(),
        prompt: "Maya waits.".into(),
        action: "Maya waits. She looks up.".into(),
        cast: vec!["MAYA".into()],
        lines: vec![Line {
            id: LineId(id(11)),
            speaker: Some("MAYA".into()),
            text: "You came.".into(),
            cut_to: Some(0.8),
            ..Line::default()
        }],
        cues: vec![
            Cue { id: CueId(id(21)), kind: CueKind::Ambience, sound: "rain".into(), ..Cue::default() },
            Cue { id: CueId(id(22)), sound: "door opens".into(), ..Cue::default() },
        ],
        ..Shot::default()
    };
    let second = Shot {
        id: ShotId(id(2)),
        number: "2".into(),
        scene: "1".into(),
        prompt: "Tom sits.".into(),
        ..Shot::default()
    };
    PromptList {
        version: 1,
        characters: vec![Character {
            name: "MAYA".into(),
            description: "woman, red coat".into(),
            ..Character::default()
        }],
        shots: vec![first, second],
        ..PromptList::default()
    }
}

pub fn brief<'a>(settings: &'a ProjectSettings, head: &'a PromptList) -> Brief<'a> {
    Brief { settings, head, makers: &PLAIN }
}
