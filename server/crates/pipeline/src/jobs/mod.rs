//! Durable work that is no step of a film: a delivery, an upload, an export. A kind of it is one file with a [`JobHandler`] and one line
//! in `kinds`.

mod handler;
mod kinds;
mod run;

pub use handler::{Job, JobHandler, Jobs, Stop};
pub(crate) use kinds::own;
