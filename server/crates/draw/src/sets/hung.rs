//! What hangs on walls and from ceilings.

use super::chambers::Hung;
use super::hung_at::lens;
use super::parts;
use crate::figures::beasts::Beast;
use crate::figures::face_model::TwoTone;
use crate::props::{self, Prop};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;
use crate::rng::Rng;

/// Whether a thing goes along the whole wall.
pub fn is_wide(thing: Hung) -> bool {
    matches!(
        thing,
        Hung::Beams
            | Hung::Vault
            | Hung::Pipes
            | Hung::Lockers
            | Hung::Columns
            | Hung::Boxes
            | Hung::Drawers
            | Hung::Washers
            | Hung::Rails
            | Hung::Fish
            | Hung::Seats
            | Hung::Beds
            | Hung::Stars
            | Hung::Lights
            | Hung::Canvas
            | Hung::Counter
            | Hung::Plants
            | Hung::Lens
            | Hung::Hay
            | Hung::Water
            | Hung::Pallets
            | Hung::Shelves
            | Hung::Racks
            | Hung::Hooks
    )
}

/// The sky and the land beyond glass.
pub fn outlook(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32) {
    let [top, mid, low] = c.pal.sky.map(|s| c.pal.tone(s));
    c.rect(x, y, w, h, Ink::down(top.mix(mid, 0.5), low));
    let far = c.pal.lit(rgb(0x53707a), 0.3, 40.0);
    c.rect(x, y, w, h * 0.3, Ink::flat(far));
}

fn row(c: &mut Canvas<'_>, half: f32, step: f32, mut each: impl FnMut(&mut Canvas<'_>, f32, usize)) {
    let n = (2.0 * (half - 0.3) / step) as usize;
    for i in 0..n {
        each(c, -half + 0.3 + step * (i as f32 + 0.5), i);
    }
}

/// A thing along the whole wall.
pub fn wide(c: &mut Canvas<'_>, thing: Hung, half: f32, high: f32, seed: u64) {
    let wood = Ink::flat(c.lit(rgb(0x4a3424), 0.45));
    let steel = TwoTone::of(c, rgb(0x8a949c));
    match thing {
        Hung::Beams => {
            for y in [high - 0.12, high - 0.5] {
                c.rect(-half, y, 2.0 * half, 0.14, wood);
            }
            row(c, half, 1.7, |c, x, _| {
                c.fill(
                    Shape::poly(&[(x - 0.07, high - 0.9), (x + 0.07, high - 0.9), (x + 0.4, high), (x + 0.2, high)]),
                    wood,
                )
            });
        }
        Hung::Vault => row(c, half, 2.4, |c, x, _| {
            let ink = Ink::flat(c.lit(rgb(0x3a302a), 0.3)).alpha(0.75);
            c.stroke(
                Shape::new().go(x - 1.2, 0.0).line(x - 1.2, high * 0.55).cubic(
                    (x - 1.1, high * 1.05),
                    (x + 1.1, high * 1.05),
                    (x + 1.2, high * 0.55),
                ),
                0.16,
                ink,
            );
        }),
        Hung::Pipes => {
            for (y, r) in [(high - 0.3, 0.11), (high - 0.62, 0.07), (0.35, 0.06)] {
                c.rect(-half, y - r, 2.0 * half, 2.0 * r, Ink::down(steel.light, steel.dark));
            }
            row(c, half, 1.9, |c, x, i| {
                c.rect(x, 0.35, 0.1, high - 0.65, Ink::across(steel.light, steel.dark));
                let red = Ink::flat(c.lit(rgb(0xa8362c), 0.6));
                c.stroke(Shape::oval(x + 0.05, 1.2 + 0.2 * (i % 2) as f32, 0.12, 0.12), 0.04, red);
            });
        }
        Hung::Lockers => row(c, half, 0.52, |c, x, _| {
            let two = TwoTone::of(c, rgb(0x5f7f8c));
            let ink = two.ink(c, 0.5);
            c.rect(x - 0.24, 0.05, 0.48, 1.9, ink);
            for k in 0..3 {
                c.rect(x - 0.14, 1.6 + 0.07 * k as f32, 0.28, 0.025, Ink::flat(two.dark.darker(0.3)));
            }
            c.disc(x + 0.16, 1.0, 0.025, Ink::flat(two.dark.darker(0.4)));
        }),
        Hung::Columns => row(c, half, 2.3, |c, x, _| {
            let two = TwoTone::of(c, rgb(0xc8c0b0));
            c.rect(x - 0.2, 0.0, 0.4, high, two.ink(c, 0.55));
            c.rect(x - 0.3, 0.0, 0.6, 0.2, two.ink(c, 0.55));
            c.rect(x - 0.3, high - 0.22, 0.6, 0.22, two.ink(c, 0.55));
            for k in [-0.1, 0.0, 0.1] {
                c.stroke(Shape::through(&[(x + k, 0.25), (x + k, high - 0.25)]), 0.014, Ink::flat(two.dark).alpha(0.5));
            }
        }),
        Hung::Boxes | Hung::Drawers => {
            let (step, tall, hex) = if thing == Hung::Boxes { (0.36, 0.26, 0xa8904e) } else { (0.8, 0.62, 0xa8b2b8) };
            let rows = ((high - 0.5) / tall) as usize;
            row(c, half, step, |c, x, i| {
                for k in 0..rows.min(7) {
                    let two = TwoTone::of(c, rgb(hex).darker(0.08 * ((i + k) % 3) as f32));
                    let y = 0.25 + tall * k as f32;
                    let ink = two.ink(c, 0.5);
                    c.rect(x - step * 0.46, y, step * 0.92, tall * 0.9, ink);
                    c.rect(x - step * 0.12, y + tall * 0.42, step * 0.24, 0.03, Ink::flat(two.dark.darker(0.4)));
                }
            });
        }
        Hung::Washers => row(c, half, 0.85, |c, x, _| {
            let two = TwoTone::of(c, rgb(0xe8eaea));
            let ink = two.ink(c, 0.55);
            c.rect(x - 0.38, 0.0, 0.76, 0.95, ink);
            c.disc(x, 0.45, 0.25, Ink::flat(c.lit(rgb(0x8a949c), 0.6)));
            c.disc(x, 0.45, 0.19, Ink::flat(c.lit(rgb(0x2f4a5a), 0.4)));
            c.rect(x - 0.3, 0.8, 0.3, 0.07, Ink::flat(c.lit(rgb(0x3f6a8a), 0.6)));
        }),
        Hung::Rails => {
            c.rect(-half, 0.0, 2.0 * half, 0.9, Ink::flat(c.lit(rgb(0x1c1c20), 0.2)));
            c.rect(-half, 0.88, 2.0 * half, 0.12, Ink::flat(c.lit(rgb(0xe0b53a), 0.7)));
            for y in [0.2, 0.45] {
                c.stroke(Shape::through(&[(-half, y), (half, y)]), 0.05, Ink::flat(steel.light));
            }
            c.rect(-1.4, 1.9, 2.8, 0.42, Ink::flat(c.lit(rgb(0x2a4a8a), 0.7)));
            c.rect(-1.1, 2.06, 2.2, 0.09, Ink::flat(c.lit(rgb(0xf0ece4), 0.9)));
        }
        _ => wide_rows(c, thing, half, high, seed),
    }
}

/// What lies or stands in rows along the whole wall.
fn wide_rows(c: &mut Canvas<'_>, thing: Hung, half: f32, high: f32, seed: u64) {
    let wood = Ink::flat(c.lit(rgb(0x4a3424), 0.45));
    let mut rng = Rng::new(seed ^ 0x91);
    match thing {
        Hung::Fish => {
            let water = c.pal.tone(rgb(0x2f7fae));
            c.rect(-half + 0.3, 0.5, 2.0 * half - 0.6, high - 1.0, Ink::down(water.lighter(0.35), water.darker(0.35)));
            for i in 0..7 {
                let (x, y) = (rng.range(-half + 0.9, half - 0.9), rng.range(0.9, high - 0.9));
                let old = if i % 2 == 0 { c.push(x, y, 0.0, 0.9) } else { c.push_mirrored(x, y, 0.8) };
                if let Some(beast) = Beast::of_id("fish") {
                    beast.draw(c, Some(rgb([0xe0a03a, 0x5f9ad8, 0xd9566a].get(i % 3).copied().unwrap_or(0))), None);
                }
                c.pop(old);
            }
        }
        Hung::Seats => {
            for k in 0..3 {
                let y = 0.75 - 0.3 * k as f32;
                row(c, half, 0.62, |c, x, _| {
                    let two = TwoTone::of(c, rgb(0x8a2a32).darker(0.12 * k as f32));
                    let ink = two.ink(c, 0.5);
                    c.fill(Shape::round(x - 0.26, y - 0.3, 0.52, 0.62, 0.1), ink);
                });
            }
        }
        Hung::Beds => row(c, half, 2.4, |c, x, _| {
            for y in [0.0, 0.95] {
                let old = c.push(x, y, 0.0, 0.9);
                props::draw(c, Prop::Bed, Some(rgb(0x6a7a5a)));
                c.pop(old);
            }
        }),
        Hung::Stars => {
            for _ in 0..40 {
                let (x, y) = (rng.range(-half, half), rng.range(0.4, high));
                let hex = rng.pick(&[0xff6ab0, 0x6ad0ff, 0xffe08a, 0x9aff9a]).unwrap_or(0xffffff);
                let light = c.pal.tone(rgb(hex));
                c.disc(x, y, 0.035, Ink::flat(light));
                c.fill(Shape::disc(x, y, 0.2), Ink::glow(light, 0.35));
            }
        }
        Hung::Lights => row(c, half, 1.9, |c, x, _| {
            let light = c.pal.glow().lighter(0.4);
            c.rect(x - 0.5, high - 0.14, 1.0, 0.08, Ink::flat(light));
            c.fill(Shape::oval(x, high - 0.2, 0.9, 0.5), Ink::glow(light, 0.3));
        }),
        Hung::Canvas => {
            let light = c.pal.tone(rgb(0xe8ecf0));
            c.rect(-half * 0.62, 0.9, half * 1.24, high - 1.5, Ink::flat(light));
            c.rect(-half * 0.56, 1.0, half * 1.1, (high - 1.6) * 0.45, Ink::flat(c.pal.tone(rgb(0x9ab0bc))));
            c.fill(Shape::oval(0.0, high * 0.5, half * 1.1, high * 0.6), Ink::glow(light, 0.4));
        }
        Hung::Counter => {
            let two = TwoTone::of(c, rgb(0x7a5236));
            c.rect(-half * 0.6, 0.0, half * 1.2, 1.05, two.ink(c, 0.55));
            c.rect(-half * 0.63, 1.05, half * 1.26, 0.08, Ink::flat(two.light.lighter(0.15)));
            for i in 0..5 {
                let x = -half * 0.5 + half * 0.25 * i as f32;
                c.rect(x - 0.02, 1.1, 0.04, 0.75, wood);
            }
            c.rect(-half * 0.6, 1.82, half * 1.2, 0.06, wood);
        }
        Hung::Plants => {
            row(c, half, 0.9, |c, x, i| parts::plant(c, x, 0.0, 1.1 + 0.3 * (i % 3) as f32, seed ^ i as u64))
        }
        Hung::Lens => lens(c, high),
        _ => wide_stores(c, thing, half),
    }
}

/// What is stored along the whole wall.
fn wide_stores(c: &mut Canvas<'_>, thing: Hung, half: f32) {
    let wood = Ink::flat(c.lit(rgb(0x4a3424), 0.45));
    let steel = TwoTone::of(c, rgb(0x8a949c));
    match thing {
        Hung::Hay | Hung::Pallets => row(c, half, 1.15, |c, x, i| {
            let hex = if thing == Hung::Hay { 0xd0a84a } else { 0x9a7444 };
            for k in 0..(1 + i % 3) {
                let two = TwoTone::of(c, rgb(hex).darker(0.05 * k as f32));
                let y = 0.55 * k as f32;
                let ink = two.ink(c, 0.55);
                c.fill(Shape::round(x - 0.54, y, 1.08, 0.53, 0.05), ink);
                for l in 0..5 {
                    let ly = y + 0.08 + 0.09 * l as f32;
                    c.stroke(
                        Shape::through(&[(x - 0.5, ly), (x + 0.5, ly + 0.03)]),
                        0.012,
                        Ink::flat(two.dark).alpha(0.5),
                    );
                }
            }
        }),
        Hung::Shelves => {
            for y in [1.1, 1.6, 2.1] {
                c.rect(-half * 0.7, y, half * 1.4, 0.05, wood);
                row(c, half * 0.7, 0.34, |c, x, i| {
                    let hex = [0xb0703f, 0x8a8f96, 0xc9a25a, 0x7a4a36, 0x6a7a5a]
                        .get((i * 3 + y as usize) % 5)
                        .copied()
                        .unwrap_or(0);
                    let two = TwoTone::of(c, rgb(hex));
                    let ink = two.ink(c, 0.5);
                    c.fill(Shape::round(x - 0.11, y + 0.05, 0.22, 0.2 + 0.06 * (i % 3) as f32, 0.06), ink);
                });
            }
        }
        Hung::Racks => row(c, half, 0.7, |c, x, i| {
            c.stroke(Shape::through(&[(x, 0.7), (x, 2.2)]), 0.04, wood);
            for k in 0..6 {
                let y = 0.8 + 0.25 * k as f32;
                c.stroke(
                    Shape::through(&[(x - 0.34, y), (x + 0.34, y)]),
                    0.035,
                    if i % 2 == 0 { wood } else { Ink::flat(steel.light) },
                );
            }
        }),
        Hung::Hooks => {
            c.rect(-half * 0.7, 1.85, half * 1.4, 0.06, wood);
            row(c, half * 0.7, 0.5, |c, x, i| {
                let hex = [0x6a3a34, 0x3a4a64, 0x8a7a5a, 0x4a5a44].get(i % 4).copied().unwrap_or(0);
                let two = TwoTone::of(c, rgb(hex));
                let ink = two.ink(c, 0.5);
                c.fill(Shape::poly(&[(x - 0.06, 1.85), (x + 0.06, 1.85), (x + 0.2, 0.85), (x - 0.2, 0.85)]), ink);
            });
        }
        _ => {}
    }
}
