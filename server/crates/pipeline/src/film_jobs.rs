//! Jobs: films that programs ask for with a token. A job is a project, so the site shows it and the editing room opens it.

mod create;
mod graph;
mod queue;
mod refusal;

pub use create::{FilmJob, MadeJob, Quote};
pub use graph::{JobTask, SceneOfJob, ShotOfJob, TaskStatus};
pub use refusal::JobError;

use crate::{Error, Studio};
use access::{Allowed, CancelJob, SeeJobs};
use model::{Command, Event, ProjectId, RunState, UserId};
use std::sync::Arc;
use store::jobs::{self, Filter, JobRow};
use tokio::sync::broadcast;

impl Studio {
    /// A job of the person whose token asks.
    ///
    /// # Errors
    /// [`Error::NotFound`] where none of that person's tokens asked for it.
    pub async fn film_job(&self, allowed: &Allowed<'_, SeeJobs>, id: ProjectId) -> Result<JobRow, Error> {
        self.job_of(allowed.user(), id).await
    }

    pub(crate) async fn job_of(&self, asked_by: UserId, id: ProjectId) -> Result<JobRow, Error> {
        Ok(jobs::get(&mut *self.store().conn().await?, asked_by, id).await?)
    }

    /// Up to `limit` jobs, the newest first.
    pub async fn film_jobs(
        &self,
        allowed: &Allowed<'_, SeeJobs>,
        filter: &Filter,
        limit: usize,
    ) -> Result<Vec<JobRow>, Error> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(jobs::list(&mut *self.store().conn().await?, allowed.user(), filter, limit).await?)
    }

    /// News of a job from now on: subscribe, then read the job.
    pub async fn job_news(
        &self,
        allowed: &Allowed<'_, SeeJobs>,
        id: ProjectId,
    ) -> Result<broadcast::Receiver<Arc<Event>>, Error> {
        let job = self.film_job(allowed, id).await?;
        self.subscribe(UserId(job.owner_id), id).await
    }

    /// The key of a finished job's film, and its title.
    ///
    /// # Errors
    /// [`Error::Conflict`] where there is no film yet.
    pub async fn job_film(&self, allowed: &Allowed<'_, SeeJobs>, id: ProjectId) -> Result<(String, String), Error> {
        let job = self.film_job(allowed, id).await?;
        self.film_file(UserId(job.owner_id), id).await
    }

    /// Stops a job; what is made is kept, and what was held back for it comes back. A job that was stopped before stays so.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it has ended otherwise.
    pub async fn cancel_film_job(&self, allowed: &Allowed<'_, CancelJob>, id: ProjectId) -> Result<JobRow, Error> {
        let job = self.job_of(allowed.user(), id).await?;
        if job.state == RunState::Cancelled.key() {
            return Ok(job);
        }
        match self.command(UserId(job.owner_id), id, Command::Cancel).await {
            Err(Error::Conflict(_)) => {
                Err(Error::Conflict("This job has ended already: there is nothing to stop.".to_owned()))
            }
            done => done,
        }?;
        self.job_of(allowed.user(), id).await
    }
}
