//! Cars, trains, planes, and where they stop.

use super::parts::{self, Planks, Shell};
use super::{Set, sky};
use crate::camera::Depth;
use crate::canvas::{Canvas, Ink, Shape};
use crate::colour::{Rgb, rgb};
use crate::face::Two;
use crate::props_large;
use crate::rng::Rng;
use crate::studio::Studio;

/// The farthest that land moves past the windows in a shot, in frame heights.
const PASSED: f32 = 1.6;

/// Land that is driven past, seen through windows, at a pace in frame heights a second.
fn passing(s: &mut Studio<'_>, set: &Set<'_>, pace: f32) {
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
fn tunnel(s: &mut Studio<'_>, pace: f32) {
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

pub fn car(s: &mut Studio<'_>, set: &Set<'_>) {
    // The rear window looks back along the road: what it shows hardly moves aside.
    passing(s, set, if set.says("parked,parking,park") { 0.0 } else { 0.025 });
    // The cabin as the bonnet sees it: rear window, pillars, roof, seats.
    s.layer(Depth::At(0.95), |c| {
        c.at(1.5);
        let lining = Two::of(c, rgb(0x4a4744));
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
            let seat = Two::of(c, rgb(0x6a4a3a));
            let ink = seat.ink(c, 0.6);
            c.fill(Shape::round(x - 0.29, 0.2, 0.58, 0.82, 0.14), ink);
            c.fill(Shape::round(x - 0.15, 1.02, 0.3, 0.24, 0.09), ink);
            c.stroke(Shape::through(&[(x - 0.12, 0.96), (x - 0.12, 1.06)]), 0.02, Ink::flat(c.lit(rgb(0x8d8f92), 0.7)));
            c.stroke(Shape::through(&[(x + 0.12, 0.96), (x + 0.12, 1.06)]), 0.02, Ink::flat(c.lit(rgb(0x8d8f92), 0.7)));
        }
    });
    s.layer(Depth::At(-0.55), |c| {
        c.at(-0.55);
        let dash = Two::of(c, rgb(0x2b2a2b));
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

pub fn train(s: &mut Studio<'_>, set: &Set<'_>) {
    if set.says("bus,minibus,tram,streetcar,subway,metro,tube,underground") {
        return bus(s, set);
    }
    passing(s, set, 0.4);
    let panel = rgb(0x8a5a38);
    s.ground_order = 1.49;
    s.layer(Depth::At(1.5), |c| {
        c.at(1.5);
        // A wall with window openings: painted around them.
        let two = Two::of(c, panel);
        let cream = Two::of(c, rgb(0xd2c4a4));
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
                Two::of(c, colour).ink(c, 0.6),
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
fn bus(s: &mut Studio<'_>, set: &Set<'_>) {
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
        let (two, roof) = (Two::of(c, panel), Two::of(c, rgb(0xdadcd8)));
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
            let pole = Two::of(c, rgb(0xe0c04a));
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

fn s_near(c: &Canvas<'_>) -> f32 {
    c.camera().z + 0.3
}

/// Behind the pilots: the bulkhead with its door, breakers and the panel above.
fn cockpit(s: &mut Studio<'_>, set: &Set<'_>) {
    s.ground_order = 1.59;
    s.layer(Depth::At(1.6), |c| {
        c.at(1.6);
        let grey = Two::of(c, rgb(0x6d7678));
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
            let seat = Two::of(c, rgb(0x3a4046));
            c.fill(Shape::round(x - 0.28, 0.2, 0.56, 0.95, 0.12), seat.ink(c, 0.6));
            c.fill(Shape::round(x - 0.16, 1.16, 0.32, 0.22, 0.08), seat.ink(c, 0.6));
        }
    });
}

pub fn plane(s: &mut Studio<'_>, set: &Set<'_>) {
    if set.says("cockpit,flight deck") {
        return cockpit(s, set);
    }
    s.ground_order = 1.59;
    sky::sky(s, set.seed);
    s.layer(Depth::At(1.6), |c| {
        c.at(1.6);
        let white = Two::of(c, rgb(0xd9dcdc));
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
            let ink = Two::of(c, blue).ink(c, 0.6);
            c.fill(Shape::round(x - 0.3, 0.4, 0.6, 0.9, 0.14), ink);
            c.fill(Shape::round(x - 0.2, 1.08, 0.4, 0.2, 0.04), Ink::flat(c.lit(rgb(0xe4e6e6), 0.6)));
        }
    });
}

pub fn station(s: &mut Studio<'_>, set: &Set<'_>) {
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
        let body = Two::of(c, rgb(0x3f5c58));
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
        let iron = Two::of(c, rgb(0x33473f));
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

pub fn airport(s: &mut Studio<'_>, _: &Set<'_>) {
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
            let white = Two::of(c, rgb(0xf0f2f2));
            let ink = Ink::down(white.light, white.dark);
            c.fill(Shape::round(-3.4, 1.5, 6.8, 0.95, 0.47), ink);
            c.fill(
                Shape::poly(&[(-3.2, 2.2), (-2.3, 2.2), (-3.2, 3.7), (-3.8, 3.7)]),
                Two::of(c, rgb(0xb5382f)).ink(c, 0.6),
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

pub fn road(s: &mut Studio<'_>, set: &Set<'_>) {
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
            let two = Two::of(c, rgb(0xd9d4c8));
            c.rect(4.6, 3.2, 7.0, 0.5, Two::of(c, rgb(0xb5382f)).ink(c, 0.6));
            c.rect(8.2, 0.0, 0.3, 3.2, two.ink(c, 0.5));
            for x in [5.6, 6.9] {
                c.fill(Shape::round(x, 0.0, 0.6, 1.6, 0.08), Two::of(c, rgb(0xb5382f)).ink(c, 0.6));
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
            props_large::car(c, set.pick(8, &[0x9a3d33, 0x3f5f78, 0xc9b37a]));
        });
    }
}
