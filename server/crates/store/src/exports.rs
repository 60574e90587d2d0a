//! Films on their way out of the studio. A task works on each; what its holder writes here names the task's lease, so that one that overslept
//! changes nothing.

use crate::{
    StoreError,
    tasks::{JobRow, Lease},
};
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Float8, Int8, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ExportState, ProjectId, TaskId};
use serde_json::Value;
use uuid::Uuid;

#[derive(Clone, Debug, QueryableByName)]
pub struct ExportRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub project_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub owner_id: Uuid,
    #[diesel(sql_type = Jsonb)]
    pub spec: Value,
    #[diesel(sql_type = Text)]
    pub fingerprint: String,
    #[diesel(sql_type = SqlUuid)]
    pub film_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub destination_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = Float8)]
    pub progress: f64,
    #[diesel(sql_type = Int8)]
    pub bytes: i64,
    #[diesel(sql_type = Int8)]
    pub sent: i64,
    #[diesel(sql_type = Nullable<Text>)]
    pub file_key: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub url: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub fault: Option<String>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub session: Option<Value>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub task_id: Option<Uuid>,
    #[diesel(sql_type = Timestamptz)]
    pub made_at: DateTime<Utc>,
}

impl ExportRow {
    pub fn project(&self) -> ProjectId {
        ProjectId(self.project_id)
    }

    pub fn task(&self) -> Option<TaskId> {
        self.task_id.map(TaskId)
    }

    pub fn state(&self) -> ExportState {
        ExportState::from_key(&self.state).unwrap_or(ExportState::Failed)
    }
}

const COLUMNS: &str = "id, project_id, owner_id, spec, fingerprint, film_id, destination_id, state, progress, bytes, sent, file_key, \
                       url, fault, session, task_id, made_at";
/// Those that are not over.
const OPEN: &str = "state IN ('waiting', 'making', 'sending')";

/// What is to be exported.
#[derive(Clone, Debug)]
pub struct NewExport<'a> {
    pub project: ProjectId,
    pub owner: Uuid,
    pub spec: Value,
    pub fingerprint: &'a str,
    pub film: Uuid,
    pub destination: Option<Uuid>,
}

/// Writes an export down. `None` where the same is in line or under way.
pub async fn insert(conn: &mut AsyncPgConnection, new: NewExport<'_>) -> Result<Option<Uuid>, StoreError> {
    let id = Uuid::now_v7();
    let added = sql_query(
        "INSERT INTO exports (id, project_id, owner_id, spec, fingerprint, film_id, destination_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(new.project.0)
    .bind::<SqlUuid, _>(new.owner)
    .bind::<Jsonb, _>(new.spec)
    .bind::<Text, _>(new.fingerprint)
    .bind::<SqlUuid, _>(new.film)
    .bind::<Nullable<SqlUuid>, _>(new.destination)
    .execute(conn)
    .await?;
    Ok((added > 0).then_some(id))
}

/// Names the task that works on an export from now on.
pub async fn set_task(conn: &mut AsyncPgConnection, id: Uuid, task: TaskId) -> Result<(), StoreError> {
    sql_query("UPDATE exports SET task_id = $2 WHERE id = $1")
        .bind::<SqlUuid, _>(id)
        .bind::<SqlUuid, _>(task.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// The newest export of the same film with the same options to the same place that did not fail.
pub async fn same(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    fingerprint: &str,
    destination: Option<Uuid>,
) -> Result<Option<ExportRow>, StoreError> {
    let rows: Vec<ExportRow> = sql_query(format!(
        "SELECT {COLUMNS} FROM exports WHERE project_id = $1 AND fingerprint = $2 AND destination_id IS NOT DISTINCT FROM $3
            AND state NOT IN ('failed', 'cancelled') ORDER BY id DESC LIMIT 1"
    ))
    .bind::<SqlUuid, _>(project.0)
    .bind::<Text, _>(fingerprint)
    .bind::<Nullable<SqlUuid>, _>(destination)
    .load(conn)
    .await?;
    Ok(rows.into_iter().next())
}

/// The exports of a project, the newest first.
pub async fn of_project(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    limit: i64,
) -> Result<Vec<ExportRow>, StoreError> {
    Ok(sql_query(format!("SELECT {COLUMNS} FROM exports WHERE project_id = $1 ORDER BY id DESC LIMIT $2"))
        .bind::<SqlUuid, _>(project.0)
        .bind::<Int8, _>(limit)
        .load(conn)
        .await?)
}

/// One export of a project.
pub async fn get(conn: &mut AsyncPgConnection, project: ProjectId, id: Uuid) -> Result<ExportRow, StoreError> {
    let rows: Vec<ExportRow> = sql_query(format!("SELECT {COLUMNS} FROM exports WHERE project_id = $1 AND id = $2"))
        .bind::<SqlUuid, _>(project.0)
        .bind::<SqlUuid, _>(id)
        .load(conn)
        .await?;
    rows.into_iter().next().ok_or(StoreError::NotFound)
}

/// One export, whatever project it is of; `None` where it went with its project.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<ExportRow>, StoreError> {
    let rows: Vec<ExportRow> =
        sql_query(format!("SELECT {COLUMNS} FROM exports WHERE id = $1")).bind::<SqlUuid, _>(id).load(conn).await?;
    Ok(rows.into_iter().next())
}

/// How far an export is.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    pub state: ExportState,
    pub progress: f64,
    pub bytes: i64,
    pub sent: i64,
    /// Where the upload stands; `None` leaves what is there.
    pub session: Option<&'a Value>,
}

/// The task's row is locked, so that nobody else takes the task before this is written. $1: the task, $2: the token.
const HELD: &str = "WITH held AS (SELECT id FROM tasks WHERE id = $1 AND lease_token = $2 FOR UPDATE)";

/// Writes down how far an export is. `false`: the lease is lost, or the export was cancelled, so stop working.
pub async fn tell(
    conn: &mut AsyncPgConnection,
    lease: &Lease<JobRow>,
    id: Uuid,
    now: &Progress<'_>,
) -> Result<bool, StoreError> {
    let query = format!(
        "{HELD} UPDATE exports SET state = $4, progress = $5, bytes = $6, sent = $7, session = coalesce($8, session), fault = NULL
         FROM held WHERE exports.id = $3 AND exports.task_id = held.id AND exports.{OPEN}"
    );
    let changed = sql_query(query)
        .bind::<SqlUuid, _>(lease.task.id.0)
        .bind::<SqlUuid, _>(lease.token)
        .bind::<SqlUuid, _>(id)
        .bind::<Text, _>(now.state.key())
        .bind::<Float8, _>(now.progress)
        .bind::<Int8, _>(now.bytes)
        .bind::<Int8, _>(now.sent)
        .bind::<Nullable<Jsonb>, _>(now.session)
        .execute(conn)
        .await?;
    Ok(changed == 1)
}

/// Writes down why an export does not go on, in a sentence; what is told next takes it away. `false` as [`tell`].
pub async fn stopped(
    conn: &mut AsyncPgConnection,
    lease: &Lease<JobRow>,
    id: Uuid,
    why: &str,
) -> Result<bool, StoreError> {
    let query = format!(
        "{HELD} UPDATE exports SET fault = $4 FROM held WHERE exports.id = $3 AND exports.task_id = held.id AND exports.{OPEN}"
    );
    let changed = sql_query(query)
        .bind::<SqlUuid, _>(lease.task.id.0)
        .bind::<SqlUuid, _>(lease.token)
        .bind::<SqlUuid, _>(id)
        .bind::<Text, _>(why)
        .execute(conn)
        .await?;
    Ok(changed == 1)
}

/// The file of an export is there. Write it in the transaction that ends the task which made it.
pub async fn made(conn: &mut AsyncPgConnection, id: Uuid, file_key: &str, bytes: i64) -> Result<bool, StoreError> {
    let query = format!("UPDATE exports SET file_key = $2, bytes = $3, fault = NULL WHERE id = $1 AND {OPEN}");
    let changed =
        sql_query(query).bind::<SqlUuid, _>(id).bind::<Text, _>(file_key).bind::<Int8, _>(bytes).execute(conn).await?;
    Ok(changed == 1)
}

/// An export is where it should be; `url` is its address there. Write it in the transaction that ends its last task.
pub async fn done(conn: &mut AsyncPgConnection, id: Uuid, url: Option<&str>) -> Result<(), StoreError> {
    let query = format!(
        "UPDATE exports SET state = 'done', progress = 1, sent = bytes, url = $2, fault = NULL, session = NULL, ended_at = now()
         WHERE id = $1 AND {OPEN}"
    );
    sql_query(query).bind::<SqlUuid, _>(id).bind::<Nullable<Text>, _>(url).execute(conn).await?;
    Ok(())
}

/// An export was given up: for what it was last stopped by, or else for `why`.
pub async fn failed(conn: &mut AsyncPgConnection, id: Uuid, why: &str) -> Result<(), StoreError> {
    let query = format!(
        "UPDATE exports SET state = 'failed', fault = coalesce(fault, $2), ended_at = now() WHERE id = $1 AND {OPEN}"
    );
    sql_query(query).bind::<SqlUuid, _>(id).bind::<Text, _>(why).execute(conn).await?;
    Ok(())
}

/// Stops an export. `NotFound` where there is none that is not over.
pub async fn cancel(conn: &mut AsyncPgConnection, project: ProjectId, id: Uuid) -> Result<(), StoreError> {
    let query = format!(
        "UPDATE exports SET state = 'cancelled', fault = NULL, ended_at = now() WHERE id = $1 AND project_id = $2 AND {OPEN}"
    );
    let changed = sql_query(query).bind::<SqlUuid, _>(id).bind::<SqlUuid, _>(project.0).execute(conn).await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Opens an export again that was given up. `false` where it was not, or the same is under way already.
pub async fn reopen(conn: &mut AsyncPgConnection, id: Uuid) -> Result<bool, StoreError> {
    let query = format!(
        "UPDATE exports SET state = 'waiting', fault = NULL, ended_at = NULL WHERE id = $1 AND state = 'failed' AND NOT EXISTS (
            SELECT 1 FROM exports same WHERE same.project_id = exports.project_id AND same.fingerprint = exports.fingerprint
                AND same.destination_id IS NOT DISTINCT FROM exports.destination_id AND same.{OPEN})"
    );
    Ok(sql_query(query).bind::<SqlUuid, _>(id).execute(conn).await? == 1)
}
