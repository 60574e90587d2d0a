//! How far a film is, by its shots.

use super::ShotRow;
use crate::StoreError;
use diesel::QueryableByName;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ClipState, ProjectId};

/// How far a film is.
#[derive(Clone, Copy, Debug, Default, QueryableByName)]
pub struct Counts {
    #[diesel(sql_type = diesel::sql_types::Int8)]
    pub total: i64,
    #[diesel(sql_type = diesel::sql_types::Int8)]
    pub done: i64,
    #[diesel(sql_type = diesel::sql_types::Int8)]
    pub failed: i64,
    /// Clips that exist, stand-ins among them.
    #[diesel(sql_type = diesel::sql_types::Int8)]
    pub clips: i64,
    /// What its shots cost, and what was bought for the film as a whole.
    #[diesel(sql_type = diesel::sql_types::Int8)]
    pub cost_cents: i64,
    /// Length of what is made, and of all, in seconds.
    #[diesel(sql_type = diesel::sql_types::Double)]
    pub seconds_done: f64,
    #[diesel(sql_type = diesel::sql_types::Double)]
    pub seconds: f64,
}

impl Counts {
    /// The same, of shots that are read already, and of what was charged for the film as a whole.
    pub fn of(rows: &[ShotRow], film_cents: i64) -> Self {
        let mut counts = Self { cost_cents: film_cents, ..Self::default() };
        for row in rows {
            let state = row.clip_state();
            let (done, failed) = (state == ClipState::Done, state == ClipState::Failed);
            counts.total += 1;
            counts.done += i64::from(done);
            counts.failed += i64::from(failed);
            counts.clips += i64::from(row.clip_id.is_some());
            counts.cost_cents += row.cost_cents;
            counts.seconds_done += if done || failed { row.seconds } else { 0.0 };
            counts.seconds += row.seconds;
        }
        counts
    }
}

pub async fn counts(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Counts, StoreError> {
    Ok(diesel::sql_query(
        "SELECT count(*) AS total,
            count(*) FILTER (WHERE state = 'done') AS done,
            count(*) FILTER (WHERE state = 'failed') AS failed,
            count(clip_id) AS clips,
            (coalesce(sum(cost_cents), 0) + coalesce((SELECT sum(billed_cents) FROM attempts
                WHERE project_id = $1 AND shot_id IS NULL), 0))::int8 AS cost_cents,
            coalesce(sum(seconds) FILTER (WHERE state IN ('done', 'failed')), 0)::float8 AS seconds_done,
            coalesce(sum(seconds), 0)::float8 AS seconds
         FROM shots WHERE project_id = $1",
    )
    .bind::<diesel::sql_types::Uuid, _>(project.0)
    .get_result(conn)
    .await?)
}
