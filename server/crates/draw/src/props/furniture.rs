//! Doors and chairs.

use super::inks::Size;
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn door(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let two = TwoTone::of(c, said.unwrap_or(rgb(0x6a4630)));
    c.rect(-w / 2.0 - 0.09, 0.0, w + 0.18, h + 0.1, Ink::flat(c.lit(rgb(0x4a3222), 0.4)));
    c.rect(-w / 2.0, 0.0, w, h, two.ink(c, 0.6));
    for (y, k) in [(0.2, 0.8), (1.15, 0.75)] {
        for x in [-0.38, 0.06] {
            c.stroke(Shape::rect(x, y, 0.32, k), 0.02, Ink::flat(two.dark.darker(0.2)));
        }
    }
    c.disc(w * 0.4, 1.0, 0.035, Ink::flat(c.lit(rgb(0xd0aa5a), 1.0)));
}

pub fn chair(c: &mut Canvas<'_>, _: Size, said: Option<Rgb>) {
    let wood = TwoTone::of(c, said.unwrap_or(rgb(0x7b5434)));
    c.rect(-0.22, 0.44, 0.44, 0.46, wood.ink(c, 0.6));
    c.rect(-0.15, 0.5, 0.3, 0.34, Ink::flat(c.lit(rgb(0xb08a5c), 0.5)));
    c.rect(-0.25, 0.42, 0.5, 0.06, Ink::flat(c.lit(rgb(0x8d6240), 0.9)));
    for x in [-0.24, 0.2] {
        c.rect(x, 0.0, 0.045, 0.44, Ink::flat(wood.dark));
    }
}
