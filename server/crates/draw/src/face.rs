//! Heads: skull, hair, features, hats.

use crate::canvas::{Canvas, Ink, Shape};
use crate::colour::{Rgb, rgb};
use crate::looks::{Hair, Hat, Looks};
use crate::rng::Rng;
use model::{Age, Mood};

/// How open the mouth is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mouth {
    Closed,
    Small,
    Wide,
    Round,
}

/// How open the eyes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Eyes {
    Open,
    Half,
    Shut,
}

/// What a head shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    pub mouth: Mouth,
    pub eyes: Eyes,
    pub mood: Mood,
    /// −1 to 1, as in a pose.
    pub turn: f32,
    pub nod: f32,
    pub back: bool,
}

/// Light and shadow of a colour, and the ink that lays them side by side.
pub struct Two {
    pub light: Rgb,
    pub dark: Rgb,
}

impl Two {
    pub fn of(c: &Canvas<'_>, base: Rgb) -> Self {
        Self { light: c.lit(base, 0.92), dark: c.lit(base, 0.1) }
    }

    /// The key light comes from the palette's side; `edge` is how much of the width it reaches.
    pub fn ink(&self, c: &Canvas<'_>, edge: f32) -> Ink {
        if c.pal.side < 0.0 {
            Ink::split(self.light, self.dark, edge)
        } else {
            Ink::split(self.dark, self.light, 1.0 - edge)
        }
    }
}

/// Draws what lies behind the head and shoulders: long hair, a hood's back.
pub fn behind(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let hair = Two::of(c, l.hair_colour);
    let back = -f.turn * 0.03;
    let ink = Ink::flat(hair.dark);
    let hidden = matches!(l.hat, Some((Hat::Hood | Hat::Headscarf, _)));
    if let Some((Hat::Hood | Hat::Headscarf, colour)) = l.hat {
        let two = Two::of(c, colour);
        let ink = two.ink(c, 0.55);
        c.fill(
            Shape::blob(&[
                (-0.135, 0.03),
                (-0.09, 0.16),
                (0.0, 0.185),
                (0.09, 0.16),
                (0.135, 0.03),
                (0.15, -0.2),
                (0.0, -0.24),
                (-0.15, -0.2),
            ]),
            ink,
        );
    }
    if hidden {
        return;
    }
    match l.hair {
        Hair::Long => {
            let shape = Shape::blob(&[
                (back - 0.115, 0.06),
                (back, 0.15),
                (back + 0.115, 0.06),
                (back + 0.13, -0.1),
                (back + 0.125, -0.26),
                (back + 0.05, -0.3),
                (back - 0.05, -0.3),
                (back - 0.125, -0.26),
                (back - 0.13, -0.1),
            ]);
            c.fill(shape, ink);
        }
        Hair::Bob => {
            c.fill(
                Shape::blob(&[
                    (back - 0.12, 0.05),
                    (back, 0.15),
                    (back + 0.12, 0.05),
                    (back + 0.135, -0.1),
                    (back + 0.09, -0.14),
                    (back - 0.09, -0.14),
                    (back - 0.135, -0.1),
                ]),
                ink,
            );
        }
        Hair::Bun => {
            let x = -f.turn * 0.12;
            let y = if f.turn.abs() > 0.4 { 0.05 } else { 0.155 };
            c.fill(Shape::disc(x, y, 0.058), hair.ink(c, 0.5));
        }
        Hair::Ponytail => {
            let x = if f.turn.abs() > 0.3 { -f.turn.signum() * 0.13 } else { 0.07 };
            c.fill(
                Shape::blob(&[
                    (x * 0.6, 0.08),
                    (x * 1.2, 0.06),
                    (x * 1.45, -0.08),
                    (x * 1.2, -0.24),
                    (x * 0.95, -0.1),
                    (x * 0.6, 0.0),
                ]),
                ink,
            );
        }
        Hair::Braids => {
            for side in [-1.0, 1.0] {
                for i in 0..6 {
                    let y = -0.04 - 0.045 * i as f32;
                    c.fill(Shape::oval(side * (0.108 + 0.004 * i as f32) + back, y, 0.026, 0.03), hair.ink(c, 0.5));
                }
            }
        }
        Hair::Curly | Hair::Afro => {
            let mut rng = Rng::new(l.seed ^ 3);
            let big = if l.hair == Hair::Afro { 1.28 } else { 1.04 };
            for i in 0..15 {
                let a = -0.5 + 4.15 * i as f32 / 14.0;
                let (s, co) = a.sin_cos();
                let r = big * rng.range(0.11, 0.125);
                let fall = if l.female && l.hair == Hair::Curly && s < 0.0 { -0.06 } else { 0.0 };
                c.disc(co * r + back, s * r + 0.03 + fall, rng.range(0.042, 0.055) * big, ink);
            }
            c.disc(back, 0.04, 0.12 * big, ink);
        }
        _ => {}
    }
}

fn skull(turn: f32, heavy: f32) -> Shape {
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
fn lit_side(turn: f32, heavy: f32, side: f32) -> Shape {
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
    let skin = Two::of(c, l.skin);
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
        back_of_head(c, l);
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
            || matches!(l.hat, Some((Hat::Hood | Hat::Headscarf, _)));
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
    beard(c, l, f);
    fringe(c, l, f);
    if l.glasses && px > 30.0 {
        let frame = Ink::flat(c.lit(rgb(0x26211f), 0.3));
        for side in [-1.0, 1.0] {
            if visible(side, t) {
                let x = feature_x(side * 0.038, t);
                c.stroke(Shape::oval(x, 0.008, 0.029 * narrow(side, t), 0.025), 0.006, frame);
            }
        }
        c.stroke(Shape::through(&[(feature_x(-0.012, t), 0.012), (feature_x(0.012, t), 0.012)]), 0.006, frame);
    }
    hat(c, l, f);
}

/// Where a feature that lies `x` from the middle of a face falls when the face turns.
fn feature_x(x: f32, turn: f32) -> f32 {
    let a = (x / 0.1).clamp(-0.95, 0.95).asin() + turn * 0.95;
    0.1 * a.sin()
}

fn visible(side: f32, turn: f32) -> bool {
    side * turn < 0.72
}

fn narrow(side: f32, turn: f32) -> f32 {
    let a = (side * 0.38_f32).asin() + turn * 0.95;
    a.cos().max(0.25)
}

struct Brows {
    inner: f32,
    outer: f32,
    lift: f32,
    smile: f32,
    lid: f32,
}

fn expression(mood: Mood) -> Brows {
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

fn features(c: &mut Canvas<'_>, l: &Looks, f: &Face, skin: &Two) {
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

fn eye(c: &mut Canvas<'_>, l: &Looks, f: &Face, side: f32, dy: f32, detail: bool, line: Rgb) {
    let e = expression(f.mood);
    let n = narrow(side, f.turn);
    let (x, y) = (feature_x(side * 0.038, f.turn), 0.008 + dy);
    let big = if l.age == Age::Child {
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

fn mouth(c: &mut Canvas<'_>, l: &Looks, f: &Face, e: &Brows, dy: f32, line: Rgb) {
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
    if f.mouth == Mouth::Closed && !l.beard {
        let chin = c.lit(l.skin, 0.1);
        c.stroke(
            Shape::new().go(x - 0.012, y - 0.024).quad(x, y - 0.028, x + 0.012, y - 0.024),
            0.003,
            Ink::flat(chin).alpha(0.6),
        );
    }
}

fn beard(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let t = f.turn;
    let hair = Two::of(c, l.hair_colour.darker(0.08));
    let x = feature_x(0.0, t) + t * 0.012;
    if l.beard {
        let ink = hair.ink(c, 0.6);
        let long = if l.age == Age::Old { 0.045 } else { 0.012 };
        // Round the mouth, along the jaw: an outer and an inner edge.
        let shape = Shape::new()
            .go(-0.089 + t * 0.01, -0.005)
            .quad(-0.088 + t * 0.02, -0.1, x - 0.03, -0.128 - long)
            .quad(x, -0.14 - long, x + 0.03, -0.128 - long)
            .quad(0.088 + t * 0.02, -0.1, 0.089 + t * 0.01, -0.005)
            .quad(x + 0.066, -0.045, x + 0.036, -0.05)
            .quad(x, -0.044, x - 0.036, -0.05)
            .quad(x - 0.066, -0.045, -0.089 + t * 0.01, -0.005)
            .close();
        c.fill(shape, ink);
        let e = expression(f.mood);
        let line = c.lit(l.skin.under(rgb(0x6a3a30)), 0.2);
        mouth(c, &Looks { female: false, beard: true, ..l.clone() }, f, &e, f.nod * 0.022, line);
    }
    if l.moustache || (l.beard && l.age == Age::Old) {
        c.fill(
            Shape::new()
                .go(x, -0.046)
                .quad(x - 0.03, -0.046, x - 0.042, -0.07)
                .quad(x - 0.02, -0.066, x, -0.06)
                .quad(x + 0.02, -0.066, x + 0.042, -0.07)
                .quad(x + 0.03, -0.046, x, -0.046)
                .close(),
            hair.ink(c, 0.6),
        );
    }
}

/// The hair over the brow.
fn fringe(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    if matches!(l.hat, Some((Hat::Headscarf, _))) {
        return;
    }
    let t = f.turn;
    let hair = Two::of(c, l.hair_colour);
    let ink = hair.ink(c, 0.6);
    let part = l.parting * 0.03 + t * 0.05;
    let back = -t * 0.035;
    match l.hair {
        Hair::Bald => {
            if l.age == Age::Old || l.beard {
                for side in [-1.0, 1.0] {
                    c.fill(Shape::oval(side * 0.089 + t * 0.004, 0.005, 0.017, 0.04), ink);
                }
            }
            let shine = c.lit(l.skin.lighter(0.5), 1.0);
            c.fill(Shape::oval(c.pal.side * 0.035, 0.098, 0.03, 0.014), Ink::soft(shine, 0.6));
        }
        Hair::Cropped => {
            c.fill(
                Shape::new()
                    .go(-0.095 + t * 0.004, 0.01)
                    .cubic((-0.105 + back, 0.1), (-0.06 + back, 0.142), (back, 0.14))
                    .cubic((0.06 + back, 0.142), (0.105 + back, 0.1), (0.095 + t * 0.004, 0.01))
                    .quad(0.088 + t * 0.02, 0.068, 0.05 + t * 0.03, 0.082)
                    .quad(t * 0.03, 0.09, -0.05 + t * 0.03, 0.082)
                    .quad(-0.088 + t * 0.02, 0.068, -0.095 + t * 0.004, 0.01)
                    .close(),
                ink,
            );
        }
        Hair::Short => {
            c.fill(
                Shape::new()
                    .go(-0.098 + t * 0.004, 0.0)
                    .cubic((-0.118 + back, 0.09), (-0.085 + back, 0.158), (back, 0.158))
                    .cubic((0.085 + back, 0.16), (0.12 + back, 0.09), (0.098 + t * 0.004, 0.0))
                    .quad(0.09 + t * 0.015, 0.05, 0.078 + t * 0.02, 0.066)
                    .quad(part + 0.05, 0.1, part, 0.102)
                    .quad(part - l.parting * 0.06, 0.066, part - l.parting * 0.085, 0.066)
                    .quad(-0.09 + t * 0.015, 0.05, -0.098 + t * 0.004, 0.0)
                    .close(),
                ink,
            );
        }
        Hair::Curly | Hair::Afro => {
            let mut rng = Rng::new(l.seed ^ 5);
            let big = if l.hair == Hair::Afro { 1.2 } else { 1.0 };
            for i in 0..9 {
                let a = 0.3 + 2.54 * i as f32 / 8.0;
                let (s, co) = a.sin_cos();
                let lump = hair.dark.mix(hair.light, if co * c.pal.side > -0.2 { 0.9 } else { 0.25 });
                c.disc(
                    co * 0.09 * big + back + t * 0.02,
                    s * 0.07 * big + 0.065,
                    rng.range(0.032, 0.042) * big,
                    Ink::flat(lump),
                );
            }
        }
        _ => {
            // Long styles: combed from a parting down both temples.
            let low = if matches!(l.hair, Hair::Bun | Hair::Ponytail) { 0.0 } else { -0.055 };
            c.fill(
                Shape::new()
                    .go(-0.1 + t * 0.004, low)
                    .cubic((-0.125 + back, 0.09), (-0.09 + back, 0.156), (back, 0.156))
                    .cubic((0.09 + back, 0.156), (0.125 + back, 0.09), (0.1 + t * 0.004, low))
                    .cubic((0.088 + t * 0.012, 0.03), (0.085 + t * 0.02, 0.07), (part, 0.108))
                    .cubic((-0.07 + t * 0.02, 0.085), (-0.085 + t * 0.012, 0.03), (-0.1 + t * 0.004, low))
                    .close(),
                ink,
            );
        }
    }
}

fn back_of_head(c: &mut Canvas<'_>, l: &Looks) {
    if l.hair == Hair::Bald {
        return;
    }
    let hair = Two::of(c, l.hair_colour);
    let ink = hair.ink(c, 0.45);
    let low = match l.hair {
        Hair::Long => -0.3,
        Hair::Bob => -0.14,
        _ => -0.085,
    };
    c.fill(
        Shape::blob(&[
            (0.0, 0.155),
            (0.085, 0.12),
            (0.11, 0.03),
            (0.095, low * 0.8),
            (0.0, low),
            (-0.095, low * 0.8),
            (-0.11, 0.03),
            (-0.085, 0.12),
        ]),
        ink,
    );
    if l.hair == Hair::Bun {
        c.fill(Shape::disc(0.0, 0.06, 0.055), hair.ink(c, 0.6));
    }
    if matches!(l.hair, Hair::Curly | Hair::Afro) {
        let mut rng = Rng::new(l.seed ^ 8);
        for _ in 0..16 {
            let (x, y) = (rng.range(-0.1, 0.1), rng.range(-0.07, 0.14));
            c.disc(x, y, 0.04, Ink::flat(hair.dark.mix(hair.light, 0.3)));
        }
    }
}

fn hat(c: &mut Canvas<'_>, l: &Looks, f: &Face) {
    let Some((kind, colour)) = l.hat else { return };
    let t = f.turn;
    let two = Two::of(c, colour);
    let ink = two.ink(c, 0.58);
    let dark = Ink::flat(two.dark.darker(0.3));
    match kind {
        Hat::Fedora | Hat::Straw => {
            c.fill(
                Shape::new()
                    .go(-0.088, 0.09)
                    .cubic((-0.085, 0.2), (-0.05, 0.225), (0.0, 0.2))
                    .cubic((0.05, 0.225), (0.085, 0.2), (0.088, 0.09))
                    .close(),
                ink,
            );
            c.fill(Shape::poly(&[(-0.089, 0.085), (0.089, 0.085), (0.088, 0.115), (-0.088, 0.115)]), dark);
            c.fill(
                Shape::new()
                    .go(-0.165 + t * 0.02, 0.078)
                    .quad(0.0, 0.115, 0.165 + t * 0.02, 0.078)
                    .quad(t * 0.05, 0.055, -0.165 + t * 0.02, 0.078)
                    .close(),
                ink,
            );
        }
        Hat::Cap | Hat::Peaked => {
            let high = if kind == Hat::Peaked { 0.2 } else { 0.165 };
            let wide = if kind == Hat::Peaked { 0.13 } else { 0.102 };
            c.fill(
                Shape::new()
                    .go(-0.102, 0.068)
                    .cubic((-wide, 0.12), (-wide, high), (0.0, high))
                    .cubic((wide, high), (wide, 0.12), (0.102, 0.068))
                    .close(),
                ink,
            );
            let forward = t * 0.11;
            if !f.back {
                c.fill(
                    Shape::new()
                        .go(-0.085 + forward, 0.075)
                        .quad(forward, 0.095, 0.085 + forward, 0.075)
                        .quad(forward * 1.3, 0.042, -0.085 + forward, 0.075)
                        .close(),
                    dark,
                );
            }
            if kind == Hat::Peaked && !f.back {
                c.disc(t * 0.06, 0.125, 0.016, Ink::flat(c.lit(rgb(0xd9b24a), 0.8)));
            }
        }
        Hat::Beanie => {
            c.fill(
                Shape::new()
                    .go(-0.105, 0.05)
                    .cubic((-0.115, 0.19), (-0.05, 0.2), (0.0, 0.2))
                    .cubic((0.05, 0.2), (0.115, 0.19), (0.105, 0.05))
                    .close(),
                ink,
            );
            c.fill(Shape::round(-0.109, 0.045, 0.218, 0.045, 0.02), Two::of(c, colour.darker(0.12)).ink(c, 0.58));
        }
        Hat::Helmet => {
            let ring = Shape::disc(0.0, 0.01, 0.178);
            let glass = c.pal.tone(c.pal.sky[1].mix(rgb(0xbfe3ff), 0.4));
            c.fill(ring.clone(), Ink::flat(glass).alpha(if f.back { 0.9 } else { 0.16 }));
            c.stroke(ring, 0.024, ink);
            c.stroke(
                Shape::new().go(c.pal.side * 0.06, 0.13).quad(c.pal.side * 0.13, 0.1, c.pal.side * 0.14, 0.02),
                0.014,
                Ink::flat(c.pal.tone(Rgb::WHITE)).alpha(0.6),
            );
        }
        Hat::Crown => {
            c.fill(
                Shape::poly(&[
                    (-0.095, 0.09),
                    (0.095, 0.09),
                    (0.11, 0.19),
                    (0.055, 0.14),
                    (0.0, 0.2),
                    (-0.055, 0.14),
                    (-0.11, 0.19),
                ]),
                ink,
            );
        }
        Hat::Hood | Hat::Headscarf => {
            let t = t * 0.5;
            c.fill(
                Shape::new()
                    .go(-0.125, -0.16)
                    .cubic((-0.16, 0.05), (-0.12, 0.18), (0.0, 0.182))
                    .cubic((0.12, 0.18), (0.16, 0.05), (0.125, -0.16))
                    .cubic((0.1 + t * 0.05, -0.1), (0.1 + t * 0.06, 0.08), (t * 0.07, 0.112))
                    .cubic((-0.1 + t * 0.06, 0.08), (-0.1 + t * 0.05, -0.1), (-0.125, -0.16))
                    .close(),
                ink,
            );
        }
    }
}
