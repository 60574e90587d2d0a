//! Things with buttons, hands or screens.

use super::inks::{Size, lit, outline, two_tone};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;

pub fn phone(c: &mut Canvas<'_>, (w, h): Size) {
    c.fill(Shape::round(-w / 2.0, 0.0, w, h, 0.014), lit(c, 0x17181c, 0.4));
    let screen = c.pal.tone(rgb(0x8fc4e8));
    c.fill(
        Shape::round(-w * 0.42, h * 0.07, w * 0.84, h * 0.86, 0.006),
        Ink::down(screen, screen.mix(c.pal.tone(rgb(0x2b5f92)), 0.6)),
    );
}

pub fn laptop(c: &mut Canvas<'_>, (w, h): Size) {
    let screen = c.pal.tone(rgb(0x9ccbe6));
    c.fill(Shape::poly(&[(-w / 2.0, 0.02), (w / 2.0, 0.02), (w * 0.48, h), (-w * 0.48, h)]), lit(c, 0x2b2e33, 0.5));
    c.fill(
        Shape::poly(&[(-w * 0.46, 0.035), (w * 0.46, 0.035), (w * 0.44, h - 0.014), (-w * 0.44, h - 0.014)]),
        Ink::down(screen, screen.mix(c.pal.tone(rgb(0x3d6f9a)), 0.7)),
    );
    c.fill(Shape::poly(&[(-w / 2.0, 0.02), (w / 2.0, 0.02), (w * 0.56, 0.0), (-w * 0.56, 0.0)]), lit(c, 0xa9adb3, 0.8));
    c.disc(0.0, h * 0.5, 0.5, Ink::glow(screen, 0.08 + 0.14 * c.pal.lamps));
}

pub fn radio(c: &mut Canvas<'_>, (w, h): Size) {
    let line = outline(c);
    let ink = two_tone(c, 0x8a5a34);
    c.fill(Shape::round(-w / 2.0, 0.0, w, h, 0.04), ink);
    c.disc(-w * 0.22, h * 0.5, h * 0.33, lit(c, 0xc9b68c, 0.5));
    for i in 0..4 {
        let y = h * (0.3 + 0.13 * i as f32);
        c.stroke(Shape::through(&[(-w * 0.34, y), (-w * 0.1, y)]), 0.006, line);
    }
    c.fill(Shape::round(w * 0.08, h * 0.56, w * 0.32, h * 0.22, 0.01), Ink::flat(c.pal.glow()).alpha(0.9));
    for x in [0.14, 0.32] {
        c.disc(w * x, h * 0.28, 0.024, lit(c, 0x2e2018, 0.6));
    }
}

pub fn clock(c: &mut Canvas<'_>, (w, h): Size) {
    let line = outline(c);
    for x in [-0.07, 0.07] {
        c.stroke(Shape::through(&[(x, 0.0), (x * 0.7, 0.04)]), 0.016, line);
        c.disc(x * 0.8, h * 0.92, 0.03, lit(c, 0xc39a4a, 0.9));
    }
    c.disc(0.0, h * 0.5, w * 0.46, lit(c, 0x9a6f34, 0.8));
    c.disc(0.0, h * 0.5, w * 0.38, lit(c, 0xf3ecdc, 0.7));
    for i in 0..12 {
        let (s, co) = (i as f32 * std::f32::consts::TAU / 12.0).sin_cos();
        let r = w * 0.32;
        c.disc(s * r, h * 0.5 + co * r, 0.0042, line);
    }
    c.stroke(Shape::through(&[(0.0, h * 0.5), (-0.03, h * 0.5 + 0.036)]), 0.009, line);
    c.stroke(Shape::through(&[(0.0, h * 0.5), (0.012, h * 0.5 + 0.064)]), 0.006, line);
}

pub fn camera(c: &mut Canvas<'_>, (w, h): Size) {
    c.fill(Shape::round(-w / 2.0, 0.0, w, h * 0.8, 0.014), lit(c, 0x26272b, 0.5));
    c.rect(-0.03, h * 0.78, 0.06, 0.022, lit(c, 0x3a3b40, 0.7));
    c.disc(0.0, h * 0.4, 0.045, lit(c, 0x8d9298, 0.8));
    c.disc(0.0, h * 0.4, 0.034, lit(c, 0x101319, 0.5));
    c.disc(-0.01, h * 0.46, 0.01, Ink::flat(c.pal.tone(rgb(0xcfe6f5))).alpha(0.8));
}
