//! Rooms people live in.

use super::Set;
use super::parts::{self, Planks, Shell};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

pub fn living(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let wall = set.pick(1, &[0x8fa39a, 0xc2a98a, 0x9a8f9f, 0xb9b09a, 0x7f97a6]);
    let sofa = set.pick(2, &[0x8a3f35, 0x3f5c6a, 0x5c6a42, 0xb08a4a]);
    let shell = Shell { dado: None, ..Shell::new(wall, rgb(0x8a6444)) };
    shell.build(
        s,
        |c| {
            parts::window(c, -2.0, 0.95, 1.5, 1.35, (2, 2), set.seed);
            parts::curtains(c, -2.0, 0.95, 1.5, 1.35, sofa.lighter(0.3));
            parts::picture(c, 0.5, 1.5, 0.9, 0.65, set.seed);
            parts::picture(c, 1.55, 1.6, 0.45, 0.55, set.seed ^ 3);
            parts::books(c, 2.55, 0.0, 1.15, 2.1, 6, set.seed);
            parts::plant(c, -3.3, 0.0, 1.0, set.seed);
        },
        |c| {
            let rug = c.lit(sofa.mix(rgb(0xd8c7a0), 0.55), 0.5);
            c.facet(&[[-2.2, 0.004, -1.2], [2.4, 0.004, -1.2], [2.4, 0.004, 1.5], [-2.2, 0.004, 1.5]], Ink::flat(rug));
            c.facet(
                &[[-2.0, 0.005, -1.0], [2.2, 0.005, -1.0], [2.2, 0.005, 1.3], [-2.0, 0.005, 1.3]],
                Ink::flat(rug.darker(0.1)),
            );
            c.contact(0.9, 2.3, 1.6, 0.6);
        },
    );
    s.layer(Depth::At(2.2), |c| {
        sofa_at(c, 0.9, 1.9, sofa);
        c.at(2.3);
        parts::floor_lamp(c, 2.35);
    });
    if set.deep {
        s.layer(Depth::At(-1.6), |c| {
            parts::table(c, 2.6, -1.7, 1.1, 0.5, 0.42, rgb(0x6a4a30));
            c.at(-1.5).local_shift(2.5, 0.42);
            crate::props::draw(c, crate::props::Prop::Book, None);
        });
    }
}

pub fn sofa_at(c: &mut Canvas<'_>, x: f32, z: f32, cloth: Rgb) {
    c.contact(x, z + 0.4, 1.3, 0.5);
    c.block([x - 1.05, 0.1, z + 0.55], [2.1, 0.75, 0.25], cloth.darker(0.06));
    c.block([x - 0.92, 0.1, z + 0.05], [1.84, 0.32, 0.6], cloth);
    for i in 0..2 {
        c.block([x - 0.9 + 0.91 * i as f32, 0.4, z + 0.02], [0.89, 0.1, 0.55], cloth.lighter(0.07));
    }
    c.block([x - 1.15, 0.08, z], [0.24, 0.56, 0.75], cloth.darker(0.1));
    c.block([x + 0.91, 0.08, z], [0.24, 0.56, 0.75], cloth.darker(0.1));
    c.at(z + 0.5);
    let two = TwoTone::of(c, rgb(0xd9b56a));
    let ink = two.ink(c, 0.6);
    c.fill(Shape::round(x - 0.78, 0.5, 0.36, 0.34, 0.08), ink);
}

pub fn bedroom(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let wall = set.pick(1, &[0x8d9bb0, 0xb5a0a0, 0xa9a58c, 0x88a0a0]);
    let cover = set.pick(2, &[0x5d7390, 0x8f4f55, 0x6d7a55, 0xc0a070]);
    Shell::new(wall, rgb(0x97754f)).build(
        s,
        |c| {
            parts::window(c, 0.9, 0.95, 1.3, 1.3, (2, 2), set.seed);
            parts::curtains(c, 0.9, 0.95, 1.3, 1.3, cover.lighter(0.35));
            parts::picture(c, -2.4, 1.55, 0.8, 0.6, set.seed);
            // A wardrobe.
            c.rect(2.75, 0.0, 1.15, 2.2, Ink::flat(c.lit(rgb(0x6d4a31), 0.5)));
            for x in [2.8, 3.35] {
                c.stroke(Shape::rect(x + 0.05, 0.15, 0.42, 1.95), 0.025, Ink::flat(c.lit(rgb(0x4a2f1e), 0.3)));
            }
        },
        |c| {
            c.contact(-1.4, 1.6, 1.7, 0.7);
            let rug = c.lit(cover.lighter(0.4), 0.5);
            c.facet(&[[-0.2, 0.004, -0.6], [2.2, 0.004, -0.6], [2.2, 0.004, 1.3], [-0.2, 0.004, 1.3]], Ink::flat(rug));
        },
    );
    s.layer(Depth::At(1.6), |c| {
        c.block([-2.4, 0.0, 2.9], [2.0, 1.15, 0.12], rgb(0x6a4630));
        c.block([-2.35, 0.12, 0.95], [1.9, 0.34, 1.95], rgb(0xd9d2c4));
        for x in [-2.2, -1.3] {
            c.block([x, 0.48, 2.4], [0.75, 0.16, 0.42], rgb(0xf0ebe0));
        }
        c.block([-2.38, 0.3, 0.9], [1.96, 0.24, 1.4], cover);
        c.block([-0.25, 0.0, 2.4], [0.5, 0.55, 0.45], rgb(0x75502f));
        c.at(2.5).local_shift(0.0, 0.55);
        crate::props::draw(c, crate::props::Prop::Lamp, None);
    });
}

pub fn kitchen(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let wall = set.pick(1, &[0xc9c0a6, 0xa9bdb5, 0xd0b89a]);
    let doors = set.pick(2, &[0x5f7f7a, 0x7c8f6a, 0xa8714a, 0x4f6a80]);
    let shell = Shell { planks: Planks::Tiles, ..Shell::new(wall, rgb(0xb9a78c)) };
    shell.build(
        s,
        |c| {
            let tile = c.lit(rgb(0xe2ded2), 0.6);
            c.rect(-4.2, 0.9, 8.4, 0.62, Ink::flat(tile));
            for i in 0..42 {
                c.stroke(
                    Shape::through(&[(-4.2 + 0.2 * i as f32, 0.9), (-4.2 + 0.2 * i as f32, 1.52)]),
                    0.01,
                    Ink::flat(c.lit(rgb(0xb5b0a2), 0.4)),
                );
            }
            for y in [1.1, 1.3] {
                c.stroke(Shape::through(&[(-4.2, y), (4.2, y)]), 0.01, Ink::flat(c.lit(rgb(0xb5b0a2), 0.4)));
            }
            parts::window(c, -0.7, 1.15, 1.4, 1.1, (2, 1), set.seed);
            for x in [-3.6, -2.85, -2.1, 1.35, 2.1] {
                c.rect(x, 1.62, 0.72, 0.8, Ink::flat(c.lit(doors, 0.55)));
                c.stroke(Shape::rect(x + 0.07, 1.69, 0.58, 0.66), 0.02, Ink::flat(c.lit(doors, 0.1)));
                c.disc(x + 0.62, 1.72, 0.022, Ink::flat(c.lit(rgb(0xd8b46a), 0.8)));
            }
        },
        |c| c.contact(0.0, 2.8, 3.8, 0.5),
    );
    s.layer(Depth::At(2.6), |c| {
        c.block([-3.9, 0.0, 2.6], [6.2, 0.84, 0.6], doors);
        c.block([-3.95, 0.84, 2.55], [6.3, 0.06, 0.65], rgb(0xd8cfbc));
        c.at(2.59);
        for i in 0..7 {
            let x = -3.8 + 0.88 * i as f32;
            c.stroke(Shape::rect(x, 0.1, 0.76, 0.66), 0.02, Ink::flat(c.lit(doors, 0.1)));
        }
        c.at(2.7);
        // Stove, kettle, jars.
        c.rect(1.2, 0.02, 0.7, 0.8, Ink::flat(c.lit(rgb(0xd9dad6), 0.6)));
        c.rect(1.28, 0.14, 0.54, 0.4, Ink::flat(c.lit(rgb(0x26282b), 0.4)));
        let kettle = TwoTone::of(c, rgb(0xb04a38)).ink(c, 0.6);
        c.fill(Shape::blob(&[(1.36, 0.9), (1.74, 0.9), (1.7, 1.1), (1.55, 1.17), (1.4, 1.1)]), kettle);
        for (i, x) in [-3.3_f32, -3.08, -2.86].into_iter().enumerate() {
            c.fill(Shape::round(x, 0.9, 0.17, 0.27 - 0.04 * i as f32, 0.03), Ink::flat(c.lit(rgb(0xd8c9a4), 0.6)));
        }
        c.block([2.6, 0.0, 2.55], [0.85, 1.95, 0.62], rgb(0xd7d8d2));
        c.at(2.54);
        c.stroke(Shape::through(&[(2.62, 1.25), (3.43, 1.25)]), 0.02, Ink::flat(c.lit(rgb(0x8d9090), 0.3)));
        c.stroke(Shape::through(&[(2.72, 1.4), (2.72, 1.75)]), 0.035, Ink::flat(c.lit(rgb(0x8d9090), 0.9)));
    });
    s.layer(Depth::At(1.0), |c| {
        c.at(1.2);
        parts::pendant(c, 0.2, 1.95, 2.9, rgb(0xc8703a));
        if set.deep {
            parts::table(c, 1.7, 1.0, 1.5, 0.8, 0.75, rgb(0xb58a58));
            parts::chair(c, 2.7, 1.1, rgb(0x8a6239), false);
            c.at(1.2).local_shift(1.5, 0.75);
            crate::props::draw(c, crate::props::Prop::Flower, None);
        }
    });
}

pub fn bathroom(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let wall = set.pick(1, &[0xa9c4c2, 0xc6cbb8, 0xb4bccb]);
    let shell =
        Shell { half: 3.0, dado: Some(rgb(0xdfe4df)), planks: Planks::Tiles, ..Shell::new(wall, rgb(0xb9c2c0)) };
    shell.build(
        s,
        |c| {
            for i in 0..30 {
                let x = -3.0 + 0.2 * i as f32;
                c.stroke(Shape::through(&[(x, 0.0), (x, 0.95)]), 0.008, Ink::flat(c.lit(rgb(0xaab4b0), 0.4)));
            }
            // A round-cornered mirror with its light.
            let sky = c.pal.tone(c.pal.sky[1].under(c.pal.ambient.plus(c.pal.key)));
            c.fill(Shape::round(-0.55, 1.25, 1.1, 1.0, 0.12), Ink::flat(c.lit(rgb(0x8a7a5a), 0.7)));
            c.fill(Shape::round(-0.5, 1.3, 1.0, 0.9, 0.1), Ink::across(sky.lighter(0.2), sky.darker(0.2)));
            c.rect(-0.35, 2.32, 0.7, 0.09, Ink::flat(c.pal.glow().lighter(0.4)));
            c.disc(0.0, 2.36, 1.3, Ink::glow(c.pal.glow(), 0.3));
            parts::window(c, 1.5, 1.4, 0.7, 0.8, (1, 2), set.seed);
        },
        |_| {},
    );
    s.layer(Depth::At(2.4), |c| {
        c.at(2.9);
        let white = TwoTone::of(c, rgb(0xeef0ec));
        c.fill(
            Shape::new()
                .go(-0.5, 0.92)
                .line(0.5, 0.92)
                .quad(0.45, 0.66, 0.12, 0.62)
                .line(0.1, 0.0)
                .line(-0.1, 0.0)
                .line(-0.12, 0.62)
                .quad(-0.45, 0.66, -0.5, 0.92)
                .close(),
            white.ink(c, 0.6),
        );
        c.stroke(
            Shape::new().go(0.0, 0.92).line(0.0, 1.08).quad(0.0, 1.14, 0.0, 1.02),
            0.035,
            Ink::flat(c.lit(rgb(0xb8bcbc), 1.0)),
        );
        c.at(2.2);
        let ink = white.ink(c, 0.62);
        c.contact(-1.9, 2.4, 1.0, 0.5);
        c.fill(
            Shape::new()
                .go(-2.85, 0.62)
                .line(-1.0, 0.62)
                .quad(-1.05, 0.16, -1.3, 0.12)
                .line(-2.55, 0.12)
                .quad(-2.8, 0.16, -2.85, 0.62)
                .close(),
            ink,
        );
        c.fill(Shape::round(-2.9, 0.58, 1.95, 0.09, 0.04), Ink::flat(white.light));
    });
}

pub fn cabin(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let shell = Shell { half: 3.4, high: 2.6, ceiling: rgb(0x6a4a30), ..Shell::new(rgb(0x8a5f3a), rgb(0x6f4c30)) };
    shell.build(
        s,
        |c| {
            for i in 0..13 {
                let y = 0.2 * i as f32;
                c.rect(-3.4, y, 6.8, 0.19, Ink::down(c.lit(rgb(0x976a42), 0.6), c.lit(rgb(0x6a452a), 0.2)));
            }
            parts::window(c, -1.9, 1.0, 1.1, 1.0, (2, 2), set.seed);
            // Hearth and fire.
            c.rect(0.6, 0.0, 1.9, 2.6, Ink::flat(c.lit(rgb(0x77716a), 0.4)));
            let mut rng = set.rng(5);
            for i in 0..34 {
                let (x, y) = (0.62 + 0.46 * (i % 4) as f32, 0.03 + 0.29 * (i / 4) as f32);
                let tone = c.lit(rgb(0x8d867c).darker(rng.range(0.0, 0.3)), 0.5);
                c.fill(Shape::round(x + rng.range(0.0, 0.04), y, 0.42, 0.25, 0.07), Ink::flat(tone));
            }
            c.fill(
                Shape::new().go(0.95, 0.0).line(0.95, 0.7).quad(1.55, 1.15, 2.15, 0.7).line(2.15, 0.0).close(),
                Ink::flat(c.pal.tone(rgb(0x1a1210))),
            );
            fire(c, 1.55, 0.05, 0.5);
            c.rect(0.5, 1.28, 2.1, 0.1, Ink::flat(c.lit(rgb(0x5a3a22), 0.7)));
            parts::picture(c, 1.3, 1.6, 0.5, 0.5, set.seed);
        },
        |c| {
            let glow = c.pal.tone(rgb(0xff9a48));
            c.facet(
                &[[0.2, 0.004, 0.4], [3.2, 0.004, 0.4], [2.4, 0.004, 3.1], [0.8, 0.004, 3.1]],
                Ink::soft(glow, 0.35),
            );
        },
    );
    s.layer(Depth::At(1.9), |c| {
        c.at(2.1);
        home_armchair(c, -0.9, 2.0, rgb(0x6f3a30));
        parts::table(c, -2.3, 1.9, 1.0, 0.6, 0.72, rgb(0x7a5233));
        c.at(2.0).local_shift(-2.3, 0.72);
        crate::props::draw(c, crate::props::Prop::Lantern, None);
    });
}

fn home_armchair(c: &mut Canvas<'_>, x: f32, z: f32, cloth: Rgb) {
    c.contact(x, z + 0.3, 0.7, 0.5);
    c.block([x - 0.42, 0.1, z + 0.5], [0.84, 0.95, 0.2], cloth.darker(0.06));
    c.block([x - 0.36, 0.1, z + 0.05], [0.72, 0.36, 0.5], cloth);
    c.block([x - 0.5, 0.08, z], [0.18, 0.58, 0.65], cloth.darker(0.1));
    c.block([x + 0.32, 0.08, z], [0.18, 0.58, 0.65], cloth.darker(0.1));
}

/// A fire and its glow.
pub fn fire(c: &mut Canvas<'_>, x: f32, y: f32, h: f32) {
    let (red, gold) = (c.pal.tone(rgb(0xf0702a)), c.pal.tone(rgb(0xffd070)));
    c.disc(x, y + h * 0.6, h * 4.2, Ink::glow(red, 0.42));
    for (dx, k) in [(-0.28, 0.7), (0.26, 0.78), (0.0, 1.0)] {
        let px = x + dx * h;
        c.fill(
            Shape::new()
                .go(px - h * 0.25, y)
                .quad(px - h * 0.3, y + h * 0.5 * k, px, y + h * k)
                .quad(px + h * 0.3, y + h * 0.4 * k, px + h * 0.25, y)
                .close(),
            Ink::down(red, gold),
        );
    }
    c.fill(
        Shape::new()
            .go(x - h * 0.14, y)
            .quad(x - h * 0.12, y + h * 0.34, x, y + h * 0.58)
            .quad(x + h * 0.14, y + h * 0.3, x + h * 0.14, y)
            .close(),
        Ink::down(gold, gold.lighter(0.6)),
    );
    for s in [-1.0, 1.0] {
        c.fill(
            Shape::limb(&[(x - s * h * 0.5, y, h * 0.08), (x + s * h * 0.4, y + h * 0.12, h * 0.07)]),
            Ink::flat(c.pal.tone(rgb(0x2a1810))),
        );
    }
}
