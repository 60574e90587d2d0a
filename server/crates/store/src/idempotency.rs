//! Answers to requests with an `Idempotency-Key`: a repeated request is answered as the first one was, and does nothing.

use crate::StoreError;
use diesel::{
    prelude::*,
    sql_types::{Binary, Bool, Int4, Jsonb, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

/// Names a request: whose, where to, and by which key.
#[derive(Clone, Debug)]
pub struct Key {
    pub token: Uuid,
    /// `POST /api/v1/jobs`.
    pub path: &'static str,
    pub key: String,
    /// SHA-256 of the request's body.
    pub body_hash: Vec<u8>,
}

/// What was answered.
#[derive(Clone, Debug, QueryableByName)]
pub struct Answered {
    #[diesel(sql_type = Binary)]
    pub body_hash: Vec<u8>,
    #[diesel(sql_type = Int4)]
    pub status: i32,
    #[diesel(sql_type = Jsonb)]
    pub answer: Value,
}

/// How long answers are kept, as Postgres reads it. More than the 24 hours that are promised.
const KEPT: &str = "48 hours";

/// What was answered to this key.
pub async fn find(conn: &mut AsyncPgConnection, key: &Key) -> Result<Option<Answered>, StoreError> {
    let query = "SELECT body_hash, status, answer FROM idempotency_keys WHERE token_id = $1 AND path = $2 AND key = $3";
    let query = diesel::sql_query(query).bind::<SqlUuid, _>(key.token);
    Ok(query.bind::<Text, _>(key.path).bind::<Text, _>(&key.key).get_result(conn).await.optional()?)
}

#[derive(QueryableByName)]
struct Got {
    #[diesel(sql_type = Bool)]
    got: bool,
}

/// Takes the key for this transaction. `false`: another request with it is being worked on.
pub async fn take(conn: &mut AsyncPgConnection, key: &Key) -> Result<bool, StoreError> {
    let got: Got = diesel::sql_query("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 7)) AS got")
        .bind::<Text, _>(format!("{} {} {}", key.token, key.path, key.key))
        .get_result(conn)
        .await?;
    Ok(got.got)
}

/// Keeps the answer, in the transaction that did what was asked; what is older than two days goes.
pub async fn keep(conn: &mut AsyncPgConnection, key: &Key, status: u16, answer: &Value) -> Result<(), StoreError> {
    diesel::sql_query(format!("DELETE FROM idempotency_keys WHERE created_at < now() - interval '{KEPT}'"))
        .execute(conn)
        .await?;
    diesel::sql_query(
        "INSERT INTO idempotency_keys (token_id, path, key, body_hash, status, answer) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind::<SqlUuid, _>(key.token)
    .bind::<Text, _>(key.path)
    .bind::<Text, _>(&key.key)
    .bind::<Binary, _>(&key.body_hash)
    .bind::<Int4, _>(i32::from(status))
    .bind::<Jsonb, _>(answer)
    .execute(conn)
    .await?;
    Ok(())
}
