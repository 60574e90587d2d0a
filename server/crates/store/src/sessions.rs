//! Sessions, kept in Postgres for tower-sessions.

use crate::{Store, StoreError, schema_accounts::sessions};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
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

fn expiry(record: &Record) -> DateTime<Utc> {
    DateTime::from_timestamp(record.expiry_date.unix_timestamp(), 0).unwrap_or_default()
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
            let data = serde_json::to_value(&*record).map_err(failed)?;
            let added = diesel::insert_into(sessions::table)
                .values((
                    sessions::id.eq(record.id.to_string()),
                    sessions::data.eq(data),
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
        let data = serde_json::to_value(record).map_err(failed)?;
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
        let data: Option<serde_json::Value> = sessions::table
            .find(id.to_string())
            .filter(sessions::expires_at.gt(Utc::now()))
            .select(sessions::data)
            .first(&mut *self.0.conn().await.map_err(failed)?)
            .await
            .optional()
            .map_err(failed)?;
        data.map(|data| serde_json::from_value(data).map_err(failed)).transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        diesel::delete(sessions::table.find(id.to_string()))
            .execute(&mut *self.0.conn().await.map_err(failed)?)
            .await
            .map_err(failed)?;
        Ok(())
    }
}
