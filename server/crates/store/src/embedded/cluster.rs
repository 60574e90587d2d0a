//! The cluster's life: made once, started or adopted, stopped.

use super::{Binaries, EmbeddedError, owner::Owner};
use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    os::unix::fs::{DirBuilderExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The longest path of a Unix socket, less the name that Postgres adds (`/.s.PGSQL.5432`).
const SOCKET_PATH: usize = 107 - 15;
/// Begin the log anew beyond this size, in bytes.
const LOG_LIMIT: u64 = 8 << 20;

pub(super) struct Cluster {
    binaries: Binaries,
    folder: PathBuf,
    sockets: PathBuf,
    log: PathBuf,
    owner: Option<Owner>,
}

impl Cluster {
    pub(super) fn start(data: &Path, binaries: &Binaries) -> Result<Self, EmbeddedError> {
        let owner = Owner::needed()?;
        let folder = data.join("postgres");
        if let Some(owner) = owner.as_ref().filter(|owner| !owner.can_reach(&folder)) {
            return Err(EmbeddedError::Unreachable { user: owner.name.clone(), folder: data.to_owned() });
        }
        let log = data.join("postgres.log");
        let cluster = Self { binaries: binaries.clone(), sockets: sockets(&folder), folder, log, owner };
        cluster.make_folder(&cluster.folder)?;
        if !cluster.folder.join("PG_VERSION").is_file() {
            cluster.initialise()?;
        }
        if !cluster.is_running() {
            cluster.launch()?;
        }
        Ok(cluster)
    }

    pub(super) fn url(&self) -> String {
        let host: String = self
            .sockets
            .to_string_lossy()
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect();
        format!("postgres://studio@{host}/postgres")
    }

    /// Ends it: open transactions are rolled back, everything committed is kept.
    pub(super) fn stop(&self) -> Result<(), EmbeddedError> {
        self.pg_ctl(&["stop", "-m", "fast", "-w", "-t", "30"])
    }

    fn make_folder(&self, folder: &Path) -> Result<(), EmbeddedError> {
        if !folder.is_dir() {
            std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        if let Some(owner) = &self.owner {
            owner.give(folder)?;
        }
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
        Ok(())
    }

    fn initialise(&self) -> Result<(), EmbeddedError> {
        // An earlier try that was killed half-way leaves a folder that initdb refuses.
        for entry in std::fs::read_dir(&self.folder)?.flatten() {
            let path = entry.path();
            if path.is_dir() { std::fs::remove_dir_all(path)? } else { std::fs::remove_file(path)? }
        }
        let mut command = self.command("initdb");
        command.arg("-D").arg(&self.folder);
        command.args(["-U", "studio", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-instructions"]);
        finish(command)
    }

    /// A postmaster of this very cluster answers.
    fn is_running(&self) -> bool {
        self.pg_ctl(&["status"]).is_ok()
    }

    fn launch(&self) -> Result<(), EmbeddedError> {
        self.make_folder(&self.sockets)?;
        if std::fs::metadata(&self.log).is_ok_and(|meta| meta.len() > LOG_LIMIT) {
            std::fs::rename(&self.log, self.log.with_extension("log.old"))?;
        }
        std::fs::File::options().create(true).append(true).open(&self.log)?;
        if let Some(owner) = &self.owner {
            owner.give(&self.log)?;
        }
        let options = [
            "listen_addresses=''".to_owned(),
            format!("unix_socket_directories='{}'", self.sockets.display()),
            "unix_socket_permissions=0700".to_owned(),
            "port=5432".to_owned(),
            "max_connections=60".to_owned(),
            "shared_buffers=32MB".to_owned(),
            "jit=off".to_owned(),
            "wal_level=minimal".to_owned(),
            "max_wal_senders=0".to_owned(),
            "max_wal_size=256MB".to_owned(),
        ];
        let options = options.map(|option| format!("-c \"{option}\"")).join(" ");
        let log = self.log.to_string_lossy().into_owned();
        self.pg_ctl(&["start", "-w", "-t", "60", "-l", &log, "-o", &options]).map_err(|error| {
            let last = std::fs::read_to_string(&self.log).unwrap_or_default();
            let last =
                last.lines().rev().find(|line| line.contains("FATAL") || line.contains("PANIC")).map(str::to_owned);
            last.map_or(error, EmbeddedError::Failed)
        })
    }

    fn pg_ctl(&self, args: &[&str]) -> Result<(), EmbeddedError> {
        let mut command = self.command("pg_ctl");
        command.arg("-D").arg(&self.folder).args(args);
        finish(command)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.binaries.program(program));
        command.current_dir("/").env("LC_ALL", "C").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        // Its own group: a Ctrl-C at the terminal stops the studio, which then stops the database in good order.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        if let Some(owner) = &self.owner {
            owner.run_as(&mut command);
        }
        command
    }
}

/// Beside the data, or under /tmp when that path is too long for a socket.
fn sockets(folder: &Path) -> PathBuf {
    let beside = folder.join("run");
    if beside.as_os_str().len() <= SOCKET_PATH {
        return beside;
    }
    let mut hash = DefaultHasher::new();
    folder.hash(&mut hash);
    std::env::temp_dir().join(format!("studio-{:016x}", hash.finish()))
}

fn finish(mut command: Command) -> Result<(), EmbeddedError> {
    // pg_ctl's server inherits what is left open: a pipe here would never end.
    let program = command.get_program().to_string_lossy().into_owned();
    let noise = tempfile()?;
    let child = command.stderr(noise.try_clone()?).status()?;
    if child.success() {
        return Ok(());
    }
    use std::io::{Read as _, Seek as _, SeekFrom};
    let mut said = String::new();
    let mut noise = noise;
    noise.seek(SeekFrom::Start(0))?;
    noise.read_to_string(&mut said)?;
    let line = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or(&program).to_owned();
    Err(EmbeddedError::Failed(line))
}

/// A file without a name.
fn tempfile() -> std::io::Result<std::fs::File> {
    let path = std::env::temp_dir().join(format!("studio-{}.err", uuid::Uuid::now_v7()));
    let file = std::fs::File::options().create_new(true).read(true).write(true).open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}
