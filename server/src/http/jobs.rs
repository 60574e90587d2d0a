//! `/api/v1/jobs`: films that other programs ask for.

mod batch;
mod cursor;
pub mod make;
mod problems;
mod queue;
mod stream;
pub mod view;

use super::{App, bearer::Bearer, media, reply::Problem, routes::Routes};
use access::{Allowed, CancelJob, SeeJobs};
use axum::{
    Json,
    extract::{OriginalUri, Path, Query, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use model::ProjectId;
use pipeline::{FilmJobRow, JobFilter};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use view::{Job, JobState};

/// How many jobs a page of a list has, where nobody says, and at most.
const PAGE: usize = 50;
const MOST: usize = 200;
/// The longest that an answer waits for news, in seconds.
const LONGEST_WAIT: u64 = 60;

/// What is described of these routes.
#[derive(utoipa::OpenApi)]
#[openapi(paths(
    list,
    make::create,
    batch::create,
    one,
    state,
    stream::events,
    download,
    cancel,
    queue::list,
    queue::dead_letters,
    queue::pause,
    queue::resume,
    queue::retry,
    queue::change
))]
pub struct Described;

pub fn routes() -> Routes {
    Routes::new()
        .route("/jobs", get(list).post(make::create))
        .route("/jobs/{id}", get(one).patch(queue::change))
        .route("/jobs/{id}/state", get(state))
        .route("/jobs/{id}/events", get(stream::events))
        .route("/jobs/{id}/download", get(download))
        .route("/jobs/{id}/cancel", post(cancel))
        .route("/jobs/{id}/pause", post(queue::pause))
        .route("/jobs/{id}/resume", post(queue::resume))
        .route("/jobs/{id}/retry", post(queue::retry))
        .route("/batches", post(batch::create))
        .route("/queue", get(queue::list))
        .route("/dead-letters", get(queue::dead_letters))
}

/// Which jobs a list is of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    limit: Option<usize>,
    /// The cursor of the page before.
    after: Option<String>,
    status: Option<String>,
    user_id: Option<String>,
    /// RFC 3339.
    created_after: Option<String>,
}

/// A page of a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Page {
    data: Vec<Job>,
    /// What to send as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// Lists jobs, the newest first.
#[utoipa::path(get, path = "/api/v1/jobs", operation_id = "list_jobs", tag = "jobs", params(("limit" = Option<usize>, Query, description = "1 to 200; 50 where absent."), ("after" = Option<String>, Query, description = "the next of the page before."), ("status" = Option<String>, Query, description = "only these."), ("user_id" = Option<String>, Query, description = "only this person's."), ("created_after" = Option<String>, Query, description = "only those made after this moment, RFC 3339.")), responses((status = 200, description = "a page.", body = Page), (status = 400, description = "a parameter is wrong."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope.")))]
async fn list(
    State(app): State<App>,
    bearer: Bearer,
    OriginalUri(uri): OriginalUri,
    listed: Result<Query<Listed>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let allowed = bearer.may::<SeeJobs>()?;
    let Query(listed) =
        listed.map_err(|error| Problem::new(StatusCode::BAD_REQUEST, error.body_text()).code("bad_query"))?;
    let limit = listed.limit.unwrap_or(PAGE);
    if !(1..=MOST).contains(&limit) {
        return Err(problems::query("limit", format!("A page has 1 to {MOST} jobs.")));
    }
    let filter = filter(&listed)?;
    let mut rows = app.studio.film_jobs(&allowed, &filter, limit + 1).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(cursor::of);
    let mut headers = HeaderMap::new();
    if let Some(next) = &next
        && let Ok(link) = HeaderValue::from_str(&format!("<{}>; rel=\"next\"", cursor::address(&uri, next)))
    {
        headers.insert(header::LINK, link);
    }
    let page = Page { data: rows.iter().map(Job::of).collect(), next };
    Ok((headers, Json(page)).into_response())
}

fn filter(listed: &Listed) -> Result<JobFilter, Problem> {
    if let Some(status) = &listed.status
        && !view::STATUSES.contains(&status.as_str())
    {
        return Err(problems::query("status", format!("A status is one of {}.", view::STATUSES.join(", "))));
    }
    let created_after = listed.created_after.as_deref().map(cursor::moment).transpose()?;
    let after = listed.after.as_deref().map(cursor::read).transpose()?;
    Ok(JobFilter { status: listed.status.clone(), user_ref: listed.user_id.clone(), created_after, after })
}

/// How long to wait for news before answering.
#[derive(Debug, Deserialize)]
struct Wait {
    /// Seconds, up to 60. The answer comes when the job has ended, or, with `If-None-Match`, when it has changed.
    wait: Option<u64>,
}

/// Shows a job.
#[utoipa::path(get, path = "/api/v1/jobs/{id}", operation_id = "get_job", tag = "jobs", params(("id" = String, Path, description = "the id."), ("wait" = Option<u64>, Query, description = "answers when the job has ended or, with If-None-Match, has changed, after so many seconds at most (60).")), responses((status = 200, description = "the job.", body = Job), (status = 304, description = "it has not changed."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such job.")))]
async fn one(
    State(app): State<App>,
    bearer: Bearer,
    Path(id): Path<ProjectId>,
    Query(wait): Query<Wait>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let allowed = bearer.may::<SeeJobs>()?;
    let job = awaited(&app, &allowed, id, &wait, &headers).await?;
    Ok(tagged(&job, &headers, || Json(Job::of(&job)).into_response()))
}

/// Shows a job with its scenes, shots and tasks.
#[utoipa::path(get, path = "/api/v1/jobs/{id}/state", operation_id = "get_job_state", tag = "jobs", params(("id" = String, Path, description = "the id."), ("wait" = Option<u64>, Query, description = "answers when the job has ended or, with If-None-Match, has changed, after so many seconds at most (60).")), responses((status = 200, description = "the job and its parts.", body = JobState), (status = 304, description = "it has not changed."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such job.")))]
async fn state(
    State(app): State<App>,
    bearer: Bearer,
    Path(id): Path<ProjectId>,
    Query(wait): Query<Wait>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let allowed = bearer.may::<SeeJobs>()?;
    let job = awaited(&app, &allowed, id, &wait, &headers).await?;
    if view::is_known(&job, &headers) {
        return Ok(tagged(&job, &headers, || ().into_response()));
    }
    let (job, scenes, tasks) = app.studio.job_graph(&allowed, id).await?;
    Ok(tagged(&job, &headers, || Json(JobState::of(&job, scenes, tasks)).into_response()))
}

/// The job, when there is news of it or the time is over.
async fn awaited(
    app: &App,
    allowed: &Allowed<'_, SeeJobs>,
    id: ProjectId,
    wait: &Wait,
    headers: &HeaderMap,
) -> Result<FilmJobRow, Problem> {
    let seconds = wait.wait.unwrap_or(0).min(LONGEST_WAIT);
    if seconds == 0 {
        return Ok(app.studio.film_job(allowed, id).await?);
    }
    // Counted with the streams: both hold a connection open.
    let _place = app.streams.admit(allowed.user())?;
    let over = tokio::time::sleep(Duration::from_secs(seconds));
    tokio::pin!(over);
    let stop = app.studio.stopping();
    let mut news = app.studio.job_news(allowed, id).await?;
    loop {
        let job = app.studio.film_job(allowed, id).await?;
        let asks_for_change = headers.contains_key(header::IF_NONE_MATCH);
        if view::has_ended(&job) || (asks_for_change && !view::is_known(&job, headers)) {
            return Ok(job);
        }
        tokio::select! {
            () = &mut over => return Ok(job),
            () = stop.cancelled() => return Ok(job),
            heard = news.recv() => if let Err(RecvError::Closed) = heard { return Ok(job) },
        }
    }
}

/// With the job's tag; 304 where the client has that already.
fn tagged(job: &FilmJobRow, headers: &HeaderMap, answer: impl FnOnce() -> Response) -> Response {
    let mut response = if view::is_known(job, headers) { StatusCode::NOT_MODIFIED.into_response() } else { answer() };
    if let Ok(tag) = HeaderValue::from_str(&view::tag(job)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if !view::has_ended(job) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(view::LOOK_AGAIN));
    }
    response
}

/// Fetches the finished film, or the range of it that is asked for.
#[utoipa::path(get, path = "/api/v1/jobs/{id}/download", operation_id = "download_film", tag = "jobs", params(("id" = String, Path, description = "the id.")), responses((status = 200, description = "the film.", content_type = "video/mp4"), (status = 206, description = "a part of it."), (status = 409, description = "there is no film yet."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such job.")))]
async fn download(
    State(app): State<App>,
    bearer: Bearer,
    Path(id): Path<ProjectId>,
    request: Request,
) -> Result<Response, Problem> {
    let allowed = bearer.may::<SeeJobs>()?;
    let (key, title) = match app.studio.job_film(&allowed, id).await {
        Err(pipeline::Error::Conflict(sentence)) => {
            return Err(Problem::new(StatusCode::CONFLICT, sentence)
                .code("not_done")
                .header(header::RETRY_AFTER, view::LOOK_AGAIN));
        }
        found => found?,
    };
    let response = media::serve(&app.studio, &key, request).await?;
    Ok(super::delivery::named(response, &title, "mp4", "inline"))
}

/// Stops a job; what is made is kept, and what was not spent comes back.
#[utoipa::path(post, path = "/api/v1/jobs/{id}/cancel", operation_id = "cancel_job", tag = "jobs", params(("id" = String, Path, description = "the id.")), responses((status = 200, description = "the job.", body = Job), (status = 409, description = "it has ended otherwise."), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such job.")))]
async fn cancel(State(app): State<App>, bearer: Bearer, Path(id): Path<ProjectId>) -> Result<Json<Job>, Problem> {
    let allowed = bearer.may::<CancelJob>()?;
    match app.studio.cancel_film_job(&allowed, id).await {
        Err(pipeline::Error::Conflict(sentence)) => Err(Problem::new(StatusCode::CONFLICT, sentence).code("has_ended")),
        job => Ok(Json(Job::of(&job?))),
    }
}
