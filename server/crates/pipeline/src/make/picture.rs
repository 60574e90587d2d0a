//! The picture that a shot starts from, drawn for it.

use super::handler::{Cents, Failed, Making, StepHandler, in_cents};
use super::order::{AnyMaker, Order};
use crate::media_paths::project_key;
use crate::outcome::Made;
use crate::stored::Keep;
use crate::task_type::TaskType;
use crate::{Error, Studio, outcome::Trouble, story};
use async_trait::async_trait;
use diesel_async::AsyncPgConnection;
use model::{ArtifactKind, ClipState, PictureSpec};
use plan::{Step, Work};
use providers::{Catalogue, Maker, PictureMade};
use std::path::Path;
use store::{
    artifacts,
    shots::{Chain, ShotRow},
    tasks::Lease,
};

/// The picture that a shot starts from.
pub(super) struct Picture;

#[async_trait]
impl StepHandler<Studio> for Picture {
    fn kind(&self) -> &'static str {
        "picture"
    }

    fn label(&self) -> &'static str {
        "First frames"
    }

    fn doing(&self) -> &'static str {
        "drawing a picture"
    }

    fn cost_category(&self) -> Option<&'static str> {
        Some("pictures")
    }

    fn task_type(&self, _work: &Work) -> TaskType {
        TaskType::Image
    }

    fn is_begun_ahead(&self) -> bool {
        true
    }

    fn price(&self, catalogue: &Catalogue, work: &Work) -> Cents {
        let Work::Picture { spec } = work else { return None };
        in_cents(catalogue.price(spec))
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Work::Picture { spec } = &step.work else { return Err(making.stranger()) };
        studio.make_picture(lease, step, spec, scratch).await
    }

    /// Without the picture that it was to start from, it would be another shot: nobody films it unasked.
    async fn failed(
        &self,
        studio: &Studio,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
        row: &ShotRow,
    ) -> Result<(ClipState, String), Error> {
        story::forget(conn, row, Chain::Footage).await?;
        Ok((ClipState::Generating, studio.give_up_footage(conn, failed, row).await?))
    }
}

impl Studio {
    pub(super) async fn make_picture(
        &self,
        lease: &Lease,
        step: &Step,
        spec: &PictureSpec,
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let project = lease.task.project();
        let (makers, account) = self.makers(lease, step, &spec.model).await?;
        let maker: Box<dyn Maker<Spec = _, Made = PictureMade>> =
            makers.picture(&spec.model.provider).map_err(Trouble::of)?;
        let looks = spec.references.iter().map(|reference| &reference.picture);
        let pictures = self.picture_files(project, looks, scratch).await?;
        let order = Order { lease, step, model: &spec.model, spec, scratch, account: &account, pictures };
        let (made, attempt) = self.obtain(order, AnyMaker::from(maker)).await?;
        let id = artifacts::new_id();
        let extension = made.file.extension().and_then(|extension| extension.to_str()).unwrap_or("jpg");
        let key = project_key(project, &format!("drawn/{id}.{extension}"));
        Ok(self
            .keep(Keep {
                lease,
                step,
                id,
                kind: ArtifactKind::Picture,
                key,
                file: made.file,
                seconds: 0.0,
                model: &spec.model,
                attempt: attempt.map(|attempt| (attempt, made.billed)),
                detail: serde_json::json!({ "prompt": spec.prompt, "take": spec.take }),
            })
            .await?)
    }
}
