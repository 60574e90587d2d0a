//! Who makes a shot's parts, and what became of those who could not.

use super::{Chain, ShotRow};
use crate::{StoreError, schema_film::shots};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ClipState, ShotId};
use serde_json::Value;

/// Gives the shot up to the animatic, and says why.
pub async fn set_stand_in(conn: &mut AsyncPgConnection, id: ShotId, why: &str) -> Result<(), StoreError> {
    diesel::update(shots::table.find(id.0))
        .set((shots::stand_in.eq(true), shots::kept_take.eq(None::<String>), shots::gave_up.eq(why)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Leaves an earlier take in the film, and says why; `turn` is the place of who filmed it in the chain.
pub async fn set_kept_take(
    conn: &mut AsyncPgConnection,
    id: ShotId,
    take: &str,
    turn: i32,
    why: &str,
) -> Result<(), StoreError> {
    diesel::update(shots::table.find(id.0))
        .set((shots::kept_take.eq(take), shots::fallback.eq(turn), shots::gave_up.eq(why)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Hands what a chain makes to the maker of this place in it.
pub async fn set_turn(conn: &mut AsyncPgConnection, id: ShotId, chain: Chain, turn: i32) -> Result<(), StoreError> {
    let row = diesel::update(shots::table.find(id.0));
    match chain {
        Chain::Footage => row.set(shots::fallback.eq(turn)).execute(conn).await?,
        Chain::Speech => row.set(shots::speech_turn.eq(turn)).execute(conn).await?,
        Chain::Sound => row.set(shots::sound_turn.eq(turn)).execute(conn).await?,
    };
    Ok(())
}

/// Writes down which makers have failed for good.
pub async fn set_tried(conn: &mut AsyncPgConnection, id: ShotId, tried: Value) -> Result<(), StoreError> {
    diesel::update(shots::table.find(id.0)).set(shots::tried.eq(tried)).execute(conn).await?;
    Ok(())
}

/// Leaves the lips as they were filmed, and says why; `failed` where it may go better another time.
pub async fn set_unsynced(conn: &mut AsyncPgConnection, id: ShotId, why: &str, failed: bool) -> Result<(), StoreError> {
    diesel::update(shots::table.find(id.0))
        .set((shots::unsynced.eq(why), shots::lips_failed.eq(failed)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets that the lips could not be moved: they may be now.
pub async fn set_synced(conn: &mut AsyncPgConnection, id: ShotId) -> Result<(), StoreError> {
    diesel::update(shots::table.find(id.0))
        .set((shots::unsynced.eq(None::<String>), shots::lips_failed.eq(false)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Sends a clip back to be made, by the makers that `row` names; the old one stays in the film meanwhile.
pub async fn set_waiting(
    conn: &mut AsyncPgConnection,
    row: &ShotRow,
    state: ClipState,
    seconds: f64,
) -> Result<(), StoreError> {
    diesel::update(shots::table.find(row.id))
        .set((
            shots::state.eq(state.key()),
            shots::message.eq(None::<String>),
            shots::progress.eq(None::<f64>),
            shots::attempt.eq(0),
            shots::stand_in.eq(row.stand_in),
            shots::kept_take.eq(&row.kept_take),
            shots::gave_up.eq(&row.gave_up),
            shots::fallback.eq(row.fallback),
            shots::speech_turn.eq(row.speech_turn),
            shots::sound_turn.eq(row.sound_turn),
            shots::unsynced.eq(&row.unsynced),
            shots::lips_failed.eq(row.lips_failed),
            shots::seconds.eq(seconds),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// As [`set_waiting`], and the old clip is in the film no more.
pub async fn forget_clip(conn: &mut AsyncPgConnection, row: &ShotRow, seconds: f64) -> Result<(), StoreError> {
    set_waiting(conn, row, ClipState::Waiting, seconds).await?;
    diesel::update(shots::table.find(row.id)).set(shots::clip_id.eq(None::<uuid::Uuid>)).execute(conn).await?;
    Ok(())
}
