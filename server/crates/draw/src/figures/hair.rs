//! Hair.

use crate::figures::appearance::{Beard, Hair, Looks};
use crate::figures::face_model::{Face, TwoTone};
use crate::figures::garb::Hat;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::rng::Rng;
use model::Age;

/// Draws what lies behind the head and shoulders: long hair, a hood's back.
pub fn behind(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    if let Some((Hat::Veil, colour)) = l.hat {
        let two = TwoTone::of(c, colour);
        c.fill(
            Shape::blob(&[
                (-0.12, 0.06),
                (0.0, 0.17),
                (0.12, 0.06),
                (0.2, -0.3),
                (0.22, -0.75),
                (-0.22, -0.75),
                (-0.2, -0.3),
            ]),
            two.ink(c, 0.55).alpha(0.7),
        );
    }
    let hidden = l.hat.is_some_and(|(hat, _)| hat.covers());
    if let Some((hat, colour)) =
        l.hat.filter(|(hat, _)| hat.covers() && !matches!(hat, Hat::Plumed | Hat::Wig | Hat::Striped))
    {
        let _ = hat;
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
    hanging(c, l, f);
}

/// Hair behind the head.
fn hanging(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let hair = TwoTone::of(c, l.hair_colour);
    let back = -f.turn * 0.03;
    let ink = Ink::flat(hair.dark);
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
        Hair::Topknot => {
            c.fill(Shape::disc(0.0, 0.185, 0.042), hair.ink(c, 0.5));
            c.fill(Shape::oval(0.0, 0.15, 0.024, 0.03), ink);
        }
        Hair::Bunches => {
            for side in [-1.0, 1.0] {
                c.fill(Shape::disc(side * 0.135 + back, 0.085, 0.062), hair.ink(c, 0.5));
            }
        }
        Hair::Wild => {
            let mut rng = Rng::new(l.seed ^ 4);
            for i in 0..15 {
                let a = -0.35 + 3.85 * i as f32 / 14.0;
                let (s, co) = a.sin_cos();
                let r = rng.range(0.17, 0.225);
                let (x, y) = (co * r + back, s * r + 0.03);
                let (sx, sy) = (-s * 0.035, co * 0.035);
                c.fill(
                    Shape::poly(&[
                        (co * 0.07 + sx + back, s * 0.07 + sy + 0.03),
                        (x, y),
                        (co * 0.07 - sx + back, s * 0.07 - sy + 0.03),
                    ]),
                    ink,
                );
            }
            c.disc(back, 0.04, 0.13, ink);
        }
        Hair::Mohawk => {
            for i in 0..7 {
                let k = (i as f32 - 3.0) / 3.0;
                let x = k * 0.035 + f.turn * -0.06 * k;
                c.fill(
                    Shape::poly(&[(x - 0.022, 0.11), (x * 1.6 + back, 0.27 - 0.03 * k.abs()), (x + 0.022, 0.11)]),
                    hair.ink(c, 0.5),
                );
            }
        }
        _ => tied(c, l, f),
    }
}

/// Hair that is braided, tied or curled.
fn tied(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let hair = TwoTone::of(c, l.hair_colour);
    let back = -f.turn * 0.03;
    let ink = Ink::flat(hair.dark);
    match l.hair {
        Hair::Braid => {
            let x: f32 = if f.turn > 0.0 { -0.11 } else { 0.11 };
            for i in 0..9 {
                let y = -0.06 - 0.042 * i as f32;
                c.fill(
                    Shape::oval(x + 0.004 * i as f32 * x.signum(), y, 0.032 - 0.001 * i as f32, 0.03),
                    hair.ink(c, 0.5),
                );
            }
        }
        Hair::Dreads => {
            for i in 0..9 {
                let k = (i as f32 - 4.0) / 4.0;
                let x = k * 0.125 + back;
                c.stroke(
                    Shape::new().go(x * 0.8, 0.08).quad(x * 1.15, -0.02, x * 1.1, -0.24 + 0.03 * (k * 3.0).cos()),
                    0.03,
                    if i % 2 == 0 { ink } else { hair.ink(c, 0.5) },
                );
            }
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

/// The hair over the brow.
pub fn fringe(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    if l.hat.is_some_and(|(hat, _)| hat.covers() && hat != Hat::Hood || hat == Hat::Turban) {
        return;
    }
    let t = f.turn;
    let hair = TwoTone::of(c, l.hair_colour);
    let ink = hair.ink(c, 0.6);
    let part = l.parting * 0.03 + t * 0.05;
    let back = -t * 0.035;
    match l.hair {
        Hair::Bald => {
            if l.age == Age::Old || l.beard != Beard::None {
                for side in [-1.0, 1.0] {
                    c.fill(Shape::oval(side * 0.089 + t * 0.004, 0.005, 0.017, 0.04), ink);
                }
            }
            let shine = c.lit(l.skin.lighter(0.5), 1.0);
            c.fill(Shape::oval(c.pal.side * 0.035, 0.098, 0.03, 0.014), Ink::soft(shine, 0.6));
        }
        Hair::Crown => {
            for side in [-1.0, 1.0] {
                c.fill(Shape::oval(side * 0.092 + t * 0.004, 0.015, 0.024, 0.056), ink);
            }
            let shine = c.lit(l.skin.lighter(0.5), 1.0);
            c.fill(Shape::oval(c.pal.side * 0.035, 0.098, 0.03, 0.014), Ink::soft(shine, 0.6));
        }
        Hair::Mohawk => {
            c.fill(
                Shape::new().go(-0.028 + t * 0.04, 0.085).quad(t * 0.02, 0.28, 0.028 + t * 0.04, 0.085).close(),
                ink,
            );
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
        Hair::Curly | Hair::Afro | Hair::Wild => {
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
            let low =
                if matches!(l.hair, Hair::Bun | Hair::Ponytail | Hair::Topknot | Hair::Bunches) { 0.0 } else { -0.055 };
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
    if l.hair == Hair::Crown {
        c.fill(Shape::oval(0.0, -0.03, 0.1, 0.05), ink);
        return;
    }
    let low = match l.hair {
        Hair::Long => -0.3,
        Hair::Bob => -0.14,
        Hair::Dreads | Hair::Braids | Hair::Braid => -0.26,
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
    if matches!(l.hair, Hair::Curly | Hair::Afro | Hair::Wild) {
        let mut rng = Rng::new(l.seed ^ 8);
        for _ in 0..16 {
            let (x, y) = (rng.range(-0.1, 0.1), rng.range(-0.07, 0.14));
            c.disc(x, y, 0.04, Ink::flat(hair.dark.mix(hair.light, 0.3)));
        }
    }
}
