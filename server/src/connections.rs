//! The connections of browsers and programs: how many there may be, and how long one may keep the studio waiting.

mod body;
mod limits;
mod open;
mod stalled;

pub use limits::{Limits, raise_descriptors};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderValue, header},
};
use hyper::{Request, Version, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto,
};
use open::{Open, Place};
use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt as _;

/// Of a request's head, in bytes.
const LARGEST_HEAD: usize = 128 << 10;
/// How many requests one HTTP/2 connection may have open at once.
const STREAMS: u32 = 100;
/// How many requests of an HTTP/2 connection may be taken back before they were answered, until the connection is closed.
const TAKEN_BACK: usize = 20;
/// How long to wait when no connection can be accepted.
const PAUSE: Duration = Duration::from_millis(50);
/// How long a connection without a request may stay when the studio stops: time to say good-bye.
const PARTING: Duration = Duration::from_millis(500);
/// What a connection is told that is one too many.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Serves until `stop`, then until all requests have ended. `abandon` ends those that do not end by themselves.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: CancellationToken,
    abandon: CancellationToken,
) {
    let (tasks, limits) = (TaskTracker::new(), Arc::new(limits));
    let open = Open::new(limits.clone());
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                refused_by_system(&error, &open).await;
                continue;
            }
        };
        let Some(place) = open.admit(peer.ip()) else {
            let _told_if_possible = stream.try_write(FULL);
            continue;
        };
        let held = hold(stream, peer, place, router.clone(), limits.clone(), stop.clone());
        let abandon = abandon.clone();
        tasks.spawn(async move {
            tokio::select! {
                () = held => {}
                () = abandon.cancelled() => {}
            }
        });
    }
    drop(listener);
    tasks.close();
    tasks.wait().await;
}

/// A connection that broke before it was accepted says nothing about the next one; a lack of descriptors does.
async fn refused_by_system(error: &io::Error, open: &Open) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        return;
    }
    tracing::warn!(%error, "a connection could not be accepted");
    open.close_one_that_waits();
    tokio::time::sleep(PAUSE).await;
}

/// Answers the requests of one connection.
async fn hold(
    stream: TcpStream,
    peer: SocketAddr,
    place: Place,
    router: Router,
    limits: Arc<Limits>,
    stop: CancellationToken,
) {
    let _small_answers_leave_at_once = stream.set_nodelay(true);
    let pulse = place.pulse();
    let (beat, patience) = (pulse.clone(), limits.patience);
    let service = service_fn(move |request: Request<Incoming>| {
        let busy = beat.begin();
        let (version, expects) = (request.version(), request.headers().contains_key(header::EXPECT));
        let (head, body) = request.into_parts();
        let (body, ended) = body::Paced::new(body, version, expects, patience);
        let mut request = Request::from_parts(head, Body::new(body));
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = router.clone();
        async move {
            let Ok(mut response) = router.oneshot(request).await;
            // Between the rest of this request and the next one nobody could tell, so the connection is closed: the client must know.
            if version <= Version::HTTP_11 && !ended.get() {
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(response.map(|body| body::Answer::new(body, busy)))
        }
    });
    let builder = protocol();
    let io = TokioIo::new(stalled::Stalled::new(stream, limits.idle()));
    let mut connection = pin!(builder.serve_connection(io, service));
    let mut stopping = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%peer, %error, "a connection broke");
                }
                return;
            }
            () = place.closed() => return,
            () = pulse.idle(&limits) => return,
            // Hyper waits for the rest of a request of which something came.
            () = pulse.quiet(PARTING), if stopping => return,
            () = stop.cancelled(), if !stopping => {
                stopping = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

fn protocol() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    // How long a head may take is counted by `Pulse`, which also sees connections that say nothing at all.
    builder.http1().timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(LARGEST_HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_pending_accept_reset_streams(TAKEN_BACK)
        .max_header_list_size(LARGEST_HEAD as u32)
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(20));
    builder
}
