//! A database per test.

use crate::cluster;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection as _};
use store::{Files, SCHEMA, Store};
use tempfile::TempDir;
use uuid::Uuid;

/// A database of a test's own, with a folder for its files. Both are gone when it is dropped.
pub struct TestDatabase {
    name: String,
    url: String,
    store: Store,
    _folder: TempDir,
}

impl TestDatabase {
    /// A database with the schema in it.
    pub async fn new() -> Self {
        let template = template().await;
        Self::create(&format!("TEMPLATE {template}")).await
    }

    /// A database with nothing in it.
    pub async fn empty() -> Self {
        Self::create("").await
    }

    async fn create(options: &str) -> Self {
        let name = format!("test_{}", Uuid::now_v7().simple());
        administrate(&format!("CREATE DATABASE {name} {options}")).await;
        let url = url_of(&name).await;
        let folder = crate::folder();
        let files = Files::local(&folder.path().join("media")).unwrap();
        let store = Store::connect(&url, files).await.unwrap();
        Self { name, url, store, _folder: folder }
    }

    /// Where to connect, for another process.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The folder of its files and for whatever else the test keeps.
    pub fn folder(&self) -> &std::path::Path {
        self._folder.path()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let command = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // Drop cannot wait for a future on the test's own runtime.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(administrate(&command));
        });
        if dropped.join().is_err() {
            eprintln!("the database {} could not be dropped", self.name);
        }
    }
}

async fn url_of(database: &str) -> String {
    let url = cluster::url().await;
    let host = url.strip_suffix("/postgres").expect("the cluster's url ends with its first database");
    format!("{host}/{database}")
}

async fn administrate(command: &str) {
    let mut conn = AsyncPgConnection::establish(cluster::url().await).await.unwrap();
    conn.batch_execute(command).await.unwrap_or_else(|error| panic!("{command}: {error}"));
}

/// The name of a database that has the schema, made by the first test that asks.
async fn template() -> String {
    let name = format!("template_{SCHEMA}");
    let mut conn = AsyncPgConnection::establish(cluster::url().await).await.unwrap();
    // Given back when the connection closes, at the end of this function.
    conn.batch_execute("SELECT pg_advisory_lock(5021)").await.unwrap();
    let known: i64 = diesel::sql_query("SELECT count(*) AS count FROM pg_database WHERE datname = $1")
        .bind::<diesel::sql_types::Text, _>(&name)
        .get_result::<Count>(&mut conn)
        .await
        .unwrap()
        .count;
    if known == 0 {
        // Whoever is killed in the middle leaves nothing with the template's name.
        let draft = TestDatabase::empty().await;
        draft.store.migrate().await.unwrap();
        let copy = format!("CREATE DATABASE {name} TEMPLATE {}", draft.name);
        // Nobody may be connected to what is copied.
        let alone = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'", draft.name);
        conn.batch_execute(&alone).await.unwrap();
        conn.batch_execute(&copy).await.unwrap();
    }
    name
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}
