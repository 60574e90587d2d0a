//! A claimed task and the token that its holder writes with: every write here changes nothing once the lease is lost.

use super::{CHANNEL, TaskRow};
use crate::{StoreError, events::notify, schema_film::tasks};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::AsExprOf,
    expression::{SqlLiteral, UncheckedBind},
    prelude::*,
    sql_types::{BigInt, Interval, Timestamptz},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::TaskState;
use serde_json::Value;
use uuid::Uuid;

/// A claimed task and the token that its holder writes with.
#[derive(Clone, Debug)]
pub struct Lease<T = TaskRow> {
    pub task: T,
    pub token: Uuid,
}

/// What a lease can be held of.
pub trait Leased: Send + Sync {
    fn id(&self) -> Uuid;
    /// How often it was begun, this time included.
    fn tries(&self) -> i32;
    /// Why each failed try failed.
    fn errors(&self) -> &Value;
}

/// Prolongs a lease. `false`: it is lost (the task was cancelled, or another worker has it), so stop working.
pub async fn extend(
    conn: &mut AsyncPgConnection,
    lease: &Lease<impl Leased>,
    by: TimeDelta,
) -> Result<bool, StoreError> {
    let held = diesel::update(tasks::table.find(lease.task.id()).filter(tasks::lease_token.eq(lease.token)))
        .set(tasks::lease_until.eq(from_now(by).nullable()))
        .execute(conn)
        .await?;
    Ok(held > 0)
}

/// Whether the lease is still ours; if so, nobody else can take the task until the transaction ends.
pub async fn is_held(conn: &mut AsyncPgConnection, lease: &Lease<impl Leased>) -> Result<bool, StoreError> {
    let row = tasks::table.find(lease.task.id()).filter(tasks::lease_token.eq(lease.token));
    Ok(row.select(tasks::id).for_update().first::<Uuid>(conn).await.optional()?.is_some())
}

/// Ends a task. `false` when the lease is lost: the caller must roll its transaction back.
pub async fn finish(
    conn: &mut AsyncPgConnection,
    lease: &Lease<impl Leased>,
    state: TaskState,
) -> Result<bool, StoreError> {
    debug_assert!(state.is_final());
    let ended = diesel::update(tasks::table.find(lease.task.id()).filter(tasks::lease_token.eq(lease.token)))
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
pub(super) fn from_now(by: TimeDelta) -> UncheckedBind<SqlLiteral<Timestamptz>, AsExprOf<TimeDelta, Interval>> {
    diesel::dsl::sql::<Timestamptz>("now() + ").bind::<Interval, _>(by)
}

/// The time that was worked on a task, with that of whoever holds it now.
fn worked() -> SqlLiteral<BigInt> {
    diesel::dsl::sql("worked_ms + coalesce((extract(epoch FROM clock_timestamp() - claimed_at) * 1000)::bigint, 0)")
}

/// A task's history with one more failure in it.
fn history(lease: &Lease<impl Leased>, error: Option<&str>) -> Value {
    let mut errors = lease.task.errors().clone();
    if let (Some(list), Some(error)) = (errors.as_array_mut(), error) {
        list.push(serde_json::json!({ "at": Utc::now().to_rfc3339(), "try": lease.task.tries(), "error": error }));
    }
    errors
}

/// Gives a task back to run again after `pause`: `Ready` after a failed try, `Snoozed` while a provider works. Its process outlived it,
/// so its crashes count anew. `error` is added to the task's history.
pub async fn put_back(
    conn: &mut AsyncPgConnection,
    lease: &Lease<impl Leased>,
    state: TaskState,
    pause: TimeDelta,
    error: Option<&str>,
) -> Result<bool, StoreError> {
    let back = diesel::update(tasks::table.find(lease.task.id()).filter(tasks::lease_token.eq(lease.token)))
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
pub async fn discard(
    conn: &mut AsyncPgConnection,
    lease: &Lease<impl Leased>,
    error: &str,
) -> Result<bool, StoreError> {
    let given_up = diesel::update(tasks::table.find(lease.task.id()).filter(tasks::lease_token.eq(lease.token)))
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
pub async fn release(conn: &mut AsyncPgConnection, lease: &Lease<impl Leased>) -> Result<(), StoreError> {
    diesel::update(tasks::table.find(lease.task.id()).filter(tasks::lease_token.eq(lease.token)))
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

/// What a running task says of itself, with its progress from 0 to 1. `false` when its lease is lost.
pub async fn tell(
    conn: &mut AsyncPgConnection,
    lease: &Lease<impl Leased>,
    message: Option<&str>,
    progress: Option<f64>,
) -> Result<bool, StoreError> {
    let held = tasks::table.find(lease.task.id()).filter(tasks::lease_token.eq(lease.token));
    let told = diesel::update(held).set((tasks::message.eq(message), tasks::progress.eq(progress)));
    Ok(told.execute(conn).await? > 0)
}
