#![doc = include_str!("../README.md")]

mod apply;
mod bill;
mod bounds;
mod cues;
mod fingerprint;
mod layout;
mod lips;
mod makers;
mod number;
mod pictures;
mod rescript;
mod score;
mod staged;
mod steps;
mod work;

pub use apply::{EditError, apply};
pub use bill::{Bill, Cost, bill, foreseen_steps};
pub use bounds::{OutOfBounds, check_list, check_shot, check_texts};
pub use fingerprint::{Fingerprint, fingerprint};
pub use layout::{LineSlot, line_slots, shot_seconds, shot_slots};
pub use makers::{Brief, HeardBy, LipsMakers, Makers};
pub use number::number_after;
pub use rescript::{Changes, Merged, Told, changes, rescript};
pub use score::{joined_moods, passages, score_step};
pub use staged::{figure_read, stage, staging, staging_read, thing_read};
pub use steps::{chosen_voice, shot_steps};
pub use work::{CustomStep, MixCue, MixLine, MixSpec, Step, Work};
