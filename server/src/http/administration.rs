//! The administration of a studio, in the JSON API: for administrators only.

use super::{
    App,
    json_body::{Body, body},
    people::Administrator,
    reply::Problem,
    routes::Routes,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use model::{
    TaskId,
    administration::{AdministrationView, BackupsView},
    view::{CacheChoice, Cleared},
};

pub fn routes() -> Routes {
    Routes::new()
        .route("/administration", get(all))
        .route("/administration/jobs/{task}/retry", post(retry))
        .route("/administration/backups", get(backups).post(back_up))
        .route("/administration/clear", post(clear))
}

async fn all(State(app): State<App>, _by: Administrator) -> Result<Json<AdministrationView>, Problem> {
    Ok(Json(app.studio.administration().await?))
}

async fn retry(
    State(app): State<App>,
    Administrator(by): Administrator,
    Path(id): Path<TaskId>,
) -> Result<StatusCode, Problem> {
    app.studio.retry_dead(&by, id).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn backups(State(app): State<App>, _by: Administrator) -> Result<Json<BackupsView>, Problem> {
    Ok(Json(app.studio.backups().await?))
}

async fn back_up(State(app): State<App>, Administrator(by): Administrator) -> Result<StatusCode, Problem> {
    app.studio.want_backup(&by).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Throws away what can be made again, of one project or of all.
async fn clear(
    State(app): State<App>,
    Administrator(by): Administrator,
    choice: Body<CacheChoice>,
) -> Result<Json<Cleared>, Problem> {
    let cleared = app.studio.clear_cache(None, body(choice)?).await?;
    by.did("cache cleared", "everybody's projects");
    Ok(Json(cleared))
}
