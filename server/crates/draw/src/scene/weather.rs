//! Rain, snow, leaves and lightning over a frame.

use crate::light::palette::Palette;
use crate::rng::{Rng, mix};
use crate::scene::compose::Frame;
use model::Weather;

/// What falls through the picture.
#[derive(Clone, Debug)]
pub struct Falling {
    kind: Weather,
    seed: u64,
    /// The luma that drops and flakes have.
    light: u8,
    dark: u8,
}

impl Falling {
    /// Nothing falls under a roof.
    pub fn new(pal: &Palette, seed: u64) -> Self {
        let kind = if pal.inside { Weather::Clear } else { pal.weather };
        let light = if pal.night() { 150 } else { 222 };
        Self { kind, seed, light, dark: if pal.night() { 34 } else { 70 } }
    }

    /// How bright lightning is at a moment, 0 to 256.
    pub fn flash(&self, seconds: f32, storm: bool) -> u16 {
        if !storm {
            return 0;
        }
        // One stroke in every stretch of 2.6 s, at a moment of its own, with an afterglow and a second flicker.
        let cell = (seconds / 2.6).floor();
        let at = Rng::new(self.seed ^ mix(cell as u64 + 5)).range(0.3, 1.8);
        let t = seconds - cell * 2.6 - at;
        if !(0.0..0.5).contains(&t) {
            return 0;
        }
        let pulse = |from: f32, fade: f32| if t >= from { (1.0 - (t - from) / fade).max(0.0) } else { 0.0 };
        ((pulse(0.0, 0.12).max(0.75 * pulse(0.17, 0.3))) * 120.0) as u16
    }

    /// Whether anything falls at all.
    pub fn falls(&self) -> bool {
        !matches!(self.kind, Weather::Clear | Weather::Fog)
    }

    pub fn draw(&self, frame: &mut Frame<'_>, seconds: f32) {
        match self.kind {
            Weather::Rain => self.rain(frame, seconds, 230, 0.1, 1.0),
            Weather::Storm => self.rain(frame, seconds, 330, 0.32, 1.25),
            Weather::Snow => self.snow(frame, seconds),
            Weather::Wind => self.leaves(frame, seconds),
            Weather::Clear | Weather::Fog => {}
        }
    }

    fn rain(&self, frame: &mut Frame<'_>, seconds: f32, count: u32, slant: f32, speed: f32) {
        let (w, h) = (frame.w as f32, frame.h as f32);
        let mut rng = Rng::new(self.seed);
        for i in 0..count {
            let depth = 0.45 + 0.55 * (i as f32 / count as f32);
            let (x, y, k) = (rng.unit(), rng.unit(), rng.range(0.85, 1.15));
            let len = h * 0.055 * depth * k;
            let travel = h + len;
            let fall = (y + seconds * 1.75 * speed * depth * k).rem_euclid(1.0) * travel - len;
            let left = (x * (w + slant * h) + slant * fall * 0.0).rem_euclid(w + slant * h) - slant * fall;
            let alpha = 26.0 + 62.0 * depth * depth;
            let thick = if depth * h > 860.0 { 2 } else { 1 };
            streak(frame, (left, fall), len, -slant, alpha as u16, self.light, thick);
        }
    }

    fn snow(&self, frame: &mut Frame<'_>, seconds: f32) {
        let (w, h) = (frame.w as f32, frame.h as f32);
        let mut rng = Rng::new(self.seed);
        for i in 0..210 {
            let depth = 0.3 + 0.7 * (i as f32 / 210.0).powi(2);
            let (x, y, k) = (rng.unit(), rng.unit(), rng.range(0.8, 1.2));
            let sway = (seconds * (0.7 + k) + 40.0 * x).sin() * 0.022;
            let px = (x + sway + seconds * 0.02 * k).rem_euclid(1.0) * w;
            let py = (y + seconds * 0.15 * depth * k + 0.0).rem_euclid(1.04) * h - 0.02 * h;
            dot(frame, (px, py), (0.0017 + 0.0052 * depth) * h, 110.0 + 120.0 * depth, self.light.saturating_add(14));
        }
    }

    fn leaves(&self, frame: &mut Frame<'_>, seconds: f32) {
        let (w, h) = (frame.w as f32, frame.h as f32);
        let mut rng = Rng::new(self.seed);
        for i in 0..30 {
            let (x, y, k) = (rng.unit(), rng.unit(), rng.range(0.7, 1.3));
            let px = (x + seconds * 0.42 * k).rem_euclid(1.1) * w - 0.05 * w;
            let py = (y * 0.9 + 0.07 * (seconds * 3.1 * k + 9.0 * x).sin()) * h;
            let flat = ((seconds * 7.0 * k + i as f32).sin() * 0.5 + 0.6).max(0.25);
            let r = h * 0.0058 * k;
            for step in 0..3 {
                let d = (step as f32 - 1.0) * r * 0.8;
                dot(frame, (px + d, py + d * 0.4 * flat), r * flat.max(0.5), 190.0, self.dark);
            }
        }
        for _ in 0..26 {
            let (x, y, k) = (rng.unit(), rng.unit(), rng.range(0.7, 1.3));
            let px = (x + seconds * 0.9 * k).rem_euclid(1.2) * w - 0.1 * w;
            let py = ((0.35 + 0.6 * y) * h + 4.0 * (seconds * 2.0 + 20.0 * x).sin()).clamp(0.0, h - 1.0);
            let len = (w * 0.05 * k) as usize;
            let row = py as usize * frame.w;
            let from = px.clamp(0.0, w) as usize;
            let to = ((px + len as f32).clamp(0.0, w)) as usize;
            if let Some(span) = frame.y.get_mut(row + from..row + to.max(from)) {
                for s in span {
                    *s = blend(*s, self.light, 24);
                }
            }
        }
    }
}

fn blend(below: u8, above: u8, alpha: u16) -> u8 {
    ((u16::from(below) * (256 - alpha) + u16::from(above) * alpha) >> 8) as u8
}

fn streak(frame: &mut Frame<'_>, (x, y): (f32, f32), len: f32, slope: f32, alpha: u16, light: u8, thick: usize) {
    let n = len as i32;
    for i in 0..n {
        let py = y as i32 + i;
        let px = (x + slope * i as f32) as i32;
        if py < 0 || px < 0 || py as usize >= frame.h || px as usize + thick > frame.w {
            continue;
        }
        // Thin at its ends.
        let k = alpha * (n - (2 * i - n).abs()).max(1) as u16 / n.max(1) as u16;
        let at = py as usize * frame.w + px as usize;
        if let Some(span) = frame.y.get_mut(at..at + thick) {
            for s in span {
                *s = blend(*s, light, k.min(256));
            }
        }
    }
}

fn dot(frame: &mut Frame<'_>, (cx, cy): (f32, f32), r: f32, alpha: f32, light: u8) {
    let r = r.max(0.7);
    let (x0, x1) = ((cx - r - 1.0).floor().max(0.0) as usize, (cx + r + 2.0).clamp(0.0, frame.w as f32) as usize);
    let (y0, y1) = ((cy - r - 1.0).floor().max(0.0) as usize, (cy + r + 2.0).clamp(0.0, frame.h as f32) as usize);
    for y in y0..y1 {
        let Some(row) = frame.y.get_mut(y * frame.w..(y + 1) * frame.w) else { return };
        let dy = y as f32 + 0.5 - cy;
        for (x, s) in row.iter_mut().enumerate().take(x1).skip(x0) {
            let dx = x as f32 + 0.5 - cx;
            let k = (r + 0.5 - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0);
            *s = blend(*s, light, (alpha * k).min(256.0) as u16);
        }
    }
}
