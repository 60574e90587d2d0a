//! Bodies of JSON, read such that what is wrong names its field.

use super::reply::Problem;
use axum::{
    Json,
    body::Bytes,
    extract::rejection::{BytesRejection, JsonRejection},
    http::{HeaderMap, StatusCode, header},
};
use model::limits;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

/// A body as axum reads it.
pub type Body<T> = Result<Json<T>, JsonRejection>;

/// The request's body, or a sentence that says what in it cannot be read.
pub fn body<T>(body: Body<T>) -> Result<T, Problem> {
    match body {
        Ok(Json(body)) => Ok(body),
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Problem::new(
            error.status(),
            "The request is too large. A script may have up to 2 MB: film it in parts.",
        )),
        Err(error) => {
            let problem = Problem::new(error.status(), format!("The request cannot be read: {}", error.body_text()));
            Err(match field_of(&error) {
                Some(field) => problem.code("bad_field").field(&field),
                None => problem,
            })
        }
    }
}

/// The field that a body is wrong in.
fn field_of(error: &JsonRejection) -> Option<String> {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if let Some(at) = error.downcast_ref::<serde_path_to_error::Error<serde_json::Error>>() {
            return Some(at.path().iter().filter_map(part).collect::<Vec<_>>().join("/"));
        }
        source = error.source();
    }
    None
}

/// The bytes of a body that says it is JSON, or says nothing of itself.
pub fn bytes(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Bytes, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !(kind.is_empty() || kind == "application/json" || kind.ends_with("+json")) {
        let sentence = format!("The body is {kind}; it has to be application/json.");
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, sentence).field(""));
    }
    let bytes = body.map_err(|error| {
        let sentence = match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                "The request is too large. A script may have up to 2 MB: film it in parts.".to_owned()
            }
            _ => format!("The request cannot be read: {}", error.body_text()),
        };
        Problem::new(error.status(), sentence).field("")
    })?;
    limits::check_json(&bytes).map_err(|flaw| {
        let field = match &flaw {
            limits::Flaw::Nul(field) => field.clone(),
            _ => String::new(),
        };
        let sentence = format!("The request cannot be read: {flaw}.");
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence).code("bad_field").field(&field)
    })?;
    Ok(bytes)
}

/// The value that the bytes hold.
///
/// # Errors
/// 400 for what is no JSON, 422 for a field that is wrong, with a pointer to it.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path: Vec<String> = error.path().iter().filter_map(part).collect();
        let inner = error.inner();
        let is_data = inner.is_data();
        let status = if is_data { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::BAD_REQUEST };
        let code = if is_data { "bad_field" } else { "bad_json" };
        Problem::new(status, format!("The request cannot be read: {inner}.")).code(code).field(&path.join("/"))
    })?;
    reader.end().map_err(|error| {
        let sentence = format!("The request cannot be read: {error}.");
        Problem::new(StatusCode::BAD_REQUEST, sentence).code("bad_json").field("")
    })?;
    Ok(value)
}

/// A part of a JSON pointer (RFC 6901).
fn part(segment: &Segment) -> Option<String> {
    match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => None,
    }
}
