//! Builds the layers of a shot: each is painted once, big enough for all the camera will see of it, and turned into planes.

use crate::light::palette::Palette;
use crate::raster::canvas::Canvas;
use crate::scene::camera::{Camera, Depth, Map};
use crate::scene::planes::{Pixels, Planes, convert, merged};
use tiny_skia::PixmapMut;

/// A painted layer and how it moves.
#[derive(Clone, Debug)]
pub struct Layer {
    pub depth: Depth,
    pub planes: Planes,
    /// Layers of a higher order are painted first.
    pub order: f32,
    /// How far its top sways in the wind, in parts of its height.
    pub sway: f32,
    /// How far it rises and falls, as the sea does before a ship's window, in frame heights.
    pub heave: f32,
    /// How far it drifts sideways, in frame heights a second.
    pub drift: f32,
}

/// Where layers are built.
pub struct LayerBuilder<'a> {
    pub pal: &'a Palette,
    /// The camera that layers are painted for: halfway through its move.
    pub cam: Camera,
    path: &'a [Camera],
    size: (u32, u32),
    scratch: Vec<u8>,
    /// How far out of focus things get, in frame heights per (1/m) of difference in nearness.
    aperture: f32,
    /// Where the ground comes among the layers: everything of a higher order is behind it.
    pub ground_order: f32,
    /// The drift of the layers painted from now on, in frame heights a second, and the shot's length in seconds: what drifts is
    /// painted wider.
    pub drift: f32,
    pub seconds: f32,
    pub layers: Vec<Layer>,
}

impl<'a> LayerBuilder<'a> {
    /// `path` samples the camera's move from its start to its end.
    pub fn new(pal: &'a Palette, cam: Camera, path: &'a [Camera], size: (u32, u32), aperture: f32) -> Self {
        Self {
            pal,
            cam,
            path,
            size,
            scratch: Vec::new(),
            aperture,
            ground_order: 1.0e5,
            drift: 0.0,
            seconds: 0.0,
            layers: Vec::new(),
        }
    }

    pub fn size(&self) -> (f32, f32) {
        (self.size.0 as f32, self.size.1 as f32)
    }

    /// How blurred a thing at depth `z` is, as a radius in frame pixels.
    pub fn blur(&self, z: f32) -> f32 {
        let d = (z - self.cam.z).max(0.2);
        let focus = (-self.cam.z).max(0.2);
        self.cam.h * self.cam.f * self.aperture * (1.0 / d - 1.0 / focus).abs()
    }

    /// Everything of a layer that some moment of the move shows: left, top, right, bottom in frame pixels.
    pub fn seen(&self, depth: Depth) -> [f32; 4] {
        let (w, h) = self.size();
        let mut all = [0.0_f32, 0.0, w, h];
        for to in self.path {
            let map: Map = depth.map(&self.cam, to);
            for (x, y) in [(0.0, 0.0), (w, 0.0), (0.0, h), (w, h)] {
                let (u, v) = map.invert(x, y);
                all = [all[0].min(u), all[1].min(v), all[2].max(u), all[3].max(v)];
            }
        }
        // A move that would show miles of a near layer is cut: it will be at the frame's edge and soft.
        let (aside, above) = (1.25 * w.max(h), 0.75 * h);
        [
            all[0].max(-aside).floor() - 2.0,
            all[1].max(-above).floor() - 2.0,
            all[2].min(w + aside).ceil() + 2.0,
            all[3].min(h + above).ceil() + 2.0,
        ]
    }

    /// Paints a layer. Its sharpness follows from its depth.
    pub fn layer(&mut self, depth: Depth, paint: impl FnOnce(&mut Canvas<'_>)) {
        let blur = match depth {
            Depth::Sky => self.blur(60.0).min(6.0),
            Depth::At(z) => self.blur(z),
            Depth::Ground(z) => 0.35 * self.blur(z + 2.0),
        };
        self.soft_layer(depth, blur, 0.0, paint);
    }

    /// Paints a layer blurred by `blur` frame pixels that sways in the wind by `sway` of its height.
    pub fn soft_layer(&mut self, depth: Depth, blur: f32, sway: f32, paint: impl FnOnce(&mut Canvas<'_>)) {
        let up = if matches!(depth, Depth::Sky) { pixel_of(blur).max(2) } else { pixel_of(blur) };
        let order = match depth {
            Depth::Sky => 1.0e6,
            Depth::Ground(_) => self.ground_order,
            Depth::At(z) => z,
        };
        let [l, t, r, b] = self.seen(depth);
        let travel = (0.5 * self.drift * self.seconds * self.cam.h).abs().ceil();
        let region = Region { rect: [l - travel, t, r + travel, b], up, blur };
        if let Some(planes) = paint_region(self.pal, self.cam, depth, region, &mut self.scratch, paint) {
            self.layers.push(Layer { depth, order, planes, sway, heave: 0.0, drift: self.drift });
        }
    }
}

/// Joins neighbouring layers that move as one, so that a camera that only turns or stands still moves few of them.
/// Nothing is joined across the depths in `between`: people come there.
pub fn joined(layers: Vec<Layer>, build: &Camera, path: &[Camera], between: &[f32], windy: bool) -> Vec<Layer> {
    let rests = |l: &Layer| l.drift == 0.0 && (l.sway == 0.0 || !windy);
    let mut out: Vec<Layer> = Vec::with_capacity(layers.len());
    for layer in layers {
        let fits = |last: &Layer| {
            let parted = between.iter().any(|&z| z > layer.order && z <= last.order);
            if parted || last.heave != layer.heave || !rests(last) || !rests(&layer) {
                return false;
            }
            // A few scattered things are moved faster one by one than as one great sheet.
            let area = |[l, t, r, b]: [f32; 4]| (r - l) * (b - t);
            let (p, q) = (last.planes.bounds(), layer.planes.bounds());
            let both = [p[0].min(q[0]), p[1].min(q[1]), p[2].max(q[2]), p[3].max(q[3])];
            if area(both) > 1.25 * (area(p) + area(q)) {
                return false;
            }
            path.iter().all(|to| {
                let (a, b) = (last.depth.map(build, to), layer.depth.map(build, to));
                let (w, h) = (build.h * 1.8, build.h);
                [(0.0, 0.0), (w, 0.0), (0.0, h), (w, h)].into_iter().all(|(x, y)| {
                    let dx = (a.mx - b.mx) * x + (a.k - b.k) * y + a.tx - b.tx;
                    let dy = (a.my - b.my) * y + a.ty - b.ty;
                    dx.abs().max(dy.abs()) < 0.0008 * build.h
                })
            })
        };
        match out.pop() {
            Some(last) if fits(&last) => {
                // The nearer order: whoever comes between comes before or behind both.
                let planes = merged(last.planes, &layer.planes);
                out.push(Layer { planes, order: layer.order, ..last });
            }
            Some(last) => out.extend([last, layer]),
            None => out.push(layer),
        }
    }
    out.into_iter().map(|l| Layer { planes: l.planes.measured(), ..l }).collect()
}

/// A part of the frame to paint: left, top, right, bottom in frame pixels; how many frame pixels one painted pixel is wide
/// (1, 2 or 4); the blur's radius in frame pixels.
#[derive(Clone, Copy, Debug)]
pub struct Region {
    pub rect: [f32; 4],
    pub up: usize,
    pub blur: f32,
}

/// Paints a region for a camera and turns what was touched into planes; `None` when nothing was.
pub fn paint_region(
    pal: &Palette,
    cam: Camera,
    depth: Depth,
    region: Region,
    scratch: &mut Vec<u8>,
    paint: impl FnOnce(&mut Canvas<'_>),
) -> Option<Planes> {
    let Region { rect: [l, t, r, b], up, blur } = region;
    let align = |v: f32| (v / 8.0).floor() * 8.0;
    let (l, t) = (align(l), align(t));
    if r <= l || b <= t {
        return None;
    }
    let (w, h) = (((r - l) / 8.0).ceil() as usize * 8 / up, ((b - t) / 8.0).ceil() as usize * 8 / up);
    let bytes = w * h * 4;
    if scratch.len() < bytes {
        scratch.resize(bytes, 0);
    }
    let buffer = scratch.get_mut(..bytes)?;
    let pixels = PixmapMut::from_bytes(buffer, w as u32, h as u32)?;
    let mut canvas = Canvas::new(pixels, cam, (l, t), 1.0 / up as f32, pal);
    if let Depth::At(z) | Depth::Ground(z) = depth {
        canvas.at(z);
    }
    paint(&mut canvas);
    let radius = radius_of(blur, up);
    let [dl, dt, dr, db] = canvas.dirty();
    if dr <= dl || db <= dt {
        return None;
    }
    let grow = radius as f32 * 2.0 + 1.0;
    let clip = |v: f32, max: usize| v.clamp(0.0, max as f32) as usize;
    let (x0, y0) = (clip((dl - grow).floor(), w) & !1, clip((dt - grow).floor(), h) & !1);
    let (x1, y1) = (clip((dr + grow).ceil() + 1.0, w), clip((db + grow).ceil() + 1.0, h));
    let (x1, y1) = (((x1 + 1) & !1).min(w), ((y1 + 1) & !1).min(h));
    let buffer = scratch.get_mut(..bytes)?;
    if x1 <= x0 + 1 || y1 <= y0 + 1 {
        buffer.fill(0);
        return None;
    }
    if radius > 0 {
        box_blur(buffer, w, (x0, y0, x1, y1), radius);
    }
    let pixels = Pixels { data: buffer, stride: w, x: x0, y: y0, w: x1 - x0, h: y1 - y0 };
    let planes = convert(pixels, up, l + (x0 * up) as f32, t + (y0 * up) as f32, 1.1);
    // Left clear for the next: everything painted lies within.
    for row in buffer.chunks_exact_mut(w * 4).take(y1).skip(y0) {
        if let Some(touched) = row.get_mut(x0 * 4..x1 * 4) {
            touched.fill(0);
        }
    }
    Some(planes)
}

/// How many frame pixels wide a painted pixel of a layer is that will be blurred by `blur` frame pixels.
pub fn pixel_of(blur: f32) -> usize {
    if blur >= 4.0 {
        4
    } else if blur >= 0.9 {
        2
    } else {
        1
    }
}

/// The radius of the blur that is left to do, in painted pixels: painting at half or a quarter of the size is half of one.
fn radius_of(blur: f32, up: usize) -> usize {
    let soft = up as f32 - 1.0;
    let rest = (blur * blur - soft * soft).max(0.0).sqrt() / up as f32;
    if up == 1 && blur < 0.9 { 0 } else { rest.round() as usize }
}

/// Blurs a region of premultiplied pixels by running means, twice in each direction.
pub fn box_blur(data: &mut [u8], stride: usize, (x0, y0, x1, y1): (usize, usize, usize, usize), radius: usize) {
    let (w, h) = (x1 - x0, y1 - y0);
    if w < 2 || h < 2 || radius == 0 {
        return;
    }
    let mut line = vec![0_u8; w.max(h) * 4];
    for _ in 0..2 {
        for y in y0..y1 {
            let start = (y * stride + x0) * 4;
            let Some(row) = data.get_mut(start..start + w * 4) else { continue };
            if row.iter().all(|&b| b == 0) {
                continue;
            }
            if let Some(copy) = line.get_mut(..w * 4) {
                copy.copy_from_slice(row);
                mean(copy, row, w, radius);
            }
        }
        // Down the columns, a whole row at a time: sums per column.
        columns(data, stride, (x0, y0, w, h), radius);
    }
}

fn mean(from: &[u8], to: &mut [u8], n: usize, radius: usize) {
    let scale = 65536 / (2 * radius as u32 + 1);
    let (from, _) = from.as_chunks::<4>();
    let (to, _) = to.as_chunks_mut::<4>();
    let last = n.saturating_sub(1);
    let at = |i: usize| from.get(i.min(last)).copied().unwrap_or_default().map(u32::from);
    let mut sum = at(0).map(|v| v * (radius as u32 + 1));
    for i in 1..=radius {
        let next = at(i);
        for k in 0..4 {
            sum[k] += next[k];
        }
    }
    for (i, out) in to.iter_mut().take(n).enumerate() {
        *out = sum.map(|s| ((s * scale + 32768) >> 16) as u8);
        let (add, drop) = (at(i + radius + 1), at(i.saturating_sub(radius)));
        for k in 0..4 {
            sum[k] = sum[k] + add[k] - drop[k];
        }
    }
}

fn columns(data: &mut [u8], stride: usize, (x0, y0, w, h): (usize, usize, usize, usize), radius: usize) {
    let mut source: Vec<u8> = Vec::with_capacity(w * h * 4);
    for y in y0..y0 + h {
        source.extend_from_slice(data.get((y * stride + x0) * 4..(y * stride + x0 + w) * 4).unwrap_or(&[]));
    }
    let row = |i: isize| {
        let i = i.clamp(0, h as isize - 1) as usize;
        source.get(i * w * 4..(i + 1) * w * 4).unwrap_or(&[])
    };
    let scale = 65536 / (2 * radius as u32 + 1);
    let mut sums = vec![0_u32; w * 4];
    for i in -(radius as isize)..=radius as isize {
        for (s, &v) in sums.iter_mut().zip(row(i)) {
            *s += u32::from(v);
        }
    }
    for y in 0..h {
        let start = ((y0 + y) * stride + x0) * 4;
        let Some(out) = data.get_mut(start..start + w * 4) else { continue };
        let (add, drop) = (row(y as isize + radius as isize + 1), row(y as isize - radius as isize));
        for (((o, s), &a), &d) in out.iter_mut().zip(&mut sums).zip(add).zip(drop) {
            *o = ((*s * scale + 32768) >> 16).min(255) as u8;
            *s = (*s + u32::from(a)).saturating_sub(u32::from(d));
        }
    }
}
