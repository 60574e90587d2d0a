//! The table `provider_keys`.

use super::{Place, Sealed, SealingKeys};
use crate::{StoreError, schema_accounts::provider_keys};
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Bytea, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::UserId;
use uuid::Uuid;

/// A sealed key.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = provider_keys)]
pub struct KeyRow {
    /// The installation's own where `None`.
    pub user_id: Option<Uuid>,
    pub provider: String,
    /// `api_key`, `access_key`, `secret_key` or `base_url`.
    pub field: String,
    key_id: String,
    nonce: Vec<u8>,
    sealed: Vec<u8>,
    /// What a screen may show of it.
    pub last_four: String,
    pub changed_at: DateTime<Utc>,
}

impl KeyRow {
    fn place(&self) -> Place<'_> {
        Place { user: self.user_id.map(UserId), provider: &self.provider, field: &self.field }
    }

    /// The key itself; `None` when its sealing key is gone, or the row was tampered with.
    pub fn open(&self, keys: &SealingKeys) -> Option<String> {
        let sealed = Sealed { key_id: self.key_id.clone(), nonce: self.nonce.clone(), bytes: self.sealed.clone() };
        keys.open(self.place(), &sealed)
    }
}

/// All keys that films of this person may be made with: their own and the installation's.
pub async fn of_person(conn: &mut AsyncPgConnection, who: UserId) -> Result<Vec<KeyRow>, StoreError> {
    Ok(provider_keys::table
        .filter(provider_keys::user_id.eq(who.0).or(provider_keys::user_id.is_null()))
        .order((provider_keys::provider, provider_keys::field))
        .select(KeyRow::as_select())
        .load(conn)
        .await?)
}

/// Seals a key and keeps it in the place of the one before. `last_four` is what a screen may show of it.
pub async fn keep(
    conn: &mut AsyncPgConnection,
    keys: &SealingKeys,
    place: Place<'_>,
    text: &str,
    last_four: &str,
) -> Result<(), StoreError> {
    let sealed = keys.seal(place, text)?;
    // The unique index is over an expression, which Diesel's own upsert cannot name.
    diesel::sql_query(
        "INSERT INTO provider_keys (user_id, provider, field, key_id, nonce, sealed, last_four) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (coalesce(user_id, '00000000-0000-0000-0000-000000000000'), provider, field) DO UPDATE \
         SET key_id = excluded.key_id, nonce = excluded.nonce, sealed = excluded.sealed, \
             last_four = excluded.last_four, changed_at = now()",
    )
    .bind::<Nullable<SqlUuid>, _>(place.user.map(|user| user.0))
    .bind::<Text, _>(place.provider)
    .bind::<Text, _>(place.field)
    .bind::<Text, _>(&sealed.key_id)
    .bind::<Bytea, _>(&sealed.nonce)
    .bind::<Bytea, _>(&sealed.bytes)
    .bind::<Text, _>(last_four)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes away what one owner has set for a provider; returns how many fields that were.
pub async fn forget(conn: &mut AsyncPgConnection, user: Option<UserId>, provider: &str) -> Result<usize, StoreError> {
    let all = diesel::delete(provider_keys::table).filter(provider_keys::provider.eq(provider));
    Ok(match user {
        Some(user) => all.filter(provider_keys::user_id.eq(user.0)).execute(conn).await?,
        None => all.filter(provider_keys::user_id.is_null()).execute(conn).await?,
    })
}

/// What [`reseal`] found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    /// Sealed anew with the first sealing key.
    pub anew: usize,
    /// Not opened by any sealing key of this installation; left as they are.
    pub locked: usize,
}

/// Seals anew what was sealed with another sealing key than the first. A key that is set meanwhile stays as it was set.
pub async fn reseal(conn: &mut AsyncPgConnection, keys: &SealingKeys) -> Result<Resealed, StoreError> {
    let old: Vec<KeyRow> = provider_keys::table
        .filter(provider_keys::key_id.ne(&keys.first().id))
        .select(KeyRow::as_select())
        .load(conn)
        .await?;
    let mut done = Resealed::default();
    for row in old {
        let Some(text) = row.open(keys) else {
            done.locked += 1;
            continue;
        };
        let sealed = keys.seal(row.place(), &text)?;
        // A nonce is never used twice: it names the row.
        let same = provider_keys::table
            .filter(provider_keys::provider.eq(&row.provider))
            .filter(provider_keys::field.eq(&row.field))
            .filter(provider_keys::nonce.eq(&row.nonce));
        done.anew += diesel::update(same)
            .set((
                provider_keys::key_id.eq(sealed.key_id),
                provider_keys::nonce.eq(sealed.nonce),
                provider_keys::sealed.eq(sealed.bytes),
            ))
            .execute(conn)
            .await?;
    }
    Ok(done)
}
