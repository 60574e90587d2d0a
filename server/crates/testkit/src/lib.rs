#![doc = include_str!("../README.md")]
// Only tests use this crate, and a test that cannot be set up has failed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "database")]
mod cluster;
#[cfg(feature = "database")]
mod database;
#[cfg(feature = "database")]
mod s3;

#[cfg(feature = "database")]
pub use database::TestDatabase;
#[cfg(feature = "database")]
pub use s3::S3;

use std::{fs::Permissions, os::unix::fs::PermissionsExt as _, path::PathBuf, process::Command};
use tempfile::TempDir;

/// A temporary folder that other users may enter: an embedded Postgres runs as one when the tests run as root.
pub fn folder() -> TempDir {
    tempfile::Builder::new()
        .prefix("studio-")
        .permissions(Permissions::from_mode(0o755))
        .tempdir()
        .expect("a temporary folder can be made")
}

/// A small disk at a place; gone when the test is over.
pub struct SmallDisk(pub PathBuf);

impl SmallDisk {
    /// A disk of so many kilobytes. `None`, and a line that says so, where nobody may mount one.
    pub fn mount(place: PathBuf, kilobytes: u32) -> Option<Self> {
        std::fs::create_dir_all(&place).expect("a place for the disk");
        let size = format!("size={kilobytes}k");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&place).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            return Some(Self(place));
        }
        println!("skipped: nobody may mount a small disk here");
        None
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
