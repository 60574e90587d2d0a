//! Tasks: units of durable work, steps of films and other jobs, held by a lease. Every write names the lease's token, so that a worker
//! that overslept changes nothing.

mod claim;
mod custom;
mod jobs;
mod lease;
mod pool;

pub use claim::{Claim, SUSPECT, Takes, claim, claim_this, due_in, release_all};
pub use custom::{enqueue_custom, given_up_custom, retry_custom, unfinished_custom, why_given_up};
pub use jobs::{JobRow, JobState, NewJob, add_job, cancel_job, job, newest_job, retry_job};
pub use lease::{Lease, Leased, discard, extend, finish, is_held, put_back, release, tell};
pub use pool::Pool;

use crate::{StoreError, events::notify, schema_film::tasks};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ClipState, ProjectId, ShotId, TaskId, TaskState};
use serde_json::Value;
use uuid::Uuid;

/// What the joining of a film is named, in the place of a fingerprint: which clips, is read when it runs.
pub const FILM: &str = "film";

/// The channel that says that a task can be claimed.
pub const CHANNEL: &str = "studio_tasks";

/// The kind of a task that is a step of a film; one beside its clips is of the kind `step:<kind>`.
pub const STEP: &str = "step";

/// A step of a film, as its worker needs it.
#[derive(Clone, Debug)]
pub struct TaskRow {
    pub id: Uuid,
    /// [`STEP`], or `step:<kind>` where it is beside the clips.
    pub kind: String,
    pub project_id: Uuid,
    pub shot_id: Option<Uuid>,
    /// A `plan::Step`.
    pub step: Value,
    pub fingerprint: String,
    pub tries: i32,
    /// How often the process ended while it ran this, since it last came to an end or a pause in good order.
    pub crashes: i32,
    pub errors: Value,
}

impl TaskRow {
    pub fn project(&self) -> ProjectId {
        ProjectId(self.project_id)
    }

    pub fn shot(&self) -> Option<ShotId> {
        self.shot_id.map(ShotId)
    }

    pub fn task(&self) -> TaskId {
        TaskId(self.id)
    }

    /// It is of no clip, and of the film's joining and music neither.
    pub fn is_custom(&self) -> bool {
        self.kind != STEP
    }
}

impl Leased for TaskRow {
    fn id(&self) -> Uuid {
        self.id
    }

    fn tries(&self) -> i32 {
        self.tries
    }

    fn errors(&self) -> &Value {
        &self.errors
    }
}

/// Queues a step. `false` when its clip (or the film) already has an unfinished one.
pub async fn enqueue(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    shot: Option<ShotId>,
    step: Value,
    fingerprint: &str,
    pool: Pool,
) -> Result<bool, StoreError> {
    let added = diesel::insert_into(tasks::table)
        .values((
            tasks::id.eq(TaskId::new().0),
            tasks::project_id.eq(project.0),
            tasks::shot_id.eq(shot.map(|shot| shot.0)),
            tasks::step.eq(step),
            tasks::fingerprint.eq(fingerprint),
            tasks::pool.eq(pool.key()),
            tasks::key.eq(shot.map_or_else(|| FILM.to_owned(), |shot| format!("shot:{shot}"))),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if added > 0 {
        notify(conn, CHANNEL, "").await?;
    }
    Ok(added > 0)
}

/// Ends the nap of the task that waits for this step: there is news of it. `false` when none waits.
pub async fn wake(conn: &mut AsyncPgConnection, project: ProjectId, fingerprint: &str) -> Result<bool, StoreError> {
    let waits = tasks::table
        .filter(tasks::kind.eq(STEP).or(tasks::kind.like("step:%")))
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::fingerprint.eq(fingerprint))
        .filter(tasks::state.eq(TaskState::Snoozed.key()))
        .filter(tasks::next_run_at.gt(diesel::dsl::now));
    let woken = diesel::update(waits).set(tasks::next_run_at.eq(diesel::dsl::now)).execute(conn).await? > 0;
    if woken {
        notify(conn, CHANNEL, "").await?;
    }
    Ok(woken)
}

/// Cancels a project's unfinished steps (only `shot`'s when given). Their workers notice at the next heartbeat.
pub async fn cancel(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    shot: Option<ShotId>,
) -> Result<usize, StoreError> {
    let change = (
        tasks::state.eq(TaskState::Cancelled.key()),
        tasks::finished_at.eq(Utc::now()),
        tasks::lease_token.eq(None::<Uuid>),
        tasks::lease_until.eq(None::<DateTime<Utc>>),
    );
    let unfinished = tasks::table
        .filter(tasks::kind.eq(STEP))
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::finished_at.is_null());
    Ok(match shot {
        Some(shot) => diesel::update(unfinished.filter(tasks::shot_id.eq(shot.0))).set(change).execute(conn).await?,
        None => diesel::update(unfinished).set(change).execute(conn).await?,
    })
}

/// Cancels the film's joining, which is not finished: its clips changed. What else is made for the whole film, such as music that is being
/// bought, is made to its end.
pub async fn cancel_film(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<(), StoreError> {
    diesel::update(
        tasks::table
            .filter(tasks::kind.eq(STEP))
            .filter(tasks::project_id.eq(project.0))
            .filter(tasks::shot_id.is_null())
            .filter(tasks::fingerprint.eq(FILM))
            .filter(tasks::finished_at.is_null()),
    )
    .set((
        tasks::state.eq(TaskState::Cancelled.key()),
        tasks::finished_at.eq(Utc::now()),
        tasks::lease_token.eq(None::<Uuid>),
        tasks::lease_until.eq(None::<DateTime<Utc>>),
    ))
    .execute(conn)
    .await?;
    Ok(())
}

/// What is under way for a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Active {
    /// Clips being made.
    pub clips: usize,
    /// Of those, clips being mixed.
    pub mixing: usize,
    /// Clips whose turn has not come, of which something is made already.
    pub ahead: usize,
    /// The film itself is being joined.
    pub film: bool,
}

/// Counts a project's unfinished steps.
pub async fn active(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Active, StoreError> {
    use crate::schema_film::shots;
    let rows: Vec<Option<String>> = tasks::table
        .left_join(shots::table.on(tasks::shot_id.eq(shots::id.nullable())))
        .filter(tasks::kind.eq(STEP))
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::finished_at.is_null())
        .select(shots::state.nullable())
        .load(conn)
        .await?;
    let mut active = Active::default();
    for state in rows {
        match state.as_deref().and_then(ClipState::from_key) {
            None => active.film = true,
            Some(ClipState::Waiting | ClipState::Stale) => active.ahead += 1,
            Some(state) => {
                active.clips += 1;
                active.mixing += usize::from(state == ClipState::Mixing);
            }
        }
    }
    Ok(active)
}

/// Whether a step of the whole film was given up for good since then.
pub async fn was_given_up(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    fingerprint: &str,
    since: Option<DateTime<Utc>>,
) -> Result<bool, StoreError> {
    let given_up = tasks::table
        .filter(tasks::kind.eq(STEP))
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::shot_id.is_null())
        .filter(tasks::fingerprint.eq(fingerprint))
        .filter(tasks::state.eq(TaskState::Discarded.key()))
        .filter(tasks::finished_at.ge(since.unwrap_or(DateTime::UNIX_EPOCH)));
    Ok(diesel::select(diesel::dsl::exists(given_up)).get_result(conn).await?)
}

/// The fingerprints of the unfinished steps of a project's shots.
pub async fn running_steps(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
) -> Result<std::collections::HashMap<ShotId, String>, StoreError> {
    let rows: Vec<(Option<Uuid>, String)> = tasks::table
        .filter(tasks::kind.eq(STEP))
        .filter(tasks::project_id.eq(project.0))
        .filter(tasks::finished_at.is_null())
        .select((tasks::shot_id, tasks::fingerprint))
        .load(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(shot, name)| Some((ShotId(shot?), name))).collect())
}
