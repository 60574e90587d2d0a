//! `studio serve`.

use crate::{
    backups,
    cli::ServeArgs,
    connections::{self, Limits},
    house::{House, Opening},
    http::{self, App},
    settings::{Storage, Web},
};
use anyhow::{Context as _, anyhow};
use pipeline::Roles;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// How long open requests may take to end after a stop was asked for.
const DRAIN: Duration = Duration::from_secs(10);
/// How often sessions that ran out are swept away.
const SWEEP: Duration = Duration::from_secs(3600);

pub async fn serve(args: ServeArgs) -> anyhow::Result<()> {
    let web = Web::from_environment(args.addr)?;
    let limits = Limits::from_environment(connections::raise_descriptors(), web.trusted.clone())?;
    // First the port: a second server on it should say so at once.
    let listener = TcpListener::bind(web.addr)
        .await
        .with_context(|| format!("cannot listen on {}. Choose another address with --addr or STUDIO_ADDR", web.addr))?;
    let addr = listener.local_addr()?;
    let metrics = metrics_listener().await?;
    let roles = Roles::parse(&args.role).map_err(|odd| anyhow!("{odd} is no role: web, compute, calls"))?;
    let migrate = std::env::var("STUDIO_MIGRATE").map_or(true, |choice| choice.trim() != "no");
    let opening = Opening { address: web.public_url.clone(), roles, migrate };
    let house = House::open_at(&Storage::from_environment(&args.data), &opening).await?;
    let studio = house.studio.clone();
    let sweeper = tokio::spawn(sweep(studio.database().clone()));
    tokio::spawn(backups::keep(studio.clone()));
    if roles.web && std::env::var("STUDIO_SAMPLE").map_or(true, |choice| choice.trim() != "off") {
        studio.make_sample_later();
    }
    let app = App::new(studio.clone(), web.clone())?;
    let (sign_up, draining) = (app.sign_up.clone(), app.draining.clone());
    let (figures, own) = (http::figures_alone(app.clone()), limits.clone());
    let app = if roles.web { http::router(app) } else { http::health_alone(app) };
    let shown = web.public_url.clone().unwrap_or_else(|| format!("http://{addr}"));
    // In the log before it is said aloud: whoever waits for the sentence finds the line.
    tracing::info!(%addr, data = %args.data.display(), "serving");
    println!("Director Studio is at {shown}");
    tell_of_set_up(&studio, &sign_up, web.setup_token.is_some(), &shown).await?;

    let stopping = studio.stopping();
    let (stop, abandon) = (CancellationToken::new(), CancellationToken::new());
    if let Some(listener) = metrics {
        tokio::spawn(connections::serve(listener, figures, own, stop.clone(), abandon.clone()));
    }
    let mut server = tokio::spawn(connections::serve(listener, app, limits, stop.clone(), abandon.clone()));
    tokio::select! {
        () = asked_to_stop() => {}
        ended = &mut server => return Ok(ended?),
    }
    // Whoever balances hears of it while the door is still open; who asks once more has no patience.
    draining.cancel();
    let wait = drain_wait();
    if !wait.is_zero() {
        tracing::info!(seconds = wait.as_secs(), "no new people are sent here; waiting before the door closes");
        let _asked_again = tokio::time::timeout(wait, asked_to_stop()).await;
    }
    tracing::info!("stopping");
    // Event streams end when the studio stops; were they not told, the server would wait for them for ever.
    stop.cancel();
    stopping.cancel();
    if tokio::time::timeout(DRAIN, &mut server).await.is_err() {
        tracing::warn!("some requests did not end in time");
        abandon.cancel();
        let _ended = server.await;
    }
    sweeper.abort();
    house.close().await
}

/// `STUDIO_DRAIN_WAIT`, in seconds.
fn drain_wait() -> Duration {
    let seconds = std::env::var("STUDIO_DRAIN_WAIT").ok().and_then(|text| text.trim().parse::<u64>().ok());
    Duration::from_secs(seconds.unwrap_or(0).min(600))
}

/// Where the figures are told apart from everything else, if `STUDIO_METRICS_ADDR` says so.
async fn metrics_listener() -> anyhow::Result<Option<TcpListener>> {
    let Some(addr) = std::env::var("STUDIO_METRICS_ADDR").ok().filter(|addr| !addr.trim().is_empty()) else {
        return Ok(None);
    };
    let listener = TcpListener::bind(addr.trim()).await;
    Ok(Some(listener.with_context(|| format!("cannot listen on {addr}, which STUDIO_METRICS_ADDR names"))?))
}

/// While there is no account, says where the first one is made, and with which token.
async fn tell_of_set_up(
    studio: &pipeline::Studio,
    sign_up: &pipeline::SignUp,
    own: bool,
    shown: &str,
) -> anyhow::Result<()> {
    use std::io::Write as _;
    if !pipeline::sign_up::is_new(studio.database()).await? {
        return Ok(());
    }
    let token = if own { "what STUDIO_SETUP_TOKEN says" } else { &*sign_up.token };
    let line = format!("There is no account yet. Set up the studio at {shown}/register; set-up token: {token}");
    tracing::info!("{line}");
    // Whoever started us may have stopped reading.
    let _ = writeln!(std::io::stdout(), "{line}");
    Ok(())
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
