//! Puts layers into a frame: moved, scaled and sheared with bilinear sampling. Row by row, where anything changed since the frame
//! before: first from front to back to find what still shows, then from back to front to paint only that.

use crate::raster::dirty_rows::{Line, Memory, Placed};
use crate::raster::kernels::{LANES, REACH, Table, blend_rows, floor, gather, over, slide};
use crate::scene::camera::Map;
use crate::scene::planes::{Plane, Planes};

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
/// A sheared layer's rows start at this many different parts of a column.
const STEPS: usize = 16;
/// The most opaque stretches of a row that are kept in mind, and the fewest columns that make one worth it.
const STRETCHES: usize = 4;
const WORTH: usize = 24;

/// Buffers that are used again from frame to frame, and what the frame shows that they were used for last.
#[derive(Debug, Default)]
pub struct Scratch {
    wide: Vec<u8>,
    line: Vec<u8>,
    mask: Vec<u8>,
    jobs: Vec<Job>,
    tables: [Vec<[Table; STEPS]>; 2],
    memory: [Memory; 2],
    /// Rows of luma that were painted again.
    touched: Vec<bool>,
    /// Luma and the two chroma of what lies behind every layer.
    behind: [u8; 3],
}

impl Scratch {
    /// Nothing drawn yet; `behind` is the luma and the two chroma of what lies behind every layer.
    pub fn before(behind: [u8; 3]) -> Self {
        Self { behind, ..Self::default() }
    }

    /// Whether the last [`Frame::draw`] painted anything in that row of luma.
    pub fn touched(&self, row: usize) -> bool {
        self.touched.get(row).copied().unwrap_or(true)
    }
}

/// A layer's plane and where it lies in the frame's plane.
struct Part<'a, const N: usize> {
    plane: &'a Plane<N>,
    placed: Placed,
    how: How,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Moved only.
    Slide,
    /// Scaled a little: by tables.
    Scale,
    /// Scaled a lot.
    Gather,
}

/// Frame columns `from` to `to` of a row, to be taken from a part.
#[derive(Clone, Copy, Debug)]
struct Job {
    part: usize,
    line: Line,
    from: usize,
    to: usize,
    solid: bool,
}

impl<'a> Frame<'a> {
    /// The planes of a picture of `w` by `h` pixels, both even.
    pub fn of(picture: &'a mut [u8], (w, h): (usize, usize)) -> Self {
        let (y, rest) = picture.split_at_mut(w * h);
        let (u, v) = rest.split_at_mut(w * h / 4);
        Self { w, h, y, u, v }
    }

    /// Draws layers over one another, the hindmost first; where none of them is, the colour behind shows. The frame must hold what
    /// was drawn with the same `scratch` before.
    pub fn draw(&mut self, layers: &[(&Planes, Map)], scratch: &mut Scratch) {
        let (w, h) = (self.w, self.h);
        let seen = || layers.iter().filter(|(p, map)| !p.is_empty() && map.mx > 1e-3 && map.my > 1e-3);
        let luma: Vec<_> =
            seen().map(|(p, map)| Part::new(p.serial, &p.luma, (p.ox, p.oy), *map, p.opaque, h)).collect();
        let [y, u, v] = scratch.behind;
        compose(&luma, ([&mut *self.y], [y]), (w, h), scratch, 0);
        let chroma: Vec<_> = seen()
            .map(|(p, map)| {
                let origin = (p.ox / 2.0, p.oy / 2.0);
                Part::new(p.serial, &p.chroma, origin, map.halved(), p.opaque, h / 2)
            })
            .collect();
        compose(&chroma, ([&mut *self.u, &mut *self.v], [u, v]), (w / 2, h / 2), scratch, 1);
    }
}

impl<'a, const N: usize> Part<'a, N> {
    fn new(serial: u64, plane: &'a Plane<N>, (ox, oy): (f32, f32), map: Map, opaque: bool, rows: usize) -> Self {
        let du = 1.0 / map.mx;
        let how = if (du - 1.0).abs() < 2e-5 {
            How::Slide
        } else if Table::fits(du) {
            How::Scale
        } else {
            How::Gather
        };
        let first = (map.my * (oy - 0.5) + map.ty - 0.5).floor().clamp(0.0, rows as f32) as usize;
        let last = (map.my * (oy + plane.h as f32 + 0.5) + map.ty + 0.5).ceil().clamp(0.0, rows as f32) as usize;
        let (first, last) = if opaque { (0, rows) } else { (first, last) };
        let (w, h) = (plane.w, plane.h);
        let placed = Placed { serial, ox, oy, map, du, dv: 1.0 / map.my, w, h, opaque, first, last };
        Self { plane, placed, how }
    }

    /// What of a row shows within the columns `within`, between the stretches that nearer parts hide, the opaque stretches of this
    /// one added to them.
    fn jobs(
        &self,
        part: usize,
        line: Line,
        (width, within): (usize, (usize, usize)),
        hidden: &mut Hidden,
        jobs: &mut Vec<Job>,
    ) {
        let at = |u: f32| self.placed.column(line, u, width);
        let runs = self.plane.runs.row(line.top);
        let mut opaque = [(0_usize, 0_usize); STRETCHES];
        let mut count = 0;
        for (i, run) in runs.iter().enumerate() {
            let (from, to) = if run.solid {
                let whole = self.placed.opaque && run.start == 0 && run.end as usize == self.plane.w;
                if whole { (0, width) } else { (at(run.start as f32), at(run.end as f32 - 1.0)) }
            } else {
                let before = i.checked_sub(1).and_then(|j| runs.get(j)).filter(|r| r.solid && r.end == run.start);
                let after = runs.get(i + 1).filter(|r| r.solid && r.start == run.end);
                (
                    before.map_or_else(|| at(run.start as f32 - 1.0), |r| at(r.end as f32 - 1.0)),
                    after.map_or_else(|| at(run.end as f32), |r| at(r.start as f32)),
                )
            };
            let (from, to) = (from.max(within.0), to.min(within.1));
            if to <= from {
                continue;
            }
            hidden.visible(from, to, |from, to| jobs.push(Job { part, line, from, to, solid: run.solid }));
            if run.solid
                && let Some(slot) = opaque.get_mut(count)
            {
                *slot = (from, to);
                count += 1;
            }
        }
        for &(from, to) in opaque.iter().take(count) {
            hidden.add(from, to);
        }
    }
}

/// The stretches of a row that something opaque hides, from left to right.
#[derive(Default)]
struct Hidden {
    stretches: [(usize, usize); STRETCHES],
    count: usize,
}

impl Hidden {
    fn visible(&self, mut from: usize, to: usize, mut each: impl FnMut(usize, usize)) {
        for &(a, b) in self.stretches.iter().take(self.count) {
            if b <= from {
                continue;
            }
            if a >= to {
                break;
            }
            if a > from {
                each(from, a);
            }
            from = b;
        }
        if from < to {
            each(from, to);
        }
    }

    fn add(&mut self, mut from: usize, mut to: usize) {
        if to < from + WORTH {
            return;
        }
        let mut kept = [(0, 0); STRETCHES + 1];
        let mut n = 0;
        for &(a, b) in self.stretches.iter().take(self.count) {
            if b < from || a > to {
                if let Some(slot) = kept.get_mut(n) {
                    *slot = (a, b);
                    n += 1;
                }
            } else {
                (from, to) = (from.min(a), to.max(b));
            }
        }
        if let Some(slot) = kept.get_mut(n) {
            *slot = (from, to);
            n += 1;
        }
        let Some(all) = kept.get_mut(..n) else { return };
        if n > STRETCHES {
            // The shortest is forgotten: what it hides is painted over instead.
            all.sort_unstable_by_key(|&(a, b)| std::cmp::Reverse(b - a));
            n = STRETCHES;
        }
        let Some(all) = kept.get_mut(..n) else { return };
        all.sort_unstable();
        self.stretches = [(0, 0); STRETCHES];
        self.stretches.iter_mut().zip(all.iter()).for_each(|(slot, &s)| *slot = s);
        self.count = n;
    }

    /// Whether all of some columns is hidden.
    fn whole(&self, (from, to): (usize, usize)) -> bool {
        self.count > 0 && self.stretches[0].0 <= from && self.stretches[0].1 >= to
    }
}

fn compose<const N: usize>(
    parts: &[Part<'_, N>],
    (mut out, behind): ([&mut [u8]; N], [u8; N]),
    (width, height): (usize, usize),
    scratch: &mut Scratch,
    plane: usize,
) {
    let Scratch { wide, line, mask, jobs, tables, memory, touched, .. } = scratch;
    let (Some(tables), Some(memory)) = (tables.get_mut(plane), memory.get_mut(plane)) else { return };
    memory.next(parts.iter().map(|part| part.placed));
    if plane == 0 {
        touched.clear();
    }
    if tables.len() < parts.len() {
        tables.resize_with(parts.len(), Default::default);
    }
    let widest = parts.iter().map(|p| p.plane.w).max().unwrap_or(0).max(width);
    wide.resize(widest + 2 * PAD + REACH, 0);
    let padded = width.next_multiple_of(LANES);
    line.resize(padded, 0);
    mask.resize(padded, 0);
    for row in 0..height {
        let within = memory.columns(row, width);
        if plane == 0 {
            touched.push(within.is_some());
        }
        let Some(within) = within else { continue };
        jobs.clear();
        let mut hidden = Hidden::default();
        for (i, part) in parts.iter().enumerate().rev() {
            if let Some(at) = part.placed.line(row) {
                part.jobs(i, at, (width, within), &mut hidden, jobs);
                if hidden.whole(within) {
                    break;
                }
            }
        }
        hidden.visible(within.0, within.1, |from, to| {
            for (target, level) in out.iter_mut().zip(behind) {
                if let Some(bare) = target.get_mut(row * width + from..row * width + to) {
                    bare.fill(level);
                }
            }
        });
        for job in jobs.iter().rev() {
            let (Some(part), Some(tables)) = (parts.get(job.part), tables.get_mut(job.part)) else { continue };
            let span = row * width + job.from..row * width + job.to;
            if job.solid && part.how == How::Slide {
                // Nothing to weigh in blocks and nothing to blend with: straight to its place.
                for (samples, target) in part.plane.samples.iter().zip(out.iter_mut()) {
                    part.sample(samples, job, job.from, wide, tables, width, target.get_mut(span.clone()));
                }
                continue;
            }
            let begin = job.from / LANES * LANES;
            let used = (job.to - begin).next_multiple_of(LANES);
            let shown = job.from - begin..job.to - begin;
            if !job.solid {
                part.sample(&part.plane.alpha, job, begin, wide, tables, width, mask.get_mut(..used));
            }
            for (samples, target) in part.plane.samples.iter().zip(out.iter_mut()) {
                part.sample(samples, job, begin, wide, tables, width, line.get_mut(..used));
                let (Some(target), Some(line)) = (target.get_mut(span.clone()), line.get(shown.clone())) else {
                    continue;
                };
                if job.solid {
                    target.copy_from_slice(line);
                } else if let Some(mask) = mask.get(shown.clone()) {
                    over(target, line, mask);
                }
            }
        }
    }
}

impl<const N: usize> Part<'_, N> {
    /// Fills `out` with what lies under the frame columns from `begin` on.
    #[allow(clippy::too_many_arguments)]
    fn sample(
        &self,
        plane: &[u8],
        job: &Job,
        begin: usize,
        wide: &mut [u8],
        tables: &mut [Table; STEPS],
        width: usize,
        out: Option<&mut [u8]>,
    ) {
        let (Some(out), Line { top, low, lower, u0 }) = (out, job.line) else { return };
        let w = self.plane.w;
        let Placed { map, du, .. } = self.placed;
        let (left, right) = (u0 + du * begin as f32, u0 + du * (begin + out.len()) as f32);
        // The source columns that are needed, a little more on both sides.
        let (need_from, need_to) = (floor(left) - 8, floor(right) + 1 + REACH as i64 + 8);
        let (from, to) = (need_from.clamp(0, w as i64) as usize, need_to.clamp(0, w as i64) as usize);
        let (Some(a), Some(b)) = (plane.get(top * w + from..top * w + to), plane.get(low * w + from..low * w + to))
        else {
            return;
        };
        let inside = from as i64 == need_from && to as i64 == need_to;
        // A slice of the source row, and where its first column would lie were the row at `PAD`.
        let (row, shift): (&[u8], i64) = if lower == 0 && inside {
            (a, -(from as i64))
        } else {
            let Some(mid) = wide.get_mut(PAD + from..PAD + to) else { return };
            if lower == 0 {
                mid.copy_from_slice(a)
            } else {
                blend_rows(a, b, lower, mid)
            }
            if !inside {
                let ends = (mid.first().copied().unwrap_or(0), mid.last().copied().unwrap_or(0));
                let ends = if job.solid { ends } else { (0, 0) };
                if let Some(pad) = wide.get_mut(from..PAD + from) {
                    pad.fill(ends.0);
                }
                if let Some(pad) = wide.get_mut(PAD + to..PAD + to + PAD) {
                    pad.fill(ends.1);
                }
            }
            (&*wide, PAD as i64)
        };
        match self.how {
            How::Slide => {
                // From the row's first column, so that a sample does not depend on where painting began.
                let whole = floor(u0);
                let last = row.len().saturating_sub(out.len() + 1) as i64;
                let at = (whole + begin as i64 + shift).clamp(0, last) as usize;
                slide(row.get(at..).unwrap_or(&[]), ((u0 - whole as f32) * 256.0) as u16, out);
            }
            How::Scale => {
                let (fine, whole, step) = if map.k == 0.0 {
                    (f64::from(u0), 0, 0)
                } else {
                    let fine = (f64::from(u0) * STEPS as f64).round() as i64;
                    let step = fine.rem_euclid(STEPS as i64);
                    (step as f64 / STEPS as f64, fine.div_euclid(STEPS as i64), step as usize)
                };
                if let Some(table) = tables.get_mut(step) {
                    table.make(fine, du, width);
                    table.scale(begin / LANES, whole + shift, row, out);
                }
            }
            How::Gather => gather(row, u0, du, (begin, shift), out),
        }
    }
}
