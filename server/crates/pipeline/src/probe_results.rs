//! What was heard of servers of one's own, and when.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long an answer holds.
const FRESH: Duration = Duration::from_secs(10);

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
    pub(crate) fn look(&self, place: &(String, String), now: Instant) -> (bool, bool) {
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

    pub(crate) fn hear(&self, place: (String, String), answers: bool) {
        self.lock().insert(place, Heard { answers, at: Instant::now(), is_asked: false });
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
