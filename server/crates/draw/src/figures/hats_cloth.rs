//! Cloths and wigs on heads.

use crate::figures::garb::Hat;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

/// A hat's inks and the way the head turns.
pub struct Block {
    pub colour: Rgb,
    pub ink: Ink,
    pub dark: Ink,
    pub t: f32,
    pub back: bool,
}

pub fn wound(c: &mut Canvas<'_>, kind: Hat, b: &Block) {
    let t = b.t;
    if kind == Hat::Bandana {
        c.fill(
            Shape::new()
                .go(-0.105, 0.05)
                .cubic((-0.11, 0.165), (0.11, 0.165), (0.105, 0.05))
                .quad(t * 0.03, 0.085, -0.105, 0.05)
                .close(),
            b.ink,
        );
        c.fill(Shape::poly(&[(0.1, 0.06), (0.16, 0.08), (0.15, 0.02)]), b.dark);
        return;
    }
    c.fill(
        Shape::new()
            .go(-0.112, 0.045)
            .cubic((-0.17, 0.14), (-0.1, 0.225), (0.0, 0.222))
            .cubic((0.1, 0.225), (0.17, 0.14), (0.112, 0.045))
            .quad(t * 0.04, 0.098, -0.112, 0.045)
            .close(),
        b.ink,
    );
    for (from, over, to) in [
        ((-0.13, 0.12), (0.0, 0.05), (0.125, 0.15)),
        ((-0.125, 0.165), (0.0, 0.09), (0.1, 0.195)),
        ((0.13, 0.1), (0.02, 0.075), (-0.02, 0.12)),
        ((-0.1, 0.2), (0.0, 0.14), (0.06, 0.218)),
    ] {
        c.stroke(Shape::new().go(from.0, from.1).quad(over.0 + t * 0.03, over.1, to.0, to.1), 0.008, b.dark);
    }
}

pub fn draped(c: &mut Canvas<'_>, kind: Hat, b: &Block) {
    let t = b.t * 0.5;
    let face = |low: f32, wide: f32| {
        Shape::new()
            .go(-0.125, -0.16)
            .cubic((-0.16, 0.05), (-0.12, 0.18), (0.0, 0.182))
            .cubic((0.12, 0.18), (0.16, 0.05), (0.125, -0.16))
            .cubic((wide + t * 0.05, low), (wide + t * 0.06, 0.08), (t * 0.07, 0.112))
            .cubic((-wide + t * 0.06, 0.08), (-wide + t * 0.05, low), (-0.125, -0.16))
            .close()
    };
    match kind {
        Hat::Hood | Hat::Headscarf => c.fill(face(-0.1, 0.1), b.ink),
        Hat::Keffiyeh => {
            c.fill(face(-0.1, 0.1), b.ink);
            let red = Ink::flat(c.lit(rgb(0xa8372f), 0.6)).alpha(0.7);
            for i in 0..5 {
                let y = 0.1 - 0.055 * i as f32;
                for s in [-1.0, 1.0] {
                    c.stroke(Shape::through(&[(s * 0.1, y), (s * 0.14, y - 0.02)]), 0.01, red);
                }
            }
            c.stroke(
                Shape::new().go(-0.128, 0.075).quad(t * 0.1, 0.12, 0.128, 0.075),
                0.022,
                Ink::flat(c.lit(rgb(0x1d1b1f), 0.3)),
            );
        }
        Hat::Niqab => {
            c.fill(face(-0.02, 0.09), b.ink);
            // All but the eyes.
            let veil = Shape::poly(&[(-0.125, -0.012), (0.125, -0.012), (0.15, -0.22), (0.0, -0.26), (-0.15, -0.22)]);
            c.fill(veil, b.ink);
            c.fill(Shape::poly(&[(-0.12, 0.04), (0.12, 0.04), (0.11, 0.12), (-0.11, 0.12)]), b.ink);
        }
        Hat::Wimple => {
            c.fill(face(-0.1, 0.1), b.ink);
            let white = Ink::flat(c.lit(rgb(0xf2efe8), 0.75));
            c.stroke(
                Shape::new()
                    .go(-0.098 + t * 0.05, -0.07)
                    .cubic((-0.1 + t * 0.06, 0.09), (-0.06 + t * 0.06, 0.1), (t * 0.07, 0.1))
                    .cubic((0.06 + t * 0.06, 0.1), (0.1 + t * 0.06, 0.09), (0.098 + t * 0.05, -0.07)),
                0.03,
                white,
            );
            c.fill(
                Shape::new()
                    .go(-0.1, -0.09)
                    .quad(t * 0.06, -0.16, 0.1, -0.09)
                    .quad(0.13, -0.22, 0.0, -0.23)
                    .quad(-0.13, -0.22, -0.1, -0.09)
                    .close(),
                white,
            );
        }
        _ => bound(c, kind, b),
    }
}

/// What is bound or laid over the head: bonnets, veils, curls.
fn bound(c: &mut Canvas<'_>, kind: Hat, b: &Block) {
    let t = b.t * 0.5;
    let face = |low: f32, wide: f32| {
        Shape::new()
            .go(-0.125, -0.16)
            .cubic((-0.16, 0.05), (-0.12, 0.18), (0.0, 0.182))
            .cubic((0.12, 0.18), (0.16, 0.05), (0.125, -0.16))
            .cubic((wide + t * 0.05, low), (wide + t * 0.06, 0.08), (t * 0.07, 0.112))
            .cubic((-wide + t * 0.06, 0.08), (-wide + t * 0.05, low), (-0.125, -0.16))
            .close()
    };
    match kind {
        Hat::Bonnet => {
            c.stroke(
                Shape::new().go(-0.115, -0.07).cubic((-0.16, 0.12), (-0.08, 0.17), (t * 0.05, 0.17)).cubic(
                    (0.08, 0.17),
                    (0.16, 0.12),
                    (0.115, -0.07),
                ),
                0.05,
                b.ink,
            );
            c.stroke(Shape::new().go(-0.1, -0.08).quad(t * 0.06, -0.15, 0.1, -0.08), 0.014, b.dark);
        }
        Hat::Veil => {
            c.fill(face(-0.06, 0.1), Ink { ..b.ink }.alpha(0.55));
            c.stroke(Shape::new().go(-0.1, 0.1).quad(t * 0.05, 0.135, 0.1, 0.1), 0.02, b.ink);
        }
        Hat::Striped => {
            let cloth = Shape::poly(&[
                (-0.09, 0.15),
                (0.09, 0.15),
                (0.16, 0.0),
                (0.17, -0.2),
                (0.08, -0.2),
                (0.1, 0.06),
                (-0.1, 0.06),
                (-0.08, -0.2),
                (-0.17, -0.2),
                (-0.16, 0.0),
            ]);
            c.fill(cloth, b.ink);
            let blue = Ink::flat(c.lit(rgb(0x2f4f8a), 0.6));
            for i in 0..5 {
                let y = 0.06 - 0.055 * i as f32;
                for s in [-1.0, 1.0] {
                    c.stroke(Shape::through(&[(s * 0.1, y), (s * 0.155, y - 0.01)]), 0.016, blue);
                }
            }
            c.stroke(Shape::through(&[(-0.1, 0.085), (0.1, 0.085)]), 0.02, blue);
        }
        _ => {
            // Rows of curls.
            for row in 0..5 {
                let y = 0.13 - 0.062 * row as f32;
                for s in [-1.0, 1.0] {
                    c.fill(
                        Shape::oval(s * (0.1 + 0.006 * row as f32), y, 0.038, 0.032),
                        if row % 2 == 0 { b.ink } else { b.dark },
                    );
                }
            }
            c.fill(
                Shape::new()
                    .go(-0.11, 0.06)
                    .cubic((-0.12, 0.19), (0.12, 0.19), (0.11, 0.06))
                    .quad(t * 0.06, 0.12, -0.11, 0.06)
                    .close(),
                b.ink,
            );
        }
    }
}
