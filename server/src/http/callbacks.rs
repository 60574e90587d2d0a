//! `POST /callbacks/{provider}/{secret}`: where providers report that a task has moved.

use super::{App, reply::Problem, routes::Routes};
use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use pipeline::{NotHeard, Report};
use providers::{Callback, Registry};
use store::vault::SealingKeys;

/// Of a report, in bytes.
const LIMIT: usize = 64 << 10;

pub fn routes() -> Routes {
    Routes::new().route("/callbacks/{provider}/{secret}", post(hear)).layer(DefaultBodyLimit::max(LIMIT))
}

/// The same makers, whose providers are told to report to this studio.
pub fn reported(registry: &Registry, sealing: &SealingKeys, address: &str) -> Registry {
    let mut credentials = registry.credentials().clone();
    for (provider, _) in registry.catalogue().providers().filter(|(_, entry)| !entry.built_in) {
        if let Some(secret) = sealing.callback_secrets(provider).first() {
            credentials.report_to(provider, format!("{address}/callbacks/{provider}/{secret}"));
        }
    }
    registry.with_credentials(credentials)
}

async fn hear(
    State(app): State<App>,
    Path((provider, secret)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let callback = Callback {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signatures: header("webhook-signature"),
        body: &body,
    };
    match app.studio.hear(Report { provider: &provider, secret: &secret, callback }).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(NotHeard::Internal(error)) => Err(error.into()),
        Err(why) => {
            tracing::info!(provider, "a report was not taken: {why}");
            let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::BAD_REQUEST);
            Err(Problem::new(status, why.to_string()))
        }
    }
}
