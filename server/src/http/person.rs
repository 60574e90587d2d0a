//! Who asks.

use super::{App, reply::Problem};
use axum::{
    Extension,
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse as _, Response},
};
use model::{UserId, view::Person};
use tower_sessions::Session;

/// The session's key for the person's id.
pub const WHO: &str = "who";

/// Looks the person up behind the session's cookie, once per request, and puts `Option<Person>` on it. A database that cannot tell who
/// asks is no reason to send anybody to the log-in page: they get 503 and may ask again.
pub async fn put_on_request(State(app): State<App>, session: Session, mut request: Request, next: Next) -> Response {
    let found = match session.get::<UserId>(WHO).await {
        Ok(Some(id)) => app.studio.database().reserved().person(id).await.map_err(|error| error.to_string()),
        Ok(None) => Ok(None),
        Err(error) => Err(error.to_string()),
    };
    match found {
        Ok(person) => {
            request.extensions_mut().insert::<Option<Person>>(person);
            next.run(request).await
        }
        Err(error) => {
            tracing::error!(%error, "who asks could not be found out");
            busy(request.headers())
        }
    }
}

/// 503: a page for browsers, JSON for programs.
fn busy(headers: &HeaderMap) -> Response {
    let sentence = "The studio is busy at the moment. Nothing is lost; please try again.";
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !accepts.contains("text/html") {
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, sentence).into_response();
    }
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Director Studio</title>\
         <link rel=\"stylesheet\" href=\"/pkg/studio.css\"></head><body><main><h1>One moment</h1><p>{sentence}</p>\
         <p><a href=\"\">Try again</a></p></main></body></html>"
    );
    let retry = [(header::RETRY_AFTER, pipeline::RETRY_AFTER.to_string())];
    (StatusCode::SERVICE_UNAVAILABLE, retry, Html(page)).into_response()
}

/// For pages that nobody in particular asks for.
pub async fn nobody(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert::<Option<Person>>(None);
    next.run(request).await
}

/// The person who is signed in; others get 401 with a sentence.
pub struct SignedIn(pub Person);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Extension::<Option<Person>>::from_request_parts(parts, state).await {
            Ok(Extension(Some(person))) => Ok(Self(person)),
            _ => Err(Problem::signed_out()),
        }
    }
}
