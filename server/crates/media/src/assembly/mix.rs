//! A clip: a picture, its lines and its sounds.

use crate::assembly::clip_spec::{ClipMade, ClipMix, within};
use crate::audio::stem::Stem;
use crate::container::clip_file;
use crate::container::mp4_reader::count_pictures;
use crate::picture::encode::{POSTER, POSTER_SHAPE, Pictures, encoder_args};
use crate::{MediaError, Tools, tools};
use std::{path::Path, time::Duration};

/// Raised whenever the same ingredients give another clip.
pub const MIX_VERSION: u32 = 4;

/// The second whose picture stands for a shot of that length: a key frame a third into it, where people are in place and the camera
/// has begun to move.
pub fn poster_second(seconds: f64) -> u32 {
    (seconds / 3.0).max(0.0) as u32
}

/// Mixes a clip; its files are left in `folder`. Where the lines are longer than the picture, its last frame is held.
///
/// # Errors
/// `Wav` for a sound that cannot be read; `DamagedTake`; `TooLong`; what ffmpeg or the file system said.
pub async fn mix_clip(tools: &Tools, mix: &ClipMix, folder: &Path) -> Result<ClipMade, MediaError> {
    let taken = count_pictures(&mix.video).filter(|pictures| *pictures > 0).ok_or(MediaError::DamagedTake)?;
    let format = mix.format;
    within(format.seconds(taken))?;
    let first = format.frames(mix.trim_start).min(taken.saturating_sub(1));
    let kept = taken.saturating_sub(first + format.frames(mix.trim_end)).max(1);
    let parts = mix.clone();
    let sound = tokio::task::spawn_blocking(move || Stem::lay(&parts, first, kept))
        .await
        .map_err(|error| MediaError::Stopped(error.to_string()))??;
    let frames = sound.frames();
    let picture = if first == 0 && frames == taken {
        mix.video.clone()
    } else {
        let cut = folder.join("picture.mp4");
        recut(tools, mix, first, kept, frames, &cut).await?;
        cut
    };
    let (clip, stem, poster) = (folder.join("clip.mp4"), folder.join("stem.wav"), folder.join("poster.jpg"));
    let peaks = sound.peaks();
    let lines = sound.lines().to_vec();
    let (from, to) = (picture.clone(), (clip.clone(), stem.clone()));
    tokio::task::spawn_blocking(move || {
        sound.write(&to.1)?;
        clip_file::write(&from, &sound.preview(), &to.0)
    })
    .await
    .map_err(|error| MediaError::Stopped(error.to_string()))??;
    if mix.poster {
        // A key frame: nothing but that one picture is decoded.
        let at = poster_second(format.seconds(frames)).to_string();
        let mut command = tools.ffmpeg();
        command.args(["-threads", "1", "-skip_frame", "nokey", "-ss", &at, "-f", "mov", "-i"]);
        command
            .arg(std::path::absolute(&picture)?)
            .args(["-map", "0:v:0", "-vf", POSTER_SHAPE])
            .args(POSTER)
            .arg(&poster);
        tools::run(command, Duration::from_secs(300)).await?;
    }
    let poster = mix.poster.then_some(poster);
    Ok(ClipMade { clip, stem, poster, frames, seconds: format.seconds(frames), lines, peaks })
}

/// Cuts head and tail off the picture, and holds its last frame where the lines need longer.
async fn recut(tools: &Tools, mix: &ClipMix, first: u64, kept: u64, frames: u64, out: &Path) -> Result<(), MediaError> {
    let hold = frames.saturating_sub(kept);
    let end = first + kept;
    let shape = format!(
        "trim=start_frame={first}:end_frame={end},setpts=PTS-STARTPTS,tpad=stop_mode=clone:stop={hold},fps={}",
        mix.format.fps
    );
    let mut command = tools.ffmpeg();
    command.args(["-f", "mov", "-i"]).arg(std::path::absolute(&mix.video)?).args([
        "-vf",
        &shape,
        "-frames:v",
        &frames.to_string(),
    ]);
    command.args(encoder_args(mix.format, Pictures::Filmed)).arg(out);
    tools::run(command, Duration::from_secs(300)).await.map(drop)
}
