//! Who asks with an API token. On the routes that take one, nothing else counts: no cookie is read there.

use super::{App, reply::Problem, requests::RequestId};
use access::{Act, Actor, Allowed, Denied};
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
        self.0.may::<A>().map_err(refused)
    }
}

/// 403, with the scope that is missing (RFC 6750).
pub fn refused(why: Denied) -> Problem {
    match why {
        Denied::Scope(scope) => {
            let sentence = format!("This API token has not the scope “{scope}”. Make one that has it.");
            let challenge = format!(r#"Bearer error="insufficient_scope", scope="{scope}""#);
            Problem::new(StatusCode::FORBIDDEN, sentence)
                .code("insufficient_scope")
                .with("scope", scope.key())
                .header(header::WWW_AUTHENTICATE, &challenge)
        }
        Denied::Administrator => {
            Problem::new(StatusCode::FORBIDDEN, "Only an administrator of this studio can do this.")
        }
    }
}
