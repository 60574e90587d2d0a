//! What hangs at one place of a wall.

use super::chambers::Hung;
use super::{home, parts};
use crate::figures::face_model::TwoTone;
use crate::props::{self, Prop};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn lens(c: &mut Canvas<'_>, high: f32) {
    let light = c.pal.tone(rgb(0xfff0b8));
    let brass = TwoTone::of(c, rgb(0xb08a3e));
    c.rect(-0.5, 0.0, 1.0, 0.7, brass.ink(c, 0.5));
    c.fill(Shape::disc(0.0, 1.6, 3.4), Ink::glow(light, 0.7));
    c.fill(
        Shape::poly(&[(-0.5, 0.7), (-0.75, 1.6), (-0.5, high - 0.3), (0.5, high - 0.3), (0.75, 1.6), (0.5, 0.7)]),
        Ink::flat(light).alpha(0.85),
    );
    let line = Ink::flat(brass.dark);
    for i in 0..9 {
        let y = 0.8 + 0.2 * i as f32;
        let k = 0.72 - 0.3 * ((y - 1.6) / 1.0).powi(2);
        c.stroke(Shape::new().go(-k, y).quad(0.0, y + 0.07, k, y), 0.03, line);
    }
    c.disc(0.0, 1.6, 0.28, Ink::flat(c.pal.tone(Rgb::WHITE)));
}

/// A thing at one place of the wall.
pub fn at(c: &mut Canvas<'_>, thing: Hung, x: f32, high: f32, seed: u64) {
    match thing {
        Hung::Window => parts::window(c, x - 0.75, 0.95, 1.5, (high - 1.6).clamp(1.1, 2.2), (2, 2), seed),
        Hung::Small => parts::window(c, x - 0.3, 1.55, 0.6, 0.55, (2, 1), seed),
        Hung::Round => {
            let frame = Ink::flat(c.lit(rgb(0x6a5a40), 0.6));
            let [_, mid, low] = c.pal.sky.map(|s| c.pal.tone(s));
            c.disc(x, 1.75, 0.42, Ink::down(mid, low));
            c.stroke(Shape::disc(x, 1.75, 0.42), 0.09, frame);
            c.stroke(Shape::through(&[(x - 0.42, 1.75), (x + 0.42, 1.75)]), 0.035, frame);
            c.stroke(Shape::through(&[(x, 1.33), (x, 2.17)]), 0.035, frame);
        }
        Hung::Arched => {
            let [_, mid, low] = c.pal.sky.map(|s| c.pal.tone(s));
            let (w, y) = (0.36, 1.0);
            let shape = || {
                Shape::new()
                    .go(x - w, y)
                    .line(x - w, high * 0.62)
                    .cubic((x - w, high * 0.84), (x + w, high * 0.84), (x + w, high * 0.62))
                    .line(x + w, y)
                    .close()
            };
            c.fill(shape(), Ink::down(mid, low));
            c.stroke(shape(), 0.12, Ink::flat(c.lit(rgb(0x9a9284), 0.5)));
        }
        Hung::Lamp => parts::pendant(c, x, high - 0.85, high, rgb(0xb08a4a)),
        Hung::Bulb => {
            let light = c.pal.glow().lighter(0.4);
            c.stroke(Shape::through(&[(x, high), (x, high - 0.55)]), 0.014, Ink::flat(c.lit(rgb(0x1c1c1c), 0.3)));
            c.fill(Shape::disc(x, high - 0.62, 1.5), Ink::glow(light, 0.5));
            c.disc(x, high - 0.62, 0.065, Ink::flat(light));
        }
        Hung::Torch => {
            for dx in [-1.1, 1.1] {
                c.stroke(
                    Shape::through(&[(x + dx, 1.3), (x + dx + 0.06, 1.75)]),
                    0.06,
                    Ink::flat(c.lit(rgb(0x4a3424), 0.4)),
                );
                home::fire(c, x + dx + 0.06, 1.75, 0.34);
            }
        }
        Hung::Screens => {
            for i in 0..3 {
                let sx = x - 0.95 + 0.66 * i as f32;
                c.fill(Shape::round(sx, 1.2, 0.6, 0.46, 0.03), Ink::flat(c.lit(rgb(0x1c2024), 0.3)));
                let hex = [0x7fd0e0, 0x8fe0a0, 0xe0c070].get(i).copied().unwrap_or(0);
                c.rect(sx + 0.04, 1.24, 0.52, 0.38, Ink::flat(c.pal.tone(rgb(hex))));
            }
        }
        Hung::Mirror => {
            let frame = Ink::flat(c.lit(rgb(0xb08a3e), 0.6));
            let (a, b) = (c.lit(rgb(0xdce8ec), 1.0), c.lit(rgb(0x7f98a4), 0.4));
            c.rect(x - 0.5, 0.85, 1.0, 1.35, frame);
            c.rect(x - 0.43, 0.92, 0.86, 1.21, Ink::across(a, b));
            let light = c.pal.glow().lighter(0.4);
            for i in 0..5 {
                for s in [-1.0, 1.0] {
                    c.disc(x + s * 0.5, 0.95 + 0.28 * i as f32, 0.045, Ink::flat(light));
                }
            }
        }
        _ => held(c, thing, x, high, seed),
    }
}

/// What the wall holds: tools, pictures, bottles, boards.
fn held(c: &mut Canvas<'_>, thing: Hung, x: f32, high: f32, seed: u64) {
    match thing {
        Hung::Tools => {
            for (i, prop) in [Prop::Spade, Prop::Axe, Prop::Broom, Prop::Rope].into_iter().enumerate() {
                let old = c.push(x - 0.75 + 0.5 * i as f32, 0.85, 0.0, 1.0);
                props::draw(c, prop, None);
                c.pop(old);
            }
        }
        Hung::Dials => {
            for i in 0..6 {
                let (dx, y) = (x - 0.5 + 0.5 * (i % 3) as f32, 1.25 + 0.5 * (i / 3) as f32);
                c.disc(dx, y, 0.19, Ink::flat(c.lit(rgb(0x2a2c30), 0.3)));
                c.disc(dx, y, 0.15, Ink::flat(c.lit(rgb(0xf0ece0), 0.8)));
                c.stroke(Shape::through(&[(dx, y), (dx + 0.08, y + 0.08)]), 0.02, Ink::flat(c.lit(rgb(0xb8302a), 0.6)));
            }
        }
        Hung::Pictures => {
            parts::picture(c, x - 0.9, 1.35, 0.75, 0.9, seed);
            parts::picture(c, x + 0.1, 1.45, 0.9, 0.66, seed ^ 5);
        }
        Hung::Bottles => {
            for (row, y) in [1.15, 1.6].into_iter().enumerate() {
                c.rect(x - 0.8, y - 0.05, 1.6, 0.05, Ink::flat(c.lit(rgb(0x5a3a24), 0.5)));
                for i in 0..7 {
                    let old = c.push(x - 0.68 + 0.22 * i as f32, y, 0.0, 0.95);
                    props::draw(c, if (i + row) % 3 == 2 { Prop::Potion } else { Prop::Bottle }, None);
                    c.pop(old);
                }
            }
        }
        Hung::Board => {
            c.rect(x - 0.85, 1.1, 1.7, 1.0, Ink::flat(c.lit(rgb(0xd8d4c8), 0.5)));
            c.rect(x - 0.8, 1.15, 1.6, 0.9, Ink::flat(c.lit(rgb(0x2f4a3f), 0.5)));
            for i in 0..4 {
                let y = 1.32 + 0.19 * i as f32;
                c.stroke(
                    Shape::through(&[(x - 0.65, y), (x + 0.5 - 0.2 * (i % 2) as f32, y)]),
                    0.03,
                    Ink::flat(c.lit(rgb(0xe8e8dc), 0.8)),
                );
            }
        }
        _ => stately(c, thing, x, high),
    }
}

/// What is large for its place: chandeliers, doors, hearths, statues.
fn stately(c: &mut Canvas<'_>, thing: Hung, x: f32, high: f32) {
    match thing {
        Hung::Chandelier => {
            let light = c.pal.glow().lighter(0.4);
            c.stroke(Shape::through(&[(x, high), (x, high - 0.9)]), 0.02, Ink::flat(c.lit(rgb(0xb08a3e), 0.6)));
            c.fill(Shape::disc(x, high - 1.0, 1.9), Ink::glow(light, 0.5));
            for i in 0..7 {
                let dx = -0.6 + 0.2 * i as f32;
                let y = high - 1.1 + 0.12 * (dx / 0.6).powi(2);
                c.stroke(Shape::through(&[(x, high - 0.95), (x + dx, y)]), 0.024, Ink::flat(c.lit(rgb(0xd0a84a), 0.8)));
                c.disc(x + dx, y + 0.08, 0.045, Ink::flat(light));
            }
        }
        Hung::Doors => {
            let two = TwoTone::of(c, rgb(0x9aa2a8));
            for s in [-1.0_f32, 1.0] {
                c.rect(x + if s < 0.0 { -0.75 } else { 0.02 }, 0.0, 0.73, 2.1, two.ink(c, 0.5));
            }
            c.stroke(Shape::through(&[(x, 0.0), (x, 2.1)]), 0.02, Ink::flat(two.dark.darker(0.4)));
        }
        Hung::Bell => {
            c.rect(x - 1.0, high - 0.5, 2.0, 0.14, Ink::flat(c.lit(rgb(0x5a4028), 0.5)));
            let old = c.push(x, high - 1.9, 0.0, 4.2);
            props::draw(c, Prop::Bell, None);
            c.pop(old);
        }
        Hung::Fireplace => {
            let two = TwoTone::of(c, rgb(0x8a7f74));
            c.rect(x - 0.8, 0.0, 1.6, 1.25, two.ink(c, 0.5));
            c.rect(x - 0.9, 1.25, 1.8, 0.1, Ink::flat(two.light));
            c.rect(x - 0.5, 0.0, 1.0, 0.85, Ink::flat(c.lit(rgb(0x1c1614), 0.2)));
            home::fire(c, x, 0.05, 0.6);
        }
        Hung::Statue => {
            let gold = TwoTone::of(c, rgb(0xd0a43e));
            let ink = gold.ink(c, 0.55);
            c.rect(x - 0.9, 0.0, 1.8, 0.5, Ink::flat(c.lit(rgb(0x8a3a30), 0.5)));
            c.fill(Shape::oval(x, 0.75, 0.75, 0.3), ink);
            c.fill(Shape::blob(&[(x - 0.4, 0.8), (x - 0.45, 1.35), (x, 1.7), (x + 0.45, 1.35), (x + 0.4, 0.8)]), ink);
            c.disc(x, 1.92, 0.28, ink);
            c.disc(x, 2.2, 0.1, ink);
            c.fill(Shape::disc(x, 1.5, 1.4), Ink::glow(c.pal.glow(), 0.25));
        }
        _ => {}
    }
}
