//! Hair, beards and hats.

use crate::figures::appearance::{Hair, Hat, Looks};
use crate::figures::face_model::{Face, TwoTone};
use crate::figures::features::{expression, feature_x, mouth};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use model::Age;

/// Draws what lies behind the head and shoulders: long hair, a hood's back.
pub fn behind(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let hair = TwoTone::of(c, l.hair_colour);
    let back = -f.turn * 0.03;
    let ink = Ink::flat(hair.dark);
    let hidden = matches!(l.hat, Some((Hat::Hood | Hat::Headscarf, _)));
    if let Some((Hat::Hood | Hat::Headscarf, colour)) = l.hat {
        let two = TwoTone::of(c, colour);
        let ink = two.ink(c, 0.55);
        c.fill(
            Shape::blob(&[
                (-0.135, 0.03),
                (-0.09, 0.16),
                (0.0, 0.185),
                (0.09, 0.16),
                (0.135, 0.03),
                (0.15, -0.2),
                (0.0, -0.24),
                (-0.15, -0.2),
            ]),
            ink,
        );
    }
    if hidden {
        return;
    }
    match l.hair {
        Hair::Long => {
            let shape = Shape::blob(&[
                (back - 0.115, 0.06),
                (back, 0.15),
                (back + 0.115, 0.06),
                (back + 0.13, -0.1),
                (back + 0.125, -0.26),
                (back + 0.05, -0.3),
                (back - 0.05, -0.3),
                (back - 0.125, -0.26),
                (back - 0.13, -0.1),
            ]);
            c.fill(shape, ink);
        }
        Hair::Bob => {
            c.fill(
                Shape::blob(&[
                    (back - 0.12, 0.05),
                    (back, 0.15),
                    (back + 0.12, 0.05),
                    (back + 0.135, -0.1),
                    (back + 0.09, -0.14),
                    (back - 0.09, -0.14),
                    (back - 0.135, -0.1),
                ]),
                ink,
            );
        }
        Hair::Bun => {
            let x = -f.turn * 0.12;
            let y = if f.turn.abs() > 0.4 { 0.05 } else { 0.155 };
            c.fill(Shape::disc(x, y, 0.058), hair.ink(c, 0.5));
        }
        Hair::Ponytail => {
            let x = if f.turn.abs() > 0.3 { -f.turn.signum() * 0.13 } else { 0.07 };
            c.fill(
                Shape::blob(&[
                    (x * 0.6, 0.08),
                    (x * 1.2, 0.06),
                    (x * 1.45, -0.08),
                    (x * 1.2, -0.24),
                    (x * 0.95, -0.1),
                    (x * 0.6, 0.0),
                ]),
                ink,
            );
        }
        Hair::Braids => {
            for side in [-1.0, 1.0] {
                for i in 0..6 {
                    let y = -0.04 - 0.045 * i as f32;
                    c.fill(Shape::oval(side * (0.108 + 0.004 * i as f32) + back, y, 0.026, 0.03), hair.ink(c, 0.5));
                }
            }
        }
        Hair::Curly | Hair::Afro => {
            let mut rng = Rng::new(l.seed ^ 3);
            let big = if l.hair == Hair::Afro { 1.28 } else { 1.04 };
            for i in 0..15 {
                let a = -0.5 + 4.15 * i as f32 / 14.0;
                let (s, co) = a.sin_cos();
                let r = big * rng.range(0.11, 0.125);
                let fall = if l.female && l.hair == Hair::Curly && s < 0.0 { -0.06 } else { 0.0 };
                c.disc(co * r + back, s * r + 0.03 + fall, rng.range(0.042, 0.055) * big, ink);
            }
            c.disc(back, 0.04, 0.12 * big, ink);
        }
        _ => {}
    }
}

pub fn beard(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let t = f.turn;
    let hair = TwoTone::of(c, l.hair_colour.darker(0.08));
    let x = feature_x(0.0, t) + t * 0.012;
    if l.beard {
        let ink = hair.ink(c, 0.6);
        let long = if l.age == Age::Old { 0.045 } else { 0.012 };
        // Round the mouth, along the jaw: an outer and an inner edge.
        let shape = Shape::new()
            .go(-0.089 + t * 0.01, -0.005)
            .quad(-0.088 + t * 0.02, -0.1, x - 0.03, -0.128 - long)
            .quad(x, -0.14 - long, x + 0.03, -0.128 - long)
            .quad(0.088 + t * 0.02, -0.1, 0.089 + t * 0.01, -0.005)
            .quad(x + 0.066, -0.045, x + 0.036, -0.05)
            .quad(x, -0.044, x - 0.036, -0.05)
            .quad(x - 0.066, -0.045, -0.089 + t * 0.01, -0.005)
            .close();
        c.fill(shape, ink);
        let e = expression(f.mood);
        let line = c.lit(l.skin.under(rgb(0x6a3a30)), 0.2);
        mouth(c, &Looks { female: false, beard: true, ..l.clone() }, f, &e, f.nod * 0.022, line);
    }
    if l.moustache || (l.beard && l.age == Age::Old) {
        c.fill(
            Shape::new()
                .go(x, -0.046)
                .quad(x - 0.03, -0.046, x - 0.042, -0.07)
                .quad(x - 0.02, -0.066, x, -0.06)
                .quad(x + 0.02, -0.066, x + 0.042, -0.07)
                .quad(x + 0.03, -0.046, x, -0.046)
                .close(),
            hair.ink(c, 0.6),
        );
    }
}

/// The hair over the brow.
pub fn fringe(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    if matches!(l.hat, Some((Hat::Headscarf, _))) {
        return;
    }
    let t = f.turn;
    let hair = TwoTone::of(c, l.hair_colour);
    let ink = hair.ink(c, 0.6);
    let part = l.parting * 0.03 + t * 0.05;
    let back = -t * 0.035;
    match l.hair {
        Hair::Bald => {
            if l.age == Age::Old || l.beard {
                for side in [-1.0, 1.0] {
                    c.fill(Shape::oval(side * 0.089 + t * 0.004, 0.005, 0.017, 0.04), ink);
                }
            }
            let shine = c.lit(l.skin.lighter(0.5), 1.0);
            c.fill(Shape::oval(c.pal.side * 0.035, 0.098, 0.03, 0.014), Ink::soft(shine, 0.6));
        }
        Hair::Cropped => {
            c.fill(
                Shape::new()
                    .go(-0.095 + t * 0.004, 0.01)
                    .cubic((-0.105 + back, 0.1), (-0.06 + back, 0.142), (back, 0.14))
                    .cubic((0.06 + back, 0.142), (0.105 + back, 0.1), (0.095 + t * 0.004, 0.01))
                    .quad(0.088 + t * 0.02, 0.068, 0.05 + t * 0.03, 0.082)
                    .quad(t * 0.03, 0.09, -0.05 + t * 0.03, 0.082)
                    .quad(-0.088 + t * 0.02, 0.068, -0.095 + t * 0.004, 0.01)
                    .close(),
                ink,
            );
        }
        Hair::Short => {
            c.fill(
                Shape::new()
                    .go(-0.098 + t * 0.004, 0.0)
                    .cubic((-0.118 + back, 0.09), (-0.085 + back, 0.158), (back, 0.158))
                    .cubic((0.085 + back, 0.16), (0.12 + back, 0.09), (0.098 + t * 0.004, 0.0))
                    .quad(0.09 + t * 0.015, 0.05, 0.078 + t * 0.02, 0.066)
                    .quad(part + 0.05, 0.1, part, 0.102)
                    .quad(part - l.parting * 0.06, 0.066, part - l.parting * 0.085, 0.066)
                    .quad(-0.09 + t * 0.015, 0.05, -0.098 + t * 0.004, 0.0)
                    .close(),
                ink,
            );
        }
        Hair::Curly | Hair::Afro => {
            let mut rng = Rng::new(l.seed ^ 5);
            let big = if l.hair == Hair::Afro { 1.2 } else { 1.0 };
            for i in 0..9 {
                let a = 0.3 + 2.54 * i as f32 / 8.0;
                let (s, co) = a.sin_cos();
                let lump = hair.dark.mix(hair.light, if co * c.pal.side > -0.2 { 0.9 } else { 0.25 });
                c.disc(
                    co * 0.09 * big + back + t * 0.02,
                    s * 0.07 * big + 0.065,
                    rng.range(0.032, 0.042) * big,
                    Ink::flat(lump),
                );
            }
        }
        _ => {
            // Long styles: combed from a parting down both temples.
            let low = if matches!(l.hair, Hair::Bun | Hair::Ponytail) { 0.0 } else { -0.055 };
            c.fill(
                Shape::new()
                    .go(-0.1 + t * 0.004, low)
                    .cubic((-0.125 + back, 0.09), (-0.09 + back, 0.156), (back, 0.156))
                    .cubic((0.09 + back, 0.156), (0.125 + back, 0.09), (0.1 + t * 0.004, low))
                    .cubic((0.088 + t * 0.012, 0.03), (0.085 + t * 0.02, 0.07), (part, 0.108))
                    .cubic((-0.07 + t * 0.02, 0.085), (-0.085 + t * 0.012, 0.03), (-0.1 + t * 0.004, low))
                    .close(),
                ink,
            );
        }
    }
}

pub fn back_of_head(c: &mut Canvas<'_>, l: &Looks) {
    if l.hair == Hair::Bald {
        return;
    }
    let hair = TwoTone::of(c, l.hair_colour);
    let ink = hair.ink(c, 0.45);
    let low = match l.hair {
        Hair::Long => -0.3,
        Hair::Bob => -0.14,
        _ => -0.085,
    };
    c.fill(
        Shape::blob(&[
            (0.0, 0.155),
            (0.085, 0.12),
            (0.11, 0.03),
            (0.095, low * 0.8),
            (0.0, low),
            (-0.095, low * 0.8),
            (-0.11, 0.03),
            (-0.085, 0.12),
        ]),
        ink,
    );
    if l.hair == Hair::Bun {
        c.fill(Shape::disc(0.0, 0.06, 0.055), hair.ink(c, 0.6));
    }
    if matches!(l.hair, Hair::Curly | Hair::Afro) {
        let mut rng = Rng::new(l.seed ^ 8);
        for _ in 0..16 {
            let (x, y) = (rng.range(-0.1, 0.1), rng.range(-0.07, 0.14));
            c.disc(x, y, 0.04, Ink::flat(hair.dark.mix(hair.light, 0.3)));
        }
    }
}

pub fn hat(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let Some((kind, colour)) = l.hat else { return };
    let t = f.turn;
    let two = TwoTone::of(c, colour);
    let ink = two.ink(c, 0.58);
    let dark = Ink::flat(two.dark.darker(0.3));
    match kind {
        Hat::Fedora | Hat::Straw => {
            c.fill(
                Shape::new()
                    .go(-0.088, 0.09)
                    .cubic((-0.085, 0.2), (-0.05, 0.225), (0.0, 0.2))
                    .cubic((0.05, 0.225), (0.085, 0.2), (0.088, 0.09))
                    .close(),
                ink,
            );
            c.fill(Shape::poly(&[(-0.089, 0.085), (0.089, 0.085), (0.088, 0.115), (-0.088, 0.115)]), dark);
            c.fill(
                Shape::new()
                    .go(-0.165 + t * 0.02, 0.078)
                    .quad(0.0, 0.115, 0.165 + t * 0.02, 0.078)
                    .quad(t * 0.05, 0.055, -0.165 + t * 0.02, 0.078)
                    .close(),
                ink,
            );
        }
        Hat::Cap | Hat::Peaked => {
            let high = if kind == Hat::Peaked { 0.2 } else { 0.165 };
            let wide = if kind == Hat::Peaked { 0.13 } else { 0.102 };
            c.fill(
                Shape::new()
                    .go(-0.102, 0.068)
                    .cubic((-wide, 0.12), (-wide, high), (0.0, high))
                    .cubic((wide, high), (wide, 0.12), (0.102, 0.068))
                    .close(),
                ink,
            );
            let forward = t * 0.11;
            if !f.back {
                c.fill(
                    Shape::new()
                        .go(-0.085 + forward, 0.075)
                        .quad(forward, 0.095, 0.085 + forward, 0.075)
                        .quad(forward * 1.3, 0.042, -0.085 + forward, 0.075)
                        .close(),
                    dark,
                );
            }
            if kind == Hat::Peaked && !f.back {
                c.disc(t * 0.06, 0.125, 0.016, Ink::flat(c.lit(rgb(0xd9b24a), 0.8)));
            }
        }
        Hat::Beanie => {
            c.fill(
                Shape::new()
                    .go(-0.105, 0.05)
                    .cubic((-0.115, 0.19), (-0.05, 0.2), (0.0, 0.2))
                    .cubic((0.05, 0.2), (0.115, 0.19), (0.105, 0.05))
                    .close(),
                ink,
            );
            c.fill(Shape::round(-0.109, 0.045, 0.218, 0.045, 0.02), TwoTone::of(c, colour.darker(0.12)).ink(c, 0.58));
        }
        Hat::Helmet => {
            let ring = Shape::disc(0.0, 0.01, 0.178);
            let glass = c.pal.tone(c.pal.sky[1].mix(rgb(0xbfe3ff), 0.4));
            c.fill(ring.clone(), Ink::flat(glass).alpha(if f.back { 0.9 } else { 0.16 }));
            c.stroke(ring, 0.024, ink);
            c.stroke(
                Shape::new().go(c.pal.side * 0.06, 0.13).quad(c.pal.side * 0.13, 0.1, c.pal.side * 0.14, 0.02),
                0.014,
                Ink::flat(c.pal.tone(Rgb::WHITE)).alpha(0.6),
            );
        }
        Hat::Crown => {
            c.fill(
                Shape::poly(&[
                    (-0.095, 0.09),
                    (0.095, 0.09),
                    (0.11, 0.19),
                    (0.055, 0.14),
                    (0.0, 0.2),
                    (-0.055, 0.14),
                    (-0.11, 0.19),
                ]),
                ink,
            );
        }
        Hat::Hood | Hat::Headscarf => {
            let t = t * 0.5;
            c.fill(
                Shape::new()
                    .go(-0.125, -0.16)
                    .cubic((-0.16, 0.05), (-0.12, 0.18), (0.0, 0.182))
                    .cubic((0.12, 0.18), (0.16, 0.05), (0.125, -0.16))
                    .cubic((0.1 + t * 0.05, -0.1), (0.1 + t * 0.06, 0.08), (t * 0.07, 0.112))
                    .cubic((-0.1 + t * 0.06, 0.08), (-0.1 + t * 0.05, -0.1), (-0.125, -0.16))
                    .close(),
                ink,
            );
        }
    }
}
