//! What a request brings must come at a least rate; what is answered keeps the connection busy.

use super::open::Busy;
use axum::body::{Body, Bytes};
use hyper::{
    Version,
    body::{Body as _, Frame, Incoming, SizeHint},
};
use std::{
    future::poll_fn,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep, timeout};

/// Bytes per second that a client has to send in the long run.
const LEAST_RATE: f64 = 2_000.0;
/// How long the rest of a body is read and thrown away after the request was answered.
const LINGER: Duration = Duration::from_secs(5);

/// Whether a request's body was read to its end.
#[derive(Clone, Default)]
pub struct Ended(Arc<AtomicBool>);

impl Ended {
    pub fn get(&self) -> bool {
        self.0.load(SeqCst)
    }
}

/// A request's body. Only the time that the studio waits for the client counts, not the time that the studio itself takes.
pub struct Paced(Option<Pace>);

impl Paced {
    pub fn new(inner: Incoming, version: Version, expects: bool, patience: Duration) -> (Self, Ended) {
        let ended = Ended(Arc::new(inner.is_end_stream().into()));
        let pace = Pace {
            inner,
            ended: ended.clone(),
            // A client that waits for a word before it sends its body sends none when it is refused, and HTTP/2 ends one body alone.
            lingers: version <= Version::HTTP_11 && !expects,
            patience,
            received: 0.0,
            waited: Duration::ZERO,
            waiting: None,
        };
        (Self(Some(pace)), ended)
    }
}

/// A client that is still sending would find the connection broken, and never see its answer. What it sends is thrown away for a while.
impl Drop for Paced {
    fn drop(&mut self) {
        let Some(mut rest) = self.0.take().filter(|rest| rest.lingers && !rest.ended.get()) else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(timeout(LINGER, async move {
            while let Some(Ok(_)) = poll_fn(|cx| Pin::new(&mut rest).poll_frame(cx)).await {}
        }));
    }
}

impl hyper::body::Body for Paced {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.as_mut().map_or(Poll::Ready(None), |pace| Pin::new(pace).poll_frame(cx))
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(|pace| pace.inner.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.0.as_ref().map_or_else(SizeHint::default, |pace| pace.inner.size_hint())
    }
}

struct Pace {
    inner: Incoming,
    ended: Ended,
    /// Whether the rest is read after the request was answered.
    lingers: bool,
    patience: Duration,
    /// In bytes.
    received: f64,
    waited: Duration,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Pace {
    /// How long the client may let the studio wait, for all that it has sent so far.
    fn allowed(&self) -> Duration {
        let earned = Duration::try_from_secs_f64(self.received / LEAST_RATE).unwrap_or(Duration::MAX);
        self.patience.saturating_add(earned).saturating_sub(self.waited)
    }
}

impl hyper::body::Body for Pace {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(cx) {
            if let Some((since, _)) = self.waiting.take() {
                self.waited += since.elapsed();
            }
            if let Some(Ok(frame)) = &frame {
                self.received += frame.data_ref().map_or(0, Bytes::len) as f64;
            }
            if frame.is_none() || self.inner.is_end_stream() {
                self.ended.0.store(true, SeqCst);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        if self.waiting.is_none() {
            self.waiting = Some((Instant::now(), Box::pin(sleep(self.allowed()))));
        }
        let Some((_, alarm)) = &mut self.waiting else { return Poll::Pending };
        alarm.as_mut().poll(cx).map(|()| {
            let late = io::Error::new(io::ErrorKind::TimedOut, "the request's body comes too slowly");
            Some(Err(late.into()))
        })
    }
}

/// An answer's body: as long as it goes on, the connection is busy.
pub struct Answer {
    inner: Body,
    _busy: Busy,
}

impl Answer {
    pub fn new(inner: Body, busy: Busy) -> Self {
        Self { inner, _busy: busy }
    }
}

impl hyper::body::Body for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.inner).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
