//! Kling, both generations of its API, as /tasks and as /v1/videos.

mod callback;
mod door;
mod legacy;
mod lips;
mod order;
mod pictures;
mod server;
mod tasks;

pub use callback::signature;
pub use server::{Kling, Options};
