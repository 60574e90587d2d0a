//! Workers: claim a step, hold its lease, make it, commit it.

use crate::{
    Error, Studio,
    brief::{Known, Project},
    make::Made,
    scratch,
};
use chrono::{TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ClipState, Happening, TaskState};
use plan::{Step, Work};
use providers::{Failure, FailureClass};
use std::time::Duration;
use store::{
    StoreError, artifacts,
    attempts::{self, End},
    events, failpoint, projects, shots,
    tasks::{self, Lease},
};

/// A step is tried this often before it counts as failed.
const TRIES: i32 = 3;
/// How long a worker sleeps when nobody wakes it.
const IDLE: Duration = Duration::from_secs(5);

/// How making a step ended, other than with the thing itself.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// A provider works on it: look again then. Costs no try.
    Wait { until: Duration, message: String, progress: Option<f64> },
    /// It failed, for a reason a person can read.
    Failed(Failure),
    /// Our fault.
    Internal(Error),
}

impl Trouble {
    pub(crate) fn of(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl<E: Into<Error>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

impl Studio {
    /// Runs steps until the studio stops.
    pub(crate) async fn work(self) {
        let stop = self.stopping();
        while !stop.is_cancelled() {
            // Armed before the queue is read, so that no wake-up is lost.
            let woken = self.hub().tasks.notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            match self.claim().await {
                Ok(Some(lease)) => self.run_step(lease).await,
                Ok(None) => {
                    let nap = self.nap().await;
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = woken => {}
                        () = tokio::time::sleep(nap) => {}
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "no task could be claimed; trying again");
                    tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(Duration::from_secs(1)) => {} }
                }
            }
        }
    }

    fn lease_time(&self) -> TimeDelta {
        TimeDelta::from_std(self.config().lease).unwrap_or(TimeDelta::seconds(30))
    }

    async fn claim(&self) -> Result<Option<Lease>, StoreError> {
        tasks::claim(&mut *self.store().conn().await?, self.lease_time()).await
    }

    /// Until the next task's time comes.
    async fn nap(&self) -> Duration {
        let due = async { tasks::next_due(&mut *self.store().conn().await?).await }.await;
        match due {
            Ok(Some(at)) => (at - Utc::now()).to_std().unwrap_or_default().clamp(Duration::from_millis(20), IDLE),
            Ok(None) => IDLE,
            Err(_) => Duration::from_secs(1),
        }
    }

    async fn run_step(&self, lease: Lease) {
        let span = tracing::info_span!("step", task_id = %lease.task.task(), project_id = %lease.task.project());
        let scratch = scratch::of(&self.config().scratch, &lease);
        let made = {
            let work = async {
                scratch::sweep_task(&self.config().scratch, &lease).await;
                let step: Step = serde_json::from_value(lease.task.step.clone())?;
                self.make_step(&lease, &step, &scratch).await.map(|made| (step, made))
            };
            tokio::select! {
                made = work => made,
                () = self.lost(&lease) => {
                    let _ = tokio::fs::remove_dir_all(&scratch).await;
                    return;
                }
                () = self.stopping().cancelled_owned() => {
                    let released = async { tasks::release(&mut *self.store().conn().await?, &lease).await }.await;
                    if let Err(error) = released {
                        tracing::debug!(%error, "the lease will run out by itself");
                    }
                    let _ = tokio::fs::remove_dir_all(&scratch).await;
                    return;
                }
            }
        };
        let ended = match made {
            Ok((step, made)) => self.commit(&lease, &step, made).await,
            Err(trouble) => self.put_back(&lease, trouble).await,
        };
        if let Err(error) = ended {
            // Nothing is lost: the lease runs out and the step is claimed again.
            span.in_scope(|| tracing::warn!(detail = error.detail(), "a step could not be committed"));
        }
        let _ = tokio::fs::remove_dir_all(&scratch).await;
    }

    /// Returns when the lease is no longer ours: the task was cancelled, or this worker overslept.
    async fn lost(&self, lease: &Lease) {
        let beat = self.config().lease / 3;
        loop {
            tokio::time::sleep(beat.min(Duration::from_secs(2))).await;
            let held = async { tasks::extend(&mut *self.store().conn().await?, lease, self.lease_time()).await }.await;
            match held {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(%error, "a heartbeat failed"),
            }
        }
    }

    /// The artifact, the end of the task, the clip's new state, its events and the next step: one transaction.
    async fn commit(&self, lease: &Lease, step: &Step, made: Made) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        let id = lease.task.project();
        let joined = matches!(made, Made::Film { .. });
        failpoint::pass("commit.before");
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::lock(conn, id).await?;
                if !tasks::finish(conn, lease, TaskState::Done).await? {
                    return Ok(());
                }
                match made {
                    Made::Artifact { mut artifact, bought } => {
                        let mut cents = 0;
                        if let Some(bought) = bought {
                            let end = End { failure: None, billed_cents: bought.cents };
                            cents = attempts::end(conn, bought.attempt, end).await?.unwrap_or_default();
                        }
                        artifact.cost_cents = cents;
                        artifacts::insert(conn, *artifact).await?;
                        if let (Some(shot), true) = (lease.task.shot(), cents > 0) {
                            shots::add_cost(conn, shot, cents).await?;
                        }
                    }
                    Made::Already => {}
                    Made::Film { artifact, seconds, complete } => {
                        self.commit_film(conn, id, *artifact, seconds, complete).await?;
                    }
                }
                debug_assert!(!matches!(step.work, Work::Film) || lease.task.shot_id.is_none());
                self.advance(conn, id).await
            })
            .await?;
        failpoint::pass("commit.after");
        if joined {
            self.draw_images_later(id);
        }
        Ok(())
    }

    /// A step that did not come to its end: again later, or never.
    async fn put_back(&self, lease: &Lease, trouble: Trouble) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        let id = lease.task.project();
        failpoint::pass("put_back.before");
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::lock(conn, id).await?;
                let (failure, detail) = match trouble {
                    Trouble::Wait { until, message, progress } => {
                        let at = Utc::now() + TimeDelta::from_std(until).unwrap_or(TimeDelta::seconds(5));
                        if tasks::put_back(conn, lease, TaskState::Snoozed, at, None).await? {
                            self.tell_clip(conn, lease, ClipState::Polling, Some(&message), progress).await?;
                        }
                        return Ok(());
                    }
                    Trouble::Failed(failure) => {
                        let detail = failure.detail.clone();
                        (failure, detail)
                    }
                    Trouble::Internal(error) => {
                        let sentence = "Something went wrong on our side while making this.";
                        (Failure::new(FailureClass::TryAgain, sentence), error.detail())
                    }
                };
                tracing::warn!(task_id = %lease.task.task(), tries = lease.task.tries, %detail, "{}", failure.sentence);
                let history = format!("{} [{detail}]", failure.sentence);
                // A busy provider is waited for as long as nobody else could make it. One that is down is not waited for while somebody
                // else could: it was not even asked.
                let alone = !self.has_next(conn, lease).await?;
                let tries = if failure.resting && !alone { 0 } else { TRIES };
                if failure.may_retry() && (lease.task.tries < tries || (failure.class == FailureClass::Wait && alone)) {
                    let pause = providers::retry_pause(
                        lease.task.tries.unsigned_abs(),
                        &lease.task.fingerprint,
                        failure.retry_after,
                    );
                    let at = Utc::now() + TimeDelta::from_std(pause).unwrap_or(TimeDelta::seconds(2));
                    if tasks::put_back(conn, lease, TaskState::Ready, at, Some(&history)).await? {
                        let message =
                            format!("{} Trying again ({} of {TRIES}).", failure.sentence, lease.task.tries + 1);
                        self.tell_clip(conn, lease, ClipState::Generating, Some(&message), None).await?;
                    }
                    return Ok(());
                }
                tasks::put_back(conn, lease, TaskState::Ready, Utc::now(), Some(&history)).await?;
                self.give_up(conn, lease, &failure).await
            })
            .await?;
        failpoint::pass("put_back.after");
        Ok(())
    }

    /// The step has failed for good: the shot gets its animatic, or is marked failed; the film goes on without it.
    async fn give_up(&self, conn: &mut AsyncPgConnection, lease: &Lease, failure: &Failure) -> Result<(), Error> {
        let id = lease.task.project();
        if !tasks::discard(conn, lease.task.task()).await? {
            return Ok(());
        }
        let Some(shot) = lease.task.shot() else {
            let step: Step = serde_json::from_value(lease.task.step.clone())?;
            if matches!(step.work, Work::Score { .. }) {
                // The film goes on with the studio's own music; when it is joined, this is what the run's end says.
                if projects::get(conn, id).await?.run_state() == model::RunState::Filming {
                    let message = Self::without_score(&failure.sentence);
                    self.set_run(conn, id, model::RunState::Filming, Some(&message)).await?;
                }
                return self.advance(conn, id).await;
            }
            let message = format!("The film could not be joined: {}", failure.sentence);
            return self.set_run(conn, id, model::RunState::Failed, Some(&message)).await;
        };
        let row = shots::get(conn, shot).await?;
        let step: Step = serde_json::from_value(lease.task.step.clone())?;
        if !self.is_wanted(conn, id, &row, &step).await? {
            return self.advance(conn, id).await;
        }
        let (state, why) = self.take_over(conn, lease, &row, &step, failure).await?;
        self.tell_clip(conn, lease, state, Some(&why), None).await?;
        self.advance(conn, id).await
    }

    /// The shot, as it is now, still needs this step.
    async fn is_wanted(
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

    /// Writes a clip's state down and says so.
    pub(crate) async fn tell_clip(
        &self,
        conn: &mut AsyncPgConnection,
        lease: &Lease,
        state: ClipState,
        message: Option<&str>,
        progress: Option<f64>,
    ) -> Result<(), Error> {
        let Some(shot) = lease.task.shot() else { return Ok(()) };
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
}
