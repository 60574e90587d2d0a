//! The fronts of churches, temples, castles and great houses.

use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;

fn arch(x: f32, w: f32, h: f32) -> Shape {
    Shape::new()
        .go(x - w, 0.0)
        .line(x - w, h * 0.6)
        .quad(x - w, h, x, h * 1.08)
        .quad(x + w, h, x + w, h * 0.6)
        .line(x + w, 0.0)
        .close()
}

pub fn church(c: &mut Canvas<'_>, (ink, dark, pane): (Ink, Ink, Ink)) {
    let roof = TwoTone::of(c, rgb(0x5a5a66));
    c.rect(-1.0, 0.0, 8.4, 4.6, ink);
    c.fill(Shape::poly(&[(-1.4, 4.5), (7.8, 4.5), (7.0, 7.0), (-0.6, 7.0)]), Ink::down(roof.light, roof.dark));
    c.rect(-3.4, 0.0, 3.4, 8.4, ink);
    c.fill(Shape::poly(&[(-3.7, 8.3), (0.3, 8.3), (-1.7, 13.2)]), Ink::down(roof.light, roof.dark));
    c.rect(-1.77, 13.0, 0.14, 1.5, dark);
    c.rect(-2.2, 13.8, 1.0, 0.14, dark);
    c.fill(arch(-1.7, 0.95, 2.7), dark);
    c.disc(-1.7, 5.2, 0.75, pane);
    c.fill(Shape::rect(-2.1, 6.6, 0.8, 1.2), dark);
    for x in [1.2, 3.2, 5.2] {
        let old = c.push(x, 1.3, 0.0, 1.0);
        c.fill(arch(0.0, 0.45, 2.2), pane);
        c.pop(old);
    }
}

pub fn pagoda(c: &mut Canvas<'_>, (ink, _): (Ink, Ink)) {
    let roof = TwoTone::of(c, rgb(0x4a5a56));
    c.rect(-4.6, 0.0, 10.4, 0.9, Ink::flat(c.lit(rgb(0xa8a294), 0.6)));
    for k in 0..3 {
        let (w, y) = (4.2 - 0.95 * k as f32, 0.9 + 2.7 * k as f32);
        c.rect(0.6 - w * 0.78, y, w * 1.56, 1.9, ink);
        for i in 0..5 {
            let x = 0.6 - w * 0.7 + w * 0.35 * i as f32;
            c.rect(x - 0.1, y, 0.2, 1.9, Ink::flat(c.lit(rgb(0x6a2a22), 0.5)));
        }
        c.fill(
            Shape::new()
                .go(0.6 - w * 1.25, y + 2.1)
                .quad(0.6 - w * 0.8, y + 1.9, 0.6 - w * 0.55, y + 2.8)
                .line(0.6 + w * 0.55, y + 2.8)
                .quad(0.6 + w * 0.8, y + 1.9, 0.6 + w * 1.25, y + 2.1)
                .quad(0.6, y + 1.6, 0.6 - w * 1.25, y + 2.1)
                .close(),
            Ink::down(roof.light, roof.dark),
        );
    }
    c.rect(0.5, 9.2, 0.2, 1.6, Ink::flat(c.lit(rgb(0xd0a84a), 0.8)));
    c.rect(-0.1, 0.9, 1.4, 1.7, Ink::flat(c.lit(rgb(0x2a1c18), 0.3)));
    for i in 0..4 {
        c.rect(
            -0.8 - 0.1 * i as f32,
            0.66 - 0.22 * i as f32,
            2.8 + 0.2 * i as f32,
            0.2,
            Ink::flat(c.lit(rgb(0xb8b2a4), 0.7)),
        );
    }
}

pub fn mosque(c: &mut Canvas<'_>, (ink, dark): (Ink, Ink)) {
    let dome = TwoTone::of(c, rgb(0x3f8f8a));
    let dink = dome.ink(c, 0.6);
    for x in [-6.2, 7.4] {
        c.rect(x - 0.6, 0.0, 1.2, 10.0, ink);
        c.rect(x - 0.85, 7.6, 1.7, 0.3, ink);
        c.fill(
            Shape::new().go(x - 0.6, 10.0).quad(x - 0.5, 11.2, x, 12.4).quad(x + 0.5, 11.2, x + 0.6, 10.0).close(),
            dink,
        );
    }
    c.rect(-4.6, 0.0, 10.4, 5.0, ink);
    c.fill(
        Shape::new()
            .go(-2.4, 5.0)
            .cubic((-3.0, 8.6), (0.0, 9.0), (0.6, 10.2))
            .cubic((1.2, 9.0), (4.2, 8.6), (3.6, 5.0))
            .close(),
        dink,
    );
    c.fill(arch(0.6, 1.3, 3.7), dark);
    for x in [-3.2, -1.7, 2.9, 4.4] {
        let old = c.push(x, 0.4, 0.0, 1.0);
        c.fill(arch(0.0, 0.5, 2.3), dark);
        c.pop(old);
    }
    c.rect(-4.6, 4.7, 10.4, 0.18, Ink::flat(c.lit(rgb(0x3f7f98), 0.6)));
}

pub fn castle(c: &mut Canvas<'_>, (ink, dark): (Ink, Ink), seed: u64) {
    let _ = seed;
    let merlons = |c: &mut Canvas<'_>, from: f32, to: f32, y: f32| {
        let n = ((to - from) / 0.9) as i32;
        for i in 0..n {
            c.rect(from + 0.9 * i as f32, y, 0.5, 0.7, ink);
        }
    };
    c.rect(-9.0, 0.0, 19.0, 5.2, ink);
    merlons(c, -9.0, 10.0, 5.1);
    for (x, w, h) in [(-8.6, 2.8, 8.6), (-2.2, 2.2, 7.6), (3.4, 2.2, 7.6), (8.0, 2.8, 9.4)] {
        c.rect(x - w / 2.0, 0.0, w, h, ink);
        merlons(c, x - w / 2.0 - 0.1, x + w / 2.0 + 0.3, h);
        c.rect(x - 0.12, h * 0.6, 0.24, 0.9, dark);
        c.stroke(Shape::through(&[(x + w / 2.0, 0.0), (x + w / 2.0, h)]), 0.06, dark.alpha(0.5));
    }
    c.fill(arch(0.6, 1.4, 3.6), dark);
    for i in 0..5 {
        let x = -0.6 + 0.6 * i as f32;
        c.stroke(Shape::through(&[(x, 0.0), (x, 3.2)]), 0.07, Ink::flat(c.lit(rgb(0x4a4038), 0.5)));
    }
    for y in [1.3, 2.6, 3.9] {
        for i in 0..9 {
            let x = -8.4 + 2.1 * i as f32 + if y > 2.0 && y < 3.0 { 0.9 } else { 0.0 };
            c.rect(x, y, 0.7, 0.05, dark.alpha(0.4));
        }
    }
}

pub fn columns(c: &mut Canvas<'_>, (ink, dark): (Ink, Ink)) {
    for i in 0..5 {
        let k = i as f32;
        c.rect(-5.6 + 0.16 * k, 0.24 * k, 12.4 - 0.32 * k, 0.26, ink);
    }
    c.rect(-4.6, 1.2, 10.4, 5.0, dark.alpha(0.75));
    for i in 0..7 {
        let x = -4.2 + 1.6 * i as f32;
        c.rect(x - 0.32, 1.2, 0.64, 4.6, ink);
        c.rect(x - 0.45, 5.6, 0.9, 0.3, ink);
    }
    c.rect(-5.0, 5.9, 11.2, 0.9, ink);
    c.fill(Shape::poly(&[(-5.2, 6.8), (6.4, 6.8), (0.6, 9.3)]), ink);
    c.fill(Shape::poly(&[(-3.4, 7.0), (4.6, 7.0), (0.6, 8.7)]), dark.alpha(0.3));
    c.rect(-0.3, 1.2, 1.8, 3.2, dark);
}
