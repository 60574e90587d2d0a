//! Rooms open to the public.

use super::Set;
use super::parts::{self, Planks, Shell};
use crate::figures::face_model::TwoTone;
use crate::props::{self, Prop};
use crate::raster::canvas::{Ink, Shape};
use crate::raster::colour::rgb;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

pub fn hospital(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    Shell { half: 4.4, planks: Planks::Tiles, dado: Some(rgb(0x7fb0a8)), ..Shell::new(rgb(0xd3ddd9), rgb(0xbccac6)) }
        .build(
            s,
            |c| {
                parts::window(c, 0.9, 1.05, 1.8, 1.3, (2, 1), set.seed);
                c.rect(-2.2, 1.55, 1.1, 0.62, Ink::flat(c.lit(rgb(0x2b3438), 0.4)));
                let green = c.pal.tone(rgb(0x67e0a0));
                let beat: Vec<(f32, f32)> = [0.0, 0.3, 0.36, 0.42, 0.5, 0.56, 0.9]
                    .iter()
                    .zip([0.0, 0.0, 0.08, -0.1, 0.22, 0.0, 0.0])
                    .map(|(x, y)| (-2.1 + x, 1.85 + y))
                    .collect();
                c.stroke(Shape::through(&beat), 0.02, Ink::flat(green));
                c.fill(Shape::oval(-1.65, 1.86, 0.9, 0.6), Ink::glow(green, 0.12));
                c.rect(3.1, 0.0, 0.95, 2.1, Ink::flat(c.lit(rgb(0xb4c6c8), 0.5)));
                c.rect(3.62, 1.35, 0.24, 0.45, Ink::flat(c.lit(rgb(0x6f8a90), 0.5)));
                let red = Ink::flat(c.lit(rgb(0xc8433a), 0.7));
                c.rect(-3.4, 1.92, 0.42, 0.14, red);
                c.rect(-3.26, 1.78, 0.14, 0.42, red);
            },
            |c| c.contact(-1.6, 1.7, 1.7, 0.5),
        );
    s.layer(Depth::At(1.6), |c| {
        let metal = rgb(0xb9c2c4);
        c.block([-2.7, 0.45, 2.85], [0.06, 0.7, 0.06], metal);
        c.block([-2.6, 0.42, 1.1], [1.15, 0.14, 1.9], metal);
        c.block([-2.6, 0.56, 1.1], [1.15, 0.14, 1.9], rgb(0xeef2f0));
        c.block([-2.62, 0.62, 1.05], [1.19, 0.12, 1.25], rgb(0x86b4c4));
        c.block([-2.4, 0.7, 2.45], [0.75, 0.14, 0.4], rgb(0xf6f7f4));
        for x in [-2.55, -1.55] {
            c.block([x, 0.0, 1.1], [0.05, 0.45, 0.05], metal.darker(0.2));
        }
        c.at(2.4);
        let pole = Ink::flat(c.lit(rgb(0xaeb6b8), 0.9));
        c.stroke(Shape::through(&[(-0.9, 0.05), (-0.9, 2.0), (-0.7, 2.0)]), 0.03, pole);
        c.fill(Shape::round(-0.79, 1.6, 0.18, 0.32, 0.05), Ink::flat(c.lit(rgb(0xd9eef0), 0.8)).alpha(0.8));
        let curtain = TwoTone::of(c, rgb(0x8fc0b8));
        for i in 0..7 {
            let x = -4.0 + 0.16 * i as f32;
            c.rect(x, 0.35, 0.16, 2.0, Ink::flat(if i % 2 == 0 { curtain.light } else { curtain.dark }));
        }
    });
    ceiling_lights(s);
}

pub(super) fn ceiling_lights(s: &mut LayerBuilder<'_>) {
    s.layer(Depth::At(1.5), |c| {
        c.at(1.5);
        for x in [-2.0, 1.6] {
            let lamp = c.pal.tone(rgb(0xf4f7ee));
            c.rect(x - 0.7, 2.68, 1.4, 0.06, Ink::flat(lamp));
            c.fill(Shape::oval(x, 2.66, 1.6, 0.7), Ink::glow(lamp, 0.14));
        }
    });
}

pub fn classroom(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    Shell { half: 4.4, ..Shell::new(set.pick(1, &[0xcabf9d, 0xb0c0b0, 0xc4b2a0]), rgb(0xa07d55)) }.build(
        s,
        |c| {
            c.rect(-2.3, 0.95, 3.8, 1.4, Ink::flat(c.lit(rgb(0x7d5a38), 0.6)));
            c.rect(-2.22, 1.03, 3.64, 1.24, Ink::across(c.lit(rgb(0x2f5044), 0.7), c.lit(rgb(0x2f5044), 0.25)));
            let chalk = Ink::flat(c.lit(rgb(0xe6ece6), 0.7)).alpha(0.8);
            // A chalk diagram: circles, a curve and axes.
            c.stroke(Shape::disc(-1.5, 1.65, 0.32), 0.018, chalk);
            c.stroke(Shape::poly(&[(-1.5, 1.97), (-1.78, 1.5), (-1.22, 1.5)]), 0.018, chalk);
            c.stroke(Shape::through(&[(-0.6, 2.1), (-0.6, 1.25), (0.9, 1.25)]), 0.018, chalk);
            c.stroke(Shape::new().go(-0.6, 1.3).cubic((-0.1, 1.3), (0.1, 2.2), (0.8, 2.0)), 0.018, chalk);
            parts::window(c, 2.2, 1.0, 1.6, 1.4, (2, 2), set.seed);
            c.disc(-3.2, 2.2, 0.22, Ink::flat(c.lit(rgb(0xefe9da), 0.7)));
            c.stroke(Shape::disc(-3.2, 2.2, 0.22), 0.04, Ink::flat(c.lit(rgb(0x3a2c22), 0.4)));
            c.stroke(
                Shape::through(&[(-3.2, 2.33), (-3.2, 2.2), (-3.1, 2.14)]),
                0.02,
                Ink::flat(c.lit(rgb(0x2a211c), 0.3)),
            );
        },
        |_| {},
    );
    s.layer(Depth::At(2.4), |c| {
        parts::table(c, -1.9, 2.2, 1.5, 0.6, 0.76, rgb(0x86603a));
        c.at(2.4).local_shift(-2.3, 0.76);
        props::draw(c, Prop::Book, None);
        c.at(2.4);
        c.disc(-1.4, 0.98, 0.16, TwoTone::of(c, rgb(0x4a86a8)).ink(c, 0.6));
    });
    s.layer(Depth::At(1.2), |c| {
        for x in [-2.9, 1.7, 3.1] {
            parts::table(c, x, 1.2, 1.0, 0.5, 0.7, rgb(0xb58c58));
            parts::chair(c, x, 0.75, rgb(0x8a5c38), true);
        }
    });
    if set.deep {
        s.layer(Depth::At(-1.6), |c| {
            for x in [-2.6, 2.8] {
                parts::table(c, x, -1.6, 1.0, 0.5, 0.7, rgb(0xa67d4c));
                parts::chair(c, x, -2.1, rgb(0x7a4f30), true);
            }
        });
    }
}

pub fn library(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    Shell { half: 4.6, high: 3.4, ceiling: rgb(0x8a7a60), ..Shell::new(rgb(0x6f6046), rgb(0x6a482e)) }.build(
        s,
        |c| {
            for i in 0..4 {
                let x = -4.3 + 2.2 * i as f32;
                parts::books(c, x, 0.0, 1.95, 2.9, 8, set.seed ^ i as u64);
            }
            c.rect(-0.62, 0.0, 1.3, 3.1, Ink::flat(c.lit(rgb(0x6f6046), 0.5)));
            parts::window(c, -0.4, 1.1, 0.85, 1.7, (2, 3), set.seed);
        },
        |c| {
            let rug = c.lit(rgb(0x7a2f2a), 0.5);
            c.facet(&[[-1.5, 0.004, -2.0], [1.5, 0.004, -2.0], [1.5, 0.004, 2.6], [-1.5, 0.004, 2.6]], Ink::flat(rug));
            c.facet(
                &[[-1.3, 0.005, -1.8], [1.3, 0.005, -1.8], [1.3, 0.005, 2.4], [-1.3, 0.005, 2.4]],
                Ink::flat(rug.lighter(0.08)),
            );
        },
    );
    s.layer(Depth::At(1.9), |c| {
        parts::table(c, 2.2, 1.7, 1.8, 0.8, 0.76, rgb(0x5d3a22));
        c.at(2.0).local_shift(2.7, 0.76);
        props::draw(c, Prop::Lamp, None);
        c.at(2.0).local_shift(1.9, 0.76);
        props::draw(c, Prop::Book, None);
        c.at(2.3);
        let wood = Ink::flat(c.lit(rgb(0x7d5330), 0.6));
        for x in [-2.6, -2.2] {
            c.stroke(Shape::through(&[(x, 0.0), (x + 0.16, 2.9)]), 0.05, wood);
        }
        for i in 0..9 {
            let y = 0.3 + 0.3 * i as f32;
            c.stroke(Shape::through(&[(-2.6 + 0.055 * y, y), (-2.2 + 0.055 * y, y)]), 0.035, wood);
        }
    });
    if set.deep {
        s.layer(Depth::At(-2.0), |c| {
            c.at(-2.0);
            parts::books(c, -4.4, 0.0, 1.3, 2.9, 8, set.seed ^ 9);
        });
    }
}
