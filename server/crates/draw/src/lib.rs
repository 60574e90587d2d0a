#![doc = include_str!("../README.md")]

mod figures;
mod light;
mod props;
mod raster;
mod reading;
mod rng;
mod scene;
mod sets;

pub use scene::animatic::Animatic;
pub use scene::sheets::{knows, prop, sheet};
pub use scene::stills::{component, panel, place, png};

/// Part of the fingerprint of everything drawn here: raised whenever the same staging gives other bytes.
pub const VERSION: u32 = 9;
