//! Which process serves a cluster, and whether it really does: process ids are used again.

use super::owner::Owner;
use rustix::process::{Pid, Signal, kill_process};
use std::path::{Path, PathBuf};

/// What a running postmaster says of itself in `postmaster.pid`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PidFile {
    pub(super) pid: u32,
    pub(super) sockets: PathBuf,
    /// It takes connections.
    pub(super) ready: bool,
}

impl PidFile {
    /// Where the file is.
    pub(super) fn path(cluster: &Path) -> PathBuf {
        cluster.join("postmaster.pid")
    }

    /// `None` when there is no file, or none that can be read: one is written in several steps.
    pub(super) fn read(cluster: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(Self::path(cluster)).ok()?;
        let mut lines = text.lines().map(str::trim);
        let pid = lines.next()?.parse().ok()?;
        let sockets = lines.nth(3).unwrap_or_default().into();
        Some(Self { pid, sockets, ready: lines.nth(2) == Some("ready") })
    }

    /// Puts this process's number into the file that a dead server left. A container counts its processes from one each time, so the
    /// dead server's number is often that of a living process of another kind, and Postgres would not start beside it, or it is the new
    /// server's own, which would then seem ready at once. Its parent's number Postgres takes for stale. The rest of the file stays: by
    /// it Postgres finds the memory that processes of the dead server may still share.
    pub(super) fn disown(cluster: &Path, owner: &Owner) -> std::io::Result<()> {
        let path = Self::path(cluster);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
        let new = cluster.join("postmaster.pid.new");
        std::fs::write(&new, format!("{}\n{rest}", std::process::id()))?;
        std::fs::set_permissions(&new, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        owner.give(&new)?;
        std::fs::rename(&new, &path)
    }
}

fn as_pid(pid: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(pid).ok()?)
}

/// The process is the postmaster of this very cluster, and not another one that was given its number. A dead process has no
/// command line, and every postmaster of ours names its cluster on its own.
pub(super) fn is_postmaster(pid: u32, cluster: &Path) -> bool {
    let cluster = cluster.to_string_lossy();
    if cfg!(target_os = "linux") {
        let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).into_owned();
        let mut arguments = line.split('\0');
        return arguments.next().is_some_and(|program| program.ends_with("postgres"))
            && arguments.any(|argument| argument == cluster);
    }
    let output = std::process::Command::new("ps").args(["-p", &pid.to_string(), "-o", "command="]).output();
    output.is_ok_and(|output| {
        let line = String::from_utf8_lossy(&output.stdout);
        line.contains("postgres") && line.contains(&format!("{cluster} "))
    })
}

/// How to end a postmaster.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    /// Rolls back what is open, writes everything down, and goes.
    Fast,
    /// Goes at once; the next start reads the log.
    Now,
}

pub(super) fn signal(pid: u32, end: End) {
    let signal = match end {
        End::Fast => Signal::INT,
        End::Now => Signal::QUIT,
    };
    if let Some(pid) = as_pid(pid)
        && let Err(error) = kill_process(pid, signal)
    {
        tracing::debug!("the database was gone already: {error}");
    }
}
