//! Buying from an outside service, by the rules about money: the intent is committed before any byte goes out, nothing is sent
//! again without proof that nothing was created, and what was bought is followed to its end by whoever holds the step.

use super::order::{AnyMaker, Order};
use crate::{
    Error, Studio, exchange,
    outcome::{Trouble, again},
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use providers::{Call, CallLog, Exchange, Failure, FailureClass, Lookup, Maker, Poll, Started, Wanted};
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use store::{
    attempts::{self, AttemptRow, End},
    calls, failpoint,
};
use uuid::Uuid;

/// Looks that must have found nothing before a task counts as never created.
const LOOKS: i32 = 3;
/// A task that can still not be fetched after so long is lost: links to results live for a day.
const LOST: TimeDelta = TimeDelta::hours(24);
/// Longer than writing down that a call begins ever takes: whoever needs longer was stopped in between.
const SLEPT: Duration = Duration::from_secs(5);

/// How long to leave a task alone that only another key can fetch.
const OTHER_KEY: Duration = Duration::from_secs(30);

/// What is written down of the calls of one step.
#[derive(Default)]
struct Noted(Mutex<Vec<Exchange>>);

impl CallLog for Noted {
    fn exchange(&self, exchange: Exchange) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
    }
}

impl Studio {
    /// Makes it: at once and for nothing by the studio's own makers, else by an attempt, which the caller must end when it
    /// commits what was made.
    pub(super) async fn obtain<S, M>(
        &self,
        order: Order<'_, S>,
        maker: AnyMaker<S, M>,
    ) -> Result<(M, Option<Uuid>), Trouble>
    where
        S: Clone + Send + Sync + 'static,
        M: Send + 'static,
        for<'a> Wanted<'a>: From<&'a S>,
    {
        if self.is_built_in(order.model) {
            let name = self.external_name(order.lease, order.step)?;
            let made = maker.make(order.spec, &Call::new(&name, order.scratch)).await.map_err(Trouble::of)?;
            return Ok((made, None));
        }
        let attempt = self.attempt(&order).await?;
        match attempt.state.as_str() {
            "intent" => {
                let mut conn = self.store().conn().await?;
                failpoint::pass("begin.before");
                let begun = Instant::now();
                let call = (*conn)
                    .transaction(async |conn: &mut AsyncPgConnection| {
                        let payer = order.account;
                        // Whoever reserved it for another's key meanwhile has begun it, too.
                        let first = attempts::set_account(conn, attempt.id, &payer.mark, payer.own_key).await?
                            && attempts::begin(conn, attempt.id).await?;
                        Ok::<_, Error>(if first { Some(attempts::get(conn, attempt.id).await?) } else { None })
                    })
                    .await?;
                drop(conn);
                failpoint::pass("begin.after");
                match call {
                    Some(call) => self.send(&order, maker, call, begun).await,
                    None => Err(again(Duration::from_secs(1), "Somebody else is asking for it already.")),
                }
            }
            "calling" => {
                // Whoever called did not live to write down the answer.
                let sentence = "The studio was interrupted while it asked; looking whether the task was created.";
                failpoint::pass("doubt.before");
                attempts::unknown(&mut *self.store().conn().await?, attempt.id, sentence).await?;
                failpoint::pass("doubt.after");
                self.look_up(&order, maker, attempt).await
            }
            "unknown" => self.look_up(&order, maker, attempt).await,
            _ => self.look_at_task(&order, &*maker, attempt).await,
        }
    }

    /// Sends the one request that may cost money. It runs to its end even if this worker has to stop, so that its answer is
    /// written down.
    async fn send<S, M>(
        &self,
        order: &Order<'_, S>,
        maker: AnyMaker<S, M>,
        attempt: AttemptRow,
        begun: Instant,
    ) -> Result<(M, Option<Uuid>), Trouble>
    where
        S: Clone + Send + Sync + 'static,
        M: Send + 'static,
    {
        let (studio, spec, scratch) = (self.clone(), order.spec.clone(), order.scratch.to_owned());
        let pictures = order.pictures.clone();
        let sending = self.spawn(async move {
            let noted = Noted::default();
            let picture = |name: &str| pictures.get(name).cloned();
            let call = Call::new(&attempt.external_id, &scratch).log(&noted).pictures(&picture);
            if begun.elapsed() > (studio.config().unknown_grace / 2).max(SLEPT) {
                // This process was stopped: another one may have sent it meanwhile.
                return Err(again(
                    studio.look_pause(),
                    "The studio was stopped before it asked; looking whether the task was created.",
                ));
            }
            failpoint::pass("send.before");
            let started = maker.start(&spec, &call).await;
            failpoint::pass("send.after");
            studio.note(attempt.id, &noted).await;
            let mut conn = studio.store().conn().await?;
            match started {
                Ok(Started::Done(made)) => Ok((made, Some(attempt.id))),
                Ok(Started::Pending { task_id }) => {
                    failpoint::pass("created.before");
                    attempts::created(&mut conn, attempt.id, &task_id).await?;
                    failpoint::pass("created.after");
                    let pause = studio.registry().poll_pause(&attempt.provider, 0, &task_id);
                    Err(again(pause, &format!("{} has begun.", studio.registry().catalogue().label(&attempt.provider))))
                }
                Err(failure) if failure.nothing_was_created() => {
                    match studio.end_refused(&mut conn, &attempt, &failure).await? {
                        true => Err(Trouble::of(failure)),
                        false => Err(again(studio.look_pause(), "Somebody else has asked for it meanwhile.")),
                    }
                }
                Err(failure) => {
                    attempts::unknown(&mut conn, attempt.id, &failure.sentence).await?;
                    Err(again(studio.look_pause(), &failure.sentence))
                }
            }
        });
        sending.await.map_err(|error| Error::Internal(anyhow::anyhow!("a call came to no end: {error}")))?
    }

    /// Looks for a task whose creation had no clear answer.
    async fn look_up<S, M>(
        &self,
        order: &Order<'_, S>,
        maker: AnyMaker<S, M>,
        attempt: AttemptRow,
    ) -> Result<(M, Option<Uuid>), Trouble>
    where
        S: Clone + Send + Sync + 'static,
        M: Send + 'static,
    {
        let noted = Noted::default();
        let call = Call::new(&attempt.external_id, order.scratch).log(&noted);
        let found = match maker.find(&attempt.external_id, &call).await {
            // That another account has no such task says nothing.
            Ok(Lookup::Absent) if !order.is_of_account(&attempt) => Ok(Lookup::CannotTell),
            found => found,
        };
        self.note(attempt.id, &noted).await;
        let mut conn = self.store().conn().await?;
        let waited = self.is_over(attempt.unknown_since, 1);
        let label = self.registry().catalogue().label(&attempt.provider).to_owned();
        let absent = match found {
            Ok(Lookup::Found { task_id, .. }) => {
                failpoint::pass("found.before");
                attempts::created(&mut conn, attempt.id, &task_id).await?;
                failpoint::pass("found.after");
                return Err(again(Duration::from_millis(100), &format!("Found again at {label}.")));
            }
            Ok(Lookup::Absent) => {
                attempts::looked(&mut conn, attempt.id).await?;
                waited && attempt.looks + 1 >= LOOKS
            }
            // What is free may be asked for again: nothing can be paid twice.
            Ok(Lookup::CannotTell) if attempt.estimate_cents == 0 => true,
            // A service that does not answer gets as long again: one lost answer at the wrong moment tells nothing.
            Ok(Lookup::CannotTell) | Err(_) if waited && (found.is_ok() || self.is_over(attempt.unknown_since, 2)) => {
                let sentence = format!(
                    "Nobody can tell whether {label} has made this: the call had no clear answer, and it is not sent again, so \
                     that nothing is paid twice. Name its task if you find it at {label}, or say that it was never made."
                );
                return Err(Trouble::Failed(Failure::new(FailureClass::Unknown, sentence)));
            }
            Ok(Lookup::CannotTell) => false,
            Err(failure) => {
                tracing::info!(attempt = %attempt.external_id, detail = %failure.detail, "a look-up failed: {failure}");
                false
            }
        };
        if absent {
            failpoint::pass("send_again.before");
        }
        let begun = Instant::now();
        if absent && attempts::send_again(&mut conn, attempt.id, attempt.unknown_since).await? {
            failpoint::pass("send_again.after");
            let call = attempts::get(&mut conn, attempt.id).await?;
            drop(conn);
            return self.send(order, maker, call, begun).await;
        }
        Err(again(self.look_pause(), &format!("The outcome at {label} is unknown; looking for the task.")))
    }

    /// Looks once at a task that exists.
    async fn look_at_task<S, M>(
        &self,
        order: &Order<'_, S>,
        maker: &dyn Maker<Spec = S, Made = M>,
        attempt: AttemptRow,
    ) -> Result<(M, Option<Uuid>), Trouble>
    where
        S: Send + Sync,
        M: Send,
        for<'a> Wanted<'a>: From<&'a S>,
    {
        let Some(task) = attempt.provider_task.clone() else {
            return Err(Trouble::Internal(Error::Internal(anyhow::anyhow!("attempt {} has no task", attempt.id))));
        };
        let noted = Noted::default();
        let group = attempt.owner_id.to_string();
        let seconds = self.registry().catalogue().ordered_seconds(Wanted::from(order.spec));
        let call = Call::new(&attempt.external_id, order.scratch).log(&noted).group(&group).ordered_seconds(seconds);
        failpoint::pass("poll.before");
        let seen = maker.poll(&task, &call).await;
        failpoint::pass("poll.after");
        self.note(attempt.id, &noted).await;
        let mut conn = self.store().conn().await?;
        let look = u32::try_from(attempt.polls).unwrap_or_default();
        match seen {
            Ok(Poll::Done(made)) => Ok((made, Some(attempt.id))),
            Ok(Poll::Waiting { message, progress }) => {
                attempts::polled(&mut conn, attempt.id, &message).await?;
                if attempt.is_doubtful() {
                    attempts::seen(&mut conn, attempt.id, &task).await?;
                }
                let late = self.steps().of(&order.step.work)?.late_after();
                let message = if attempt.called_at.is_some_and(|at| Utc::now() - at > late) {
                    "Generation is taking longer than expected. It is waited for, and not paid for twice.".to_owned()
                } else {
                    message
                };
                let until = self.registry().poll_pause(&attempt.provider, look + 1, &task);
                Err(Trouble::Wait { until, message, progress })
            }
            Ok(Poll::Failed(_)) | Err(_) if !order.is_of_account(&attempt) => {
                let label = self.registry().catalogue().label(&attempt.provider);
                let sentence = format!(
                    "{label} works on this with another key than the one that is set now. Set that key again, so that it can \
                     be fetched."
                );
                attempts::polled(&mut conn, attempt.id, &sentence).await?;
                Err(again(OTHER_KEY, &sentence))
            }
            Ok(Poll::Failed(failure)) => {
                let billed = failure.billed.as_ref().map(|billed| billed.amount.cents());
                let billed = billed.or(failure.made.then_some(attempt.estimate_cents));
                self.end_with(&mut conn, attempt.id, &failure, billed).await?;
                Err(Trouble::of(failure))
            }
            Err(failure) if attempt.is_doubtful() && self.is_over(attempt.unknown_since, 1) => {
                // A person may have mistyped its id: nothing is taken for paid that was never seen.
                let label = self.registry().catalogue().label(&attempt.provider);
                let sentence = format!(
                    "{label} has not shown the task {task} ({}). Name it again if its id is wrong, or say that it was never \
                     made.",
                    failure.sentence.trim_end_matches('.')
                );
                Err(Trouble::Failed(Failure::new(FailureClass::Unknown, sentence)))
            }
            Err(failure) if !attempt.is_doubtful() && attempt.called_at.is_some_and(|at| Utc::now() - at > LOST) => {
                let label = self.registry().catalogue().label(&attempt.provider);
                let sentence = format!(
                    "{label} took this order a day ago and still cannot hand it out ({}). It counts as paid.",
                    failure.sentence.trim_end_matches('.')
                );
                let lost = Failure::new(FailureClass::Broken, sentence);
                self.end_with(&mut conn, attempt.id, &lost, Some(attempt.estimate_cents)).await?;
                Err(Trouble::of(lost))
            }
            Err(failure) => {
                // Only this look failed: the task goes on.
                attempts::polled(&mut conn, attempt.id, &failure.sentence).await?;
                let pause = self.registry().poll_pause(&attempt.provider, look + 1, &task);
                Err(again(pause.max(failure.retry_after.unwrap_or_default()), &failure.sentence))
            }
        }
    }

    /// Ends an attempt whose call was refused. `false`: it was taken for lost meanwhile, and somebody else deals with it.
    async fn end_refused(
        &self,
        conn: &mut AsyncPgConnection,
        call: &AttemptRow,
        failure: &Failure,
    ) -> Result<bool, Error> {
        conn.transaction(async |conn: &mut AsyncPgConnection| {
            let own = attempts::is_calling(conn, call).await?;
            if own {
                self.end_failed(conn, call.id, failure).await?;
            }
            Ok(own)
        })
        .await
    }

    /// Ends an attempt that gave nothing, and adds what it cost all the same to its shot.
    pub(super) async fn end_failed(
        &self,
        conn: &mut AsyncPgConnection,
        attempt: Uuid,
        failure: &Failure,
    ) -> Result<(), Error> {
        self.end_with(conn, attempt, failure, failure.billed.as_ref().map(|billed| billed.amount.cents())).await
    }

    async fn end_with(
        &self,
        conn: &mut AsyncPgConnection,
        attempt: Uuid,
        failure: &Failure,
        billed_cents: Option<i64>,
    ) -> Result<(), Error> {
        conn.transaction(async |conn: &mut AsyncPgConnection| {
            let row = attempts::get(conn, attempt).await?;
            let end = End { failure: Some((failure.class.key(), &failure.sentence)), billed_cents };
            let charged = attempts::end(conn, attempt, end).await?;
            if let (Some(shot), Some(cents @ 1..)) = (row.shot_id, charged) {
                store::shots::add_cost(conn, model::ShotId(shot), cents).await?;
            }
            Ok::<_, Error>(())
        })
        .await
    }

    /// Ends an attempt whose result came and cannot be used: the provider made it, and so it costs what it costs.
    pub(super) async fn end_unusable(&self, attempt: Uuid, failure: &Failure) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        let estimate = attempts::get(&mut conn, attempt).await?.estimate_cents;
        let billed = failure.billed.as_ref().map_or(estimate, |billed| billed.amount.cents());
        self.end_with(&mut conn, attempt, failure, Some(billed)).await
    }

    /// Keeps what was said over the wire. Losing it must not lose what was bought, so a failure is only logged.
    async fn note(&self, attempt: Uuid, noted: &Noted) {
        let exchanges = std::mem::take(&mut *noted.0.lock().unwrap_or_else(PoisonError::into_inner));
        if exchanges.is_empty() {
            return;
        }
        let rows = exchanges.into_iter().map(|exchange| exchange::call_row(attempt, exchange)).collect();
        let kept = async { calls::insert(&mut *self.store().conn().await?, rows).await }.await;
        if let Err(error) = kept {
            tracing::warn!(%error, %attempt, "a call could not be written down");
        }
    }

    fn look_pause(&self) -> Duration {
        (self.config().unknown_grace / 4).clamp(Duration::from_millis(300), Duration::from_secs(60))
    }

    fn is_over(&self, since: Option<DateTime<Utc>>, graces: i32) -> bool {
        let grace = TimeDelta::from_std(self.config().unknown_grace).unwrap_or(TimeDelta::minutes(10));
        since.is_some_and(|since| Utc::now() - since >= grace * graces)
    }
}
