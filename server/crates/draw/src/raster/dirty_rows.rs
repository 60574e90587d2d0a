//! What the frame before was made of, so that only what changed since is painted again: most shots stand still but for a mouth.

use crate::raster::kernels::floor;
use crate::scene::camera::Map;

/// Where a layer's plane lies in the frame's plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Of the layer: no two have the same.
    pub serial: u64,
    pub ox: f32,
    pub oy: f32,
    pub map: Map,
    /// Source columns and rows per frame column and row.
    pub du: f32,
    pub dv: f32,
    /// Source columns and rows.
    pub w: usize,
    pub h: usize,
    pub opaque: bool,
    /// Frame rows that it touches.
    pub first: usize,
    pub last: usize,
}

/// The source rows under a frame row: how many of 256 parts the second has, and the source column under the first column.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub top: usize,
    pub low: usize,
    pub lower: u16,
    pub u0: f32,
}

impl Placed {
    pub fn line(&self, row: usize) -> Option<Line> {
        if row < self.first || row >= self.last {
            return None;
        }
        let build_y = (row as f32 + 0.5 - self.map.ty) * self.dv;
        let v = build_y - self.oy - 0.5;
        let end = self.h as i64 - 1;
        if !self.opaque && (v <= -1.0 || v >= self.h as f32) {
            return None;
        }
        let at = floor(v);
        let (top, low) = (at.clamp(0, end) as usize, (at + 1).clamp(0, end) as usize);
        let lower = if top == low { 0 } else { ((v - at as f32) * 256.0) as u16 };
        let u0 = (0.5 - self.map.tx - self.map.k * build_y) * self.du - self.ox - 0.5;
        Some(Line { top, low, lower, u0 })
    }

    /// The first frame column at or after a source column.
    pub fn column(&self, line: Line, u: f32, width: usize) -> usize {
        let x = (u - line.u0) * self.map.mx;
        let whole = x as i64;
        (whole + i64::from(whole as f32 != x && x > 0.0)).clamp(0, width as i64) as usize
    }
}

/// The layers of a plane of the frame before.
#[derive(Debug, Default)]
pub struct Memory {
    last: Vec<Placed>,
    /// Layers of either frame that the other does not show in the same place.
    changed: Vec<Placed>,
    /// Everything has to be painted: nothing was yet, or most of it moves.
    all: bool,
}

impl Memory {
    /// Takes the next frame's layers, from back to front.
    pub fn next(&mut self, now: impl Iterator<Item = Placed>) {
        self.changed.clear();
        let before = std::mem::take(&mut self.last);
        let mut rest = before.as_slice();
        for placed in now {
            match rest.iter().position(|other| *other == placed) {
                Some(at) => {
                    self.changed.extend(rest.iter().take(at));
                    rest = rest.get(at + 1..).unwrap_or_default();
                }
                None => self.changed.push(placed),
            }
            self.last.push(placed);
        }
        self.changed.extend(rest);
        let most = self.changed.len() > self.last.len();
        self.all = before.is_empty() || most || self.changed.iter().any(|placed| placed.opaque);
    }

    /// The columns of a row that may look different now; `None` when all are as they were.
    pub fn columns(&self, row: usize, width: usize) -> Option<(usize, usize)> {
        if self.all {
            return Some((0, width));
        }
        let mut all: Option<(usize, usize)> = None;
        for placed in &self.changed {
            let Some(line) = placed.line(row) else { continue };
            let (from, to) = (placed.column(line, -1.0, width), placed.column(line, placed.w as f32, width));
            if from < to {
                all = Some(all.map_or((from, to), |(a, b)| (a.min(from), b.max(to))));
            }
        }
        all
    }
}
