//! What is to be made, and who makes it: what a step hands to the buying.

use crate::{Studio, keys::Payer, worker::Trouble};
use model::ModelChoice;
use plan::Step;
use providers::{Failure, Maker, Registry, Wanted};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{attempts::AttemptRow, tasks::Lease};
use uuid::Uuid;

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
    /// [`Self::obtain`] for what needs no pictures; `find` gives the maker of its kind.
    pub(super) async fn obtain_plain<S, M>(
        &self,
        (lease, step): (&Lease, &Step),
        (model, spec): (&ModelChoice, &S),
        scratch: &Path,
        find: impl FnOnce(&Registry, &str) -> Result<Box<dyn Maker<Spec = S, Made = M>>, Failure>,
    ) -> Result<(M, Option<Uuid>), Trouble>
    where
        S: Clone + Send + Sync + 'static,
        M: Send + 'static,
        for<'a> Wanted<'a>: From<&'a S>,
    {
        let (makers, account) = self.makers(lease, step, model).await?;
        let maker = find(&makers, &model.provider).map_err(Trouble::of)?;
        let order = Order { lease, step, model, spec, scratch, account: &account, pictures: HashMap::new() };
        self.obtain(order, AnyMaker::from(maker)).await
    }
}
