//! Tools, weapons and what hands work with.

use super::inks::{Size, dyed, lit};
use crate::raster::canvas::{Canvas, Shape};
use crate::raster::colour::Rgb;

pub fn rifle(c: &mut Canvas<'_>, (_, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0x6a4426);
    c.fill(Shape::poly(&[(-0.02, h * 0.3), (0.03, h * 0.3), (0.07, 0.0), (-0.05, 0.0)]), wood);
    let steel = lit(c, 0x3a3d44, 0.5);
    c.stroke(Shape::through(&[(0.005, h * 0.25), (0.005, h)]), 0.028, steel);
    c.stroke(Shape::oval(0.04, h * 0.34, 0.026, 0.03), 0.01, steel);
}

pub fn sword(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let steel = dyed(c, said, 0xc8d0d6);
    c.fill(Shape::poly(&[(-0.024, h * 0.2), (0.024, h * 0.2), (0.018, h * 0.94), (0.0, h), (-0.018, h * 0.94)]), steel);
    let gold = lit(c, 0xc9a24a, 0.8);
    c.rect(-w * 0.5, h * 0.17, w, 0.03, gold);
    c.stroke(Shape::through(&[(0.0, 0.02), (0.0, h * 0.18)]), 0.034, lit(c, 0x4a2f22, 0.5));
    c.disc(0.0, 0.015, 0.024, gold);
}

pub fn axe(c: &mut Canvas<'_>, (_, h): Size, said: Option<Rgb>) {
    c.stroke(Shape::through(&[(0.0, 0.0), (0.01, h)]), 0.034, lit(c, 0x8a6238, 0.6));
    let steel = dyed(c, said, 0xaab2b8);
    c.fill(
        Shape::new()
            .go(-0.02, h * 0.96)
            .line(0.14, h * 1.02)
            .quad(0.2, h * 0.86, 0.14, h * 0.7)
            .line(-0.02, h * 0.82)
            .close(),
        steel,
    );
}

pub fn hammer(c: &mut Canvas<'_>, (_, h): Size, said: Option<Rgb>) {
    c.stroke(Shape::through(&[(0.0, 0.0), (0.0, h * 0.9)]), 0.032, lit(c, 0x8a6238, 0.6));
    let steel = dyed(c, said, 0x6a7078);
    c.fill(Shape::round(-0.1, h * 0.76, 0.2, 0.085, 0.014), steel);
}

pub fn spade(c: &mut Canvas<'_>, (_, h): Size, said: Option<Rgb>) {
    c.stroke(Shape::through(&[(0.0, 0.25), (0.0, h)]), 0.034, lit(c, 0x8a6238, 0.6));
    c.stroke(Shape::through(&[(-0.07, h), (0.07, h)]), 0.034, lit(c, 0x8a6238, 0.6));
    let steel = dyed(c, said, 0x7a828a);
    c.fill(Shape::new().go(-0.1, 0.3).line(0.1, 0.3).line(0.1, 0.12).quad(0.0, -0.06, -0.1, 0.12).close(), steel);
}

pub fn broom(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    c.stroke(Shape::through(&[(0.0, 0.22), (0.0, h)]), 0.03, lit(c, 0x8a6238, 0.6));
    let straw = dyed(c, said, 0xc9a25a);
    c.fill(Shape::poly(&[(-0.045, 0.28), (0.045, 0.28), (w * 0.5, 0.0), (-w * 0.5, 0.0)]), straw);
    c.stroke(Shape::through(&[(-0.06, 0.22), (0.06, 0.22)]), 0.02, lit(c, 0x7a3a2a, 0.5));
}

pub fn spanner(c: &mut Canvas<'_>, (w, h): Size, said: Option<Rgb>) {
    let steel = dyed(c, said, 0xa8b0b6);
    c.stroke(Shape::through(&[(0.0, 0.03), (0.0, h * 0.8)]), 0.03, steel);
    c.stroke(
        Shape::new().go(-w * 0.42, h).quad(-w * 0.5, h * 0.76, 0.0, h * 0.76).quad(w * 0.5, h * 0.76, w * 0.42, h),
        0.028,
        steel,
    );
}

pub fn brush(c: &mut Canvas<'_>, (_, h): Size, said: Option<Rgb>) {
    c.stroke(Shape::through(&[(0.0, 0.0), (0.0, h * 0.75)]), 0.016, lit(c, 0x9a6a3a, 0.6));
    let tip = dyed(c, said, 0x3a2a22);
    c.fill(Shape::poly(&[(-0.014, h * 0.72), (0.014, h * 0.72), (0.0, h)]), tip);
}

pub fn spoon(c: &mut Canvas<'_>, (_, h): Size, said: Option<Rgb>) {
    let wood = dyed(c, said, 0xb08a58);
    c.stroke(Shape::through(&[(0.0, 0.06), (0.0, h)]), 0.018, wood);
    c.fill(Shape::oval(0.0, 0.035, 0.03, 0.042), wood);
}

pub fn match_stick(c: &mut Canvas<'_>, (_, h): Size, _: Option<Rgb>) {
    c.stroke(Shape::through(&[(0.0, 0.0), (0.0, h)]), 0.01, lit(c, 0xd8c49a, 0.7));
    let flame = c.pal.tone(crate::raster::colour::rgb(0xffc860));
    c.fill(Shape::disc(0.0, h + 0.03, 0.14), crate::raster::canvas::Ink::glow(flame, 0.5));
    c.fill(
        Shape::new().go(-0.016, h).quad(-0.016, h + 0.03, 0.0, h + 0.065).quad(0.016, h + 0.03, 0.016, h).close(),
        crate::raster::canvas::Ink::flat(flame),
    );
}

pub fn cigarette(c: &mut Canvas<'_>, (w, _): Size, said: Option<Rgb>) {
    let paper = dyed(c, said, 0xf0ece2);
    c.stroke(Shape::through(&[(0.0, 0.02), (w, 0.03)]), 0.014, paper);
    let ember = c.pal.tone(crate::raster::colour::rgb(0xff7a3a));
    c.disc(w, 0.03, 0.009, crate::raster::canvas::Ink::flat(ember));
    let smoke = crate::raster::canvas::Ink::flat(c.pal.tone(crate::raster::colour::rgb(0xd8dce0))).alpha(0.4);
    c.stroke(Shape::new().go(w, 0.05).cubic((w - 0.05, 0.14), (w + 0.06, 0.2), (w, 0.32)), 0.014, smoke);
}
