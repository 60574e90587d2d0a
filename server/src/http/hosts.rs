//! Refuses what is asked by a name that is not the studio's.

use super::App;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// Whoever looks after the machine asks these by whatever name it has.
const HEALTH: [&str; 2] = ["/livez", "/readyz"];

/// Refuses requests by a name that is not ours.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    if HEALTH.contains(&request.uri().path()) || app.web.hosts.check(request.uri(), request.headers()) {
        return next.run(request).await;
    }
    let sentence =
        "This studio is not known by this name. Open it by its own address, or name this one in STUDIO_HOSTS.\n";
    (StatusCode::MISDIRECTED_REQUEST, sentence).into_response()
}
