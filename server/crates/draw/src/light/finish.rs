//! What lies over a whole frame: light that falls off to the corners, grain, a flash of lightning.

/// Makes `out` of a row of luma: darker towards its ends and the corners, under grain, and lifted by `flash` (0 to 256).
pub fn finish(row: &[u8], out: &mut [u8], y: usize, vignette: &Vignette, grain: &[i8], flash: u16) {
    let Some(across) = vignette.across.get(..row.len()) else { return };
    let down = u16::from(vignette.down.get(y).copied().unwrap_or(255));
    let tooth = grain.get((y * 61 % GRAIN_SIDE) * GRAIN_SIDE..).unwrap_or(&[]);
    let chunks = row.chunks(GRAIN_SIDE).zip(across.chunks(GRAIN_SIDE));
    for ((row, across), out) in chunks.zip(out.chunks_mut(GRAIN_SIDE)) {
        // In blocks of a known size, which the compiler turns into vector instructions; then what is left of the row.
        let (rows, row) = row.as_chunks::<BLOCK>();
        let (acrosses, across) = across.as_chunks::<BLOCK>();
        let (outs, out) = out.as_chunks_mut::<BLOCK>();
        let (teeth, _) = tooth.as_chunks::<BLOCK>();
        for (((out, row), across), tooth) in outs.iter_mut().zip(rows).zip(acrosses).zip(teeth) {
            for i in 0..BLOCK {
                out[i] = lit(row[i], across[i], down, tooth[i]);
            }
        }
        let rest = tooth.get(rows.len() * BLOCK..).unwrap_or(&[]);
        for (((out, &row), &across), &tooth) in out.iter_mut().zip(row).zip(across).zip(rest) {
            *out = lit(row, across, down, tooth);
        }
    }
    if flash > 0 {
        for s in out.iter_mut() {
            let here = u16::from(*s);
            *s = (here + ((235_u16.saturating_sub(here) * flash.min(256)) >> 8)) as u8;
        }
    }
}

/// Samples done at once.
const BLOCK: usize = 16;

#[inline(always)]
fn lit(sample: u8, across: u8, down: u16, tooth: i8) -> u8 {
    let k = (u16::from(across) * down) >> 8;
    let lit = (u16::from(sample.saturating_sub(16)) * k) >> 8;
    (lit as i16 + 16 + i16::from(tooth)).clamp(16, 235) as u8
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
