#![doc = include_str!("../README.md")]
// The layered set (canvas, compositor, palette) is ahead of the places and people that will stand in it; until they do, `first` draws.
#![allow(dead_code)]

mod animatic;
mod camera;
mod canvas;
mod colour;
mod compose;
mod first;
mod grade;
mod palette;
mod planes;
mod rng;
mod stills;
mod studio;

pub use first::{Animatic, panel};
pub use stills::{component, place, png};

/// Part of the fingerprint of everything drawn here: raised whenever the same staging gives other bytes.
pub const VERSION: u32 = 1;
