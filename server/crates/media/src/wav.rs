//! WAV in and out.

use crate::{MediaError, RATE};
use hound::{SampleFormat, WavReader, WavSpec, WavWriter};
use std::path::Path;

fn failed(path: &Path, why: impl ToString) -> MediaError {
    MediaError::Wav { path: path.to_owned(), why: why.to_string() }
}

/// Reads a 48 kHz WAV of one or two channels as interleaved stereo, −1 to 1.
pub fn read_wav(path: &Path) -> Result<Vec<f32>, MediaError> {
    let mut samples = Vec::new();
    StereoReader::open(path)?.read(usize::MAX, &mut samples)?;
    Ok(samples)
}

/// Reads a WAV piece by piece.
pub(crate) struct StereoReader {
    reader: WavReader<std::io::BufReader<std::fs::File>>,
    path: std::path::PathBuf,
}

impl StereoReader {
    pub(crate) fn open(path: &Path) -> Result<Self, MediaError> {
        let reader = WavReader::open(path).map_err(|error| failed(path, error))?;
        let spec = reader.spec();
        if spec.sample_rate != RATE || !(1..=2).contains(&spec.channels) {
            return Err(failed(path, format!("{} Hz with {} channels", spec.sample_rate, spec.channels)));
        }
        Ok(Self { reader, path: path.to_owned() })
    }

    /// Adds up to `frames` stereo frames to `out`; fewer only at the end.
    pub(crate) fn read(&mut self, frames: usize, out: &mut Vec<f32>) -> Result<(), MediaError> {
        let spec = self.reader.spec();
        let channels = usize::from(spec.channels);
        let wanted = frames.saturating_mul(channels);
        let start = out.len();
        let path = self.path.clone();
        let failed = |error: hound::Error| failed(&path, error);
        match spec.sample_format {
            SampleFormat::Float => {
                for sample in self.reader.samples::<f32>().take(wanted) {
                    out.push(sample.map_err(failed)?);
                }
            }
            SampleFormat::Int => {
                let scale = 1.0 / (1i64 << (spec.bits_per_sample - 1)) as f32;
                for sample in self.reader.samples::<i32>().take(wanted) {
                    out.push(sample.map_err(failed)? as f32 * scale);
                }
            }
        }
        if channels == 1 {
            let mono = out.split_off(start);
            out.extend(mono.iter().flat_map(|sample| [*sample, *sample]));
        }
        Ok(())
    }
}

/// Writes interleaved stereo as 24-bit WAV.
pub fn write_wav(path: &Path, stereo: &[f32]) -> Result<(), MediaError> {
    let spec = WavSpec { channels: 2, sample_rate: RATE, bits_per_sample: 24, sample_format: SampleFormat::Int };
    let mut writer = WavWriter::create(path, spec).map_err(|error| failed(path, error))?;
    for sample in stereo {
        let value = (sample.clamp(-1.0, 1.0) * 8_388_607.0).round() as i32;
        writer.write_sample(value).map_err(|error| failed(path, error))?;
    }
    writer.finalize().map_err(|error| failed(path, error))
}
