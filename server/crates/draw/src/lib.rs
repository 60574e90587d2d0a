#![doc = include_str!("../README.md")]

mod animatic;
mod camera;
mod canvas;
mod colour;
mod compose;
mod grade;
mod palette;
mod planes;
mod rng;
mod stills;
mod studio;

pub use animatic::Animatic;
pub use stills::{component, panel, place, png};

/// Part of the fingerprint of everything drawn here: raised whenever the same staging gives other bytes.
pub const VERSION: u32 = 1;
