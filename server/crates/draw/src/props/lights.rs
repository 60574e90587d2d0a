//! Lamps, lanterns and candles.

use super::inks::{Size, lit, outline, two_tone};
use super::kind::Prop;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;
use crate::sets::parts;

pub fn lamp(c: &mut Canvas<'_>, (_, h): Size) {
    c.fill(Shape::oval(0.0, 0.012, 0.09, 0.015), lit(c, 0x3a3430, 0.4));
    c.stroke(Shape::through(&[(0.0, 0.01), (0.0, h * 0.6)]), 0.016, lit(c, 0xb08a4a, 0.7));
    let on = c.pal.lamps.max(0.35);
    let shade = c.lit(rgb(0xd9c49a), 0.7).mix(c.pal.glow(), on);
    c.fill(
        Shape::poly(&[(-0.075, h), (0.075, h), (0.145, h * 0.55), (-0.145, h * 0.55)]),
        Ink::down(shade, shade.lighter(0.25)),
    );
    c.disc(0.0, h * 0.62, 0.65, Ink::glow(c.pal.glow(), 0.34 * on));
}

pub fn street_lamp(c: &mut Canvas<'_>, _: Size) {
    parts::street_lamp(c, 0.0, 3.2);
}

pub fn ship_lantern(c: &mut Canvas<'_>, _: Size) {
    // On a bracket of a deck house's post.
    let iron = lit(c, 0x2b2a2a, 0.4);
    c.stroke(Shape::through(&[(-0.2, 0.0), (-0.2, 2.3), (0.1, 2.3)]), 0.06, iron);
    c.stroke(Shape::through(&[(-0.2, 2.0), (0.02, 2.28)]), 0.03, iron);
    let old = c.push(0.08, 1.9, 0.0, 1.0);
    lantern(c, Prop::Lantern.size());
    c.pop(old);
}

pub fn lantern(c: &mut Canvas<'_>, (_, h): Size) {
    let line = outline(c);
    c.stroke(Shape::new().go(-0.06, h * 0.76).quad(0.0, h * 1.1, 0.06, h * 0.76), 0.008, line);
    let glow = c.pal.glow();
    c.fill(Shape::round(-0.06, 0.03, 0.12, h * 0.62, 0.02), Ink::down(glow, glow.lighter(0.4)));
    c.rect(-0.075, 0.0, 0.15, 0.035, lit(c, 0x33302e, 0.5));
    c.fill(
        Shape::poly(&[(-0.075, h * 0.66), (0.075, h * 0.66), (0.04, h * 0.8), (-0.04, h * 0.8)]),
        lit(c, 0x33302e, 0.5),
    );
    for x in [-0.06, 0.0, 0.06] {
        c.stroke(Shape::through(&[(x, 0.03), (x, h * 0.66)]), 0.007, line);
    }
    c.disc(0.0, h * 0.38, 0.85, Ink::glow(glow, 0.25 + 0.3 * c.pal.lamps));
}

pub fn candle(c: &mut Canvas<'_>, (_, h): Size) {
    let line = outline(c);
    let ink = two_tone(c, 0xeee4cc);
    c.fill(Shape::round(-0.024, 0.0, 0.048, h * 0.66, 0.008), ink);
    c.stroke(Shape::through(&[(0.0, h * 0.66), (0.002, h * 0.73)]), 0.005, line);
    let flame = c.pal.tone(rgb(0xffd27a));
    c.fill(
        Shape::new().go(0.0, h * 0.7).quad(0.026, h * 0.8, 0.0, h * 1.02).quad(-0.026, h * 0.8, 0.0, h * 0.7).close(),
        Ink::down(flame, flame.lighter(0.6)),
    );
    c.disc(0.0, h * 0.82, 0.55, Ink::glow(flame, 0.22 + 0.3 * c.pal.lamps));
}
