//! What a film is made of, and what comes of it.

use crate::captions::Caption;
use crate::picture::encode::Format;
use std::{path::PathBuf, sync::Arc};

/// Begins the music from its start: each call gives a player that fills interleaved stereo at 48 kHz.
pub type Music = Box<dyn Fn() -> Box<dyn FnMut(&mut [f32]) + Send> + Send + Sync>;

/// One clip of a film.
#[derive(Clone, Debug)]
pub struct FilmClip {
    /// Its picture; a sound track in the same file is passed over.
    pub clip: PathBuf,
    pub stem: PathBuf,
    /// Pictures, as far as known; what the file itself holds is what counts.
    pub frames: u64,
    /// When somebody speaks: (start, end) in seconds from the clip's start.
    pub speech: Vec<(f64, f64)>,
    /// The chapter it belongs to; neighbours of the same name share one.
    pub chapter: String,
}

/// What a film is made of.
pub struct FilmSpec {
    pub clips: Vec<FilmClip>,
    pub format: Format,
    pub music: Option<Music>,
    /// In the film's time; a soft track, when there are any.
    pub captions: Vec<Caption>,
    /// Draws the captions into the picture too, which is then encoded again.
    pub burn: bool,
    pub title: String,
    pub comment: String,
}

/// What an assembly may be told beyond the film itself.
#[derive(Default)]
pub struct Extras {
    /// The language of speech and captions, as a tag such as `en-us`.
    pub language: Option<String>,
    /// Hears how far it is, 0 to 1. Called often, from any thread.
    pub progress: Option<Arc<dyn Fn(f64) + Send + Sync>>,
    /// A folder that keeps encoded sound from film to film (256 MB at most): joining a film again after a small change then costs
    /// little. May be shared and may be deleted at any time.
    pub cache: Option<PathBuf>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FilmMade {
    pub seconds: f64,
    pub frames: u64,
    /// Of what the film decodes to; `None` for a silent film.
    pub loudness_lufs: Option<f64>,
    /// Of what the film decodes to.
    pub true_peak_dbtp: f64,
    pub bytes: u64,
    pub chapters: usize,
}
