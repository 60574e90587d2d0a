//! The cluster's log, `postgres.log` in the data folder: kept small, and asked why a start failed.

use std::{
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

/// Begin anew beyond this size, in bytes. One older part is kept.
const LIMIT: u64 = 8 << 20;

#[derive(Clone, Debug)]
pub(super) struct Log(PathBuf);

impl Log {
    pub(super) fn new(data: &Path) -> Self {
        Self(data.join("postgres.log"))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn size(&self) -> u64 {
        std::fs::metadata(&self.0).map_or(0, |meta| meta.len())
    }

    /// Opened for appending: what is cut off below never leaves a hole.
    pub(super) fn open(&self) -> std::io::Result<File> {
        File::options().create(true).append(true).open(&self.0)
    }

    /// Puts a log that grew too long aside. The server goes on writing to the same file, so that is emptied, not renamed.
    pub(super) fn trim(&self) -> std::io::Result<()> {
        if self.size() > LIMIT {
            std::fs::copy(&self.0, self.0.with_extension("log.old"))?;
            File::options().write(true).open(&self.0)?.set_len(0)?;
        }
        Ok(())
    }

    /// The last thing of weight that was written after byte `start`.
    pub(super) fn last_words(&self, start: u64) -> Option<String> {
        let mut file = File::open(&self.0).ok()?;
        file.seek(SeekFrom::Start(start.max(self.size().saturating_sub(64 << 10)))).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        last_words(&String::from_utf8_lossy(&bytes))
    }
}

/// The last fatal line, else the last line that is not empty, without the time in front of it.
pub(super) fn last_words(text: &str) -> Option<String> {
    let lines = || text.lines().rev().map(str::trim).filter(|line| !line.is_empty());
    let grave = ["FATAL:", "PANIC:", "error:"];
    let found = lines().find_map(|line| grave.iter().find_map(|mark| line.split_once(mark).map(|(_, why)| why)));
    found.or_else(|| lines().next()).map(|line| line.trim().to_owned())
}
