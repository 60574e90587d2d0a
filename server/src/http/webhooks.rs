//! `/api/v1/webhooks`: endpoints that are told of jobs.

use super::{App, bearer::Bearer, json_body, reply::Problem, routes::Routes};
use access::{ChangeWebhooks, SeeWebhooks};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
    routing::{get, post},
};
use chrono::{DateTime, SecondsFormat, Utc};
use pipeline::{DeliveryRow, EndpointRow};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is described of these routes.
#[derive(utoipa::OpenApi)]
#[openapi(paths(list, one, add, change, remove, rotate, test, log, send_again))]
pub struct Described;

pub fn routes() -> Routes {
    Routes::new()
        .route("/webhooks", get(list).post(add))
        .route("/webhooks/{id}", get(one).patch(change).delete(remove))
        .route("/webhooks/{id}/rotate", post(rotate))
        .route("/webhooks/{id}/test", post(test))
        .route("/webhooks/{id}/deliveries", get(log))
        .route("/webhooks/{id}/deliveries/{delivery}/send-again", post(send_again))
}

/// An endpoint. Moments are RFC 3339 in UTC.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Endpoint {
    #[schema(value_type = String)]
    id: Uuid,
    url: String,
    types: Vec<String>,
    enabled: bool,
    /// Why it is switched off.
    disabled_because: Option<String>,
    /// Since when nothing but faults came back.
    failing_since: Option<String>,
    created_at: String,
    /// Only where it was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

impl Endpoint {
    fn of(row: EndpointRow, secret: Option<String>) -> Self {
        Self {
            id: row.id,
            url: row.url,
            types: row.types,
            enabled: row.disabled_at.is_none(),
            disabled_because: row.disabled_because,
            failing_since: row.failing_since.map(moment),
            created_at: moment(row.created_at),
            secret,
        }
    }
}

/// Something that was sent, or is to be.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Delivery {
    #[schema(value_type = String)]
    id: Uuid,
    /// The header `webhook-id` of every try.
    message_id: String,
    r#type: String,
    /// `waiting`, `delivered` or `failed`.
    state: String,
    tries: i32,
    created_at: String,
    tried_at: Option<String>,
    /// While it waits.
    next_at: Option<String>,
    /// The HTTP status of the last answer; null where there was none.
    status: Option<i32>,
    took_ms: Option<i32>,
    /// The beginning of the last answer, or why there was none.
    answer: Option<String>,
}

impl Delivery {
    fn of(row: DeliveryRow) -> Self {
        Self {
            id: row.id,
            message_id: format!("msg_{}", row.id.simple()),
            next_at: (row.state == "waiting").then(|| moment(row.next_at)),
            r#type: row.r#type,
            state: row.state,
            tries: row.tries,
            created_at: moment(row.created_at),
            tried_at: row.tried_at.map(moment),
            status: row.status,
            took_ms: row.took_ms,
            answer: row.answer,
        }
    }
}

#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewEndpoint {
    url: Option<String>,
    /// None are all.
    #[serde(default)]
    types: Vec<String>,
}

#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Change {
    url: Option<String>,
    types: Option<Vec<String>>,
    enabled: Option<bool>,
}

/// The pipeline names the field before its sentence.
fn of_field(error: pipeline::Error) -> Problem {
    let text = error.to_string();
    let problem = Problem::from(error);
    match text.split_once(": ") {
        Some((field @ ("url" | "types"), _)) => problem.code("bad_field").field(field),
        _ => problem,
    }
}

fn there_is_none(error: pipeline::Error) -> Problem {
    match error {
        pipeline::Error::NotFound => Problem::new(StatusCode::NOT_FOUND, "There is no such endpoint here."),
        other => other.into(),
    }
}

/// Lists endpoints.
#[utoipa::path(get, path = "/api/v1/webhooks", operation_id = "list_webhooks", tag = "webhooks", responses((status = 200, description = "endpoints.", body = Vec<Endpoint>), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope.")))]
async fn list(State(app): State<App>, bearer: Bearer) -> Result<Json<Vec<Endpoint>>, Problem> {
    let rows = app.studio.webhooks(&bearer.may::<SeeWebhooks>()?).await?;
    Ok(Json(rows.into_iter().map(|row| Endpoint::of(row, None)).collect()))
}

/// Shows an endpoint.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}", operation_id = "get_webhook", tag = "webhooks", params(("id" = String, Path, description = "the id.")), responses((status = 200, description = "the endpoint.", body = Endpoint), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such endpoint.")))]
async fn one(State(app): State<App>, bearer: Bearer, Path(id): Path<Uuid>) -> Result<Json<Endpoint>, Problem> {
    let row = app.studio.webhook(&bearer.may::<SeeWebhooks>()?, id).await.map_err(there_is_none)?;
    Ok(Json(Endpoint::of(row, None)))
}

/// Adds an endpoint. The answer holds the secret: it is shown this once.
#[utoipa::path(post, path = "/api/v1/webhooks", operation_id = "add_webhook", tag = "webhooks", request_body = NewEndpoint, responses((status = 201, description = "the endpoint.", body = Endpoint), (status = 422, description = "a field is wrong."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope.")))]
async fn add(
    State(app): State<App>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let allowed = bearer.may::<ChangeWebhooks>()?;
    let new: NewEndpoint = json_body::read(&json_body::bytes(&headers, body)?)?;
    let url = new.url.unwrap_or_default();
    let (row, secret) = app.studio.add_webhook(&allowed, &url, new.types).await.map_err(of_field)?;
    Ok((StatusCode::CREATED, Json(Endpoint::of(row, Some(secret)))))
}

/// Changes an endpoint.
#[utoipa::path(patch, path = "/api/v1/webhooks/{id}", operation_id = "change_webhook", tag = "webhooks", params(("id" = String, Path, description = "the id.")), request_body = Change, responses((status = 200, description = "the endpoint.", body = Endpoint), (status = 422, description = "a field is wrong."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such endpoint.")))]
async fn change(
    State(app): State<App>,
    bearer: Bearer,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Endpoint>, Problem> {
    let allowed = bearer.may::<ChangeWebhooks>()?;
    let Change { url, types, enabled } = json_body::read(&json_body::bytes(&headers, body)?)?;
    let changed = app.studio.change_webhook(&allowed, id, url.as_deref(), types, enabled).await;
    let row = changed.map_err(|error| match error {
        pipeline::Error::NotFound => there_is_none(error),
        other => of_field(other),
    })?;
    Ok(Json(Endpoint::of(row, None)))
}

/// Takes an endpoint away, with what was to be sent to it.
#[utoipa::path(delete, path = "/api/v1/webhooks/{id}", operation_id = "delete_webhook", tag = "webhooks", params(("id" = String, Path, description = "the id.")), responses((status = 204, description = "it is gone."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such endpoint.")))]
async fn remove(State(app): State<App>, bearer: Bearer, Path(id): Path<Uuid>) -> Result<StatusCode, Problem> {
    app.studio.delete_webhook(&bearer.may::<ChangeWebhooks>()?, id).await.map_err(there_is_none)?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Serialize, utoipa::ToSchema)]
struct Secret {
    secret: String,
}

/// Makes another secret, shown this once; the one before also signs for 24 hours.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/rotate", operation_id = "rotate_webhook", tag = "webhooks", params(("id" = String, Path, description = "the id.")), responses((status = 200, description = "the secret.", body = Secret), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such endpoint.")))]
async fn rotate(State(app): State<App>, bearer: Bearer, Path(id): Path<Uuid>) -> Result<Json<Secret>, Problem> {
    let allowed = bearer.may::<ChangeWebhooks>()?;
    Ok(Json(Secret { secret: app.studio.rotate_webhook(&allowed, id).await.map_err(there_is_none)? }))
}

#[derive(Serialize, utoipa::ToSchema)]
struct Queued {
    #[schema(value_type = String)]
    delivery: Uuid,
}

/// Sends a message of the type test.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/test", operation_id = "test_webhook", tag = "webhooks", params(("id" = String, Path, description = "the id.")), responses((status = 202, description = "it will be sent.", body = Queued), (status = 409, description = "it is switched off."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such endpoint.")))]
async fn test(State(app): State<App>, bearer: Bearer, Path(id): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    let allowed = bearer.may::<ChangeWebhooks>()?;
    let delivery = app.studio.test_webhook(&allowed, id).await.map_err(there_is_none)?;
    Ok((StatusCode::ACCEPTED, Json(Queued { delivery })))
}

/// Lists what was sent, the newest first.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/deliveries", operation_id = "list_deliveries", tag = "webhooks", params(("id" = String, Path, description = "the id.")), responses((status = 200, description = "the log.", body = Vec<Delivery>), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such endpoint.")))]
async fn log(State(app): State<App>, bearer: Bearer, Path(id): Path<Uuid>) -> Result<Json<Vec<Delivery>>, Problem> {
    let rows = app.studio.webhook_log(&bearer.may::<SeeWebhooks>()?, id).await.map_err(there_is_none)?;
    Ok(Json(rows.into_iter().map(Delivery::of).collect()))
}

/// Sends something once more, under the same webhook-id.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/deliveries/{delivery}/send-again", operation_id = "send_again", tag = "webhooks", params(("id" = String, Path, description = "the id."), ("delivery" = String, Path, description = "the delivery's id.")), responses((status = 202, description = "it will be sent."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such endpoint.")))]
async fn send_again(
    State(app): State<App>,
    bearer: Bearer,
    Path((id, delivery)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    let allowed = bearer.may::<ChangeWebhooks>()?;
    app.studio.send_webhook_again(&allowed, id, delivery).await.map_err(there_is_none)?;
    Ok(StatusCode::ACCEPTED)
}
