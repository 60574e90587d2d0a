//! Who takes which task: people in turn, each person's tasks in the order of their time. What a dead process held is taken from it first.

use super::{Lease, TaskRow};
use crate::StoreError;
use chrono::TimeDelta;
use diesel::{
    prelude::*,
    sql_types::{Double, Int4, Jsonb, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::TaskId;
use serde_json::Value;
use std::time::Duration;
use uuid::Uuid;

/// A task that was running so often when its process ended runs alone from then on, so that its neighbours are not blamed.
pub const SUSPECT: i32 = 2;

/// Gives back what processes held that ended without a word, and counts that as a crash, not as a try. From the second crash on a task
/// waits before it runs again, up to half a lease: what is innocent gets done meanwhile. $1: the lease in seconds.
const BURY: &str = "UPDATE tasks SET state = 'ready', tries = tries - 1, crashes = crashes + 1, lease_token = NULL, lease_until = NULL,
         next_run_at = now() + make_interval(secs => $1 * least(crashes, 3) / 6)
     WHERE id IN (SELECT id FROM tasks WHERE state = 'running'";

/// The first task whose time has come of the person who was served longest ago. People are found by leaps through the index
/// `tasks_by_person`, so that one person's long queue costs nobody time. A few of each person's are looked at, because other processes
/// may be taking the first ones this moment.
const NEXT: &str = "WITH RECURSIVE people (owner_id) AS (
         (SELECT owner_id FROM tasks WHERE state IN ('ready', 'snoozed') ORDER BY owner_id LIMIT 1)
         UNION ALL
         SELECT (SELECT owner_id FROM tasks WHERE state IN ('ready', 'snoozed') AND owner_id > people.owner_id ORDER BY owner_id LIMIT 1)
         FROM people WHERE people.owner_id IS NOT NULL
     ), next AS (
         SELECT tasks.id, tasks.owner_id FROM people
         LEFT JOIN task_turns USING (owner_id)
         CROSS JOIN LATERAL (
             SELECT id, next_run_at FROM tasks
             WHERE owner_id = people.owner_id AND state IN ('ready', 'snoozed') AND next_run_at <= now()
             ORDER BY next_run_at, id LIMIT 8) AS first
         JOIN tasks ON tasks.id = first.id AND tasks.state IN ('ready', 'snoozed')
         ORDER BY task_turns.served_at NULLS FIRST, people.owner_id, first.next_run_at, first.id
         LIMIT 1 FOR UPDATE OF tasks SKIP LOCKED
     ), served AS (
         INSERT INTO task_turns SELECT owner_id, clock_timestamp() FROM next
         ON CONFLICT (owner_id) DO UPDATE SET served_at = excluded.served_at
     )";
/// One task, where it can be claimed at all. $3: its id.
const THIS: &str = "WITH next AS (
         SELECT id FROM tasks WHERE id = $3 AND state IN ('ready', 'snoozed') AND next_run_at <= now() FOR UPDATE SKIP LOCKED
     )";
/// $1: the token, $2: the lease in seconds.
const TAKE: &str =
    "UPDATE tasks SET state = 'running', lease_token = $1, lease_until = now() + make_interval(secs => $2), claimed_at = clock_timestamp(),
         tries = tries + CASE WHEN state = 'snoozed' THEN 0 ELSE 1 END
     FROM next WHERE tasks.id = next.id
     RETURNING tasks.id, project_id, shot_id, step, fingerprint, tries, crashes, errors";

/// Takes the next task: people take turns, and each person's tasks run in the order of their time. A task whose holder's lease ran out
/// has crashed once more.
pub async fn claim(conn: &mut AsyncPgConnection, lease: TimeDelta) -> Result<Option<Lease>, StoreError> {
    let lost = format!("{BURY} AND lease_until < now() FOR UPDATE SKIP LOCKED)");
    diesel::sql_query(lost).bind::<Double, _>(lease.as_seconds_f64()).execute(conn).await?;
    let token = Uuid::now_v7();
    let row = diesel::sql_query(format!("{NEXT} {TAKE}"))
        .bind::<SqlUuid, _>(token)
        .bind::<Double, _>(lease.as_seconds_f64())
        .get_result::<Claimed>(conn)
        .await
        .optional()?;
    Ok(row.map(|row| Lease { task: row.into(), token }))
}

/// Takes this very task, if nobody has it and its time has come.
pub async fn claim_this(
    conn: &mut AsyncPgConnection,
    id: TaskId,
    lease: TimeDelta,
) -> Result<Option<Lease>, StoreError> {
    let token = Uuid::now_v7();
    let row = diesel::sql_query(format!("{THIS} {TAKE}"))
        .bind::<SqlUuid, _>(token)
        .bind::<Double, _>(lease.as_seconds_f64())
        .bind::<SqlUuid, _>(id.0)
        .get_result::<Claimed>(conn)
        .await
        .optional()?;
    Ok(row.map(|row| Lease { task: row.into(), token }))
}

/// Takes back every task that is leased: its process ended without a word, so each has crashed once more. Only for a process that knows
/// itself alone: the holders are dead.
pub async fn release_all(conn: &mut AsyncPgConnection, lease: TimeDelta) -> Result<usize, StoreError> {
    Ok(diesel::sql_query(format!("{BURY})")).bind::<Double, _>(lease.as_seconds_f64()).execute(conn).await?)
}

/// In how long the next task's time comes, or the next lease runs out, by the database's clock: how long a worker may sleep.
pub async fn due_in(conn: &mut AsyncPgConnection) -> Result<Option<Duration>, StoreError> {
    #[derive(QueryableByName)]
    struct Due {
        #[diesel(sql_type = Nullable<Double>)]
        seconds: Option<f64>,
    }
    let due: Due = diesel::sql_query(
        "SELECT extract(epoch FROM least(
            (SELECT min(next_run_at) FROM tasks WHERE state IN ('ready', 'snoozed')),
            (SELECT min(lease_until) FROM tasks WHERE state = 'running')) - now())::float8 AS seconds",
    )
    .get_result(conn)
    .await?;
    Ok(due.seconds.map(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX)))
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    project_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    shot_id: Option<Uuid>,
    #[diesel(sql_type = Jsonb)]
    step: Value,
    #[diesel(sql_type = Text)]
    fingerprint: String,
    #[diesel(sql_type = Int4)]
    tries: i32,
    #[diesel(sql_type = Int4)]
    crashes: i32,
    #[diesel(sql_type = Jsonb)]
    errors: Value,
}

impl From<Claimed> for TaskRow {
    fn from(row: Claimed) -> Self {
        let Claimed { id, project_id, shot_id, step, fingerprint, tries, crashes, errors } = row;
        Self { id, project_id, shot_id, step, fingerprint, tries, crashes, errors }
    }
}
