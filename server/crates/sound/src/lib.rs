#![doc = include_str!("../README.md")]

mod channel;
mod dsp;
mod foley;
pub mod loudness;
mod music;
mod sound;
pub mod speech;

pub use channel::Channel;
pub use foley::{FOLEY_VERSION, foley, known_sounds, recognises};
pub use music::{MUSIC_VERSION, MusicPlayer, Part, instruments, instruments_name, music};
pub use sound::{Sound, SoundError};

/// Frames per second of every sound this crate makes, in hertz.
pub const RATE: u32 = 48_000;
