//! A shot's spoken lines and its sounds.

use super::{Keep, Made, project_key};
use crate::{Studio, worker::Trouble};
use model::{ArtifactKind, SoundSpec, SpeechSpec};
use plan::Step;
use providers::{Billed, Call};
use std::path::Path;
use store::{artifacts, tasks::Lease};

impl Studio {
    pub(super) async fn make_line(
        &self,
        lease: &Lease,
        step: &Step,
        spec: &SpeechSpec,
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let maker = self.registry().speech(&spec.model.provider).map_err(Trouble::of)?;
        let name = external_id(lease, step);
        let made = maker.make(spec, &Call::new(&name, scratch)).await.map_err(Trouble::of)?;
        let id = artifacts::new_id();
        Ok(self
            .keep(Keep {
                lease,
                step,
                id,
                kind: ArtifactKind::LineTake,
                file: made.wav,
                key: project_key(lease.task.project(), &format!("lines/{id}.wav")),
                seconds: made.seconds,
                model: &spec.model,
                cost_cents: cents(made.billed.as_ref()),
                detail: serde_json::json!({ "words": made.words, "text": spec.text, "speaker": spec.voice.character }),
            })
            .await?)
    }

    pub(super) async fn make_cue(
        &self,
        lease: &Lease,
        step: &Step,
        spec: &SoundSpec,
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let maker = self.registry().sound(&spec.model.provider).map_err(Trouble::of)?;
        let name = external_id(lease, step);
        let made = maker.make(spec, &Call::new(&name, scratch)).await.map_err(Trouble::of)?;
        let id = artifacts::new_id();
        Ok(self
            .keep(Keep {
                lease,
                step,
                id,
                kind: ArtifactKind::Sound,
                file: made.wav,
                key: project_key(lease.task.project(), &format!("sounds/{id}.wav")),
                seconds: made.seconds,
                model: &spec.model,
                cost_cents: cents(made.billed.as_ref()),
                detail: serde_json::json!({ "sound": spec.sound }),
            })
            .await?)
    }
}

/// What was billed, in whole cents.
pub(super) fn cents(billed: Option<&Billed>) -> i64 {
    billed.map_or(0, |billed| billed.amount.cents())
}

/// The name under which a provider knows what is asked for: the same question has the same name.
pub(super) fn external_id(lease: &Lease, step: &Step) -> String {
    let project = lease.task.project_id.simple().to_string();
    let short = |text: &str, length: usize| text.get(..length).unwrap_or(text).to_owned();
    // A v7 id begins with the time: its end tells projects apart.
    let project = project.get(20..).unwrap_or(&project);
    format!("ds1-{project}-{}", short(step.fingerprint.as_str(), 24))
}
