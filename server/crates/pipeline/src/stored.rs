//! Made things as files: kept, found again, and taken from another film of the same person.

use crate::{
    Error, Studio,
    media_paths::project_key,
    outcome::{Bought, Made, Trouble},
};
use model::{ArtifactKind, ModelChoice, ProjectId, ShotId};
use plan::Step;
use providers::{Billed, Failure, FailureClass};
use serde_json::Value;
use std::path::{Path, PathBuf};
use store::{
    artifacts::{self, ArtifactRow, NewArtifact},
    tasks::Lease,
};
use uuid::Uuid;

/// What a made thing's row says where it was taken from another film of the same person.
pub(crate) const REUSED: &str = "reused";

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

fn kind_of(row: &ArtifactRow) -> &'static str {
    ArtifactKind::from_key(&row.kind).unwrap_or(ArtifactKind::Take).key()
}

impl Studio {
    /// The same thing, made before: in this project, or in another one of the same owner.
    pub(crate) async fn cached(
        &self,
        project: ProjectId,
        shot: Option<ShotId>,
        step: &Step,
    ) -> Result<Option<Made>, Error> {
        let mut conn = self.store().conn().await?;
        if artifacts::find(&mut conn, project, step.fingerprint.as_str()).await?.is_some() {
            return Ok(Some(Made::Already));
        }
        if !self.steps().of(&step.work)?.facts().shared {
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
        let is_fine = new.kind == ArtifactKind::Document;
        let bought = new.attempt.map(|(attempt, billed)| Bought {
            attempt,
            cents: billed.as_ref().map(|billed| billed.amount.cents()),
            micros: billed.filter(|_| is_fine).map(|billed| billed.amount.micros),
        });
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

/// What a take's row says where the take has a sound of its own.
pub(crate) const OWN_SOUND: &str = "own_sound";
