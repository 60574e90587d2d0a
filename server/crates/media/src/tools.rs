//! Finding ffmpeg and running it: never interactive, never for ever, its last words as the error.

use crate::MediaError;
use std::{path::PathBuf, process::Stdio, time::Duration};
use tokio::process::Command;

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
        let mut command = Command::new(&self.ffmpeg);
        command.arg("-hide_banner").args(args);
        let output = run(command, Duration::from_secs(20)).await?;
        Ok(String::from_utf8_lossy(&output).into_owned())
    }

    /// An ffmpeg command that asks nothing and overwrites its output.
    pub(crate) fn ffmpeg(&self) -> Command {
        let mut command = Command::new(&self.ffmpeg);
        command.args(["-hide_banner", "-nostdin", "-y", "-v", "error"]);
        command
    }
}

/// Runs a command to its end or its time limit; gives what it printed.
pub(crate) async fn run(mut command: Command, limit: Duration) -> Result<Vec<u8>, MediaError> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let child = command.spawn()?;
    let output = tokio::time::timeout(limit, child.wait_with_output())
        .await
        .map_err(|_| MediaError::TooSlow(limit.as_secs()))??;
    if output.status.success() { Ok(output.stdout) } else { Err(said(&output.stderr)) }
}

/// The last thing ffmpeg said, without the file's path.
pub(crate) fn said(stderr: &[u8]) -> MediaError {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it gave no reason");
    MediaError::Ffmpeg(line.trim().chars().take(300).collect())
}
