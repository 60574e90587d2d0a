//! A shot's video: asked for, waited for, brought into the project's format once.

use super::{
    Keep, Made,
    parts::{cents, external_id},
    project_key,
};
use crate::{Studio, worker::Trouble};
use model::{ArtifactKind, VideoSpec};
use plan::Step;
use providers::Call;
use std::path::Path;
use store::{artifacts, tasks::Lease};

impl Studio {
    pub(super) async fn make_footage(
        &self,
        lease: &Lease,
        step: &Step,
        spec: &VideoSpec,
        scratch: &Path,
    ) -> Result<Made, Trouble> {
        let maker = self.registry().video(&spec.model.provider).map_err(Trouble::of)?;
        let name = external_id(lease, step);
        let made = maker.make(spec, &Call::new(&name, scratch)).await.map_err(Trouble::of)?;
        let id = artifacts::new_id();
        let format = media::Format { width: spec.width, height: spec.height, fps: spec.fps };
        let (file, seconds) = if made.normalised {
            (made.file, made.seconds)
        } else {
            let fitted = scratch.join("fitted.mp4");
            let done = media::normalise(self.tools(), &made.file, &fitted, format, media::Fit::Pad)
                .await
                .map_err(unplayable)?;
            (fitted, done.seconds)
        };
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
                cost_cents: cents(made.billed.as_ref()),
                detail: serde_json::json!({ "prompt": spec.prompt, "take": spec.take }),
            })
            .await?)
    }
}

fn unplayable(error: media::MediaError) -> Trouble {
    let sentence = format!("The video that came back cannot be used: {error}");
    Trouble::Failed(providers::Failure::new(providers::FailureClass::Broken, sentence))
}
