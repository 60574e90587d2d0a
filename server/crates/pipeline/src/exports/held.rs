//! An export while a job works on it: what the job writes of it, and how its work stops.

use super::{stopped::Stopped, told::tell};
use crate::{
    Error, Studio,
    jobs::{Job, Stop},
};
use model::ProjectId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{future::Future, pin::pin};
use store::{
    exports::{self, ExportRow, Progress},
    tasks::JobRow,
};
use uuid::Uuid;

/// What the jobs of an export are given.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Payload {
    pub(super) export: Uuid,
}

/// What such a job comes to.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Finished {
    /// The export's file in the studio's store.
    pub(super) key: String,
    pub(super) bytes: i64,
    /// Where it is at its destination.
    pub(super) url: Option<String>,
}

/// The export that a job is of.
pub(super) fn export_of(job: &JobRow) -> Result<Uuid, Error> {
    Ok(serde_json::from_value::<Payload>(job.payload.clone())?.export)
}

/// An export that a job works on.
pub(super) struct Held<'a> {
    pub(super) job: &'a Job<'a, Studio>,
    pub(super) row: ExportRow,
}

impl Held<'_> {
    pub(super) fn studio(&self) -> &Studio {
        self.job.studio
    }

    pub(super) fn project(&self) -> ProjectId {
        self.row.project()
    }

    /// Writes down how far it is, and says so to the film's pages.
    ///
    /// # Errors
    /// [`Stopped::Over`] where the lease is lost or the export was cancelled.
    pub(super) async fn tell(&self, now: &Progress<'_>) -> Result<(), Stopped> {
        let store = self.studio().store().reserved();
        let mut conn = store.conn().await?;
        if !exports::tell(&mut conn, self.job.lease(), self.row.id, now).await? {
            return Err(Stopped::Over);
        }
        Ok(tell(&mut conn, self.project()).await?)
    }

    /// The work, until it ends or `telling` hears that it is over.
    pub(super) async fn until_over<T>(
        &self,
        work: impl Future<Output = Result<T, Stopped>>,
        telling: impl Future<Output = Result<(), Stopped>>,
    ) -> Result<T, Stopped> {
        let (mut work, telling) = (pin!(work), pin!(telling));
        tokio::select! {
            biased;
            done = &mut work => done,
            told = telling => match told {
                Err(Stopped::Over) => Err(Stopped::Over),
                // The next step tells more.
                Ok(()) | Err(_) => work.await,
            },
        }
    }
}

/// Does the work of a job on its export. What stops it is told in a sentence.
pub(super) async fn work_on<'a, F>(
    job: &'a Job<'a, Studio>,
    tries: u32,
    work: impl FnOnce(Held<'a>) -> F,
) -> Result<Value, Stop>
where
    F: Future<Output = Result<Finished, Stopped>>,
{
    let id = export_of(job.row)?;
    let row = exports::find(&mut *job.studio.store().conn().await?, id).await?;
    let Some(row) = row.filter(|row| !row.state().is_final() && row.task() == Some(job.row.id)) else {
        return Err(Stop::GiveUp { why: "There is no such export any more, or it is over.".to_owned() });
    };
    let project = row.project();
    let stopped = match work(Held { job, row }).await {
        Ok(finished) => return Ok(serde_json::to_value(finished)?),
        Err(stopped) => stopped,
    };
    let (told, stop) = stopped.told(job.row.tries.unsigned_abs() >= tries);
    let written = async {
        let store = job.studio.store().reserved();
        let mut conn = store.conn().await?;
        if !told.is_empty() && exports::stopped(&mut conn, job.lease(), id, &told).await? {
            tell(&mut conn, project).await?;
        }
        Ok::<_, Error>(())
    };
    if let Err(error) = written.await {
        tracing::debug!(detail = error.detail(), "why an export stopped was not told");
    }
    Err(stop)
}
