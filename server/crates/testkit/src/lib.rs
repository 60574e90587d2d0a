#![doc = include_str!("../README.md")]
// Only tests use this crate, and a test that cannot be set up has failed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "database")]
mod cluster;
#[cfg(feature = "database")]
mod database;
#[cfg(feature = "database")]
mod s3;
#[cfg(feature = "stand-in")]
pub mod stand_in;

#[cfg(feature = "database")]
pub use database::TestDatabase;
#[cfg(feature = "database")]
pub use s3::S3;

use std::{fs::Permissions, os::unix::fs::PermissionsExt as _};
use tempfile::TempDir;

/// A temporary folder that other users may enter: an embedded Postgres runs as one when the tests run as root.
pub fn folder() -> TempDir {
    tempfile::Builder::new()
        .prefix("studio-")
        .permissions(Permissions::from_mode(0o755))
        .tempdir()
        .expect("a temporary folder can be made")
}
