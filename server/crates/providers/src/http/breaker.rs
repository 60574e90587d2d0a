//! Leaves a service alone that is down: after some failures in a row nothing is sent for a while, then one request tries it.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Failures in a row after which it rests.
const MOST: u32 = 5;
/// The first rest; each further one is twice as long.
const REST: Duration = Duration::from_secs(15);
const LONGEST_REST: Duration = Duration::from_secs(600);
/// When nothing was heard of the request that tries it.
const TRIAL: Duration = Duration::from_secs(60);

/// How a service has answered of late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It answers, or was not asked yet.
    Fine,
    /// It did not answer, or with an error of its own, so many times in a row.
    Failing { failures: u32 },
    /// Nothing is sent to it for so long.
    Resting { left: Duration },
}

/// Of one service. An answer of any kind but an internal error shows that it is there.
#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    rests: u32,
    rest_ends: Option<Instant>,
    trial: Option<Instant>,
}

impl Breaker {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// May a request be sent? The error says after how long to ask again. Who may send must call [`Breaker::saw`] after it.
    pub(super) fn ask(&self, now: Instant) -> Result<(), Duration> {
        let mut state = self.state();
        let Some(end) = state.rest_ends else { return Ok(()) };
        if now < end {
            return Err(end - now);
        }
        // One request tries it; the others wait for what comes of that.
        match state.trial.map(|trial| trial + TRIAL).filter(|end| now < *end) {
            Some(end) => Err((end - now).min(REST)),
            None => {
                state.trial = Some(now);
                Ok(())
            }
        }
    }

    /// What came of a request.
    pub(super) fn saw(&self, now: Instant, answered: bool) {
        let mut state = self.state();
        if answered {
            *state = State::default();
            return;
        }
        state.failures = state.failures.saturating_add(1);
        let tried = state.trial.take().is_some();
        // What was under way when the rest began says nothing new.
        if tried || (state.failures >= MOST && state.rest_ends.is_none()) {
            state.rest_ends = Some(now + (REST * 2_u32.pow(state.rests.min(10))).min(LONGEST_REST));
            state.rests += 1;
        }
    }

    pub(super) fn health(&self, now: Instant) -> Health {
        let state = self.state();
        match state.rest_ends {
            Some(end) if now < end => Health::Resting { left: end - now },
            _ if state.failures > 0 => Health::Failing { failures: state.failures },
            _ => Health::Fine,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A breaker that has seen so many failures at this moment.
    fn after(failures: u32, now: Instant) -> Breaker {
        let breaker = Breaker::default();
        for _ in 0..failures {
            assert_eq!(breaker.ask(now), Ok(()));
            breaker.saw(now, false);
        }
        breaker
    }

    #[test]
    fn after_five_failures_in_a_row_nothing_is_sent_for_a_while() {
        let now = Instant::now();
        let breaker = after(4, now);
        assert_eq!(breaker.health(now), Health::Failing { failures: 4 });
        let breaker = after(5, now);
        assert_eq!(breaker.ask(now), Err(REST));
        assert_eq!(breaker.health(now), Health::Resting { left: REST });
    }

    #[test]
    fn one_answer_wipes_out_the_failures_before_it() {
        let now = Instant::now();
        let breaker = after(4, now);
        breaker.saw(now, true);
        breaker.saw(now, false);
        assert_eq!((breaker.ask(now), breaker.health(now)), (Ok(()), Health::Failing { failures: 1 }));
    }

    #[test]
    fn after_the_rest_one_request_tries_it_and_the_others_wait() {
        let now = Instant::now();
        let breaker = after(5, now);
        let later = now + REST;
        assert_eq!(breaker.ask(later), Ok(()));
        assert!(breaker.ask(later).is_err());
        breaker.saw(later, true);
        assert_eq!((breaker.ask(later), breaker.ask(later), breaker.health(later)), (Ok(()), Ok(()), Health::Fine));
    }

    #[test]
    fn every_trial_that_fails_doubles_the_rest_up_to_ten_minutes() {
        let mut now = Instant::now();
        let breaker = after(5, now);
        for expected in [30, 60, 120, 240, 480, 600, 600] {
            now += LONGEST_REST;
            assert_eq!(breaker.ask(now), Ok(()));
            breaker.saw(now, false);
            assert_eq!(breaker.ask(now), Err(Duration::from_secs(expected)));
        }
    }

    #[test]
    fn a_trial_that_nobody_heard_of_again_does_not_lock_the_service_out() {
        let now = Instant::now();
        let breaker = after(5, now);
        assert_eq!(breaker.ask(now + REST), Ok(()));
        assert_eq!(breaker.ask(now + REST + TRIAL), Ok(()));
    }

    #[test]
    fn what_was_under_way_when_the_rest_began_does_not_lengthen_it() {
        let now = Instant::now();
        let breaker = after(5, now);
        breaker.saw(now, false);
        assert_eq!(breaker.ask(now), Err(REST));
    }
}
