//! Accounts, projects, phases and the workflow under the paths that other products know, thin over the same commands as the pages. Whoever
//! asks is logged in with a session, or sends an API token.

mod account;
mod phases;
mod project;
mod status;

use super::{App, bearer, person::SignedIn, reply::Problem, routes::Routes};
use access::{Act, Actor};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    routing::{get, post},
};
use model::UserId;

pub fn routes() -> Routes {
    Routes::new()
        .route("/me", get(account::me))
        .route("/api/auth/me", get(account::me))
        .route("/api/auth/register", post(account::register))
        .route("/api/auth/login", post(account::login))
        .route("/api/auth/logout", post(account::logout))
        .route("/api/projects", get(project::list).post(project::create))
        .route("/api/projects/{id}", get(project::one))
        .route("/api/projects/{id}/scenes", get(project::scenes))
        .route("/api/projects/{id}/characters", get(project::characters))
        .route("/api/projects/{id}/settings", get(project::settings))
        .route("/api/projects/{id}/storyboards", get(project::storyboards))
        .route("/api/projects/{id}/movie", get(project::movie))
        .route("/api/phases/script-to-trailer/{id}/parse", post(phases::parse))
        .route("/api/phases/script-to-trailer/{id}/generate-trailer", post(phases::trailer))
        .route("/api/phases/script-to-trailer/{id}/status", get(phases::trailer_status))
        .route("/api/phases/trailer-to-storyboard/{id}/generate", post(phases::storyboard))
        .route("/api/phases/trailer-to-storyboard/{id}/status", get(phases::storyboard_status))
        .route("/api/phases/storyboard-to-movie/{id}/prompts", post(phases::prompts))
        .route("/api/phases/storyboard-to-movie/{id}/generate", post(phases::film))
        .route("/api/phases/storyboard-to-movie/{id}/assemble", post(phases::assemble))
        .route("/api/phases/storyboard-to-movie/{id}/status", get(phases::film_status))
        .route("/api/workflow/{id}/start", post(phases::film))
        .route("/api/workflow/{id}/status", get(phases::film_status))
}

/// Who asks: by the token where one is sent, else by the session.
pub struct Asker(Actor);

impl FromRequestParts<App> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if parts.headers.contains_key(header::AUTHORIZATION) {
            let bearer = bearer::Bearer::from_request_parts(parts, app).await?;
            return Ok(Self(bearer.0));
        }
        let SignedIn(person) = SignedIn::from_request_parts(parts, app).await?;
        Ok(Self(Actor::by_session(person.id, person.admin)))
    }
}

impl Asker {
    /// Whose projects are asked for, where the policy lets it be done.
    fn may<A: Act>(&self) -> Result<UserId, Problem> {
        Ok(self.0.may::<A>().map_err(bearer::refused)?.user())
    }

    /// The same, for what films by the project's own settings. Such a film's price is not held to a token's limits: a token that has
    /// one, and one for tests, makes jobs.
    fn may_film<A: Act>(&self) -> Result<UserId, Problem> {
        let user = self.may::<A>()?;
        let bound = self
            .0
            .grant
            .as_ref()
            .is_some_and(|grant| grant.test || grant.day_cents.is_some() || grant.job_cents.is_some());
        if bound {
            let sentence = "A token for tests, or with a limit of money, makes films with POST /api/v1/jobs.";
            return Err(Problem::new(StatusCode::FORBIDDEN, sentence).code("use_jobs"));
        }
        Ok(user)
    }
}
