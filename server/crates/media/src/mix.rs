//! A clip: a picture, its lines and its sounds.

use crate::{
    Format, MediaError, Tools, clip_file,
    encode::{POSTER, POSTER_SHAPE, Pictures, encoder_args},
    mp4::count_pictures,
    stem::Stem,
    tools,
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// Raised whenever the same ingredients give another clip.
pub const MIX_VERSION: u32 = 4;

/// What goes into a clip. Times are seconds from the take's start.
#[derive(Clone, Debug)]
pub struct ClipMix {
    pub video: PathBuf,
    /// Seconds cut off the take's head and tail.
    pub trim_start: f64,
    pub trim_end: f64,
    pub format: Format,
    pub lines: Vec<LineIn>,
    pub cues: Vec<CueIn>,
    /// Whether to make a poster.
    pub poster: bool,
}

/// The second whose picture stands for a shot of that length: a key frame a third into it, where people are in place and the camera
/// has begun to move.
pub fn poster_second(seconds: f64) -> u32 {
    (seconds / 3.0).max(0.0) as u32
}

#[derive(Clone, Debug)]
pub struct LineIn {
    /// 48 kHz, one or two channels.
    pub wav: PathBuf,
    /// The earliest it may start; it waits for the line before it.
    pub start: f64,
    /// Added to its own level, which is kept where it is that of speech in a film (−26 to −13 LUFS) and brought there where not.
    pub gain_db: f64,
}

#[derive(Clone, Debug)]
pub struct CueIn {
    /// 48 kHz, one or two channels.
    pub wav: PathBuf,
    pub at: f64,
    /// Under the whole clip, over and over; else once.
    pub ambience: bool,
    /// Added to its own level, which is brought down where it would drown speech.
    pub gain_db: f64,
}

#[derive(Clone, Debug)]
pub struct ClipMade {
    /// The picture and a preview of the sound.
    pub clip: PathBuf,
    /// The mixed sound, not yet at the film's level.
    pub stem: PathBuf,
    /// A JPEG, 640 pixels wide at most, where it was asked for.
    pub poster: Option<PathBuf>,
    pub frames: u64,
    pub seconds: f64,
    /// When each line is heard: (start, end) in seconds from the clip's start.
    pub lines: Vec<(f64, f64)>,
    /// Peaks of the mix, 0 to 255, `model::view::ClipView::PEAKS_PER_SECOND` a second.
    pub peaks: Vec<u8>,
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

/// A clip's sound lies in memory while it is mixed: it must not be longer than that allows.
pub(crate) fn within(seconds: f64) -> Result<(), MediaError> {
    if seconds > model::limits::CLIP_SECONDS { Err(MediaError::TooLong(seconds)) } else { Ok(()) }
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
