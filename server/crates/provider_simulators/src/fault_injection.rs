//! What goes wrong at the services that tell an error by its status, by the seed.

use super::{
    faults::{Course, Create, Faults, Look},
    tcp::Reply,
};
use serde_json::json;
use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// The faults of one service, or none.
#[derive(Debug)]
pub(super) struct FaultInjection {
    faults: Faults,
    silence: Duration,
    /// How often each thing was asked for.
    sent: Mutex<HashMap<String, u64>>,
    looks: AtomicU64,
}

impl FaultInjection {
    /// Without a seed everything goes well. It keeps silent for so long where its faults say so.
    pub(super) fn new(seed: Option<u64>, silence: Duration) -> Self {
        let faults = Faults { seed, most_lag: Duration::ZERO };
        Self { faults, silence, sent: Mutex::default(), looks: AtomicU64::new(0) }
    }

    /// How a task of this name goes.
    pub(super) fn course(&self, name: &str) -> Course {
        self.faults.course(name, Duration::ZERO)
    }

    /// Answers a request that creates, and is charged, in `make`; `no` is how the service says that it did nothing.
    pub(super) fn create(
        &self,
        name: &str,
        no: impl FnOnce(u16, &str) -> Reply,
        make: impl FnOnce() -> Reply,
    ) -> Reply {
        let nth = {
            let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
            let count = sent.entry(name.to_owned()).or_default();
            *count += 1;
            *count - 1
        };
        let fault = self.faults.create(name, nth);
        match fault {
            Create::ResetBefore => return Reply::Reset,
            Create::ErrorBefore => return no(500, "internal error"),
            Create::RateLimit => return later(no(429, "request rate too high")),
            Create::SlotsFull => return no(429, "too many tasks at once"),
            Create::OddCode => return Reply::json(200, &json!({ "unexpected": true })),
            _ => {}
        }
        match (fault, make()) {
            // What was refused was refused, however the day is.
            (_, refused @ Reply::Whole(400.., ..)) => refused,
            (Create::ResetAfter, _) => Reply::Reset,
            // Who lost patience stands before the service and speaks no word of its dialect.
            (Create::ErrorAfter, _) => Reply::html(504),
            (Create::SilenceAfter, _) => Reply::Silence(self.silence),
            (Create::HtmlAfter, _) => Reply::html(502),
            (Create::HalfAfter, made) => half(made),
            (_, made) => made,
        }
    }

    /// Answers a question by `see`, unless something goes wrong.
    pub(super) fn look(&self, no: impl FnOnce(u16, &str) -> Reply, see: impl FnOnce() -> Reply) -> Reply {
        match self.faults.look(self.looks.fetch_add(1, Ordering::Relaxed)) {
            Look::Fine => see(),
            Look::Reset => Reply::Reset,
            Look::Error => no(503, "temporarily unavailable"),
            Look::Html => Reply::html(200),
            Look::RateLimit => later(no(429, "request rate too high")),
            Look::Half => half(see()),
        }
    }
}

fn later(reply: Reply) -> Reply {
    match reply {
        Reply::Whole(status, _, body) => Reply::Later(status, 1, body),
        other => other,
    }
}

fn half(reply: Reply) -> Reply {
    match reply {
        Reply::Whole(status, kind, body) => Reply::Half(status, kind, body),
        other => other,
    }
}
