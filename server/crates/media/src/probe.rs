//! What a file really is. Only declared formats are opened; limits hold before anything is decoded.

use crate::{MediaError, Tools, tools};
use serde_json::Value;
use std::{path::Path, time::Duration};

/// Formats a provider may send. No playlists, no scripts: those could make ffmpeg read other files.
pub(crate) const FORMATS: &str = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mp3,wav,ogg,flac,aac,avi";
const MOST_BYTES: u64 = 2 << 30;
const MOST_PIXELS: u64 = 8192 * 4352;
const MOST_SECONDS: f64 = 3600.0;

/// What is in a media file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Probe {
    pub width: u32,
    pub height: u32,
    /// Frames per second; 0 without a picture.
    pub fps: f64,
    /// As the file declares it, in seconds.
    pub seconds: f64,
    pub video_codec: Option<String>,
    pub pixel_format: Option<String>,
    pub audio_codec: Option<String>,
}

/// Looks into a file.
pub async fn probe(tools: &Tools, path: &Path) -> Result<Probe, MediaError> {
    let bytes = tokio::fs::metadata(path).await?.len();
    if bytes == 0 {
        return Err(MediaError::Empty);
    }
    if bytes > MOST_BYTES {
        let limit = format!("{} MB", MOST_BYTES >> 20);
        return Err(MediaError::TooLarge { what: "its size", is: format!("{} MB", bytes >> 20), limit });
    }
    let mut command = tokio::process::Command::new(&tools.ffprobe);
    let whitelist = ["-v", "error", "-protocol_whitelist", "file", "-format_whitelist", FORMATS];
    command.args(whitelist).args(["-of", "json", "-show_format", "-show_streams"]).arg("-i").arg(path);
    let output = tools::run(command, Duration::from_secs(30)).await.map_err(|error| match error {
        MediaError::Ffmpeg(why) => MediaError::NotMedia(without_path(&why, path)),
        other => other,
    })?;
    let json: Value = serde_json::from_slice(&output).map_err(|error| MediaError::NotMedia(error.to_string()))?;
    let probe = read(&json);
    if probe.video_codec.is_none() && probe.audio_codec.is_none() {
        return Err(MediaError::NotMedia("it has neither picture nor sound".to_owned()));
    }
    if u64::from(probe.width) * u64::from(probe.height) > MOST_PIXELS {
        let is = format!("{}×{}", probe.width, probe.height);
        return Err(MediaError::TooLarge { what: "its picture", is, limit: "8192×4352".to_owned() });
    }
    if probe.seconds > MOST_SECONDS {
        let is = format!("{:.0} s", probe.seconds);
        return Err(MediaError::TooLarge { what: "its length", is, limit: format!("{MOST_SECONDS:.0} s") });
    }
    Ok(probe)
}

fn without_path(text: &str, path: &Path) -> String {
    text.replace(&*path.to_string_lossy(), "the file")
}

fn read(json: &Value) -> Probe {
    let mut probe = Probe::default();
    let text = |value: &Value, field: &str| value.get(field).and_then(Value::as_str).map(str::to_owned);
    for stream in json.get("streams").and_then(Value::as_array).into_iter().flatten() {
        match stream.get("codec_type").and_then(Value::as_str) {
            Some("video") if probe.video_codec.is_none() => {
                let side = |field| stream.get(field).and_then(Value::as_u64).and_then(|v| u32::try_from(v).ok());
                probe.width = side("width").unwrap_or(0);
                probe.height = side("height").unwrap_or(0);
                probe.video_codec = text(stream, "codec_name");
                probe.pixel_format = text(stream, "pix_fmt");
                probe.fps = text(stream, "avg_frame_rate").and_then(|rate| ratio(&rate)).unwrap_or(0.0);
            }
            Some("audio") if probe.audio_codec.is_none() => probe.audio_codec = text(stream, "codec_name"),
            _ => {}
        }
    }
    let seconds = json.get("format").and_then(|format| text(format, "duration"));
    probe.seconds = seconds.and_then(|text| text.parse().ok()).filter(|s: &f64| s.is_finite()).unwrap_or(0.0);
    probe
}

fn ratio(text: &str) -> Option<f64> {
    let (over, under) = text.split_once('/')?;
    let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
    (under > 0.0).then_some(over / under)
}
