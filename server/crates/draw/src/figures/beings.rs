//! Heads of robots and skeletons, and ears that no human has.

use crate::figures::appearance::Looks;
use crate::figures::face_model::{Face, Mouth, TwoTone};
use crate::figures::features::{feature_x, visible};
use crate::figures::garb::Being;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;

/// A head that is no flesh.
pub fn head(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    if l.being == Being::Skeleton { skull(c, l, f) } else { box_head(c, l, f) }
}

fn box_head(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let t = f.turn;
    let two = TwoTone::of(c, l.skin);
    let dark = Ink::flat(two.dark.darker(0.35));
    c.stroke(Shape::through(&[(0.0, 0.12), (0.0, 0.2)]), 0.014, dark);
    c.disc(0.0, 0.205, 0.022, Ink::flat(c.pal.tone(rgb(0xe0503a))));
    c.fill(Shape::round(-0.115, -0.12, 0.23, 0.25, 0.045), two.ink(c, 0.58));
    for s in [-1.0, 1.0] {
        c.fill(Shape::round(s * 0.125 - 0.018, -0.035, 0.036, 0.08, 0.012), dark);
    }
    if f.back {
        c.stroke(Shape::through(&[(-0.07, 0.03), (0.07, 0.03)]), 0.01, dark);
        return;
    }
    let glow = c.pal.tone(rgb(0x9fe8f0));
    c.fill(Shape::round(-0.09 + t * 0.03, -0.02, 0.18, 0.075, 0.03), Ink::flat(c.lit(rgb(0x1c2228), 0.3)));
    for s in [-1.0, 1.0] {
        let x = s * 0.042 + t * 0.035;
        c.disc(x, 0.018, 0.023, Ink::flat(glow));
        c.disc(x, 0.018, 0.01, Ink::flat(c.pal.tone(rgb(0xffffff))));
    }
    let open = match f.mouth {
        Mouth::Closed => 0.012,
        Mouth::Small => 0.022,
        _ => 0.036,
    };
    c.fill(Shape::round(-0.055 + t * 0.03, -0.085 - open / 2.0, 0.11, open, 0.006), dark);
    for i in 0..4 {
        let x = -0.035 + 0.024 * i as f32 + t * 0.03;
        c.stroke(Shape::through(&[(x, -0.085 - open / 2.0), (x, -0.085 + open / 2.0)]), 0.004, Ink::flat(two.light));
    }
}

fn skull(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let t = f.turn;
    let two = TwoTone::of(c, l.skin);
    let hole = Ink::flat(c.lit(rgb(0x1d1916), 0.2));
    c.fill(
        Shape::blob(&[
            (0.0, 0.14),
            (0.09, 0.09),
            (0.1, 0.0),
            (0.055, -0.05),
            (0.05, -0.11),
            (-0.05, -0.11),
            (-0.055, -0.05),
            (-0.1, 0.0),
            (-0.09, 0.09),
        ]),
        two.ink(c, 0.55),
    );
    if f.back {
        return;
    }
    for s in [-1.0, 1.0] {
        if visible(s, t) {
            c.fill(Shape::oval(feature_x(s * 0.04, t), 0.006, 0.027, 0.03), hole);
        }
    }
    let x = feature_x(0.0, t);
    c.fill(Shape::poly(&[(x, -0.015), (x + 0.013, -0.045), (x - 0.013, -0.045)]), hole);
    c.stroke(Shape::through(&[(x - 0.04, -0.08), (x + 0.04, -0.08)]), 0.006, hole);
    for i in 0..5 {
        let k = x - 0.032 + 0.016 * i as f32;
        c.stroke(Shape::through(&[(k, -0.065), (k, -0.096)]), 0.004, hole);
    }
}

/// Pointed ears, tusks and seams, over a human head.
pub fn ears(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let t = f.turn;
    let two = TwoTone::of(c, l.skin);
    match l.being {
        Being::Elf | Being::Troll | Being::Demon => {
            for s in [-1.0, 1.0] {
                if visible(s, t) {
                    let x = s * 0.09 + t * 0.01;
                    c.fill(Shape::poly(&[(x, 0.02), (x + s * 0.065, 0.085), (x + s * 0.012, -0.035)]), two.ink(c, 0.5));
                }
            }
            if l.being == Being::Troll {
                let ivory = Ink::flat(c.lit(rgb(0xeee4cc), 0.8));
                for s in [-1.0, 1.0] {
                    let x = feature_x(s * 0.022, t);
                    c.fill(Shape::poly(&[(x - 0.009, -0.08), (x + 0.009, -0.08), (x + s * 0.004, -0.035)]), ivory);
                }
            }
        }
        Being::Android => {
            let seam = Ink::flat(two.dark.darker(0.25));
            let x = feature_x(0.0, t);
            c.stroke(Shape::through(&[(x, 0.12), (x, 0.04)]), 0.004, seam);
            for s in [-1.0, 1.0] {
                let x = feature_x(s * 0.07, t);
                c.stroke(Shape::new().go(x, 0.06).quad(x + s * 0.012, -0.02, x - s * 0.02, -0.09), 0.004, seam);
                c.disc(feature_x(s * 0.038, t), 0.007, 0.008, Ink::flat(c.pal.tone(rgb(0x8fe8ff))));
            }
        }
        Being::Mummy => {
            let cloth = Ink::flat(c.lit(rgb(0xd8cfb8), 0.6));
            let line = Ink::flat(c.lit(rgb(0x8a8068), 0.4));
            for y in [0.11, 0.08, 0.05, -0.03, -0.06, -0.1] {
                c.stroke(Shape::new().go(-0.09, y).quad(t * 0.05, y - 0.014, 0.09, y + 0.01), 0.03, cloth);
                c.stroke(Shape::new().go(-0.09, y - 0.014).quad(t * 0.05, y - 0.028, 0.09, y - 0.004), 0.004, line);
            }
        }
        Being::Alien => {
            for s in [-1.0, 1.0] {
                if visible(s, t) {
                    c.fill(
                        Shape::oval(feature_x(s * 0.042, t), 0.01, 0.03, 0.036),
                        Ink::flat(c.lit(rgb(0x141416), 0.3)),
                    );
                }
            }
        }
        Being::Zombie => {
            let x = feature_x(-0.04, t);
            c.fill(Shape::oval(x, -0.045, 0.022, 0.028), Ink::flat(c.lit(rgb(0x5a2a2a), 0.4)));
        }
        _ => {}
    }
}
