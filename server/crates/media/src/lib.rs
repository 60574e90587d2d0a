#![doc = include_str!("../README.md")]

mod aac;
mod ahead;
mod bed;
mod captions;
mod check;
mod clip_file;
mod encode;
mod error;
mod film;
mod fit;
mod helpers;
mod languages;
mod limiter;
mod loudness;
mod m4a;
mod master;
mod mix;
mod mp4;
mod own_sound;
mod pieces;
mod probe;
mod recording;
mod score;
mod sniff;
mod stem;
mod still;
mod store;
mod tools;
mod voice;
mod wav;

pub use bed::{BED_LUFS, music_from};
pub use captions::{Caption, to_ass, to_srt, to_vtt};
pub use check::{check_sound, check_take, is_length};
pub use encode::{Format, VideoWriter};
pub use error::{MediaError, is_full};
pub use film::{Extras, FILM_VERSION, FilmClip, FilmMade, FilmSpec, Music, assemble, assemble_with};
pub use fit::{Fit, Normalised, decode_audio, normalise, poster};
pub use limiter::Limiter;
pub use loudness::measure;
pub use mix::{ClipMade, ClipMix, CueIn, LineIn, MIX_VERSION, mix_clip, poster_second};
pub use own_sound::keep_sound;
pub use probe::{Decoded, Probe, check_by_decoding, probe};
pub use recording::take_recording;
pub use still::still;
pub use tools::Tools;
pub use voice::{VoiceIn, write_voice};
pub use wav::{read_wav, write_wav};

/// The rate of all sound in the studio, in hertz.
pub const RATE: u32 = 48_000;
