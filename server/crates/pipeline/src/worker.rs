//! Workers: claim a task, hold its lease, do it, commit it.

use crate::{
    Error, Studio,
    outcome::{Made, Trouble},
    scratch,
};
use chrono::TimeDelta;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ClipState, TaskState};
use plan::{Step, Work};
use providers::{Failure, FailureClass};
use std::time::Duration;
use store::{
    artifacts,
    attempts::{self, End},
    failpoint, projects, shots,
    tasks::{self, Claim, Lease, Pool, Takes},
};
use tracing::Instrument as _;

/// A step is tried this often before it counts as failed.
const TRIES: i32 = 3;
/// How long a worker sleeps when nobody wakes it.
const IDLE: Duration = Duration::from_secs(5);

impl Studio {
    /// Does the tasks of a pool until the studio stops.
    pub(crate) async fn work(self, pool: Pool) {
        let stop = self.stopping();
        let mut kinds: Vec<&str> = self.steps().task_kinds().collect();
        for kind in self.jobs().kinds() {
            kinds.push(kind);
        }
        let takes = Takes { pool, kinds: &kinds };
        while !stop.is_cancelled() {
            // Armed before the queue is read, so that no wake-up is lost.
            let woken = self.hub().tasks.notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            match self.claim(takes).await {
                Ok(Some((Claim::Step(lease), _room))) => self.run_step(lease).await,
                Ok(Some((Claim::Job(lease), _room))) => self.run_job(lease).await,
                Ok(None) => {
                    let nap = self.nap(takes).await;
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = woken => {}
                        () = tokio::time::sleep(nap) => {}
                    }
                }
                Err(error) => {
                    tracing::warn!(error = error.detail(), "no task could be claimed; trying again");
                    tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(Duration::from_secs(1)) => {} }
                }
            }
        }
    }

    /// Until the next task's time comes.
    async fn nap(&self, takes: Takes<'_>) -> Duration {
        let due = async { tasks::due_in(&mut *self.store().reserved().conn().await?, takes).await }.await;
        match due {
            Ok(Some(due)) => due.clamp(Duration::from_millis(20), IDLE),
            Ok(None) => IDLE,
            Err(_) => Duration::from_secs(1),
        }
    }

    /// Runs a step inside its span, so that every line of the log that it writes names its task and its project.
    async fn run_step(&self, lease: Lease) {
        let span = tracing::info_span!("step", task_id = %lease.task.task(), project_id = %lease.task.project());
        self.run_claimed(lease).instrument(span).await;
    }

    async fn run_claimed(&self, lease: Lease) {
        let _running = self.at_work().begin(lease.task.project());
        let scratch = scratch::of(&self.config().scratch, &lease);
        let work = async {
            scratch::sweep_task(&self.config().scratch, &lease).await;
            let step: Step = serde_json::from_value(lease.task.step.clone())?;
            self.make_step(&lease, &step, &scratch).await.map(|made| (step, made))
        };
        let Some(made) = self.while_held(&lease, work).await else {
            let _ = tokio::fs::remove_dir_all(&scratch).await;
            return;
        };
        let ended = match made {
            Ok((step, made)) => self.commit(&lease, &step, made).await,
            Err(trouble) => self.put_back(&lease, trouble).await,
        };
        if let Err(error) = ended {
            tracing::warn!(detail = error.detail(), "a step could not be committed");
            self.let_go(&lease, &error).await;
        }
        let _ = tokio::fs::remove_dir_all(&scratch).await;
    }

    /// The artifact, the end of the task, the clip's new state, its events and the next step: one transaction.
    async fn commit(&self, lease: &Lease, step: &Step, made: Made) -> Result<(), Error> {
        let store = self.store().reserved();
        let mut conn = store.conn().await?;
        let id = lease.task.project();
        let joined = matches!(made, Made::Film { .. });
        failpoint::pass("commit.before");
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                // It would have to be made again.
                store::wait_longer(conn).await?;
                projects::lock(conn, id).await?;
                if !tasks::finish(conn, lease, TaskState::Done).await? {
                    return Ok(());
                }
                match made {
                    Made::Artifact { mut artifact, bought } => {
                        let mut cents = 0;
                        if let Some(bought) = bought {
                            let booked = match bought.micros {
                                Some(micros) => attempts::end_exactly(conn, bought.attempt, micros).await?,
                                None => {
                                    let end = End { failure: None, billed_cents: bought.cents };
                                    attempts::end(conn, bought.attempt, end).await?
                                }
                            };
                            cents = booked.unwrap_or_default();
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
                if lease.task.is_custom() {
                    self.advance_graph_and_tell(conn, id).await
                } else {
                    self.advance(conn, id).await
                }
            })
            .await?;
        failpoint::pass("commit.after");
        self.write_prompts_soon(id);
        if joined {
            self.draw_images_later(id);
        }
        Ok(())
    }

    /// A step that did not come to its end: again later, or never.
    async fn put_back(&self, lease: &Lease, trouble: Trouble) -> Result<(), Error> {
        let store = self.store().reserved();
        let mut conn = store.conn().await?;
        let id = lease.task.project();
        failpoint::pass("put_back.before");
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                // It would have to be made again.
                store::wait_longer(conn).await?;
                projects::lock(conn, id).await?;
                let (failure, detail) = match trouble {
                    Trouble::Wait { until, message, progress } => {
                        let pause = TimeDelta::from_std(until).unwrap_or(TimeDelta::seconds(5));
                        if lease.task.is_custom() {
                            tasks::tell(conn, lease, Some(&message), progress).await?;
                        }
                        if tasks::put_back(conn, lease, TaskState::Snoozed, pause, None).await? {
                            self.tell_clip(conn, lease, ClipState::Polling, Some(&message), progress).await?;
                        }
                        return Ok(());
                    }
                    Trouble::Internal(error @ Error::Busy(..)) => {
                        // Nothing is wrong with the step.
                        tracing::warn!(task_id = %lease.task.task(), detail = error.detail(), "a step waits");
                        tasks::put_back(conn, lease, TaskState::Snoozed, TimeDelta::seconds(5), None).await?;
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
                    let pause = TimeDelta::from_std(pause).unwrap_or(TimeDelta::seconds(2));
                    if tasks::put_back(conn, lease, TaskState::Ready, pause, Some(&history)).await? {
                        let message =
                            format!("{} Trying again ({} of {TRIES}).", failure.sentence, lease.task.tries + 1);
                        self.tell_clip(conn, lease, ClipState::Generating, Some(&message), None).await?;
                    }
                    return Ok(());
                }
                if tasks::discard(conn, lease, &history).await? {
                    self.go_on_without(conn, lease, &failure).await?;
                }
                Ok::<_, Error>(())
            })
            .await?;
        failpoint::pass("put_back.after");
        if lease.task.shot().is_some() {
            self.write_prompts_soon(id);
        }
        Ok(())
    }
}
