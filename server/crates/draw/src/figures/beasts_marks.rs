//! Horns, stripes, trunks and what else tells one animal from another.

use crate::figures::beast_plan::{Ears, Extra, Four};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;

/// Where the parts of an animal are, in metres.
pub struct Body {
    pub long: f32,
    pub tall: f32,
    pub coat: Rgb,
    pub ink: Ink,
    pub far: Ink,
    /// The top and the bottom of the trunk.
    pub back: f32,
    pub belly: f32,
    pub head: (f32, f32),
    pub head_r: f32,
    pub nose: (f32, f32),
}

pub fn marks(c: &mut Canvas<'_>, four: &Four, b: &Body) {
    let l = b.long / 2.0;
    let deep = b.back - b.belly;
    let (x, y, r) = (b.head.0, b.head.1, b.head_r);
    let dark = Ink::flat(c.lit(rgb(0x231d1a), 0.35));
    let ivory = Ink::flat(c.lit(rgb(0xeee4cc), 0.8));
    let mut rng = Rng::new(7);
    match four.extra {
        Extra::Stripes => {
            for i in 0..9 {
                let k = -0.85 + 0.2 * i as f32;
                c.stroke(
                    Shape::new().go(k * l, b.back - deep * 0.06).quad(
                        (k + 0.07) * l,
                        b.back - deep * 0.4,
                        (k - 0.02) * l,
                        b.belly + deep * 0.3,
                    ),
                    deep * 0.06,
                    dark,
                );
            }
        }
        Extra::Spots => {
            let ink = if four.ears == Ears::Round { dark } else { Ink::flat(c.lit(b.coat.lighter(0.4), 0.6)) };
            for _ in 0..22 {
                c.disc(rng.range(-0.8, 0.7) * l, b.belly + deep * rng.range(0.35, 0.9), deep * 0.045, ink);
            }
        }
        Extra::Patches => {
            let ink = Ink::flat(c.lit(b.coat.darker(0.45), 0.5));
            for _ in 0..16 {
                let (px, py) = (rng.range(-0.8, 0.7) * l, b.belly + deep * rng.range(0.2, 0.9));
                c.fill(Shape::oval(px, py, deep * 0.1, deep * 0.08), ink);
            }
            for i in 0..7 {
                let k = i as f32 / 7.0;
                c.disc(l * 0.62 + (x - l * 0.62) * k, b.back * 0.9 + (y - b.back * 0.9) * k, r * 0.4, ink);
            }
        }
        Extra::Trunk => {
            c.stroke(
                Shape::new()
                    .go(x + r * 0.7, y - r * 0.2)
                    .quad(x + r * 1.5, y - r * 1.0, x + r * 1.1, y - r * 2.2)
                    .quad(x + r * 1.05, y - r * 2.7, x + r * 1.5, y - r * 2.75),
                r * 0.45,
                b.ink,
            );
            c.stroke(
                Shape::new().go(x + r * 0.6, y - r * 0.6).quad(x + r * 1.3, y - r * 1.3, x + r * 1.9, y - r * 1.0),
                r * 0.16,
                ivory,
            );
        }
        _ => grown(c, four, b),
    }
}

/// What grows on a head: horns, antlers, tusks.
fn grown(c: &mut Canvas<'_>, four: &Four, b: &Body) {
    let (x, y, r) = (b.head.0, b.head.1, b.head_r);
    let ivory = Ink::flat(c.lit(rgb(0xeee4cc), 0.8));
    match four.extra {
        Extra::Horn => c.fill(
            Shape::new()
                .go(b.nose.0 - r * 0.3, b.nose.1 + r * 0.3)
                .quad(b.nose.0 + r * 0.3, b.nose.1 + r * 0.8, b.nose.0 + r * 0.25, b.nose.1 + r * 1.7)
                .quad(b.nose.0 + r * 0.6, b.nose.1 + r * 0.6, b.nose.0 + r * 0.3, b.nose.1 + r * 0.2)
                .close(),
            ivory,
        ),
        Extra::Udder | Extra::Beard => {
            for k in [-0.35, 0.05] {
                let bend = if four.extra == Extra::Beard { -0.9 } else { 0.35 };
                c.stroke(
                    Shape::new().go(x + r * k, y + r * 0.8).quad(
                        x + r * (k + 0.1),
                        y + r * 1.6,
                        x + r * (k + bend),
                        y + r * 1.9,
                    ),
                    r * 0.22,
                    ivory,
                );
            }
            if four.extra == Extra::Beard {
                c.fill(
                    Shape::poly(&[
                        (b.nose.0 - r * 0.3, b.nose.1 - r * 0.3),
                        (b.nose.0 + r * 0.1, b.nose.1 - r * 0.3),
                        (b.nose.0 - r * 0.15, b.nose.1 - r * 1.5),
                    ]),
                    b.ink,
                );
            }
        }
        Extra::Antlers => {
            let horn = Ink::flat(c.lit(rgb(0x8a6a48), 0.5));
            for k in [-0.45_f32, 0.0] {
                let (ax, ay) = (x + r * k, y + r * 0.8);
                c.stroke(
                    Shape::new().go(ax, ay).quad(ax - r * 1.3, ay + r * 1.6, ax - r * 0.4, ay + r * 3.6),
                    r * 0.2,
                    horn,
                );
                for (dx, dy, ex, ey) in [(-0.55, 1.0, 0.35, 1.7), (-0.75, 2.0, 0.25, 2.7), (-0.6, 2.8, -1.3, 3.6)] {
                    c.stroke(Shape::through(&[(ax + r * dx, ay + r * dy), (ax + r * ex, ay + r * ey)]), r * 0.15, horn);
                }
            }
        }
        Extra::Tusks => c.fill(
            Shape::poly(&[
                (b.nose.0 - r * 0.1, b.nose.1 - r * 0.3),
                (b.nose.0 + r * 0.3, b.nose.1 - r * 0.25),
                (b.nose.0 + r * 0.35, b.nose.1 + r * 0.5),
            ]),
            ivory,
        ),
        Extra::Unicorn => c.fill(
            Shape::poly(&[(x + r * 0.1, y + r * 0.8), (x + r * 0.5, y + r * 0.75), (x + r * 0.9, y + r * 3.0)]),
            Ink::flat(c.lit(rgb(0xe8d08a), 0.9)),
        ),
        _ => {}
    }
}
