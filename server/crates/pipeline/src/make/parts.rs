//! A shot's spoken lines and its sounds.

use super::handler::{Cents, Failed, Making, StepHandler, in_cents};
use crate::media_paths::project_key;
use crate::outcome::Made;
use crate::stored::Keep;
use crate::story::quoted;
use crate::task_type::TaskType;
use crate::{Error, Studio, outcome::Trouble, recordings};
use async_trait::async_trait;
use diesel_async::AsyncPgConnection;
use model::{ArtifactKind, ClipState, LineId, ModelChoice, RecordingSpec, SoundSpec, SpeechSpec};
use plan::{Step, Work};
use providers::{Catalogue, Failure, FailureClass, FootageSoundOrder, spread_words};
use std::{ops::RangeInclusive, path::Path};
use store::{
    artifacts,
    shots::{Chain, ShotRow},
    tasks::Lease,
};

/// How long a take may be whose sound is made from what is seen in it, in seconds.
const FOOTAGE_SECONDS: RangeInclusive<f64> = 3.0..=20.0;

/// A spoken line.
pub(super) struct Line;

#[async_trait]
impl StepHandler<Studio> for Line {
    fn kind(&self) -> &'static str {
        "line"
    }

    fn label(&self) -> &'static str {
        "Spoken lines"
    }

    fn doing(&self) -> &'static str {
        "speaking a line"
    }

    fn cost_category(&self) -> Option<&'static str> {
        Some("voices")
    }

    fn task_type(&self, _work: &Work) -> TaskType {
        TaskType::Voice
    }

    fn clip_state(&self) -> ClipState {
        ClipState::Voicing
    }

    fn is_begun_ahead(&self) -> bool {
        true
    }

    fn price(&self, catalogue: &Catalogue, work: &Work) -> Cents {
        let Work::Line { spec, .. } = work else { return None };
        in_cents(catalogue.price(spec))
    }

    fn refused_part(&self, work: &Work) -> Option<String> {
        let Work::Line { spec, .. } = work else { return None };
        Some(format!("It is the line {}.", quoted(&spec.text)))
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Work::Line { spec, .. } = &step.work else { return Err(making.stranger()) };
        studio.make_line(lease, step, spec, scratch).await
    }

    async fn failed(
        &self,
        studio: &Studio,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
        row: &ShotRow,
    ) -> Result<(ClipState, String), Error> {
        studio.pass_on(conn, failed, row, Chain::Speech).await
    }
}

/// A sound.
pub(super) struct Cue;

#[async_trait]
impl StepHandler<Studio> for Cue {
    fn kind(&self) -> &'static str {
        "cue"
    }

    fn label(&self) -> &'static str {
        "Sounds"
    }

    fn doing(&self) -> &'static str {
        "making a sound"
    }

    fn cost_category(&self) -> Option<&'static str> {
        Some("sounds")
    }

    fn task_type(&self, _work: &Work) -> TaskType {
        TaskType::Music
    }

    fn clip_state(&self) -> ClipState {
        ClipState::Voicing
    }

    fn is_begun_ahead(&self) -> bool {
        true
    }

    fn price(&self, catalogue: &Catalogue, work: &Work) -> Cents {
        let Work::Cue { spec, .. } = work else { return None };
        in_cents(catalogue.price(spec))
    }

    fn refused_part(&self, work: &Work) -> Option<String> {
        let Work::Cue { spec, .. } = work else { return None };
        Some(format!("It is the sound {}.", quoted(&spec.sound)))
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Work::Cue { spec, .. } = &step.work else { return Err(making.stranger()) };
        studio.make_cue(lease, step, spec, scratch).await
    }

    async fn failed(
        &self,
        studio: &Studio,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
        row: &ShotRow,
    ) -> Result<(ClipState, String), Error> {
        studio.pass_on(conn, failed, row, Chain::Sound).await
    }
}

/// A person's recording, in the place of a line's voice or of a sound.
pub(super) struct Recording;

#[async_trait]
impl StepHandler<Studio> for Recording {
    fn kind(&self) -> &'static str {
        "recording"
    }

    fn label(&self) -> &'static str {
        "Recordings"
    }

    fn doing(&self) -> &'static str {
        "taking a recording"
    }

    fn task_type(&self, work: &Work) -> TaskType {
        match work {
            Work::Recording { line: Some(_), .. } => TaskType::Voice,
            _ => TaskType::Music,
        }
    }

    fn clip_state(&self) -> ClipState {
        ClipState::Voicing
    }

    fn is_begun_ahead(&self) -> bool {
        true
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Work::Recording { line, spec } = &step.work else { return Err(making.stranger()) };
        studio.make_recording(lease, step, (*line, spec), scratch).await
    }
}

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

    /// Takes a person's recording, in the place of a line's voice or of a sound.
    pub(super) async fn make_recording(
        &self,
        lease: &Lease,
        step: &Step,
        (line, spec): (Option<LineId>, &RecordingSpec),
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let project = lease.task.project();
        let gone = |why: String| {
            let what = if line.is_some() { "the voice" } else { "the made sound" };
            let sentence = format!("The recording cannot be used ({why}). Record it again, or use {what} again.");
            Trouble::Failed(Failure::new(FailureClass::EditPrompt, sentence))
        };
        let kept = recordings::key(project, &spec.recording);
        if !model::is_recording(&spec.recording) || !self.store().files().exists(&kept).await.map_err(Error::from)? {
            return Err(gone("its file is gone".to_owned()));
        }
        let sent = self.store().files().fetch(&kept, scratch).await.map_err(Error::from)?;
        let file = scratch.join("taken.wav");
        tokio::fs::copy(&sent, &file).await.map_err(|error| crate::full_or_internal(error.into()))?;
        let wav = file.clone();
        let checked = tokio::task::spawn_blocking(move || media::check_sound(&wav)).await;
        let checked = checked.map_err(anyhow::Error::from).map_err(Error::from)?;
        let seconds = checked.map_err(|error| gone(error.to_string().trim_end_matches('.').to_owned()))?;
        let id = artifacts::new_id();
        let (kind, folder) = match line {
            Some(_) => (ArtifactKind::LineTake, "lines"),
            None => (ArtifactKind::Sound, "sounds"),
        };
        let words = spread_words(&spec.text, seconds);
        Ok(self
            .keep(Keep {
                lease,
                step,
                id,
                kind,
                file,
                key: project_key(project, &format!("{folder}/{id}.wav")),
                seconds,
                model: &ModelChoice::new("recorded", "recording"),
                attempt: None,
                detail: serde_json::json!({ "words": words, "text": spec.text, "speaker": spec.speaker }),
            })
            .await?)
    }
}
