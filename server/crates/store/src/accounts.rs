//! People with an account.

use crate::{
    AccountError, Store, StoreError,
    account_error::LOCAL,
    installation, invitations, ledger,
    passwords::{self, LONGEST, hashed, matches},
    people,
    schema_accounts::users,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use model::{UserId, people::Registration, view::Person};
use uuid::Uuid;

#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
struct UserRow {
    id: Uuid,
    email: String,
    name: String,
    password_hash: String,
    admin: bool,
    disabled_at: Option<DateTime<Utc>>,
}

impl From<UserRow> for Person {
    fn from(row: UserRow) -> Self {
        Self { id: UserId(row.id), name: row.name, email: row.email, admin: row.admin }
    }
}

diesel::define_sql_function!(fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text);

/// What an account is made of.
#[derive(Clone, Copy, Debug)]
pub struct NewAccount<'a> {
    pub email: &'a str,
    /// The address's own name where empty.
    pub name: &'a str,
    pub password: &'a str,
}

/// By what right somebody makes an account.
#[derive(Clone, Copy, Debug)]
pub enum Way<'a> {
    /// Nobody asks; the first one is the administrator.
    Anyhow,
    /// The studio has no account yet: this is the administrator, who says who else may come.
    SetUp(Registration),
    /// Whoever reaches the studio may, as the environment says or else an administrator chose.
    Open { overruled: Option<Registration> },
    /// With the token of an invitation.
    Invited(&'a str),
}

impl Store {
    /// Makes an account without asking whether one may; the first one is the administrator's.
    pub async fn register(&self, email: &str, name: &str, password: &str) -> Result<Person, AccountError> {
        self.register_by(Way::Anyhow, NewAccount { email, name, password }).await
    }

    /// Makes an account, if this way in is open.
    pub async fn register_by(&self, way: Way<'_>, new: NewAccount<'_>) -> Result<Person, AccountError> {
        self.check_way(way).await?;
        let email = checked_email(new.email)?;
        passwords::check(new.password, &email)?;
        let name = if new.name.trim().is_empty() { email.split('@').next().unwrap_or_default() } else { new.name };
        let name = checked_name(name);
        let hash = hashed(new.password.to_owned()).await?;
        let mut conn = self.conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                // Two registrations at once must not both be the first.
                people::lock_accounts(conn).await?;
                let first = people::count(conn).await? == 0;
                let credit = walk(conn, way, &email, first).await?;
                let taken: i64 = users::table.filter(lower(users::email).eq(&email)).count().get_result(conn).await?;
                if taken > 0 {
                    return Err(AccountError::Taken);
                }
                let row: UserRow = diesel::insert_into(users::table)
                    .values((
                        users::id.eq(UserId::new().0),
                        users::email.eq(&email),
                        users::name.eq(&name),
                        users::password_hash.eq(&hash),
                        users::admin.eq(first),
                        users::last_login_at.eq(Utc::now()),
                    ))
                    .returning(UserRow::as_returning())
                    .get_result(conn)
                    .await?;
                if credit > 0 {
                    let granted = ledger::grant(conn, UserId(row.id), credit, "came with the invitation").await?;
                    granted.map_err(|_| AccountError::Invitation)?;
                }
                Ok(row.into())
            })
            .await
    }

    /// Refuses whoever has no right to come in before anything is said of addresses or computed for passwords.
    async fn check_way(&self, way: Way<'_>) -> Result<(), AccountError> {
        let mut conn = self.conn().await?;
        match way {
            Way::Anyhow => Ok(()),
            Way::SetUp(_) => match people::count(&mut conn).await? {
                0 => Ok(()),
                _ => Err(AccountError::SetUpAlready),
            },
            Way::Open { overruled } => check_open(&mut conn, overruled).await,
            Way::Invited(token) => match invitations::look(&mut conn, token).await? {
                Some(_) => Ok(()),
                None => Err(AccountError::Invitation),
            },
        }
    }

    /// The person with this e-mail address and password.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<Person, AccountError> {
        if password.chars().count() > LONGEST {
            return Err(AccountError::Wrong);
        }
        let mut conn = self.conn().await?;
        let row: Option<UserRow> = users::table
            .filter(lower(users::email).eq(email.trim().to_lowercase()))
            .select(UserRow::as_select())
            .first(&mut conn)
            .await
            .optional()?;
        drop(conn);
        // An unknown address takes as long as a wrong password, and so does an account that has none.
        let right = matches(password.to_owned(), row.as_ref().map(|row| row.password_hash.clone())).await?;
        let Some(row) = row.filter(|_| right) else { return Err(AccountError::Wrong) };
        let open = users::table.find(row.id).filter(users::disabled_at.is_null());
        let open = diesel::update(open).set(users::last_login_at.eq(Utc::now()));
        match open.execute(&mut *self.conn().await?).await? {
            0 => Err(AccountError::Disabled),
            _ => Ok(row.into()),
        }
    }

    /// Gives the person another password, if the present one is right. Sessions stay.
    pub async fn change_password(&self, id: UserId, present: &str, new: &str) -> Result<(), AccountError> {
        let mut conn = self.conn().await?;
        let row: UserRow = users::table.find(id.0).select(UserRow::as_select()).first(&mut conn).await?;
        drop(conn);
        let right =
            present.chars().count() <= LONGEST && matches(present.to_owned(), Some(row.password_hash.clone())).await?;
        if !right {
            return Err(AccountError::WrongPresent);
        }
        passwords::check(new, &row.email)?;
        let hash = hashed(new.to_owned()).await?;
        // Whoever changed it in the meantime wins.
        let changed = diesel::update(users::table.find(id.0).filter(users::password_hash.eq(&row.password_hash)))
            .set(users::password_hash.eq(hash))
            .execute(&mut *self.conn().await?)
            .await?;
        if changed == 1 { Ok(()) } else { Err(AccountError::WrongPresent) }
    }

    /// Whether this is the person's present password. `false` as well for whoever has none or is not there; that takes as long.
    pub async fn verify_password(&self, id: UserId, password: &str) -> Result<bool, StoreError> {
        if password.chars().count() > LONGEST {
            return Ok(false);
        }
        let mut conn = self.conn().await?;
        let hash: Option<String> =
            users::table.find(id.0).select(users::password_hash).first(&mut conn).await.optional()?;
        drop(conn);
        matches(password.to_owned(), hash).await
    }

    /// The person behind a session; nobody where the account is disabled.
    pub async fn person(&self, id: UserId) -> Result<Option<Person>, StoreError> {
        let row: Option<UserRow> =
            users::table.find(id.0).select(UserRow::as_select()).first(&mut *self.conn().await?).await.optional()?;
        Ok(row.filter(|row| row.disabled_at.is_none()).map(Person::from))
    }

    /// Whose account this address is; `None` where it is nobody's.
    pub async fn by_email(&self, email: &str) -> Result<Option<Person>, StoreError> {
        let rows = users::table.filter(users::email.eq(email.trim().to_lowercase())).select(UserRow::as_select());
        Ok(rows.first::<UserRow>(&mut *self.conn().await?).await.optional()?.map(Person::from))
    }

    /// The account of the command line: it has no password and cannot sign in.
    pub async fn local_person(&self) -> Result<UserId, StoreError> {
        let mut conn = self.conn().await?;
        diesel::insert_into(users::table)
            .values((
                users::id.eq(UserId::new().0),
                users::email.eq(LOCAL),
                users::name.eq("Command line"),
                users::password_hash.eq(""),
            ))
            .on_conflict_do_nothing()
            .execute(&mut conn)
            .await?;
        Ok(UserId(users::table.filter(users::email.eq(LOCAL)).select(users::id).first(&mut conn).await?))
    }
}

/// The longest name, in characters.
const LONGEST_NAME: usize = 80;

/// A name as it is kept: without the space around it and what is no text, and not too long.
pub fn checked_name(name: &str) -> String {
    name.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

/// An address as it is kept, in small letters.
pub fn checked_email(email: &str) -> Result<String, AccountError> {
    let email = email.trim().to_lowercase();
    let (local, domain) = email.split_once('@').ok_or(AccountError::Email)?;
    if local.is_empty()
        || domain.len() < 3
        || !domain.contains('.')
        || domain.contains('@')
        || email.len() > 254
        || email.contains(|c: char| c.is_whitespace() || c.is_control())
    {
        return Err(AccountError::Email);
    }
    Ok(email)
}

async fn check_open(conn: &mut AsyncPgConnection, overruled: Option<Registration>) -> Result<(), AccountError> {
    let registration = match overruled {
        Some(registration) => registration,
        None => installation::registration(conn).await?,
    };
    match registration {
        Registration::Open => Ok(()),
        Registration::Invite => Err(AccountError::ByInvitation),
        Registration::Closed => Err(AccountError::Closed),
    }
}

/// Goes this way in, in the transaction that makes the account; gives the credit that it begins with, in cents.
async fn walk(conn: &mut AsyncPgConnection, way: Way<'_>, email: &str, first: bool) -> Result<i64, AccountError> {
    match way {
        Way::Anyhow => {}
        Way::SetUp(registration) if first => installation::set_registration(conn, registration).await?,
        Way::SetUp(_) => return Err(AccountError::SetUpAlready),
        // The first account is an administrator's, and that takes the token.
        Way::Open { .. } if first => return Err(AccountError::ByInvitation),
        Way::Open { overruled } => check_open(conn, overruled).await?,
        Way::Invited(token) => return Ok(invitations::take(conn, token, email).await?.cents),
    }
    Ok(0)
}
