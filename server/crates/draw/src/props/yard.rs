//! What stands out of doors.

use super::inks::{Size, dyed, lit, outline};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;

pub fn wheel(c: &mut Canvas<'_>, (w, _): Size, said: Option<Rgb>) {
    let r = w / 2.0;
    let wood = dyed(c, said, 0x6a4a2c);
    c.stroke(Shape::oval(0.0, r, r * 0.9, r * 0.9), r * 0.18, wood);
    for i in 0..6 {
        let (s, co) = (i as f32 * std::f32::consts::FRAC_PI_6).sin_cos();
        c.stroke(
            Shape::through(&[(-co * r * 0.85, r - s * r * 0.85), (co * r * 0.85, r + s * r * 0.85)]),
            r * 0.08,
            wood,
        );
    }
    c.disc(0.0, r, r * 0.17, lit(c, 0x3a2a1c, 0.4));
}

pub fn cart(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0x7a5636);
    c.fill(Shape::poly(&[(-w * 0.42, h * 0.5), (w * 0.34, h * 0.5), (w * 0.4, h), (-w * 0.48, h)]), wood);
    c.stroke(Shape::through(&[(w * 0.3, h * 0.6), (w * 0.62, h * 0.82)]), 0.05, wood);
    let line = outline(c).alpha(0.4);
    for y in [0.64, 0.8] {
        c.stroke(Shape::through(&[(-w * 0.45, h * y), (w * 0.37, h * y)]), 0.012, line);
    }
    let old = c.push(-w * 0.08, 0.0, 0.0, 0.75);
    wheel(c, (0.9, 0.9), None);
    c.pop(old);
}

pub fn gravestone(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let stone = dyed(c, said, 0x8f9290);
    c.fill(
        Shape::new()
            .go(-w / 2.0, 0.0)
            .line(-w / 2.0, h * 0.6)
            .cubic((-w / 2.0, h * 1.05), (w / 2.0, h * 1.05), (w / 2.0, h * 0.6))
            .line(w / 2.0, 0.0)
            .close(),
        stone,
    );
    let cut = outline(c).alpha(0.55);
    c.rect(-0.02, h * 0.5, 0.04, h * 0.28, cut);
    c.rect(-0.09, h * 0.64, 0.18, 0.04, cut);
    for y in [0.38, 0.28] {
        c.rect(-w * 0.28, h * y, w * 0.56, 0.02, cut);
    }
}

pub fn tree(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    c.fill(Shape::limb(&[(0.0, 0.0, 0.26), (0.05, h * 0.3, 0.17), (0.0, h * 0.55, 0.12)]), lit(c, 0x5a4230, 0.5));
    let leaf = dyed(c, said, 0x4f7a42);
    let mut rng = Rng::new(5);
    for _ in 0..16 {
        let (x, y) = (rng.range(-0.36, 0.36) * w, h * rng.range(0.48, 0.9));
        c.disc(x, y, w * rng.range(0.12, 0.2), leaf);
    }
}

pub fn christmas_tree(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    c.rect(-0.07, 0.0, 0.14, h * 0.16, lit(c, 0x5a4230, 0.5));
    let green = dyed(c, said, 0x2f6a45);
    for i in 0..4 {
        let (y, k) = (h * (0.12 + 0.2 * i as f32), w * (0.52 - 0.1 * i as f32));
        c.fill(Shape::poly(&[(-k, y), (0.0, y + h * 0.36), (k, y)]), green);
    }
    for i in 0..14 {
        let y = h * (0.16 + 0.05 * i as f32);
        let x = w * (0.44 - 0.028 * i as f32) * ((i * 5) as f32).sin();
        let hex = [0xd9452f, 0xe8c050, 0x5f9ad8, 0xf0ece4].get(i % 4).copied().unwrap_or(0);
        c.disc(x, y, 0.04, Ink::flat(c.pal.tone(rgb(hex))));
    }
    let star = c.pal.tone(rgb(0xffe08a));
    c.fill(Shape::disc(0.0, h, 0.25), Ink::glow(star, 0.5));
    c.disc(0.0, h * 0.99, 0.06, Ink::flat(star));
}

pub fn fire(c: &mut Canvas<'_>, (w, h): Size, _: Option<Rgb>) {
    for (a, b) in [((-0.45, 0.03), (0.35, 0.14)), ((0.45, 0.03), (-0.35, 0.14)), ((-0.3, 0.02), (0.3, 0.06))] {
        c.stroke(Shape::through(&[(a.0 * w, a.1), (b.0 * w, b.1)]), 0.1, lit(c, 0x4a3424, 0.5));
    }
    let light = c.pal.tone(rgb(0xffb050));
    c.fill(Shape::disc(0.0, h * 0.5, 1.5), Ink::glow(light, 0.55));
    for (k, hex) in [(1.0, 0xe8602a), (0.68, 0xf6a23a), (0.38, 0xffe08a)] {
        let flame = Ink::flat(c.pal.tone(rgb(hex)));
        c.fill(
            Shape::new()
                .go(-w * 0.36 * k, 0.08)
                .cubic((-w * 0.5 * k, h * 0.5 * k), (-w * 0.1 * k, h * 0.5 * k), (-w * 0.14 * k, h * 0.86 * k))
                .cubic((w * 0.02, h * 0.7 * k), (w * 0.06 * k, h * 0.9 * k), (w * 0.05 * k, h * 1.1 * k))
                .cubic((w * 0.26 * k, h * 0.7 * k), (w * 0.5 * k, h * 0.5 * k), (w * 0.36 * k, 0.08))
                .close(),
            flame,
        );
    }
}

pub fn well(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = lit(c, 0x6a4a2c, 0.6);
    for s in [-1.0, 1.0] {
        c.rect(s * w * 0.42 - 0.04, 0.4, 0.08, h * 0.66, wood);
    }
    c.fill(Shape::poly(&[(-w * 0.62, h * 0.76), (0.0, h), (w * 0.62, h * 0.76)]), lit(c, 0x8a4a34, 0.6));
    c.stroke(Shape::through(&[(-w * 0.46, h * 0.64), (w * 0.5, h * 0.64)]), 0.07, wood);
    c.stroke(Shape::through(&[(0.0, h * 0.64), (0.0, h * 0.42)]), 0.014, lit(c, 0xb59a66, 0.8));
    let old = c.push(0.0, h * 0.3, 0.0, 0.8);
    super::goods::bucket(c, (0.3, 0.32), Some(rgb(0x7a5636)));
    c.pop(old);
    let stone = dyed(c, said, 0x96928a);
    c.fill(Shape::round(-w * 0.5, 0.0, w, 0.72, 0.06), stone);
    let line = outline(c).alpha(0.4);
    for row in 0..3 {
        let y = 0.18 + 0.2 * row as f32;
        c.stroke(Shape::through(&[(-w * 0.5, y), (w * 0.5, y)]), 0.012, line);
        for i in 0..4 {
            let x = -w * 0.42 + w * 0.24 * i as f32 + if row % 2 == 0 { 0.1 } else { 0.0 };
            c.stroke(Shape::through(&[(x, y), (x, y - 0.2)]), 0.012, line);
        }
    }
    c.fill(Shape::oval(0.0, 0.72, w * 0.46, 0.06), lit(c, 0x1c2024, 0.2));
}

pub fn tent(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let canvas = dyed(c, said, 0xb89a6a);
    c.fill(Shape::poly(&[(-w / 2.0, 0.0), (-w * 0.06, h), (w * 0.2, h * 0.96), (w / 2.0, 0.0)]), canvas);
    c.fill(Shape::poly(&[(-w * 0.2, 0.0), (-w * 0.05, h * 0.86), (w * 0.08, 0.0)]), lit(c, 0x2a2420, 0.2));
    c.fill(Shape::poly(&[(-w * 0.05, h * 0.86), (w * 0.08, 0.0), (w * 0.18, 0.0)]), lit(c, 0xcab084, 0.8));
    for s in [-1.0, 1.0] {
        c.stroke(Shape::through(&[(s * w * 0.3, h * 0.4), (s * w * 0.62, 0.0)]), 0.014, lit(c, 0xd8c8a4, 0.7));
    }
}

pub fn flag(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    c.stroke(Shape::through(&[(-w * 0.4, 0.0), (-w * 0.4, h)]), 0.05, lit(c, 0x8a8a8a, 0.6));
    let cloth = dyed(c, said, 0xa8372f);
    c.fill(
        Shape::new()
            .go(-w * 0.4, h * 0.98)
            .quad(0.0, h * 1.04, w * 0.2, h * 0.94)
            .quad(w * 0.4, h * 0.9, w * 0.5, h * 0.95)
            .line(w * 0.5, h * 0.67)
            .quad(w * 0.3, h * 0.62, w * 0.1, h * 0.68)
            .quad(-w * 0.1, h * 0.74, -w * 0.4, h * 0.68)
            .close(),
        cloth,
    );
}

pub fn sign(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0x8a6238);
    c.rect(-0.05, 0.0, 0.1, h, wood);
    c.fill(
        Shape::poly(&[
            (-w / 2.0, h * 0.66),
            (w * 0.4, h * 0.66),
            (w * 0.58, h * 0.79),
            (w * 0.4, h * 0.92),
            (-w / 2.0, h * 0.92),
        ]),
        wood,
    );
    let line = outline(c).alpha(0.6);
    for y in [0.84, 0.74] {
        c.stroke(Shape::through(&[(-w * 0.36, h * y), (w * 0.34, h * y)]), 0.03, line);
    }
}

pub fn cage(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wire = dyed(c, said, 0xb08a3e);
    c.rect(-w / 2.0, 0.0, w, 0.06, wire);
    for i in 0..7 {
        let x = w * (-0.46 + 0.153 * i as f32);
        c.stroke(Shape::new().go(x, 0.04).line(x, h * 0.6).quad(x * 0.8, h * 0.9, 0.0, h), 0.014, wire);
    }
    c.stroke(Shape::oval(0.0, h * 1.03, 0.04, 0.04), 0.014, wire);
}

pub fn snowman(c: &mut Canvas<'_>, (w, h): Size, _: Option<Rgb>) {
    let snow = dyed(c, None, 0xf0f4f8);
    c.disc(0.0, h * 0.24, w * 0.46, snow);
    c.disc(0.0, h * 0.58, w * 0.34, snow);
    c.disc(0.0, h * 0.84, w * 0.24, snow);
    let coal = outline(c);
    for s in [-1.0, 1.0] {
        c.disc(s * 0.07, h * 0.88, 0.02, coal);
        c.stroke(Shape::through(&[(s * w * 0.3, h * 0.62), (s * w * 0.72, h * 0.76)]), 0.026, lit(c, 0x5a4230, 0.5));
    }
    c.fill(Shape::poly(&[(0.0, h * 0.85), (0.0, h * 0.81), (0.19, h * 0.82)]), lit(c, 0xe0762a, 0.8));
    c.rect(-0.13, h * 0.95, 0.26, 0.2, coal);
    c.rect(-0.2, h * 0.95, 0.4, 0.04, coal);
}
