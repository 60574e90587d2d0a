//! Painting in metres: shapes on upright planes and flat facets in depth, projected by the camera, filled with tiny-skia.

use crate::light::palette::Palette;
use crate::raster::colour::Rgb;
use crate::raster::gradient;
pub use crate::raster::ink::Ink;
pub use crate::raster::shape::Shape;
use crate::scene::camera::Camera;
use tiny_skia::{FillRule, LineCap, LineJoin, Path, PixmapMut, Rect, Stroke, Transform};

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

    fn fill_path(&mut self, path: &Path, ink: &Ink) {
        let bounds = path.bounds();
        let (w, h) = (self.pixels.width() as f32, self.pixels.height() as f32);
        if bounds.right() < 0.0 || bounds.bottom() < 0.0 || bounds.left() > w || bounds.top() > h {
            return;
        }
        self.mark(bounds, 1.0);
        match ink.plain() {
            Some(paint) => self.pixels.fill_path(path, &paint, FillRule::Winding, Transform::identity(), None),
            None => gradient::fill(&mut self.pixels, path, ink),
        }
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
        self.pixels.stroke_path(&path, &ink.average(), &stroke, Transform::identity(), None);
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
