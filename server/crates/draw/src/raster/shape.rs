//! Outlines, in metres, y up.

use tiny_skia::{Path, PathBuilder, Rect, Transform};

/// A path being drawn, in metres, y up.
#[derive(Clone, Debug, Default)]
pub struct Shape(PathBuilder);

impl Shape {
    pub fn new() -> Self {
        Self(PathBuilder::new())
    }

    pub fn go(mut self, x: f32, y: f32) -> Self {
        self.0.move_to(x, y);
        self
    }

    pub fn line(mut self, x: f32, y: f32) -> Self {
        self.0.line_to(x, y);
        self
    }

    pub fn quad(mut self, cx: f32, cy: f32, x: f32, y: f32) -> Self {
        self.0.quad_to(cx, cy, x, y);
        self
    }

    pub fn cubic(mut self, a: (f32, f32), b: (f32, f32), to: (f32, f32)) -> Self {
        self.0.cubic_to(a.0, a.1, b.0, b.1, to.0, to.1);
        self
    }

    pub fn close(mut self) -> Self {
        self.0.close();
        self
    }

    pub fn poly(points: &[(f32, f32)]) -> Self {
        let mut shape = Self::new();
        for (i, &(x, y)) in points.iter().enumerate() {
            if i == 0 { shape.0.move_to(x, y) } else { shape.0.line_to(x, y) }
        }
        shape.0.close();
        shape
    }

    /// An open line through points.
    pub fn through(points: &[(f32, f32)]) -> Self {
        let mut shape = Self::new();
        for (i, &(x, y)) in points.iter().enumerate() {
            if i == 0 { shape.0.move_to(x, y) } else { shape.0.line_to(x, y) }
        }
        shape
    }

    /// A soft closed outline through points.
    pub fn blob(points: &[(f32, f32)]) -> Self {
        let n = points.len();
        let mut shape = Self::new();
        if n < 3 {
            return shape;
        }
        let at = |i: usize| points.get(i % n).copied().unwrap_or((0.0, 0.0));
        let first = at(0);
        shape.0.move_to(first.0, first.1);
        for i in 0..n {
            let (p0, p1, p2, p3) = (at(i + n - 1), at(i), at(i + 1), at(i + 2));
            let k = 1.0 / 6.0;
            let c1 = (p1.0 + (p2.0 - p0.0) * k, p1.1 + (p2.1 - p0.1) * k);
            let c2 = (p2.0 - (p3.0 - p1.0) * k, p2.1 - (p3.1 - p1.1) * k);
            shape.0.cubic_to(c1.0, c1.1, c2.0, c2.1, p2.0, p2.1);
        }
        shape.0.close();
        shape
    }

    pub fn rect(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self::poly(&[(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
    }

    /// A rectangle with round corners.
    pub fn round(x: f32, y: f32, w: f32, h: f32, r: f32) -> Self {
        let r = r.min(w / 2.0).min(h / 2.0);
        let k = r * 0.45;
        Self::new()
            .go(x + r, y)
            .line(x + w - r, y)
            .cubic((x + w - k, y), (x + w, y + k), (x + w, y + r))
            .line(x + w, y + h - r)
            .cubic((x + w, y + h - k), (x + w - k, y + h), (x + w - r, y + h))
            .line(x + r, y + h)
            .cubic((x + k, y + h), (x, y + h - k), (x, y + h - r))
            .line(x, y + r)
            .cubic((x, y + k), (x + k, y), (x + r, y))
            .close()
    }

    pub fn oval(cx: f32, cy: f32, rx: f32, ry: f32) -> Self {
        let mut shape = Self::new();
        if let Some(rect) = Rect::from_xywh(cx - rx.abs(), cy - ry.abs(), 2.0 * rx.abs(), 2.0 * ry.abs()) {
            shape.0.push_oval(rect);
        }
        shape
    }

    pub fn disc(cx: f32, cy: f32, r: f32) -> Self {
        Self::oval(cx, cy, r, r)
    }

    /// A limb: a tapering tube through joints of (x, y, half width), round at every joint.
    pub fn limb(joints: &[(f32, f32, f32)]) -> Self {
        let mut shape = Self::new();
        for &(x, y, r) in joints {
            // Every part turns the same way, so that overlaps do not cut holes.
            if let Some(rect) = Rect::from_xywh(x - r, y - r, 2.0 * r, 2.0 * r) {
                shape.0.push_oval(rect);
            }
        }
        for pair in joints.windows(2) {
            if let [(ax, ay, ar), (bx, by, br)] = *pair {
                let (dx, dy) = (bx - ax, by - ay);
                let len = (dx * dx + dy * dy).sqrt();
                if len < 1e-5 {
                    continue;
                }
                let (nx, ny) = (-dy / len, dx / len);
                shape.0.move_to(ax + nx * ar, ay + ny * ar);
                shape.0.line_to(ax - nx * ar, ay - ny * ar);
                shape.0.line_to(bx - nx * br, by - ny * br);
                shape.0.line_to(bx + nx * br, by + ny * br);
                shape.0.close();
            }
        }
        shape
    }

    /// Both shapes at once.
    pub fn and(mut self, other: Self) -> Self {
        if let Some(path) = other.0.finish() {
            self.0.push_path(&path);
        }
        self
    }

    pub fn finish(self, ts: Transform) -> Option<Path> {
        self.0.finish()?.transform(ts)
    }
}
