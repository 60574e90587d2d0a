//! What is kept of everything that was made, and throwing it away.

use crate::Problem;
use leptos::prelude::*;
use model::view::CacheView;

#[server(endpoint = "kept/list")]
pub async fn list_kept() -> Result<CacheView, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.cache(Some(who.id)).await.map_err(failed)
}

/// Throws away what no film needs: of one project or of all that the person owns, and of any age or only what is older than some
/// days.
#[server(endpoint = "kept/clear")]
pub async fn clear_kept(project: Option<String>, older_than_days: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use model::view::CacheChoice;
    let who = signed_in().await?;
    let project = match project.as_deref() {
        None | Some("") => None,
        Some(id) => Some(id.parse().map_err(|_| fail(Problem::not_found()))?),
    };
    let older_than_days = match older_than_days.as_deref() {
        None | Some("") => None,
        Some(days) => Some(days.parse().map_err(|_| fail(Problem::field("Give the age in whole days.")))?),
    };
    let choice = CacheChoice { project, older_than_days, everybody: false };
    studio()?.clear_cache(Some(who.id), choice).await.map_err(failed)?;
    leptos_axum::redirect("/settings#kept");
    Ok(())
}
