//! Where one eats, drinks and buys.

use super::Set;
use super::parts::{self, Planks, Shell};
use super::public::ceiling_lights;
use crate::figures::face_model::TwoTone;
use crate::props::{self, Prop};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

fn bottles(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, seed: u64) {
    let mut rng = Rng::new(seed);
    let mut bx = x;
    while bx < x + w - 0.08 {
        let (bw, bh) = (rng.range(0.055, 0.085), rng.range(0.2, 0.32));
        let colour = rgb(rng.pick(&[0x3f6a4a, 0x8a5a2a, 0xb9823a, 0x4a5f7a, 0xc9c4b0, 0x7a2f2a]).unwrap_or(0x3f6a4a));
        let (a, b) = (c.lit(colour, 1.0), c.lit(colour, 0.2));
        c.fill(
            Shape::new()
                .go(bx, y)
                .line(bx, y + bh * 0.55)
                .quad(bx, y + bh * 0.7, bx + bw * 0.34, y + bh * 0.74)
                .line(bx + bw * 0.34, y + bh)
                .line(bx + bw * 0.66, y + bh)
                .line(bx + bw * 0.66, y + bh * 0.74)
                .quad(bx + bw, y + bh * 0.7, bx + bw, y + bh * 0.55)
                .line(bx + bw, y)
                .close(),
            Ink::across(a, b),
        );
        bx += bw + rng.range(0.015, 0.06);
    }
}

fn stool(c: &mut Canvas<'_>, x: f32, z: f32) {
    c.contact(x, z, 0.3, 0.5);
    c.at(z);
    c.stroke(Shape::through(&[(x, 0.04), (x, 0.68)]), 0.05, Ink::flat(c.lit(rgb(0x8d9194), 0.6)));
    c.fill(Shape::oval(x, 0.04, 0.2, 0.035), Ink::flat(c.lit(rgb(0x6d7174), 0.6)));
    c.fill(Shape::round(x - 0.2, 0.66, 0.4, 0.1, 0.05), TwoTone::of(c, rgb(0x8a2f2a)).ink(c, 0.6));
}

pub fn cafe(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let wall = set.pick(1, &[0x7a9088, 0xb08a62, 0x8f6f5a, 0x6f8594]);
    Shell { half: 4.4, dado: Some(rgb(0x5a3f2c)), ..Shell::new(wall, rgb(0x7d5a3c)) }.build(
        s,
        |c| {
            parts::window(c, -3.6, 0.9, 2.3, 1.6, (3, 1), set.seed);
            // Menu boards with drawn cups, shelves of cups and jars.
            for i in 0..3 {
                let x = 0.1 + 1.02 * i as f32;
                c.rect(x, 1.85, 0.94, 0.68, Ink::flat(c.lit(rgb(0x2a2d2b), 0.4)));
                let chalk = Ink::flat(c.lit(rgb(0xe8e2d2), 0.6)).alpha(0.85);
                c.stroke(
                    Shape::new().go(x + 0.3, 2.3).line(x + 0.62, 2.3).quad(x + 0.6, 2.02, x + 0.46, 2.02).quad(
                        x + 0.32,
                        2.02,
                        x + 0.3,
                        2.3,
                    ),
                    0.016,
                    chalk,
                );
                for k in 0..2 {
                    c.stroke(
                        Shape::new().go(x + 0.4 + 0.1 * k as f32, 2.34).quad(
                            x + 0.44 + 0.1 * k as f32,
                            2.4,
                            x + 0.4 + 0.1 * k as f32,
                            2.45,
                        ),
                        0.012,
                        chalk,
                    );
                }
            }
            for y in [1.25, 1.55] {
                c.rect(0.1, y, 3.0, 0.04, Ink::flat(c.lit(rgb(0x8d6a42), 0.8)));
            }
            for i in 0..14 {
                let x = 0.2 + 0.2 * i as f32;
                c.fill(Shape::round(x, 1.29, 0.11, 0.1, 0.02), Ink::flat(c.lit(rgb(0xf0e8d8), 0.6)));
            }
            bottles(c, 0.2, 1.59, 2.8, set.seed);
        },
        |c| {
            c.contact(1.7, 2.2, 2.2, 0.6);
            c.contact(-2.4, 1.8, 0.7, 0.5);
        },
    );
    s.layer(Depth::At(2.1), |c| {
        c.block([0.0, 0.0, 2.0], [3.4, 1.0, 0.6], rgb(0x6a4830));
        c.block([-0.08, 1.0, 1.95], [3.56, 0.06, 0.7], rgb(0xb58a5a));
        c.at(1.99);
        for i in 0..8 {
            c.stroke(
                Shape::through(&[(0.2 + 0.42 * i as f32, 0.06), (0.2 + 0.42 * i as f32, 0.94)]),
                0.02,
                Ink::flat(c.lit(rgb(0x452c1c), 0.3)),
            );
        }
        // The espresso machine and a case of cakes.
        c.block([0.35, 1.06, 2.1], [0.8, 0.5, 0.4], rgb(0xb9bec0));
        c.at(2.09);
        c.rect(0.45, 1.14, 0.6, 0.16, Ink::flat(c.lit(rgb(0x33383a), 0.4)));
        for x in [0.58, 0.82] {
            c.stroke(Shape::through(&[(x, 1.34), (x + 0.1, 1.3)]), 0.035, Ink::flat(c.lit(rgb(0x2a2220), 0.4)));
        }
        c.rect(1.8, 1.06, 1.3, 0.42, Ink::flat(c.lit(rgb(0xdbe7e6), 0.7)).alpha(0.5));
        for i in 0..5 {
            c.fill(
                Shape::oval(1.98 + 0.24 * i as f32, 1.12, 0.09, 0.06),
                Ink::flat(c.lit(rgb([0xc88a4a, 0xd9a8a0, 0x8a4a2c, 0xe0c27a, 0xb5653a][i % 5]), 0.7)),
            );
        }
        c.stroke(Shape::rect(1.8, 1.06, 1.3, 0.42), 0.02, Ink::flat(c.lit(rgb(0xcfd5d4), 0.9)));
    });
    s.layer(Depth::At(1.5), |c| {
        c.at(1.5);
        for x in [0.5, 1.7, 2.9] {
            parts::pendant(c, x, 2.05, 2.9, rgb(0x2d4a48));
        }
        parts::table(c, -2.5, 1.5, 0.75, 0.65, 0.73, rgb(0x9a7044));
        parts::chair(c, -3.2, 1.6, rgb(0x4a3424), false);
        parts::chair(c, -1.85, 1.6, rgb(0x4a3424), false);
        c.at(1.6).local_shift(-2.5, 0.73);
        props::draw(c, Prop::Cup, None);
    });
}

pub fn bar(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let wood = rgb(0x4a2e1e);
    Shell {
        half: 4.4,
        dado: Some(wood),
        ceiling: rgb(0x4a4038),
        ..Shell::new(set.pick(1, &[0x5a3a34, 0x35483f, 0x3d3f55]), rgb(0x4d3524))
    }
    .build(
        s,
        |c| {
            c.rect(-2.6, 0.95, 5.6, 1.6, Ink::flat(c.lit(wood.darker(0.2), 0.4)));
            let mirror = c.lit(rgb(0x6a7a80), 0.4);
            c.rect(-2.45, 1.05, 5.3, 1.4, Ink::across(mirror, mirror.darker(0.4)));
            for (i, y) in [1.05_f32, 1.5, 1.95].into_iter().enumerate() {
                let glow = c.pal.glow();
                c.rect(-2.45, y - 0.02, 5.3, 0.035, Ink::flat(c.lit(rgb(0x9a6c3c), 0.8)));
                c.fill(Shape::oval(0.2, y + 0.16, 3.2, 0.3), Ink::glow(glow, 0.2 + 0.14 * c.pal.lamps));
                bottles(c, -2.4, y + 0.015, 5.2, set.seed ^ i as u64);
            }
            // A neon sign: a bent tube, no letters.
            let neon = c.pal.tone(rgb(0xff4a6a));
            let tube = || {
                Shape::new()
                    .go(-3.75, 2.25)
                    .quad(-3.5, 1.75, -3.25, 2.25)
                    .line(-3.75, 2.25)
                    .go(-3.5, 1.98)
                    .line(-3.5, 1.6)
                    .go(-3.65, 1.6)
                    .line(-3.35, 1.6)
            };
            c.stroke(tube(), 0.11, Ink::flat(neon).alpha(0.3));
            c.stroke(tube(), 0.035, Ink::flat(neon.lighter(0.4)));
            c.disc(-3.5, 1.95, 1.1, Ink::glow(neon, 0.3));
        },
        |c| c.contact(0.2, 1.9, 3.4, 0.7),
    );
    s.layer(Depth::At(1.7), |c| {
        c.block([-2.9, 0.0, 1.7], [6.2, 1.06, 0.5], wood);
        c.block([-3.0, 1.06, 1.6], [6.4, 0.07, 0.62], rgb(0x7d4f2e));
        c.at(1.69);
        for i in 0..8 {
            c.stroke(
                Shape::rect(-2.75 + 0.77 * i as f32, 0.14, 0.66, 0.76),
                0.03,
                Ink::flat(c.lit(wood.lighter(0.1), 0.7)),
            );
        }
        c.stroke(Shape::through(&[(-2.9, 0.2), (3.3, 0.2)]), 0.045, Ink::flat(c.lit(rgb(0xc79a4a), 0.9)));
        for x in [-1.6, 1.1] {
            c.at(1.75).local_shift(x, 1.13);
            props::draw(c, Prop::Glass, None);
        }
        c.at(1.75);
        c.block([0.1, 1.13, 1.75], [0.1, 0.35, 0.1], rgb(0xc79a4a));
    });
    s.layer(Depth::At(1.2), |c| {
        for x in [-2.2, -1.2, 1.6, 2.5] {
            stool(c, x, 1.25);
        }
        c.at(1.6);
        for x in [-1.9, 0.2, 2.3] {
            parts::pendant(c, x, 2.2, 2.9, rgb(0x8a5a2a));
        }
    });
}

pub fn restaurant(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let wall: Rgb = set.pick(1, &[0x7a3f3a, 0x4f6257, 0x8a6f52]);
    Shell { half: 4.6, dado: Some(wall.darker(0.35)), ..Shell::new(wall, rgb(0x63442e)) }.build(
        s,
        |c| {
            parts::window(c, -3.4, 0.95, 1.7, 1.5, (2, 2), set.seed);
            parts::curtains(c, -3.4, 0.95, 1.7, 1.5, rgb(0x8d3a36));
            parts::picture(c, -0.8, 1.5, 1.2, 0.8, set.seed);
            parts::window(c, 1.7, 0.95, 1.7, 1.5, (2, 2), set.seed ^ 8);
            parts::curtains(c, 1.7, 0.95, 1.7, 1.5, rgb(0x8d3a36));
        },
        |_| {},
    );
    let round_table = |c: &mut Canvas<'_>, x: f32, z: f32| {
        c.contact(x, z + 0.3, 0.7, 0.6);
        parts::chair(c, x - 0.72, z + 0.1, rgb(0x50321f), false);
        parts::chair(c, x + 0.72, z + 0.1, rgb(0x50321f), false);
        c.at(z + 0.3);
        let cloth = TwoTone::of(c, rgb(0xf0e9dc));
        let ink = cloth.ink(c, 0.6);
        c.fill(
            Shape::new()
                .go(x - 0.5, 0.74)
                .line(x + 0.5, 0.74)
                .line(x + 0.56, 0.28)
                .quad(x + 0.2, 0.22, x, 0.28)
                .quad(x - 0.2, 0.22, x - 0.56, 0.28)
                .close(),
            ink,
        );
        c.facet(
            &[[x - 0.5, 0.75, z + 0.3], [x + 0.5, 0.75, z + 0.3], [x + 0.42, 0.75, z + 0.8], [x - 0.42, 0.75, z + 0.8]],
            Ink::flat(cloth.light),
        );
        c.at(z + 0.4).local_shift(x, 0.75);
        props::draw(c, Prop::Candle, None);
        c.at(z + 0.4).local_shift(x + 0.26, 0.75);
        props::draw(c, Prop::Glass, None);
        c.at(z + 0.4).local_shift(x - 0.26, 0.75);
        props::draw(c, Prop::Glass, None);
    };
    s.layer(Depth::At(2.2), |c| {
        round_table(c, -2.0, 2.0);
        round_table(c, 1.8, 2.1);
    });
    s.layer(Depth::At(1.5), |c| {
        c.at(1.5);
        let glow = c.pal.glow();
        c.stroke(Shape::through(&[(0.0, 2.4), (0.0, 2.9)]), 0.02, Ink::flat(c.lit(rgb(0x8a6a34), 0.8)));
        for i in -2..=2 {
            let x = 0.24 * i as f32;
            c.stroke(Shape::new().go(0.0, 2.36).quad(x, 2.2, x, 2.34), 0.018, Ink::flat(c.lit(rgb(0xb98d44), 0.8)));
            c.fill(Shape::oval(x, 2.4, 0.03, 0.06), Ink::flat(glow.lighter(0.5)));
        }
        c.disc(0.0, 2.38, 1.9, Ink::glow(glow, 0.24 + 0.2 * c.pal.lamps));
    });
    if set.deep {
        s.layer(Depth::At(-1.5), |c| round_table(c, 3.1, -1.6));
    }
}

pub fn shop(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    Shell {
        half: 4.6,
        planks: Planks::Tiles,
        ..Shell::new(set.pick(1, &[0xbfc3a8, 0xc9b29a, 0xa8b8c0]), rgb(0xb0a690))
    }
    .build(
        s,
        |c| {
            for b in 0..4 {
                let x = -4.3 + 2.2 * b as f32;
                c.rect(x, 0.0, 2.0, 2.35, Ink::flat(c.lit(rgb(0x8a6f50), 0.4)));
                for row in 0..5 {
                    let y = 0.12 + 0.44 * row as f32;
                    c.rect(x + 0.06, y, 1.88, 0.4, Ink::flat(c.lit(rgb(0x4a3a2a), 0.2)));
                    let mut rng = Rng::new(set.seed ^ (b * 7 + row) as u64);
                    let mut px = x + 0.1;
                    while px < x + 1.8 {
                        let (w, h) = (rng.range(0.1, 0.24), rng.range(0.16, 0.34));
                        let colour = rgb(rng
                            .pick(&[0xc8503a, 0xe0b040, 0x4a86a8, 0x6a9a54, 0xe8dcc4, 0x9a5a8a, 0xd9823a])
                            .unwrap_or(0xc8503a));
                        let ink = Ink::across(c.lit(colour, 0.8), c.lit(colour, 0.35));
                        if rng.chance(0.35) {
                            c.fill(Shape::round(px, y, w, h, 0.05), ink)
                        } else {
                            c.rect(px, y, w, h, ink)
                        }
                        px += w + 0.02;
                    }
                }
            }
        },
        |c| c.contact(2.3, 1.9, 1.3, 0.6),
    );
    s.layer(Depth::At(1.8), |c| {
        c.block([1.2, 0.0, 1.7], [2.4, 0.95, 0.6], rgb(0x9a6a42));
        c.block([1.14, 0.95, 1.65], [2.52, 0.05, 0.7], rgb(0xd0b184));
        c.block([2.6, 1.0, 1.8], [0.5, 0.32, 0.35], rgb(0x4a5054));
        c.at(1.79);
        c.fill(
            Shape::poly(&[(2.62, 1.32), (3.08, 1.32), (3.04, 1.5), (2.66, 1.5)]),
            Ink::flat(c.pal.tone(rgb(0x8fd0b8))),
        );
        c.block([-3.4, 0.0, 1.8], [1.4, 0.6, 0.7], rgb(0x8a6238));
        c.at(1.9);
        for i in 0..14 {
            let colour = [0xd9482f, 0xe0a03a, 0x7aa04a][i % 3];
            c.disc(
                -3.25 + 0.095 * i as f32,
                0.64 + 0.05 * (i % 2) as f32,
                0.085,
                TwoTone::of(c, rgb(colour)).ink(c, 0.6),
            );
        }
    });
    ceiling_lights(s);
}
