//! The log of requests that belong to no film: tests of keys, and whether servers of one's own answer. Keys never get here.

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
/// How many of the studio's own requests are kept and read: they are many, and alike.
const OWN: i64 = 50;

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = key_tests)]
pub struct KeyTestRow {
    pub id: Uuid,
    /// Who made the test; `None` of what the studio asks by itself.
    pub user_id: Option<Uuid>,
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
    forget(conn, Some(who), KEPT).await
}

/// Writes requests down that the studio sent by itself, and forgets the oldest of them.
pub async fn insert_own(conn: &mut AsyncPgConnection, rows: Vec<KeyTestRow>) -> Result<(), StoreError> {
    diesel::insert_into(key_tests::table).values(rows).execute(conn).await?;
    forget(conn, None, OWN).await
}

/// Forgets what is older than the newest `kept`. Age decides, not what was seen: a row that another connection writes meanwhile is newer,
/// and stays.
async fn forget(conn: &mut AsyncPgConnection, who: Option<UserId>, kept: i64) -> Result<(), StoreError> {
    let who = who.map(|who| who.0);
    let edge = key_tests::table
        .filter(key_tests::user_id.is_not_distinct_from(who))
        .order((key_tests::at.desc(), key_tests::id.desc()))
        .select(key_tests::at)
        .offset(kept - 1)
        .first::<DateTime<Utc>>(conn)
        .await
        .optional()?;
    if let Some(edge) = edge {
        let old = key_tests::table.filter(key_tests::user_id.is_not_distinct_from(who)).filter(key_tests::at.lt(edge));
        diesel::delete(old).execute(conn).await?;
    }
    Ok(())
}

/// One person's, or everybody's and the studio's own; the newest first.
pub async fn newest(conn: &mut AsyncPgConnection, of: Option<UserId>) -> Result<Vec<KeyTestRow>, StoreError> {
    let query = key_tests::table.select(KeyTestRow::as_select()).into_boxed();
    let query = match of {
        Some(who) => query.filter(key_tests::user_id.eq(who.0)),
        None => query.filter(key_tests::user_id.is_not_null()),
    };
    let mut rows: Vec<KeyTestRow> =
        query.order((key_tests::at.desc(), key_tests::id.desc())).limit(MOST).load(conn).await?;
    if of.is_none() {
        let own = key_tests::table.filter(key_tests::user_id.is_null()).select(KeyTestRow::as_select());
        rows.extend(own.order((key_tests::at.desc(), key_tests::id.desc())).limit(OWN).load(conn).await?);
        rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
    }
    Ok(rows)
}
