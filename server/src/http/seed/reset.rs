//! `/api/projects/{id}/reset`: what a reset would throw away, and the reset.

use super::may;
use crate::http::{App, bearer::Asking, json_body, reply::Problem};
use access::{ChangeProjects, SeeProjects};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};
use model::ProjectId;
use pipeline::{Made, Worth};
use serde::{Deserialize, Serialize};

/// What is described of these routes.
#[derive(utoipa::OpenApi)]
#[openapi(paths(worth, reset))]
pub struct Described;

/// What becomes of what was made.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reset {
    /// `keep`: filming again uses it, at no cost. `throw_away`: filming again makes and pays it anew.
    made: Option<String>,
    /// With `throw_away`: what GET said that it is worth, in US cents.
    worth_cents: Option<i64>,
}

/// A reset, or what it would throw away.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ResetAnswer {
    /// `ok` before, `PENDING` after a reset.
    status: &'static str,
    message: String,
    /// How many files.
    count: u64,
    bytes: u64,
    /// What was paid for them, in US cents.
    worth_cents: i64,
}

impl ResetAnswer {
    fn of(status: &'static str, message: String, worth: Worth) -> Self {
        Self { status, message, count: worth.count, bytes: worth.bytes, worth_cents: worth.cents }
    }
}

fn words(worth: Worth) -> String {
    let megabytes = worth.bytes as f64 / 1e6;
    format!(
        "{} files of {megabytes:.1} MB, for which ${}.{:02} were paid",
        worth.count,
        worth.cents / 100,
        worth.cents % 100
    )
}

/// Tells what a reset would throw away, and what that is worth.
#[utoipa::path(get, path = "/api/projects/{id}/reset", operation_id = "get_reset", tag = "projects", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "its size and worth.", body = ResetAnswer)))]
pub async fn worth(
    State(app): State<App>,
    asking: Asking,
    Path(id): Path<ProjectId>,
) -> Result<Json<ResetAnswer>, Problem> {
    let worth = app.studio.worth_of_made(may::<SeeProjects>(&asking)?, id).await?;
    let message = format!("A reset can keep what was made, or throw it away: {}.", words(worth));
    Ok(Json(ResetAnswer::of("ok", message, worth)))
}

/// Stops the film and sends it back to its beginning; the script and every change to it stay.
#[utoipa::path(post, path = "/api/projects/{id}/reset", operation_id = "reset_project", tag = "projects", params(("id" = String, Path, description = "the project's id.")), request_body = Reset, responses((status = 200, description = "it is reset.", body = ResetAnswer), (status = 409, description = "more would go than worth_cents.")))]
pub async fn reset(
    State(app): State<App>,
    asking: Asking,
    Path(id): Path<ProjectId>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ResetAnswer>, Problem> {
    let who = may::<ChangeProjects>(&asking)?;
    app.studio.check_owner(who, id).await?;
    let Reset { made, worth_cents } = json_body::read(&json_body::bytes(&headers, body)?)?;
    let wrong = |field: &str, sentence: &str| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence).code("bad_field").field(field)
    };
    let made = match (made.as_deref(), worth_cents) {
        (Some("keep"), _) => Made::Keep,
        (Some("throw_away"), Some(worth_cents)) => Made::ThrowAway { worth_cents },
        (Some("throw_away"), None) => {
            let sentence = "Say what it is worth, as GET tells it: then nothing goes that you did not know of.";
            return Err(wrong("worth_cents", sentence));
        }
        _ => return Err(wrong("made", "made is keep or throw_away.")),
    };
    let gone = app.studio.reset_project(who, id, made).await.map_err(|error| match error {
        pipeline::Error::Conflict(sentence) => Problem::new(StatusCode::CONFLICT, sentence).code("worth_more"),
        other => other.into(),
    })?;
    let message = match made {
        Made::Keep => "The film is back at its beginning. Filming again uses what was made, at no cost.".to_owned(),
        Made::ThrowAway { .. } => format!("The film is back at its beginning. Thrown away: {}.", words(gone)),
    };
    Ok(Json(ResetAnswer::of("PENDING", message, gone)))
}
