//! A bought film whose process, neighbour or database goes away at the worst moments: nothing is paid twice, and it is made.
//!
//! In the check a part of the moments is walked through; `STUDIO_SOAK_FILMS` walks through all of them.

use crate::Calm;
use diesel_async::SimpleAsyncConnection as _;
use provider_simulators::{
    charges,
    kling::{Kling, Options},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    os::unix::process::ExitStatusExt as _,
    path::Path,
    process::{Child, Command},
    time::Duration,
};
use store::{artifacts, attempts, failpoint};
use testkit::TestDatabase;
use tokio::runtime::Runtime;

/// Signals, as numbers, that the operating systems we build for agree about.
const ABORT: i32 = 6;

fn script(shots: usize) -> String {
    let mut script = "SCENE 1: EXT. HARBOUR - DAWN\nFog over the water.\n\n".to_owned();
    for shot in 1..=shots {
        script.push_str(&format!("SHOT {shot}: Wide - 3s\nFerry {shot} waits at the pier.\n\n"));
    }
    script
}

fn film(folder: &Path, data: &str, kling: &Kling) -> Command {
    let mut command = crate::bought_film(folder, data, kling);
    command.args(["--resolution", "480p"]).env("STUDIO_UNKNOWN_GRACE", "1").env("STUDIO_LEASE", "2");
    command
}

fn signal(pid: u32, name: &str) {
    let status = Command::new("kill").args([name, &pid.to_string()]).status().unwrap();
    assert!(status.success(), "kill {name} {pid}");
}

/// Waits until so much was charged.
fn until_charged(kling: &Kling, count: usize, child: &mut Child) {
    while charges(&kling.charges).unwrap().len() < count {
        assert!(child.try_wait().unwrap().is_none(), "the film ended before {count} shots were charged");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Every shot was charged, and no name twice.
fn charged_once(kling: &Kling, shots: usize, when: &str) {
    let mut names = BTreeMap::<String, usize>::new();
    for charge in charges(&kling.charges).unwrap() {
        *names.entry(charge.external_id).or_default() += 1;
    }
    assert!(names.values().all(|count| *count == 1) && names.len() == shots, "{when}: {names:?}");
}

fn simulator(runtime: &Runtime, charges_again: bool) -> Kling {
    let options =
        Options { charges_again: Some(charges_again), takes: Duration::from_millis(300), ..Options::default() };
    runtime.block_on(Kling::start(options)).unwrap()
}

/// Dies at each of the moments in turn, each time in the process that goes on from there.
fn dies_at(points: &[&str], shots: usize, charges_again: bool) {
    let runtime = Runtime::new().unwrap();
    let folder = testkit::folder();
    let kling = simulator(&runtime, charges_again);
    std::fs::write(folder.path().join("script.txt"), script(shots)).unwrap();
    let mut calm = Calm::begin(folder.path(), simulator(&runtime, charges_again), film);
    for point in points {
        let ended = film(folder.path(), "data", &kling).env("STUDIO_ABORT_AT", point).status().unwrap();
        assert_eq!(ended.signal(), Some(ABORT), "{point} was not reached: {ended}");
    }
    let ended = film(folder.path(), "data", &kling).status().unwrap();
    assert!(ended.success(), "{ended}");
    charged_once(&kling, shots, &format!("{points:?}"));
    let made = std::fs::read(folder.path().join("data.mp4")).unwrap();
    assert!(made == calm.end().1, "{points:?}: the films differ");
}

/// The moments of the check: each test has its half, in an order in which each is reached from the one before.
const FIRST: [&str; 9] = [
    "reserve.after",
    "begin.after",
    "doubt.after",
    "put_back.before",
    "send_again.after",
    "send.after",
    "found.before",
    "poll.after",
    "settle.after",
];
const SECOND: [&str; 17] = [
    "reserve.before",
    "begin.before",
    "send.before",
    "doubt.before",
    "put_back.after",
    "send_again.before",
    "created.before",
    "found.after",
    "poll.before",
    "file.placed",
    "file.synced",
    "file.renamed",
    "file.kept",
    "settle.before",
    "commit.before",
    "commit.after",
    "created.after",
];

fn long() -> bool {
    std::env::var("STUDIO_SOAK_FILMS").is_ok()
}

#[test]
fn killed_before_and_after_every_commit_send_and_rename_a_film_is_charged_once_by_who_charges_again() {
    let (points, shots): (&[&str], _) = if long() { (&failpoint::ALL, 3) } else { (&FIRST, 1) };
    dies_at(points, shots, true);
}

#[test]
fn killed_before_and_after_every_commit_send_and_rename_a_film_is_charged_once_by_who_refuses_duplicates() {
    let both: BTreeSet<&str> = FIRST.into_iter().chain(SECOND).collect();
    assert_eq!(both, failpoint::ALL.into_iter().collect(), "every place is walked through");
    let (points, shots): (&[&str], _) = if long() { (&failpoint::ALL, 3) } else { (&SECOND, 2) };
    dies_at(points, shots, false);
}

#[test]
fn a_process_frozen_past_its_lease_writes_nothing_stale_and_pays_nothing_again() {
    const SHOTS: usize = 2;
    let runtime = Runtime::new().unwrap();
    let database = runtime.block_on(TestDatabase::new());
    let folder = testkit::folder();
    let kling = simulator(&runtime, true);
    std::fs::write(folder.path().join("script.txt"), script(SHOTS)).unwrap();
    let start = |data: &str| {
        let mut command = film(folder.path(), data, &kling);
        command.env("DATABASE_URL", database.url()).env("STUDIO_MEDIA", folder.path().join("media"));
        command.spawn().unwrap()
    };
    let mut frozen = start("one");
    until_charged(&kling, 1, &mut frozen);
    signal(frozen.id(), "-STOP");
    // What it was in the midst of may hold the film: it does so here in any case, for longer than one waits for a lock.
    let holder = runtime.spawn({
        let store = database.store().clone();
        async move {
            let mut conn = store.conn().await.unwrap();
            conn.batch_execute("BEGIN; SET LOCAL lock_timeout = 0; SELECT id FROM projects FOR UPDATE").await.unwrap();
            tokio::time::sleep(Duration::from_millis(6500)).await;
            conn.batch_execute("COMMIT").await.unwrap();
        }
    });
    let ended = start("two").wait().unwrap();
    let said = || std::fs::read_to_string(folder.path().join("two.log")).unwrap_or_default();
    assert!(ended.success(), "the other one goes on: {ended} {}", said());
    charged_once(&kling, SHOTS, "while one was frozen");
    runtime.block_on(holder).unwrap();
    let kept = || {
        runtime.block_on(async {
            let mut conn = database.store().conn().await.unwrap();
            let who = database.store().local_person().await.unwrap();
            let card = store::projects::cards(&mut conn, who).await.unwrap().remove(0);
            let id = model::ProjectId(card.id);
            let mut kept = vec![format!("{} {} {:?}", card.state, card.cost_cents, card.film_id)];
            for kind in model::ArtifactKind::ALL.iter().filter(|kind| **kind != model::ArtifactKind::Panel) {
                let rows = artifacts::of_kind(&mut conn, id, *kind).await.unwrap();
                kept.extend(rows.iter().map(|row| format!("{} {} {}", row.id, row.fingerprint, row.file_key)));
            }
            let rows = attempts::of_project(&mut conn, id).await.unwrap();
            kept.extend(rows.iter().map(|row| format!("{} {} {:?}", row.id, row.state, row.billed_cents)));
            kept
        })
    };
    let before = kept();
    signal(frozen.id(), "-CONT");
    let ended = frozen.wait().unwrap();
    assert!(ended.success(), "it sees that the film is made: {ended}");
    assert_eq!(kept(), before);
    charged_once(&kling, SHOTS, "after it went on");
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert!(bytes("one.mp4") == bytes("two.mp4"));
}

#[test]
fn a_film_outlives_the_crashes_of_its_database() {
    const SHOTS: usize = 3;
    let runtime = Runtime::new().unwrap();
    let crashes = if long() { 30 } else { 2 };
    let folder = testkit::folder();
    std::fs::write(folder.path().join("script.txt"), script(SHOTS)).unwrap();
    let postmaster = |data: &str| {
        let text = std::fs::read_to_string(folder.path().join(data).join("postgres/postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse::<u32>().ok()
    };
    let mut calm = Calm::begin(folder.path(), simulator(&runtime, false), film);
    let mut undisturbed = None;
    let mut films = 0;
    let (mut crashed, mut last) = (0, None);
    while crashed < crashes {
        films += 1;
        let data = format!("data{films}");
        let kling = simulator(&runtime, films % 2 == 1);
        let mut child = film(folder.path(), &data, &kling).spawn().unwrap();
        for count in 1..SHOTS.min(crashes - crashed + 1) {
            until_charged(&kling, count, &mut child);
            let pid = loop {
                match postmaster(&data).filter(|pid| Some(*pid) != last) {
                    Some(pid) => break pid,
                    // The studio has not started it again yet.
                    None => std::thread::sleep(Duration::from_millis(20)),
                }
            };
            signal(pid, "-QUIT");
            last = Some(pid);
            crashed += 1;
        }
        let ended = child.wait().unwrap();
        assert!(ended.success(), "film {films}: {ended}");
        charged_once(&kling, SHOTS, &format!("film {films}"));
        let made = std::fs::read(folder.path().join(format!("{data}.mp4"))).unwrap();
        assert!(made == *undisturbed.get_or_insert_with(|| calm.end().1), "film {films}: the films differ");
    }
}
