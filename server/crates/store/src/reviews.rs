//! What people think of the shots of their films.

use crate::StoreError;
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, ReviewState, ShotId};
use uuid::Uuid;

/// A review of one shot.
#[derive(Clone, Debug, QueryableByName)]
pub struct ReviewRow {
    #[diesel(sql_type = SqlUuid)]
    pub shot_id: Uuid,
    /// The clip that was looked at.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub clip_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Text)]
    pub note: String,
}

impl ReviewRow {
    pub fn state(&self) -> ReviewState {
        ReviewState::from_key(&self.state).unwrap_or(ReviewState::ToReview)
    }
}

/// The reviews of a project's shots, in no order.
pub async fn of_project(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Vec<ReviewRow>, StoreError> {
    Ok(sql_query("SELECT shot_id, clip_id, state, note FROM shot_reviews WHERE project_id = $1")
        .bind::<SqlUuid, _>(project.0)
        .load(conn)
        .await?)
}

/// Writes down what a person thinks of a shot, as its clip is now. `NotFound` where the project has no such shot, or it has no clip.
pub async fn set(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    shot: ShotId,
    state: ReviewState,
    note: &str,
) -> Result<(), StoreError> {
    let query = "INSERT INTO shot_reviews (shot_id, project_id, clip_id, state, note)
         SELECT id, project_id, clip_id, $3, $4 FROM shots WHERE id = $1 AND project_id = $2 AND clip_id IS NOT NULL
         ON CONFLICT (shot_id) DO UPDATE SET clip_id = excluded.clip_id, state = excluded.state, note = excluded.note, reviewed_at = now()";
    let changed = sql_query(query)
        .bind::<SqlUuid, _>(shot.0)
        .bind::<SqlUuid, _>(project.0)
        .bind::<Text, _>(state.key())
        .bind::<Text, _>(note)
        .execute(conn)
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Takes the review of a shot back. `NotFound` where there is none.
pub async fn clear(conn: &mut AsyncPgConnection, project: ProjectId, shot: ShotId) -> Result<(), StoreError> {
    let gone = sql_query("DELETE FROM shot_reviews WHERE shot_id = $1 AND project_id = $2")
        .bind::<SqlUuid, _>(shot.0)
        .bind::<SqlUuid, _>(project.0)
        .execute(conn)
        .await?;
    if gone == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Approves every shot with a clip that nobody wants changed as it is now. Gives how many that were.
pub async fn approve_rest(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<usize, StoreError> {
    let query = "INSERT INTO shot_reviews (shot_id, project_id, clip_id, state)
         SELECT id, project_id, clip_id, 'approved' FROM shots WHERE project_id = $1 AND clip_id IS NOT NULL
         ON CONFLICT (shot_id) DO UPDATE SET clip_id = excluded.clip_id, state = 'approved', reviewed_at = now()
         WHERE shot_reviews.clip_id IS DISTINCT FROM excluded.clip_id";
    Ok(sql_query(query).bind::<SqlUuid, _>(project.0).execute(conn).await?)
}
