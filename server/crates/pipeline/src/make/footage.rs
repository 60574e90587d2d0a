//! A shot's video: asked for, waited for, brought into the project's format once.

use super::handler::{Cents, Failed, Making, StepHandler, in_cents};
use super::{
    order::{AnyMaker, Order},
    remote::Remote,
};
use crate::media_paths::project_key;
use crate::outcome::Made;
use crate::stored::{Keep, OWN_SOUND};
use crate::task_type::TaskType;
use crate::{Error, Studio, brief::Project, outcome::Trouble};
use async_trait::async_trait;
use chrono::TimeDelta;
use diesel_async::AsyncPgConnection;
use model::{ArtifactKind, ClipState, ProjectId, VideoSpec};
use plan::{Step, Work};
use providers::{Catalogue, Failure, FailureClass, Maker, VideoMade};
use std::path::{Path, PathBuf};
use store::{
    artifacts, projects,
    shots::{Chain, ShotRow},
    tasks::Lease,
};
use uuid::Uuid;

/// A shot's video.
pub(super) struct Footage;

#[async_trait]
impl StepHandler<Studio> for Footage {
    fn kind(&self) -> &'static str {
        "footage"
    }

    fn label(&self) -> &'static str {
        "Footage"
    }

    fn doing(&self) -> &'static str {
        "filming"
    }

    fn cost_category(&self) -> Option<&'static str> {
        Some("footage")
    }

    fn task_type(&self, _work: &Work) -> TaskType {
        TaskType::Video
    }

    fn is_begun_ahead(&self) -> bool {
        true
    }

    fn price(&self, catalogue: &Catalogue, work: &Work) -> Cents {
        let Work::Footage { spec } = work else { return None };
        in_cents(catalogue.price(spec))
    }

    fn late_after(&self) -> TimeDelta {
        TimeDelta::minutes(10)
    }

    /// Its number among the shot's takes.
    fn name_at_provider(&self, step: &Step) -> String {
        let Work::Footage { spec } = &step.work else { return step.fingerprint.to_string() };
        spec.take.to_string()
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Work::Footage { spec } = &step.work else { return Err(making.stranger()) };
        studio.make_footage(lease, step, spec, scratch).await
    }

    async fn failed(
        &self,
        studio: &Studio,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
        row: &ShotRow,
    ) -> Result<(ClipState, String), Error> {
        studio.pass_on(conn, failed, row, Chain::Footage).await
    }
}

impl Studio {
    pub(super) async fn make_footage(
        &self,
        lease: &Lease,
        step: &Step,
        spec: &VideoSpec,
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let (makers, account) = self.makers(lease, step, &spec.model).await?;
        let maker: Box<dyn Maker<Spec = _, Made = VideoMade>> =
            makers.video(&spec.model.provider).map_err(Trouble::of)?;
        let pictures = self.pictures_of(lease.task.project(), spec, scratch).await?;
        let order = Order { lease, step, model: &spec.model, spec, scratch, account: &account, pictures };
        let (made, attempt) = self.obtain(order, AnyMaker::from(maker)).await?;
        let id = artifacts::new_id();
        let format = media::Format { width: spec.width, height: spec.height, fps: spec.fps };
        let (mut file, seconds) = self.fitted(lease.task.project(), &made, attempt, format, scratch).await?;
        let mut detail = crate::takes::detail(spec);
        if made.native_audio {
            let heard = scratch.join("heard.mp4");
            let _encoder = self.encoder().await;
            match media::keep_sound(self.tools(), &made.file, &file, spec.fps, &heard).await {
                Ok(()) => {
                    file = heard;
                    detail[OWN_SOUND] = true.into();
                }
                Err(error) if error.is_full() => return Err(Error::from(error).into()),
                // The picture is what was paid for most: it is not thrown away for its sound.
                Err(error) => tracing::warn!(%error, "the sound of a take cannot be used"),
            }
        }
        if let Some(remote) = Remote::of(&made) {
            detail["remote"] = serde_json::to_value(remote).map_err(Error::from)?;
        }
        if let Some(poster) = made.poster {
            let key = project_key(lease.task.project(), &format!("takes/{id}.jpg"));
            self.store().files().put_file(&key, &poster).await.map_err(Error::from)?;
            detail["poster"] = key.into();
        }
        Ok(self
            .keep(Keep {
                lease,
                step,
                id,
                kind: ArtifactKind::Take,
                file,
                key: project_key(lease.task.project(), &format!("takes/{id}.mp4")),
                seconds,
                model: &spec.model,
                attempt: attempt.map(|attempt| (attempt, made.billed)),
                detail,
            })
            .await?)
    }

    /// A bought video in the project's format, and its seconds. One that cannot be played ends its attempt.
    pub(super) async fn fitted(
        &self,
        project: ProjectId,
        made: &VideoMade,
        attempt: Option<Uuid>,
        format: media::Format,
        scratch: &Path,
    ) -> Result<(PathBuf, f64), Trouble> {
        if made.normalised {
            return Ok((made.file.clone(), made.seconds));
        }
        let fitted = scratch.join("fitted.mp4");
        let row = projects::get(&mut *self.store().conn().await?, project).await?;
        let fit = Project::read(row)?.settings.fit;
        let _encoder = self.encoder().await;
        match media::normalise(self.tools(), &made.file, &fitted, format, fit).await {
            Ok(done) => Ok((fitted, done.seconds)),
            // The video is whole: it is fitted when there is room.
            Err(error) if error.is_full() => Err(Error::from(error).into()),
            Err(error) => {
                let mut failure = unplayable(&error);
                if let Some(attempt) = attempt {
                    // It was made, and so it was charged for.
                    failure.billed.clone_from(&made.billed);
                    self.end_unusable(attempt, &failure).await?;
                }
                Err(Trouble::Failed(failure))
            }
        }
    }
}

fn unplayable(error: &media::MediaError) -> Failure {
    let sentence = format!("The video that came back cannot be used: {error}");
    Failure::new(FailureClass::Broken, sentence)
}
