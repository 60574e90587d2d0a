//! Who asks.

use super::{App, reply::Problem};
use axum::{
    Extension,
    extract::{FromRequestParts, Request, State},
    http::request::Parts,
    middleware::Next,
    response::Response,
};
use model::{UserId, view::Person};
use tower_sessions::Session;

/// The session's key for the person's id.
pub const WHO: &str = "who";

/// Looks the person up behind the session's cookie, once per request, and puts `Option<Person>` on it.
pub async fn put_on_request(State(app): State<App>, session: Session, mut request: Request, next: Next) -> Response {
    let person = match session.get::<UserId>(WHO).await {
        Ok(Some(id)) => app.studio.database().person(id).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the person behind a session could not be read");
            None
        }),
        Ok(None) => None,
        Err(error) => {
            tracing::error!(%error, "a session could not be read");
            None
        }
    };
    request.extensions_mut().insert::<Option<Person>>(person);
    next.run(request).await
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
