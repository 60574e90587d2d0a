//! Bags, boxes, food and small treasures.

use super::inks::{Size, dyed, lit, outline};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn bag(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let hide = dyed(c, said, 0x6a4a34);
    c.stroke(Shape::new().go(-w * 0.22, h * 0.7).quad(0.0, h * 1.25, w * 0.22, h * 0.7), 0.022, lit(c, 0x3c2a1c, 0.4));
    c.fill(
        Shape::new()
            .go(-w * 0.42, h * 0.74)
            .line(w * 0.42, h * 0.74)
            .quad(w * 0.56, h * 0.1, w * 0.42, 0.0)
            .line(-w * 0.42, 0.0)
            .quad(-w * 0.56, h * 0.1, -w * 0.42, h * 0.74)
            .close(),
        hide,
    );
    c.disc(0.0, h * 0.62, 0.018, lit(c, 0xcfa856, 0.9));
}

pub fn compass(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let body = dyed(c, said, 0x2c2e33);
    for s in [-1.0, 1.0] {
        c.fill(Shape::limb(&[(s * w * 0.24, h * 0.2, 0.045), (s * w * 0.2, h, 0.032)]), body);
        c.disc(s * w * 0.24, h * 0.1, 0.03, lit(c, 0x7fa8b8, 0.9));
    }
    c.stroke(Shape::through(&[(-w * 0.2, h * 0.6), (w * 0.2, h * 0.6)]), 0.03, body);
}

pub fn treasure_chest(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0x6a4526);
    c.rect(-w / 2.0, 0.0, w, h * 0.6, wood);
    c.fill(
        Shape::new().go(-w / 2.0, h * 0.6).quad(-w * 0.5, h, 0.0, h).quad(w * 0.5, h, w / 2.0, h * 0.6).close(),
        wood,
    );
    let iron = lit(c, 0x8a7a50, 0.7);
    for x in [-0.36, 0.36] {
        c.rect(x * w - 0.025, 0.0, 0.05, h * 0.9, iron);
    }
    c.stroke(Shape::through(&[(-w / 2.0, h * 0.6), (w / 2.0, h * 0.6)]), 0.02, lit(c, 0x2e1d10, 0.3));
    c.fill(Shape::round(-0.05, h * 0.48, 0.1, 0.12, 0.02), iron);
}

pub fn barrel(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0x7a5636);
    let side = Shape::new()
        .go(-w * 0.4, 0.0)
        .quad(-w * 0.58, h / 2.0, -w * 0.4, h)
        .line(w * 0.4, h)
        .quad(w * 0.58, h / 2.0, w * 0.4, 0.0)
        .close();
    c.fill(side, wood);
    let hoop = lit(c, 0x3c3a3a, 0.4);
    for y in [0.12, 0.38, 0.66, 0.9] {
        let k = w * (0.4 + 0.08 * (1.0 - (2.0 * y - 1.0_f32).powi(2)));
        c.stroke(Shape::through(&[(-k, h * y), (k, h * y)]), 0.03, hoop);
    }
}

pub fn bucket(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let tin = dyed(c, said, 0x8a8f96);
    c.stroke(
        Shape::new().go(-w * 0.46, h * 0.68).quad(0.0, h * 1.35, w * 0.46, h * 0.68),
        0.014,
        lit(c, 0x4a4e54, 0.5),
    );
    c.fill(Shape::poly(&[(-w * 0.5, h * 0.72), (w * 0.5, h * 0.72), (w * 0.36, 0.0), (-w * 0.36, 0.0)]), tin);
    c.fill(Shape::oval(0.0, h * 0.72, w * 0.5, h * 0.1), lit(c, 0x4a6a80, 0.7));
}

pub fn basket(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let cane = dyed(c, said, 0xb58a52);
    c.stroke(Shape::new().go(-w * 0.42, h * 0.5).quad(0.0, h * 1.55, w * 0.42, h * 0.5), 0.024, cane);
    for i in 0..5 {
        let x = -w * 0.3 + w * 0.15 * i as f32;
        c.disc(x, h * 0.54, 0.048, lit(c, if i % 2 == 0 { 0xb8362f } else { 0x9a9a3a }, 0.7));
    }
    c.fill(Shape::poly(&[(-w * 0.5, h * 0.55), (w * 0.5, h * 0.55), (w * 0.38, 0.0), (-w * 0.38, 0.0)]), cane);
    let line = outline(c).alpha(0.35);
    for i in 0..4 {
        let y = h * (0.08 + 0.12 * i as f32);
        c.stroke(Shape::through(&[(-w * 0.43, y), (w * 0.43, y)]), 0.008, line);
    }
}

pub fn cake(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let icing = dyed(c, said, 0xf0d8d8);
    c.rect(-w / 2.0, 0.0, w, h * 0.45, icing);
    c.fill(Shape::oval(0.0, h * 0.45, w / 2.0, h * 0.1), lit(c, 0xf6ece4, 1.0));
    c.stroke(Shape::through(&[(-w / 2.0, h * 0.2), (w / 2.0, h * 0.2)]), 0.02, lit(c, 0xc9566a, 0.7));
    for i in 0..5 {
        let x = -w * 0.3 + w * 0.15 * i as f32;
        c.stroke(Shape::through(&[(x, h * 0.45), (x, h * 0.78)]), 0.014, lit(c, 0x5f8ac0, 0.7));
        let flame = c.pal.tone(rgb(0xffd070));
        c.fill(Shape::disc(x, h * 0.86, 0.06), Ink::glow(flame, 0.4));
        c.fill(Shape::oval(x, h * 0.86, 0.009, 0.02), Ink::flat(flame));
    }
}

pub fn apple(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let skin = dyed(c, said, 0xb8362f);
    c.fill(Shape::oval(0.0, h * 0.46, w * 0.52, h * 0.46), skin);
    c.stroke(Shape::through(&[(0.0, h * 0.86), (0.012, h * 1.1)]), 0.01, outline(c));
    c.fill(Shape::oval(0.03, h * 1.05, 0.022, 0.01), lit(c, 0x5f8a3e, 0.7));
}

pub fn gold(c: &mut Canvas<'_>, (w, _): Size, said: Option<Rgb>) {
    let metal = dyed(c, said, 0xd9b04c);
    for (x, y) in [(-0.32, 0.0), (0.0, 0.0), (0.32, 0.0), (-0.16, 0.05), (0.16, 0.05), (0.0, 0.1)] {
        c.fill(Shape::oval(x * w, 0.022 + y, 0.05, 0.02), metal);
        c.stroke(Shape::oval(x * w, 0.022 + y, 0.05, 0.02), 0.005, lit(c, 0x8a6a24, 0.5));
    }
    c.fill(Shape::disc(0.0, 0.08, 0.16), Ink::glow(c.pal.tone(rgb(0xffe090)), 0.25));
}

pub fn potion(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    c.fill(Shape::disc(0.0, h * 0.3, w * 0.5), dyed(c, said, 0x4f9a6a));
    c.rect(-w * 0.15, h * 0.5, w * 0.3, h * 0.4, lit(c, 0xcfe0e4, 0.8).alpha(0.8));
    c.rect(-w * 0.2, h * 0.86, w * 0.4, h * 0.14, lit(c, 0x7a5636, 0.5));
}

pub fn snow_globe(c: &mut Canvas<'_>, (w, h): Size, _: Option<Rgb>) {
    c.fill(Shape::disc(0.0, h * 0.6, w * 0.5), lit(c, 0xbfe0ee, 0.9).alpha(0.75));
    c.rect(-w * 0.42, 0.0, w * 0.84, h * 0.24, lit(c, 0x5a3a28, 0.5));
    for (x, y) in [(-0.2, 0.5), (0.1, 0.7), (0.22, 0.55), (-0.1, 0.8), (0.0, 0.4)] {
        c.disc(x * w, h * y, 0.007, Ink::flat(c.pal.tone(Rgb::WHITE)));
    }
}

pub fn skull(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let bone = dyed(c, said, 0xe6dcc4);
    c.fill(
        Shape::blob(&[
            (0.0, h),
            (w * 0.5, h * 0.72),
            (w * 0.42, h * 0.34),
            (w * 0.24, h * 0.24),
            (w * 0.22, 0.0),
            (-w * 0.22, 0.0),
            (-w * 0.24, h * 0.24),
            (-w * 0.42, h * 0.34),
            (-w * 0.5, h * 0.72),
        ]),
        bone,
    );
    let hole = outline(c);
    for s in [-1.0, 1.0] {
        c.fill(Shape::oval(s * w * 0.22, h * 0.52, w * 0.13, h * 0.12), hole);
    }
    c.fill(Shape::poly(&[(0.0, h * 0.42), (w * 0.07, h * 0.3), (-w * 0.07, h * 0.3)]), hole);
    for i in 0..4 {
        let x = -w * 0.12 + w * 0.08 * i as f32;
        c.stroke(Shape::through(&[(x, h * 0.02), (x, h * 0.14)]), 0.005, hole);
    }
}

pub fn blanket(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wool = dyed(c, said, 0xa8372f);
    c.fill(Shape::round(-w / 2.0, 0.0, w, h * 0.55, 0.04), wool);
    c.fill(Shape::round(-w * 0.47, h * 0.45, w * 0.94, h * 0.5, 0.05), wool);
    let line = outline(c).alpha(0.4);
    c.stroke(Shape::through(&[(-w * 0.48, h * 0.5), (w * 0.48, h * 0.5)]), 0.012, line);
    for i in 0..8 {
        let x = -w * 0.46 + w * 0.13 * i as f32;
        c.stroke(Shape::through(&[(x, h * 0.05), (x, -0.02)]), 0.01, wool);
    }
}

pub fn bell(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let bronze = dyed(c, said, 0xb8903e);
    c.disc(0.0, h * 0.95, 0.03, bronze);
    c.fill(
        Shape::new()
            .go(-w * 0.5, 0.05)
            .quad(-w * 0.3, h * 0.3, -w * 0.26, h * 0.72)
            .quad(0.0, h, w * 0.26, h * 0.72)
            .quad(w * 0.3, h * 0.3, w * 0.5, 0.05)
            .close(),
        bronze,
    );
    c.disc(0.0, 0.03, 0.03, lit(c, 0x5a4420, 0.4));
}
