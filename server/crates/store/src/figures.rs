//! Figures about what was bought, by provider.

use crate::StoreError;
use diesel::{
    QueryableByName,
    sql_types::{Int8, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::UserId;

/// What was bought at one provider.
#[derive(Clone, Debug, PartialEq, QueryableByName)]
pub struct Figures {
    #[diesel(sql_type = Text)]
    pub provider: String,
    /// Attempts that were sent.
    #[diesel(sql_type = Int8)]
    pub calls: i64,
    /// Of those: without an end yet.
    #[diesel(sql_type = Int8)]
    pub open: i64,
    #[diesel(sql_type = Int8)]
    pub done: i64,
    #[diesel(sql_type = Int8)]
    pub spent_cents: i64,
    /// Seconds from the call to the end of those that were done in the last 30 days.
    #[diesel(sql_type = Nullable<diesel::sql_types::Double>)]
    pub wait_p50: Option<f64>,
    #[diesel(sql_type = Nullable<diesel::sql_types::Double>)]
    pub wait_p95: Option<f64>,
}

/// How many attempts at a provider failed in one way.
#[derive(Clone, Debug, PartialEq, QueryableByName)]
pub struct Failures {
    #[diesel(sql_type = Text)]
    pub provider: String,
    #[diesel(sql_type = Text)]
    pub class: String,
    #[diesel(sql_type = Int8)]
    pub count: i64,
}

const FIGURES: &str = "WITH bought AS (
        SELECT provider, state, called_at, ended_at, billed_cents,
            state = 'done' AND ended_at > now() - interval '30 days' AS recent,
            extract(epoch FROM ended_at - called_at)::float8 AS wait
        FROM attempts WHERE $1 IS NULL OR owner_id = $1)
    SELECT provider,
        count(called_at) AS calls,
        count(called_at) FILTER (WHERE ended_at IS NULL) AS open,
        count(*) FILTER (WHERE state = 'done') AS done,
        coalesce(sum(billed_cents), 0)::int8 AS spent_cents,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY wait) FILTER (WHERE recent) AS wait_p50,
        percentile_cont(0.95) WITHIN GROUP (ORDER BY wait) FILTER (WHERE recent) AS wait_p95
    FROM bought GROUP BY provider ORDER BY provider";

/// Of one person's films, or, without a person, of everybody's; by provider.
pub async fn of(conn: &mut AsyncPgConnection, owner: Option<UserId>) -> Result<Vec<Figures>, StoreError> {
    let query = diesel::sql_query(FIGURES).bind::<Nullable<SqlUuid>, _>(owner.map(|owner| owner.0));
    Ok(query.load(conn).await?)
}

/// What failed, by provider and class.
pub async fn failures(conn: &mut AsyncPgConnection, owner: Option<UserId>) -> Result<Vec<Failures>, StoreError> {
    let query = "SELECT provider, coalesce(failure_class, 'broken') AS class, count(*) AS count FROM attempts
        WHERE state = 'failed' AND called_at IS NOT NULL AND ($1 IS NULL OR owner_id = $1)
        GROUP BY 1, 2 ORDER BY 1, 2";
    Ok(diesel::sql_query(query).bind::<Nullable<SqlUuid>, _>(owner.map(|owner| owner.0)).load(conn).await?)
}
