//! Orders of what is made from words alone.

use super::order::{AnyMaker, Order};
use crate::{Studio, outcome::Trouble};
use model::ModelChoice;
use plan::Step;
use providers::{Failure, Maker, Registry, Wanted};
use std::{collections::HashMap, path::Path};
use store::tasks::Lease;
use uuid::Uuid;

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
