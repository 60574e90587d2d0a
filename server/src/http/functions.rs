//! The answers of the app's server functions. Leptos sends every error of theirs as 500, with the problem in the body.

use app::Problem;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};

/// Leptos puts it on the answers that hold an error.
const HOLDS_ERROR: &str = "serverfnerror";
/// Of a problem, in bytes.
const LARGEST: usize = 1 << 20;

/// Gives an answer the status of the problem that it tells.
pub async fn status(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if !response.headers().contains_key(HOLDS_ERROR) || response.status().is_redirection() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return Response::from_parts(parts, Body::empty());
    };
    if let Ok(problem) = serde_json::from_slice::<Problem>(&bytes) {
        parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Ok(status) = StatusCode::from_u16(problem.status)
            && (status.is_client_error() || status.is_server_error())
        {
            parts.status = status;
        }
        if matches!(parts.status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
            parts.headers.insert(header::RETRY_AFTER, pipeline::RETRY_AFTER.into());
        }
    }
    Response::from_parts(parts, Body::from(bytes))
}
