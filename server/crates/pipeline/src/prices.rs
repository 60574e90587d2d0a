//! What making something will cost, before it is made.

use crate::{
    Error, Studio,
    brief::{self, Known, Project},
};
use diesel_async::AsyncPgConnection;
use model::{ClipState, ProjectSettings, UserId};
use plan::{Bill, Work};
use std::collections::HashSet;
use store::{artifacts, shots::ShotRow};

impl Studio {
    /// What the film still needs, and for how much.
    pub(crate) async fn bill(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        rows: &[ShotRow],
    ) -> Result<Bill, Error> {
        let makers = Known(self.registry());
        let brief = project.brief(&makers);
        let open: Vec<_> =
            rows.iter().filter(|row| row.clip_state() != ClipState::Done).map(brief::shot).collect::<Result<_, _>>()?;
        if open.is_empty() {
            return Ok(Bill::default());
        }
        let names: Vec<String> = open
            .iter()
            .flat_map(|shot| plan::foreseen_steps(&brief, shot))
            .map(|step| step.fingerprint.to_string())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let made: HashSet<String> = artifacts::which_exist(conn, project.row.project(), &names).await?;
        Ok(plan::bill(&brief, open.iter(), |name| made.contains(name.as_str()), |work| self.price(work)))
    }

    /// What a step costs in cents, low and high; `None` where nobody knows.
    fn price(&self, work: &Work) -> Option<(i64, i64)> {
        let catalogue = self.registry().catalogue();
        let range = match work {
            Work::Line { spec, .. } => catalogue.price(spec),
            Work::Footage { spec } => catalogue.price(spec),
            Work::Cue { spec, .. } => catalogue.price(spec),
            Work::Mix { .. } | Work::Film => return Some((0, 0)),
        };
        range.map(|range| (range.low.cents_up(), range.high.cents_up()))
    }

    /// Refuses makers that cannot work here, such as those whose key is missing, before a film is begun with them.
    pub(crate) async fn check_makers(
        &self,
        conn: &mut AsyncPgConnection,
        owner: UserId,
        settings: &ProjectSettings,
    ) -> Result<(), Error> {
        let models = [&settings.video, &settings.speech, &settings.sound];
        if models.iter().all(|model| self.is_built_in(model)) {
            return Ok(());
        }
        let accounts = self.accounts(conn, owner).await?;
        if let Some(model) = models.iter().find(|model| accounts.is_locked(&model.provider)) {
            return Err(Error::refused(self.locked(&model.provider).sentence));
        }
        let registry = accounts.registry(self.registry());
        let found = [
            registry.video(&settings.video.provider).err(),
            registry.speech(&settings.speech.provider).err(),
            registry.sound(&settings.sound.provider).err(),
        ];
        match found.into_iter().flatten().next() {
            Some(failure) => Err(Error::refused(failure.sentence)),
            None => Ok(()),
        }
    }
}
