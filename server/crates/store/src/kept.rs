//! How much a person keeps.

use crate::StoreError;
use diesel::{
    sql_query,
    sql_types::{BigInt, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl as _};
use model::{ProjectId, UserId};

#[derive(diesel::QueryableByName)]
struct Kept {
    #[diesel(sql_type = BigInt)]
    bytes: i64,
}

/// Bytes of all that a person's projects keep: made things, pictures that were sent, scripts and the history of edits. A clip's row
/// counts its picture; its sound beside it is 24-bit stereo at 48 kHz.
pub async fn of_person(conn: &mut AsyncPgConnection, who: UserId) -> Result<u64, StoreError> {
    const SUM: &str = "\
        WITH mine AS (SELECT id, script FROM projects WHERE owner_id = $1) \
        SELECT ( \
            COALESCE((SELECT SUM(a.bytes + CASE WHEN a.kind = 'clip' THEN (COALESCE(a.seconds, 0) * 288000)::bigint ELSE 0 END) \
                FROM artifacts a JOIN mine ON mine.id = a.project_id), 0) \
          + COALESCE((SELECT SUM(k.bytes) FROM kept_pictures k JOIN mine ON mine.id = k.project_id), 0) \
          + COALESCE((SELECT SUM(octet_length(script)) FROM mine), 0) \
          + COALESCE((SELECT SUM(pg_column_size(e.before) + pg_column_size(e.after)) \
                FROM edits e JOIN mine ON mine.id = e.project_id), 0) \
        )::bigint AS bytes";
    let kept: Kept = sql_query(SUM).bind::<SqlUuid, _>(who.0).get_result(conn).await?;
    Ok(u64::try_from(kept.bytes).unwrap_or(0))
}

/// Writes down that a project keeps a picture; the same one again is counted once.
pub async fn picture(conn: &mut AsyncPgConnection, id: ProjectId, name: &str, bytes: i64) -> Result<(), StoreError> {
    sql_query("INSERT INTO kept_pictures (project_id, name, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind::<SqlUuid, _>(id.0)
        .bind::<diesel::sql_types::Text, _>(name)
        .bind::<BigInt, _>(bytes)
        .execute(conn)
        .await?;
    Ok(())
}
