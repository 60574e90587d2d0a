//! Shots: what is filmed, in order, and how far each clip is.

mod counts;
mod turns;

pub use counts::{Counts, counts};
pub use turns::{forget_clip, set_kept_take, set_stand_in, set_synced, set_tried, set_turn, set_unsynced, set_waiting};

use crate::{StoreError, schema_film::shots};
use diesel::{prelude::*, sql_types::Bool};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ClipState, ProjectId, ShotId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// The distance between neighbours when shots are numbered afresh: room for many insertions.
pub const RANK_STEP: f64 = 1024.0;

/// The turn of the studio's own maker: beyond every chain, also one that is made longer later.
pub const OWN: i32 = i32::MAX;

/// The chains of makers that a shot has: for its footage, its lines and its sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chain {
    Footage,
    Speech,
    Sound,
}

impl Chain {
    pub const ALL: [Self; 3] = [Self::Footage, Self::Speech, Self::Sound];
}

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = shots)]
pub struct ShotRow {
    pub id: Uuid,
    pub project_id: Uuid,
    pub rank: f64,
    /// A `model::Shot`.
    pub spec: Value,
    pub state: String,
    pub message: Option<String>,
    pub progress: Option<f64>,
    pub provider: String,
    pub attempt: i32,
    pub clip_id: Option<Uuid>,
    pub stand_in: bool,
    pub seconds: f64,
    pub cost_cents: i64,
    /// Which maker of the chain films it: 0 is the wanted one.
    pub fallback: i32,
    /// Which speaks its lines: 0 is the wanted one, [`OWN`] the studio itself.
    pub speech_turn: i32,
    /// Which makes its sounds, as for its lines.
    pub sound_turn: i32,
    /// Why the lips are as they were filmed, although they were to be moved.
    pub unsynced: Option<String>,
    /// Moving them failed for a reason that may pass.
    pub lips_failed: bool,
    /// The fingerprint of the last good take, which is in the film because filming the shot anew has failed for good.
    pub kept_take: Option<String>,
    /// Why the wanted footage has failed for good.
    pub gave_up: Option<String>,
    /// The makers that have failed for good, and those that were left out, since the wanted one was last asked.
    pub tried: Value,
}

impl ShotRow {
    /// Something in its clip stands in for what was wanted and failed.
    pub fn has_stand_in(&self) -> bool {
        let own = self.speech_turn == OWN || self.sound_turn == OWN;
        self.stand_in || self.kept_take.is_some() || own || self.lips_failed
    }

    /// Whose turn it is in a chain.
    pub const fn turn(&self, chain: Chain) -> i32 {
        match chain {
            Chain::Footage => self.fallback,
            Chain::Speech => self.speech_turn,
            Chain::Sound => self.sound_turn,
        }
    }

    /// Nobody of a chain could make its part: something else is in its place.
    pub fn has_failed(&self, chain: Chain) -> bool {
        match chain {
            Chain::Footage => self.stand_in || self.kept_take.is_some(),
            Chain::Speech => self.speech_turn == OWN,
            Chain::Sound => self.sound_turn == OWN,
        }
    }

    /// The row with a part in the hands of this maker of its chain, as if none of them had failed.
    pub fn in_turn(mut self, chain: Chain, turn: i32) -> Self {
        match chain {
            Chain::Footage => {
                self.fallback = turn;
                (self.stand_in, self.kept_take, self.gave_up) = (false, None, None);
                (self.unsynced, self.lips_failed) = (None, false);
            }
            Chain::Speech => self.speech_turn = turn,
            Chain::Sound => self.sound_turn = turn,
        }
        self
    }

    /// The row as it is when its clip is to be made again: what has failed begins at the wanted maker, and what another one of the chain
    /// has made stays with that one.
    pub fn anew(mut self) -> Self {
        (self.gave_up, self.unsynced, self.lips_failed) = (None, None, false);
        for chain in Chain::ALL {
            if self.has_failed(chain) {
                self = self.in_turn(chain, 0);
            }
        }
        self
    }

    pub fn shot(&self) -> ShotId {
        ShotId(self.id)
    }

    pub fn clip_state(&self) -> ClipState {
        ClipState::from_key(&self.state).unwrap_or(ClipState::Waiting)
    }
}

/// A shot as it is stored first.
#[derive(Insertable)]
#[diesel(table_name = shots)]
pub struct NewShot {
    pub id: Uuid,
    pub project_id: Uuid,
    pub rank: f64,
    pub spec: Value,
    pub seconds: f64,
}

pub async fn insert(conn: &mut AsyncPgConnection, rows: &[NewShot]) -> Result<(), StoreError> {
    // Postgres takes 65,535 parameters a statement.
    for chunk in rows.chunks(5_000) {
        diesel::insert_into(shots::table).values(chunk).execute(conn).await?;
    }
    Ok(())
}

/// All shots, in the film's order.
pub async fn of_project(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Vec<ShotRow>, StoreError> {
    Ok(shots::table
        .filter(shots::project_id.eq(project.0))
        .order(shots::rank)
        .select(ShotRow::as_select())
        .load(conn)
        .await?)
}

/// Some shots of a film, in its order.
pub async fn among(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    only: &[ShotId],
) -> Result<Vec<ShotRow>, StoreError> {
    let only: Vec<Uuid> = only.iter().map(|shot| shot.0).collect();
    let rows = shots::table.filter(shots::project_id.eq(project.0)).filter(shots::id.eq_any(only));
    Ok(rows.order(shots::rank).select(ShotRow::as_select()).load(conn).await?)
}

pub async fn get(conn: &mut AsyncPgConnection, id: ShotId) -> Result<ShotRow, StoreError> {
    Ok(shots::table.find(id.0).select(ShotRow::as_select()).first(conn).await?)
}

/// The first shot, in the film's order, whose clip is still to be made and on which nobody works, other than ahead of its turn. Where
/// `only` names shots, none but those.
pub async fn next_to_make(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    only: Option<&[Uuid]>,
) -> Result<Option<ShotRow>, StoreError> {
    use crate::schema_film::tasks;
    let busy = tasks::table.filter(tasks::shot_id.eq(shots::id.nullable())).filter(tasks::finished_at.is_null());
    Ok(shots::table
        .filter(shots::project_id.eq(project.0))
        .filter(shots::id.eq_any(only.unwrap_or_default()).or(only.is_none().into_sql::<Bool>()))
        .filter(shots::state.ne_all([ClipState::Done.key(), ClipState::Failed.key()]))
        .filter(shots::state.eq_any(NOT_BEGUN).or(diesel::dsl::not(diesel::dsl::exists(busy))))
        .order(shots::rank)
        .select(ShotRow::as_select())
        .first(conn)
        .await
        .optional()?)
}

/// States of a clip whose turn has not come.
const NOT_BEGUN: [&str; 2] = [ClipState::Waiting.key(), ClipState::Stale.key()];

/// The first `most` shots, in the film's order, whose turn has not come; of `only` those, where it names shots.
pub async fn not_begun(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    only: Option<&[Uuid]>,
    most: usize,
) -> Result<Vec<ShotRow>, StoreError> {
    Ok(shots::table
        .filter(shots::project_id.eq(project.0))
        .filter(shots::id.eq_any(only.unwrap_or_default()).or(only.is_none().into_sql::<Bool>()))
        .filter(shots::state.eq_any(NOT_BEGUN))
        .order(shots::rank)
        .limit(i64::try_from(most).unwrap_or(i64::MAX))
        .select(ShotRow::as_select())
        .load(conn)
        .await?)
}

/// What changes when a clip's state changes.
pub struct Progress<'a> {
    pub state: ClipState,
    pub message: Option<&'a str>,
    pub progress: Option<f64>,
    pub provider: &'a str,
    pub attempt: i32,
}

pub async fn set_progress(conn: &mut AsyncPgConnection, id: ShotId, progress: &Progress<'_>) -> Result<(), StoreError> {
    diesel::update(shots::table.find(id.0))
        .set((
            shots::state.eq(progress.state.key()),
            shots::message.eq(progress.message),
            shots::progress.eq(progress.progress),
            shots::provider.eq(progress.provider),
            shots::attempt.eq(progress.attempt),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Puts a clip into the timeline; `made_by` is the provider of its footage.
pub async fn set_clip(
    conn: &mut AsyncPgConnection,
    id: ShotId,
    clip: Uuid,
    made_by: &str,
    seconds: f64,
    state: ClipState,
    message: Option<&str>,
) -> Result<(), StoreError> {
    diesel::update(shots::table.find(id.0))
        .set((
            shots::clip_id.eq(clip),
            shots::provider.eq(made_by),
            shots::seconds.eq(seconds),
            shots::state.eq(state.key()),
            shots::message.eq(message),
            shots::progress.eq(None::<f64>),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Adds what a maker billed to what the shot has cost.
pub async fn add_cost(conn: &mut AsyncPgConnection, id: ShotId, cents: i64) -> Result<(), StoreError> {
    diesel::update(shots::table.find(id.0)).set(shots::cost_cents.eq(shots::cost_cents + cents)).execute(conn).await?;
    Ok(())
}

pub async fn set_spec(conn: &mut AsyncPgConnection, id: ShotId, spec: Value) -> Result<(), StoreError> {
    diesel::update(shots::table.find(id.0)).set(shots::spec.eq(spec)).execute(conn).await?;
    Ok(())
}

/// Writes down what is to be filmed in several shots.
pub async fn set_specs(conn: &mut AsyncPgConnection, specs: Vec<(ShotId, Value)>) -> Result<(), StoreError> {
    use diesel::sql_types::{Array, Jsonb, Uuid as SqlUuid};
    let (ids, specs): (Vec<Uuid>, Vec<Value>) = specs.into_iter().map(|(id, spec)| (id.0, spec)).unzip();
    if !ids.is_empty() {
        diesel::sql_query(
            "UPDATE shots SET spec = new.spec FROM unnest($1, $2) AS new(id, spec) WHERE shots.id = new.id",
        )
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Array<Jsonb>, _>(specs)
        .execute(conn)
        .await?;
    }
    Ok(())
}

/// Puts several shots elsewhere in the film.
pub async fn set_ranks(conn: &mut AsyncPgConnection, ranks: &[(ShotId, f64)]) -> Result<(), StoreError> {
    use diesel::sql_types::{Array, Double, Uuid as SqlUuid};
    let (ids, ranks): (Vec<Uuid>, Vec<f64>) = ranks.iter().map(|(id, rank)| (id.0, *rank)).unzip();
    diesel::sql_query("UPDATE shots SET rank = new.rank FROM unnest($1, $2) AS new(id, rank) WHERE shots.id = new.id")
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Array<Double>, _>(ranks)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn delete(conn: &mut AsyncPgConnection, ids: &[ShotId]) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    diesel::delete(shots::table.filter(shots::id.eq_any(ids))).execute(conn).await?;
    Ok(())
}

/// Sends every clip that was being made back to waiting: a person stopped the film.
pub async fn reset_unfinished(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<(), StoreError> {
    diesel::update(shots::table.filter(shots::project_id.eq(project.0)).filter(shots::state.ne_all([
        ClipState::Done.key(),
        ClipState::Failed.key(),
        ClipState::Stale.key(),
    ])))
    .set((
        shots::state.eq(ClipState::Waiting.key()),
        shots::message.eq(None::<String>),
        shots::progress.eq(None::<f64>),
    ))
    .execute(conn)
    .await?;
    Ok(())
}
