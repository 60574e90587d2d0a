//! Weapons, valuables and what is carried.

use super::inks::{Size, dyed, lit, outline, two_tone};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn gun(c: &mut Canvas<'_>, (w, h): Size) {
    let line = outline(c);
    let ink = two_tone(c, 0x34373d);
    c.fill(Shape::poly(&[(-0.03, h * 0.62), (w * 0.9, h * 0.62), (w * 0.9, h * 0.92), (-0.045, h * 0.92)]), ink);
    c.fill(Shape::poly(&[(-0.035, 0.0), (0.02, 0.0), (0.035, h * 0.64), (-0.03, h * 0.64)]), lit(c, 0x4a3426, 0.5));
    c.stroke(Shape::oval(0.055, h * 0.52, 0.024, 0.022), 0.008, line);
    c.stroke(Shape::through(&[(0.0, h * 0.84), (w * 0.88, h * 0.84)]), 0.005, lit(c, 0x7d828a, 0.9));
}

pub fn knife(c: &mut Canvas<'_>, (_, h): Size) {
    let (a, b) = (c.lit(rgb(0xdfe5e8), 1.0), c.lit(rgb(0x8e979c), 0.3));
    c.fill(
        Shape::new().go(-0.022, h * 0.36).line(0.02, h * 0.36).quad(0.026, h * 0.8, -0.012, h).close(),
        Ink::across(a, b),
    );
    c.fill(Shape::round(-0.02, 0.0, 0.04, h * 0.38, 0.014), lit(c, 0x3a2a20, 0.4));
}

pub fn key(c: &mut Canvas<'_>, (w, h): Size) {
    let ink = lit(c, 0xc99d45, 0.8);
    c.stroke(Shape::disc(-w * 0.32, h * 0.5, 0.022), 0.011, ink);
    c.stroke(Shape::through(&[(-w * 0.16, h * 0.5), (w * 0.5, h * 0.5), (w * 0.5, h * 0.2)]), 0.01, ink);
    c.stroke(Shape::through(&[(w * 0.34, h * 0.5), (w * 0.34, h * 0.24)]), 0.01, ink);
}

pub fn ring(c: &mut Canvas<'_>, _: Size) {
    c.stroke(Shape::oval(0.0, 0.02, 0.019, 0.018), 0.007, lit(c, 0xd9b04c, 0.9));
    let gem = c.pal.tone(rgb(0xbfeaf2));
    c.fill(
        Shape::poly(&[(-0.011, 0.044), (0.011, 0.044), (0.015, 0.05), (0.0, 0.034), (-0.015, 0.05)]),
        Ink::flat(gem),
    );
    c.fill(Shape::disc(0.004, 0.046, 0.02), Ink::glow(gem, 0.35));
}

pub fn suitcase(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let ink = dyed(c, said, 0x7a4d2c);
    c.stroke(
        Shape::new().go(-0.08, h * 0.86).line(-0.07, h * 0.98).line(0.07, h * 0.98).line(0.08, h * 0.86),
        0.02,
        lit(c, 0x3c2717, 0.4),
    );
    c.fill(Shape::round(-w / 2.0, 0.0, w, h * 0.88, 0.03), ink);
    for x in [-0.3, 0.3] {
        c.rect(x * w - 0.018, 0.0, 0.036, h * 0.88, lit(c, 0x4d2f1a, 0.4));
        c.rect(x * w - 0.022, h * 0.56, 0.044, 0.03, lit(c, 0xcfa856, 0.9));
    }
}

pub fn rope(c: &mut Canvas<'_>, (w, _): Size) {
    for i in 0..3 {
        c.stroke(
            Shape::oval(0.0, 0.04 + 0.03 * i as f32, w * 0.42 - 0.02 * i as f32, 0.036),
            0.03,
            if i % 2 == 0 { lit(c, 0xb59a66, 0.8) } else { lit(c, 0x9a8050, 0.5) },
        );
    }
}

pub fn umbrella(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let line = outline(c);
    c.stroke(Shape::new().go(-0.03, 0.02).quad(-0.0, -0.05, 0.02, 0.03).line(0.02, h), 0.014, line);
    let ink = dyed(c, said, 0xa2342f);
    c.fill(
        Shape::new()
            .go(-w / 2.0, h * 0.66)
            .cubic((-w * 0.42, h * 1.12), (w * 0.42, h * 1.12), (w / 2.0, h * 0.66))
            .quad(w * 0.34, h * 0.74, w * 0.18, h * 0.66)
            .quad(0.0, h * 0.74, -w * 0.18, h * 0.66)
            .quad(-w * 0.34, h * 0.74, -w / 2.0, h * 0.66)
            .close(),
        ink,
    );
}

pub fn flower(c: &mut Canvas<'_>, (_, h): Size) {
    let green = lit(c, 0x4d7a45, 0.5);
    for (i, x) in [-0.07_f32, 0.0, 0.07, -0.03, 0.045].into_iter().enumerate() {
        let y = h * [0.72, 0.86, 0.7, 0.6, 0.58].get(i).copied().unwrap_or(0.7);
        c.stroke(Shape::new().go(x * 0.15, 0.0).quad(x * 0.2, y * 0.5, x, y), 0.008, green);
        let petal = [0xc9384a, 0xe08a9a, 0xd9a83e, 0xb84a7a, 0xe6d8c8].get(i).copied().unwrap_or(0xc9384a);
        for k in 0..5 {
            let (s, co) = (k as f32 * 1.257).sin_cos();
            c.disc(x + co * 0.024, y + s * 0.024, 0.022, lit(c, petal, 0.75));
        }
        c.disc(x, y, 0.015, lit(c, 0xe9c24e, 0.9));
    }
    c.fill(Shape::oval(0.06, h * 0.3, 0.05, 0.018), green);
}

pub fn crate_box(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let ink = dyed(c, said, 0xa77b4a);
    c.rect(-w / 2.0, 0.0, w, h, ink);
    c.fill(
        Shape::poly(&[(-w / 2.0, h), (w / 2.0, h), (w * 0.42, h * 1.14), (-w * 0.42, h * 1.14)]),
        lit(c, 0xc39a66, 1.0),
    );
    c.rect(-w * 0.07, 0.0, w * 0.14, h, lit(c, 0xd9c39a, 0.5));
}
