//! Puts layers into a frame: moved, scaled and sheared with bilinear sampling in integers, row by row, so that the compiler
//! can use vector instructions throughout.

use crate::camera::Map;
use crate::planes::{Plane, Planes};

/// One planar 4:2:0 frame being put together.
pub struct Frame<'a> {
    pub w: usize,
    pub h: usize,
    pub y: &'a mut [u8],
    pub u: &'a mut [u8],
    pub v: &'a mut [u8],
}

/// Free columns on both sides of the row buffers, so that taps beside a layer read nothing.
const PAD: usize = 40;
/// Samples done at once.
const LANES: usize = 8;
/// The most source columns a frame column is made of.
const TAPS: usize = 6;
/// A sheared layer's rows start at this many different parts of a column.
const STEPS: usize = 16;

/// Buffers that are used again from frame to frame.
#[derive(Debug, Default)]
pub struct Scratch {
    rows: [Vec<u8>; 3],
    tables: [Table; STEPS],
}

/// The weights of every frame column, and the source column its block of eight starts at.
#[derive(Debug, Default)]
struct Table {
    made_for: Option<(i64, i64, usize)>,
    blocks: Vec<(i32, [Block; TAPS])>,
}

impl Frame<'_> {
    /// Draws a layer over what is there.
    pub fn draw(&mut self, layer: &Planes, map: &Map, scratch: &mut Scratch) {
        if layer.is_empty() || map.mx < 1e-3 || map.my < 1e-3 {
            return;
        }
        let (w, h) = (self.w, self.h);
        blit(&layer.luma, (layer.ox, layer.oy), map, layer.opaque, [&mut *self.y], (w, h), scratch);
        blit(
            &layer.chroma,
            (layer.ox / 2.0, layer.oy / 2.0),
            &map.halved(),
            layer.opaque,
            [&mut *self.u, &mut *self.v],
            (w / 2, h / 2),
            scratch,
        );
    }
}

fn blit<const N: usize>(
    src: &Plane<N>,
    (ox, oy): (f32, f32),
    map: &Map,
    opaque: bool,
    mut out: [&mut [u8]; N],
    (dw, dh): (usize, usize),
    scratch: &mut Scratch,
) {
    let du = 1.0 / map.mx;
    let (sw, sh) = (src.w as i64, src.h as i64);
    // Frame rows that the layer touches.
    let first = (map.my * (oy - 0.5) + map.ty - 0.5).floor().max(0.0) as usize;
    let last = (map.my * (oy + src.h as f32 + 0.5) + map.ty + 0.5).ceil().clamp(0.0, dh as f32) as usize;
    for buffer in &mut scratch.rows {
        buffer.resize(src.w + 2 * PAD + 2 * LANES, 0);
    }
    let constant = (du - 1.0).abs() < 2e-5;
    // How far the source column runs away from the frame's within a block.
    let drift = ((du - 1.0).abs() * (LANES - 1) as f32).ceil() as usize;
    let scaled = drift + 2 <= TAPS;
    for row in first..last {
        let build_y = (row as f32 + 0.5 - map.ty) / map.my;
        let v = build_y - oy - 0.5;
        if v <= -1.0 || v >= src.h as f32 {
            continue;
        }
        let v_floor = v.floor();
        let mut wv = ((v - v_floor) * 256.0) as u16;
        let r0 = (v_floor as i64).clamp(0, sh - 1) as usize;
        let r1 = (v_floor as i64 + 1).clamp(0, sh - 1) as usize;
        if r0 == r1 {
            wv = 0;
        }
        let (Some(a), Some(b)) = (src.rows.get(r0), src.rows.get(r1)) else { continue };
        let (mut start, mut end, mut solid) = (a.start, a.end, (a.solid_start, a.solid_end));
        if wv > 0 {
            if b.end > b.start {
                (start, end) =
                    if a.end > a.start { (a.start.min(b.start), a.end.max(b.end)) } else { (b.start, b.end) };
            }
            solid = (solid.0.max(b.solid_start), solid.1.min(b.solid_end));
        }
        if end <= start {
            continue;
        }
        // u(x) = u0 + du·x is the source column under the frame column x.
        let u0 = (0.5 - map.tx - map.k * build_y) * du - ox - 0.5;
        let mut xa = ((start as f32 - 1.0 - u0) / du).ceil().clamp(0.0, dw as f32) as usize;
        let mut xb = ((end as f32 - u0) / du).ceil().clamp(0.0, dw as f32) as usize;
        if opaque {
            // The edge of a full layer goes on for ever: a camera that strays a pixel too far sees no hole.
            if start == 0 {
                xa = 0;
            }
            if i64::from(end) == sw {
                xb = dw;
            }
        }
        if xb <= xa {
            continue;
        }
        let solid_x = (
            ((solid.0 as f32 - u0) / du).ceil().clamp(xa as f32, xb as f32) as usize,
            ((solid.1 as f32 - 1.0 - u0) / du).floor().clamp(xa as f32, xb as f32) as usize,
        );
        let need = (
            ((u0 + du * xa as f32).floor() as i64 - 9).clamp(0, sw) as usize,
            ((u0 + du * xb as f32).ceil() as i64 + 24).clamp(0, sw) as usize,
        );
        let at = (r0 * src.w, r1 * src.w);
        let all_solid = solid_x.0 <= xa && solid_x.1 >= xb.saturating_sub(1);
        let [row_a, row_b, mask] = &mut scratch.rows;
        let mut buffers = [row_a, row_b];
        for (plane, buffer) in src.samples.iter().zip(buffers.iter_mut()) {
            lerp_rows(plane, at, need, wv, buffer, opaque);
        }
        if !all_solid && !opaque {
            lerp_rows(&src.alpha, at, need, wv, mask, false);
        }
        let (mut shift, mut step) = (0, 0);
        if !constant && scaled {
            let (fine, whole) = if map.k == 0.0 {
                (f64::from(u0), 0)
            } else {
                let fine = (f64::from(u0) * STEPS as f64).round() as i64;
                step = fine.rem_euclid(STEPS as i64) as usize;
                (step as f64 / STEPS as f64, fine.div_euclid(STEPS as i64))
            };
            shift = whole;
            if let Some(table) = scratch.tables.get_mut(step) {
                table.make(fine, du, dw, drift);
            }
        }
        let span = (row * dw + xa, row * dw + xb);
        let solid_span = if opaque { (xa, xb) } else { (solid_x.0.max(xa), solid_x.1.max(solid_x.0).min(xb)) };
        for (target, buffer) in out.iter_mut().zip(buffers.iter()) {
            let Some(target) = target.get_mut(span.0..span.1) else { continue };
            if constant {
                constant_row(target, xa, u0, buffer, mask, solid_span);
            } else if scaled {
                let Some(table) = scratch.tables.get(step) else { continue };
                let lines = (buffer.as_slice(), mask.as_slice());
                match drift {
                    0 | 1 => scaled_row::<3>(target, xa, table, shift, lines, solid_span),
                    2 => scaled_row::<4>(target, xa, table, shift, lines, solid_span),
                    _ => scaled_row::<TAPS>(target, xa, table, shift, lines, solid_span),
                }
            } else {
                gathered_row(target, xa, (u0, du), buffer, mask, opaque);
            }
        }
    }
}

/// Blends two rows of a plane into a padded buffer: `wv` of 256 parts are the lower row.
fn lerp_rows(plane: &[u8], at: (usize, usize), need: (usize, usize), wv: u16, buffer: &mut [u8], replicate: bool) {
    let (Some(top), Some(low)) = (plane.get(at.0 + need.0..at.0 + need.1), plane.get(at.1 + need.0..at.1 + need.1))
    else {
        return;
    };
    let from = PAD + need.0;
    let to = PAD + need.1;
    let Some(dst) = buffer.get_mut(from..to) else { return };
    if wv == 0 {
        dst.copy_from_slice(top);
    } else {
        let w0 = 256 - wv;
        for ((d, &t), &l) in dst.iter_mut().zip(top).zip(low) {
            *d = ((u16::from(t) * w0 + u16::from(l) * wv + 128) >> 8) as u8;
        }
    }
    let (first, last) = (dst.first().copied().unwrap_or(0), dst.last().copied().unwrap_or(0));
    let (left, right) = if replicate { (first, last) } else { (0, 0) };
    let len = buffer.len();
    if let Some(edge) = buffer.get_mut(from - PAD.min(from)..from) {
        edge.fill(left);
    }
    if let Some(edge) = buffer.get_mut(to..(to + PAD).min(len)) {
        edge.fill(right);
    }
}

fn over(below: u8, sample: u16, alpha: u16) -> u8 {
    let t = u16::from(below) * (255 - alpha) + 128;
    (sample + ((t + (t >> 8)) >> 8)).min(255) as u8
}

/// Pure translation: every sample has the same two weights.
fn constant_row(target: &mut [u8], xa: usize, u0: f32, row: &[u8], mask: &[u8], solid: (usize, usize)) {
    let n = target.len();
    let start = u0 + xa as f32;
    let floor = start.floor();
    let w1 = ((start - floor) * 256.0) as u16;
    let w0 = 256 - w1;
    let base = (floor as i64 + PAD as i64).max(0) as usize;
    let clip = |slice: &[u8]| slice.len().saturating_sub(base + 1).min(n);
    let n = clip(row);
    let (s0, s1) = ((solid.0 - xa).min(n), (solid.1 - xa).min(n));
    let s1 = s1.max(s0);
    let (Some(a), Some(b)) = (row.get(base..base + n), row.get(base + 1..base + 1 + n)) else { return };
    let mut blend = |from: usize, to: usize| {
        let (Some(d), Some(a), Some(b)) = (target.get_mut(from..to), a.get(from..to), b.get(from..to)) else { return };
        let (Some(ma), Some(mb)) = (mask.get(base + from..base + to), mask.get(base + from + 1..base + to + 1)) else {
            return;
        };
        for ((((d, &a), &b), &ma), &mb) in d.iter_mut().zip(a).zip(b).zip(ma).zip(mb) {
            let sample = (u16::from(a) * w0 + u16::from(b) * w1 + 128) >> 8;
            let alpha = (u16::from(ma) * w0 + u16::from(mb) * w1 + 128) >> 8;
            *d = over(*d, sample, alpha);
        }
    };
    blend(0, s0);
    blend(s1, n);
    if let (Some(d), Some(a), Some(b)) = (target.get_mut(s0..s1), a.get(s0..s1), b.get(s0..s1)) {
        if w1 == 0 {
            d.copy_from_slice(a);
        } else {
            for ((d, &a), &b) in d.iter_mut().zip(a).zip(b) {
                *d = ((u16::from(a) * w0 + u16::from(b) * w1 + 128) >> 8) as u8;
            }
        }
    }
}

impl Table {
    /// Within a block the source column runs ahead or falls behind by at most `drift`, so `drift` + 2 taps reach it.
    fn make(&mut self, u0: f64, du: f32, dw: usize, drift: usize) {
        let step = (f64::from(du) * 65536.0) as i64;
        let origin = (u0 * 65536.0).floor() as i64;
        if self.made_for == Some((origin, step, dw)) {
            return;
        }
        self.made_for = Some((origin, step, dw));
        self.blocks.clear();
        let back = if step < 65536 { drift as i64 } else { 0 };
        for block in 0..dw.div_ceil(LANES) {
            let begin = origin + step * (block * LANES) as i64;
            let base = (begin >> 16) - back;
            let mut weights = [[0_u16; LANES]; TAPS];
            for i in 0..LANES as i64 {
                let u = begin + step * i - ((base + i) << 16);
                let tap = (u >> 16).clamp(0, TAPS as i64 - 2) as usize;
                let f = ((u & 0xffff) >> 8) as u16;
                weights[tap][i as usize] = 256 - f;
                weights[tap + 1][i as usize] = f;
            }
            self.blocks.push((base as i32, weights));
        }
    }
}

type Block = [u16; LANES];

/// As many source samples as a block can reach.
const REACH: usize = LANES + TAPS - 1;

#[inline(always)]
fn taps<const T: usize>(s: &[u8; REACH], weights: &[Block; TAPS]) -> Block {
    let mut out = [128_u16; LANES];
    for t in 0..T {
        for i in 0..LANES {
            out[i] += u16::from(s[i + t]) * weights[t][i];
        }
    }
    out.map(|v| v >> 8)
}

#[inline(always)]
fn over_block(d: &mut [u8; LANES], s: &Block, a: &Block) {
    for i in 0..LANES {
        let t = u16::from(d[i]) * (255 - a[i]) + 128;
        d[i] = (s[i] + ((t + (t >> 8)) >> 8)).min(255) as u8;
    }
}

/// Scaling by tabled weights; `shift` is added to the table's source columns.
fn scaled_row<const T: usize>(
    target: &mut [u8],
    xa: usize,
    table: &Table,
    shift: i64,
    (row, mask): (&[u8], &[u8]),
    solid: (usize, usize),
) {
    let xb = xa + target.len();
    let first = xa / LANES;
    for (block, (base, weights)) in table.blocks.iter().enumerate().take(xb.div_ceil(LANES)).skip(first) {
        let x = block * LANES;
        let at = (i64::from(*base) + shift + PAD as i64).max(0) as usize;
        let Some(src) = row.get(at..).and_then(|s| s.first_chunk::<REACH>()) else { continue };
        let sample = taps::<T>(src, weights);
        let (from, to) = (x.max(xa), (x + LANES).min(xb));
        let plain = from >= solid.0 && to <= solid.1;
        let alpha = if plain {
            [255_u16; LANES]
        } else {
            let Some(m) = mask.get(at..).and_then(|s| s.first_chunk::<REACH>()) else { continue };
            taps::<T>(m, weights)
        };
        let Some(d) = target.get_mut(from - xa..to - xa) else { continue };
        if let Some(d) = d.first_chunk_mut::<LANES>() {
            if plain {
                for i in 0..LANES {
                    d[i] = sample[i] as u8;
                }
            } else {
                over_block(d, &sample, &alpha);
            }
        } else {
            let skip = from - x;
            for ((d, &s), &a) in d.iter_mut().zip(sample.iter().skip(skip)).zip(alpha.iter().skip(skip)) {
                *d = over(*d, s, a);
            }
        }
    }
}

/// Any scale, one sample at a time.
fn gathered_row(target: &mut [u8], xa: usize, (u0, du): (f32, f32), row: &[u8], mask: &[u8], opaque: bool) {
    let limit = row.len() as i64 - 2;
    for (i, d) in target.iter_mut().enumerate() {
        let u = u0 + du * (xa + i) as f32;
        let floor = u.floor();
        let w1 = ((u - floor) * 256.0) as u16;
        let w0 = 256 - w1;
        let at = (floor as i64 + PAD as i64).clamp(0, limit.max(0)) as usize;
        let two = |s: &[u8]| match s.get(at..at + 2) {
            Some(&[a, b]) => (u16::from(a) * w0 + u16::from(b) * w1 + 128) >> 8,
            _ => 0,
        };
        *d = if opaque { two(row) as u8 } else { over(*d, two(row), two(mask)) };
    }
}

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
