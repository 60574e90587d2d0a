//! Painting in metres: shapes on upright planes and flat facets in depth, projected by the camera, filled with tiny-skia.

use crate::camera::Camera;
use crate::colour::Rgb;
use crate::palette::Palette;
use tiny_skia::{
    BlendMode, Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Paint, Path, PathBuilder, PixmapMut,
    Point, RadialGradient, Rect, Shader, SpreadMode, Stroke, Transform,
};

/// What a shape is filled with. Gradients run over the shape's bounding box.
#[derive(Clone, Copy, Debug)]
pub struct Ink {
    a: Rgb,
    b: Rgb,
    alpha: (f32, f32),
    run: Run,
    add: bool,
}

#[derive(Clone, Copy, Debug)]
enum Run {
    Flat,
    Down,
    Across,
    /// From the middle outwards.
    Round,
    /// Two tones across, the edge at this part of the width.
    Split(f32),
}

impl Ink {
    pub fn flat(a: Rgb) -> Self {
        Self { a, b: a, alpha: (1.0, 1.0), run: Run::Flat, add: false }
    }

    /// From the top to the bottom.
    pub fn down(a: Rgb, b: Rgb) -> Self {
        Self { b, run: Run::Down, ..Self::flat(a) }
    }

    /// From the left to the right.
    pub fn across(a: Rgb, b: Rgb) -> Self {
        Self { b, run: Run::Across, ..Self::flat(a) }
    }

    /// `a` to the left of the edge, `b` to the right of it, as a painter cuts light from shadow.
    pub fn split(a: Rgb, b: Rgb, edge: f32) -> Self {
        Self { b, run: Run::Split(edge.clamp(0.02, 0.98)), ..Self::flat(a) }
    }

    /// A light that fades to nothing at its rim and adds to what is there.
    pub fn glow(a: Rgb, strength: f32) -> Self {
        Self { alpha: (strength, 0.0), run: Run::Round, add: true, ..Self::flat(a) }
    }

    /// A cloud that fades to nothing at its rim.
    pub fn soft(a: Rgb, strength: f32) -> Self {
        Self { alpha: (strength, 0.0), run: Run::Round, ..Self::flat(a) }
    }

    pub fn alpha(self, k: f32) -> Self {
        Self { alpha: (self.alpha.0 * k, self.alpha.1 * k), ..self }
    }

    /// From opaque at the start of the gradient to clear at its end.
    pub fn fading(self, from: f32, to: f32) -> Self {
        Self { alpha: (from, to), ..self }
    }

    pub fn adding(self) -> Self {
        Self { add: true, ..self }
    }
}

fn skia(c: Rgb, alpha: f32) -> Color {
    let c = c.clamped();
    Color::from_rgba(c.r, c.g, c.b, alpha.clamp(0.0, 1.0)).unwrap_or(Color::BLACK)
}

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

    fn finish(self, ts: Transform) -> Option<Path> {
        self.0.finish()?.transform(ts)
    }
}

/// A surface to paint one layer on.
pub struct Canvas<'a> {
    pixels: PixmapMut<'a>,
    /// Pixels of the canvas per pixel of the frame.
    k: f32,
    /// The canvas's first pixel in the frame.
    ox: f32,
    oy: f32,
    cam: Camera,
    plane: Transform,
    z: f32,
    pub pal: &'a Palette,
    /// What was painted on: left, top, right, bottom in canvas pixels.
    dirty: [f32; 4],
}

impl<'a> Canvas<'a> {
    pub fn new(pixels: PixmapMut<'a>, cam: Camera, (ox, oy): (f32, f32), k: f32, pal: &'a Palette) -> Self {
        let mut canvas = Self {
            pixels,
            k,
            ox,
            oy,
            cam,
            plane: Transform::identity(),
            z: 0.0,
            pal,
            dirty: [f32::MAX, f32::MAX, f32::MIN, f32::MIN],
        };
        canvas.at(0.0);
        canvas
    }

    /// Paints on the upright plane at depth `z` from here on.
    pub fn at(&mut self, z: f32) -> &mut Self {
        let s = self.cam.scale(z) * self.k;
        let (x0, y0) = self.cam.project([0.0, 0.0, z]);
        self.z = z;
        self.plane = Transform::from_row(s, 0.0, 0.0, -s, (x0 - self.ox) * self.k, (y0 - self.oy) * self.k);
        self
    }

    /// Moves the origin on the plane.
    pub fn local_shift(&mut self, x: f32, y: f32) -> &mut Self {
        self.plane = self.plane.pre_translate(x, y);
        self
    }

    /// Moves, turns (radians, anticlockwise) and scales what is painted until the returned transform is restored.
    pub fn push(&mut self, x: f32, y: f32, turn: f32, scale: f32) -> Transform {
        let old = self.plane;
        let (sin, cos) = turn.sin_cos();
        self.plane = old.pre_concat(Transform::from_row(cos * scale, sin * scale, -sin * scale, cos * scale, x, y));
        old
    }

    /// Like [`Canvas::push`], mirrored left to right.
    pub fn push_mirrored(&mut self, x: f32, y: f32, scale: f32) -> Transform {
        let old = self.plane;
        self.plane = old.pre_concat(Transform::from_row(-scale, 0.0, 0.0, scale, x, y));
        old
    }

    pub fn pop(&mut self, old: Transform) {
        self.plane = old;
    }

    /// Paints in another light for a while.
    pub fn with_palette(&mut self, pal: &Palette, paint: impl FnOnce(&mut Canvas<'_>)) {
        let (w, h) = (self.pixels.width(), self.pixels.height());
        let Some(pixels) = PixmapMut::from_bytes(self.pixels.data_mut(), w, h) else { return };
        let mut other = Canvas {
            pixels,
            pal,
            k: self.k,
            ox: self.ox,
            oy: self.oy,
            cam: self.cam,
            plane: self.plane,
            z: self.z,
            dirty: self.dirty,
        };
        paint(&mut other);
        let dirty = other.dirty;
        self.dirty = dirty;
    }

    pub fn camera(&self) -> &Camera {
        &self.cam
    }

    /// Distance of the plane from the camera, in metres.
    pub fn far(&self) -> f32 {
        (self.z - self.cam.z).max(0.0)
    }

    /// Canvas pixels per metre on the plane.
    pub fn pixels_per_metre(&self) -> f32 {
        (self.plane.sx * self.plane.sx + self.plane.ky * self.plane.ky).sqrt()
    }

    /// A surface on this plane, lit: `face` is how much of the key light it takes.
    pub fn lit(&self, base: Rgb, face: f32) -> Rgb {
        self.pal.lit(base, face, self.far())
    }

    pub fn dirty(&self) -> [f32; 4] {
        self.dirty
    }

    fn mark(&mut self, bounds: Rect, margin: f32) {
        let [l, t, r, b] = &mut self.dirty;
        *l = l.min(bounds.left() - margin);
        *t = t.min(bounds.top() - margin);
        *r = r.max(bounds.right() + margin);
        *b = b.max(bounds.bottom() + margin);
    }

    fn shader(ink: &Ink, bounds: Rect) -> Shader<'static> {
        let stops = |edge: Option<f32>| match edge {
            None => {
                vec![GradientStop::new(0.0, skia(ink.a, ink.alpha.0)), GradientStop::new(1.0, skia(ink.b, ink.alpha.1))]
            }
            Some(e) => vec![
                GradientStop::new((e - 0.03).max(0.0), skia(ink.a, ink.alpha.0)),
                GradientStop::new((e + 0.03).min(1.0), skia(ink.b, ink.alpha.1)),
            ],
        };
        let (l, t, r, b) = (bounds.left(), bounds.top(), bounds.right(), bounds.bottom());
        let flat = Shader::SolidColor(skia(ink.a, ink.alpha.0));
        let line = |from: (f32, f32), to: (f32, f32), edge| {
            LinearGradient::new(
                Point::from_xy(from.0, from.1),
                Point::from_xy(to.0, to.1),
                stops(edge),
                SpreadMode::Pad,
                Transform::identity(),
            )
        };
        match ink.run {
            Run::Flat => None,
            Run::Down => line((l, t), (l, b), None),
            Run::Across => line((l, t), (r, t), None),
            Run::Split(edge) => line((l, t), (r, t), Some(edge)),
            Run::Round => {
                let (cx, cy) = ((l + r) / 2.0, (t + b) / 2.0);
                let (rx, ry) = (((r - l) / 2.0).max(0.5), ((b - t) / 2.0).max(0.5));
                RadialGradient::new(
                    Point::from_xy(0.0, 0.0),
                    Point::from_xy(0.0, 0.0),
                    1.0,
                    vec![
                        GradientStop::new(0.0, skia(ink.a, ink.alpha.0)),
                        GradientStop::new(0.35, skia(ink.a.mix(ink.b, 0.35), mix(ink.alpha, 0.62))),
                        GradientStop::new(0.7, skia(ink.a.mix(ink.b, 0.7), mix(ink.alpha, 0.92))),
                        GradientStop::new(1.0, skia(ink.b, ink.alpha.1)),
                    ],
                    SpreadMode::Pad,
                    Transform::from_row(rx, 0.0, 0.0, ry, cx, cy),
                )
            }
        }
        .unwrap_or(flat)
    }

    fn paint(ink: &Ink, bounds: Rect) -> Paint<'static> {
        Paint {
            shader: Self::shader(ink, bounds),
            blend_mode: if ink.add { BlendMode::Plus } else { BlendMode::SourceOver },
            anti_alias: true,
            force_hq_pipeline: false,
        }
    }

    fn fill_path(&mut self, path: &Path, ink: &Ink) {
        let bounds = path.bounds();
        let (w, h) = (self.pixels.width() as f32, self.pixels.height() as f32);
        if bounds.right() < 0.0 || bounds.bottom() < 0.0 || bounds.left() > w || bounds.top() > h {
            return;
        }
        self.mark(bounds, 1.0);
        self.pixels.fill_path(path, &Self::paint(ink, bounds), FillRule::Winding, Transform::identity(), None);
    }

    /// Fills a shape of this plane.
    pub fn fill(&mut self, shape: Shape, ink: Ink) {
        if let Some(path) = shape.finish(self.plane) {
            self.fill_path(&path, &ink);
        }
    }

    /// Draws along a shape with a pen `width` metres wide.
    pub fn stroke(&mut self, shape: Shape, width: f32, ink: Ink) {
        let width = width * self.pixels_per_metre();
        let Some(path) = shape.finish(self.plane) else { return };
        let bounds = path.bounds();
        let (w, h) = (self.pixels.width() as f32, self.pixels.height() as f32);
        if bounds.right() < -width || bounds.bottom() < -width || bounds.left() > w + width || bounds.top() > h + width
        {
            return;
        }
        self.mark(bounds, width + 1.0);
        let stroke = Stroke {
            width: width.max(0.35),
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        self.pixels.stroke_path(&path, &Self::paint(&ink, bounds), &stroke, Transform::identity(), None);
    }

    /// A rectangle of this plane.
    pub fn rect(&mut self, x: f32, y: f32, w: f32, h: f32, ink: Ink) {
        self.fill(Shape::rect(x, y, w, h), ink);
    }

    pub fn disc(&mut self, x: f32, y: f32, r: f32, ink: Ink) {
        self.fill(Shape::disc(x, y, r), ink);
    }

    /// A flat facet anywhere in the world; parts behind the camera are cut off.
    pub fn facet(&mut self, points: &[[f32; 3]], ink: Ink) {
        let near = self.cam.z + 0.25;
        let mut kept: Vec<[f32; 3]> = Vec::with_capacity(points.len() + 2);
        for (i, &p) in points.iter().enumerate() {
            let q = points.get((i + 1) % points.len()).copied().unwrap_or(p);
            if p[2] >= near {
                kept.push(p);
            }
            if (p[2] >= near) != (q[2] >= near) {
                let t = (near - p[2]) / (q[2] - p[2]);
                kept.push([p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t, near]);
            }
        }
        if kept.len() < 3 {
            return;
        }
        let limit = 30_000.0;
        let flat: Vec<(f32, f32)> = kept
            .iter()
            .map(|&p| {
                let (x, y) = self.cam.project(p);
                (((x - self.ox) * self.k).clamp(-limit, limit), ((y - self.oy) * self.k).clamp(-limit, limit))
            })
            .collect();
        if let Some(path) = Shape::poly(&flat).finish(Transform::identity()) {
            self.fill_path(&path, &ink);
        }
    }

    /// Everything the canvas shows.
    pub fn flood(&mut self, ink: Ink) {
        let (w, h) = (self.pixels.width() as f32, self.pixels.height() as f32);
        if let Some(path) = Shape::rect(0.0, 0.0, w, h).finish(Transform::identity()) {
            self.fill_path(&path, &ink);
        }
    }

    /// A band across the whole canvas between two heights of the frame, in pixels.
    pub fn band(&mut self, top: f32, bottom: f32, ink: Ink) {
        let w = self.pixels.width() as f32;
        let (t, b) = ((top - self.oy) * self.k, (bottom - self.oy) * self.k);
        if let Some(path) = Shape::rect(0.0, t, w, b - t).finish(Transform::identity()) {
            self.fill_path(&path, &ink);
        }
    }

    /// A box standing in depth: `x`, `y`, `z` its left, lower, front corner. Its front, top and the visible side are lit apart.
    pub fn block(&mut self, [x, y, z]: [f32; 3], [w, h, d]: [f32; 3], base: Rgb) {
        let far = (z - self.cam.z).max(0.3);
        let side = self.pal.side;
        let shade = |face: f32, pal: &Palette| pal.lit(base, face, far);
        let (front_a, front_b) = (shade(0.62, self.pal), shade(0.38, self.pal));
        let front = if side < 0.0 { Ink::across(front_a, front_b) } else { Ink::across(front_b, front_a) };
        let (x1, y1, z1) = (x + w, y + h, z + d);
        if self.cam.x < x {
            let c = shade(if side < 0.0 { 0.9 } else { 0.0 }, self.pal);
            self.facet(&[[x, y, z], [x, y1, z], [x, y1, z1], [x, y, z1]], Ink::flat(c));
        }
        if self.cam.x > x1 {
            let c = shade(if side > 0.0 { 0.9 } else { 0.0 }, self.pal);
            self.facet(&[[x1, y, z], [x1, y1, z], [x1, y1, z1], [x1, y, z1]], Ink::flat(c));
        }
        if self.cam.y > y1 {
            let c = shade(1.1, self.pal);
            self.facet(&[[x, y1, z], [x1, y1, z], [x1, y1, z1], [x, y1, z1]], Ink::flat(c));
        }
        if self.cam.y < y {
            let c = shade(-0.1, self.pal).darker(0.3);
            self.facet(&[[x, y, z], [x1, y, z], [x1, y, z1], [x, y, z1]], Ink::flat(c));
        }
        self.facet(&[[x, y, z], [x1, y, z], [x1, y1, z], [x, y1, z]], front);
    }

    /// The dark under a thing that stands at (x, z), as wide as `r`.
    pub fn contact(&mut self, x: f32, z: f32, r: f32, strength: f32) {
        let y = 0.002;
        let n = 20;
        let ring: Vec<[f32; 3]> = (0..n)
            .map(|i| {
                let (s, c) = (i as f32 / n as f32 * std::f32::consts::TAU).sin_cos();
                [x + r * c, y, z + 0.5 * r * s]
            })
            .collect();
        let dark = self.pal.tone(self.pal.ambient.times(0.12));
        self.facet(&ring, Ink::soft(dark, strength));
    }
}

fn mix((a, b): (f32, f32), t: f32) -> f32 {
    a + (b - a) * t
}
