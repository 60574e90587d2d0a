//! What can go wrong with media; each `Display` is a sentence.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    #[error("{0} is not installed. On Debian or Ubuntu: sudo apt-get install ffmpeg; on macOS: brew install ffmpeg.")]
    Missing(&'static str),
    #[error("This ffmpeg lacks {0}. Install a full build: sudo apt-get install ffmpeg, or brew install ffmpeg.")]
    Lacks(String),
    #[error("The file is empty.")]
    Empty,
    #[error("The file cannot be used: {0}.")]
    NotMedia(String),
    #[error("The file of this take is damaged. Re-record the shot, or choose another take.")]
    DamagedTake,
    /// A clip, with its lines, is longer than [`model::limits::CLIP_SECONDS`].
    #[error("The clip would last {0:.0} seconds; {most:.0} fit. Split the shot, or shorten its lines.", most = model::limits::CLIP_SECONDS)]
    TooLong(f64),
    #[error("The file is too large: {what} is {is}; the limit is {limit}.")]
    TooLarge { what: &'static str, is: String, limit: String },
    #[error("ffmpeg took longer than {0} seconds and was stopped.")]
    TooSlow(u64),
    #[error("ffmpeg could not do it: {0}")]
    Ffmpeg(String),
    #[error("The sound file {path} cannot be read: {why}")]
    Wav { path: PathBuf, why: String },
    #[error("The file system refused: {0}")]
    Io(#[from] std::io::Error),
    #[error("A part of the work stopped: {0}")]
    Stopped(String),
}

/// What tools and libraries say in words where the disk is full.
pub(crate) const FULL: &str = "No space left on device";

/// Whether an error of writing says that the disk is full.
pub fn is_full(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
        || error.to_string().contains(FULL)
}

impl MediaError {
    /// The disk is full: it is no fault of any file, and the same will do when there is room.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Io(error) => is_full(error),
            Self::Ffmpeg(why) | Self::NotMedia(why) | Self::Stopped(why) | Self::Wav { why, .. } => why.contains(FULL),
            _ => false,
        }
    }
}
