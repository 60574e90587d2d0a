//! What is eaten and drunk from.

use super::inks::{Size, dyed, lit, two_tone};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn cup(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    c.stroke(Shape::oval(w * 0.5, h * 0.5, 0.022, 0.028), 0.012, lit(c, 0xe6ddcc, 0.3));
    let ink = dyed(c, said, 0xf1e9db);
    c.fill(
        Shape::new()
            .go(-w / 2.0, h)
            .line(w / 2.0, h)
            .quad(w * 0.48, 0.0, w * 0.28, 0.0)
            .line(-w * 0.28, 0.0)
            .quad(-w * 0.48, 0.0, -w / 2.0, h)
            .close(),
        ink,
    );
    c.fill(Shape::oval(0.0, h, w / 2.0, 0.012), lit(c, 0xd5c9b4, 0.5));
    c.fill(Shape::oval(0.0, h - 0.001, w * 0.42, 0.009), lit(c, 0x3c2416, 0.5));
}

pub fn glass(c: &mut Canvas<'_>, (w, h): Size) {
    let glass = Ink::flat(c.lit(rgb(0xdbe9ee), 0.8)).alpha(0.4);
    c.fill(Shape::poly(&[(-w / 2.0, h), (w / 2.0, h), (w * 0.38, 0.0), (-w * 0.38, 0.0)]), glass);
    c.fill(
        Shape::poly(&[(-w * 0.43, h * 0.55), (w * 0.43, h * 0.55), (w * 0.37, 0.012), (-w * 0.37, 0.012)]),
        lit(c, 0xb9742a, 0.7),
    );
    c.stroke(
        Shape::through(&[(-w * 0.3, h * 0.9), (-w * 0.24, h * 0.15)]),
        0.006,
        Ink::flat(c.pal.tone(Rgb::WHITE)).alpha(0.6),
    );
}

pub fn bottle(c: &mut Canvas<'_>, (w, h): Size) {
    let ink = two_tone(c, 0x3f6a4a);
    c.fill(
        Shape::new()
            .go(-w / 2.0, 0.0)
            .line(-w / 2.0, h * 0.55)
            .quad(-w / 2.0, h * 0.7, -w * 0.17, h * 0.76)
            .line(-w * 0.17, h)
            .line(w * 0.17, h)
            .line(w * 0.17, h * 0.76)
            .quad(w / 2.0, h * 0.7, w / 2.0, h * 0.55)
            .line(w / 2.0, 0.0)
            .close(),
        ink,
    );
    c.rect(-w * 0.5, h * 0.18, w, h * 0.26, lit(c, 0xe4d8b8, 0.5));
    c.stroke(
        Shape::through(&[(-w * 0.3, h * 0.5), (-w * 0.3, h * 0.1)]),
        0.008,
        Ink::flat(c.pal.tone(Rgb::WHITE)).alpha(0.35),
    );
}

pub fn plate(c: &mut Canvas<'_>, (w, _): Size) {
    c.fill(Shape::oval(0.0, 0.02, w / 2.0, 0.032), lit(c, 0xf0ebe0, 0.8));
    c.fill(Shape::oval(0.0, 0.026, w * 0.36, 0.02), lit(c, 0xd9d2c4, 0.5));
    let ink = two_tone(c, 0xc0803e);
    c.fill(Shape::new().go(-0.08, 0.028).quad(-0.06, 0.1, 0.0, 0.095).quad(0.07, 0.1, 0.085, 0.028).close(), ink);
}
