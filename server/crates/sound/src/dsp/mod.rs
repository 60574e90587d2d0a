//! The workshop that foley, music and speech share: noise, filters, resonators, space and levels.

mod filter;
mod level;
mod modal;
mod noise;
mod resample;
mod rng;
mod space;
mod stereo;

pub(crate) use filter::{Biquad, OnePole};
pub(crate) use level::limit;
pub(crate) use modal::{Mode, ring};
pub(crate) use noise::{Brown, Drift, Pink};
pub(crate) use resample::resample;
pub(crate) use rng::{Rng, hash};
pub(crate) use space::{Reverb, Room};
pub(crate) use stereo::Stereo;

/// Frames per second as a float.
pub(crate) const SR: f32 = crate::RATE as f32;

/// Seconds to whole frames.
pub(crate) fn frames(seconds: f32) -> usize {
    (seconds.max(0.0) * SR) as usize
}

/// Decibels to a factor.
pub(crate) fn db(decibels: f32) -> f32 {
    10f32.powf(decibels / 20.0)
}

/// A smooth ramp from 0 to 1 as `x` goes from 0 to 1.
pub(crate) fn smooth(x: f32) -> f32 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}
