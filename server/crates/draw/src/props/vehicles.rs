//! Cars, bicycles and boats.

use super::inks::Size;
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn car(c: &mut Canvas<'_>, _: Size, said: Option<Rgb>) {
    saloon(c, said.unwrap_or(rgb(0x9a3d33)));
}

pub fn bicycle(c: &mut Canvas<'_>, _: Size) {
    let dark = Ink::flat(c.lit(rgb(0x1d1c1f), 0.25));
    let frame = Ink::flat(c.lit(rgb(0x2f6a66), 0.8));
    for x in [-0.52, 0.52] {
        c.stroke(Shape::disc(x, 0.34, 0.32), 0.035, dark);
        for i in 0..6 {
            let (s, co) = (i as f32 * 0.524).sin_cos();
            c.stroke(
                Shape::through(&[(x - co * 0.3, 0.34 - s * 0.3), (x + co * 0.3, 0.34 + s * 0.3)]),
                0.006,
                Ink::flat(c.lit(rgb(0x9aa0a4), 0.6)).alpha(0.7),
            );
        }
    }
    c.stroke(Shape::poly(&[(-0.52, 0.34), (-0.18, 0.8), (0.34, 0.78), (-0.06, 0.32)]), 0.04, frame);
    c.stroke(Shape::through(&[(-0.06, 0.32), (-0.22, 0.92)]), 0.04, frame);
    c.stroke(Shape::through(&[(0.52, 0.34), (0.36, 0.98), (0.5, 1.04)]), 0.036, frame);
    c.fill(Shape::round(-0.34, 0.9, 0.26, 0.06, 0.03), dark);
}

pub fn boat(c: &mut Canvas<'_>, _: Size, said: Option<Rgb>) {
    let two = TwoTone::of(c, said.unwrap_or(rgb(0x8b5a34)));
    let ink = two.ink(c, 0.6);
    c.fill(
        Shape::new()
            .go(-2.0, 0.75)
            .quad(0.0, 0.35, 2.0, 0.85)
            .quad(1.7, 0.05, 1.2, 0.0)
            .line(-1.4, 0.0)
            .quad(-1.8, 0.1, -2.0, 0.75)
            .close(),
        ink,
    );
    c.stroke(Shape::new().go(-2.0, 0.75).quad(0.0, 0.35, 2.0, 0.85), 0.08, Ink::flat(c.lit(rgb(0xd9cdb4), 0.8)));
    c.stroke(Shape::through(&[(-0.4, 0.7), (1.5, 0.2)]), 0.06, Ink::flat(c.lit(rgb(0xb9935c), 0.7)));
}

/// A saloon car seen from its side, 4.2 m long, nose to the right.
pub fn saloon(c: &mut Canvas<'_>, paint: Rgb) {
    let two = TwoTone::of(c, paint);
    let dark = Ink::flat(c.lit(rgb(0x17171a), 0.25));
    let body = Shape::new()
        .go(-2.1, 0.35)
        .quad(-2.15, 0.85, -1.75, 0.9)
        .line(-1.35, 0.95)
        .cubic((-1.0, 1.45), (-0.7, 1.46), (-0.1, 1.46))
        .cubic((0.5, 1.46), (0.7, 1.3), (1.05, 0.95))
        .line(1.75, 0.85)
        .quad(2.12, 0.8, 2.1, 0.35)
        .close();
    c.fill(body, Ink::down(two.light, two.dark));
    let glass = c.pal.tone(c.pal.sky[2].under(c.pal.ambient.plus(c.pal.key)).mix(rgb(0x1a2630), 0.35));
    let shine = glass.mix(c.pal.tone(c.pal.sky[0]), 0.4);
    c.fill(
        Shape::new().go(-1.15, 0.96).cubic((-0.9, 1.34), (-0.7, 1.36), (-0.25, 1.36)).line(-0.25, 0.96).close(),
        Ink::down(shine, glass),
    );
    c.fill(
        Shape::new().go(-0.15, 0.96).line(-0.15, 1.36).cubic((0.4, 1.36), (0.55, 1.24), (0.82, 0.96)).close(),
        Ink::down(shine, glass),
    );
    c.stroke(Shape::through(&[(-2.05, 0.62), (2.05, 0.62)]), 0.02, Ink::flat(two.dark.darker(0.2)));
    c.stroke(Shape::through(&[(-0.2, 0.4), (-0.2, 0.94)]), 0.015, Ink::flat(two.dark.darker(0.2)));
    for x in [-1.28, 1.28] {
        c.disc(x, 0.34, 0.36, dark);
        c.disc(x, 0.34, 0.2, Ink::flat(c.lit(rgb(0xa9adb2), 0.7)));
        c.disc(x, 0.34, 0.07, dark);
    }
    let lamp = c.pal.tone(rgb(0xfff2cf));
    c.fill(Shape::oval(2.02, 0.66, 0.07, 0.09), Ink::flat(lamp));
    c.fill(Shape::oval(-2.08, 0.68, 0.05, 0.09), Ink::flat(c.pal.tone(rgb(0xd8382c))));
    if c.pal.lamps > 0.3 {
        c.fill(Shape::oval(2.5, 0.6, 1.3, 0.5), Ink::glow(lamp, 0.4 * c.pal.lamps));
        c.fill(Shape::oval(-2.1, 0.66, 0.5, 0.35), Ink::glow(c.pal.tone(rgb(0xd8382c)), 0.35 * c.pal.lamps));
    }
}
