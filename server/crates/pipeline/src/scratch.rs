//! Folders that steps work in. Each claim of a task has its own: when a process is killed, the tools that it had begun may go on
//! writing for a while, and must not write into the files of whoever goes on with the task.

use crate::Error;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use store::tasks::{Lease, Leased};

/// How old a folder must be to be nobody's, where other processes may be at work beside this one.
const FORGOTTEN: Duration = Duration::from_secs(86_400);

/// The folder of one claim.
pub(crate) fn of(root: &Path, lease: &Lease<impl Leased>) -> PathBuf {
    root.join(format!("{}-{}", lease.task.id(), lease.token))
}

/// Makes a folder that tools work in.
pub(crate) async fn make(folder: &Path) -> Result<(), Error> {
    tokio::fs::create_dir_all(folder).await.map_err(anyhow::Error::from)?;
    children::give(folder).map_err(anyhow::Error::from)?;
    Ok(())
}

/// Throws away what earlier claims of the same task left.
pub(crate) async fn sweep_task(root: &Path, lease: &Lease<impl Leased>) {
    let task = format!("{}-", lease.task.id());
    sweep(root, |name, _| name.starts_with(&task)).await;
}

/// Throws away what nobody works in any more: all that steps left where this process is `alone`, else what is a day old. Encoded sound
/// stays: later joins use it.
pub(crate) async fn sweep_forgotten(root: &Path, alone: bool) {
    sweep(root, |name, age| name != "sound" && ((alone && is_claim(name)) || age > FORGOTTEN)).await;
}

/// Two ids of 36 characters: a task and a claim of it.
fn is_claim(name: &str) -> bool {
    name.len() == 73 && name.chars().all(|letter| letter == '-' || letter.is_ascii_hexdigit())
}

async fn sweep(root: &Path, is_left: impl Fn(&str, Duration) -> bool) {
    let Ok(mut folders) = tokio::fs::read_dir(root).await else { return };
    while let Ok(Some(folder)) = folders.next_entry().await {
        let changed = folder.metadata().await.and_then(|about| about.modified()).ok();
        let age = changed.and_then(|at| at.elapsed().ok()).unwrap_or_default();
        if is_left(&folder.file_name().to_string_lossy(), age) {
            // What cannot be thrown away now is tried again at the next start.
            let _ = tokio::fs::remove_dir_all(folder.path()).await;
            let _ = tokio::fs::remove_file(folder.path()).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_what_steps_left_is_swept_and_beside_others_only_what_is_old() {
        let root = testkit::folder();
        let id = "01a1ff90-d7e4-7327-82f9-26845d145aed";
        let claim = root.path().join(format!("{id}-{id}"));
        for folder in [claim.clone(), root.path().join("sound"), root.path().join(format!("picture-{id}"))] {
            std::fs::create_dir(folder).unwrap();
        }
        sweep_forgotten(root.path(), false).await;
        assert!(claim.is_dir(), "another process may be at work there");
        sweep_forgotten(root.path(), true).await;
        assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 2);
        assert!(!claim.exists());
    }
}
