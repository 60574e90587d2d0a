#![doc = include_str!("../README.md")]

mod assembly;
mod audio;
mod captions;
mod container;
mod error;
mod input;
mod languages;
mod picture;
mod tools;

pub use assembly::clip_spec::{ClipMade, ClipMix, CueIn, LineIn};
pub use assembly::film::{FILM_VERSION, assemble, assemble_with};
pub use assembly::film_spec::{Extras, FilmClip, FilmMade, FilmSpec, Music};
pub use assembly::mix::{MIX_VERSION, mix_clip, poster_second};
pub use assembly::recut::{FrameFit, RECUT_VERSION, Recut, Shape, recut};
pub use assembly::shown::{Chapter, Shown, chapters_vtt, shown};
pub use audio::limiter::Limiter;
pub use audio::loudness::measure;
pub use audio::music_bed::{BED_LUFS, music_from};
pub use audio::native_audio::keep_sound;
pub use audio::voice_track::{VoiceIn, write_voice};
pub use audio::wav::{read_wav, write_wav};
pub use captions::{Caption, CaptionLook, from_vtt, to_ass, to_ass_in, to_srt, to_ttml, to_vtt};
pub use error::{MediaError, is_full};
pub use input::check::{check_sound, check_take, is_length};
pub use input::probe::{Decoded, Probe, check_by_decoding, probe};
pub use input::recording::take_recording;
pub use picture::encode::{Format, VideoWriter};
pub use picture::normalise::{Fit, Normalised, decode_audio, normalise, poster};
pub use picture::still::still;
pub use tools::Tools;

/// The rate of all sound in the studio, in hertz.
pub const RATE: u32 = 48_000;
