//! Where people send their films. Their secrets lie sealed in the vault.

use crate::{
    StoreError,
    vault::{self, Place, SealingKeys},
};
use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::UserId;
use uuid::Uuid;

/// The vault's name for the one secret of a destination.
const FIELD: &str = "secret";

#[derive(Clone, Debug, QueryableByName)]
pub struct DestinationRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub owner_id: Uuid,
    /// The key of a `model::DestinationKind`.
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = Text)]
    pub label: String,
    #[diesel(sql_type = Text)]
    pub address: String,
    /// The user's name, or the access key's.
    #[diesel(sql_type = Text)]
    pub account: String,
    #[diesel(sql_type = Text)]
    pub folder: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub tested_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub fault: Option<String>,
    /// What a person has yet to type; the secret is the code's until then.
    #[diesel(sql_type = Nullable<Text>)]
    pub code: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub code_url: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub code_until: Option<DateTime<Utc>>,
}

/// What a person has yet to type, and the page to type it on.
#[derive(Clone, Copy, Debug)]
pub struct Code<'a> {
    pub code: &'a str,
    pub url: &'a str,
}

impl DestinationRow {
    /// What has to be typed before films can be sent there.
    pub fn waits_for(&self) -> Option<Code<'_>> {
        Some(Code { code: self.code.as_deref()?, url: self.code_url.as_deref().unwrap_or_default() })
    }
}

const COLUMNS: &str =
    "id, owner_id, kind, label, address, account, folder, tested_at, fault, code, code_url, code_until";

fn provider(id: Uuid) -> String {
    format!("destination:{id}")
}

/// A person's destinations, by name.
pub async fn of_person(conn: &mut AsyncPgConnection, who: UserId) -> Result<Vec<DestinationRow>, StoreError> {
    Ok(sql_query(format!("SELECT {COLUMNS} FROM destinations WHERE owner_id = $1 ORDER BY label, id"))
        .bind::<SqlUuid, _>(who.0)
        .load(conn)
        .await?)
}

/// One destination of a person.
pub async fn get(conn: &mut AsyncPgConnection, who: UserId, id: Uuid) -> Result<DestinationRow, StoreError> {
    let rows: Vec<DestinationRow> =
        sql_query(format!("SELECT {COLUMNS} FROM destinations WHERE owner_id = $1 AND id = $2"))
            .bind::<SqlUuid, _>(who.0)
            .bind::<SqlUuid, _>(id)
            .load(conn)
            .await?;
    rows.into_iter().next().ok_or(StoreError::NotFound)
}

/// The secret of a destination; `None` when its sealing key is gone.
pub async fn secret(
    conn: &mut AsyncPgConnection,
    keys: &SealingKeys,
    row: &DestinationRow,
) -> Result<Option<String>, StoreError> {
    let (name, owner) = (provider(row.id), UserId(row.owner_id));
    let rows = vault::of_person(conn, owner).await?;
    let own = rows.into_iter().find(|key| key.user_id == Some(owner.0) && key.provider == name && key.field == FIELD);
    Ok(own.and_then(|key| key.open(keys)))
}

/// Keeps a destination and seals its secret. Call it in a transaction.
pub async fn add(
    conn: &mut AsyncPgConnection,
    keys: &SealingKeys,
    row: &DestinationRow,
    secret: &str,
) -> Result<(), StoreError> {
    sql_query(
        "INSERT INTO destinations (id, owner_id, kind, label, address, account, folder, code, code_url, code_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind::<SqlUuid, _>(row.id)
    .bind::<SqlUuid, _>(row.owner_id)
    .bind::<Text, _>(&row.kind)
    .bind::<Text, _>(&row.label)
    .bind::<Text, _>(&row.address)
    .bind::<Text, _>(&row.account)
    .bind::<Text, _>(&row.folder)
    .bind::<Nullable<Text>, _>(&row.code)
    .bind::<Nullable<Text>, _>(&row.code_url)
    .bind::<Nullable<Timestamptz>, _>(row.code_until)
    .execute(conn)
    .await?;
    keep_secret(conn, keys, row, secret).await
}

async fn keep_secret(
    conn: &mut AsyncPgConnection,
    keys: &SealingKeys,
    row: &DestinationRow,
    secret: &str,
) -> Result<(), StoreError> {
    let name = provider(row.id);
    let place = Place { user: Some(UserId(row.owner_id)), provider: &name, field: FIELD };
    vault::keep(conn, keys, place, secret, "").await
}

/// The code of a destination was typed: keeps whose account it is, and the secret in the place of the code's. Call it in a transaction.
pub async fn connected(
    conn: &mut AsyncPgConnection,
    keys: &SealingKeys,
    row: &DestinationRow,
    account: &str,
    secret: &str,
) -> Result<(), StoreError> {
    sql_query("UPDATE destinations SET account = $2, code = NULL, code_url = NULL, code_until = NULL WHERE id = $1")
        .bind::<SqlUuid, _>(row.id)
        .bind::<Text, _>(account)
        .execute(conn)
        .await?;
    keep_secret(conn, keys, row, secret).await
}

/// Writes down what a try of it came to: nothing, or what was wrong.
pub async fn tested(conn: &mut AsyncPgConnection, id: Uuid, fault: Option<&str>) -> Result<(), StoreError> {
    sql_query("UPDATE destinations SET tested_at = now(), fault = $2 WHERE id = $1")
        .bind::<SqlUuid, _>(id)
        .bind::<Nullable<Text>, _>(fault)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets a destination and its secret. `NotFound` where the person has none of this id.
pub async fn remove(conn: &mut AsyncPgConnection, who: UserId, id: Uuid) -> Result<(), StoreError> {
    let gone = sql_query("DELETE FROM destinations WHERE owner_id = $1 AND id = $2")
        .bind::<SqlUuid, _>(who.0)
        .bind::<SqlUuid, _>(id)
        .execute(conn)
        .await?;
    vault::forget(conn, Some(who), &provider(id)).await?;
    if gone == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}
