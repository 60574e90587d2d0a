//! The outbox of webhooks.

use crate::{StoreError, events::notify, tasks};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    prelude::*,
    sql_types::{Bool, Double, Int4, Int8, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::time::Duration;
use uuid::Uuid;

/// How long a delivered one, or one that was given up, stays in the log.
const LOGGED: &str = "30 days";

/// Something that is to be sent, or was.
#[derive(Clone, Debug, QueryableByName)]
pub struct DeliveryRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub endpoint_id: Uuid,
    #[diesel(sql_type = Text)]
    pub r#type: String,
    #[diesel(sql_type = Text)]
    pub body: String,
    /// `waiting`, `delivered` or `failed`.
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = Int4)]
    pub tries: i32,
    #[diesel(sql_type = Timestamptz)]
    pub next_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub tried_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Int4>)]
    pub took_ms: Option<i32>,
    #[diesel(sql_type = Nullable<Int4>)]
    pub status: Option<i32>,
    /// The beginning of the last answer, or why there was none.
    #[diesel(sql_type = Nullable<Text>)]
    pub answer: Option<String>,
    #[diesel(sql_type = Timestamptz)]
    pub created_at: DateTime<Utc>,
}

/// Writes something into the outbox of an endpoint, in the caller's transaction. Its id is the receiver's idempotency key.
pub async fn queue(conn: &mut AsyncPgConnection, endpoint: Uuid, kind: &str, body: &str) -> Result<Uuid, StoreError> {
    let id = Uuid::now_v7();
    diesel::sql_query("INSERT INTO webhook_deliveries (id, endpoint_id, type, body) VALUES ($1, $2, $3, $4)")
        .bind::<SqlUuid, _>(id)
        .bind::<SqlUuid, _>(endpoint)
        .bind::<Text, _>(kind)
        .bind::<Text, _>(body)
        .execute(conn)
        .await?;
    notify(conn, tasks::CHANNEL, "").await?;
    Ok(id)
}

/// The newest deliveries of an endpoint.
pub async fn of_endpoint(
    conn: &mut AsyncPgConnection,
    endpoint: Uuid,
    limit: i64,
) -> Result<Vec<DeliveryRow>, StoreError> {
    let query = "SELECT * FROM webhook_deliveries WHERE endpoint_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
    Ok(diesel::sql_query(query).bind::<SqlUuid, _>(endpoint).bind::<Int8, _>(limit).load(conn).await?)
}

/// Has a delivery sent once more, from the first try on.
pub async fn send_again(conn: &mut AsyncPgConnection, endpoint: Uuid, id: Uuid) -> Result<(), StoreError> {
    let again = diesel::sql_query(
        "UPDATE webhook_deliveries SET state = 'waiting', tries = 0, next_at = now() WHERE endpoint_id = $1 AND id = $2",
    );
    let found = again.bind::<SqlUuid, _>(endpoint).bind::<SqlUuid, _>(id).execute(conn).await?;
    if found == 0 {
        return Err(StoreError::NotFound);
    }
    notify(conn, tasks::CHANNEL, "").await
}

/// A delivery that was claimed, and the token that its holder writes with.
#[derive(Clone, Debug)]
pub struct Due {
    pub row: DeliveryRow,
    pub token: Uuid,
}

/// Takes the next delivery whose time has come. An endpoint is sent one thing at a time, so that a slow one holds up nobody else. What
/// was held by a process that ended is taken when its lease is over: then it may be sent twice, under the same id.
pub async fn claim(conn: &mut AsyncPgConnection, lease: TimeDelta) -> Result<Option<Due>, StoreError> {
    let token = Uuid::now_v7();
    let row = diesel::sql_query(
        "WITH next AS (
            SELECT d.id FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
            WHERE d.state = 'waiting' AND d.next_at <= now() AND (d.lease_until IS NULL OR d.lease_until < now())
                AND e.disabled_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM webhook_deliveries o WHERE o.endpoint_id = d.endpoint_id AND o.state = 'waiting'
                    AND o.id <> d.id AND o.lease_until >= now())
            ORDER BY d.next_at, d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
         UPDATE webhook_deliveries d SET lease_token = $1, lease_until = now() + make_interval(secs => $2), tries = d.tries + 1
         FROM next WHERE d.id = next.id RETURNING d.*",
    )
    .bind::<SqlUuid, _>(token)
    .bind::<Double, _>(lease.as_seconds_f64())
    .get_result::<DeliveryRow>(conn)
    .await
    .optional()?;
    Ok(row.map(|row| Due { row, token }))
}

/// In how long the next delivery's time comes.
pub async fn due_in(conn: &mut AsyncPgConnection) -> Result<Option<Duration>, StoreError> {
    #[derive(QueryableByName)]
    struct Soon {
        #[diesel(sql_type = Nullable<Double>)]
        seconds: Option<f64>,
    }
    let soon: Soon = diesel::sql_query(
        "SELECT extract(epoch FROM min(greatest(d.next_at, coalesce(d.lease_until, d.next_at))) - now())::float8 AS seconds
         FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
         WHERE d.state = 'waiting' AND e.disabled_at IS NULL",
    )
    .get_result(conn)
    .await?;
    Ok(soon.seconds.map(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX)))
}

/// What became of a try.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The receiver has it.
    pub delivered: bool,
    /// When to try again; `None` where it was delivered, or is given up.
    pub again_in: Option<TimeDelta>,
    pub took_ms: i32,
    pub status: Option<i32>,
    pub answer: String,
    /// Switches the endpoint off, for this reason.
    pub off: Option<&'static str>,
}

/// Writes down what became of a try, and what it says of the endpoint. `false`: another worker has it.
pub async fn settle(
    conn: &mut AsyncPgConnection,
    due: &Due,
    tried: &Tried,
    off_after: TimeDelta,
) -> Result<bool, StoreError> {
    let state = match (tried.delivered, tried.again_in) {
        (true, _) => "delivered",
        (false, Some(_)) => "waiting",
        (false, None) => "failed",
    };
    let again = tried.again_in.unwrap_or_default().as_seconds_f64();
    let held = diesel::sql_query(
        "UPDATE webhook_deliveries SET state = $3, next_at = now() + make_interval(secs => $4), tried_at = now(), took_ms = $5,
            status = $6, answer = $7, lease_token = NULL, lease_until = NULL WHERE id = $1 AND lease_token = $2",
    )
    .bind::<SqlUuid, _>(due.row.id)
    .bind::<SqlUuid, _>(due.token)
    .bind::<Text, _>(state)
    .bind::<Double, _>(again)
    .bind::<Int4, _>(tried.took_ms)
    .bind::<Nullable<Int4>, _>(tried.status)
    .bind::<Text, _>(&tried.answer)
    .execute(conn)
    .await?;
    if held == 0 {
        return Ok(false);
    }
    diesel::sql_query(
        "UPDATE webhook_endpoints SET failing_since = CASE WHEN $2 THEN NULL ELSE coalesce(failing_since, now()) END,
            disabled_at = CASE WHEN $3 IS NOT NULL OR (NOT $2 AND failing_since < now() - make_interval(secs => $4))
                THEN coalesce(disabled_at, now()) ELSE disabled_at END,
            disabled_because = CASE WHEN $3 IS NOT NULL THEN $3
                WHEN NOT $2 AND failing_since < now() - make_interval(secs => $4) THEN 'nothing but faults for days'
                ELSE disabled_because END
         WHERE id = $1",
    )
    .bind::<SqlUuid, _>(due.row.endpoint_id)
    .bind::<Bool, _>(tried.delivered)
    .bind::<Nullable<Text>, _>(tried.off)
    .bind::<Double, _>(off_after.as_seconds_f64())
    .execute(conn)
    .await?;
    let old = format!(
        "DELETE FROM webhook_deliveries WHERE endpoint_id = $1 AND state <> 'waiting' AND created_at < now() - interval '{LOGGED}'"
    );
    diesel::sql_query(old).bind::<SqlUuid, _>(due.row.endpoint_id).execute(conn).await?;
    Ok(true)
}
