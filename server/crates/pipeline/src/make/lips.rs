//! A speaker's lips, moved to the words: who is seen in the take is bought first, then the take with the lips moved.

use super::handler::{Cents, Failed, Making, StepHandler, in_cents};
use super::remote::Remote;
use crate::media_paths::project_key;
use crate::outcome::Made;
use crate::stored::Keep;
use crate::task_type::TaskType;
use crate::{
    Error, Studio,
    faces::{SHORTEST, Seen},
    outcome::Trouble,
    story::as_filmed,
};
use async_trait::async_trait;
use chrono::{TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use media::{Format, LineIn, VoiceIn};
use model::{ArtifactKind, ClipState, FacesSpec, LipsLine, LipsSpec};
use plan::{Step, Work};
use providers::{Catalogue, FacesMade, FacesOrder, Failure, FailureClass, LipsOrder, Speaker, Talk};
use serde::Deserialize;
use std::{
    ops::RangeInclusive,
    path::{Path, PathBuf},
};
use store::{
    artifacts::{self, ArtifactRow},
    attempts, cache,
    shots::{self, ShotRow},
    tasks::Lease,
};

/// Providers throw their videos away after thirty days.
const REMEMBERED: TimeDelta = TimeDelta::days(29);
/// What a look for faces saw is known to the provider for a day.
const SESSION: TimeDelta = TimeDelta::hours(23);
/// The longest video in which a provider that looks for the speaker itself moves lips, in seconds.
const LONGEST: f64 = 60.0;
/// A sound may not last longer than its video, and lengths are measured by frames: it ends so many seconds before.
const GUARD: f64 = 0.05;

/// Who is seen in a take. What a provider saw in one project's take it tells of that one.
pub(super) struct Faces;

#[async_trait]
impl StepHandler<Studio> for Faces {
    fn kind(&self) -> &'static str {
        "faces"
    }

    fn label(&self) -> &'static str {
        "Faces looked for"
    }

    fn doing(&self) -> &'static str {
        "looking for faces"
    }

    fn cost_category(&self) -> Option<&'static str> {
        Some("lips")
    }

    fn task_type(&self, _work: &Work) -> TaskType {
        TaskType::Video
    }

    fn is_shared(&self) -> bool {
        false
    }

    fn price(&self, catalogue: &Catalogue, work: &Work) -> Cents {
        let Work::Faces { spec } = work else { return None };
        in_cents(catalogue.price(spec))
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Work::Faces { spec } = &step.work else { return Err(making.stranger()) };
        studio.make_faces(lease, step, spec, scratch).await
    }

    async fn failed(
        &self,
        _studio: &Studio,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
        row: &ShotRow,
    ) -> Result<(ClipState, String), Error> {
        as_it_was_filmed(conn, failed, row).await
    }
}

/// A take with its speaker's lips moved.
pub(super) struct Lips;

#[async_trait]
impl StepHandler<Studio> for Lips {
    fn kind(&self) -> &'static str {
        "lips"
    }

    fn label(&self) -> &'static str {
        "Lips moved"
    }

    fn doing(&self) -> &'static str {
        "moving lips"
    }

    fn cost_category(&self) -> Option<&'static str> {
        Some("lips")
    }

    fn task_type(&self, _work: &Work) -> TaskType {
        TaskType::Video
    }

    fn price(&self, catalogue: &Catalogue, work: &Work) -> Cents {
        let Work::Lips { spec } = work else { return None };
        in_cents(catalogue.price(spec))
    }

    fn late_after(&self) -> TimeDelta {
        TimeDelta::minutes(10)
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Work::Lips { spec } = &step.work else { return Err(making.stranger()) };
        studio.make_lips(lease, step, spec, scratch).await
    }

    async fn failed(
        &self,
        _studio: &Studio,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
        row: &ShotRow,
    ) -> Result<(ClipState, String), Error> {
        as_it_was_filmed(conn, failed, row).await
    }
}

/// The take is in the film as it was filmed, and the shot says why.
async fn as_it_was_filmed(
    conn: &mut AsyncPgConnection,
    failed: Failed<'_>,
    row: &ShotRow,
) -> Result<(ClipState, String), Error> {
    let why = as_filmed(failed.failure);
    // What cannot even be asked for is no failure of the shot: it is in the film as well as it can be.
    let name = failed.step.fingerprint.as_str();
    let asked = attempts::of_shot(conn, row.shot()).await?.iter().any(|own| own.fingerprint == name);
    shots::set_unsynced(conn, row.shot(), &why, asked || failed.failure.class != FailureClass::Broken).await?;
    Ok((ClipState::Generating, why))
}

impl Studio {
    pub(super) async fn make_faces(
        &self,
        lease: &Lease,
        step: &Step,
        spec: &FacesSpec,
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let video =
            self.remote(lease, &spec.model.provider, &spec.footage, SHORTEST + 2.0 * GUARD..=f64::MAX).await?.id;
        let order = FacesOrder { model: spec.model.clone(), video };
        let order = (&spec.model, &order);
        let (FacesMade { session, faces, portraits, billed }, attempt) =
            self.obtain_plain((lease, step), order, scratch, |makers, name| Ok(makers.faces(name)?)).await?;
        let id = artifacts::new_id();
        let at = Utc::now();
        let portraits = self.keep_portraits(lease.task.project(), id, portraits).await;
        let detail = serde_json::to_value(Seen { session, faces, at, portraits }).map_err(Error::from)?;
        let file = scratch.join("faces.json");
        tokio::fs::write(&file, detail.to_string()).await.map_err(|error| Error::Internal(error.into()))?;
        Ok(self
            .keep(Keep {
                lease,
                step,
                id,
                kind: ArtifactKind::Faces,
                file,
                key: project_key(lease.task.project(), &format!("faces/{id}.json")),
                seconds: 0.0,
                model: &spec.model,
                attempt: attempt.map(|attempt| (attempt, billed)),
                detail,
            })
            .await?)
    }

    /// A take as its provider knows it.
    ///
    /// # Errors
    /// `Broken` where this provider does not know it, or cannot work on one of its length: `seconds` is what it takes.
    pub(super) async fn remote(
        &self,
        lease: &Lease,
        provider: &str,
        footage: &str,
        seconds: RangeInclusive<f64>,
    ) -> Result<Remote, Trouble> {
        let mut conn = self.store().conn().await?;
        let take = artifacts::find(&mut conn, lease.task.project(), footage).await?;
        let take = take.ok_or_else(|| Error::Internal(anyhow::anyhow!("the take {footage} is gone")))?;
        let label = self.registry().catalogue().label(provider);
        let cannot = |why: String| Trouble::Failed(Failure::new(FailureClass::Broken, why));
        if take.provider != provider {
            return Err(cannot(format!("This take was not filmed by {label}.")));
        }
        let remote = take.detail.get("remote").and_then(|remote| Remote::deserialize(remote).ok());
        let remote = remote.ok_or_else(|| cannot(format!("{label} did not say how it knows this take.")))?;
        if Utc::now() - remote.made > REMEMBERED {
            return Err(cannot(format!("{label} filmed this take more than 29 days ago, and keeps none longer.")));
        }
        // Lengths are measured by frames: a take of three seconds may be one short.
        if remote.seconds < seconds.start() - GUARD {
            return Err(cannot(format!("This take is too short for {label} to work on.")));
        }
        if remote.seconds > seconds.end() + GUARD {
            return Err(cannot(format!("This take is too long for {label} to work on.")));
        }
        Ok(remote)
    }

    pub(super) async fn make_lips(
        &self,
        lease: &Lease,
        step: &Step,
        spec: &LipsSpec,
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let project = lease.task.project();
        let mut conn = self.store().conn().await?;
        let open = attempts::open(&mut conn, project, step.fingerprint.as_str()).await?;
        let faces = match &spec.faces {
            Some(name) => artifacts::find(&mut conn, project, name).await?,
            None => None,
        };
        drop(conn);
        let ordered = open.as_ref().is_some_and(|attempt| attempt.provider_task.is_some());
        let mut order = LipsOrder { model: spec.model.clone(), seconds: spec.seconds, talk: None };
        if !ordered {
            // Thrown away meanwhile: the plan asks for them again.
            if spec.faces.is_some() && faces.is_none() {
                return Ok(Made::Already);
            }
            let seen = faces.as_ref().map(Seen::of).transpose()?;
            let speaker = self.speaker(lease, spec, seen.as_ref()).await?;
            let (talk, seconds) = self.talk(lease, spec, speaker, scratch).await?;
            if let (Some(row), Some(seen), None) = (&faces, &seen, &open)
                && self.is_forgotten(lease, step, seen).await?
            {
                self.forget_faces(row).await?;
                return Ok(Made::Already);
            }
            // A take that a person chose may be longer than the one that would be filmed now.
            order.seconds = spec.seconds.max((seconds - 0.5).ceil());
            order.talk = Some(talk);
        }
        let order = (&spec.model, &order);
        let (made, attempt) =
            self.obtain_plain((lease, step), order, scratch, |makers, _| Ok(makers.lips(&spec.model)?)).await?;
        let format = Format { width: spec.width, height: spec.height, fps: spec.fps };
        let (file, seconds) = self.fitted(project, &made, attempt, format, scratch).await?;
        let id = artifacts::new_id();
        Ok(self
            .keep(Keep {
                lease,
                step,
                id,
                kind: ArtifactKind::Lips,
                file,
                key: project_key(project, &format!("lips/{id}.mp4")),
                seconds,
                model: &spec.model,
                attempt: attempt.map(|attempt| (attempt, made.billed)),
                detail: serde_json::json!({ "footage": spec.footage }),
            })
            .await?)
    }

    /// Whose mouth is moved: the face that was found, or whomever the provider takes for the speaker in its own take.
    async fn speaker(&self, lease: &Lease, spec: &LipsSpec, seen: Option<&Seen>) -> Result<Speaker, Trouble> {
        let provider = spec.model.provider.as_str();
        let Some(seen) = seen else {
            let seconds = SHORTEST + 2.0 * GUARD..=LONGEST;
            return Ok(Speaker::Anybody { video: self.remote(lease, provider, &spec.footage, seconds).await?.id });
        };
        let label = self.registry().catalogue().label(provider);
        let face = seen.who_speaks(label, spec.face.as_deref()).map_err(Trouble::Failed)?;
        Ok(Speaker::Seen { session: seen.session.clone(), face: face.id.clone() })
    }

    /// What is said: the sound that the speaker's mouth is moved to; and how long the take is, in seconds.
    async fn talk(
        &self,
        lease: &Lease,
        spec: &LipsSpec,
        speaker: Speaker,
        scratch: &Path,
    ) -> Result<(Talk, f64), Trouble> {
        let project = lease.task.project();
        let names: Vec<&str> =
            std::iter::once(spec.footage.as_str()).chain(spec.lines.iter().map(|line| line.made.as_str())).collect();
        let rows = artifacts::find_many(&mut *self.store().conn().await?, project, &names).await?;
        let take = rows.get(&spec.footage).and_then(|take| Remote::deserialize(take.detail.get("remote")?).ok());
        let Some(take) = take else { return Err(Error::Internal(anyhow::anyhow!("the take is gone")).into()) };
        let lines: Vec<&str> = spec.lines.iter().map(|line| line.made.as_str()).collect();
        let sources = self.sources(project, &lines, scratch).await?;
        let lines: Vec<VoiceIn> = spec.lines.iter().zip(sources).map(|(line, (_, wav))| heard(line, wav)).collect();
        let sound = scratch.join("voice.wav");
        let milliseconds = ((take.seconds - GUARD) * 1000.0).floor() as u64;
        let (out, cut) = (sound.clone(), spec.cut);
        let said = tokio::task::spawn_blocking(move || {
            // No sample is missing from the last millisecond.
            media::write_voice(&lines, cut, milliseconds as f64 / 1000.0 + 0.001, &out)
        });
        let said = said.await.map_err(|error| Error::Internal(error.into()))?.map_err(Error::from)?;
        if !said {
            let why = "What is said begins after the end of this take.";
            return Err(Trouble::Failed(Failure::new(FailureClass::Broken, why)));
        }
        Ok((Talk { speaker, sound, milliseconds }, take.seconds))
    }

    /// Whether the provider does not know any more what it saw: after a day, or when it refused an order because of it, as it may have.
    async fn is_forgotten(&self, lease: &Lease, step: &Step, seen: &Seen) -> Result<bool, Error> {
        if Utc::now() - seen.at > SESSION {
            return Ok(true);
        }
        let Some(shot) = lease.task.shot() else { return Ok(false) };
        let bought = attempts::of_shot(&mut *self.store().conn().await?, shot).await?;
        let refused = FailureClass::Broken.key();
        Ok(bought.iter().any(|attempt| {
            attempt.fingerprint == step.fingerprint.as_str()
                && attempt.failure_class.as_deref() == Some(refused)
                && attempt.made_at > seen.at
        }))
    }

    async fn forget_faces(&self, row: &ArtifactRow) -> Result<(), Error> {
        cache::forget(&mut *self.store().conn().await?, &[row.id]).await?;
        self.delete_files(row).await;
        Ok(())
    }
}

fn heard(line: &LipsLine, wav: PathBuf) -> VoiceIn {
    VoiceIn { line: LineIn { wav, start: line.start, gain_db: 0.0, through: model::Through::Air }, heard: line.mouthed }
}
