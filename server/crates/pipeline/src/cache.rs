//! Everything that was made is kept, so that nothing is made or paid twice. What no film needs can be thrown away.

use crate::{
    Error, Studio,
    brief::{self, Known, Project},
    clip_detail::ClipDetail,
    pictures, recordings,
};
use chrono::{TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{
    ProjectId, UserId,
    view::{CacheChoice, CacheView, CachedProject, Cleared},
};
use std::collections::HashSet;
use store::{
    artifacts::{self, ArtifactRow},
    cache, projects, shots, tasks,
};
use uuid::Uuid;

/// For so long a picture is left alone that nothing names.
const UNNAMED: TimeDelta = TimeDelta::hours(1);

/// Nothing here is older than a hundred years; the database's calendar ends some thousands before ours.
const OLDEST_DAYS: u32 = 36_500;

impl Studio {
    /// What is kept of one person's projects, or, without a person, of everybody's: the caller has checked that an administrator
    /// asks.
    pub async fn cache(&self, who: Option<UserId>) -> Result<CacheView, Error> {
        let rows = cache::kept(&mut *self.store().conn().await?, who).await?;
        let number = |number: i64| u64::try_from(number).unwrap_or_default();
        let projects: Vec<CachedProject> = rows
            .into_iter()
            .map(|row| CachedProject {
                project: ProjectId(row.project_id),
                title: if who.is_some() { row.title } else { String::new() },
                count: number(row.count),
                bytes: number(row.bytes),
            })
            .collect();
        let (count, bytes) = projects.iter().fold((0, 0), |sum, one| (sum.0 + one.count, sum.1 + one.bytes));
        Ok(CacheView { count, bytes, projects })
    }

    /// Throws away what the choice says of one person's projects (of everybody's without a person), but nothing that a timeline
    /// or a film shows, nothing that a shot as it is now would be made from, and no picture that a change could bring back.
    ///
    /// # Errors
    /// `NotFound` for somebody else's project.
    pub async fn clear_cache(&self, who: Option<UserId>, choice: CacheChoice) -> Result<Cleared, Error> {
        let projects: Vec<ProjectId> = match (choice.project, who) {
            (Some(project), Some(who)) => {
                self.check_owner(who, project).await?;
                vec![project]
            }
            (Some(project), None) => vec![project],
            (None, who) => self.cache(who).await?.projects.into_iter().map(|one| one.project).collect(),
        };
        let mut cleared = Cleared::default();
        for project in projects {
            let gone = self.clear_project(project, choice.older_than_days).await?;
            cleared.count += gone.count;
            cleared.bytes += gone.bytes;
        }
        Ok(cleared)
    }

    async fn clear_project(&self, id: ProjectId, older_than_days: Option<u32>) -> Result<Cleared, Error> {
        let before = Utc::now() - TimeDelta::days(older_than_days.map_or(0, |days| i64::from(days.min(OLDEST_DAYS))));
        // Kept, and not yet named: whoever sent it is about to.
        let settled = before.min(Utc::now() - UNNAMED);
        let mut pictures = self.store().files().older(&pictures::folder(id), settled).await?;
        pictures.extend(self.store().files().older(&recordings::folder(id), settled).await?);
        let mut conn = self.store().conn().await?;
        let (gone, pictures) = (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                // With the row locked nothing is committed meanwhile, and no edit needs what goes.
                let project = Project::read(projects::lock(conn, id).await?)?;
                let needed = self.needed(conn, &project).await?;
                let mut gone = cache::old(conn, id, before).await?;
                gone.retain(|row| !needed.holds(row));
                let ids: Vec<Uuid> = gone.iter().map(|row| row.id).collect();
                cache::forget(conn, &ids).await?;
                let names: Vec<&str> = pictures.iter().filter_map(|(key, _)| pictures::name_in(key)).collect();
                let unnamed: HashSet<String> = cache::unnamed(conn, id, &names).await?.into_iter().collect();
                let unnamed = |key: &str| pictures::name_in(key).is_some_and(|name| unnamed.contains(name));
                let pictures: Vec<_> = pictures.iter().filter(|(key, _)| unnamed(key)).cloned().collect();
                Ok::<_, Error>((gone, pictures))
            })
            .await?;
        drop(conn);
        let mut cleared = Cleared::default();
        for (key, bytes) in pictures {
            match self.store().files().delete(&key).await {
                Ok(()) => {
                    cleared.count += 1;
                    cleared.bytes += bytes;
                }
                Err(error) => tracing::warn!(%error, key, "a picture is left over"),
            }
        }
        for row in gone {
            self.delete_files(&row).await;
            cleared.count += 1;
            cleared.bytes += u64::try_from(row.bytes).unwrap_or_default();
        }
        Ok(cleared)
    }

    /// What the project's timeline holds, and what its shots are made from as they are now.
    async fn needed(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<Needed, Error> {
        let id = project.row.project();
        let makers = Known(self.registry());
        let rows = shots::of_project(conn, id).await?;
        let mut needed = Needed::default();
        needed.ids.extend(project.row.film_id);
        needed.ids.extend(rows.iter().filter_map(|row| row.clip_id));
        for row in &rows {
            let shot = brief::shot(row)?;
            needed.names.extend(shot.footage.clone());
            let now = project.steps(&makers, row, &shot);
            let later = plan::foreseen_steps(&project.brief(&makers), &shot);
            needed.names.extend(now.into_iter().chain(later).map(|step| step.fingerprint.to_string()));
        }
        needed.names.extend(self.score(conn, project, &rows).await?.map(|step| step.fingerprint.to_string()));
        needed.names.extend(tasks::running_steps(conn, id).await?.into_values());
        needed.names.extend(self.names_in_graph(conn, project).await?);
        let clips: Vec<Uuid> = needed.ids.iter().copied().collect();
        for clip in artifacts::by_ids(conn, &clips).await?.into_values() {
            if let Ok(detail) = serde_json::from_value::<ClipDetail>(clip.detail) {
                needed.names.insert(detail.footage);
                needed.names.extend(detail.lips);
                needed.files.extend(detail.lines.into_iter().map(|line| line.audio));
            }
        }
        Ok(needed)
    }
}

/// By whatever name it is needed.
#[derive(Default)]
struct Needed {
    ids: HashSet<Uuid>,
    /// Fingerprints.
    names: HashSet<String>,
    files: HashSet<String>,
}

impl Needed {
    fn holds(&self, row: &ArtifactRow) -> bool {
        self.ids.contains(&row.id) || self.names.contains(&row.fingerprint) || self.files.contains(&row.file_key)
    }
}
