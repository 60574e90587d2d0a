//! Animals.

use super::inks::Size;
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

pub fn dog(c: &mut Canvas<'_>, _: Size) {
    animal(c, rgb(0x8a5f3a), 0.78, 0.5);
}

pub fn horse(c: &mut Canvas<'_>, _: Size) {
    animal(c, rgb(0x6b4228), 1.9, 1.4);
}

pub fn cat(c: &mut Canvas<'_>, _: Size) {
    let two = TwoTone::of(c, rgb(0x3b3438));
    let ink = two.ink(c, 0.5);
    c.stroke(Shape::new().go(0.16, 0.05).cubic((0.34, 0.0), (0.3, 0.2), (0.24, 0.26)), 0.036, ink);
    c.fill(Shape::blob(&[(-0.1, 0.0), (0.16, 0.0), (0.16, 0.14), (0.02, 0.24), (-0.1, 0.2)]), ink);
    c.disc(-0.09, 0.25, 0.078, ink);
    for s in [-1.0, 1.0] {
        let x = -0.09 + s * 0.048;
        c.fill(Shape::poly(&[(x - 0.026, 0.3), (x + 0.026, 0.3), (x + s * 0.012, 0.365)]), ink);
        c.fill(Shape::oval(x * 1.0 + 0.0 - s * 0.018, 0.262, 0.012, 0.014), Ink::flat(c.pal.tone(rgb(0xd9d24e))));
    }
}

pub fn bird(c: &mut Canvas<'_>, _: Size) {
    let dark = Ink::flat(c.lit(rgb(0x1d1c1f), 0.25));
    let two = TwoTone::of(c, rgb(0x35383f));
    let ink = two.ink(c, 0.5);
    c.fill(Shape::blob(&[(-0.14, 0.06), (-0.02, 0.03), (0.08, 0.1), (0.06, 0.18), (-0.04, 0.17)]), ink);
    c.disc(0.08, 0.19, 0.042, ink);
    c.fill(Shape::poly(&[(0.11, 0.2), (0.17, 0.183), (0.112, 0.172)]), Ink::flat(c.lit(rgb(0xd9a23e), 0.8)));
    c.disc(0.09, 0.2, 0.008, Ink::flat(c.pal.tone(Rgb::WHITE)));
    for x in [0.0, 0.03] {
        c.stroke(Shape::through(&[(x, 0.05), (x, 0.0)]), 0.008, dark);
    }
}

fn animal(c: &mut Canvas<'_>, coat: Rgb, long: f32, tall: f32) {
    let two = TwoTone::of(c, coat);
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
