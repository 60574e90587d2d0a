//! What is for one person, or for the operator, is for nobody else: caches, cookies, figures, other programs.

use crate::served::Served;
use serde_json::json;
use std::{
    collections::{HashMap, HashSet},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

const SCRIPT: &str = "INT. ROOM - DAY\n\nRain on the window. A man sits.\n\nMAN\nAlone.\n";
const CANARY: &str = "sk-canary-of-the-environment";

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_data_of_a_person_stay_in_no_cache_and_media_may() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let new = json!({ "title": "A", "script": SCRIPT, "settings": { "resolution": "480p" } });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    let id = made["id"].as_str().unwrap().to_owned();
    studio.json("POST", &format!("/api/v1/projects/{id}/commands"), json!({ "command": "start" })).await;
    studio.until_done(&id).await;
    let view = studio.get(&format!("/api/v1/projects/{id}")).await.to_string();
    let media = view.split('"').find(|text| text.starts_with("/media/") && text.ends_with(".mp4")).unwrap().to_owned();
    let asked = async |path: &str| {
        let request = studio.client.get(format!("{}{path}", studio.address)).header("cookie", &studio.cookie);
        let answer = request.send().await.unwrap();
        let head = |name: &str| answer.headers().get(name).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        (head("cache-control"), head("content-security-policy"))
    };
    for path in [
        "/",
        "/settings",
        "/login",
        &format!("/projects/{id}"),
        &format!("/api/v1/projects/{id}"),
        "/api/v1/me",
        "/api/v1/keys",
    ] {
        let (cache, policy) = asked(path).await;
        assert_eq!(cache, "no-store", "{path}");
        assert!(!policy.is_empty() && !policy.contains("unsafe-inline"), "{path}: {policy}");
    }
    let (cache, policy) = asked(&media).await;
    assert!(cache.starts_with("private, max-age="), "{cache}");
    assert!(!policy.contains("unsafe-inline"), "{policy}");

    let media = folder.path().join("data/media");
    let mut seen = 0;
    let mut folders = vec![media.clone()];
    assert_eq!(std::fs::metadata(&media).unwrap().permissions().mode() & 0o777, 0o750);
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap().map(Result::unwrap) {
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode & 0o027, 0, "{}: {mode:o}", entry.path().display());
            seen += 1;
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
        }
    }
    assert!(seen > 5, "{seen} files and folders of a film");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_https_is_on_cookies_say_so_and_a_sentence_in_one_is_short() {
    let folder = testkit::folder();
    let settings =
        [("STUDIO_URL", "https://studio.example".to_owned()), ("STUDIO_SETUP_TOKEN", "of-set-up".to_owned())];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &settings);
    // `start_at` tells the public address; the server itself listens where its log says.
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    let line = log.lines().find(|line| line.contains("serving")).unwrap();
    let (_, port) = line.split_once("127.0.0.1:").unwrap();
    let port = port.split(|c: char| !c.is_ascii_digit()).next().unwrap();
    studio.address = format!("http://127.0.0.1:{port}");
    let form = "email=ada%40example.com&name=Ada&password=a+long+enough+password&token=of-set-up&registration=open";
    let post = |path: &str, body: String| {
        studio
            .client
            .post(format!("{}{path}", studio.address))
            .header("host", "studio.example")
            .header("origin", "https://studio.example")
            .header("accept", "text/html")
            .header("referer", "https://studio.example/new")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
    };
    let answer = post("/auth/register", form.to_owned()).send().await.unwrap();
    let session = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(session.starts_with("__Host-studio="), "{session}");
    assert_eq!(session.matches("; Secure").count(), 1, "{session}");
    let body = format!("form[title]=A&form[script]=A&form[aspect]={}", "X".repeat(100_000));
    let cookie = session.split(';').next().unwrap().to_owned();
    let answer = post("/api/projects/create", body).header("cookie", cookie).send().await.unwrap();
    let flash = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().unwrap())
        .find(|c| c.starts_with("flash="));
    let flash = flash.unwrap();
    assert!(flash.contains("; Secure") && flash.len() < 1_500, "{} bytes", flash.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_told_with_the_token_and_on_an_address_of_their_own() {
    let folder = testkit::folder();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let settings = [("STUDIO_METRICS_TOKEN", "a token".to_owned()), ("STUDIO_METRICS_ADDR", free.to_string())];
    let studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &settings);
    for at in [studio.address.clone(), format!("http://{free}")] {
        for (token, status) in [("", 401), ("Bearer another", 401), ("Bearer a token", 200)] {
            let request = studio.client.get(format!("{at}/metrics")).header("authorization", token);
            assert_eq!(request.send().await.unwrap().status().as_u16(), status, "{at} with {token:?}");
        }
    }
    let other = studio.client.get(format!("http://{free}/login")).send().await.unwrap();
    assert_eq!(other.status().as_u16(), 404, "nothing else is told there");
}

/// The parent of every process, and its name.
fn processes() -> HashMap<u32, (u32, String)> {
    let all = std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
    let about = |pid: u32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let (name, rest) = stat.split_once('(')?.1.rsplit_once(')')?;
        Some((pid, (rest.split_whitespace().nth(1)?.parse().ok()?, name.to_owned())))
    };
    all.filter_map(about).collect()
}

/// A folder above the file is closed to other users.
fn ancestors_closed(file: &Path) -> bool {
    file.ancestors().skip(1).any(|at| std::fs::metadata(at).is_ok_and(|about| about.permissions().mode() & 0o001 == 0))
}

/// Stands in front of a program and writes down who runs it, in which network, and the environment that it was given.
fn spy(folder: &Path, name: &str) {
    use std::io::Write as _;
    let real =
        std::env::split_paths(&std::env::var_os("PATH").unwrap()).map(|at| at.join(name)).find(|at| at.is_file());
    let path = folder.join("bin").join(name);
    let mut script = std::fs::File::create(&path).unwrap();
    let (log, real) = (folder.join(format!("{name}.env")), real.unwrap());
    let look = "env; echo uid=$(id -u) network=$(readlink /proc/self/ns/net)";
    let real = real.display();
    write!(script, "#!/bin/sh\n({look}) >> '{}'\nexec '{real}' \"$@\"\n", log.display()).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    // Whoever runs it may have another user.
    std::fs::File::create(&log).unwrap().set_permissions(std::fs::Permissions::from_mode(0o666)).unwrap();
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn no_program_that_the_studio_starts_is_given_a_key() {
    let folder = testkit::folder();
    std::fs::create_dir(folder.path().join("bin")).unwrap();
    let tools = ["ffmpeg", "ffprobe", "espeak-ng"];
    tools.iter().for_each(|name| spy(folder.path(), name));
    let path = format!("{}:{}", folder.path().join("bin").display(), std::env::var("PATH").unwrap());
    let settings = [("PATH", path), ("RUNWAY_API_KEY", CANARY.to_owned()), ("STUDIO_METRICS_TOKEN", CANARY.to_owned())];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &settings);
    studio.register().await;
    let new = json!({ "title": "A", "script": SCRIPT, "settings": { "resolution": "480p" } });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    let id = made["id"].as_str().unwrap().to_owned();
    studio.json("POST", &format!("/api/v1/projects/{id}/commands"), json!({ "command": "start" })).await;
    studio.until_done(&id).await;
    for name in ["ffmpeg", "espeak-ng"] {
        let given = std::fs::read_to_string(folder.path().join(format!("{name}.env"))).unwrap();
        assert!(given.contains("PATH=") && !given.contains(CANARY) && !given.contains("STUDIO_"), "{name}: {given}");
        let users: HashSet<&str> = given.lines().filter(|line| line.starts_with("uid=")).collect();
        assert!(!users.is_empty());
        let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
        // Where only root can get to the studio's own program, such as in root's home, the readers of scripts have to be root.
        let out_of_reach = ancestors_closed(Path::new(env!("CARGO_BIN_EXE_studio"))) && log.contains("run as root");
        let stepped = users.iter().all(|line| !line.starts_with("uid=0 "));
        assert!(stepped || out_of_reach, "{name} is not root: {users:?}");
        let ours = std::fs::read_link("/proc/self/ns/net").unwrap().display().to_string();
        let apart = users.iter().all(|line| !line.contains(&ours));
        assert!(apart || log.contains("not cut off from the network"), "{name} has no network: {users:?}");
    }
    let all = processes();
    let ours = |mut pid: u32| {
        while let Some((parent, _)) = all.get(&pid) {
            if *parent == studio.child.id() {
                return true;
            }
            pid = *parent;
        }
        false
    };
    let own = std::fs::read(format!("/proc/{}/environ", studio.child.id())).unwrap();
    assert!(String::from_utf8_lossy(&own).contains(CANARY), "the studio itself has the key");
    let databases: Vec<_> = all.iter().filter(|(pid, (_, name))| name == "postgres" && ours(**pid)).collect();
    assert!(!databases.is_empty(), "{all:?}");
    for (pid, _) in databases {
        // One that has just ended has nothing to tell.
        let given = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&given).contains(CANARY), "postgres, {pid}");
    }
}
