//! The film in other shapes.

use crate::Problem;
use leptos::prelude::*;
use model::{ExportView, ProjectId};

#[server(endpoint = "exports/list")]
pub async fn list_exports(id: ProjectId) -> Result<Vec<ExportView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.exports(who.id, id).await.map_err(failed)
}

#[server(endpoint = "exports/make")]
pub async fn make_export(
    id: ProjectId,
    shape: Option<String>,
    fit: Option<String>,
    burn: Option<String>,
    to: Option<String>,
) -> Result<(), Problem> {
    use super::fields::choice;
    use crate::server_side::{fail, failed, signed_in, studio};
    use model::{ExportFit, ExportShape, ExportSpec};
    let who = signed_in().await?;
    let plain = ExportSpec::default();
    let shape = choice(shape.as_deref(), ExportShape::from_key).map_err(fail)?.unwrap_or(plain.shape);
    let fit = choice(fit.as_deref(), ExportFit::from_key).map_err(fail)?.unwrap_or(plain.fit);
    let spec = ExportSpec { shape, fit, burn: burn.is_some() };
    let to = to.filter(|to| !to.is_empty()).map(|to| to.parse()).transpose();
    let to = to.map_err(|_| fail(Problem::field("There is no such destination.")))?;
    studio()?.export(who.id, id, spec, to).await.map(drop).map_err(failed)
}

#[server(endpoint = "exports/cancel")]
pub async fn cancel_export(id: ProjectId, export: String) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    let who = signed_in().await?;
    let export = export.parse().map_err(|_| fail(Problem::field("There is no such export.")))?;
    studio()?.cancel_export(who.id, id, export).await.map_err(failed)
}
