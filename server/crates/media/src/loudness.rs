//! Levels.

use crate::{RATE, limiter::PeakMeter};
use sound::loudness::Meter;

/// An amplitude ratio from decibels.
pub(crate) fn gain(db: f64) -> f32 {
    10f64.powf(db / 20.0) as f32
}

/// Loudness (LUFS, `None` for silence) and true peak (dBTP) of interleaved stereo.
pub fn measure(stereo: &[f32]) -> (Option<f64>, f64) {
    let (mut meter, mut peaks) = (Meter::default(), PeakMeter::new());
    meter.add(stereo);
    peaks.add(stereo);
    (meter.integrated(), peaks.peak_db())
}

/// The loudness of a short sound in LUFS: integrated where it is long enough to be gated, else as if it went on. `None` for silence.
pub(crate) fn loudness_of(stereo: &[f32]) -> Option<f64> {
    /// Integrated loudness needs a few blocks of 400 ms, in samples of both channels.
    const ENOUGH: usize = RATE as usize * 2;
    if stereo.is_empty() {
        return None;
    }
    let mut meter = Meter::default();
    for _ in 0..ENOUGH.div_ceil(stereo.len()) {
        meter.add(stereo);
    }
    meter.integrated()
}
