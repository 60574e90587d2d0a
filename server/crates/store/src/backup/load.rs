//! A database from the files of [`super::dump`].

use super::{
    Dump, Table, refused,
    table::{quoted, tables},
};
use crate::{StoreError, connect::client, migrate};
use bytes::Bytes;
use futures::SinkExt as _;
use std::path::Path;
use tokio::io::AsyncReadExt as _;
use tokio_postgres::Client;

/// How much of a table's file is sent at a time.
const PART: usize = 1 << 18;

/// Fills the database at `url`, which must hold no table, and brings it up to date afterwards.
///
/// # Errors
/// `Backup` where the database is not empty, or with what it said; `NewerSchema` where a newer studio took the backup. The database is
/// then as empty of rows as before.
pub async fn load(url: &str, folder: &Path, dump: &Dump) -> Result<(), StoreError> {
    let client = client(url).await.map_err(|error| StoreError::Pool(error.to_string()))?;
    if !tables(&client).await?.is_empty() {
        let why = "the database is not empty. A backup is restored into a new one only, so that nothing is overwritten";
        return Err(StoreError::Backup(why.to_owned()));
    }
    migrate::run_these(url, &dump.schema).await?;
    client.batch_execute("BEGIN").await.map_err(|error| refused(&error))?;
    let references = references(&client).await?;
    for (table, name, _) in &references {
        execute(&client, &format!("ALTER TABLE {} DROP CONSTRAINT {}", quoted(table), quoted(name))).await?;
    }
    for table in &dump.tables {
        // Rows come as they were: nothing is filled in, and no one's turn is changed.
        execute(&client, &format!("ALTER TABLE {} DISABLE TRIGGER USER", quoted(&table.name))).await?;
        // Some are born with rows in them.
        execute(&client, &format!("DELETE FROM {}", quoted(&table.name))).await?;
        copy_in(&client, table, folder).await?;
    }
    for table in &dump.tables {
        execute(&client, &format!("ALTER TABLE {} ENABLE TRIGGER USER", quoted(&table.name))).await?;
    }
    for (table, name, definition) in &references {
        execute(&client, &format!("ALTER TABLE {} ADD CONSTRAINT {} {definition}", quoted(table), quoted(name)))
            .await?;
    }
    for sequence in &dump.sequences {
        if let Some(last) = sequence.last {
            let query = "SELECT setval(to_regclass($1), $2)";
            client.execute(query, &[&quoted(&sequence.name), &last]).await.map_err(|error| refused(&error))?;
        }
    }
    client.batch_execute("COMMIT").await.map_err(|error| refused(&error))?;
    migrate::run(url).await
}

async fn execute(client: &Client, query: &str) -> Result<(), StoreError> {
    client.batch_execute(query).await.map_err(|error| refused(&error))
}

/// What ties tables to each other: table, name and definition. Rows come in table by table, so that it cannot hold meanwhile.
async fn references(client: &Client) -> Result<Vec<(String, String, String)>, StoreError> {
    let query = "SELECT c.relname::text, k.conname::text, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2";
    let rows = client.query(query, &[]).await.map_err(|error| refused(&error))?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect())
}

async fn copy_in(client: &Client, table: &Table, folder: &Path) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| StoreError::Backup(format!("{}.copy: {error}", table.name));
    let mut file = tokio::fs::File::open(folder.join(format!("{}.copy", table.name))).await.map_err(failed)?;
    let list = table.columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ");
    let query = format!("COPY {} ({list}) FROM STDIN", quoted(&table.name));
    let sink = client.copy_in::<_, Bytes>(&query).await.map_err(|error| refused(&error))?;
    let mut sink = std::pin::pin!(sink);
    loop {
        let mut part = Vec::with_capacity(PART);
        if (&mut file).take(PART as u64).read_to_end(&mut part).await.map_err(failed)? == 0 {
            break;
        }
        sink.send(Bytes::from(part)).await.map_err(|error| refused(&error))?;
    }
    let rows = sink.finish().await.map_err(|error| refused(&error))?;
    if rows == table.rows {
        Ok(())
    } else {
        Err(StoreError::Backup(format!("{} has {rows} rows and not {}", table.name, table.rows)))
    }
}
