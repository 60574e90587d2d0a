//! Files that nothing names: of projects that are gone, of steps whose process was killed, half-written ones. They are thrown away at
//! the start and once a day.

use crate::{Error, Studio, media_paths::project_key, pictures, scratch};
use chrono::{DateTime, TimeDelta, Utc};
use model::ProjectId;
use serde_json::Value;
use std::{collections::HashSet, time::Duration};
use store::{artifacts, cache, projects};
use uuid::Uuid;

/// How often to look.
const EVERY: Duration = Duration::from_secs(86_400);
/// So old a file must be before nobody can be about to name it.
const UNNAMED: TimeDelta = TimeDelta::days(1);
/// The same for a file that is half written, and for one of a project that is gone.
const LEFT: TimeDelta = TimeDelta::hours(1);

impl Studio {
    pub(crate) async fn tend_files(self) {
        let stop = self.stopping();
        loop {
            let swept =
                tokio::select! { () = stop.cancelled() => return, swept = self.sweep_files(Utc::now()) => swept };
            match swept {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "left-over files were thrown away"),
                Err(error) => tracing::warn!(detail = error.detail(), "left-over files could not be looked for"),
            }
            scratch::sweep_forgotten(&self.config().scratch, false).await;
            tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(EVERY) => {} }
        }
    }

    /// Deletes the files of a project that is deleted: now, again when this process makes nothing of it any more, and a third time when
    /// other processes cannot either. What is written later still is swept.
    pub(crate) async fn delete_files_of(&self, id: ProjectId) {
        self.delete_folder(id).await;
        let studio = self.clone();
        self.spawn(async move {
            studio.at_work().until_idle(id).await;
            studio.delete_folder(id).await;
            let stop = studio.stopping();
            if stop.run_until_cancelled(tokio::time::sleep(studio.config().lease)).await.is_some() {
                studio.delete_folder(id).await;
            }
        });
    }

    async fn delete_folder(&self, id: ProjectId) {
        if let Err(error) = self.store().files().delete_all(&store::keys::project(id)).await {
            tracing::warn!(%error, project_id = %id, "files of a deleted project are left over");
        }
    }

    /// Throws away what nothing names. `now` decides what is old. Returns how many files and folders went.
    pub async fn sweep_files(&self, now: DateTime<Utc>) -> Result<usize, Error> {
        let mut swept = 0;
        for name in self.store().files().folders("projects").await? {
            let Ok(id) = name.parse::<Uuid>().map(ProjectId) else { continue };
            // First the files, then the rows: what is named meanwhile is younger than what is looked at.
            let files = self.store().files().below(&store::keys::project(id)).await?;
            let mut conn = self.store().conn().await?;
            if !projects::exists(&mut conn, id).await? {
                drop(conn);
                if files.iter().all(|(_, written)| *written < now - LEFT) {
                    self.delete_folder(id).await;
                    swept += 1;
                }
                continue;
            }
            let old: Vec<&str> = files
                .iter()
                .filter(|(key, written)| *written < now - if is_part(key) { LEFT } else { UNNAMED })
                .map(|(key, _)| key.as_str())
                .collect();
            if old.is_empty() {
                continue;
            }
            let named = Named::of(artifacts::of_project(&mut conn, id).await?);
            let pictures: Vec<&str> = old.iter().filter_map(|key| pictures::name_in(key)).collect();
            let unnamed: HashSet<String> = cache::unnamed(&mut conn, id, &pictures).await?.into_iter().collect();
            drop(conn);
            let left = |key: &&str| {
                is_part(key)
                    || match pictures::name_in(key) {
                        Some(picture) => unnamed.contains(picture),
                        None => *key != project_key(id, "prompts.json") && !named.holds(key),
                    }
            };
            for key in old.into_iter().filter(left) {
                // It may have been written anew since, under the same name.
                if self.store().files().written(key).await?.is_some_and(|written| written < now - LEFT) {
                    self.store().files().delete(key).await?;
                    swept += 1;
                }
            }
        }
        Ok(swept)
    }
}

/// A file that is being written, or whose process was killed meanwhile.
fn is_part(key: &str) -> bool {
    key.rsplit('/').next().is_some_and(|name| name.starts_with('.') && name.ends_with(".part"))
}

/// What the rows of a project name.
struct Named {
    keys: HashSet<String>,
    ids: HashSet<Uuid>,
}

impl Named {
    fn of(rows: Vec<artifacts::ArtifactRow>) -> Self {
        let mut named = Self { keys: HashSet::new(), ids: HashSet::new() };
        for row in rows {
            named.ids.insert(row.id);
            named.keys.insert(row.file_key);
            named.read(row.detail);
        }
        named
    }

    /// Any text of a row may be a key.
    fn read(&mut self, detail: Value) {
        match detail {
            Value::String(text) if text.starts_with("projects/") => drop(self.keys.insert(text)),
            Value::Array(list) => list.into_iter().for_each(|one| self.read(one)),
            Value::Object(fields) => fields.into_iter().for_each(|(_, one)| self.read(one)),
            _ => {}
        }
    }

    /// A row names the file, or it lies beside a row's file under the row's own id, as portraits do.
    fn holds(&self, key: &str) -> bool {
        let name = key.rsplit('/').next().unwrap_or(key);
        let id = name.get(..36).and_then(|id| id.parse::<Uuid>().ok());
        self.keys.contains(key) || id.is_some_and(|id| self.ids.contains(&id))
    }
}
