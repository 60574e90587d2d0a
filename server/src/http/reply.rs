//! Answers that are sentences: JSON for programs, a page with the sentence for people.

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;
use std::any::Any;

/// What went wrong, as a program reads it: RFC 9457, `application/problem+json`.
#[derive(Debug)]
pub struct Problem {
    pub status: u16,
    /// What happened and what to do.
    pub sentence: String,
}

/// The members of a problem. `sentence` is the same as `detail`, for programs that were made for earlier releases.
#[derive(Serialize)]
struct Members<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: String,
    sentence: &'a str,
}

impl<'a> From<&'a Problem> for Members<'a> {
    fn from(problem: &'a Problem) -> Self {
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let title = status.canonical_reason().unwrap_or("Error");
        let code = title.to_ascii_lowercase().replace([' ', '-'], "_").replace('\'', "");
        let detail = &problem.sentence;
        Self { r#type: "about:blank", title, status: status.as_u16(), detail, code, sentence: detail }
    }
}

impl Problem {
    pub fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self { status: status.as_u16(), sentence: sentence.into() }
    }

    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Please log in first.")
    }
}

impl From<pipeline::Error> for Problem {
    fn from(error: pipeline::Error) -> Self {
        if let pipeline::Error::Internal(cause) = &error {
            tracing::error!(cause = format!("{cause:#}"), "a request failed");
        }
        Self { status: error.status(), sentence: error.to_string() }
    }
}

impl From<store::StoreError> for Problem {
    fn from(error: store::StoreError) -> Self {
        pipeline::Error::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(Members::from(&self))).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
            response.headers_mut().insert(header::RETRY_AFTER, pipeline::RETRY_AFTER.into());
        }
        response
    }
}

/// Back to the page that a form stands on, with the sentence in a short-lived cookie that the page shows and takes away.
pub fn back(headers: &HeaderMap, otherwise: &str, problem: &Problem) -> Response {
    let flash = format!("flash={}; Path=/; Max-Age=20; HttpOnly; SameSite=Lax", escape(&app::short(&problem.sentence)));
    ([(header::SET_COOKIE, flash)], Redirect::to(&referer(headers).unwrap_or_else(|| otherwise.to_owned())))
        .into_response()
}

/// The path of the page that the request came from.
fn referer(headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let (_, rest) = referer.split_once("://")?;
    local(rest.get(rest.find('/')?..)?)
}

/// A path of our own, never a way out to a stranger's site.
pub fn local(path: &str) -> Option<String> {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains(|c: char| c == '\\' || c.is_control());
    own.then(|| path.to_owned())
}

/// A browser asks, and shows what comes back.
pub fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|kinds| kinds.to_str().ok()).is_some_and(|kinds| kinds.contains("text/html"))
}

/// Percent-encodes all but what is safe in a cookie and in a query.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A handler panicked: the client learns that we failed, the log learns why.
pub fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(cause = text.unwrap_or("unknown"), "a handler panicked");
    let sentence = "Something went wrong on our side. Nothing is lost; please try again.";
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, sentence).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_has_the_members_that_programs_know() {
        let members = |status, sentence: &str| {
            let problem = Problem::new(status, sentence);
            serde_json::to_value(Members::from(&problem)).unwrap()
        };
        let told = serde_json::json!({ "type": "about:blank", "title": "Payload Too Large", "status": 413,
            "detail": "Send less.", "code": "payload_too_large", "sentence": "Send less." });
        assert_eq!(members(StatusCode::PAYLOAD_TOO_LARGE, "Send less."), told);
        assert_eq!(members(StatusCode::IM_A_TEAPOT, "Tea.")["code"], "im_a_teapot");
        assert_eq!(Problem::signed_out().into_response().headers()["content-type"], "application/problem+json");
    }

    #[test]
    fn only_paths_of_our_own_are_gone_to() {
        assert_eq!(local("/projects/1?a=b").as_deref(), Some("/projects/1?a=b"));
        assert_eq!(local("//evil.example"), None);
        assert_eq!(local("/\\evil.example"), None);
        assert_eq!(local("https://evil.example/"), None);
        assert_eq!(local("/a\r\nSet-Cookie: x"), None);
        assert_eq!(local("/a\0b"), None);
        assert_eq!(local("/a\u{7f}"), None);
    }

    #[test]
    fn a_form_goes_back_to_its_own_page() {
        let mut headers = HeaderMap::new();
        headers.insert(header::REFERER, "http://localhost:3000/new?sample=x".parse().unwrap());
        assert_eq!(referer(&headers).as_deref(), Some("/new?sample=x"));
        headers.insert(header::REFERER, "http://evil.example//evil.example".parse().unwrap());
        assert_eq!(referer(&headers), None);
    }
}
