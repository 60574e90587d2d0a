//! A shot, frame by frame.

use crate::camera::{Camera, Depth};
use crate::canvas::Ink;
use crate::compose::{Frame, GRAIN_SIDE, Scratch, Vignette, finish};
use crate::palette::Palette;
use crate::studio::{Layer, Studio};
use model::Staging;

/// One shot, ready to be rendered.
pub struct Animatic {
    size: (usize, usize),
    fps: u32,
    frames: u32,
    cam: Camera,
    path: Vec<Camera>,
    layers: Vec<Layer>,
    scratch: Scratch,
    vignette: Vignette,
    grain: Vec<i8>,
}

impl Animatic {
    /// Paints the layers of the shot. Width and height are in pixels and made even; `seconds` is the shot's length.
    pub fn new(staging: &Staging, width: u32, height: u32, fps: u32, seconds: f64, take: u32) -> Self {
        let (w, h) = (width.max(16) & !1, height.max(16) & !1);
        let frames = ((seconds * f64::from(fps)).round() as u32).max(1);
        let pal = Palette::new(
            staging.place.time,
            staging.place.weather,
            staging.style,
            staging.mood,
            staging.place.interior.unwrap_or(false),
            if take.is_multiple_of(2) { -1.0 } else { 1.0 },
        );
        let aspect = w as f32 / h as f32;
        let at = |p: f32| Camera { x: p - 0.5, y: 1.6, z: -8.0, f: 1.7, sx: aspect / 2.0, sy: 0.55, h: h as f32 };
        let path: Vec<Camera> = (0..=8).map(|i| at(i as f32 / 8.0)).collect();
        let cam = at(0.5);
        let mut studio = Studio::new(&pal, cam, &path, (w, h), 0.0);
        studio.layer(Depth::Sky, |c| {
            let [a, _, b] = c.pal.sky.map(|s| c.pal.tone(s));
            c.flood(Ink::down(a, b));
        });
        studio.layer(Depth::Ground(0.0), |c| {
            let top = c.camera().h * c.camera().sy;
            let ground = c.lit(crate::colour::rgb(0x8a8474), 0.6);
            let bottom = c.camera().h * 2.0;
            c.band(top, bottom, Ink::flat(ground));
        });
        let layers = std::mem::take(&mut studio.layers);
        let mut rng = crate::rng::Rng::new(5);
        let grain = (0..GRAIN_SIDE * GRAIN_SIDE).map(|_| (rng.range(-1.4, 1.4)).round() as i8).collect();
        Self {
            size: (w as usize, h as usize),
            fps,
            frames,
            cam,
            path,
            layers,
            scratch: Scratch::default(),
            vignette: Vignette::new(w as usize, h as usize, 0.3),
            grain,
        }
    }

    /// How many frames the shot has, at least one.
    pub fn frames(&self) -> u32 {
        self.frames
    }

    /// Frames per second.
    pub fn fps(&self) -> u32 {
        self.fps
    }

    /// Fills `out` with the frame as planar 4:2:0, BT.709 limited range: width × height luma, then the two chroma planes.
    pub fn render(&mut self, index: u32, out: &mut Vec<u8>) {
        let (w, h) = self.size;
        out.resize(w * h * 3 / 2, 16);
        let (y, rest) = out.split_at_mut(w * h);
        let (u, v) = rest.split_at_mut(w * h / 4);
        let mut frame = Frame { w, h, y, u, v };
        let p = index as f32 / self.frames.max(1) as f32;
        let to = self.path.get((p * 8.0) as usize).copied().unwrap_or(self.cam);
        for layer in &self.layers {
            frame.draw(&layer.planes, &layer.depth.map(&self.cam, &to), &mut self.scratch);
        }
        finish(&mut frame, &self.vignette, &self.grain, 0);
    }
}
