//! For those who look after an installation.

use super::{App, routes::Routes};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use std::time::Duration;

/// How long the database may take to say that it is there.
pub const PATIENCE: Duration = Duration::from_secs(2);

pub fn routes() -> Routes {
    Routes::new().route("/livez", get(live)).route("/readyz", get(ready))
}

/// The process runs.
async fn live() -> &'static str {
    "ok\n"
}

/// The database answers and the studio is not stopping.
async fn ready(State(app): State<App>) -> Response {
    if app.draining.is_cancelled() || app.studio.stopping().is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    if let Err(full) = app.studio.check_disk(0) {
        tracing::warn!("{full}");
        return (StatusCode::SERVICE_UNAVAILABLE, "the disk is full\n").into_response();
    }
    match tokio::time::timeout(PATIENCE, app.studio.database().conn()).await {
        Ok(Ok(_)) => "ok\n".into_response(),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database is slow\n").into_response(),
    }
}
