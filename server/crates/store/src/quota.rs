//! How often a person may do something expensive. It is counted in the database, so that all processes of an installation agree.

use crate::StoreError;
use diesel::{
    QueryableByName,
    sql_types::{Double, Int4, Int8, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::UserId;

/// So many times in so many seconds.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    pub name: &'static str,
    pub most: u32,
    pub seconds: u32,
}

/// What is left of a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// `None` where this time was one too many.
    pub times: Option<u32>,
    /// Seconds until all of it is there again; 1 or more.
    pub resets: u64,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Int4)]
    count: i32,
    #[diesel(sql_type = Int8)]
    resets: i64,
}

/// Counts one time, in the caller's transaction: what is rolled back was not counted.
pub async fn take(conn: &mut AsyncPgConnection, who: UserId, policy: Policy) -> Result<Left, StoreError> {
    let counted: Counted = diesel::sql_query(
        "INSERT INTO quotas AS q (policy, user_id) VALUES ($1, $2) ON CONFLICT (policy, user_id) DO UPDATE SET
            count = CASE WHEN q.began_at <= clock_timestamp() - make_interval(secs => $3) THEN 1 ELSE q.count + 1 END,
            began_at = CASE WHEN q.began_at <= clock_timestamp() - make_interval(secs => $3) THEN clock_timestamp() ELSE q.began_at END
         RETURNING count,
            greatest(ceil(extract(epoch FROM began_at + make_interval(secs => $3) - clock_timestamp())), 1)::int8 AS resets",
    )
    .bind::<Text, _>(policy.name)
    .bind::<SqlUuid, _>(who.0)
    .bind::<Double, _>(f64::from(policy.seconds))
    .get_result(conn)
    .await?;
    let times = policy.most.checked_sub(counted.count.unsigned_abs());
    Ok(Left { times, resets: counted.resets.unsigned_abs() })
}
