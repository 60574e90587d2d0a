//! The server under load: pages, watchers, memory, and the size of what a browser fetches.

use super::{Table, new_film, quantile, scale, usage};
use crate::{
    cli::BenchArgs,
    http::{App, router},
    settings::Web,
};
use anyhow::{Context as _, bail};
use futures::StreamExt as _;
use model::{ArtifactKind, Edit, ProjectId, ProjectSettings, UserId};
use pipeline::Studio;
use reqwest::{Client, header::COOKIE, redirect::Policy};
use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, task::JoinSet};

const PER_SECOND: u64 = 200;
const SECONDS: u64 = 10;

/// What a browser fetches before the page comes alive, as it travels.
pub fn bundle(table: &mut Table, site: &Path) {
    let size = |name: &str| fs::metadata(site.join("pkg").join(name)).map(|file| file.len()).ok();
    let both = |end: &str| Some(size(&format!("studio.wasm{end}"))? + size(&format!("studio.js{end}"))?);
    let Some(bytes) = both(".br").or_else(|| both(".gz")) else {
        table.row("browser bundle, compressed", "not built".to_owned(), "≤ 350 kB", None);
        return;
    };
    let kb = bytes as f64 / 1e3;
    table.row("browser bundle, compressed", format!("{kb:.0} kB"), "≤ 350 kB", Some(kb <= 350.0));
}

/// The memory of a server of its own that nobody uses.
pub async fn idle(table: &mut Table, data: &Path, site: &Path) -> anyhow::Result<()> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["serve", "--addr", "127.0.0.1:0", "--data"])
        .arg(data)
        .env("LEPTOS_SITE_ROOT", site)
        .env("STUDIO_LOG", "warn")
        .stdout(Stdio::piped())
        .spawn()?;
    let out = child.stdout.take().context("no output")?;
    let said = tokio::task::spawn_blocking(move || {
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).map(|_| line)
    });
    let said = said.await??;
    let url = said.split_whitespace().last().unwrap_or_default().to_owned();
    reqwest::get(format!("{url}/login")).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mb = usage::memory_mb(&child.id().to_string());
    table.row("memory of an idle server", format!("{mb:.0} MB"), "≤ 60 MB", Some(mb <= 60.0));
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
    tokio::task::spawn_blocking(move || child.wait()).await??;
    Ok(())
}

pub async fn measure(table: &mut Table, studio: &Studio, args: &BenchArgs) -> anyhow::Result<()> {
    let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let listener = TcpListener::bind(addr).await?;
    let addr = listener.local_addr()?;
    let web = Web { site_root: args.site.clone(), ..Web::local(addr) };
    let app = router(App::new(studio.clone(), web)?).into_make_service_with_connect_info::<SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, app).await });
    let url = format!("http://{addr}");
    let done = async {
        let (cookie, who) = register(studio, &url).await?;
        let id = new_film(studio, who, 12, ProjectSettings::default()).await?;
        drawn(studio, who, id).await?;
        pages(table, &format!("{url}/projects/{id}"), &cookie).await?;
        scale::measure(table, studio, who, &url, &cookie).await?;
        watchers(table, studio, who, id, &url, &cookie, args.viewers).await
    };
    let done = done.await;
    server.abort();
    done
}

async fn register(studio: &Studio, url: &str) -> anyhow::Result<(String, UserId)> {
    let client = Client::builder().redirect(Policy::none()).build()?;
    let form = "email=bench%40example.test&password=a+long+enough+password&name=Bench";
    let kind = "application/x-www-form-urlencoded";
    let answer = client.post(format!("{url}/auth/register")).header("content-type", kind).body(form).send().await?;
    let cookie = answer.headers().get("set-cookie").context("no session")?.to_str()?;
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let person = studio.database().sign_in("bench@example.test", "a long enough password").await?;
    Ok((cookie, person.id))
}

/// Waits until the pictures that a new film gets by and by are there: a page is measured, not the drawing beside it.
async fn drawn(studio: &Studio, who: UserId, id: ProjectId) -> anyhow::Result<()> {
    loop {
        let view = studio.project(who, id).await?;
        let all = view.list.characters.len() + view.list.locations.len() + view.clips.len();
        let mut conn = studio.database().conn().await?;
        if store::artifacts::of_kind(&mut conn, id, ArtifactKind::Panel).await?.len() >= all {
            return Ok(());
        }
        drop(conn);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Requests at a steady rate, whether or not the ones before have been answered.
async fn pages(table: &mut Table, page: &str, cookie: &str) -> anyhow::Result<()> {
    let client = Client::new();
    for _ in 0..50 {
        client.get(page).header(COOKIE, cookie).send().await?.error_for_status()?.bytes().await?;
    }
    let mut tick = tokio::time::interval(Duration::from_nanos(1_000_000_000 / PER_SECOND));
    let mut asked = JoinSet::new();
    for _ in 0..PER_SECOND * SECONDS {
        tick.tick().await;
        let request = client.get(page).header(COOKIE, cookie);
        asked.spawn(async move {
            let begin = Instant::now();
            request.send().await?.error_for_status()?.bytes().await?;
            Ok::<_, reqwest::Error>(begin.elapsed().as_secs_f64() * 1e3)
        });
    }
    let mut times = Vec::new();
    while let Some(done) = asked.join_next().await {
        times.push(done??);
    }
    times.sort_by(f64::total_cmp);
    let (p50, p99) = (quantile(&times, 0.5), quantile(&times, 0.99));
    table.row("page of a film, 200 requests/s: half within", format!("{p50:.1} ms"), "≤ 5 ms", Some(p50 <= 5.0));
    table.row("page of a film, 200 requests/s: 99 % within", format!("{p99:.1} ms"), "≤ 25 ms", Some(p99 <= 25.0));
    Ok(())
}

/// Many browsers watch one film: how long an event takes to the last of them.
async fn watchers(
    table: &mut Table,
    studio: &Studio,
    who: UserId,
    id: ProjectId,
    url: &str,
    cookie: &str,
    viewers: usize,
) -> anyhow::Result<()> {
    let client = Client::new();
    let after = studio.project(who, id).await?.last_seq;
    let mut streams = Vec::new();
    for _ in 0..viewers {
        let request = client.get(format!("{url}/api/v1/projects/{id}/events?after={after}")).header(COOKIE, cookie);
        streams.push(request.send().await?.error_for_status()?.bytes_stream());
    }
    let sent: Arc<tokio::sync::OnceCell<Instant>> = Arc::default();
    let mut reading = JoinSet::new();
    for mut stream in streams {
        let sent = sent.clone();
        reading.spawn(async move {
            while let Some(Ok(part)) = stream.next().await {
                if part.windows(6).any(|six| six == b"event:") {
                    return sent.get().map(|sent| sent.elapsed().as_secs_f64() * 1e3);
                }
            }
            None
        });
    }
    let Some(shot) = studio.project(who, id).await?.list.shots.first().map(|shot| shot.id) else { bail!("no shots") };
    // From before the edit: the time that its own queries take is counted, too.
    sent.set(Instant::now())?;
    studio.edit(who, id, Edit::SplitShot { shot, at: None, of: None }).await?;
    let mut times = Vec::new();
    while let Some(done) = reading.join_next().await {
        times.extend(done?);
    }
    if times.len() < viewers {
        bail!("{} of {viewers} viewers heard nothing", viewers - times.len());
    }
    times.sort_by(f64::total_cmp);
    let p99 = quantile(&times, 0.99);
    table.row(
        &format!("edit to browser, {viewers} viewers: 99 % within"),
        format!("{p99:.0} ms"),
        "≤ 100 ms",
        Some(p99 <= 100.0),
    );
    Ok(())
}
