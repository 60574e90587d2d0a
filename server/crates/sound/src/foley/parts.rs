//! What beds and effects are put together from.

use crate::dsp::{Biquad, Mode, Rng, Room, SR, Stereo, frames};
use std::f32::consts::TAU;

/// A burst of noise through a band, dying away.
pub(super) fn burst(rng: &mut Rng, hertz: f32, q: f32, seconds: f32, decay: f32) -> Vec<f32> {
    let mut filter = Biquad::band_pass(hertz, q);
    let fall = decay * SR;
    (0..frames(seconds)).map(|at| filter.tick(rng.white()) * (-(at as f32) / fall).exp()).collect()
}

pub(super) fn modes(base: f32, ratios: &[f32], decay: f32) -> Vec<Mode> {
    ratios
        .iter()
        .enumerate()
        .map(|(n, ratio)| Mode { hertz: base * ratio, gain: 1.0 / (n + 1) as f32, decay: decay / (n + 1) as f32 })
        .collect()
}

/// A tone that glides, with overtones, shaped like a breath.
pub(super) fn glide(seconds: f32, hertz: impl Fn(f32) -> f32, partials: &[f32]) -> Vec<f32> {
    let length = frames(seconds);
    let mut phase = 0.0f32;
    (0..length)
        .map(|at| {
            let t = at as f32 / length.max(1) as f32;
            phase = (phase + hertz(t) / SR).fract();
            let voice: f32 = partials.iter().enumerate().map(|(n, g)| (TAU * phase * (n + 1) as f32).sin() * g).sum();
            voice * (std::f32::consts::PI * t).sin().powf(0.4) * 0.4
        })
        .collect()
}

/// Several of the same, at these moments.
pub(super) fn at_times(out: &mut Stereo, rng: &mut Rng, times: &[f32], mut one: impl FnMut(&mut Rng) -> Vec<f32>) {
    for (index, time) in times.iter().enumerate() {
        let sound = one(rng);
        out.add(&sound, *time, rng.range(0.8, 1.0), if index % 2 == 0 { -0.12 } else { 0.12 });
    }
}

pub(super) fn one(seconds: f32, sound: &[f32]) -> Stereo {
    let mut out = Stereo::new(frames(seconds).max(sound.len()));
    out.add(sound, 0.0, 1.0, 0.0);
    out
}

pub(super) fn step(rng: &mut Rng, hertz: f32, q: f32) -> Vec<f32> {
    let mut heel = burst(rng, hertz, q, 0.12, 0.018);
    let toe = burst(rng, hertz * 1.7, q, 0.1, 0.012);
    for (at, sample) in toe.iter().enumerate() {
        if let Some(out) = heel.get_mut(at + frames(0.05)) {
            *out += sample * 0.5;
        }
    }
    heel
}

pub(super) fn roomy(mut out: Stereo, decay: f32, wet: f32) -> Stereo {
    out.resize(out.len() + frames(decay));
    Room { decay, size: 0.03, damping: 4_000.0, wet }.apply(&mut out);
    out
}

/// A sine that comes and goes softly.
pub(super) fn tone(hertz: f32, seconds: f32, gain: f32) -> Vec<f32> {
    let length = frames(seconds);
    (0..length)
        .map(|at| {
            let t = at as f32 / length.max(1) as f32;
            (std::f32::consts::TAU * hertz * at as f32 / SR).sin() * gain * (std::f32::consts::PI * t).sin().sqrt()
        })
        .collect()
}
