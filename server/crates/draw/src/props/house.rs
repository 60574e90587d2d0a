//! Furniture and what stands about in rooms.

use super::inks::{Size, dyed, lit, outline};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn tv(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let case = dyed(c, said, 0x2a2c32);
    for x in [-0.25, 0.25] {
        c.stroke(Shape::through(&[(x * w, h * 0.14), (x * w * 1.5, 0.0)]), 0.024, case);
    }
    c.fill(Shape::round(-w / 2.0, h * 0.1, w, h * 0.9, 0.03), case);
    let glow = c.pal.tone(rgb(0x8fc8e8));
    c.fill(Shape::round(-w * 0.44, h * 0.18, w * 0.88, h * 0.74, 0.02), Ink::flat(glow));
    c.fill(Shape::disc(0.0, h * 0.55, w * 0.8), Ink::glow(glow, 0.25));
    c.fill(Shape::oval(-w * 0.08, h * 0.4, w * 0.14, h * 0.2), Ink::flat(c.pal.tone(rgb(0x3f6a8a))));
}

pub fn statue(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let stone = dyed(c, said, 0xb4b0a6);
    c.rect(-w * 0.45, 0.0, w * 0.9, h * 0.26, stone);
    c.rect(-w * 0.52, h * 0.24, w * 1.04, h * 0.04, lit(c, 0xc8c4ba, 0.9));
    c.fill(
        Shape::blob(&[
            (-w * 0.24, h * 0.28),
            (-w * 0.2, h * 0.6),
            (-w * 0.32, h * 0.74),
            (-w * 0.1, h * 0.82),
            (w * 0.1, h * 0.82),
            (w * 0.3, h * 0.74),
            (w * 0.2, h * 0.58),
            (w * 0.26, h * 0.28),
        ]),
        stone,
    );
    c.disc(0.0, h * 0.9, h * 0.065, stone);
    c.fill(Shape::limb(&[(w * 0.26, h * 0.74, 0.06), (w * 0.5, h * 0.86, 0.045), (w * 0.46, h * 1.02, 0.035)]), stone);
    let fold = outline(c).alpha(0.3);
    for x in [-0.08, 0.06] {
        c.stroke(Shape::through(&[(x * w, h * 0.7), (x * w * 1.4, h * 0.3)]), 0.014, fold);
    }
}

pub fn mirror(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let frame = dyed(c, said, 0xb08a3e);
    c.fill(Shape::round(-w / 2.0, 0.06, w, h * 0.94, w * 0.3), frame);
    let (a, b) = (c.lit(rgb(0xdce8ec), 1.0), c.lit(rgb(0x7f98a4), 0.4));
    c.fill(Shape::round(-w * 0.4, 0.14, w * 0.8, h * 0.82, w * 0.26), Ink::across(a, b));
    let shine = Ink::flat(c.pal.tone(Rgb::WHITE)).alpha(0.5);
    c.stroke(Shape::through(&[(-w * 0.2, h * 0.4), (w * 0.16, h * 0.8)]), 0.03, shine);
    for s in [-1.0, 1.0] {
        c.stroke(Shape::through(&[(s * w * 0.3, 0.12), (s * w * 0.42, 0.0)]), 0.04, frame);
    }
}

pub fn painting(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = lit(c, 0x7a5636, 0.6);
    for s in [-1.0, 1.0] {
        c.stroke(Shape::through(&[(s * w * 0.1, h), (s * w * 0.42, 0.0)]), 0.04, wood);
    }
    c.rect(-w / 2.0, h * 0.4, w, h * 0.48, lit(c, 0xf0ead8, 0.9));
    c.rect(-w * 0.44, h * 0.44, w * 0.88, h * 0.22, dyed(c, said, 0x5f8a5a));
    c.rect(-w * 0.44, h * 0.62, w * 0.88, h * 0.22, lit(c, 0x8fb6d8, 0.8));
    c.disc(w * 0.2, h * 0.76, 0.06, lit(c, 0xe8c860, 0.9));
    c.rect(-w * 0.54, h * 0.37, w * 1.08, 0.04, wood);
}

pub fn telescope(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let brass = dyed(c, said, 0xb08a3e);
    for x in [-0.3, 0.0, 0.3] {
        c.stroke(Shape::through(&[(0.0, h * 0.68), (x * w, 0.0)]), 0.034, lit(c, 0x5a3f28, 0.5));
    }
    c.stroke(Shape::through(&[(-w * 0.4, h * 0.56), (w * 0.45, h)]), 0.1, brass);
    c.stroke(Shape::through(&[(w * 0.32, h * 0.93), (w * 0.47, h * 1.01)]), 0.14, lit(c, 0x34363c, 0.5));
}

pub fn ladder(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0x9a7444);
    for i in 0..8 {
        let y = h * (0.08 + 0.12 * i as f32);
        c.stroke(Shape::through(&[(-w * 0.4, y), (w * 0.4, y)]), 0.034, wood);
    }
    for s in [-1.0, 1.0] {
        c.stroke(Shape::through(&[(s * w * 0.46, 0.0), (s * w * 0.4, h)]), 0.05, wood);
    }
}

pub fn cradle(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0x9a7046);
    c.stroke(Shape::new().go(-w * 0.5, 0.07).quad(0.0, -0.05, w * 0.5, 0.07), 0.04, wood);
    c.fill(Shape::oval(0.0, h * 0.6, w * 0.36, 0.1), lit(c, 0xf0ece4, 0.9));
    c.disc(-w * 0.2, h * 0.72, 0.07, lit(c, 0xe8b894, 0.8));
    c.fill(Shape::poly(&[(-w * 0.48, h * 0.62), (w * 0.48, h * 0.62), (w * 0.4, h * 0.1), (-w * 0.4, h * 0.1)]), wood);
    c.fill(
        Shape::new()
            .go(-w * 0.5, h * 0.6)
            .quad(-w * 0.52, h, -w * 0.2, h)
            .quad(-w * 0.3, h * 0.8, -w * 0.28, h * 0.6)
            .close(),
        wood,
    );
}

pub fn bed(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = lit(c, 0x6a4a30, 0.6);
    c.rect(-w * 0.5, 0.0, 0.08, h, wood);
    c.rect(w * 0.5 - 0.08, 0.0, 0.08, h * 0.62, wood);
    c.rect(-w * 0.46, h * 0.16, w * 0.92, h * 0.24, lit(c, 0xe8e2d6, 0.8));
    c.fill(Shape::round(-w * 0.44, h * 0.4, w * 0.22, h * 0.18, 0.06), lit(c, 0xf6f2ea, 0.95));
    c.fill(Shape::round(-w * 0.2, h * 0.2, w * 0.66, h * 0.3, 0.06), dyed(c, said, 0x5f7a94));
}

pub fn sofa(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let cloth = dyed(c, said, 0x7a4a42);
    c.fill(Shape::round(-w * 0.46, h * 0.3, w * 0.92, h * 0.7, 0.1), cloth);
    for s in [-1.0_f32, 1.0] {
        c.fill(Shape::round(s * w * 0.44 - 0.11, 0.06, 0.22, h * 0.62, 0.09), cloth);
        c.rect(s * w * 0.42 - 0.02, 0.0, 0.05, 0.08, outline(c));
    }
    c.fill(Shape::round(-w * 0.4, 0.12, w * 0.8, h * 0.36, 0.06), lit(c, 0x96625a, 0.8));
}

pub fn desk(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0x7a5636);
    for s in [-1.0, 1.0] {
        c.rect(s * w * 0.44 - 0.035, 0.0, 0.07, h, wood);
    }
    c.rect(-w / 2.0, h - 0.06, w, 0.06, lit(c, 0x96704a, 0.9));
    c.rect(-w * 0.46, h - 0.18, w * 0.92, 0.12, wood);
}

pub fn coffin(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    for x in [-0.32, 0.32] {
        c.rect(x * w - 0.05, 0.0, 0.1, h * 0.42, lit(c, 0x3a2a1e, 0.4));
    }
    let wood = dyed(c, said, 0x5d3b22);
    c.fill(
        Shape::poly(&[
            (-w * 0.5, h * 0.5),
            (-w * 0.3, h * 0.36),
            (w * 0.48, h * 0.42),
            (w * 0.48, h * 0.84),
            (-w * 0.3, h * 0.92),
            (-w * 0.5, h * 0.78),
        ]),
        wood,
    );
    c.stroke(
        Shape::through(&[(-w * 0.5, h * 0.7), (-w * 0.3, h * 0.78), (w * 0.48, h * 0.72)]),
        0.014,
        lit(c, 0xc9a24a, 0.8),
    );
    for (i, x) in [-0.1, 0.0, 0.1, 0.2].into_iter().enumerate() {
        c.disc(x * w, h * 0.98, 0.05, lit(c, if i % 2 == 0 { 0xf0ece4 } else { 0xc95a6a }, 0.8));
    }
}

pub fn window(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let frame = dyed(c, said, 0xe8e0d0);
    c.rect(-w / 2.0, h * 0.35, w, h * 0.65, frame);
    let (a, b) = (c.pal.tone(c.pal.sky[0]), c.pal.tone(c.pal.sky[1]));
    for (x, y) in [(-0.44, 0.39), (0.04, 0.39), (-0.44, 0.69), (0.04, 0.69)] {
        c.rect(x * w, h * y, w * 0.4, h * 0.27, Ink::down(a, b));
    }
    c.rect(-w * 0.56, h * 0.31, w * 1.12, h * 0.05, frame);
}

pub fn shelf(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0x6a4a30);
    c.rect(-w / 2.0, 0.0, w, h, wood);
    for row in 0..4 {
        let y = h * (0.05 + 0.24 * row as f32);
        c.rect(-w * 0.45, y, w * 0.9, h * 0.2, lit(c, 0x33241a, 0.3));
        for i in 0..11 {
            let hex = [0x8a3a32, 0x3a5a7a, 0x6a7a4a, 0xb08a4a, 0x5a4a6a].get((i * 3 + row) % 5).copied().unwrap_or(0);
            let tall = h * (0.13 + 0.012 * ((i * 7 + row) % 5) as f32);
            c.rect(-w * 0.44 + w * 0.08 * i as f32, y, w * 0.066, tall, lit(c, hex, 0.6));
        }
    }
}

pub fn machine(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let metal = dyed(c, said, 0x5f7078);
    c.fill(Shape::round(-w / 2.0, 0.0, w, h, 0.05), metal);
    c.rect(-w * 0.4, h * 0.6, w * 0.5, h * 0.3, lit(c, 0x1f2a2e, 0.4));
    c.stroke(
        Shape::new().go(-w * 0.36, h * 0.7).quad(-w * 0.24, h * 0.88, -w * 0.14, h * 0.7).quad(
            -w * 0.04,
            h * 0.56,
            w * 0.06,
            h * 0.76,
        ),
        0.02,
        Ink::flat(c.pal.tone(rgb(0x7fe0a0))),
    );
    for (i, hex) in [0xd9452f, 0xe2b63c, 0x4fae6a].into_iter().enumerate() {
        c.disc(w * (0.2 + 0.1 * i as f32), h * 0.82, 0.045, Ink::flat(c.pal.tone(rgb(hex))));
    }
    c.stroke(Shape::oval(w * 0.28, h * 0.5, 0.13, 0.13), 0.03, lit(c, 0xa8362c, 0.6));
    for i in 0..4 {
        c.rect(-w * 0.4, h * (0.1 + 0.1 * i as f32), w * 0.8, 0.025, outline(c).alpha(0.5));
    }
}
