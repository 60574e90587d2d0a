//! Before a call: what it may cost is reserved, or somebody says what stands against it.

use super::order::Order;
use crate::outcome::again;
use crate::{Error, Studio, brief::Project, money::dollars, outcome::Trouble};
use chrono::TimeDelta;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::UserId;
use providers::{Failure, FailureClass, Wanted};
use std::time::Duration;
use store::{
    artifacts,
    attempts::{self, AttemptRow, NewAttempt, NotReserved},
    failpoint, projects, tasks,
};

/// How long to leave a provider alone whose slots are all taken by our own tasks.
const SLOTS_TAKEN: Duration = Duration::from_secs(3);
/// How long to leave alone what is being made in another film.
const ELSEWHERE: Duration = Duration::from_secs(2);

impl Studio {
    /// The open attempt at this step, or a new one with its reservation.
    pub(super) async fn attempt<S>(&self, order: &Order<'_, S>) -> Result<AttemptRow, Trouble>
    where
        for<'a> Wanted<'a>: From<&'a S>,
    {
        let estimate = self.estimate(Wanted::from(order.spec)).map_err(Trouble::Failed)?;
        let label = self.registry().catalogue().label(&order.model.provider).to_owned();
        let shared = self.steps().of(&order.step.work)?.is_shared();
        let mut reserved = self.reserve(order, estimate, shared).await?;
        if let Some(Err(NotReserved::MadeElsewhere)) = reserved {
            if self.cached(order.lease.task.project(), order.lease.task.shot(), order.step).await?.is_some() {
                return Err(again(Duration::ZERO, "It was made for another of your films; it is taken from there."));
            }
            // Its file is gone.
            reserved = self.reserve(order, estimate, false).await?;
        }
        match reserved {
            None => Err(again(Duration::from_secs(1), "It is being made elsewhere.")),
            Some(Ok(attempt)) => Ok(attempt),
            Some(Err(NotReserved::Slots)) => {
                Err(again(SLOTS_TAKEN, &format!("All of {label}'s places are taken by other shots; waiting for one.")))
            }
            Some(Err(NotReserved::MadeElsewhere | NotReserved::BeingMadeElsewhere)) => {
                Err(again(ELSEWHERE, "It is being made for another of your films; it will be taken from there."))
            }
            Some(Err(NotReserved::DoubtfulElsewhere)) => {
                let sentence = format!(
                    "Nobody can tell whether {label} has made this for another of your films. Settle it there, then retry, so \
                     that nothing is paid twice."
                );
                Err(Trouble::Failed(Failure::new(FailureClass::Unknown, sentence)))
            }
            Some(Err(NotReserved::Budget { committed, cap })) => {
                let sentence = format!(
                    "The budget is reached: this costs up to {}, and {} of {} are spent or reserved. Raise the budget, then \
                     retry.",
                    dollars(estimate),
                    dollars(committed),
                    dollars(cap)
                );
                Err(Trouble::Failed(Failure::new(FailureClass::TopUp, sentence)))
            }
            Some(Err(NotReserved::Credit { available })) => {
                let sentence = format!(
                    "Your credit does not cover this: it costs up to {}, and {} are left. Ask an administrator for more, or set \
                     a key of your own for {label}, then retry.",
                    dollars(estimate),
                    dollars(available.max(0))
                );
                Err(Trouble::Failed(Failure::new(FailureClass::TopUp, sentence)))
            }
        }
    }

    /// `None`: this worker overslept, and another one has the step. `shared`: what another film has of it would do.
    async fn reserve<S>(
        &self,
        order: &Order<'_, S>,
        estimate_cents: i64,
        shared: bool,
    ) -> Result<Option<Result<AttemptRow, NotReserved>>, Error> {
        let (id, fingerprint) = (order.lease.task.project(), order.step.fingerprint.as_str());
        let name = self.external_name(order.lease, order.step)?;
        let catalogue = self.registry().catalogue();
        let slots = catalogue.provider(&order.model.provider).map_or(0, |provider| provider.slots);
        let place = catalogue.model(order.model).map_or(order.model.model.as_str(), |model| &model.wire);
        let step = serde_json::to_value(order.step)?;
        let mut conn = self.store().conn().await?;
        failpoint::pass("reserve.before");
        let reserved = (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                // A worker that overslept must not buy what another one has bought since.
                if !tasks::is_held(conn, order.lease).await? || artifacts::find(conn, id, fingerprint).await?.is_some()
                {
                    return Ok(None);
                }
                if let Some(open) = attempts::open(conn, id, fingerprint).await? {
                    let (own_key, rule) = (order.account.own_key, self.config().credit);
                    return Ok(Some(attempts::pay_with(conn, open, own_key, rule).await?));
                }
                let project = Project::read(projects::get(conn, id).await?)?;
                let new = NewAttempt {
                    owner: UserId(project.row.owner_id),
                    project: id,
                    shot: order.lease.task.shot(),
                    fingerprint,
                    step,
                    provider: &order.model.provider,
                    model: &order.model.model,
                    name: &name,
                    estimate_cents,
                    cap_cents: project.settings.budget_cents,
                    account: &order.account.mark,
                    own_key: order.account.own_key,
                    rule: self.config().credit,
                    place,
                    slots,
                    doubt: self.longest_doubt(),
                    shared,
                };
                Ok::<_, Error>(Some(attempts::reserve(conn, new).await?))
            })
            .await?;
        failpoint::pass("reserve.after");
        Ok(reserved)
    }

    /// After so long a doubt only a person can tell what became of a call.
    fn longest_doubt(&self) -> TimeDelta {
        TimeDelta::from_std(self.config().unknown_grace * 2).unwrap_or(TimeDelta::minutes(20))
    }

    /// The most that a call can cost, in cents. What has no known price is not sent: no budget could hold it.
    fn estimate(&self, wanted: Wanted<'_>) -> Result<i64, Failure> {
        let model = wanted.model().clone();
        let price = self.registry().catalogue().price(wanted);
        price.map(|range| range.high.cents_up()).ok_or_else(|| {
            let sentence = format!("The price of {}/{} is not known, so it is not used.", model.provider, model.model);
            Failure::new(FailureClass::Broken, format!("{sentence} Add its price to the catalogue, or choose another."))
        })
    }
}
