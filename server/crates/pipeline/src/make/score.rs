//! The music of a film, where somebody composes it.

use crate::media_paths::project_key;
use crate::outcome::Made;
use crate::stored::Keep;
use crate::{Studio, brief::Project, outcome::Trouble};
use model::{ArtifactKind, ScoreSpec};
use plan::Step;
use std::path::Path;
use store::{
    artifacts, attempts, projects,
    shots::{self},
    tasks::Lease,
};

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
