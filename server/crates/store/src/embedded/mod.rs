//! A Postgres of the studio's own, from the binaries that are installed, on a Unix socket only.

mod binaries;
mod cluster;
mod owner;

pub use binaries::Binaries;

use crate::StoreError;
use cluster::Cluster;
use std::{
    fs::{File, TryLockError},
    io::Write as _,
    path::{Path, PathBuf},
};

/// A running cluster. It stops when [`Embedded::stop`] is called; were this process killed, the next one adopts it.
pub struct Embedded {
    cluster: Cluster,
    /// Held for as long as this process lives: a second studio on the same data is refused.
    _lock: File,
}

#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    #[error(
        "Postgres is not installed. On Debian or Ubuntu: sudo apt-get install postgresql; on macOS: brew install postgresql. Or set DATABASE_URL to a database of yours."
    )]
    NoBinaries,
    #[error(
        "Another studio{who} is using the data folder {folder}. Stop it first, or choose another folder with --data or STUDIO_DATA."
    )]
    InUse { who: String, folder: PathBuf },
    #[error(
        "Postgres cannot run as root, and there is no other user to run it as. Create one: adduser --system --group studio"
    )]
    NoUser,
    #[error(
        "The user {user} cannot reach the data folder {folder}. Choose another folder with --data or STUDIO_DATA, such as /var/lib/studio."
    )]
    Unreachable { user: String, folder: PathBuf },
    #[error("The database did not start: {0}")]
    Failed(String),
    #[error("The data folder cannot be used: {0}")]
    Io(#[from] std::io::Error),
}

impl Embedded {
    /// Starts the cluster in `data/postgres`, makes it first if need be, or adopts the one that a killed studio left running.
    pub async fn start(data: &Path) -> Result<Self, EmbeddedError> {
        let data = data.to_owned();
        tokio::task::spawn_blocking(move || {
            std::fs::create_dir_all(&data)?;
            let data = data.canonicalize()?;
            let lock = lock(&data)?;
            let cluster = Cluster::start(&data, &Binaries::find().ok_or(EmbeddedError::NoBinaries)?)?;
            Ok(Self { cluster, _lock: lock })
        })
        .await
        .map_err(|error| EmbeddedError::Failed(error.to_string()))?
    }

    /// Where to connect.
    pub fn url(&self) -> String {
        self.cluster.url()
    }

    /// Ends the cluster in good order.
    pub async fn stop(self) -> Result<(), EmbeddedError> {
        tokio::task::spawn_blocking(move || self.cluster.stop())
            .await
            .map_err(|error| EmbeddedError::Failed(error.to_string()))?
    }
}

fn lock(data: &Path) -> Result<File, EmbeddedError> {
    let path = data.join("studio.lock");
    let mut file = File::options().create(true).truncate(false).read(true).write(true).open(&path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let pid = std::fs::read_to_string(&path).unwrap_or_default();
            let who = if pid.trim().is_empty() { String::new() } else { format!(" (process {})", pid.trim()) };
            return Err(EmbeddedError::InUse { who, folder: data.to_owned() });
        }
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    file.set_len(0)?;
    writeln!(file, "{}", std::process::id())?;
    Ok(file)
}

impl From<EmbeddedError> for StoreError {
    fn from(error: EmbeddedError) -> Self {
        Self::Pool(error.to_string())
    }
}
