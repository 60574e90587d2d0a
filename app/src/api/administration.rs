//! The administration of a studio.

use crate::Problem;
use leptos::prelude::*;
use model::{ProjectId, TaskId, administration::AdministrationView};

#[server(endpoint = "administration/all")]
pub async fn administration() -> Result<AdministrationView, Problem> {
    use crate::server_side::{administrator, failed, studio};
    administrator().await?;
    studio()?.administration().await.map_err(failed)
}

#[server(endpoint = "administration/retry")]
pub async fn retry_dead(job: TaskId) -> Result<(), Problem> {
    use crate::server_side::{administrator, failed, studio};
    let by = administrator().await?;
    studio()?.retry_dead(&by, job).await.map_err(failed)?;
    leptos_axum::redirect("/administration");
    Ok(())
}

#[server(endpoint = "administration/backup")]
pub async fn back_up() -> Result<(), Problem> {
    use crate::server_side::{administrator, failed, studio};
    let by = administrator().await?;
    studio()?.want_backup(&by).await.map_err(failed)?;
    leptos_axum::redirect("/administration");
    Ok(())
}

/// Throws away what can be made again of one project.
#[server(endpoint = "administration/clear")]
pub async fn clear_storage(project: ProjectId) -> Result<(), Problem> {
    use crate::server_side::{administrator, failed, studio};
    use model::view::CacheChoice;
    let by = administrator().await?;
    let choice = CacheChoice { project: Some(project), ..CacheChoice::default() };
    studio()?.clear_cache(None, choice).await.map_err(failed)?;
    by.did("cache cleared", project);
    leptos_axum::redirect("/administration");
    Ok(())
}
