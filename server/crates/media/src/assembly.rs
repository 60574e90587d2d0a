//! Clips and films put together.

pub mod clip_spec;
pub mod ffmpeg_inputs;
pub mod film;
pub mod film_spec;
pub mod mix;
pub mod recut;
pub mod shown;
