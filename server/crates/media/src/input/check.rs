//! Whether what comes in as the studio's own take or sound is what it says.

use crate::assembly::clip_spec::within;
use crate::audio::wav::StereoReader;
use crate::container::mp4_reader::count_pictures;
use crate::input::probe::probe;
use crate::{MediaError, RATE, Tools, check_by_decoding};
use std::path::Path;

/// Two lengths are the same where they differ by no more than this, in seconds, or this share of the longer.
const SAME: (f64, f64) = (0.5, 0.02);

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= SAME.0.max(SAME.1 * one.max(other))
}

/// Decodes a whole take of `fps` pictures a second. Gives its seconds.
///
/// # Errors
/// `NotMedia` where it cannot be decoded, is no H.264 in a plain MP4, or holds another number of pictures than its index or its
/// length says; `TooLong`.
pub async fn check_take(tools: &Tools, take: &Path, fps: u32) -> Result<f64, MediaError> {
    let wrong = |why: String| Err(MediaError::NotMedia(why));
    // The index first: what it says costs nothing to refuse.
    let Some(told) = count_pictures(take) else { return wrong("it is no plain MP4 with pictures in it".to_owned()) };
    let seconds = told as f64 / f64::from(fps.max(1));
    within(seconds)?;
    let found = probe(tools, take).await?;
    if found.video_codec.as_deref() != Some("h264") {
        return wrong("its picture is not H.264".to_owned());
    }
    within(found.seconds)?;
    if !same(seconds, found.video_seconds.max(0.0)) {
        return wrong(format!("its {told} pictures do not fill its {:.1} seconds", found.video_seconds));
    }
    let decoded = check_by_decoding(tools, take).await?;
    if decoded.frames != told {
        return wrong(format!("its index tells of {told} pictures, and {} are in it", decoded.frames));
    }
    Ok(seconds)
}

/// Reads a whole sound: a WAV of 48 kHz, at most as long as a clip. Gives its seconds.
///
/// # Errors
/// `Wav` where it is none or ends before its length; `Empty`; `TooLong`.
pub fn check_sound(wav: &Path) -> Result<f64, MediaError> {
    let mut reader = StereoReader::open(wav)?;
    let seconds = reader.left() as f64 / f64::from(RATE);
    if reader.left() == 0 {
        return Err(MediaError::Empty);
    }
    within(seconds)?;
    let mut piece = Vec::new();
    while reader.left() > 0 {
        piece.clear();
        reader.read(1 << 14, &mut piece)?;
    }
    Ok(seconds)
}

/// Whether a measured length is the one that was told, in seconds.
pub fn is_length(measured: f64, told: f64) -> bool {
    told.is_finite() && same(measured, told)
}
