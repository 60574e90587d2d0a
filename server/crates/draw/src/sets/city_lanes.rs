//! Markets and alleys.

use super::city::{facade, row, skyline};
use super::{Set, sky};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

pub fn market(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    skyline(s, 60.0, 15.0, set.seed ^ 1);
    sky::ground(s, rgb(0x9a8c74), |_| {});
    row(s, 13.0, -24.0, 24.0, set.seed, false);
    let stall = |c: &mut Canvas<'_>, x: f32, z: f32, cloth: u32, seed: u64| {
        c.contact(x, z + 0.4, 1.5, 0.6);
        c.block([x - 1.1, 0.0, z], [2.2, 0.85, 0.8], rgb(0x8a6238));
        c.at(z + 0.1);
        let mut rng = Rng::new(seed);
        for i in 0..18 {
            let colour = rgb(rng.pick(&[0xd9482f, 0xe0a03a, 0x7aa04a, 0xc8b84a, 0x8a3a6a]).unwrap_or(0xd9482f));
            c.disc(x - 1.0 + 0.118 * i as f32, 0.9 + 0.06 * (i % 3) as f32, 0.09, TwoTone::of(c, colour).ink(c, 0.6));
        }
        for px in [x - 1.15, x + 1.1] {
            c.rect(px, 0.0, 0.07, 2.3, Ink::flat(c.lit(rgb(0x5a4028), 0.4)));
        }
        for i in 0..8 {
            let ax = x - 1.4 + 0.35 * i as f32;
            let tone = if i % 2 == 0 { c.lit(rgb(cloth), 0.9) } else { c.lit(rgb(0xeee4d0), 0.9) };
            c.fill(
                Shape::new()
                    .go(ax + 0.08, 2.75)
                    .line(ax + 0.4, 2.75)
                    .line(ax + 0.36, 2.2)
                    .quad(ax + 0.18, 2.05, ax, 2.2)
                    .close(),
                Ink::down(tone, tone.darker(0.16)),
            );
        }
        c.disc(x, 1.95, 0.06, Ink::flat(c.pal.glow().lighter(0.4)));
        c.disc(x, 1.9, 1.4, Ink::glow(c.pal.glow(), 0.42 * c.pal.lamps));
    };
    s.layer(Depth::At(6.5), |c| {
        for (i, x) in [-6.5_f32, -2.2, 2.4, 6.6].into_iter().enumerate() {
            stall(c, x, 6.5, [0xb5382f, 0x2f6a7a, 0x6a8a3a, 0xc9892f][i % 4], set.seed ^ i as u64);
        }
        c.at(6.0);
        for i in 0..24 {
            let x = -8.0 + 0.7 * i as f32;
            let y = 3.6 - 0.25 * ((i % 6) as f32 - 2.5).abs();
            c.fill(
                Shape::poly(&[(x, y + 0.3), (x + 0.4, y + 0.3), (x + 0.2, y - 0.1)]),
                Ink::flat(c.lit(rgb([0xd9482f, 0xe0b03a, 0x3f8a9a, 0xe8dcc4][i % 4]), 0.8)),
            );
        }
    });
    s.layer(Depth::At(2.2), |c| {
        stall(c, -4.0, 2.2, 0x2f5f8a, set.seed ^ 21);
        stall(c, 4.3, 2.4, 0xb5702f, set.seed ^ 22);
    });
}

pub fn alley(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let brick = rgb(0x7d4f42);
    sky::sky(s, set.seed);
    skyline(s, 50.0, 22.0, set.seed ^ 3);
    let wet = true;
    sky::ground(s, rgb(0x5f5c58), |c| {
        let shine = c.pal.tone(c.pal.sky[2]).lighter(0.15);
        let mut rng = Rng::new(set.seed);
        for _ in 0..if wet { 7 } else { 0 } {
            let (x, z, r) = (rng.range(-1.6, 1.6), rng.range(-2.0, 8.0), rng.range(0.3, 0.9));
            let ring: Vec<[f32; 3]> = (0..18)
                .map(|i| {
                    let (s, co) = (i as f32 * 0.349).sin_cos();
                    [x + r * co, 0.006, z + 0.7 * r * s]
                })
                .collect();
            c.facet(&ring, Ink::flat(shine).alpha(0.4));
        }
        c.facet(
            &[[-0.9, 0.005, 9.0], [0.9, 0.005, 9.0], [1.2, 0.005, -3.0], [-1.2, 0.005, -3.0]],
            Ink::soft(c.pal.glow(), 0.35 * c.pal.lamps.max(0.15)),
        );
    });
    s.layer(Depth::At(8.0), |c| alley_walls(c, set, brick));
    s.layer(Depth::At(4.0), |c| {
        c.at(4.0);
        let glow = c.pal.glow();
        c.stroke(Shape::new().go(-2.6, 3.4).quad(-2.0, 3.7, -1.9, 3.3), 0.06, Ink::flat(c.lit(rgb(0x222426), 0.4)));
        c.fill(
            Shape::poly(&[(-2.15, 3.32), (-1.65, 3.32), (-1.78, 3.5), (-2.02, 3.5)]),
            Ink::flat(c.lit(rgb(0x2f3a36), 0.5)),
        );
        c.fill(Shape::oval(-1.9, 3.3, 0.16, 0.07), Ink::flat(glow.lighter(0.4)));
        let on = c.pal.lamps.max(0.12);
        c.disc(-1.9, 3.2, 1.8, Ink::glow(glow, 0.5 * on));
        c.fill(
            Shape::poly(&[(-2.05, 3.3), (-1.75, 3.3), (-0.6, 0.0), (-3.0, 0.0)]),
            Ink::down(glow, glow).fading(0.28 * on, 0.0).adding(),
        );
    });
    s.layer(Depth::At(2.6), |c| {
        c.contact(1.9, 2.8, 1.0, 0.7);
        c.block([1.3, 0.08, 2.6], [1.35, 1.0, 0.9], rgb(0x3c5a4a));
        c.block([1.25, 1.08, 2.55], [1.45, 0.1, 1.0], rgb(0x2f463a));
        c.at(2.5);
        for (x, w) in [(-2.2_f32, 0.5_f32), (-1.75, 0.4)] {
            c.fill(
                Shape::blob(&[
                    (x - w / 2.0, 0.0),
                    (x - w * 0.55, w * 0.6),
                    (x - 0.06, w * 1.1),
                    (x + 0.06, w * 1.1),
                    (x + w * 0.55, w * 0.6),
                    (x + w / 2.0, 0.0),
                ]),
                TwoTone::of(c, rgb(0x2b2d31)).ink(c, 0.5),
            );
        }
        c.fill(Shape::round(-2.65, 0.0, 0.55, 0.5, 0.04), TwoTone::of(c, rgb(0x9a7448)).ink(c, 0.6));
    });
}

/// The walls on both sides of an alley, and what closes it.
fn alley_walls(c: &mut Canvas<'_>, set: &Set<'_>, brick: Rgb) {
    let cam = *c.camera();
    let near = cam.z + 0.3;
    for side in [-1.0_f32, 1.0] {
        let x = side * 2.7;
        let face = if side * c.pal.side < 0.0 { 0.8 } else { 0.05 };
        let (a, b) = (c.pal.lit(brick, face, 3.0), c.pal.lit(brick.darker(0.1), face * 0.7, 20.0));
        let ink = if side < 0.0 { Ink::across(a, b) } else { Ink::across(b, a) };
        c.facet(&[[x, 0.0, near], [x, 0.0, 15.0], [x, 13.0, 15.0], [x, 13.0, near]], ink);
        let line = Ink::flat(c.pal.lit(brick.darker(0.35), face, 5.0)).alpha(0.5);
        for row in 0..22 {
            let y = 0.45 * row as f32;
            c.facet(&[[x, y, near], [x, y, 15.0], [x, y + 0.035, 15.0], [x, y + 0.035, near]], line);
        }
        for (i, z) in [1.0_f32, 4.2, 8.0].into_iter().enumerate() {
            for floor in 0..3 {
                let y = 2.6 + 2.8 * floor as f32;
                let on = (i + floor) % 2 == 0;
                let glow = c.pal.lit(rgb(0x2c343a), 0.4, z + 6.0).mix(c.pal.glow(), if on { c.pal.lamps } else { 0.1 });
                c.facet(&[[x, y, z], [x, y, z + 1.1], [x, y + 1.5, z + 1.1], [x, y + 1.5, z]], Ink::flat(glow));
            }
        }
        // A fire escape.
        if side > 0.0 {
            let iron = Ink::flat(c.pal.lit(rgb(0x1f2022), 0.3, 6.0));
            for floor in 0..3 {
                let y = 2.5 + 2.8 * floor as f32;
                c.block([x - 0.9, y, 3.6], [0.9, 0.07, 2.4], rgb(0x26282a));
                c.facet(
                    &[
                        [x - 0.9, y + 0.07, 3.6],
                        [x - 0.85, y + 0.07, 3.6],
                        [x - 0.05, y + 2.8, 5.8],
                        [x - 0.1, y + 2.8, 5.8],
                    ],
                    iron,
                );
                c.facet(
                    &[
                        [x - 0.9, y + 0.8, 3.6],
                        [x - 0.9, y + 0.86, 3.6],
                        [x - 0.9, y + 0.86, 6.0],
                        [x - 0.9, y + 0.8, 6.0],
                    ],
                    iron,
                );
            }
        }
    }
    c.at(15.0);
    facade(c, -3.0, 6.0, 9.0, rgb(0x8a7564), set.seed, false);
}
