//! Animals of the water.

use crate::figures::beasts_other::{Size, eye};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn fish(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let (ink, far) = (two.ink(c, 0.55), Ink::flat(two.dark));
    let (l, y) = (long / 2.0, tall * 0.55);
    c.fill(
        Shape::poly(&[(-l * 0.6, y), (-l * 1.05, y + tall * 0.42), (-l * 0.95, y), (-l * 1.05, y - tall * 0.42)]),
        far,
    );
    c.fill(Shape::poly(&[(-l * 0.2, y + tall * 0.3), (l * 0.1, y + tall * 0.62), (l * 0.4, y + tall * 0.28)]), far);
    c.fill(
        Shape::blob(&[
            (-l * 0.7, y),
            (-l * 0.1, y + tall * 0.4),
            (l * 0.7, y + tall * 0.16),
            (l * 0.85, y),
            (l * 0.6, y - tall * 0.2),
            (-l * 0.1, y - tall * 0.38),
        ]),
        ink,
    );
    for i in 0..3 {
        let x = -l * 0.3 + l * 0.24 * i as f32;
        c.stroke(Shape::new().go(x, y + tall * 0.2).quad(x + l * 0.14, y, x, y - tall * 0.2), tall * 0.035, far);
    }
    eye(c, l * 0.58, y + tall * 0.08, tall * 0.06);
}

pub fn sea(c: &mut Canvas<'_>, id: &str, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let (ink, far) = (two.ink(c, 0.55), Ink::flat(two.dark));
    let pale = Ink::flat(c.lit(coat.lighter(0.55), 0.5));
    let l = long / 2.0;
    let y = if id == "seal" { tall * 0.42 } else { tall * 0.5 };
    c.fill(
        Shape::poly(&[
            (-l * 0.75, y),
            (-l * 1.05, y + tall * 0.5),
            (-l * 0.92, y + tall * 0.05),
            (-l * 1.1, y - tall * 0.2),
        ]),
        far,
    );
    if id != "seal" {
        c.fill(
            Shape::new()
                .go(-l * 0.15, y + tall * 0.3)
                .quad(-l * 0.05, y + tall * 0.85, -l * 0.2, y + tall * 0.95)
                .quad(l * 0.15, y + tall * 0.6, l * 0.25, y + tall * 0.3)
                .close(),
            far,
        );
    }
    c.fill(
        Shape::blob(&[
            (-l * 0.85, y),
            (-l * 0.2, y + tall * 0.36),
            (l * 0.5, y + tall * 0.34),
            (l * 0.95, y + tall * 0.04),
            (l * 0.6, y - tall * 0.3),
            (-l * 0.2, y - tall * 0.3),
        ]),
        ink,
    );
    c.fill(
        Shape::blob(&[
            (-l * 0.2, y - tall * 0.22),
            (l * 0.5, y - tall * 0.08),
            (l * 0.9, y),
            (l * 0.58, y - tall * 0.28),
            (0.0, y - tall * 0.3),
        ]),
        pale,
    );
    c.fill(Shape::poly(&[(l * 0.2, y - tall * 0.15), (-l * 0.15, y - tall * 0.62), (l * 0.42, y - tall * 0.22)]), far);
    eye(c, l * 0.68, y + tall * 0.09, (tall * 0.035).min(0.05));
    if id == "whale" {
        let spray = Ink::flat(c.pal.tone(rgb(0xe6f0f4))).alpha(0.7);
        for k in [-1.0, -0.4, 0.4, 1.0] {
            c.stroke(
                Shape::new().go(l * 0.4, y + tall * 0.34).quad(
                    l * 0.4 + k * 0.1,
                    y + tall * 0.85,
                    l * 0.4 + k * 0.5,
                    y + tall * 0.75,
                ),
                0.07,
                spray,
            );
        }
    }
}

pub fn crab(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let ink = two.ink(c, 0.55);
    let l = long / 2.0;
    for s in [-1.0_f32, 1.0] {
        for i in 0..3 {
            let x = s * l * (0.35 + 0.14 * i as f32);
            c.stroke(
                Shape::through(&[(x, tall * 0.4), (x + s * l * 0.35, tall * 0.5), (x + s * l * 0.45, 0.0)]),
                0.022,
                ink,
            );
        }
        c.stroke(Shape::through(&[(s * l * 0.5, tall * 0.55), (s * l * 0.95, tall * 0.8)]), 0.03, ink);
        c.fill(Shape::oval(s * l * 1.0, tall * 1.0, 0.055, 0.04), ink);
        c.stroke(Shape::through(&[(s * l * 0.16, tall * 0.65), (s * l * 0.18, tall * 0.95)]), 0.014, ink);
        eye(c, s * l * 0.18, tall * 1.0, 0.02);
    }
    c.fill(Shape::oval(0.0, tall * 0.48, l * 0.62, tall * 0.33), ink);
}

pub fn octopus(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let ink = two.ink(c, 0.55);
    let l = long / 2.0;
    for i in 0..6 {
        let k = (i as f32 - 2.5) / 2.5;
        c.stroke(
            Shape::new().go(k * l * 0.3, tall * 0.4).quad(k * l * 0.8, tall * 0.3, k * l, 0.05 + 0.1 * (i % 2) as f32),
            0.06,
            ink,
        );
    }
    c.fill(Shape::oval(0.0, tall * 0.68, l * 0.46, tall * 0.36), ink);
    for s in [-1.0, 1.0] {
        eye(c, s * l * 0.18, tall * 0.55, tall * 0.06);
    }
}
