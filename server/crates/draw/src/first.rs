//! The plain first animatic: sky or wall, ground, a horizon of shapes, people as simple figures. Two layers and the people move
//! against each other.

use crate::rng::{Rng, hash};
use model::{CameraMove, Figure, Framing, Sex, Staging, StylePreset, TimeOfDay, Weather};
use tiny_skia::{
    Color, FillRule, GradientStop, LinearGradient, Paint, PathBuilder, Pixmap, Point, Rect, SpreadMode, Transform,
};

/// Layers reach this far beyond the frame, as a part of it, so that the camera can move.
const MARGIN: f32 = 0.12;

type Tint = [f32; 3];

fn colour([r, g, b]: Tint, alpha: f32) -> Color {
    Color::from_rgba(r.clamp(0.0, 1.0), g.clamp(0.0, 1.0), b.clamp(0.0, 1.0), alpha.clamp(0.0, 1.0))
        .unwrap_or(Color::BLACK)
}

fn mix(a: Tint, b: Tint, t: f32) -> Tint {
    [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
}

struct Light {
    top: Tint,
    low: Tint,
    ground: Tint,
    far: Tint,
}

fn light(staging: &Staging) -> Light {
    let inside = staging.place.interior.unwrap_or(false);
    let mut light = match (staging.place.time, inside) {
        (TimeOfDay::Dawn, false) => Light {
            top: [0.32, 0.40, 0.55],
            low: [0.95, 0.72, 0.55],
            ground: [0.30, 0.31, 0.30],
            far: [0.45, 0.45, 0.52],
        },
        (TimeOfDay::Day, false) => Light {
            top: [0.36, 0.55, 0.74],
            low: [0.80, 0.86, 0.86],
            ground: [0.42, 0.44, 0.34],
            far: [0.50, 0.58, 0.60],
        },
        (TimeOfDay::Dusk, false) => Light {
            top: [0.20, 0.20, 0.38],
            low: [0.92, 0.50, 0.34],
            ground: [0.22, 0.20, 0.24],
            far: [0.32, 0.26, 0.36],
        },
        (TimeOfDay::Night, false) => Light {
            top: [0.03, 0.05, 0.12],
            low: [0.12, 0.17, 0.28],
            ground: [0.07, 0.09, 0.12],
            far: [0.08, 0.11, 0.18],
        },
        (TimeOfDay::Night, true) => Light {
            top: [0.10, 0.10, 0.14],
            low: [0.30, 0.24, 0.20],
            ground: [0.14, 0.11, 0.10],
            far: [0.20, 0.16, 0.15],
        },
        (_, true) => Light {
            top: [0.50, 0.45, 0.40],
            low: [0.74, 0.68, 0.58],
            ground: [0.36, 0.28, 0.22],
            far: [0.44, 0.36, 0.30],
        },
    };
    let noir = staging.style == StylePreset::Noir;
    for tint in [&mut light.top, &mut light.low, &mut light.ground, &mut light.far] {
        if noir {
            let grey = tint.iter().sum::<f32>() / 3.0;
            *tint = [grey * 0.8; 3];
        } else if matches!(staging.place.weather, Weather::Rain | Weather::Storm | Weather::Fog | Weather::Snow) {
            let grey = tint.iter().sum::<f32>() / 3.0;
            *tint = mix(*tint, [grey, grey, grey * 1.08], 0.55);
        }
    }
    light
}

fn fill(map: &mut Pixmap, points: &[(f32, f32)], tint: Tint, alpha: f32) {
    let mut path = PathBuilder::new();
    for (index, (x, y)) in points.iter().enumerate() {
        if index == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
    }
    path.close();
    if let Some(path) = path.finish() {
        let mut paint = Paint::default();
        paint.set_color(colour(tint, alpha));
        paint.anti_alias = true;
        map.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
    }
}

fn block(map: &mut Pixmap, x: f32, y: f32, w: f32, h: f32, tint: Tint) {
    fill(map, &[(x, y), (x + w, y), (x + w, y + h), (x, y + h)], tint, 1.0);
}

fn oval(map: &mut Pixmap, x: f32, y: f32, rx: f32, ry: f32, tint: Tint) {
    let Some(rect) = Rect::from_xywh(x - rx, y - ry, rx * 2.0, ry * 2.0) else { return };
    if let Some(path) = PathBuilder::from_oval(rect) {
        let mut paint = Paint::default();
        paint.set_color(colour(tint, 1.0));
        paint.anti_alias = true;
        map.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
    }
}

fn gradient(map: &mut Pixmap, top: Tint, low: Tint, to: f32) {
    let (w, h) = (map.width() as f32, map.height() as f32);
    let stops = vec![GradientStop::new(0.0, colour(top, 1.0)), GradientStop::new(1.0, colour(low, 1.0))];
    let shader = LinearGradient::new(
        Point::from_xy(0.0, 0.0),
        Point::from_xy(0.0, h * to),
        stops,
        SpreadMode::Pad,
        Transform::identity(),
    );
    if let (Some(shader), Some(rect)) = (shader, Rect::from_xywh(0.0, 0.0, w, h)) {
        map.fill_rect(rect, &Paint { shader, ..Paint::default() }, Transform::identity(), None);
    }
}

/// One drawn layer and how much of the camera's movement it takes part in.
struct Layer {
    map: Pixmap,
    nearness: f32,
}

/// A shot, ready to give its frames.
pub struct Animatic {
    staging: Staging,
    width: u32,
    height: u32,
    fps: u32,
    frames: u32,
    layers: Vec<Layer>,
    canvas: Pixmap,
    seed: u64,
}

impl Animatic {
    /// `width` and `height` in pixels, both even; `take` 0, 1, 2 … places the same people differently.
    pub fn new(staging: &Staging, width: u32, height: u32, fps: u32, seconds: f64, take: u32) -> Self {
        let frames = ((seconds * f64::from(fps)).round() as u32).max(1);
        let seed = hash(&format!("{}{}{take}", staging.place.name, staging.action));
        let canvas = pixmap(width, height);
        let mut animatic =
            Self { staging: staging.clone(), width, height, fps: fps.max(1), frames, layers: Vec::new(), canvas, seed };
        animatic.layers = vec![animatic.far(), animatic.near()];
        animatic
    }

    /// How many frames the shot has.
    pub fn frames(&self) -> u32 {
        self.frames
    }

    fn sheet(&self) -> Pixmap {
        let grown = |side: u32| (side as f32 * (1.0 + 2.0 * MARGIN)) as u32;
        pixmap(grown(self.width), grown(self.height))
    }

    fn far(&self) -> Layer {
        let light = light(&self.staging);
        let mut map = self.sheet();
        let (w, h) = (map.width() as f32, map.height() as f32);
        let horizon = h * 0.62;
        gradient(&mut map, light.top, light.low, 0.64);
        let mut rng = Rng::new(hash(&self.staging.place.name));
        if self.staging.place.interior.unwrap_or(false) {
            let glass =
                mix(light.low, [0.8, 0.86, 0.9], if self.staging.place.time == TimeOfDay::Night { 0.05 } else { 0.6 });
            let at = w * rng.range(0.15, 0.6);
            block(&mut map, at - 8.0, h * 0.18, w * 0.24 + 16.0, h * 0.3 + 16.0, mix(light.far, [1.0; 3], 0.15));
            block(&mut map, at, h * 0.18 + 8.0, w * 0.24, h * 0.3, glass);
            block(&mut map, at + w * 0.118, h * 0.18, w * 0.006, h * 0.32, mix(light.far, [1.0; 3], 0.15));
        } else {
            if self.staging.place.time == TimeOfDay::Night {
                for _ in 0..60 {
                    oval(&mut map, rng.range(0.0, w), rng.range(0.0, horizon * 0.7), 1.2, 1.2, [0.7, 0.75, 0.85]);
                }
            }
            let mut x = -w * 0.05;
            while x < w {
                let (wide, high) = (w * rng.range(0.05, 0.13), h * rng.range(0.08, 0.28));
                fill(
                    &mut map,
                    &[
                        (x, horizon),
                        (x + wide * 0.1, horizon - high),
                        (x + wide * 0.9, horizon - high * rng.range(0.8, 1.0)),
                        (x + wide, horizon),
                    ],
                    mix(light.far, light.low, 0.35),
                    1.0,
                );
                x += wide * rng.range(0.6, 1.0);
            }
        }
        block(&mut map, 0.0, horizon, w, h - horizon, light.ground);
        Layer { map, nearness: 0.35 }
    }

    fn near(&self) -> Layer {
        let light = light(&self.staging);
        let mut map = self.sheet();
        let (w, h) = (map.width() as f32, map.height() as f32);
        let mut rng = Rng::new(self.seed);
        let dark = mix(light.ground, [0.02; 3], 0.45);
        if self.staging.place.interior.unwrap_or(false) {
            let x = w * rng.range(0.05, 0.6);
            block(&mut map, x, h * 0.66, w * 0.34, h * 0.035, mix(dark, light.low, 0.35));
            for leg in [0.02, 0.31] {
                block(&mut map, x + w * leg, h * 0.69, w * 0.012, h * 0.2, dark);
            }
        } else {
            for side in [0.02, 0.9] {
                let x = w * (side + rng.range(-0.03, 0.05));
                block(&mut map, x, h * 0.2, w * 0.012, h * 0.62, dark);
                oval(&mut map, x + w * 0.006, h * 0.2, h * 0.09, h * 0.12, mix(dark, light.far, 0.25));
            }
        }
        Layer { map, nearness: 1.0 }
    }

    /// Fills `out` with frame `index` as planar I420, BT.709 limited range.
    pub fn render(&mut self, index: u32, out: &mut Vec<u8>) {
        let second = index as f32 / self.fps as f32;
        let t = index as f32 / self.frames.max(2) as f32;
        let (dx, dy, zoom) = camera(self.staging.camera, t, second);
        let mut canvas = std::mem::replace(&mut self.canvas, pixmap(1, 1));
        canvas.fill(Color::BLACK);
        let (w, h) = (self.width as f32, self.height as f32);
        let place = |nearness: f32| {
            let scale = 1.0 + (zoom - 1.0) * nearness;
            Transform::from_translate(-w * MARGIN - w * 0.5, -h * MARGIN - h * 0.5)
                .post_scale(scale, scale)
                .post_translate(w * 0.5 - dx * w * nearness, h * 0.5 - dy * h * nearness)
        };
        let draw = |canvas: &mut Pixmap, layer: &Layer| {
            let paint = tiny_skia::PixmapPaint { quality: tiny_skia::FilterQuality::Bilinear, ..Default::default() };
            canvas.draw_pixmap(0, 0, layer.map.as_ref(), &paint, place(layer.nearness), None);
        };
        if let Some(far) = self.layers.first() {
            draw(&mut canvas, far);
        }
        self.people(&mut canvas, second, dx, zoom);
        if let Some(near) = self.layers.get(1) {
            draw(&mut canvas, near);
        }
        self.weather(&mut canvas, index);
        to_i420(&canvas, out);
        self.canvas = canvas;
    }

    fn people(&self, canvas: &mut Pixmap, second: f32, dx: f32, zoom: f32) {
        let (w, h) = (self.width as f32, self.height as f32);
        let figures = &self.staging.figures;
        let shown: Vec<&Figure> = match self.staging.framing {
            Framing::CloseUp | Framing::ExtremeCloseUp => {
                figures.iter().find(|figure| figure.focus).or(figures.first()).into_iter().collect()
            }
            Framing::Insert | Framing::Aerial => Vec::new(),
            _ => figures.iter().take(5).collect(),
        };
        // A figure's height in frame heights, and where its feet are.
        let (size, feet) = match self.staging.framing {
            Framing::Establishing | Framing::Aerial => (0.28, 0.86),
            Framing::Wide => (0.5, 0.92),
            Framing::Full => (0.8, 0.97),
            Framing::CloseUp => (3.2, 3.42),
            Framing::ExtremeCloseUp => (5.5, 5.75),
            Framing::OverTheShoulder | Framing::TwoShot | Framing::Medium => (1.6, 1.82),
            Framing::Insert | Framing::Pov => (1.2, 1.35),
        };
        let light = light(&self.staging);
        for (index, figure) in shown.iter().enumerate() {
            let x = (index as f32 + 1.0) / (shown.len() as f32 + 1.0)
                + Rng::new(self.seed ^ index as u64).range(-0.04, 0.04);
            person(canvas, figure, (x - dx * 0.8) * w, feet * h, size * zoom * h, second, &light);
        }
    }

    fn weather(&self, canvas: &mut Pixmap, index: u32) {
        let (w, h) = (self.width as f32, self.height as f32);
        let mut rng = Rng::new(self.seed ^ u64::from(index / 2));
        match self.staging.place.weather {
            Weather::Rain | Weather::Storm if !self.staging.place.interior.unwrap_or(false) => {
                for _ in 0..130 {
                    let (x, y, long) = (rng.range(0.0, w), rng.range(-0.1, 1.0) * h, h * rng.range(0.03, 0.07));
                    fill(canvas, &[(x, y), (x + 1.4, y), (x - long * 0.15, y + long)], [0.8, 0.85, 0.92], 0.35);
                }
            }
            Weather::Snow if !self.staging.place.interior.unwrap_or(false) => {
                for _ in 0..110 {
                    let size = rng.range(1.0, 3.4);
                    oval(canvas, rng.range(0.0, w), rng.range(0.0, h), size, size, [0.93, 0.95, 0.98]);
                }
            }
            _ => {}
        }
    }
}

fn pixmap(width: u32, height: u32) -> Pixmap {
    // A picture of one pixel always exists; sizes come from the settings and are small.
    match Pixmap::new(width.max(1), height.max(1)) {
        Some(map) => map,
        None => Pixmap::decode_png(&[]).unwrap_or_else(|_| unreachable!("a small picture fits in memory")),
    }
}

/// Shift (in frame widths and heights) and zoom at a moment of the shot.
fn camera(kind: CameraMove, t: f32, second: f32) -> (f32, f32, f32) {
    let across = (t - 0.5) * 0.12;
    let breath = (second * 0.7).sin() * 0.002;
    match kind {
        CameraMove::Static => (breath, 0.0, 1.0),
        CameraMove::PanLeft | CameraMove::TrackLeft => (-across, 0.0, 1.0),
        CameraMove::PanRight | CameraMove::TrackRight => (across, 0.0, 1.0),
        CameraMove::TiltUp | CameraMove::CraneUp => (0.0, -across, 1.0),
        CameraMove::TiltDown | CameraMove::CraneDown => (0.0, across, 1.0),
        CameraMove::DollyIn | CameraMove::ZoomIn => (0.0, 0.0, 1.0 + 0.1 * t),
        CameraMove::DollyOut | CameraMove::ZoomOut => (0.0, 0.0, 1.1 - 0.1 * t),
        CameraMove::Handheld => ((second * 2.1).sin() * 0.006, (second * 2.7).sin() * 0.006, 1.02),
    }
}

const SKINS: &[Tint] =
    &[[0.93, 0.76, 0.65], [0.80, 0.60, 0.46], [0.62, 0.43, 0.32], [0.42, 0.29, 0.22], [0.88, 0.68, 0.54]];
const CLOTHES: &[(&str, Tint)] = &[
    ("red", [0.66, 0.20, 0.18]),
    ("green", [0.24, 0.42, 0.30]),
    ("blue", [0.22, 0.34, 0.56]),
    ("yellow", [0.80, 0.64, 0.24]),
    ("grey", [0.45, 0.46, 0.48]),
    ("gray", [0.45, 0.46, 0.48]),
    ("black", [0.12, 0.12, 0.14]),
    ("white", [0.86, 0.85, 0.82]),
    ("brown", [0.40, 0.28, 0.20]),
    ("purple", [0.40, 0.26, 0.46]),
    ("orange", [0.78, 0.44, 0.20]),
    ("pink", [0.80, 0.50, 0.54]),
];
const HAIR: &[(&str, Tint)] = &[
    ("blond", [0.80, 0.66, 0.40]),
    ("red hair", [0.58, 0.27, 0.14]),
    ("grey hair", [0.66, 0.66, 0.68]),
    ("white hair", [0.85, 0.85, 0.86]),
    ("black hair", [0.10, 0.09, 0.10]),
    ("brown hair", [0.32, 0.21, 0.14]),
];

fn person(canvas: &mut Pixmap, figure: &Figure, x: f32, feet: f32, tall: f32, second: f32, light: &Light) {
    let text = format!("{} {}", figure.name, figure.description).to_lowercase();
    let mut rng = Rng::new(hash(&text));
    let skin = rng.pick(SKINS).unwrap_or([0.8, 0.6, 0.5]);
    let any = rng.pick(CLOTHES).map_or([0.4; 3], |(_, tint)| tint);
    let cloth = CLOTHES
        .iter()
        .filter_map(|(word, tint)| Some((text.find(word)?, *tint)))
        .min_by_key(|found| found.0)
        .map_or(any, |found| found.1);
    let hair = HAIR
        .iter()
        .find(|(word, _)| text.contains(word))
        .or_else(|| HAIR.get(4 + rng.below(2)))
        .map_or([0.2; 3], |found| found.1);
    let lit = |tint: Tint| mix(tint, light.low, 0.18);
    let unit = tall / 7.5;
    let breath = (second * 1.8 + x).sin() * unit * 0.03;
    let (shoulder, hip) = (feet - unit * 6.1 + breath, feet - unit * 3.6);
    let woman = figure.sex == Some(Sex::Female);
    let wide = if woman { 0.78 } else { 0.98 } * unit;
    for side in [-1.0, 1.0] {
        fill(
            canvas,
            &[
                (x + side * wide * 0.1, hip),
                (x + side * wide * 0.62, hip),
                (x + side * wide * 0.5, feet),
                (x + side * wide * 0.15, feet),
            ],
            lit(mix(cloth, [0.05; 3], 0.6)),
            1.0,
        );
        fill(
            canvas,
            &[
                (x + side * wide * 0.95, shoulder),
                (x + side * wide * 1.22, shoulder + unit * 0.25),
                (x + side * wide * 1.18, hip + unit * 0.35),
                (x + side * wide * 0.9, hip + unit * 0.35),
            ],
            lit(mix(cloth, [0.0; 3], 0.12)),
            1.0,
        );
    }
    fill(
        canvas,
        &[
            (x - wide, shoulder),
            (x + wide, shoulder),
            (x + wide * 0.78, hip + unit * 0.4),
            (x - wide * 0.78, hip + unit * 0.4),
        ],
        lit(cloth),
        1.0,
    );
    fill(
        canvas,
        &[(x, shoulder), (x + wide, shoulder), (x + wide * 0.78, hip + unit * 0.4), (x, hip + unit * 0.4)],
        [0.0; 3],
        0.13,
    );
    let head = shoulder - unit * 0.72;
    block(canvas, x - unit * 0.2, shoulder - unit * 0.35, unit * 0.4, unit * 0.45, lit(mix(skin, [0.2; 3], 0.2)));
    if woman {
        oval(canvas, x, head + unit * 0.1, unit * 0.52, unit * 0.72, lit(hair));
    }
    oval(canvas, x, head - unit * 0.08, unit * 0.45, unit * 0.58, lit(hair));
    oval(canvas, x, head + unit * 0.06, unit * 0.38, unit * 0.48, lit(skin));
    let blink = (second * 0.35 + x * 0.01).fract() < 0.03;
    for side in [-1.0, 1.0] {
        oval(
            canvas,
            x + side * unit * 0.15,
            head,
            unit * 0.04,
            unit * if blink { 0.01 } else { 0.045 },
            [0.1, 0.08, 0.08],
        );
        block(
            canvas,
            x + side * unit * 0.15 - unit * 0.08,
            head - unit * 0.12,
            unit * 0.16,
            unit * 0.03,
            lit(mix(hair, [0.0; 3], 0.2)),
        );
    }
    let speaking = figure.speaking.iter().any(|(start, end)| (*start..*end).contains(&f64::from(second)));
    let open = if speaking { 0.03 + 0.07 * (second * 21.0).sin().abs() } else { 0.018 };
    oval(canvas, x, head + unit * 0.28, unit * 0.12, unit * open, [0.42, 0.16, 0.16]);
}

/// RGBA to planar I420 (BT.709, limited range).
fn to_i420(map: &Pixmap, out: &mut Vec<u8>) {
    let (w, h) = (map.width() as usize, map.height() as usize);
    out.clear();
    out.resize(w * h * 3 / 2, 128);
    let (luma, chroma) = out.split_at_mut(w * h);
    let (us, vs) = chroma.split_at_mut(w * h / 4);
    for (row, line) in map.data().chunks_exact(w * 4).zip(luma.chunks_exact_mut(w)) {
        for (pixel, y) in row.chunks_exact(4).zip(line) {
            if let [r, g, b, _] = *pixel {
                *y = ((47 * u32::from(r) + 157 * u32::from(g) + 16 * u32::from(b) + 4_224) >> 8) as u8;
            }
        }
    }
    let rows = map.data().chunks_exact(w * 8).zip(us.chunks_exact_mut(w / 2).zip(vs.chunks_exact_mut(w / 2)));
    for (row, (us, vs)) in rows {
        for ((pixel, u), v) in row.chunks_exact(8).zip(us).zip(vs) {
            if let [r, g, b, ..] = *pixel {
                let (r, g, b) = (i32::from(r), i32::from(g), i32::from(b));
                *u = ((-26 * r - 86 * g + 112 * b + 32_896) >> 8).clamp(16, 240) as u8;
                *v = ((112 * r - 102 * g - 10 * b + 32_896) >> 8).clamp(16, 240) as u8;
            }
        }
    }
}

/// A PNG of the shot's frame a third into it.
pub fn panel(staging: &Staging, width: u32, height: u32, take: u32) -> Vec<u8> {
    let mut animatic = Animatic::new(staging, width, height, 24, 3.0, take);
    let mut frame = Vec::new();
    animatic.render(24, &mut frame);
    animatic.canvas.encode_png().unwrap_or_default()
}
