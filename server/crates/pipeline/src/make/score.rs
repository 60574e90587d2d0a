//! The music of a film, where somebody composes it.

use super::handler::{Cents, Failed, Making, StepHandler, in_cents};
use crate::media_paths::project_key;
use crate::outcome::Made;
use crate::stored::Keep;
use crate::task_type::TaskType;
use crate::{Error, Studio, brief::Project, outcome::Trouble};
use async_trait::async_trait;
use chrono::TimeDelta;
use diesel_async::AsyncPgConnection;
use model::{ArtifactKind, ClipState, RunState, ScoreSpec};
use plan::{Step, Work};
use providers::Catalogue;
use std::path::Path;
use store::{
    artifacts, attempts, projects,
    shots::{self},
    tasks::Lease,
};

/// A film's music, composed for it.
pub(super) struct Score;

#[async_trait]
impl StepHandler<Studio> for Score {
    fn kind(&self) -> &'static str {
        "score"
    }

    fn label(&self) -> &'static str {
        "Music"
    }

    fn doing(&self) -> &'static str {
        "composing the music"
    }

    fn cost_category(&self) -> Option<&'static str> {
        Some("music")
    }

    fn task_type(&self, _work: &Work) -> TaskType {
        TaskType::Music
    }

    fn clip_state(&self) -> ClipState {
        ClipState::Mixing
    }

    fn price(&self, catalogue: &Catalogue, work: &Work) -> Cents {
        let Work::Score { spec } = work else { return None };
        in_cents(catalogue.price(spec))
    }

    fn late_after(&self) -> TimeDelta {
        TimeDelta::minutes(6)
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Work::Score { spec } = &step.work else { return Err(making.stranger()) };
        studio.make_score(lease, step, spec, scratch).await
    }

    /// The film goes on with the studio's own music; when it is joined, this is what the run's end says.
    async fn failed_without_clip(
        &self,
        studio: &Studio,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
    ) -> Result<(), Error> {
        let id = failed.lease.task.project();
        if projects::get(conn, id).await?.run_state() == RunState::Filming {
            let message = Studio::without_score(&failed.failure.sentence);
            studio.set_run(conn, id, RunState::Filming, Some(&message)).await?;
        }
        studio.advance(conn, id).await
    }
}

impl Studio {
    pub(super) async fn make_score(
        &self,
        lease: &Lease,
        step: &Step,
        spec: &ScoreSpec,
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let id = lease.task.project();
        let mut conn = self.store().conn().await?;
        if attempts::open(&mut conn, id, step.fingerprint.as_str()).await?.is_none() {
            let project = Project::read(projects::get(&mut conn, id).await?)?;
            let rows = shots::of_project(&mut conn, id).await?;
            // The film has changed since it was asked for: nobody wants this any more.
            if self.score(&mut conn, &project, &rows).await?.is_none_or(|now| now.fingerprint != step.fingerprint) {
                return Ok(Made::Already);
            }
        }
        drop(conn);
        let order = (&spec.model, spec);
        let (made, attempt) =
            self.obtain_plain((lease, step), order, scratch, |makers, name| Ok(makers.score(name)?)).await?;
        let artifact = artifacts::new_id();
        Ok(self
            .keep(Keep {
                lease,
                step,
                id: artifact,
                kind: ArtifactKind::Music,
                file: made.wav,
                key: project_key(id, &format!("music/{artifact}.wav")),
                seconds: made.seconds,
                model: &spec.model,
                attempt: attempt.map(|attempt| (attempt, made.billed)),
                detail: serde_json::json!({ "moods": spec.moods }),
            })
            .await?)
    }
}
