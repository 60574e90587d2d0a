//! Artifacts: whatever was made and kept, named by its fingerprint.

use crate::{StoreError, schema_film::artifacts};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ArtifactId, ArtifactKind, ProjectId, ShotId, UserId};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = artifacts)]
pub struct ArtifactRow {
    pub id: Uuid,
    pub project_id: Uuid,
    pub shot_id: Option<Uuid>,
    pub kind: String,
    pub fingerprint: String,
    pub file_key: String,
    pub bytes: i64,
    pub seconds: Option<f64>,
    pub provider: String,
    pub model: String,
    pub cost_cents: i64,
    pub detail: Value,
    pub made_at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = artifacts)]
pub struct NewArtifact {
    pub id: Uuid,
    pub project_id: Uuid,
    pub shot_id: Option<Uuid>,
    pub kind: &'static str,
    pub fingerprint: String,
    pub file_key: String,
    pub bytes: i64,
    pub seconds: Option<f64>,
    pub provider: String,
    pub model: String,
    pub cost_cents: i64,
    pub detail: Value,
}

/// Keeps an artifact. When one of that fingerprint exists already, that one stays and is returned.
pub async fn insert(conn: &mut AsyncPgConnection, new: NewArtifact) -> Result<ArtifactRow, StoreError> {
    let (project, fingerprint) = (ProjectId(new.project_id), new.fingerprint.clone());
    let made = diesel::insert_into(artifacts::table)
        .values(new)
        .on_conflict((artifacts::project_id, artifacts::fingerprint))
        .do_nothing()
        .returning(ArtifactRow::as_returning())
        .get_result(conn)
        .await
        .optional()?;
    match made {
        Some(made) => Ok(made),
        None => find(conn, project, &fingerprint).await?.ok_or(StoreError::NotFound),
    }
}

pub async fn find(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    fingerprint: &str,
) -> Result<Option<ArtifactRow>, StoreError> {
    Ok(artifacts::table
        .filter(artifacts::project_id.eq(project.0))
        .filter(artifacts::fingerprint.eq(fingerprint))
        .select(ArtifactRow::as_select())
        .first(conn)
        .await
        .optional()?)
}

/// Those of the fingerprints that exist, by fingerprint.
pub async fn find_many(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    fingerprints: &[&str],
) -> Result<HashMap<String, ArtifactRow>, StoreError> {
    let rows: Vec<ArtifactRow> = artifacts::table
        .filter(artifacts::project_id.eq(project.0))
        .filter(artifacts::fingerprint.eq_any(fingerprints))
        .select(ArtifactRow::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.fingerprint.clone(), row)).collect())
}

/// Which of the fingerprints exist.
pub async fn which_exist(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    fingerprints: &[&str],
) -> Result<HashSet<String>, StoreError> {
    let rows: Vec<String> = artifacts::table
        .filter(artifacts::project_id.eq(project.0))
        .filter(artifacts::fingerprint.eq_any(fingerprints))
        .select(artifacts::fingerprint)
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The same thing made in another of the owner's projects: nobody pays twice for one prompt.
pub async fn find_elsewhere(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    fingerprint: &str,
) -> Result<Option<ArtifactRow>, StoreError> {
    use crate::schema_film::projects;
    let owner = projects::table.find(project.0).select(projects::owner_id).first::<Uuid>(conn).await?;
    find_of(conn, UserId(owner), fingerprint).await
}

/// As [`find_elsewhere`], in any project of this owner.
pub async fn find_of(
    conn: &mut AsyncPgConnection,
    owner: UserId,
    fingerprint: &str,
) -> Result<Option<ArtifactRow>, StoreError> {
    use crate::schema_film::projects;
    let theirs = projects::table.filter(projects::owner_id.eq(owner.0)).select(projects::id);
    Ok(artifacts::table
        .filter(artifacts::fingerprint.eq(fingerprint))
        .filter(artifacts::project_id.eq_any(theirs))
        .select(ArtifactRow::as_select())
        .first(conn)
        .await
        .optional()?)
}

pub async fn get(conn: &mut AsyncPgConnection, id: Uuid) -> Result<ArtifactRow, StoreError> {
    Ok(artifacts::table.find(id).select(ArtifactRow::as_select()).first(conn).await?)
}

pub async fn by_ids(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, ArtifactRow>, StoreError> {
    let rows: Vec<ArtifactRow> =
        artifacts::table.filter(artifacts::id.eq_any(ids)).select(ArtifactRow::as_select()).load(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// All artifacts of a project, in no order.
pub async fn of_project(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Vec<ArtifactRow>, StoreError> {
    Ok(artifacts::table.filter(artifacts::project_id.eq(project.0)).select(ArtifactRow::as_select()).load(conn).await?)
}

/// The keys of all artifacts' own files, in no order.
pub async fn all_keys(conn: &mut AsyncPgConnection) -> Result<Vec<String>, StoreError> {
    Ok(artifacts::table.select(artifacts::file_key).load(conn).await?)
}

/// All artifacts of one kind, the oldest first.
pub async fn of_kind(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    kind: ArtifactKind,
) -> Result<Vec<ArtifactRow>, StoreError> {
    Ok(artifacts::table
        .filter(artifacts::project_id.eq(project.0))
        .filter(artifacts::kind.eq(kind.key()))
        .order((artifacts::made_at, artifacts::id))
        .select(ArtifactRow::as_select())
        .load(conn)
        .await?)
}

/// The artifacts of some kinds that a project has of these shots, all of some other kinds, and some by their ids: the oldest first.
pub async fn of_kinds_and_ids(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    kinds: &[ArtifactKind],
    shots: &[Uuid],
    whole: &[ArtifactKind],
    ids: &[Uuid],
) -> Result<Vec<ArtifactRow>, StoreError> {
    let keys = |kinds: &[ArtifactKind]| kinds.iter().map(|kind| kind.key()).collect::<Vec<&str>>();
    let (kinds, whole) = (keys(kinds), keys(whole));
    let of_shots = artifacts::kind.eq_any(kinds).and(artifacts::shot_id.eq_any(shots).assume_not_null());
    Ok(artifacts::table
        .filter(artifacts::project_id.eq(project.0))
        .filter(of_shots.or(artifacts::kind.eq_any(whole)).or(artifacts::id.eq_any(ids)))
        .order((artifacts::made_at, artifacts::id))
        .select(ArtifactRow::as_select())
        .load(conn)
        .await?)
}

/// Who filmed what is in the film of a shot.
#[derive(QueryableByName)]
pub struct FilmedRow {
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub number: String,
    /// Its clip is made.
    #[diesel(sql_type = diesel::sql_types::Bool)]
    pub made: bool,
    /// Of the take; empty where its clip has none.
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub provider: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub model: String,
}

/// Who filmed each shot of a project, in the film's order.
pub async fn filmed_by(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Vec<FilmedRow>, StoreError> {
    Ok(diesel::sql_query(
        "SELECT coalesce(s.spec->>'number', '') AS number, s.clip_id IS NOT NULL AS made,
            coalesce(t.provider, '') AS provider, coalesce(t.model, '') AS model
         FROM shots s
         LEFT JOIN artifacts c ON c.id = s.clip_id
         LEFT JOIN artifacts t ON t.project_id = s.project_id AND t.kind = 'take' AND t.fingerprint = c.detail->>'footage'
         WHERE s.project_id = $1 ORDER BY s.rank",
    )
    .bind::<diesel::sql_types::Uuid, _>(project.0)
    .load(conn)
    .await?)
}

/// The takes of one shot, the oldest first.
pub async fn takes_of(conn: &mut AsyncPgConnection, shot: ShotId) -> Result<Vec<ArtifactRow>, StoreError> {
    Ok(artifacts::table
        .filter(artifacts::shot_id.eq(shot.0))
        .filter(artifacts::kind.eq(ArtifactKind::Take.key()))
        .order((artifacts::made_at, artifacts::id))
        .select(ArtifactRow::as_select())
        .load(conn)
        .await?)
}

/// A new row's id.
pub fn new_id() -> Uuid {
    ArtifactId::new().0
}
