//! Whether servers of one's own answer: they need no key, so only asking tells. Asked in the background; a page takes what was heard last.

use crate::{Studio, key_tests::Gathered};
use providers::{Account, Credentials};
use std::time::{Duration, Instant};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

impl Studio {
    /// Whether what a provider makes can be ordered from this account at all: an outside service always, a server of one's own where it
    /// answered when it was asked last. Never waits: the first time it says no, and asks.
    pub(crate) fn is_there(&self, provider: &str, account: &Account) -> bool {
        let Some(entry) = self.registry().catalogue().provider(provider).filter(|entry| entry.local) else {
            return true;
        };
        let address = account.base_url.clone().unwrap_or_else(|| entry.base_url.clone());
        let place = (provider.to_owned(), address);
        let (answers, asks) = self.answers().look(&place, Instant::now());
        if asks {
            let (studio, account) = (self.clone(), account.clone());
            self.spawn(async move {
                let mut credentials = Credentials::default();
                credentials.set(&place.0, account);
                let registry = studio.registry().with_credentials(credentials);
                let gathered = Gathered::default();
                let asked = tokio::time::timeout(PATIENCE, registry.answers(&place.0, &gathered));
                let heard = tokio::select! {
                    heard = asked => heard.unwrap_or_else(|_| gathered.silent(&place.1, PATIENCE)),
                    () = studio.stopping().cancelled_owned() => return,
                };
                let provider = place.0.clone();
                studio.answers().hear(place, heard);
                if let Err(error) = studio.note_key_test(None, &provider, gathered).await {
                    tracing::debug!(provider, detail = error.detail(), "a request could not be written down");
                }
            });
        }
        answers
    }

    /// Asks every server of one's own before the first page wants to know.
    pub(crate) fn ask_around(&self) {
        let local = self.registry().catalogue().providers().filter(|(_, entry)| entry.local);
        for (provider, _) in local {
            self.is_there(provider, &self.registry().credentials().account(provider));
        }
    }

    /// The sentence for a server of one's own that does not answer.
    pub(crate) fn silent(&self, provider: &str) -> String {
        let label = self.registry().catalogue().label(provider);
        format!("{label} does not answer. Start it, or say in the settings where it is.")
    }
}
