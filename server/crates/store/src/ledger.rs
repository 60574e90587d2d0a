//! The ledger: double entry, only ever added to. Amounts are US cents.

use crate::{StoreError, account_error::LOCAL, schema_accounts::users, schema_film::ledger};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, UserId};
use uuid::Uuid;

/// Where an amount lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// What administrators gave, as a negative amount: the source of all credit.
    Granted,
    /// What may still be spent with keys that are not the person's own. Below zero for whoever spent without a limit.
    Available,
    /// Held back for calls whose price is not settled yet.
    Reserved,
    Spent,
    /// What is paid with keys of the person's own, as a negative amount: the source of all that is bought with them.
    Own,
}

impl Account {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Available => "available",
            Self::Reserved => "reserved",
            Self::Spent => "spent",
            Self::Own => "own",
        }
    }
}

/// Whose money moves, and for what.
#[derive(Clone, Copy, Debug)]
pub struct For<'a> {
    pub user: UserId,
    pub project: Option<ProjectId>,
    pub attempt: Option<Uuid>,
    pub reason: &'a str,
}

/// The most that is granted or charged at once, in cents.
pub const MOST: i64 = 1_000_000_000;

/// Who may buy with the keys of the installation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CreditRule {
    /// Administrators, and whoever was granted credit, as far as it goes.
    #[default]
    Granted,
    /// Everybody; a grant is a limit all the same.
    Unlimited,
}

/// Why a grant was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotGranted {
    /// Nothing, or more than [`MOST`].
    Amount,
    /// More was to be taken back than is left.
    Left(i64),
}

/// What one person or one project has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// What was granted; `None` for a person who was never granted anything.
    pub granted: Option<i64>,
    pub available: i64,
    /// Whoever pays.
    pub reserved: i64,
    /// Whoever paid.
    pub spent: i64,
    /// The part of what is reserved and spent that is paid with keys of the person's own.
    pub own: i64,
}

/// Moves an amount: one entry, whose rows must sum to zero (the database refuses any other at commit).
pub async fn post(conn: &mut AsyncPgConnection, whom: For<'_>, rows: &[(Account, i64)]) -> Result<(), StoreError> {
    let entry = Uuid::now_v7();
    let rows: Vec<_> = rows
        .iter()
        .filter(|(_, cents)| *cents != 0)
        .map(|(account, cents)| {
            (
                ledger::entry.eq(entry),
                ledger::account.eq(account.key()),
                ledger::user_id.eq(whom.user.0),
                ledger::project_id.eq(whom.project.map(|project| project.0)),
                ledger::attempt_id.eq(whom.attempt),
                ledger::cents.eq(*cents),
                ledger::reason.eq(whom.reason.to_owned()),
            )
        })
        .collect();
    if !rows.is_empty() {
        diesel::insert_into(ledger::table).values(rows).execute(conn).await?;
    }
    Ok(())
}

/// Gives a person credit; a negative amount takes back what is left. From the first grant on, what is available is a hard limit: what was
/// spent without one before is written off, so that the person has what was granted.
///
/// # Errors
/// `NotFound` where there is no such person.
pub async fn grant(
    conn: &mut AsyncPgConnection,
    user: UserId,
    cents: i64,
    reason: &str,
) -> Result<Result<(), NotGranted>, StoreError> {
    if cents == 0 || cents.unsigned_abs() > MOST.unsigned_abs() {
        return Ok(Err(NotGranted::Amount));
    }
    conn.transaction(async |conn: &mut AsyncPgConnection| {
        lock(conn, user).await?;
        let before = of_user(conn, user).await?;
        let left = if before.granted.is_some() { before.available.max(0) } else { 0 };
        if cents < -left {
            return Ok(Err(NotGranted::Left(left)));
        }
        if before.granted.is_none() && before.available < 0 {
            let whom = For { user, project: None, attempt: None, reason: "spent before there was a limit" };
            post(conn, whom, &[(Account::Granted, before.available), (Account::Available, -before.available)]).await?;
        }
        let whom = For { user, project: None, attempt: None, reason };
        post(conn, whom, &[(Account::Granted, -cents), (Account::Available, cents)]).await?;
        Ok(Ok(()))
    })
    .await
}

/// What a person may still buy with keys that are not the person's own, in cents; `None` where no limit holds. An administrator and the
/// command line have none unless one was granted.
pub async fn credit(conn: &mut AsyncPgConnection, user: UserId, rule: CreditRule) -> Result<Option<i64>, StoreError> {
    let balance = of_user(conn, user).await?;
    if balance.granted.is_some() {
        return Ok(Some(balance.available));
    }
    if rule == CreditRule::Unlimited {
        return Ok(None);
    }
    let person = users::table.find(user.0).select((users::admin, users::email));
    let person = person.first::<(bool, String)>(conn).await.optional()?;
    Ok(if person.is_some_and(|(admin, email)| admin || email == LOCAL) { None } else { Some(0) })
}

/// Lets nobody else reserve or settle for this person until the transaction ends.
pub async fn lock(conn: &mut AsyncPgConnection, user: UserId) -> Result<(), StoreError> {
    users::table.find(user.0).select(users::id).for_update().first::<Uuid>(conn).await?;
    Ok(())
}

/// A sum that is beyond all money is shown as the most there is, with room to count on: it must not keep its owner out.
const SUM: &str = "least(greatest(sum(cents), -1000000000000000), 1000000000000000)::int8";

pub async fn of_user(conn: &mut AsyncPgConnection, user: UserId) -> Result<Balance, StoreError> {
    let sums = ledger::table
        .filter(ledger::user_id.eq(user.0))
        .group_by(ledger::account)
        .select((ledger::account, diesel::dsl::sql::<diesel::sql_types::Int8>(SUM)))
        .load::<(String, i64)>(conn)
        .await?;
    Ok(balance(sums))
}

/// `granted` is not kept per project and is always `None`.
pub async fn of_project(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Balance, StoreError> {
    let sums = ledger::table
        .filter(ledger::project_id.eq(project.0))
        .group_by(ledger::account)
        .select((ledger::account, diesel::dsl::sql::<diesel::sql_types::Int8>(SUM)))
        .load::<(String, i64)>(conn)
        .await?;
    Ok(balance(sums))
}

fn balance(sums: Vec<(String, i64)>) -> Balance {
    let mut balance = Balance::default();
    for (account, cents) in sums {
        match account.as_str() {
            "granted" => balance.granted = Some(-cents),
            "available" => balance.available = cents,
            "reserved" => balance.reserved = cents,
            "spent" => balance.spent = cents,
            "own" => balance.own = -cents,
            _ => {}
        }
    }
    balance
}
