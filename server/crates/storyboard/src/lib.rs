#![doc = include_str!("../README.md")]

pub mod ask;
mod board;
mod check;
mod context;
mod digest;
mod facts;
mod fields;
mod idea;
mod quality;
mod rules;
mod state;
mod steps;
mod trailer;
mod words;

pub use board::{Board, Chosen, Sheet, StageSheet, board, board_from, described_prop};
pub use check::{Problem, check};
pub use context::{answer, context, values};
pub use digest::{PartNow, basis, is_filled, panel_basis, text_digest, text_of};
pub use facts::{Facts, SceneFacts, Seen};
pub use fields::{FIELDS, Field, Shape, field};
pub use idea::{Idea, NARRATIVES, TONES, Tone, pages};
pub use quality::{Measure, measures};
pub use rules::{LoreOption, NarrativeOption, lores, narratives, stage_words};
pub use state::{By, Standing, State, Work, state};
pub use steps::{Class, Per, STEPS, Step, StepId, order, step};
pub use trailer::{Trailer, trailer};
