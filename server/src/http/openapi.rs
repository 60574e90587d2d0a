//! The description of the routes that take API tokens: OpenAPI 3.1, derived from their handlers.

use super::{jobs, token_routes, webhooks};
use axum::Json;
use std::sync::LazyLock;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

#[derive(OpenApi)]
#[openapi(
    info(title = "Director Studio", description = "A script goes in, a finished film comes out. Errors are application/problem+json (RFC 9457)."),
    modifiers(&Token),
    security(("token" = []))
)]
struct Described;

struct Token;

impl Modify for Token {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API token: ds_live_… or ds_test_…"))
            .build();
        openapi.components.get_or_insert_default().add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The whole document.
pub static DOCUMENT: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(|| {
    let mut document = Described::openapi();
    for part in [token_routes::Described::openapi(), jobs::Described::openapi(), webhooks::Described::openapi()] {
        document.merge(part);
    }
    document
});

pub async fn document() -> Json<&'static utoipa::openapi::OpenApi> {
    Json(&DOCUMENT)
}
