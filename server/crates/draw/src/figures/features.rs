//! What a face does: eyes, brows and mouth, and where they lie as the head turns.

use crate::figures::appearance::{Beard, Looks};
use crate::figures::face_model::{Eyes, Face, Mouth, TwoTone};
use crate::figures::garb::Mark;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use model::{Age, Mood};

/// Where a feature that lies `x` from the middle of a face falls when the face turns.
pub fn feature_x(x: f32, turn: f32) -> f32 {
    let a = (x / 0.1).clamp(-0.95, 0.95).asin() + turn * 0.95;
    0.1 * a.sin()
}

pub fn visible(side: f32, turn: f32) -> bool {
    side * turn < 0.72
}

pub fn narrow(side: f32, turn: f32) -> f32 {
    let a = (side * 0.38_f32).asin() + turn * 0.95;
    a.cos().max(0.25)
}

pub struct Brows {
    inner: f32,
    outer: f32,
    lift: f32,
    smile: f32,
    lid: f32,
}

pub fn expression(mood: Mood) -> Brows {
    let (inner, outer, lift, smile, lid) = match mood {
        Mood::Neutral => (0.001, 0.0, 0.002, 0.28, 0.02),
        Mood::Tense => (-0.008, 0.002, -0.003, -0.25, 0.1),
        Mood::Sad => (0.01, -0.006, 0.0, -0.6, 0.28),
        Mood::Warm => (0.002, 0.0, 0.003, 0.7, 0.08),
        Mood::Joyful => (0.003, 0.002, 0.008, 1.0, 0.05),
        Mood::Eerie => (0.006, 0.0, 0.008, -0.3, -0.15),
        Mood::Urgent => (-0.01, 0.004, 0.0, -0.4, -0.1),
        Mood::Wonder => (0.004, 0.003, 0.014, 0.35, -0.2),
    };
    Brows { inner, outer, lift, smile, lid }
}

pub fn features(c: &mut Canvas<'_>, l: &Looks, f: &Face, skin: &TwoTone) {
    let t = f.turn;
    let dy = f.nod * 0.022;
    let e = expression(f.mood);
    let line = c.lit(l.skin.under(rgb(0x6a3a30)).mix(rgb(0x1d1210), 0.35), 0.35);
    let detail = c.pixels_per_metre() > 260.0;
    // A flush on the cheeks.
    for side in [-1.0, 1.0] {
        if visible(side, t) {
            let x = feature_x(side * 0.053, t);
            let blush = c.lit(l.skin.mix(rgb(0xd0513f), 0.55), 0.6);
            c.fill(Shape::oval(x, -0.036 + dy, 0.026 * narrow(side, t), 0.019), Ink::soft(blush, 0.5));
        }
    }
    for side in [-1.0_f32, 1.0] {
        if visible(side, t) {
            eye(c, l, f, side, dy, detail, line);
            let n = narrow(side, t);
            let x = feature_x(side * 0.038, t);
            let y = 0.044 + e.lift + dy;
            let thick = if l.female { 0.0065 } else { 0.0095 };
            let brow =
                c.lit(if l.age == Age::Old { l.hair_colour.darker(0.15) } else { l.hair_colour.darker(0.3) }, 0.3);
            let (inner, outer) = (x - side * 0.022 * n, x + side * 0.026 * n);
            c.stroke(
                Shape::new().go(inner, y - 0.004 + e.inner).quad(
                    x + side * 0.004,
                    y + 0.007,
                    outer,
                    y - 0.005 + e.outer,
                ),
                thick,
                Ink::flat(brow),
            );
        }
    }
    // The nose: a plane of shadow on the side away from the light, and its underside.
    let nx = feature_x(0.0, t) * 1.1;
    let s = -c.pal.side;
    let shade = Ink::flat(skin.dark.mix(line, 0.12)).alpha(0.75);
    if t.abs() < 0.5 {
        let tip = nx + t * 0.016;
        c.fill(
            Shape::new()
                .go(nx + s * 0.004, 0.016 + dy)
                .quad(nx + s * 0.01, -0.01 + dy, tip + s * 0.019, -0.03 + dy)
                .quad(tip + s * 0.012, -0.04 + dy, tip, -0.039 + dy)
                .quad(tip + s * 0.007, -0.02 + dy, nx + s * 0.004, 0.016 + dy)
                .close(),
            shade,
        );
        c.stroke(
            Shape::new().go(tip - 0.012, -0.036 + dy).quad(tip, -0.044 + dy, tip + 0.012, -0.036 + dy),
            0.0042,
            Ink::flat(line).alpha(0.75),
        );
    }
    mouth(c, l, f, &e, dy, line);
    if l.age == Age::Old && detail {
        let crease = Ink::flat(line).alpha(0.3);
        for side in [-1.0_f32, 1.0] {
            if visible(side, t) {
                let x = feature_x(side * 0.034, t);
                c.stroke(
                    Shape::new().go(x - side * 0.008, -0.034 + dy).quad(
                        x + side * 0.008,
                        -0.05 + dy,
                        x + side * 0.004,
                        -0.066 + dy,
                    ),
                    0.003,
                    crease,
                );
                c.stroke(
                    Shape::new().go(x - side * 0.014, -0.012 + dy).quad(x, -0.019 + dy, x + side * 0.016, -0.011 + dy),
                    0.0028,
                    crease,
                );
            }
        }
        c.stroke(
            Shape::new().go(-0.04 + t * 0.05, 0.072 + dy).quad(t * 0.05, 0.077 + dy, 0.04 + t * 0.05, 0.072 + dy),
            0.0028,
            crease,
        );
    }
}

pub fn eye(c: &mut Canvas<'_>, l: &Looks, f: &Face, side: f32, dy: f32, detail: bool, line: Rgb) {
    let e = expression(f.mood);
    let n = narrow(side, f.turn);
    let (x, y) = (feature_x(side * 0.038, f.turn), 0.008 + dy);
    let big = if l.age == Age::Child || l.has(Mark::BigEyes) {
        1.22
    } else if l.female {
        1.08
    } else {
        0.98
    };
    let w = 0.0205 * big * n;
    let h = 0.0135 * big;
    let open = match f.eyes {
        Eyes::Open => 1.0 - 0.45 * e.lid,
        Eyes::Half => 0.5,
        Eyes::Shut => 0.0,
    };
    if open < 0.1 {
        c.stroke(Shape::new().go(x - w, y).quad(x, y - h * 0.8, x + w, y), 0.0052, Ink::flat(line));
        return;
    }
    let (top, low) = (y + h * open * 1.5, y - h * 1.25);
    let almond = || {
        Shape::new()
            .go(x - w, y - 0.001)
            .quad(x, top + h * 0.3, x + w, y + 0.001)
            .quad(x, low, x - w, y - 0.001)
            .close()
    };
    if detail {
        let socket = c.lit(l.skin.darker(0.22), 0.3);
        c.fill(Shape::oval(x, y + 0.005, w * 1.45, h * 1.9), Ink::soft(socket, 0.55));
    }
    c.fill(almond(), Ink::flat(c.lit(rgb(0xf4efe8), 0.62)));
    let look = f.turn * 0.006 + side * -0.001;
    let r = 0.0108 * big;
    let iy = y + 0.0008;
    let clip_top = iy.min(top - 0.004);
    c.fill(Shape::oval(x + look, clip_top, r * n.max(0.6), r * open.clamp(0.55, 1.0)), Ink::flat(c.lit(l.eyes, 0.5)));
    c.fill(Shape::oval(x + look, clip_top, r * 0.52 * n.max(0.6), r * 0.52), Ink::flat(c.lit(rgb(0x120d0c), 0.2)));
    if detail {
        c.disc(
            x + look + c.pal.side * r * 0.38,
            clip_top + r * 0.4,
            r * 0.26,
            Ink::flat(c.pal.tone(rgb(0xffffff))).alpha(0.95),
        );
    }
    let lash = if l.female { 0.0062 } else { 0.0048 };
    let dark = Ink::flat(line.darker(0.35));
    c.stroke(Shape::new().go(x - w * 1.04, y - 0.0005).quad(x, top + h * 0.3, x + w * 1.04, y + 0.0015), lash, dark);
    if l.female && detail {
        let ox = x + side * w;
        c.stroke(Shape::through(&[(ox, y + 0.001), (ox + side * 0.007, y + 0.0065)]), 0.0038, dark);
    }
    if detail {
        c.stroke(
            Shape::new().go(x - w * 0.9, top + 0.004).quad(x, top + h * 0.75 + 0.004, x + w * 0.95, top + 0.003),
            0.0026,
            Ink::flat(line).alpha(0.45),
        );
    }
}

pub fn mouth(c: &mut Canvas<'_>, l: &Looks, f: &Face, e: &Brows, dy: f32, line: Rgb) {
    let t = f.turn;
    let x = feature_x(0.0, t) + t * 0.01;
    let y = -0.07 + dy * 0.7;
    let w = (0.03 + 0.005 * e.smile.max(0.0)) * (1.0 - 0.35 * t.abs());
    let curl = 0.011 * e.smile;
    let lip =
        c.lit(l.skin.mix(if l.female { rgb(0xa83a3c) } else { rgb(0x9a5548) }, if l.female { 0.62 } else { 0.4 }), 0.5);
    let inside = c.lit(rgb(0x4a1418), 0.35);
    let teeth = c.lit(rgb(0xf2ece2), 0.6);
    match f.mouth {
        Mouth::Closed => {
            if l.female {
                c.fill(
                    Shape::new()
                        .go(x - w * 0.85, y + curl * 0.8)
                        .quad(x - w * 0.3, y + 0.008, x, y + 0.005)
                        .quad(x + w * 0.3, y + 0.008, x + w * 0.85, y + curl * 0.8)
                        .quad(x, y - 0.016 - curl * 0.3, x - w * 0.85, y + curl * 0.8)
                        .close(),
                    Ink::flat(lip),
                );
            } else {
                c.fill(Shape::oval(x, y - 0.009, w * 0.55, 0.005), Ink::flat(lip).alpha(0.7));
            }
            c.stroke(
                Shape::new().go(x - w, y + curl).quad(x, y - curl * 0.9, x + w, y + curl),
                0.0048,
                Ink::flat(line),
            );
        }
        Mouth::Small | Mouth::Wide | Mouth::Round => {
            let (hw, hh) = match f.mouth {
                Mouth::Small => (w * 0.8, 0.009),
                Mouth::Wide => (w * 1.02, 0.018),
                _ => (w * 0.6, 0.016),
            };
            let shape = |k: f32| {
                Shape::new()
                    .go(x - hw * k, y + curl * 0.5)
                    .quad(x, y + hh * 1.1 * k, x + hw * k, y + curl * 0.5)
                    .quad(x, y - hh * 2.3 * k, x - hw * k, y + curl * 0.5)
                    .close()
            };
            c.fill(shape(1.22), Ink::flat(lip));
            c.fill(shape(1.0), Ink::flat(inside));
            if f.mouth == Mouth::Wide {
                c.fill(
                    Shape::new()
                        .go(x - hw * 0.72, y + curl * 0.5 + 0.001)
                        .quad(x, y + hh * 0.95, x + hw * 0.72, y + curl * 0.5 + 0.001)
                        .quad(x, y - 0.001, x - hw * 0.72, y + curl * 0.5 + 0.001)
                        .close(),
                    Ink::flat(teeth),
                );
                c.fill(Shape::oval(x, y - hh * 0.72, hw * 0.45, hh * 0.26), Ink::flat(c.lit(rgb(0xb0564e), 0.4)));
            }
        }
    }
    if f.mouth == Mouth::Closed && l.beard == Beard::None {
        let chin = c.lit(l.skin, 0.1);
        c.stroke(
            Shape::new().go(x - 0.012, y - 0.024).quad(x, y - 0.028, x + 0.012, y - 0.024),
            0.003,
            Ink::flat(chin).alpha(0.6),
        );
    }
}
