//! A person's recording, brought to the studio's own format and level.

use crate::audio::loudness::loudness_in;
use crate::audio::targets::gain;
use crate::audio::wav::{StereoReader, WavWriter};
use crate::{Limiter, MediaError, RATE, Tools, decode_audio};
use model::limits::RECORDING_SECONDS;
use std::path::Path;

/// How loud a recording is made, in LUFS, and the highest that it may peak, in dBTP.
const LEVEL: f64 = -18.0;
const CEILING_DB: f64 = -2.0;
/// The most that it is raised, in dB: beyond, only noise would be louder.
const MOST_RAISED_DB: f64 = 40.0;
/// What is quieter than its peak by this factor, at its ends, is silence.
const SILENCE: f32 = 0.008;
/// Silence that is left at each end, in blocks.
const LEFT: usize = 3;
/// Frames of a block: 10 ms.
const BLOCK: usize = RATE as usize / 100;

/// Decodes any sound that a stranger sent to a 48 kHz stereo WAV of 24 bits at the level of speech, the silence at its ends cut off.
/// Gives its seconds; helper files are left in `folder`. Of a video, its sound is taken.
///
/// # Errors
/// As [`decode_audio`]; `NotMedia` where nothing is heard in it; `TooLarge` where it lasts longer than [`RECORDING_SECONDS`].
pub async fn take_recording(tools: &Tools, sent: &Path, out: &Path, folder: &Path) -> Result<f64, MediaError> {
    let raw = folder.join("decoded.wav");
    decode_audio(tools, sent, &raw, RECORDING_SECONDS + 1.0).await?;
    let out = out.to_owned();
    tokio::task::spawn_blocking(move || level(&raw, &out))
        .await
        .map_err(|error| MediaError::Stopped(error.to_string()))?
}

fn level(raw: &Path, out: &Path) -> Result<f64, MediaError> {
    let nothing = || MediaError::NotMedia("nothing is heard in it".to_owned());
    let (frames, loudness) = loudness_in(raw)?;
    let seconds = frames as f64 / f64::from(RATE);
    if seconds > RECORDING_SECONDS {
        let is = format!("more than {:.0} minutes", RECORDING_SECONDS / 60.0);
        let limit = format!("{:.0} minutes", RECORDING_SECONDS / 60.0);
        return Err(MediaError::TooLarge { what: "its length", is, limit });
    }
    let loudness = loudness.ok_or_else(nothing)?;
    let (from, to) = heard(raw)?.ok_or_else(nothing)?;
    let factor = gain((LEVEL - loudness).min(MOST_RAISED_DB));
    let mut reader = StereoReader::open(raw)?;
    reader.skip(from)?;
    let mut left = to.saturating_sub(from);
    let mut writer = WavWriter::create(out, left)?;
    let mut limiter = Limiter::new(CEILING_DB);
    let (mut piece, mut done) = (Vec::new(), Vec::new());
    while left > 0 {
        let now = left.min(BLOCK * 10);
        piece.clear();
        done.clear();
        reader.read(now, &mut piece)?;
        piece.resize(now * 2, 0.0);
        piece.iter_mut().for_each(|sample| *sample *= factor);
        limiter.run(&piece, &mut done);
        writer.add(&done)?;
        left -= now;
    }
    done.clear();
    limiter.finish(&mut done);
    writer.add(&done)?;
    writer.finish()?;
    Ok(to.saturating_sub(from) as f64 / f64::from(RATE))
}

/// From the first to the last frame that is heard, with a little silence; `None` for silence.
fn heard(raw: &Path) -> Result<Option<(usize, usize)>, MediaError> {
    let mut reader = StereoReader::open(raw)?;
    let frames = reader.left();
    let (mut peaks, mut piece) = (Vec::with_capacity(frames / BLOCK + 1), Vec::new());
    while reader.left() > 0 {
        piece.clear();
        reader.read(BLOCK, &mut piece)?;
        peaks.push(piece.iter().fold(0.0f32, |most, sample| most.max(sample.abs())));
    }
    let floor = peaks.iter().fold(0.0f32, |most, peak| most.max(*peak)) * SILENCE;
    let is_heard = |peak: &f32| *peak > floor;
    let (Some(first), Some(last)) = (peaks.iter().position(is_heard), peaks.iter().rposition(is_heard)) else {
        return Ok(None);
    };
    let from = first.saturating_sub(LEFT) * BLOCK;
    Ok(Some((from, ((last + 1 + LEFT) * BLOCK).min(frames))))
}
