//! What goes wrong, by the seed: about every third creation and every fifth look, each in a way of its own.

use super::seeded_rng::SeededRng;
use std::time::Duration;

/// What happens to a request that creates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Create {
    Fine,
    ResetBefore,
    ResetAfter,
    /// An internal error, before or after the task is there.
    ErrorBefore,
    ErrorAfter,
    SilenceAfter,
    HtmlAfter,
    HalfAfter,
    RateLimit,
    SlotsFull,
    /// 200 with a code of no known meaning; nothing was created.
    OddCode,
}

/// What happens to a request that reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Fine,
    Reset,
    Error,
    Html,
    Half,
    RateLimit,
}

/// How a task goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Course {
    /// From its creation to its end.
    pub(super) takes: Duration,
    pub(super) fails: bool,
    /// For so long no look-up and no listing knows it.
    pub(super) lag: Duration,
    /// The first link that is given has expired already.
    pub(super) expired_once: bool,
}

/// The schedule; without a seed everything goes well.
#[derive(Clone, Copy, Debug)]
pub(super) struct Faults {
    pub(super) seed: Option<u64>,
    /// The longest that a look-up lags behind.
    pub(super) most_lag: Duration,
}

impl Faults {
    /// `nth`: how often this name was sent before. After four tries all goes well, so that every film comes to an end.
    pub(super) fn create(self, external_id: &str, nth: u64) -> Create {
        use Create::*;
        let Some(seed) = self.seed.filter(|_| nth < 4) else { return Fine };
        match SeededRng(seed).number("create", &format!("{external_id}/{nth}"), 30) {
            0 => ResetBefore,
            1 => ResetAfter,
            2 => ErrorBefore,
            3 => ErrorAfter,
            4 => SilenceAfter,
            5 => HtmlAfter,
            6 => HalfAfter,
            7 => RateLimit,
            8 => SlotsFull,
            9 => OddCode,
            _ => Fine,
        }
    }

    pub(super) fn look(self, nth: u64) -> Look {
        use Look::*;
        let Some(seed) = self.seed else { return Fine };
        match SeededRng(seed).number("look", &nth.to_string(), 40) {
            0 => Reset,
            1 => Error,
            2 => Html,
            3 => Half,
            4 => RateLimit,
            _ => Fine,
        }
    }

    pub(super) fn course(self, external_id: &str, usual: Duration) -> Course {
        let Some(seed) = self.seed else {
            return Course { takes: usual, fails: false, lag: Duration::ZERO, expired_once: false };
        };
        let chance = SeededRng(seed);
        let number = |question: &str, below: u64| chance.number(question, external_id, below);
        let slow = if number("slow", 8) == 0 { 4 } else { 1 };
        let most = self.most_lag.as_millis() as u64;
        let lag = if number("lags", 3) == 0 { number("lag", most + 1) } else { 0 };
        Course {
            takes: usual * slow,
            fails: number("fails", 16) == 0,
            lag: Duration::from_millis(lag),
            expired_once: number("expired", 6) == 0,
        }
    }

    /// Whether a name that is sent again is refused; else it is filmed and charged again.
    pub(super) fn refuses_duplicates(self) -> bool {
        self.seed.is_none_or(|seed| seed.is_multiple_of(2))
    }
}
