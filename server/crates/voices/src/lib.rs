#![doc = include_str!("../README.md")]

mod align;
mod error;
mod graph;
mod install;
mod network;
mod pack;
mod phonemes;
mod roster;
mod speaker;
mod styles;
mod symbols;

pub use error::VoicesError;
pub use install::install;
pub use pack::{MODEL, PACKAGES, Pack, Package, folder};
pub use phonemes::Tongue;
pub use roster::{ROSTER, Roster, another, is_child, known, list, natural};
pub use speaker::{Order, Reading, Voices};

/// Raised whenever the same order sounds different.
pub const VERSION: u32 = 1;

/// Samples per second of what the model says.
pub const RATE: u32 = 24_000;
