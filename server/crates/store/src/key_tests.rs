//! The log of requests that test a key: they belong to no film. Keys never get here.

use crate::{StoreError, schema_accounts::key_tests};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::UserId;
use serde_json::Value;
use uuid::Uuid;

/// How many of a person's are kept, the newest.
const KEPT: i64 = 200;
/// How many are read at once.
const MOST: i64 = 200;

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = key_tests)]
pub struct KeyTestRow {
    pub id: Uuid,
    /// Who made the test.
    pub user_id: Uuid,
    pub provider: String,
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

/// Writes requests of one person down, and forgets that person's oldest.
pub async fn insert(conn: &mut AsyncPgConnection, who: UserId, rows: Vec<KeyTestRow>) -> Result<(), StoreError> {
    diesel::insert_into(key_tests::table).values(rows).execute(conn).await?;
    let newest = key_tests::table
        .filter(key_tests::user_id.eq(who.0))
        .order((key_tests::at.desc(), key_tests::id.desc()))
        .select(key_tests::id)
        .limit(KEPT)
        .load::<Uuid>(conn)
        .await?;
    let old = key_tests::table.filter(key_tests::user_id.eq(who.0)).filter(key_tests::id.ne_all(newest));
    diesel::delete(old).execute(conn).await?;
    Ok(())
}

/// One person's, or everybody's; the newest first.
pub async fn newest(conn: &mut AsyncPgConnection, of: Option<UserId>) -> Result<Vec<KeyTestRow>, StoreError> {
    let mut query = key_tests::table.select(KeyTestRow::as_select()).into_boxed();
    if let Some(who) = of {
        query = query.filter(key_tests::user_id.eq(who.0));
    }
    Ok(query.order((key_tests::at.desc(), key_tests::id.desc())).limit(MOST).load(conn).await?)
}
