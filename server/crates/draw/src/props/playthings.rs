//! Instruments and toys.

use super::inks::{Size, lit, outline, two_tone};
use crate::raster::canvas::{Canvas, Shape};

pub fn guitar(c: &mut Canvas<'_>, _: Size) {
    let line = outline(c);
    let ink = two_tone(c, 0xb5773a);
    c.fill(
        Shape::blob(&[
            (0.0, 0.0),
            (0.19, 0.12),
            (0.13, 0.28),
            (0.15, 0.42),
            (0.0, 0.48),
            (-0.15, 0.42),
            (-0.13, 0.28),
            (-0.19, 0.12),
        ]),
        ink,
    );
    c.disc(0.0, 0.3, 0.055, line);
    c.rect(-0.02, 0.36, 0.04, 0.52, lit(c, 0x3c2718, 0.5));
    c.rect(-0.035, 0.86, 0.07, 0.13, lit(c, 0x2a1b11, 0.5));
}

pub fn ball(c: &mut Canvas<'_>, (w, h): Size) {
    let ink = two_tone(c, 0xc84a3a);
    c.disc(0.0, h / 2.0, w / 2.0, ink);
    c.stroke(Shape::new().go(-w * 0.48, h * 0.5).quad(0.0, h * 0.3, w * 0.48, h * 0.5), 0.02, lit(c, 0xf0e6d4, 0.7));
}

pub fn doll(c: &mut Canvas<'_>, _: Size) {
    let line = outline(c);
    let ink = two_tone(c, 0xa87848);
    c.fill(Shape::blob(&[(0.0, 0.0), (0.07, 0.02), (0.07, 0.16), (0.0, 0.2), (-0.07, 0.16), (-0.07, 0.02)]), ink);
    c.disc(0.0, 0.25, 0.062, ink);
    for s in [-1.0, 1.0] {
        c.disc(s * 0.046, 0.305, 0.024, ink);
        c.disc(s * 0.022, 0.262, 0.008, line);
        c.fill(Shape::limb(&[(s * 0.05, 0.16, 0.026), (s * 0.1, 0.1, 0.024)]), ink);
    }
    c.fill(Shape::oval(0.0, 0.235, 0.022, 0.016), lit(c, 0xd9b98a, 0.6));
}
