//! The ways to the services, kept from call to call: what is known of a service's health, and its open connections.

use super::Http;
use crate::{Failure, Health};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};

/// By provider and address.
#[derive(Debug, Default)]
pub(crate) struct Lines(Mutex<BTreeMap<(String, String), Http>>);

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
