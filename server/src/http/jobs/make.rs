//! `POST /api/v1/jobs`.

use super::{
    problems,
    view::{self, Estimate, Job},
};
use crate::http::{App, bearer::Bearer, json_body, limits, reply::Problem};
use access::CreateJob;
use axum::{
    Json,
    body::Bytes,
    extract::{Query, State, rejection::BytesRejection},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use model::ProjectSettings;
use pipeline::{FilmJob, IdempotencyKey};
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The longest key, in bytes.
const LONGEST_KEY: usize = 255;
/// Settings that are left out of an answer where they are empty.
const SOMETIMES: [&str; 9] = [
    "avoid",
    "composer",
    "sound_design",
    "speech_fallbacks",
    "sound_fallbacks",
    "lips",
    "pictures",
    "language",
    "languages",
];

/// What a job is asked for with.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobRequest {
    script: Option<String>,
    title: Option<String>,
    /// Whom the film is for, by the other product's own id: a text or a number.
    user_id: Option<Value>,
    /// As a project has them; without them the studio draws the film.
    #[schema(value_type = Option<Object>)]
    settings: Option<ProjectSettings>,
    /// 0 to 10; higher ones go first among the films of one person.
    priority: Option<i16>,
    /// An object that comes back in every answer and webhook.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Map<String, Value>>,
    /// The most that it may cost, in US cents.
    max_cost_cents: Option<i64>,
    /// Goes on with lines that should be looked at; the decision is kept.
    #[serde(default)]
    accept_warnings: bool,
}

#[derive(Debug, Deserialize)]
pub struct How {
    #[serde(default)]
    pub dry_run: bool,
}

/// Makes a job and begins it; with dry_run says what it would cost, and keeps nothing.
#[utoipa::path(post, path = "/api/v1/jobs", operation_id = "create_job", tag = "jobs", params(("dry_run" = Option<bool>, Query, description = "true only asks for the price."), ("Idempotency-Key" = Option<String>, Header, description = "a repeated request with it makes no other job.")), request_body = JobRequest, responses((status = 202, description = "the job.", body = Job), (status = 200, description = "a dry run.", body = Estimate), (status = 400, description = "no JSON."), (status = 402, description = "too little credit, or over a limit."), (status = 409, description = "a request with this key is being worked on."), (status = 415, description = "no JSON."), (status = 422, description = "a field is wrong."), (status = 429, description = "too many films."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope.")))]
pub async fn create(
    State(app): State<App>,
    bearer: Bearer,
    how: Result<Query<How>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let allowed = bearer.may::<CreateJob>()?;
    let Query(how) = how.map_err(|_| problems::query("dry_run", "dry_run is true or false.".to_owned()))?;
    let body = json_body::bytes(&headers, body)?;
    let key = key(&headers, bearer.0.token().unwrap_or_default(), &body)?;
    let new = asked(&body)?;
    if how.dry_run {
        let quote = app.studio.quote_job(&allowed, new).await?;
        return Ok(Json(Estimate::of(&quote)).into_response());
    }
    let answer = |row: &pipeline::FilmJobRow| serde_json::to_value(Job::of(row)).unwrap_or_default();
    let made = app.studio.create_job(&allowed, new, key.as_ref(), answer).await?;
    let status = StatusCode::from_u16(made.status).unwrap_or(StatusCode::ACCEPTED);
    let place = format!("/api/v1/jobs/{}", made.answer.get("id").and_then(Value::as_str).unwrap_or_default());
    let mut response = (status, Json(made.answer)).into_response();
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(view::LOOK_AGAIN));
    limits::tell(response.headers_mut(), &app.studio.job_policy(), made.left);
    if made.again {
        let replayed = HeaderName::from_static("idempotency-replayed");
        response.headers_mut().insert(replayed, HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// The request's key: a quoted text, as the draft has it, or a bare one.
pub fn key(headers: &HeaderMap, token: Uuid, body: &[u8]) -> Result<Option<IdempotencyKey>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    let key = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    if key.is_empty() || key.len() > LONGEST_KEY {
        let sentence = format!("An Idempotency-Key has 1 to {LONGEST_KEY} characters.");
        return Err(Problem::new(StatusCode::BAD_REQUEST, sentence).code("bad_idempotency_key"));
    }
    let body_hash = Sha256::digest(body).to_vec();
    Ok(Some(IdempotencyKey { token, path: "POST /api/v1/jobs", key: key.to_owned(), body_hash }))
}

/// The job that a body asks for.
pub fn asked(body: &[u8]) -> Result<FilmJob, Problem> {
    let request: JobRequest = json_body::read(body)?;
    check_settings(body)?;
    let user_ref = match request.user_id {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text),
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(_) => return Err(problems::field("user_id", "user_id is a text or a number.")),
    };
    let script = request.script.ok_or_else(|| problems::field("script", "The script is missing."))?;
    let title = request.title.ok_or_else(|| problems::field("title", "The title is missing."))?;
    Ok(FilmJob {
        title,
        script,
        settings: request.settings.unwrap_or_default(),
        user_ref,
        priority: request.priority.unwrap_or(0),
        metadata: Value::Object(request.metadata.unwrap_or_default()),
        max_cost_cents: request.max_cost_cents,
        accept_warnings: request.accept_warnings,
    })
}

/// Refuses settings that there are not: a slip of the pen must not film with other makers than were meant.
fn check_settings(body: &[u8]) -> Result<(), Problem> {
    #[derive(Deserialize)]
    struct Settings {
        settings: Option<Map<String, Value>>,
    }
    let Ok(Settings { settings: Some(settings) }) = serde_json::from_slice(body) else { return Ok(()) };
    let known = serde_json::to_value(ProjectSettings::default()).unwrap_or_default();
    let is_known = |name: &String| known.get(name).is_some() || SOMETIMES.contains(&name.as_str());
    match settings.keys().find(|name| !is_known(name)) {
        Some(odd) => Err(problems::field(&format!("settings/{odd}"), "There is no such setting.")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn wrong(body: Value) -> String {
        let problem = asked(body.to_string().as_bytes()).unwrap_err();
        format!("{problem:?}")
    }

    #[test]
    fn a_request_that_is_wrong_names_its_field() {
        let good = json!({ "script": "INT. ROOM - DAY", "title": "A", "user_id": 7 });
        assert_eq!(asked(good.to_string().as_bytes()).unwrap().user_ref.as_deref(), Some("7"));
        let with = |name: &str, value: Value| {
            let mut body = good.clone();
            body[name] = value;
            body
        };
        for (body, pointer) in [
            (json!({ "title": "A" }), "\"#/script\""),
            (json!({ "script": "A" }), "\"#/title\""),
            (json!([]), "\"#\""),
            (with("script", json!(5)), "\"#/script\""),
            (with("user_id", json!(["a"])), "\"#/user_id\""),
            (with("priority", json!("high")), "\"#/priority\""),
            (with("metadata", json!("x")), "\"#/metadata\""),
            (with("surprise", json!(1)), "\"#/surprise\""),
            (with("settings", json!({ "video": 5 })), "\"#/settings/video\""),
            (with("settings", json!({ "vidoe": {} })), "\"#/settings/vidoe\""),
            (with("settings", json!({ "video": { "provider": "kling" } })), "\"#/settings/video\""),
        ] {
            let told = wrong(body.clone());
            assert!(told.contains(pointer), "{body}: {told}");
        }
    }

    #[test]
    fn a_key_may_stand_in_quotes() {
        let key = |text: &str| {
            let headers = HeaderMap::from_iter([(
                HeaderName::from_static("idempotency-key"),
                HeaderValue::from_str(text).unwrap(),
            )]);
            key(&headers, Uuid::nil(), b"{}").map(|key| key.unwrap().key)
        };
        assert_eq!((key("\"a-b\"").unwrap(), key("a-b").unwrap()), ("a-b".to_owned(), "a-b".to_owned()));
        assert!(key("\"\"").is_err() && key(&"k".repeat(256)).is_err());
    }
}
