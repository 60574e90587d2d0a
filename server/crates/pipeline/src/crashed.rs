//! Steps that end the process. One that did so again and again is given up like any other that fails for good: it costs its shot, and
//! not the house.

use crate::{Error, Studio, make::Failed};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::ClipState;
use plan::Step;
use providers::{Failure, FailureClass};
use store::{
    attempts, projects,
    tasks::{self, Claim, Lease, Takes},
};
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard};

/// A step that the process ended under so often is given up.
const CRASHES: i32 = 4;
/// The same for one that money was spent on: what it bought is worth more patience.
const CRASHES_OF_BOUGHT: i32 = 12;

/// The room that a step runs in: beside others, or alone in this process.
pub(crate) enum Room {
    Shared(#[expect(dead_code, reason = "held, not read")] OwnedRwLockReadGuard<()>),
    Alone(#[expect(dead_code, reason = "held, not read")] OwnedRwLockWriteGuard<()>),
}

impl Studio {
    /// The next task and room for it; `None` when nothing is to be done or the studio stops. One that the process has ended under twice
    /// runs alone: if it ends again, nobody else is blamed.
    pub(crate) async fn claim(&self, takes: Takes<'_>) -> Result<Option<(Claim, Room)>, Error> {
        let store = self.store().reserved();
        loop {
            let stop = self.stopping();
            let Some(room) = stop.run_until_cancelled(self.room().read_owned()).await else { return Ok(None) };
            let room = Room::Shared(room);
            let mut conn = store.conn().await?;
            let Some(claim) = tasks::claim(&mut conn, takes, self.lease_time()).await? else { return Ok(None) };
            if claim.crashes() < tasks::SUSPECT {
                return Ok(Some((claim, room)));
            }
            if claim.crashes() >= CRASHES && self.gave_up_crashed(&mut conn, &claim).await? {
                continue;
            }
            match &claim {
                Claim::Step(lease) => tasks::release(&mut conn, lease).await?,
                Claim::Job(lease) => tasks::release(&mut conn, lease).await?,
            }
            drop((conn, room));
            let Some(room) = stop.run_until_cancelled(self.room().write_owned()).await else { return Ok(None) };
            let room = Room::Alone(room);
            let mut conn = store.conn().await?;
            let again = tasks::claim_this(&mut conn, claim.id(), self.lease_time()).await?;
            return Ok(again.map(|claim| (claim, room)));
        }
    }

    /// Gives up a task that the process ended under too often. `false`: it may be tried once more.
    async fn gave_up_crashed(&self, conn: &mut AsyncPgConnection, claim: &Claim) -> Result<bool, Error> {
        match claim {
            Claim::Step(lease) => self.gave_up_crashed_step(conn, lease).await,
            Claim::Job(lease) => {
                self.give_job_up(lease, &failure(lease.task.crashes, false).sentence).await?;
                Ok(true)
            }
        }
    }

    /// Gives up a step that the process ended under too often. `false`: it may be tried once more.
    async fn gave_up_crashed_step(&self, conn: &mut AsyncPgConnection, lease: &Lease) -> Result<bool, Error> {
        let id = lease.task.project();
        conn.transaction(async |conn: &mut AsyncPgConnection| {
            store::wait_longer(conn).await?;
            projects::lock(conn, id).await?;
            let open = attempts::open(conn, id, &lease.task.fingerprint).await?;
            let bought = open.is_some_and(|open| open.state != "intent");
            if bought && lease.task.crashes < CRASHES_OF_BOUGHT {
                return Ok(false);
            }
            let failure = failure(lease.task.crashes, bought);
            tracing::error!(task_id = %lease.task.task(), project_id = %id, "{}", failure.sentence);
            if tasks::discard(conn, lease, &failure.sentence).await? {
                self.go_on_without(conn, lease, &failure).await?;
            }
            Ok(true)
        })
        .await
    }

    /// A step has failed for good: its handler decides what is in the film instead, and the film goes on without it.
    pub(crate) async fn go_on_without(
        &self,
        conn: &mut AsyncPgConnection,
        lease: &Lease,
        failure: &Failure,
    ) -> Result<(), Error> {
        let id = lease.task.project();
        let step: Step = serde_json::from_value(lease.task.step.clone())?;
        let handler = self.steps().of(&step.work)?;
        let failed = Failed { lease, step: &step, failure };
        let Some(shot) = lease.task.shot() else { return handler.failed_without_clip(self, conn, failed).await };
        let row = store::shots::get(conn, shot).await?;
        if !self.is_wanted(conn, id, &row, &step).await? {
            return self.advance(conn, id).await;
        }
        let (state, why) = handler.failed(self, conn, failed, &row).await?;
        self.tell_clip(conn, lease, state, Some(&why), None).await?;
        debug_assert!(state != ClipState::Done);
        self.advance(conn, id).await
    }
}

/// Why a step was given up that ended the process. What was bought stays with whom it was bought from: nobody else is asked for it.
fn failure(crashes: i32, bought: bool) -> Failure {
    if bought {
        let sentence = format!(
            "The studio stopped {crashes} times while it fetched this. What was bought is not lost: retry the shot to fetch it again."
        );
        return Failure::new(FailureClass::Unknown, sentence);
    }
    let sentence =
        format!("The studio stopped {crashes} times while it made this, so it was given up. Change it, or retry it.");
    Failure::new(FailureClass::Broken, sentence)
}
