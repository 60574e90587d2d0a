//! API tokens in the JSON API, for whoever is logged in. A token makes no tokens.

use super::{
    App,
    json_body::{Body, body},
    people::Asks,
    person::SignedIn,
    reply::Problem,
    routes::Routes,
};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
    response::IntoResponse,
    routing::{delete, get},
};
use model::token::{NewToken, TokenView};
use uuid::Uuid;

/// Of a request here, in bytes.
const LIMIT: usize = 16_000;

pub fn routes() -> Routes {
    Routes::new()
        .route("/tokens", get(list).post(make))
        .route("/tokens/{id}", delete(revoke))
        .layer(DefaultBodyLimit::max(LIMIT))
}

async fn list(State(app): State<App>, SignedIn(who): SignedIn) -> Result<Json<Vec<TokenView>>, Problem> {
    Ok(Json(app.studio.tokens(who.id).await?))
}

/// The answer holds the token: it is shown this once.
async fn make(State(app): State<App>, Asks(by): Asks, new: Body<NewToken>) -> Result<impl IntoResponse, Problem> {
    let made = app.studio.make_token(&by, body(new)?).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

async fn revoke(State(app): State<App>, Asks(by): Asks, Path(id): Path<Uuid>) -> Result<StatusCode, Problem> {
    app.studio.revoke_token(&by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
