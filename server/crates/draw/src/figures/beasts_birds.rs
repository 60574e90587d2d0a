//! Birds and bats.

use crate::figures::beast_plan::Bird;
use crate::figures::beasts_other::{Size, eye};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use std::f32::consts::TAU;

pub fn bird(c: &mut Canvas<'_>, bird: &Bird, coat: Rgb, (long, tall): Size, stride: Option<f32>) {
    let two = TwoTone::of(c, coat);
    let (ink, far) = (two.ink(c, 0.55), Ink::flat(two.dark.darker(0.12)));
    let leg = Ink::flat(c.lit(rgb(0xd08a3a), 0.6));
    let foot = bird.leg * tall;
    let step = stride.map_or(0.0, |t| 0.12 * tall * (t * TAU).sin());
    for (x, s) in [(-0.03, 1.0), (0.05, -1.0)] {
        c.stroke(
            Shape::through(&[
                (x * tall, foot * 1.3),
                (x * tall + s * step, 0.0),
                (x * tall + s * step + 0.07 * tall, 0.0),
            ]),
            tall * 0.03,
            leg,
        );
    }
    if bird.upright {
        upright(c, bird, (ink, far, coat), (long, tall), foot);
        return;
    }
    let body = (0.0, foot + tall * 0.3);
    let l = long / 2.0;
    c.fill(
        Shape::poly(&[
            (-l * 0.5, body.1 + tall * 0.14),
            (-l * (0.8 + bird.tail), body.1 + tall * 0.32 * bird.tail),
            (-l * (0.7 + bird.tail), body.1 - tall * 0.02),
            (-l * 0.4, body.1 - tall * 0.1),
        ]),
        far,
    );
    c.fill(Shape::oval(body.0, body.1, l * 0.78, tall * 0.25), ink);
    let head = (l * (0.55 + 0.1 * bird.neck), body.1 + tall * (0.22 + 0.42 * bird.neck));
    let r = tall * 0.12;
    c.fill(Shape::limb(&[(l * 0.38, body.1 + tall * 0.06, tall * 0.13), (head.0, head.1, r * 0.8)]), ink);
    c.disc(head.0, head.1, r, ink);
    c.fill(
        Shape::blob(&[
            (l * 0.3, body.1 + tall * 0.1),
            (-l * 0.3, body.1 + tall * 0.13),
            (-l * 0.75, body.1 + tall * 0.02),
            (-l * 0.1, body.1 - tall * 0.12),
        ]),
        far,
    );
    let beak = Ink::flat(c.lit(rgb(0xd9a23e), 0.8));
    let long_beak = bird.beak * tall * 2.2 + r * 0.4;
    c.fill(
        Shape::poly(&[
            (head.0 + r * 0.7, head.1 + r * 0.35),
            (head.0 + r * 0.7 + long_beak, head.1 - r * 0.15),
            (head.0 + r * 0.7, head.1 - r * 0.4),
        ]),
        beak,
    );
    eye(c, head.0 + r * 0.3, head.1 + r * 0.2, r * 0.22);
    if bird.comb {
        let red = Ink::flat(c.lit(rgb(0xc0302a), 0.7));
        for i in 0..3 {
            c.disc(head.0 - r * 0.5 + r * 0.5 * i as f32, head.1 + r * 1.05, r * 0.36, red);
        }
        c.fill(Shape::oval(head.0 + r * 0.75, head.1 - r * 0.85, r * 0.22, r * 0.42), red);
    }
}

fn upright(c: &mut Canvas<'_>, bird: &Bird, (ink, far, coat): (Ink, Ink, Rgb), (long, tall): Size, foot: f32) {
    let w = long * 0.5;
    c.fill(Shape::poly(&[(-w * 0.5, tall * 0.3), (-w * 0.9, foot - tall * bird.tail * 0.4), (-w * 0.2, foot)]), far);
    c.fill(
        Shape::blob(&[
            (0.0, foot),
            (w * 0.75, tall * 0.3),
            (w * 0.6, tall * 0.68),
            (0.0, tall * 0.82),
            (-w * 0.65, tall * 0.65),
            (-w * 0.7, tall * 0.28),
        ]),
        ink,
    );
    let light = Ink::flat(c.lit(if coat.luma() < 0.2 { rgb(0xf0ece4) } else { coat.lighter(0.4) }, 0.6));
    c.fill(
        Shape::blob(&[
            (w * 0.2, foot + tall * 0.06),
            (w * 0.62, tall * 0.3),
            (w * 0.5, tall * 0.6),
            (w * 0.1, tall * 0.62),
            (-w * 0.05, tall * 0.3),
        ]),
        light,
    );
    c.fill(
        Shape::blob(&[
            (-w * 0.2, tall * 0.62),
            (w * 0.12, tall * 0.5),
            (-w * 0.1, tall * 0.14),
            (-w * 0.65, tall * 0.2),
        ]),
        far,
    );
    let r = if bird.owl { w * 0.85 } else { w * 0.55 };
    let head = (if bird.owl { 0.0 } else { w * 0.1 }, tall * 0.86);
    c.fill(Shape::oval(head.0, head.1, r, r * 0.85), ink);
    let beak = Ink::flat(c.lit(rgb(0xd9a23e), 0.8));
    if bird.owl {
        for s in [-1.0, 1.0] {
            c.disc(s * r * 0.42, head.1 + r * 0.08, r * 0.4, light);
            let amber = Ink::flat(c.pal.tone(rgb(0xe0a83a)));
            c.disc(s * r * 0.42, head.1 + r * 0.08, r * 0.28, amber);
            eye(c, s * r * 0.42, head.1 + r * 0.08, r * 0.16);
            c.fill(
                Shape::poly(&[
                    (s * r * 0.4, head.1 + r * 0.65),
                    (s * r * 0.95, head.1 + r * 1.2),
                    (s * r * 0.95, head.1 + r * 0.4),
                ]),
                ink,
            );
        }
        c.fill(
            Shape::poly(&[(-r * 0.14, head.1 - r * 0.1), (r * 0.14, head.1 - r * 0.1), (0.0, head.1 - r * 0.5)]),
            beak,
        );
        return;
    }
    let reach = bird.beak * tall * 1.6;
    c.fill(
        Shape::new()
            .go(head.0 + r * 0.6, head.1 + r * 0.45)
            .quad(head.0 + r + reach, head.1 + r * 0.3, head.0 + r * 0.9 + reach * 0.7, head.1 - r * 0.5)
            .quad(head.0 + r * 0.8, head.1 - r * 0.3, head.0 + r * 0.6, head.1 - r * 0.35)
            .close(),
        beak,
    );
    eye(c, head.0 + r * 0.35, head.1 + r * 0.25, r * 0.2);
}

pub fn bat(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let ink = Ink::flat(c.lit(coat, 0.5));
    let (l, y) = (long / 2.0, tall + 1.2);
    for s in [-1.0, 1.0] {
        c.fill(
            Shape::new()
                .go(0.0, y + 0.03)
                .quad(s * l * 0.5, y + 0.16, s * l, y + 0.06)
                .quad(s * l * 0.8, y - 0.02, s * l * 0.6, y - 0.06)
                .quad(s * l * 0.45, y + 0.01, s * l * 0.25, y - 0.08)
                .close(),
            ink,
        );
        c.fill(Shape::poly(&[(s * 0.01, y + 0.06), (s * 0.035, y + 0.11), (s * 0.045, y + 0.04)]), ink);
    }
    c.fill(Shape::oval(0.0, y, 0.045, 0.075), ink);
}
