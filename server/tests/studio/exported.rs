//! Exports of a studio that is killed in the middle: each file comes to its place once, and whole.

use crate::served::Served;
use provider_simulators::{
    dav::{Dav, Fault},
    drive::Drive,
    vimeo::Vimeo,
};
use serde_json::{Value, json};
use std::{os::unix::fs::MetadataExt as _, path::Path};

const SCRIPT: &str = "INT. ROOM - DAY\n\nRain on the window. A man sits.\n\nMAN\nAlone.\n";
const NOWHERE: &str = "http://127.0.0.1:9";

/// A studio with a film, the film's project and its bytes.
async fn filmed(home: &Path) -> (Served, String, Vec<u8>) {
    let mut studio = Served::start(home, NOWHERE);
    studio.register().await;
    let new = json!({ "title": "The Export", "script": SCRIPT, "settings": { "resolution": "480p", "music": false } });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    let id = made["id"].as_str().unwrap().to_owned();
    studio.json("POST", &format!("/api/v1/projects/{id}/commands"), json!({ "command": "start" })).await;
    studio.until_done(&id).await;
    let url = format!("{}/projects/{id}/film.mp4", studio.address);
    let film = studio.client.get(url).header("cookie", &studio.cookie).send().await.unwrap();
    let film = film.bytes().await.unwrap().to_vec();
    (studio, id, film)
}

async fn place(studio: &mut Served, kind: &str, address: &str, account: &str, secret: &str) -> Value {
    let new = json!({ "kind": kind, "address": address, "account": account, "secret": secret, "folder": "Films", "label": kind });
    let (status, added) = studio.json("POST", "/api/v1/destinations", new).await;
    assert_eq!(status, 201, "{added}");
    added["id"].clone()
}

async fn export(studio: &mut Served, id: &str, destination: &Value) -> Value {
    let wanted = json!({ "shape": "film", "destination": destination });
    let (status, asked) = studio.json("POST", &format!("/api/v1/projects/{id}/exports"), wanted).await;
    assert_eq!(status, 202, "{asked}");
    asked["id"].clone()
}

/// Another process in the place of one that was killed.
fn again(studio: Served, home: &Path, environment: &[(&str, String)]) -> Served {
    let cookie = studio.cookie.clone();
    drop(studio);
    let mut studio = Served::start_at(home, NOWHERE, "127.0.0.1:0", environment);
    studio.cookie = cookie;
    studio
}

/// The export, when it is over; its events tell when to look.
async fn until_over(studio: &mut Served, id: &str, export: &Value) -> Value {
    let url = format!("{}/api/v1/projects/{id}/events", studio.address);
    let mut stream = studio.client.get(url).header("cookie", &studio.cookie).send().await.unwrap();
    loop {
        let all = studio.get(&format!("/api/v1/projects/{id}/exports")).await;
        let one = all.as_array().unwrap().iter().find(|one| one["id"] == *export).unwrap().clone();
        if ["done", "failed", "cancelled"].contains(&one["state"].as_str().unwrap()) {
            return one;
        }
        assert!(stream.chunk().await.unwrap().is_some(), "the stream ended");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_a_killed_studio_was_sending_to_a_cloud_is_there_once_and_whole() {
    let folder = testkit::folder();
    let (mut studio, id, film) = filmed(folder.path()).await;
    for (kind, method, part) in [("nextcloud", "MOVE", "/.file"), ("webdav", "PUT", "/The")] {
        let cloud = Dav::start().await.unwrap();
        let files = if kind == "webdav" { Dav::FILES } else { "" };
        let address = format!("{}{files}", cloud.base_url());
        let place = place(&mut studio, kind, &address, Dav::USER, Dav::PASSWORD).await;
        // The file is there, and nobody hears of it any more.
        cloud.fail(method, part, Fault::Hang);
        let before = cloud.asked(method);
        let sending = export(&mut studio, &id, &place).await;
        cloud.until_asked(method, before + 1).await;
        studio = again(studio, folder.path(), &[]);
        let done = until_over(&mut studio, &id, &sending).await;
        assert_eq!((&done["state"], &done["sent"]), (&json!("done"), &json!(film.len())), "{kind}: {done}");
        let files = cloud.files();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["Films/The Export.mp4"], "{kind}");
        assert!(files["Films/The Export.mp4"].bytes == film, "{kind}: the same to the byte");
        assert_eq!(cloud.asked(method), before + 1, "{kind}: it was sent once");
        assert_eq!(export(&mut studio, &id, &place).await, sending, "{kind}: what is there is not sent again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_a_studio_died_over_after_it_came_to_a_bucket_is_sent_once() {
    let folder = testkit::folder();
    let (mut studio, id, film) = filmed(folder.path()).await;
    let bucket = testkit::S3::start().await;
    let (key, secret) = (testkit::S3::ACCESS_KEY, testkit::S3::SECRET_KEY);
    let place = place(&mut studio, "s3", &bucket.url("mine"), key, secret).await;
    studio = again(studio, folder.path(), &[("STUDIO_ABORT_AT", "sent:1".to_owned())]);
    let sending = export(&mut studio, &id, &place).await;
    let _died = studio.child.wait();
    let there = || {
        let films = std::fs::read_dir(bucket.path().join("mine/Films")).unwrap().map(|entry| entry.unwrap().path());
        films.map(|path| (std::fs::metadata(&path).unwrap().ino(), path)).collect::<Vec<_>>()
    };
    let before = there();
    assert_eq!(before.len(), 1);
    studio = again(studio, folder.path(), &[]);
    let done = until_over(&mut studio, &id, &sending).await;
    assert_eq!(done["state"], "done", "{done}");
    assert_eq!(there(), before, "it was written once");
    assert!(std::fs::read(&before[0].1).unwrap() == film, "the same to the byte");
}

/// A destination by its id.
async fn destination(studio: &mut Served, id: &Value) -> Value {
    let all = studio.get("/api/v1/destinations").await;
    all.as_array().unwrap().iter().find(|one| one["id"] == *id).unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cloud_is_connected_on_its_own_page_and_its_password_is_never_told() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), NOWHERE);
    studio.register().await;
    let cloud = Dav::start().await.unwrap();
    let new = json!({ "kind": "nextcloud", "address": cloud.base_url(), "folder": "Films" });
    let (status, added) = studio.json("POST", "/api/v1/destinations/connect", new).await;
    assert_eq!(status, 201, "{added}");
    let one = destination(&mut studio, &added["id"]).await;
    assert!(one["code"]["url"].as_str().unwrap().starts_with(cloud.base_url()) && one["code"]["code"] == "", "{one}");
    let test = format!("/api/v1/destinations/{}/test", added["id"].as_str().unwrap());
    let (_, tried) = studio.json("POST", &test, json!({})).await;
    assert!(tried["works"] == false && tried["sentence"].as_str().unwrap().contains("page"), "{tried}");
    cloud.allow_login();
    let (_, tried) = studio.json("POST", &test, json!({})).await;
    assert_eq!(tried["works"], true, "{tried}");
    let one = destination(&mut studio, &added["id"]).await;
    assert_eq!((&one["account"], &one["code"]), (&json!(Dav::USER), &Value::Null));
    let said = studio.told.iter().any(|(_, told)| String::from_utf8_lossy(told).contains(Dav::PASSWORD));
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(!said && !log.contains(Dav::PASSWORD));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_comes_to_youtube_and_to_vimeo_once_though_the_studio_is_killed() {
    let folder = testkit::folder();
    let (studio, id, film) = filmed(folder.path()).await;
    let (google, vimeo) = (Drive::start().await.unwrap(), Vimeo::start().await.unwrap());
    let environment = [
        ("STUDIO_URL", "http://127.0.0.1:3999".to_owned()),
        ("STUDIO_GOOGLE_WEB_CLIENT_ID", Drive::CLIENT.to_owned()),
        ("STUDIO_GOOGLE_WEB_CLIENT_SECRET", Drive::SECRET.to_owned()),
        ("STUDIO_GOOGLE_BASE_URL", google.base_url().to_owned()),
        ("STUDIO_VIMEO_BASE_URL", vimeo.base_url().to_owned()),
    ];
    let start = |folder: &Path, cookie: String| {
        let mut studio = Served::start_at(folder, NOWHERE, "127.0.0.1:3999", &environment);
        studio.cookie = cookie;
        studio
    };
    let cookie = studio.cookie.clone();
    drop(studio);
    let mut studio = start(folder.path(), cookie);
    // To Google's page and back, as a browser goes.
    let (status, added) = studio.json("POST", "/api/v1/destinations/connect", json!({ "kind": "youtube" })).await;
    assert_eq!(status, 201, "{added}");
    let page = destination(&mut studio, &added["id"]).await["code"]["url"].as_str().unwrap().to_owned();
    let back = studio.client.get(page).send().await.unwrap().headers()["location"].to_str().unwrap().to_owned();
    let back = back.strip_prefix("http://127.0.0.1:3999").unwrap().to_owned();
    let wrong = back.replace("state=", "state=x");
    assert_eq!(studio.ask("GET", &wrong, "", String::new()).await.0, 422, "a way that nobody began");
    assert_eq!(studio.ask("GET", &back, "", String::new()).await.0, 200);
    assert_eq!(studio.ask("GET", &back, "", String::new()).await.0, 422, "it counts once");
    let one = destination(&mut studio, &added["id"]).await;
    assert_eq!((&one["code"], &one["fault"]), (&Value::Null, &Value::Null), "{one}");
    // The film is there, and nobody hears of it any more.
    google.fail("PUT", "?piece", Fault::Hang);
    let sending = export(&mut studio, &id, &added["id"]).await;
    google.until_asked("PUT", "/upload/session/", 2).await;
    let cookie = studio.cookie.clone();
    drop(studio);
    let mut studio = start(folder.path(), cookie);
    let done = until_over(&mut studio, &id, &sending).await;
    assert_eq!(done["state"], "done", "{done}");
    assert!(done["url"].as_str().unwrap().starts_with("https://youtu.be/"), "{done}");
    let files = google.files();
    assert!(files.len() == 1 && files[0].bytes == film && google.received() == film.len(), "once, and whole");

    let place = place(&mut studio, "vimeo", "", "", Vimeo::TOKEN).await;
    vimeo.fail("PATCH", "/files/", Fault::Hang);
    let sending = export(&mut studio, &id, &place).await;
    vimeo.until_asked("PATCH", "/files/", 1).await;
    let cookie = studio.cookie.clone();
    drop(studio);
    let mut studio = start(folder.path(), cookie);
    let done = until_over(&mut studio, &id, &sending).await;
    assert_eq!(done["state"], "done", "{done}");
    let videos = vimeo.videos();
    assert!(videos.len() == 1 && videos[0].bytes == film && vimeo.received() == film.len(), "once, and whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_export_page_of_a_film_comes_whole_whichever_thread_makes_it() {
    let folder = testkit::folder();
    let (studio, id, _) = filmed(folder.path()).await;
    let url = format!("{}/projects/{id}/export", studio.address);
    for _ in 0..20 {
        let page = studio.client.get(&url).header("cookie", &studio.cookie).send().await.unwrap();
        let page = page.text().await.unwrap();
        assert!(page.contains("Places to send films to") && page.contains("</body>"), "{} bytes", page.len());
    }
    assert!(!std::fs::read_to_string(folder.path().join("log")).unwrap().contains("panicked"));
}
