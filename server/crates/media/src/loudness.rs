//! Measuring loudness (EBU R 128) and keeping true peaks down.

use crate::{MediaError, RATE};
use ebur128::{EbuR128, Mode};
use std::collections::VecDeque;

fn failed(error: ebur128::Error) -> MediaError {
    MediaError::Stopped(format!("the loudness meter: {error:?}"))
}

/// A meter fed piece by piece.
pub(crate) struct Meter(EbuR128);

impl Meter {
    pub(crate) fn new(true_peak: bool) -> Result<Self, MediaError> {
        let mode = if true_peak { Mode::I | Mode::TRUE_PEAK | Mode::HISTOGRAM } else { Mode::I | Mode::HISTOGRAM };
        EbuR128::new(2, RATE, mode).map(Self).map_err(failed)
    }

    pub(crate) fn add(&mut self, stereo: &[f32]) -> Result<(), MediaError> {
        self.0.add_frames_f32(stereo).map_err(failed)
    }

    /// Integrated loudness in LUFS; `None` for silence.
    pub(crate) fn lufs(&self) -> Option<f64> {
        self.0.loudness_global().ok().filter(|lufs| lufs.is_finite() && *lufs > -70.0)
    }

    /// The highest true peak so far, in dBTP.
    pub(crate) fn peak_db(&self) -> f64 {
        let peak = (0..2).filter_map(|channel| self.0.true_peak(channel).ok()).fold(0.0, f64::max);
        20.0 * peak.max(1e-9).log10()
    }
}

/// Loudness (LUFS, `None` for silence) and true peak (dBTP) of interleaved stereo.
pub fn measure(stereo: &[f32]) -> Result<(Option<f64>, f64), MediaError> {
    let mut meter = Meter::new(true)?;
    meter.add(stereo)?;
    Ok((meter.lufs(), meter.peak_db()))
}

pub(crate) fn gain(db: f64) -> f32 {
    10f64.powf(db / 20.0) as f32
}

/// Samples the limiter looks ahead: 5 ms.
const AHEAD: usize = 240;
/// How much of the way back to unity the gain goes per sample: about 80 ms.
const RELEASE: f32 = 1.0 / 3840.0;

/// A look-ahead limiter. Peaks between the samples are estimated on the way (three points between each two, by a cubic), so that the
/// ceiling holds for true peaks, not just for samples.
pub struct Limiter {
    ceiling: f32,
    /// Frames on their way through, each with the gain it needs.
    line: VecDeque<([f32; 2], f32)>,
    /// Candidates for the smallest gain within the look-ahead: (frame number, gain), rising.
    least: VecDeque<(u64, f32)>,
    taken: u64,
    recent: [[f32; 2]; 4],
    gain: f32,
}

impl Limiter {
    /// `ceiling_db` in dBTP, below 0.
    pub fn new(ceiling_db: f64) -> Self {
        Self {
            ceiling: gain(ceiling_db),
            line: VecDeque::with_capacity(AHEAD + 2),
            least: VecDeque::new(),
            taken: 0,
            recent: [[0.0; 2]; 4],
            gain: 1.0,
        }
    }

    /// Takes interleaved stereo and adds what is ready to `out`; it lags by 5 ms until [`Limiter::finish`].
    pub fn run(&mut self, stereo: &[f32], out: &mut Vec<f32>) {
        for frame in stereo.chunks_exact(2) {
            let (Some(&left), Some(&right)) = (frame.first(), frame.get(1)) else { continue };
            self.push([left, right], out);
        }
    }

    /// Gives out the last 5 ms.
    pub fn finish(&mut self, out: &mut Vec<f32>) {
        for _ in 0..AHEAD {
            self.push([0.0; 2], out);
        }
    }

    fn push(&mut self, frame: [f32; 2], out: &mut Vec<f32>) {
        self.recent.rotate_left(1);
        self.recent[3] = frame;
        let peak = self.peak();
        let need = if peak > self.ceiling { self.ceiling / peak } else { 1.0 };
        while self.least.back().is_some_and(|(_, gain)| *gain >= need) {
            self.least.pop_back();
        }
        self.least.push_back((self.taken, need));
        self.line.push_back((frame, need));
        self.taken += 1;
        if self.line.len() <= AHEAD {
            return;
        }
        let oldest = self.taken - self.line.len() as u64;
        while self.least.front().is_some_and(|(at, _)| *at < oldest) {
            self.least.pop_front();
        }
        let target = self.least.front().map_or(1.0, |(_, gain)| *gain);
        if target < self.gain {
            // Down in a straight line that arrives before the peak does.
            let step = (1.0 - target) / (AHEAD as f32 / 2.0);
            self.gain = (self.gain - step.max((self.gain - target) / 48.0)).max(target);
        } else {
            self.gain = (self.gain + RELEASE).min(target);
        }
        let Some(([left, right], own)) = self.line.pop_front() else { return };
        // Whatever the slope: a frame never leaves above the ceiling.
        let gain = self.gain.min(own);
        out.extend([left * gain, right * gain]);
    }

    /// The highest point of the last stretch, samples and what lies between them.
    fn peak(&self) -> f32 {
        let mut peak = 0.0f32;
        for channel in 0..2 {
            let [a, b, c, d] = self.recent.map(|frame| frame.get(channel).copied().unwrap_or(0.0));
            peak = peak.max(c.abs()).max(d.abs());
            for t in [0.25f32, 0.5, 0.75] {
                // Catmull–Rom through four samples.
                let between = 0.5
                    * (2.0 * b
                        + (c - a) * t
                        + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
                        + (3.0 * b - 3.0 * c + d - a) * t * t * t);
                peak = peak.max(between.abs());
            }
        }
        peak
    }
}
