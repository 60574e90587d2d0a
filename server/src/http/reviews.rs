//! Reviews of shots in the JSON API. People and programs with tokens ask here.

use super::{
    App,
    bearer::Asking,
    json_body::{Body, body},
    reply::Problem,
    routes::Routes,
};
use access::{ChangeReviews, SeeReviews};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::StatusCode,
    routing::{get, post, put},
};
use model::{ProjectId, ReviewState, Reviews, ShotId};
use serde::{Deserialize, Serialize};

/// Of a request here, in bytes.
const LIMIT: usize = 16_000;

pub fn routes() -> Routes {
    Routes::new()
        .route("/projects/{id}/reviews", get(list))
        .route("/projects/{id}/reviews/approve", post(approve))
        .route("/projects/{id}/shots/{shot}/review", put(review))
        .layer(DefaultBodyLimit::max(LIMIT))
}

/// Which shots are listed; all where it is not said.
#[derive(Deserialize)]
struct Only {
    state: Option<ReviewState>,
}

async fn list(
    State(app): State<App>,
    asking: Asking,
    Path(id): Path<ProjectId>,
    Query(only): Query<Only>,
) -> Result<Json<Reviews>, Problem> {
    Ok(Json(app.studio.reviews(&asking.may::<SeeReviews>()?, id, only.state).await?))
}

#[derive(Deserialize)]
struct Reviewed {
    state: ReviewState,
    #[serde(default)]
    note: String,
}

async fn review(
    State(app): State<App>,
    asking: Asking,
    Path((id, shot)): Path<(ProjectId, ShotId)>,
    reviewed: Body<Reviewed>,
) -> Result<StatusCode, Problem> {
    let allowed = asking.may::<ChangeReviews>()?;
    let Reviewed { state, note } = body(reviewed)?;
    app.studio.review_shot(&allowed, id, shot, state, &note).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many shots were approved.
#[derive(Serialize)]
struct Approved {
    approved: usize,
}

async fn approve(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Result<Json<Approved>, Problem> {
    Ok(Json(Approved { approved: app.studio.approve_shots(&asking.may::<ChangeReviews>()?, id).await? }))
}
