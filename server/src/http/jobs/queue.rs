//! The queue of jobs that are not done: its order, pausing and going on; and what failed for good.

use super::{problems, view::Job};
use crate::http::{App, bearer::Bearer, json_body, reply::Problem};
use access::{CancelJob, CreateJob, SeeJobs};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};
use chrono::SecondsFormat;
use model::ProjectId;
use pipeline::{Error, FilmJobRow};
use serde::{Deserialize, Serialize};

/// Jobs that are not done, the next one first.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Queue {
    data: Vec<Job>,
    /// What all of them together still hold back of the credit, in US cents.
    reserved_cents: i64,
    /// What all of them together may cost at most, in US cents.
    estimated_cents: i64,
}

/// Lists the jobs that are not done, in the order in which they are made.
#[utoipa::path(get, path = "/api/v1/queue", operation_id = "get_queue", tag = "queue", responses((status = 200, description = "up to 200 jobs.", body = Queue)))]
pub async fn list(State(app): State<App>, bearer: Bearer) -> Result<Json<Queue>, Problem> {
    let rows = app.studio.job_queue(&bearer.may::<SeeJobs>()?).await?;
    let sum = |of: fn(&FilmJobRow) -> i64| rows.iter().map(of).fold(0, i64::saturating_add);
    let (reserved_cents, estimated_cents) = (sum(|row| row.reserved), sum(|row| row.high_cents));
    Ok(Json(Queue { data: rows.iter().map(Job::of).collect(), reserved_cents, estimated_cents }))
}

/// A task that failed for good.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DeadLetter {
    id: String,
    job: String,
    title: String,
    /// The shot's id; null for what is made for the whole film.
    shot: Option<String>,
    tries: u32,
    /// Why each try failed, the first first.
    errors: Vec<String>,
    failed_at: String,
    /// Where it is tried again.
    retry: String,
}

/// Tasks that failed for good.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DeadLetters {
    data: Vec<DeadLetter>,
}

/// Lists what failed for good and is missing in a film, the last first.
#[utoipa::path(get, path = "/api/v1/dead-letters", operation_id = "list_dead_letters", tag = "queue", responses((status = 200, description = "up to 200 tasks.", body = DeadLetters)))]
pub async fn dead_letters(State(app): State<App>, bearer: Bearer) -> Result<Json<DeadLetters>, Problem> {
    let rows = app.studio.dead_letters(&bearer.may::<SeeJobs>()?).await?;
    let letter = |row: pipeline::DeadLetter| {
        let errors = row.errors.as_array().into_iter().flatten();
        let said = errors.filter_map(|error| Some(error.get("error")?.as_str()?.to_owned()));
        DeadLetter {
            id: row.id.to_string(),
            job: row.job.to_string(),
            title: row.title,
            shot: row.shot.map(|shot| shot.to_string()),
            tries: row.tries.unsigned_abs(),
            errors: said.collect(),
            failed_at: row.failed_at.to_rfc3339_opts(SecondsFormat::Millis, true),
            retry: format!("/api/v1/jobs/{}/retry", row.job),
        }
    };
    Ok(Json(DeadLetters { data: rows.into_iter().map(letter).collect() }))
}

/// It cannot be done now.
fn not_now(code: &'static str) -> impl Fn(Error) -> Problem {
    move |error| match error {
        Error::Conflict(sentence) => Problem::new(StatusCode::CONFLICT, sentence).code(code),
        other => other.into(),
    }
}

/// Pauses a job: what is being made is finished, nothing new begins.
#[utoipa::path(post, path = "/api/v1/jobs/{id}/pause", operation_id = "pause_job", tag = "queue", params(("id" = String, Path, description = "the id.")), responses((status = 200, description = "the job.", body = Job), (status = 409, description = "nothing is being made.")))]
pub async fn pause(State(app): State<App>, bearer: Bearer, Path(id): Path<ProjectId>) -> Result<Json<Job>, Problem> {
    let job = app.studio.pause_film_job(&bearer.may::<CancelJob>()?, id).await;
    Ok(Json(Job::of(&job.map_err(not_now("not_running"))?)))
}

/// Goes on with a job that is paused.
#[utoipa::path(post, path = "/api/v1/jobs/{id}/resume", operation_id = "resume_job", tag = "queue", params(("id" = String, Path, description = "the id.")), responses((status = 200, description = "the job.", body = Job), (status = 402, description = "too little credit."), (status = 409, description = "it is not paused."), (status = 422, description = "a maker that is chosen cannot work here.")))]
pub async fn resume(State(app): State<App>, bearer: Bearer, Path(id): Path<ProjectId>) -> Result<Json<Job>, Problem> {
    let job = app.studio.resume_film_job(&bearer.may::<CreateJob>()?, id).await;
    Ok(Json(Job::of(&job.map_err(not_now("not_paused"))?)))
}

/// Tries again what failed in a job.
#[utoipa::path(post, path = "/api/v1/jobs/{id}/retry", operation_id = "retry_job", tag = "queue", params(("id" = String, Path, description = "the id.")), responses((status = 202, description = "the job.", body = Job), (status = 402, description = "too little credit."), (status = 409, description = "nothing failed."), (status = 422, description = "a maker that is chosen cannot work here.")))]
pub async fn retry(
    State(app): State<App>,
    bearer: Bearer,
    Path(id): Path<ProjectId>,
) -> Result<(StatusCode, Json<Job>), Problem> {
    let job = app.studio.retry_film_job(&bearer.may::<CreateJob>()?, id).await;
    Ok((StatusCode::ACCEPTED, Json(Job::of(&job.map_err(not_now("nothing_failed"))?))))
}

/// What of a job can be changed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobChange {
    /// 0 to 10; higher ones go first among the films of one person.
    priority: Option<i16>,
}

/// Changes the place of a job in the queue.
#[utoipa::path(patch, path = "/api/v1/jobs/{id}", operation_id = "change_job", tag = "queue", params(("id" = String, Path, description = "the id.")), request_body = JobChange, responses((status = 200, description = "the job.", body = Job)))]
pub async fn change(
    State(app): State<App>,
    bearer: Bearer,
    Path(id): Path<ProjectId>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Job>, Problem> {
    let allowed = bearer.may::<CreateJob>()?;
    let JobChange { priority } = json_body::read(&json_body::bytes(&headers, body)?)?;
    let priority = priority.ok_or_else(|| problems::field("priority", "The priority is missing."))?;
    let job = app.studio.set_job_priority(&allowed, id, priority).await.map_err(|error| match error {
        Error::Refused(_) => Problem::from(error).code("bad_field").field("priority"),
        other => other.into(),
    })?;
    Ok(Json(Job::of(&job)))
}
