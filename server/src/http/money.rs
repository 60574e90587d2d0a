//! Money in the JSON API: credit, what was bought, and what a film took.

use super::{
    App,
    json_body::{Body, body},
    person::SignedIn,
    reply::Problem,
    routes::Routes,
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    ProjectId, ShotId, UserId,
    summary::{FilmSummary, RunBrief, RunSummary},
    view::{AttemptView, KeyTestView, MoneyView},
};
use serde::Deserialize;
use uuid::Uuid;

pub fn routes() -> Routes {
    Routes::new()
        .route("/me/money", get(money))
        .route("/users/{user}/credits", post(grant))
        .route("/projects/{id}/receipts", get(receipts))
        .route("/projects/{id}/receipts.csv", get(receipts_csv))
        .route("/projects/{id}/summary", get(summary))
        .route("/projects/{id}/runs", get(runs))
        .route("/projects/{id}/runs/{number}", get(run))
        .route("/key-tests", get(key_tests))
        .route("/projects/{id}/attempts/{attempt}/settle", post(settle))
}

async fn money(State(app): State<App>, SignedIn(who): SignedIn) -> Result<Json<MoneyView>, Problem> {
    Ok(Json(app.studio.money(who.id).await?))
}

#[derive(Deserialize)]
struct Grant {
    /// US cents; a negative amount takes credit back.
    cents: i64,
    reason: String,
    /// The administrator's own, again.
    password: Option<String>,
}

/// An administrator gives credit; from the first grant on, it is a hard limit for that person.
async fn grant(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    super::client::From(client): super::client::From,
    Path(user): Path<UserId>,
    grant: Body<Grant>,
) -> Result<StatusCode, Problem> {
    if !who.admin {
        return Err(Problem::new(StatusCode::FORBIDDEN, "Only an administrator of this studio can grant credit."));
    }
    let Grant { cents, reason, password } = body(grant)?;
    let confirmed = app.studio.confirm(&who, client, password.as_deref()).await?;
    match app.studio.grant(&confirmed, user, cents, &reason).await {
        Err(pipeline::Error::NotFound) => {
            Err(Problem::new(StatusCode::NOT_FOUND, "There is nobody with this id here."))
        }
        granted => Ok(granted?),
    }?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct OfShot {
    shot: Option<ShotId>,
}

/// What was bought for a film, or for one of its shots.
async fn receipts(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    Query(OfShot { shot }): Query<OfShot>,
) -> Result<Json<Vec<AttemptView>>, Problem> {
    Ok(Json(app.studio.receipts(who.id, id, shot).await?))
}

/// What making a film took: every step's time, tries, cost and size; and who says how much.
async fn summary(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Json<FilmSummary>, Problem> {
    Ok(Json(app.studio.film_summary(who.id, id, true).await?))
}

/// The runs of a film, the newest first: when each began and ended, and how.
async fn runs(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Json<Vec<RunBrief>>, Problem> {
    Ok(Json(app.studio.runs(who.id, id).await?))
}

/// What one run took: every step's time, tries, cost and size; and whose lines were spoken in it.
async fn run(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path((id, number)): Path<(ProjectId, u32)>,
) -> Result<Json<RunSummary>, Problem> {
    Ok(Json(app.studio.run_summary(who.id, id, number, true).await?))
}

/// What tests of keys sent and were answered: one's own, for an administrator everybody's.
async fn key_tests(State(app): State<App>, SignedIn(who): SignedIn) -> Result<Json<Vec<KeyTestView>>, Problem> {
    Ok(Json(app.studio.key_tests(&who).await?))
}

async fn receipts_csv(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    Query(OfShot { shot }): Query<OfShot>,
) -> Result<impl IntoResponse, Problem> {
    let rows = app.studio.receipts(who.id, id, shot).await?;
    let head = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
    Ok((head, super::csv::receipts(&rows)))
}

#[derive(Deserialize)]
struct Settled {
    /// The task's id at the provider; `null` says that it was never made.
    task: Option<String>,
}

/// A person settles a call whose outcome nobody could tell.
async fn settle(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path((id, attempt)): Path<(ProjectId, Uuid)>,
    settled: Body<Settled>,
) -> Result<StatusCode, Problem> {
    let Settled { task } = body(settled)?;
    app.studio.settle_unknown(who.id, id, attempt, task.as_deref()).await?;
    Ok(StatusCode::ACCEPTED)
}
