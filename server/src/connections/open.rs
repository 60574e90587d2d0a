//! The connections that are open, and which of them wait for a request.

use super::Limits;
use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// All connections.
pub struct Open {
    limits: Arc<Limits>,
    table: Arc<Mutex<Table>>,
}

#[derive(Default)]
struct Table {
    next: u64,
    /// The oldest first.
    lines: BTreeMap<u64, Line>,
    by_address: HashMap<IpAddr, usize>,
}

struct Line {
    pulse: Arc<Pulse>,
    close: CancellationToken,
}

fn lock(table: &Mutex<Table>) -> MutexGuard<'_, Table> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Table {
    /// Asks the oldest connection that has no request to close.
    fn close_one_that_waits(&mut self) -> bool {
        let oldest = self.lines.values().find(|line| !line.pulse.is_busy() && !line.close.is_cancelled());
        oldest.map(|line| line.close.cancel()).is_some()
    }
}

impl Open {
    pub fn new(limits: Arc<Limits>) -> Self {
        Self { limits, table: Arc::default() }
    }

    /// A place for a new connection; `None` when there are too many from its address. When there are too many in all, the oldest
    /// that has no request makes room.
    pub fn admit(&self, address: IpAddr) -> Option<Place> {
        let counted = (!(self.limits.uncounted)(address)).then(|| network(address));
        let mut table = lock(&self.table);
        if counted.is_some_and(|address| table.by_address.get(&address).is_some_and(|n| *n >= self.limits.per_address))
        {
            return None;
        }
        if table.lines.len() >= self.limits.at_once && !table.close_one_that_waits() {
            return None;
        }
        if let Some(address) = counted {
            *table.by_address.entry(address).or_default() += 1;
        }
        let (pulse, close) = (Arc::new(Pulse::new()), CancellationToken::new());
        table.next += 1;
        let id = table.next;
        table.lines.insert(id, Line { pulse: pulse.clone(), close: close.clone() });
        Some(Place { id, counted, pulse, close, table: self.table.clone() })
    }

    pub fn close_one_that_waits(&self) {
        lock(&self.table).close_one_that_waits();
    }
}

/// Whom an address belongs to: who has one address of version 6 has a whole network of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) & !u128::from(u64::MAX)).into()),
        address => address,
    }
}

/// An open connection's place; given back when dropped.
pub struct Place {
    id: u64,
    counted: Option<IpAddr>,
    pulse: Arc<Pulse>,
    close: CancellationToken,
    table: Arc<Mutex<Table>>,
}

impl Place {
    pub fn pulse(&self) -> Arc<Pulse> {
        self.pulse.clone()
    }

    /// Ends when the connection has to make room for another.
    pub async fn closed(&self) {
        self.close.cancelled().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut table = lock(&self.table);
        table.lines.remove(&self.id);
        if let Some(address) = self.counted
            && let Some(count) = table.by_address.get_mut(&address)
        {
            *count -= 1;
            if *count == 0 {
                table.by_address.remove(&address);
            }
        }
    }
}

/// Whether a connection has a request, and since when it has none.
pub struct Pulse {
    requests: AtomicUsize,
    /// A request came at least once.
    used: AtomicBool,
    since: Mutex<Instant>,
}

impl Pulse {
    fn new() -> Self {
        Self { requests: AtomicUsize::new(0), used: AtomicBool::new(false), since: Mutex::new(Instant::now()) }
    }

    fn is_busy(&self) -> bool {
        self.requests.load(SeqCst) > 0
    }

    /// A request has come; it lasts until what is given back is dropped.
    pub fn begin(self: &Arc<Self>) -> Busy {
        self.requests.fetch_add(1, SeqCst);
        self.used.store(true, SeqCst);
        Busy(self.clone())
    }

    /// Ends when there is no request, `pause` at the earliest.
    pub async fn quiet(&self, pause: Duration) {
        loop {
            tokio::time::sleep(pause).await;
            if !self.is_busy() {
                return;
            }
        }
    }

    /// Ends when no request has come for too long. The first must come sooner than the next ones.
    pub async fn idle(&self, limits: &Limits) {
        loop {
            let limit = if self.used.load(SeqCst) { limits.idle() } else { limits.patience };
            let begun = if self.is_busy() {
                Instant::now()
            } else {
                *self.since.lock().unwrap_or_else(PoisonError::into_inner)
            };
            if begun.elapsed() >= limit {
                return;
            }
            tokio::time::sleep_until(begun + limit).await;
        }
    }
}

/// A request that is not answered to its end.
pub struct Busy(Arc<Pulse>);

impl Drop for Busy {
    fn drop(&mut self) {
        *self.0.since.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        self.0.requests.fetch_sub(1, SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(at_once: usize, per_address: usize) -> Open {
        let uncounted = Arc::new(|address: IpAddr| address.is_loopback());
        Open::new(Arc::new(Limits { patience: Duration::from_secs(1), at_once, per_address, uncounted }))
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn one_address_takes_no_more_than_its_share_and_gets_it_back() {
        let open = open(100, 2);
        let (_first, second) = (open.admit(address("192.0.2.1")).unwrap(), open.admit(address("192.0.2.1")).unwrap());
        assert!(open.admit(address("::ffff:192.0.2.1")).is_none(), "the same address in another spelling");
        assert!(open.admit(address("192.0.2.2")).is_some());
        drop(second);
        assert!(open.admit(address("192.0.2.1")).is_some());
    }

    #[tokio::test]
    async fn a_network_of_version_6_counts_as_one_and_a_proxy_is_not_counted() {
        let open = open(100, 1);
        let _one = open.admit(address("2001:db8::1")).unwrap();
        assert!(open.admit(address("2001:db8::ffff:2")).is_none());
        assert!(open.admit(address("2001:db8:0:1::1")).is_some());
        let _many: Vec<_> = (0..5).map(|_| open.admit(address("127.0.0.1")).unwrap()).collect();
    }

    #[tokio::test]
    async fn when_all_places_are_taken_the_oldest_without_a_request_makes_room() {
        let open = open(2, 9);
        let (first, second) = (open.admit(address("192.0.2.1")).unwrap(), open.admit(address("192.0.2.2")).unwrap());
        let busy = first.pulse().begin();
        let _third = open.admit(address("192.0.2.3")).unwrap();
        assert!(second.close.is_cancelled() && !first.close.is_cancelled());
        drop(second);
        let _busy_too = _third.pulse().begin();
        assert!(open.admit(address("192.0.2.4")).is_none(), "all have a request");
        drop(busy);
        assert!(open.admit(address("192.0.2.4")).is_some());
    }
}
