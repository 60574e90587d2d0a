//! The picture that a shot starts from, drawn for it.

use super::order::{AnyMaker, Order};
use crate::media_paths::project_key;
use crate::outcome::Made;
use crate::stored::Keep;
use crate::{Studio, outcome::Trouble};
use model::{ArtifactKind, PictureSpec};
use plan::Step;
use providers::{Maker, PictureMade};
use std::path::Path;
use store::{artifacts, tasks::Lease};

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
