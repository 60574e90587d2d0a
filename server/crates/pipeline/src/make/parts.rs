//! A shot's spoken lines and its sounds.

use super::{Keep, Made, project_key};
use crate::{Studio, worker::Trouble};
use model::{ArtifactKind, SoundSpec, SpeechSpec};
use plan::{Step, Work};
use providers::FootageSoundOrder;
use std::{ops::RangeInclusive, path::Path};
use store::{artifacts, tasks::Lease};

/// How long a take may be whose sound is made from what is seen in it, in seconds.
const FOOTAGE_SECONDS: RangeInclusive<f64> = 3.0..=20.0;

impl Studio {
    pub(super) async fn make_line(
        &self,
        lease: &Lease,
        step: &Step,
        spec: &SpeechSpec,
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let order = (&spec.model, spec);
        let (made, attempt) =
            self.obtain_plain((lease, step), order, scratch, |makers, name| Ok(makers.speech(name)?)).await?;
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
                attempt: attempt.map(|attempt| (attempt, made.billed)),
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
        let (made, attempt) = match &spec.footage {
            None => {
                let order = (&spec.model, spec);
                self.obtain_plain((lease, step), order, scratch, |makers, name| Ok(makers.sound(name)?)).await?
            }
            Some(footage) => {
                let video = self.remote(lease, &spec.model.provider, footage, FOOTAGE_SECONDS).await?.id;
                let order = FootageSoundOrder { spec: spec.clone(), video };
                let order = (&spec.model, &order);
                self.obtain_plain((lease, step), order, scratch, |makers, name| Ok(makers.footage_sound(name)?)).await?
            }
        };
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
                attempt: attempt.map(|attempt| (attempt, made.billed)),
                detail: serde_json::json!({ "sound": spec.sound }),
            })
            .await?)
    }
}

/// The name under which a provider knows what is asked for, without the number of the try: `ds1-<project>-<shot>-<take>`.
/// The same question has the same name in every run.
pub(super) fn external_name(lease: &Lease, step: &Step) -> String {
    // A v7 id begins with the time: its end tells ids apart.
    let end = |id: uuid::Uuid| id.simple().to_string().chars().skip(20).collect::<String>();
    let shot = lease.task.shot_id.map_or_else(|| "film".to_owned(), end);
    let what = match &step.work {
        Work::Footage { spec } => spec.take.to_string(),
        _ => step.fingerprint.as_str().chars().take(12).collect(),
    };
    format!("ds1-{}-{shot}-{what}", end(lease.task.project_id))
}
