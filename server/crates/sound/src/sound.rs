//! A finished piece of sound.

use crate::RATE;
use crate::dsp::Stereo;
use crate::loudness::Meter;
use std::path::Path;

/// Why a sound could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SoundError {
    #[error("The sound file {path} could not be written: {source}")]
    Write { path: String, source: hound::Error },
}

/// Stereo sound at [`RATE`]: left and right by turns, −1 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sound {
    pub samples: Vec<f32>,
}

impl Sound {
    /// Silence of a length in seconds, rounded to whole frames.
    pub fn silence(seconds: f64) -> Self {
        Self { samples: vec![0.0; frames_of(seconds) * 2] }
    }

    /// The same mono signal in both channels.
    pub fn from_mono(mono: &[f32]) -> Self {
        Self { samples: mono.iter().flat_map(|&x| [x, x]).collect() }
    }

    pub(crate) fn from_stereo(stereo: &Stereo) -> Self {
        Self { samples: stereo.left.iter().zip(&stereo.right).flat_map(|(&l, &r)| [l, r]).collect() }
    }

    /// How many frames (one sample per channel) it has.
    pub fn frames(&self) -> usize {
        self.samples.len() / 2
    }

    /// Its length in seconds.
    pub fn seconds(&self) -> f64 {
        self.frames() as f64 / f64::from(RATE)
    }

    /// The largest absolute sample, 0 to 1.
    pub fn peak(&self) -> f32 {
        self.samples.iter().fold(0.0, |m, x| m.max(x.abs()))
    }

    /// Integrated loudness in LUFS (ITU-R BS.1770-4, gated); `None` for silence. Sounds shorter than one measuring
    /// block of 400 ms are measured as if silence surrounded them.
    pub fn loudness(&self) -> Option<f64> {
        self.metered().integrated()
    }

    /// The loudest 400 ms in LUFS; `None` for silence.
    pub fn loudest_moment(&self) -> Option<f64> {
        self.metered().loudest_moment()
    }

    /// The peaks that a waveform is drawn from: so many a second, 0 to 255, each the largest absolute sample of its stretch.
    pub fn peaks(&self, per_second: u32) -> Vec<u8> {
        let step = (RATE / per_second.max(1)).max(1) as usize * 2;
        self.samples
            .chunks(step)
            .map(|piece| (piece.iter().fold(0.0_f32, |m, x| m.max(x.abs())) * 255.0).round().min(255.0) as u8)
            .collect()
    }

    /// Writes a 32-bit float WAV file at [`RATE`].
    pub fn write_wav(&self, path: &Path) -> Result<(), SoundError> {
        let wrong = |source| SoundError::Write { path: path.display().to_string(), source };
        let format = hound::WavSpec {
            channels: 2,
            sample_rate: RATE,
            bits_per_sample: 32,
            sample_format: hound::SampleFormat::Float,
        };
        let mut file = hound::WavWriter::create(path, format).map_err(wrong)?;
        for &sample in &self.samples {
            file.write_sample(sample).map_err(wrong)?;
        }
        file.finalize().map_err(wrong)
    }

    fn metered(&self) -> Meter {
        let mut meter = Meter::default();
        meter.add(&self.padded());
        meter
    }

    /// The samples, with silence around what is too short to measure.
    fn padded(&self) -> std::borrow::Cow<'_, [f32]> {
        let block = RATE as usize * 2 / 5 * 2;
        if self.samples.len() >= block * 2 {
            return (&self.samples).into();
        }
        let mut padded = vec![0.0; block];
        padded.extend_from_slice(&self.samples);
        padded.resize(padded.len() + block, 0.0);
        padded.into()
    }
}

/// Seconds to whole frames; nonsense (negative, not a number) is none, and nothing is longer than four hours.
pub(crate) fn frames_of(seconds: f64) -> usize {
    if seconds.is_finite() { (seconds.clamp(0.0, 14_400.0) * f64::from(RATE)).round() as usize } else { 0 }
}
