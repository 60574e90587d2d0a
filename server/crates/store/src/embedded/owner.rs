//! Whom Postgres runs as: it refuses root.

use super::EmbeddedError;
use std::{
    os::unix::{fs::MetadataExt as _, process::CommandExt as _},
    path::Path,
    process::Command,
};

/// An unprivileged user.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    pub(super) name: String,
    uid: u32,
    gid: u32,
}

impl Owner {
    /// `None` when this process is unprivileged itself; else a user to drop to.
    pub(super) fn needed() -> Result<Option<Self>, EmbeddedError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        let users = std::fs::read_to_string("/etc/passwd")?;
        ["studio", "postgres", "nobody"]
            .iter()
            .find_map(|wanted| users.lines().find_map(|line| Self::read(line, wanted)))
            .map(Some)
            .ok_or(EmbeddedError::NoUser)
    }

    fn read(line: &str, wanted: &str) -> Option<Self> {
        let mut fields = line.split(':');
        let name = fields.next().filter(|name| *name == wanted)?.to_owned();
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Self { name, uid, gid })
    }

    /// Gives a folder (not what is in it) to the user.
    pub(super) fn give(&self, path: &Path) -> std::io::Result<()> {
        std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid))
    }

    /// Makes the command run as the user.
    pub(super) fn run_as(&self, command: &mut Command) {
        command.uid(self.uid).gid(self.gid);
    }

    /// Whether the user can get to a folder: every parent must let others pass.
    pub(super) fn can_reach(&self, folder: &Path) -> bool {
        folder.ancestors().skip(1).all(|parent| {
            std::fs::metadata(parent).is_ok_and(|meta| {
                let mode = meta.mode();
                mode & 0o001 != 0
                    || (meta.uid() == self.uid && mode & 0o100 != 0)
                    || (meta.gid() == self.gid && mode & 0o010 != 0)
            })
        })
    }
}
