//! A key that is set is found nowhere in plain text: not on the disk, not in the log, not in what is told or given away.

use crate::served::Served;
use provider_simulators::{
    charges,
    kling::{Kling, Options},
};
use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

const CANARY: &str = "sk-canary-5f1d7c0e9b2a4638";
const SCRIPT: &str = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 3s\nFog over the water.\n";

/// The canary in any clothes: as it is, in base64 at any place of it, in hexadecimal digits.
fn holds_canary(bytes: &[u8]) -> bool {
    let hex: String = CANARY.bytes().map(|byte| format!("{byte:02x}")).collect();
    // The first two shift by one and two bytes; the middle is the same wherever it stands.
    let base64 = [
        "c2stY2FuYXJ5LTVmMWQ3YzBlOWIyYTQ2Mz",
        "NrLWNhbmFyeS01ZjFkN2MwZTliMmE0NjM4",
        "zay1jYW5hcnktNWYxZDdjMGU5YjJhNDYzO",
    ];
    let needles = [CANARY, "5f1d7c0e9b2a46", hex.as_str()].into_iter().chain(base64);
    needles.map(str::as_bytes).any(|needle| bytes.windows(needle.len()).any(|part| part == needle))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        // Sockets cannot be read; a link may lead to the folder of the database.
        match std::fs::metadata(&path) {
            Ok(about) if about.is_dir() => files(&path, found),
            Ok(about) if about.is_file() => found.push(path),
            _ => {}
        }
    }
}

fn search(folder: &Path) -> usize {
    let mut found = Vec::new();
    files(folder, &mut found);
    for file in &found {
        assert!(!holds_canary(&std::fs::read(file).unwrap()), "the key is in {}", file.display());
    }
    found.len()
}

fn unpacked(zip: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut all = Vec::new();
    for at in 0..archive.len() {
        archive.by_index(at).unwrap().read_to_end(&mut all).unwrap();
    }
    assert!(archive.len() > 1);
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_a_film_was_made_with_is_found_nowhere_in_plain_text() {
    let folder = testkit::folder();
    let kling = Kling::start(Options { key: Some(CANARY.into()), ..Options::default() }).await.unwrap();
    let mut studio = Served::start(folder.path(), &kling.base_url);
    studio.register().await;

    let (status, _) = studio.json("PUT", "/api/v1/keys/kling", serde_json::json!({ "api_key": CANARY })).await;
    assert_eq!(status, 204);
    let keys = studio.get("/api/v1/keys").await;
    let kling_key = keys.as_array().unwrap().iter().find(|view| view["provider"] == "kling").unwrap();
    assert_eq!((&kling_key["used"], &kling_key["ready"]), (&"yours".into(), &true.into()));
    assert!(kling_key["set"].as_array().unwrap().iter().any(|field| field["last_four"] == "4638"));
    let (_, test) = studio.json("POST", "/api/v1/keys/kling/test", serde_json::json!({})).await;
    assert_eq!(test["outcome"], "works", "{test}");

    // What is refused repeats nothing, whatever is wrong with it.
    for body in [
        serde_json::json!({ "api_key": [CANARY] }),
        serde_json::json!({ "for": CANARY }),
        serde_json::json!({ "api_key": format!("{CANARY} {CANARY}") }),
        serde_json::json!({ "base_url": format!("https://ada:{CANARY}@example.com"), "password": "a long enough password" }),
        serde_json::json!({ "for": "installation", "api_key": CANARY, "password": CANARY }),
    ] {
        let (status, _) = studio.json("PUT", "/api/v1/keys/kling", body).await;
        assert_eq!(status, 422);
    }
    let (status, _) = studio.ask("PUT", "/api/v1/keys/kling", "application/json", format!("{{{CANARY}")).await;
    assert_eq!(status, 400);

    let settings = serde_json::json!({ "video": { "provider": "kling", "model": "kling-2.5-turbo" }, "music": false });
    let new = serde_json::json!({ "title": "The Pier", "script": SCRIPT, "settings": settings });
    let (status, made) = studio.json("POST", "/api/v1/projects", new).await;
    assert_eq!(status, 201, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();
    let start = serde_json::json!({ "command": "start" });
    let (status, why) = studio.json("POST", &format!("/api/v1/projects/{id}/commands"), start).await;
    assert_eq!(status, 202, "{why}");
    studio.until_done(&id).await;
    assert_eq!(charges(&kling.charges).unwrap().len(), 1, "the film was made with the key");

    for path in ["", "/events.json", "/receipts", "/receipts.csv"] {
        studio.get(&format!("/api/v1/projects/{id}{path}")).await;
    }
    for path in ["/archive.zip", "/prompts.json", "/film.mp4", ""] {
        studio.get(&format!("/projects/{id}{path}")).await;
    }
    let receipts = studio.get(&format!("/api/v1/projects/{id}/receipts")).await;
    assert!(!receipts[0]["calls"].as_array().unwrap().is_empty());
    for (path, bytes) in &studio.told {
        assert!(!holds_canary(bytes), "{path} tells the key");
        if path.ends_with(".zip") {
            assert!(!holds_canary(&unpacked(bytes)), "{path} holds the key");
        }
    }

    // While it runs, and after it has written everything down.
    search(folder.path());
    let pid = studio.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(studio.child.wait().unwrap().success());
    assert!(search(folder.path()) > 100, "the database's files were searched, too");
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("a key was set"));
}
