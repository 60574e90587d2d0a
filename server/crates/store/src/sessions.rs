//! Sessions, kept in Postgres for tower-sessions. A row knows its person, when it began and when it was last seen.

use crate::{Store, StoreError, schema_accounts::sessions, tokens};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::UserId;
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};
use uuid::Uuid;

/// The names in a session's data of its person, of the browser in words and of the address: columns of their own as well.
pub const WHO: &str = "who";
pub const AGENT: &str = "agent";
pub const ADDRESS: &str = "address";

/// How long a session lives without being used, and how long at most.
pub const IDLE: TimeDelta = TimeDelta::days(14);
pub const LONGEST: TimeDelta = TimeDelta::days(90);
/// Use is written down at most this often.
const TOUCH: TimeDelta = TimeDelta::minutes(5);
/// The longest words for a browser or an address, in characters.
const LONGEST_WORDS: usize = 80;

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

/// To the microsecond, which is what Postgres keeps; never later than a session lives without being used.
fn expiry(record: &Record) -> DateTime<Utc> {
    let nanoseconds = record.expiry_date.unix_timestamp_nanos();
    let wanted = i64::try_from(nanoseconds / 1_000).ok().and_then(DateTime::from_timestamp_micros).unwrap_or_default();
    wanted.min(Utc::now() + IDLE)
}

/// The session's own data. Its id, of 128 bits, is a number too large for JSON, and is the row's key anyway.
fn data(record: &Record) -> Result<serde_json::Value> {
    serde_json::to_value(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

/// What the row is found by: whoever reads it cannot log in with it.
pub fn key(id: &Id) -> String {
    tokens::hash(&id.to_string())
}

fn who(record: &Record) -> Option<Uuid> {
    record.data.get(WHO).and_then(|who| who.as_str()).and_then(|who| Uuid::parse_str(who).ok())
}

fn words(record: &Record, name: &str) -> String {
    record.data.get(name).and_then(|words| words.as_str()).unwrap_or("").chars().take(LONGEST_WORDS).collect()
}

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    pub id: String,
    pub begun_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub agent: String,
    pub address: String,
}

/// A person's sessions, the last used first.
pub async fn of_person(conn: &mut AsyncPgConnection, who: UserId) -> std::result::Result<Vec<SessionRow>, StoreError> {
    Ok(sessions::table
        .filter(sessions::user_id.eq(who.0))
        .filter(sessions::expires_at.gt(Utc::now()))
        .order((sessions::seen_at.desc(), sessions::id))
        .limit(200)
        .select(SessionRow::as_select())
        .load(conn)
        .await?)
}

/// Ends one session of the person. `NotFound` where there is no such one.
pub async fn end(conn: &mut AsyncPgConnection, who: UserId, key: &str) -> std::result::Result<(), StoreError> {
    let row = sessions::table.find(key).filter(sessions::user_id.eq(who.0));
    if diesel::delete(row).execute(conn).await? == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Ends all of the person's sessions but this one; returns how many.
pub async fn end_others(
    conn: &mut AsyncPgConnection,
    who: UserId,
    but: Option<&str>,
) -> std::result::Result<usize, StoreError> {
    let rows = sessions::table.filter(sessions::user_id.eq(who.0)).filter(sessions::id.ne(but.unwrap_or("")));
    Ok(diesel::delete(rows).execute(conn).await?)
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
                    sessions::id.eq(key(&record.id)),
                    sessions::data.eq(data(record)?),
                    sessions::expires_at.eq(expiry(record)),
                    sessions::user_id.eq(who(record)),
                    sessions::agent.eq(words(record, AGENT)),
                    sessions::address.eq(words(record, ADDRESS)),
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

    /// A session that was ended meanwhile stays ended.
    async fn save(&self, record: &Record) -> Result<()> {
        diesel::update(sessions::table.find(key(&record.id)))
            .set((
                sessions::data.eq(data(record)?),
                sessions::expires_at.eq(expiry(record)),
                sessions::user_id.eq(who(record)),
                sessions::agent.eq(words(record, AGENT)),
                sessions::address.eq(words(record, ADDRESS)),
            ))
            .execute(&mut *self.0.conn().await.map_err(failed)?)
            .await
            .map_err(failed)?;
        Ok(())
    }

    /// Finds the session and, now and then, writes down that it is used: it then lives as long again, up to the longest.
    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let (key, now) = (key(id), Utc::now());
        let mut conn = self.0.conn().await.map_err(failed)?;
        let found: Option<(serde_json::Value, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>)> = sessions::table
            .find(&key)
            .filter(sessions::expires_at.gt(now))
            .filter(sessions::begun_at.gt(now - LONGEST))
            .select((sessions::data, sessions::expires_at, sessions::begun_at, sessions::seen_at))
            .first(&mut conn)
            .await
            .optional()
            .map_err(failed)?;
        let Some((data, mut expires_at, begun_at, seen_at)) = found else { return Ok(None) };
        if now - seen_at >= TOUCH {
            expires_at = (now + IDLE).min(begun_at + LONGEST);
            diesel::update(sessions::table.find(&key))
                .set((sessions::seen_at.eq(now), sessions::expires_at.eq(expires_at)))
                .execute(&mut conn)
                .await
                .map_err(failed)?;
        }
        let decode = |error: &dyn std::fmt::Display| Error::Decode(error.to_string());
        let nanoseconds = i128::from(expires_at.timestamp_micros()) * 1_000;
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_value(data).map_err(|error| decode(&error))?,
            expiry_date: OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).map_err(|error| decode(&error))?,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        diesel::delete(sessions::table.find(key(id)))
            .execute(&mut *self.0.conn().await.map_err(failed)?)
            .await
            .map_err(failed)?;
        Ok(())
    }
}
