//! What people changed, so that it can be taken back and done again.

use crate::{StoreError, schema_film::edits};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::ProjectId;
use serde_json::Value;

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = edits)]
pub struct EditRow {
    pub seq: i64,
    pub label: String,
    pub before: Value,
    pub after: Value,
}

/// Adds a change; what had been taken back can no longer be done again.
pub async fn push(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    label: &str,
    before: Value,
    after: Value,
) -> Result<(), StoreError> {
    diesel::delete(edits::table.filter(edits::project_id.eq(project.0)).filter(edits::undone.eq(true)))
        .execute(conn)
        .await?;
    let last: Option<i64> =
        edits::table.filter(edits::project_id.eq(project.0)).select(diesel::dsl::max(edits::seq)).first(conn).await?;
    diesel::insert_into(edits::table)
        .values((
            edits::project_id.eq(project.0),
            edits::seq.eq(last.unwrap_or(0) + 1),
            edits::label.eq(label),
            edits::before.eq(before),
            edits::after.eq(after),
        ))
        .execute(conn)
        .await?;
    forget(conn, project).await
}

/// How many changes of a project can be taken back, how many bytes they may take in all, and how many are kept however large.
const MOST_EDITS: i64 = 500;
const MOST_BYTES: i64 = 64_000_000;
const LEAST_EDITS: i64 = 10;

/// Drops the oldest changes beyond what is kept.
async fn forget(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<(), StoreError> {
    use diesel::sql_types::{BigInt, Uuid};
    const OLD: &str = "\
        DELETE FROM edits WHERE project_id = $1 AND seq IN ( \
            SELECT seq FROM ( \
                SELECT seq, row_number() OVER newest AS place, \
                    SUM(pg_column_size(before) + pg_column_size(after)) OVER newest AS bytes \
                FROM edits WHERE project_id = $1 WINDOW newest AS (ORDER BY seq DESC) \
            ) AS kept WHERE place > $2 OR (bytes > $3 AND place > $4))";
    diesel::sql_query(OLD)
        .bind::<Uuid, _>(project.0)
        .bind::<BigInt, _>(MOST_EDITS)
        .bind::<BigInt, _>(MOST_BYTES)
        .bind::<BigInt, _>(LEAST_EDITS)
        .execute(conn)
        .await?;
    Ok(())
}

/// The change that undo would take back.
pub async fn to_undo(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Option<EditRow>, StoreError> {
    Ok(edits::table
        .filter(edits::project_id.eq(project.0))
        .filter(edits::undone.eq(false))
        .order(edits::seq.desc())
        .select(EditRow::as_select())
        .first(conn)
        .await
        .optional()?)
}

/// The change that redo would do again.
pub async fn to_redo(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Option<EditRow>, StoreError> {
    Ok(edits::table
        .filter(edits::project_id.eq(project.0))
        .filter(edits::undone.eq(true))
        .order(edits::seq)
        .select(EditRow::as_select())
        .first(conn)
        .await
        .optional()?)
}

pub async fn mark(conn: &mut AsyncPgConnection, project: ProjectId, seq: i64, undone: bool) -> Result<(), StoreError> {
    diesel::update(edits::table.find((project.0, seq))).set(edits::undone.eq(undone)).execute(conn).await?;
    Ok(())
}

/// Forgets what can be taken back, or what can be done again: it was made for another list than there is now.
pub async fn end(conn: &mut AsyncPgConnection, project: ProjectId, undone: bool) -> Result<(), StoreError> {
    diesel::delete(edits::table.filter(edits::project_id.eq(project.0)).filter(edits::undone.eq(undone)))
        .execute(conn)
        .await?;
    Ok(())
}

/// The labels of what undo and redo would do.
pub async fn labels(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
) -> Result<(Option<String>, Option<String>), StoreError> {
    // The last that stands and the first that was taken back, without their contents.
    let found: Vec<(bool, String)> = edits::table
        .filter(edits::project_id.eq(project.0))
        .distinct_on(edits::undone)
        .order((
            edits::undone,
            diesel::dsl::sql::<diesel::sql_types::BigInt>("CASE WHEN undone THEN seq ELSE -seq END"),
        ))
        .select((edits::undone, edits::label))
        .load(conn)
        .await?;
    let label = |undone: bool| found.iter().find(|(is, _)| *is == undone).map(|(_, label)| label.clone());
    Ok((label(false), label(true)))
}
