//! The routes that programs ask with API tokens. They know no cookie, so a page of any other site may ask them, too: a browser sends
//! nothing here of its own accord.

use super::{bearer::Bearer, edge, jobs, mcp, reply::Problem, routes::Routes, security, webhooks};
use access::SeeToken;
use axum::{
    Json,
    extract::DefaultBodyLimit,
    http::{HeaderName, Method, StatusCode, header},
    middleware,
    routing::get,
};
use serde::Serialize;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::cors::{Any, CorsLayer};

/// Of a request with a script, in bytes.
const LIMIT: usize = super::FORM_LIMIT;

/// What is described of the routes here.
#[derive(utoipa::OpenApi)]
#[openapi(paths(own))]
pub struct Described;

/// With `also`: what anybody may ask under the same paths.
pub fn routes(also: Routes) -> Routes {
    Routes::new()
        .nest(
            "/api/v1",
            Routes::new().route("/token", get(own)).merge(jobs::routes()).merge(webhooks::routes()).merge(also),
        )
        .layer(DefaultBodyLimit::max(LIMIT))
        .layer(
            ServiceBuilder::new()
                .layer(cors())
                .layer(middleware::from_fn(security::private))
                .layer(middleware::from_fn(edge::check_body)),
        )
        .merge(
            // No page of another site may ask here, so nothing is said of that.
            mcp::routes().layer(DefaultBodyLimit::max(LIMIT)).layer(middleware::from_fn(security::private)),
        )
}

/// Without credentials: a browser of another site's page sends no cookie here, and none would be read.
fn cors() -> CorsLayer {
    let named = HeaderName::from_static;
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_NONE_MATCH,
            header::RANGE,
            named("idempotency-key"),
            named("last-event-id"),
        ])
        .expose_headers([
            header::ETAG,
            header::LINK,
            header::LOCATION,
            header::RETRY_AFTER,
            header::CONTENT_RANGE,
            header::WWW_AUTHENTICATE,
            named("x-request-id"),
            named("idempotency-replayed"),
            named("ratelimit"),
            named("ratelimit-policy"),
        ])
        .max_age(Duration::from_secs(3600))
}

/// What a token is good for.
#[derive(Serialize, utoipa::ToSchema)]
struct Own {
    /// The person's id.
    #[schema(value_type = String)]
    user: model::UserId,
    scopes: Vec<String>,
    test: bool,
    day_cents: Option<i64>,
    job_cents: Option<i64>,
}

/// Tells what the token that asks is good for.
#[utoipa::path(get, path = "/api/v1/token", operation_id = "get_token", tag = "token", responses((status = 200, description = "the token.", body = Own), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope.")))]
async fn own(bearer: Bearer) -> Result<Json<Own>, Problem> {
    let actor = bearer.may::<SeeToken>()?.actor().clone();
    let Some(grant) = actor.grant else {
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "Send an API token."));
    };
    let (user, scopes) = (actor.user, actor.scopes.keys());
    Ok(Json(Own { user, scopes, test: grant.test, day_cents: grant.day_cents, job_cents: grant.job_cents }))
}
