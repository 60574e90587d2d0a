//! What tables there are.

use crate::StoreError;
use tokio_postgres::Client;

fn refused(error: &tokio_postgres::Error) -> StoreError {
    StoreError::Backup(error.to_string())
}

/// A name as SQL takes it whatever is in it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The tables of the current schema, by name.
pub(super) async fn tables(client: &Client) -> Result<Vec<String>, StoreError> {
    let query = "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY 1";
    let rows = client.query(query, &[]).await.map_err(|error| refused(&error))?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// The columns that hold something of their own, in order.
pub(super) async fn columns(client: &Client, table: &str) -> Result<Vec<String>, StoreError> {
    let query =
        "SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
        AND attgenerated = '' ORDER BY attnum";
    let rows = client.query(query, &[&quoted(table)]).await.map_err(|error| refused(&error))?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
