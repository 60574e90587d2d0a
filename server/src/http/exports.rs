//! Exports: asked for, listed, cancelled and retried in the JSON API, and their files. People and programs with tokens ask here.

use super::{
    App,
    bearer::Asking,
    delivery,
    json_body::{Body, body},
    media,
    reply::Problem,
    routes::Routes,
};
use access::{ChangeExports, SeeExports};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{delete, get, post},
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
        .route("/projects/{id}/exports/{export}/retry", post(retry))
        .layer(DefaultBodyLimit::max(LIMIT))
}

/// Where the files are fetched.
pub fn files() -> Routes {
    Routes::new().route("/projects/{id}/exports/{export}", get(file))
}

async fn list(
    State(app): State<App>,
    asking: Asking,
    Path(id): Path<ProjectId>,
) -> Result<Json<Vec<ExportView>>, Problem> {
    Ok(Json(app.studio.exports(&asking.may::<SeeExports>()?, id).await?))
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
    asking: Asking,
    Path(id): Path<ProjectId>,
    wanted: Body<Wanted>,
) -> Result<impl IntoResponse, Problem> {
    let allowed = asking.may::<ChangeExports>()?;
    let Wanted { spec, destination } = body(wanted)?;
    let id = app.studio.export(&allowed, id, spec, destination).await?;
    Ok((StatusCode::ACCEPTED, Json(Asked { id })))
}

async fn cancel(
    State(app): State<App>,
    asking: Asking,
    Path((id, export)): Path<(ProjectId, Uuid)>,
) -> Result<StatusCode, Problem> {
    app.studio.cancel_export(&asking.may::<ChangeExports>()?, id, export).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn retry(
    State(app): State<App>,
    asking: Asking,
    Path((id, export)): Path<(ProjectId, Uuid)>,
) -> Result<StatusCode, Problem> {
    app.studio.retry_export(&asking.may::<ChangeExports>()?, id, export).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn file(
    State(app): State<App>,
    asking: Asking,
    Path((id, export)): Path<(ProjectId, Uuid)>,
    request: Request,
) -> Result<Response, Problem> {
    let (key, name, extension) = app.studio.export_file(&asking.may::<SeeExports>()?, id, export).await?;
    let response = media::serve(&app.studio, &key, request).await?;
    Ok(delivery::named(response, &name, extension, "inline"))
}
