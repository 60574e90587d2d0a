//! Whom Postgres runs as: it refuses root.

use super::EmbeddedError;
use std::{
    os::unix::{
        fs::{MetadataExt as _, chown},
        process::CommandExt as _,
    },
    path::Path,
    process::Command,
};

/// The user that owns the cluster's files.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    pub(super) name: String,
    pub(super) uid: u32,
    gid: u32,
    /// This process is root and steps down to the user; else the user is whoever runs this process.
    steps_down: bool,
}

impl Owner {
    /// Who runs the cluster in `folder`: whoever owns it already; for a new one this process's user, or, for root, one without
    /// privileges.
    pub(super) fn of(folder: &Path) -> Result<Self, EmbeddedError> {
        let me = rustix::process::geteuid();
        let gid = rustix::process::getegid().as_raw();
        let made_by = std::fs::metadata(folder).ok().map(|meta| (meta.uid(), meta.gid())).filter(|(uid, _)| *uid != 0);
        let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        if !me.is_root() {
            return match made_by {
                Some((uid, _)) if uid != me.as_raw() => {
                    Err(EmbeddedError::Foreign { folder: folder.to_owned(), user: name_of(&users, uid) })
                }
                _ => Ok(Self { name: name_of(&users, me.as_raw()), uid: me.as_raw(), gid, steps_down: false }),
            };
        }
        match made_by {
            Some((uid, gid)) => Ok(Self { name: name_of(&users, uid), uid, gid, steps_down: true }),
            None => ["studio", "postgres", "nobody"]
                .iter()
                .find_map(|wanted| users.lines().find_map(|line| Self::read(line, wanted)))
                .ok_or(EmbeddedError::NoUser),
        }
    }

    fn read(line: &str, wanted: &str) -> Option<Self> {
        let mut fields = line.split(':');
        let name = fields.next().filter(|name| *name == wanted)?.to_owned();
        let uid = fields.nth(1)?.parse().ok().filter(|uid| *uid != 0)?;
        let gid = fields.next()?.parse().ok()?;
        Some(Self { name, uid, gid, steps_down: true })
    }

    /// Gives a folder or a file (not what is in it) to the user.
    pub(super) fn give(&self, path: &Path) -> std::io::Result<()> {
        if self.steps_down { chown(path, Some(self.uid), Some(self.gid)) } else { Ok(()) }
    }

    /// Makes the command run as the user, with no other group than the user's own.
    pub(super) fn run_as(&self, command: &mut Command) {
        if self.steps_down {
            command.gid(self.gid).uid(self.uid);
        }
    }

    /// Whether the user can get to `path`: every folder above it must let the user pass.
    pub(super) fn can_reach(&self, path: &Path) -> bool {
        !self.steps_down
            || path.ancestors().skip(1).all(|parent| {
                std::fs::metadata(parent).is_ok_and(|meta| {
                    let mode = meta.mode();
                    mode & 0o001 != 0
                        || (meta.uid() == self.uid && mode & 0o100 != 0)
                        || (meta.gid() == self.gid && mode & 0o010 != 0)
                })
            })
    }
}

fn name_of(users: &str, uid: u32) -> String {
    let found = users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid.to_string()).then(|| name.to_owned())
    });
    found.unwrap_or_else(|| format!("number {uid}"))
}
