//! Making one step: cache first, then its maker.

mod buy;
mod clip;
mod film;
mod footage;
mod joining;
mod lips;
mod order;
mod parts;
mod picture;
mod reserve;
mod score;

pub(crate) use clip::{ClipDetail, poster_of};
pub(crate) use film::{Timeline, captions};
pub(crate) use joining::{JOINING, joining};
pub(crate) use score::COMPOSING;

use crate::{Error, Studio, error::says_full, scratch, worker::Trouble};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ArtifactKind, ClipState, ModelChoice, ProjectId, ShotId};
use plan::{Step, Work};
use providers::{Billed, Failure, FailureClass};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use store::{
    artifacts::{self, ArtifactRow, NewArtifact},
    projects,
    tasks::Lease,
};
use uuid::Uuid;

/// What a made thing's row says where it was taken from another film of the same person.
pub(crate) const REUSED: &str = "reused";

/// How long a step waits for room on a full disk before it is tried again.
const WHILE_FULL: Duration = Duration::from_secs(5);

/// Bytes that must be free before a step is begun: some minutes of a clip.
const LEAST_TO_BEGIN: u64 = 64_000_000;

impl Trouble {
    /// The disk is full: no fault of the step.
    fn is_full_disk(&self) -> bool {
        match self {
            Self::Internal(error) => error.is_full_disk(),
            Self::Failed(failure) => says_full(&failure.sentence) || says_full(&failure.detail),
            Self::Wait { .. } => false,
        }
    }
}

/// The attempt that an artifact came of, to be settled with it.
pub(crate) struct Bought {
    pub(crate) attempt: Uuid,
    /// What was billed, where its maker says so.
    pub(crate) cents: Option<i64>,
}

/// What a step gave.
pub(crate) enum Made {
    Artifact {
        artifact: Box<NewArtifact>,
        bought: Option<Bought>,
    },
    /// It exists already: made by an earlier run, or by another process.
    Already,
    Film {
        artifact: Box<NewArtifact>,
        seconds: f64,
        /// Every shot's clip is in it.
        complete: bool,
    },
}

impl Studio {
    /// Makes one step. Where the disk is full it is to be made when there is room: no try is used up, and nothing that was bought is
    /// given up.
    pub(crate) async fn make_step(&self, lease: &Lease, step: &Step, scratch: &Path) -> Result<Made, Trouble> {
        let made = match self.check_work_room(step) {
            Ok(()) => self.make(lease, step, scratch).await,
            Err(full) => Err(full.into()),
        };
        match made {
            Err(trouble) if trouble.is_full_disk() => {
                tracing::warn!(task_id = %lease.task.task(), "the disk is full");
                // Half a file is no use, and takes room that others need.
                let _gone = tokio::fs::remove_dir_all(scratch).await;
                let free = self.free_bytes().unwrap_or_default() as f64 / 1e9;
                let message =
                    format!("The disk is full: {free:.1} GB free. The film goes on by itself when there is room.");
                Err(Trouble::Wait { until: WHILE_FULL, message, progress: None })
            }
            done => done,
        }
    }

    /// Nothing is begun, and so nothing bought, that could not be written down; a film is not joined into the last of the room.
    fn check_work_room(&self, step: &Step) -> Result<(), Error> {
        if matches!(step.work, Work::Film) {
            return self.check_disk(0);
        }
        let full = || Error::Full("The disk is full.".to_owned());
        if self.free_bytes().is_some_and(|free| free < LEAST_TO_BEGIN) { Err(full()) } else { Ok(()) }
    }

    async fn make(&self, lease: &Lease, step: &Step, scratch: &Path) -> Result<Made, Trouble> {
        let project = lease.task.project();
        scratch::make(scratch).await?;
        if matches!(step.work, Work::Film) {
            return self.make_film(project, scratch).await;
        }
        if let Some(made) = self.cached(project, lease.task.shot(), step).await? {
            self.say_reused(lease, step).await?;
            return Ok(made);
        }
        match &step.work {
            Work::Line { spec, .. } => self.make_line(lease, step, spec, scratch).await,
            Work::Cue { spec, .. } => self.make_cue(lease, step, spec, scratch).await,
            Work::Recording { line, spec } => self.make_recording(lease, step, (*line, spec), scratch).await,
            Work::Picture { spec } => self.make_picture(lease, step, spec, scratch).await,
            Work::Footage { spec } => self.make_footage(lease, step, spec, scratch).await,
            Work::Faces { spec } => self.make_faces(lease, step, spec, scratch).await,
            Work::Lips { spec } => self.make_lips(lease, step, spec, scratch).await,
            Work::Mix { spec } => self.make_clip(lease, step, spec, scratch).await,
            Work::Score { spec } => self.make_score(lease, step, spec, scratch).await,
            Work::Film => Ok(Made::Already),
        }
    }

    /// Says of what would have cost something that it was there already.
    async fn say_reused(&self, lease: &Lease, step: &Step) -> Result<(), Error> {
        let Some(model) = step.work.model().filter(|model| !self.is_built_in(model)) else { return Ok(()) };
        let label = self.registry().catalogue().name(model);
        let message = format!("Made by {label} before: taken from what is kept, for free.");
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::lock(conn, lease.task.project()).await?;
                self.tell_clip(conn, lease, ClipState::CheckingCache, Some(&message), None).await
            })
            .await
    }

    /// The same thing, made before: in this project, or in another one of the same owner.
    async fn cached(&self, project: ProjectId, shot: Option<ShotId>, step: &Step) -> Result<Option<Made>, Error> {
        let mut conn = self.store().conn().await?;
        if artifacts::find(&mut conn, project, step.fingerprint.as_str()).await?.is_some() {
            return Ok(Some(Made::Already));
        }
        if !is_shared(step) {
            return Ok(None);
        }
        let Some(twin) = artifacts::find_elsewhere(&mut conn, project, step.fingerprint.as_str()).await? else {
            return Ok(None);
        };
        drop(conn);
        let theirs = project_key(ProjectId(twin.project_id), "");
        let Some(name) = twin.file_key.strip_prefix(&theirs) else { return Ok(None) };
        let key = project_key(project, name);
        if self.store().files().copy(&twin.file_key, &key).await.is_err() {
            return Ok(None);
        }
        let mut detail = twin.detail.clone();
        if let Some(detail) = detail.as_object_mut() {
            // The poster stays with its own project; it is made anew when asked for.
            detail.remove("poster");
            detail.insert(REUSED.to_owned(), true.into());
        }
        let artifact = Box::new(NewArtifact {
            id: artifacts::new_id(),
            project_id: project.0,
            shot_id: shot.map(|shot| shot.0),
            kind: kind_of(&twin),
            fingerprint: twin.fingerprint,
            file_key: key,
            bytes: twin.bytes,
            seconds: twin.seconds,
            provider: twin.provider,
            model: twin.model,
            cost_cents: 0,
            detail,
        });
        Ok(Some(Made::Artifact { artifact, bought: None }))
    }

    /// Keeps a finished file and describes it.
    pub(crate) async fn keep(&self, new: Keep<'_>) -> Result<Made, Error> {
        let bytes = self.store().files().put_file(&new.key, &new.file).await?;
        let bought =
            new.attempt.map(|(attempt, billed)| Bought { attempt, cents: billed.map(|billed| billed.amount.cents()) });
        let artifact = Box::new(NewArtifact {
            id: new.id,
            project_id: new.lease.task.project_id,
            shot_id: new.lease.task.shot_id,
            kind: new.kind.key(),
            fingerprint: new.step.fingerprint.to_string(),
            file_key: new.key,
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            seconds: Some(new.seconds),
            provider: new.model.provider.clone(),
            model: new.model.model.clone(),
            cost_cents: 0,
            detail: new.detail,
        });
        Ok(Made::Artifact { artifact, bought })
    }

    /// Where the files of the named artifacts are, in the order of the names.
    pub(crate) async fn sources(
        &self,
        project: ProjectId,
        names: &[&str],
        scratch: &Path,
    ) -> Result<Vec<(ArtifactRow, PathBuf)>, Trouble> {
        let rows = artifacts::find_many(&mut *self.store().conn().await?, project, names).await?;
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            let gone = || Error::Internal(anyhow::anyhow!("artifact {name} is gone"));
            let row = rows.get(*name).ok_or_else(gone)?;
            found.push((row.clone(), self.part(&row.file_key, part_of(row), scratch).await?));
        }
        Ok(found)
    }

    /// A kept file to work with. One that is gone is named, with what to do: trying again would not find it either.
    pub(crate) async fn part(&self, key: &str, what: &str, scratch: &Path) -> Result<PathBuf, Trouble> {
        let files = self.store().files();
        if files.exists(key).await? {
            return Ok(files.fetch(key, scratch).await?);
        }
        let sentence = format!(
            "{what} is missing from this studio's files. Record the shot anew in the editing room, or ask whoever runs the studio to \
             bring the file back from a backup."
        );
        let failure = Failure::new(FailureClass::Broken, sentence).detail(format!("no file {key}"));
        Err(Trouble::Failed(failure))
    }
}

/// What a made thing is to a person.
fn part_of(row: &ArtifactRow) -> &'static str {
    match ArtifactKind::from_key(&row.kind) {
        Some(ArtifactKind::LineTake) => "A spoken line",
        Some(ArtifactKind::Take) => "The take",
        Some(ArtifactKind::Clip) => "The clip",
        Some(ArtifactKind::Sound) => "A sound",
        _ => "A part of the clip",
    }
}

/// Made for one film, it will do for every other film of the same owner. A mix is too cheap to copy; and what a provider saw in one
/// project's take it tells of that one.
fn is_shared(step: &Step) -> bool {
    !matches!(step.work, Work::Mix { .. } | Work::Faces { .. })
}

/// A finished file on its way into the store.
pub(crate) struct Keep<'a> {
    pub(crate) lease: &'a Lease,
    pub(crate) step: &'a Step,
    pub(crate) id: Uuid,
    pub(crate) kind: ArtifactKind,
    pub(crate) file: PathBuf,
    pub(crate) key: String,
    pub(crate) seconds: f64,
    pub(crate) model: &'a ModelChoice,
    /// What was bought, and what its maker says that it cost.
    pub(crate) attempt: Option<(Uuid, Option<Billed>)>,
    pub(crate) detail: Value,
}

/// The key of a project's file.
pub(crate) fn project_key(project: ProjectId, name: &str) -> String {
    format!("projects/{project}/{name}")
}

fn kind_of(row: &ArtifactRow) -> &'static str {
    ArtifactKind::from_key(&row.kind).unwrap_or(ArtifactKind::Take).key()
}
