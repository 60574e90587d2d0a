//! A Postgres of the studio's own, from the binaries that are installed, on a Unix socket only.

mod binaries;
mod cluster;
mod lock;
mod log;
mod owner;
mod place;
mod process;

pub use binaries::{Binaries, FOLDER_VARIABLE};

use crate::StoreError;
use cluster::Cluster;
use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::task::JoinHandle;

/// How often the running cluster is looked after.
const ROUND: Duration = Duration::from_secs(3);

/// A running cluster. [`Embedded::stop`] ends it; were this process killed, the next one adopts it.
pub struct Embedded {
    cluster: Arc<Cluster>,
    rounds: JoinHandle<()>,
    /// Held for as long as this process lives: a second studio on the same data is refused.
    _lock: File,
}

/// Why there is no database. Each is a sentence for the person at the machine.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    #[error(
        "Postgres is not installed. On Debian or Ubuntu: sudo apt-get install postgresql; on macOS: brew install postgresql. Or set DATABASE_URL to a database of yours."
    )]
    NoBinaries,
    #[error(
        "There is no Postgres in {}, where {FOLDER_VARIABLE} points. Correct it, or unset it and install Postgres: sudo apt-get install postgresql, or brew install postgresql.",
        .0.display()
    )]
    NoBinariesIn(PathBuf),
    #[error(
        "The database was made by Postgres {wanted}, but Postgres {found} is installed. Install the old one beside it: sudo apt-get install postgresql-{wanted}, or brew install postgresql@{wanted}."
    )]
    Version { wanted: u32, found: u32 },
    #[error(
        "Another studio{who} is using the data folder {}. Stop it first, or choose another folder with --data or STUDIO_DATA.",
        folder.display()
    )]
    InUse { who: String, folder: PathBuf },
    #[error(
        "A database that another studio left, perhaps in another container, still runs on {}. Stop it first: two on the same files would destroy them.",
        .0.display()
    )]
    StillRuns(PathBuf),
    #[error(
        "Postgres cannot run as root, and there is no other user to run it as. Create one: adduser --system --group studio"
    )]
    NoUser,
    #[error(
        "The database in {} belongs to the user {user}. Run the studio as {user}, or choose another folder with --data or STUDIO_DATA.",
        folder.display()
    )]
    Foreign { folder: PathBuf, user: String },
    #[error(
        "The user {user} cannot reach the data folder {}. Choose another folder with --data or STUDIO_DATA, such as /var/lib/studio.",
        folder.display()
    )]
    Unreachable { user: String, folder: PathBuf },
    #[error("{} points to a database that is no longer there. Put it back, or remove the link to begin anew.", .0.display())]
    Gone(PathBuf),
    #[error(
        "There is no folder for the socket of the database in {}: the path is too long, and /tmp cannot be used either. Choose a data folder with a shorter path.",
        .0.display()
    )]
    NoSocket(PathBuf),
    #[error("The database did not start: {0}")]
    Failed(String),
    #[error("The data folder cannot be used: {0}")]
    Io(#[from] std::io::Error),
}

impl Embedded {
    /// Starts the cluster in `data/postgres`, makes it first if need be, or adopts the one that a killed studio left running.
    pub async fn start(data: &Path) -> Result<Self, EmbeddedError> {
        Self::run(data, true).await
    }

    /// The same without care for what a power cut would do: for tests.
    pub async fn start_throwaway(data: &Path) -> Result<Self, EmbeddedError> {
        Self::run(data, false).await
    }

    async fn run(data: &Path, durable: bool) -> Result<Self, EmbeddedError> {
        let data = data.to_owned();
        let (cluster, lock) = blocking(move || {
            std::fs::create_dir_all(&data)?;
            let data = data.canonicalize()?;
            let lock = lock::take(&data)?;
            Ok((Arc::new(Cluster::start(&data, durable)?), lock))
        })
        .await?;
        let rounds = tokio::spawn(look_after(cluster.clone()));
        Ok(Self { cluster, rounds, _lock: lock })
    }

    /// Where to connect to the cluster that another process runs in this data folder; `None` where none runs.
    pub fn url_of_running(data: &Path) -> Option<String> {
        Cluster::url_of_running(&data.canonicalize().ok()?)
    }

    /// Where to connect.
    pub fn url(&self) -> String {
        self.cluster.url()
    }

    /// The server's process.
    pub fn pid(&self) -> Option<u32> {
        self.cluster.pid()
    }

    /// Ends the cluster in good order.
    pub async fn stop(self) -> Result<(), EmbeddedError> {
        let cluster = self.cluster.clone();
        blocking(move || cluster.stop()).await
    }

    /// Lets the cluster live on when this process ends; the next start adopts it.
    pub fn leave_running(self) {
        self.cluster.leave();
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.rounds.abort();
        self.cluster.ask_to_stop();
    }
}

async fn look_after(cluster: Arc<Cluster>) {
    loop {
        tokio::time::sleep(ROUND).await;
        let cluster = cluster.clone();
        if let Err(error) = blocking(move || cluster.look_after()).await {
            tracing::error!("{error}");
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EmbeddedError> + Send + 'static,
) -> Result<T, EmbeddedError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| EmbeddedError::Failed(error.to_string()))?
}

impl From<EmbeddedError> for StoreError {
    fn from(error: EmbeddedError) -> Self {
        Self::Pool(error.to_string())
    }
}
