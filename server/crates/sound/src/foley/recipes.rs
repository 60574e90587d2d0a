//! Sounds that are put together from layers, by `data/recipes.txt`.

use crate::dsp::{Biquad, Drift, Mode, Pink, Rng, Room, SR, Stereo, frames, ring};
use std::collections::HashMap;
use std::f32::consts::{PI, TAU};
use std::sync::LazyLock;

/// The layers of a sound.
#[derive(Debug)]
pub(super) struct Recipe(Vec<Layer>);

/// One layer: what it is, its numbers by name, and its numbers in a row (pitches or partials).
#[derive(Debug)]
struct Layer {
    kind: &'static str,
    low: f32,
    high: f32,
    values: HashMap<&'static str, Vec<f32>>,
}

static RECIPES: LazyLock<HashMap<&'static str, Recipe>> =
    LazyLock::new(|| include_str!("../../data/recipes.txt").lines().filter_map(recipe).collect());

/// The recipe of a name.
pub(super) fn find(name: &str) -> Option<&'static Recipe> {
    RECIPES.get(name)
}

/// All names that have a recipe, in the order of the alphabet.
pub(super) fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = RECIPES.keys().copied().collect();
    names.sort_unstable();
    names
}

fn recipe(line: &'static str) -> Option<(&'static str, Recipe)> {
    let (name, layers) = line.split_once('|').filter(|_| !line.starts_with('#'))?;
    let layers: Vec<Layer> = layers.split(" + ").filter_map(layer).collect();
    (!layers.is_empty()).then(|| (name.trim(), Recipe(layers)))
}

fn layer(text: &'static str) -> Option<Layer> {
    let mut words = text.split_whitespace();
    let kind = words.next()?;
    let pitch = words.next()?;
    let (low, high) = pitch.split_once(['>', '-']).unwrap_or((pitch, pitch));
    let values = words.filter_map(|word| {
        let (key, numbers) = word.split_once('=')?;
        Some((key, numbers.split([',', ':']).filter_map(|n| n.parse().ok()).collect()))
    });
    Some(Layer { kind, low: low.parse().ok()?, high: high.parse().ok()?, values: values.collect() })
}

impl Recipe {
    /// Whether it can go on, rather than happening once.
    pub fn lasts(&self) -> bool {
        self.natural() > 2.0 || self.0.iter().any(Layer::is_steady)
    }

    /// How long it is in life, in seconds.
    fn natural(&self) -> f32 {
        self.0.iter().map(Layer::seconds).fold(0.3, f32::max)
    }
}

impl Layer {
    fn value(&self, key: &str, otherwise: f32) -> f32 {
        self.values.get(key).and_then(|values| values.first()).copied().unwrap_or(otherwise)
    }

    fn list(&self, key: &str) -> &[f32] {
        self.values.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether it goes on for as long as the sound does.
    fn is_steady(&self) -> bool {
        matches!(self.kind, "wash" | "drops" | "motor")
    }

    fn seconds(&self) -> f32 {
        let own = match self.kind {
            "strike" => self.value("d", 0.2) * 1.2 + 0.05,
            _ => self.value("len", 1.0),
        };
        own + self.value("at", 0.0) + (self.value("n", 1.0) - 1.0) * self.value("gap", 0.5)
    }
}

/// The sound as it is in life, or for `seconds` where it is to last.
pub(super) fn make(recipe: &Recipe, seconds: Option<f32>, rng: &mut Rng) -> Stereo {
    let natural = recipe.natural();
    let whole = seconds.unwrap_or(natural);
    let mut out = Stereo::new(frames(whole));
    for layer in &recipe.0 {
        let gain = layer.value("g", 1.0);
        if layer.is_steady() {
            let length = if seconds.is_some() { whole } else { layer.value("len", 1.0) };
            for pan in [-0.6, 0.6] {
                out.add(&one(layer, length, rng), layer.value("at", 0.0), gain, pan);
            }
            continue;
        }
        // What comes in turns is begun again and again where it has to last.
        let mut start = 0.0;
        while start < whole {
            turns(&mut out, layer, start, gain, rng);
            start += if seconds.is_some() { natural + rng.range(0.05, 0.4) } else { whole };
        }
    }
    out.resize(frames(whole + if seconds.is_some() { 0.0 } else { 0.4 }));
    Room { decay: 0.4, size: 0.03, damping: 4_500.0, wet: 0.15 }.apply(&mut out);
    out
}

fn turns(out: &mut Stereo, layer: &Layer, start: f32, gain: f32, rng: &mut Rng) {
    let (count, gap, uneven) = (layer.value("n", 1.0), layer.value("gap", 0.5), layer.value("jit", 0.05));
    let mut at = start + layer.value("at", 0.0);
    for _ in 0..count as usize {
        let sound = one(layer, layer.value("len", 1.0), rng);
        out.add(&sound, at, gain * rng.range(0.75, 1.0), rng.range(-0.25, 0.25));
        at += gap * (1.0 + uneven * rng.range(-0.5, 0.5));
    }
}

fn one(layer: &Layer, seconds: f32, rng: &mut Rng) -> Vec<f32> {
    match layer.kind {
        "strike" => strike(layer, rng),
        "noise" => burst(layer, seconds, rng),
        "tone" => tone(layer, seconds, rng),
        "wash" => wash(layer, seconds, rng),
        "drops" => drops(layer, seconds, rng),
        "motor" => motor(layer, seconds, rng),
        _ => Vec::new(),
    }
}

fn strike(layer: &Layer, rng: &mut Rng) -> Vec<f32> {
    let (base, decay) = (layer.low * rng.range(0.97, 1.03), layer.value("d", 0.2));
    let partial = |(n, ratio): (usize, &f32)| Mode {
        hertz: base * ratio,
        gain: 1.0 / (n + 1) as f32,
        decay: decay * 2.0 / (n + 1) as f32,
    };
    let modes: Vec<Mode> = layer.list("r").iter().enumerate().map(partial).collect();
    ring(&modes, 0.0006, decay * 1.2 + 0.05)
}

fn burst(layer: &Layer, seconds: f32, rng: &mut Rng) -> Vec<f32> {
    let mut filter = Biquad::band_pass(layer.low * rng.range(0.92, 1.08), layer.value("q", 1.0));
    let (fall, rise) = (layer.value("d", 0.1) * SR, 0.002 * SR);
    let shape = |at: usize| (at as f32 / rise).min(1.0) * (-(at as f32) / fall).exp();
    (0..frames(seconds)).map(|at| filter.tick(rng.white()) * shape(at) * 2.0).collect()
}

/// A throat, a horn or a string: overtones on a pitch that glides and trembles.
fn tone(layer: &Layer, seconds: f32, rng: &mut Rng) -> Vec<f32> {
    let length = frames(seconds);
    let partials = layer.list("p");
    let (rate, depth) = match layer.list("wob") {
        [rate, depth] => (*rate, *depth),
        _ => (0.0, 0.0),
    };
    let breath = layer.value("breath", 0.0);
    let mut air = Biquad::band_pass((layer.low + layer.high) * 1.5, 0.8);
    let mut drift = Drift::new(rng.next(), 6.0);
    let shift = rng.range(0.96, 1.04);
    let mut phase = 0.0f32;
    (0..length)
        .map(|at| {
            let t = at as f32 / length.max(1) as f32;
            let wobble = 1.0 + depth * (TAU * rate * at as f32 / SR).sin() + 0.006 * drift.tick();
            phase = (phase + (layer.low + (layer.high - layer.low) * t) * shift * wobble / SR).fract();
            let voice: f32 = partials.iter().enumerate().map(|(n, g)| (TAU * phase * (n + 1) as f32).sin() * g).sum();
            let noise = air.tick(rng.white()) * 2.0;
            (voice * (1.0 - breath * 0.6) + noise * breath) * (PI * t).sin().max(0.0).powf(0.4) * 0.35
        })
        .collect()
}

fn wash(layer: &Layer, seconds: f32, rng: &mut Rng) -> Vec<f32> {
    let (mut low, mut high) = (Biquad::high_pass(layer.low, 0.7), Biquad::low_pass(layer.high, 0.7));
    let mut pink = Pink::new(rng.next());
    let mut drift = Drift::new(rng.next(), layer.value("rate", 0.5));
    let swell = layer.value("swell", 0.25);
    (0..frames(seconds)).map(|_| high.tick(low.tick(pink.tick())) * (1.0 + swell * drift.tick()).max(0.05)).collect()
}

fn drops(layer: &Layer, seconds: f32, rng: &mut Rng) -> Vec<f32> {
    let mut out = vec![0.0; frames(seconds)];
    let (wait, decay) = (1.0 / layer.value("rate", 10.0), layer.value("d", 0.02));
    let mut at = rng.wait(wait);
    while frames(at) < out.len() {
        let drop = ring(&[Mode { hertz: rng.octaves(layer.low, layer.high), gain: 1.0, decay }], 0.0005, decay * 4.0);
        let level = rng.range(0.1, 0.6);
        for (sample, x) in out.iter_mut().skip(frames(at)).zip(drop) {
            *sample += x * level;
        }
        at += rng.wait(wait).max(0.0005);
    }
    out
}

/// An engine: a buzz whose strokes are uneven, gliding to another speed.
fn motor(layer: &Layer, seconds: f32, rng: &mut Rng) -> Vec<f32> {
    let length = frames(seconds);
    let (rough, to) = (layer.value("rough", 0.2), layer.value("to", layer.low));
    let partials = layer.list("p");
    let (mut drift, mut pink) = (Drift::new(rng.next(), 9.0), Pink::new(rng.next()));
    let mut phase = 0.0f32;
    (0..length)
        .map(|at| {
            // It reaches its other speed in two seconds, and stays there.
            let t = (at as f32 / SR / 2.0).min(1.0);
            phase = (phase + (layer.low + (to - layer.low) * t) * (1.0 + rough * 0.08 * drift.tick()) / SR).fract();
            let voice: f32 = partials.iter().enumerate().map(|(n, g)| (TAU * phase * (n + 1) as f32).sin() * g).sum();
            let stroke = 1.0 - rough * phase;
            (voice * 0.5 + pink.tick() * rough * 0.5) * stroke
        })
        .collect()
}
