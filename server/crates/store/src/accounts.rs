//! People with an account.

use crate::{Store, StoreError, schema_accounts::users};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use model::{UserId, view::Person};
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
        let email = email.trim().to_owned();
        let (local, domain) = email.split_once('@').ok_or(AccountError::Email)?;
        if local.is_empty()
            || domain.len() < 3
            || !domain.contains('.')
            || email.len() > 254
            || email.contains(char::is_whitespace)
        {
            return Err(AccountError::Email);
        }
        match password.chars().count() {
            0..10 => return Err(AccountError::Short),
            201.. => return Err(AccountError::Long),
            _ => {}
        }
        let name = if name.trim().is_empty() { local } else { name.trim() }.chars().take(80).collect::<String>();
        let hash = hashed(password.to_owned()).await?;
        let mut conn = self.conn().await?;
        (&mut *conn).transaction(async |conn: &mut AsyncPgConnection| {
            diesel::sql_query(FIRST_LOCK).execute(conn).await?;
            let taken: i64 =
                users::table.filter(lower(users::email).eq(email.to_lowercase())).count().get_result(conn).await?;
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
        let mut conn = self.conn().await?;
        let row: Option<UserRow> = users::table
            .filter(lower(users::email).eq(email.trim().to_lowercase()))
            .select(UserRow::as_select())
            .first(&mut conn)
            .await
            .optional()?;
        drop(conn);
        // An unknown address takes as long as a wrong password.
        let hash = match &row {
            Some(row) => row.password_hash.clone(),
            None => hashed("nobody".to_owned()).await?,
        };
        let right = matches(password.to_owned(), hash).await?;
        match row {
            Some(row) if right => Ok(row.into()),
            _ => Err(AccountError::Wrong),
        }
    }

    /// The person behind a session.
    pub async fn person(&self, id: UserId) -> Result<Option<Person>, StoreError> {
        let row: Option<UserRow> =
            users::table.find(id.0).select(UserRow::as_select()).first(&mut *self.conn().await?).await.optional()?;
        Ok(row.map(Person::from))
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
const LOCAL: &str = "command-line";

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, AccountError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| error.to_string())
        .and_then(|done| done)
        .map_err(|why| AccountError::Store(StoreError::Pool(format!("password hashing: {why}"))))
}

async fn hashed(password: String) -> Result<String, AccountError> {
    blocking(move || {
        Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|e| e.to_string())
    })
    .await
}

async fn matches(password: String, hash: String) -> Result<bool, AccountError> {
    blocking(move || {
        // An account without a password has no valid hash, and nothing matches it.
        let Ok(hash) = PasswordHash::new(&hash) else { return Ok(false) };
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}
