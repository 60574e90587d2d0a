//! Links with which one person sets a new password, once.

use crate::{
    AccountError, Store, StoreError, passwords,
    schema_accounts::{reset_links, sessions, users},
    tokens,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use model::UserId;
use uuid::Uuid;

/// Makes a link's token, which is kept nowhere. An earlier link of the person is worth nothing from then on.
pub async fn make(conn: &mut AsyncPgConnection, user: UserId, expires_at: DateTime<Utc>) -> Result<String, StoreError> {
    let token = tokens::new()?;
    let hash = tokens::hash(&token);
    let values = (reset_links::token_hash.eq(&hash), reset_links::expires_at.eq(expires_at));
    diesel::insert_into(reset_links::table)
        .values((reset_links::user_id.eq(user.0), values))
        .on_conflict(reset_links::user_id)
        .do_update()
        .set(values)
        .execute(conn)
        .await?;
    Ok(token)
}

/// Whose link this is, if it can still be used: the person's id and address.
async fn look(conn: &mut AsyncPgConnection, token: &str) -> Result<Option<(Uuid, String)>, StoreError> {
    Ok(reset_links::table
        .inner_join(users::table.on(users::id.eq(reset_links::user_id)))
        .filter(reset_links::token_hash.eq(tokens::hash(token)))
        .filter(reset_links::expires_at.gt(Utc::now()))
        .filter(users::disabled_at.is_null())
        .select((users::id, users::email))
        .first(conn)
        .await
        .optional()?)
}

impl Store {
    /// Sets the password of whoever the link is for, uses the link up and ends all of that person's sessions.
    pub async fn reset_password(&self, token: &str, new: &str) -> Result<UserId, AccountError> {
        let mut conn = self.conn().await?;
        let (_, email) = look(&mut conn, token).await?.ok_or(AccountError::Link)?;
        drop(conn);
        passwords::check(new, &email)?;
        let hash = passwords::hashed(new.to_owned()).await?;
        let mut conn = self.conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                // Once more: it may have been used meanwhile.
                let (id, _) = look(conn, token).await?.ok_or(AccountError::Link)?;
                let link = reset_links::table.find(id).filter(reset_links::token_hash.eq(tokens::hash(token)));
                if diesel::delete(link).execute(conn).await? == 0 {
                    return Err(AccountError::Link);
                }
                diesel::update(users::table.find(id)).set(users::password_hash.eq(&hash)).execute(conn).await?;
                diesel::delete(sessions::table.filter(sessions::user_id.eq(id))).execute(conn).await?;
                Ok(UserId(id))
            })
            .await
    }
}
