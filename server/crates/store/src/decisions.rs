//! What people decided that steps wait for: which of several options it is to be, or that something is approved.

use crate::{StoreError, schema_film::decisions};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, UserId};
use uuid::Uuid;

/// One decision, the latest of its key.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = decisions)]
pub struct DecisionRow {
    pub project_id: Uuid,
    /// What it is about.
    pub key: String,
    /// The fingerprint of the chosen option; `None` where it was only approved.
    pub chosen: Option<String>,
    /// `None`: that person's account is gone.
    pub decided_by: Option<Uuid>,
    pub decided_at: DateTime<Utc>,
}

/// Writes a decision down, in the place of an earlier one of its key.
pub async fn decide(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    key: &str,
    chosen: Option<&str>,
    by: UserId,
) -> Result<(), StoreError> {
    let what = (decisions::chosen.eq(chosen), decisions::decided_by.eq(by.0), decisions::decided_at.eq(Utc::now()));
    diesel::insert_into(decisions::table)
        .values((decisions::project_id.eq(project.0), decisions::key.eq(key), what))
        .on_conflict((decisions::project_id, decisions::key))
        .do_update()
        .set(what)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes a decision back: what waits for it waits again. `false` when there was none.
pub async fn take_back(conn: &mut AsyncPgConnection, project: ProjectId, key: &str) -> Result<bool, StoreError> {
    Ok(diesel::delete(decisions::table.find((project.0, key))).execute(conn).await? > 0)
}

/// All decisions of a project, by their keys.
pub async fn of_project(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Vec<DecisionRow>, StoreError> {
    let rows = decisions::table.filter(decisions::project_id.eq(project.0)).order(decisions::key);
    Ok(rows.select(DecisionRow::as_select()).load(conn).await?)
}
