//! Links to a film and what their guests wrote, in the JSON API.

use super::{
    App,
    auth::request_host,
    json_body::{Body, body},
    people::Asks,
    person::SignedIn,
    reply::Problem,
    routes::Routes,
};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
    routing::{delete, get, patch},
};
use model::{CommentView, NewShare, ProjectId, ShareView};
use pipeline::Mark;
use serde::Deserialize;
use uuid::Uuid;

/// Of a request here, in bytes.
const LIMIT: usize = 32_000;

pub fn routes() -> Routes {
    Routes::new()
        .route("/projects/{id}/shares", get(list).post(make))
        .route("/projects/{id}/shares/{share}", delete(revoke))
        .route("/projects/{id}/comments", get(comments))
        .route("/projects/{id}/comments/{comment}", patch(mark).delete(forget))
        .layer(DefaultBodyLimit::max(LIMIT))
        .merge(super::exports::routes())
        .merge(super::destinations::routes())
        .merge(super::reviews::routes())
}

async fn list(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Json<Vec<ShareView>>, Problem> {
    Ok(Json(app.studio.shares(person.id, id).await?))
}

async fn make(
    State(app): State<App>,
    Asks(by): Asks,
    Path(id): Path<ProjectId>,
    headers: HeaderMap,
    new: Body<NewShare>,
) -> Result<impl IntoResponse, Problem> {
    let new = body(new)?;
    let made = app.studio.share(&by, id, &app.sign_up, request_host(&headers), &new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

async fn revoke(
    State(app): State<App>,
    Asks(by): Asks,
    Path((id, share)): Path<(ProjectId, Uuid)>,
) -> Result<StatusCode, Problem> {
    app.studio.revoke_share(&by, id, share).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn comments(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Json<Vec<CommentView>>, Problem> {
    Ok(Json(app.studio.comments(person.id, id).await?))
}

/// One of the two, or both.
#[derive(Deserialize)]
struct Marked {
    /// What the guests see as an answer; an empty one takes it away.
    answer: Option<String>,
    resolved: Option<bool>,
}

async fn mark(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path((id, comment)): Path<(ProjectId, Uuid)>,
    marked: Body<Marked>,
) -> Result<StatusCode, Problem> {
    let Marked { answer, resolved } = body(marked)?;
    let resolved = resolved.map(|resolved| if resolved { Mark::Resolve } else { Mark::Reopen });
    for mark in answer.map(Mark::Answer).into_iter().chain(resolved) {
        app.studio.mark_comment(person.id, id, comment, mark).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn forget(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path((id, comment)): Path<(ProjectId, Uuid)>,
) -> Result<StatusCode, Problem> {
    app.studio.mark_comment(person.id, id, comment, Mark::Delete).await?;
    Ok(StatusCode::NO_CONTENT)
}
