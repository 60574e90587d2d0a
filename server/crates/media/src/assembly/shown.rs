//! What a player shows of a finished film beside its picture, read from the film's own file: it fits the film, whatever its project
//! has become since.

use crate::captions::{vtt_clock, vtt_text};
use crate::{MediaError, Tools, tools};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{fmt::Write as _, path::Path, time::Duration};
use tokio::process::Command;

/// How long each look into the file may take.
const LIMIT: Duration = Duration::from_secs(120);
/// The widest poster, in pixels.
const POSTER_WIDTH: u32 = 1280;
/// The poster is the picture at this part of the film: the beginning is often dark.
const POSTER_AT: f64 = 0.12;

/// A part of a film, in seconds from its start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chapter {
    pub start: f64,
    pub end: f64,
    pub title: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// WebVTT; `None` for a film without a caption track.
    pub captions: Option<String>,
    pub chapters: Vec<Chapter>,
    /// JPEG, at most 1280 pixels wide; empty where no picture could be drawn.
    pub poster: Vec<u8>,
    /// Of the picture, in pixels.
    pub width: u32,
    pub height: u32,
}

/// Reads a film that [`crate::assemble`] made. `scratch` holds the poster meanwhile.
///
/// # Errors
/// `NotMedia` for a file without a picture; what ffmpeg or the file system said.
pub async fn shown(tools: &Tools, film: &Path, scratch: &Path) -> Result<Shown, MediaError> {
    let mut command = tools.ffprobe();
    command.args(["-v", "error", "-of", "json", "-show_chapters", "-show_streams", "-show_format"]);
    own(&mut command, film)?;
    let output = tools::run(command, LIMIT).await?;
    let json: Value = serde_json::from_slice(&output).map_err(|error| MediaError::NotMedia(error.to_string()))?;
    let streams = || json["streams"].as_array().into_iter().flatten();
    let of_kind = |kind: &str| streams().find(|stream| stream["codec_type"] == kind);
    let picture = of_kind("video").ok_or_else(|| MediaError::NotMedia("it has no picture".to_owned()))?;
    let side = |name: &str| picture[name].as_u64().and_then(|side| u32::try_from(side).ok()).unwrap_or(0);
    let captioned = of_kind("subtitle").is_some();
    let captions = if captioned { Some(captions(tools, film).await?) } else { None };
    let seconds = number(&json["format"]["duration"]);
    let poster = poster(tools, film, seconds * POSTER_AT, scratch).await?;
    Ok(Shown { captions, chapters: chapters(&json), poster, width: side("width"), height: side("height") })
}

/// A file of ours is read, from this disk alone.
pub(crate) fn own(command: &mut Command, film: &Path) -> Result<(), MediaError> {
    command.args(["-protocol_whitelist", "file", "-f", "mov", "-i"]).arg(std::path::absolute(film)?);
    Ok(())
}

fn number(value: &Value) -> f64 {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

fn chapters(json: &Value) -> Vec<Chapter> {
    let read = |chapter: &Value| Chapter {
        start: number(&chapter["start_time"]),
        end: number(&chapter["end_time"]),
        title: chapter["tags"]["title"].as_str().unwrap_or_default().to_owned(),
    };
    json["chapters"].as_array().into_iter().flatten().map(read).collect()
}

async fn captions(tools: &Tools, film: &Path) -> Result<String, MediaError> {
    let mut command = tools.ffmpeg();
    own(&mut command, film)?;
    // Chapters are a track of text as well, which ffmpeg shows as data.
    command.args(["-map", "0:s:0", "-c:s", "webvtt", "-f", "webvtt", "pipe:1"]);
    let text = tools::run(command, LIMIT).await?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

async fn poster(tools: &Tools, film: &Path, at: f64, scratch: &Path) -> Result<Vec<u8>, MediaError> {
    let out = std::path::absolute(scratch.join("poster.jpg"))?;
    let mut command = tools.ffmpeg();
    command.args(["-ss", &format!("{at:.3}")]);
    own(&mut command, film)?;
    let shape = format!("scale='min({POSTER_WIDTH},iw)':-2");
    command.args(["-map", "0:v:0", "-vf", &shape, "-frames:v", "1", "-q:v", "4", "-f", "mjpeg"]).arg(&out);
    tools::run(command, LIMIT).await?;
    Ok(tokio::fs::read(&out).await?)
}

/// Chapters for players: WebVTT with one cue for each.
pub fn chapters_vtt(chapters: &[Chapter]) -> String {
    let mut out = "WEBVTT\n".to_owned();
    for chapter in chapters.iter().filter(|chapter| chapter.end > chapter.start) {
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "\n{} --> {}\n{}\n",
            vtt_clock(chapter.start),
            vtt_clock(chapter.end),
            vtt_text(&chapter.title)
        );
    }
    out
}
