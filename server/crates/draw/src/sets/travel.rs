//! Where journeys stop or pass: a station, an airport, a road.

use super::parts::{self, Planks, Shell};
use super::{Set, sky};
use crate::figures::face_model::TwoTone;
use crate::props;
use crate::raster::canvas::{Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

pub fn station(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    sky::ridge(s, 60.0, 7.0, 0.4, rgb(0x6a727a), set.seed);
    sky::ground(s, rgb(0x9a958a), |c| {
        let edge = Ink::flat(c.lit(rgb(0xd6b84a), 0.7));
        c.facet(&[[-40.0, 0.005, 1.7], [40.0, 0.005, 1.7], [40.0, 0.005, 1.95], [-40.0, 0.005, 1.95]], edge);
        c.facet(
            &[[-40.0, 0.004, 2.3], [40.0, 0.004, 2.3], [40.0, 0.004, 7.0], [-40.0, 0.004, 7.0]],
            Ink::flat(c.lit(rgb(0x4a4744), 0.3)),
        );
        for i in -14..14 {
            let x = i as f32 * 1.2;
            c.facet(
                &[[x, 0.003, -9.0], [x + 0.03, 0.003, -9.0], [x + 0.03, 0.003, 1.7], [x, 0.003, 1.7]],
                Ink::flat(c.lit(rgb(0x7d786e), 0.4)).alpha(0.6),
            );
        }
    });
    s.layer(Depth::At(3.6), |c| {
        c.at(3.6);
        let body = TwoTone::of(c, rgb(0x3f5c58));
        let x0 = -14.0;
        c.rect(x0, 0.35, 22.0, 2.85, Ink::down(body.light, body.dark));
        c.fill(Shape::round(x0, 2.9, 22.0, 0.5, 0.25), Ink::flat(c.lit(rgb(0x9aa09c), 0.8)));
        c.rect(x0, 1.25, 22.0, 0.12, Ink::flat(c.lit(rgb(0xd9c48a), 0.7)));
        for i in 0..14 {
            let x = x0 + 0.5 + 1.55 * i as f32;
            let glow = c.pal.glow().lighter(0.25);
            let dark = c.lit(rgb(0x2b3a40), 0.5);
            let pane = dark.mix(glow, 0.25 + 0.7 * c.pal.lamps);
            if i % 5 == 4 {
                c.rect(x, 0.4, 0.95, 2.3, Ink::flat(body.dark.darker(0.15)));
                c.fill(Shape::round(x + 0.2, 1.55, 0.55, 0.95, 0.08), Ink::flat(pane));
            } else {
                c.fill(Shape::round(x, 1.55, 1.15, 0.95, 0.1), Ink::down(pane, pane.darker(0.2)));
            }
        }
        for i in 0..10 {
            c.disc(x0 + 1.0 + 2.2 * i as f32, 0.3, 0.34, Ink::flat(c.lit(rgb(0x1c1c1e), 0.3)));
        }
        if c.pal.lamps > 0.4 {
            c.rect(x0, 0.2, 22.0, 2.9, Ink::flat(c.pal.glow()).alpha(0.06).adding());
        }
    });
    s.layer(Depth::At(1.4), |c| {
        c.at(1.4);
        let iron = TwoTone::of(c, rgb(0x33473f));
        for x in [-4.6, -0.2, 4.2] {
            c.rect(x - 0.09, 0.0, 0.18, 3.6, iron.ink(c, 0.5));
            c.stroke(Shape::new().go(x, 2.9).quad(x + 0.1, 3.5, x + 0.9, 3.6), 0.07, iron.ink(c, 0.5));
            c.stroke(Shape::new().go(x, 2.9).quad(x - 0.1, 3.5, x - 0.9, 3.6), 0.07, iron.ink(c, 0.5));
        }
        c.rect(-30.0, 3.6, 60.0, 0.22, iron.ink(c, 0.5));
        for i in 0..60 {
            c.fill(
                Shape::poly(&[
                    (-15.0 + 0.5 * i as f32, 3.6),
                    (-14.5 + 0.5 * i as f32, 3.6),
                    (-14.75 + 0.5 * i as f32, 3.38),
                ]),
                iron.ink(c, 0.5),
            );
        }
        c.rect(-30.0, 3.82, 60.0, 3.0, Ink::flat(c.lit(rgb(0x4a4f4c), 0.2)));
        // A clock hangs from the roof.
        c.stroke(Shape::through(&[(1.9, 3.6), (1.9, 3.2)]), 0.05, iron.ink(c, 0.5));
        c.disc(1.9, 2.9, 0.34, Ink::flat(iron.dark));
        c.disc(1.9, 2.9, 0.28, Ink::flat(c.lit(rgb(0xf2ecda), 0.7).mix(c.pal.glow().lighter(0.5), c.pal.lamps * 0.6)));
        c.stroke(Shape::through(&[(1.78, 2.98), (1.9, 2.9), (1.92, 3.12)]), 0.03, Ink::flat(c.lit(rgb(0x1c1c1c), 0.3)));
        c.at(1.3);
        c.block([-3.2, 0.4, 1.0], [1.8, 0.07, 0.45], rgb(0x7a5334));
        c.block([-3.2, 0.55, 1.42], [1.8, 0.4, 0.06], rgb(0x7a5334));
        for x in [-3.1, -1.6] {
            c.block([x, 0.0, 1.0], [0.08, 0.4, 0.4], rgb(0x2f3a36));
        }
    });
}

pub fn airport(s: &mut LayerBuilder<'_>, _: &Set<'_>) {
    let shell = Shell {
        half: 9.0,
        high: 5.2,
        back: 7.0,
        planks: Planks::Tiles,
        ceiling: rgb(0xd4d8d8),
        ..Shell::new(rgb(0xc4cccd), rgb(0xb2b6b6))
    };
    shell.build(
        s,
        |c| {
            let [top, mid, low] = c.pal.sky.map(|k| c.pal.tone(k));
            c.rect(-9.0, 0.5, 18.0, 4.2, Ink::down(top.mix(mid, 0.5), low));
            c.rect(-9.0, 0.5, 18.0, 0.9, Ink::flat(c.pal.lit(rgb(0x7b8580), 0.5, 60.0)));
            // A plane on the apron.
            let white = TwoTone::of(c, rgb(0xf0f2f2));
            let ink = Ink::down(white.light, white.dark);
            c.fill(Shape::round(-3.4, 1.5, 6.8, 0.95, 0.47), ink);
            c.fill(
                Shape::poly(&[(-3.2, 2.2), (-2.3, 2.2), (-3.2, 3.7), (-3.8, 3.7)]),
                TwoTone::of(c, rgb(0xb5382f)).ink(c, 0.6),
            );
            c.fill(Shape::poly(&[(-0.6, 1.9), (0.7, 1.9), (-1.2, 1.2), (-1.9, 1.2)]), Ink::flat(white.dark));
            for i in 0..16 {
                c.disc(-2.6 + 0.34 * i as f32, 2.08, 0.06, Ink::flat(c.lit(rgb(0x33434d), 0.4)));
            }
            c.fill(
                Shape::new().go(2.7, 2.3).quad(3.2, 2.25, 3.3, 2.05).line(2.8, 2.05).close(),
                Ink::flat(c.lit(rgb(0x33434d), 0.4)),
            );
            let frame = Ink::flat(c.lit(rgb(0x77828a), 0.4));
            for i in 0..10 {
                c.rect(-9.0 + 2.0 * i as f32 - 0.06, 0.4, 0.12, 4.4, frame);
            }
            c.rect(-9.0, 3.4, 18.0, 0.1, frame);
            c.rect(-9.0, 0.42, 18.0, 0.12, frame);
        },
        |_| {},
    );
    s.layer(Depth::At(3.4), |c| {
        for row in [-3.4_f32, 2.0] {
            for i in 0..4 {
                let x = row + 0.62 * i as f32;
                c.block([x, 0.4, 3.0], [0.55, 0.08, 0.5], rgb(0x34495c));
                c.block([x, 0.5, 3.45], [0.55, 0.5, 0.08], rgb(0x34495c));
            }
            c.block([row, 0.3, 3.2], [2.45, 0.08, 0.1], rgb(0xa9afb2));
            for x in [row + 0.1, row + 2.2] {
                c.block([x, 0.0, 3.2], [0.07, 0.3, 0.1], rgb(0xa9afb2));
            }
        }
        c.at(3.6);
        c.rect(-0.9, 2.7, 2.2, 0.95, Ink::flat(c.lit(rgb(0x20262b), 0.5)));
        for r in 0..5 {
            for k in 0..3 {
                let amber = c.pal.tone(rgb(0xf0b848));
                c.rect(
                    -0.8 + 0.72 * k as f32,
                    2.8 + 0.17 * r as f32,
                    if k == 1 { 0.6 } else { 0.42 },
                    0.08,
                    Ink::flat(amber).alpha(0.85),
                );
            }
        }
        c.stroke(Shape::through(&[(-0.6, 3.65), (-0.6, 5.2)]), 0.05, Ink::flat(c.lit(rgb(0x8d9598), 0.4)));
        c.stroke(Shape::through(&[(1.0, 3.65), (1.0, 5.2)]), 0.05, Ink::flat(c.lit(rgb(0x8d9598), 0.4)));
    });
}

pub fn road(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    sky::ridge(s, 120.0, 17.0, 0.5, rgb(0x6a7a80), set.seed);
    sky::ridge(s, 60.0, 5.0, 0.1, rgb(0x6f7d50), set.seed ^ 2);
    let grass: Rgb = rgb(0x7f8450);
    sky::ground(s, grass, |c| {
        let cam = *c.camera();
        let near = cam.z + 0.3;
        let (far, close) = (c.pal.lit(rgb(0x66666a), 0.5, 120.0), c.pal.lit(rgb(0x4b4c50), 0.5, 2.0));
        c.facet(
            &[[-4.0, 0.002, near], [4.0, 0.002, near], [4.0, 0.002, 260.0], [-4.0, 0.002, 260.0]],
            Ink::down(far, close),
        );
        let white = c.lit(rgb(0xe8e4d8), 0.7);
        for x in [-3.7, 3.6] {
            c.facet(
                &[[x, 0.004, near], [x + 0.12, 0.004, near], [x + 0.12, 0.004, 260.0], [x, 0.004, 260.0]],
                Ink::flat(white),
            );
        }
        for i in -4..24 {
            let z = i as f32 * 5.0;
            let y = c.lit(rgb(0xe0bc50), 0.7);
            if z > near {
                c.facet(
                    &[[-0.07, 0.004, z], [0.07, 0.004, z], [0.07, 0.004, z + 2.4], [-0.07, 0.004, z + 2.4]],
                    Ink::flat(y),
                );
            }
        }
    });
    s.layer(Depth::At(20.0), |c| {
        for (i, z) in [60.0_f32, 44.0, 31.0, 20.0].into_iter().enumerate() {
            c.at(z);
            for side in [-1.0_f32, 1.0] {
                let x = side * 6.5;
                let pole = Ink::flat(c.lit(rgb(0x4d3d30), 0.4));
                if side < 0.0 {
                    c.rect(x - 0.1, 0.0, 0.2, 7.0, pole);
                    c.rect(x - 0.9, 6.3, 1.8, 0.14, pole);
                } else if i % 2 == 0 {
                    parts::tree(c, x + 3.0, 6.0, rgb(0x62803f), i as u64);
                }
            }
        }
    });
    s.layer(Depth::At(7.0), |c| {
        c.at(7.0);
        let mut rng = Rng::new(set.seed ^ 5);
        for side in [-1.0_f32, 1.0] {
            let a = side * 4.6;
            let (from, to) = if side < 0.0 { (-16.0, a) } else { (a, 16.0) };
            parts::grass(c, from, to, 0.55, grass, rng.next_u64(), 70);
        }
        if set.says("gas station,petrol station,filling station,service station") {
            let two = TwoTone::of(c, rgb(0xd9d4c8));
            c.rect(4.6, 3.2, 7.0, 0.5, TwoTone::of(c, rgb(0xb5382f)).ink(c, 0.6));
            c.rect(8.2, 0.0, 0.3, 3.2, two.ink(c, 0.5));
            for x in [5.6, 6.9] {
                c.fill(Shape::round(x, 0.0, 0.6, 1.6, 0.08), TwoTone::of(c, rgb(0xb5382f)).ink(c, 0.6));
                c.rect(x + 0.1, 0.95, 0.4, 0.35, Ink::flat(c.pal.glow()));
            }
            c.rect(4.8, 3.1, 6.6, 0.1, Ink::flat(c.pal.glow().lighter(0.4)));
            c.fill(Shape::oval(8.0, 2.4, 4.0, 2.4), Ink::glow(c.pal.glow(), 0.3 * c.pal.lamps));
        }
    });
    if set.says("car,truck,taxi,police") {
        s.layer(Depth::At(2.6), |c| {
            c.contact(-2.4, 2.6, 2.3, 0.7);
            c.at(2.6).local_shift(-2.4, 0.0);
            props::saloon(c, set.pick(8, &[0x9a3d33, 0x3f5f78, 0xc9b37a]));
        });
    }
}
