//! Storyboard panels, drawn by `draw`.

use super::broken;
use crate::{Call, Failure, FailureClass, Maker, PictureMade, Started};
use async_trait::async_trait;
use model::PictureSpec;

/// Draws panels.
#[derive(Clone, Copy, Debug)]
pub struct Sketch;

#[async_trait]
impl Maker for Sketch {
    type Spec = PictureSpec;
    type Made = PictureMade;

    async fn start(&self, spec: &PictureSpec, call: &Call<'_>) -> Result<Started<PictureMade>, Failure> {
        let Some(staging) = spec.staging.clone() else {
            return Err(Failure::new(FailureClass::Broken, "This panel has nothing to draw from."));
        };
        let (width, height, take) = (spec.width, spec.height, spec.take);
        let png = tokio::task::spawn_blocking(move || draw::panel(&staging, width, height, take))
            .await
            .map_err(|error| broken("Drawing", error))?;
        let file = call.scratch.join("panel.png");
        tokio::fs::write(&file, png).await.map_err(|error| broken("Drawing", error))?;
        Ok(Started::Done(PictureMade { file, width, height, billed: None }))
    }
}
