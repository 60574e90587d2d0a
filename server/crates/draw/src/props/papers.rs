//! Letters, books, maps and pictures.

use super::inks::{Size, dyed, lit, two_tone};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn letter(c: &mut Canvas<'_>, (w, h): Size) {
    let ink = two_tone(c, 0xefe6d2);
    c.rect(-w / 2.0, 0.0, w, h, ink);
    c.stroke(Shape::through(&[(-w / 2.0, h), (0.0, h * 0.42), (w / 2.0, h)]), 0.006, lit(c, 0x9a8c70, 0.3));
    c.disc(0.0, h * 0.45, 0.02, lit(c, 0xa32a28, 0.7));
}

pub fn paper(c: &mut Canvas<'_>, (w, h): Size) {
    let ink = two_tone(c, 0xf2ede0);
    c.fill(Shape::poly(&[(-w / 2.0, 0.0), (w / 2.0, 0.01), (w / 2.0, h), (-w / 2.0, h - 0.01)]), ink);
    for i in 0..7 {
        let y = h * (0.84 - 0.1 * i as f32);
        let right = if i % 3 == 2 { 0.1 } else { 0.36 };
        c.stroke(
            Shape::through(&[(-w * 0.36, y), (w * right, y)]),
            0.005,
            Ink::flat(c.lit(rgb(0x6a665e), 0.3)).alpha(0.6),
        );
    }
}

pub fn book(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let ink = dyed(c, said, 0x7a2f2a);
    c.fill(Shape::round(-w / 2.0, 0.0, w, h, 0.012), ink);
    c.rect(w * 0.36, 0.006, w * 0.13, h - 0.012, lit(c, 0xe6dcc4, 0.6));
    c.stroke(Shape::rect(-w * 0.36, h * 0.14, w * 0.58, h * 0.72), 0.006, lit(c, 0xcfa24e, 0.8));
    c.disc(-w * 0.07, h * 0.5, 0.03, lit(c, 0xcfa24e, 0.8));
}

pub fn map(c: &mut Canvas<'_>, (w, h): Size) {
    let a = lit(c, 0xe0cfa2, 0.8);
    let b = lit(c, 0xcdb988, 0.3);
    for i in 0..4 {
        let x = -w / 2.0 + w / 4.0 * i as f32;
        let d = if i % 2 == 0 { 0.0 } else { 0.02 };
        c.fill(
            Shape::poly(&[(x, d), (x + w / 4.0, 0.02 - d), (x + w / 4.0, h - d), (x, h - 0.02 + d)]),
            if i % 2 == 0 { a } else { b },
        );
    }
    c.stroke(
        Shape::new().go(-w * 0.4, h * 0.3).cubic((-w * 0.1, h * 0.9), (0.0, h * 0.1), (w * 0.38, h * 0.7)),
        0.008,
        lit(c, 0x4f7d8a, 0.5),
    );
    c.fill(
        Shape::blob(&[(-w * 0.2, h * 0.5), (-w * 0.05, h * 0.75), (w * 0.1, h * 0.6), (0.0, h * 0.42)]),
        Ink::flat(c.lit(rgb(0x7f9a5a), 0.5)).alpha(0.7),
    );
    let red = lit(c, 0xb0302a, 0.7);
    c.stroke(Shape::through(&[(w * 0.22, h * 0.4), (w * 0.3, h * 0.52)]), 0.01, red);
    c.stroke(Shape::through(&[(w * 0.3, h * 0.4), (w * 0.22, h * 0.52)]), 0.01, red);
}

pub fn photograph(c: &mut Canvas<'_>, (w, h): Size) {
    c.rect(-w / 2.0, 0.0, w, h, lit(c, 0xf0ead9, 0.7));
    let (a, b) = (c.lit(rgb(0x9fb3ba), 0.6), c.lit(rgb(0xd9c8a4), 0.6));
    c.rect(-w * 0.42, h * 0.14, w * 0.84, h * 0.76, Ink::down(a, b));
    let dark = lit(c, 0x4a4238, 0.4);
    for x in [-0.022, 0.026] {
        c.fill(Shape::round(x - 0.022, h * 0.14, 0.044, 0.05, 0.02), dark);
        c.disc(x, h * 0.62, 0.016, dark);
    }
}
