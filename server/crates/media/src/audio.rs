//! Sound: levels, mixing, mastering and AAC.

pub mod aac;
pub mod limiter;
pub mod loudness;
pub mod master;
pub mod mixdown;
pub mod music_bed;
pub mod native_audio;
pub mod read_ahead;
pub mod segment_cache;
pub mod segmented_aac;
pub mod stem;
pub mod targets;
pub mod true_peak;
pub mod voice_track;
pub mod wav;
