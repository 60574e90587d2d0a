//! A name for every request, on its answer and on every line of the log that it causes.

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tracing::Instrument as _;
use uuid::Uuid;

const NAME: HeaderName = HeaderName::from_static("x-request-id");
/// Of a name that a client or a proxy brings, in bytes.
const LONGEST: usize = 64;

/// The request's name, on the request.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Gives the request the name that it brings, or one of ours, and writes down how it was answered. The log has the route and not the
/// address, because addresses hold links that work once.
pub async fn log(mut request: Request, next: Next) -> Response {
    let id = brought(request.headers()).unwrap_or_else(|| Uuid::now_v7().simple().to_string());
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", request_id = %id, method = %request.method(), route);
    let safe = request.method().is_safe();
    request.extensions_mut().insert(RequestId(id.clone()));
    let work = async move {
        let begin = Instant::now();
        let response = next.run(request).await;
        let (status, ms) = (response.status().as_u16(), begin.elapsed().as_millis());
        // What is only looked at is asked for many times a second.
        if safe && status < 500 {
            tracing::debug!(status, ms, "answered")
        } else {
            tracing::info!(status, ms, "answered")
        }
        response
    };
    let mut response = work.instrument(span).await;
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(NAME, id);
    }
    response
}

/// The name in the request, where it is one.
fn brought(headers: &HeaderMap) -> Option<String> {
    let name = headers.get(NAME)?.to_str().ok()?;
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    ((1..=LONGEST).contains(&name.len()) && name.bytes().all(good)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_brought_is_taken_where_it_is_short_and_plain() {
        let with = |name: &str| brought(&HeaderMap::from_iter([(NAME, HeaderValue::from_str(name).unwrap())]));
        assert_eq!(with("a1-B2_c.3").as_deref(), Some("a1-B2_c.3"));
        assert_eq!([with(""), with("a b"), with(&"a".repeat(65)), with("a\"}")], [None, None, None, None]);
        assert_eq!(brought(&HeaderMap::new()), None);
    }
}
