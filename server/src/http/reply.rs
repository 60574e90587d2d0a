//! Answers that are sentences: JSON for programs, a page with the sentence for people.

use access::Denied;
use axum::{
    Json,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
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
    more: Option<Box<More>>,
}

/// What some problems tell beside their sentence.
#[derive(Debug, Default)]
struct More {
    /// The problem's own type; else it is that of its status.
    kind: Option<&'static str>,
    code: Option<&'static str>,
    /// JSON pointers into the request's body, with what is wrong there.
    errors: Vec<Wrong>,
    members: serde_json::Map<String, serde_json::Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

#[derive(Clone, Debug, Serialize)]
struct Wrong {
    pointer: String,
    detail: String,
}

/// The members of a problem. `sentence` and `message` are the same as `detail`: the first for programs that were made for earlier
/// releases, the second for those that read it beside `status` in every answer.
#[derive(Serialize)]
struct Members<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: String,
    sentence: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "<[Wrong]>::is_empty")]
    errors: &'a [Wrong],
    #[serde(flatten)]
    more: Option<&'a serde_json::Map<String, serde_json::Value>>,
}

impl<'a> From<&'a Problem> for Members<'a> {
    fn from(problem: &'a Problem) -> Self {
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let title = status.canonical_reason().unwrap_or("Error");
        let more = problem.more.as_deref();
        let code = more.and_then(|more| more.code).map(str::to_owned);
        let code = code.unwrap_or_else(|| title.to_ascii_lowercase().replace([' ', '-'], "_").replace('\'', ""));
        let detail = &problem.sentence;
        let errors = more.map(|more| more.errors.as_slice()).unwrap_or_default();
        Self {
            r#type: more.and_then(|more| more.kind).unwrap_or("about:blank"),
            title,
            status: status.as_u16(),
            detail,
            code,
            sentence: detail,
            message: detail,
            field: errors.first().and_then(|wrong| wrong.pointer.strip_prefix("#/")),
            errors,
            more: more.map(|more| &more.members),
        }
    }
}

/// 403, with the scope that is missing (RFC 6750).
impl From<Denied> for Problem {
    fn from(why: Denied) -> Self {
        match why {
            Denied::Scope(scope) => {
                let sentence = format!("This API token has not the scope “{scope}”. Make one that has it.");
                let challenge = format!(r#"Bearer error="insufficient_scope", scope="{scope}""#);
                Self::new(StatusCode::FORBIDDEN, sentence)
                    .code("insufficient_scope")
                    .with("scope", scope.key())
                    .header(header::WWW_AUTHENTICATE, &challenge)
            }
            Denied::Administrator => {
                Self::new(StatusCode::FORBIDDEN, "Only an administrator of this studio can do this.")
            }
        }
    }
}

impl Problem {
    pub fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self { status: status.as_u16(), sentence: sentence.into(), more: None }
    }

    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Please log in first.")
    }

    fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }

    /// With a word of its own in the place of the status'.
    pub fn code(mut self, code: &'static str) -> Self {
        self.more().code = Some(code);
        self
    }

    /// With a type of its own: an address that names it.
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.more().kind = Some(kind);
        self
    }

    /// With the field of the request's body that it is about: `settings/video`; empty for the whole body.
    pub fn field(mut self, path: &str) -> Self {
        let pointer = if path.is_empty() { "#".to_owned() } else { format!("#/{path}") };
        let detail = self.sentence.clone();
        self.more().errors.push(Wrong { pointer, detail });
        self
    }

    /// Its members, where it is no answer of its own.
    pub fn told(&self) -> serde_json::Value {
        serde_json::to_value(Members::from(self)).unwrap_or_default()
    }

    /// With another member.
    pub fn with(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.more().members.insert(name.to_owned(), value.into());
        self
    }

    /// With a header on its answer.
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.more().headers.push((name, value));
        }
        self
    }
}

impl From<pipeline::Error> for Problem {
    fn from(error: pipeline::Error) -> Self {
        if let pipeline::Error::Internal(cause) = &error {
            tracing::error!(cause = format!("{cause:#}"), "a request failed");
        }
        Self { status: error.status(), sentence: error.to_string(), more: None }
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
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
            headers.insert(header::RETRY_AFTER, pipeline::RETRY_AFTER.into());
        }
        for (name, value) in self.more.map(|more| more.headers).unwrap_or_default() {
            headers.insert(name, value);
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
            "detail": "Send less.", "code": "payload_too_large", "sentence": "Send less.", "message": "Send less." });
        assert_eq!(members(StatusCode::PAYLOAD_TOO_LARGE, "Send less."), told);
        assert_eq!(members(StatusCode::IM_A_TEAPOT, "Tea.")["code"], "im_a_teapot");
        assert_eq!(Problem::signed_out().into_response().headers()["content-type"], "application/problem+json");
    }

    #[test]
    fn a_problem_names_the_field_that_it_is_about() {
        let problem =
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "Too long.").field("settings/avoid").code("too_long");
        let members = serde_json::to_value(Members::from(&problem.with("most", 5))).unwrap();
        assert_eq!(members["field"], "settings/avoid");
        assert_eq!(members["errors"], serde_json::json!([{ "pointer": "#/settings/avoid", "detail": "Too long." }]));
        assert_eq!((&members["code"], &members["most"]), (&"too_long".into(), &5.into()));
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
