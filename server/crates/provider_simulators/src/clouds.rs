//! A place that films are sent to: a server with files in memory, which counts what it answered and goes wrong when it is told to.

use crate::{Asked, Fault, Reply, Server, once::Faults};
use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::watch;

/// How long an answer hangs.
const SILENCE: Duration = Duration::from_secs(600);

/// What a cloud keeps, and how it answers.
pub(crate) trait Keeps: Send + 'static {
    /// A request by the text that [`Faults`] look for a part of: its path, and what tells requests to one path apart.
    fn named(asked: &Asked) -> String;

    /// The answer, where this goes wrong on the way or not; after it the line may still be cut.
    fn answer(&mut self, asked: &Asked, fault: Option<Fault>) -> Reply;
}

/// A running server. It ends when this is dropped.
pub(crate) struct Cloud<S> {
    server: Server,
    held: Arc<Mutex<Held<S>>>,
    /// Rises with every request that was answered, or that hangs.
    answered: watch::Sender<usize>,
}

struct Held<S> {
    state: S,
    faults: Faults,
}

impl<S: Keeps> Cloud<S> {
    /// Starts it on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When there is no free port.
    pub(crate) async fn start(state: S) -> io::Result<Self> {
        let held = Arc::new(Mutex::new(Held { state, faults: Faults::default() }));
        let (own, answered) = (held.clone(), watch::Sender::new(0));
        let tells = answered.clone();
        let answer = move |asked: &Asked| {
            let mut held = lock(&own);
            let fault = held.faults.take(&asked.method, &S::named(asked));
            let reply = match fault {
                Some(Fault::Cut) => Reply::Reset,
                _ => held.state.answer(asked, fault),
            };
            let reply = match fault {
                Some(Fault::LostAnswer | Fault::Half) => Reply::Reset,
                Some(Fault::Hang) => Reply::Silence(SILENCE),
                _ => reply,
            };
            drop(held);
            tells.send_modify(|answered| *answered += 1);
            reply
        };
        Ok(Self { server: Server::start(answer).await?, held, answered })
    }

    /// "http://127.0.0.1:4000".
    pub(crate) fn base_url(&self) -> &str {
        &self.server.base_url
    }

    /// The next request of this method whose name holds this text goes wrong.
    pub(crate) fn fail(&self, method: &str, name: &str, fault: Fault) {
        lock(&self.held).faults.add(method, name, fault);
    }

    /// Reads or changes what is kept.
    pub(crate) fn with<T>(&self, what: impl FnOnce(&mut S) -> T) -> T {
        what(&mut lock(&self.held).state)
    }

    /// All requests so far, in the order they came.
    pub(crate) fn heard(&self) -> Vec<Asked> {
        self.server.heard()
    }

    /// Waits, answer by answer, until this holds.
    pub(crate) async fn until(&self, holds: impl Fn() -> bool) {
        let mut answered = self.answered.subscribe();
        // The sender lives as long as this.
        let _lives = answered.wait_for(|_| holds()).await;
    }
}

fn lock<S>(held: &Mutex<Held<S>>) -> MutexGuard<'_, Held<S>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
