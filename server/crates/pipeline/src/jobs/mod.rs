//! Durable work that is no step of a film: a delivery, an upload, an export. A kind of it is one file with a [`JobHandler`] and one line
//! in `job_kinds`.

mod handler;
mod run;

pub use handler::{Job, JobHandler, Jobs, Stop};
