//! The pool of connections, and the files beside it.

use crate::{StoreError, files::Files, migrate, vault::SealingKeys};
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{
    AsyncPgConnection,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig,
        bb8::{Pool, PooledConnection},
    },
};
use std::{sync::Arc, time::Duration};

/// A connection borrowed from the pool.
pub type Conn<'a> = PooledConnection<'a, AsyncPgConnection>;

/// No transaction of ours waits so long between two statements, nor for a lock of another one.
const SETTINGS: &str = "SET idle_in_transaction_session_timeout = '30s'; SET lock_timeout = '5s'";
/// How many connections there are for most of the work, and how long to wait for one of them.
const ORDINARY: (u32, Duration) = (12, Duration::from_secs(5));
/// The same for what everything else hangs on: who asks, and that workers keep what they hold.
const RESERVE: (u32, Duration) = (6, Duration::from_secs(10));

/// The studio's memory: its database and its files. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pool: Pool<AsyncPgConnection>,
    reserve: Pool<AsyncPgConnection>,
    url: String,
    files: Files,
    sealing: Option<Arc<SealingKeys>>,
}

impl Store {
    /// Connects to the database at `url` (`postgres://…`). Nothing is migrated yet.
    pub async fn connect(url: &str, files: Files) -> Result<Self, StoreError> {
        let (pool, reserve) = (pool(url, ORDINARY).await?, pool(url, RESERVE).await?);
        Ok(Self { pool, reserve, url: url.to_owned(), files, sealing: None })
    }

    /// The same store with connections of its own, which the rest of the work cannot use up: for sessions, and for what workers hold.
    pub fn reserved(&self) -> Self {
        Self { pool: self.reserve.clone(), ..self.clone() }
    }

    /// Brings the schema up to date. Any number of processes may do so at once: one works, the others wait.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        migrate::run(&self.url).await
    }

    /// The versions of the migrations that [`Store::migrate`] would run.
    ///
    /// # Errors
    /// `NewerSchema` where the database is of a newer program that this one cannot work beside.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, StoreError> {
        migrate::pending(&self.url).await
    }

    /// The database's address, with its password.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A connection of the pool. [`StoreError::Pool`] when none is free within some seconds, or the database is away.
    pub async fn conn(&self) -> Result<Conn<'_>, StoreError> {
        self.pool.get().await.map_err(|error| StoreError::Pool(error.to_string()))
    }

    /// A connection of its own, outside the pool: for LISTEN.
    pub async fn own_conn(&self) -> Result<AsyncPgConnection, StoreError> {
        migrate::connect(&self.url).await
    }

    /// The same store, able to keep keys sealed.
    pub fn sealed_with(self, keys: SealingKeys) -> Self {
        Self { sealing: Some(Arc::new(keys)), ..self }
    }

    /// What keys are sealed with; `None` where no keys are kept.
    pub fn sealing(&self) -> Option<&SealingKeys> {
        self.sealing.as_deref()
    }

    pub fn files(&self) -> &Files {
        &self.files
    }
}

async fn pool(url: &str, (size, patience): (u32, Duration)) -> Result<Pool<AsyncPgConnection>, StoreError> {
    let mut config = ManagerConfig::<AsyncPgConnection>::default();
    config.custom_setup = Box::new(|url| Box::pin(set_up(url)));
    let manager = AsyncDieselConnectionManager::new_with_config(url, config);
    let pool = Pool::builder().max_size(size).connection_timeout(patience).build(manager).await;
    pool.map_err(|error| StoreError::Pool(error.to_string()))
}

/// Waits for locks as long as a minute, until the transaction ends: for work that would have to be done again.
pub async fn wait_longer(conn: &mut AsyncPgConnection) -> Result<(), StoreError> {
    diesel_async::RunQueryDsl::execute(diesel::sql_query("SET LOCAL lock_timeout = '60s'"), conn).await?;
    Ok(())
}

/// A process that is stopped in the midst of a transaction must not hold its locks for ever.
async fn set_up(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let mut conn = crate::connect::connect(url).await?;
    diesel_async::SimpleAsyncConnection::batch_execute(&mut conn, SETTINGS)
        .await
        .map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

/// A connection of its own, outside the pool.
pub type OwnConn = AsyncPgConnection;

/// Subscribes a connection to notification channels.
pub async fn listen(conn: &mut AsyncPgConnection, channels: &[&str]) -> Result<(), StoreError> {
    for channel in channels {
        diesel_async::RunQueryDsl::execute(diesel::sql_query(format!("LISTEN {channel}")), conn).await?;
    }
    Ok(())
}
