//! Sessions, kept in Postgres for tower-sessions.

use crate::{Store, StoreError, schema_accounts::sessions};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// Sessions over the store's database.
#[derive(Clone)]
pub struct Sessions(pub Store);

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sessions")
    }
}

fn failed(error: impl ToString) -> Error {
    Error::Backend(error.to_string())
}

/// To the microsecond, which is what Postgres keeps.
fn expiry(record: &Record) -> DateTime<Utc> {
    let nanoseconds = record.expiry_date.unix_timestamp_nanos();
    i64::try_from(nanoseconds / 1_000).ok().and_then(DateTime::from_timestamp_micros).unwrap_or_default()
}

/// The session's own data. Its id, of 128 bits, is a number too large for JSON, and is the row's key anyway.
fn data(record: &Record) -> Result<serde_json::Value> {
    serde_json::to_value(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

impl Sessions {
    /// Removes what has run out; returns how many there were.
    pub async fn delete_expired(&self) -> std::result::Result<usize, StoreError> {
        let old = sessions::table.filter(sessions::expires_at.lt(Utc::now()));
        Ok(diesel::delete(old).execute(&mut *self.0.conn().await?).await?)
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let added = diesel::insert_into(sessions::table)
                .values((
                    sessions::id.eq(record.id.to_string()),
                    sessions::data.eq(data(record)?),
                    sessions::expires_at.eq(expiry(record)),
                ))
                .on_conflict_do_nothing()
                .execute(&mut *self.0.conn().await.map_err(failed)?)
                .await
                .map_err(failed)?;
            if added > 0 {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = data(record)?;
        let values =
            (sessions::id.eq(record.id.to_string()), sessions::data.eq(&data), sessions::expires_at.eq(expiry(record)));
        diesel::insert_into(sessions::table)
            .values(values)
            .on_conflict(sessions::id)
            .do_update()
            .set((sessions::data.eq(&data), sessions::expires_at.eq(expiry(record))))
            .execute(&mut *self.0.conn().await.map_err(failed)?)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found: Option<(serde_json::Value, DateTime<Utc>)> = sessions::table
            .find(id.to_string())
            .filter(sessions::expires_at.gt(Utc::now()))
            .select((sessions::data, sessions::expires_at))
            .first(&mut *self.0.conn().await.map_err(failed)?)
            .await
            .optional()
            .map_err(failed)?;
        let Some((data, expires_at)) = found else { return Ok(None) };
        let decode = |error: &dyn std::fmt::Display| Error::Decode(error.to_string());
        let nanoseconds = i128::from(expires_at.timestamp_micros()) * 1_000;
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_value(data).map_err(|error| decode(&error))?,
            expiry_date: OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).map_err(|error| decode(&error))?,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        diesel::delete(sessions::table.find(id.to_string()))
            .execute(&mut *self.0.conn().await.map_err(failed)?)
            .await
            .map_err(failed)?;
        Ok(())
    }
}
