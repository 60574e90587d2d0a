//! What is asked of connections, and how many there may be.

use crate::proxies::Trusted;
use anyhow::Context as _;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::{fmt, net::IpAddr, str::FromStr, sync::Arc, time::Duration};

/// Descriptors that connections never get: the database, files, and the pipes of other programs need them.
const OUR_OWN: u64 = 64;
/// More are of no use: each connection also costs memory.
const MOST_DESCRIPTORS: u64 = 65_536;

/// Limits for connections.
#[derive(Clone)]
pub struct Limits {
    /// How long a request's head may take, and how long its body may pause.
    pub patience: Duration,
    /// Connections at once, of all clients.
    pub at_once: usize,
    /// Connections at once from one address.
    pub per_address: usize,
    /// Addresses that are not counted one by one, because many people come through them: a proxy.
    pub uncounted: Arc<dyn Fn(IpAddr) -> bool + Send + Sync>,
}

impl Limits {
    /// `STUDIO_PATIENCE` in seconds (10), `STUDIO_CONNECTIONS` (half of what the system lets the process open) and
    /// `STUDIO_CONNECTIONS_PER_ADDRESS` (256; the machine itself is not counted, since a proxy may stand there).
    pub fn from_environment(descriptors: u64, proxies: Trusted) -> anyhow::Result<Self> {
        // A connection may hold a file open, too.
        let at_once = usize::try_from(descriptors.saturating_sub(OUR_OWN) / 2).unwrap_or(usize::MAX).clamp(16, 10_000);
        let seconds: f64 = number("STUDIO_PATIENCE", 10.0)?;
        anyhow::ensure!((0.1..=3600.0).contains(&seconds), "STUDIO_PATIENCE can be from 0.1 to 3600 seconds");
        Ok(Self {
            patience: Duration::from_secs_f64(seconds),
            at_once: number("STUDIO_CONNECTIONS", at_once)?.max(1),
            per_address: number("STUDIO_CONNECTIONS_PER_ADDRESS", 256)?.max(1),
            uncounted: Arc::new(move |address: IpAddr| {
                let address = address.to_canonical();
                address.is_loopback() || proxies.holds(address)
            }),
        })
    }

    /// How long a connection may stay open without a request, and how long a client may take nothing of an answer.
    pub fn idle(&self) -> Duration {
        self.patience * 6
    }
}

fn number<T: FromStr<Err: fmt::Display>>(name: &str, otherwise: T) -> anyhow::Result<T> {
    match std::env::var(name) {
        Ok(text) if !text.trim().is_empty() => text
            .trim()
            .parse()
            .map_err(|error| anyhow::anyhow!("{error}"))
            .with_context(|| format!("{name} is no number: {text}")),
        _ => Ok(otherwise),
    }
}

/// Raises the number of files and connections that the process may have open, as far as the system lets it. Gives the number.
pub fn raise_descriptors() -> u64 {
    let now = getrlimit(Resource::Nofile);
    let had = now.current.unwrap_or(MOST_DESCRIPTORS);
    let wanted = now.maximum.unwrap_or(MOST_DESCRIPTORS).min(MOST_DESCRIPTORS).max(had);
    match setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: now.maximum }) {
        Ok(()) => wanted,
        Err(error) => {
            tracing::warn!(%error, "the number of open files could not be raised");
            had
        }
    }
}
