//! How fast one Postgres hands out work: tasks that do nothing, taken and ended by many workers at once, and how long a task waits until a
//! worker that slept is awake.

use super::{Table, quantile};
use anyhow::Context as _;
use chrono::TimeDelta;
use futures::StreamExt as _;
use model::TaskState;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use store::{
    Files, OwnConn, Store,
    tasks::{self, Claim, NewJob, Pool, Takes},
};
use tokio::{sync::Notify, task::JoinSet};

/// What no handler of the studio's does.
const KIND: &str = "bench-nothing";
/// Tasks of one round.
const TASKS: usize = 2_000;
/// Wakes of one round.
const WAKES: usize = 100;
/// Workers of one process: those that compute and those that call. They share one connection that listens.
const OF_A_PROCESS: usize = 11;
const LEASE: TimeDelta = TimeDelta::seconds(30);

fn takes() -> Takes<'static> {
    Takes { pool: Pool::Calls, kinds: &[KIND] }
}

/// Rounds with so many workers each, every one with a connection of its own as a process has.
pub async fn measure(table: &mut Table, url: &str, files: Files, workers: &[usize]) -> anyhow::Result<()> {
    let store = Store::connect(url, files).await?;
    for workers in workers.iter().copied() {
        let (per_second, most) = claims(&store, workers).await?;
        table.row(&format!("claims a second, {workers} workers"), format!("{per_second:.0}/s"), "", None);
        table.row(&format!("… one claim with its end, {workers} workers: 95 %"), format!("{most:.1} ms"), "", None);
        let (half, most) = wakes(&store, workers).await?;
        table.row(&format!("queued to awake, {workers} workers sleep: half"), format!("{half:.1} ms"), "", None);
        table.row("… 95 %", format!("{most:.1} ms"), "", None);
    }
    Ok(())
}

async fn add(conn: &mut OwnConn) -> anyhow::Result<()> {
    let job = NewJob::new(KIND, serde_json::json!({}));
    tasks::add_job(conn, job, Pool::Calls).await?.context("it was not queued")?;
    Ok(())
}

/// Takes the next task and ends it; `false` where there is none.
async fn work(conn: &mut OwnConn) -> anyhow::Result<bool> {
    match tasks::claim(conn, takes(), LEASE).await? {
        Some(Claim::Job(lease)) => {
            tasks::finish(conn, &lease, TaskState::Done).await?;
            Ok(true)
        }
        Some(Claim::Step(_)) | None => Ok(false),
    }
}

/// Claims a second, and milliseconds of a claim with its end.
async fn claims(store: &Store, workers: usize) -> anyhow::Result<(f64, f64)> {
    let mut conn = store.own_conn().await?;
    for _ in 0..TASKS {
        add(&mut conn).await?;
    }
    let mut connections = Vec::new();
    for _ in 0..workers {
        connections.push(store.own_conn().await?);
    }
    let left = Arc::new(AtomicUsize::new(TASKS));
    let (begun, mut running) = (Instant::now(), JoinSet::new());
    for mut conn in connections {
        let left = left.clone();
        running.spawn(async move {
            let mut times = Vec::new();
            while left.load(Relaxed) > 0 {
                let begun = Instant::now();
                if work(&mut conn).await? {
                    left.fetch_sub(1, Relaxed);
                    times.push(begun.elapsed().as_secs_f64() * 1e3);
                }
            }
            Ok::<_, anyhow::Error>(times)
        });
    }
    let mut times = Vec::new();
    while let Some(done) = running.join_next().await {
        times.extend(done??);
    }
    let took = begun.elapsed().as_secs_f64();
    times.sort_by(f64::total_cmp);
    Ok((TASKS as f64 / took, quantile(&times, 0.95)))
}

/// Milliseconds from before a task is queued until one of the sleeping workers has it, for half and for 95 of 100.
async fn wakes(store: &Store, workers: usize) -> anyhow::Result<(f64, f64)> {
    let (taken, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let mut running = JoinSet::new();
    for begun in (0..workers).step_by(OF_A_PROCESS) {
        let (woken, mut ear) = (Arc::new(Notify::new()), store.own_conn().await?);
        store::listen(&mut ear, &[tasks::CHANNEL]).await?;
        let wakes = woken.clone();
        running.spawn(async move {
            let mut news = Box::pin(ear.notifications_stream());
            while news.next().await.is_some() {
                wakes.notify_waiters();
            }
            Ok::<_, anyhow::Error>(())
        });
        for _ in begun..workers.min(begun + OF_A_PROCESS) {
            let (mut conn, taken, woken) = (store.own_conn().await?, taken.clone(), woken.clone());
            running.spawn(async move {
                loop {
                    let mut woken = std::pin::pin!(woken.notified());
                    // Armed before the queue is read, so that no wake-up is lost.
                    woken.as_mut().enable();
                    while work(&mut conn).await? {
                        let _nobody = taken.send(Instant::now());
                    }
                    woken.await;
                }
            });
        }
    }
    let (mut conn, mut times) = (store.own_conn().await?, Vec::new());
    for _ in 0..WAKES {
        // The workers sleep again.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let begun = Instant::now();
        add(&mut conn).await?;
        let at = tokio::time::timeout(Duration::from_secs(10), heard.recv()).await?.context("no worker is left")?;
        times.push(at.duration_since(begun).as_secs_f64() * 1e3);
    }
    running.abort_all();
    times.sort_by(f64::total_cmp);
    Ok((quantile(&times, 0.5), quantile(&times, 0.95)))
}
