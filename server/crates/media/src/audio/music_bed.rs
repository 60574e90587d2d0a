//! Music from a file, as a bed under a film.

use crate::audio::targets::CHUNK_FRAMES;
use crate::audio::targets::gain;
use crate::audio::wav::StereoReader;
use crate::{MediaError, Music, RATE};
use sound::loudness::Meter;
use std::path::{Path, PathBuf};

/// How loud it is made, in LUFS: as loud as the studio's own bed.
pub const BED_LUFS: f64 = -29.5;
/// The end runs into the beginning over this long where it must be heard again, in seconds.
const LOOP_FADE: f64 = 2.0;
/// The most that it is lifted or lowered, in dB.
const MOST_GAIN_DB: f64 = 30.0;

/// Plays a WAV of 48 kHz over and over, at [`BED_LUFS`]. It is read while it plays: memory grows neither with it nor with the film.
///
/// # Errors
/// `Wav` when it is none, or holds nothing.
pub fn music_from(wav: &Path) -> Result<Music, MediaError> {
    let mut reader = StereoReader::open(wav)?;
    let frames = reader.left();
    if frames == 0 {
        return Err(MediaError::Empty);
    }
    let fade = ((LOOP_FADE * f64::from(RATE)) as usize).min(frames / 2);
    let (mut meter, mut head, mut piece) = (Meter::default(), Vec::new(), Vec::new());
    while reader.left() > 0 {
        piece.clear();
        reader.read(CHUNK_FRAMES, &mut piece)?;
        meter.add(&piece);
        let wanted = (fade * 2).saturating_sub(head.len()).min(piece.len());
        head.extend_from_slice(piece.get(..wanted).unwrap_or_default());
    }
    let level = meter.integrated().map_or(0.0, |lufs| (BED_LUFS - lufs).clamp(-MOST_GAIN_DB, MOST_GAIN_DB));
    let (wav, level) = (wav.to_owned(), gain(level));
    Ok(Box::new(move || {
        let mut bed = Bed { wav: wav.clone(), reader: None, head: head.clone(), frames, fade, at: 0, level };
        Box::new(move |out: &mut [f32]| bed.fill(out))
    }))
}

struct Bed {
    wav: PathBuf,
    /// `None` before the first round and after each.
    reader: Option<StereoReader>,
    /// What a round begins with: the end of the one before runs into it.
    head: Vec<f32>,
    frames: usize,
    fade: usize,
    /// Frames of this round that were played.
    at: usize,
    level: f32,
}

impl Bed {
    fn fill(&mut self, mut out: &mut [f32]) {
        while !out.is_empty() {
            let now = (self.frames - self.at).min(out.len() / 2).min(CHUNK_FRAMES);
            let (fill, rest) = std::mem::take(&mut out).split_at_mut(now * 2);
            // Music that cannot be read any more is silence, and an odd sample has no other half.
            if now == 0 || self.play(fill).is_err() {
                fill.fill(0.0);
                return rest.fill(0.0);
            }
            out = rest;
            if self.at == self.frames {
                // What a round begins with was heard over the end of the last one.
                (self.at, self.reader) = (self.fade, None);
            }
        }
    }

    fn play(&mut self, out: &mut [f32]) -> Result<(), MediaError> {
        let reader = match &mut self.reader {
            Some(reader) => reader,
            None => {
                let mut reader = StereoReader::open(&self.wav)?;
                reader.read(self.at, &mut Vec::new())?;
                self.reader.insert(reader)
            }
        };
        let mut piece = Vec::with_capacity(out.len());
        reader.read(out.len() / 2, &mut piece)?;
        let ends = self.frames - self.fade;
        for (index, (out, sample)) in out.chunks_exact_mut(2).zip(piece.chunks_exact(2)).enumerate() {
            let into = (self.at + index).saturating_sub(ends);
            let next = self.head.get(into * 2..into * 2 + 2).filter(|_| self.at + index >= ends);
            // At equal power.
            let rise = into as f32 / self.fade.max(1) as f32;
            for (side, (out, sample)) in out.iter_mut().zip(sample).enumerate() {
                let next = next.and_then(|next| next.get(side)).copied().unwrap_or_default();
                *out = (sample * (1.0 - rise).sqrt() + next * rise.sqrt()) * self.level;
            }
        }
        self.at += out.len() / 2;
        Ok(())
    }
}
