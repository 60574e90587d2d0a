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
