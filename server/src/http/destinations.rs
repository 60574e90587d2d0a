//! Where films are sent, in the JSON API.

use super::{
    App,
    api::{Body, body},
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
    routing::{delete, get, post},
};
use model::{DestinationView, NewDestination};
use serde::Serialize;
use uuid::Uuid;

/// Of a request here, in bytes.
const LIMIT: usize = 16_000;

pub fn routes() -> Routes {
    Routes::new()
        .route("/destinations", get(list).post(add))
        .route("/destinations/{destination}", delete(remove))
        .route("/destinations/{destination}/test", post(test))
        .layer(DefaultBodyLimit::max(LIMIT))
}

async fn list(State(app): State<App>, SignedIn(person): SignedIn) -> Result<Json<Vec<DestinationView>>, Problem> {
    Ok(Json(app.studio.destinations(person.id).await?))
}

#[derive(Serialize)]
struct Added {
    id: Uuid,
}

async fn add(State(app): State<App>, Asks(by): Asks, new: Body<NewDestination>) -> Result<impl IntoResponse, Problem> {
    let id = app.studio.add_destination(&by, &body(new)?).await?;
    Ok((StatusCode::CREATED, Json(Added { id })))
}

async fn remove(State(app): State<App>, Asks(by): Asks, Path(id): Path<Uuid>) -> Result<StatusCode, Problem> {
    app.studio.remove_destination(&by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a try came to.
#[derive(Serialize)]
struct Tried {
    works: bool,
    /// What is wrong, and what to do.
    sentence: Option<String>,
}

async fn test(State(app): State<App>, Asks(by): Asks, Path(id): Path<Uuid>) -> Result<Json<Tried>, Problem> {
    let sentence = app.studio.test_destination(&by, id).await?;
    Ok(Json(Tried { works: sentence.is_none(), sentence }))
}
