//! API tokens: programs ask with them for a person. Only a token's SHA-256 and its beginning are kept.

use crate::{
    StoreError,
    schema_accounts::{api_tokens, users},
    tokens,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::UserId;
use uuid::Uuid;

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = api_tokens)]
pub struct TokenRow {
    pub id: Uuid,
    pub user_id: Uuid,
    pub name: String,
    /// Its beginning.
    pub shown: String,
    pub scopes: Vec<String>,
    pub test: bool,
    pub day_cents: Option<i64>,
    pub job_cents: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A token that is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewRow<'a> {
    pub owner: UserId,
    pub name: &'a str,
    /// The whole token; it is not kept.
    pub token: &'a str,
    pub shown: &'a str,
    pub scopes: &'a [String],
    pub test: bool,
    pub day_cents: Option<i64>,
    pub job_cents: Option<i64>,
    pub expires_at: Option<DateTime<Utc>>,
}

/// Keeps a new token.
pub async fn insert(conn: &mut AsyncPgConnection, new: NewRow<'_>) -> Result<Uuid, StoreError> {
    let id = Uuid::now_v7();
    diesel::insert_into(api_tokens::table)
        .values((
            api_tokens::id.eq(id),
            api_tokens::user_id.eq(new.owner.0),
            api_tokens::name.eq(new.name),
            api_tokens::token_hash.eq(tokens::hash(new.token)),
            api_tokens::shown.eq(new.shown),
            api_tokens::scopes.eq(new.scopes),
            api_tokens::test.eq(new.test),
            api_tokens::day_cents.eq(new.day_cents),
            api_tokens::job_cents.eq(new.job_cents),
            api_tokens::expires_at.eq(new.expires_at),
        ))
        .execute(conn)
        .await?;
    Ok(id)
}

/// The tokens of a person that are not revoked, the newest first.
pub async fn of_person(conn: &mut AsyncPgConnection, owner: UserId) -> Result<Vec<TokenRow>, StoreError> {
    Ok(api_tokens::table
        .filter(api_tokens::user_id.eq(owner.0))
        .filter(api_tokens::revoked_at.is_null())
        .order(api_tokens::id.desc())
        .select(TokenRow::as_select())
        .load(conn)
        .await?)
}

/// Makes a person's token worthless. `NotFound` where it is somebody else's, or was revoked before.
pub async fn revoke(conn: &mut AsyncPgConnection, owner: UserId, id: Uuid) -> Result<(), StoreError> {
    let own =
        api_tokens::table.find(id).filter(api_tokens::user_id.eq(owner.0)).filter(api_tokens::revoked_at.is_null());
    let revoked = diesel::update(own).set(api_tokens::revoked_at.eq(Utc::now())).execute(conn).await?;
    if revoked == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// The row of a token, revoked and expired ones too, and whether its person is an administrator. `None` for an unknown token, and where
/// the person's account is disabled.
pub async fn find(conn: &mut AsyncPgConnection, token: &str) -> Result<Option<(TokenRow, bool)>, StoreError> {
    Ok(api_tokens::table
        .inner_join(users::table.on(users::id.eq(api_tokens::user_id)))
        .filter(api_tokens::token_hash.eq(tokens::hash(token)))
        .filter(users::disabled_at.is_null())
        .select((TokenRow::as_select(), users::admin))
        .first(conn)
        .await
        .optional()?)
}

/// Remembers that a token was used, at most once a minute.
pub async fn used(conn: &mut AsyncPgConnection, row: &TokenRow) -> Result<(), StoreError> {
    let now = Utc::now();
    if row.last_used_at.is_some_and(|at| now - at < chrono::TimeDelta::minutes(1)) {
        return Ok(());
    }
    diesel::update(api_tokens::table.find(row.id)).set(api_tokens::last_used_at.eq(now)).execute(conn).await?;
    Ok(())
}
