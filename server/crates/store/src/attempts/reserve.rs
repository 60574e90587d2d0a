//! The beginning of an attempt: its estimate is reserved, unless something stands against it.

use super::AttemptRow;
use crate::{
    StoreError, artifacts, holds,
    ledger::{self, Account, CreditRule, For},
    schema_film::attempts,
};
use chrono::{TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, ShotId, UserId};
use serde_json::Value;
use uuid::Uuid;

/// What is to be bought.
pub struct NewAttempt<'a> {
    pub owner: UserId,
    pub project: ProjectId,
    pub shot: Option<ShotId>,
    pub fingerprint: &'a str,
    pub step: Value,
    pub provider: &'a str,
    pub model: &'a str,
    /// The external id without its number: `ds1-<project>-<shot>-<take>`.
    pub name: &'a str,
    pub estimate_cents: i64,
    /// The project's hard cap, if it has one.
    pub cap_cents: Option<i64>,
    /// The mark of the account that it is bought with.
    pub account: &'a str,
    /// That account is the person's own: it needs no credit.
    pub own_key: bool,
    /// Who may buy with another's key.
    pub rule: CreditRule,
    /// The model as the provider names it.
    pub place: &'a str,
    /// How many tasks the provider takes at once per account and model; 0 for no known limit.
    pub slots: u32,
    /// What nobody can tell the outcome of for longer than this takes no slot any more, and is not waited for.
    pub doubt: TimeDelta,
    /// The same thing, made in another of the owner's projects, would do.
    pub shared: bool,
}

/// Why nothing was reserved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReserved {
    /// The project's budget does not hold it: what is committed already, and the cap.
    Budget { committed: i64, cap: i64 },
    /// The person's credit does not hold it; with a key of the person's own it would need none.
    Credit { available: i64 },
    /// All of the account's slots are taken.
    Slots,
    /// It is made in another of the owner's projects: it can be had for nothing.
    MadeElsewhere,
    /// It is being made in another of the owner's projects.
    BeingMadeElsewhere,
    /// Nobody can tell whether it was made in another of the owner's projects.
    DoubtfulElsewhere,
}

/// Writes the intent down and reserves its estimate, or says what stands against it. Call it in a transaction: the person's
/// row is locked to its end, so that budgets hold under any number of processes.
pub async fn reserve(
    conn: &mut AsyncPgConnection,
    new: NewAttempt<'_>,
) -> Result<Result<AttemptRow, NotReserved>, StoreError> {
    ledger::lock(conn, new.owner).await?;
    if new.shared
        && let Some(why) = elsewhere(conn, &new).await?
    {
        return Ok(Err(why));
    }
    // What the job keeps back pays first, and is no order of its own.
    let held = holds::held(conn, new.project).await?;
    let from_hold = if new.own_key { 0 } else { held.min(new.estimate_cents) };
    if let Some(cap) = new.cap_cents {
        let project = ledger::of_project(conn, new.project).await?;
        let committed = project.reserved.saturating_add(project.spent) - held;
        if committed.saturating_add(new.estimate_cents) > cap {
            return Ok(Err(NotReserved::Budget { committed, cap }));
        }
    }
    if !new.own_key
        && let Some(why) = beyond_credit(conn, new.owner, new.estimate_cents - from_hold, new.rule).await?
    {
        return Ok(Err(why));
    }
    if new.slots > 0 && !has_slot(conn, &new).await? {
        return Ok(Err(NotReserved::Slots));
    }
    let before: i64 =
        attempts::table.filter(attempts::external_id.like(format!("{}-%", new.name))).count().get_result(conn).await?;
    let row = diesel::insert_into(attempts::table)
        .values((
            attempts::id.eq(Uuid::now_v7()),
            attempts::owner_id.eq(new.owner.0),
            attempts::project_id.eq(new.project.0),
            attempts::shot_id.eq(new.shot.map(|shot| shot.0)),
            attempts::fingerprint.eq(new.fingerprint),
            attempts::step.eq(new.step),
            attempts::provider.eq(new.provider),
            attempts::model.eq(new.model),
            attempts::external_id.eq(format!("{}-{}", new.name, before + 1)),
            attempts::estimate_cents.eq(new.estimate_cents),
            attempts::account.eq(new.account),
            attempts::place.eq(new.place),
            attempts::own_key.eq(new.own_key),
        ))
        .returning(AttemptRow::as_returning())
        .get_result(conn)
        .await?;
    holds::use_for_order(conn, new.owner, new.project, from_hold).await?;
    let whom = For { user: new.owner, project: Some(new.project), attempt: Some(row.id), reason: "reserve" };
    let cents = new.estimate_cents;
    ledger::post(conn, whom, &[(row.source(), -cents), (Account::Reserved, cents)]).await?;
    Ok(Ok(row))
}

/// What costs nothing needs no credit.
async fn beyond_credit(
    conn: &mut AsyncPgConnection,
    owner: UserId,
    cents: i64,
    rule: CreditRule,
) -> Result<Option<NotReserved>, StoreError> {
    let left = if cents > 0 { ledger::credit(conn, owner, rule).await? } else { None };
    Ok(left.filter(|available| cents > *available).map(|available| NotReserved::Credit { available }))
}

/// Whose key pays for an attempt that nothing was sent of yet has changed: its reservation moves there. Where the person's credit does not
/// hold it, the attempt is over. Call it in a transaction.
pub async fn pay_with(
    conn: &mut AsyncPgConnection,
    row: AttemptRow,
    own_key: bool,
    rule: CreditRule,
) -> Result<Result<AttemptRow, NotReserved>, StoreError> {
    if row.own_key == own_key || row.state != "intent" {
        return Ok(Ok(row));
    }
    let owner = UserId(row.owner_id);
    ledger::lock(conn, owner).await?;
    let row: AttemptRow = attempts::table.find(row.id).select(AttemptRow::as_select()).for_update().first(conn).await?;
    if row.own_key == own_key || row.state != "intent" {
        return Ok(Ok(row));
    }
    if !own_key && let Some(why) = beyond_credit(conn, owner, row.estimate_cents, rule).await? {
        let sentence = "The key that it was to be bought with is gone, and the credit does not cover it.";
        super::end(conn, row.id, super::End { failure: Some(("top_up", sentence)), billed_cents: Some(0) }).await?;
        return Ok(Err(why));
    }
    let before = row.source();
    let change = attempts::own_key.eq(own_key);
    let row: AttemptRow = diesel::update(attempts::table.find(row.id))
        .set(change)
        .returning(AttemptRow::as_returning())
        .get_result(conn)
        .await?;
    let project = Some(ProjectId(row.project_id));
    let whom = For { user: owner, project, attempt: Some(row.id), reason: "another key pays" };
    ledger::post(conn, whom, &[(before, row.estimate_cents), (row.source(), -row.estimate_cents)]).await?;
    Ok(Ok(row))
}

/// What becomes of the same thing in the owner's other projects. The owner's row must be locked: nobody else begins it then.
async fn elsewhere(conn: &mut AsyncPgConnection, new: &NewAttempt<'_>) -> Result<Option<NotReserved>, StoreError> {
    // First what is open: whatever ended since then has left its artifact already.
    let open = attempts::table
        .filter(attempts::owner_id.eq(new.owner.0))
        .filter(attempts::project_id.ne(new.project.0))
        .filter(attempts::fingerprint.eq(new.fingerprint))
        .filter(attempts::ended_at.is_null())
        .select(AttemptRow::as_select())
        .load(conn)
        .await?;
    if artifacts::find_of(conn, new.owner, new.fingerprint).await?.is_some() {
        return Ok(Some(NotReserved::MadeElsewhere));
    }
    if open.is_empty() {
        return Ok(None);
    }
    let long_ago = Utc::now() - new.doubt;
    let given_up = |row: &AttemptRow| match row.state.as_str() {
        // Whoever called may be dead.
        "calling" => row.called_at.is_some_and(|at| at < long_ago),
        _ => row.unknown_since.is_some_and(|at| at < long_ago),
    };
    let doubtful = open.iter().all(given_up);
    Ok(Some(if doubtful { NotReserved::DoubtfulElsewhere } else { NotReserved::BeingMadeElsewhere }))
}

/// Whether the account has a slot left for this model; until the transaction ends nobody else takes it.
async fn has_slot(conn: &mut AsyncPgConnection, new: &NewAttempt<'_>) -> Result<bool, StoreError> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
        .bind::<diesel::sql_types::Text, _>(format!("{}/{}/{}", new.provider, new.account, new.place))
        .execute(conn)
        .await?;
    // Rows of older studios do not say where they have their place: they count everywhere.
    let own_account = attempts::account.eq(new.account).or(attempts::account.is_null());
    let own_place = attempts::place.eq(new.place).or(attempts::place.is_null());
    let in_doubt = attempts::unknown_since.is_not_null().and(attempts::unknown_since.lt(Utc::now() - new.doubt));
    let busy: i64 = attempts::table
        .filter(attempts::provider.eq(new.provider))
        .filter(own_account)
        .filter(own_place)
        .filter(attempts::ended_at.is_null())
        .filter(diesel::dsl::not(in_doubt))
        .count()
        .get_result(conn)
        .await?;
    Ok(busy < i64::from(new.slots))
}
