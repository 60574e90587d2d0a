//! Changes of a film's script or settings that wait for a person's word. Each page has one at most; the newest is asked about first.

use crate::StoreError;
use diesel::{
    QueryableByName, sql_query,
    sql_types::{BigInt, Jsonb, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl as _};
use model::ProjectId;
use serde_json::Value;

/// A change, and what the person was told of it.
#[derive(Debug, QueryableByName)]
pub struct UnsavedRow {
    #[diesel(sql_type = Jsonb)]
    pub change: Value,
    #[diesel(sql_type = Jsonb)]
    pub preview: Value,
    /// Which page sent it.
    #[diesel(sql_type = Text)]
    pub page: String,
    /// What the film was when it was sent; `None` of changes that earlier studios kept.
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub base: Option<Value>,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Keeps a change as the newest, in the place of one that the same page sent before. The project's row is locked by the caller.
pub async fn put(conn: &mut AsyncPgConnection, id: ProjectId, row: UnsavedRow) -> Result<(), StoreError> {
    delete_of(conn, id, &row.page).await?;
    sql_query(
        "INSERT INTO unsaved_changes (project_id, place, page, change, preview, base)
         SELECT $1, coalesce(max(place) + 1, 0), $2, $3, $4, $5 FROM unsaved_changes WHERE project_id = $1",
    )
    .bind::<SqlUuid, _>(id.0)
    .bind::<Text, _>(row.page)
    .bind::<Jsonb, _>(row.change)
    .bind::<Jsonb, _>(row.preview)
    .bind::<Nullable<Jsonb>, _>(row.base)
    .execute(conn)
    .await?;
    Ok(())
}

/// The newest.
pub async fn get(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<Option<UnsavedRow>, StoreError> {
    let newest =
        "SELECT change, preview, page, base FROM unsaved_changes WHERE project_id = $1 ORDER BY place DESC LIMIT 1";
    let rows: Vec<UnsavedRow> = sql_query(newest).bind::<SqlUuid, _>(id.0).load(conn).await?;
    Ok(rows.into_iter().next())
}

/// How many wait.
pub async fn count(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<usize, StoreError> {
    let all = "SELECT count(*) AS count FROM unsaved_changes WHERE project_id = $1";
    let rows: Vec<Count> = sql_query(all).bind::<SqlUuid, _>(id.0).load(conn).await?;
    Ok(rows.as_slice().first().map_or(0, |row| usize::try_from(row.count).unwrap_or_default()))
}

/// Forgets the newest.
pub async fn delete(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<(), StoreError> {
    let newest = "DELETE FROM unsaved_changes
         WHERE project_id = $1 AND place = (SELECT max(place) FROM unsaved_changes WHERE project_id = $1)";
    sql_query(newest).bind::<SqlUuid, _>(id.0).execute(conn).await?;
    Ok(())
}

/// Forgets the one that this page sent.
pub async fn delete_of(conn: &mut AsyncPgConnection, id: ProjectId, page: &str) -> Result<(), StoreError> {
    let own = "DELETE FROM unsaved_changes WHERE project_id = $1 AND page = $2";
    sql_query(own).bind::<SqlUuid, _>(id.0).bind::<Text, _>(page).execute(conn).await?;
    Ok(())
}
