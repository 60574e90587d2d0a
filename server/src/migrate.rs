//! `studio migrate`: brings the database up to date, apart from serving.

use crate::{backup::Database, cli::MigrateArgs, settings::Storage};
use std::process::ExitCode;
use store::Store;

/// Runs what is pending, or says only what that is.
pub async fn migrate(args: &MigrateArgs) -> anyhow::Result<ExitCode> {
    let storage = Storage::from_environment(&args.data);
    std::fs::create_dir_all(&storage.data)?;
    let database = Database::open(&storage).await?;
    let done = async {
        let store = Store::connect(&database.url, storage.files()?).await?;
        let pending = store.pending_migrations().await?;
        if !args.look {
            store.migrate().await?;
        }
        Ok::<_, anyhow::Error>(pending)
    };
    let done = done.await;
    database.close().await?;
    let pending = done?;
    if pending.is_empty() {
        println!("The database is up to date.");
        return Ok(ExitCode::SUCCESS);
    }
    let verb = if args.look { "wait" } else { "were run" };
    println!("{} migrations {verb}: {}", pending.len(), pending.join(", "));
    Ok(ExitCode::SUCCESS)
}
