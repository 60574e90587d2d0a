//! The schema's history, inside the program.

use crate::StoreError;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../../migrations");
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

/// Runs what is pending, under an advisory lock; refuses a schema that has migrations this program does not know.
pub(crate) async fn run(url: &str) -> Result<(), StoreError> {
    let mut conn = connect(url).await?;
    diesel::sql_query(format!("SELECT pg_advisory_lock({LOCK})")).execute(&mut conn).await?;
    // Closing the connection gives the lock back, whatever happens here.
    tokio::task::spawn_blocking(move || {
        let mut harness = AsyncMigrationHarness::new(conn);
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| StoreError::Migration(error.to_string());
        let known: Vec<String> = diesel::migration::MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS)
            .map_err(failed)?
            .iter()
            .map(|migration| migration.name().version().to_string())
            .collect();
        let applied = harness.applied_migrations().map_err(failed)?;
        if let Some(unknown) = applied.iter().map(ToString::to_string).find(|version| !known.contains(version)) {
            return Err(StoreError::NewerSchema(unknown));
        }
        harness.run_pending_migrations(MIGRATIONS).map_err(failed)?;
        Ok(())
    })
    .await
    .map_err(|error| StoreError::Migration(error.to_string()))?
}
