//! Who pays with whose money: credit for the keys that are not a person's own, and what is refused without.

use crate::{
    Confirmed, Error, Studio,
    brief::{self, Known, Project},
    money::dollars,
};
use diesel_async::AsyncPgConnection;
use model::{UserId, view::MoneyView};
use plan::{Step, Work};
use store::{
    StoreError, artifacts, attempts,
    ledger::{self, NotGranted},
    shots,
};

/// The longest reason for a grant, in characters.
const LONGEST_REASON: usize = 200;

impl Studio {
    /// Refuses a film that still needs something which only credit could pay that its owner does not have. What is made already needs none.
    pub(crate) async fn check_credit(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<(), Error> {
        self.check_credit_for(conn, project, None).await
    }

    /// As [`Self::check_credit`], for `only` these of its shots.
    pub(crate) async fn check_credit_for(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        only: Option<&[uuid::Uuid]>,
    ) -> Result<(), Error> {
        let accounts = self.accounts(conn, UserId(project.row.owner_id)).await?;
        if !accounts.has_no_credit() {
            return Ok(());
        }
        let makers = Known(self.registry());
        let rows = shots::of_project(conn, project.row.project()).await?;
        let mut wanted: Vec<(Option<String>, Vec<Step>)> = Vec::new();
        let is_meant = |row: &&shots::ShotRow| only.is_none_or(|only| only.contains(&row.id));
        for row in rows.iter().filter(is_meant).filter(|row| row.clip_state().is_to_come()) {
            let shot = brief::shot(row)?;
            wanted.push((Some(shot.number.clone()), project.foreseen_steps(&makers, row, &shot)));
        }
        if only.is_none() {
            wanted.push((None, self.score(conn, project, &rows).await?.into_iter().collect()));
        }
        let names: Vec<&str> =
            wanted.iter().flat_map(|(_, steps)| steps).map(|step| step.fingerprint.as_str()).collect();
        let made = artifacts::which_exist(conn, project.row.project(), &names).await?;
        let is_made = |step: &Step| made.contains(step.fingerprint.as_str());
        for (number, steps) in &wanted {
            if steps.last().is_some_and(|last| matches!(last.work, Work::Mix { .. }) && is_made(last)) {
                continue;
            }
            // Who is seen in a take is only asked for to move their lips, which cost as well.
            let bought = steps.iter().filter(|step| !is_made(step) && !matches!(step.work, Work::Faces { .. }));
            for step in bought {
                let failure = step.work.model().and_then(|model| self.without_credit(&accounts, model));
                // What is bought already has its money.
                if let Some(failure) = failure
                    && !attempts::any_open(conn, project.row.project(), &[step.fingerprint.as_str()]).await?
                {
                    let whose = number.as_ref().map(|number| format!("Shot {number}: ")).unwrap_or_default();
                    return Err(Error::refused(format!("{whose}{}", failure.sentence)));
                }
            }
        }
        Ok(())
    }

    /// What a person may still spend, has reserved and has spent.
    pub async fn money(&self, who: UserId) -> Result<MoneyView, Error> {
        let mut conn = self.store().conn().await?;
        let balance = ledger::of_user(&mut conn, who).await?;
        let left = ledger::credit(&mut conn, who, self.config().credit).await?;
        Ok(MoneyView {
            granted_cents: left.map(|_| balance.granted.unwrap_or_default()),
            available_cents: left.unwrap_or(balance.available),
            reserved_cents: balance.reserved,
            spent_cents: balance.spent,
            own_cents: balance.own,
        })
    }

    /// Gives a person credit, in cents; a negative amount takes back what is left.
    ///
    /// # Errors
    /// `NotFound` where there is no such person, `Refused` for whoever is no administrator, for an amount that is no credit, and where more
    /// was to be taken back than is left.
    pub async fn grant(&self, by: &Confirmed, to: UserId, cents: i64, reason: &str) -> Result<(), Error> {
        if !by.person().admin {
            return Err(Error::refused("Only an administrator of this studio can grant credit."));
        }
        if reason.chars().count() > LONGEST_REASON || reason.contains(char::is_control) {
            return Err(Error::refused(format!("A reason has at most {LONGEST_REASON} characters, in one line.")));
        }
        let granted = ledger::grant(&mut *self.store().conn().await?, to, cents, reason).await;
        match granted {
            Ok(Ok(())) => {
                by.decided("credit granted", to, format_args!("{cents} cents"));
                Ok(())
            }
            Ok(Err(NotGranted::Amount)) => Err(Error::refused(format!(
                "Give an amount of up to {}, or a negative one to take credit back.",
                dollars(ledger::MOST)
            ))),
            Ok(Err(NotGranted::Left(left))) => Err(Error::refused(format!(
                "There are only {} left of this person's credit: no more can be taken back.",
                dollars(left)
            ))),
            Err(StoreError::NotFound) => Err(Error::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    /// As [`Self::grant`], to whoever has the account of this address.
    ///
    /// # Errors
    /// `Refused` where nobody has.
    pub async fn grant_by_email(&self, by: &Confirmed, email: &str, cents: i64) -> Result<(), Error> {
        let nobody = || Error::refused("Nobody here has an account with this address.");
        let person = self.store().by_email(email).await?.ok_or_else(nobody)?;
        self.grant(by, person.id, cents, "granted on the settings page").await
    }
}
