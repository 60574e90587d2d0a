//! Who asks with an API token. On the routes that take nothing else, no cookie is read; where either will do, the token counts.

use super::{App, person::SignedIn, reply::Problem, requests::RequestId};
use access::{Act, Actor, Allowed};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
};

/// The actor behind the token of `Authorization: Bearer`; others get 401.
pub struct Bearer(pub Actor);

impl FromRequestParts<App> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Some(token) = token(parts) else {
            let sentence = "Send an API token: Authorization: Bearer ds_live_… Make one on the settings page.";
            return Err(Problem::new(StatusCode::UNAUTHORIZED, sentence).header(header::WWW_AUTHENTICATE, "Bearer"));
        };
        match app.studio.actor(token).await? {
            Ok(mut actor) => {
                if let Some(RequestId(id)) = parts.extensions.get() {
                    actor.request_id.clone_from(id);
                }
                Ok(Self(actor))
            }
            Err(fault) => Err(Problem::new(StatusCode::UNAUTHORIZED, fault.sentence())
                .code("invalid_token")
                .header(header::WWW_AUTHENTICATE, r#"Bearer error="invalid_token""#)),
        }
    }
}

fn token(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

impl Bearer {
    /// Refuses whoever the policy does not let do this.
    pub fn may<A: Act>(&self) -> Result<Allowed<'_, A>, Problem> {
        Ok(self.0.may::<A>()?)
    }
}

/// Whoever asks with a token, or, without one, is signed in; others get 401.
pub struct Asking(pub Actor);

impl FromRequestParts<App> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(Self(Bearer::from_request_parts(parts, app).await?.0));
        }
        let SignedIn(person) = SignedIn::from_request_parts(parts, app).await?;
        Ok(Self(Actor::by_session(person.id, person.admin)))
    }
}

impl Asking {
    /// Refuses whoever the policy does not let do this.
    pub fn may<A: Act>(&self) -> Result<Allowed<'_, A>, Problem> {
        Ok(self.0.may::<A>()?)
    }
}
