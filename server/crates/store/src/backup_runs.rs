//! When backups were made, and what became of them. Of all processes one makes a backup at a time.

use crate::StoreError;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{BigInt, Double, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

/// Whose process said nothing for so long, in seconds, is dead.
const SILENT: f64 = 120.0;
/// After a failure it is tried again so much later, in seconds.
const AGAIN: f64 = 3_600.0;

#[derive(Clone, Debug, QueryableByName)]
pub struct BackupRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// The key of a `model::administration::BackupState`.
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = Timestamptz)]
    pub begun_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub ended_at: Option<DateTime<Utc>>,
    /// Its folder, once it is whole.
    #[diesel(sql_type = Nullable<Text>)]
    pub place: Option<String>,
    #[diesel(sql_type = BigInt)]
    pub files: i64,
    #[diesel(sql_type = BigInt)]
    pub bytes: i64,
    #[diesel(sql_type = Nullable<Text>)]
    pub fault: Option<String>,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

const COLUMNS: &str = "id, state, begun_at, ended_at, place, files, bytes, fault";

/// Asks for a backup as soon as a process looks. `false` where one is wanted or under way already.
pub async fn want(conn: &mut AsyncPgConnection) -> Result<bool, StoreError> {
    let query = "INSERT INTO backups (id, state) VALUES ($1, 'wanted') ON CONFLICT DO NOTHING";
    Ok(sql_query(query).bind::<SqlUuid, _>(Uuid::now_v7()).execute(conn).await? > 0)
}

/// Takes the backup that is wanted or due, if there is one: `every` is the time between two, `None` where only those are made that are wanted.
pub async fn take(conn: &mut AsyncPgConnection, every: Option<TimeDelta>) -> Result<Option<Uuid>, StoreError> {
    sql_query(
        "UPDATE backups SET state = 'failed', ended_at = now(), fault = 'The studio ended in the middle of it.'
         WHERE state = 'running' AND beat_at < now() - make_interval(secs => $1)",
    )
    .bind::<Double, _>(SILENT)
    .execute(conn)
    .await?;
    let wanted =
        "UPDATE backups SET state = 'running', begun_at = now(), beat_at = now() WHERE state = 'wanted' RETURNING id";
    let wanted: Vec<Id> = sql_query(wanted).load(conn).await?;
    if let Some(wanted) = wanted.into_iter().next() {
        return Ok(Some(wanted.id));
    }
    let Some(every) = every else { return Ok(None) };
    let due = "INSERT INTO backups (id, state) SELECT $1, 'running' WHERE NOT EXISTS (SELECT 1 FROM backups
            WHERE begun_at > now() - make_interval(secs => CASE WHEN state = 'failed' THEN least($2, $3) ELSE $2 END))
        ON CONFLICT DO NOTHING RETURNING id";
    let due = sql_query(due).bind::<SqlUuid, _>(Uuid::now_v7()).bind::<Double, _>(every.as_seconds_f64());
    let due: Vec<Id> = due.bind::<Double, _>(AGAIN).load(conn).await?;
    Ok(due.into_iter().next().map(|due| due.id))
}

/// It goes on.
pub async fn beat(conn: &mut AsyncPgConnection, id: Uuid) -> Result<(), StoreError> {
    let query = "UPDATE backups SET beat_at = now() WHERE id = $1 AND state = 'running'";
    sql_query(query).bind::<SqlUuid, _>(id).execute(conn).await?;
    Ok(())
}

/// It is whole, in this place.
pub async fn done(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    place: &str,
    files: i64,
    bytes: i64,
) -> Result<(), StoreError> {
    let query = "UPDATE backups SET state = 'done', ended_at = now(), place = $2, files = $3, bytes = $4, fault = NULL
        WHERE id = $1";
    let query = sql_query(query).bind::<SqlUuid, _>(id).bind::<Text, _>(place);
    query.bind::<BigInt, _>(files).bind::<BigInt, _>(bytes).execute(conn).await?;
    Ok(())
}

/// It came to nothing.
pub async fn failed(conn: &mut AsyncPgConnection, id: Uuid, fault: &str) -> Result<(), StoreError> {
    let query = "UPDATE backups SET state = 'failed', ended_at = now(), fault = $2 WHERE id = $1";
    sql_query(query).bind::<SqlUuid, _>(id).bind::<Text, _>(fault).execute(conn).await?;
    Ok(())
}

/// The newest ones.
pub async fn newest(conn: &mut AsyncPgConnection, most: i64) -> Result<Vec<BackupRow>, StoreError> {
    let query = format!("SELECT {COLUMNS} FROM backups ORDER BY begun_at DESC, id DESC LIMIT $1");
    Ok(sql_query(query).bind::<BigInt, _>(most).load(conn).await?)
}

/// Those that are whole and not among the newest `keep`.
pub async fn beyond(conn: &mut AsyncPgConnection, keep: i64) -> Result<Vec<BackupRow>, StoreError> {
    let query = format!(
        "SELECT {COLUMNS} FROM backups WHERE state = 'done' ORDER BY begun_at DESC, id DESC OFFSET greatest($1, 1)"
    );
    Ok(sql_query(query).bind::<BigInt, _>(keep).load(conn).await?)
}

/// Its folder was removed.
pub async fn removed(conn: &mut AsyncPgConnection, id: Uuid) -> Result<(), StoreError> {
    sql_query("UPDATE backups SET state = 'removed' WHERE id = $1").bind::<SqlUuid, _>(id).execute(conn).await?;
    Ok(())
}

/// How old the newest whole backup is, in seconds, and whether the newest of all failed.
pub async fn figures(conn: &mut AsyncPgConnection) -> Result<(Option<f64>, bool), StoreError> {
    #[derive(QueryableByName)]
    struct Figures {
        #[diesel(sql_type = Nullable<Double>)]
        age: Option<f64>,
        #[diesel(sql_type = Nullable<Text>)]
        newest: Option<String>,
    }
    let query = "SELECT extract(epoch FROM now() - max(ended_at) FILTER (WHERE state IN ('done', 'removed')))::float8 AS age,
        (SELECT state FROM backups WHERE ended_at IS NOT NULL ORDER BY begun_at DESC, id DESC LIMIT 1) AS newest FROM backups";
    let figures: Figures = sql_query(query).get_result(conn).await?;
    Ok((figures.age, figures.newest.as_deref() == Some("failed")))
}
