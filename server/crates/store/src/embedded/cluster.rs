//! The cluster's life: made once, started or adopted, looked after, stopped.

use super::{
    Binaries, EmbeddedError, lock,
    log::{Log, last_words},
    owner::Owner,
    place::{Place, make_private, socket_folder},
    process::{End, PidFile, is_postmaster, signal},
};
use std::{
    fs::File,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    thread::sleep,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Between two looks at a file or a process that tells nobody when it changes.
const LOOK: Duration = Duration::from_millis(20);
/// After a crash the server replays its log first, which takes as long as it takes.
const LONGEST_START: Duration = Duration::from_secs(600);
const LONGEST_STOP: Duration = Duration::from_secs(30);
/// What is left of a killed server goes by itself within this time.
const LONGEST_AFTERMATH: Duration = Duration::from_secs(15);

pub(super) struct Cluster {
    binaries: Binaries,
    folder: PathBuf,
    sockets: PathBuf,
    log: Log,
    owner: Owner,
    durable: bool,
    /// `None` once it was stopped on purpose.
    postmaster: Mutex<Option<Postmaster>>,
}

struct Postmaster {
    pid: u32,
    /// `None` when it was adopted.
    child: Option<Child>,
}

impl Postmaster {
    fn is_running(&mut self, cluster: &Path) -> bool {
        match &mut self.child {
            Some(child) => matches!(child.try_wait(), Ok(None)),
            None => is_postmaster(self.pid, cluster),
        }
    }

    fn is_gone_within(&mut self, cluster: &Path, limit: Duration) -> bool {
        let begun = Instant::now();
        while self.is_running(cluster) {
            if begun.elapsed() > limit {
                return false;
            }
            sleep(LOOK);
        }
        true
    }
}

/// How to connect to a cluster by its socket's folder.
fn url_at(sockets: &Path) -> String {
    let host: String = sockets
        .to_string_lossy()
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("postgres://studio@{host}/postgres")
}

impl Cluster {
    /// Makes the cluster if need be, then adopts the server that runs on it, or starts one. A cluster that is not `durable` may be
    /// lost with the machine's power.
    pub(super) fn start(data: &Path, durable: bool) -> Result<Self, EmbeddedError> {
        let owner = Owner::of(&data.join("postgres"))?;
        let place = Place::find(data, &owner)?;
        sweep_unfinished(&place.folder);
        let binaries = match std::fs::read_to_string(place.folder.join("PG_VERSION")) {
            Ok(version) => Binaries::for_version(version.trim().parse().unwrap_or(0))?,
            Err(_) => {
                let binaries = Binaries::find().ok_or_else(Binaries::missing)?;
                initialise(&place, &binaries, &owner, durable)?;
                binaries
            }
        };
        let folder = place.folder.canonicalize()?;
        let log = Log::new(data);
        let mut cluster =
            Self { binaries, sockets: PathBuf::new(), folder, log, owner, durable, postmaster: Mutex::new(None) };
        let postmaster = match cluster.adopt()? {
            Some((postmaster, sockets)) => {
                tracing::info!("adopted the database that is running already (process {})", postmaster.pid);
                cluster.sockets = sockets;
                postmaster
            }
            None => {
                cluster.sockets = socket_folder(&cluster.folder, &cluster.owner)?;
                cluster.launch()?
            }
        };
        *cluster.postmaster() = Some(postmaster);
        Ok(cluster)
    }

    fn postmaster(&self) -> MutexGuard<'_, Option<Postmaster>> {
        self.postmaster.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The address of a cluster that runs, started by whoever it was.
    pub(super) fn url_of_running(data: &Path) -> Option<String> {
        let folder = data.join("postgres").canonicalize().ok()?;
        let file = PidFile::read(&folder).filter(|file| file.ready)?;
        // A file that a killed server left names a socket that nobody listens at.
        std::os::unix::net::UnixStream::connect(file.sockets.join(".s.PGSQL.5432")).ok()?;
        Some(url_at(&file.sockets))
    }

    pub(super) fn url(&self) -> String {
        url_at(&self.sockets)
    }

    /// The server's process, while it runs.
    pub(super) fn pid(&self) -> Option<u32> {
        self.postmaster().as_ref().map(|postmaster| postmaster.pid)
    }

    /// The server that runs on this cluster, left by a studio that was killed; waits for one that is starting or stopping.
    fn adopt(&self) -> Result<Option<(Postmaster, PathBuf)>, EmbeddedError> {
        let begun = Instant::now();
        loop {
            let Some(file) = PidFile::read(&self.folder) else {
                let path = PidFile::path(&self.folder);
                if !path.exists() {
                    return Ok(None);
                }
                // Half written: by a server that starts this moment, or one that was killed then.
                if begun.elapsed() > Duration::from_secs(2) {
                    std::fs::remove_file(path)?;
                }
                sleep(LOOK);
                continue;
            };
            if !is_postmaster(file.pid, &self.folder) {
                return Ok(None);
            }
            if file.ready {
                return Ok(Some((Postmaster { pid: file.pid, child: None }, file.sockets)));
            }
            if begun.elapsed() > LONGEST_START {
                return Err(EmbeddedError::Failed("it has been starting for ten minutes".to_owned()));
            }
            sleep(LOOK);
        }
    }

    fn launch(&self) -> Result<Postmaster, EmbeddedError> {
        let begun = Instant::now();
        let held = lock::take_cluster(&self.folder, &self.owner, LONGEST_AFTERMATH)?;
        loop {
            match self.try_launch(&held) {
                // The processes of a killed server notice its end one after another.
                Err(EmbeddedError::Failed(why))
                    if why.contains("pre-existing shared memory block") && begun.elapsed() < LONGEST_AFTERMATH =>
                {
                    sleep(LOOK * 10);
                }
                other => return other,
            }
        }
    }

    /// `held` is the cluster's lock, which the server and all its processes keep until the last of them is gone.
    fn try_launch(&self, held: &File) -> Result<Postmaster, EmbeddedError> {
        self.log.trim()?;
        PidFile::disown(&self.folder, &self.owner)?;
        // The socket's own lock names the dead server, too. Nobody but this cluster's server has it in this folder.
        for name in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
            match std::fs::remove_file(self.sockets.join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        let (start, log) = (self.log.size(), self.log.open()?);
        let mut command = command(&self.binaries, "postgres", &self.owner);
        command.arg("-D").arg(&self.folder).arg("-k").arg(&self.sockets);
        for setting in SETTINGS.iter().chain(if self.durable { DURABLE } else { THROWAWAY }) {
            command.args(["-c", setting]);
        }
        let mut child = command.stdin(held.try_clone()?).stdout(log.try_clone()?).stderr(log).spawn()?;
        let begun = Instant::now();
        loop {
            if let Some(status) = child.try_wait()? {
                let why = self.log.last_words(start).unwrap_or_else(|| status.to_string());
                return Err(EmbeddedError::Failed(why));
            }
            if PidFile::read(&self.folder).is_some_and(|file| file.pid == child.id() && file.ready) {
                return Ok(Postmaster { pid: child.id(), child: Some(child) });
            }
            if begun.elapsed() > LONGEST_START {
                signal(child.id(), End::Now);
                return Err(EmbeddedError::Failed("it did not get ready within ten minutes".to_owned()));
            }
            sleep(LOOK);
        }
    }

    /// Starts the server again if it died, and keeps its log small. To be called now and then.
    pub(super) fn look_after(&self) -> Result<(), EmbeddedError> {
        let mut running = self.postmaster();
        let Some(postmaster) = running.as_mut() else { return Ok(()) };
        if !postmaster.is_running(&self.folder) {
            tracing::error!("the database ended ({}); starting it again", self.log.path().display());
            *postmaster = match self.adopt()? {
                Some((postmaster, _)) => postmaster,
                None => self.launch()?,
            };
        }
        Ok(self.log.trim()?)
    }

    /// Ends it: open transactions are rolled back, everything committed is kept.
    pub(super) fn stop(&self) -> Result<(), EmbeddedError> {
        let Some(mut postmaster) = self.postmaster().take() else { return Ok(()) };
        for end in [End::Fast, End::Now] {
            signal(postmaster.pid, end);
            if postmaster.is_gone_within(&self.folder, LONGEST_STOP) {
                return Ok(());
            }
        }
        Err(EmbeddedError::Failed(format!("process {} does not stop", postmaster.pid)))
    }

    /// Asks it to end, and waits for nothing.
    pub(super) fn ask_to_stop(&self) {
        if let Some(postmaster) = self.postmaster().take() {
            signal(postmaster.pid, End::Fast);
        }
    }

    /// Lets the server live on without us.
    pub(super) fn leave(&self) {
        drop(self.postmaster().take());
    }
}

const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "max_connections=60",
    "shared_buffers=32MB",
    "jit=off",
    "max_parallel_workers_per_gather=0",
    "wal_level=minimal",
    "max_wal_senders=0",
    "min_wal_size=32MB",
    "max_wal_size=256MB",
    "logging_collector=off",
    "log_destination=stderr",
    "log_checkpoints=off",
    "log_timezone=UTC",
    "timezone=UTC",
];
const DURABLE: &[&str] = &["fsync=on", "synchronous_commit=on", "full_page_writes=on"];
const THROWAWAY: &[&str] =
    &["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=300"];

/// Makes the cluster beside its place and moves it there when it is whole: a start that is killed half-way leaves nothing that
/// looks like a cluster. Each start makes its own: the `initdb` of a killed one goes on for a while, and tidies up when it fails.
fn initialise(place: &Place, binaries: &Binaries, owner: &Owner, durable: bool) -> Result<(), EmbeddedError> {
    let unfinished = place.folder.with_extension(format!("{}.new", Uuid::now_v7()));
    make_private(&unfinished, owner)?;
    let mut command = command(binaries, "initdb", owner);
    command.arg("-D").arg(&unfinished).args(["-U", "studio", "--auth=trust", "-E", "UTF8", "--locale=C"]);
    if !durable {
        command.arg("--no-sync");
    }
    let output = command.output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(EmbeddedError::Failed(last_words(&said).unwrap_or_else(|| output.status.to_string())));
    }
    // An empty folder may be in the place already; one with something in it is not ours to replace.
    std::fs::rename(&unfinished, &place.folder)?;
    if let Some(parent) = place.folder.parent() {
        File::open(parent)?.sync_all()?;
    }
    if let Some(link) = &place.link {
        std::os::unix::fs::symlink(&place.folder, link)?;
    }
    Ok(())
}

/// Throws away what earlier starts left unfinished. What cannot be thrown away now is in nobody's way.
fn sweep_unfinished(folder: &Path) {
    let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else { return };
    let begins = format!("{}.", name.to_string_lossy());
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&begins) && name.ends_with("new") {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// A program of the cluster's version, run as its owner, without what the environment says to Postgres or keeps from it.
fn command(binaries: &Binaries, program: &str, owner: &Owner) -> Command {
    let mut command = Command::new(binaries.program(program));
    children::clean(&mut command);
    command.current_dir("/").env("LC_ALL", "C").env_remove("TZ").stdin(Stdio::null());
    // Its own group: a Ctrl-C at the terminal stops the studio, which then stops the database in good order.
    command.process_group(0);
    owner.run_as(&mut command);
    command
}
