//! The inks that things are drawn in.

use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink};
use crate::raster::colour::{Rgb, rgb};

/// Width and height in metres.
pub type Size = (f32, f32);

/// A dark line.
pub fn outline(c: &Canvas<'_>) -> Ink {
    Ink::flat(c.lit(rgb(0x1d1a1a), 0.2))
}

/// A colour that the light reaches as much as `face` says, 0 to 1.
pub fn lit(c: &Canvas<'_>, hex: u32, face: f32) -> Ink {
    Ink::flat(c.lit(rgb(hex), face))
}

/// A colour in light and shadow, side by side.
pub fn two_tone(c: &Canvas<'_>, hex: u32) -> Ink {
    TwoTone::of(c, rgb(hex)).ink(c, 0.6)
}

/// Light and shadow of the colour that is said of a thing, or else of its usual one.
pub fn dyed(c: &Canvas<'_>, said: Option<Rgb>, usual: u32) -> Ink {
    TwoTone::of(c, said.unwrap_or(rgb(usual))).ink(c, 0.6)
}
