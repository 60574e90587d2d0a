//! Backups by the clock, and those that an administrator asks for. Of all processes one makes it.

use crate::backup::{Saved, save};
use pipeline::Studio;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use uuid::Uuid;

/// How often to look whether one is wanted or due.
const LOOK: Duration = Duration::from_secs(5);
/// How often to say that it goes on.
const BEAT: Duration = Duration::from_secs(20);

/// Makes backups until the studio stops.
pub async fn keep(studio: Studio) {
    let stop = studio.stopping();
    loop {
        match studio.take_backup().await {
            Ok(Some(id)) => {
                // Half a backup is swept away with the next one.
                let Some(made) = stop.run_until_cancelled(make(&studio, id)).await else { return };
                if let Err(error) = studio.backup_ended(id, made).await {
                    tracing::error!(%error, "what became of a backup was not written down");
                }
                thin_out(&studio).await;
            }
            Ok(None) => {}
            Err(error) => tracing::debug!(%error, "whether a backup is due could not be found out"),
        }
        if stop.run_until_cancelled(tokio::time::sleep(LOOK)).await.is_none() {
            return;
        }
    }
}

async fn make(studio: &Studio, id: Uuid) -> Result<(String, u64, u64), String> {
    let folder = studio.backup_plan().folder.clone();
    let name = format!(
        "{}-{}",
        chrono::Utc::now().format("%Y-%m-%d-%H%M%S"),
        id.simple().to_string().get(26..).unwrap_or_default()
    );
    let to = folder.join(name);
    let beats = async {
        loop {
            tokio::time::sleep(BEAT).await;
            if let Err(error) = studio.backup_goes_on(id).await {
                tracing::warn!(%error, "a backup could not say that it goes on");
            }
        }
    };
    let making = async {
        sweep_halves(&folder);
        save(studio.database().url(), studio.files(), &to).await
    };
    let made = tokio::select! { made = making => made, () = beats => return Err("It came to no end.".to_owned()) };
    match made {
        Ok(Saved { files, bytes, .. }) => {
            tracing::info!(files, bytes, folder = %to.display(), "a backup was made");
            Ok((to.display().to_string(), files, bytes))
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "no backup was made");
            Err(format!("{error:#}"))
        }
    }
}

/// Halves of processes that ended: one backup is made at a time.
fn sweep_halves(folder: &Path) {
    let halves = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for half in halves.filter(|path| path.extension().is_some_and(|extension| extension == "part")) {
        if let Err(error) = std::fs::remove_dir_all(&half) {
            tracing::warn!(%error, folder = %half.display(), "half a backup is left over");
        }
    }
}

/// Removes the folders of those that are more than are kept. Only folders of backups are touched.
async fn thin_out(studio: &Studio) {
    let beyond: Vec<(Uuid, PathBuf)> = studio.backups_beyond().await.unwrap_or_default();
    for (id, place) in beyond {
        // Another machine's folder is that machine's to remove.
        if !place.join("manifest.json").is_file() {
            continue;
        }
        match std::fs::remove_dir_all(&place) {
            Ok(()) => {
                if let Err(error) = studio.backup_removed(id).await {
                    tracing::warn!(%error, "that a backup was removed was not written down");
                }
            }
            Err(error) => tracing::warn!(%error, folder = %place.display(), "an old backup is left over"),
        }
    }
}
