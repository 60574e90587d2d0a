//! Events: rows with a number that rises by one, taken under the project's lock, so that none can appear behind a reader.

use crate::{
    StoreError,
    schema_film::{events, projects},
};
use chrono::{DateTime, SecondsFormat, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{Event, Happening, ProjectId};
use serde_json::Value;

/// The channel that carries the id of a project with new events.
pub const CHANNEL: &str = "studio_events";

/// Appends events within the caller's transaction and tells every process when it commits.
pub async fn append(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    happenings: &[Happening],
) -> Result<(), StoreError> {
    if happenings.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(happenings.len()).unwrap_or(i64::MAX);
    let last: i64 = diesel::update(projects::table.find(project.0))
        .set(projects::last_seq.eq(projects::last_seq + count))
        .returning(projects::last_seq)
        .get_result(conn)
        .await?;
    let rows = happenings
        .iter()
        .zip(last - count + 1..)
        .map(|(what, seq)| {
            Ok((events::project_id.eq(project.0), events::seq.eq(seq), events::payload.eq(serde_json::to_value(what)?)))
        })
        .collect::<Result<Vec<_>, serde_json::Error>>()?;
    diesel::insert_into(events::table).values(rows).execute(conn).await?;
    notify(conn, CHANNEL, &project.to_string()).await
}

/// Up to `limit` events after `seq`, oldest first.
pub async fn after(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    seq: i64,
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    let rows: Vec<(i64, Value, DateTime<Utc>)> = events::table
        .filter(events::project_id.eq(project.0))
        .filter(events::seq.gt(seq))
        .order(events::seq)
        .limit(limit)
        .select((events::seq, events::payload, events::at))
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|(seq, payload, at)| {
            let what = serde_json::from_value(payload)?;
            Ok(Event { seq, at: at.to_rfc3339_opts(SecondsFormat::Millis, true), what })
        })
        .collect()
}

/// The newest events, up to `limit`, the newest first.
pub async fn newest(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    limit: i64,
) -> Result<Vec<Happening>, StoreError> {
    let rows: Vec<Value> = events::table
        .filter(events::project_id.eq(project.0))
        .order(events::seq.desc())
        .limit(limit)
        .select(events::payload)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(serde_json::from_value).collect::<Result<_, _>>()?)
}

/// The number of the project's last event.
pub async fn last_seq(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<i64, StoreError> {
    Ok(projects::table.find(project.0).select(projects::last_seq).first(conn).await?)
}

pub(crate) async fn notify(conn: &mut AsyncPgConnection, channel: &str, payload: &str) -> Result<(), StoreError> {
    diesel::sql_query("SELECT pg_notify($1, $2)")
        .bind::<diesel::sql_types::Text, _>(channel)
        .bind::<diesel::sql_types::Text, _>(payload)
        .execute(conn)
        .await?;
    Ok(())
}
