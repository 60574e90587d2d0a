//! The loops that touch every sample, in whole numbers, each so plain that the compiler uses vector instructions for it.

/// Samples done at once.
pub const LANES: usize = 8;
/// The most source columns that a frame column looks at.
pub const TAPS: usize = 4;
/// As many source samples as a block of frame columns can reach.
pub const REACH: usize = LANES + TAPS;
/// Eight weights of 256 parts.
type Block = [u16; LANES];

/// The whole number at or below. The standard library's own is a call into the C library on processors of all ages.
#[inline]
pub fn floor(x: f32) -> i64 {
    let whole = x as i64;
    whole - i64::from(whole as f32 > x)
}

/// Blends two rows: `lower` of 256 parts are the second.
pub fn blend_rows(top: &[u8], low: &[u8], lower: u16, out: &mut [u8]) {
    let upper = 256 - lower;
    for ((d, &t), &l) in out.iter_mut().zip(top).zip(low) {
        *d = ((u16::from(t) * upper + u16::from(l) * lower + 128) >> 8) as u8;
    }
}

/// Every sample and its right neighbour, of which `right` of 256 parts are taken.
pub fn slide(row: &[u8], right: u16, out: &mut [u8]) {
    if right == 0 {
        let n = out.len().min(row.len());
        if let (Some(d), Some(s)) = (out.get_mut(..n), row.get(..n)) {
            d.copy_from_slice(s);
        }
        return;
    }
    blend_rows(row, row.get(1..).unwrap_or(&[]), right, out);
}

/// Lays premultiplied samples over what is there.
pub fn over(target: &mut [u8], samples: &[u8], alpha: &[u8]) {
    for ((d, &s), &a) in target.iter_mut().zip(samples).zip(alpha) {
        let t = u16::from(*d) * (255 - u16::from(a)) + 128;
        *d = (u16::from(s) + ((t + (t >> 8)) >> 8)).min(255) as u8;
    }
}

/// For a row of frame columns: the source column that each block of eight starts at, and the weights of the source columns
/// from there on. Within a block the source column runs ahead or falls behind by a few columns at most, so a few weights,
/// most of them nothing, let eight columns be made at once.
#[derive(Debug, Default)]
pub struct Table {
    made_for: Option<(i64, i64, usize)>,
    taps: usize,
    starts: Vec<i32>,
    three: Vec<[Block; 3]>,
    four: Vec<[Block; TAPS]>,
}

impl Table {
    /// For `width` frame columns of which the first lies at the source column `from`, each `step` further than the last.
    pub fn make(&mut self, from: f64, step: f32, width: usize) {
        let step = (f64::from(step) * 65536.0) as i64;
        let origin = (from * 65536.0).floor() as i64;
        if self.made_for == Some((origin, step, width)) {
            return;
        }
        self.made_for = Some((origin, step, width));
        let drift = drift(step);
        self.taps = (drift + 2).clamp(3, TAPS);
        self.starts.clear();
        self.three.clear();
        self.four.clear();
        let back = if step < 65536 { drift as i64 } else { 0 };
        for block in 0..width.div_ceil(LANES) {
            let begin = origin + step * (block * LANES) as i64;
            let start = (begin >> 16) - back;
            let mut weights = [[0_u16; LANES]; TAPS];
            for i in 0..LANES as i64 {
                let u = begin + step * i - ((start + i) << 16);
                let tap = (u >> 16).clamp(0, self.taps as i64 - 2) as usize;
                let part = ((u & 0xffff) >> 8) as u16;
                weights[tap][i as usize] = 256 - part;
                weights[tap + 1][i as usize] = part;
            }
            self.starts.push(start as i32);
            match (weights, self.taps) {
                ([a, b, c, _], 3) => self.three.push([a, b, c]),
                _ => self.four.push(weights),
            }
        }
    }

    /// Whether steps of this width fit into a table.
    pub fn fits(step: f32) -> bool {
        drift((f64::from(step) * 65536.0) as i64) + 2 <= TAPS
    }

    /// Makes the frame columns of the blocks `first` and following; `shift` is added to the table's source columns.
    pub fn scale(&self, first: usize, shift: i64, row: &[u8], out: &mut [u8]) {
        let starts = self.starts.get(first..).unwrap_or(&[]);
        if self.taps == 3 {
            weigh(out, row, starts, shift as i32, self.three.get(first..).unwrap_or(&[]));
        } else {
            weigh(out, row, starts, shift as i32, self.four.get(first..).unwrap_or(&[]));
        }
    }
}

// Kept apart and written as plain loops over arrays: so the compiler uses vector instructions, which it does not always see
// through closures.
#[inline(never)]
fn weigh<const T: usize>(out: &mut [u8], row: &[u8], starts: &[i32], shift: i32, weights: &[[Block; T]]) {
    let last = row.len().saturating_sub(REACH) as i32;
    for ((out, &start), weights) in out.as_chunks_mut::<LANES>().0.iter_mut().zip(starts).zip(weights) {
        let at = (start + shift).clamp(0, last) as usize;
        let Some(source) = row.get(at..).and_then(|s| s.first_chunk::<REACH>()) else { continue };
        let mut sum = [128_u16; LANES];
        for t in 0..T {
            let mut part = [0_u16; LANES];
            for i in 0..LANES {
                part[i] = u16::from(source[i + t]);
            }
            for i in 0..LANES {
                sum[i] += part[i] * weights[t][i];
            }
        }
        for i in 0..LANES {
            out[i] = (sum[i] >> 8) as u8;
        }
    }
}

/// How far the source column runs away from the frame's within a block.
fn drift(step: i64) -> usize {
    (((step - 65536).abs() * (LANES as i64 - 1)) as u64).div_ceil(65536) as usize
}

/// Any scale, one sample at a time: the row's first frame column lies at the source column `from`, the first wanted one is `begin`,
/// and `shift` is added to the source columns.
pub fn gather(row: &[u8], from: f32, step: f32, (begin, shift): (usize, i64), out: &mut [u8]) {
    let last = row.len() as i64 - 2;
    for (i, d) in out.iter_mut().enumerate() {
        let u = from + step * (begin + i) as f32;
        let whole = floor(u);
        let right = ((u - whole as f32) * 256.0) as u16;
        let at = (whole + shift).clamp(0, last.max(0)) as usize;
        if let Some(&[a, b]) = row.get(at..at + 2) {
            *d = ((u16::from(a) * (256 - right) + u16::from(b) * right + 128) >> 8) as u8;
        }
    }
}
