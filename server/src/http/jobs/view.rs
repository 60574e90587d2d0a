//! Jobs as programs see them.

use axum::http::{HeaderMap, header};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use model::RunState;
use pipeline::{FilmJobRow, JobTask, Quote, SceneOfJob};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// After how many seconds it is worth looking again.
pub const LOOK_AGAIN: &str = "5";
/// Every status of a job.
pub const STATUSES: [&str; 8] =
    ["PENDING", "VALIDATING", "QUEUED", "PROCESSING", "COMPOSING", "COMPLETED", "FAILED", "CANCELLED"];
/// How long a shot usually takes at most: a job that takes longer is told of.
const USUAL_PER_SHOT: TimeDelta = TimeDelta::seconds(120);
const USUAL: TimeDelta = TimeDelta::minutes(10);

/// A job: a film that a program asked for.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Job {
    /// The project's id as well.
    pub id: String,
    pub title: String,
    pub status: &'static str,
    /// What is going on, for a person.
    pub message: String,
    /// `takes_long`, `some_failed` or `maker_unavailable`, where one of them holds.
    pub code: Option<&'static str>,
    /// The film is made, and some shots failed.
    pub partial: bool,
    /// Why nothing is made at the moment, and since when.
    pub paused: Option<Paused>,
    /// 0 to 1.
    pub progress: f64,
    /// Seconds until the film is done, where that can be told.
    pub eta_seconds: Option<u64>,
    pub summary: Summary,
    pub cost: Cost,
    pub user_id: Option<String>,
    pub priority: i16,
    pub metadata: Value,
    /// Who looked through the script, what was found, and what was decided.
    pub moderation: Value,
    pub created_at: String,
    pub updated_at: String,
    pub links: Links,
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Paused {
    pub because: String,
    pub since: String,
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Summary {
    pub scenes: i64,
    pub shots: i64,
    pub shots_done: i64,
    pub shots_failed: i64,
    /// The film's length.
    pub seconds: f64,
}

/// In US cents.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Cost {
    /// The most that it may cost, as it was said before it was begun.
    pub estimated: i64,
    pub estimated_low: i64,
    /// Held back of the credit; what is not spent comes back at the end.
    pub reserved: i64,
    pub spent: i64,
    pub currency: &'static str,
    pub unit: &'static str,
}

/// Where to go on.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Links {
    #[serde(rename = "self")]
    pub own: String,
    pub state: String,
    pub events: String,
    pub cancel: String,
    /// The film; null while there is none.
    pub download: Option<String>,
    /// The film's page, for people.
    pub page: String,
}

impl Job {
    pub fn of(row: &FilmJobRow) -> Self {
        let status = status(row);
        let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
        let own = format!("/api/v1/jobs/{}", row.id);
        let (message, code) = told(row);
        let paused = (row.state == RunState::Paused.key()).then(|| Paused {
            because: row.message.clone().unwrap_or_else(|| "It was paused.".to_owned()),
            since: moment(row.updated_at),
        });
        Self {
            id: row.id.to_string(),
            title: row.title.clone(),
            status,
            message,
            code,
            partial: row.state == RunState::DoneWithFailures.key(),
            paused,
            progress: progress(row),
            eta_seconds: eta(row),
            summary: Summary {
                scenes: row.scenes,
                shots: row.shots,
                shots_done: row.done,
                shots_failed: row.failed,
                seconds: row.seconds,
            },
            cost: Cost {
                estimated: row.high_cents,
                estimated_low: row.low_cents,
                reserved: row.reserved,
                spent: row.spent,
                currency: "USD",
                unit: "cent",
            },
            user_id: row.user_ref.clone(),
            priority: row.priority,
            metadata: row.metadata.clone(),
            moderation: row.moderation.clone(),
            created_at: moment(row.created_at),
            updated_at: moment(row.updated_at),
            links: Links {
                state: format!("{own}/state"),
                events: format!("{own}/events"),
                cancel: format!("{own}/cancel"),
                download: row.has_film.then(|| format!("{own}/download")),
                page: format!("/projects/{}", row.id),
                own,
            },
        }
    }
}

fn status(row: &FilmJobRow) -> &'static str {
    STATUSES.into_iter().find(|status| *status == row.status).unwrap_or("PENDING")
}

/// Nothing more happens by itself.
pub fn has_ended(row: &FilmJobRow) -> bool {
    matches!(row.status.as_str(), "COMPLETED" | "FAILED" | "CANCELLED")
}

/// What is going on, and its code.
fn told(row: &FilmJobRow) -> (String, Option<&'static str>) {
    let (over, shots) = (row.done + row.failed, row.shots);
    let said = || row.message.clone().filter(|said| !said.trim().is_empty());
    let late = row.started_at.is_some_and(|at| {
        let usual = USUAL + USUAL_PER_SHOT * i32::try_from(shots).unwrap_or(i32::MAX);
        Utc::now() - at > usual
    });
    match row.status.as_str() {
        "PENDING" => (said().unwrap_or_else(|| "The film is not begun.".to_owned()), None),
        "QUEUED" => ("The film waits for its turn.".to_owned(), None),
        "COMPOSING" => (said().unwrap_or_else(|| "All shots are made. The film is being joined.".to_owned()), None),
        "COMPLETED" if row.state == RunState::DoneWithFailures.key() => {
            let sentence = format!(
                "The film is made. {} of {shots} shots failed: retry them, or go on with the rest.",
                row.failed
            );
            (sentence, Some("some_failed"))
        }
        "COMPLETED" => (said().unwrap_or_else(|| "The film is made.".to_owned()), None),
        "FAILED" => {
            let sentence = "No film could be made. What is made is kept: try again.";
            (said().unwrap_or_else(|| sentence.to_owned()), Some("maker_unavailable"))
        }
        "CANCELLED" => (said().unwrap_or_else(|| "Stopped. What is made is kept.".to_owned()), None),
        _ if row.state == RunState::Paused.key() => (said().unwrap_or_else(|| "It was paused.".to_owned()), None),
        _ if late => {
            let sentence = format!("{over} of {shots} shots are made. It takes longer than usual: look again later.");
            (sentence, Some("takes_long"))
        }
        _ => (said().unwrap_or_else(|| format!("{over} of {shots} shots are made.")), None),
    }
}

/// The joining counts as a twentieth of the work.
fn progress(row: &FilmJobRow) -> f64 {
    if row.status == "COMPLETED" {
        return 1.0;
    }
    if row.seconds <= 0.0 { 0.0 } else { (row.seconds_done / row.seconds * 0.95 * 1000.0).round() / 1000.0 }
}

/// How long the rest takes, from how long what is made took.
fn eta(row: &FilmJobRow) -> Option<u64> {
    let spent = (Utc::now() - row.started_at?).as_seconds_f64();
    let is_filming = row.state == RunState::Filming.key() && row.seconds_done > 0.0;
    is_filming.then(|| (spent / row.seconds_done * (row.seconds - row.seconds_done).max(0.0)).ceil() as u64)
}

/// Names what a job is now: it changes when the job does, and not with the clock.
pub fn tag(row: &FilmJobRow) -> String {
    let mut digest = Sha256::new();
    let parts = (row.id, row.last_seq, &row.status, &row.state, row.updated_at.timestamp_micros());
    digest.update(format!("{parts:?} {} {} {} {}", row.done, row.failed, row.reserved, row.spent));
    let digest = hex::encode(digest.finalize());
    format!("\"{}\"", digest.get(..20).unwrap_or_default())
}

/// The client says that it has this already.
pub fn is_known(row: &FilmJobRow, headers: &HeaderMap) -> bool {
    let tag = tag(row);
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).any(|known| known.trim().trim_start_matches("W/") == tag)
}

/// What a job would be and cost: nothing of it was kept.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Estimate {
    pub dry_run: bool,
    pub scenes: usize,
    pub shots: usize,
    pub seconds: f64,
    pub cost: EstimatedCost,
    pub moderation: Value,
}

/// In US cents.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct EstimatedCost {
    pub low: i64,
    pub high: i64,
    /// Nobody knows what a part of it costs; it is in neither sum.
    pub unpriced: bool,
    pub currency: &'static str,
    pub unit: &'static str,
}

impl Estimate {
    pub fn of(quote: &Quote) -> Self {
        let (low, high, unpriced) = (quote.low_cents, quote.high_cents, quote.unpriced);
        let cost = EstimatedCost { low, high, unpriced, currency: "USD", unit: "cent" };
        let moderation = serde_json::to_value(&quote.moderation).unwrap_or_default();
        Self { dry_run: true, scenes: quote.scenes, shots: quote.shots, seconds: quote.seconds, cost, moderation }
    }
}

/// A job with all that is in it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct JobState {
    #[serde(flatten)]
    pub job: Job,
    pub scenes: Vec<Scene>,
    pub tasks: Vec<Task>,
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Scene {
    pub number: String,
    pub heading: Option<String>,
    /// PENDING, PROCESSING, COMPLETED or FAILED.
    pub status: &'static str,
    pub shots: Vec<ShotState>,
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ShotState {
    pub id: String,
    pub number: String,
    /// `waiting`, `generating`, `done`, `failed` and others, as the project's own view has them.
    pub state: &'static str,
    pub message: Option<String>,
    /// 0 to 1, where it is known.
    pub progress: Option<f64>,
    pub seconds: f64,
    /// In US cents.
    pub cost_cents: i64,
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Task {
    pub id: String,
    /// VIDEO_GENERATION, VOICE_GENERATION, IMAGE_GENERATION, MUSIC_GENERATION or COMPOSITION.
    pub r#type: &'static str,
    /// PENDING, QUEUED, RUNNING, RETRYING, COMPLETED, FAILED or CANCELLED.
    pub status: &'static str,
    pub message: &'static str,
    /// The shot's number; null for what is made for the whole film.
    pub shot: Option<String>,
    pub tries: u32,
    /// Why it failed last.
    pub error: Option<String>,
}

impl JobState {
    pub fn of(row: &FilmJobRow, scenes: Vec<SceneOfJob>, tasks: Vec<JobTask>) -> Self {
        let scene = |scene: SceneOfJob| Scene {
            number: scene.number,
            heading: scene.heading,
            status: scene.status,
            shots: scene
                .shots
                .into_iter()
                .map(|shot| ShotState {
                    id: shot.id,
                    number: shot.number,
                    state: shot.state.key(),
                    message: shot.message,
                    progress: shot.progress,
                    seconds: shot.seconds,
                    cost_cents: shot.cost_cents,
                })
                .collect(),
        };
        let task = |task: JobTask| Task {
            id: task.id,
            r#type: task.kind.key(),
            status: task.status.key(),
            message: task.doing,
            shot: task.shot,
            tries: task.tries,
            error: task.error,
        };
        Self {
            job: Job::of(row),
            scenes: scenes.into_iter().map(scene).collect(),
            tasks: tasks.into_iter().map(task).collect(),
        }
    }
}
