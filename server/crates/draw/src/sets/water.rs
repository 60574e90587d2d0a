//! Places by and on the water.

use super::strange::rock;
use super::{Set, parts, sky};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;
use crate::rng::Rng;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;
use model::Weather;

/// The open sea beyond a ship's window, from the horizon down.
pub fn open_water(s: &mut LayerBuilder<'_>, seed: u64, to: f32) {
    far_boats(s, seed);
    water(s, seed, to);
}

/// Open water from the horizon down, with the sky's light on it.
pub(super) fn water(s: &mut LayerBuilder<'_>, seed: u64, to: f32) {
    let rough = matches!(s.pal.weather, Weather::Storm | Weather::Wind | Weather::Rain);
    s.layer(Depth::Ground(0.0), |c| {
        let cam = *c.camera();
        let horizon = cam.h * cam.sy;
        let deep = c.pal.lit(rgb(0x2f6a7d), 0.5, 3.0);
        let far = c.pal.tone(c.pal.sky[2].under(rgb(0xb8cdd4)));
        let near = cam.project([0.0, 0.0, to.max(cam.z + 0.4)]).1;
        let bottom = (horizon + cam.h * 0.7).max(near);
        c.band(horizon, bottom, Ink::down(far, deep));
        c.band(bottom - 1.0, bottom + cam.h * 3.0, Ink::flat(deep));
        let mut rng = Rng::new(seed ^ 0x5ea);
        let (crest, trough) = (c.pal.lit(rgb(0xcfe2e4), 0.9, 8.0), c.pal.lit(rgb(0x1f4a5c), 0.3, 8.0));
        for i in 0..170 {
            let t = i as f32 / 170.0;
            let z = to.max(-3.0) + 90.0 * (1.0 - t) * (1.0 - t);
            let x = rng.range(-1.0, 1.0) * (z - cam.z) * 1.3 + cam.x;
            let w = rng.range(0.02, 0.12) * (z - cam.z);
            let h = if rough { 0.16 } else { 0.07 } * rng.range(0.5, 1.2);
            c.at(z);
            let ink = if i % 3 == 0 { Ink::flat(crest).alpha(0.5) } else { Ink::flat(trough).alpha(0.4) };
            c.fill(Shape::new().go(x - w, 0.0).quad(x, h * 1.7, x + w, 0.0).quad(x, h * 0.5, x - w, 0.0).close(), ink);
        }
        // The road of light under sun or moon.
        if c.pal.open_sky() {
            let sun = c.pal.tone(c.pal.sun);
            let at = match c.pal.time {
                model::TimeOfDay::Day => 0.55,
                model::TimeOfDay::Night => 0.46,
                _ => 0.41,
            } * c.pal.side;
            for _ in 0..80 {
                let z = 2.0 + 120.0 * rng.unit() * rng.unit();
                let spread = rng.range(-0.07, 0.07);
                let x = cam.x + (at + spread) * (z - cam.z) / cam.f;
                let w = rng.range(0.006, 0.022) * (z - cam.z);
                c.at(z);
                c.fill(Shape::oval(x, 0.02, w, 0.03 + 0.0011 * z), Ink::flat(sun).alpha(0.5));
            }
        }
        c.at(0.0);
    });
}

pub(super) fn far_boats(s: &mut LayerBuilder<'_>, seed: u64) {
    s.layer(Depth::At(70.0), |c| {
        c.at(70.0);
        let mut rng = Rng::new(seed);
        for _ in 0..3 {
            let x = rng.range(-40.0, 40.0);
            sail(c, x, 4.0 + 2.0 * rng.unit());
        }
    });
}

fn sail(c: &mut Canvas<'_>, x: f32, h: f32) {
    let hull = TwoTone::of(c, rgb(0x4a3a34));
    let cloth = TwoTone::of(c, rgb(0xf0ebe0));
    c.fill(
        Shape::new()
            .go(x - h * 0.35, h * 0.14)
            .line(x + h * 0.38, h * 0.14)
            .quad(x + h * 0.3, 0.0, x + h * 0.2, 0.0)
            .line(x - h * 0.26, 0.0)
            .close(),
        hull.ink(c, 0.5),
    );
    c.rect(x - h * 0.01, h * 0.14, h * 0.02, h, Ink::flat(hull.dark));
    c.fill(
        Shape::new()
            .go(x + h * 0.03, h * 1.1)
            .quad(x + h * 0.34, h * 0.6, x + h * 0.32, h * 0.22)
            .line(x + h * 0.03, h * 0.22)
            .close(),
        cloth.ink(c, 0.5),
    );
    c.fill(
        Shape::new()
            .go(x - h * 0.03, h)
            .quad(x - h * 0.22, h * 0.5, x - h * 0.28, h * 0.22)
            .line(x - h * 0.03, h * 0.22)
            .close(),
        Ink::flat(cloth.dark.mix(cloth.light, 0.4)),
    );
}

pub fn beach(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let sand = rgb(0xdcc494);
    sky::sky(s, set.seed);
    s.layer(Depth::At(130.0), |c| {
        c.at(130.0);
        let land = TwoTone::of(c, rgb(0x5d7a64));
        let x = -c.pal.side * 62.0;
        c.fill(
            Shape::new().go(x - 46.0, -1.0).quad(x - 20.0, 17.0, x, 11.0).quad(x + 24.0, 8.0, x + 40.0, -1.0).close(),
            Ink::down(land.light, land.dark),
        );
    });
    far_boats(s, set.seed);
    water(s, set.seed, 5.0);
    s.layer(Depth::Ground(0.0), |c| {
        let cam = *c.camera();
        let near = cam.z + 0.3;
        let (a, b) = (c.pal.lit(sand.darker(0.14), 0.6, 8.0), c.pal.lit(sand, 0.55, 1.0));
        let foam = c.pal.lit(rgb(0xf4f6f4), 0.8, 8.0);
        // The shore line bends.
        let shore = |x: f32| 5.2 + 0.5 * (x * 0.35).sin() + 0.22 * (x * 0.9 + 1.0).sin();
        let line = |shift: f32| -> Vec<[f32; 3]> {
            let mut v: Vec<[f32; 3]> = (0..=48)
                .map(|i| {
                    let x = -30.0 + 1.25 * i as f32;
                    [x, 0.004, shore(x) + shift]
                })
                .collect();
            v.push([34.0, 0.004, near]);
            v.push([-34.0, 0.004, near]);
            v
        };
        c.facet(&line(0.9), Ink::flat(foam).alpha(0.5));
        c.facet(&line(0.5), Ink::flat(c.pal.lit(rgb(0x6fa0a4), 0.6, 8.0)).alpha(0.6));
        c.facet(&line(0.24), Ink::flat(foam));
        c.facet(&line(0.0), Ink::flat(c.pal.lit(sand.darker(0.28), 0.5, 6.0)));
        c.facet(&line(-1.0), Ink::down(a, b));
        let mut rng = set.rng(4);
        for _ in 0..70 {
            let (x, z) = (rng.range(-9.0, 9.0), rng.range(-5.0, 3.4));
            let r = rng.range(0.03, 0.16);
            let tone = c.pal.lit(sand.darker(rng.range(0.06, 0.2)), 0.4, 3.0);
            c.facet(
                &[[x - r, 0.006, z], [x, 0.006, z - r * 0.4], [x + r, 0.006, z], [x, 0.006, z + r * 0.4]],
                Ink::flat(tone).alpha(0.7),
            );
        }
    });
    s.layer(Depth::At(3.2), |c| {
        c.contact(-4.6, 3.2, 0.9, 0.5);
        c.at(3.2);
        if set.says("tropical,island,palm,paradise") || set.seed.is_multiple_of(3) {
            palm(c, -4.6, 5.2, set.seed);
        } else {
            rock(c, -4.8, 2.2, 1.1, rgb(0x6f6a66), 3);
            rock(c, -3.4, 1.0, 0.5, rgb(0x77716b), 4);
        }
        parts::grass(c, 3.6, 7.5, 0.9, rgb(0x9aa05a), set.seed, 70);
        let mut rng = set.rng(5);
        for _ in 0..5 {
            let (x, y) = (rng.range(-3.0, 5.0), rng.range(2.8, 4.4));
            c.stroke(
                Shape::new().go(x - 0.22, y + 0.05).quad(x - 0.1, y + 0.12, x, y).quad(
                    x + 0.1,
                    y + 0.12,
                    x + 0.22,
                    y + 0.05,
                ),
                0.03,
                Ink::flat(c.lit(rgb(0x4a5056), 0.4)),
            );
        }
    });
}

fn palm(c: &mut Canvas<'_>, x: f32, tall: f32, seed: u64) {
    let bark = TwoTone::of(c, rgb(0x8a6a48));
    let top = (x + tall * 0.14, tall * 0.86);
    c.stroke(Shape::new().go(x, 0.0).quad(x + tall * 0.01, tall * 0.5, top.0, top.1), tall * 0.045, bark.ink(c, 0.5));
    let mut rng = Rng::new(seed);
    let leaf = TwoTone::of(c, rgb(0x4f7f48));
    for i in 0..9 {
        let a = -1.9 + 3.8 * i as f32 / 8.0 + rng.range(-0.1, 0.1);
        let (s, co) = a.sin_cos();
        let l = tall * 0.36;
        let tip = (top.0 + s * l, top.1 + co * l * 0.5 - 0.1 * l);
        c.fill(
            Shape::new()
                .go(top.0, top.1)
                .quad(top.0 + s * l * 0.5, top.1 + co * l * 0.6 + 0.24 * l, tip.0, tip.1)
                .quad(top.0 + s * l * 0.45, top.1 + co * l * 0.3 + 0.04 * l, top.0, top.1)
                .close(),
            Ink::flat(if s * c.pal.side > 0.0 { leaf.light } else { leaf.dark }),
        );
    }
}

pub fn sea(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    far_boats(s, set.seed);
    water(s, set.seed, 2.6);
    let wood = rgb(0x94683f);
    s.layer(Depth::Ground(0.0), |c| {
        // The deck.
        let cam = *c.camera();
        let near = cam.z + 0.3;
        let (a, b) = (c.pal.lit(wood, 0.7, 6.0), c.pal.lit(wood, 0.5, 1.0));
        c.facet(&[[-30.0, 0.0, near], [30.0, 0.0, near], [30.0, 0.0, 2.4], [-30.0, 0.0, 2.4]], Ink::down(a, b));
        for j in 0..30 {
            let z = 2.4 - 0.26 * j as f32;
            if z > near {
                c.facet(
                    &[[-30.0, 0.003, z], [30.0, 0.003, z], [30.0, 0.003, z + 0.02], [-30.0, 0.003, z + 0.02]],
                    Ink::flat(c.lit(wood.darker(0.4), 0.3)).alpha(0.7),
                );
            }
        }
    });
    s.layer(Depth::At(2.4), |c| {
        c.at(2.4);
        let rail = TwoTone::of(c, rgb(0xe8e2d4));
        c.rect(-20.0, -0.05, 40.0, 0.28, Ink::flat(rail.dark.mix(rail.light, 0.5)));
        for i in -11..12 {
            c.rect(i as f32 * 1.4 - 0.04, 0.2, 0.08, 0.85, Ink::flat(rail.dark.mix(rail.light, 0.4)));
        }
        for (y, w) in [(1.02, 0.09), (0.7, 0.04), (0.45, 0.04)] {
            c.rect(-20.0, y, 40.0, w, Ink::flat(rail.light));
        }
        // A mast, its stays and a sail's edge.
        let mast = TwoTone::of(c, rgb(0x7a5232));
        c.rect(3.1, -0.2, 0.24, 12.0, mast.ink(c, 0.5));
        for x in [0.4, 5.8] {
            c.stroke(Shape::through(&[(x, 0.1), (3.2, 8.5)]), 0.03, Ink::flat(c.lit(rgb(0x3a332c), 0.4)));
        }
        for i in 0..7 {
            let y = 0.6 + 0.8 * i as f32;
            let k = 1.0 - y / 8.5;
            c.stroke(
                Shape::through(&[(3.2 - 2.8 * k, y), (3.2 + 2.6 * k, y)]),
                0.02,
                Ink::flat(c.lit(rgb(0x3a332c), 0.4)),
            );
        }
        let ring = TwoTone::of(c, rgb(0xd9482f));
        c.stroke(Shape::disc(-3.4, 0.62, 0.3), 0.15, ring.ink(c, 0.5));
        for k in 0..4 {
            let a = 0.785 + 1.571 * k as f32;
            c.disc(-3.4 + 0.3 * a.cos(), 0.62 + 0.3 * a.sin(), 0.085, Ink::flat(rail.light));
        }
    });
}
