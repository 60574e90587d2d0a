//! The sound that a take was filmed with.

use crate::assembly::clip_spec::within;
use crate::container::clip_file;
use crate::container::mp4_reader::count_pictures;
use crate::{MediaError, RATE, Tools, decode_audio, read_wav};
use std::path::Path;

/// Writes `take`, which has a picture only, together with the sound of `filmed`: from its start on, and as long as the picture.
/// `take` must be one of ours, of `fps` pictures a second; [`decode_audio`] hears the sound in `out` again.
///
/// # Errors
/// `NotMedia` where `filmed` has no sound or one that cannot be decoded; `DamagedTake`; what the file system said.
pub async fn keep_sound(tools: &Tools, filmed: &Path, take: &Path, fps: u32, out: &Path) -> Result<(), MediaError> {
    let wav = out.with_extension("wav");
    let pictures = count_pictures(take).ok_or(MediaError::DamagedTake)?;
    let seconds = pictures as f64 / f64::from(fps.max(1));
    within(seconds)?;
    decode_audio(tools, filmed, &wav, seconds).await?;
    let (take, sound, out) = (take.to_owned(), wav.clone(), out.to_owned());
    let written = tokio::task::spawn_blocking(move || {
        let mut stereo = read_wav(&sound)?;
        stereo.resize((seconds * f64::from(RATE)).round() as usize * 2, 0.0);
        clip_file::write(&take, &stereo, &out)
    });
    written.await.map_err(|error| MediaError::Stopped(error.to_string()))??;
    tokio::fs::remove_file(&wav).await?;
    Ok(())
}
