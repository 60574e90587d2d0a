//! What a request brings must come at a least rate; what is answered keeps the connection busy.

use super::open::Busy;
use axum::body::{Body, Bytes};
use hyper::body::{Frame, Incoming, SizeHint};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep};

/// Bytes per second that a client has to send in the long run.
const LEAST_RATE: f64 = 2_000.0;

/// A request's body. Only the time that the studio waits for the client counts, not the time that the studio itself takes.
pub struct Paced {
    inner: Incoming,
    patience: Duration,
    /// In bytes.
    received: f64,
    waited: Duration,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Paced {
    pub fn new(inner: Incoming, patience: Duration) -> Self {
        Self { inner, patience, received: 0.0, waited: Duration::ZERO, waiting: None }
    }

    /// How long the client may let the studio wait, for all that it has sent so far.
    fn allowed(&self) -> Duration {
        let earned = Duration::try_from_secs_f64(self.received / LEAST_RATE).unwrap_or(Duration::MAX);
        self.patience.saturating_add(earned).saturating_sub(self.waited)
    }
}

impl hyper::body::Body for Paced {
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

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
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
