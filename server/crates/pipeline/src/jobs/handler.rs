//! What a kind of job says of itself, and what it is given to work with.

use crate::Error;
use async_trait::async_trait;
use diesel_async::AsyncPgConnection;
use serde_json::Value;
use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};
use store::{
    Store,
    tasks::{self, JobRow, Lease, Pool},
};

/// One kind of job. `S` is the studio: handlers are written for `Studio`.
///
/// A job runs at least once: a process that ends in the middle leaves it to another one. What must not happen twice is to be written down
/// before it is done, under the job's id.
#[async_trait]
pub trait JobHandler<S>: Send + Sync {
    /// Its name in the database. Do not rename it: what waits under the old name would wait for ever.
    fn kind(&self) -> &'static str;

    /// Who runs it: [`Pool::Calls`] where it mostly waits for a network, [`Pool::Compute`] where it keeps a processor busy.
    fn pool(&self) -> Pool {
        Pool::Calls
    }

    /// How often it is begun before it is given up. A pause that it asks for ([`Stop::Wait`]) does not count.
    fn tries(&self) -> u32 {
        5
    }

    /// The pause after try number `tried` (from 1) has failed: 2 s, doubling to a minute, give or take a quarter.
    fn pause(&self, tried: u32, job: &JobRow) -> Duration {
        providers::retry_pause(tried, &job.key, None)
    }

    /// Does the work. It is dropped where it stands when the job is cancelled or the studio stops; in the latter case it runs again.
    ///
    /// # Errors
    /// Says whether, and when, it is to be tried again. An [`Error`] is: after [`JobHandler::pause`].
    async fn run(&self, job: &Job<'_, S>) -> Result<Value, Stop>;

    /// Writes down what [`JobHandler::run`] gave, in the transaction that ends the job: either both are kept or neither.
    async fn done(&self, _conn: &mut AsyncPgConnection, _job: &JobRow, _made: Value) -> Result<(), Error> {
        Ok(())
    }

    /// Writes down that it was given up, in the transaction that ends the job.
    async fn gave_up(&self, _conn: &mut AsyncPgConnection, _job: &JobRow, _why: &str) -> Result<(), Error> {
        Ok(())
    }
}

/// Why a job has not come to its end.
#[derive(Debug)]
pub enum Stop {
    /// Nothing is wrong: look again after so long. Costs no try.
    Wait { pause: Duration, message: String },
    /// It failed, and may do better next time; `pause` where somebody said when.
    Again { why: String, pause: Option<Duration> },
    /// It failed, and would fail again.
    GiveUp { why: String },
    /// Our fault.
    Internal(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

/// A running job.
pub struct Job<'a, S> {
    pub studio: &'a S,
    pub row: &'a JobRow,
    /// A folder of its own, which goes when it ends.
    pub scratch: &'a Path,
    pub(super) lease: &'a Lease<JobRow>,
    pub(super) store: &'a Store,
}

impl<S> Job<'_, S> {
    /// What its writes name, so that they change nothing once another worker has it.
    pub(crate) fn lease(&self) -> &Lease<JobRow> {
        self.lease
    }

    /// Says how far it is, from 0 to 1 where that can be told, and what it does.
    pub async fn progress(&self, done: Option<f64>, message: &str) -> Result<(), Error> {
        let mut conn = self.store.conn().await?;
        // Where the lease is lost, this work is about to be dropped.
        tasks::tell(&mut conn, self.lease, Some(message), done.map(|done| done.clamp(0.0, 1.0))).await?;
        Ok(())
    }
}

/// The kinds of jobs that a process can do.
pub struct Jobs<S> {
    handlers: BTreeMap<&'static str, Arc<dyn JobHandler<S>>>,
}

impl<S> Default for Jobs<S> {
    fn default() -> Self {
        Self { handlers: BTreeMap::new() }
    }
}

impl<S> Jobs<S> {
    /// With one more kind; in the place of one of the same name.
    pub fn with(mut self, handler: impl JobHandler<S> + 'static) -> Self {
        self.handlers.insert(handler.kind(), Arc::new(handler));
        self
    }

    pub(crate) fn and(mut self, others: Self) -> Self {
        self.handlers.extend(others.handlers);
        self
    }

    pub(crate) fn of(&self, kind: &str) -> Option<Arc<dyn JobHandler<S>>> {
        self.handlers.get(kind).cloned()
    }

    pub(crate) fn kinds(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.handlers.keys().copied()
    }
}
