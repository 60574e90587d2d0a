//! What a clip is made of, and what comes of it.

use crate::error::MediaError;
use crate::picture::encode::Format;
use model::Through;
use std::path::PathBuf;

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

#[derive(Clone, Debug)]
pub struct LineIn {
    /// 48 kHz, one or two channels.
    pub wav: PathBuf,
    /// The earliest it may start; it waits for the line before it.
    pub start: f64,
    /// Added to its own level, which is kept where it is that of speech in a film (−26 to −13 LUFS) and brought there where not.
    pub gain_db: f64,
    /// What it is heard through.
    pub through: Through,
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

/// A clip's sound lies in memory while it is mixed: it must not be longer than that allows.
pub(crate) fn within(seconds: f64) -> Result<(), MediaError> {
    if seconds > model::limits::CLIP_SECONDS { Err(MediaError::TooLong(seconds)) } else { Ok(()) }
}
