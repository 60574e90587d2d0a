//! Plants, from a pot to a tree.

use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;

/// A plant in a pot.
pub fn plant(c: &mut Canvas<'_>, x: f32, y: f32, size: f32, seed: u64) {
    let mut rng = Rng::new(seed);
    let pot = TwoTone::of(c, rgb(0xa8623f));
    for i in 0..9 {
        let a = -1.15 + 2.3 * i as f32 / 8.0 + rng.range(-0.1, 0.1);
        let l = size * rng.range(0.55, 0.95);
        let (s, co) = a.sin_cos();
        let (tx, ty) = (x + s * l * 0.75, y + size * 0.3 + co * l);
        let green = c.lit(rgb(0x4d7a4c), if s * c.pal.side > 0.0 { 0.9 } else { 0.15 });
        c.fill(
            Shape::new()
                .go(x, y + size * 0.28)
                .quad(x + s * l * 0.2 - 0.06 * size, y + size * 0.5 + co * l * 0.4, tx, ty)
                .quad(x + s * l * 0.5 + 0.1 * size, y + size * 0.4 + co * l * 0.3, x, y + size * 0.28)
                .close(),
            Ink::flat(green),
        );
    }
    c.fill(
        Shape::poly(&[
            (x - size * 0.2, y + size * 0.34),
            (x + size * 0.2, y + size * 0.34),
            (x + size * 0.14, y),
            (x - size * 0.14, y),
        ]),
        pot.ink(c, 0.6),
    );
}

/// A leafy tree standing at `x` on the plane, `tall` metres.
pub fn tree(c: &mut Canvas<'_>, x: f32, tall: f32, leaf: Rgb, seed: u64) {
    let mut rng = Rng::new(seed);
    let bark = TwoTone::of(c, rgb(0x5a4434));
    let w = tall * 0.035;
    c.fill(
        Shape::new()
            .go(x - w, 0.0)
            .quad(x - w * 0.5, tall * 0.3, x - w * 0.45, tall * 0.6)
            .line(x + w * 0.45, tall * 0.6)
            .quad(x + w * 0.5, tall * 0.3, x + w, 0.0)
            .close(),
        bark.ink(c, 0.5),
    );
    for s in [-1.0, 1.0] {
        c.fill(
            Shape::limb(&[(x, tall * 0.38, w * 0.4), (x + s * tall * 0.13, tall * 0.56, w * 0.25)]),
            bark.ink(c, 0.5),
        );
    }
    let (light, dark) = (c.lit(leaf, 1.0), c.lit(leaf.darker(0.12), 0.05));
    let clumps: Vec<(f32, f32, f32)> = (0..11)
        .map(|i| {
            let a = i as f32 * 2.4;
            let r = (i as f32 / 11.0).sqrt() * tall * 0.24;
            (x + a.cos() * r * 1.1, tall * 0.7 + a.sin() * r * 0.85, tall * rng.range(0.095, 0.14))
        })
        .collect();
    for (layer, ink) in [(0, Ink::flat(dark)), (1, Ink::flat(dark.mix(light, 0.45))), (2, Ink::flat(light))] {
        let k = 1.0 - 0.24 * layer as f32;
        let shift = c.pal.side * 0.035 * tall * layer as f32;
        let lift = 0.028 * tall * layer as f32;
        let mut shape = Shape::new();
        for (i, &(cx, cy, r)) in clumps.iter().enumerate() {
            if layer < 2 || i % 2 == 0 {
                shape = shape.and(Shape::oval(cx + shift, cy + lift, r * k, r * k * 0.86));
            }
        }
        c.fill(shape, ink);
    }
}

/// A fir.
pub fn fir(c: &mut Canvas<'_>, x: f32, tall: f32, leaf: Rgb, snow: f32) {
    let w = tall * 0.2;
    c.rect(x - tall * 0.018, 0.0, tall * 0.036, tall * 0.2, Ink::flat(c.lit(rgb(0x4a382a), 0.3)));
    let (light, dark) = (c.lit(leaf, 0.85), c.lit(leaf, 0.05));
    let ink = if c.pal.side < 0.0 { Ink::split(light, dark, 0.44) } else { Ink::split(dark, light, 0.56) };
    for i in 0..4 {
        let k = i as f32 / 4.0;
        let (base, half) = (tall * (0.12 + 0.62 * k), w * (1.0 - 0.72 * k));
        let tip = base + tall * 0.36;
        c.fill(
            Shape::new()
                .go(x - half, base)
                .quad(x, base + tall * 0.05, x + half, base)
                .quad(x + half * 0.3, base + tall * 0.12, x, tip)
                .quad(x - half * 0.3, base + tall * 0.12, x - half, base)
                .close(),
            ink,
        );
        if snow > 0.0 {
            c.fill(
                Shape::new()
                    .go(x - half * 0.8, base + tall * 0.035)
                    .quad(x - half * 0.2, base + tall * 0.15, x, tip)
                    .quad(x + half * 0.1, base + tall * 0.12, x - half * 0.8, base + tall * 0.035)
                    .close(),
                Ink::flat(c.lit(rgb(0xf2f5f8), 0.9)).alpha(snow),
            );
        }
    }
}

/// A rounded bush.
pub fn bush(c: &mut Canvas<'_>, x: f32, w: f32, h: f32, leaf: Rgb, seed: u64) {
    let mut rng = Rng::new(seed);
    let (light, dark) = (c.lit(leaf, 0.9), c.lit(leaf, 0.05));
    for (k, ink) in [(1.0, dark), (0.72, light)] {
        let mut shape = Shape::new();
        for i in 0..6 {
            let t = i as f32 / 5.0;
            let hump = (t * std::f32::consts::PI).sin() * 0.5 + 0.5;
            shape = shape.and(Shape::oval(
                x + (t - 0.5) * w * 0.8 * k + c.pal.side * (1.0 - k) * 0.2 * w,
                h * 0.45 * hump + (1.0 - k) * h * 0.4,
                w * 0.17 * k,
                h * hump * rng.range(0.42, 0.56) * k,
            ));
        }
        c.fill(shape, Ink::flat(ink));
    }
}

/// A bush about a point.
pub fn bush_at(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32, leaf: Rgb, seed: u64) {
    let old = c.push(0.0, y - h * 0.4, 0.0, 1.0);
    bush(c, x, w, h, leaf, seed);
    c.pop(old);
}

/// Grass in tufts along the foot of a plane.
pub fn grass(c: &mut Canvas<'_>, from: f32, to: f32, h: f32, leaf: Rgb, seed: u64, count: u32) {
    let mut rng = Rng::new(seed);
    let mut light = Shape::new();
    let mut dark = Shape::new();
    for i in 0..count {
        let x = rng.range(from, to);
        let (w, l, t) = (h * 0.07, h * rng.range(0.5, 1.0), rng.range(-0.35, 0.35) * h);
        let blade =
            Shape::new().go(x - w, -0.02).quad(x, l * 0.6, x + t, l).quad(x + w * 0.6, l * 0.5, x + w, -0.02).close();
        if i % 2 == 0 { light = light.and(blade) } else { dark = dark.and(blade) }
    }
    let (a, b) = (c.lit(leaf, 0.85), c.lit(leaf, 0.1));
    c.fill(dark, Ink::down(b, b.darker(0.15)));
    c.fill(light, Ink::down(a, b));
}
