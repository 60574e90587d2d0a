//! The film's sound before it is levelled: all stems in order, the music under them.

use crate::audio::read_ahead::{Played, playing};
use crate::audio::targets::{CHUNK_FRAMES, gain};
use crate::audio::wav::StereoReader;
use crate::{Format, MediaError, Music, RATE};
use sound::loudness::Meter;
use std::{
    fs::File,
    io::{BufReader, BufWriter, Read as _, Write as _},
    path::{Path, PathBuf},
};

/// Music under speech, in dB.
const MUSIC_DUCK_DB: f64 = -8.0;
const MUSIC_ATTACK: f64 = 0.25;
const MUSIC_RELEASE: f64 = 0.8;
/// The music comes and goes over this long, in seconds.
const MUSIC_FADE: f64 = 1.5;

/// One clip's part in it.
pub(crate) struct Part {
    pub(crate) stem: PathBuf,
    /// Frames of picture.
    pub(crate) frames: u64,
    /// When somebody speaks: (start, end) in seconds from the clip's start.
    pub(crate) speech: Vec<(f64, f64)>,
}

/// Lays the whole sound into a file of raw samples at `out`; gives its loudness, `None` for silence. `go_on` hears how far it is, 0 to 1, and may say no.
pub(crate) fn lay(
    parts: &[Part],
    format: Format,
    music: Option<&Music>,
    out: &Path,
    go_on: impl FnMut(f64) -> bool,
) -> Result<Option<f64>, MediaError> {
    playing(music.map(|begin| begin()), |music| lay_with(parts, format, music, out, go_on))
}

fn lay_with(
    parts: &[Part],
    format: Format,
    mut music: Option<Played>,
    out: &Path,
    mut go_on: impl FnMut(f64) -> bool,
) -> Result<Option<f64>, MediaError> {
    let total = parts.iter().map(|part| part.frames).sum::<u64>();
    let film_seconds = format.seconds(total);
    let speech = speech_of_film(parts, format);
    let mut upcoming = speech.as_slice();
    let mut out = BufWriter::with_capacity(1 << 18, File::create(out)?);
    let mut meter = Meter::default();
    let (mut played, mut frames) = (0u64, 0u64);
    let (mut piece, mut bed, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        frames += part.frames;
        // Counted from the film's start, so that roundings never add up.
        let mut left = usize::try_from(format.samples(frames) - played).unwrap_or(0);
        let mut stem = StereoReader::open(&part.stem)?;
        while left > 0 {
            let now = left.min(CHUNK_FRAMES);
            piece.clear();
            stem.read(now, &mut piece)?;
            piece.resize(now * 2, 0.0);
            if let Some(music) = &mut music {
                let second = played as f64 / f64::from(RATE);
                while upcoming.first().is_some_and(|(_, end)| end + MUSIC_RELEASE < second) {
                    upcoming = upcoming.get(1..).unwrap_or_default();
                }
                bed.clear();
                bed.resize(now * 2, 0.0);
                music.fill(&mut bed);
                add_music(&mut piece, &bed, upcoming, second, film_seconds);
            }
            meter.add(&piece);
            to_bytes(&piece, &mut bytes);
            out.write_all(&bytes)?;
            played += now as u64;
            left -= now;
            if !go_on(played as f64 / f64::from(RATE) / film_seconds.max(1e-9)) {
                return Err(MediaError::Stopped("it was cancelled".to_owned()));
            }
        }
    }
    out.flush()?;
    Ok(meter.integrated())
}

/// All speech in the film's own time, in order.
fn speech_of_film(parts: &[Part], format: Format) -> Vec<(f64, f64)> {
    let mut speech = Vec::new();
    let mut frames = 0;
    for part in parts {
        let at = format.seconds(frames);
        speech.extend(part.speech.iter().map(|(start, end)| (at + start, at + end)));
        frames += part.frames;
    }
    speech.sort_by(|a: &(f64, f64), b| a.0.total_cmp(&b.0));
    speech
}

/// Lays the bed under a piece that starts at `second` of the film.
fn add_music(piece: &mut [f32], bed: &[f32], speech: &[(f64, f64)], second: f64, film_seconds: f64) {
    /// The gain is set anew this often, in frames, and runs straight in between.
    const BLOCK: usize = 240;
    let level = |second: f64| {
        let near = speech.iter().take_while(|(start, _)| start - MUSIC_ATTACK < second);
        let speaking = near
            .map(|(start, end)| {
                let before = 1.0 - (start - second) / MUSIC_ATTACK;
                before.min(1.0 - (second - end) / MUSIC_RELEASE).clamp(0.0, 1.0)
            })
            .fold(0.0, f64::max);
        let edge = (second / MUSIC_FADE).min((film_seconds - second) / MUSIC_FADE).clamp(0.0, 1.0);
        gain(MUSIC_DUCK_DB * speaking) * edge as f32
    };
    let mut from = level(second);
    for (block, (out, music)) in piece.chunks_mut(BLOCK * 2).zip(bed.chunks(BLOCK * 2)).enumerate() {
        let to = level(second + ((block + 1) * BLOCK) as f64 / f64::from(RATE));
        let step = (to - from) / BLOCK as f32;
        for (index, (out, music)) in out.chunks_exact_mut(2).zip(music.chunks_exact(2)).enumerate() {
            let level = from + step * index as f32;
            for (out, sample) in out.iter_mut().zip(music) {
                // A player that goes astray must not silence the film.
                *out += if sample.is_finite() { sample * level } else { 0.0 };
            }
        }
        from = to;
    }
}

/// Samples as they are written down. As whole chunks, they are copied many at a time.
pub(crate) fn to_bytes(samples: &[f32], bytes: &mut Vec<u8>) {
    bytes.resize(samples.len() * 4, 0);
    for (bytes, sample) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(samples) {
        *bytes = sample.to_le_bytes();
    }
}

/// Reads laid sound back, piece by piece.
pub(crate) fn pieces(path: &Path, mut each: impl FnMut(&[f32]) -> Result<(), MediaError>) -> Result<(), MediaError> {
    let mut file = BufReader::with_capacity(1 << 18, File::open(path)?);
    let mut left = usize::try_from(file.get_ref().metadata()?.len()).unwrap_or(usize::MAX);
    let mut bytes = vec![0u8; CHUNK_FRAMES * 8];
    let mut piece = Vec::with_capacity(CHUNK_FRAMES * 2);
    while left > 0 {
        let now = left.min(bytes.len());
        let part = bytes.get_mut(..now).unwrap_or_default();
        file.read_exact(part)?;
        piece.clear();
        piece.extend(part.as_chunks::<4>().0.iter().map(|sample| f32::from_le_bytes(*sample)));
        each(&piece)?;
        left -= now;
    }
    Ok(())
}
