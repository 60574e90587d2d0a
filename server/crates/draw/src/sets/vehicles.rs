//! Cars, trains, buses and planes from within.

use super::parts::{self};
use super::{Set, sky};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

/// The farthest that land moves past the windows in a shot, in frame heights.
pub const PASSED: f32 = 1.6;

/// Land that is driven past, seen through windows, at a pace in frame heights a second.
pub fn passing(s: &mut LayerBuilder<'_>, set: &Set<'_>, pace: f32) {
    let pace = -s.pal.side * pace.min(PASSED / s.seconds.max(0.1));
    sky::sky(s, set.seed);
    // What is farther moves less.
    s.drift = 0.2 * pace;
    sky::ridge(s, 90.0, 10.0, 0.2, rgb(0x62766e), set.seed);
    s.drift = pace;
    s.layer(Depth::At(22.0), |c| {
        c.at(22.0);
        c.rect(-80.0, -3.0, 160.0, 3.4, Ink::flat(c.lit(rgb(0x667a4c), 0.5)));
        let mut rng = set.rng(7);
        for i in 0..26 {
            let x = -43.0 + 3.4 * i as f32 + rng.range(-1.0, 1.0);
            if rng.chance(0.3) {
                c.rect(x, 0.0, 2.2, 2.4, Ink::flat(c.lit(rgb(0x9a8470), 0.5)));
                c.fill(
                    Shape::poly(&[(x - 0.3, 2.4), (x + 2.5, 2.4), (x + 1.1, 3.8)]),
                    Ink::flat(c.lit(rgb(0x7a4436), 0.4)),
                );
                if c.pal.lamps > 0.3 {
                    c.rect(x + 0.8, 0.9, 0.5, 0.6, Ink::flat(c.pal.glow()));
                }
            } else {
                parts::tree(c, x, rng.range(3.0, 5.5), rgb(0x587a48), rng.next_u64());
            }
        }
    });
    s.drift = 0.0;
}

/// A tunnel's wall, with its cables and lamps.
pub fn tunnel(s: &mut LayerBuilder<'_>, pace: f32) {
    s.drift = -s.pal.side * pace.min(PASSED / s.seconds.max(0.1));
    s.layer(Depth::At(4.0), |c| {
        c.at(4.0);
        let dark = c.pal.tone(rgb(0x15171a));
        c.rect(-40.0, -3.0, 80.0, 9.0, Ink::flat(dark));
        for y in [1.2, 1.35, 1.9] {
            c.rect(-40.0, y, 80.0, 0.05, Ink::flat(c.pal.tone(rgb(0x2c3034))));
        }
        for i in -6..=6 {
            let x = 2.4 * i as f32;
            c.rect(x - 0.12, 0.0, 0.24, 3.2, Ink::flat(c.pal.tone(rgb(0x202327))));
            let lamp = c.pal.tone(rgb(0xffd9a0));
            c.rect(x + 0.9, 1.66, 0.3, 0.07, Ink::flat(lamp));
            c.disc(x + 1.05, 1.7, 0.7, Ink::glow(lamp, 0.4));
        }
    });
    s.drift = 0.0;
}

pub fn car(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    // The rear window looks back along the road: what it shows hardly moves aside.
    passing(s, set, if set.says("parked,parking,park") { 0.0 } else { 0.025 });
    // The cabin as the bonnet sees it: rear window, pillars, roof, seats.
    s.layer(Depth::At(0.95), |c| {
        c.at(1.5);
        let lining = TwoTone::of(c, rgb(0x4a4744));
        // Roof, sides and the sill under the rear window.
        c.fill(
            Shape::poly(&[(-6.0, 1.42), (6.0, 1.42), (6.0, 5.0), (-6.0, 5.0)]),
            Ink::down(lining.dark.darker(0.3), lining.light),
        );
        c.fill(
            Shape::poly(&[(-6.0, -2.0), (6.0, -2.0), (6.0, 0.92), (-6.0, 0.92)]),
            Ink::down(lining.light, lining.dark.darker(0.3)),
        );
        for side in [-1.0_f32, 1.0] {
            c.fill(
                Shape::new()
                    .go(side * 0.62, 1.5)
                    .quad(side * 0.72, 1.2, side * 0.8, 0.85)
                    .line(side * 1.0, 0.85)
                    .quad(side * 0.9, 1.2, side * 0.84, 1.5)
                    .close(),
                Ink::flat(if side * c.pal.side > 0.0 { lining.dark } else { lining.light }),
            );
            c.fill(
                Shape::poly(&[(side * 1.75, 1.5), (side * 1.9, 0.85), (side * 2.3, 0.85), (side * 2.1, 1.5)]),
                Ink::flat(lining.dark),
            );
        }
        c.at(0.5);
        for x in [-0.4, 0.4] {
            let seat = TwoTone::of(c, rgb(0x6a4a3a));
            let ink = seat.ink(c, 0.6);
            c.fill(Shape::round(x - 0.29, 0.2, 0.58, 0.82, 0.14), ink);
            c.fill(Shape::round(x - 0.15, 1.02, 0.3, 0.24, 0.09), ink);
            c.stroke(Shape::through(&[(x - 0.12, 0.96), (x - 0.12, 1.06)]), 0.02, Ink::flat(c.lit(rgb(0x8d8f92), 0.7)));
            c.stroke(Shape::through(&[(x + 0.12, 0.96), (x + 0.12, 1.06)]), 0.02, Ink::flat(c.lit(rgb(0x8d8f92), 0.7)));
        }
    });
    s.layer(Depth::At(-0.55), |c| {
        c.at(-0.55);
        let dash = TwoTone::of(c, rgb(0x2b2a2b));
        c.fill(
            Shape::new().go(-3.0, 0.72).quad(0.0, 0.86, 3.0, 0.72).line(3.0, -2.0).line(-3.0, -2.0).close(),
            Ink::down(dash.light, dash.dark.darker(0.3)),
        );
        c.fill(Shape::round(-0.09, 1.36, 0.2, 0.07, 0.02), Ink::flat(dash.dark));
    });
}

/// The wheel before whoever drives.
pub fn steering_wheel(c: &mut Canvas<'_>, x: f32) {
    let rim = Ink::flat(c.lit(rgb(0x1d1c1d), 0.5));
    c.stroke(Shape::oval(x, 0.82, 0.19, 0.17), 0.032, rim);
    c.stroke(Shape::through(&[(x - 0.18, 0.84), (x, 0.8), (x + 0.18, 0.84)]), 0.03, rim);
    c.stroke(Shape::through(&[(x, 0.8), (x, 0.66)]), 0.03, rim);
    c.disc(x, 0.81, 0.05, Ink::flat(c.lit(rgb(0x3a3a3c), 0.6)));
}

pub fn train(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    if set.says("bus,minibus,tram,streetcar,subway,metro,tube,underground") {
        return bus(s, set);
    }
    passing(s, set, 0.4);
    let panel = rgb(0x8a5a38);
    s.ground_order = 1.49;
    s.layer(Depth::At(1.5), |c| {
        c.at(1.5);
        // A wall with window openings: painted around them.
        let two = TwoTone::of(c, panel);
        let cream = TwoTone::of(c, rgb(0xd2c4a4));
        c.rect(-9.0, -0.2, 18.0, 1.12, Ink::down(two.light, two.dark));
        c.rect(-9.0, 1.95, 18.0, 1.6, Ink::down(cream.dark, cream.light));
        c.rect(-9.0, 3.5, 18.0, 6.0, Ink::flat(cream.dark.mix(cream.light, 0.2)));
        for i in -4..=4 {
            let x = i as f32 * 2.0;
            c.rect(x - 0.28, 0.9, 0.56, 1.1, Ink::flat(two.light.mix(two.dark, 0.4)));
            c.rect(x - 0.24, 0.95, 0.06, 1.0, Ink::flat(two.dark));
            let lamp = c.pal.glow();
            c.fill(Shape::oval(x, 1.62, 0.08, 0.12), Ink::flat(lamp.lighter(0.3)));
            c.disc(x, 1.62, 0.8, Ink::glow(lamp, 0.16 + 0.2 * c.pal.lamps));
        }
        c.rect(-9.0, 0.88, 18.0, 0.06, Ink::flat(c.lit(rgb(0xc79c50), 0.8)));
        c.rect(-9.0, 1.94, 18.0, 0.05, Ink::flat(c.lit(rgb(0xc79c50), 0.8)));
        c.stroke(Shape::through(&[(-9.0, 2.25), (9.0, 2.25)]), 0.05, Ink::flat(c.lit(rgb(0xb08a48), 0.7)));
        let mut rng = set.rng(3);
        for i in 0..7 {
            let x = -6.0 + 1.8 * i as f32;
            let colour = rgb(rng.pick(&[0x7a4d2c, 0x3f5468, 0x8a3a34, 0x5a6a48]).unwrap_or(0x7a4d2c));
            c.fill(
                Shape::round(x, 2.28, rng.range(0.6, 0.9), rng.range(0.26, 0.4), 0.06),
                TwoTone::of(c, colour).ink(c, 0.6),
            );
        }
    });
    s.layer(Depth::Ground(0.0), |c| {
        let floor = c.lit(rgb(0x5a4a40), 0.5);
        c.facet(
            &[[-9.0, 0.0, s_near(c)], [9.0, 0.0, s_near(c)], [9.0, 0.0, 1.5], [-9.0, 0.0, 1.5]],
            Ink::down(floor, floor.darker(0.4)),
        );
    });
    s.layer(Depth::At(1.0), |c| {
        for x in [-1.9, 1.9] {
            let plush = rgb(0x6a2a34);
            c.block([x - 0.75, 0.12, 0.75], [1.5, 0.34, 0.6], plush);
            c.block([x - 0.75, 0.45, 1.2], [1.5, 0.85, 0.18], plush.lighter(0.05));
            c.at(1.19);
            for k in 0..4 {
                c.disc(x - 0.55 + 0.36 * k as f32, 0.9, 0.028, Ink::flat(c.lit(plush.darker(0.4), 0.3)));
            }
        }
    });
}

/// A bus, a tram or an underground train: bare panels, wide windows, poles to hold.
pub fn bus(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let school = set.says("school");
    if set.says("subway,metro,tube,underground") {
        tunnel(s, 0.5)
    } else {
        passing(s, set, 0.3)
    }
    let (panel, plush) = match (school, set.says("subway,metro,tube,underground")) {
        (true, _) => (rgb(0xd9a62e), rgb(0x4f5a3c)),
        (_, true) => (rgb(0xb4bbbd), rgb(0xc8643a)),
        _ => (rgb(0xc3c9c6), rgb(0x2f5a86)),
    };
    s.ground_order = 1.49;
    s.layer(Depth::At(1.5), |c| {
        c.at(1.5);
        let (two, roof) = (TwoTone::of(c, panel), TwoTone::of(c, rgb(0xdadcd8)));
        c.rect(-9.0, -0.2, 18.0, 1.0, Ink::down(two.light, two.dark));
        c.rect(-9.0, 2.0, 18.0, 1.6, Ink::down(roof.dark, roof.light));
        c.rect(-9.0, 3.55, 18.0, 6.0, Ink::flat(roof.dark));
        let rubber = Ink::flat(c.lit(rgb(0x23272a), 0.3));
        for i in -4..=4 {
            let x = 1.9 * i as f32 + 0.5;
            c.rect(x - 0.09, 0.78, 0.18, 1.26, Ink::flat(two.dark.mix(two.light, 0.5)));
            c.stroke(Shape::round(x + 0.1, 0.84, 1.7, 1.12, 0.12), 0.05, rubber);
            c.stroke(Shape::through(&[(x + 0.1, 1.62), (x + 1.8, 1.62)]), 0.03, rubber);
        }
        let tube = c.pal.tone(rgb(0xf2f6ee));
        c.rect(-9.0, 2.3, 18.0, 0.07, Ink::flat(tube));
        c.fill(Shape::oval(0.0, 2.3, 5.0, 0.7), Ink::glow(tube, 0.2));
        // An advertisement or two above the windows.
        for (i, x) in [-3.3_f32, -0.4, 2.6].into_iter().enumerate() {
            c.rect(x, 2.04, 0.9, 0.2, Ink::flat(c.lit(rgb([0xc85a3c, 0x3f7a9a, 0xd9b04a][i]), 0.6)));
        }
    });
    s.layer(Depth::Ground(0.0), |c| {
        let floor = c.lit(rgb(0x5b6064), 0.5);
        c.facet(
            &[[-9.0, 0.0, s_near(c)], [9.0, 0.0, s_near(c)], [9.0, 0.0, 1.5], [-9.0, 0.0, 1.5]],
            Ink::down(floor, floor.darker(0.4)),
        );
    });
    s.layer(Depth::At(1.0), |c| {
        for x in [-3.4_f32, -1.9, 1.9, 3.4] {
            c.block([x - 0.5, 0.14, 0.75], [1.0, 0.3, 0.6], plush);
            c.block([x - 0.5, 0.44, 1.22], [1.0, 0.72, 0.14], plush.lighter(0.06));
            if !school {
                c.at(1.2);
                c.stroke(Shape::round(x - 0.5, 0.5, 1.0, 0.7, 0.1), 0.03, Ink::flat(c.lit(rgb(0xe0c04a), 0.8)));
            }
        }
        if !school {
            c.at(0.7);
            let pole = TwoTone::of(c, rgb(0xe0c04a));
            for x in [-1.15_f32, 1.15] {
                c.rect(x - 0.02, 0.0, 0.04, 2.6, pole.ink(c, 0.6));
            }
            c.rect(-9.0, 2.02, 18.0, 0.035, Ink::flat(pole.light));
            for i in -5..=5 {
                let x = 0.6 * i as f32 + 0.25;
                c.stroke(
                    Shape::poly(&[(x, 2.02), (x - 0.07, 1.82), (x + 0.07, 1.82)]),
                    0.02,
                    Ink::flat(c.lit(rgb(0x2a2c2e), 0.5)),
                );
            }
        }
    });
}

pub fn s_near(c: &Canvas<'_>) -> f32 {
    c.camera().z + 0.3
}

/// Behind the pilots: the bulkhead with its door, breakers and the panel above.
pub fn cockpit(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    s.ground_order = 1.59;
    s.layer(Depth::At(1.6), |c| {
        c.at(1.6);
        let grey = TwoTone::of(c, rgb(0x6d7678));
        c.flood(Ink::flat(grey.light));
        c.rect(-9.0, -0.5, 18.0, 6.0, Ink::down(grey.light, grey.dark));
        c.fill(Shape::round(-0.38, 0.0, 0.76, 1.95, 0.1), Ink::flat(grey.light.lighter(0.12)));
        c.stroke(Shape::round(-0.38, 0.0, 0.76, 1.95, 0.1), 0.03, Ink::flat(grey.dark.darker(0.3)));
        c.disc(0.26, 0.95, 0.03, Ink::flat(c.lit(rgb(0xd9dcd8), 0.9)));
        let mut rng = set.rng(6);
        for side in [-1.0_f32, 1.0] {
            for row in 0..9 {
                for k in 0..6 {
                    let (x, y) = (side * (0.62 + 0.16 * k as f32), 0.5 + 0.17 * row as f32);
                    c.disc(x, y, 0.034, Ink::flat(c.lit(rgb(0x23282a), 0.4)));
                    let lamp = rgb(rng.pick(&[0x62d48a, 0xf0b848, 0xe8e8e0, 0xe0563c]).unwrap_or(0xe8e8e0));
                    if rng.chance(0.4) {
                        c.disc(x, y, 0.018, Ink::flat(c.pal.tone(lamp)));
                    }
                }
            }
            let [_, mid, low] = c.pal.sky.map(|k| c.pal.tone(k));
            c.fill(Shape::round(side * 2.0 - 0.35, 1.0, 0.7, 0.6, 0.12), Ink::down(mid, low));
            c.stroke(Shape::round(side * 2.0 - 0.35, 1.0, 0.7, 0.6, 0.12), 0.06, Ink::flat(grey.dark));
        }
    });
    s.layer(Depth::Ground(0.0), |c| {
        let floor = c.lit(rgb(0x3c4347), 0.5);
        c.facet(
            &[[-9.0, 0.0, s_near(c)], [9.0, 0.0, s_near(c)], [9.0, 0.0, 1.6], [-9.0, 0.0, 1.6]],
            Ink::down(floor, floor.darker(0.4)),
        );
    });
    s.layer(Depth::At(0.6), |c| {
        c.at(0.6);
        c.rect(-0.55, 1.78, 1.1, 0.4, Ink::flat(c.lit(rgb(0x2b3032), 0.4)));
        for row in 0..3 {
            for k in 0..9 {
                let colour = [0xe8e8e0, 0x62d48a, 0xf0b848][(row * 2 + k) % 3];
                c.rect(
                    -0.5 + 0.115 * k as f32,
                    1.83 + 0.11 * row as f32,
                    0.04,
                    0.06,
                    Ink::flat(c.pal.tone(rgb(colour))),
                );
            }
        }
        for x in [-0.9_f32, 0.9] {
            let seat = TwoTone::of(c, rgb(0x3a4046));
            c.fill(Shape::round(x - 0.28, 0.2, 0.56, 0.95, 0.12), seat.ink(c, 0.6));
            c.fill(Shape::round(x - 0.16, 1.16, 0.32, 0.22, 0.08), seat.ink(c, 0.6));
        }
    });
}

pub fn plane(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    if set.says("cockpit,flight deck") {
        return cockpit(s, set);
    }
    s.ground_order = 1.59;
    sky::sky(s, set.seed);
    s.layer(Depth::At(1.6), |c| {
        c.at(1.6);
        let white = TwoTone::of(c, rgb(0xd9dcdc));
        // Ribs of wall between round windows.
        let mut shape = Shape::rect(-9.0, -0.5, 18.0, 1.5).and(Shape::rect(-9.0, 1.62, 18.0, 2.2));
        for i in -8..=8 {
            let x = i as f32 * 1.0;
            shape = shape.and(
                Shape::new().go(x - 0.34, 0.9).line(x - 0.34, 1.7).line(x + 0.34, 1.7).line(x + 0.34, 0.9).close(),
            );
        }
        c.fill(shape, Ink::down(white.light, white.dark));
        for i in -8..=8 {
            let x = i as f32 + 0.5;
            c.stroke(Shape::round(x - 0.18, 0.98, 0.36, 0.66, 0.15), 0.06, Ink::flat(white.light));
        }
        c.fill(
            Shape::new().go(-9.0, 2.0).quad(0.0, 1.95, 9.0, 2.0).line(9.0, 2.5).line(-9.0, 2.5).close(),
            Ink::down(white.dark.darker(0.1), white.light),
        );
        c.rect(-9.0, 1.9, 18.0, 0.04, Ink::flat(c.pal.tone(rgb(0xbfe4f0))));
    });
    s.layer(Depth::Ground(0.0), |c| {
        let floor = c.lit(rgb(0x4a5666), 0.5);
        c.facet(
            &[[-9.0, 0.0, s_near(c)], [9.0, 0.0, s_near(c)], [9.0, 0.0, 1.6], [-9.0, 0.0, 1.6]],
            Ink::down(floor, floor.darker(0.4)),
        );
    });
    s.layer(Depth::At(0.9), |c| {
        for i in -3..=3 {
            if i == 0 {
                continue;
            }
            let x = i as f32 * 0.95;
            let blue = rgb(0x2f4a70);
            c.block([x - 0.3, 0.15, 0.8], [0.6, 0.32, 0.5], blue);
            c.at(1.2);
            let ink = TwoTone::of(c, blue).ink(c, 0.6);
            c.fill(Shape::round(x - 0.3, 0.4, 0.6, 0.9, 0.14), ink);
            c.fill(Shape::round(x - 0.2, 1.08, 0.4, 0.2, 0.04), Ink::flat(c.lit(rgb(0xe4e6e6), 0.6)));
        }
    });
}
