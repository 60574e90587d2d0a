//! Vehicles that are larger than a car, and what flies.

use super::inks::{Size, dyed, lit, outline};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

fn tyre(c: &mut Canvas<'_>, x: f32, r: f32) {
    let black = Ink::flat(c.lit(rgb(0x1c1c20), 0.3));
    c.disc(x, r, r, black);
    let rim = lit(c, 0x9aa0a6, 0.7);
    c.disc(x, r, r * 0.5, rim);
}

pub fn motorbike(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let paint = dyed(c, said, 0x33363d);
    for x in [-0.36, 0.36] {
        tyre(c, x * w, 0.31);
    }
    c.fill(Shape::limb(&[(-w * 0.3, 0.55, 0.1), (0.0, 0.6, 0.15), (w * 0.14, 0.78, 0.13)]), paint);
    c.fill(Shape::limb(&[(-w * 0.32, 0.78, 0.07), (-w * 0.02, 0.78, 0.06)]), lit(c, 0x1f1d1c, 0.4));
    c.stroke(Shape::through(&[(w * 0.36, 0.31), (w * 0.2, h * 0.92), (w * 0.1, h)]), 0.05, lit(c, 0xb0b6bc, 0.8));
    c.disc(w * 0.26, h * 0.78, 0.085, Ink::flat(c.pal.tone(rgb(0xfff0c0))));
    c.stroke(Shape::through(&[(-w * 0.02, 0.42), (-w * 0.44, 0.36)]), 0.06, lit(c, 0xb0b6bc, 0.8));
}

pub fn truck(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let paint = dyed(c, said, 0x6a7a5a);
    c.rect(-w * 0.5, 0.7, w * 0.68, h * 0.7, paint);
    let line = outline(c).alpha(0.35);
    for i in 0..5 {
        let x = -w * 0.42 + w * 0.13 * i as f32;
        c.stroke(Shape::through(&[(x, 0.75), (x, h * 0.96)]), 0.02, line);
    }
    c.fill(
        Shape::poly(&[(w * 0.2, 0.55), (w * 0.5, 0.55), (w * 0.5, h * 0.5), (w * 0.4, h * 0.86), (w * 0.2, h * 0.86)]),
        paint,
    );
    let glass = Ink::flat(c.pal.tone(c.pal.sky[1]));
    c.fill(
        Shape::poly(&[(w * 0.28, h * 0.52), (w * 0.46, h * 0.52), (w * 0.385, h * 0.8), (w * 0.28, h * 0.8)]),
        glass,
    );
    c.rect(-w * 0.5, 0.5, w, 0.2, lit(c, 0x2a2c30, 0.4));
    for x in [-0.36, -0.14, 0.36] {
        tyre(c, x * w, 0.45);
    }
    c.disc(w * 0.49, 0.85, 0.09, Ink::flat(c.pal.tone(rgb(0xfff0c0))));
}

pub fn plane(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let skin = dyed(c, said, 0xd8dce2);
    let dark = lit(c, 0x8a929c, 0.5);
    c.fill(Shape::poly(&[(-w * 0.4, 1.5), (-w * 0.5, h), (-w * 0.42, h), (-w * 0.26, 1.7)]), dark);
    c.fill(
        Shape::blob(&[
            (-w * 0.48, 1.5),
            (-w * 0.1, 1.95),
            (w * 0.36, 1.85),
            (w * 0.5, 1.35),
            (w * 0.3, 1.0),
            (-w * 0.2, 1.02),
        ]),
        skin,
    );
    c.fill(Shape::poly(&[(-w * 0.02, 1.3), (-w * 0.24, 0.75), (-w * 0.14, 0.75), (w * 0.16, 1.3)]), dark);
    let glass = Ink::flat(c.lit(rgb(0x2f4a66), 0.6));
    for i in 0..8 {
        c.disc(-w * 0.22 + w * 0.065 * i as f32, 1.55, 0.09, glass);
    }
    c.fill(Shape::poly(&[(w * 0.37, 1.6), (w * 0.44, 1.58), (w * 0.41, 1.74), (w * 0.36, 1.76)]), glass);
    for x in [-0.12, 0.32] {
        c.stroke(Shape::through(&[(x * w, 1.05), (x * w, 0.25)]), 0.07, dark);
        tyre(c, x * w, 0.22);
    }
}

pub fn rocket(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let skin = dyed(c, said, 0xe0e2e6);
    for s in [-1.0, 1.0] {
        c.fill(
            Shape::poly(&[(s * w * 0.28, h * 0.26), (s * w * 0.75, 0.0), (s * w * 0.28, h * 0.08)]),
            lit(c, 0xb8362f, 0.6),
        );
    }
    c.fill(
        Shape::new()
            .go(-w * 0.32, h * 0.06)
            .line(-w * 0.34, h * 0.66)
            .quad(-w * 0.3, h * 0.88, 0.0, h)
            .quad(w * 0.3, h * 0.88, w * 0.34, h * 0.66)
            .line(w * 0.32, h * 0.06)
            .close(),
        skin,
    );
    c.disc(0.0, h * 0.68, w * 0.15, Ink::flat(c.lit(rgb(0x3f6a8a), 0.8)));
    c.rect(-w * 0.34, h * 0.4, w * 0.68, h * 0.03, lit(c, 0xb8362f, 0.7));
}

pub fn drone(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let shell = dyed(c, said, 0x3a3f46);
    c.fill(Shape::round(-w * 0.2, h * 0.9, w * 0.4, h * 0.07, 0.03), shell);
    for s in [-1.0, 1.0] {
        c.stroke(Shape::through(&[(0.0, h * 0.93), (s * w * 0.45, h * 0.96)]), 0.03, shell);
        c.fill(Shape::oval(s * w * 0.45, h, w * 0.25, 0.02), lit(c, 0xb8c0c8, 0.7).alpha(0.7));
    }
    c.disc(0.0, h * 0.9, 0.04, Ink::flat(c.pal.tone(rgb(0xff5a4a))));
}
