//! Jobs are queued, run, and ended in one way or another.

use super::{Job, JobHandler, Stop};
use crate::{Error, Studio, scratch};
use chrono::TimeDelta;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{TaskId, TaskState};
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use store::tasks::{self, JobRow, JobState, Lease, NewJob};
use tracing::Instrument as _;

/// After how long a job is looked at again for which there is no room, or no free connection.
const WHILE_FULL: TimeDelta = TimeDelta::seconds(5);

impl Studio {
    /// Queues a job, in the caller's transaction. `None` when an unfinished one of its kind has its key.
    ///
    /// # Errors
    /// [`Error::Internal`] where this process has no handler of its kind.
    pub async fn add_job(&self, conn: &mut AsyncPgConnection, job: NewJob<'_>) -> Result<Option<TaskId>, Error> {
        let handler = self.jobs().of(job.kind);
        let handler = handler.ok_or_else(|| anyhow::anyhow!("no handler of jobs of the kind {}", job.kind))?;
        Ok(tasks::add_job(conn, job, handler.pool()).await?)
    }

    /// How a job stands; `None` where there is none of that id. Who may know is the caller's question.
    pub async fn job(&self, id: TaskId) -> Result<Option<JobState>, Error> {
        Ok(tasks::job(&mut *self.store().conn().await?, id).await?)
    }

    /// Cancels a job that has not come to its end. `false` when there is none.
    pub async fn cancel_job(&self, id: TaskId) -> Result<bool, Error> {
        Ok(tasks::cancel_job(&mut *self.store().conn().await?, id).await?)
    }

    /// Queues a job anew that was given up. `false` when there is none, or when another of its kind and key waits.
    pub async fn retry_job(&self, id: TaskId) -> Result<bool, Error> {
        Ok(tasks::retry_job(&mut *self.store().conn().await?, id).await?)
    }

    /// Runs a claimed job inside its span.
    pub(crate) async fn run_job(&self, lease: Lease<JobRow>) {
        let span = tracing::info_span!("job", task_id = %lease.task.id, kind = %lease.task.kind);
        self.run_claimed_job(&lease).instrument(span).await;
    }

    async fn run_claimed_job(&self, lease: &Lease<JobRow>) {
        let _running = lease.task.project.map(|project| self.at_work().begin(project));
        // Only kinds that have one are claimed.
        let Some(handler) = self.jobs().of(&lease.task.kind) else { return };
        let scratch = scratch::of(&self.config().scratch, lease);
        let work = async {
            scratch::sweep_task(&self.config().scratch, lease).await;
            scratch::make(&scratch).await?;
            handler.run(&Job { studio: self, row: &lease.task, scratch: &scratch, lease, store: self.store() }).await
        };
        if let Some(made) = self.while_held(lease, work).await {
            let ended = match made {
                Ok(made) => self.end_job(lease, &handler, made).await,
                Err(stop) => self.put_job_back(lease, &handler, stop).await,
            };
            if let Err(error) = ended {
                tracing::warn!(detail = error.detail(), "the end of a job could not be written down");
                self.let_go(lease, &error).await;
            }
        }
        let _ = tokio::fs::remove_dir_all(&scratch).await;
    }

    async fn end_job(
        &self,
        lease: &Lease<JobRow>,
        handler: &Arc<dyn JobHandler<Self>>,
        made: Value,
    ) -> Result<(), Error> {
        let store = self.store().reserved();
        (*store.conn().await?)
            .transaction(async |conn: &mut AsyncPgConnection| {
                store::wait_longer(conn).await?;
                if tasks::finish(conn, lease, TaskState::Done).await? {
                    handler.done(conn, &lease.task, made).await?;
                }
                Ok(())
            })
            .await
    }

    async fn put_job_back(
        &self,
        lease: &Lease<JobRow>,
        handler: &Arc<dyn JobHandler<Self>>,
        stop: Stop,
    ) -> Result<(), Error> {
        let (why, pause) = match stop {
            Stop::Wait { pause, message } => return self.snooze_job(lease, in_time(pause), &message).await,
            Stop::Internal(error) if matches!(error, Error::Busy(..)) || error.is_full_disk() => {
                tracing::warn!(detail = error.detail(), "a job waits");
                return self.snooze_job(lease, WHILE_FULL, &error.to_string()).await;
            }
            Stop::GiveUp { why } => return self.give_job_up(lease, &why).await,
            Stop::Again { why, pause } => (why, pause),
            Stop::Internal(error) => (error.detail(), None),
        };
        let tried = lease.task.tries.unsigned_abs();
        tracing::warn!(tried, %why, "a job failed");
        if tried >= handler.tries() {
            return self.give_job_up(lease, &why).await;
        }
        let pause = in_time(pause.unwrap_or_else(|| handler.pause(tried, &lease.task)));
        let store = self.store().reserved();
        tasks::put_back(&mut *store.conn().await?, lease, TaskState::Ready, pause, Some(&why)).await?;
        Ok(())
    }

    async fn snooze_job(&self, lease: &Lease<JobRow>, pause: TimeDelta, message: &str) -> Result<(), Error> {
        let store = self.store().reserved();
        (*store.conn().await?)
            .transaction(async |conn: &mut AsyncPgConnection| {
                tasks::tell(conn, lease, Some(message), None).await?;
                tasks::put_back(conn, lease, TaskState::Snoozed, pause, None).await?;
                Ok(())
            })
            .await
    }

    /// Gives a job up for good: it stays as it is until somebody retries it.
    pub(crate) async fn give_job_up(&self, lease: &Lease<JobRow>, why: &str) -> Result<(), Error> {
        let store = self.store().reserved();
        let handler = self.jobs().of(&lease.task.kind);
        (*store.conn().await?)
            .transaction(async |conn: &mut AsyncPgConnection| {
                store::wait_longer(conn).await?;
                if tasks::discard(conn, lease, why).await?
                    && let Some(handler) = handler
                {
                    handler.gave_up(conn, &lease.task, why).await?;
                }
                Ok(())
            })
            .await
    }
}

fn in_time(pause: Duration) -> TimeDelta {
    TimeDelta::from_std(pause).unwrap_or(TimeDelta::seconds(60))
}
