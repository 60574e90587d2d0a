//! Many jobs in one request: a list of them, or a ZIP of scripts.

use super::{make, problems, view::Estimate, view::Job};
use crate::{
    http::{App, bearer::Bearer, json_body, reply::Problem},
    script_reader,
};
use access::{Allowed, CreateJob};
use axum::{
    Json,
    body::Bytes,
    extract::{Query, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use pipeline::FilmJob;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::io::{Cursor, Read as _};

/// Jobs in one request.
const MOST: usize = 50;
/// Of one script in a ZIP, in bytes.
const LONGEST: u64 = pipeline::LONGEST_SCRIPT as u64;
/// Of all files of a ZIP, unpacked, in bytes.
const LARGEST: u64 = 16_000_000;
/// The file of a ZIP that says what holds for every script in it.
const DEFAULTS: &str = "batch.json";

/// Jobs that are asked for together.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchRequest {
    /// 1 to 50 of them, each as POST /api/v1/jobs takes it.
    #[schema(value_type = Vec<Object>)]
    jobs: Option<Vec<Value>>,
}

/// What became of one of them.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BatchResult {
    /// Its place in the request, from 0; in a ZIP by the names of the files.
    index: usize,
    title: String,
    /// As it would have been answered alone: 202, 200 for a price, or that of a problem.
    status: u16,
    /// The job or its price.
    #[schema(value_type = Option<Object>)]
    job: Option<Value>,
    #[schema(value_type = Option<Object>)]
    problem: Option<Value>,
}

/// What became of a batch.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Batch {
    status: &'static str,
    message: String,
    /// The most that all which was accepted may cost together, in US cents.
    estimated_cents: i64,
    data: Vec<BatchResult>,
}

/// Makes many jobs. Each is accepted or refused by itself; the answer says which.
#[utoipa::path(post, path = "/api/v1/batches", operation_id = "create_batch", tag = "jobs", params(("dry_run" = Option<bool>, Query, description = "true only asks for the prices."), ("Idempotency-Key" = Option<String>, Header, description = "a repeated request with it makes no other jobs.")), request_body(content = BatchRequest, description = "or application/zip: a script in each file, the title in its name, and in batch.json what holds for all."), responses((status = 200, description = "what became of each.", body = Batch)))]
pub async fn create(
    State(app): State<App>,
    bearer: Bearer,
    how: Result<Query<make::How>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let allowed = bearer.may::<CreateJob>()?;
    let Query(how) = how.map_err(|_| problems::query("dry_run", "dry_run is true or false.".to_owned()))?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let asked = if kind.trim().eq_ignore_ascii_case("application/zip") {
        let bytes = body.map_err(|error| Problem::new(error.status(), error.body_text()).field(""))?;
        let (defaults, files) =
            tokio::task::spawn_blocking(move || unpacked(&bytes)).await.map_err(|_| unreadable())??;
        read(defaults, files).await?
    } else {
        let request: BatchRequest = json_body::read(&json_body::bytes(&headers, body)?)?;
        request.jobs.ok_or_else(|| problems::field("jobs", "The jobs are missing."))?
    };
    if asked.is_empty() || asked.len() > MOST {
        return Err(problems::field("jobs", format!("A batch has 1 to {MOST} jobs; this one has {}.", asked.len())));
    }
    let mut data = Vec::with_capacity(asked.len());
    let mut estimated_cents = 0_i64;
    for (index, one) in asked.iter().enumerate() {
        let title = one.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        let bytes = one.to_string().into_bytes();
        let key = make::key(&headers, bearer.0.token().unwrap_or_default(), &bytes)?.map(|mut key| {
            key.path = "POST /api/v1/batches";
            key.key = format!("{index}:{}", key.key);
            key
        });
        let (status, job, problem) = match make::asked(&bytes) {
            Ok(new) => match one_of(&app, &allowed, new, key.as_ref(), how.dry_run).await {
                Ok((status, job)) => (status, Some(job), None),
                Err(problem) => (problem.status, None, Some(problem.told())),
            },
            Err(problem) => (problem.status, None, Some(problem.told())),
        };
        let price = |job: &Value| {
            let cost = job.get("cost")?;
            cost.get("estimated").or_else(|| cost.get("high"))?.as_i64()
        };
        estimated_cents = estimated_cents.saturating_add(job.as_ref().and_then(price).unwrap_or(0));
        data.push(BatchResult { index, title, status, job, problem });
    }
    let accepted = data.iter().filter(|one| one.problem.is_none()).count();
    let status = match accepted {
        0 => "refused",
        some if some == data.len() => "accepted",
        _ => "partly_accepted",
    };
    let message = format!("{accepted} of {} jobs were accepted.", data.len());
    Ok((StatusCode::OK, Json(Batch { status, message, estimated_cents, data })).into_response())
}

async fn one_of(
    app: &App,
    allowed: &Allowed<'_, CreateJob>,
    new: FilmJob,
    key: Option<&pipeline::IdempotencyKey>,
    dry_run: bool,
) -> Result<(u16, Value), Problem> {
    if dry_run {
        let quote = app.studio.quote_job(allowed, new).await?;
        return Ok((200, serde_json::to_value(Estimate::of(&quote)).unwrap_or_default()));
    }
    let answer = |row: &pipeline::FilmJobRow| serde_json::to_value(Job::of(row)).unwrap_or_default();
    let made = app.studio.create_job(allowed, new, key, answer).await?;
    Ok((made.status, made.answer))
}

fn unreadable() -> Problem {
    let sentence = "The ZIP cannot be read. Send scripts as text, Fountain, PDF or Word in it, each below 2 MB.";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence).code("bad_zip").field("")
}

/// What holds for all, and the files with their names, in the order of these.
type Unpacked = (Map<String, Value>, Vec<(String, Vec<u8>)>);

/// What a ZIP holds.
fn unpacked(bytes: &[u8]) -> Result<Unpacked, Problem> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut defaults = Map::new();
    let (mut scripts, mut all) = (Vec::new(), 0);
    if zip.len() > 4 * MOST {
        return Err(problems::field("", format!("A ZIP has up to {MOST} scripts.")));
    }
    for at in 0..zip.len() {
        let file = zip.by_index(at).map_err(|_| unreadable())?;
        let path = file.name().map_err(|_| unreadable())?.into_owned();
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        if file.is_dir() || name.starts_with('.') || path.starts_with("__MACOSX/") {
            continue;
        }
        let mut content = Vec::new();
        file.take(LONGEST + 1).read_to_end(&mut content).map_err(|_| unreadable())?;
        if content.len() as u64 > LONGEST {
            let sentence = format!("{name} is too large. A script may have up to 2 MB: film it in parts.");
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, sentence).field(&name));
        }
        all += content.len() as u64;
        if all > LARGEST {
            let sentence = "The scripts are too large together. Send them in several requests.";
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, sentence).field(""));
        }
        if name == DEFAULTS {
            defaults = serde_json::from_slice(&content)
                .map_err(|error| problems::field(DEFAULTS, format!("{DEFAULTS} cannot be read: {error}.")))?;
            continue;
        }
        scripts.push((name, content));
    }
    scripts.sort();
    Ok((defaults, scripts))
}

/// The jobs that files ask for.
async fn read(defaults: Map<String, Value>, files: Vec<(String, Vec<u8>)>) -> Result<Vec<Value>, Problem> {
    let mut jobs = Vec::with_capacity(files.len());
    for (name, content) in files.into_iter().take(MOST + 1) {
        let script =
            script_reader::read(&content, Some(&name)).await.map_err(|error| Problem::from(error).field(&name))?;
        let title = name.rsplit_once('.').map_or(name.as_str(), |(title, _)| title);
        let mut job = defaults.clone();
        job.insert("title".to_owned(), json!(title));
        job.insert("script".to_owned(), json!(script.text));
        jobs.push(Value::Object(job));
    }
    Ok(jobs)
}
