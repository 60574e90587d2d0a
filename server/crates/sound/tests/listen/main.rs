//! What a listener may expect. espeak-ng must be installed.
#![allow(clippy::unwrap_used)]

mod foley;
mod loudness;
mod own;
mod speech;
mod through;
