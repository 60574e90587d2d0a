//! Changes of a film's script or settings that wait for a person's word.

use crate::StoreError;
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Jsonb, Uuid as SqlUuid},
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
}

/// Keeps a change, in the place of an earlier one.
pub async fn put(conn: &mut AsyncPgConnection, id: ProjectId, row: UnsavedRow) -> Result<(), StoreError> {
    sql_query(
        "INSERT INTO unsaved_changes (project_id, change, preview) VALUES ($1, $2, $3)
         ON CONFLICT (project_id) DO UPDATE SET change = excluded.change, preview = excluded.preview",
    )
    .bind::<SqlUuid, _>(id.0)
    .bind::<Jsonb, _>(row.change)
    .bind::<Jsonb, _>(row.preview)
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn get(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<Option<UnsavedRow>, StoreError> {
    let rows: Vec<UnsavedRow> = sql_query("SELECT change, preview FROM unsaved_changes WHERE project_id = $1")
        .bind::<SqlUuid, _>(id.0)
        .load(conn)
        .await?;
    Ok(rows.into_iter().next())
}

pub async fn delete(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<(), StoreError> {
    sql_query("DELETE FROM unsaved_changes WHERE project_id = $1").bind::<SqlUuid, _>(id.0).execute(conn).await?;
    Ok(())
}
