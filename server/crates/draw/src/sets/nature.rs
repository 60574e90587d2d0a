//! Land without houses.

use super::outdoors::foreground_leaves;
use super::strange::{rock, rocks};
use super::{Set, parts, sky};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;
use model::Weather;

pub fn forest(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let snow = if s.pal.weather == Weather::Snow { 0.9 } else { 0.0 };
    let jungle = set.says("jungle,rainforest");
    let leaf = if jungle { rgb(0x3f7a44) } else { rgb(0x4d6b42) };
    sky::sky(s, set.seed);
    s.layer(Depth::At(40.0), |c| {
        c.at(40.0);
        let (a, b) = (c.lit(leaf.darker(0.1), 0.6), c.lit(leaf.darker(0.3), 0.1));
        c.rect(-70.0, -0.1, 140.0, 6.0, Ink::down(a.mix(b, 0.5), b));
        let mut rng = set.rng(1);
        for i in 0..34 {
            parts::fir(c, -40.0 + 2.4 * i as f32, rng.range(9.0, 15.0), leaf, snow * 0.5);
        }
    });
    sky::ground(s, if snow > 0.0 { rgb(0xe4e9ee) } else { rgb(0x6b6440) }, |c| {
        let mut rng = set.rng(8);
        for _ in 0..60 {
            let (x, z, r) = (rng.range(-9.0, 9.0), rng.range(-4.0, 18.0), rng.range(0.3, 1.4));
            let tone = c.pal.lit(
                rgb(if snow > 0.0 { 0xf4f6f8 } else { rng.pick(&[0x7d7440, 0x54602f, 0x8a6a3a]).unwrap_or(0x7d7440) }),
                0.6,
                z + 6.0,
            );
            let ring: Vec<[f32; 3]> = (0..12)
                .map(|i| {
                    let (s, co) = (i as f32 * std::f32::consts::FRAC_PI_6).sin_cos();
                    [x + r * co, 0.004, z + 0.4 * r * s]
                })
                .collect();
            c.facet(&ring, Ink::soft(tone, 0.7));
        }
        // Light through the trees.
        let sun = c.pal.tone(c.pal.sun);
        for x in [-3.0, 0.3, 3.4] {
            c.facet(
                &[[x, 0.006, 1.0], [x + 0.9, 0.006, 1.0], [x + 2.0, 0.006, 4.0], [x + 0.9, 0.006, 4.0]],
                Ink::soft(sun, 0.3),
            );
        }
    });
    for (layer, z) in [17.0_f32, 8.5].into_iter().enumerate() {
        s.layer(Depth::At(z), |c| trunks(c, set, (layer, z), leaf, snow));
    }
    s.layer(Depth::At(3.0), |c| {
        c.at(3.0);
        let mut rng = set.rng(31);
        for x in [-4.4_f32, -3.2, 3.4, 4.8] {
            parts::bush(
                c,
                x,
                rng.range(1.0, 1.7),
                rng.range(0.5, 0.8),
                if snow > 0.0 { rgb(0xdfe5ea) } else { leaf.lighter(0.1) },
                rng.next_u64(),
            );
        }
        parts::grass(c, -6.0, 6.0, 0.3, if snow > 0.0 { rgb(0xe4e9ee) } else { rgb(0x6f8a46) }, set.seed ^ 2, 110);
    });
    s.layer(Depth::At(2.0), |c| {
        c.at(2.0);
        let beam = c.pal.tone(c.pal.sun.mix(c.pal.sky[2], 0.4));
        let lean = -c.pal.side * 3.0;
        if c.pal.open_sky() {
            for x in [-3.0_f32, -0.4, 2.2] {
                let x = x + c.pal.side * 2.4;
                c.fill(
                    Shape::poly(&[(x, 8.0), (x + 0.7, 8.0), (x + 1.5 + lean, 0.0), (x - 0.2 + lean, 0.0)]),
                    Ink::down(beam, beam).fading(0.2, 0.0).adding(),
                );
            }
        }
    });
    if set.deep && !set.above {
        let blur = s.blur(-3.0).max(2.5);
        s.soft_layer(Depth::At(-3.0), blur, 0.0, |c| {
            c.at(-3.0);
            let dark = Ink::flat(c.lit(rgb(0x2a241e), 0.1));
            c.fill(Shape::poly(&[(-3.9, -1.0), (-3.2, -1.0), (-3.3, 7.0), (-3.8, 7.0)]), dark);
            c.fill(Shape::limb(&[(-3.5, 2.6, 0.1), (-2.6, 3.3, 0.05)]), dark);
        });
    }
    foreground_leaves(s, set, leaf);
}

/// A row of trees, with grass at their feet.
fn trunks(c: &mut Canvas<'_>, set: &Set<'_>, (layer, z): (usize, f32), leaf: Rgb, snow: f32) {
    c.at(z);
    let mut rng = set.rng(20 + layer as u64);
    let n = if layer == 0 { 11 } else { 7 };
    for i in 0..n {
        let x = (i as f32 - n as f32 / 2.0 + 0.5) * z * 0.24 + rng.range(-0.8, 0.8);
        if layer == 1 && x.abs() < 1.4 {
            continue;
        }
        let bark = TwoTone::of(c, rgb(0x54443a));
        let w = rng.range(0.16, 0.3) * if layer == 0 { 1.0 } else { 1.2 };
        if rng.chance(0.45) {
            parts::fir(c, x, rng.range(7.0, 11.0), leaf.lighter(0.05), snow);
        } else {
            c.fill(
                Shape::new()
                    .go(x - w * 1.4, -0.05)
                    .quad(x - w, 0.7, x - w, 2.0)
                    .line(x - w * 0.8, 13.0)
                    .line(x + w * 0.8, 13.0)
                    .line(x + w, 2.0)
                    .quad(x + w, 0.7, x + w * 1.5, -0.05)
                    .close(),
                bark.ink(c, 0.5),
            );
            for k in 0..3 {
                let y = rng.range(2.6, 6.0);
                let side = if k % 2 == 0 { 1.0 } else { -1.0 };
                c.fill(Shape::limb(&[(x, y, w * 0.4), (x + side * 1.1, y + 0.6, w * 0.18)]), bark.ink(c, 0.5));
                parts::bush_at(c, x + side * 1.3, y + 0.5, 1.5, 0.8, leaf.lighter(0.08), rng.next_u64());
            }
        }
    }
    parts::grass(c, -z, z, 0.5, if snow > 0.0 { rgb(0xd9dfe4) } else { rgb(0x5f7a3f) }, set.seed, 90);
}

pub fn field(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let wheat = set.says("wheat,corn,barley,prairie");
    let near = if s.pal.weather == Weather::Snow {
        rgb(0xe2e8ee)
    } else if wheat {
        rgb(0xbfa04c)
    } else {
        rgb(0x7f9650)
    };
    sky::sky(s, set.seed);
    sky::ridge(s, 150.0, 16.0, 0.15, rgb(0x6f8a7a), set.seed);
    sky::ridge(s, 80.0, 7.0, 0.05, near.mix(rgb(0x5f7a4a), 0.4), set.seed ^ 1);
    s.layer(Depth::At(46.0), |c| {
        c.at(46.0);
        let mut rng = set.rng(3);
        for _ in 0..9 {
            let x = rng.range(-30.0, 30.0);
            parts::tree(c, x, rng.range(4.0, 7.0), rgb(0x5d7a44), rng.next_u64());
        }
    });
    sky::ground(s, near, |c| {
        for i in 0..7 {
            let z = 3.0 * 1.7_f32.powi(i);
            let tone = c.pal.lit(if i % 2 == 0 { near.darker(0.08) } else { near.lighter(0.1) }, 0.6, z);
            c.facet(
                &[[-90.0, 0.002, z], [90.0, 0.002, z * 1.1], [90.0, 0.002, z * 1.5], [-90.0, 0.002, z * 1.35]],
                Ink::flat(tone).alpha(0.5),
            );
        }
    });
    s.layer(Depth::At(12.0), |c| {
        c.at(12.0);
        parts::tree(c, if set.seed.is_multiple_of(2) { -5.6 } else { 5.6 }, 7.6, rgb(0x668a42), set.seed);
        let wood = TwoTone::of(c, rgb(0x8a6e50));
        for i in -9..10 {
            c.rect(i as f32 * 1.9, 0.0, 0.13, 1.1, wood.ink(c, 0.5));
        }
        for y in [0.5, 0.9] {
            c.rect(-18.0, y, 36.0, 0.06, Ink::flat(wood.dark));
        }
        parts::grass(c, -16.0, 16.0, if wheat { 1.1 } else { 0.6 }, near, set.seed ^ 4, 220);
    });
    s.layer(Depth::At(2.4), |c| {
        c.at(2.4);
        parts::grass(c, -8.0, 8.0, if wheat { 0.95 } else { 0.42 }, near.lighter(0.08), set.seed ^ 5, 230);
        let mut rng = set.rng(9);
        for _ in 0..if wheat { 6 } else { 26 } {
            let (x, y) = (rng.range(-6.0, 6.0), rng.range(0.2, 0.5));
            c.disc(
                x,
                y,
                0.045,
                Ink::flat(c.lit(rgb(rng.pick(&[0xd84a3a, 0xf0e6d8, 0xe0b83a]).unwrap_or(0xd84a3a)), 0.8)),
            );
        }
    });
    if set.deep && !set.above {
        let blur = s.blur(-4.0).max(2.5);
        s.soft_layer(Depth::At(-4.0), blur, 0.06, |c| {
            c.at(-4.0);
            parts::grass(c, -6.0, 6.0, 0.85, near.darker(0.4), set.seed ^ 6, 90);
        });
    }
}

pub fn mountain(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    let stone = rgb(0x75787c);
    sky::ridge(s, 300.0, 95.0, 1.0, rgb(0x8a94a4), set.seed);
    s.layer(Depth::At(170.0), |c| {
        sky::ridge_on(c, 170.0, 52.0, 0.9, stone, set.seed ^ 3);
        // Snow on the highest parts.
        c.at(170.0);
        let white = c.lit(rgb(0xf4f6f8), 0.8);
        let mut rng = set.rng(3);
        for _ in 0..12 {
            let x = rng.range(-120.0, 120.0);
            let y = rng.range(18.0, 32.0);
            c.fill(
                Shape::poly(&[(x, y + 7.0), (x + 5.0, y), (x + 1.5, y + 2.0), (x - 1.0, y - 1.0), (x - 4.0, y + 1.0)]),
                Ink::flat(white).alpha(0.55),
            );
        }
    });
    sky::ridge(s, 70.0, 12.0, 0.35, rgb(0x5d6f58), set.seed ^ 4);
    s.layer(Depth::At(34.0), |c| {
        c.at(34.0);
        let mut rng = set.rng(7);
        for i in 0..22 {
            parts::fir(
                c,
                -32.0 + 3.0 * i as f32 + rng.range(-0.8, 0.8),
                rng.range(4.0, 7.0),
                rgb(0x3f5a46),
                if c.pal.weather == Weather::Snow { 0.9 } else { 0.0 },
            );
        }
    });
    sky::ground(s, if s.pal.weather == Weather::Snow { rgb(0xe2e7ec) } else { rgb(0x84805e) }, |c| {
        let mut rng = set.rng(2);
        for _ in 0..40 {
            let (x, z, w) = (rng.range(-9.0, 9.0), rng.range(-3.0, 16.0), rng.range(0.2, 0.8));
            let tone = c.pal.lit(stone.darker(rng.range(0.0, 0.2)), 0.6, z + 6.0);
            c.facet(
                &[[x, 0.01, z], [x + w, 0.01, z], [x + w * 0.7, 0.01, z + 0.4], [x + 0.1, 0.01, z + 0.4]],
                Ink::flat(tone).alpha(0.7),
            );
        }
    });
    rocks(s, set, stone, 5.0);
    rocks(s, set, stone.darker(0.06), 2.4);
    if set.deep && !set.above {
        let blur = s.blur(-3.5).max(2.0);
        s.soft_layer(Depth::At(-3.5), blur, 0.0, |c| {
            c.at(-3.5);
            rock(c, -3.6, 3.4, 1.3, stone.darker(0.45), 8);
        });
    }
}

pub fn desert(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let sand = rgb(0xd9ae6c);
    sky::sky(s, set.seed);
    s.layer(Depth::At(200.0), |c| {
        c.at(200.0);
        let mesa = TwoTone::of(c, rgb(0xa8644a));
        let ink = mesa.ink(c, 0.5);
        let mut rng = set.rng(2);
        for i in 0..5 {
            let x = -120.0 + 58.0 * i as f32 + rng.range(-14.0, 14.0);
            let (w, h) = (rng.range(16.0, 34.0), rng.range(12.0, 26.0));
            c.fill(
                Shape::poly(&[
                    (x - w * 0.8, 0.0),
                    (x - w * 0.5, h * 0.5),
                    (x - w * 0.42, h),
                    (x + w * 0.42, h),
                    (x + w * 0.5, h * 0.5),
                    (x + w * 0.85, 0.0),
                ]),
                ink,
            );
            c.rect(x - w * 0.43, h * 0.62, w * 0.86, h * 0.1, Ink::flat(mesa.dark).alpha(0.5));
        }
    });
    for (z, h, k) in [(90.0_f32, 7.0_f32, 0.0_f32), (42.0, 3.4, 0.05), (20.0, 1.4, 0.1)] {
        s.layer(Depth::At(z), |c| {
            c.at(z);
            let cam = *c.camera();
            let half = (z - cam.z) / cam.f * 1.9;
            let (light, dark) = (c.lit(sand.lighter(0.1 - k), 0.95), c.lit(sand.darker(0.1), 0.15));
            let mut rng = set.rng(z as u64);
            let n = 5;
            for i in 0..n {
                let x = -half + 2.0 * half * (i as f32 + rng.range(0.0, 0.6)) / n as f32;
                let w = half * rng.range(0.45, 0.8);
                let h = h * rng.range(0.6, 1.1);
                let peak = x + w * 0.15 * c.pal.side;
                c.fill(
                    Shape::new()
                        .go(x - w, -1.0)
                        .quad(x - w * 0.3, h * 0.3, peak, h)
                        .quad(x + w * 0.4, h * 0.4, x + w, -1.0)
                        .close(),
                    Ink::flat(light),
                );
                let s = -c.pal.side;
                c.fill(
                    Shape::new()
                        .go(peak, h)
                        .quad(peak + s * w * 0.1, h * 0.4, peak - s * w * 0.12, -1.0)
                        .line(peak + s * w, -1.0)
                        .quad(peak + s * w * 0.5, h * 0.3, peak, h)
                        .close(),
                    Ink::down(dark, dark.mix(light, 0.4)),
                );
            }
        });
    }
    sky::ground(s, sand, |c| {
        let mut rng = set.rng(6);
        for _ in 0..50 {
            let (x, z, w) = (rng.range(-12.0, 12.0), rng.range(-5.0, 20.0), rng.range(0.8, 3.0));
            let tone = c.pal.lit(sand.darker(0.12), 0.3, z + 6.0);
            c.facet(
                &[[x, 0.003, z], [x + w, 0.003, z + 0.06], [x + w * 1.1, 0.003, z + 0.1], [x + 0.1, 0.003, z + 0.05]],
                Ink::flat(tone).alpha(0.6),
            );
        }
    });
    s.layer(Depth::At(5.0), |c| {
        c.contact(-4.4, 5.0, 0.8, 0.5);
        c.at(5.0);
        let green = TwoTone::of(c, rgb(0x5f7f52));
        let ink = green.ink(c, 0.5);
        c.fill(Shape::limb(&[(-4.4, 0.0, 0.26), (-4.4, 2.6, 0.25)]), ink);
        c.fill(Shape::limb(&[(-4.4, 1.1, 0.15), (-3.7, 1.15, 0.17), (-3.7, 1.9, 0.16)]), ink);
        c.fill(Shape::limb(&[(-4.4, 1.4, 0.15), (-5.05, 1.5, 0.16), (-5.05, 2.2, 0.15)]), ink);
        rock(c, 4.2, 1.5, 0.8, rgb(0xa9785a), 5);
        rock(c, 5.4, 0.9, 0.5, rgb(0xa9785a), 6);
    });
}

pub fn snowfield(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let snow = rgb(0xe6edf4);
    sky::sky(s, set.seed);
    sky::ridge(s, 220.0, 46.0, 1.0, rgb(0xa9b7c8), set.seed);
    sky::ridge(s, 90.0, 12.0, 0.6, rgb(0xc2cfdc), set.seed ^ 2);
    sky::ground(s, snow, |c| {
        let mut rng = set.rng(6);
        for _ in 0..40 {
            let (x, z, w) = (rng.range(-12.0, 12.0), rng.range(-5.0, 20.0), rng.range(0.8, 3.0));
            let tone = c.pal.lit(rgb(0xb4c6dc), 0.3, z + 6.0);
            c.facet(
                &[[x, 0.003, z], [x + w, 0.003, z + 0.08], [x + w * 1.1, 0.003, z + 0.16], [x + 0.1, 0.003, z + 0.1]],
                Ink::flat(tone).alpha(0.6),
            );
        }
    });
    s.layer(Depth::At(14.0), |c| {
        c.at(14.0);
        let ice = TwoTone::of(c, rgb(0xa8cde0));
        let mut rng = set.rng(3);
        for i in 0..6 {
            let x = (i as f32 - 2.5) * 4.6 + rng.range(-1.0, 1.0);
            let (w, h) = (rng.range(1.2, 2.6), rng.range(1.0, 3.2));
            if x.abs() > 2.0 {
                c.fill(
                    Shape::poly(&[
                        (x - w, 0.0),
                        (x - w * 0.6, h * 0.6),
                        (x - w * 0.1, h),
                        (x + w * 0.4, h * 0.7),
                        (x + w, 0.0),
                    ]),
                    ice.ink(c, 0.5),
                );
            }
        }
    });
    s.layer(Depth::At(3.4), |c| {
        c.at(3.4);
        let drift = TwoTone::of(c, snow);
        for (x, w, h) in [(-5.0_f32, 3.4_f32, 0.7_f32), (4.6, 4.0, 0.9)] {
            c.fill(
                Shape::new().go(x - w, -0.1).quad(x - w * 0.2, h * 1.7, x + w, -0.1).close(),
                Ink::down(drift.light, drift.dark.mix(drift.light, 0.5)),
            );
        }
    });
}
