//! Accounts, projects, phases and the workflow under the paths that other products know, thin over the same commands as the pages. Whoever
//! asks is logged in with a session, or sends an API token.

mod account;
mod phases;
mod project;
mod reset;
pub mod status;

use super::{bearer::Asking, reply::Problem, routes::Routes};
use access::{Act, FilmProjects, Grant};
use axum::{
    http::StatusCode,
    routing::{get, post},
};
use model::UserId;
use utoipa::OpenApi as _;

/// What is described of these routes.
pub fn described() -> [utoipa::openapi::OpenApi; 4] {
    [
        account::Described::openapi(),
        project::Described::openapi(),
        reset::Described::openapi(),
        phases::Described::openapi(),
    ]
}

pub fn routes() -> Routes {
    Routes::new()
        .route("/me", get(account::me_shortly))
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
        .route("/api/projects/{id}/reset", get(reset::worth).post(reset::reset))
        .route("/api/phases/script-to-trailer/{id}/parse", post(phases::parse))
        .route("/api/phases/script-to-trailer/{id}/generate-trailer", post(phases::trailer))
        .route("/api/phases/script-to-trailer/{id}/status", get(phases::trailer_status))
        .route("/api/phases/trailer-to-storyboard/{id}/generate", post(phases::storyboard))
        .route("/api/phases/trailer-to-storyboard/{id}/status", get(phases::storyboard_status))
        .route("/api/phases/storyboard-to-movie/{id}/prompts", post(phases::prompts))
        .route("/api/phases/storyboard-to-movie/{id}/generate", post(phases::film))
        .route("/api/phases/storyboard-to-movie/{id}/assemble", post(phases::assemble))
        .route("/api/phases/storyboard-to-movie/{id}/status", get(phases::film_status))
        .route("/api/workflow/{id}/start", post(phases::start))
        .route("/api/workflow/{id}/status", get(phases::status))
}

/// Whose projects are asked for, where the policy lets it be done.
fn may<A: Act>(asking: &Asking) -> Result<UserId, Problem> {
    Ok(asking.may::<A>()?.user())
}

/// The same, for what films by the project's own settings. Such a film's price is not held to a token's limits: a token that has one, and
/// one for tests, makes jobs.
pub fn may_film(asking: &Asking) -> Result<UserId, Problem> {
    let user = may::<FilmProjects>(asking)?;
    let bound = |grant: &Grant| grant.test || grant.day_cents.is_some() || grant.job_cents.is_some();
    if asking.0.grant.as_ref().is_some_and(bound) {
        let sentence = "A token for tests, or with a limit of money, makes films with POST /api/v1/jobs.";
        return Err(Problem::new(StatusCode::FORBIDDEN, sentence).code("use_jobs"));
    }
    Ok(user)
}
