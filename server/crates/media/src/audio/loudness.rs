//! Levels.

use crate::audio::targets::CHUNK_FRAMES;
use crate::audio::true_peak::PeakMeter;
use crate::audio::wav::StereoReader;
use crate::{MediaError, RATE};
use sound::loudness::Meter;
use std::path::Path;

/// Loudness (LUFS, `None` for silence) and true peak (dBTP) of interleaved stereo.
pub fn measure(stereo: &[f32]) -> (Option<f64>, f64) {
    let (mut meter, mut peaks) = (Meter::default(), PeakMeter::new());
    meter.add(stereo);
    peaks.add(stereo);
    (meter.integrated(), peaks.peak_db())
}

/// How long a sound's file is, in frames, and its [`loudness_of`]; little of it is in memory at once.
pub(crate) fn loudness_in(wav: &Path) -> Result<(usize, Option<f64>), MediaError> {
    let mut reader = StereoReader::open(wav)?;
    let frames = reader.left();
    let (mut meter, mut piece) = (Meter::default(), Vec::new());
    if frames < CHUNK_FRAMES.max(RATE as usize) {
        reader.read(frames, &mut piece)?;
        return Ok((frames, loudness_of(&piece)));
    }
    while reader.left() > 0 {
        piece.clear();
        reader.read(CHUNK_FRAMES, &mut piece)?;
        meter.add(&piece);
    }
    Ok((frames, meter.integrated()))
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
