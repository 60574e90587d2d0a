//! A clip: the chosen take with its lines and sounds, mixed.

use super::handler::{Making, StepHandler};
use crate::clip_detail::{ClipDetail, PlacedLine, poster_of};
use crate::media_paths::project_key;
use crate::outcome::Made;
use crate::stored::{Keep, OWN_SOUND};
use crate::{Error, Studio, outcome::Trouble};
use async_trait::async_trait;
use media::{ClipMix, CueIn, Format, LineIn, MediaError};
use model::{ArtifactKind, ClipState, LineId, ModelChoice, ProjectId};
use plan::{MixSpec, Step, Work};
use providers::{Failure, FailureClass};
use std::path::{Path, PathBuf};
use store::{
    artifacts::{self, ArtifactRow},
    failpoint,
    tasks::Lease,
};

/// A clip's mix. It is too cheap to copy from another film.
pub(super) struct Mix;

#[async_trait]
impl StepHandler<Studio> for Mix {
    fn kind(&self) -> &'static str {
        "mix"
    }

    fn label(&self) -> &'static str {
        "Clips mixed"
    }

    fn doing(&self) -> &'static str {
        "mixing"
    }

    fn clip_state(&self) -> ClipState {
        ClipState::Mixing
    }

    fn is_shared(&self) -> bool {
        false
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Work::Mix { spec } = &step.work else { return Err(making.stranger()) };
        studio.make_clip(lease, step, spec, scratch).await
    }
}

impl Studio {
    pub(super) async fn make_clip(
        &self,
        lease: &Lease,
        step: &Step,
        spec: &MixSpec,
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let project = lease.task.project();
        let names: Vec<&str> = std::iter::once(spec.footage.as_str())
            .chain(spec.lines.iter().map(|line| line.made.as_str()))
            .chain(spec.cues.iter().map(|cue| cue.made.as_str()))
            .collect();
        let sources = self.sources(project, &names, scratch).await?;
        let mut sources = sources.into_iter();
        let gone = || Error::Internal(anyhow::anyhow!("an ingredient of the clip is gone"));
        let (footage, video) = sources.next().ok_or_else(gone)?;
        let lines: Vec<_> = spec.lines.iter().zip(sources.by_ref()).collect();
        let cues: Vec<_> = spec.cues.iter().zip(sources).collect();
        let own_sound = self.own_sound(project, spec, &footage, scratch).await?;
        let sounds = own_sound.is_some();
        // The take's own poster will do, unless its beginning is cut off.
        let take_poster = poster_of(&footage.detail).filter(|_| spec.trim_start == 0.0);
        let mix = ClipMix {
            poster: take_poster.is_none(),
            video,
            trim_start: spec.trim_start,
            trim_end: spec.trim_end,
            format: Format { width: spec.width, height: spec.height, fps: spec.fps },
            lines: lines
                .iter()
                .map(|(line, (_, wav))| LineIn {
                    wav: wav.clone(),
                    start: line.start,
                    gain_db: line.gain_db,
                    through: line.through,
                })
                .collect(),
            cues: cues
                .iter()
                // The sound of the place is in the take's own.
                .filter(|(cue, _)| !(cue.ambience && sounds))
                .map(|(cue, (_, wav))| CueIn {
                    wav: wav.clone(),
                    at: cue.at,
                    ambience: cue.ambience,
                    gain_db: cue.gain_db,
                })
                .chain(own_sound.map(|wav| CueIn { wav, at: 0.0, ambience: false, gain_db: 0.0 }))
                .collect(),
        };
        failpoint::pass("mix");
        let made = media::mix_clip(self.tools(), &mix, scratch).await.map_err(|error| match error {
            // Trying again would find the same file: a person has to choose.
            MediaError::DamagedTake => Trouble::Failed(Failure::new(FailureClass::Broken, error.to_string())),
            MediaError::TooLong(_) => Trouble::Failed(Failure::new(FailureClass::EditPrompt, error.to_string())),
            error => Error::from(error).into(),
        })?;
        let id = artifacts::new_id();
        let files = self.store().files();
        let stem = project_key(project, &format!("clips/{id}.wav"));
        files.put_file(&stem, &made.stem).await?;
        let poster = project_key(project, &format!("clips/{id}.jpg"));
        let poster = match (&made.poster, take_poster) {
            (Some(own), _) => files.put_file(&poster, own).await.map(|_| Some(poster))?,
            // A copy, so that either may be cleared away. A clip is a clip without it, too.
            (None, Some(take)) => match files.copy(take, &poster).await {
                Ok(()) => Some(poster),
                Err(error) => {
                    tracing::warn!(%error, take, "a take's poster could not be copied");
                    None
                }
            },
            (None, None) => None,
        };
        let placed = lines
            .iter()
            .zip(&made.lines)
            .map(|((line, (artifact, _)), (start, end))| PlacedLine {
                line: line.line.unwrap_or(LineId::nil()),
                speaker: text_of(&artifact.detail, "speaker"),
                text: text_of(&artifact.detail, "text"),
                start: *start,
                end: *end,
                words: artifact
                    .detail
                    .get("words")
                    .cloned()
                    .and_then(|words| serde_json::from_value(words).ok())
                    .unwrap_or_default(),
                audio: artifact.file_key.clone(),
            })
            .collect();
        let detail = ClipDetail {
            stem,
            poster,
            frames: made.frames,
            peaks: made.peaks,
            lines: placed,
            footage: spec.filmed.as_ref().unwrap_or(&spec.footage).to_string(),
            lips: spec.filmed.as_ref().map(|_| spec.footage.to_string()),
        };
        Ok(self
            .keep(Keep {
                lease,
                step,
                id,
                kind: ArtifactKind::Clip,
                file: made.clip,
                key: project_key(project, &format!("clips/{id}.mp4")),
                seconds: made.seconds,
                model: &ModelChoice::new(&footage.provider, &footage.model),
                attempt: None,
                detail: serde_json::to_value(detail).map_err(Error::from)?,
            })
            .await?)
    }
}

impl Studio {
    /// The sound that the take was filmed with, where it has one.
    async fn own_sound(
        &self,
        project: ProjectId,
        spec: &MixSpec,
        shown: &ArtifactRow,
        scratch: &Path,
    ) -> Result<Option<PathBuf>, Trouble> {
        // Where lips were moved, the take behind them has it.
        let take = match &spec.filmed {
            None => Some(shown.clone()),
            Some(filmed) => artifacts::find(&mut *self.store().conn().await?, project, filmed.as_str()).await?,
        };
        let Some(take) = take.filter(|take| take.detail.get(OWN_SOUND) == Some(&true.into())) else { return Ok(None) };
        let file = self.part(&take.file_key, "The take", scratch).await?;
        let wav = scratch.join("own.wav");
        media::decode_audio(self.tools(), &file, &wav, take.seconds.unwrap_or_default()).await?;
        Ok(Some(wav))
    }
}

fn text_of(detail: &serde_json::Value, field: &str) -> String {
    detail.get(field).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}
