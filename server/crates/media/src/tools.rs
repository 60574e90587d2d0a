//! Finding ffmpeg and running it: never interactive, never for ever, its last words as the error.

use crate::MediaError;
use crate::error::FULL;
use std::{path::PathBuf, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _},
    process::Command,
};

/// Where ffmpeg and ffprobe are.
#[derive(Clone, Debug)]
pub struct Tools {
    pub ffmpeg: PathBuf,
    pub ffprobe: PathBuf,
}

fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

impl Tools {
    /// Looks on `PATH`.
    pub fn find() -> Result<Self, MediaError> {
        Ok(Self {
            ffmpeg: on_path("ffmpeg").ok_or(MediaError::Missing("ffmpeg"))?,
            ffprobe: on_path("ffprobe").ok_or(MediaError::Missing("ffprobe"))?,
        })
    }

    /// Asks ffmpeg for the encoders and filters that films need; the error names the first one that is missing.
    pub async fn check(&self) -> Result<String, MediaError> {
        let encoders = self.ask(&["-encoders"]).await?;
        let filters = self.ask(&["-filters"]).await?;
        let has = |list: &str, name: &str| list.lines().any(|line| line.split_whitespace().nth(1) == Some(name));
        for name in ["libx264", "aac", "mov_text", "mjpeg"] {
            if !has(&encoders, name) {
                return Err(MediaError::Lacks(format!("the encoder {name}")));
            }
        }
        for name in ["scale", "pad", "crop", "fps", "tpad", "trim", "ass"] {
            if !has(&filters, name) {
                return Err(MediaError::Lacks(format!("the filter {name}")));
            }
        }
        let version = self.ask(&["-version"]).await?;
        Ok(version.lines().next().unwrap_or_default().to_owned())
    }

    async fn ask(&self, args: &[&str]) -> Result<String, MediaError> {
        let mut command = self.plain();
        command.arg("-hide_banner").args(args);
        let output = run(command, Duration::from_secs(20)).await?;
        Ok(String::from_utf8_lossy(&output).into_owned())
    }

    /// An ffmpeg command that asks nothing and overwrites its output.
    pub(crate) fn ffmpeg(&self) -> Command {
        let mut command = self.plain();
        command.args(["-hide_banner", "-nostdin", "-y", "-v", "error"]);
        command
    }

    /// An ffmpeg command without arguments. It sees nothing of our environment that it does not need, and no network.
    fn plain(&self) -> Command {
        children::command(&self.ffmpeg).into()
    }

    /// An ffprobe command without arguments, as [`Tools::ffmpeg`].
    pub(crate) fn ffprobe(&self) -> Command {
        children::command(&self.ffprobe).into()
    }
}

/// What ffmpeg may take: more than a film in 4K needs, less than what hurts others.
pub(crate) const LIMITS: children::Limits =
    children::Limits { memory: 8 << 30, seconds: 4 * 3600, file: 64 << 30, files: 512 };

/// The most that is kept of what a tool prints, in bytes.
const MOST_OUTPUT: usize = 8 << 20;

/// Runs a command to its end or its time limit; gives what it printed.
pub(crate) async fn run(command: Command, limit: Duration) -> Result<Vec<u8>, MediaError> {
    let mut printed = Vec::new();
    let keep = |bytes: &[u8]| {
        if printed.len() < MOST_OUTPUT {
            printed.extend_from_slice(bytes);
        }
    };
    run_read(command, limit, keep).await?;
    Ok(printed)
}

/// Runs a command to its end or its time limit, and hands what it prints to `sink`, piece by piece.
pub(crate) async fn run_read(
    mut command: Command,
    limit: Duration,
    mut sink: impl FnMut(&[u8]),
) -> Result<(), MediaError> {
    // Whoever stops waiting stops the tool: at the time limit, or when the whole work is given up.
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let runtime = tokio::runtime::Handle::current();
    let mut child = children::start(move || {
        let _inside = runtime.enter();
        let child = command.spawn()?;
        children::limit(child.id(), LIMITS);
        Ok(child)
    })?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let read = async {
        let Some(mut stdout) = stdout else { return Ok(()) };
        let mut piece = vec![0u8; 1 << 16];
        loop {
            let read = stdout.read(&mut piece).await?;
            if read == 0 {
                return std::io::Result::Ok(());
            }
            sink(piece.get(..read).unwrap_or_default());
        }
    };
    let work = async {
        let (read, complained) = tokio::join!(read, collect(stderr));
        read?;
        let status = child.wait().await?;
        outcome(status, &complained?)
    };
    let done = tokio::time::timeout(limit, work).await;
    done.unwrap_or(Err(MediaError::TooSlow(limit.as_secs())))
}

async fn collect(pipe: Option<impl AsyncRead + Unpin>) -> std::io::Result<Vec<u8>> {
    let Some(mut pipe) = pipe else { return Ok(Vec::new()) };
    let mut kept = Vec::new();
    let mut piece = [0u8; 8192];
    loop {
        let read = pipe.read(&mut piece).await?;
        if read == 0 {
            return Ok(kept);
        }
        // The end of a long complaint matters more than its beginning.
        if kept.len() + read > MOST_OUTPUT {
            kept.drain(..kept.len() / 2);
        }
        kept.extend_from_slice(piece.get(..read).unwrap_or_default());
    }
}

/// How a tool ended. A full disk counts as a failure, whatever it ended with: ffmpeg calls it well done where only the end of a file
/// found no room.
pub(crate) fn outcome(status: std::process::ExitStatus, stderr: &[u8]) -> Result<(), MediaError> {
    let full = || String::from_utf8_lossy(stderr).contains(FULL);
    if status.success() && !full() { Ok(()) } else { Err(said(stderr)) }
}

/// The last thing ffmpeg said, or that the disk is full: more is said after that.
pub(crate) fn said(stderr: &[u8]) -> MediaError {
    let text = String::from_utf8_lossy(stderr);
    let full = text.lines().find(|line| line.contains(FULL));
    let last = || text.lines().rev().find(|line| !line.trim().is_empty());
    let line = full.or_else(last).unwrap_or("it gave no reason");
    MediaError::Ffmpeg(line.trim().chars().take(300).collect())
}
