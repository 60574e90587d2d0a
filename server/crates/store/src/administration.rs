//! Figures for whoever runs the studio: queues, work that was given up, what was paid, what is kept. No titles and no texts.

use crate::StoreError;
use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{BigInt, Double, Int4, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

/// One of the two queues, as it is now.
#[derive(Clone, Debug, QueryableByName)]
pub struct Queue {
    #[diesel(sql_type = Text)]
    pub pool: String,
    #[diesel(sql_type = BigInt)]
    pub ready: i64,
    #[diesel(sql_type = BigInt)]
    pub running: i64,
    #[diesel(sql_type = BigInt)]
    pub later: i64,
    /// Given up.
    #[diesel(sql_type = BigInt)]
    pub dead: i64,
    /// Seconds that the first of the ready ones waits.
    #[diesel(sql_type = Double)]
    pub oldest: f64,
}

/// Both queues.
pub async fn queues(conn: &mut AsyncPgConnection) -> Result<Vec<Queue>, StoreError> {
    let query = "SELECT pools.pool, count(*) FILTER (WHERE due) AS ready, count(*) FILTER (WHERE state = 'running') AS running,
            count(*) FILTER (WHERE state IN ('ready', 'snoozed') AND NOT due) AS later,
            count(*) FILTER (WHERE state = 'discarded') AS dead,
            coalesce(extract(epoch FROM now() - min(next_run_at) FILTER (WHERE due)), 0)::float8 AS oldest
        FROM (VALUES ('calls'), ('compute')) AS pools (pool)
        LEFT JOIN (SELECT pool, state, next_run_at, state IN ('ready', 'snoozed') AND next_run_at <= now() AS due FROM tasks
            WHERE finished_at IS NULL OR state = 'discarded') AS open ON open.pool = pools.pool
        GROUP BY pools.pool ORDER BY pools.pool";
    Ok(sql_query(query).load(conn).await?)
}

/// Work that is no step of a film, and was given up.
#[derive(Clone, Debug, QueryableByName)]
pub struct Dead {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = Int4)]
    pub tries: i32,
    #[diesel(sql_type = Nullable<Text>)]
    pub why: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub ended_at: Option<DateTime<Utc>>,
}

/// The newest of them.
pub async fn dead(conn: &mut AsyncPgConnection, most: i64) -> Result<Vec<Dead>, StoreError> {
    let query = "SELECT id, kind, tries, errors -> -1 ->> 'error' AS why, finished_at AS ended_at FROM tasks
        WHERE state = 'discarded' AND kind <> 'step' AND kind NOT LIKE 'step:%' ORDER BY finished_at DESC, id DESC LIMIT $1";
    Ok(sql_query(query).bind::<BigInt, _>(most).load(conn).await?)
}

/// What was paid, in cents.
#[derive(Clone, Copy, Debug, QueryableByName)]
pub struct Spend {
    #[diesel(sql_type = BigInt)]
    pub day: i64,
    #[diesel(sql_type = BigInt)]
    pub week: i64,
    #[diesel(sql_type = BigInt)]
    pub month: i64,
    #[diesel(sql_type = BigInt)]
    pub ever: i64,
}

/// By everybody, with every key.
pub async fn spend(conn: &mut AsyncPgConnection) -> Result<Spend, StoreError> {
    let query = "SELECT coalesce(sum(billed_cents) FILTER (WHERE ended_at > now() - interval '1 day'), 0)::int8 AS day,
            coalesce(sum(billed_cents) FILTER (WHERE ended_at > now() - interval '7 days'), 0)::int8 AS week,
            coalesce(sum(billed_cents) FILTER (WHERE ended_at > now() - interval '30 days'), 0)::int8 AS month,
            coalesce(sum(billed_cents), 0)::int8 AS ever FROM attempts";
    Ok(sql_query(query).get_result(conn).await?)
}

/// What is kept of one project.
#[derive(Clone, Debug, QueryableByName)]
pub struct Stored {
    #[diesel(sql_type = SqlUuid)]
    pub project_id: Uuid,
    #[diesel(sql_type = Text)]
    pub owner: String,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
    #[diesel(sql_type = BigInt)]
    pub bytes: i64,
}

/// The largest projects.
pub async fn stored(conn: &mut AsyncPgConnection, most: i64) -> Result<Vec<Stored>, StoreError> {
    let query = "SELECT p.id AS project_id, u.name AS owner, count(*) AS count, sum(a.bytes)::int8 AS bytes
        FROM artifacts a JOIN projects p ON p.id = a.project_id JOIN users u ON u.id = p.owner_id
        GROUP BY p.id, u.name ORDER BY bytes DESC, p.id LIMIT $1";
    Ok(sql_query(query).bind::<BigInt, _>(most).load(conn).await?)
}

/// How many exports are in each state.
#[derive(Clone, Debug, QueryableByName)]
pub struct Exports {
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

/// Of everybody.
pub async fn exports(conn: &mut AsyncPgConnection) -> Result<Vec<Exports>, StoreError> {
    Ok(sql_query("SELECT state, count(*) AS count FROM exports GROUP BY state ORDER BY state").load(conn).await?)
}

/// Rows of one table, as the database's statistics have them.
#[derive(Clone, Debug, QueryableByName)]
pub struct TableSize {
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = BigInt)]
    pub rows: i64,
    #[diesel(sql_type = BigInt)]
    pub bytes: i64,
}

/// Every table with its size.
pub async fn tables(conn: &mut AsyncPgConnection) -> Result<Vec<TableSize>, StoreError> {
    let query = "SELECT relname::text AS name, n_live_tup::int8 AS rows, pg_total_relation_size(relid)::int8 AS bytes
        FROM pg_stat_user_tables ORDER BY relname";
    Ok(sql_query(query).load(conn).await?)
}

/// Unfinished and given-up tasks by kind and state.
#[derive(Clone, Debug, QueryableByName)]
pub struct TaskCount {
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

pub async fn tasks(conn: &mut AsyncPgConnection) -> Result<Vec<TaskCount>, StoreError> {
    let query = "SELECT kind, state, count(*) AS count FROM tasks GROUP BY kind, state ORDER BY kind, state";
    Ok(sql_query(query).load(conn).await?)
}

/// The database's clock, its version, and whether this connection is encrypted.
#[derive(Clone, Debug, QueryableByName)]
pub struct About {
    #[diesel(sql_type = Timestamptz)]
    pub now: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub version: String,
    #[diesel(sql_type = diesel::sql_types::Bool)]
    pub encrypted: bool,
    #[diesel(sql_type = BigInt)]
    pub most_connections: i64,
}

pub async fn about(conn: &mut AsyncPgConnection) -> Result<About, StoreError> {
    let query = "SELECT clock_timestamp() AS now, current_setting('server_version') AS version,
        coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted,
        current_setting('max_connections')::int8 AS most_connections";
    Ok(sql_query(query).get_result(conn).await?)
}
