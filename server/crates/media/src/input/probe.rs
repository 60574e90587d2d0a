//! What a file really is. Only the declared format is opened; limits hold before anything is decoded.

use crate::container::mp4_reader::breaks_off;
use crate::input::sniff::sniff;
use crate::{MediaError, Tools, tools};
use serde_json::Value;
use std::{path::Path, time::Duration};
use tokio::process::Command;

const MOST_BYTES: u64 = 2 << 30;
pub(crate) const MOST_PIXELS: u64 = 8192 * 4352;
const MOST_SECONDS: f64 = 3600.0;

/// The codecs that strangers' files may be in, by the names of ffmpeg's decoders. Rare ones are where decoders break.
const CODECS: &str = "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,libaom-av1,mpeg4,mpeg2video,mpeg1video,mjpeg,prores,dnxhd,\
    theora,aac,mp3,mp3float,mp2,mp2float,opus,libopus,vorbis,libvorbis,flac,alac,ac3,eac3,pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,\
    pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_mulaw,pcm_alaw";

const CUT_OFF: &str = "it is incomplete, as if its download was cut off";

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
    /// A digest of the decoder's configuration, by which two streams can be told to join by stream copy.
    pub configuration: Option<String>,
    /// The picture's length as its own stream declares it, in seconds; 0 where it does not say.
    pub video_seconds: f64,
}

/// What decoding a whole file found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decoded {
    /// Pictures.
    pub frames: u64,
    /// From the first picture's start to the last one's end; of the sound where there is no picture.
    pub seconds: f64,
}

/// Tells a tool how to read a stranger's file: this format, from this disk, within these limits.
pub(crate) fn read_only(command: &mut Command, path: &Path) -> Result<(), MediaError> {
    let format = sniff(path)?;
    command.args(["-protocol_whitelist", "file", "-format_whitelist", format, "-f", format]);
    command.args(["-codec_whitelist", CODECS, "-max_pixels", &MOST_PIXELS.to_string()]);
    // An absolute path can be mistaken neither for an option nor for a protocol.
    command.arg("-i").arg(std::path::absolute(path)?);
    Ok(())
}

/// Looks into a file.
///
/// # Errors
/// `Empty`, `TooLarge`, or `NotMedia` with what is wrong.
pub async fn probe(tools: &Tools, path: &Path) -> Result<Probe, MediaError> {
    let bytes = tokio::fs::metadata(path).await?.len();
    if bytes > MOST_BYTES {
        let limit = format!("{} MB", MOST_BYTES >> 20);
        return Err(MediaError::TooLarge { what: "its size", is: format!("{} MB", bytes >> 20), limit });
    }
    if bytes > 0 && sniff(path)? == "mov" && breaks_off(path)? {
        return Err(MediaError::NotMedia(CUT_OFF.to_owned()));
    }
    let mut command = tools.ffprobe();
    command.args(["-v", "error", "-of", "json", "-show_format", "-show_streams", "-show_data_hash", "md5"]);
    read_only(&mut command, path)?;
    let output = tools::run(command, Duration::from_secs(30)).await.map_err(|error| unreadable(error, path))?;
    let json: Value = serde_json::from_slice(&output).map_err(|error| MediaError::NotMedia(error.to_string()))?;
    let probe = read(&json);
    if probe.video_codec.is_none() && probe.audio_codec.is_none() {
        return Err(MediaError::NotMedia("it has neither picture nor sound".to_owned()));
    }
    // ffprobe, told the most pixels, gives no size at all for a picture with more.
    if probe.video_codec.is_some() && (probe.width == 0 || probe.height == 0) {
        return Err(MediaError::NotMedia("its picture has no size, or more than 8192×4352 pixels".to_owned()));
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

/// Decodes all of a file, picture and sound.
///
/// # Errors
/// As [`probe`]; `NotMedia` when a part cannot be decoded or the file breaks off before its declared end.
pub async fn check_by_decoding(tools: &Tools, path: &Path) -> Result<Decoded, MediaError> {
    let found = probe(tools, path).await?;
    let mut command = tools.ffmpeg();
    command.args(["-xerror", "-err_detect", "explode"]);
    read_only(&mut command, path)?;
    command.args(["-t", &MOST_SECONDS.to_string(), "-vsync", "passthrough", "-progress", "pipe:1", "-f", "null", "-"]);
    let report = tools::run(command, Duration::from_secs(600)).await.map_err(|error| unreadable(error, path))?;
    let report = String::from_utf8_lossy(&report);
    let last = |key: &str| report.lines().rev().find_map(|line| line.strip_prefix(key)?.trim().parse::<u64>().ok());
    let frames = last("frame=").unwrap_or(0);
    let seconds = last("out_time_us=").unwrap_or(0) as f64 / 1e6;
    complete(seconds, found.seconds)?;
    Ok(Decoded { frames, seconds })
}

/// A file that gave much less than it promised was cut off on its way.
pub(crate) fn complete(seconds: f64, declared: f64) -> Result<(), MediaError> {
    if seconds + 0.5f64.max(declared * 0.02) < declared {
        return Err(MediaError::NotMedia(format!("it breaks off after {seconds:.1} of {declared:.1} seconds")));
    }
    Ok(())
}

/// An error of reading a stranger's file, in words about the file.
pub(crate) fn unreadable(error: MediaError, path: &Path) -> MediaError {
    let MediaError::Ffmpeg(why) = error else { return error };
    if let Some((codec, _)) = why.split_once(") not on whitelist") {
        let codec = codec.rsplit('(').next().unwrap_or_default();
        return MediaError::NotMedia(format!("it is in the codec {codec}, which the studio does not read"));
    }
    let broken = ["moov atom not found", "partial file", "End of file", "Truncat", "truncat"];
    if broken.iter().any(|mark| why.contains(mark)) {
        return MediaError::NotMedia(CUT_OFF.to_owned());
    }
    if ["corrupt", "Invalid data", "rror while decoding"].iter().any(|mark| why.contains(mark)) {
        return MediaError::NotMedia("it is damaged: a part of it cannot be decoded".to_owned());
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    MediaError::NotMedia(why.replace(&*absolute.to_string_lossy(), "the file"))
}

fn read(json: &Value) -> Probe {
    let mut probe = Probe::default();
    let text = |value: &Value, field: &str| value.get(field).and_then(Value::as_str).map(str::to_owned);
    let number = |value: &Value, field: &str| {
        text(value, field).and_then(|text| text.parse().ok()).filter(|s: &f64| s.is_finite()).unwrap_or(0.0)
    };
    for stream in json.get("streams").and_then(Value::as_array).into_iter().flatten() {
        let cover = stream.pointer("/disposition/attached_pic").and_then(Value::as_u64) == Some(1);
        match stream.get("codec_type").and_then(Value::as_str) {
            Some("video") if probe.video_codec.is_none() && !cover => {
                let side = |field| stream.get(field).and_then(Value::as_u64).and_then(|v| u32::try_from(v).ok());
                probe.width = side("width").unwrap_or(0);
                probe.height = side("height").unwrap_or(0);
                probe.video_codec = text(stream, "codec_name");
                probe.pixel_format = text(stream, "pix_fmt");
                probe.fps = text(stream, "avg_frame_rate").and_then(|rate| ratio(&rate)).unwrap_or(0.0);
                probe.configuration = text(stream, "extradata_hash");
                probe.video_seconds = number(stream, "duration");
            }
            Some("audio") if probe.audio_codec.is_none() => probe.audio_codec = text(stream, "codec_name"),
            _ => {}
        }
    }
    probe.seconds = json.get("format").map_or(0.0, |format| number(format, "duration"));
    probe
}

fn ratio(text: &str) -> Option<f64> {
    let (over, under) = text.split_once('/')?;
    let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
    (under > 0.0).then_some(over / under)
}
