//! The schema's history, inside the program.

use crate::StoreError;
use diesel::QueryableByName;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../../migrations");
/// The oldest schema that a program may have been built with to use a database that this program has brought up to date. A migration that takes
/// away or renames what programs before it read raises this to its own version; all others only add.
const OLDEST: &str = "20261130000171";
/// Its name in the table `installation`.
const OLDEST_NAME: &str = "oldest_schema";
/// A short name for the schema that this program knows; another schema has another.
pub const SCHEMA: &str = env!("STUDIO_SCHEMA");
/// Any number will do, as long as every studio uses the same.
const LOCK: i64 = 0x5354_5544_494f;

pub(crate) async fn connect(url: &str) -> Result<AsyncPgConnection, StoreError> {
    crate::connect::connect(url).await.map_err(|error| StoreError::Pool(error.to_string()))
}

/// Runs these migrations, in their order, on a database without any: as it was when it had seen no others.
pub(crate) async fn run_these(url: &str, versions: &[String]) -> Result<(), StoreError> {
    let conn = connect(url).await?;
    let wanted = versions.to_vec();
    tokio::task::spawn_blocking(move || {
        let mut harness = AsyncMigrationHarness::new(conn);
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| StoreError::Migration(error.to_string());
        let known = diesel::migration::MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS).map_err(failed)?;
        // Also makes the table that they are written down in.
        harness.applied_migrations().map_err(failed)?;
        for version in wanted {
            let one = known.iter().find(|migration| migration.name().version().to_string() == version);
            let one = one.ok_or_else(|| StoreError::NewerSchema(version.clone()))?;
            harness.run_migration(one.as_ref()).map_err(failed)?;
        }
        Ok(())
    })
    .await
    .map_err(|error| StoreError::Migration(error.to_string()))?
}

#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = diesel::sql_types::Text)]
    value: String,
}

/// What the newest program that migrated says of the oldest one that may run; `None` before any said so.
async fn oldest(conn: &mut AsyncPgConnection) -> Option<String> {
    let query = format!("SELECT value FROM installation WHERE name = '{OLDEST_NAME}'");
    diesel::sql_query(query).load::<Kept>(conn).await.ok()?.into_iter().next().map(|kept| kept.value)
}

async fn keep_oldest(conn: &mut AsyncPgConnection) -> Result<(), StoreError> {
    let query = format!(
        "INSERT INTO installation (name, value) VALUES ('{OLDEST_NAME}', '{OLDEST}') ON CONFLICT (name) DO UPDATE
         SET value = greatest(installation.value, excluded.value), changed_at = now() WHERE installation.value < excluded.value"
    );
    diesel::sql_query(query).execute(conn).await?;
    Ok(())
}

/// What is pending, without running it. Empty where the database is as this program or a newer one wants it.
///
/// # Errors
/// `NewerSchema` where a newer program's migrations cannot be lived with.
pub(crate) async fn pending(url: &str) -> Result<Vec<String>, StoreError> {
    walk(url, false).await
}

/// Runs what is pending, under an advisory lock. A schema with migrations that this program does not know is used as it is where the program
/// that ran them says that it can be, and refused where not.
pub(crate) async fn run(url: &str) -> Result<(), StoreError> {
    walk(url, true).await.map(drop)
}

async fn walk(url: &str, run: bool) -> Result<Vec<String>, StoreError> {
    let mut conn = connect(url).await?;
    let oldest = oldest(&mut conn).await;
    diesel::sql_query(format!("SELECT pg_advisory_lock({LOCK})")).execute(&mut conn).await?;
    // Closing the connection gives the lock back, whatever happens here.
    let left = tokio::task::spawn_blocking(move || {
        let mut harness = AsyncMigrationHarness::new(conn);
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| StoreError::Migration(error.to_string());
        let known: Vec<String> = diesel::migration::MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS)
            .map_err(failed)?
            .iter()
            .map(|migration| migration.name().version().to_string())
            .collect();
        let applied = harness.applied_migrations().map_err(failed)?;
        let applied: Vec<String> = applied.iter().map(ToString::to_string).collect();
        if let Some(unknown) = applied.iter().find(|version| !known.contains(version)) {
            let newest = known.iter().max().cloned().unwrap_or_default();
            // A newer program has been here, and does not mind this one beside it.
            if oldest.is_some_and(|oldest| oldest <= newest) && known.iter().all(|version| applied.contains(version)) {
                tracing::info!(unknown, "the database is of a newer program, which this one can work beside");
                return Ok(Vec::new());
            }
            return Err(StoreError::NewerSchema(unknown.clone()));
        }
        let left = known.into_iter().filter(|version| !applied.contains(version)).collect();
        if run {
            harness.run_pending_migrations(MIGRATIONS).map_err(failed)?;
        }
        Ok(left)
    })
    .await
    .map_err(|error| StoreError::Migration(error.to_string()))??;
    if run {
        // A greater one of a newer program stays.
        keep_oldest(&mut connect(url).await?).await?;
    }
    Ok(left)
}
