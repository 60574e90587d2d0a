//! A finished film in another shape, with its words drawn into it, or its sound alone. The sound is never encoded again.

use crate::assembly::film::Joined;
use crate::assembly::shown::own;
use crate::picture::encode::{Pictures, picture_args};
use crate::{Caption, CaptionLook, Format, MediaError, Tools, to_ass_in, tools};
use serde_json::Value;
use std::{path::Path, sync::Arc, time::Duration};

/// Raised whenever the same film gives another recut.
pub const RECUT_VERSION: u32 = 1;

/// What becomes of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As it is.
    Same,
    /// The shape that it has, with so many pixels on the shorter side.
    Side(u32),
    /// This size, whatever shape the film has.
    Frame { width: u32, height: u32, fit: FrameFit },
    /// No picture.
    SoundOnly,
}

/// How a picture of another shape comes into a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameFit {
    /// It fills the frame; what does not fit is cut off on both sides alike.
    Fill,
    /// All of it is seen, over a blurred copy that fills the frame.
    Whole,
}

/// What is to be made of a film.
#[derive(Clone, Debug)]
pub struct Recut {
    pub shape: Shape,
    /// Drawn into the picture; nothing where empty.
    pub burned: Vec<Caption>,
    pub look: CaptionLook,
}

/// Hears how far it is, 0 to 1.
pub type Heard = Arc<dyn Fn(f64) + Send + Sync>;

/// The picture of a film: its format, and how many pictures there are, as far as the file says.
async fn picture_of(tools: &Tools, film: &Path) -> Result<(Format, u64), MediaError> {
    let mut command = tools.ffprobe();
    command.args(["-v", "error", "-of", "json", "-select_streams", "v:0", "-show_streams"]);
    own(&mut command, film)?;
    let output = tools::run(command, Duration::from_secs(60)).await?;
    let json: Value = serde_json::from_slice(&output).map_err(|error| MediaError::NotMedia(error.to_string()))?;
    let stream = &json["streams"][0];
    let number = |name: &str| stream[name].as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
    let text = |name: &str| stream[name].as_str().unwrap_or_default();
    let rate = text("r_frame_rate").split_once('/').and_then(|(over, under)| {
        Some((over.parse::<f64>().ok()? / under.parse::<f64>().ok()?.max(1.0)).round() as u32)
    });
    let format = Format { width: number("width"), height: number("height"), fps: rate.unwrap_or(24).clamp(1, 120) };
    if format.width == 0 || format.height == 0 {
        return Err(MediaError::NotMedia("it has no picture".to_owned()));
    }
    Ok((format, text("nb_frames").parse().unwrap_or(0)))
}

/// The nearest even number, and at least 2: pictures in 4:2:0 have even sides.
fn even(side: f64) -> u32 {
    ((side / 2.0).round() as u32 * 2).max(2)
}

/// The size that a picture of this size gets.
pub(crate) fn target(shape: Shape, (width, height): (u32, u32)) -> (u32, u32) {
    match shape {
        Shape::Same | Shape::SoundOnly => (width, height),
        Shape::Side(side) => {
            let scale = f64::from(side) / f64::from(width.min(height).max(1));
            (even(f64::from(width) * scale), even(f64::from(height) * scale))
        }
        Shape::Frame { width, height, .. } => (width, height),
    }
}

/// The filters that give a picture its new shape; empty where it keeps its own.
fn filters(shape: Shape, (width, height): (u32, u32)) -> String {
    match shape {
        Shape::Same | Shape::SoundOnly => String::new(),
        Shape::Side(_) => format!("scale={width}:{height}:flags=lanczos,setsar=1"),
        Shape::Frame { fit: FrameFit::Fill, .. } => format!(
            "scale={width}:{height}:force_original_aspect_ratio=increase:flags=lanczos,crop={width}:{height},setsar=1"
        ),
        Shape::Frame { fit: FrameFit::Whole, .. } => {
            // Blurred while it is small: that is as soft and a hundredth of the work.
            let (w, h) = (even(f64::from(width) / 8.0), even(f64::from(height) / 8.0));
            format!(
                "split[back][front];[back]scale={w}:{h}:force_original_aspect_ratio=increase,crop={w}:{h},gblur=sigma=5,\
                 scale={width}:{height},lutyuv=y=val*0.55[soft];[front]scale={width}:{height}:force_original_aspect_ratio=decrease:\
                 force_divisible_by=2:flags=lanczos[sharp];[soft][sharp]overlay=(W-w)/2:(H-h)/2,setsar=1"
            )
        }
    }
}

/// The captions file in the scratch folder: a plain name needs no quoting inside a filter.
const WORDS: &str = "burned.ass";

/// Makes a recut of the film at `out`. `scratch` holds helper files meanwhile. Chapters, and the caption track where its words are not
/// drawn into the picture, stay.
///
/// # Errors
/// `NotMedia` for a film without a picture; what ffmpeg or the file system said.
pub async fn recut(
    tools: &Tools,
    film: &Path,
    recut: &Recut,
    out: &Path,
    scratch: &Path,
    heard: Heard,
) -> Result<(), MediaError> {
    let (film, out) = (std::path::absolute(film)?, std::path::absolute(out)?);
    let mut command = tools.ffmpeg();
    command.current_dir(scratch).args(["-nostats", "-progress", "pipe:1"]);
    own(&mut command, &film)?;
    command.args(["-map_metadata", "0", "-map_chapters", "0", "-fflags", "+bitexact"]);
    if recut.shape == Shape::SoundOnly {
        command.args(["-map", "0:a:0", "-c:a", "copy", "-movflags", "+faststart", "-f", "mp4"]).arg(&out);
        tools::run(command, Duration::from_secs(600)).await?;
        heard(1.0);
        return Ok(());
    }
    let (format, pictures) = picture_of(tools, &film).await?;
    let (width, height) = target(recut.shape, (format.width, format.height));
    let format = Format { width, height, ..format };
    let mut chain = filters(recut.shape, (width, height));
    let burns = !recut.burned.is_empty();
    if burns {
        tokio::fs::write(scratch.join(WORDS), to_ass_in(&recut.burned, (width, height), recut.look)).await?;
        chain =
            [chain, format!("ass={WORDS}")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(",");
    }
    command.args(["-map", "0:v:0", "-map", "0:a:0?", "-c:a", "copy"]);
    if !burns {
        command.args(["-map", "0:s?", "-c:s", "copy"]);
    }
    if chain.is_empty() {
        command.args(["-c:v", "copy"]);
    } else {
        command.args(["-vf", &chain]).args(picture_args(format, Pictures::Burned));
    }
    command.args(["-movflags", "+faststart", "-f", "mp4"]).arg(&out);
    let mut counted = Joined::default();
    let told = |printed: &[u8]| {
        if let Some(done) = counted.read(printed) {
            heard((done as f64 / pictures.max(1) as f64).min(0.99));
        }
    };
    // Four times the picture's work on a slow machine, and then some.
    let limit = Duration::from_secs_f64(600.0 + format.seconds(pictures) * 40.0);
    tools::run_read(command, limit, told).await?;
    heard(1.0);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recut_has_even_sides_and_keeps_its_shape_where_no_other_is_asked_for() {
        assert_eq!(target(Shape::Side(1080), (1280, 720)), (1920, 1080));
        assert_eq!(target(Shape::Side(1080), (480, 854)), (1080, 1922));
        assert_eq!(target(Shape::Side(2160), (1147, 480)), (5162, 2160));
        assert_eq!(target(Shape::Same, (1280, 720)), (1280, 720));
        let tall = Shape::Frame { width: 1080, height: 1920, fit: FrameFit::Whole };
        assert_eq!(target(tall, (1280, 720)), (1080, 1920));
    }
}
