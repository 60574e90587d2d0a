//! Kling, both generations of its API, as /tasks and as /v1/videos.

mod auth;
mod callback;
mod legacy;
mod lips;
mod models;
mod options;
mod order;
mod pictures;
mod server;
mod tasks;

pub use callback::signature;
pub use options::Options;
pub use server::Kling;
