//! One studio per data folder, and one server per cluster.

use super::{EmbeddedError, owner::Owner};
use std::{
    fs::{File, TryLockError},
    io::Write as _,
    path::Path,
    time::{Duration, Instant},
};

/// A studio that was told to stop a moment ago may need this long to let go.
const PATIENCE: Duration = Duration::from_secs(1);

/// Between two looks at a lock.
const LOOK: Duration = Duration::from_millis(20);

/// Takes `data/studio.lock` for as long as the file stays open. The system gives it back when the process ends, however it ends.
pub(super) fn take(data: &Path) -> Result<File, EmbeddedError> {
    let path = data.join("studio.lock");
    let mut file = File::options().create(true).truncate(false).read(true).write(true).open(&path)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(50));
            }
            Err(TryLockError::WouldBlock) => {
                let pid = std::fs::read_to_string(&path).unwrap_or_default();
                let who = if pid.trim().is_empty() { String::new() } else { format!(" (process {})", pid.trim()) };
                return Err(EmbeddedError::InUse { who, folder: data.to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    file.set_len(0)?;
    writeln!(file, "{}", std::process::id())?;
    Ok(file)
}

/// Takes `studio.lock` in the cluster's folder, waiting up to `patience` for those who hold it: a server that was started with it, and
/// every process of that server, also in another container. The process numbers of another container tell nothing here; this does.
pub(super) fn take_cluster(cluster: &Path, owner: &Owner, patience: Duration) -> Result<File, EmbeddedError> {
    let path = cluster.join("studio.lock");
    let file = File::options().create(true).truncate(false).read(true).write(true).open(&path)?;
    owner.give(&path)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => std::thread::sleep(LOOK),
            Err(TryLockError::WouldBlock) => return Err(EmbeddedError::StillRuns(cluster.to_owned())),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
}
