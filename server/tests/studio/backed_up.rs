//! A backup of a studio that runs, and a new studio from it.

use crate::served::Served;
use serde_json::json;
use std::{
    path::Path,
    process::{Command, Output},
};

const SCRIPT: &str = "INT. ROOM - DAY\n\nRain on the window. A man sits.\n\nMAN\nAlone.\n";

fn studio(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_studio"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("DATABASE_URL")
        .env_remove("STUDIO_MEDIA")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_studio_is_restored_from_a_backup_that_was_taken_while_it_ran() {
    let folder = testkit::folder();
    let home = folder.path();
    let mut first = Served::start(home, "http://127.0.0.1:9");
    first.register().await;
    let new = json!({ "title": "The Backup", "script": SCRIPT, "settings": { "resolution": "480p", "music": false } });
    let (_, made) = first.json("POST", "/api/v1/projects", new).await;
    let id = made["id"].as_str().unwrap().to_owned();
    first.json("POST", &format!("/api/v1/projects/{id}/commands"), json!({ "command": "start" })).await;
    first.until_done(&id).await;
    let before = first.get(&format!("/api/v1/projects/{id}")).await;
    let film = async |studio: &Served| {
        let url = format!("{}/projects/{id}/film.mp4", studio.address);
        let answer = studio.client.get(url).header("cookie", &studio.cookie).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap()
    };
    let bytes = film(&first).await;

    let saved = studio(home, &["backup", "saved", "--data", "data"]);
    assert!(saved.status.success(), "{}", said(&saved));
    let port = first.address.rsplit(':').next().unwrap().to_owned();
    let asked = studio(home, &["healthcheck", "--addr", &format!("0.0.0.0:{port}")]);
    assert!(asked.status.success(), "{}", said(&asked));
    let (cookie, told) = (first.cookie.clone(), first.told.len());
    drop(first);
    assert!(told > 0);
    assert!(!studio(home, &["healthcheck", "--addr", &format!("127.0.0.1:{port}")]).status.success());
    let checked = studio(home, &["verify", "saved"]);
    assert!(checked.status.success(), "{}", said(&checked));

    let full = studio(home, &["restore", "saved", "--data", "data"]);
    assert!(!full.status.success() && said(&full).contains("empty studio"), "{}", said(&full));
    let restored = studio(home, &["restore", "saved", "--data", "fresh/data"]);
    assert!(restored.status.success(), "{}", said(&restored));
    let fresh = home.join("fresh");
    let mut second = Served::start(&fresh, "http://127.0.0.1:9");
    second.cookie = cookie;
    let after = second.get(&format!("/api/v1/projects/{id}")).await;
    assert_eq!(after, before);
    assert_eq!(film(&second).await, bytes, "the film is the same to the byte");
    let (status, _) = second.json("POST", &format!("/api/v1/projects/{id}/undo"), json!({})).await;
    assert_ne!(status, 500, "counters go on where they stood");
    drop(second);
    let whole = studio(home, &["verify", "--data", "fresh/data"]);
    assert!(whole.status.success(), "{}", said(&whole));

    // One changed byte is seen before anything is restored.
    let mut tables = std::fs::read_dir(home.join("saved/tables")).unwrap().map(|entry| entry.unwrap().path());
    let damaged = tables.find(|path| path.ends_with("projects.copy")).unwrap();
    let mut text = std::fs::read(&damaged).unwrap();
    text[0] ^= 1;
    std::fs::write(&damaged, text).unwrap();
    let refused = studio(home, &["restore", "saved", "--data", "other/data"]);
    assert!(!refused.status.success() && said(&refused).contains("projects.copy was changed"), "{}", said(&refused));
}
