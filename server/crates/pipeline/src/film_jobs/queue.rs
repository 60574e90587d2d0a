//! Jobs that are not done: in which order they are made, paused and gone on with; what failed, and is tried again.

use crate::{Error, Studio};
use access::{Allowed, CancelJob, CreateJob, SeeJobs};
use model::{Command, ProjectId, UserId};
use store::{
    job_queue::{self, DeadLetter},
    jobs::JobRow,
};

/// So many jobs and dead letters are told at once.
const MOST: i64 = 200;

impl Studio {
    /// The person's jobs that are not done, the next ones first.
    pub async fn job_queue(&self, allowed: &Allowed<'_, SeeJobs>) -> Result<Vec<JobRow>, Error> {
        Ok(job_queue::open(&mut *self.store().conn().await?, allowed.user(), MOST).await?)
    }

    /// What failed for good in the person's jobs, the last first.
    pub async fn dead_letters(&self, allowed: &Allowed<'_, SeeJobs>) -> Result<Vec<DeadLetter>, Error> {
        Ok(job_queue::dead_letters(&mut *self.store().conn().await?, allowed.user(), MOST).await?)
    }

    /// Pauses a job: what is being made is finished, nothing new begins.
    ///
    /// # Errors
    /// [`Error::Conflict`] where nothing is being made.
    pub async fn pause_film_job(&self, allowed: &Allowed<'_, CancelJob>, id: ProjectId) -> Result<JobRow, Error> {
        self.command_job(allowed.user(), id, Command::Pause).await
    }

    /// Goes on with a job that is paused.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is not paused; those of filming.
    pub async fn resume_film_job(&self, allowed: &Allowed<'_, CreateJob>, id: ProjectId) -> Result<JobRow, Error> {
        let job = self.job_of(allowed.user(), id).await?;
        if job.state != model::RunState::Paused.key() {
            return Err(Error::Conflict("This job is not paused.".to_owned()));
        }
        self.command_job(allowed.user(), id, Command::Resume).await
    }

    /// Tries again what failed in a job.
    ///
    /// # Errors
    /// [`Error::Conflict`] where nothing failed; those of filming.
    pub async fn retry_film_job(&self, allowed: &Allowed<'_, CreateJob>, id: ProjectId) -> Result<JobRow, Error> {
        let job = self.job_of(allowed.user(), id).await?;
        if job.failed == 0 {
            return Err(Error::Conflict("Nothing failed in this job.".to_owned()));
        }
        self.command_job(allowed.user(), id, Command::RetryFailed).await
    }

    /// Sets which of the person's films goes first: 0 to 10, higher ones first.
    ///
    /// # Errors
    /// [`Error::Refused`] for another number.
    pub async fn set_job_priority(
        &self,
        allowed: &Allowed<'_, CreateJob>,
        id: ProjectId,
        priority: i16,
    ) -> Result<JobRow, Error> {
        if !(0..=10).contains(&priority) {
            return Err(Error::refused("A priority is from 0 to 10; 0 is the usual one."));
        }
        self.job_of(allowed.user(), id).await?;
        job_queue::set_priority(&mut *self.store().conn().await?, id, priority).await?;
        self.job_of(allowed.user(), id).await
    }

    async fn command_job(&self, asked_by: UserId, id: ProjectId, command: Command) -> Result<JobRow, Error> {
        let job = self.job_of(asked_by, id).await?;
        self.command(UserId(job.owner_id), id, command).await?;
        self.job_of(asked_by, id).await
    }
}
