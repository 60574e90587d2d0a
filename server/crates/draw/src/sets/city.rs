//! Streets and what is between and above them.

use super::{Set, parts, sky};
use crate::figures::face_model::TwoTone;
use crate::props;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;
use model::Weather;

const WALLS: [u32; 7] = [0xa0614a, 0xb08d6a, 0x7a6a62, 0x8d9499, 0xc0a582, 0x6f7d84, 0x94554a];

/// A skyline of towers at depth `z`.
pub fn skyline(s: &mut LayerBuilder<'_>, z: f32, high: f32, seed: u64) {
    s.layer(Depth::At(z), |c| {
        c.at(z);
        let cam = *c.camera();
        let half = (z - cam.z) / cam.f * 1.9;
        let mut rng = Rng::new(seed);
        let mut x = -half;
        while x < half {
            let w = rng.range(0.5, 1.4) * high * 0.32;
            let h = high * rng.range(0.35, 1.0);
            let base = rgb(rng.pick(&[0x66727c, 0x5a6470, 0x77797c]).unwrap_or(0x66727c));
            let (a, b) = (c.lit(base, 0.7), c.lit(base, 0.1));
            let foot = a.mix(c.pal.tone(c.pal.haze), 0.4);
            c.rect(x, -0.1, w, h + 0.1, Ink::down(if rng.chance(0.5) { a } else { b }, foot));
            if rng.chance(0.3) {
                c.rect(x + w * 0.45, h, w * 0.06, h * 0.16, Ink::flat(b));
            }
            let lit = c.pal.glow();
            let (nx, ny) = ((w / (high * 0.05)) as i32, (h / (high * 0.06)) as i32);
            for i in 0..nx {
                for j in 1..ny {
                    if rng.chance(0.1 + 0.42 * c.pal.lamps) && c.pal.lamps > 0.2 {
                        c.rect(
                            x + (i as f32 + 0.3) * w / nx as f32,
                            j as f32 * high * 0.06,
                            high * 0.014,
                            high * 0.022,
                            Ink::flat(lit).alpha(0.75),
                        );
                    }
                }
            }
            x += w * rng.range(0.9, 1.15);
        }
    });
}

/// The front of a house: from `x`, `w` wide, `h` high, on this plane.
pub fn facade(c: &mut Canvas<'_>, x: f32, w: f32, h: f32, wall: Rgb, seed: u64, shopfront: bool) {
    let mut rng = Rng::new(seed);
    let two = TwoTone::of(c, wall);
    let (a, b) = (two.light.mix(two.dark, 0.25), two.dark.mix(two.light, 0.35));
    c.rect(x, 0.0, w, h, if c.pal.side < 0.0 { Ink::across(a, b) } else { Ink::across(b, a) });
    c.rect(x - 0.12, h - 0.3, w + 0.24, 0.36, Ink::flat(c.lit(wall.lighter(0.18), 0.7)));
    c.rect(x - 0.12, h - 0.36, w + 0.24, 0.08, Ink::flat(two.dark));
    let floors = ((h - 3.2) / 2.7).max(0.0) as u32;
    let columns = ((w / 1.7) as u32).max(1);
    let pane = c.lit(rgb(0x33424d), 0.5).mix(c.pal.tone(c.pal.sky[1]), 0.35);
    for floor in 0..floors {
        for col in 0..columns {
            let step = w / columns as f32;
            let (wx, wy) = (x + step * (col as f32 + 0.5) - 0.45, 3.7 + 2.7 * floor as f32);
            let on = rng.chance(0.15 + 0.4 * c.pal.lamps) && c.pal.lamps > 0.25;
            let glass = if on { c.pal.glow().mix(c.pal.tone(rgb(0xffe6b8)), rng.range(0.0, 0.5)) } else { pane };
            c.rect(wx - 0.09, wy - 0.09, 1.08, 1.58, Ink::flat(c.lit(wall.lighter(0.22), 0.6)));
            c.rect(wx, wy, 0.9, 1.4, Ink::down(glass.lighter(0.1), glass));
            if on {
                c.fill(Shape::oval(wx + 0.45, wy + 0.6, 1.3, 1.4), Ink::glow(c.pal.glow(), 0.16));
            }
            let bar = Ink::flat(c.lit(rgb(0xe2dccf), 0.5));
            c.rect(wx + 0.42, wy, 0.06, 1.4, bar);
            c.rect(wx, wy + 0.85, 0.9, 0.05, bar);
            c.rect(wx - 0.16, wy - 0.16, 1.22, 0.1, Ink::flat(c.lit(wall.lighter(0.3), 0.9)));
        }
    }
    if shopfront {
        let trim = rgb(rng.pick(&[0x2f4f4a, 0x7a2f2a, 0x2c3f5c, 0x5a4a2c]).unwrap_or(0x2f4f4a));
        c.rect(x + 0.2, 0.0, w - 0.4, 2.95, Ink::flat(c.lit(trim, 0.5)));
        let on = c.pal.lamps.max(0.15);
        let glow = c.lit(rgb(0x4a565c), 0.5).mix(c.pal.glow(), on);
        c.rect(x + 0.4, 0.55, w * 0.58, 1.75, Ink::down(glow.lighter(0.15), glow));
        c.rect(x + w * 0.72, 0.0, 0.95_f32.min(w * 0.22), 2.3, Ink::flat(glow.mix(c.lit(trim, 0.4), 0.45)));
        if c.pal.lamps > 0.3 {
            c.fill(Shape::oval(x + w * 0.42, 1.2, w * 0.9, 2.0), Ink::glow(c.pal.glow(), 0.35 * c.pal.lamps));
        }
        for i in 0..5 {
            let px = x + 0.6 + 0.11 * w * i as f32;
            c.fill(Shape::round(px, 0.55, 0.24, rng.range(0.25, 0.8), 0.08), Ink::flat(glow.darker(0.55)));
        }
        // A striped awning.
        let n = (w / 0.5) as i32;
        for i in 0..n {
            let ax = x + 0.2 + (w - 0.4) / n as f32 * i as f32;
            let aw = (w - 0.4) / n as f32 + 0.01;
            let tone = if i % 2 == 0 { c.lit(rgb(0xe6dcc8), 0.9) } else { c.lit(trim.lighter(0.12), 0.9) };
            c.fill(
                Shape::new()
                    .go(ax, 2.95)
                    .line(ax + aw, 2.95)
                    .line(ax + aw, 2.45)
                    .quad(ax + aw / 2.0, 2.3, ax, 2.45)
                    .close(),
                Ink::down(tone, tone.darker(0.14)),
            );
        }
    } else {
        let door = rgb(rng.pick(&[0x5a3324, 0x2f4a44, 0x6a2a2c]).unwrap_or(0x5a3324));
        let dx = x + w * rng.range(0.3, 0.6);
        c.rect(dx - 0.12, 0.0, 1.24, 2.5, Ink::flat(c.lit(wall.lighter(0.25), 0.6)));
        c.rect(dx, 0.0, 1.0, 2.3, TwoTone::of(c, door).ink(c, 0.6));
        c.fill(Shape::oval(dx + 0.5, 1.85, 0.34, 0.24), Ink::flat(pane.mix(c.pal.glow(), c.pal.lamps)));
        for wx in [x + 0.25, x + w - 1.2] {
            if (wx - dx).abs() > 1.25 {
                c.rect(
                    wx,
                    0.9,
                    0.9,
                    1.4,
                    Ink::flat(pane.mix(c.pal.glow(), if rng.chance(0.5) { c.pal.lamps } else { 0.0 })),
                );
                c.stroke(Shape::rect(wx, 0.9, 0.9, 1.4), 0.07, Ink::flat(c.lit(rgb(0xe2dccf), 0.5)));
            }
        }
    }
}

/// A row of fronts that close a street at depth `z`.
pub fn row(s: &mut LayerBuilder<'_>, z: f32, from: f32, to: f32, seed: u64, shops: bool) {
    s.layer(Depth::At(z), |c| {
        c.at(z);
        let mut rng = Rng::new(seed);
        let mut x = from;
        while x < to {
            let w = rng.range(4.2, 6.4);
            let h = rng.range(7.5, 13.5);
            let wall = rgb(rng.pick(&WALLS).unwrap_or(0xa0614a));
            let shop = shops && rng.chance(0.65);
            facade(c, x, w, h, wall, rng.next_u64(), shop);
            x += w;
        }
    });
}

fn paving(s: &mut LayerBuilder<'_>, kerb: f32) {
    let wet = matches!(s.pal.weather, Weather::Rain | Weather::Storm);
    sky::ground(s, rgb(0x7c7a76), |c| {
        let cam = *c.camera();
        let near = cam.z + 0.3;
        let (a, b) = (c.lit(rgb(0x55565a), 0.5), c.lit(rgb(0x4a4b50), 0.4));
        // The carriageway runs across, behind the people.
        c.facet(
            &[[-60.0, 0.002, kerb], [60.0, 0.002, kerb], [60.0, 0.002, kerb + 5.6], [-60.0, 0.002, kerb + 5.6]],
            Ink::down(a, b),
        );
        let white = c.lit(rgb(0xd9d6cc), 0.6);
        for i in -9..9 {
            let x = i as f32 * 3.6;
            c.facet(
                &[
                    [x, 0.004, kerb + 2.7],
                    [x + 1.8, 0.004, kerb + 2.7],
                    [x + 1.8, 0.004, kerb + 2.86],
                    [x, 0.004, kerb + 2.86],
                ],
                Ink::flat(white),
            );
        }
        let line = Ink::flat(c.lit(rgb(0x5f5d59), 0.3)).alpha(0.7);
        for i in -16..16 {
            let x = i as f32 * 0.9;
            c.facet(
                &[[x, 0.003, near], [x + 0.025, 0.003, near], [x + 0.025, 0.003, kerb - 0.2], [x, 0.003, kerb - 0.2]],
                line,
            );
        }
        for j in -10..4 {
            let z = j as f32 * 0.9;
            if z > near && z < kerb - 0.2 {
                c.facet(
                    &[[-14.0, 0.003, z], [14.0, 0.003, z], [14.0, 0.003, z + 0.03], [-14.0, 0.003, z + 0.03]],
                    line,
                );
            }
        }
        let stone = Ink::flat(c.lit(rgb(0xa9a59c), 0.9));
        c.facet(
            &[[-60.0, 0.01, kerb - 0.22], [60.0, 0.01, kerb - 0.22], [60.0, 0.01, kerb], [-60.0, 0.01, kerb]],
            stone,
        );
        if wet || c.pal.style == model::StylePreset::Noir || c.pal.style == model::StylePreset::Neon {
            // Puddles and lights drawn down into the wet.
            let shine = c.pal.tone(c.pal.sky[2]).lighter(0.2);
            let mut rng = Rng::new(3);
            for _ in 0..9 {
                let (x, z, r) = (rng.range(-5.0, 5.0), rng.range(-2.5, 6.0), rng.range(0.4, 1.2));
                let ring: Vec<[f32; 3]> = (0..18)
                    .map(|i| {
                        let (s, co) = (i as f32 * 0.349).sin_cos();
                        [x + r * co, 0.006, z + 0.45 * r * s]
                    })
                    .collect();
                c.facet(&ring, Ink::flat(shine).alpha(0.35));
            }
            for x in [-4.6, 0.4, 5.2] {
                c.facet(
                    &[
                        [x - 0.5, 0.007, kerb + 5.0],
                        [x + 0.5, 0.007, kerb + 5.0],
                        [x + 0.6, 0.007, -2.0],
                        [x - 0.6, 0.007, -2.0],
                    ],
                    Ink::soft(c.pal.glow(), 0.4 * c.pal.lamps.max(0.2)),
                );
            }
        }
    });
}

pub fn street(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    skyline(s, 70.0, 26.0, set.seed ^ 1);
    paving(s, 2.6);
    row(s, 11.0, -26.0, 26.0, set.seed, true);
    s.layer(Depth::At(6.0), |c| {
        c.contact(-4.0, 6.0, 2.3, 0.7);
        c.contact(5.4, 6.0, 2.3, 0.7);
        c.at(6.0).local_shift(-4.0, 0.0);
        props::saloon(c, set.pick(3, &[0x8f3a32, 0x3d5f7a, 0xd0b054]));
        c.at(6.0);
        let old = c.push_mirrored(5.4, 0.0, 1.0);
        props::saloon(c, set.pick(4, &[0x4f5a52, 0x2f3a4a, 0xb9b4a8]));
        c.pop(old);
    });
    s.layer(Depth::At(2.2), |c| {
        for x in [-3.4, 4.4] {
            c.contact(x, 2.2, 0.4, 0.6);
            c.at(2.2);
            parts::street_lamp(c, x, 3.5);
        }
        c.at(2.0);
        c.contact(2.3, 2.0, 0.4, 0.5);
        c.at(2.0);
        c.fill(Shape::round(2.1, 0.0, 0.42, 0.95, 0.06), TwoTone::of(c, rgb(0x3c5a46)).ink(c, 0.6));
        c.fill(Shape::round(2.06, 0.9, 0.5, 0.12, 0.06), Ink::flat(c.lit(rgb(0x2c4234), 0.8)));
        parts::tree(c, -6.4, 5.5, rgb(0x5d7f4a), set.seed);
    });
    if set.deep {
        s.layer(Depth::At(-3.2), |c| {
            c.at(-3.2);
            let post = Ink::flat(c.lit(rgb(0x1e2022), 0.1));
            c.rect(-3.2, 0.0, 0.12, 6.0, post);
            c.fill(Shape::round(2.9, 0.0, 0.5, 0.9, 0.08), post);
        });
    }
}

pub fn bridge(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    s.ground_order = 20.0;
    sky::sky(s, set.seed);
    skyline(s, 160.0, 34.0, set.seed ^ 2);
    s.layer(Depth::At(120.0), |c| {
        // The river, far below and behind.
        let cam = *c.camera();
        let horizon = cam.h * cam.sy;
        let (a, b) = (c.pal.tone(c.pal.sky[2].darker(0.12)), c.pal.lit(rgb(0x3f5f70), 0.5, 30.0));
        c.band(horizon, horizon + cam.h * 0.5, Ink::down(a, b));
        c.band(horizon + cam.h * 0.49, horizon + cam.h * 3.0, Ink::flat(b));
        c.at(120.0);
        let glint = c.pal.tone(c.pal.sun);
        let mut rng = Rng::new(8);
        for _ in 0..50 {
            let y = -rng.range(1.0, 30.0);
            let x = c.pal.side * 40.0 + rng.range(-1.0, 1.0) * (8.0 - y);
            c.rect(x, y, rng.range(2.0, 7.0), 0.24, Ink::flat(glint).alpha(0.4));
        }
    });
    s.layer(Depth::Ground(0.0), |c| {
        let cam = *c.camera();
        let near = cam.z + 0.3;
        let deck = rgb(0x77726a);
        let (a, b) = (c.pal.lit(deck, 0.6, 14.0), c.pal.lit(deck, 0.45, 1.0));
        c.facet(&[[-70.0, 0.0, near], [70.0, 0.0, near], [70.0, 0.0, 2.4], [-70.0, 0.0, 2.4]], Ink::down(a, b));
        let line = Ink::flat(c.lit(rgb(0x4f4b46), 0.3)).alpha(0.6);
        for i in -40..40 {
            let x = i as f32 * 0.5;
            c.facet(&[[x, 0.003, near], [x + 0.02, 0.003, near], [x + 0.02, 0.003, 2.4], [x, 0.003, 2.4]], line);
        }
    });
    s.layer(Depth::At(2.4), |c| {
        c.at(2.4);
        let iron = TwoTone::of(c, rgb(0x4d5a58));
        let ink = iron.ink(c, 0.5);
        for i in -40..40 {
            c.rect(i as f32 * 0.26, 0.0, 0.04, 1.05, Ink::flat(iron.dark));
        }
        c.rect(-20.0, 1.02, 40.0, 0.1, Ink::flat(iron.light));
        c.rect(-20.0, 0.08, 40.0, 0.09, Ink::flat(iron.dark));
        for x in [-7.5_f32, 7.5] {
            for dx in [-0.5, 0.5] {
                c.rect(x + dx - 0.2, -4.0, 0.4, 13.5, ink);
            }
            for y in [2.6, 4.6, 6.6, 8.6] {
                c.rect(x - 0.5, y, 1.0, 0.2, Ink::flat(iron.dark));
            }
        }
        let cable = |c: &mut Canvas<'_>, from: f32, to: f32, sag: f32| {
            c.stroke(Shape::new().go(from, 9.3).quad((from + to) / 2.0, sag, to, 9.3), 0.13, Ink::flat(iron.light));
        };
        cable(c, -7.5, 7.5, -5.5);
        cable(c, -23.0, -7.5, -4.0);
        cable(c, 7.5, 23.0, -4.0);
        for i in -6..=6 {
            let x = i as f32 * 1.1;
            let t: f32 = (x + 7.5) / 15.0;
            let y = 9.3 * (1.0 - t) * (1.0 - t) + 2.0 * t * (1.0 - t) * -5.5 + 9.3 * t * t;
            if y > 1.1 {
                c.rect(x, 1.1, 0.03, y - 1.1, Ink::flat(iron.dark));
            }
        }
        for x in [-3.6, 3.4] {
            parts::street_lamp(c, x, 3.2);
        }
    });
}

pub fn rooftop(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    s.ground_order = 20.0;
    sky::sky(s, set.seed);
    skyline(s, 140.0, 30.0, set.seed ^ 5);
    s.layer(Depth::At(34.0), |c| {
        c.at(34.0);
        let mut rng = set.rng(4);
        let mut x = -34.0;
        while x < 34.0 {
            let w = rng.range(4.0, 8.0);
            let h = rng.range(-1.0, 6.0);
            let wall = rgb(rng.pick(&WALLS).unwrap_or(0x7a6a62));
            let (a, b) = (c.lit(wall, 0.7), c.lit(wall, 0.1));
            c.rect(x, -14.0, w, h + 14.0, Ink::across(a, b));
            for i in 0..(w / 1.2) as i32 {
                for j in 0..7 {
                    let on = rng.chance(0.4 * c.pal.lamps);
                    let pane = c.lit(rgb(0x2b363e), 0.4).mix(c.pal.glow(), if on { 1.0 } else { 0.0 });
                    c.rect(x + 0.35 + 1.2 * i as f32, h - 1.6 - 1.7 * j as f32, 0.6, 0.95, Ink::flat(pane));
                }
            }
            x += w + rng.range(0.0, 1.5);
        }
    });
    s.layer(Depth::Ground(0.0), |c| {
        let cam = *c.camera();
        let near = cam.z + 0.3;
        let tar = rgb(0x6a6864);
        let (a, b) = (c.pal.lit(tar, 0.6, 10.0), c.pal.lit(tar, 0.4, 1.0));
        c.facet(&[[-60.0, 0.0, near], [60.0, 0.0, near], [60.0, 0.0, 4.4], [-60.0, 0.0, 4.4]], Ink::down(a, b));
        for j in -5..5 {
            let z = j as f32 * 1.1;
            c.facet(
                &[[-30.0, 0.003, z], [30.0, 0.003, z], [30.0, 0.003, z + 0.03], [-30.0, 0.003, z + 0.03]],
                Ink::flat(c.lit(tar.darker(0.3), 0.3)).alpha(0.5),
            );
        }
    });
    s.layer(Depth::At(4.0), |c| {
        c.block([-30.0, 0.0, 4.3], [60.0, 0.75, 0.3], rgb(0x8a7a6a));
        c.block([-30.0, 0.75, 4.25], [60.0, 0.1, 0.4], rgb(0xa0917f));
        c.block([3.2, 0.0, 2.6], [2.4, 2.5, 1.6], rgb(0x8f8172));
        c.at(2.59);
        c.rect(3.6, 0.0, 0.95, 2.1, Ink::flat(c.lit(rgb(0x4a3a30), 0.4)));
        c.disc(4.1, 2.28, 0.06, Ink::flat(c.pal.glow().lighter(0.4)));
        c.disc(4.1, 2.1, 1.2, Ink::glow(c.pal.glow(), 0.45 * c.pal.lamps));
        // A water tank on legs.
        c.at(3.6);
        let wood = TwoTone::of(c, rgb(0x6f4a32));
        for x in [-5.2, -4.5, -3.7, -3.0] {
            c.rect(x, 0.0, 0.12, 1.7, Ink::flat(c.lit(rgb(0x33302e), 0.4)));
        }
        c.rect(-5.3, 1.7, 2.5, 2.1, wood.ink(c, 0.55));
        c.fill(Shape::poly(&[(-5.45, 3.8), (-2.65, 3.8), (-4.05, 4.8)]), TwoTone::of(c, rgb(0x4d4440)).ink(c, 0.5));
        for y in [2.1, 2.7, 3.3] {
            c.rect(-5.3, y, 2.5, 0.05, Ink::flat(wood.dark.darker(0.3)));
        }
        c.at(3.0);
        c.stroke(Shape::through(&[(0.9, 0.0), (0.9, 2.6)]), 0.05, Ink::flat(c.lit(rgb(0x2c2c2e), 0.4)));
        for y in [1.8, 2.1, 2.4] {
            c.stroke(Shape::through(&[(0.5, y), (1.3, y)]), 0.035, Ink::flat(c.lit(rgb(0x2c2c2e), 0.4)));
        }
        c.block([-1.6, 0.0, 3.0], [1.1, 0.8, 0.8], rgb(0x9aa09f));
    });
}
