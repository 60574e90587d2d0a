//! Settings of the whole installation, chosen by its administrators.

use crate::{StoreError, schema_accounts::installation};
use chrono::Utc;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::people::Registration;

const REGISTRATION: &str = "registration";

async fn value(conn: &mut AsyncPgConnection, name: &str) -> Result<Option<String>, StoreError> {
    Ok(installation::table.find(name).select(installation::value).first(conn).await.optional()?)
}

async fn set(conn: &mut AsyncPgConnection, name: &str, value: &str) -> Result<(), StoreError> {
    diesel::insert_into(installation::table)
        .values((installation::name.eq(name), installation::value.eq(value)))
        .on_conflict(installation::name)
        .do_update()
        .set((installation::value.eq(value), installation::changed_at.eq(Utc::now())))
        .execute(conn)
        .await?;
    Ok(())
}

/// Who may make an account; by invitation until an administrator chose otherwise.
pub async fn registration(conn: &mut AsyncPgConnection) -> Result<Registration, StoreError> {
    let kept = value(conn, REGISTRATION).await?;
    Ok(kept.and_then(|key| Registration::from_key(&key)).unwrap_or_default())
}

pub async fn set_registration(conn: &mut AsyncPgConnection, to: Registration) -> Result<(), StoreError> {
    set(conn, REGISTRATION, to.key()).await
}
