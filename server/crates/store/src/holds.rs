//! Holds: what a job's price keeps back of its person's credit from its beginning to its end. Orders are paid from it first; what is left
//! comes back when the film ends, however it ends.

use crate::{
    StoreError,
    ledger::{self, Account, For},
};
use diesel::{
    QueryableByName,
    sql_types::{Int8, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, UserId};
use uuid::Uuid;

#[derive(QueryableByName)]
struct Held {
    #[diesel(sql_type = SqlUuid)]
    user_id: Uuid,
    #[diesel(sql_type = Int8)]
    cents: i64,
}

#[derive(QueryableByName)]
struct Sum {
    #[diesel(sql_type = Int8)]
    cents: i64,
}

/// Keeps an amount back for a project's film. Call it in a transaction, under [`ledger::lock`].
pub async fn hold(
    conn: &mut AsyncPgConnection,
    user: UserId,
    project: ProjectId,
    cents: i64,
) -> Result<(), StoreError> {
    move_back(conn, user, project, -cents, "held for the job").await
}

/// What is kept back for a project's film, in cents.
pub async fn held(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<i64, StoreError> {
    Ok(of(conn, project).await?.map_or(0, |held| held.cents))
}

/// What is kept back for all films of a person, in cents.
pub async fn held_of_user(conn: &mut AsyncPgConnection, user: UserId) -> Result<i64, StoreError> {
    let sum: Sum = diesel::sql_query(
        "SELECT coalesce(sum(cents), 0)::int8 AS cents FROM ledger
         WHERE user_id = $1 AND account = 'reserved' AND attempt_id IS NULL",
    )
    .bind::<SqlUuid, _>(user.0)
    .get_result(conn)
    .await?;
    Ok(sum.cents)
}

/// Gives up to `cents` of a project's hold back, for an order that is reserved in the same transaction.
pub async fn use_for_order(
    conn: &mut AsyncPgConnection,
    user: UserId,
    project: ProjectId,
    cents: i64,
) -> Result<(), StoreError> {
    move_back(conn, user, project, cents, "from the job to an order").await
}

/// Gives back all that is still held for a project's film: it has ended.
pub async fn release(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<(), StoreError> {
    // Most films hold nothing: their person's row is not locked for it.
    let Some(held) = of(conn, project).await? else { return Ok(()) };
    let user = UserId(held.user_id);
    ledger::lock(conn, user).await?;
    let cents = self::held(conn, project).await?;
    move_back(conn, user, project, cents, "not spent by the job").await
}

async fn of(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Option<Held>, StoreError> {
    let rows: Vec<Held> = diesel::sql_query(
        "SELECT user_id, sum(cents)::int8 AS cents FROM ledger
         WHERE project_id = $1 AND account = 'reserved' AND attempt_id IS NULL GROUP BY user_id HAVING sum(cents) <> 0",
    )
    .bind::<SqlUuid, _>(project.0)
    .load(conn)
    .await?;
    Ok(rows.into_iter().next())
}

async fn move_back(
    conn: &mut AsyncPgConnection,
    user: UserId,
    project: ProjectId,
    cents: i64,
    reason: &str,
) -> Result<(), StoreError> {
    let whom = For { user, project: Some(project), attempt: None, reason };
    ledger::post(conn, whom, &[(Account::Reserved, -cents), (Account::Available, cents)]).await
}
