//! The film: pictures joined by stream copy, and one pass of sound.

use crate::assembly::ffmpeg_inputs;
use crate::assembly::film_spec::{Extras, FilmMade, FilmSpec};
use crate::audio::master::{Levels, MASTERED, SOUND_DONE, Sound};
use crate::audio::mixdown::Part;
use crate::container::mp4_reader::count_pictures;
use crate::languages::three_letters;
use crate::picture::encode::{Pictures, picture_args};
use crate::{Format, MediaError, Tools, tools};
use std::{path::Path, sync::Arc, time::Duration};
use tokio::process::Command;

/// Raised whenever the same clips give another film.
pub const FILM_VERSION: u32 = 3;

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
    let chapters = ffmpeg_inputs::write(&spec, &frames, scratch)?;
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
pub(crate) struct Joined {
    /// A line that is not whole yet.
    rest: Vec<u8>,
}

impl Joined {
    /// The newest count in the lines that are whole now.
    pub(crate) fn read(&mut self, printed: &[u8]) -> Option<u64> {
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
    command.args(["-f", "concat", "-safe", "0", "-protocol_whitelist", "file", "-i", ffmpeg_inputs::LIST]);
    command.args(["-f", "mov", "-i", MASTERED, "-f", "ffmetadata", "-i", ffmpeg_inputs::ABOUT]);
    if plan.captioned {
        command.args(["-f", "srt", "-i", ffmpeg_inputs::SOFT]);
    }
    command.args(["-map", "0:v:0", "-map", "1:a:0", "-c:a", "copy"]);
    if plan.captioned {
        command.args(["-map", "3:s:0", "-c:s", "mov_text", "-disposition:s:0", "default"]);
    }
    if plan.burn {
        command
            .args(["-vf", &format!("ass={}", ffmpeg_inputs::BURNED)])
            .args(picture_args(plan.format, Pictures::Burned));
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
