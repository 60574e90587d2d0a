//! Anybody's video into the project's format, once; anybody's sound into 48 kHz stereo.

use crate::{Format, MediaError, Tools, encode::encoder_args, probe, tools};
use std::{path::Path, time::Duration};

/// What to do with a picture of another shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// All of it, with black beside it.
    Pad,
    /// The middle of it, filling the frame.
    Crop,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normalised {
    /// Measured, by counting frames.
    pub seconds: f64,
    pub frames: u64,
}

/// Decodes all of `input` and encodes it as a take. A file that breaks off in the middle is refused.
pub async fn normalise(
    tools: &Tools,
    input: &Path,
    output: &Path,
    format: Format,
    fit: Fit,
) -> Result<Normalised, MediaError> {
    let found = probe(tools, input).await?;
    if found.video_codec.is_none() {
        return Err(MediaError::NotMedia("it has no picture".to_owned()));
    }
    let Format { width, height, fps } = format;
    let shape = match fit {
        Fit::Pad => format!(
            "scale={width}:{height}:force_original_aspect_ratio=decrease:flags=lanczos,pad={width}:{height}:-1:-1"
        ),
        Fit::Crop => {
            format!("scale={width}:{height}:force_original_aspect_ratio=increase:flags=lanczos,crop={width}:{height}")
        }
    };
    let mut command = tools.ffmpeg();
    command
        .args([
            "-protocol_whitelist",
            "file",
            "-format_whitelist",
            probe::FORMATS,
            "-err_detect",
            "explode",
            "-xerror",
            "-i",
        ])
        .arg(input)
        .args(["-map", "0:v:0", "-vf", &format!("{shape},setsar=1,fps={fps},format=yuv420p")])
        .args(encoder_args(format))
        .arg(output);
    tools::run(command, Duration::from_secs(600)).await?;
    let frames = count_frames(tools, output).await?;
    if frames == 0 {
        return Err(MediaError::NotMedia("it holds no pictures".to_owned()));
    }
    Ok(Normalised { seconds: format.seconds(frames), frames })
}

/// Counts the pictures of a file by its packets.
pub(crate) async fn count_frames(tools: &Tools, path: &Path) -> Result<u64, MediaError> {
    let mut command = tokio::process::Command::new(&tools.ffprobe);
    command
        .args([
            "-v",
            "error",
            "-protocol_whitelist",
            "file",
            "-format_whitelist",
            probe::FORMATS,
            "-select_streams",
            "v:0",
        ])
        .args(["-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", "-i"])
        .arg(path);
    let output = tools::run(command, Duration::from_secs(60)).await?;
    let text = String::from_utf8_lossy(&output);
    text.trim().trim_end_matches(',').parse().map_err(|_| MediaError::NotMedia(format!("no frames counted: {text}")))
}

/// Decodes any sound to a 48 kHz stereo WAV of at most `most_seconds`.
pub async fn decode_audio(tools: &Tools, input: &Path, output: &Path, most_seconds: f64) -> Result<(), MediaError> {
    let found = probe(tools, input).await?;
    if found.audio_codec.is_none() {
        return Err(MediaError::NotMedia("it has no sound".to_owned()));
    }
    let mut command = tools.ffmpeg();
    command
        .args(["-protocol_whitelist", "file", "-format_whitelist", probe::FORMATS, "-i"])
        .arg(input)
        .args(["-map", "0:a:0", "-t", &format!("{most_seconds:.3}"), "-ar", "48000", "-ac", "2"])
        .args(["-c:a", "pcm_s24le", "-f", "wav"])
        .arg(output);
    tools::run(command, Duration::from_secs(300)).await.map(drop)
}
