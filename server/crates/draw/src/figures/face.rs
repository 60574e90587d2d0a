//! Heads: skull, hair, features, hats.

use crate::figures::appearance::{Hair, Looks};
use crate::figures::beings;
use crate::figures::face_model::{Face, TwoTone};
use crate::figures::facial::{bandage, beard, eyewear, marks};
use crate::figures::features::{feature_x, features, visible};
use crate::figures::garb::Being;
use crate::figures::hair::{back_of_head, fringe};
use crate::figures::hats::hat;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;

pub fn skull(turn: f32, heavy: f32) -> Shape {
    let t = turn;
    let jaw = 0.052 * heavy;
    // A profile pushes the face forward and the back of the head out.
    Shape::blob(&[
        (-0.0 - t * 0.012, 0.128),
        (0.072 - t * 0.006, 0.092),
        (0.093 + t * 0.002, 0.02),
        (0.083 + t * 0.012, -0.045),
        (jaw + 0.008 + t * 0.03, -0.098),
        (0.014 + t * 0.036, -0.121),
        (-0.014 + t * 0.036, -0.121),
        (-jaw - 0.008 + t * 0.03, -0.098),
        (-0.083 + t * 0.012, -0.045),
        (-0.093 + t * 0.002, 0.02),
        (-0.072 - t * 0.006, 0.092),
    ])
}

/// The part of the skull that the light from `side` reaches.
pub fn lit_side(turn: f32, heavy: f32, side: f32) -> Shape {
    let t = turn;
    let jaw = 0.052 * heavy;
    let s = side;
    // Turned towards the light more of the face is lit.
    let reach = 0.034 + 0.03 * t * s;
    let d = -s * reach;
    Shape::new()
        .go(-t * 0.012 + d * 0.4, 0.1278)
        .cubic((s * 0.03 - t * 0.008, 0.127), (s * 0.052 - t * 0.006, 0.115), (s * 0.072 - t * 0.006, 0.092))
        .cubic((s * 0.087, 0.072), (s * 0.0955, 0.045), (s * 0.093 + t * 0.002, 0.02))
        .cubic((s * 0.0925 + t * 0.004, -0.003), (s * 0.089 + t * 0.01, -0.026), (s * 0.083 + t * 0.012, -0.045))
        .cubic(
            (s * 0.076 + t * 0.016, -0.066),
            (s * (jaw + 0.02) + t * 0.026, -0.084),
            (s * (jaw + 0.008) + t * 0.03, -0.098),
        )
        .cubic((s * jaw * 0.8 + t * 0.033, -0.111), (s * 0.024 + t * 0.036, -0.119), (s * 0.014 + t * 0.036, -0.121))
        .line(d * 0.2 + t * 0.036, -0.1235)
        .cubic((d * 0.9 + t * 0.036, -0.1), (d * 0.3 + t * 0.036, -0.075), (d * 1.3 + t * 0.03, -0.05))
        .cubic((d * 1.75 + t * 0.02, -0.03), (d * 1.1 + t * 0.02, -0.005), (d * 1.35 + t * 0.01, 0.03))
        .cubic((d * 1.8, 0.06), (d * 1.5, 0.1), (-t * 0.012 + d * 0.4, 0.1278))
        .close()
}

/// Draws the head about its middle, chin down, in metres.
pub fn head(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    if matches!(l.being, Being::Robot | Being::Skeleton) {
        beings::head(c, l, f);
        hat(c, l, f);
        return;
    }
    let skin = TwoTone::of(c, l.skin);
    let heavy = if l.build > 1.15 {
        1.22
    } else if l.female {
        0.9
    } else {
        1.06
    };
    let px = c.pixels_per_metre();
    let t = f.turn;
    let light_edge = 0.62 + 0.18 * t * -c.pal.side;
    // Ears first: they sit behind the cheeks.
    if !f.back {
        for side in [-1.0_f32, 1.0] {
            if side * t < 0.55 && (t.abs() < 0.45 || side * t < 0.0) {
                let x = side * 0.092 + t * 0.01 - if t.abs() > 0.5 { side * 0.045 * t.abs() } else { 0.0 };
                if t.abs() <= 0.5 {
                    c.fill(Shape::oval(x, -0.004, 0.02, 0.034), skin.ink(c, 0.5));
                }
            }
        }
    } else {
        for side in [-1.0, 1.0] {
            c.fill(Shape::oval(side * 0.092, -0.004, 0.02, 0.034), skin.ink(c, 0.5));
        }
    }
    if f.back {
        c.fill(skull(0.0, heavy), skin.ink(c, light_edge));
    } else {
        // The whole head in shade, then the lit side up to an edge that follows brow, cheek and jaw.
        c.fill(skull(t, heavy), Ink::flat(skin.dark));
        c.fill(lit_side(t, heavy, c.pal.side), Ink::flat(skin.light));
    }
    if f.back {
        if !l.hat.is_some_and(|(hat, _)| hat.covers()) {
            back_of_head(c, l);
        }
        hat(c, l, f);
        return;
    }
    if t.abs() > 0.5 {
        // The nose stands out of a profile, and the ear comes forward.
        let s = t.signum();
        let tip = s * (0.118 + 0.012 * (t.abs() - 0.5));
        c.fill(
            Shape::new()
                .go(s * 0.075, 0.03)
                .quad(s * 0.1, 0.0, tip, -0.03)
                .quad(s * 0.115, -0.045, s * 0.08, -0.048)
                .close(),
            Ink::flat(if s * c.pal.side > 0.0 { skin.light } else { skin.dark }),
        );
        let covered = matches!(l.hair, Hair::Long | Hair::Bob | Hair::Curly | Hair::Afro)
            || l.hat.is_some_and(|(hat, _)| hat.covers());
        if !covered {
            let x = -s * (0.07 - 0.11 * (t.abs() - 0.5));
            c.fill(Shape::oval(x, -0.006, 0.018, 0.034), Ink::flat(skin.dark.mix(skin.light, 0.35)));
        }
    }
    if px > 40.0 {
        features(c, l, f, &skin);
    } else if px > 14.0 {
        let dark = c.lit(rgb(0x2a1c18), 0.3);
        for side in [-1.0, 1.0] {
            let x = feature_x(side * 0.037, t);
            if visible(side, t) {
                c.fill(Shape::oval(x, 0.008, 0.011, 0.014), Ink::flat(dark));
            }
        }
    }
    marks(c, l, f);
    beard(c, l, f);
    fringe(c, l, f);
    bandage(c, l, t);
    eyewear(c, l, f);
    beings::ears(c, l, f);
    hat(c, l, f);
}
