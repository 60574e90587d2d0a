//! Instruments, and what flies on a string.

use super::inks::{Size, dyed, lit, outline};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn violin(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0x9a5a2a);
    c.fill(Shape::oval(0.0, h * 0.18, w * 0.5, h * 0.17), wood);
    c.fill(Shape::oval(0.0, h * 0.42, w * 0.4, h * 0.14), wood);
    c.rect(-w * 0.26, h * 0.2, w * 0.52, h * 0.2, wood);
    let dark = outline(c);
    c.stroke(Shape::through(&[(0.0, h * 0.25), (0.0, h)]), 0.026, dark);
    c.stroke(Shape::through(&[(0.0, h * 0.12), (0.0, h * 0.9)]), 0.006, lit(c, 0xe8e0d0, 0.9));
}

pub fn piano(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let black = dyed(c, said, 0x22222a);
    for x in [-0.42, 0.42] {
        c.rect(x * w - 0.05, 0.0, 0.1, 0.62, black);
    }
    c.fill(
        Shape::new()
            .go(-w * 0.5, 0.95)
            .quad(-w * 0.2, h * 1.05, w * 0.5, h)
            .line(w * 0.5, h * 0.93)
            .quad(0.0, h * 0.9, -w * 0.46, 0.93)
            .close(),
        lit(c, 0x34343e, 0.7),
    );
    c.fill(Shape::round(-w * 0.5, 0.6, w, 0.3, 0.03), black);
    c.rect(-w * 0.46, 0.68, w * 0.92, 0.075, lit(c, 0xf2eee4, 0.9));
    let line = outline(c);
    for i in 0..26 {
        let x = -w * 0.45 + w * 0.035 * i as f32;
        if i % 7 != 2 && i % 7 != 6 {
            c.rect(x, 0.705, w * 0.017, 0.05, line);
        }
    }
    c.stroke(Shape::through(&[(w * 0.3, 0.92), (w * 0.4, h * 0.95)]), 0.016, line);
}

pub fn drum(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let side = dyed(c, said, 0xa8372f);
    c.rect(-w / 2.0, 0.04, w, h * 0.8, side);
    c.fill(Shape::oval(0.0, h * 0.88, w / 2.0, h * 0.13), lit(c, 0xece4d2, 0.9));
    let cord = lit(c, 0xe0c060, 0.7);
    for i in 0..4 {
        let x = -w * 0.5 + w * 0.25 * i as f32;
        c.stroke(Shape::through(&[(x, h * 0.82), (x + w * 0.125, 0.06), (x + w * 0.25, h * 0.82)]), 0.01, cord);
    }
}

pub fn trumpet(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let brass = dyed(c, said, 0xd0a43e);
    c.stroke(Shape::through(&[(-w * 0.45, h * 0.6), (w * 0.3, h * 0.6)]), 0.022, brass);
    c.stroke(Shape::oval(-w * 0.05, h * 0.45, w * 0.2, h * 0.26), 0.018, brass);
    c.fill(Shape::poly(&[(w * 0.22, h * 0.66), (w * 0.5, h * 1.0), (w * 0.5, h * 0.2), (w * 0.22, h * 0.54)]), brass);
    for i in 0..3 {
        let x = -w * 0.12 + w * 0.08 * i as f32;
        c.stroke(Shape::through(&[(x, h * 0.5), (x, h * 0.95)]), 0.02, brass);
    }
}

pub fn balloon(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    c.stroke(Shape::new().go(0.0, 0.0).quad(0.06, h * 0.3, 0.0, h * 0.66), 0.007, outline(c));
    let skin = dyed(c, said, 0xb8362f);
    c.fill(Shape::oval(0.0, h * 0.83, w * 0.5, h * 0.17), skin);
    c.fill(
        Shape::oval(c.pal.side * w * 0.18, h * 0.9, w * 0.09, h * 0.04),
        Ink::flat(c.pal.tone(Rgb::WHITE)).alpha(0.6),
    );
}

pub fn kite(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    c.stroke(Shape::new().go(0.0, 0.0).quad(0.2, h * 0.3, 0.25, h * 0.6), 0.006, outline(c));
    let (x, y) = (0.28, h * 0.85);
    let paper = dyed(c, said, 0xc9452f);
    c.fill(Shape::poly(&[(x, y - 0.36), (x + w * 0.5, y + 0.05), (x, y + 0.28), (x - w * 0.5, y + 0.05)]), paper);
    let spar = lit(c, 0xf0d890, 0.8);
    c.stroke(Shape::through(&[(x, y - 0.36), (x, y + 0.28)]), 0.012, spar);
    c.stroke(Shape::through(&[(x - w * 0.5, y + 0.05), (x + w * 0.5, y + 0.05)]), 0.012, spar);
    for i in 0..3 {
        let ty = y - 0.46 - 0.1 * i as f32;
        c.fill(
            Shape::poly(&[(x - 0.05, ty), (x + 0.05, ty + 0.05), (x + 0.05, ty - 0.05), (x - 0.05, ty + 0.05)]),
            Ink::flat(c.lit(rgb(0xe2b63c), 0.8)),
        );
    }
}
