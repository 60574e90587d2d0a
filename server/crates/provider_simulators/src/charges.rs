//! What was charged: one JSON line each, on the disk before anybody is told.

use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

/// A task that was created, and what it costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Charge {
    /// Milliseconds since 1970.
    pub at: u64,
    pub external_id: String,
    pub task_id: String,
    pub model: String,
    pub cents: i64,
    /// Millionths of a dollar, where it costs less than can be said in cents.
    #[serde(default)]
    pub micros: i64,
    /// In the provider's own units.
    #[serde(default)]
    pub units: f64,
    /// Of the video, in seconds.
    #[serde(default)]
    pub seconds: f64,
    /// "1280x720".
    #[serde(default)]
    pub size: String,
    /// It comes with sound.
    #[serde(default)]
    pub sound: bool,
    /// The older API ordered it.
    #[serde(default)]
    pub legacy: bool,
    /// How many faces are in the video.
    #[serde(default)]
    pub faces: u32,
    /// It is a still.
    #[serde(default)]
    pub picture: bool,
}

impl Charge {
    /// It is a video, neither a sound nor a still.
    pub fn films(&self) -> bool {
        self.size != "0x0" && !self.picture
    }

    /// Width and height in pixels.
    pub(super) fn pixels(&self) -> Option<(u32, u32)> {
        let (width, height) = self.size.split_once('x')?;
        Some((width.parse().ok()?, height.parse().ok()?))
    }
}

/// The log. Only ever written to at its end.
#[derive(Debug)]
pub(super) struct Log {
    path: PathBuf,
    file: File,
}

impl Log {
    pub(super) fn open(path: &Path) -> io::Result<(Self, Vec<Charge>)> {
        let known = read(path)?;
        let mut file = File::options().create(true).append(true).open(path)?;
        // A line that broke off was never told to anybody; the next one must not join it.
        if std::fs::read(path)?.last().is_some_and(|byte| *byte != b'\n') {
            file.write_all(b"\n")?;
        }
        Ok((Self { path: path.to_owned(), file }, known))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn write(&mut self, charge: &Charge) -> io::Result<()> {
        let mut line = serde_json::to_vec(charge)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.file.sync_data()
    }
}

/// The charges in a log; none where there is no log. A last line that broke off is left out.
///
/// # Errors
/// When the log is there and cannot be read.
pub fn read(path: &Path) -> io::Result<Vec<Charge>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let lines = BufReader::new(file).lines().collect::<io::Result<Vec<String>>>()?;
    Ok(lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// Milliseconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}
