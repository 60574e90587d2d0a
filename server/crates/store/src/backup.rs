//! The whole database as files, and back: every table as Postgres copies it, taken at one moment. No program of Postgres' is needed, and
//! the files can be read by another version of it.

mod load;
mod table;

pub use load::load;

use crate::{StoreError, connect::client};
use futures::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use table::{columns, quoted, tables};
use tokio::io::AsyncWriteExt as _;
use tokio_postgres::Client;

/// Says which migrations a database has seen.
pub(crate) const HISTORY: &str = "__diesel_schema_migrations";

/// What was taken out of a database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dump {
    /// The versions of the migrations, in their order.
    pub schema: Vec<String>,
    /// The version of Postgres that it was taken from.
    pub postgres: String,
    pub tables: Vec<Table>,
    pub sequences: Vec<Sequence>,
}

/// A table's file, `<name>.copy`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: u64,
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// Where a table's counter stands; `None` where it was never asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    pub name: String,
    pub last: Option<i64>,
}

pub(crate) fn refused(error: &tokio_postgres::Error) -> StoreError {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    StoreError::Backup(format!("{error}{cause}"))
}

fn written(error: &std::io::Error) -> StoreError {
    StoreError::Backup(error.to_string())
}

/// Writes every table of the database at `url` to `folder`, as they are at one moment, while others go on using it.
///
/// # Errors
/// `Backup` with what the database or the file system said.
pub async fn dump(url: &str, folder: &Path) -> Result<Dump, StoreError> {
    let client = client(url).await.map_err(|error| StoreError::Pool(error.to_string()))?;
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    client.batch_execute(begin).await.map_err(|error| refused(&error))?;
    tokio::fs::create_dir_all(folder).await.map_err(|error| written(&error))?;
    let mut dump = Dump { schema: history(&client).await?, postgres: version(&client).await?, ..Dump::default() };
    for name in tables(&client).await? {
        if name != HISTORY {
            dump.tables.push(copy_out(&client, &name, folder).await?);
        }
    }
    let query = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1";
    let rows = client.query(query, &[]).await.map_err(|error| refused(&error))?;
    dump.sequences = rows.iter().map(|row| Sequence { name: row.get(0), last: row.get(1) }).collect();
    client.batch_execute("COMMIT").await.map_err(|error| refused(&error))?;
    Ok(dump)
}

async fn history(client: &Client) -> Result<Vec<String>, StoreError> {
    let query = format!("SELECT version FROM {HISTORY} ORDER BY version");
    let rows = client.query(&query, &[]).await.map_err(|error| refused(&error))?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

async fn version(client: &Client) -> Result<String, StoreError> {
    Ok(client.query_one("SHOW server_version", &[]).await.map_err(|error| refused(&error))?.get(0))
}

async fn copy_out(client: &Client, name: &str, folder: &Path) -> Result<Table, StoreError> {
    let columns = columns(client, name).await?;
    let list = columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ");
    let query = format!("COPY {} ({list}) TO STDOUT", quoted(name));
    let parts = client.copy_out(&query).await.map_err(|error| refused(&error))?;
    let mut parts = std::pin::pin!(parts);
    let mut file =
        tokio::fs::File::create(folder.join(format!("{name}.copy"))).await.map_err(|error| written(&error))?;
    let (mut digest, mut rows, mut bytes) = (Sha256::new(), 0, 0);
    while let Some(part) = parts.try_next().await.map_err(|error| refused(&error))? {
        digest.update(&part);
        // In this format a row is a line: new lines within values are written as two letters.
        rows += part.iter().filter(|byte| **byte == b'\n').count() as u64;
        bytes += part.len() as u64;
        file.write_all(&part).await.map_err(|error| written(&error))?;
    }
    file.sync_all().await.map_err(|error| written(&error))?;
    Ok(Table { name: name.to_owned(), columns, rows, bytes, sha256: hex::encode(digest.finalize()) })
}
