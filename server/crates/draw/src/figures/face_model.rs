//! What a face shows, and the two tones that heads and things are drawn in.

use crate::raster::canvas::{Canvas, Ink};
use crate::raster::colour::Rgb;
use model::Mood;

/// How open the mouth is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mouth {
    Closed,
    Small,
    Wide,
    Round,
}

/// How open the eyes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Eyes {
    Open,
    Half,
    Shut,
}

/// What a head shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    pub mouth: Mouth,
    pub eyes: Eyes,
    pub mood: Mood,
    /// −1 to 1, as in a pose.
    pub turn: f32,
    pub nod: f32,
    pub back: bool,
}

/// Light and shadow of a colour, and the ink that lays them side by side.
pub struct TwoTone {
    pub light: Rgb,
    pub dark: Rgb,
}

impl TwoTone {
    pub fn of(c: &Canvas<'_>, base: Rgb) -> Self {
        Self { light: c.lit(base, 0.92), dark: c.lit(base, 0.1) }
    }

    /// The key light comes from the palette's side; `edge` is how much of the width it reaches.
    pub fn ink(&self, c: &Canvas<'_>, edge: f32) -> Ink {
        if c.pal.side < 0.0 {
            Ink::split(self.light, self.dark, edge)
        } else {
            Ink::split(self.dark, self.light, 1.0 - edge)
        }
    }
}
