//! Great halls and strange places.

use super::parts::{self, Planks, Shell};
use super::{Set, home, sky};
use crate::camera::Depth;
use crate::canvas::{Canvas, Ink, Shape};
use crate::colour::{Rgb, rgb};
use crate::face::Two;
use crate::rng::Rng;
use crate::studio::Studio;

fn arch(x: f32, y: f32, w: f32, h: f32) -> Shape {
    Shape::new()
        .go(x, y)
        .line(x, y + h * 0.6)
        .quad(x + w * 0.06, y + h * 0.85, x + w / 2.0, y + h)
        .quad(x + w * 0.94, y + h * 0.85, x + w, y + h * 0.6)
        .line(x + w, y)
        .close()
}

fn shaft(c: &mut Canvas<'_>, x: f32, top: f32, w: f32, strength: f32) {
    let light = c.pal.tone(c.pal.sun.mix(c.pal.sky[2], 0.4));
    let lean = -c.pal.side * top * 0.45;
    c.fill(
        Shape::poly(&[(x, top), (x + w, top), (x + w * 1.7 + lean, 0.0), (x - w * 0.3 + lean, 0.0)]),
        Ink::down(light, light).fading(strength, 0.0).adding(),
    );
}

pub fn church(s: &mut Studio<'_>, _: &Set<'_>) {
    let stone = rgb(0xa79c8b);
    Shell {
        half: 5.0,
        high: 8.5,
        back: 11.0,
        planks: Planks::Tiles,
        ceiling: stone.darker(0.2),
        ..Shell::new(stone, rgb(0x948a7c))
    }
    .build(
        s,
        |c| {
            let glow = c.pal.tone(c.pal.sky[2]);
            c.fill(arch(-1.3, 2.4, 2.6, 5.2), Ink::flat(c.lit(rgb(0x5d5548), 0.3)));
            c.fill(arch(-1.15, 2.5, 2.3, 4.9), Ink::flat(glow));
            let panes = [0x3f6fb5, 0xc8503a, 0xe0b040, 0x4a9a6a, 0x8a4fa0];
            let lum = if c.pal.night() { 0.45 } else { 1.0 };
            for row in 0..7 {
                for col in 0..4 {
                    let colour = rgb(panes[(row * 3 + col * 2 + row / 2) % 5]).times(lum);
                    let (x, y) = (-1.05 + 0.54 * col as f32, 2.6 + 0.6 * row as f32);
                    if y < 6.2 || (col == 1 || col == 2) {
                        c.rect(x, y, 0.48, 0.54, Ink::flat(c.pal.tone(colour)));
                    }
                }
            }
            c.disc(0.0, 5.0, 3.4, Ink::glow(glow, 0.22));
            for side in [-1.0, 1.0] {
                c.fill(arch(side * 3.4 - 0.55, 2.6, 1.1, 3.4), Ink::down(glow, glow.darker(0.3)));
            }
            let gold = Two::of(c, rgb(0xcaa04a));
            c.rect(-0.07, 1.2, 0.14, 1.3, gold.ink(c, 0.5));
            c.rect(-0.38, 1.95, 0.76, 0.14, gold.ink(c, 0.5));
        },
        |c| {
            let carpet = c.lit(rgb(0x8a2d2c), 0.6);
            c.facet(
                &[[-0.8, 0.004, -9.0], [0.8, 0.004, -9.0], [0.8, 0.004, 10.0], [-0.8, 0.004, 10.0]],
                Ink::flat(carpet),
            );
        },
    );
    s.layer(Depth::At(8.0), |c| {
        c.block([-2.0, 0.0, 8.6], [4.0, 0.4, 1.6], stone.darker(0.1));
        c.block([-1.2, 0.4, 9.0], [2.4, 0.8, 0.8], rgb(0xd8cfbc));
        c.at(8.9);
        for x in [-0.9, 0.9] {
            c.rect(x - 0.04, 1.2, 0.08, 0.4, Ink::flat(c.lit(rgb(0xefe6d0), 0.6)));
            let flame = c.pal.tone(rgb(0xffcf7a));
            c.fill(Shape::oval(x, 1.68, 0.04, 0.08), Ink::flat(flame));
            c.disc(x, 1.68, 0.9, Ink::glow(flame, 0.3));
        }
    });
    s.layer(Depth::At(4.0), |c| {
        for z in [7.0, 4.0] {
            for side in [-1.0_f32, 1.0] {
                let x = side * 3.3;
                c.contact(x, z, 0.7, 0.6);
                c.at(z);
                let two = Two::of(c, stone);
                c.rect(x - 0.36, 0.0, 0.72, 8.6, two.ink(c, 0.5));
                c.rect(x - 0.5, 0.0, 1.0, 0.5, two.ink(c, 0.5));
            }
        }
        for row in 0..3 {
            let z = 6.0 - 1.5 * row as f32;
            for side in [-1.0_f32, 1.0] {
                c.block([if side < 0.0 { -3.0 } else { 1.0 }, 0.4, z], [2.0, 0.07, 0.4], rgb(0x6a432a));
                c.block([if side < 0.0 { -3.0 } else { 1.0 }, 0.0, z - 0.05], [2.0, 0.9, 0.07], rgb(0x7a5030));
            }
        }
    });
    s.layer(Depth::At(3.0), |c| {
        c.at(3.0);
        for x in [-3.0, -0.5, 2.0] {
            shaft(c, x + c.pal.side * 2.0, 7.0, 0.9, 0.16);
        }
    });
}

pub fn castle(s: &mut Studio<'_>, set: &Set<'_>) {
    let stone = rgb(0x857f78);
    Shell {
        half: 5.4,
        high: 6.5,
        back: 8.5,
        planks: Planks::Tiles,
        ceiling: rgb(0x4f4640),
        ..Shell::new(stone, rgb(0x77716a))
    }
    .build(
        s,
        |c| {
            masonry(c, -5.4, 5.4, 6.5, stone, set.seed);
            for x in [-4.0, 3.0] {
                c.fill(arch(x, 2.6, 1.0, 2.4), Ink::flat(c.pal.tone(c.pal.sky[2])));
                c.rect(x + 0.46, 2.6, 0.08, 2.2, Ink::flat(c.lit(rgb(0x3a3630), 0.3)));
            }
            for (x, colour) in [(-2.2, 0x8a2a2e), (2.0, 0x2f4a7a)] {
                let cloth = Two::of(c, rgb(colour));
                c.fill(
                    Shape::poly(&[(x - 0.5, 5.6), (x + 0.5, 5.6), (x + 0.5, 2.6), (x, 2.1), (x - 0.5, 2.6)]),
                    cloth.ink(c, 0.55),
                );
                c.fill(
                    Shape::poly(&[(x, 4.9), (x + 0.28, 4.3), (x, 3.7), (x - 0.28, 4.3)]),
                    Ink::flat(c.lit(rgb(0xd2ac52), 0.7)),
                );
            }
        },
        |c| {
            let carpet = c.lit(rgb(0x7a2428), 0.6);
            c.facet(
                &[[-1.0, 0.004, -9.0], [1.0, 0.004, -9.0], [1.0, 0.004, 8.0], [-1.0, 0.004, 8.0]],
                Ink::flat(carpet),
            );
        },
    );
    s.layer(Depth::At(6.5), |c| {
        c.block([-2.2, 0.0, 6.6], [4.4, 0.25, 1.8], stone.darker(0.05));
        c.block([-1.6, 0.25, 7.0], [3.2, 0.25, 1.4], stone);
        c.at(7.6);
        let wood = Two::of(c, rgb(0x6a3f24));
        c.fill(arch(-0.65, 0.5, 1.3, 2.6), wood.ink(c, 0.55));
        c.fill(arch(-0.48, 1.3, 0.96, 1.6), Two::of(c, rgb(0x8f2a2c)).ink(c, 0.55));
        c.rect(-0.75, 0.5, 1.5, 0.62, wood.ink(c, 0.5));
        c.disc(0.0, 3.05, 0.14, Ink::flat(c.lit(rgb(0xd8b04c), 1.0)));
    });
    s.layer(Depth::At(3.6), |c| {
        for side in [-1.0_f32, 1.0] {
            let x = side * 3.7;
            c.contact(x, 4.0, 0.8, 0.6);
            c.at(4.0);
            let two = Two::of(c, stone.lighter(0.06));
            c.rect(x - 0.42, 0.0, 0.84, 6.6, two.ink(c, 0.5));
            c.rect(x - 0.55, 0.0, 1.1, 0.45, two.ink(c, 0.5));
            home::fire(c, x - side * 0.62, 2.5, 0.42);
            c.fill(
                Shape::limb(&[(x - side * 0.4, 2.1, 0.05), (x - side * 0.62, 2.5, 0.07)]),
                Ink::flat(c.lit(rgb(0x3a2a1c), 0.4)),
            );
        }
    });
}

fn masonry(c: &mut Canvas<'_>, from: f32, to: f32, high: f32, stone: Rgb, seed: u64) {
    let mut rng = Rng::new(seed);
    let rows = (high / 0.5) as i32;
    for row in 0..rows {
        let mut x = from + if row % 2 == 0 { 0.0 } else { -0.4 };
        while x < to {
            let w = rng.range(0.6, 1.1);
            if rng.chance(0.5) {
                let tone = c.lit(stone.darker(rng.range(-0.08, 0.16)), 0.45);
                c.fill(Shape::round(x + 0.02, 0.5 * row as f32 + 0.02, w - 0.04, 0.46, 0.05), Ink::flat(tone));
            }
            x += w;
        }
    }
}

pub fn court(s: &mut Studio<'_>, _: &Set<'_>) {
    let oak = rgb(0x74492a);
    Shell { half: 5.0, high: 4.2, back: 5.4, dado: Some(oak), ..Shell::new(rgb(0xb4a88e), rgb(0x7b5636)) }.build(
        s,
        |c| {
            for i in 0..9 {
                let x = -4.8 + 1.1 * i as f32;
                c.rect(x, 0.15, 0.95, 2.5, Ink::flat(c.lit(oak.darker(0.1), 0.5)));
                c.stroke(Shape::rect(x + 0.1, 0.3, 0.75, 2.2), 0.03, Ink::flat(c.lit(oak.darker(0.4), 0.3)));
            }
            let gold = Two::of(c, rgb(0xc89c48));
            c.disc(0.0, 3.2, 0.55, gold.ink(c, 0.5));
            c.disc(0.0, 3.2, 0.44, Ink::flat(c.lit(rgb(0x3a3a52), 0.5)));
            // The scales.
            c.stroke(Shape::through(&[(0.0, 2.95), (0.0, 3.45)]), 0.03, gold.ink(c, 0.5));
            c.stroke(Shape::through(&[(-0.25, 3.38), (0.25, 3.38)]), 0.03, gold.ink(c, 0.5));
            for x in [-0.25, 0.25] {
                c.fill(Shape::new().go(x - 0.1, 3.18).quad(x, 3.06, x + 0.1, 3.18).close(), gold.ink(c, 0.5));
            }
            for (x, colour) in [(-1.7, 0x9a2f34), (1.7, 0x2f4a7a)] {
                c.stroke(Shape::through(&[(x, 0.8), (x, 3.6)]), 0.05, gold.ink(c, 0.5));
                c.fill(
                    Shape::new().go(x, 3.5).quad(x + 0.4, 3.0, x + 0.3, 2.0).line(x, 1.9).close(),
                    Two::of(c, rgb(colour)).ink(c, 0.5),
                );
            }
        },
        |c| c.contact(0.0, 3.6, 3.0, 0.6),
    );
    s.layer(Depth::At(3.6), |c| {
        c.block([-2.0, 0.0, 3.6], [4.0, 0.4, 1.6], oak.darker(0.15));
        c.block([-1.6, 0.4, 3.7], [3.2, 1.1, 0.5], oak);
        c.block([-1.75, 1.5, 3.6], [3.5, 0.08, 0.7], oak.lighter(0.12));
        c.at(3.69);
        for i in 0..3 {
            c.stroke(
                Shape::rect(-1.45 + 1.0 * i as f32, 0.55, 0.85, 0.8),
                0.035,
                Ink::flat(c.lit(oak.darker(0.4), 0.3)),
            );
        }
        c.at(4.4);
        c.fill(arch(-0.45, 1.4, 0.9, 1.5), Two::of(c, rgb(0x3a2420)).ink(c, 0.5));
        c.block([2.4, 0.0, 3.4], [1.4, 1.0, 0.4], oak.lighter(0.04));
        c.block([-3.9, 0.0, 3.2], [1.2, 0.95, 0.5], oak.lighter(0.04));
    });
    if !(-1.0..1.0).contains(&s.cam.z) && s.cam.z < -4.5 {
        s.layer(Depth::At(-2.4), |c| {
            for side in [-1.0_f32, 1.0] {
                let x = if side < 0.0 { -4.4 } else { 1.6 };
                c.block([x, 0.0, -2.4], [2.8, 0.85, 0.12], oak);
                c.block([x, 0.85, -2.45], [2.8, 0.07, 0.22], oak.lighter(0.1));
            }
        });
    }
}

pub fn stage(s: &mut Studio<'_>, _: &Set<'_>) {
    let red = rgb(0x8f2228);
    Shell { half: 6.0, high: 6.0, back: 4.6, ceiling: rgb(0x1d1a1e), ..Shell::new(rgb(0x4a2230), rgb(0x8a5f3c)) }
        .build(
            s,
            |c| {
                let two = Two::of(c, red);
                for i in 0..30 {
                    let x = -6.0 + 0.4 * i as f32;
                    let t = i % 3;
                    let tone = [two.dark.darker(0.3), two.dark, two.light.mix(two.dark, 0.5)][t];
                    c.rect(x, 0.0, 0.41, 6.0, Ink::down(tone.darker(0.35), tone));
                }
            },
            |c| {
                let warm = c.pal.tone(rgb(0xffe0a0));
                c.facet(
                    &[[-1.9, 0.005, -1.2], [1.9, 0.005, -1.2], [1.9, 0.005, 1.2], [-1.9, 0.005, 1.2]],
                    Ink::soft(warm, 0.6),
                );
            },
        );
    s.layer(Depth::At(1.8), |c| {
        c.at(1.8);
        let two = Two::of(c, red);
        for side in [-1.0_f32, 1.0] {
            for i in 0..5 {
                let x = side * (4.6 - 0.3 * i as f32);
                let tone = if i % 2 == 0 { two.light } else { two.dark };
                c.fill(
                    Shape::new()
                        .go(x - 0.17, 6.5)
                        .line(x + 0.17, 6.5)
                        .quad(x + 0.17 + side * 0.2 * i as f32 * 0.3, 3.0, x + 0.19 + side * 0.3, 0.0)
                        .line(x - 0.17 + side * 0.3, 0.0)
                        .close(),
                    Ink::down(tone.darker(0.4), tone),
                );
            }
        }
        for i in 0..7 {
            let x = -5.2 + 1.5 * i as f32;
            c.fill(
                Shape::new().go(x, 5.4).quad(x + 0.75, 4.1, x + 1.5, 5.4).line(x + 1.5, 6.6).line(x, 6.6).close(),
                Ink::down(two.dark, two.light),
            );
        }
    });
    s.layer(Depth::At(0.9), |c| {
        c.at(0.9);
        let beam = c.pal.tone(rgb(0xfff0c8));
        for (x, to) in [(-3.4, -0.2), (3.4, 0.3)] {
            c.fill(
                Shape::poly(&[(x - 0.12, 6.2), (x + 0.12, 6.2), (to + 1.3, 0.0), (to - 1.3, 0.0)]),
                Ink::down(beam, beam).fading(0.3, 0.06).adding(),
            );
        }
    });
}

pub fn cave(s: &mut Studio<'_>, set: &Set<'_>) {
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
            let two = Two::of(c, rock.darker(0.12 * (2 - i) as f32));
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

pub fn spaceship(s: &mut Studio<'_>, set: &Set<'_>) {
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

pub fn space(s: &mut Studio<'_>, set: &Set<'_>) {
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
pub fn rocks(s: &mut Studio<'_>, set: &Set<'_>, stone: Rgb, z: f32) {
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
    let two = Two::of(c, stone);
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

pub fn ruin(s: &mut Studio<'_>, set: &Set<'_>) {
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
        let two = Two::of(c, stone);
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
            let two = Two::of(c, stone.lighter(0.05));
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
