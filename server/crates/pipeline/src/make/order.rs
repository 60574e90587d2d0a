//! What is to be made, and who makes it: what a step hands to the buying.

use crate::{Error, Studio, keys::Payer};
use model::ModelChoice;
use plan::Step;
use providers::Maker;
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{attempts::AttemptRow, tasks::Lease};

/// What is to be made, by whom.
pub(super) struct Order<'a, S> {
    pub(super) lease: &'a Lease,
    pub(super) step: &'a Step,
    pub(super) model: &'a ModelChoice,
    pub(super) spec: &'a S,
    pub(super) scratch: &'a Path,
    /// The account that the maker works with.
    pub(super) account: &'a Payer,
    /// The files of the pictures that the spec names.
    pub(super) pictures: HashMap<String, PathBuf>,
}

impl<S> Order<'_, S> {
    /// The maker asks in the name of the account that the attempt was begun with: only there the task can be known.
    pub(super) fn is_of_account(&self, attempt: &AttemptRow) -> bool {
        attempt.account.as_deref().is_none_or(|account| account == self.account.mark)
    }
}

/// A maker of either kind.
pub(super) type AnyMaker<S, M> = Arc<dyn Maker<Spec = S, Made = M>>;

impl Studio {
    /// The name under which a provider knows what is asked for, without the number of the try: `ds1-<project>-<shot>-<take>`.
    /// The same question has the same name in every run.
    pub(super) fn external_name(&self, lease: &Lease, step: &Step) -> Result<String, Error> {
        // A v7 id begins with the time: its end tells ids apart.
        let end = |id: uuid::Uuid| id.simple().to_string().chars().skip(20).collect::<String>();
        let shot = lease.task.shot_id.map_or_else(|| "film".to_owned(), end);
        let what = self.steps().of(&step.work)?.name_at_provider(step);
        Ok(format!("ds1-{}-{shot}-{what}", end(lease.task.project_id)))
    }
}
