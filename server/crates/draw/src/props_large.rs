//! The larger things: vehicles, animals, doors.

use crate::canvas::{Canvas, Ink, Shape};
use crate::colour::{Rgb, rgb};
use crate::face::Two;
use crate::props::Prop;

/// Draws a large thing on the origin of the canvas's plane.
pub fn draw(c: &mut Canvas<'_>, p: Prop, (w, h): (f32, f32)) {
    let dark = Ink::flat(c.lit(rgb(0x1d1c1f), 0.25));
    match p {
        Prop::Car => car(c, rgb(0x9a3d33)),
        Prop::Bicycle => {
            let frame = Ink::flat(c.lit(rgb(0x2f6a66), 0.8));
            for x in [-0.52, 0.52] {
                c.stroke(Shape::disc(x, 0.34, 0.32), 0.035, dark);
                for i in 0..6 {
                    let (s, co) = (i as f32 * 0.524).sin_cos();
                    c.stroke(
                        Shape::through(&[(x - co * 0.3, 0.34 - s * 0.3), (x + co * 0.3, 0.34 + s * 0.3)]),
                        0.006,
                        Ink::flat(c.lit(rgb(0x9aa0a4), 0.6)).alpha(0.7),
                    );
                }
            }
            c.stroke(Shape::poly(&[(-0.52, 0.34), (-0.18, 0.8), (0.34, 0.78), (-0.06, 0.32)]), 0.04, frame);
            c.stroke(Shape::through(&[(-0.06, 0.32), (-0.22, 0.92)]), 0.04, frame);
            c.stroke(Shape::through(&[(0.52, 0.34), (0.36, 0.98), (0.5, 1.04)]), 0.036, frame);
            c.fill(Shape::round(-0.34, 0.9, 0.26, 0.06, 0.03), dark);
        }
        Prop::Dog => animal(c, rgb(0x8a5f3a), 0.78, 0.5),
        Prop::Horse => animal(c, rgb(0x6b4228), 1.9, 1.4),
        Prop::Cat => {
            let two = Two::of(c, rgb(0x3b3438));
            let ink = two.ink(c, 0.5);
            c.stroke(Shape::new().go(0.16, 0.05).cubic((0.34, 0.0), (0.3, 0.2), (0.24, 0.26)), 0.036, ink);
            c.fill(Shape::blob(&[(-0.1, 0.0), (0.16, 0.0), (0.16, 0.14), (0.02, 0.24), (-0.1, 0.2)]), ink);
            c.disc(-0.09, 0.25, 0.078, ink);
            for s in [-1.0, 1.0] {
                let x = -0.09 + s * 0.048;
                c.fill(Shape::poly(&[(x - 0.026, 0.3), (x + 0.026, 0.3), (x + s * 0.012, 0.365)]), ink);
                c.fill(
                    Shape::oval(x * 1.0 + 0.0 - s * 0.018, 0.262, 0.012, 0.014),
                    Ink::flat(c.pal.tone(rgb(0xd9d24e))),
                );
            }
        }
        Prop::Bird => {
            let two = Two::of(c, rgb(0x35383f));
            let ink = two.ink(c, 0.5);
            c.fill(Shape::blob(&[(-0.14, 0.06), (-0.02, 0.03), (0.08, 0.1), (0.06, 0.18), (-0.04, 0.17)]), ink);
            c.disc(0.08, 0.19, 0.042, ink);
            c.fill(Shape::poly(&[(0.11, 0.2), (0.17, 0.183), (0.112, 0.172)]), Ink::flat(c.lit(rgb(0xd9a23e), 0.8)));
            c.disc(0.09, 0.2, 0.008, Ink::flat(c.pal.tone(Rgb::WHITE)));
            for x in [0.0, 0.03] {
                c.stroke(Shape::through(&[(x, 0.05), (x, 0.0)]), 0.008, dark);
            }
        }
        Prop::Boat => {
            let two = Two::of(c, rgb(0x8b5a34));
            let ink = two.ink(c, 0.6);
            c.fill(
                Shape::new()
                    .go(-2.0, 0.75)
                    .quad(0.0, 0.35, 2.0, 0.85)
                    .quad(1.7, 0.05, 1.2, 0.0)
                    .line(-1.4, 0.0)
                    .quad(-1.8, 0.1, -2.0, 0.75)
                    .close(),
                ink,
            );
            c.stroke(
                Shape::new().go(-2.0, 0.75).quad(0.0, 0.35, 2.0, 0.85),
                0.08,
                Ink::flat(c.lit(rgb(0xd9cdb4), 0.8)),
            );
            c.stroke(Shape::through(&[(-0.4, 0.7), (1.5, 0.2)]), 0.06, Ink::flat(c.lit(rgb(0xb9935c), 0.7)));
        }
        Prop::Door => {
            let two = Two::of(c, rgb(0x6a4630));
            c.rect(-w / 2.0 - 0.09, 0.0, w + 0.18, h + 0.1, Ink::flat(c.lit(rgb(0x4a3222), 0.4)));
            c.rect(-w / 2.0, 0.0, w, h, two.ink(c, 0.6));
            for (y, k) in [(0.2, 0.8), (1.15, 0.75)] {
                for x in [-0.38, 0.06] {
                    c.stroke(Shape::rect(x, y, 0.32, k), 0.02, Ink::flat(two.dark.darker(0.2)));
                }
            }
            c.disc(w * 0.4, 1.0, 0.035, Ink::flat(c.lit(rgb(0xd0aa5a), 1.0)));
        }
        Prop::Chair => {
            let wood = Two::of(c, rgb(0x7b5434));
            c.rect(-0.22, 0.44, 0.44, 0.46, wood.ink(c, 0.6));
            c.rect(-0.15, 0.5, 0.3, 0.34, Ink::flat(c.lit(rgb(0xb08a5c), 0.5)));
            c.rect(-0.25, 0.42, 0.5, 0.06, Ink::flat(c.lit(rgb(0x8d6240), 0.9)));
            for x in [-0.24, 0.2] {
                c.rect(x, 0.0, 0.045, 0.44, Ink::flat(wood.dark));
            }
        }
        _ => {}
    }
}

/// A saloon car seen from its side, 4.2 m long, nose to the right.
pub fn car(c: &mut Canvas<'_>, paint: Rgb) {
    let two = Two::of(c, paint);
    let dark = Ink::flat(c.lit(rgb(0x17171a), 0.25));
    let body = Shape::new()
        .go(-2.1, 0.35)
        .quad(-2.15, 0.85, -1.75, 0.9)
        .line(-1.35, 0.95)
        .cubic((-1.0, 1.45), (-0.7, 1.46), (-0.1, 1.46))
        .cubic((0.5, 1.46), (0.7, 1.3), (1.05, 0.95))
        .line(1.75, 0.85)
        .quad(2.12, 0.8, 2.1, 0.35)
        .close();
    c.fill(body, Ink::down(two.light, two.dark));
    let glass = c.pal.tone(c.pal.sky[2].under(c.pal.ambient.plus(c.pal.key)).mix(rgb(0x1a2630), 0.35));
    let shine = glass.mix(c.pal.tone(c.pal.sky[0]), 0.4);
    c.fill(
        Shape::new().go(-1.15, 0.96).cubic((-0.9, 1.34), (-0.7, 1.36), (-0.25, 1.36)).line(-0.25, 0.96).close(),
        Ink::down(shine, glass),
    );
    c.fill(
        Shape::new().go(-0.15, 0.96).line(-0.15, 1.36).cubic((0.4, 1.36), (0.55, 1.24), (0.82, 0.96)).close(),
        Ink::down(shine, glass),
    );
    c.stroke(Shape::through(&[(-2.05, 0.62), (2.05, 0.62)]), 0.02, Ink::flat(two.dark.darker(0.2)));
    c.stroke(Shape::through(&[(-0.2, 0.4), (-0.2, 0.94)]), 0.015, Ink::flat(two.dark.darker(0.2)));
    for x in [-1.28, 1.28] {
        c.disc(x, 0.34, 0.36, dark);
        c.disc(x, 0.34, 0.2, Ink::flat(c.lit(rgb(0xa9adb2), 0.7)));
        c.disc(x, 0.34, 0.07, dark);
    }
    let lamp = c.pal.tone(rgb(0xfff2cf));
    c.fill(Shape::oval(2.02, 0.66, 0.07, 0.09), Ink::flat(lamp));
    c.fill(Shape::oval(-2.08, 0.68, 0.05, 0.09), Ink::flat(c.pal.tone(rgb(0xd8382c))));
    if c.pal.lamps > 0.3 {
        c.fill(Shape::oval(2.5, 0.6, 1.3, 0.5), Ink::glow(lamp, 0.4 * c.pal.lamps));
        c.fill(Shape::oval(-2.1, 0.66, 0.5, 0.35), Ink::glow(c.pal.tone(rgb(0xd8382c)), 0.35 * c.pal.lamps));
    }
}

fn animal(c: &mut Canvas<'_>, coat: Rgb, long: f32, tall: f32) {
    let two = Two::of(c, coat);
    let ink = two.ink(c, 0.55);
    let far = Ink::flat(two.dark.darker(0.15));
    let (l, t) = (long / 2.0, tall);
    let thick = t * 0.075;
    for (x, i) in [(-0.62, far), (0.5, far), (-0.78, ink), (0.36, ink)] {
        c.fill(
            Shape::limb(&[
                (x * l, t * 0.6, thick * 1.5),
                (x * l - 0.02 * l, t * 0.3, thick),
                (x * l + 0.02 * l, thick, thick * 0.9),
            ]),
            i,
        );
    }
    c.stroke(Shape::new().go(-l * 0.85, t * 0.75).quad(-l * 1.25, t * 0.8, -l * 1.2, t * 0.5), thick, ink);
    c.fill(
        Shape::blob(&[
            (-l * 0.9, t * 0.72),
            (-l * 0.3, t * 0.84),
            (l * 0.5, t * 0.85),
            (l * 0.62, t * 0.6),
            (l * 0.2, t * 0.47),
            (-l * 0.7, t * 0.5),
        ]),
        ink,
    );
    c.fill(Shape::limb(&[(l * 0.48, t * 0.72, t * 0.15), (l * 0.78, t * 1.06, t * 0.11)]), ink);
    c.fill(Shape::limb(&[(l * 0.78, t * 1.08, t * 0.12), (l * 1.08, t * 0.98, t * 0.065)]), ink);
    c.fill(Shape::blob(&[(l * 0.66, t * 1.12), (l * 0.74, t * 1.3), (l * 0.82, t * 1.15), (l * 0.74, t * 1.05)]), far);
    c.disc(l * 0.88, t * 1.1, t * 0.016, Ink::flat(c.lit(rgb(0x120e0c), 0.3)));
    c.disc(l * 1.13, t * 0.99, t * 0.026, Ink::flat(c.lit(rgb(0x1a1412), 0.3)));
}
