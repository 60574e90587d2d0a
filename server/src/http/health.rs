//! For those who look after an installation.

use super::{App, routes::Routes};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::time::Duration;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

pub fn routes() -> Routes {
    Routes::new().route("/livez", get(live)).route("/readyz", get(ready)).route("/metrics", get(metrics))
}

/// The process runs.
async fn live() -> &'static str {
    "ok\n"
}

/// The database answers and the studio is not stopping.
async fn ready(State(app): State<App>) -> Response {
    if app.studio.stopping().is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
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

/// Prometheus' text format.
async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let mut text = app.metrics.text();
    // What the server counts of itself is told also when the database does not answer.
    match tokio::time::timeout(PATIENCE, app.studio.provider_views(None)).await {
        Ok(Ok(views)) => text.push_str(&super::metrics::of_providers(&views)),
        Ok(Err(error)) => tracing::warn!(detail = error.detail(), "no figures of the providers"),
        Err(_) => tracing::warn!("the database is slow: no figures of the providers"),
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text)
}
