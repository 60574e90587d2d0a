//! How long to wait before asking again.

use sha2::{Digest, Sha256};
use std::time::Duration;

/// How often a call that may be retried is sent before another provider takes over.
pub const TRIES: u32 = 3;

/// The pause before look number `look` (from 0) at a task: 1 s, doubling to 8 s, and 30 s once it is late (after some
/// ten minutes); give or take a quarter, so that many clips do not ask in step, and never less than `least`. `key` spreads them:
/// the same key and look give the same pause.
pub(crate) fn poll_pause(look: u32, key: &str, least: Duration) -> Duration {
    let base = match look {
        0..=2 => 1_000u64 << look,
        3..=80 => 8_000,
        _ => 30_000,
    };
    let least = u64::try_from(least.as_millis()).unwrap_or(u64::MAX);
    // Its shortest jittered pause is `least` itself.
    jittered(base.max(least.saturating_mul(4).div_ceil(3)), look, key)
}

/// The pause before try number `attempt` (from 1) of a call that created nothing: 2 s, doubling to a minute, give or take
/// a quarter; never less than the provider asked for, never more than an hour.
pub fn retry_pause(attempt: u32, key: &str, retry_after: Option<Duration>) -> Duration {
    let base = 2_000u64.saturating_mul(1 << attempt.saturating_sub(1).min(5)).min(60_000);
    jittered(base, attempt, key).max(retry_after.unwrap_or_default()).min(Duration::from_secs(3_600))
}

fn jittered(base_ms: u64, salt: u32, key: &str) -> Duration {
    let digest = Sha256::new().chain_update(key).chain_update(salt.to_le_bytes()).finalize();
    let spread = digest.iter().take(2).fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    // From 3/4 to 5/4 of the base.
    Duration::from_millis(base_ms * 3 / 4 + base_ms * spread / 2 / 65_535)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_start_at_a_second_and_grow_to_eight() {
        for (look, seconds) in [(0, 1.0), (1, 2.0), (2, 4.0), (3, 8.0), (40, 8.0), (500, 30.0)] {
            for key in ["a", "b", "c", "ds1-9-2"] {
                let pause = poll_pause(look, key, Duration::ZERO).as_secs_f64();
                assert!((0.75 * seconds..=1.25 * seconds).contains(&pause), "look {look}: {pause}");
            }
        }
    }

    #[test]
    fn different_clips_do_not_ask_in_step() {
        for least in [Duration::ZERO, Duration::from_secs(5)] {
            assert_ne!(poll_pause(3, "a", least), poll_pause(3, "b", least));
            assert_ne!(poll_pause(0, "a", least), poll_pause(0, "b", least));
        }
    }

    #[test]
    fn a_provider_is_not_asked_more_often_than_it_likes() {
        let least = Duration::from_secs(5);
        for look in 0..200 {
            for key in ["a", "b", "c", "ds1-9-2"] {
                let pause = poll_pause(look, key, least);
                assert!((least..=Duration::from_secs(40)).contains(&pause), "look {look}: {pause:?}");
            }
        }
    }

    #[test]
    fn a_provider_that_names_a_pause_gets_it() {
        assert_eq!(retry_pause(1, "a", Some(Duration::from_secs(90))), Duration::from_secs(90));
        assert_eq!(retry_pause(1, "a", Some(Duration::from_secs(1 << 40))), Duration::from_secs(3_600));
    }
}
