//! Where films are sent, in the JSON API. People and programs with tokens ask here.

use super::{
    App,
    bearer::Asking,
    client::From,
    json_body::{Body, body},
    reply::Problem,
    routes::Routes,
};
use access::{ChangeDestinations, SeeDestinations};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
    response::IntoResponse,
    routing::{delete, get, post},
};
use model::{ConnectDestination, DestinationKind, DestinationView, NewDestination};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Of a request here, in bytes.
const LIMIT: usize = 16_000;

pub fn routes() -> Routes {
    Routes::new()
        .route("/destinations", get(list).post(add))
        .route("/destinations/google", post(connect_google))
        .route("/destinations/connect", post(connect))
        .route("/destinations/{destination}", delete(remove))
        .route("/destinations/{destination}/test", post(test))
        .layer(DefaultBodyLimit::max(LIMIT))
}

async fn list(State(app): State<App>, asking: Asking) -> Result<Json<Vec<DestinationView>>, Problem> {
    Ok(Json(app.studio.destinations(&asking.may::<SeeDestinations>()?).await?))
}

#[derive(Serialize)]
struct Added {
    id: Uuid,
}

async fn add(
    State(app): State<App>,
    asking: Asking,
    From(client): From,
    new: Body<NewDestination>,
) -> Result<impl IntoResponse, Problem> {
    let allowed = asking.may::<ChangeDestinations>()?;
    let id = app.studio.add_destination(&allowed, &client.0.to_string(), &body(new)?).await?;
    Ok((StatusCode::CREATED, Json(Added { id })))
}

/// What a connection begins with.
#[derive(Deserialize)]
struct Begun {
    /// The folder at the top of the drive that films are put into; made where it does not exist.
    #[serde(default)]
    folder: String,
}

/// Begins to connect a destination on a page of its own: its `code` stands in the list until it was tested, or the page came back.
async fn connect(
    State(app): State<App>,
    asking: Asking,
    From(client): From,
    begun: Body<ConnectDestination>,
) -> Result<impl IntoResponse, Problem> {
    let allowed = asking.may::<ChangeDestinations>()?;
    let id = app.studio.connect_destination(&allowed, &client.0.to_string(), &body(begun)?).await?;
    Ok((StatusCode::CREATED, Json(Added { id })))
}

/// The same for a Google Drive.
async fn connect_google(
    State(app): State<App>,
    asking: Asking,
    From(client): From,
    begun: Body<Begun>,
) -> Result<impl IntoResponse, Problem> {
    let allowed = asking.may::<ChangeDestinations>()?;
    let (kind, address) = (DestinationKind::GoogleDrive, String::new());
    let new = ConnectDestination { kind, address, folder: body(begun)?.folder };
    let id = app.studio.connect_destination(&allowed, &client.0.to_string(), &new).await?;
    Ok((StatusCode::CREATED, Json(Added { id })))
}

async fn remove(
    State(app): State<App>,
    asking: Asking,
    From(client): From,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    app.studio.remove_destination(&asking.may::<ChangeDestinations>()?, &client.0.to_string(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a try came to.
#[derive(Serialize)]
struct Tried {
    works: bool,
    /// What is wrong, and what to do.
    sentence: Option<String>,
}

async fn test(State(app): State<App>, asking: Asking, Path(id): Path<Uuid>) -> Result<Json<Tried>, Problem> {
    let sentence = app.studio.test_destination(&asking.may::<ChangeDestinations>()?, id).await?;
    Ok(Json(Tried { works: sentence.is_none(), sentence }))
}
