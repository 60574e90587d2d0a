//! Measuring loudness (EBU R 128).

use crate::{MediaError, RATE, limiter::PeakMeter};
use ebur128::{EbuR128, Mode};

fn failed(error: ebur128::Error) -> MediaError {
    MediaError::Stopped(format!("the loudness meter: {error:?}"))
}

/// An amplitude ratio from decibels.
pub(crate) fn gain(db: f64) -> f32 {
    10f64.powf(db / 20.0) as f32
}

/// A meter of integrated loudness, fed piece by piece. Its memory does not grow.
pub(crate) struct Meter(EbuR128);

impl Meter {
    pub(crate) fn new() -> Result<Self, MediaError> {
        EbuR128::new(2, RATE, Mode::I | Mode::HISTOGRAM).map(Self).map_err(failed)
    }

    pub(crate) fn add(&mut self, stereo: &[f32]) -> Result<(), MediaError> {
        self.0.add_frames_f32(stereo).map_err(failed)
    }

    /// Integrated loudness in LUFS; `None` for silence.
    pub(crate) fn lufs(&self) -> Option<f64> {
        self.0.loudness_global().ok().filter(|lufs| lufs.is_finite() && *lufs > -70.0)
    }
}

/// Loudness (LUFS, `None` for silence) and true peak (dBTP) of interleaved stereo.
///
/// # Errors
/// None for finite samples.
pub fn measure(stereo: &[f32]) -> Result<(Option<f64>, f64), MediaError> {
    let (mut meter, mut peaks) = (Meter::new()?, PeakMeter::new());
    meter.add(stereo)?;
    peaks.add(stereo);
    Ok((meter.lufs(), peaks.peak_db()))
}

/// The loudness of a short sound in LUFS: integrated where it is long enough to be gated, else as if it went on. `None` for silence.
pub(crate) fn loudness_of(stereo: &[f32]) -> Result<Option<f64>, MediaError> {
    /// Integrated loudness needs a few blocks of 400 ms, in samples of both channels.
    const ENOUGH: usize = RATE as usize * 2;
    if stereo.is_empty() {
        return Ok(None);
    }
    let mut meter = Meter::new()?;
    for _ in 0..ENOUGH.div_ceil(stereo.len()) {
        meter.add(stereo)?;
    }
    Ok(meter.lufs())
}

/// Notes the loudness of the last 400 ms every 100 ms: what integrated loudness is made of.
pub(crate) struct Moments {
    meter: EbuR128,
    /// Samples of both channels until the next note, and how many notes the window still needs to be full.
    left: usize,
    filling: u32,
    pub(crate) lufs: Vec<f32>,
}

impl Moments {
    const HOP: usize = RATE as usize / 10 * 2;

    pub(crate) fn new() -> Result<Self, MediaError> {
        let meter = EbuR128::new(2, RATE, Mode::M).map_err(failed)?;
        Ok(Self { meter, left: Self::HOP, filling: 3, lufs: Vec::new() })
    }

    pub(crate) fn add(&mut self, mut stereo: &[f32]) -> Result<(), MediaError> {
        while !stereo.is_empty() {
            let (now, rest) = stereo.split_at(stereo.len().min(self.left));
            self.meter.add_frames_f32(now).map_err(failed)?;
            self.left -= now.len();
            stereo = rest;
            if self.left == 0 {
                self.left = Self::HOP;
                match self.filling.checked_sub(1) {
                    Some(filling) => self.filling = filling,
                    None => self.lufs.push(self.meter.loudness_momentary().map_err(failed)? as f32),
                }
            }
        }
        Ok(())
    }
}

/// Integrated loudness in LUFS from [`Moments`], gated as ITU-R BS.1770-4 says; `None` for silence or where there is too little.
pub(crate) fn integrate(moments: impl Iterator<Item = f32> + Clone) -> Option<f64> {
    let energy = |lufs: f32| 10f64.powf((f64::from(lufs) + 0.691) / 10.0);
    let mean = |gate: f64| {
        let loud = moments.clone().filter(|lufs| f64::from(*lufs) > gate);
        let (sum, count) = loud.fold((0.0, 0u32), |(sum, count), lufs| (sum + energy(lufs), count + 1));
        (count > 0).then(|| 10.0 * (sum / f64::from(count)).log10() - 0.691)
    };
    mean(mean(-70.0)? - 10.0)
}
