//! Pieces that many sets share: walls, windows, tables, shelves, plants.

pub use super::plants::{bush, bush_at, fir, grass, plant, tree};
pub use super::shell::{BACK, Planks, Shell};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use model::Weather;

/// A window in a wall: the sky and roofs outside, frame, sill. (x, y) is its lower left corner.
pub fn window(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32, panes: (u32, u32), seed: u64) {
    let pal = c.pal;
    let [top, mid, low] = pal.sky.map(|s| pal.tone(s));
    let wet = matches!(pal.weather, Weather::Rain | Weather::Storm);
    c.rect(x, y, w, h, Ink::down(top.mix(mid, 0.5), low));
    let mut rng = Rng::new(seed ^ 0x77);
    // Roofs and trees far away.
    let far = pal.lit(rgb(0x53606a), 0.3, 45.0);
    let mut px = x;
    while px < x + w - 0.05 {
        let bw = rng.range(0.14, 0.34).min(x + w - px);
        let bh = h * rng.range(0.12, 0.42);
        c.rect(px, y, bw, bh, Ink::down(far, far.mix(low, 0.5)));
        if pal.lamps > 0.5 {
            for _ in 0..4 {
                let (wx, wy) = (px + bw * rng.range(0.12, 0.75), y + bh * rng.range(0.15, 0.8));
                c.rect(wx, wy, 0.022, 0.03, Ink::flat(pal.glow()).alpha(0.9));
            }
        }
        px += bw + 0.01;
    }
    if pal.night() && pal.open_sky() {
        c.disc(x + w * 0.7, y + h * 0.78, 0.07, Ink::flat(pal.tone(pal.sun)));
        c.disc(x + w * 0.7, y + h * 0.78, 0.4, Ink::glow(pal.tone(pal.sun), 0.3));
    }
    if wet {
        for _ in 0..26 {
            let (dx, dy) = (x + w * rng.unit(), y + h * rng.unit());
            c.stroke(
                Shape::through(&[(dx, dy), (dx - 0.006, dy - rng.range(0.04, 0.14))]),
                0.008,
                Ink::flat(low.lighter(0.4)).alpha(0.5),
            );
        }
    }
    let frame = c.lit(rgb(0xe3dccd), 0.55);
    let edge = c.lit(rgb(0x9d968a), 0.3);
    c.stroke(Shape::rect(x, y, w, h), 0.09, Ink::flat(edge));
    c.stroke(Shape::rect(x, y, w, h), 0.065, Ink::flat(frame));
    for i in 1..panes.0 {
        let px = x + w * i as f32 / panes.0 as f32;
        c.stroke(Shape::through(&[(px, y), (px, y + h)]), 0.04, Ink::flat(frame));
    }
    for i in 1..panes.1 {
        let py = y + h * i as f32 / panes.1 as f32;
        c.stroke(Shape::through(&[(x, py), (x + w, py)]), 0.04, Ink::flat(frame));
    }
    c.rect(x - 0.1, y - 0.08, w + 0.2, 0.07, Ink::flat(frame.lighter(0.1)));
    c.rect(x - 0.1, y - 0.11, w + 0.2, 0.03, Ink::flat(edge));
    if !pal.night() {
        c.fill(Shape::oval(x + w / 2.0, y + h / 2.0, w * 0.95, h * 0.9), Ink::glow(low, 0.22));
    }
}

/// Curtains on both sides of a window.
pub fn curtains(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32, cloth: Rgb) {
    let two = TwoTone::of(c, cloth);
    for side in [0.0, 1.0] {
        let base = x - 0.22 + side * (w + 0.1);
        for i in 0..4 {
            let px = base + 0.085 * i as f32;
            let tone = if i % 2 == 0 { two.light } else { two.dark };
            let lean = (side - 0.5) * 0.06;
            c.fill(
                Shape::poly(&[
                    (px, y + h + 0.12),
                    (px + 0.09, y + h + 0.12),
                    (px + 0.095 + lean, y - 0.5),
                    (px - 0.005 + lean, y - 0.5),
                ]),
                Ink::flat(tone),
            );
        }
    }
    c.stroke(
        Shape::through(&[(x - 0.32, y + h + 0.14), (x + w + 0.32, y + h + 0.14)]),
        0.035,
        Ink::flat(c.lit(rgb(0x4a3626), 0.5)),
    );
}

/// A framed picture.
pub fn picture(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32, seed: u64) {
    let mut rng = Rng::new(seed);
    c.rect(x + 0.02, y - 0.03, w, h, Ink::flat(c.pal.tone(Rgb::BLACK)).alpha(0.22));
    c.rect(x, y, w, h, Ink::flat(c.lit(rgb(0x4b3826), 0.5)));
    let m = 0.045;
    let pick = |rng: &mut Rng, from: &[u32]| rgb(rng.pick(from).unwrap_or(0x80_8080));
    let (a, b) = (
        pick(&mut rng, &[0xb7c4c6, 0xd9c9a0, 0x9fb0b8, 0xe0b890]),
        pick(&mut rng, &[0x5d7a6a, 0x8f5a44, 0x3f5a70, 0x6a6f4a]),
    );
    c.rect(x + m, y + m, w - 2.0 * m, h - 2.0 * m, Ink::flat(c.lit(a, 0.6)));
    c.fill(
        Shape::new()
            .go(x + m, y + m)
            .line(x + w - m, y + m)
            .line(x + w - m, y + h * rng.range(0.3, 0.5))
            .quad(x + w * 0.5, y + h * rng.range(0.3, 0.8), x + m, y + h * rng.range(0.25, 0.5))
            .close(),
        Ink::flat(c.lit(b, 0.5)),
    );
    c.disc(x + w * rng.range(0.3, 0.7), y + h * 0.68, h * 0.08, Ink::flat(c.lit(rgb(0xe8c66a), 0.7)));
}

/// A table with four legs: (x, z) the middle of its front edge.
pub fn table(c: &mut Canvas<'_>, x: f32, z: f32, w: f32, d: f32, y: f32, wood: Rgb) {
    c.contact(x, z + d / 2.0, w * 0.62, 0.5);
    let leg = 0.06;
    for (lx, lz) in [
        (x - w / 2.0 + 0.06, z + d - 0.1),
        (x + w / 2.0 - 0.12, z + d - 0.1),
        (x - w / 2.0 + 0.06, z + 0.05),
        (x + w / 2.0 - 0.12, z + 0.05),
    ] {
        c.block([lx, 0.0, lz], [leg, y - 0.05, leg], wood.darker(0.18));
    }
    c.block([x - w / 2.0, y - 0.06, z], [w, 0.06, d], wood);
}

/// A simple chair seen at an angle, its back to the wall when `facing` the camera.
pub fn chair(c: &mut Canvas<'_>, x: f32, z: f32, wood: Rgb, back_near: bool) {
    c.contact(x, z + 0.2, 0.34, 0.45);
    for (lx, lz) in [(x - 0.2, z + 0.36), (x + 0.16, z + 0.36), (x - 0.2, z), (x + 0.16, z)] {
        c.block([lx, 0.0, lz], [0.04, 0.44, 0.04], wood.darker(0.2));
    }
    let back = |c: &mut Canvas<'_>, bz: f32| {
        c.block([x - 0.2, 0.46, bz], [0.04, 0.48, 0.04], wood.darker(0.1));
        c.block([x + 0.16, 0.46, bz], [0.04, 0.48, 0.04], wood.darker(0.1));
        c.block([x - 0.2, 0.78, bz], [0.4, 0.14, 0.03], wood);
        c.block([x - 0.2, 0.58, bz], [0.4, 0.08, 0.03], wood);
    };
    if !back_near {
        back(c, z + 0.36);
    }
    c.block([x - 0.21, 0.43, z], [0.42, 0.05, 0.42], wood);
    if back_near {
        back(c, z);
    }
}

/// Shelves full of books: the face of a case, (x, y) its lower left corner.
pub fn books(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32, shelves: u32, seed: u64) {
    let wood = rgb(0x5b3d28);
    c.rect(x - 0.05, y, w + 0.1, h + 0.06, Ink::flat(c.lit(wood, 0.45)));
    c.rect(x, y + 0.03, w, h, Ink::flat(c.lit(wood.darker(0.55), 0.2)));
    let mut rng = Rng::new(seed);
    let sh = h / shelves.max(1) as f32;
    let spines = [0x7c2f2b, 0x2f4a63, 0x43603f, 0xb08d4f, 0x4a3a56, 0x8c6a4a, 0x2d3338, 0xa65a3a, 0xcbb98f];
    for i in 0..shelves {
        let sy = y + 0.03 + sh * i as f32;
        let mut bx = x + 0.01;
        while bx < x + w - 0.03 {
            if rng.chance(0.07) {
                bx += rng.range(0.05, 0.14);
                continue;
            }
            let bw = rng.range(0.025, 0.055);
            let bh = sh * rng.range(0.62, 0.88);
            let colour = rgb(rng.pick(&spines).unwrap_or(0x7c2f2b));
            let (a, b) = (c.lit(colour, 0.8), c.lit(colour, 0.15));
            let bw = bw.min(x + w - bx);
            c.rect(bx, sy, bw, bh, Ink::flat(a.mix(b, 0.5 * rng.unit())));
            if bw > 0.04 {
                c.rect(bx, sy + bh * 0.72, bw, bh * 0.06, Ink::flat(c.lit(rgb(0xd0b26a), 0.7)).alpha(0.7));
            }
            bx += bw + 0.004;
        }
        c.rect(x - 0.02, sy - 0.03, w + 0.04, 0.035, Ink::flat(c.lit(wood.lighter(0.1), 0.8)));
    }
}

/// A lamp hanging from the ceiling with its pool of light.
pub fn pendant(c: &mut Canvas<'_>, x: f32, y: f32, top: f32, shade: Rgb) {
    let on = c.pal.lamps.max(0.25);
    let glow = c.pal.glow();
    c.stroke(Shape::through(&[(x, y + 0.2), (x, top)]), 0.012, Ink::flat(c.lit(rgb(0x222222), 0.3)));
    c.disc(x, y, 1.5, Ink::glow(glow, 0.34 * on));
    c.fill(
        Shape::new()
            .go(x - 0.05, y + 0.22)
            .line(x + 0.05, y + 0.22)
            .quad(x + 0.2, y + 0.12, x + 0.22, y)
            .line(x - 0.22, y)
            .quad(x - 0.2, y + 0.12, x - 0.05, y + 0.22)
            .close(),
        TwoTone::of(c, shade).ink(c, 0.55),
    );
    c.fill(Shape::oval(x, y, 0.19, 0.035), Ink::flat(c.lit(rgb(0xf3e3bd), 0.7).mix(glow.lighter(0.3), on)));
}

/// A standing lamp.
pub fn floor_lamp(c: &mut Canvas<'_>, x: f32) {
    let on = c.pal.lamps.max(0.2);
    let glow = c.pal.glow();
    c.fill(Shape::oval(x, 0.03, 0.17, 0.035), Ink::flat(c.lit(rgb(0x2b2724), 0.4)));
    c.stroke(Shape::through(&[(x, 0.03), (x, 1.45)]), 0.028, Ink::flat(c.lit(rgb(0x3a332c), 0.6)));
    c.disc(x, 1.5, 1.7, Ink::glow(glow, 0.42 * on));
    let shade = c.lit(rgb(0xd8c197), 0.7).mix(glow, on * 0.9);
    c.fill(
        Shape::poly(&[(x - 0.14, 1.78), (x + 0.14, 1.78), (x + 0.24, 1.38), (x - 0.24, 1.38)]),
        Ink::down(shade, shade.lighter(0.3 * on)),
    );
}

/// A street lamp with its pool of light.
pub fn street_lamp(c: &mut Canvas<'_>, x: f32, tall: f32) {
    let iron = Ink::flat(c.lit(rgb(0x26292c), 0.4));
    c.stroke(Shape::through(&[(x, 0.0), (x, tall)]), 0.09, iron);
    c.rect(x - 0.1, 0.0, 0.2, 0.45, iron);
    c.fill(
        Shape::poly(&[
            (x - 0.2, tall + 0.38),
            (x + 0.2, tall + 0.38),
            (x + 0.05, tall + 0.52),
            (x - 0.05, tall + 0.52),
        ]),
        iron,
    );
    let on = c.pal.lamps;
    let glass = c.lit(rgb(0xcfd4cf), 0.6).mix(c.pal.glow().lighter(0.35), on);
    c.fill(
        Shape::poly(&[(x - 0.17, tall + 0.38), (x + 0.17, tall + 0.38), (x + 0.11, tall), (x - 0.11, tall)]),
        Ink::flat(glass),
    );
    if on > 0.2 {
        c.disc(x, tall + 0.18, 2.4, Ink::glow(c.pal.glow(), 0.5 * on));
    }
}
