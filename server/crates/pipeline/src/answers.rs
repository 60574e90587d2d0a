//! Whether servers of one's own answer: they need no key, so only asking tells. Asked in the background; a page takes what was heard last.

use crate::{Studio, key_tests::Gathered};
use providers::{Account, Credentials};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long an answer holds.
const FRESH: Duration = Duration::from_secs(10);
/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What was heard of each server, by its provider and its address.
#[derive(Clone, Default)]
pub(crate) struct Answers(Arc<Mutex<HashMap<(String, String), Heard>>>);

#[derive(Clone, Copy)]
struct Heard {
    answers: bool,
    /// When it was asked last.
    at: Instant,
    is_asked: bool,
}

impl Answers {
    fn lock(&self) -> MutexGuard<'_, HashMap<(String, String), Heard>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was heard last, and whether the caller is to ask now.
    fn look(&self, place: &(String, String), now: Instant) -> (bool, bool) {
        let mut known = self.lock();
        match known.get_mut(place) {
            Some(heard) => {
                let asks = !heard.is_asked && now.duration_since(heard.at) >= FRESH;
                heard.is_asked |= asks;
                (heard.answers, asks)
            }
            None => {
                known.insert(place.clone(), Heard { answers: false, at: now, is_asked: true });
                (false, true)
            }
        }
    }

    fn hear(&self, place: (String, String), answers: bool) {
        self.lock().insert(place, Heard { answers, at: Instant::now(), is_asked: false });
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_counts_only_once_it_answered_and_is_asked_by_one_at_a_time() {
        let (answers, place, now) = (Answers::default(), ("kokoro".to_owned(), "here".to_owned()), Instant::now());
        assert_eq!(answers.look(&place, now), (false, true));
        assert_eq!(answers.look(&place, now + FRESH * 2), (false, false), "it is being asked");
        answers.hear(place.clone(), true);
        let heard = Instant::now();
        assert_eq!(answers.look(&place, heard), (true, false));
        assert_eq!(answers.look(&place, heard + FRESH), (true, true), "what was heard holds until it is heard anew");
    }
}
