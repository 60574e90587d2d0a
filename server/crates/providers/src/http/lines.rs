//! The ways to the services, kept from call to call: what is known of a service's health, and its open connections.

use super::Http;
use crate::{Failure, Health, kling::Board};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

/// A provider, its address, an account's mark, and the group of those who may be asked for together.
pub(crate) type Group = (String, String, String, String);

/// By provider and address.
#[derive(Debug, Default)]
pub(crate) struct Lines(Mutex<BTreeMap<(String, String), Http>>, Mutex<BTreeMap<Group, Arc<Board>>>);

impl Lines {
    fn kept(&self) -> MutexGuard<'_, BTreeMap<(String, String), Http>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The way to a provider at this address.
    ///
    /// # Errors
    /// As [`Http::new`].
    pub(crate) fn to(&self, provider: &str, label: &str, base: &str) -> Result<Http, Failure> {
        let name = (provider.to_owned(), base.to_owned());
        let mut kept = self.kept();
        if let Some(http) = kept.get(&name) {
            return Ok(http.clone());
        }
        let http = Http::new(label, base)?;
        kept.insert(name, http.clone());
        Ok(http)
    }

    /// What is waited for by this group.
    pub(crate) fn board(&self, group: Group) -> Arc<Board> {
        let mut boards = self.1.lock().unwrap_or_else(PoisonError::into_inner);
        // What nobody holds and nobody waits at is not kept.
        boards.retain(|_, board| Arc::strong_count(board) > 1 || !board.is_empty());
        boards.entry(group).or_default().clone()
    }

    /// A report came about this task: what was heard of it before is old.
    pub(crate) fn forget(&self, task: &str) {
        let boards: Vec<Arc<Board>> = self.1.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
        boards.iter().for_each(|board| board.forget(task));
    }

    /// The worst of what is known of a provider.
    pub(crate) fn health(&self, provider: &str) -> Health {
        let now = Instant::now();
        let kept = self.kept();
        let seen = kept.iter().filter(|((name, _), _)| name == provider).map(|(_, http)| http.breaker.health(now));
        seen.max_by_key(|health| match health {
            Health::Fine => (0, 0),
            Health::Failing { failures } => (1, u128::from(*failures)),
            Health::Resting { left } => (2, left.as_millis()),
        })
        .unwrap_or(Health::Fine)
    }
}
