//! Tasks of steps beside the clips, whose kinds only their handlers know.

use super::{CHANNEL, Pool};
use crate::{StoreError, events::notify, schema_film::tasks};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, TaskId, TaskState};
use serde_json::Value;
use std::collections::HashSet;

/// Queues a step beside the clips, of the kind `step:<kind>`. `false` when an unfinished one of the project has its key.
pub async fn enqueue_custom(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    (kind, key): (&str, &str),
    step: Value,
    fingerprint: &str,
    pool: Pool,
) -> Result<bool, StoreError> {
    let added = diesel::insert_into(tasks::table)
        .values((
            tasks::id.eq(TaskId::new().0),
            tasks::kind.eq(kind),
            tasks::key.eq(key),
            tasks::project_id.eq(project.0),
            tasks::step.eq(step),
            tasks::fingerprint.eq(fingerprint),
            tasks::pool.eq(pool.key()),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if added > 0 {
        notify(conn, CHANNEL, "").await?;
    }
    Ok(added > 0)
}

/// Of these steps, those that were given up for good, and that nobody retried.
pub async fn given_up_custom(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    names: &[&str],
) -> Result<HashSet<String>, StoreError> {
    let rows = tasks::table
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::kind.like("step:%"))
        .filter(tasks::state.eq(TaskState::Discarded.key()))
        .filter(tasks::fingerprint.eq_any(names));
    Ok(rows.select(tasks::fingerprint).load::<String>(conn).await?.into_iter().collect())
}

/// Why a step beside the clips was given up: the last that was said about it.
pub async fn why_given_up(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    name: &str,
) -> Result<Option<String>, StoreError> {
    let row = tasks::table
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::kind.like("step:%"))
        .filter(tasks::state.eq(TaskState::Discarded.key()))
        .filter(tasks::fingerprint.eq(name))
        .order(tasks::finished_at.desc());
    let errors: Option<Value> = row.select(tasks::errors).first(conn).await.optional()?;
    let last = errors.and_then(|errors| errors.as_array()?.last().cloned());
    Ok(last.and_then(|last| Some(last.get("error")?.as_str()?.to_owned())))
}

/// The keys of a project's unfinished steps beside its clips.
pub async fn unfinished_custom(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
) -> Result<HashSet<String>, StoreError> {
    let rows = tasks::table
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::kind.like("step:%"))
        .filter(tasks::finished_at.is_null());
    Ok(rows.select(tasks::key).load::<String>(conn).await?.into_iter().collect())
}

/// Queues a step beside the clips anew that was given up; its tries count anew. `false` when there is none, or when one of its key is
/// unfinished.
pub async fn retry_custom(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    fingerprint: &str,
) -> Result<bool, StoreError> {
    // The task's row is its only record: its history goes on in it.
    let query = "UPDATE tasks SET state = 'ready', finished_at = NULL, tries = 0, crashes = 0, next_run_at = now()
        WHERE id = (SELECT id FROM tasks WHERE project_id = $1 AND fingerprint = $2 AND kind LIKE 'step:%' AND state = 'discarded'
                ORDER BY created_at DESC, id DESC LIMIT 1)
            AND NOT EXISTS (SELECT 1 FROM tasks other WHERE other.project_id = $1 AND other.key = tasks.key
                AND other.kind LIKE 'step:%' AND other.finished_at IS NULL)";
    let query = diesel::sql_query(query).bind::<diesel::sql_types::Uuid, _>(project.0);
    let again = query.bind::<diesel::sql_types::Text, _>(fingerprint).execute(conn).await? > 0;
    if again {
        notify(conn, CHANNEL, "").await?;
    }
    Ok(again)
}
