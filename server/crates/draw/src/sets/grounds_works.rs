//! What is built on open ground.

use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;

pub fn shelter(c: &mut Canvas<'_>) {
    let iron = Ink::flat(c.lit(rgb(0x3a3f46), 0.5));
    let glass = Ink::flat(c.lit(rgb(0xb8d8e0), 0.8)).alpha(0.45);
    c.rect(-0.4, 0.0, 4.6, 2.7, glass);
    c.rect(-0.7, 2.65, 5.2, 0.22, iron);
    for x in [-0.4, 1.9, 4.1] {
        c.rect(x, 0.0, 0.12, 2.7, iron);
    }
    c.rect(0.2, 0.55, 3.4, 0.12, iron);
    c.rect(-2.0, 0.0, 0.12, 3.2, iron);
    c.disc(-1.94, 3.3, 0.5, Ink::flat(c.lit(rgb(0xd0302c), 0.8)));
    c.rect(-2.24, 3.2, 0.6, 0.2, Ink::flat(c.pal.tone(rgb(0xf4f0e8))));
}

pub fn playground(c: &mut Canvas<'_>) {
    let red = Ink::flat(c.lit(rgb(0xc8443a), 0.7));
    let blue = Ink::flat(c.lit(rgb(0x3f6fb0), 0.7));
    let steel = Ink::flat(c.lit(rgb(0xb0b8c0), 0.8));
    for x in [-5.2, -1.6] {
        c.stroke(Shape::through(&[(x - 0.6, 0.0), (x, 3.1), (x + 0.6, 0.0)]), 0.14, red);
    }
    c.stroke(Shape::through(&[(-5.2, 3.1), (-1.6, 3.1)]), 0.14, red);
    for x in [-4.3, -2.6] {
        for k in [-0.25, 0.25] {
            c.stroke(Shape::through(&[(x + k, 3.1), (x + k, 0.7)]), 0.04, steel);
        }
        c.rect(x - 0.32, 0.64, 0.64, 0.1, blue);
    }
    c.stroke(Shape::through(&[(2.2, 0.0), (2.2, 2.6)]), 0.12, blue);
    c.stroke(Shape::through(&[(2.9, 0.0), (2.9, 2.6)]), 0.12, blue);
    for i in 0..5 {
        c.stroke(Shape::through(&[(2.2, 0.4 + 0.45 * i as f32), (2.9, 0.4 + 0.45 * i as f32)]), 0.08, blue);
    }
    c.stroke(Shape::new().go(2.9, 2.6).quad(3.8, 2.2, 4.6, 1.0).quad(5.1, 0.3, 6.2, 0.25), 0.36, red);
}

pub fn wheel(c: &mut Canvas<'_>) {
    let frame = Ink::flat(c.lit(rgb(0x8a6a9a), 0.6));
    let (x, y, r) = (-3.2, 5.6, 4.4);
    c.stroke(Shape::through(&[(x - 2.4, 0.0), (x, y), (x + 2.4, 0.0)]), 0.24, frame);
    c.stroke(Shape::disc(x, y, r), 0.2, frame);
    for i in 0..12 {
        let (s, co) = (i as f32 * std::f32::consts::FRAC_PI_6).sin_cos();
        c.stroke(Shape::through(&[(x, y), (x + co * r, y + s * r)]), 0.07, frame);
        let hex = [0xd9452f, 0xe2b63c, 0x3f6fb0, 0x4b9a5e].get(i % 4).copied().unwrap_or(0);
        c.fill(Shape::round(x + co * r - 0.4, y + s * r - 0.6, 0.8, 0.6, 0.14), Ink::flat(c.lit(rgb(hex), 0.8)));
        let bulb = c.pal.tone(rgb(0xffe8a0));
        c.disc(x + co * r, y + s * r, 0.13, Ink::flat(bulb));
        c.fill(Shape::disc(x + co * r, y + s * r, 1.0), Ink::glow(bulb, 0.3 * c.pal.lamps));
    }
    for i in 0..8 {
        let sx = 2.0 + 0.7 * i as f32;
        let stripe = if i % 2 == 0 { rgb(0xc8443a) } else { rgb(0xf0ece0) };
        c.fill(Shape::poly(&[(sx, 2.6), (sx + 0.7, 2.6), (4.8, 5.0)]), Ink::flat(c.lit(stripe, 0.7)));
        c.rect(sx, 0.0, 0.7, 2.6, Ink::flat(c.lit(stripe, 0.5)));
    }
}

pub fn stands(c: &mut Canvas<'_>) {
    for row in 0..6 {
        let y = 1.0 + 0.8 * row as f32;
        c.rect(-20.0, y, 40.0, 0.8, Ink::flat(c.lit(rgb(0x8a9098).darker(0.06 * row as f32), 0.5)));
        for i in 0..60 {
            let hex =
                [0xb8443c, 0x3f6fb0, 0xe2b63c, 0xe8e4da, 0x4b7d4f].get((i * 7 + row * 3) % 5).copied().unwrap_or(0);
            c.disc(-19.6 + 0.66 * i as f32 + 0.3 * (row % 2) as f32, y + 0.5, 0.2, Ink::flat(c.lit(rgb(hex), 0.6)));
        }
    }
    for x in [-9.0, 10.0] {
        c.rect(x, 0.0, 0.3, 9.6, Ink::flat(c.lit(rgb(0x6a7078), 0.5)));
        let light = c.pal.tone(rgb(0xfff8e0));
        c.rect(x - 1.2, 9.4, 2.7, 1.3, Ink::flat(light));
        c.fill(Shape::disc(x + 0.1, 10.0, 4.0), Ink::glow(light, 0.4));
    }
}

pub fn crane(c: &mut Canvas<'_>) {
    let yellow = Ink::flat(c.lit(rgb(0xe0b03a), 0.7));
    let concrete = TwoTone::of(c, rgb(0xa8a8a4));
    for floor in 0..3 {
        let y = 1.9 * floor as f32;
        c.rect(0.6, y + 1.7, 8.0, 0.25, concrete.ink(c, 0.6));
        for i in 0..5 {
            c.rect(0.8 + 1.85 * i as f32, y, 0.28, 1.75, concrete.ink(c, 0.6));
        }
    }
    c.rect(-4.2, 0.0, 0.5, 12.0, yellow);
    c.rect(-7.4, 11.4, 13.0, 0.4, yellow);
    for i in 0..12 {
        let y = i as f32;
        c.stroke(Shape::through(&[(-4.2, y), (-3.7, y + 1.0)]), 0.07, Ink::flat(c.lit(rgb(0x6a5420), 0.4)));
    }
    c.stroke(Shape::through(&[(-3.95, 13.2), (5.4, 11.7)]), 0.06, yellow);
    c.stroke(Shape::through(&[(3.6, 11.4), (3.6, 7.4)]), 0.05, Ink::flat(c.lit(rgb(0x2a2a2a), 0.3)));
    c.rect(3.0, 6.9, 1.2, 0.5, Ink::flat(c.lit(rgb(0x8a5a3a), 0.5)));
}

pub fn rig(c: &mut Canvas<'_>) {
    let steel = TwoTone::of(c, rgb(0x8a8f94));
    let ink = steel.ink(c, 0.6);
    // The deck that people stand on, and what rises from it.
    c.rect(-24.0, -1.6, 48.0, 1.9, ink);
    for i in 0..30 {
        let x = -18.0 + 1.2 * i as f32;
        c.rect(x, 0.3, 0.07, 1.1, Ink::flat(c.lit(rgb(0xe0b03a), 0.7)));
    }
    for y in [0.8, 1.35] {
        c.rect(-20.0, y, 40.0, 0.07, Ink::flat(c.lit(rgb(0xe0b03a), 0.7)));
    }
    let red = Ink::flat(c.lit(rgb(0xa8443a), 0.6));
    c.stroke(Shape::through(&[(1.4, 0.3), (3.2, 11.0), (5.0, 0.3)]), 0.26, red);
    for i in 0..7 {
        let k = i as f32 / 7.0;
        c.stroke(
            Shape::through(&[(1.4 + 1.8 * k, 0.3 + 10.7 * k), (5.0 - 1.8 * (k + 0.14), 0.3 + 10.7 * (k + 0.14))]),
            0.1,
            red,
        );
    }
    c.rect(-7.0, 0.3, 4.6, 3.2, ink);
    for i in 0..4 {
        c.rect(
            -6.6 + 1.1 * i as f32,
            1.8,
            0.7,
            0.8,
            Ink::flat(c.lit(rgb(0x3a4a54), 0.5).mix(c.pal.glow(), c.pal.lamps)),
        );
    }
}

pub fn hull(c: &mut Canvas<'_>) {
    let wood = TwoTone::of(c, rgb(0x8b5a34));
    c.fill(
        Shape::new()
            .go(-4.6, 1.0)
            .quad(-3.4, -0.7, -2.0, -0.8)
            .line(3.6, -0.8)
            .quad(5.2, -0.6, 6.2, 1.2)
            .quad(0.6, 0.3, -4.6, 1.0)
            .close(),
        wood.ink(c, 0.6),
    );
}

pub fn fall(c: &mut Canvas<'_>) {
    let rock = TwoTone::of(c, rgb(0x77706a));
    c.fill(Shape::blob(&[(-9.0, 0.0), (-8.0, 9.0), (-2.4, 9.6), (-2.0, 0.0)]), rock.ink(c, 0.6));
    c.fill(Shape::blob(&[(2.6, 0.0), (3.0, 9.6), (9.0, 9.0), (10.0, 0.0)]), rock.ink(c, 0.6));
    let (a, b) = (c.pal.tone(rgb(0xd8ecf4)), c.pal.tone(rgb(0x8fc4dc)));
    c.fill(Shape::poly(&[(-2.6, 0.0), (-2.2, 9.2), (2.8, 9.2), (3.2, 0.0)]), Ink::down(a, b));
    for i in 0..9 {
        let x = -2.2 + 0.58 * i as f32;
        c.stroke(Shape::new().go(x, 9.0).quad(x + 0.1, 4.0, x - 0.1, 0.3), 0.09, Ink::flat(a.lighter(0.5)).alpha(0.7));
    }
    for i in 0..9 {
        c.disc(-3.0 + 0.85 * i as f32, 0.2 + 0.3 * (i % 3) as f32, 0.75, Ink::flat(a).alpha(0.55));
    }
}

pub fn trench(c: &mut Canvas<'_>) {
    let earth = TwoTone::of(c, rgb(0x6a5640));
    c.rect(-20.0, 0.0, 40.0, 1.9, earth.ink(c, 0.6));
    for i in 0..34 {
        let x = -19.0 + 1.1 * i as f32;
        let sack = TwoTone::of(c, rgb(0xa8946a).darker(0.05 * (i % 3) as f32));
        c.fill(Shape::oval(x, 2.0, 0.62, 0.28), sack.ink(c, 0.55));
        c.fill(Shape::oval(x + 0.5, 2.4, 0.6, 0.27), sack.ink(c, 0.55));
    }
    let wood = Ink::flat(c.lit(rgb(0x5a4630), 0.4));
    for i in 0..14 {
        let x = -16.0 + 2.4 * i as f32;
        c.rect(x, 0.0, 0.18, 1.9, wood);
        c.stroke(Shape::through(&[(x - 0.7, 4.2), (x + 0.7, 2.7)]), 0.1, wood);
        c.stroke(Shape::through(&[(x - 0.7, 2.7), (x + 0.7, 4.2)]), 0.1, wood);
    }
    for y in [3.1, 3.6] {
        c.stroke(Shape::through(&[(-18.0, y), (18.0, y + 0.1)]), 0.04, Ink::flat(c.lit(rgb(0x4a4a4e), 0.4)));
    }
}
