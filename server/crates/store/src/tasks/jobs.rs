//! Jobs: durable work that is no step of a film, with the same leases, pauses and history of failures.

use super::{CHANNEL, Leased, Pool, STEP};
use crate::{StoreError, events::notify, schema_film::tasks};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, TaskId, TaskState, UserId};
use serde_json::Value;
use uuid::Uuid;

/// A job that is to be done.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    /// Names its handler.
    pub kind: &'a str,
    /// Of the unfinished jobs of a kind, one has this key; `None`: any number may wait.
    pub key: Option<&'a str>,
    /// What its handler needs. Kept as long as the job's row: no secrets.
    pub payload: Value,
    /// It goes with its project.
    pub project: Option<ProjectId>,
    /// Whose turn in the queue it takes, and with whom it goes; where not given, the project's owner's.
    pub owner: Option<UserId>,
    /// The earliest time that it is begun is so much later.
    pub after: TimeDelta,
}

impl<'a> NewJob<'a> {
    /// A job of nobody's that is begun at once.
    pub fn new(kind: &'a str, payload: Value) -> Self {
        Self { kind, key: None, payload, project: None, owner: None, after: TimeDelta::zero() }
    }

    pub fn key(self, key: &'a str) -> Self {
        Self { key: Some(key), ..self }
    }

    pub fn project(self, project: ProjectId) -> Self {
        Self { project: Some(project), ..self }
    }

    pub fn owner(self, owner: UserId) -> Self {
        Self { owner: Some(owner), ..self }
    }

    pub fn after(self, after: TimeDelta) -> Self {
        Self { after, ..self }
    }
}

/// A job as its handler needs it.
#[derive(Clone, Debug)]
pub struct JobRow {
    pub id: TaskId,
    pub kind: String,
    pub key: String,
    pub payload: Value,
    pub project: Option<ProjectId>,
    pub owner: Option<UserId>,
    /// How often it was begun, this time included; a pause that it asked for counts as none.
    pub tries: i32,
    /// How often the process ended while it ran this, since it last came to an end or a pause in good order.
    pub crashes: i32,
    pub errors: Value,
}

impl Leased for JobRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn tries(&self) -> i32 {
        self.tries
    }

    fn errors(&self) -> &Value {
        &self.errors
    }
}

/// How a job stands.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = tasks)]
pub struct JobState {
    pub id: Uuid,
    pub kind: String,
    pub key: String,
    #[diesel(column_name = step)]
    pub payload: Value,
    pub project_id: Option<Uuid>,
    pub owner_id: Option<Uuid>,
    state: String,
    /// What it last said of itself.
    pub message: Option<String>,
    /// From 0 to 1, where it can be told.
    pub progress: Option<f64>,
    pub tries: i32,
    /// Why each failed try failed: a list of `{ at, try, error }`.
    pub errors: Value,
    pub next_run_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

impl JobState {
    pub fn state(&self) -> TaskState {
        TaskState::from_key(&self.state).unwrap_or(TaskState::Ready)
    }
}

/// Queues a job, in the transaction of whatever it follows from. `None` when an unfinished one of its kind has its key.
pub async fn add_job(conn: &mut AsyncPgConnection, job: NewJob<'_>, pool: Pool) -> Result<Option<TaskId>, StoreError> {
    debug_assert_ne!(job.kind, STEP);
    let id = TaskId::new();
    let key = job.key.map_or_else(|| id.to_string(), str::to_owned);
    let added = diesel::insert_into(tasks::table)
        .values((
            tasks::id.eq(id.0),
            tasks::kind.eq(job.kind),
            tasks::key.eq(key),
            tasks::pool.eq(pool.key()),
            tasks::step.eq(job.payload),
            tasks::fingerprint.eq(""),
            tasks::project_id.eq(job.project.map(|project| project.0)),
            tasks::owner_id.eq(job.owner.map(|owner| owner.0)),
            tasks::next_run_at.eq(super::lease::from_now(job.after)),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if added > 0 {
        notify(conn, CHANNEL, "").await?;
    }
    Ok((added > 0).then_some(id))
}

/// How a job stands; `None` where there is none of that id.
pub async fn job(conn: &mut AsyncPgConnection, id: TaskId) -> Result<Option<JobState>, StoreError> {
    let row = tasks::table.find(id.0).filter(tasks::kind.ne(STEP)).select(JobState::as_select());
    Ok(row.first(conn).await.optional()?)
}

/// The newest job of a kind that has or had this key.
pub async fn newest_job(conn: &mut AsyncPgConnection, kind: &str, key: &str) -> Result<Option<JobState>, StoreError> {
    let rows = tasks::table.filter(tasks::kind.ne(STEP)).filter(tasks::kind.eq(kind)).filter(tasks::key.eq(key));
    let newest = rows.order((tasks::created_at.desc(), tasks::id.desc())).select(JobState::as_select());
    Ok(newest.first(conn).await.optional()?)
}

/// Cancels a job that has not come to its end; its worker notices at its next heartbeat. `false` when there is none.
pub async fn cancel_job(conn: &mut AsyncPgConnection, id: TaskId) -> Result<bool, StoreError> {
    let unfinished = tasks::table.find(id.0).filter(tasks::kind.ne(STEP)).filter(tasks::finished_at.is_null());
    let cancelled = diesel::update(unfinished).set((
        tasks::state.eq(TaskState::Cancelled.key()),
        tasks::finished_at.eq(Utc::now()),
        tasks::lease_token.eq(None::<Uuid>),
        tasks::lease_until.eq(None::<DateTime<Utc>>),
    ));
    Ok(cancelled.execute(conn).await? > 0)
}

/// Queues a job anew that was given up; its tries count anew. `false` when there is none, or another of its kind and key waits.
pub async fn retry_job(conn: &mut AsyncPgConnection, id: TaskId) -> Result<bool, StoreError> {
    // The task's row is its only record: its history goes on in it.
    let query = "UPDATE tasks SET state = 'ready', finished_at = NULL, tries = 0, crashes = 0, next_run_at = now()
        WHERE id = $1 AND kind <> 'step' AND state = 'discarded' AND NOT EXISTS (
            SELECT 1 FROM tasks other WHERE other.kind = tasks.kind AND other.key = tasks.key AND other.finished_at IS NULL)";
    let again = diesel::sql_query(query).bind::<diesel::sql_types::Uuid, _>(id.0).execute(conn).await? > 0;
    if again {
        notify(conn, CHANNEL, "").await?;
    }
    Ok(again)
}
