//! Slows down those who guess passwords.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Tries without a wait: for one e-mail address from one place, and for all addresses from one place.
const FREE: u32 = 5;
const FREE_PER_PLACE: u32 = 50;
/// The first wait; each further try doubles it, up to the longest.
const FIRST_WAIT: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);
/// After this long without a try, all is forgotten.
const MEMORY: Duration = Duration::from_secs(60 * 60);
/// More than this many are never remembered at once; those that tried the longest ago go first.
const MOST: usize = 20_000;

/// Too many tries. Its text is a sentence for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Too many tries to sign in. Please wait {} and try again.", words(*wait))]
pub struct TooMany {
    pub wait: Duration,
}

fn words(wait: Duration) -> String {
    match wait.as_secs_f64().ceil() {
        seconds if seconds <= 1.0 => "a second".to_owned(),
        seconds if seconds < 120.0 => format!("{seconds:.0} seconds"),
        seconds => format!("{:.0} minutes", (seconds / 60.0).ceil()),
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Account(String, IpAddr),
    Place(IpAddr),
}

#[derive(Clone, Copy)]
struct Tries {
    count: u32,
    last: Instant,
    /// No try before this moment.
    until: Instant,
}

/// Counts the tries to sign in, in memory: each process of an installation counts for itself.
#[derive(Default)]
pub struct LoginLimiter {
    tries: Mutex<HashMap<Key, Tries>>,
}

impl LoginLimiter {
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts a try, before the password is looked at: a hundred at once are a hundred tries.
    pub fn admit(&self, email: &str, from: IpAddr) -> Result<(), TooMany> {
        self.admit_at(email, from, Instant::now())
    }

    /// [`LoginLimiter::admit`] at a given time.
    pub fn admit_at(&self, email: &str, from: IpAddr, now: Instant) -> Result<(), TooMany> {
        let keys = keys(email, from);
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let until = keys.iter().filter_map(|(key, _)| tries.get(key)).map(|tries| tries.until).max();
        if let Some(wait) = until.and_then(|until| until.checked_duration_since(now)).filter(|wait| !wait.is_zero()) {
            return Err(TooMany { wait });
        }
        if tries.len() >= MOST {
            forget(&mut tries, now);
        }
        for (key, free) in keys {
            let entry = tries.entry(key).or_insert(Tries { count: 0, last: now, until: now });
            if now.saturating_duration_since(entry.last) > MEMORY {
                entry.count = 0;
            }
            entry.count = entry.count.saturating_add(1);
            entry.last = now;
            let over = entry.count.saturating_add(1).saturating_sub(free);
            let wait = match over {
                0 => Duration::ZERO,
                over => FIRST_WAIT.saturating_mul(1 << (over - 1).min(16)).min(LONGEST_WAIT),
            };
            entry.until = now + wait;
        }
        Ok(())
    }

    /// The password was right: this person's tries are forgotten.
    pub fn succeeded(&self, email: &str, from: IpAddr) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let [account, place] = keys(email, from);
        tries.remove(&account.0);
        if let Some(tries) = tries.get_mut(&place.0) {
            tries.count = tries.count.saturating_sub(1);
        }
    }
}

fn keys(email: &str, from: IpAddr) -> [(Key, u32); 2] {
    let place = match from.to_canonical() {
        // A household has a whole network of IPv6 addresses.
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    };
    let email: String = email.trim().to_lowercase().chars().take(254).collect();
    [(Key::Account(email, place), FREE), (Key::Place(place), FREE_PER_PLACE)]
}

fn forget(tries: &mut HashMap<Key, Tries>, now: Instant) {
    tries.retain(|_, entry| now.saturating_duration_since(entry.last) <= MEMORY);
    if tries.len() >= MOST {
        let mut times: Vec<Instant> = tries.values().map(|entry| entry.last).collect();
        times.sort_unstable();
        if let Some(middle) = times.get(times.len() / 2).copied() {
            tries.retain(|_, entry| entry.last > middle);
        }
    }
}
