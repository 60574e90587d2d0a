//! What people asked language models for. A row is written by a person's press, and by nothing else.

use crate::{StoreError, schema_film::asks};
use chrono::{DateTime, Utc};
use diesel::{dsl::max, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, UserId};
use serde_json::Value;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = asks)]
pub struct AskRow {
    pub project_id: Uuid,
    /// Counted within the project, from 1.
    pub number: i32,
    /// What is asked for: `lore`, `pages:3`.
    pub part: String,
    /// The question, and who may answer it.
    pub asked: Value,
    /// `None`: that person's account is gone.
    pub asked_by: Option<Uuid>,
    pub asked_at: DateTime<Utc>,
}

/// Writes a question down; returns its number. Call it in a transaction that holds the project's lock.
pub async fn ask(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    part: &str,
    asked: Value,
    by: UserId,
) -> Result<i32, StoreError> {
    let last: Option<i32> =
        asks::table.filter(asks::project_id.eq(project.0)).select(max(asks::number)).first(conn).await?;
    let number = last.unwrap_or(0) + 1;
    let row = (
        asks::project_id.eq(project.0),
        asks::number.eq(number),
        asks::part.eq(part),
        asks::asked.eq(asked),
        asks::asked_by.eq(by.0),
    );
    diesel::insert_into(asks::table).values(row).execute(conn).await?;
    Ok(number)
}

/// All questions of a project, in the order they were asked.
pub async fn of_project(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Vec<AskRow>, StoreError> {
    let rows = asks::table.filter(asks::project_id.eq(project.0)).order(asks::number);
    Ok(rows.select(AskRow::as_select()).load(conn).await?)
}
