//! The ledger: double entry, only ever added to. Amounts are US cents.

use crate::{StoreError, schema_accounts::users, schema_film::ledger};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, UserId};
use uuid::Uuid;

/// Where an amount lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// What administrators gave, as a negative amount: the source of all credit.
    Granted,
    /// What may still be spent. Below zero for whoever was never granted anything and so has no limit.
    Available,
    /// Held back for calls whose price is not settled yet.
    Reserved,
    Spent,
}

impl Account {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Available => "available",
            Self::Reserved => "reserved",
            Self::Spent => "spent",
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

/// What one person or one project has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// What was granted; `None` for a person who was never granted anything: no limit holds.
    pub granted: Option<i64>,
    pub available: i64,
    pub reserved: i64,
    pub spent: i64,
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

/// Gives a person credit. From the first grant on, what is available is a hard limit for that person.
pub async fn grant(conn: &mut AsyncPgConnection, user: UserId, cents: i64, reason: &str) -> Result<(), StoreError> {
    let whom = For { user, project: None, attempt: None, reason };
    post(conn, whom, &[(Account::Granted, -cents), (Account::Available, cents)]).await
}

/// Lets nobody else reserve or settle for this person until the transaction ends.
pub async fn lock(conn: &mut AsyncPgConnection, user: UserId) -> Result<(), StoreError> {
    users::table.find(user.0).select(users::id).for_update().first::<Uuid>(conn).await?;
    Ok(())
}

pub async fn of_user(conn: &mut AsyncPgConnection, user: UserId) -> Result<Balance, StoreError> {
    let sums = ledger::table
        .filter(ledger::user_id.eq(user.0))
        .group_by(ledger::account)
        .select((ledger::account, diesel::dsl::sql::<diesel::sql_types::Int8>("sum(cents)::int8")))
        .load::<(String, i64)>(conn)
        .await?;
    Ok(balance(sums))
}

/// `granted` is not kept per project and is always `None`.
pub async fn of_project(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Balance, StoreError> {
    let sums = ledger::table
        .filter(ledger::project_id.eq(project.0))
        .group_by(ledger::account)
        .select((ledger::account, diesel::dsl::sql::<diesel::sql_types::Int8>("sum(cents)::int8")))
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
            _ => {}
        }
    }
    balance
}
