//! What lies over a whole frame: light that falls off to the corners, grain, a flash of lightning.

use crate::compose::Frame;

/// Darkens the corners, lays grain over the luma and lifts it by `flash` (0 to 256).
pub fn finish(frame: &mut Frame<'_>, vignette: &Vignette, grain: &[i8], flash: u16) {
    let w = frame.w;
    for (y, row) in frame.y.chunks_exact_mut(w).enumerate() {
        let Some(v) = vignette.across.get(..w) else { return };
        let down = u16::from(vignette.down.get(y).copied().unwrap_or(255));
        let tooth = grain.get((y * 61 % GRAIN_SIDE) * GRAIN_SIDE..).unwrap_or(&[]);
        for (chunk, v) in row.chunks_mut(GRAIN_SIDE).zip(v.chunks(GRAIN_SIDE)) {
            for ((s, &v), &g) in chunk.iter_mut().zip(v).zip(tooth) {
                let k = (u16::from(v) * down) >> 8;
                let lit = (u16::from(*s).saturating_sub(16) * k) >> 8;
                *s = (lit as i16 + 16 + i16::from(g)).clamp(16, 235) as u8;
            }
        }
        if flash > 0 {
            for s in row.iter_mut() {
                let here = u16::from(*s);
                *s = (here + ((235_u16.saturating_sub(here) * flash.min(256)) >> 8)) as u8;
            }
        }
    }
}

/// The side of the square of grain that is laid over a frame again and again.
pub const GRAIN_SIDE: usize = 128;

/// How much light is left in each column and row, of 255.
#[derive(Clone, Debug)]
pub struct Vignette {
    across: Vec<u8>,
    down: Vec<u8>,
}

impl Vignette {
    /// `strength` 0 leaves the frame alone; 0.3 takes about a third of the light from the corners.
    pub fn new(w: usize, h: usize, strength: f32) -> Self {
        let fall = |n: usize| {
            (0..n)
                .map(|i| {
                    let d = (i as f32 + 0.5) / n as f32 * 2.0 - 1.0;
                    (255.0 * (1.0 - strength * 0.55 * d * d * d * d - strength * 0.1 * d * d)).round() as u8
                })
                .collect()
        };
        Self { across: fall(w), down: fall(h) }
    }
}
