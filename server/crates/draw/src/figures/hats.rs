//! Hats, helmets, cloths and whatever else is on a head.

use crate::figures::appearance::Looks;
use crate::figures::face_model::{Face, TwoTone};
use crate::figures::garb::Hat;
use crate::figures::hats_cloth::{Block, draped, wound};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn hat(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let Some((kind, colour)) = l.hat else { return };
    let two = TwoTone::of(c, colour);
    let b = Block { colour, ink: two.ink(c, 0.58), dark: Ink::flat(two.dark.darker(0.3)), t: f.turn, back: f.back };
    match kind {
        Hat::Fedora
        | Hat::Bowler
        | Hat::Silk
        | Hat::Cowboy
        | Hat::Straw
        | Hat::Sombrero
        | Hat::Oilskin
        | Hat::Tiny
        | Hat::Pointed => brimmed(c, kind, &b),
        Hat::Cone => c.fill(Shape::poly(&[(-0.27, 0.045), (b.t * 0.03, 0.235), (0.27, 0.045)]), b.ink),
        Hat::Tricorne => tricorne(c, &b),
        Hat::Cap | Hat::Peaked | Hat::FlatCap => peaked(c, kind, &b),
        Hat::Beanie
        | Hat::Fur
        | Hat::Santa
        | Hat::Skullcap
        | Hat::Beret
        | Hat::Toque
        | Hat::Fez
        | Hat::Mitre
        | Hat::NurseCap => soft(c, kind, &b),
        Hat::Helmet => bowl(c, &b),
        Hat::Miners | Hat::WarHelmet | Hat::Horned | Hat::Plumed => hard(c, kind, &b),
        Hat::Crown
        | Hat::Tiara
        | Hat::Wreath
        | Hat::Feathers
        | Hat::Halo
        | Hat::Antlers
        | Hat::Horns
        | Hat::Flower
        | Hat::Headphones
        | Hat::Goggles => on_top(c, kind, &b),
        Hat::Turban | Hat::Bandana => wound(c, kind, &b),
        Hat::Hood
        | Hat::Headscarf
        | Hat::Keffiyeh
        | Hat::Niqab
        | Hat::Wimple
        | Hat::Bonnet
        | Hat::Veil
        | Hat::Striped
        | Hat::Wig => draped(c, kind, &b),
    }
}

fn brimmed(c: &mut Canvas<'_>, kind: Hat, b: &Block) {
    // Half the crown's width at its foot and its height; half the brim's width and how far it droops.
    let (foot, high, brim, droop) = match kind {
        Hat::Bowler => (0.094, 0.2, 0.128, 0.012),
        Hat::Silk => (0.088, 0.31, 0.14, 0.008),
        Hat::Cowboy => (0.088, 0.225, 0.215, -0.03),
        Hat::Straw => (0.09, 0.19, 0.22, 0.014),
        Hat::Sombrero => (0.085, 0.26, 0.3, -0.03),
        Hat::Oilskin => (0.1, 0.175, 0.155, 0.03),
        Hat::Tiny => (0.04, 0.2, 0.06, 0.0),
        Hat::Pointed => (0.09, 0.42, 0.2, 0.008),
        _ => (0.088, 0.215, 0.165, 0.0),
    };
    let t = b.t;
    let base = if kind == Hat::Tiny { 0.13 } else { 0.085 };
    let crown = match kind {
        Hat::Silk => Shape::poly(&[(-foot, base), (-foot * 1.06, high), (foot * 1.06, high), (foot, base)]),
        Hat::Pointed => Shape::new().go(-foot, base).quad(-0.03, 0.22, 0.03, high).quad(0.05, 0.2, foot, base).close(),
        Hat::Bowler | Hat::Oilskin => {
            Shape::new().go(-foot, base).cubic((-foot, high * 1.12), (foot, high * 1.12), (foot, base)).close()
        }
        _ => Shape::new()
            .go(-foot, base + 0.005)
            .cubic((-foot * 0.96, high * 0.93), (-foot * 0.57, high * 1.05), (0.0, high * 0.93))
            .cubic((foot * 0.57, high * 1.05), (foot * 0.96, high * 0.93), (foot, base + 0.005))
            .close(),
    };
    c.fill(crown, b.ink);
    if kind != Hat::Oilskin {
        let band = if kind == Hat::Straw { Ink::flat(c.lit(rgb(0x8a3f36), 0.5)) } else { b.dark };
        c.fill(Shape::poly(&[(-foot, base), (foot, base), (foot, base + 0.03), (-foot, base + 0.03)]), band);
    }
    let y = base - 0.007;
    let low = if b.back { y - 0.012 } else { y - 0.023 };
    c.fill(
        Shape::new()
            .go(-brim + t * 0.02, y - droop)
            .quad(0.0, y + 0.037, brim + t * 0.02, y - droop)
            .quad(t * 0.05, low - droop * 0.5, -brim + t * 0.02, y - droop)
            .close(),
        b.ink,
    );
}

fn tricorne(c: &mut Canvas<'_>, b: &Block) {
    let t = b.t;
    c.fill(Shape::new().go(-0.09, 0.09).cubic((-0.09, 0.2), (0.09, 0.2), (0.09, 0.09)).close(), b.dark);
    let front = Shape::new()
        .go(-0.19 + t * 0.02, 0.12)
        .quad(-0.1, 0.09, t * 0.06, 0.045)
        .quad(0.1, 0.09, 0.19 + t * 0.02, 0.12)
        .quad(0.1, 0.16, t * 0.06, 0.175)
        .quad(-0.1, 0.16, -0.19 + t * 0.02, 0.12)
        .close();
    c.fill(front, b.ink);
    let trim = Ink::flat(c.lit(rgb(0xd0b060), 0.7));
    c.stroke(
        Shape::new().go(-0.19 + t * 0.02, 0.122).quad(-0.08, 0.16, t * 0.06, 0.176).quad(
            0.08,
            0.16,
            0.19 + t * 0.02,
            0.122,
        ),
        0.01,
        trim,
    );
}

fn peaked(c: &mut Canvas<'_>, kind: Hat, b: &Block) {
    let (high, wide) = match kind {
        Hat::Peaked => (0.2, 0.13),
        Hat::FlatCap => (0.135, 0.135),
        _ => (0.165, 0.102),
    };
    c.fill(
        Shape::new()
            .go(-0.102, 0.068)
            .cubic((-wide, 0.12), (-wide, high), (0.0, high))
            .cubic((wide, high), (wide, 0.12), (0.102, 0.068))
            .close(),
        b.ink,
    );
    if b.back {
        return;
    }
    let forward = b.t * 0.11;
    c.fill(
        Shape::new()
            .go(-0.085 + forward, 0.075)
            .quad(forward, 0.095, 0.085 + forward, 0.075)
            .quad(forward * 1.3, 0.042, -0.085 + forward, 0.075)
            .close(),
        b.dark,
    );
    if kind == Hat::Peaked {
        c.disc(b.t * 0.06, 0.125, 0.016, Ink::flat(c.lit(rgb(0xd9b24a), 0.8)));
    }
}

fn soft(c: &mut Canvas<'_>, kind: Hat, b: &Block) {
    let t = b.t;
    let dome = |wide: f32, low: f32, high: f32| {
        Shape::new()
            .go(-wide, low)
            .cubic((-wide * 1.1, high * 0.95), (-wide * 0.5, high), (0.0, high))
            .cubic((wide * 0.5, high), (wide * 1.1, high * 0.95), (wide, low))
            .close()
    };
    let band = TwoTone::of(c, b.colour.darker(0.12)).ink(c, 0.58);
    match kind {
        Hat::Beanie => {
            c.fill(dome(0.105, 0.05, 0.2), b.ink);
            c.fill(Shape::round(-0.109, 0.045, 0.218, 0.045, 0.02), band);
        }
        Hat::Fur => {
            c.fill(dome(0.11, 0.06, 0.21), b.ink);
            for i in 0..9 {
                let x = -0.112 + 0.028 * i as f32;
                c.disc(x, 0.075 + if i % 2 == 0 { 0.006 } else { -0.004 }, 0.032, band);
            }
            for s in [-1.0, 1.0] {
                c.fill(Shape::oval(s * 0.104, 0.0, 0.03, 0.06), band);
            }
        }
        Hat::Santa => {
            c.fill(Shape::new().go(-0.1, 0.07).quad(-0.05, 0.25, 0.13, 0.13).quad(0.11, 0.1, 0.1, 0.07).close(), b.ink);
            let white = Ink::flat(c.lit(rgb(0xf2efe8), 0.8));
            c.fill(Shape::round(-0.112, 0.045, 0.224, 0.05, 0.024), white);
            c.disc(0.14, 0.12, 0.032, white);
        }
        Hat::Skullcap => c.fill(dome(0.082, 0.1, 0.165), b.ink),
        Hat::Beret => {
            c.fill(Shape::oval(b.t * 0.02 - 0.02, 0.125, 0.14, 0.055), b.ink);
            c.fill(Shape::round(-0.1, 0.068, 0.2, 0.03, 0.014), b.dark);
            c.stroke(Shape::through(&[(-0.02, 0.175), (-0.015, 0.195)]), 0.012, b.ink);
        }
        Hat::Toque => {
            c.fill(Shape::poly(&[(-0.095, 0.07), (-0.098, 0.17), (0.098, 0.17), (0.095, 0.07)]), b.ink);
            for (x, y, r) in [(-0.085, 0.22, 0.062), (0.0, 0.25, 0.075), (0.085, 0.22, 0.062)] {
                c.disc(x, y, r, b.ink);
            }
            c.stroke(Shape::through(&[(-0.095, 0.17), (0.095, 0.17)]), 0.008, b.dark);
        }
        Hat::Fez => {
            c.fill(Shape::poly(&[(-0.085, 0.085), (-0.065, 0.215), (0.065, 0.215), (0.085, 0.085)]), b.ink);
            let black = Ink::flat(c.lit(rgb(0x1d1b1f), 0.3));
            c.stroke(Shape::new().go(0.0, 0.215).quad(0.08, 0.22, 0.085, 0.12), 0.01, black);
        }
        Hat::Mitre => {
            c.fill(
                Shape::new().go(-0.09, 0.08).quad(-0.13, 0.22, t * 0.02, 0.37).quad(0.13, 0.22, 0.09, 0.08).close(),
                b.ink,
            );
            let gold = Ink::flat(c.lit(rgb(0xd0a84a), 0.8));
            c.stroke(Shape::through(&[(t * 0.03, 0.09), (t * 0.02, 0.35)]), 0.02, gold);
            c.stroke(Shape::through(&[(-0.098, 0.105), (0.098, 0.105)]), 0.026, gold);
        }
        _ => {
            c.fill(Shape::poly(&[(-0.07, 0.115), (-0.085, 0.185), (0.085, 0.185), (0.07, 0.115)]), b.ink);
            c.stroke(Shape::through(&[(-0.07, 0.118), (0.07, 0.118)]), 0.008, b.dark);
        }
    }
}

fn bowl(c: &mut Canvas<'_>, b: &Block) {
    let ring = Shape::disc(0.0, 0.01, 0.178);
    let glass = c.pal.tone(c.pal.sky[1].mix(rgb(0xbfe3ff), 0.4));
    c.fill(ring.clone(), Ink::flat(glass).alpha(if b.back { 0.9 } else { 0.16 }));
    c.stroke(ring, 0.024, b.ink);
    c.stroke(
        Shape::new().go(c.pal.side * 0.06, 0.13).quad(c.pal.side * 0.13, 0.1, c.pal.side * 0.14, 0.02),
        0.014,
        Ink::flat(c.pal.tone(Rgb::WHITE)).alpha(0.6),
    );
}

fn hard(c: &mut Canvas<'_>, kind: Hat, b: &Block) {
    let t = b.t;
    let dome = Shape::new().go(-0.112, 0.055).cubic((-0.12, 0.22), (0.12, 0.22), (0.112, 0.055)).close();
    if kind == Hat::Plumed {
        let plume = TwoTone::of(c, rgb(0xb0302c));
        c.fill(
            Shape::blob(&[(0.0, 0.17), (-0.05, 0.26), (-0.13, 0.27), (-0.2, 0.16), (-0.19, 0.05), (-0.12, 0.14)]),
            plume.ink(c, 0.5),
        );
    }
    c.fill(dome, b.ink);
    match kind {
        Hat::Miners => {
            c.fill(Shape::round(-0.135 + t * 0.03, 0.05, 0.27, 0.022, 0.01), b.dark);
            c.stroke(Shape::new().go(-0.02, 0.08).quad(-0.02, 0.17, 0.0, 0.19), 0.012, b.dark);
            if !b.back {
                c.disc(t * 0.09, 0.115, 0.026, Ink::flat(c.pal.tone(rgb(0xfff2c0))));
            }
        }
        Hat::WarHelmet => c.fill(
            Shape::new().go(-0.135, 0.06).quad(0.0, 0.085, 0.135, 0.06).quad(0.0, 0.03, -0.135, 0.06).close(),
            b.dark,
        ),
        Hat::Horned => {
            c.fill(Shape::round(-0.115, 0.05, 0.23, 0.03, 0.012), b.dark);
            let horn = Ink::flat(c.lit(rgb(0xe0d4b4), 0.7));
            for s in [-1.0, 1.0] {
                c.fill(
                    Shape::new()
                        .go(s * 0.1, 0.09)
                        .quad(s * 0.19, 0.1, s * 0.2, 0.24)
                        .quad(s * 0.14, 0.17, s * 0.095, 0.14)
                        .close(),
                    horn,
                );
            }
        }
        _ => {
            // Cheeks and a slit: the face is seen between.
            for s in [-1.0, 1.0] {
                c.fill(
                    Shape::poly(&[
                        (s * 0.112, 0.06),
                        (s * 0.12, -0.1),
                        (s * 0.06, -0.13),
                        (s * 0.052, -0.02),
                        (s * 0.072, 0.05),
                    ]),
                    b.ink,
                );
            }
            c.fill(Shape::poly(&[(-0.115, 0.04), (0.115, 0.04), (0.115, 0.065), (-0.115, 0.065)]), b.dark);
            c.fill(
                Shape::poly(&[
                    (t * 0.07 - 0.012, 0.06),
                    (t * 0.07 + 0.012, 0.06),
                    (t * 0.09 + 0.008, -0.03),
                    (t * 0.09 - 0.008, -0.03),
                ]),
                b.ink,
            );
        }
    }
}

fn on_top(c: &mut Canvas<'_>, kind: Hat, b: &Block) {
    let t = b.t;
    match kind {
        Hat::Crown => c.fill(
            Shape::poly(&[
                (-0.095, 0.09),
                (0.095, 0.09),
                (0.11, 0.19),
                (0.055, 0.14),
                (0.0, 0.2),
                (-0.055, 0.14),
                (-0.11, 0.19),
            ]),
            b.ink,
        ),
        Hat::Tiara => {
            c.stroke(Shape::new().go(-0.09, 0.095).quad(t * 0.06, 0.12, 0.09, 0.095), 0.014, b.ink);
            for (x, high) in [(-0.05, 0.03), (0.0, 0.055), (0.05, 0.03)] {
                let x = x + t * 0.05;
                c.fill(Shape::poly(&[(x - 0.022, 0.108), (x, 0.11 + high), (x + 0.022, 0.108)]), b.ink);
            }
            c.disc(t * 0.05, 0.125, 0.011, Ink::flat(c.lit(rgb(0xb0304a), 0.9)));
        }
        Hat::Wreath => {
            for i in 0..9 {
                let x = -0.1 + 0.025 * i as f32;
                let y = 0.085 + 0.03 * (1.0 - (x / 0.1).powi(2));
                c.fill(Shape::oval(x, y, 0.016, 0.024), if i % 2 == 0 { b.ink } else { b.dark });
            }
        }
        Hat::Feathers => {
            for i in 0..7 {
                let k = (i as f32 - 3.0) / 3.0;
                let tip = (k * 0.24, 0.33 - 0.12 * k * k);
                c.fill(Shape::limb(&[(k * 0.09, 0.1, 0.014), (k * 0.17, 0.22, 0.026), (tip.0, tip.1, 0.008)]), b.ink);
                c.disc(tip.0 * 0.94, tip.1 * 0.94, 0.014, Ink::flat(c.lit(rgb(0x2a2a30), 0.4)));
            }
            c.fill(Shape::round(-0.102, 0.07, 0.204, 0.034, 0.014), Ink::flat(c.lit(rgb(0x7a3a2a), 0.5)));
        }
        Hat::Halo => c.stroke(Shape::oval(0.0, 0.22, 0.11, 0.026), 0.018, Ink::flat(c.pal.tone(rgb(0xfff0b0)))),
        Hat::Antlers | Hat::Horns => {
            for s in [-1.0, 1.0] {
                if kind == Hat::Horns {
                    c.fill(
                        Shape::new()
                            .go(s * 0.045, 0.12)
                            .quad(s * 0.1, 0.17, s * 0.08, 0.24)
                            .quad(s * 0.13, 0.17, s * 0.085, 0.1)
                            .close(),
                        b.ink,
                    );
                } else {
                    c.stroke(Shape::new().go(s * 0.05, 0.13).quad(s * 0.12, 0.18, s * 0.13, 0.3), 0.018, b.ink);
                    c.stroke(Shape::through(&[(s * 0.1, 0.2), (s * 0.06, 0.27)]), 0.014, b.ink);
                    c.stroke(Shape::through(&[(s * 0.125, 0.25), (s * 0.18, 0.28)]), 0.014, b.ink);
                }
            }
        }
        Hat::Flower => {
            for i in 0..6 {
                let (s, co) = (i as f32 * 1.047).sin_cos();
                c.disc(0.085 + co * 0.024, 0.09 + s * 0.024, 0.021, b.ink);
            }
            c.disc(0.085, 0.09, 0.014, Ink::flat(c.lit(rgb(0xe2b63c), 0.9)));
        }
        Hat::Headphones => {
            c.stroke(Shape::new().go(-0.11, 0.0).cubic((-0.14, 0.22), (0.14, 0.22), (0.11, 0.0)), 0.02, b.ink);
            for s in [-1.0, 1.0] {
                c.fill(Shape::oval(s * 0.108, -0.005, 0.032, 0.048), b.dark);
            }
        }
        _ => {
            c.stroke(Shape::through(&[(-0.108, 0.08), (0.108, 0.08)]), 0.026, b.dark);
            let glass = Ink::flat(c.lit(rgb(0x8fc4d8), 0.9));
            for s in [-1.0, 1.0] {
                c.fill(Shape::oval(s * 0.042 + t * 0.05, 0.088, 0.036, 0.026), glass);
            }
        }
    }
}
