//! Artifacts as a cache: how much is kept, and what of it may go.

use crate::{StoreError, artifacts::ArtifactRow, schema_film::artifacts};
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Array, Int8, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ArtifactKind, ProjectId, UserId};
use uuid::Uuid;

/// What can be made again from a script. Panels are small, free, and shown in many places: they stay.
pub const KINDS: [ArtifactKind; 10] = [
    ArtifactKind::Take,
    ArtifactKind::LineTake,
    ArtifactKind::Sound,
    ArtifactKind::Clip,
    ArtifactKind::Film,
    ArtifactKind::Faces,
    ArtifactKind::Lips,
    ArtifactKind::Picture,
    ArtifactKind::Music,
    ArtifactKind::Export,
];

/// What is kept of one project.
#[derive(Clone, Debug, PartialEq, QueryableByName)]
pub struct Kept {
    #[diesel(sql_type = SqlUuid)]
    pub project_id: Uuid,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Int8)]
    pub count: i64,
    #[diesel(sql_type = Int8)]
    pub bytes: i64,
}

/// Of one person's projects, or, without a person, of everybody's; the largest first.
pub async fn kept(conn: &mut AsyncPgConnection, owner: Option<UserId>) -> Result<Vec<Kept>, StoreError> {
    let query = "SELECT p.id AS project_id, p.title, count(*) AS count, sum(a.bytes)::int8 AS bytes
        FROM artifacts a JOIN projects p ON p.id = a.project_id
        WHERE $1 IS NULL OR p.owner_id = $1 GROUP BY p.id ORDER BY bytes DESC, p.id";
    Ok(diesel::sql_query(query).bind::<Nullable<SqlUuid>, _>(owner.map(|owner| owner.0)).load(conn).await?)
}

/// Everything of a project that could go, by kind and age alone.
pub async fn old(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    before: DateTime<Utc>,
) -> Result<Vec<ArtifactRow>, StoreError> {
    Ok(artifacts::table
        .filter(artifacts::project_id.eq(project.0))
        .filter(artifacts::kind.eq_any(KINDS.map(ArtifactKind::key)))
        .filter(artifacts::made_at.lt(before))
        .select(ArtifactRow::as_select())
        .load(conn)
        .await?)
}

/// Forgets artifacts; their files are left to the caller.
pub async fn forget(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<(), StoreError> {
    diesel::delete(artifacts::table.filter(artifacts::id.eq_any(ids))).execute(conn).await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Those of the pictures that nothing of a project names: no shot, no character, no change that can be taken back or done again, no
/// work that goes on. Call it while the project's row is locked.
pub async fn unnamed(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    pictures: &[&str],
) -> Result<Vec<String>, StoreError> {
    let query = "SELECT name FROM unnest($2) AS name WHERE NOT EXISTS (
            SELECT 1 FROM projects WHERE id = $1 AND strpos(head::text, name) > 0
            UNION ALL SELECT 1 FROM shots WHERE project_id = $1 AND strpos(spec::text, name) > 0
            UNION ALL SELECT 1 FROM edits WHERE project_id = $1 AND strpos(before::text || after::text, name) > 0
            UNION ALL SELECT 1 FROM decisions WHERE project_id = $1 AND chosen = name
            UNION ALL SELECT 1 FROM tasks WHERE project_id = $1 AND finished_at IS NULL AND strpos(step::text, name) > 0
            UNION ALL SELECT 1 FROM attempts WHERE project_id = $1 AND ended_at IS NULL AND strpos(step::text, name) > 0)";
    let query = diesel::sql_query(query).bind::<SqlUuid, _>(project.0).bind::<Array<Text>, _>(pictures);
    let rows: Vec<Name> = query.load(conn).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}
