//! A shot, frame by frame.

use crate::light::finish::{GRAIN_SIDE, Vignette, finish};
use crate::light::palette::Palette;
use crate::raster::colour::rgb;
use crate::rng::{Rng, hash, mix};
use crate::scene::blocking::Blocking;
use crate::scene::camera::{Camera, Map};
use crate::scene::cast::{Cast, DRAWN_RATE};
use crate::scene::compose::{Frame, Scratch};
use crate::scene::layers::{Layer, LayerBuilder, joined};
use crate::scene::planes::Planes;
use crate::scene::set_dressing::{dress, fog};
use crate::scene::weather::Falling;
use crate::sets::{self, Set};
use model::{Framing, Staging, StylePreset, Weather};

#[cfg(test)]
mod tests;

/// One shot, ready to be rendered.
pub struct Animatic {
    size: (usize, usize),
    fps: u32,
    frames: u32,
    blocking: Blocking,
    pal: Palette,
    /// The camera that everything was painted for.
    build: Camera,
    layers: Vec<Layer>,
    cast: Cast,
    scratch: Scratch,
    /// The last frame without weather, grain and vignette.
    set: Vec<u8>,
    /// The same with its weather, where there is any.
    rained: Vec<u8>,
    /// The last frame's luma, and the grain and lightning that it was made with; of shots in which something stands still.
    luma: Vec<u8>,
    light: Option<(usize, u16)>,
    vignette: Vignette,
    grain: Vec<Vec<i8>>,
    falling: Falling,
    storm: bool,
}

impl Animatic {
    /// Paints the layers of the shot. Width and height are in pixels and made even; `seconds` is the shot's length; every
    /// `take` is another composition of the same set and people.
    pub fn new(staging: &Staging, width: u32, height: u32, fps: u32, seconds: f64, take: u32) -> Self {
        let (w, h) = (width.max(16) & !1, height.max(16) & !1);
        let fps = fps.max(1);
        let frames = ((seconds * f64::from(fps)).round().clamp(1.0, 1.0e7)) as u32;
        let kind = sets::kind_of(staging);
        // The set is always lit from the same side, but another take turns the lights round.
        let side = if (hash(&staging.place.name) ^ u64::from(take)).is_multiple_of(2) { -1.0 } else { 1.0 };
        let place = &staging.place;
        let pal = Palette::new(place.time, place.weather, staging.style, staging.mood, kind.inside(), side);
        let blocking = Blocking::new(staging, kind, (w, h), seconds as f32, take);
        let path: Vec<Camera> = (0..=16).map(|i| blocking.camera_at(i as f32 / 16.0)).collect();
        let build = blocking.camera_at(0.5);
        let mut studio = LayerBuilder::new(&pal, build, &path, (w, h), blocking.aperture);
        studio.seconds = blocking.seconds;
        let deep = -build.z > 4.2;
        let set = Set::new(staging, deep, matches!(blocking.framing, Framing::Aerial));
        sets::build(&mut studio, &set);
        dress(&mut studio, &blocking, kind);
        if pal.weather == Weather::Fog && !pal.inside {
            fog(&mut studio, set.seed);
        }
        let mut layers = std::mem::take(&mut studio.layers);
        layers.sort_by(|a, b| b.order.total_cmp(&a.order));
        let between: Vec<f32> = blocking.actors.iter().map(|a| a.z).collect();
        let windy = matches!(pal.weather, Weather::Wind | Weather::Storm);
        let layers = joined(layers, &build, &path, &between, windy);
        let cast = Cast::new(&blocking, build, (w as f32, h as f32), kind, staging.mood);
        let strength = match staging.style {
            StylePreset::Noir => 0.5,
            StylePreset::Vintage => 0.45,
            StylePreset::Documentary => 0.15,
            _ => 0.3,
        } + if blocking.framing == Framing::Pov { 0.25 } else { 0.0 };
        let amplitude = match staging.style {
            StylePreset::Vintage | StylePreset::Noir => 2.3,
            _ => 1.3,
        };
        let falling = Falling::new(&pal, mix(u64::from(take) + 77));
        Self {
            size: (w as usize, h as usize),
            fps,
            frames,
            build,
            layers,
            cast,
            scratch: Scratch::before(behind(&pal)),
            set: vec![16; w as usize * h as usize * 3 / 2],
            rained: Vec::new(),
            luma: vec![16; w as usize * h as usize],
            light: None,
            vignette: Vignette::new(w as usize, h as usize, strength),
            grain: (0..4).map(|i| grain(i, amplitude)).collect(),
            storm: pal.weather == Weather::Storm,
            falling,
            blocking,
            pal,
        }
    }

    /// How many frames the shot has, at least one.
    pub fn frames(&self) -> u32 {
        self.frames
    }

    /// Memory held by painted layers and figures, in bytes.
    pub fn bytes(&self) -> usize {
        let layers: usize = self.layers.iter().map(|l| l.planes.bytes()).sum();
        layers + self.cast.bytes() + self.set.len() + self.rained.len() + self.luma.len()
    }

    /// Fills `out` with the frame as planar 4:2:0, BT.709 limited range: width × height luma, then the two chroma planes.
    /// A frame depends on its index only, not on what was rendered before.
    pub fn render(&mut self, index: u32, out: &mut Vec<u8>) {
        let (w, h) = self.size;
        out.resize(w * h * 3 / 2, 16);
        let seconds = index as f32 / self.fps as f32;
        self.compose(index, seconds);
        self.light(seconds, out);
    }

    /// Puts the set and the people of a frame together.
    fn compose(&mut self, index: u32, seconds: f32) {
        let part = if self.frames > 1 { index as f32 / (self.frames - 1) as f32 } else { 0.5 };
        let camera = self.blocking.camera_at(part);
        let looks = self.cast.pieces(&self.blocking, &self.pal, seconds);
        let mut set = std::mem::take(&mut self.set);
        let mut actors: Vec<usize> = (0..self.blocking.actors.len()).collect();
        let depth = |i: usize| self.blocking.actors.get(i).map_or(0.0, |a| a.z);
        actors.sort_by(|&a, &b| depth(b).total_cmp(&depth(a)));
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut shown: Vec<(&Planes, Map)> = Vec::with_capacity(self.layers.len() + 4 * looks.len());
        let show = |i: usize, shown: &mut Vec<_>| {
            if let (Some(actor), Some(pieces)) = (self.blocking.actors.get(i), looks.get(i)) {
                self.cast.show(actor, pieces, &camera, (seconds, 0.5 * self.blocking.seconds), shown);
            }
        };
        let mut queue = actors.into_iter().peekable();
        for layer in &self.layers {
            while let Some(&next) = queue.peek() {
                if depth(next) <= layer.order {
                    break;
                }
                show(next, &mut shown);
                queue.next();
            }
            let mut map = layer.depth.map(&self.build, &camera);
            map.tx += layer.drift * camera.h * (seconds - 0.5 * self.blocking.seconds);
            if layer.heave > 0.0 {
                // A long swell and a shorter one upon it.
                map.ty += layer.heave * camera.h * (0.75 * (seconds * 1.05).sin() + 0.25 * (seconds * 2.3).sin());
            }
            if layer.sway > 0.0 && matches!(self.pal.weather, Weather::Wind | Weather::Storm) {
                let s = (seconds * 2.3).sin() * 0.6 + (seconds * 5.1).sin() * 0.25;
                map.k += layer.sway * s;
            }
            shown.push((&layer.planes, map));
        }
        for next in queue {
            show(next, &mut shown);
        }
        Frame::of(&mut set, self.size).draw(&shown, &mut scratch);
        (self.scratch, self.set) = (scratch, set);
    }

    /// Fills `out` with the set under its weather, grain and vignette.
    fn light(&mut self, seconds: f32, out: &mut [u8]) {
        let (w, h) = self.size;
        let flash = self.falling.flash(seconds, self.storm) / if self.pal.inside { 3 } else { 1 };
        let tick = (seconds * DRAWN_RATE) as usize % self.grain.len().max(1);
        let tooth = self.grain.get(tick).map_or(&[][..], Vec::as_slice);
        let below = if self.falling.falls() {
            self.rained.clone_from(&self.set);
            self.falling.draw(&mut Frame::of(&mut self.rained, self.size), seconds);
            &self.rained
        } else {
            &self.set
        };
        let again = self.light == Some((tick, flash)) && !self.falling.falls();
        let still = (0..h).any(|y| !self.scratch.touched(y));
        self.light = still.then_some((tick, flash));
        let (luma, chroma) = out.split_at_mut(w * h);
        chroma.copy_from_slice(below.get(w * h..).unwrap_or(&[]));
        let rows = below.chunks_exact(w).zip(luma.chunks_exact_mut(w)).zip(self.luma.chunks_exact_mut(w));
        for (y, ((below, out), kept)) in rows.enumerate() {
            if again && !self.scratch.touched(y) {
                out.copy_from_slice(kept);
                continue;
            }
            finish(below, out, y, &self.vignette, tooth, flash);
            if still {
                kept.copy_from_slice(out);
            }
        }
    }
}

/// The colour behind every layer: of the far air, or of a room's dim walls.
fn behind(pal: &Palette) -> [u8; 3] {
    let colour = if pal.inside { pal.lit(rgb(0x8a857c), 0.3, 4.0) } else { pal.tone(pal.haze) };
    colour.video()
}

fn grain(seed: u64, amplitude: f32) -> Vec<i8> {
    let mut rng = Rng::new(seed ^ 0x9a);
    (0..GRAIN_SIDE * GRAIN_SIDE).map(|_| ((rng.unit() + rng.unit() - 1.0) * amplitude * 1.6).round() as i8).collect()
}
