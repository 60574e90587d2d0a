//! Animals that neither go on four legs nor fly nor swim: apes, small ones, dragons, and what creeps.

use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

/// Length and height in metres.
pub type Size = (f32, f32);

fn dark(c: &Canvas<'_>) -> Ink {
    Ink::flat(c.lit(rgb(0x17130f), 0.3))
}

/// An eye with a light in it.
pub fn eye(c: &mut Canvas<'_>, x: f32, y: f32, r: f32) {
    let black = dark(c);
    c.disc(x, y, r, black);
    let white = Ink::flat(c.pal.tone(Rgb::WHITE));
    c.disc(x + r * 0.3, y + r * 0.35, r * 0.35, white);
}

pub fn ape(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let (ink, far) = (two.ink(c, 0.55), Ink::flat(two.dark.darker(0.1)));
    let skin = Ink::flat(c.lit(if coat.luma() < 0.1 { rgb(0x5a5254) } else { rgb(0xd8a884) }, 0.6));
    let w = long * 0.5;
    c.stroke(
        Shape::new().go(-w * 0.6, tall * 0.15).cubic((-w * 1.9, 0.0), (-w * 1.6, tall * 0.6), (-w * 1.3, tall * 0.75)),
        tall * 0.05,
        far,
    );
    for s in [-1.0, 1.0] {
        c.fill(
            Shape::limb(&[
                (s * w * 0.35, tall * 0.22, tall * 0.12),
                (s * w * 0.85, tall * 0.3, tall * 0.085),
                (s * w * 0.7, tall * 0.04, tall * 0.06),
            ]),
            far,
        );
    }
    c.fill(
        Shape::blob(&[
            (0.0, tall * 0.05),
            (w * 0.6, tall * 0.15),
            (w * 0.55, tall * 0.55),
            (0.0, tall * 0.68),
            (-w * 0.55, tall * 0.55),
            (-w * 0.6, tall * 0.15),
        ]),
        ink,
    );
    for s in [-1.0, 1.0] {
        c.fill(
            Shape::limb(&[
                (s * w * 0.55, tall * 0.56, tall * 0.085),
                (s * w * 0.95, tall * 0.34, tall * 0.07),
                (s * w * 0.6, tall * 0.12, tall * 0.055),
            ]),
            ink,
        );
        c.disc(s * w * 0.6, tall * 0.09, tall * 0.055, skin);
    }
    let (y, r) = (tall * 0.8, tall * 0.18);
    for s in [-1.0, 1.0] {
        c.disc(s * r * 1.05, y, r * 0.36, skin);
    }
    c.disc(0.0, y, r, ink);
    c.fill(Shape::oval(0.0, y - r * 0.38, r * 0.66, r * 0.5), skin);
    for s in [-1.0, 1.0] {
        c.fill(Shape::oval(s * r * 0.32, y + r * 0.1, r * 0.34, r * 0.34), skin);
        eye(c, s * r * 0.32, y + r * 0.1, r * 0.15);
    }
    let line = dark(c);
    c.stroke(Shape::new().go(-r * 0.32, y - r * 0.5).quad(0.0, y - r * 0.66, r * 0.32, y - r * 0.5), r * 0.08, line);
}

pub fn snake(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let (ink, far) = (two.ink(c, 0.55), Ink::flat(two.dark));
    let l = long / 2.0;
    for (i, r) in [0.42_f32, 0.34, 0.25].into_iter().enumerate() {
        let y = 0.05 + 0.07 * i as f32;
        c.stroke(Shape::oval(-l * 0.1, y, l * r * 1.6, 0.06), 0.075, if i % 2 == 0 { ink } else { far });
    }
    c.stroke(Shape::new().go(l * 0.2, 0.16).cubic((l * 0.55, 0.2), (l * 0.2, tall * 0.7), (l * 0.55, tall)), 0.07, ink);
    c.fill(Shape::oval(l * 0.66, tall * 1.0, 0.09, 0.05), ink);
    eye(c, l * 0.68, tall * 1.02, 0.014);
    let red = Ink::flat(c.lit(rgb(0xc0302a), 0.8));
    c.stroke(
        Shape::through(&[(l * 0.66 + 0.08, tall), (l * 0.66 + 0.15, tall - 0.01), (l * 0.66 + 0.18, tall + 0.015)]),
        0.01,
        red,
    );
    c.stroke(Shape::through(&[(-l * 0.7, 0.05), (-l * 1.05, 0.02)]), 0.04, ink);
}

pub fn small(c: &mut Canvas<'_>, id: &str, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let (ink, far) = (two.ink(c, 0.55), Ink::flat(two.dark.darker(0.08)));
    let l = long / 2.0;
    let black = dark(c);
    match id {
        "rat" => c.stroke(
            Shape::new().go(-l * 0.8, tall * 0.3).quad(-l * 1.8, tall * 0.1, -l * 2.1, tall * 0.6),
            tall * 0.1,
            Ink::flat(c.lit(rgb(0xc49a90), 0.5)),
        ),
        "squirrel" => c.fill(
            Shape::limb(&[
                (-l * 0.7, tall * 0.15, tall * 0.14),
                (-l * 1.15, tall * 0.7, tall * 0.24),
                (-l * 0.75, tall * 1.15, tall * 0.12),
            ]),
            ink,
        ),
        "kangaroo" => c.fill(
            Shape::limb(&[
                (-l * 0.4, tall * 0.3, tall * 0.1),
                (-l * 1.3, tall * 0.1, tall * 0.055),
                (-l * 1.9, tall * 0.04, tall * 0.02),
            ]),
            ink,
        ),
        _ => c.disc(-l * 0.85, tall * 0.3, tall * 0.12, Ink::flat(c.lit(coat.lighter(0.5), 0.6))),
    }
    if id == "hedgehog" {
        for i in 0..14 {
            let a = 0.15 + 2.6 * i as f32 / 13.0;
            let (s, co) = a.sin_cos();
            c.stroke(
                Shape::through(&[
                    (co * l * 0.6, tall * 0.3 + s * tall * 0.4),
                    (co * l * 0.95, tall * 0.32 + s * tall * 0.78),
                ]),
                tall * 0.06,
                far,
            );
        }
    }
    let standing = matches!(id, "kangaroo" | "squirrel" | "rabbit");
    let up = if standing { 1.0 } else { 0.0 };
    c.fill(
        Shape::blob(&[
            (-l * 0.9, tall * 0.25),
            (-l * 0.5, tall * (0.62 + 0.05 * up)),
            (l * 0.2, tall * (0.55 + 0.2 * up)),
            (l * 0.6, tall * 0.35),
            (l * 0.4, tall * 0.04),
            (-l * 0.7, tall * 0.03),
        ]),
        ink,
    );
    c.fill(Shape::limb(&[(-l * 0.5, tall * 0.14, tall * 0.12), (-l * 0.05, tall * 0.05, tall * 0.055)]), far);
    c.fill(
        Shape::limb(&[
            (l * 0.35, tall * (0.25 + 0.2 * up), tall * 0.06),
            (l * 0.48, tall * (0.05 + 0.15 * up), tall * 0.045),
        ]),
        far,
    );
    let head = (l * (0.72 - 0.3 * up), tall * (0.5 + 0.32 * up));
    let r = tall * if id == "kangaroo" { 0.13 } else { 0.22 };
    let long_ears = matches!(id, "rabbit" | "kangaroo");
    for k in [-0.5, 0.1] {
        if long_ears {
            c.fill(
                Shape::limb(&[
                    (head.0 + r * k, head.1 + r * 0.6, r * 0.22),
                    (head.0 + r * (k - 0.25), head.1 + r * 1.7, r * 0.28),
                    (head.0 + r * (k - 0.3), head.1 + r * 2.3, r * 0.12),
                ]),
                if k < 0.0 { far } else { ink },
            );
        } else {
            c.disc(head.0 + r * k, head.1 + r * 0.85, r * 0.34, far);
        }
    }
    c.disc(head.0, head.1, r, ink);
    c.fill(
        Shape::limb(&[
            (head.0 + r * 0.3, head.1 - r * 0.1, r * 0.62),
            (head.0 + r * 1.15, head.1 - r * 0.35, r * 0.28),
        ]),
        ink,
    );
    c.disc(head.0 + r * 1.4, head.1 - r * 0.33, r * 0.13, black);
    eye(c, head.0 + r * 0.4, head.1 + r * 0.2, r * 0.17);
}

pub fn spider(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let ink = Ink::flat(c.lit(coat, 0.5));
    let l = long / 2.0;
    for s in [-1.0_f32, 1.0] {
        for i in 0..4 {
            let k = 0.5 + 0.18 * i as f32;
            c.stroke(
                Shape::through(&[
                    (0.0, tall * 0.5),
                    (s * l * k, tall * (1.2 - 0.12 * i as f32)),
                    (s * l * (k + 0.25), 0.0),
                ]),
                0.012,
                ink,
            );
        }
    }
    c.fill(Shape::oval(-l * 0.2, tall * 0.55, l * 0.34, tall * 0.4), ink);
    c.disc(l * 0.22, tall * 0.5, tall * 0.24, ink);
    let red = Ink::flat(c.lit(rgb(0xc04030), 0.8));
    c.disc(l * 0.32, tall * 0.56, tall * 0.05, red);
}

pub fn insect(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let ink = Ink::flat(c.lit(coat, 0.5));
    let wing = Ink::flat(c.lit(rgb(0xd8b060), 0.8)).alpha(0.85);
    let (l, y) = (long / 2.0, tall * 0.9);
    for s in [-1.0, 1.0] {
        c.fill(Shape::oval(s * l * 0.65, y + tall * 0.4, l * 0.6, tall * 0.55), wing);
        c.fill(Shape::oval(s * l * 0.5, y - tall * 0.35, l * 0.42, tall * 0.36), wing);
        c.stroke(Shape::through(&[(0.0, y + tall * 0.5), (s * l * 0.3, y + tall * 1.1)]), 0.005, ink);
    }
    c.fill(Shape::oval(0.0, y, l * 0.16, tall * 0.62), ink);
}

pub fn snail(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let l = long / 2.0;
    let body = Ink::flat(c.lit(rgb(0xb8a888), 0.5));
    c.fill(
        Shape::limb(&[
            (-l, tall * 0.1, tall * 0.06),
            (0.0, tall * 0.14, tall * 0.16),
            (l * 0.9, tall * 0.4, tall * 0.13),
        ]),
        body,
    );
    for k in [0.0, 0.2] {
        c.stroke(Shape::through(&[(l * (0.85 + k * 0.3), tall * 0.45), (l * (0.9 + k), tall * 0.9)]), 0.006, body);
    }
    c.disc(-l * 0.1, tall * 0.55, tall * 0.45, two.ink(c, 0.5));
    c.stroke(Shape::oval(-l * 0.1, tall * 0.55, tall * 0.24, tall * 0.24), tall * 0.07, Ink::flat(two.dark));
}

pub fn frog(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let (ink, far) = (two.ink(c, 0.55), Ink::flat(two.dark));
    let l = long / 2.0;
    for s in [-1.0, 1.0] {
        c.fill(
            Shape::limb(&[
                (s * l * 0.5, tall * 0.3, tall * 0.2),
                (s * l * 1.0, tall * 0.35, tall * 0.13),
                (s * l * 0.8, tall * 0.06, tall * 0.07),
            ]),
            far,
        );
    }
    c.fill(Shape::oval(0.0, tall * 0.42, l * 0.72, tall * 0.4), ink);
    for s in [-1.0, 1.0] {
        c.disc(s * l * 0.38, tall * 0.82, tall * 0.18, ink);
        eye(c, s * l * 0.38, tall * 0.84, tall * 0.1);
    }
    let line = dark(c);
    c.stroke(Shape::new().go(-l * 0.45, tall * 0.5).quad(0.0, tall * 0.36, l * 0.45, tall * 0.5), tall * 0.05, line);
}

pub fn low(c: &mut Canvas<'_>, id: &str, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let (ink, far) = (two.ink(c, 0.55), Ink::flat(two.dark));
    let l = long / 2.0;
    for x in [-0.35, 0.35] {
        c.fill(Shape::limb(&[(x * l, tall * 0.4, tall * 0.14), (x * l + tall * 0.22, tall * 0.12, tall * 0.12)]), far);
    }
    if id == "turtle" {
        c.fill(Shape::limb(&[(l * 0.6, tall * 0.35, tall * 0.14), (l * 1.0, tall * 0.55, tall * 0.17)]), ink);
        c.fill(
            Shape::new()
                .go(-l * 0.85, tall * 0.25)
                .cubic((-l * 0.7, tall * 1.25), (l * 0.6, tall * 1.25), (l * 0.75, tall * 0.25))
                .close(),
            Ink::flat(c.lit(rgb(0x6a5a34), 0.5)),
        );
        for x in [-0.4, 0.0, 0.4] {
            c.fill(Shape::oval(x * l, tall * 0.62, l * 0.15, tall * 0.2), far);
        }
        eye(c, l * 1.05, tall * 0.6, tall * 0.04);
        return;
    }
    c.fill(
        Shape::limb(&[
            (l * 0.3, tall * 0.45, tall * 0.3),
            (-l * 0.2, tall * 0.42, tall * 0.32),
            (-l * 0.7, tall * 0.22, tall * 0.16),
            (-l * 1.15, tall * 0.1, tall * 0.03),
        ]),
        ink,
    );
    c.fill(
        Shape::limb(&[
            (l * 0.4, tall * 0.5, tall * 0.24),
            (l * 0.7, tall * 0.55, tall * 0.22),
            (l * 1.1, tall * 0.42, tall * 0.13),
        ]),
        ink,
    );
    for i in 0..9 {
        let x = -l * 0.8 + l * 0.15 * i as f32;
        c.fill(Shape::poly(&[(x, tall * 0.6), (x + l * 0.04, tall * 0.88), (x + l * 0.09, tall * 0.6)]), far);
    }
    if id == "crocodile" {
        let ivory = Ink::flat(c.lit(rgb(0xeee4cc), 0.8));
        for i in 0..5 {
            let x = l * (0.72 + 0.075 * i as f32);
            c.fill(Shape::poly(&[(x, tall * 0.36), (x + l * 0.02, tall * 0.22), (x + l * 0.04, tall * 0.36)]), ivory);
        }
    }
    eye(c, l * 0.68, tall * 0.74, tall * 0.07);
}

pub fn dragon(c: &mut Canvas<'_>, coat: Rgb, (long, tall): Size) {
    let two = TwoTone::of(c, coat);
    let (ink, far) = (two.ink(c, 0.55), Ink::flat(two.dark.darker(0.1)));
    let l = long / 2.0;
    let wing = Ink::flat(c.lit(coat.darker(0.3), 0.5));
    c.fill(
        Shape::new()
            .go(l * 0.1, tall * 0.8)
            .quad(-l * 0.1, tall * 1.7, -l * 0.75, tall * 1.75)
            .quad(-l * 0.6, tall * 1.3, -l * 0.85, tall * 1.1)
            .quad(-l * 0.5, tall * 1.05, -l * 0.5, tall * 0.8)
            .quad(-l * 0.2, tall * 0.9, -l * 0.15, tall * 0.7)
            .close(),
        wing,
    );
    c.fill(
        Shape::limb(&[
            (-l * 0.3, tall * 0.5, tall * 0.2),
            (-l * 0.8, tall * 0.25, tall * 0.1),
            (-l * 1.15, tall * 0.4, tall * 0.03),
        ]),
        ink,
    );
    for (x, i) in [(-0.3, far), (0.28, far), (-0.42, ink), (0.16, ink)] {
        c.fill(
            Shape::limb(&[
                (x * l, tall * 0.45, tall * 0.15),
                (x * l - 0.04 * l, tall * 0.22, tall * 0.085),
                (x * l + 0.06 * l, tall * 0.05, tall * 0.06),
            ]),
            i,
        );
    }
    c.fill(
        Shape::blob(&[
            (-l * 0.5, tall * 0.55),
            (-l * 0.1, tall * 0.8),
            (l * 0.35, tall * 0.75),
            (l * 0.4, tall * 0.42),
            (-l * 0.1, tall * 0.32),
        ]),
        ink,
    );
    c.fill(
        Shape::limb(&[
            (l * 0.3, tall * 0.62, tall * 0.17),
            (l * 0.62, tall * 1.05, tall * 0.1),
            (l * 0.72, tall * 1.3, tall * 0.1),
        ]),
        ink,
    );
    c.fill(Shape::limb(&[(l * 0.7, tall * 1.32, tall * 0.13), (l * 1.05, tall * 1.2, tall * 0.07)]), ink);
    for k in [0.62, 0.7] {
        c.fill(
            Shape::poly(&[(l * k, tall * 1.4), (l * (k - 0.12), tall * 1.68), (l * (k + 0.05), tall * 1.42)]),
            Ink::flat(c.lit(rgb(0xe0d4b4), 0.7)),
        );
    }
    for i in 0..7 {
        let x = -l * 0.8 + l * 0.16 * i as f32;
        let y = tall * (0.35 + 0.075 * i as f32).min(0.76);
        c.fill(Shape::poly(&[(x, y), (x + l * 0.03, y + tall * 0.13), (x + l * 0.08, y)]), far);
    }
    let gold = Ink::flat(c.pal.tone(rgb(0xf0c040)));
    c.disc(l * 0.78, tall * 1.36, tall * 0.028, gold);
}
