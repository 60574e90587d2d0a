#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! The crate against the real ffmpeg.

mod beds;
mod bounds;
mod captions;
mod clips;
mod films;
mod full;
mod hostile;
mod limits;
mod support;
mod takes;
