//! Links that let one person make an account, once.

use crate::{
    AccountError, StoreError,
    schema_accounts::{invitations, users},
    tokens,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::UserId;
use uuid::Uuid;

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = invitations)]
pub struct InvitationRow {
    pub id: Uuid,
    /// The only address that it is good for.
    pub email: Option<String>,
    pub cents: i64,
    pub made_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Makes an invitation and gives its token, which is kept nowhere.
pub async fn make(
    conn: &mut AsyncPgConnection,
    by: UserId,
    email: Option<&str>,
    cents: i64,
    expires_at: DateTime<Utc>,
) -> Result<(Uuid, String), StoreError> {
    let (id, token) = (Uuid::now_v7(), tokens::new()?);
    diesel::insert_into(invitations::table)
        .values((
            invitations::id.eq(id),
            invitations::token_hash.eq(tokens::hash(&token)),
            invitations::email.eq(email),
            invitations::cents.eq(cents),
            invitations::made_by.eq(by.0),
            invitations::expires_at.eq(expires_at),
        ))
        .execute(conn)
        .await?;
    Ok((id, token))
}

/// How many wait to be used.
pub async fn count(conn: &mut AsyncPgConnection) -> Result<i64, StoreError> {
    let open = invitations::table.filter(invitations::used_at.is_null()).filter(invitations::expires_at.gt(Utc::now()));
    Ok(open.count().get_result(conn).await?)
}

/// Those that can still be used, the newest first, with the name of whoever made them.
pub async fn open(
    conn: &mut AsyncPgConnection,
    limit: i64,
) -> Result<Vec<(InvitationRow, Option<String>)>, StoreError> {
    Ok(invitations::table
        .left_join(users::table.on(users::id.nullable().eq(invitations::made_by)))
        .filter(invitations::used_at.is_null())
        .filter(invitations::expires_at.gt(Utc::now()))
        .order(invitations::id.desc())
        .limit(limit)
        .select((InvitationRow::as_select(), users::name.nullable()))
        .load(conn)
        .await?)
}

/// Makes the link worthless. `NotFound` where nobody can use it anyway.
pub async fn revoke(conn: &mut AsyncPgConnection, id: Uuid) -> Result<(), StoreError> {
    let row = invitations::table.find(id).filter(invitations::used_at.is_null());
    let gone = diesel::delete(row).execute(conn).await?;
    if gone == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// The invitation of this token, if it can still be used.
pub async fn look(conn: &mut AsyncPgConnection, token: &str) -> Result<Option<InvitationRow>, StoreError> {
    Ok(invitations::table
        .filter(invitations::token_hash.eq(tokens::hash(token)))
        .filter(invitations::used_at.is_null())
        .filter(invitations::expires_at.gt(Utc::now()))
        .select(InvitationRow::as_select())
        .first(conn)
        .await
        .optional()?)
}

/// Uses the invitation up. Call it in the transaction that makes the account.
pub(crate) async fn take(
    conn: &mut AsyncPgConnection,
    token: &str,
    email: &str,
) -> Result<InvitationRow, AccountError> {
    let row = look(conn, token).await?.ok_or(AccountError::Invitation)?;
    if row.email.as_deref().is_some_and(|bound| bound != email) {
        return Err(AccountError::InvitedOther);
    }
    let unused = invitations::table.find(row.id).filter(invitations::used_at.is_null());
    let used = diesel::update(unused).set(invitations::used_at.eq(Utc::now())).execute(conn).await?;
    if used == 1 { Ok(row) } else { Err(AccountError::Invitation) }
}
