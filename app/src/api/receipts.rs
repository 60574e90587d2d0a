//! What was bought for a film.

use crate::Problem;
use leptos::prelude::*;
use model::{
    ProjectId, ShotId,
    summary::{FilmSummary, RunBrief, RunSummary},
    view::AttemptView,
};

/// Of the whole film, or of one shot of it.
#[server(endpoint = "receipts/list")]
pub async fn list_receipts(id: ProjectId, shot: Option<ShotId>) -> Result<Vec<AttemptView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.receipts(who.id, id, shot).await.map_err(failed)
}

/// What making the film took, by kind of step, and who says how much in it.
#[server(endpoint = "receipts/summary")]
pub async fn summarize_film(id: ProjectId) -> Result<FilmSummary, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.film_summary(who.id, id, false).await.map_err(failed)
}

/// The runs of the film, the newest first.
#[server(endpoint = "receipts/runs")]
pub async fn list_runs(id: ProjectId) -> Result<Vec<RunBrief>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.runs(who.id, id).await.map_err(failed)
}

/// What one run took, by kind of step, and whose lines were spoken in it.
#[server(endpoint = "receipts/run")]
pub async fn summarize_run(id: ProjectId, number: u32) -> Result<RunSummary, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.run_summary(who.id, id, number, false).await.map_err(failed)
}

/// A person says what became of a call whose outcome nobody could tell: its task's id at the provider, or that it was never made.
#[server(endpoint = "receipts/settle")]
pub async fn settle_attempt(id: ProjectId, attempt: String, task: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    let who = signed_in().await?;
    let attempt = attempt.parse().map_err(|_| fail(Problem::not_found()))?;
    let task = task.map(|task| task.trim().to_owned()).filter(|task| !task.is_empty());
    studio()?.settle_unknown(who.id, id, attempt, task.as_deref()).await.map_err(failed)
}
