//! `studio serve`.

use crate::{
    cli::ServeArgs,
    house::House,
    http::{self, App},
    settings::{Storage, Web},
};
use anyhow::Context as _;
use std::{future::IntoFuture as _, time::Duration};
use tokio::net::TcpListener;

/// How long open requests may take to end after a stop was asked for.
const DRAIN: Duration = Duration::from_secs(10);
/// How often sessions that ran out are swept away.
const SWEEP: Duration = Duration::from_secs(3600);

pub async fn serve(args: ServeArgs) -> anyhow::Result<()> {
    let web = Web::from_environment(args.addr)?;
    // First the port: a second server on it should say so at once.
    let listener = TcpListener::bind(web.addr)
        .await
        .with_context(|| format!("cannot listen on {}. Choose another address with --addr or STUDIO_ADDR", web.addr))?;
    let addr = listener.local_addr()?;
    let house = House::open_at(&Storage::from_environment(&args.data), web.public_url.as_deref()).await?;
    let studio = house.studio.clone();
    let sweeper = tokio::spawn(sweep(studio.database().clone()));
    let app = http::router(App::new(studio.clone(), web.clone()));
    let shown = web.public_url.clone().unwrap_or_else(|| format!("http://{addr}"));
    println!("Director Studio is at {shown}");
    tracing::info!(%addr, data = %args.data.display(), "serving");

    let stopping = studio.stopping();
    let stop = tokio_util::sync::CancellationToken::new();
    let server = axum::serve(listener, app.into_make_service_with_connect_info::<std::net::SocketAddr>())
        .with_graceful_shutdown(stop.clone().cancelled_owned())
        .into_future();
    let mut server = tokio::spawn(server);
    tokio::select! {
        () = asked_to_stop() => {}
        ended = &mut server => return Ok(ended??),
    }
    tracing::info!("stopping");
    // Event streams end when the studio stops; were they not told, the server would wait for them for ever.
    stop.cancel();
    stopping.cancel();
    if tokio::time::timeout(DRAIN, &mut server).await.is_err() {
        tracing::warn!("some requests did not end in time");
        server.abort();
    }
    sweeper.abort();
    house.close().await
}

async fn sweep(store: store::Store) {
    let sessions = store::Sessions(store.clone());
    loop {
        if let Err(error) = sessions.delete_expired().await {
            tracing::warn!(%error, "old sessions were not swept away");
        }
        if let Err(error) = store.sweep_tries().await {
            tracing::warn!(%error, "old tries to sign in were not swept away");
        }
        tokio::time::sleep(SWEEP).await;
    }
}

/// Ends when the process is told to: Ctrl-C, or the signal that service managers send.
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        },
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}
