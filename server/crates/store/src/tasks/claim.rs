//! Who takes which task: people in turn, each person's tasks in the order of their time. What a dead process held is taken from it first.

use super::{JobRow, Lease, Pool, STEP, TaskRow};
use crate::StoreError;
use chrono::TimeDelta;
use diesel::{
    prelude::*,
    sql_types::{Array, Double, Int4, Jsonb, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, TaskId, UserId};
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
/// `tasks_by_turn`, so that one person's long queue costs nobody time. A few of each person's are looked at, because other processes
/// may be taking the first ones this moment. $3: the pool, $4: the kinds.
const NEXT: &str = "WITH RECURSIVE people (owner_id) AS (
         (SELECT turn_id FROM tasks WHERE state IN ('ready', 'snoozed') AND pool = $3 ORDER BY turn_id LIMIT 1)
         UNION ALL
         SELECT (SELECT turn_id FROM tasks WHERE state IN ('ready', 'snoozed') AND pool = $3 AND turn_id > people.owner_id
             ORDER BY turn_id LIMIT 1)
         FROM people WHERE people.owner_id IS NOT NULL
     ), next AS (
         SELECT tasks.id, tasks.turn_id FROM people
         LEFT JOIN task_turns USING (owner_id)
         CROSS JOIN LATERAL (
             SELECT id, next_run_at FROM tasks
             WHERE pool = $3 AND turn_id = people.owner_id AND state IN ('ready', 'snoozed') AND next_run_at <= now() AND kind = ANY($4)
             ORDER BY next_run_at, id LIMIT 8) AS first
         JOIN tasks ON tasks.id = first.id AND tasks.state IN ('ready', 'snoozed')
         ORDER BY task_turns.served_at NULLS FIRST, people.owner_id, first.next_run_at, first.id
         LIMIT 1 FOR UPDATE OF tasks SKIP LOCKED
     ), served AS (
         INSERT INTO task_turns SELECT turn_id, clock_timestamp() FROM next
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
     RETURNING tasks.id, kind, key, project_id, owner_id, shot_id, step, fingerprint, tries, crashes, errors";

/// What a worker takes.
#[derive(Clone, Copy, Debug)]
pub struct Takes<'a> {
    pub pool: Pool,
    /// The kinds that this process has handlers of, [`STEP`] among them. Others wait for a process that has.
    pub kinds: &'a [&'a str],
}

/// A task that was claimed.
#[derive(Clone, Debug)]
pub enum Claim {
    /// A step of a film.
    Step(Lease),
    /// Other work.
    Job(Lease<JobRow>),
}

impl Claim {
    pub fn id(&self) -> TaskId {
        match self {
            Self::Step(lease) => lease.task.task(),
            Self::Job(lease) => lease.task.id,
        }
    }

    /// How often the process ended while it ran this.
    pub fn crashes(&self) -> i32 {
        match self {
            Self::Step(lease) => lease.task.crashes,
            Self::Job(lease) => lease.task.crashes,
        }
    }
}

/// Takes the next task of those that this worker takes: people take turns, and each person's tasks run in the order of their time. A
/// task whose holder's lease ran out has crashed once more.
pub async fn claim(
    conn: &mut AsyncPgConnection,
    takes: Takes<'_>,
    lease: TimeDelta,
) -> Result<Option<Claim>, StoreError> {
    let lost = format!("{BURY} AND lease_until < now() AND pool = $2 FOR UPDATE SKIP LOCKED)");
    let lost = diesel::sql_query(lost).bind::<Double, _>(lease.as_seconds_f64());
    lost.bind::<Text, _>(takes.pool.key()).execute(conn).await?;
    let token = Uuid::now_v7();
    let row = diesel::sql_query(format!("{NEXT} {TAKE}"))
        .bind::<SqlUuid, _>(token)
        .bind::<Double, _>(lease.as_seconds_f64())
        .bind::<Text, _>(takes.pool.key())
        .bind::<Array<Text>, _>(takes.kinds)
        .get_result::<Claimed>(conn)
        .await
        .optional()?;
    Ok(row.map(|row| row.by(token)))
}

/// Takes this very task, if nobody has it and its time has come.
pub async fn claim_this(
    conn: &mut AsyncPgConnection,
    id: TaskId,
    lease: TimeDelta,
) -> Result<Option<Claim>, StoreError> {
    let token = Uuid::now_v7();
    let row = diesel::sql_query(format!("{THIS} {TAKE}"))
        .bind::<SqlUuid, _>(token)
        .bind::<Double, _>(lease.as_seconds_f64())
        .bind::<SqlUuid, _>(id.0)
        .get_result::<Claimed>(conn)
        .await
        .optional()?;
    Ok(row.map(|row| row.by(token)))
}

/// Takes back every task that is leased: its process ended without a word, so each has crashed once more. Only for a process that knows
/// itself alone: the holders are dead.
pub async fn release_all(conn: &mut AsyncPgConnection, lease: TimeDelta) -> Result<usize, StoreError> {
    Ok(diesel::sql_query(format!("{BURY})")).bind::<Double, _>(lease.as_seconds_f64()).execute(conn).await?)
}

/// In how long the time of the next task comes that this worker takes, or the next lease runs out, by the database's clock: how long it
/// may sleep.
pub async fn due_in(conn: &mut AsyncPgConnection, takes: Takes<'_>) -> Result<Option<Duration>, StoreError> {
    #[derive(QueryableByName)]
    struct Due {
        #[diesel(sql_type = Nullable<Double>)]
        seconds: Option<f64>,
    }
    let due: Due = diesel::sql_query(
        "SELECT extract(epoch FROM least(
            (SELECT min(next_run_at) FROM tasks WHERE state IN ('ready', 'snoozed') AND pool = $1 AND kind = ANY($2)),
            (SELECT min(lease_until) FROM tasks WHERE state = 'running' AND pool = $1)) - now())::float8 AS seconds",
    )
    .bind::<Text, _>(takes.pool.key())
    .bind::<Array<Text>, _>(takes.kinds)
    .get_result(conn)
    .await?;
    Ok(due.seconds.map(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX)))
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    project_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    owner_id: Option<Uuid>,
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

impl Claimed {
    fn by(self, token: Uuid) -> Claim {
        let Self { id, kind, key, project_id, owner_id, shot_id, step, fingerprint, tries, crashes, errors } = self;
        let is_step = kind.strip_prefix(STEP).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
        match project_id.filter(|_| is_step) {
            Some(project_id) => {
                let task = TaskRow { id, kind, project_id, shot_id, step, fingerprint, tries, crashes, errors };
                Claim::Step(Lease { task, token })
            }
            None => {
                let (id, project, owner) = (TaskId(id), project_id.map(ProjectId), owner_id.map(UserId));
                let task = JobRow { id, kind, key, payload: step, project, owner, tries, crashes, errors };
                Claim::Job(Lease { task, token })
            }
        }
    }
}
