//! Anybody's video into the project's format, once; anybody's sound into 48 kHz stereo.

use crate::container::mp4_reader::count_pictures;
use crate::input::probe::{Probe, check_by_decoding, probe};
use crate::input::probe::{complete, read_only, unreadable};
use crate::picture::encode::{Pictures, encoder_args};
use crate::{Format, MediaError, Tools, VideoWriter, tools};
use std::{path::Path, time::Duration};

pub use model::Fit;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normalised {
    /// Measured, by counting frames.
    pub seconds: f64,
    pub frames: u64,
    /// The picture was in the format already and was taken over as it is.
    pub copied: bool,
}

/// Makes a take of `input`: decodes all of it and encodes it in the format. A take of the same format is copied, after a
/// full decode.
///
/// # Errors
/// As [`probe`](crate::input::probe); `NotMedia` when there is no picture, or the file breaks off in the middle.
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
    let copied = is_take(tools, input, &found, format, output).await?;
    let mut command = tools.ffmpeg();
    command.args(["-err_detect", "explode", "-xerror"]);
    read_only(&mut command, input)?;
    command.args(["-map", "0:v:0"]);
    if copied {
        check_by_decoding(tools, input).await?;
        command.args(["-c:v", "copy", "-an", "-fflags", "+bitexact", "-video_track_timescale"]);
        command.arg(format.time_scale().to_string()).args(["-movflags", "+faststart", "-f", "mp4"]);
    } else {
        command.args(["-t", "3600", "-vf", &shape(format, fit)]).args(encoder_args(format, Pictures::Filmed));
    }
    command.arg(output);
    tools::run(command, Duration::from_secs(600)).await.map_err(|error| unreadable(error, input))?;
    let frames = count_frames(tools, output).await?;
    if frames == 0 {
        return Err(MediaError::NotMedia("it holds no pictures".to_owned()));
    }
    complete(format.seconds(frames), found.video_seconds)?;
    Ok(Normalised { seconds: format.seconds(frames), frames, copied })
}

fn shape(format: Format, fit: Fit) -> String {
    let Format { width, height, fps } = format;
    // The sample aspect comes first: anamorphic video keeps its shape. Colours are BT.709 from here on, whatever they were.
    let square = "scale=trunc(iw*max(sar\\,1)/2)*2:trunc(ih/min(sar\\,1)/2)*2,setsar=1";
    let fitted = match fit {
        Fit::Pad => format!(
            "scale={width}:{height}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=lanczos:\
             out_color_matrix=bt709:out_range=tv,pad={width}:{height}:-1:-1"
        ),
        Fit::Crop => format!(
            "scale={width}:{height}:force_original_aspect_ratio=increase:flags=lanczos:out_color_matrix=bt709:\
             out_range=tv,crop={width}:{height}"
        ),
    };
    format!("{square},{fitted},setsar=1,fps={fps},format=yuv420p")
}

/// Whether a video was encoded as a take of this very format: then its stream's configuration is that of one made now.
async fn is_take(
    tools: &Tools,
    input: &Path,
    found: &Probe,
    format: Format,
    output: &Path,
) -> Result<bool, MediaError> {
    let alike = found.video_codec.as_deref() == Some("h264")
        && (found.width, found.height) == (format.width, format.height)
        && found.pixel_format.as_deref() == Some("yuv420p")
        && (found.fps - f64::from(format.fps)).abs() < 1e-6
        && count_pictures(input).is_some();
    if !alike {
        return Ok(false);
    }
    let sample = output.with_extension("sample.mp4");
    let (writing, path) = (tools.clone(), sample.clone());
    tokio::task::spawn_blocking(move || {
        let mut writer = VideoWriter::start(&writing, &path, format)?;
        writer.write_frame(&vec![128; format.frame_bytes()])?;
        writer.finish()
    })
    .await
    .map_err(|error| MediaError::Stopped(error.to_string()))??;
    let ours = probe(tools, &sample).await?;
    tokio::fs::remove_file(&sample).await?;
    Ok(found.configuration.is_some() && found.configuration == ours.configuration)
}

/// Counts the pictures of a file: from its index where it is an MP4, else by its packets.
pub(crate) async fn count_frames(tools: &Tools, path: &Path) -> Result<u64, MediaError> {
    if let Some(frames) = count_pictures(path) {
        return Ok(frames);
    }
    let mut command = tools.ffprobe();
    command.args(["-v", "error", "-select_streams", "v:0", "-count_packets"]);
    command.args(["-show_entries", "stream=nb_read_packets", "-of", "csv=p=0"]);
    read_only(&mut command, path)?;
    let output = tools::run(command, Duration::from_secs(60)).await.map_err(|error| unreadable(error, path))?;
    let text = String::from_utf8_lossy(&output);
    text.trim()
        .trim_end_matches(',')
        .parse()
        .map_err(|_| MediaError::NotMedia("its pictures cannot be counted".to_owned()))
}

/// Decodes any sound, of a sound file or of a video, to a 48 kHz stereo WAV of 24 bits, of at most `most_seconds`.
///
/// # Errors
/// As [`probe`](crate::input::probe); `NotMedia` when there is no sound.
pub async fn decode_audio(tools: &Tools, input: &Path, output: &Path, most_seconds: f64) -> Result<(), MediaError> {
    let found = probe(tools, input).await?;
    if found.audio_codec.is_none() {
        return Err(MediaError::NotMedia("it has no sound".to_owned()));
    }
    let mut command = tools.ffmpeg();
    read_only(&mut command, input)?;
    command
        .args(["-map", "0:a:0", "-t", &format!("{:.3}", most_seconds.clamp(0.0, 3600.0)), "-ar", "48000", "-ac", "2"])
        .args(["-c:a", "pcm_s24le", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "wav"])
        .arg(output);
    tools::run(command, Duration::from_secs(300)).await.map(drop).map_err(|error| unreadable(error, input))
}

/// Draws the picture at `at_seconds` as a JPEG of at most `most_width` pixels' width; past the end, the last picture.
///
/// # Errors
/// `NotMedia` when there is no picture.
pub async fn poster(
    tools: &Tools,
    video: &Path,
    out: &Path,
    at_seconds: f64,
    most_width: u32,
) -> Result<(), MediaError> {
    let found = probe(tools, video).await?;
    if found.video_codec.is_none() {
        return Err(MediaError::NotMedia("it has no picture".to_owned()));
    }
    let latest = (found.seconds - 1.0 / found.fps.max(1.0) * 1.5).max(0.0);
    let mut command = tools.ffmpeg();
    command.args(["-ss", &format!("{:.3}", at_seconds.clamp(0.0, latest))]);
    read_only(&mut command, video)?;
    let shape = format!("scale='min({most_width},iw)':-2");
    command.args(["-map", "0:v:0", "-vf", &shape, "-frames:v", "1", "-q:v", "4", "-f", "mjpeg"]).arg(out);
    tools::run(command, Duration::from_secs(60)).await.map_err(|error| unreadable(error, video))?;
    Ok(())
}
