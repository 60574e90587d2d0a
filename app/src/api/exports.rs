//! The film in other shapes.

use crate::Problem;
use leptos::prelude::*;
use model::{ExportView, ProjectId};

#[server(endpoint = "exports/list")]
pub async fn list_exports(id: ProjectId) -> Result<Vec<ExportView>, Problem> {
    use crate::server_side::{actor, allowed, failed, studio};
    let actor = actor().await?;
    studio()?.exports(&allowed(&actor)?, id).await.map_err(failed)
}

#[server(endpoint = "exports/make")]
pub async fn make_export(
    id: ProjectId,
    shape: Option<String>,
    fit: Option<String>,
    burn: Option<String>,
    style: Option<String>,
    to: Option<String>,
) -> Result<(), Problem> {
    use super::fields::choice;
    use crate::server_side::{actor, allowed, fail, failed, studio};
    use model::{CaptionStyle, ExportFit, ExportShape, ExportSpec};
    let actor = actor().await?;
    let plain = ExportSpec::default();
    let shape = choice(shape.as_deref(), ExportShape::from_key).map_err(fail)?.unwrap_or(plain.shape);
    let fit = choice(fit.as_deref(), ExportFit::from_key).map_err(fail)?.unwrap_or(plain.fit);
    let style = choice(style.as_deref(), CaptionStyle::from_key).map_err(fail)?.unwrap_or(plain.style);
    let spec = ExportSpec { shape, fit, burn: burn.is_some(), style };
    let to = to.filter(|to| !to.is_empty()).map(|to| to.parse()).transpose();
    let to = to.map_err(|_| fail(Problem::field("There is no such destination.")))?;
    studio()?.export(&allowed(&actor)?, id, spec, to).await.map(drop).map_err(failed)
}

/// `verb` is cancel or retry.
#[server(endpoint = "exports/do")]
pub async fn do_export(id: ProjectId, export: String, verb: String) -> Result<(), Problem> {
    use crate::server_side::{actor, allowed, fail, failed, studio};
    let (actor, studio) = (actor().await?, studio()?);
    let export = export.parse().map_err(|_| fail(Problem::field("There is no such export.")))?;
    match verb.as_str() {
        "cancel" => studio.cancel_export(&allowed(&actor)?, id, export).await.map_err(failed),
        "retry" => studio.retry_export(&allowed(&actor)?, id, export).await.map_err(failed),
        _ => Err(fail(Problem::field("This is not one of the choices."))),
    }
}
