//! Tasks: units of durable work, held by a lease. Every write names the lease's token, so that a worker that overslept changes nothing.

mod claim;

pub use claim::{SUSPECT, claim, claim_this, due_in, release_all};

use crate::{StoreError, events::notify, schema_film::tasks};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::AsExprOf,
    expression::{SqlLiteral, UncheckedBind},
    prelude::*,
    sql_types::{BigInt, Interval, Timestamptz},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ClipState, ProjectId, ShotId, TaskId, TaskState};
use serde_json::Value;
use uuid::Uuid;

/// What the joining of a film is named, in the place of a fingerprint: which clips, is read when it runs.
pub const FILM: &str = "film";

/// The channel that says that a task can be claimed.
pub const CHANNEL: &str = "studio_tasks";

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = tasks)]
pub struct TaskRow {
    pub id: Uuid,
    pub project_id: Uuid,
    pub shot_id: Option<Uuid>,
    /// A `plan::Step`.
    pub step: Value,
    pub fingerprint: String,
    pub tries: i32,
    /// How often the process ended while it ran this, since it last came to an end or a pause in good order.
    pub crashes: i32,
    pub errors: Value,
}

impl TaskRow {
    pub fn project(&self) -> ProjectId {
        ProjectId(self.project_id)
    }

    pub fn shot(&self) -> Option<ShotId> {
        self.shot_id.map(ShotId)
    }

    pub fn task(&self) -> TaskId {
        TaskId(self.id)
    }
}

/// A claimed task and the token that its holder writes with.
#[derive(Clone, Debug)]
pub struct Lease {
    pub task: TaskRow,
    pub token: Uuid,
}

/// Queues a step. `false` when its clip (or the film) already has an unfinished one.
pub async fn enqueue(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    shot: Option<ShotId>,
    step: Value,
    fingerprint: &str,
) -> Result<bool, StoreError> {
    let added = diesel::insert_into(tasks::table)
        .values((
            tasks::id.eq(TaskId::new().0),
            tasks::project_id.eq(project.0),
            tasks::shot_id.eq(shot.map(|shot| shot.0)),
            tasks::step.eq(step),
            tasks::fingerprint.eq(fingerprint),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if added > 0 {
        notify(conn, CHANNEL, "").await?;
    }
    Ok(added > 0)
}

/// Ends the nap of the task that waits for this step: there is news of it. `false` when none waits.
pub async fn wake(conn: &mut AsyncPgConnection, project: ProjectId, fingerprint: &str) -> Result<bool, StoreError> {
    let waits = tasks::table
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::fingerprint.eq(fingerprint))
        .filter(tasks::state.eq(TaskState::Snoozed.key()))
        .filter(tasks::next_run_at.gt(diesel::dsl::now));
    let woken = diesel::update(waits).set(tasks::next_run_at.eq(diesel::dsl::now)).execute(conn).await? > 0;
    if woken {
        notify(conn, CHANNEL, "").await?;
    }
    Ok(woken)
}

/// Prolongs a lease. `false`: it is lost (the task was cancelled, or another worker has it), so stop working.
pub async fn extend(conn: &mut AsyncPgConnection, lease: &Lease, by: TimeDelta) -> Result<bool, StoreError> {
    let held = diesel::update(tasks::table.find(lease.task.id).filter(tasks::lease_token.eq(lease.token)))
        .set(tasks::lease_until.eq(from_now(by).nullable()))
        .execute(conn)
        .await?;
    Ok(held > 0)
}

/// Whether the lease is still ours; if so, nobody else can take the task until the transaction ends.
pub async fn is_held(conn: &mut AsyncPgConnection, lease: &Lease) -> Result<bool, StoreError> {
    let row = tasks::table.find(lease.task.id).filter(tasks::lease_token.eq(lease.token));
    Ok(row.select(tasks::id).for_update().first::<Uuid>(conn).await.optional()?.is_some())
}

/// Ends a task. `false` when the lease is lost: the caller must roll its transaction back.
pub async fn finish(conn: &mut AsyncPgConnection, lease: &Lease, state: TaskState) -> Result<bool, StoreError> {
    debug_assert!(state.is_final());
    let ended = diesel::update(tasks::table.find(lease.task.id).filter(tasks::lease_token.eq(lease.token)))
        .set((
            tasks::state.eq(state.key()),
            tasks::finished_at.eq(Utc::now()),
            tasks::worked_ms.eq(worked()),
            tasks::lease_token.eq(None::<Uuid>),
            tasks::lease_until.eq(None::<DateTime<Utc>>),
        ))
        .execute(conn)
        .await?;
    Ok(ended > 0)
}

/// A time by the database's clock, which is the one that tasks are claimed by.
fn from_now(by: TimeDelta) -> UncheckedBind<SqlLiteral<Timestamptz>, AsExprOf<TimeDelta, Interval>> {
    diesel::dsl::sql::<Timestamptz>("now() + ").bind::<Interval, _>(by)
}

/// The time that was worked on a task, with that of whoever holds it now.
fn worked() -> SqlLiteral<BigInt> {
    diesel::dsl::sql("worked_ms + coalesce((extract(epoch FROM clock_timestamp() - claimed_at) * 1000)::bigint, 0)")
}

/// A task's history with one more failure in it.
fn history(lease: &Lease, error: Option<&str>) -> Value {
    let mut errors = lease.task.errors.clone();
    if let (Some(list), Some(error)) = (errors.as_array_mut(), error) {
        list.push(serde_json::json!({ "at": Utc::now().to_rfc3339(), "try": lease.task.tries, "error": error }));
    }
    errors
}

/// Gives a task back to run again after `pause`: `Ready` after a failed try, `Snoozed` while a provider works. Its process outlived it,
/// so its crashes count anew. `error` is added to the task's history.
pub async fn put_back(
    conn: &mut AsyncPgConnection,
    lease: &Lease,
    state: TaskState,
    pause: TimeDelta,
    error: Option<&str>,
) -> Result<bool, StoreError> {
    let back = diesel::update(tasks::table.find(lease.task.id).filter(tasks::lease_token.eq(lease.token)))
        .set((
            tasks::state.eq(state.key()),
            tasks::next_run_at.eq(from_now(pause)),
            tasks::worked_ms.eq(worked()),
            tasks::errors.eq(history(lease, error)),
            tasks::crashes.eq(0),
            tasks::lease_token.eq(None::<Uuid>),
            tasks::lease_until.eq(None::<DateTime<Utc>>),
        ))
        .execute(conn)
        .await?;
    Ok(back > 0)
}

/// Gives a task up for good that this worker holds. `false` when the lease is lost.
pub async fn discard(conn: &mut AsyncPgConnection, lease: &Lease, error: &str) -> Result<bool, StoreError> {
    let given_up = diesel::update(tasks::table.find(lease.task.id).filter(tasks::lease_token.eq(lease.token)))
        .set((
            tasks::state.eq(TaskState::Discarded.key()),
            tasks::finished_at.eq(Utc::now()),
            tasks::worked_ms.eq(worked()),
            tasks::errors.eq(history(lease, Some(error))),
            tasks::lease_token.eq(None::<Uuid>),
            tasks::lease_until.eq(None::<DateTime<Utc>>),
        ))
        .execute(conn)
        .await?;
    Ok(given_up > 0)
}

/// Gives a task back untouched, as if it had never been claimed: a process that stops in good order.
pub async fn release(conn: &mut AsyncPgConnection, lease: &Lease) -> Result<(), StoreError> {
    diesel::update(tasks::table.find(lease.task.id).filter(tasks::lease_token.eq(lease.token)))
        .set((
            tasks::state.eq(TaskState::Ready.key()),
            tasks::tries.eq(tasks::tries - 1),
            tasks::lease_token.eq(None::<Uuid>),
            tasks::lease_until.eq(None::<DateTime<Utc>>),
        ))
        .execute(conn)
        .await?;
    notify(conn, CHANNEL, "").await
}

/// Cancels a project's unfinished tasks (only `shot`'s when given). Their workers notice at the next heartbeat.
pub async fn cancel(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    shot: Option<ShotId>,
) -> Result<usize, StoreError> {
    let change = (
        tasks::state.eq(TaskState::Cancelled.key()),
        tasks::finished_at.eq(Utc::now()),
        tasks::lease_token.eq(None::<Uuid>),
        tasks::lease_until.eq(None::<DateTime<Utc>>),
    );
    let unfinished = tasks::table.filter(tasks::project_id.eq(project.0)).filter(tasks::finished_at.is_null());
    Ok(match shot {
        Some(shot) => diesel::update(unfinished.filter(tasks::shot_id.eq(shot.0))).set(change).execute(conn).await?,
        None => diesel::update(unfinished).set(change).execute(conn).await?,
    })
}

/// Cancels the film's joining, which is not finished: its clips changed. What else is made for the whole film, such as music that is being
/// bought, is made to its end.
pub async fn cancel_film(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<(), StoreError> {
    diesel::update(
        tasks::table
            .filter(tasks::project_id.eq(project.0))
            .filter(tasks::shot_id.is_null())
            .filter(tasks::fingerprint.eq(FILM))
            .filter(tasks::finished_at.is_null()),
    )
    .set((
        tasks::state.eq(TaskState::Cancelled.key()),
        tasks::finished_at.eq(Utc::now()),
        tasks::lease_token.eq(None::<Uuid>),
        tasks::lease_until.eq(None::<DateTime<Utc>>),
    ))
    .execute(conn)
    .await?;
    Ok(())
}

/// What is under way for a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Active {
    /// Clips being made.
    pub clips: usize,
    /// Of those, clips being mixed.
    pub mixing: usize,
    /// Clips whose turn has not come, of which something is made already.
    pub ahead: usize,
    /// The film itself is being joined.
    pub film: bool,
}

/// Counts a project's unfinished tasks.
pub async fn active(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Active, StoreError> {
    use crate::schema_film::shots;
    let rows: Vec<Option<String>> = tasks::table
        .left_join(shots::table.on(tasks::shot_id.eq(shots::id.nullable())))
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::finished_at.is_null())
        .select(shots::state.nullable())
        .load(conn)
        .await?;
    let mut active = Active::default();
    for state in rows {
        match state.as_deref().and_then(ClipState::from_key) {
            None => active.film = true,
            Some(ClipState::Waiting | ClipState::Stale) => active.ahead += 1,
            Some(state) => {
                active.clips += 1;
                active.mixing += usize::from(state == ClipState::Mixing);
            }
        }
    }
    Ok(active)
}

/// Whether a step of the whole film was given up for good since then.
pub async fn was_given_up(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    fingerprint: &str,
    since: Option<DateTime<Utc>>,
) -> Result<bool, StoreError> {
    let given_up = tasks::table
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::shot_id.is_null())
        .filter(tasks::fingerprint.eq(fingerprint))
        .filter(tasks::state.eq(TaskState::Discarded.key()))
        .filter(tasks::finished_at.ge(since.unwrap_or(DateTime::UNIX_EPOCH)));
    Ok(diesel::select(diesel::dsl::exists(given_up)).get_result(conn).await?)
}

/// The fingerprints of the unfinished steps of a project's shots.
pub async fn running_steps(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
) -> Result<std::collections::HashMap<ShotId, String>, StoreError> {
    let rows: Vec<(Option<Uuid>, String)> = tasks::table
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::finished_at.is_null())
        .select((tasks::shot_id, tasks::fingerprint))
        .load(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(shot, name)| Some((ShotId(shot?), name))).collect())
}
