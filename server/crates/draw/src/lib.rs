#![doc = include_str!("../README.md")]

mod act;
mod animatic;
mod camera;
mod canvas;
mod cast;
mod colour;
mod compose;
mod dressing;
mod face;
mod features;
mod figure;
mod finish;
mod grade;
mod gradient;
mod hair;
mod ink;
mod kernels;
mod layout;
mod looks;
mod memory;
mod palette;
mod places;
mod planes;
mod pose;
mod props;
mod props_large;
mod rng;
mod runs;
mod senses;
mod shape;
mod stills;
mod studio;
mod weather;
mod words;

pub use animatic::Animatic;
pub use stills::{component, panel, place, png};

/// Part of the fingerprint of everything drawn here: raised whenever the same staging gives other bytes.
pub const VERSION: u32 = 9;
