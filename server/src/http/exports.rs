//! Exports: asked for, listed and cancelled in the JSON API, and their files.

use super::{
    App,
    api::{Body, body},
    delivery, media,
    person::SignedIn,
    reply::Problem,
    routes::Routes,
};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{delete, get},
};
use model::{ExportSpec, ExportView, ProjectId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Of a request here, in bytes.
const LIMIT: usize = 16_000;

pub fn routes() -> Routes {
    Routes::new()
        .route("/projects/{id}/exports", get(list).post(make))
        .route("/projects/{id}/exports/{export}", delete(cancel))
        .layer(DefaultBodyLimit::max(LIMIT))
}

/// Where the files are fetched.
pub fn files() -> Routes {
    Routes::new().route("/projects/{id}/exports/{export}", get(file))
}

async fn list(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Json<Vec<ExportView>>, Problem> {
    Ok(Json(app.studio.exports(person.id, id).await?))
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(flatten)]
    spec: ExportSpec,
    /// One of the person's destinations; a download where there is none.
    destination: Option<Uuid>,
}

#[derive(Serialize)]
struct Asked {
    id: Uuid,
}

async fn make(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
    wanted: Body<Wanted>,
) -> Result<impl IntoResponse, Problem> {
    let Wanted { spec, destination } = body(wanted)?;
    let id = app.studio.export(person.id, id, spec, destination).await?;
    Ok((StatusCode::ACCEPTED, Json(Asked { id })))
}

async fn cancel(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path((id, export)): Path<(ProjectId, Uuid)>,
) -> Result<StatusCode, Problem> {
    app.studio.cancel_export(person.id, id, export).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn file(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path((id, export)): Path<(ProjectId, Uuid)>,
    request: Request,
) -> Result<Response, Problem> {
    let (key, name, extension) = app.studio.export_file(person.id, id, export).await?;
    let response = media::serve(&app.studio, &key, request).await?;
    Ok(delivery::named(response, &name, extension, "inline"))
}
