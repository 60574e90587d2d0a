//! Great halls and strange places.

use super::grand::arch;
use super::parts::{self, Planks, Shell};
use super::{Set, sky};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

pub fn cave(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let rock = rgb(0x5d5550);
    s.ground_order = 8.9;
    let tunnel = set.says("tunnel,mine,sewer");
    s.layer(Depth::At(9.0), |c| {
        c.flood(Ink::flat(c.lit(rock.darker(0.55), 0.1)));
        c.at(9.0);
        let [top, mid, low] = c.pal.sky.map(|k| c.pal.tone(k));
        let x = c.pal.side * 1.4;
        c.disc(x, 2.2, 5.5, Ink::glow(mid, 0.4));
        c.fill(
            Shape::blob(&[
                (x - 1.7, 0.0),
                (x - 1.9, 2.0),
                (x - 0.8, 3.8),
                (x + 0.6, 4.1),
                (x + 1.8, 2.6),
                (x + 1.6, 0.0),
            ]),
            Ink::down(top.mix(mid, 0.6), low),
        );
    });
    s.layer(Depth::Ground(0.0), |c| {
        let cam = *c.camera();
        let horizon = cam.h * cam.sy;
        let (far, near) = (c.pal.lit(rock, 0.5, 9.0), c.pal.lit(rock.darker(0.3), 0.3, 1.0));
        let top = cam.project([0.0, 0.0, 9.0]).1.max(horizon);
        c.band(top, top + cam.h * 0.9, Ink::down(far, near));
        c.band(top + cam.h * 0.89, top + cam.h * 4.0, Ink::flat(near));
        let light = c.pal.tone(c.pal.sky[2]);
        let x = c.pal.side * 1.2;
        c.facet(
            &[
                [x - 1.6, 0.004, 8.5],
                [x + 1.6, 0.004, 8.5],
                [x + 2.0 - c.pal.side, 0.004, -1.0],
                [x - 2.6 - c.pal.side, 0.004, -1.0],
            ],
            Ink::soft(light, 0.35),
        );
        if tunnel {
            for x in [-0.6, 0.6] {
                c.facet(
                    &[[x, 0.01, -9.0], [x + 0.07, 0.01, -9.0], [x + 0.07, 0.01, 9.0], [x, 0.01, 9.0]],
                    Ink::flat(c.lit(rgb(0x8d8a85), 0.6)),
                );
            }
        }
    });
    for (i, (z, open)) in [(6.0_f32, 3.3_f32), (3.2, 3.0), (1.4, 3.2)].into_iter().enumerate() {
        s.layer(Depth::At(z), |c| {
            c.at(z);
            let two = TwoTone::of(c, rock.darker(0.12 * (2 - i) as f32));
            let mut rng = Rng::new(set.seed ^ i as u64);
            for side in [-1.0_f32, 1.0] {
                let lit = side * c.pal.side < 0.0;
                let mut points = vec![(side * 14.0, -1.0), (side * 14.0, 9.0)];
                for k in 0..7 {
                    let t = k as f32 / 6.0;
                    points.push((
                        side * (open * (0.35 + 0.75 * (t * 1.5).sin()) + rng.range(0.0, 0.5))
                            * if k == 0 { 0.5 } else { 1.0 },
                        4.4 - 4.4 * t + rng.range(-0.15, 0.15),
                    ));
                }
                points.push((side * open * 1.05, -1.0));
                let ink = if lit {
                    Ink::down(two.dark.darker(0.3), two.light.mix(two.dark, 0.4))
                } else {
                    Ink::down(two.dark.darker(0.45), two.dark)
                };
                c.fill(Shape::poly(&points), ink);
            }
            let mut top = vec![(-14.0, 9.0), (14.0, 9.0), (14.0, 3.6)];
            for k in 0..18 {
                let x = 4.6 - 0.54 * k as f32;
                let drop = if k % 2 == 0 { rng.range(0.25, 1.0) } else { 0.0 };
                top.push((x, 3.7 + x.abs() * -0.1 - drop + 0.4));
            }
            top.push((-14.0, 3.6));
            c.fill(Shape::poly(&top), Ink::down(two.dark.darker(0.5), two.dark.darker(0.1)));
            if i == 1 {
                for k in 0..5 {
                    let x = open * 0.75 * if k % 2 == 0 { 1.0 } else { -1.0 } + rng.range(-0.4, 0.4);
                    let h = rng.range(0.3, 0.9);
                    c.fill(
                        Shape::new()
                            .go(x - 0.25, 0.0)
                            .quad(x - 0.06, h * 0.5, x, h)
                            .quad(x + 0.06, h * 0.5, x + 0.25, 0.0)
                            .close(),
                        two.ink(c, 0.5),
                    );
                }
            }
        });
    }
}

pub fn spaceship(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let hull = rgb(0x8d99a4);
    Shell {
        half: 3.8,
        high: 2.9,
        back: 4.2,
        planks: Planks::Tiles,
        ceiling: rgb(0x6d7884),
        ..Shell::new(hull, rgb(0x5d6772))
    }
    .build(
        s,
        |c| {
            c.fill(Shape::round(-2.6, 1.0, 5.2, 1.6, 0.7), Ink::flat(c.lit(rgb(0x3f4852), 0.4)));
            c.fill(Shape::round(-2.48, 1.1, 4.96, 1.4, 0.6), Ink::flat(c.pal.tone(rgb(0x060a18))));
            let mut rng = set.rng(2);
            for _ in 0..90 {
                let (x, y) = (rng.range(-2.3, 2.3), rng.range(1.2, 2.4));
                c.disc(x, y, rng.range(0.004, 0.013), Ink::flat(c.pal.tone(rgb(0xe6f0ff))).alpha(rng.range(0.4, 1.0)));
            }
            let blue = c.pal.tone(rgb(0x4d8fd0));
            c.fill(
                Shape::new()
                    .go(0.3, 1.1)
                    .quad(0.9, 2.2, 2.0, 2.15)
                    .quad(2.44, 1.9, 2.45, 1.6)
                    .quad(2.4, 1.12, 1.9, 1.1)
                    .close(),
                Ink::down(blue.lighter(0.3), blue.darker(0.55)),
            );
            c.fill(Shape::oval(1.5, 1.6, 1.6, 1.0), Ink::glow(blue, 0.25));
            for x in [-0.9, 0.85] {
                c.rect(x, 1.1, 0.09, 1.4, Ink::flat(c.lit(rgb(0x59636e), 0.5)));
            }
            for side in [-1.0, 1.0] {
                for i in 0..4 {
                    c.stroke(
                        Shape::through(&[(side * 2.75, 0.5 + 0.6 * i as f32), (side * 3.7, 0.5 + 0.6 * i as f32)]),
                        0.03,
                        Ink::flat(c.lit(rgb(0x5a6570), 0.3)),
                    );
                }
                let strip = c.pal.tone(rgb(0x7fe6ff));
                c.rect(side * 3.2 - 0.3, 2.7, 0.6, 0.06, Ink::flat(strip));
                c.fill(Shape::oval(side * 3.2, 2.6, 1.3, 1.0), Ink::glow(strip, 0.2));
            }
        },
        |c| {
            for x in [-1.6, 1.55] {
                let strip = c.pal.tone(rgb(0x6fd6f0));
                c.facet(
                    &[[x, 0.004, -6.0], [x + 0.06, 0.004, -6.0], [x + 0.06, 0.004, 4.2], [x, 0.004, 4.2]],
                    Ink::flat(strip).alpha(0.8),
                );
            }
        },
    );
    s.layer(Depth::At(2.8), |c| {
        c.block([-2.7, 0.0, 2.7], [5.4, 0.75, 0.8], rgb(0x4f5a66));
        c.block([-2.8, 0.75, 2.6], [5.6, 0.1, 0.95], rgb(0x6d7985));
        c.at(2.6);
        let mut rng = set.rng(4);
        for i in 0..26 {
            let lamp = c.pal.tone(rgb([0xff6a4a, 0x5ae0c0, 0xffc84a, 0x6ab0ff][rng.below(4)]));
            let x = -2.6 + 0.2 * i as f32;
            c.rect(x, 0.77, 0.09, 0.05, Ink::flat(lamp));
        }
        for x in [-1.8, -0.4, 1.0] {
            let screen = c.pal.tone(rgb(0x62d4ee));
            c.fill(
                Shape::poly(&[(x, 0.28), (x + 0.9, 0.28), (x + 0.84, 0.66), (x + 0.06, 0.66)]),
                Ink::down(screen, screen.darker(0.5)),
            );
            c.fill(Shape::oval(x + 0.45, 0.6, 0.9, 0.6), Ink::glow(screen, 0.2));
        }
    });
}

pub fn space(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let red = set.says("mars,red planet");
    let ground = if red { rgb(0xb0603c) } else { rgb(0x9a9a9e) };
    s.layer(Depth::Sky, |c| {
        let cam = *c.camera();
        let deep = c.pal.tone(if red { rgb(0x3a1a18) } else { rgb(0x04060f) });
        c.flood(Ink::down(c.pal.tone(rgb(0x03040c)), deep));
        c.at(3000.0);
        let m = cam.h / cam.scale(3000.0);
        let mut rng = set.rng(1);
        let violet = c.pal.tone(rgb(0x5a3a9a));
        let teal = c.pal.tone(rgb(0x2a6a8a));
        for (x, y, r, ink) in [(-0.4, 0.3, 0.7, violet), (0.5, 0.15, 0.6, teal), (0.1, 0.45, 0.4, violet)] {
            c.fill(Shape::oval(cam.x + x * m, cam.y + y * m, r * m, r * 0.45 * m), Ink::glow(ink, 0.3));
        }
        for _ in 0..330 {
            let (x, y, r) = (rng.range(-1.4, 1.4), rng.range(-0.8, 1.0), rng.range(0.0005, 0.0023));
            c.disc(
                cam.x + x * m,
                cam.y + y * m,
                r * m,
                Ink::flat(c.pal.tone(rgb(0xeaf2ff))).alpha(rng.range(0.3, 1.0)),
            );
        }
        let (px, py) = (cam.x + c.pal.side * 0.45 * m, cam.y + 0.26 * m);
        let r = 0.17 * m;
        let (a, b) = (c.pal.tone(rgb(0x69b4f0)), c.pal.tone(rgb(0x0c1a36)));
        c.disc(px, py, r * 1.8, Ink::glow(a, 0.3));
        let ink = if c.pal.side < 0.0 { Ink::across(a, b) } else { Ink::across(b, a) };
        c.disc(px, py, r, ink);
        let land = c.pal.tone(rgb(0x6fae70));
        c.fill(
            Shape::blob(&[
                (px - r * 0.5, py + r * 0.3),
                (px - r * 0.1, py + r * 0.55),
                (px + r * 0.1, py + r * 0.2),
                (px - r * 0.2, py - r * 0.1),
            ]),
            Ink::flat(land).alpha(0.55),
        );
        c.fill(Shape::oval(px, py + r * 0.1, r * 0.7, r * 0.07), Ink::flat(c.pal.tone(Rgb::WHITE)).alpha(0.4));
    });
    sky::ridge(s, 60.0, 5.0, 0.7, ground.darker(0.35), set.seed);
    sky::ridge(s, 24.0, 1.4, 0.5, ground.darker(0.15), set.seed ^ 2);
    sky::ground(s, ground, |c| {
        let mut rng = set.rng(6);
        for _ in 0..26 {
            let (x, z, r) = (rng.range(-12.0, 12.0), rng.range(-3.0, 20.0), rng.range(0.2, 1.0));
            let rim = c.pal.lit(ground.lighter(0.2), 1.0, z + 6.0);
            let pit = c.pal.lit(ground.darker(0.35), 0.1, z + 6.0);
            let ring = |k: f32, dx: f32| -> Vec<[f32; 3]> {
                (0..16)
                    .map(|i| {
                        let (s, co) = (i as f32 * std::f32::consts::FRAC_PI_8).sin_cos();
                        [x + dx + r * k * co, 0.01, z + r * k * s]
                    })
                    .collect()
            };
            c.facet(&ring(1.15, 0.0), Ink::flat(rim));
            c.facet(&ring(0.95, c.pal.side * -0.05), Ink::flat(pit));
        }
    });
    rocks(s, set, ground.darker(0.1), 3.0);
}

/// Boulders at both sides.
pub fn rocks(s: &mut LayerBuilder<'_>, set: &Set<'_>, stone: Rgb, z: f32) {
    s.layer(Depth::At(z), |c| {
        let mut rng = set.rng(z as u64 + 31);
        for i in 0..6 {
            let side = if i % 2 == 0 { -1.0 } else { 1.0 };
            let x = side * rng.range(2.2, 6.0);
            let (w, h) = (rng.range(0.5, 1.3), rng.range(0.35, 0.95));
            c.contact(x, z, w, 0.5);
            c.at(z);
            rock(c, x, w, h, stone, rng.next_u64());
        }
    });
}

pub fn rock(c: &mut Canvas<'_>, x: f32, w: f32, h: f32, stone: Rgb, seed: u64) {
    let mut rng = Rng::new(seed);
    let two = TwoTone::of(c, stone);
    let (a, b) = (rng.range(0.2, 0.5), rng.range(0.5, 0.8));
    let points = [
        (x - w / 2.0, 0.0),
        (x - w * 0.46, h * a),
        (x - w * 0.2, h * 0.95),
        (x + w * 0.12, h),
        (x + w * 0.4, h * b),
        (x + w / 2.0, 0.0),
    ];
    c.fill(Shape::poly(&points), Ink::flat(two.dark));
    let s = c.pal.side;
    c.fill(
        Shape::poly(&[
            (x + s * w * 0.48, 0.05),
            (x + s * w * 0.38, h * b * 0.9),
            (x + s * w * 0.1, h * 0.97),
            (x + s * w * 0.02, h * 0.45),
            (x + s * w * 0.16, 0.05),
        ]),
        Ink::flat(two.light),
    );
}

pub fn ruin(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let stone = rgb(0xa3957f);
    sky::sky(s, set.seed);
    sky::ridge(s, 70.0, 9.0, 0.35, rgb(0x6d7a70), set.seed);
    sky::ground(s, rgb(0x8c8468), |c| {
        let mut rng = set.rng(2);
        for _ in 0..40 {
            let (x, z) = (rng.range(-8.0, 8.0), rng.range(-4.0, 14.0));
            let w = rng.range(0.3, 0.9);
            let tone = c.pal.lit(stone.darker(rng.range(0.0, 0.25)), 0.6, z + 6.0);
            c.facet(
                &[[x, 0.01, z], [x + w, 0.01, z + 0.1], [x + w, 0.01, z + 0.5], [x + 0.05, 0.01, z + 0.55]],
                Ink::flat(tone).alpha(0.7),
            );
        }
    });
    s.layer(Depth::At(11.0), |c| {
        c.at(11.0);
        let two = TwoTone::of(c, stone);
        let wall = Shape::new()
            .go(-9.0, 0.0)
            .line(-9.0, 4.2)
            .line(-7.6, 5.4)
            .line(-6.4, 4.8)
            .line(-5.2, 6.4)
            .line(-4.0, 6.0)
            .line(-3.4, 4.2)
            .line(-1.8, 3.0)
            .line(-0.6, 1.2)
            .line(0.4, 0.9)
            .line(0.6, 0.0)
            .close();
        c.fill(wall, two.ink(c, 0.7));
        for x in [-8.0, -5.6] {
            c.fill(arch(x, 1.4, 1.3, 2.6), Ink::flat(c.pal.tone(c.pal.sky[2].mix(c.pal.haze, 0.4)).darker(0.12)));
        }
        c.fill(
            Shape::new()
                .go(4.0, 0.0)
                .line(4.0, 3.0)
                .line(5.0, 4.6)
                .line(6.2, 4.0)
                .line(8.0, 5.4)
                .line(9.5, 2.0)
                .line(9.5, 0.0)
                .close(),
            two.ink(c, 0.6),
        );
    });
    s.layer(Depth::At(4.5), |c| {
        let mut rng = set.rng(3);
        for (x, h) in [(-4.6_f32, 4.6_f32), (-2.9, 2.4), (3.2, 5.2), (5.2, 1.6)] {
            c.contact(x, 4.5, 0.8, 0.6);
            c.at(4.5);
            let two = TwoTone::of(c, stone.lighter(0.05));
            let ink = two.ink(c, 0.55);
            c.rect(x - 0.5, 0.0, 1.0, 0.3, ink);
            c.fill(
                Shape::poly(&[
                    (x - 0.36, 0.3),
                    (x + 0.36, 0.3),
                    (x + 0.32, h),
                    (x + 0.1, h - 0.3),
                    (x - 0.1, h + 0.12),
                    (x - 0.32, h - 0.2),
                ]),
                ink,
            );
            for k in -1..=1 {
                c.stroke(
                    Shape::through(&[(x + 0.17 * k as f32, 0.35), (x + 0.15 * k as f32, h - 0.35)]),
                    0.04,
                    Ink::flat(two.dark.darker(0.12)).alpha(0.6),
                );
            }
            parts::bush(c, x + rng.range(-0.5, 0.5), 0.9, 0.4, rgb(0x6a7a44), rng.next_u64());
        }
    });
    rocks(s, set, stone.darker(0.05), 2.2);
    if set.deep {
        s.layer(Depth::At(-2.5), |c| {
            c.at(-2.5);
            rock(c, 3.6, 2.2, 1.0, stone.darker(0.3), 4);
            parts::grass(c, -5.0, -2.0, 0.5, rgb(0x6d7444), set.seed, 60);
        });
    }
}
