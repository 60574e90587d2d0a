//! The state of a run and of its clips: written down, and told to whoever watches.

use crate::{
    Error, Studio,
    brief::{Known, Project},
    webhooks,
};
use diesel_async::AsyncPgConnection;
use model::{ClipState, Happening, ProjectId, RunState};
use plan::Step;
use store::{events, holds, projects, runs, shots, tasks::Lease};

impl Studio {
    /// Moves the film's state and says so.
    pub(crate) async fn set_run(
        &self,
        conn: &mut AsyncPgConnection,
        id: ProjectId,
        state: RunState,
        message: Option<&str>,
    ) -> Result<(), Error> {
        projects::set_state(conn, id, state, message).await?;
        match state {
            RunState::Filming => runs::begin(conn, id).await?,
            RunState::Paused => {}
            _ => {
                runs::end(conn, id, state, message).await?;
                holds::release(conn, id).await?;
            }
        }
        events::append(conn, id, &[Happening::Run { state, message: message.map(str::to_owned) }]).await?;
        match state {
            RunState::Paused => webhooks::tell(conn, id, "job.needs_attention").await,
            RunState::Done | RunState::DoneWithFailures => webhooks::tell(conn, id, "job.completed").await,
            RunState::Failed => webhooks::tell(conn, id, "job.failed").await,
            RunState::Cancelled => webhooks::tell(conn, id, "job.cancelled").await,
            RunState::Draft | RunState::Filming => Ok(()),
        }
    }

    /// Says what is done for the film as a whole, and how far its clips are joined.
    pub(crate) async fn tell_film(
        &self,
        conn: &mut AsyncPgConnection,
        id: ProjectId,
        doing: &str,
        joined: Option<f64>,
    ) -> Result<(), Error> {
        let counts = shots::counts(conn, id).await?;
        let progress = Happening::Progress {
            done: u32::try_from(counts.done + counts.failed).unwrap_or(u32::MAX),
            total: u32::try_from(counts.total).unwrap_or(u32::MAX),
            doing: doing.to_owned(),
            seconds_left: None,
            cost_cents: counts.cost_cents,
            joined,
        };
        events::append(conn, id, &[progress]).await?;
        Ok(())
    }

    /// Writes a clip's state down and says so; of what is made for the whole film, only says so.
    pub(crate) async fn tell_clip(
        &self,
        conn: &mut AsyncPgConnection,
        lease: &Lease,
        state: ClipState,
        message: Option<&str>,
        progress: Option<f64>,
    ) -> Result<(), Error> {
        if lease.task.is_custom() {
            return Ok(());
        }
        let Some(shot) = lease.task.shot() else {
            return match message {
                Some(doing) => self.tell_film(conn, lease.task.project(), doing, None).await,
                None => Ok(()),
            };
        };
        let row = shots::get(conn, shot).await?;
        let attempt = lease.task.tries;
        shots::set_progress(
            conn,
            shot,
            &shots::Progress { state, message, progress, provider: &row.provider, attempt },
        )
        .await?;
        let number = crate::brief::shot(&row)?.number;
        let clip = Happening::Clip {
            shot,
            number,
            state,
            message: message.map(str::to_owned),
            progress,
            provider: Some(row.provider),
            attempt: attempt.unsigned_abs(),
            seconds: None,
            cost_cents: row.cost_cents,
        };
        events::append(conn, lease.task.project(), &[clip]).await?;
        Ok(())
    }

    /// How long the rest will take, from how long what is made took.
    pub(crate) fn seconds_left(&self, row: &projects::ProjectRow, counts: &shots::Counts) -> Option<f64> {
        let started = row.started_at?;
        let made = counts.seconds_done;
        let spent = (chrono::Utc::now() - started).as_seconds_f64();
        (made > 0.0 && row.run_state() == RunState::Filming).then(|| spent / made * (counts.seconds - made).max(0.0))
    }

    /// The shot, as it is now, still needs this step.
    pub(crate) async fn is_wanted(
        &self,
        conn: &mut AsyncPgConnection,
        id: model::ProjectId,
        row: &shots::ShotRow,
        step: &Step,
    ) -> Result<bool, Error> {
        let project = Project::read(projects::get(conn, id).await?)?;
        let steps = project.steps(&Known(self.registry()), row, &crate::brief::shot(row)?);
        Ok(steps.iter().any(|own| own.fingerprint == step.fingerprint))
    }
}
