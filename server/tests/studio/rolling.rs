//! Two processes of one studio behind a balancer, changed one after the other under load; and processes of one role.

use crate::served::Served;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};
use testkit::TestDatabase;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
};

const NOWHERE: &str = "http://127.0.0.1:9";

fn environment(database: &TestDatabase, media: &Path, more: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("DATABASE_URL", database.url().to_owned()),
        ("STUDIO_MEDIA", media.display().to_string()),
        ("STUDIO_SECRET_KEY", "ab".repeat(32)),
        ("STUDIO_LOG", "warn".to_owned()),
    ];
    all.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    all
}

fn home(folder: &Path, name: &str) -> PathBuf {
    let home = folder.join(name);
    std::fs::create_dir_all(&home).unwrap();
    home
}

async fn status(client: &reqwest::Client, url: String) -> u16 {
    client.get(url).timeout(Duration::from_secs(5)).send().await.map_or(0, |answer| answer.status().as_u16())
}

/// Asks the process to stop, as a service manager does, and waits until it has.
fn stop(mut studio: Served) {
    let pid = studio.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(studio.child.wait().unwrap().success());
}

/// A balancer as Caddy is one: looks at each process's /readyz often, and passes connections on to those that are ready.
struct Balancer {
    address: SocketAddr,
    backends: Arc<Mutex<Vec<(SocketAddr, bool)>>>,
}

impl Balancer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let backends: Arc<Mutex<Vec<(SocketAddr, bool)>>> = Arc::default();
        let (looked, passed) = (backends.clone(), backends.clone());
        tokio::spawn(async move {
            let client = reqwest::Client::new();
            loop {
                let all = looked.lock().unwrap().clone();
                for (backend, _) in all {
                    let ready = status(&client, format!("http://{backend}/readyz")).await == 200;
                    for one in looked.lock().unwrap().iter_mut().filter(|one| one.0 == backend) {
                        one.1 = ready;
                    }
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        });
        tokio::spawn(async move {
            let next = AtomicUsize::new(0);
            loop {
                let (mut client, _) = listener.accept().await.unwrap();
                let ready: Vec<SocketAddr> =
                    passed.lock().unwrap().iter().filter(|one| one.1).map(|one| one.0).collect();
                let Some(backend) = ready.get(next.fetch_add(1, Relaxed) % ready.len().max(1)).copied() else {
                    continue;
                };
                tokio::spawn(async move {
                    if let Ok(mut server) = TcpStream::connect(backend).await {
                        let _ended = copy_bidirectional(&mut client, &mut server).await;
                    }
                });
            }
        });
        Self { address, backends }
    }

    fn add(&self, studio: &Served) -> SocketAddr {
        let address: SocketAddr = studio.address.trim_start_matches("http://").parse().unwrap();
        self.backends.lock().unwrap().push((address, false));
        address
    }

    fn remove(&self, address: SocketAddr) {
        self.backends.lock().unwrap().retain(|one| one.0 != address);
    }

    async fn until_ready(&self, address: SocketAddr) {
        while !self.backends.lock().unwrap().contains(&(address, true)) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_are_changed_one_after_the_other_under_load_and_no_request_fails() {
    let database = TestDatabase::new().await;
    let folder = testkit::folder();
    let media = folder.path().join("media");
    let environment = environment(&database, &media, &[("STUDIO_DRAIN_WAIT", "2")]);
    let start = |name: &str| Served::start_at(&home(folder.path(), name), NOWHERE, "127.0.0.1:0", &environment);
    let balancer = Balancer::start().await;
    let mut first = start("first");
    first.register().await;
    let cookie = first.cookie.clone();
    let second = start("second");
    let (at_first, at_second) = (balancer.add(&first), balancer.add(&second));
    balancer.until_ready(at_first).await;
    balancer.until_ready(at_second).await;

    let (over, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let load: Vec<_> = (0..4)
        .map(|n| {
            let (over, asked, cookie, address) = (over.clone(), asked.clone(), cookie.clone(), balancer.address);
            tokio::spawn(async move {
                // A connection for each request: each is balanced anew.
                let client = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
                let mut failed = Vec::new();
                while !over.load(Relaxed) {
                    let path = ["/", "/api/v1/projects", "/login", "/settings"][n];
                    let answer = client.get(format!("http://{address}{path}")).header("cookie", &cookie).send().await;
                    let status = answer.as_ref().map_or(0, |answer| answer.status().as_u16());
                    let whole = match answer {
                        Ok(answer) => answer.bytes().await.is_ok(),
                        Err(_) => false,
                    };
                    if status != 200 || !whole {
                        failed.push((path, status));
                    }
                    asked.fetch_add(1, Relaxed);
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
                failed
            })
        })
        .collect();
    // They serve until the test is over.
    let mut newer = Vec::new();
    for (name, old, at) in [("third", first, at_first), ("fourth", second, at_second)] {
        let new = start(name);
        let at_new = balancer.add(&new);
        balancer.until_ready(at_new).await;
        tokio::task::spawn_blocking(move || stop(old)).await.unwrap();
        balancer.remove(at);
        let before = asked.load(Relaxed);
        while asked.load(Relaxed) < before + 40 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        newer.push(new);
    }
    over.store(true, Relaxed);
    let mut failed = Vec::new();
    for one in load {
        failed.extend(one.await.unwrap());
    }
    drop(newer);
    assert!(asked.load(Relaxed) > 100, "{}", asked.load(Relaxed));
    assert!(failed.is_empty(), "{} of {} failed: {failed:?}", failed.len(), asked.load(Relaxed));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_stops_says_so_before_it_closes_its_door() {
    let folder = testkit::folder();
    let mut studio = Served::start_at(folder.path(), NOWHERE, "127.0.0.1:0", &[("STUDIO_DRAIN_WAIT", "3".to_owned())]);
    let (client, address) = (studio.client.clone(), studio.address.clone());
    assert_eq!(status(&client, format!("{address}/readyz")).await, 200);
    let pid = studio.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    while status(&client, format!("{address}/readyz")).await == 200 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(status(&client, format!("{address}/readyz")).await, 503);
    assert_eq!(status(&client, format!("{address}/login")).await, 200, "its door is open yet");
    assert!(studio.child.wait().unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_is_made_by_processes_of_one_role_each_and_the_database_is_migrated_apart() {
    let database = TestDatabase::empty().await;
    let folder = testkit::folder();
    let media = folder.path().join("media");
    let apart = environment(&database, &media, &[("STUDIO_MIGRATE", "no")]);
    let run = |home: &Path, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_studio"));
        command.current_dir(home).args(arguments).envs(apart.iter().map(|(name, value)| (name, value)));
        command.output().unwrap()
    };
    let early = run(&home(folder.path(), "early"), &["serve", "--addr", "127.0.0.1:0", "--data", "data"]);
    let said = String::from_utf8_lossy(&early.stderr).into_owned();
    assert!(!early.status.success() && said.contains("studio migrate"), "{said}");
    let migrated = run(&home(folder.path(), "migrate"), &["migrate"]);
    assert!(migrated.status.success(), "{}", String::from_utf8_lossy(&migrated.stderr));
    let again = run(&home(folder.path(), "migrate"), &["migrate"]);
    assert!(String::from_utf8_lossy(&again.stdout).contains("up to date"));

    let start = |role: &'static str| {
        let environment = environment(&database, &media, &[("STUDIO_MIGRATE", "no"), ("STUDIO_ROLES", role)]);
        Served::start_at(&home(folder.path(), role), NOWHERE, "127.0.0.1:0", &environment)
    };
    let mut web = start("web");
    web.register().await;
    let script = "INT. ROOM - DAY\n\nRain on the window. A man sits.\n";
    let settings = serde_json::json!({ "resolution": "480p", "music": false });
    let new = serde_json::json!({ "title": "Roles", "script": script, "settings": settings });
    let (_, made) = web.json("POST", "/api/v1/projects", new).await;
    let id = made["id"].as_str().unwrap().to_owned();
    let start_it = serde_json::json!({ "command": "start" });
    web.json("POST", &format!("/api/v1/projects/{id}/commands"), start_it).await;
    let compute = start("compute");
    let _calls = start("calls");
    web.until_done(&id).await;
    assert_eq!(status(&compute.client, format!("{}/login", compute.address)).await, 404, "it has no pages");
    assert_eq!(status(&compute.client, format!("{}/readyz", compute.address)).await, 200);
}
