//! What a step costs.

use crate::Studio;
use plan::{Cost, Work};

impl Studio {
    /// What a step costs, by its handler. Of one that only a newer studio knows, nobody knows it.
    pub(crate) fn cost(&self, work: &Work) -> Cost {
        let Ok(handler) = self.steps().of(work) else { return Cost::default() };
        Cost { category: handler.cost_category(), cents: handler.price(self.registry().catalogue(), work) }
    }
}
