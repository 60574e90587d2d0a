//! Films on their way out of the studio. A row is the task as well: whoever works on it holds it by a lease, and every write names the
//! lease's token.

use crate::StoreError;
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Double, Float8, Int4, Int8, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ExportState, ProjectId};
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
    #[diesel(sql_type = Int4)]
    pub tries: i32,
    #[diesel(sql_type = Timestamptz)]
    pub made_at: DateTime<Utc>,
}

impl ExportRow {
    pub fn project(&self) -> ProjectId {
        ProjectId(self.project_id)
    }

    pub fn state(&self) -> ExportState {
        ExportState::from_key(&self.state).unwrap_or(ExportState::Failed)
    }
}

const COLUMNS: &str = "id, project_id, owner_id, spec, fingerprint, film_id, destination_id, state, progress, bytes, sent, file_key, \
                       url, fault, session, tries, made_at";
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

/// An export that somebody works on, and the token to write with.
#[derive(Clone, Debug)]
pub struct Held {
    pub row: ExportRow,
    pub token: Uuid,
}

/// Puts an export in line. Where the same is in line or under way, that one is given.
pub async fn enqueue(conn: &mut AsyncPgConnection, new: NewExport<'_>) -> Result<Uuid, StoreError> {
    #[derive(QueryableByName)]
    struct Named {
        #[diesel(sql_type = SqlUuid)]
        id: Uuid,
    }
    let added: Vec<Named> = sql_query(
        "INSERT INTO exports (id, project_id, owner_id, spec, fingerprint, film_id, destination_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id",
    )
    .bind::<SqlUuid, _>(Uuid::now_v7())
    .bind::<SqlUuid, _>(new.project.0)
    .bind::<SqlUuid, _>(new.owner)
    .bind::<Jsonb, _>(new.spec)
    .bind::<Text, _>(new.fingerprint)
    .bind::<SqlUuid, _>(new.film)
    .bind::<Nullable<SqlUuid>, _>(new.destination)
    .load(conn)
    .await?;
    match added.into_iter().next() {
        Some(added) => Ok(added.id),
        None => Ok(same(conn, new.project, new.fingerprint, new.destination).await?.ok_or(StoreError::NotFound)?.id),
    }
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

/// Takes the next export whose time has come and that nobody holds, for `lease` seconds.
pub async fn claim(conn: &mut AsyncPgConnection, lease: f64) -> Result<Option<Held>, StoreError> {
    let token = Uuid::now_v7();
    let rows: Vec<ExportRow> = sql_query(format!(
        "UPDATE exports SET lease_token = $1, lease_until = now() + make_interval(secs => $2), tries = tries + 1
         WHERE id = (SELECT id FROM exports WHERE {OPEN} AND next_run_at <= now() AND (lease_until IS NULL OR lease_until < now())
            ORDER BY next_run_at, id FOR UPDATE SKIP LOCKED LIMIT 1)
         RETURNING {COLUMNS}"
    ))
    .bind::<SqlUuid, _>(token)
    .bind::<Double, _>(lease)
    .load(conn)
    .await?;
    Ok(rows.into_iter().next().map(|row| Held { row, token }))
}

/// Gives back what a process held that has ended: only for one that knows itself alone.
pub async fn release_all(conn: &mut AsyncPgConnection) -> Result<usize, StoreError> {
    Ok(sql_query(format!("UPDATE exports SET lease_token = NULL, lease_until = NULL WHERE {OPEN}"))
        .execute(conn)
        .await?)
}

/// Prolongs the lease. `false`: it is lost, or the export was cancelled, so stop working.
pub async fn extend(conn: &mut AsyncPgConnection, held: &Held, lease: f64) -> Result<bool, StoreError> {
    let query = format!(
        "UPDATE exports SET lease_until = now() + make_interval(secs => $3) WHERE id = $1 AND lease_token = $2 AND {OPEN}"
    );
    let changed = sql_query(query)
        .bind::<SqlUuid, _>(held.row.id)
        .bind::<SqlUuid, _>(held.token)
        .bind::<Double, _>(lease)
        .execute(conn)
        .await?;
    Ok(changed == 1)
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

/// Writes down how far an export is. `false` as [`extend`].
pub async fn tell(conn: &mut AsyncPgConnection, held: &Held, now: &Progress<'_>) -> Result<bool, StoreError> {
    let query = format!(
        "UPDATE exports SET state = $3, progress = $4, bytes = $5, sent = $6, session = coalesce($7, session), fault = NULL
         WHERE id = $1 AND lease_token = $2 AND {OPEN}"
    );
    let changed = sql_query(query)
        .bind::<SqlUuid, _>(held.row.id)
        .bind::<SqlUuid, _>(held.token)
        .bind::<Text, _>(now.state.key())
        .bind::<Double, _>(now.progress)
        .bind::<Int8, _>(now.bytes)
        .bind::<Int8, _>(now.sent)
        .bind::<Nullable<Jsonb>, _>(now.session)
        .execute(conn)
        .await?;
    Ok(changed == 1)
}

/// How an export ended.
#[derive(Clone, Debug)]
pub enum End<'a> {
    Done {
        file_key: &'a str,
        bytes: i64,
        url: Option<&'a str>,
    },
    /// The sentence says why.
    Failed(&'a str),
    /// Tried again after so many seconds; the sentence says what is waited for.
    Again(f64, &'a str),
    /// Given back as it is: the process stops.
    Returned,
}

/// Ends the work on an export. `false` as [`extend`].
pub async fn end(conn: &mut AsyncPgConnection, held: &Held, end: &End<'_>) -> Result<bool, StoreError> {
    let free = "lease_token = NULL, lease_until = NULL";
    let of = format!("WHERE id = $1 AND lease_token = $2 AND {OPEN}");
    let (id, token) = (held.row.id, held.token);
    let changed = match end {
        End::Done { file_key, bytes, url } => {
            let query = format!(
                "UPDATE exports SET state = 'done', progress = 1, file_key = $3, bytes = $4, sent = $4, url = $5, fault = NULL,
                    session = NULL, ended_at = now(), {free} {of}"
            );
            sql_query(query)
                .bind::<SqlUuid, _>(id)
                .bind::<SqlUuid, _>(token)
                .bind::<Text, _>(*file_key)
                .bind::<Int8, _>(*bytes)
                .bind::<Nullable<Text>, _>(*url)
                .execute(conn)
                .await?
        }
        End::Failed(sentence) => {
            sql_query(format!("UPDATE exports SET state = 'failed', fault = $3, ended_at = now(), {free} {of}"))
                .bind::<SqlUuid, _>(id)
                .bind::<SqlUuid, _>(token)
                .bind::<Text, _>(*sentence)
                .execute(conn)
                .await?
        }
        End::Again(seconds, sentence) => {
            sql_query(format!(
                "UPDATE exports SET fault = $3, next_run_at = now() + make_interval(secs => $4), {free} {of}"
            ))
            .bind::<SqlUuid, _>(id)
            .bind::<SqlUuid, _>(token)
            .bind::<Text, _>(*sentence)
            .bind::<Double, _>(*seconds)
            .execute(conn)
            .await?
        }
        End::Returned => {
            sql_query(format!("UPDATE exports SET tries = greatest(tries - 1, 0), {free} {of}"))
                .bind::<SqlUuid, _>(id)
                .bind::<SqlUuid, _>(token)
                .execute(conn)
                .await?
        }
    };
    Ok(changed == 1)
}

/// Stops an export. `NotFound` where there is none that is not over.
pub async fn cancel(conn: &mut AsyncPgConnection, project: ProjectId, id: Uuid) -> Result<(), StoreError> {
    let query = format!(
        "UPDATE exports SET state = 'cancelled', ended_at = now(), lease_token = NULL, lease_until = NULL
         WHERE id = $1 AND project_id = $2 AND {OPEN}"
    );
    let changed = sql_query(query).bind::<SqlUuid, _>(id).bind::<SqlUuid, _>(project.0).execute(conn).await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}
