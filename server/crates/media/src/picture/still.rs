//! Anybody's still picture into a JPEG that can be filmed from.

use crate::input::probe::{MOST_PIXELS, unreadable};
use crate::{MediaError, Tools, tools};
use std::{fs::File, io::Read as _, path::Path, time::Duration};

/// The longest side that is kept, in pixels: no service takes more, and the file stays under 10 MB.
const LONGEST: u32 = 3840;

/// What ffmpeg calls the formats of stills that strangers may send, by how their files begin.
fn format(path: &Path) -> Result<&'static str, MediaError> {
    let mut start = [0; 12];
    let mut file = File::open(path)?;
    let read = file.read(&mut start)?;
    if read == 0 {
        return Err(MediaError::Empty);
    }
    match start {
        [0x89, b'P', b'N', b'G', ..] => Ok("png_pipe"),
        [0xff, 0xd8, 0xff, ..] => Ok("jpeg_pipe"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P'] => Ok("webp_pipe"),
        _ => Err(MediaError::NotMedia("it is no PNG, JPEG or WebP picture".to_owned())),
    }
}

/// Decodes all of a PNG, JPEG or WebP and writes it as a JPEG, at most 3840 pixels wide and high.
///
/// # Errors
/// `Empty`, or `NotMedia` where it is no such picture, or not a whole one.
pub async fn still(tools: &Tools, input: &Path, output: &Path) -> Result<(), MediaError> {
    let format = format(input)?;
    let mut command = tools.ffmpeg();
    command.args(["-xerror", "-err_detect", "explode"]);
    command.args(["-protocol_whitelist", "file", "-format_whitelist", format, "-f", format]);
    command.args(["-codec_whitelist", "png,mjpeg,webp", "-max_pixels", &MOST_PIXELS.to_string()]);
    command.arg("-i").arg(std::path::absolute(input)?);
    let size = format!("scale='min({LONGEST},iw)':'min({LONGEST},ih)':force_original_aspect_ratio=decrease");
    command.args(["-map", "0:v:0", "-vf", &format!("{size},format=yuvj420p")]);
    command.args(["-frames:v", "1", "-q:v", "2", "-f", "mjpeg"]).arg(output);
    tools::run(command, Duration::from_secs(60)).await.map_err(|error| unreadable(error, input))?;
    Ok(())
}
