//! High rooms: a church, a castle's hall, a court, a stage.

use super::parts::{Planks, Shell};
use super::{Set, home};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

pub fn arch(x: f32, y: f32, w: f32, h: f32) -> Shape {
    Shape::new()
        .go(x, y)
        .line(x, y + h * 0.6)
        .quad(x + w * 0.06, y + h * 0.85, x + w / 2.0, y + h)
        .quad(x + w * 0.94, y + h * 0.85, x + w, y + h * 0.6)
        .line(x + w, y)
        .close()
}

pub fn shaft(c: &mut Canvas<'_>, x: f32, top: f32, w: f32, strength: f32) {
    let light = c.pal.tone(c.pal.sun.mix(c.pal.sky[2], 0.4));
    let lean = -c.pal.side * top * 0.45;
    c.fill(
        Shape::poly(&[(x, top), (x + w, top), (x + w * 1.7 + lean, 0.0), (x - w * 0.3 + lean, 0.0)]),
        Ink::down(light, light).fading(strength, 0.0).adding(),
    );
}

pub fn church(s: &mut LayerBuilder<'_>, _: &Set<'_>) {
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
            let gold = TwoTone::of(c, rgb(0xcaa04a));
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
                let two = TwoTone::of(c, stone);
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

pub fn castle(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
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
                let cloth = TwoTone::of(c, rgb(colour));
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
        let wood = TwoTone::of(c, rgb(0x6a3f24));
        c.fill(arch(-0.65, 0.5, 1.3, 2.6), wood.ink(c, 0.55));
        c.fill(arch(-0.48, 1.3, 0.96, 1.6), TwoTone::of(c, rgb(0x8f2a2c)).ink(c, 0.55));
        c.rect(-0.75, 0.5, 1.5, 0.62, wood.ink(c, 0.5));
        c.disc(0.0, 3.05, 0.14, Ink::flat(c.lit(rgb(0xd8b04c), 1.0)));
    });
    s.layer(Depth::At(3.6), |c| {
        for side in [-1.0_f32, 1.0] {
            let x = side * 3.7;
            c.contact(x, 4.0, 0.8, 0.6);
            c.at(4.0);
            let two = TwoTone::of(c, stone.lighter(0.06));
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

pub fn masonry(c: &mut Canvas<'_>, from: f32, to: f32, high: f32, stone: Rgb, seed: u64) {
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

pub fn court(s: &mut LayerBuilder<'_>, _: &Set<'_>) {
    let oak = rgb(0x74492a);
    Shell { half: 5.0, high: 4.2, back: 5.4, dado: Some(oak), ..Shell::new(rgb(0xb4a88e), rgb(0x7b5636)) }.build(
        s,
        |c| {
            for i in 0..9 {
                let x = -4.8 + 1.1 * i as f32;
                c.rect(x, 0.15, 0.95, 2.5, Ink::flat(c.lit(oak.darker(0.1), 0.5)));
                c.stroke(Shape::rect(x + 0.1, 0.3, 0.75, 2.2), 0.03, Ink::flat(c.lit(oak.darker(0.4), 0.3)));
            }
            let gold = TwoTone::of(c, rgb(0xc89c48));
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
                    TwoTone::of(c, rgb(colour)).ink(c, 0.5),
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
        c.fill(arch(-0.45, 1.4, 0.9, 1.5), TwoTone::of(c, rgb(0x3a2420)).ink(c, 0.5));
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

pub fn stage(s: &mut LayerBuilder<'_>, _: &Set<'_>) {
    let red = rgb(0x8f2228);
    Shell { half: 6.0, high: 6.0, back: 4.6, ceiling: rgb(0x1d1a1e), ..Shell::new(rgb(0x4a2230), rgb(0x8a5f3c)) }
        .build(
            s,
            |c| {
                let two = TwoTone::of(c, red);
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
        let two = TwoTone::of(c, red);
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
