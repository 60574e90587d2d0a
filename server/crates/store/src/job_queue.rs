//! Jobs that are not done yet, in the order in which they are made, and what of them failed for good.

use crate::{
    StoreError,
    jobs::{JOBS, JobRow},
};
use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName,
    sql_types::{Int2, Int4, Int8, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, UserId};
use serde_json::Value;
use uuid::Uuid;

/// Up to `limit` jobs of a person's tokens that are being made, wait for that or are paused; the next ones first.
pub async fn open(conn: &mut AsyncPgConnection, asked_by: UserId, limit: i64) -> Result<Vec<JobRow>, StoreError> {
    let query = format!(
        "{JOBS} WHERE j.asked_by = $1 AND p.state IN ('filming', 'paused')
         ORDER BY p.state = 'paused', j.priority DESC, j.created_at, j.project_id LIMIT $2"
    );
    Ok(diesel::sql_query(query).bind::<SqlUuid, _>(asked_by.0).bind::<Int8, _>(limit).load(conn).await?)
}

/// Sets a job's priority, 0 to 10, and moves its waiting tasks by it.
pub async fn set_priority(conn: &mut AsyncPgConnection, id: ProjectId, priority: i16) -> Result<(), StoreError> {
    diesel::sql_query(
        "WITH old AS (SELECT priority FROM jobs WHERE project_id = $1 FOR UPDATE),
            moved AS (UPDATE tasks SET next_run_at = next_run_at - make_interval(hours => $2::integer - (SELECT priority FROM old)::integer)
                WHERE project_id = $1 AND finished_at IS NULL AND state = 'ready')
         UPDATE jobs SET priority = $2 WHERE project_id = $1",
    )
    .bind::<SqlUuid, _>(id.0)
    .bind::<Int2, _>(priority)
    .execute(conn)
    .await?;
    Ok(())
}

/// A task that failed for good.
#[derive(Clone, Debug, QueryableByName)]
pub struct DeadLetter {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub job: Uuid,
    #[diesel(sql_type = Text)]
    pub title: String,
    /// The shot's id.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub shot: Option<Uuid>,
    #[diesel(sql_type = Int4)]
    pub tries: i32,
    #[diesel(sql_type = Jsonb)]
    pub errors: Value,
    #[diesel(sql_type = Timestamptz)]
    pub failed_at: DateTime<Utc>,
}

/// Up to `limit` tasks of a person's jobs that failed for good, and without which a film lacks something, the last first.
pub async fn dead_letters(
    conn: &mut AsyncPgConnection,
    asked_by: UserId,
    limit: i64,
) -> Result<Vec<DeadLetter>, StoreError> {
    let query = "SELECT t.id, t.project_id AS job, p.title, t.shot_id AS shot, t.tries, t.errors, t.finished_at AS failed_at
        FROM tasks t JOIN jobs j ON j.project_id = t.project_id JOIN projects p ON p.id = t.project_id
        WHERE j.asked_by = $1 AND t.state = 'discarded' AND t.finished_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tasks later
            WHERE later.project_id = t.project_id AND later.fingerprint = t.fingerprint AND later.created_at > t.created_at)
            AND (EXISTS (SELECT 1 FROM shots s WHERE s.id = t.shot_id AND s.state = 'failed')
                OR (t.shot_id IS NULL AND p.state IN ('failed', 'paused')))
        ORDER BY t.finished_at DESC, t.id LIMIT $2";
    Ok(diesel::sql_query(query).bind::<SqlUuid, _>(asked_by.0).bind::<Int8, _>(limit).load(conn).await?)
}
