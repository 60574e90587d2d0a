//! Webhooks: endpoints of a person, and what is to be sent to them. A delivery is written in the transaction of what it tells of, and
//! sent at least once by whoever holds its lease.

mod deliveries;

pub use deliveries::{DeliveryRow, Due, Tried, claim, due_in, of_endpoint, queue, send_again, settle};

use crate::{StoreError, vault::Sealed};
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Array, Bytea, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, UserId};
use uuid::Uuid;

/// An endpoint. Its secrets are sealed.
#[derive(Clone, Debug, QueryableByName)]
pub struct EndpointRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub user_id: Uuid,
    #[diesel(sql_type = Text)]
    pub url: String,
    #[diesel(sql_type = Array<Text>)]
    pub types: Vec<String>,
    #[diesel(sql_type = Text)]
    key_id: String,
    #[diesel(sql_type = Bytea)]
    nonce: Vec<u8>,
    #[diesel(sql_type = Bytea)]
    sealed: Vec<u8>,
    #[diesel(sql_type = Nullable<Text>)]
    old_key_id: Option<String>,
    #[diesel(sql_type = Nullable<Bytea>)]
    old_nonce: Option<Vec<u8>>,
    #[diesel(sql_type = Nullable<Bytea>)]
    old_sealed: Option<Vec<u8>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub old_until: Option<DateTime<Utc>>,
    #[diesel(sql_type = Timestamptz)]
    pub created_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub failing_since: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub disabled_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub disabled_because: Option<String>,
}

impl EndpointRow {
    /// The secrets that sign now: the present one, and the one before while it still counts.
    pub fn secrets(&self) -> Vec<Sealed> {
        let present = Sealed { key_id: self.key_id.clone(), nonce: self.nonce.clone(), bytes: self.sealed.clone() };
        let old = match (&self.old_key_id, &self.old_nonce, &self.old_sealed, self.old_until) {
            (Some(key_id), Some(nonce), Some(bytes), Some(until)) if until > Utc::now() => {
                Some(Sealed { key_id: key_id.clone(), nonce: nonce.clone(), bytes: bytes.clone() })
            }
            _ => None,
        };
        std::iter::once(present).chain(old).collect()
    }
}

/// Keeps a new endpoint.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    owner: UserId,
    url: &str,
    types: &[String],
    secret: &Sealed,
) -> Result<(), StoreError> {
    diesel::sql_query(
        "INSERT INTO webhook_endpoints (id, user_id, url, types, key_id, nonce, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(owner.0)
    .bind::<Text, _>(url)
    .bind::<Array<Text>, _>(types)
    .bind::<Text, _>(&secret.key_id)
    .bind::<Bytea, _>(&secret.nonce)
    .bind::<Bytea, _>(&secret.bytes)
    .execute(conn)
    .await?;
    Ok(())
}

/// A person's endpoints, the oldest first.
pub async fn of_person(conn: &mut AsyncPgConnection, owner: UserId) -> Result<Vec<EndpointRow>, StoreError> {
    let query = diesel::sql_query("SELECT * FROM webhook_endpoints WHERE user_id = $1 ORDER BY created_at, id");
    Ok(query.bind::<SqlUuid, _>(owner.0).load(conn).await?)
}

/// One endpoint of a person.
pub async fn get(conn: &mut AsyncPgConnection, owner: UserId, id: Uuid) -> Result<EndpointRow, StoreError> {
    let query = diesel::sql_query("SELECT * FROM webhook_endpoints WHERE user_id = $1 AND id = $2");
    Ok(query.bind::<SqlUuid, _>(owner.0).bind::<SqlUuid, _>(id).get_result(conn).await?)
}

/// An endpoint, whoever's, to send to.
pub async fn any(conn: &mut AsyncPgConnection, id: Uuid) -> Result<EndpointRow, StoreError> {
    let query = diesel::sql_query("SELECT * FROM webhook_endpoints WHERE id = $1");
    Ok(query.bind::<SqlUuid, _>(id).get_result(conn).await?)
}

/// Changes where an endpoint is and what it is told; `on` switches it on anew, or off.
pub async fn change(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    url: Option<&str>,
    types: Option<&[String]>,
    on: Option<bool>,
) -> Result<(), StoreError> {
    use diesel::sql_types::Bool;
    diesel::sql_query(
        "UPDATE webhook_endpoints SET url = coalesce($2, url), types = coalesce($3, types),
            failing_since = CASE WHEN $4 THEN NULL ELSE failing_since END,
            disabled_at = CASE WHEN $4 THEN NULL WHEN NOT $4 THEN coalesce(disabled_at, now()) ELSE disabled_at END,
            disabled_because = CASE WHEN $4 THEN NULL WHEN NOT $4 THEN 'switched off by its owner' ELSE disabled_because END
         WHERE id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Nullable<Text>, _>(url)
    .bind::<Nullable<Array<Text>>, _>(types)
    .bind::<Nullable<Bool>, _>(on)
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives an endpoint another secret; the one before also signs for 24 hours.
pub async fn rotate(conn: &mut AsyncPgConnection, id: Uuid, secret: &Sealed) -> Result<(), StoreError> {
    diesel::sql_query(
        "UPDATE webhook_endpoints SET old_key_id = key_id, old_nonce = nonce, old_sealed = sealed,
            old_until = now() + interval '24 hours', key_id = $2, nonce = $3, sealed = $4 WHERE id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Text, _>(&secret.key_id)
    .bind::<Bytea, _>(&secret.nonce)
    .bind::<Bytea, _>(&secret.bytes)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes an endpoint away, with all that was to be sent to it.
pub async fn delete(conn: &mut AsyncPgConnection, owner: UserId, id: Uuid) -> Result<(), StoreError> {
    let query = diesel::sql_query("DELETE FROM webhook_endpoints WHERE user_id = $1 AND id = $2");
    let gone = query.bind::<SqlUuid, _>(owner.0).bind::<SqlUuid, _>(id).execute(conn).await?;
    if gone == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

#[derive(QueryableByName)]
struct Wants {
    #[diesel(sql_type = SqlUuid)]
    endpoint: Uuid,
    #[diesel(sql_type = SqlUuid)]
    asked_by: Uuid,
}

/// The endpoints that want to be told of such an event of a job, and who asked for the job.
pub async fn wanting(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    kind: &str,
) -> Result<Option<(UserId, Vec<Uuid>)>, StoreError> {
    let rows: Vec<Wants> = diesel::sql_query(
        "SELECT e.id AS endpoint, j.asked_by FROM jobs j JOIN webhook_endpoints e ON e.user_id = j.asked_by
         WHERE j.project_id = $1 AND $2 = ANY (e.types) AND e.disabled_at IS NULL",
    )
    .bind::<SqlUuid, _>(project.0)
    .bind::<Text, _>(kind)
    .load(conn)
    .await?;
    let asked_by = rows.as_slice().first().map(|row| UserId(row.asked_by));
    Ok(asked_by.map(|asked_by| (asked_by, rows.into_iter().map(|row| row.endpoint).collect())))
}
