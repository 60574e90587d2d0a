//! Struck things: a sum of decaying partials.

use super::{SR, frames};
use std::f32::consts::TAU;

/// One partial of a struck thing: pitch in hertz, strength, and the seconds in which it falls by 60 dB.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mode {
    pub(crate) hertz: f32,
    pub(crate) gain: f32,
    pub(crate) decay: f32,
}

/// What a struck thing sounds like for so many seconds. `attack` (seconds) softens the blow.
pub(crate) fn ring(modes: &[Mode], attack: f32, seconds: f32) -> Vec<f32> {
    let mut out = vec![0.0; frames(seconds)];
    for mode in modes.iter().filter(|m| m.hertz < SR * 0.45 && m.hertz > 10.0) {
        // A rotating phasor that shrinks: one multiplication per sample instead of a sine and an exponential.
        let shrink = 0.001f64.powf(1.0 / (f64::from(mode.decay.max(0.002)) * f64::from(SR)));
        let (sin, cos) = f64::from(TAU * mode.hertz / SR).sin_cos();
        let (mut re, mut im) = (f64::from(mode.gain), 0.0f64);
        for x in &mut out {
            *x += im as f32;
            (re, im) = ((re * cos - im * sin) * shrink, (re * sin + im * cos) * shrink);
        }
    }
    let soft = frames(attack).max(1);
    for (i, x) in out.iter_mut().take(soft).enumerate() {
        *x *= i as f32 / soft as f32;
    }
    out
}
