#![doc = include_str!("../README.md")]

mod captions;
mod encode;
mod error;
mod film;
mod fit;
mod loudness;
mod mix;
mod probe;
mod tools;
mod wav;

pub use captions::{Caption, to_ass, to_srt, to_vtt};
pub use encode::{Format, VideoWriter};
pub use error::MediaError;
pub use film::{FILM_VERSION, FilmClip, FilmMade, FilmSpec, Music, assemble};
pub use fit::{Fit, Normalised, decode_audio, normalise};
pub use loudness::{Limiter, measure};
pub use mix::{ClipMade, ClipMix, CueIn, LineIn, MIX_VERSION, mix_clip};
pub use probe::{Probe, probe};
pub use tools::Tools;
pub use wav::{read_wav, write_wav};

/// The rate of all sound in the studio, in hertz.
pub const RATE: u32 = 48_000;
