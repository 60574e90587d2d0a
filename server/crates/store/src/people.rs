//! Everybody with an account: who they are, what they have, and whether they may come in.

use crate::{
    AccountError, StoreError,
    account_error::LOCAL,
    schema_accounts::{reset_links, sessions, users},
    schema_film::projects,
};
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Bool, Int8, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, UserId};
use uuid::Uuid;

/// One person, with what belongs to them.
#[derive(Clone, Debug, QueryableByName)]
pub struct MemberRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    pub email: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Bool)]
    pub admin: bool,
    #[diesel(sql_type = Timestamptz)]
    pub created_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub disabled_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub last_login_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Int8)]
    pub films: i64,
    #[diesel(sql_type = Int8)]
    pub files: i64,
    #[diesel(sql_type = Int8)]
    pub bytes: i64,
    /// In cents; `None` where nothing was ever granted.
    #[diesel(sql_type = Nullable<Int8>)]
    pub granted: Option<i64>,
    #[diesel(sql_type = Int8)]
    pub available: i64,
    #[diesel(sql_type = Int8)]
    pub spent: i64,
}

/// Sums that no column of 64 bits holds are shown as the most that one does.
const MEMBERS: &str = "SELECT u.id, u.email, u.name, u.admin, u.created_at, u.disabled_at, u.last_login_at,
    (SELECT count(*) FROM projects p WHERE p.owner_id = u.id) AS films,
    k.files, k.bytes, m.granted, m.available, m.spent
    FROM users u
    CROSS JOIN LATERAL (SELECT count(*) AS files, coalesce(sum(a.bytes), 0)::int8 AS bytes
        FROM artifacts a JOIN projects p ON p.id = a.project_id WHERE p.owner_id = u.id) k
    CROSS JOIN LATERAL (SELECT
        least(greatest(-sum(cents) FILTER (WHERE account = 'granted'), -1e15), 1e15)::int8 AS granted,
        least(greatest(coalesce(sum(cents) FILTER (WHERE account = 'available'), 0), -1e15), 1e15)::int8 AS available,
        least(greatest(coalesce(sum(cents) FILTER (WHERE account = 'spent'), 0), -1e15), 1e15)::int8 AS spent
        FROM ledger l WHERE l.user_id = u.id) m";

/// Those whose name or address holds `search`, by name; all of them where it is empty.
pub async fn list(conn: &mut AsyncPgConnection, search: &str, limit: i64) -> Result<Vec<MemberRow>, StoreError> {
    let query = format!(
        "{MEMBERS} WHERE u.email <> $1 AND position(lower($2) IN lower(u.name || ' ' || u.email)) > 0
         ORDER BY lower(u.name), u.id LIMIT $3"
    );
    let query = diesel::sql_query(query).bind::<Text, _>(LOCAL).bind::<Text, _>(search).bind::<Int8, _>(limit);
    Ok(query.load(conn).await?)
}

/// How many people have an account.
pub async fn count(conn: &mut AsyncPgConnection) -> Result<i64, StoreError> {
    Ok(users::table.filter(users::email.ne(LOCAL)).count().get_result(conn).await?)
}

pub async fn get(conn: &mut AsyncPgConnection, id: UserId) -> Result<MemberRow, StoreError> {
    let query = diesel::sql_query(format!("{MEMBERS} WHERE u.email <> $1 AND u.id = $2"));
    Ok(query.bind::<Text, _>(LOCAL).bind::<SqlUuid, _>(id.0).get_result(conn).await?)
}

/// Two changes at once must not take away the last two administrators.
const DOOR_LOCK: &str = "SELECT pg_advisory_xact_lock(7021934)";

/// Lets nobody else come, go or change their rights until the transaction ends.
pub(crate) async fn lock_accounts(conn: &mut AsyncPgConnection) -> Result<(), StoreError> {
    diesel::sql_query(DOOR_LOCK).execute(conn).await?;
    Ok(())
}

/// Refuses to take the rights of the only administrator who can log in. Call it under [`lock_accounts`].
async fn check_not_the_last(conn: &mut AsyncPgConnection, id: UserId) -> Result<(), AccountError> {
    let (admin, disabled_at): (bool, Option<DateTime<Utc>>) = users::table
        .find(id.0)
        .filter(users::email.ne(LOCAL))
        .select((users::admin, users::disabled_at))
        .first(conn)
        .await?;
    if !admin || disabled_at.is_some() {
        return Ok(());
    }
    let others: i64 = users::table
        .filter(users::admin)
        .filter(users::disabled_at.is_null())
        .filter(users::id.ne(id.0))
        .count()
        .get_result(conn)
        .await?;
    if others == 0 { Err(AccountError::LastAdministrator) } else { Ok(()) }
}

/// Closes the account, ends its sessions and its reset link, or opens it again. Call it in a transaction.
pub async fn set_disabled(conn: &mut AsyncPgConnection, id: UserId, disabled: bool) -> Result<(), AccountError> {
    lock_accounts(conn).await?;
    if disabled {
        check_not_the_last(conn, id).await?;
        diesel::delete(sessions::table.filter(sessions::user_id.eq(id.0))).execute(conn).await?;
        diesel::delete(reset_links::table.find(id.0)).execute(conn).await?;
    }
    let row = diesel::update(users::table.find(id.0).filter(users::email.ne(LOCAL)));
    let changed = row.set(users::disabled_at.eq(disabled.then(Utc::now))).execute(conn).await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound.into()) }
}

/// Makes an administrator, or an administrator a person like the others. Call it in a transaction.
pub async fn set_admin(conn: &mut AsyncPgConnection, id: UserId, admin: bool) -> Result<(), AccountError> {
    lock_accounts(conn).await?;
    if !admin {
        check_not_the_last(conn, id).await?;
    }
    let row = diesel::update(users::table.find(id.0).filter(users::email.ne(LOCAL)));
    let changed = row.set(users::admin.eq(admin)).execute(conn).await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound.into()) }
}

pub async fn set_name(conn: &mut AsyncPgConnection, id: UserId, name: &str) -> Result<(), StoreError> {
    let changed = diesel::update(users::table.find(id.0)).set(users::name.eq(name)).execute(conn).await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Takes the account away, with its sessions and keys; refused for the last administrator. Its projects go first, by whoever calls
/// this. What was paid stays in the ledger and the attempts. Call it in a transaction.
pub async fn delete(conn: &mut AsyncPgConnection, id: UserId) -> Result<(), AccountError> {
    lock_accounts(conn).await?;
    check_not_the_last(conn, id).await?;
    diesel::delete(users::table.find(id.0)).execute(conn).await?;
    Ok(())
}

/// All projects of a person.
pub async fn projects_of(conn: &mut AsyncPgConnection, id: UserId) -> Result<Vec<ProjectId>, StoreError> {
    let ids: Vec<Uuid> =
        projects::table.filter(projects::owner_id.eq(id.0)).select(projects::id).order(projects::id).load(conn).await?;
    Ok(ids.into_iter().map(ProjectId).collect())
}
