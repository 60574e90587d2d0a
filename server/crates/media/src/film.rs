//! The film: pictures joined by stream copy, and one pass of sound.

use crate::{
    Caption, Format, MediaError, Tools,
    encode::{Pictures, picture_args},
    helpers,
    languages::three_letters,
    master::{Levels, MASTERED, SOUND_DONE, Sound},
    mp4::count_pictures,
    score::Part,
    tools,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::process::Command;

/// Raised whenever the same clips give another film.
pub const FILM_VERSION: u32 = 3;

/// Begins the music from its start: each call gives a player that fills interleaved stereo at 48 kHz.
pub type Music = Box<dyn Fn() -> Box<dyn FnMut(&mut [f32]) + Send> + Send + Sync>;

/// One clip of a film.
#[derive(Clone, Debug)]
pub struct FilmClip {
    /// Its picture; a sound track in the same file is passed over.
    pub clip: PathBuf,
    pub stem: PathBuf,
    /// Pictures, as far as known; what the file itself holds is what counts.
    pub frames: u64,
    /// When somebody speaks: (start, end) in seconds from the clip's start.
    pub speech: Vec<(f64, f64)>,
    /// The chapter it belongs to; neighbours of the same name share one.
    pub chapter: String,
}

/// What a film is made of.
pub struct FilmSpec {
    pub clips: Vec<FilmClip>,
    pub format: Format,
    pub music: Option<Music>,
    /// In the film's time; a soft track, when there are any.
    pub captions: Vec<Caption>,
    /// Draws the captions into the picture too, which is then encoded again.
    pub burn: bool,
    pub title: String,
    pub comment: String,
}

/// What an assembly may be told beyond the film itself.
#[derive(Default)]
pub struct Extras {
    /// The language of speech and captions, as a tag such as `en-us`.
    pub language: Option<String>,
    /// Hears how far it is, 0 to 1. Called often, from any thread.
    pub progress: Option<Arc<dyn Fn(f64) + Send + Sync>>,
    /// A folder that keeps encoded sound from film to film (256 MB at most): joining a film again after a small change then costs
    /// little. May be shared and may be deleted at any time.
    pub cache: Option<PathBuf>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FilmMade {
    pub seconds: f64,
    pub frames: u64,
    /// Of what the film decodes to; `None` for a silent film.
    pub loudness_lufs: Option<f64>,
    /// Of what the film decodes to.
    pub true_peak_dbtp: f64,
    pub bytes: u64,
    pub chapters: usize,
}

/// Joins the clips to a film at `out`; `scratch` holds helper files meanwhile. Memory does not grow with the film; the scratch
/// folder needs 0.8 MB for each second.
///
/// # Errors
/// `Stopped` for a film without clips; what ffmpeg or the file system said.
pub async fn assemble(tools: &Tools, spec: FilmSpec, out: &Path, scratch: &Path) -> Result<FilmMade, MediaError> {
    assemble_with(tools, spec, out, scratch, Extras::default()).await
}

/// [`assemble`], with a language and progress.
///
/// # Errors
/// As [`assemble`].
pub async fn assemble_with(
    tools: &Tools,
    spec: FilmSpec,
    out: &Path,
    scratch: &Path,
    extras: Extras,
) -> Result<FilmMade, MediaError> {
    if spec.clips.is_empty() {
        return Err(MediaError::Stopped("the film has no clips".to_owned()));
    }
    let frames: Vec<u64> = spec.clips.iter().map(|clip| count_pictures(&clip.clip).unwrap_or(clip.frames)).collect();
    let total: u64 = frames.iter().sum();
    let seconds = spec.format.seconds(total);
    let chapters = helpers::write(&spec, &frames, scratch)?;
    let progress = extras.progress.clone().unwrap_or_else(|| Arc::new(|_| {}));
    let parts = spec.clips.iter().zip(&frames);
    let parts =
        parts.map(|(clip, frames)| Part { stem: clip.stem.clone(), frames: *frames, speech: clip.speech.clone() });
    let burn = spec.burn && !spec.captions.is_empty();
    // Encoding the picture anew takes most of the time, where it is.
    let share = if burn { 0.3 } else { 0.9 };
    let heard = progress.clone();
    let sounding = Arc::new(move |done: f64| heard((done / SOUND_DONE).min(1.0) * share));
    let sound = Sound::new(tools, scratch, extras.cache.as_deref(), seconds, sounding);
    let levels = sound.make(parts.collect(), spec.format, spec.music).await?;
    let command = mux(
        tools,
        &Mux { burn, captioned: !spec.captions.is_empty(), format: spec.format, language: extras.language.as_deref() },
        &std::path::absolute(out)?,
        scratch,
    );
    // Encoding the picture anew may run slower than the film plays.
    let limit = Duration::from_secs_f64(120.0 + seconds * 8.0);
    let mut joined = Joined::default();
    let told = |printed: &[u8]| {
        if let Some(frames) = joined.read(printed) {
            progress(share + (frames as f64 / total.max(1) as f64).min(0.99) * (1.0 - share));
        }
    };
    tools::run_read(command, limit, told).await?;
    tokio::fs::remove_file(scratch.join(MASTERED)).await?;
    let joined = count_pictures(out).unwrap_or(0);
    if joined != total {
        return Err(MediaError::Stopped(format!(
            "the film holds {joined} pictures and not {total}: a clip is damaged"
        )));
    }
    progress(1.0);
    let bytes = tokio::fs::metadata(out).await?.len();
    let Levels { lufs, peak_db } = levels;
    Ok(FilmMade { seconds, frames: total, loudness_lufs: lufs, true_peak_dbtp: peak_db, bytes, chapters })
}

/// Reads how many pictures ffmpeg has written, from what `-progress` prints.
#[derive(Default)]
struct Joined {
    /// A line that is not whole yet.
    rest: Vec<u8>,
}

impl Joined {
    /// The newest count in the lines that are whole now.
    fn read(&mut self, printed: &[u8]) -> Option<u64> {
        self.rest.extend_from_slice(printed);
        let end = self.rest.iter().rposition(|byte| *byte == b'\n')?;
        let lines: Vec<u8> = self.rest.drain(..=end).collect();
        let text = String::from_utf8_lossy(&lines);
        text.lines().rev().find_map(|line| line.strip_prefix("frame=")?.trim().parse().ok())
    }
}

/// How picture, sound and captions come together.
struct Mux<'a> {
    captioned: bool,
    burn: bool,
    format: Format,
    language: Option<&'a str>,
}

fn mux(tools: &Tools, plan: &Mux<'_>, out: &Path, scratch: &Path) -> Command {
    let mut command = tools.ffmpeg();
    // The helpers have plain names in the working folder: no path needs quoting inside a filter.
    command.current_dir(scratch);
    command.args(["-nostats", "-progress", "pipe:1"]);
    command.args(["-f", "concat", "-safe", "0", "-protocol_whitelist", "file", "-i", helpers::LIST]);
    command.args(["-f", "mov", "-i", MASTERED, "-f", "ffmetadata", "-i", helpers::ABOUT]);
    if plan.captioned {
        command.args(["-f", "srt", "-i", helpers::SOFT]);
    }
    command.args(["-map", "0:v:0", "-map", "1:a:0", "-c:a", "copy"]);
    if plan.captioned {
        command.args(["-map", "3:s:0", "-c:s", "mov_text", "-disposition:s:0", "default"]);
    }
    if plan.burn {
        command.args(["-vf", &format!("ass={}", helpers::BURNED)]).args(picture_args(plan.format, Pictures::Burned));
    } else {
        command.args(["-c:v", "copy"]);
    }
    if let Some(language) = plan.language.map(three_letters) {
        let language = format!("language={language}");
        command.args(["-metadata:s:a:0", &language, "-metadata:s:s:0", &language]);
    }
    command.args(["-fflags", "+bitexact", "-map_metadata", "2", "-map_chapters", "2", "-video_track_timescale"]);
    command.arg(plan.format.time_scale().to_string());
    command.args(["-movflags", "+faststart", "-f", "mp4"]).arg(out);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pictures_that_ffmpeg_has_written_are_counted_by_whole_lines() {
        let mut joined = Joined::default();
        assert_eq!(joined.read(b"frame=12\nfps=0.00\nfra"), Some(12));
        assert_eq!(joined.read(b"me= 4"), None);
        assert_eq!(joined.read(b"8\nprogress=continue\n"), Some(48));
    }
}
