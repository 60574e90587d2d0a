//! WAV in and out.

use crate::{MediaError, RATE};
use hound::{SampleFormat, WavReader, WavSpec};
use std::{
    fs::File,
    io::{BufReader, BufWriter, Read as _, Write as _},
    path::{Path, PathBuf},
};

fn failed(path: &Path, why: impl ToString) -> MediaError {
    MediaError::Wav { path: path.to_owned(), why: why.to_string() }
}

/// Reads a 48 kHz WAV of one or two channels as interleaved stereo, −1 to 1.
///
/// # Errors
/// `Wav` when it is none, or has another rate.
pub fn read_wav(path: &Path) -> Result<Vec<f32>, MediaError> {
    let mut samples = Vec::new();
    let mut reader = StereoReader::open(path)?;
    let frames = reader.left;
    reader.read(frames, &mut samples)?;
    Ok(samples)
}

/// Reads a WAV piece by piece.
pub(crate) struct StereoReader {
    file: BufReader<File>,
    spec: WavSpec,
    path: PathBuf,
    /// Frames not yet read.
    left: usize,
    bytes: Vec<u8>,
}

impl StereoReader {
    pub(crate) fn open(path: &Path) -> Result<Self, MediaError> {
        let reader = WavReader::open(path).map_err(|error| failed(path, error))?;
        let spec = reader.spec();
        if spec.sample_rate != RATE || !(1..=2).contains(&spec.channels) {
            return Err(failed(path, format!("{} Hz with {} channels", spec.sample_rate, spec.channels)));
        }
        let known = match spec.sample_format {
            SampleFormat::Float => spec.bits_per_sample == 32,
            SampleFormat::Int => matches!(spec.bits_per_sample, 16 | 24 | 32),
        };
        if !known {
            return Err(failed(path, format!("samples of {} bits", spec.bits_per_sample)));
        }
        let left = usize::try_from(reader.duration()).unwrap_or(usize::MAX);
        // The header is hound's; the samples are read in blocks, which is many times faster than one by one.
        Ok(Self { file: reader.into_inner(), spec, path: path.to_owned(), left, bytes: Vec::new() })
    }

    /// Frames not yet read.
    pub(crate) fn left(&self) -> usize {
        self.left
    }

    /// Passes over up to `frames` frames.
    pub(crate) fn skip(&mut self, frames: usize) -> Result<(), MediaError> {
        let frames = frames.min(self.left);
        let width = usize::from(self.spec.channels) * usize::from(self.spec.bits_per_sample) / 8;
        let bytes = i64::try_from(frames.saturating_mul(width)).unwrap_or(i64::MAX);
        self.left -= frames;
        self.file.seek_relative(bytes).map_err(|error| failed(&self.path, error))
    }

    /// Adds up to `frames` stereo frames to `out`; fewer only at the end.
    pub(crate) fn read(&mut self, frames: usize, out: &mut Vec<f32>) -> Result<(), MediaError> {
        const BLOCK: usize = 16_384;
        let channels = usize::from(self.spec.channels);
        let width = usize::from(self.spec.bits_per_sample) / 8;
        let mut wanted = frames.min(self.left);
        self.left -= wanted;
        while wanted > 0 {
            let now = wanted.min(BLOCK);
            wanted -= now;
            self.bytes.resize(now * channels * width, 0);
            self.file.read_exact(&mut self.bytes).map_err(|error| failed(&self.path, error))?;
            let start = out.len();
            match (self.spec.sample_format, width) {
                (SampleFormat::Float, _) => {
                    // A sample that is no number would silence the whole film.
                    let finite = |sample: f32| if sample.is_finite() { sample } else { 0.0 };
                    out.extend(self.bytes.as_chunks::<4>().0.iter().map(|b| finite(f32::from_le_bytes(*b))));
                }
                (_, 2) => {
                    let samples = self.bytes.as_chunks::<2>().0.iter();
                    out.extend(samples.map(|b| f32::from(i16::from_le_bytes(*b)) / 32_768.0));
                }
                (_, 3) => {
                    let samples = self.bytes.as_chunks::<3>().0.iter();
                    out.extend(samples.map(|[a, b, c]| i32::from_le_bytes([0, *a, *b, *c]) as f32 / 2_147_483_648.0));
                }
                _ => {
                    let samples = self.bytes.as_chunks::<4>().0.iter();
                    out.extend(samples.map(|b| i32::from_le_bytes(*b) as f32 / 2_147_483_648.0));
                }
            }
            if channels == 1 {
                let mono = out.split_off(start);
                out.extend(mono.iter().flat_map(|sample| [*sample, *sample]));
            }
        }
        Ok(())
    }
}

/// Writes interleaved stereo as 24-bit WAV.
///
/// # Errors
/// `Wav` when the file cannot be written.
pub fn write_wav(path: &Path, stereo: &[f32]) -> Result<(), MediaError> {
    let mut writer = WavWriter::create(path, stereo.len() / 2)?;
    writer.add(stereo)?;
    writer.finish()
}

/// Writes a 24-bit WAV piece by piece.
pub(crate) struct WavWriter {
    file: BufWriter<File>,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl WavWriter {
    /// Begins a file of so many stereo frames.
    pub(crate) fn create(path: &Path, frames: usize) -> Result<Self, MediaError> {
        let length = u32::try_from(frames * 6).map_err(|_| failed(path, "the sound is too long"))?;
        let fault = |error| failed(path, error);
        let mut file = BufWriter::with_capacity(1 << 18, File::create(path).map_err(fault)?);
        file.write_all(&head(length)).map_err(fault)?;
        Ok(Self { file, path: path.to_owned(), bytes: Vec::new() })
    }

    /// Adds interleaved stereo.
    pub(crate) fn add(&mut self, stereo: &[f32]) -> Result<(), MediaError> {
        for piece in stereo.chunks(16_384) {
            self.bytes.clear();
            for sample in piece {
                let [a, b, c, _] = ((sample.clamp(-1.0, 1.0) * 8_388_607.0).round() as i32).to_le_bytes();
                self.bytes.extend([a, b, c]);
            }
            self.file.write_all(&self.bytes).map_err(|error| failed(&self.path, error))?;
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<(), MediaError> {
        self.file.flush().map_err(|error| failed(&self.path, error))
    }
}

/// The head of a file whose samples take so many bytes.
fn head(length: u32) -> Vec<u8> {
    [
        &b"RIFF"[..],
        &(length.saturating_add(36)).to_le_bytes(),
        b"WAVEfmt ",
        &16u32.to_le_bytes(),
        // PCM, two channels.
        &[1, 0, 2, 0],
        &RATE.to_le_bytes(),
        &(RATE * 6).to_le_bytes(),
        // Bytes of a frame, bits of a sample.
        &[6, 0, 24, 0],
        b"data",
        &length.to_le_bytes(),
    ]
    .concat()
}
