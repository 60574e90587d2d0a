//! Rooms people work and wait in.

use super::Set;
use super::parts::{self, Planks, Shell};
use crate::figures::face_model::TwoTone;
use crate::props::{self, Prop};
use crate::raster::canvas::{Ink, Shape};
use crate::raster::colour::rgb;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

pub fn office(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let wall = set.pick(1, &[0x9aa7ad, 0xb0a999, 0x8f9c94]);
    Shell { half: 4.6, ..Shell::new(wall, rgb(0x71777c)) }.build_with(Planks::None, s, set, |c| {
        parts::window(c, -3.2, 0.9, 2.6, 1.5, (3, 1), set.seed);
        // Blinds.
        let slat = Ink::flat(c.lit(rgb(0xd8d5cc), 0.6)).alpha(0.85);
        for i in 0..7 {
            c.rect(-3.2, 2.36 - 0.08 * i as f32, 2.6, 0.035, slat);
        }
        parts::books(c, 0.4, 0.0, 1.3, 1.9, 5, set.seed);
        c.rect(2.3, 0.0, 0.7, 1.4, Ink::flat(c.lit(rgb(0x6f7a7c), 0.5)));
        for i in 0..3 {
            c.stroke(Shape::rect(2.35, 0.06 + 0.45 * i as f32, 0.6, 0.4), 0.016, Ink::flat(c.lit(rgb(0x454d50), 0.3)));
            c.rect(2.56, 0.24 + 0.45 * i as f32, 0.18, 0.035, Ink::flat(c.lit(rgb(0xc2c6c6), 0.9)));
        }
        parts::picture(c, 2.15, 1.65, 0.9, 0.6, set.seed);
    });
    s.layer(Depth::At(2.0), |c| {
        parts::table(c, -1.7, 1.8, 1.7, 0.8, 0.74, rgb(0x7d5a3c));
        c.at(2.1).local_shift(-1.9, 0.74);
        props::draw(c, Prop::Laptop, None);
        c.at(2.1).local_shift(-1.1, 0.74);
        props::draw(c, Prop::Lamp, None);
        c.at(2.2);
        parts::plant(c, 3.6, 0.0, 0.9, set.seed);
    });
    s.layer(Depth::At(1.4), |c| {
        c.at(1.4);
        for x in [-2.0, 1.6] {
            let lamp = c.pal.glow().lighter(0.4);
            c.rect(x - 0.6, 2.62, 1.2, 0.07, Ink::flat(lamp));
            c.fill(Shape::oval(x, 2.6, 1.5, 0.8), Ink::glow(lamp, 0.15 + 0.12 * c.pal.lamps));
        }
    });
}

impl Shell {
    fn build_with(
        self,
        planks: Planks,
        s: &mut LayerBuilder<'_>,
        _: &Set<'_>,
        wall: impl FnOnce(&mut crate::raster::canvas::Canvas<'_>),
    ) {
        Shell { planks, ..self }.build(s, wall, |c| c.contact(-1.7, 2.2, 1.4, 0.5));
    }
}

pub fn laboratory(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    Shell { half: 4.6, planks: Planks::Tiles, ceiling: rgb(0xc9d2d6), ..Shell::new(rgb(0xa9b9c2), rgb(0x9fabb2)) }
        .build(
            s,
            |c| {
                for i in 0..4 {
                    let x = -3.7 + 1.9 * i as f32;
                    c.rect(x, 1.3, 1.5, 0.95, Ink::flat(c.lit(rgb(0x20292f), 0.4)));
                    let screen = c.pal.tone(rgb([0x58d0c0, 0x5aa0e0, 0x7ad07a, 0xe0b050][i % 4]));
                    c.rect(x + 0.05, 1.35, 1.4, 0.85, Ink::down(screen.darker(0.72), screen.darker(0.82)));
                    let mut rng = set.rng(i as u64 + 3);
                    let points: Vec<(f32, f32)> =
                        (0..12).map(|k| (x + 0.1 + 0.12 * k as f32, 1.5 + rng.range(0.0, 0.5))).collect();
                    c.stroke(Shape::through(&points), 0.022, Ink::flat(screen));
                    c.fill(Shape::oval(x + 0.75, 1.75, 1.2, 0.8), Ink::glow(screen, 0.14));
                }
            },
            |c| c.contact(0.0, 2.4, 3.6, 0.5),
        );
    s.layer(Depth::At(2.1), |c| {
        c.block([-3.6, 0.0, 2.0], [7.2, 0.86, 0.7], rgb(0xb9c4c9));
        c.block([-3.65, 0.86, 1.96], [7.3, 0.05, 0.75], rgb(0xe2e8ea));
        c.at(2.2);
        let mut rng = set.rng(9);
        for i in 0..9 {
            let x = -3.2 + 0.78 * i as f32;
            let liquid = c.pal.tone(rgb(rng.pick(&[0x4ac0a0, 0xe0a040, 0xd0508a, 0x5090e0]).unwrap_or(0x4ac0a0)));
            let h = rng.range(0.2, 0.42);
            let glass = Ink::flat(c.lit(rgb(0xe6f2f5), 0.8)).alpha(0.45);
            c.fill(
                Shape::new()
                    .go(x - 0.04, 0.91 + h)
                    .line(x + 0.04, 0.91 + h)
                    .line(x + 0.04, 0.91 + h * 0.6)
                    .line(x + 0.13, 0.91)
                    .line(x - 0.13, 0.91)
                    .line(x - 0.04, 0.91 + h * 0.6)
                    .close(),
                glass,
            );
            c.fill(
                Shape::poly(&[
                    (x - 0.08, 0.91 + h * 0.32),
                    (x + 0.08, 0.91 + h * 0.32),
                    (x + 0.125, 0.915),
                    (x - 0.125, 0.915),
                ]),
                Ink::flat(liquid).alpha(0.85),
            );
        }
    });
}

pub fn warehouse(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let shell = Shell {
        half: 7.0,
        high: 5.6,
        back: 8.0,
        planks: Planks::None,
        ceiling: rgb(0x4a4d50),
        ..Shell::new(rgb(0x6f7472), rgb(0x74716b))
    };
    shell.build(
        s,
        |c| {
            for i in 0..5 {
                let x = -6.2 + 2.6 * i as f32;
                parts::window(c, x, 3.5, 1.8, 1.2, (3, 2), set.seed ^ i as u64);
            }
            for i in 0..8 {
                let x = -7.0 + 2.0 * i as f32;
                c.rect(x - 0.1, 0.0, 0.2, 5.6, Ink::flat(c.lit(rgb(0x4d5254), 0.3)));
            }
            c.rect(-1.6, 0.0, 3.2, 3.0, Ink::flat(c.lit(rgb(0x55605f), 0.4)));
            for i in 0..12 {
                c.stroke(
                    Shape::through(&[(-1.6, 0.25 * i as f32), (1.6, 0.25 * i as f32)]),
                    0.03,
                    Ink::flat(c.lit(rgb(0x3c4443), 0.3)),
                );
            }
        },
        |c| {
            let yellow = Ink::flat(c.lit(rgb(0xc9a23c), 0.5)).alpha(0.7);
            c.facet(&[[-3.2, 0.003, -6.0], [-3.05, 0.003, -6.0], [-3.05, 0.003, 8.0], [-3.2, 0.003, 8.0]], yellow);
            c.facet(&[[3.05, 0.003, -6.0], [3.2, 0.003, -6.0], [3.2, 0.003, 8.0], [3.05, 0.003, 8.0]], yellow);
        },
    );
    s.layer(Depth::At(4.2), |c| {
        let mut rng = set.rng(4);
        for side in [-1.0_f32, 1.0] {
            for i in 0..3 {
                let x = side * (3.4 + 0.3 * i as f32) - 0.6;
                let z = 6.2 - 1.7 * i as f32;
                let wood = rgb(rng.pick(&[0x9a7448, 0x84623c, 0xa9835a]).unwrap_or(0x9a7448));
                c.contact(x + 0.6, z + 0.5, 1.0, 0.5);
                c.block([x, 0.0, z], [1.25, 1.2, 1.1], wood);
                c.at(z - 0.01);
                c.stroke(Shape::rect(x + 0.06, 0.06, 1.13, 1.08), 0.1, Ink::flat(c.lit(wood.darker(0.2), 0.4)));
                c.stroke(
                    Shape::through(&[(x + 0.1, 0.1), (x + 1.15, 1.1)]),
                    0.09,
                    Ink::flat(c.lit(wood.darker(0.2), 0.4)),
                );
                if i != 1 {
                    c.block([x + 0.15, 1.2, z + 0.1], [0.9, 0.8, 0.9], wood.lighter(0.06));
                }
            }
        }
    });
    s.layer(Depth::At(3.0), |c| {
        c.at(3.0);
        for x in [-2.4, 2.4] {
            parts::pendant(c, x, 3.6, 5.6, rgb(0x3d4a46));
            let beam = c.pal.glow();
            c.fill(
                Shape::poly(&[(x - 0.2, 3.6), (x + 0.2, 3.6), (x + 1.5, 0.0), (x - 1.5, 0.0)]),
                Ink::down(beam, beam).fading(0.16 * c.pal.lamps.max(0.4), 0.0).adding(),
            );
        }
    });
}

pub fn prison(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let interview = set.says("interrogation,interview");
    let shell = Shell {
        half: 2.6,
        high: 2.8,
        planks: Planks::None,
        ceiling: rgb(0x5d605e),
        ..Shell::new(rgb(0x7d837f), rgb(0x6a6d6a))
    };
    shell.build(
        s,
        |c| {
            let joint = Ink::flat(c.lit(rgb(0x5a605d), 0.3)).alpha(0.7);
            for row in 0..10 {
                let y = 0.28 * row as f32;
                c.stroke(Shape::through(&[(-2.6, y), (2.6, y)]), 0.014, joint);
                for i in 0..9 {
                    let x = -2.6 + 0.6 * i as f32 + if row % 2 == 0 { 0.3 } else { 0.0 };
                    c.stroke(Shape::through(&[(x, y), (x, y + 0.28)]), 0.014, joint);
                }
            }
            if interview {
                c.rect(-1.5, 1.1, 3.0, 1.0, Ink::flat(c.lit(rgb(0x2a3134), 0.4)));
                c.rect(-1.42, 1.18, 2.84, 0.84, Ink::across(c.lit(rgb(0x6a7f88), 0.5), c.lit(rgb(0x2d3a40), 0.3)));
            } else {
                let [_, mid, low] = c.pal.sky.map(|k| c.pal.tone(k));
                c.rect(0.35, 1.75, 0.95, 0.62, Ink::down(mid, low));
                for i in 0..5 {
                    c.rect(0.42 + 0.19 * i as f32, 1.75, 0.05, 0.62, Ink::flat(c.lit(rgb(0x2a2c2c), 0.4)));
                }
                c.fill(
                    Shape::poly(&[
                        (0.35, 2.37),
                        (1.3, 2.37),
                        (0.3 - 1.6 * -c.pal.side, 0.0),
                        (-0.9 - 1.6 * -c.pal.side, 0.0),
                    ]),
                    Ink::down(low, low).fading(0.26, 0.02).adding(),
                );
            }
        },
        |_| {},
    );
    s.layer(Depth::At(2.3), |c| {
        if interview {
            c.at(1.3);
            parts::pendant(c, 0.0, 2.05, 2.8, rgb(0x2d3330));
        } else {
            c.block([-2.55, 0.38, 1.6], [0.9, 0.1, 1.6], rgb(0x5a4636));
            c.block([-2.5, 0.48, 1.65], [0.85, 0.12, 1.5], rgb(0x8d9088));
            c.block([-2.45, 0.6, 2.8], [0.7, 0.1, 0.35], rgb(0xc9c9c0));
        }
    });
    if !interview && set.deep {
        s.layer(Depth::At(-1.2), |c| {
            c.at(-1.2);
            let iron = TwoTone::of(c, rgb(0x2a2d2f));
            for i in -9..=9 {
                let x = i as f32 * 0.34;
                c.rect(x - 0.022, 0.0, 0.044, 3.4, iron.ink(c, 0.5));
            }
            c.rect(-4.0, 1.05, 8.0, 0.08, Ink::flat(iron.dark));
        });
    }
}
