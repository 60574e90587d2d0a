//! Beards, marks, glasses and masks.

use crate::figures::appearance::{Beard, Looks, Moustache};
use crate::figures::face_model::{Face, TwoTone};
use crate::figures::features::{expression, feature_x, mouth, narrow, visible};
use crate::figures::garb::{Eyewear, Mark, Mask, Over};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;
use crate::rng::Rng;

pub fn beard(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let t = f.turn;
    let hair = TwoTone::of(c, l.beard_colour);
    let x = feature_x(0.0, t) + t * 0.012;
    let ink = hair.ink(c, 0.6);
    match l.beard {
        Beard::None => {}
        Beard::Stubble => {
            let shade = Ink::flat(c.lit(l.beard_colour.mix(l.skin, 0.45), 0.4)).alpha(0.55);
            c.fill(jaw(x, t, 0.0), shade);
            again(c, l, f);
        }
        Beard::Sideburns => {
            for side in [-1.0, 1.0] {
                if visible(side, t) {
                    let x = feature_x(side * 0.078, t);
                    c.fill(Shape::limb(&[(x, 0.03, 0.012), (x, -0.05, 0.022), (x - side * 0.012, -0.07, 0.012)]), ink);
                }
            }
        }
        Beard::Goatee => {
            c.fill(
                Shape::new()
                    .go(x - 0.03, -0.088)
                    .quad(x, -0.08, x + 0.03, -0.088)
                    .quad(x + 0.022, -0.14, x, -0.175)
                    .quad(x - 0.022, -0.14, x - 0.03, -0.088)
                    .close(),
                ink,
            );
        }
        Beard::Full | Beard::Long => {
            let long = if l.beard == Beard::Long { 0.2 } else { 0.022 };
            c.fill(jaw(x, t, long), ink);
            if l.beard == Beard::Long {
                let line = Ink::flat(hair.dark.darker(0.15)).alpha(0.6);
                for k in [-0.03, 0.0, 0.03] {
                    c.stroke(Shape::new().go(x + k, -0.12).quad(x + k * 1.3, -0.2, x + k * 0.5, -0.29), 0.006, line);
                }
            }
            again(c, l, f);
        }
    }
    if l.moustache == Moustache::Thin || l.beard == Beard::Long {
        c.fill(
            Shape::new()
                .go(x, -0.046)
                .quad(x - 0.03, -0.046, x - 0.042, -0.07)
                .quad(x - 0.02, -0.066, x, -0.06)
                .quad(x + 0.02, -0.066, x + 0.042, -0.07)
                .quad(x + 0.03, -0.046, x, -0.046)
                .close(),
            ink,
        );
    } else if l.moustache == Moustache::Big {
        for s in [-1.0, 1.0] {
            c.fill(
                Shape::new()
                    .go(x, -0.04)
                    .quad(x + s * 0.04, -0.044, x + s * 0.068, -0.03)
                    .quad(x + s * 0.07, -0.075, x + s * 0.03, -0.074)
                    .quad(x + s * 0.01, -0.07, x, -0.062)
                    .close(),
                ink,
            );
        }
    }
}

/// Round the mouth, along the jaw: an outer and an inner edge.
fn jaw(x: f32, t: f32, long: f32) -> Shape {
    Shape::new()
        .go(-0.089 + t * 0.01, -0.005)
        .quad(-0.088 + t * 0.02, -0.1, x - 0.03, -0.128 - long)
        .quad(x, -0.14 - long, x + 0.03, -0.128 - long)
        .quad(0.088 + t * 0.02, -0.1, 0.089 + t * 0.01, -0.005)
        .quad(x + 0.066, -0.045, x + 0.036, -0.05)
        .quad(x, -0.044, x - 0.036, -0.05)
        .quad(x - 0.066, -0.045, -0.089 + t * 0.01, -0.005)
        .close()
}

/// The mouth once more, over the beard.
fn again(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let e = expression(f.mood);
    let line = c.lit(l.skin.under(rgb(0x6a3a30)), 0.2);
    mouth(c, &Looks { female: false, ..l.clone() }, f, &e, f.nod * 0.022, line);
}

/// Scars, freckles, bruises and bandages.
pub fn marks(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let t = f.turn;
    let dy = f.nod * 0.022;
    for mark in &l.marks {
        match mark {
            Mark::Freckles => {
                let mut rng = Rng::new(l.seed ^ 31);
                let ink = Ink::flat(c.lit(rgb(0xa8603a), 0.5)).alpha(0.75);
                for _ in 0..16 {
                    let x = feature_x(rng.range(-0.065, 0.065), t);
                    c.disc(x, rng.range(-0.05, -0.012) + dy, 0.0042, ink);
                }
            }
            Mark::Wrinkles => {
                let ink = Ink::flat(c.lit(l.skin.darker(0.4), 0.3)).alpha(0.7);
                for y in [0.066, 0.08, 0.094] {
                    c.stroke(
                        Shape::new().go(-0.045 + t * 0.05, y).quad(t * 0.05, y + 0.006, 0.045 + t * 0.05, y),
                        0.003,
                        ink,
                    );
                }
            }
            Mark::Scar => {
                let (a, b) = (feature_x(0.058, t), feature_x(0.04, t));
                let ink = Ink::flat(c.lit(rgb(0x9a3f3a).mix(l.skin, 0.2), 0.5));
                c.stroke(Shape::new().go(a, 0.055 + dy).quad(a + 0.008, 0.0, b, -0.07 + dy), 0.0075, ink);
            }
            Mark::Tattoo => {
                let ink = Ink::flat(c.lit(rgb(0x27384a), 0.4)).alpha(0.8);
                for i in 0..3 {
                    let y = -0.125 - 0.022 * i as f32;
                    c.stroke(Shape::new().go(-0.035, y).quad(0.0, y - 0.02, 0.035, y), 0.009, ink);
                }
            }
            Mark::BlackEye => {
                let x = feature_x(0.038, t);
                c.fill(
                    Shape::oval(x, 0.0 + dy, 0.032 * narrow(1.0, t), 0.027),
                    Ink::flat(c.lit(rgb(0x4a2a5a), 0.4)).alpha(0.55),
                );
            }
            Mark::Blood => {
                let ink = Ink::flat(c.lit(rgb(0x8a1a1a), 0.6));
                let x = feature_x(-0.05, t);
                c.stroke(Shape::new().go(x, 0.09).quad(x - 0.01, 0.03, x + 0.01, -0.05), 0.012, ink);
                c.disc(x, 0.085, 0.014, ink);
            }
            Mark::Dirt => {
                let ink = Ink::flat(c.lit(rgb(0x4a3a2a), 0.3)).alpha(0.5);
                for (x, y, r) in
                    [(-0.055, -0.045, 0.02), (0.05, 0.05, 0.024), (0.03, -0.08, 0.016), (-0.03, 0.075, 0.015)]
                {
                    c.fill(Shape::oval(feature_x(x, t), y + dy, r, r * 0.7), ink);
                }
            }
            Mark::RedNose => {
                c.disc(feature_x(0.0, t) + t * 0.03, -0.028 + dy, 0.024, Ink::flat(c.lit(rgb(0xd8302a), 0.9)))
            }
            Mark::CrookedNose => {
                let x = feature_x(0.0, t);
                let two = TwoTone::of(c, l.skin.darker(0.05));
                let s = if t < 0.0 { -1.0 } else { 1.0 };
                c.fill(
                    Shape::new()
                        .go(x - 0.012, 0.03)
                        .quad(x + s * 0.05, 0.01, x + s * 0.042, -0.052)
                        .quad(x + s * 0.01, -0.05, x - s * 0.014, -0.036)
                        .close(),
                    two.ink(c, 0.5),
                );
            }
            Mark::Lipstick => {
                let (x, y) = (feature_x(0.0, t) + t * 0.01, -0.072 + dy * 0.7);
                c.fill(Shape::oval(x, y, 0.03, 0.012), Ink::flat(c.lit(rgb(0xb8182f), 0.8)));
            }
            _ => {}
        }
    }
}

/// What is bound round the head, over the hair.
pub fn bandage(c: &mut Canvas<'_>, l: &Looks, t: f32) {
    if l.has(Mark::Bandage) {
        let two = TwoTone::of(c, rgb(0xf0ece2));
        c.fill(
            Shape::new()
                .go(-0.107, 0.045)
                .quad(t * 0.06, 0.075, 0.107, 0.045)
                .quad(0.112, 0.09, 0.1, 0.115)
                .quad(t * 0.06, 0.13, -0.1, 0.115)
                .quad(-0.112, 0.09, -0.107, 0.045)
                .close(),
            two.ink(c, 0.55),
        );
        let line = Ink::flat(two.dark);
        c.stroke(Shape::new().go(-0.108, 0.08).quad(t * 0.06, 0.09, 0.108, 0.075), 0.005, line);
        c.disc(0.06 + t * 0.03, 0.09, 0.018, Ink::flat(c.lit(rgb(0xa8302a), 0.5)).alpha(0.7));
    }
    if let Some(colour) = l.wears(Over::Earrings) {
        let ink = Ink::flat(c.lit(colour, 0.95));
        for side in [-1.0, 1.0] {
            if visible(side, t) {
                c.stroke(Shape::oval(side * 0.096 + t * 0.01, -0.06, 0.017, 0.021), 0.008, ink);
            }
        }
    }
}

/// Glasses, patches and masks.
pub fn eyewear(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let t = f.turn;
    let px = c.pixels_per_metre();
    if let Some((Mask::Eyes, colour)) = l.mask {
        let ink = Ink::flat(c.lit(colour, 0.55));
        for side in [-1.0, 1.0] {
            if visible(side, t) {
                c.stroke(Shape::oval(feature_x(side * 0.038, t), 0.008, 0.036 * narrow(side, t), 0.026), 0.024, ink);
            }
        }
        c.stroke(Shape::through(&[(-0.098, 0.016), (-0.075, 0.02)]), 0.02, ink);
        c.stroke(Shape::through(&[(0.098, 0.016), (0.075, 0.02)]), 0.02, ink);
    }
    if let Some((Mask::Surgical, colour)) = l.mask {
        let two = TwoTone::of(c, colour);
        let x = feature_x(0.0, t) + t * 0.012;
        c.fill(
            Shape::new()
                .go(x - 0.068, -0.018)
                .quad(x, -0.002, x + 0.068, -0.018)
                .quad(x + 0.06, -0.1, x, -0.125)
                .quad(x - 0.06, -0.1, x - 0.068, -0.018)
                .close(),
            two.ink(c, 0.55),
        );
        for s in [-1.0, 1.0] {
            c.stroke(Shape::through(&[(x + s * 0.066, -0.022), (s * 0.094, 0.005)]), 0.006, Ink::flat(two.dark));
        }
        c.stroke(Shape::new().go(x - 0.05, -0.055).quad(x, -0.05, x + 0.05, -0.055), 0.004, Ink::flat(two.dark));
    }
    let Some((eyewear, colour)) = l.eyewear.filter(|_| px > 18.0) else { return };
    let frame = Ink::flat(c.lit(colour, 0.3));
    let width = if px > 60.0 { 0.006 } else { 0.011 };
    match eyewear {
        Eyewear::Blindfold => {
            let two = TwoTone::of(c, colour);
            c.fill(
                Shape::new()
                    .go(-0.104, 0.03)
                    .quad(t * 0.05, 0.045, 0.104, 0.03)
                    .quad(0.106, 0.0, 0.102, -0.018)
                    .quad(t * 0.05, -0.012, -0.102, -0.018)
                    .close(),
                two.ink(c, 0.55),
            );
        }
        Eyewear::Patch => {
            let x = feature_x(0.038, t);
            c.stroke(Shape::through(&[(-0.085, 0.09), (x, 0.02), (0.1, -0.02)]), 0.009, frame);
            c.fill(Shape::oval(x, 0.004, 0.03 * narrow(1.0, t), 0.028), frame);
        }
        Eyewear::Monocle => {
            let x = feature_x(0.038, t);
            c.stroke(Shape::oval(x, 0.006, 0.03 * narrow(1.0, t), 0.03), 0.008, frame);
            c.stroke(Shape::new().go(x + 0.02, -0.018).quad(x + 0.04, -0.1, x + 0.01, -0.17), 0.004, frame);
        }
        Eyewear::Clear | Eyewear::Dark | Eyewear::Goggles => {
            let big = if eyewear == Eyewear::Goggles { 1.3 } else { 1.0 };
            for side in [-1.0, 1.0] {
                if visible(side, t) {
                    let x = feature_x(side * 0.038, t);
                    let lens = Shape::oval(x, 0.008, 0.029 * narrow(side, t) * big, 0.025 * big);
                    if eyewear == Eyewear::Dark {
                        c.fill(lens.clone(), frame);
                    } else if eyewear == Eyewear::Goggles {
                        c.fill(lens.clone(), Ink::flat(c.lit(rgb(0xd08a3a), 0.8)));
                    }
                    c.stroke(lens, width * big * big, frame);
                }
            }
            c.stroke(Shape::through(&[(feature_x(-0.012, t), 0.012), (feature_x(0.012, t), 0.012)]), width, frame);
        }
    }
}
