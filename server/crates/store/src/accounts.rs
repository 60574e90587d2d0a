//! People with an account.

use crate::{Store, StoreError, schema_accounts::users};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use model::{UserId, view::Person};
use std::sync::OnceLock;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Why nobody was registered or signed in.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("This does not look like an e-mail address.")]
    Email,
    #[error("A password needs at least 10 characters.")]
    Short,
    #[error("A password can have at most 200 characters.")]
    Long,
    #[error("There is an account with this e-mail address already. Sign in instead.")]
    Taken,
    #[error("The e-mail address or the password is wrong.")]
    Wrong,
    #[error("The present password is wrong.")]
    WrongPresent,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<diesel::result::Error> for AccountError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
struct UserRow {
    id: Uuid,
    email: String,
    name: String,
    password_hash: String,
    admin: bool,
}

impl From<UserRow> for Person {
    fn from(row: UserRow) -> Self {
        Self { id: UserId(row.id), name: row.name, email: row.email, admin: row.admin }
    }
}

diesel::define_sql_function!(fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text);

/// Two registrations at once must not both be the first.
const FIRST_LOCK: &str = "SELECT pg_advisory_xact_lock(7021934)";

impl Store {
    /// Makes an account; the first one is the administrator's.
    pub async fn register(&self, email: &str, name: &str, password: &str) -> Result<Person, AccountError> {
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
        check_length(password)?;
        let name = if name.trim().is_empty() { local } else { name.trim() }.chars().take(80).collect::<String>();
        let hash = hashed(password.to_owned()).await?;
        let mut conn = self.conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                diesel::sql_query(FIRST_LOCK).execute(conn).await?;
                let taken: i64 = users::table.filter(lower(users::email).eq(&email)).count().get_result(conn).await?;
                if taken > 0 {
                    return Err(AccountError::Taken);
                }
                // The command line's own account is nobody's.
                let people: i64 = users::table.filter(users::email.ne(LOCAL)).count().get_result(conn).await?;
                let row: UserRow = diesel::insert_into(users::table)
                    .values((
                        users::id.eq(UserId::new().0),
                        users::email.eq(&email),
                        users::name.eq(&name),
                        users::password_hash.eq(&hash),
                        users::admin.eq(people == 0),
                    ))
                    .returning(UserRow::as_returning())
                    .get_result(conn)
                    .await?;
                Ok(row.into())
            })
            .await
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
        let hash = row.as_ref().map(|row| row.password_hash.clone()).filter(|hash| !hash.is_empty());
        let has_one = hash.is_some();
        let right = matches(password.to_owned(), hash).await?;
        match row {
            Some(row) if right && has_one => Ok(row.into()),
            _ => Err(AccountError::Wrong),
        }
    }

    /// Gives the person another password, if the present one is right. Sessions stay.
    pub async fn change_password(&self, id: UserId, present: &str, new: &str) -> Result<(), AccountError> {
        check_length(new)?;
        let mut conn = self.conn().await?;
        let row: UserRow = users::table.find(id.0).select(UserRow::as_select()).first(&mut conn).await?;
        drop(conn);
        let right = present.chars().count() <= LONGEST
            && !row.password_hash.is_empty()
            && matches(present.to_owned(), Some(row.password_hash.clone())).await?;
        if !right {
            return Err(AccountError::WrongPresent);
        }
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
        let hash = hash.filter(|hash| !hash.is_empty());
        let has_one = hash.is_some();
        match matches(password.to_owned(), hash).await {
            Ok(right) => Ok(right && has_one),
            Err(AccountError::Store(error)) => Err(error),
            Err(other) => Err(StoreError::Hash(other.to_string())),
        }
    }

    /// The person behind a session.
    pub async fn person(&self, id: UserId) -> Result<Option<Person>, StoreError> {
        let row: Option<UserRow> =
            users::table.find(id.0).select(UserRow::as_select()).first(&mut *self.conn().await?).await.optional()?;
        Ok(row.map(Person::from))
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

/// Not an address: nobody can register it.
pub(crate) const LOCAL: &str = "command-line";

/// The lengths of a password, in characters.
const SHORTEST: usize = 10;
const LONGEST: usize = 200;

fn check_length(password: &str) -> Result<(), AccountError> {
    match password.chars().count() {
        length if length < SHORTEST => Err(AccountError::Short),
        length if length > LONGEST => Err(AccountError::Long),
        _ => Ok(()),
    }
}

/// Each hash takes 19 MiB while it is computed: more at once would let strangers fill the memory.
static AT_ONCE: Semaphore = Semaphore::const_new(4);
/// What a password is compared with where there is none.
static NOBODY: OnceLock<String> = OnceLock::new();

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, AccountError> {
    let _permit = AT_ONCE.acquire().await.map_err(|error| StoreError::Hash(error.to_string()))?;
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| error.to_string()).and_then(|done| done);
    done.map_err(|why| StoreError::Hash(why).into())
}

fn hash_now(password: &str) -> Result<String, String> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|e| e.to_string())
}

async fn hashed(password: String) -> Result<String, AccountError> {
    blocking(move || hash_now(&password)).await
}

async fn matches(password: String, hash: Option<String>) -> Result<bool, AccountError> {
    blocking(move || {
        let hash = match hash {
            Some(hash) => hash,
            None => match NOBODY.get() {
                Some(hash) => hash.clone(),
                None => {
                    let made = hash_now("nobody has this password")?;
                    NOBODY.get_or_init(|| made).clone()
                }
            },
        };
        let hash = PasswordHash::new(&hash).map_err(|error| error.to_string())?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}
