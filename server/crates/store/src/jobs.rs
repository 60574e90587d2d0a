//! Jobs: projects that programs asked for, with how far each is, in one query.

use crate::StoreError;
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Bool, Double, Int2, Int8, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, UserId};
use serde_json::Value;
use uuid::Uuid;

/// A job and how far it is. Amounts are US cents, lengths seconds.
#[derive(Clone, Debug, QueryableByName)]
pub struct JobRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Whose project it is.
    #[diesel(sql_type = SqlUuid)]
    pub owner_id: Uuid,
    #[diesel(sql_type = Text)]
    pub title: String,
    /// A `model::RunState`.
    #[diesel(sql_type = Text)]
    pub state: String,
    /// PENDING, QUEUED, PROCESSING, COMPOSING, COMPLETED, FAILED or CANCELLED.
    #[diesel(sql_type = Text)]
    pub status: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub message: Option<String>,
    /// The number of the project's last event.
    #[diesel(sql_type = Int8)]
    pub last_seq: i64,
    #[diesel(sql_type = Bool)]
    pub has_film: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub started_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Timestamptz)]
    pub updated_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub created_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub user_ref: Option<String>,
    #[diesel(sql_type = Int2)]
    pub priority: i16,
    #[diesel(sql_type = Int8)]
    pub low_cents: i64,
    #[diesel(sql_type = Int8)]
    pub high_cents: i64,
    #[diesel(sql_type = Jsonb)]
    pub moderation: Value,
    #[diesel(sql_type = Jsonb)]
    pub metadata: Value,
    #[diesel(sql_type = Int8)]
    pub scenes: i64,
    #[diesel(sql_type = Int8)]
    pub shots: i64,
    #[diesel(sql_type = Int8)]
    pub done: i64,
    #[diesel(sql_type = Int8)]
    pub failed: i64,
    #[diesel(sql_type = Double)]
    pub seconds: f64,
    #[diesel(sql_type = Double)]
    pub seconds_done: f64,
    #[diesel(sql_type = Int8)]
    pub reserved: i64,
    #[diesel(sql_type = Int8)]
    pub spent: i64,
}

pub(crate) const JOBS: &str = "SELECT p.id, p.owner_id, p.title, p.state, p.message, p.last_seq, p.film_id IS NOT NULL AS has_film,
        p.started_at, p.updated_at, j.created_at, j.user_ref, j.priority, j.low_cents, j.high_cents, j.moderation, j.metadata,
        jsonb_array_length(coalesce(p.head -> 'scenes', '[]'))::int8 AS scenes, s.*, l.*,
        CASE p.state
            WHEN 'draft' THEN 'PENDING'
            WHEN 'filming' THEN CASE
                WHEN s.shots > 0 AND s.done + s.failed = s.shots THEN 'COMPOSING'
                WHEN s.begun = 0 AND NOT t.runs THEN 'QUEUED'
                ELSE 'PROCESSING' END
            WHEN 'paused' THEN 'PROCESSING'
            WHEN 'cancelled' THEN 'CANCELLED'
            WHEN 'failed' THEN 'FAILED'
            ELSE 'COMPLETED' END AS status
    FROM jobs j JOIN projects p ON p.id = j.project_id
    CROSS JOIN LATERAL (SELECT count(*) AS shots,
        count(*) FILTER (WHERE state = 'done') AS done,
        count(*) FILTER (WHERE state = 'failed') AS failed,
        count(*) FILTER (WHERE state NOT IN ('waiting', 'stale')) AS begun,
        coalesce(sum(seconds), 0)::float8 AS seconds,
        coalesce(sum(seconds) FILTER (WHERE state IN ('done', 'failed')), 0)::float8 AS seconds_done
        FROM shots WHERE project_id = p.id) s
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM tasks
        WHERE project_id = p.id AND kind = 'step' AND finished_at IS NULL AND state IN ('running', 'snoozed')) AS runs) t
    CROSS JOIN LATERAL (SELECT
        least(greatest(coalesce(sum(cents) FILTER (WHERE account = 'reserved'), 0), -1e15), 1e15)::int8 AS reserved,
        least(greatest(coalesce(sum(cents) FILTER (WHERE account = 'spent'), 0), -1e15), 1e15)::int8 AS spent
        FROM ledger WHERE project_id = p.id) l";

/// A job that is to be kept beside its project.
pub struct NewJob<'a> {
    pub project: ProjectId,
    pub token: Uuid,
    pub asked_by: UserId,
    pub user_ref: Option<&'a str>,
    pub priority: i16,
    pub low_cents: i64,
    pub high_cents: i64,
    pub moderation: Value,
    pub metadata: Value,
}

/// Makes a job of a project.
pub async fn insert(conn: &mut AsyncPgConnection, new: NewJob<'_>) -> Result<(), StoreError> {
    diesel::sql_query(
        "INSERT INTO jobs (project_id, token_id, asked_by, user_ref, priority, low_cents, high_cents, moderation, metadata)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind::<SqlUuid, _>(new.project.0)
    .bind::<SqlUuid, _>(new.token)
    .bind::<SqlUuid, _>(new.asked_by.0)
    .bind::<Nullable<Text>, _>(new.user_ref)
    .bind::<Int2, _>(new.priority)
    .bind::<Int8, _>(new.low_cents)
    .bind::<Int8, _>(new.high_cents)
    .bind::<Jsonb, _>(new.moderation)
    .bind::<Jsonb, _>(new.metadata)
    .execute(conn)
    .await?;
    Ok(())
}

/// The job, if this person's tokens asked for it.
pub async fn get(conn: &mut AsyncPgConnection, asked_by: UserId, id: ProjectId) -> Result<JobRow, StoreError> {
    let query = diesel::sql_query(format!("{JOBS} WHERE j.asked_by = $1 AND j.project_id = $2"));
    Ok(query.bind::<SqlUuid, _>(asked_by.0).bind::<SqlUuid, _>(id.0).get_result(conn).await?)
}

/// Which jobs a list is of.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub status: Option<String>,
    pub user_ref: Option<String>,
    pub created_after: Option<DateTime<Utc>>,
    /// Only those that come after this one: its moment and id.
    pub after: Option<(DateTime<Utc>, Uuid)>,
}

/// Up to `limit` jobs that a person's tokens asked for, the newest first.
pub async fn list(
    conn: &mut AsyncPgConnection,
    asked_by: UserId,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<JobRow>, StoreError> {
    let (at, id) = filter.after.unzip();
    let query = format!(
        "SELECT * FROM ({JOBS} WHERE j.asked_by = $1
            AND ($2 IS NULL OR j.user_ref = $2)
            AND ($3 IS NULL OR j.created_at > $3)
            AND ($4 IS NULL OR (j.created_at, j.project_id) < ($4, $5))
            ORDER BY j.created_at DESC, j.project_id DESC) all_of_them
         WHERE $6 IS NULL OR status = $6 LIMIT $7"
    );
    Ok(diesel::sql_query(query)
        .bind::<SqlUuid, _>(asked_by.0)
        .bind::<Nullable<Text>, _>(&filter.user_ref)
        .bind::<Nullable<Timestamptz>, _>(filter.created_after)
        .bind::<Nullable<Timestamptz>, _>(at)
        .bind::<Nullable<SqlUuid>, _>(id)
        .bind::<Nullable<Text>, _>(&filter.status)
        .bind::<Int8, _>(limit)
        .load(conn)
        .await?)
}

#[derive(QueryableByName)]
struct Sum {
    #[diesel(sql_type = Int8)]
    cents: i64,
}

/// What the jobs of a token that were made today (UTC) have spent and hold back, in cents.
pub async fn spent_today(conn: &mut AsyncPgConnection, token: Uuid) -> Result<i64, StoreError> {
    let sum: Sum = diesel::sql_query(
        "SELECT least(coalesce(sum(l.cents), 0), 1e15)::int8 AS cents FROM jobs j JOIN ledger l ON l.project_id = j.project_id
         WHERE j.token_id = $1 AND j.created_at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
            AND l.account IN ('reserved', 'spent')",
    )
    .bind::<SqlUuid, _>(token)
    .get_result(conn)
    .await?;
    Ok(sum.cents)
}

/// The last task of a step.
#[derive(Clone, Debug, QueryableByName)]
pub struct TaskOfJob {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub shot_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    pub fingerprint: String,
    /// A `model::TaskState`.
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = diesel::sql_types::Int4)]
    pub tries: i32,
    #[diesel(sql_type = Jsonb)]
    pub errors: Value,
    #[diesel(sql_type = Jsonb)]
    pub step: Value,
}

/// The last task of each step that a project ever had.
pub async fn tasks(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<Vec<TaskOfJob>, StoreError> {
    Ok(diesel::sql_query(
        "SELECT DISTINCT ON (fingerprint) id, shot_id, fingerprint, state, tries, errors, step FROM tasks
         WHERE project_id = $1 AND kind = 'step' ORDER BY fingerprint, created_at DESC, id DESC",
    )
    .bind::<SqlUuid, _>(id.0)
    .load(conn)
    .await?)
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// The account of somebody of another product; made where there is none. It has no password, so nobody can log in to it.
pub async fn account_of(conn: &mut AsyncPgConnection, token: Uuid, user_ref: &str) -> Result<UserId, StoreError> {
    let known = "SELECT user_id AS id FROM token_accounts WHERE token_id = $1 AND user_ref = $2";
    let known = diesel::sql_query(known).bind::<SqlUuid, _>(token).bind::<Text, _>(user_ref);
    if let Some(Id { id }) = known.get_result(conn).await.optional()? {
        return Ok(UserId(id));
    }
    let (id, name) = (UserId::new(), crate::checked_name(user_ref));
    diesel::sql_query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, '')")
        .bind::<SqlUuid, _>(id.0)
        .bind::<Text, _>(format!("{id}@accounts.invalid"))
        .bind::<Text, _>(name)
        .execute(conn)
        .await?;
    diesel::sql_query("INSERT INTO token_accounts (token_id, user_ref, user_id) VALUES ($1, $2, $3)")
        .bind::<SqlUuid, _>(token)
        .bind::<Text, _>(user_ref)
        .bind::<SqlUuid, _>(id.0)
        .execute(conn)
        .await?;
    Ok(id)
}
