//! Skies and far land.

use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;
use model::{TimeOfDay, Weather};

/// The sky with its sun or moon, stars and clouds, down to the horizon.
pub fn sky(s: &mut LayerBuilder<'_>, seed: u64) {
    s.layer(Depth::Sky, |c| paint(c, seed));
}

/// Paints a sky over everything.
fn paint(c: &mut Canvas<'_>, seed: u64) {
    let cam = *c.camera();
    let pal = c.pal;
    let horizon = cam.h * cam.sy;
    let [top, mid, low] = pal.sky.map(|x| pal.tone(x));
    let reach = cam.h * (0.45 + 0.25 * cam.f.min(2.0));
    c.flood(Ink::flat(low));
    c.band(horizon - 2.2 * reach, horizon - reach, Ink::flat(top));
    c.band(horizon - 2.5 * cam.h - reach, horizon - reach + 1.0, Ink::flat(top));
    c.band(horizon - reach, horizon - reach * 0.38, Ink::down(top, mid));
    c.band(horizon - reach * 0.39, horizon + 2.0, Ink::down(mid, low));
    let mut rng = Rng::new(seed ^ 0x5c1);
    let u = cam.h;
    // Sky things are painted in frame heights about the vanishing point.
    let z = 3000.0;
    c.at(z);
    let m = u / c.camera().scale(z);
    let at = |x: f32, y: f32| (cam.x + x * m, cam.y + y * m);
    if pal.open_sky() {
        if pal.night() {
            for _ in 0..150 {
                let (x, y) = at(rng.range(-1.5, 1.5), rng.range(0.03, 1.0));
                let r = rng.range(0.0005, 0.0019) * m;
                let a = rng.range(0.35, 1.0);
                c.disc(x, y, r, Ink::flat(pal.tone(rgb(0xe9f0ff))).alpha(a));
            }
        }
        let (sx, sy, r) = match pal.time {
            TimeOfDay::Dawn => (0.42, 0.09, 0.05),
            TimeOfDay::Day => (0.55, 0.55, 0.038),
            TimeOfDay::Dusk => (0.4, 0.06, 0.07),
            TimeOfDay::Night => (0.46, 0.42, 0.045),
        };
        let (x, y) = at(sx * pal.side, sy);
        let sun = pal.tone(pal.sun);
        let halo = if pal.night() { 0.3 } else { 0.55 };
        c.disc(x, y, r * m * 9.0, Ink::glow(sun.mix(low, 0.35), halo * 0.6));
        c.disc(x, y, r * m * 3.4, Ink::glow(sun, halo));
        c.disc(x, y, r * m, Ink::flat(sun));
        if pal.night() {
            for (dx, dy, k) in [(-0.3, 0.2, 0.22), (0.25, -0.15, 0.3), (-0.1, -0.4, 0.16)] {
                c.disc(x + dx * r * m, y + dy * r * m, r * m * k, Ink::flat(sun.mix(top, 0.16)));
            }
        }
    }
    let (count, cover) = match pal.weather {
        Weather::Clear => (5, 0.75),
        Weather::Wind => (9, 0.8),
        Weather::Fog => (0, 0.0),
        _ => (14, 0.9),
    };
    for i in 0..count {
        let heavy = count > 10;
        let y = if heavy { rng.range(0.1, 0.7) } else { rng.range(0.1, 0.5) };
        let (cx, cy) = at(-1.3 + 2.6 * (i as f32 + rng.unit()) / count as f32, y);
        let w = rng.range(0.16, 0.34) * m * if heavy { 1.7 } else { 1.0 };
        cloud(c, &mut rng, cx, cy, w, cover, heavy);
    }
}

fn cloud(c: &mut Canvas<'_>, rng: &mut Rng, x: f32, y: f32, w: f32, cover: f32, heavy: bool) {
    let pal = c.pal;
    let [top, mid, low] = pal.sky;
    let lit = pal.tone(mid.mix(pal.sun, if pal.night() { 0.12 } else { 0.62 }).mix(low, 0.2));
    let under = pal.tone(if heavy { top.mix(mid, 0.3).darker(0.12) } else { mid.mix(low, 0.5).mix(top, 0.25) });
    // Flat below, heaped above: a few ovals on a line.
    let h = w * 0.16;
    for pass in 0..2 {
        let (ink, dy) = if pass == 0 { (Ink::flat(under), 0.0) } else { (Ink::flat(lit), h * 0.3) };
        let mut heap = Rng::new(rng.next_u64() | 1);
        let mut shape = Shape::round(x - w * 0.5, y - h * 0.35 + dy, w, h * 0.6, h * 0.3);
        for i in 0..5 {
            let k = i as f32 / 4.0;
            let hump = (k * std::f32::consts::PI).sin();
            let px = x + (k - 0.5) * w * 0.78 + if pass == 1 { pal.side * w * 0.03 } else { 0.0 };
            shape = shape.and(Shape::oval(
                px,
                y + h * (0.1 + 0.25 * hump) + dy,
                w * (0.1 + 0.07 * heap.unit()),
                h * (0.4 + 0.55 * hump * (0.6 + 0.4 * heap.unit())),
            ));
        }
        c.fill(shape, ink.alpha(if pass == 0 { cover * 0.8 } else { cover * if heavy { 0.5 } else { 0.85 } }));
    }
}

/// A chain of hills or peaks across the whole view at depth `z`, `high` metres, `rough` 0 (rolling) to 1 (jagged).
pub fn ridge(s: &mut LayerBuilder<'_>, z: f32, high: f32, rough: f32, colour: Rgb, seed: u64) {
    s.layer(Depth::At(z), |c| ridge_on(c, z, high, rough, colour, seed));
}

pub fn ridge_on(c: &mut Canvas<'_>, z: f32, high: f32, rough: f32, colour: Rgb, seed: u64) {
    c.at(z);
    let cam = *c.camera();
    let half = (z - cam.z) / cam.f * 1.9;
    let n = 44;
    let mut points = vec![(-half, -0.1)];
    let mut rng = Rng::new(seed);
    let phase = rng.range(0.0, 9.0);
    let mut ridge_line = Vec::new();
    for i in 0..=n {
        let t = i as f32 / n as f32;
        let x = -half + 2.0 * half * t;
        let a = x / (high * 3.2 + 12.0) + phase;
        let roll = 0.55 + 0.3 * a.sin() + 0.18 * (2.3 * a + 1.0).sin();
        let jag = crate::rng::wander(seed ^ 4, t * 17.0) * 0.5 + crate::rng::wander(seed ^ 5, t * 41.0) * 0.2;
        ridge_line.push((x, high * (roll + rough * jag).max(0.06)));
    }
    points.extend(&ridge_line);
    points.push((half, -0.1));
    let (light, dark) = (c.lit(colour, 0.75), c.lit(colour, 0.2));
    let foot = dark.mix(c.pal.tone(c.pal.haze), 0.45);
    c.fill(Shape::poly(&points), Ink::down(dark, foot));
    if rough > 0.4 {
        // The lit flank of every peak.
        let side = c.pal.side;
        for w in ridge_line.windows(3) {
            if let [a, b, d] = *w
                && b.1 > a.1
                && b.1 > d.1
            {
                let to = if side < 0.0 { a } else { d };
                let drop = (b.1 - to.1).max(high * 0.12);
                c.fill(
                    Shape::poly(&[
                        b,
                        (b.0 + side * drop * 1.1, b.1 - drop),
                        (b.0 + side * drop * 0.5, b.1 - drop * 1.9),
                        (b.0 - side * drop * 0.12, b.1 - drop * 0.8),
                    ]),
                    Ink::down(light, foot).alpha(0.8),
                );
            }
        }
    }
}

/// The ground from the horizon to the camera's feet.
pub fn ground(s: &mut LayerBuilder<'_>, near: Rgb, paint: impl FnOnce(&mut Canvas<'_>)) {
    s.layer(Depth::Ground(0.0), |c| {
        let cam = *c.camera();
        let horizon = cam.h * cam.sy;
        let bottom = cam.project([0.0, 0.0, (cam.z + 1.2).min(-0.3)]).1.max(horizon + 8.0);
        let far = c.pal.lit(near, 0.55, 160.0);
        let mid = c.pal.lit(near, 0.6, 14.0);
        let close = c.pal.lit(near, 0.5, 1.0).darker(0.06);
        let row = |z: f32| cam.project([0.0, 0.0, z]).1;
        let m = row(10.0).clamp(horizon + 2.0, bottom - 2.0);
        c.band(horizon, m + 1.0, Ink::down(far, mid));
        c.band(m, bottom, Ink::down(mid, close));
        c.band(bottom - 1.0, bottom + cam.h * 3.0, Ink::flat(close));
        paint(c);
    });
}
