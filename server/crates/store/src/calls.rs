//! The log of requests to outside services, with their answers. Keys never get here.

use crate::{StoreError, schema_film::calls};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = calls)]
pub struct CallRow {
    pub id: Uuid,
    pub attempt_id: Uuid,
    pub at: DateTime<Utc>,
    pub took_ms: i32,
    pub method: String,
    pub url: String,
    pub request: Value,
    /// The HTTP status; `None` when no answer came.
    pub status: Option<i32>,
    /// The start of the answer, or why there was none.
    pub response: String,
}

pub async fn insert(conn: &mut AsyncPgConnection, rows: Vec<CallRow>) -> Result<(), StoreError> {
    diesel::insert_into(calls::table).values(rows).execute(conn).await?;
    Ok(())
}

/// Writes one call down unless its id is known already. `false`: it is.
pub async fn insert_new(conn: &mut AsyncPgConnection, row: CallRow) -> Result<bool, StoreError> {
    Ok(diesel::insert_into(calls::table).values(row).on_conflict_do_nothing().execute(conn).await? > 0)
}

/// The calls of these attempts, oldest first.
pub async fn of_attempts(conn: &mut AsyncPgConnection, attempts: &[Uuid]) -> Result<Vec<CallRow>, StoreError> {
    Ok(calls::table
        .filter(calls::attempt_id.eq_any(attempts))
        .order((calls::at, calls::id))
        .select(CallRow::as_select())
        .load(conn)
        .await?)
}
