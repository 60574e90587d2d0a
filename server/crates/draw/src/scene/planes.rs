//! A drawn layer as video planes: luma, two chroma planes of half the size, and how opaque each sample is. All premultiplied.

use crate::raster::coverage_runs::Runs;
use crate::raster::kernels::over;
use std::sync::atomic::{AtomicU64, Ordering};

/// One resolution of a layer.
#[derive(Clone, Debug)]
pub struct Plane<const N: usize> {
    pub w: usize,
    pub h: usize,
    pub samples: [Vec<u8>; N],
    pub alpha: Vec<u8>,
    pub runs: Runs,
}

impl<const N: usize> Default for Plane<N> {
    fn default() -> Self {
        Self { w: 0, h: 0, samples: [const { Vec::new() }; N], alpha: Vec::new(), runs: Runs::default() }
    }
}

/// A layer ready to be put into frames.
#[derive(Clone, Debug, Default)]
pub struct Planes {
    /// What tells it from every other; 0 for one that is empty.
    pub serial: u64,
    /// Where its first sample lies in the frame it was drawn for, in pixels.
    pub ox: f32,
    pub oy: f32,
    pub luma: Plane<1>,
    pub chroma: Plane<2>,
    /// Nothing behind it shows anywhere.
    pub opaque: bool,
}

fn next_serial() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl Planes {
    pub fn bytes(&self) -> usize {
        self.luma.samples[0].len() * 2 + self.chroma.alpha.len() * 3
    }

    pub fn is_empty(&self) -> bool {
        self.luma.w == 0 || self.luma.h == 0
    }
}

/// A region of a premultiplied RGBA picture.
#[derive(Clone, Copy)]
pub struct Pixels<'a> {
    pub data: &'a [u8],
    /// Pixels per row of `data`.
    pub stride: usize,
    pub x: usize,
    pub y: usize,
    pub w: usize,
    pub h: usize,
}

/// Converts to BT.709 limited range. `up` is 1, 2 or 4: how many frame pixels one pixel of the picture is wide.
/// `grain` is the amplitude of the texture baked into the luma, in levels.
pub fn convert(from: Pixels<'_>, up: usize, ox: f32, oy: f32, grain: f32) -> Planes {
    if from.w == 0 || from.h == 0 {
        return Planes::default();
    }
    let (mut y, mut a) = full(&from);
    let chroma = match up {
        1 => chroma_of(&from, 2),
        _ => chroma_of(&from, 1),
    };
    let (mut cw, mut ch, [mut u, mut v, mut ca]) = chroma;
    let (mut w, mut h) = (from.w, from.h);
    let mut step = up;
    while step > 1 {
        y = doubled(&y, w, h);
        a = doubled(&a, w, h);
        (w, h) = (w * 2, h * 2);
        step /= 2;
        if step > 1 {
            u = doubled(&u, cw, ch);
            v = doubled(&v, cw, ch);
            ca = doubled(&ca, cw, ch);
            (cw, ch) = (cw * 2, ch * 2);
        }
    }
    texture(&mut y, &a, w, grain);
    let (runs, half_runs) = (Runs::of(&a, w), Runs::of(&ca, cw));
    let opaque = runs.full(w);
    Planes {
        serial: next_serial(),
        ox,
        oy,
        luma: Plane { w, h, samples: [y], alpha: a, runs },
        chroma: Plane { w: cw, h: ch, samples: [u, v], alpha: ca, runs: half_runs },
        opaque,
    }
}

/// `front` over `back` as one layer; both must have been drawn for the same frame.
pub fn merged(back: Planes, front: &Planes) -> Planes {
    let low = |p: &Planes| [p.ox as i64, p.oy as i64, p.ox as i64 + p.luma.w as i64, p.oy as i64 + p.luma.h as i64];
    let ([bl, bt, br, bb], [fl, ft, fr, fb]) = (low(&back), low(front));
    let (l, t, r, b) = (bl.min(fl), bt.min(ft), br.max(fr), bb.max(fb));
    let mut out = if (l, t, r, b) == (bl, bt, br, bb) {
        back
    } else {
        let (w, h) = ((r - l) as usize, (b - t) as usize);
        let mut whole = Planes {
            serial: 0,
            ox: l as f32,
            oy: t as f32,
            luma: Plane::clear(w, h),
            chroma: Plane::clear(w.div_ceil(2), h.div_ceil(2)),
            opaque: false,
        };
        whole.luma.over(&back.luma, (bl - l) as usize, (bt - t) as usize);
        whole.chroma.over(&back.chroma, (bl - l) as usize / 2, (bt - t) as usize / 2);
        whole
    };
    out.serial = next_serial();
    out.luma.over(&front.luma, (fl - l) as usize, (ft - t) as usize);
    out.chroma.over(&front.chroma, (fl - l) as usize / 2, (ft - t) as usize / 2);
    out
}

impl Planes {
    /// Finds anew which parts of the rows hold anything, after layers were merged.
    pub fn measured(mut self) -> Self {
        self.luma.runs = Runs::of(&self.luma.alpha, self.luma.w);
        self.chroma.runs = Runs::of(&self.chroma.alpha, self.chroma.w);
        self.opaque = self.luma.runs.full(self.luma.w);
        self
    }

    /// Left, top, right and bottom in the frame it was drawn for, in pixels.
    pub fn bounds(&self) -> [f32; 4] {
        [self.ox, self.oy, self.ox + self.luma.w as f32, self.oy + self.luma.h as f32]
    }
}

impl<const N: usize> Plane<N> {
    fn clear(w: usize, h: usize) -> Self {
        Self { w, h, samples: [(); N].map(|()| vec![0; w * h]), alpha: vec![0; w * h], runs: Runs::default() }
    }

    /// Lays another plane over this one, its first sample at (x, y).
    fn over(&mut self, front: &Self, x: usize, y: usize) {
        for i in 0..front.h {
            for run in front.runs.row(i) {
                let (a, b) = (run.start as usize, run.end as usize);
                let from = i * front.w + a..i * front.w + b;
                let start = (y + i) * self.w + x + a;
                let to = start..start + (b - a);
                let Some(mask) = front.alpha.get(from.clone()) else { continue };
                let planes = self.samples.iter_mut().zip(&front.samples).chain([(&mut self.alpha, &front.alpha)]);
                for (below, above) in planes {
                    if let (Some(below), Some(above)) = (below.get_mut(to.clone()), above.get(from.clone())) {
                        over(below, above, mask);
                    }
                }
            }
        }
    }
}

fn row_bytes<'a>(from: &Pixels<'a>, y: usize) -> &'a [u8] {
    let start = ((from.y + y) * from.stride + from.x) * 4;
    from.data.get(start..start + from.w * 4).unwrap_or(&[])
}

fn full(from: &Pixels<'_>) -> (Vec<u8>, Vec<u8>) {
    let n = from.w * from.h;
    let (mut luma, mut alpha) = (Vec::with_capacity(n), Vec::with_capacity(n));
    for y in 0..from.h {
        let row = row_bytes(from, y);
        luma.extend(row.chunks_exact(4).map(|p| {
            // At most 236 · 255 + 128: sixteen bits are enough.
            let [r, g, b, a] = [p[0], p[1], p[2], p[3]].map(u16::from);
            ((47 * r + 157 * g + 16 * b + 16 * a + 128) >> 8) as u8
        }));
        alpha.extend(row.chunks_exact(4).map(|p| p[3]));
    }
    luma.resize(n, 16);
    alpha.resize(n, 0);
    (luma, alpha)
}

/// Chroma and its opacity, each sample the mean of `block` × `block` pixels.
fn chroma_of(from: &Pixels<'_>, block: usize) -> (usize, usize, [Vec<u8>; 3]) {
    let (w, h) = (from.w.div_ceil(block), from.h.div_ceil(block));
    let mut out = [Vec::with_capacity(w * h), Vec::with_capacity(w * h), Vec::with_capacity(w * h)];
    // Premultiplied, both sums stay between 16 and 240 parts of the opacity: sixteen bits that may wrap on the way are enough.
    let mut put = |r: u16, g: u16, b: u16, a: u16| {
        let middle = 128 * a + 128;
        let u = middle.wrapping_add(112 * b).wrapping_sub(26 * r).wrapping_sub(86 * g);
        let v = middle.wrapping_add(112 * r).wrapping_sub(102 * g).wrapping_sub(10 * b);
        out[0].push((u >> 8) as u8);
        out[1].push((v >> 8) as u8);
        out[2].push(a as u8);
    };
    for y in 0..h {
        if block == 1 {
            for p in row_bytes(from, y).chunks_exact(4) {
                let [r, g, b, a] = [p[0], p[1], p[2], p[3]].map(u16::from);
                put(r, g, b, a);
            }
            continue;
        }
        let top = row_bytes(from, 2 * y);
        let low = row_bytes(from, (2 * y + 1).min(from.h - 1));
        // Layers are of even width, so that every square is whole.
        for (p, q) in top.as_chunks::<8>().0.iter().zip(low.as_chunks::<8>().0) {
            let mean =
                |i: usize| (u16::from(p[i]) + u16::from(p[i + 4]) + u16::from(q[i]) + u16::from(q[i + 4]) + 2) >> 2;
            put(mean(0), mean(1), mean(2), mean(3));
        }
    }
    for plane in &mut out {
        plane.resize(w * h, 0);
    }
    (w, h, out)
}

/// Twice as wide and high, each new sample three parts its nearest and one part its next neighbour.
fn doubled(from: &[u8], w: usize, h: usize) -> Vec<u8> {
    let mut wide = vec![0_u8; w * 2 * h];
    for (src, dst) in from.chunks_exact(w).zip(wide.chunks_exact_mut(w * 2)) {
        let last = src.len() - 1;
        for (i, pair) in dst.chunks_exact_mut(2).enumerate() {
            let here = u16::from(src[i]) * 3 + 2;
            pair[0] = ((here + u16::from(src[i.saturating_sub(1)])) >> 2) as u8;
            pair[1] = ((here + u16::from(src[(i + 1).min(last)])) >> 2) as u8;
        }
    }
    let mut out = vec![0_u8; w * 4 * h];
    let row = |y: usize| wide.get(y * w * 2..(y + 1) * w * 2).unwrap_or(&[]);
    for (y, pair) in out.chunks_exact_mut(w * 4).enumerate() {
        let (upper, lower) = pair.split_at_mut(w * 2);
        let here = row(y);
        for (dst, next) in [(upper, row(y.saturating_sub(1))), (lower, row((y + 1).min(h - 1)))] {
            for ((d, &a), &b) in dst.iter_mut().zip(here).zip(next) {
                *d = ((u16::from(a) * 3 + u16::from(b) + 2) >> 2) as u8;
            }
        }
    }
    out
}

/// A fine tooth as of paper, which also keeps gradients from banding.
fn texture(luma: &mut [u8], alpha: &[u8], w: usize, amplitude: f32) {
    if amplitude <= 0.0 {
        return;
    }
    const SIDE: usize = 64;
    let mut rng = crate::rng::Rng::new(77);
    let tile: Vec<i16> =
        (0..SIDE * SIDE).map(|_| ((rng.unit() + rng.unit() - 1.0) * amplitude * 256.0) as i16).collect();
    for (y, (row, mask)) in luma.chunks_exact_mut(w).zip(alpha.chunks_exact(w)).enumerate() {
        let grain = tile.get((y % SIDE) * SIDE..(y % SIDE + 1) * SIDE).unwrap_or(&[]);
        for (l, m) in row.chunks_mut(SIDE).zip(mask.chunks(SIDE)) {
            for ((s, &a), &g) in l.iter_mut().zip(m).zip(grain) {
                if a > 250 {
                    *s = (i16::from(*s) + ((g + 128) >> 8)).clamp(16, 235) as u8;
                }
            }
        }
    }
}
