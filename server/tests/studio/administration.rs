//! The administration page, backups by the clock and by hand, the figures that are watched, and what helps who helps.

use crate::served::Served;
use serde_json::{Value, json};
use std::{collections::BTreeSet, path::Path, process::Command, time::Duration};

const NOWHERE: &str = "http://127.0.0.1:9";

/// Asks until this holds; a backup says to nobody that it is done.
async fn until(studio: &mut Served, path: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let begun = std::time::Instant::now();
    loop {
        let last = studio.get(path).await;
        if holds(&last) {
            return last;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{path}: {last}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn done(backups: &Value) -> usize {
    backups["runs"].as_array().unwrap().iter().filter(|run| run["state"] == "done").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_are_made_by_the_clock_and_by_hand_and_only_so_many_are_kept() {
    let folder = testkit::folder();
    let environment = [("STUDIO_BACKUP", "daily".to_owned()), ("STUDIO_BACKUP_KEEP", "1".to_owned())];
    let mut studio = Served::start_at(folder.path(), NOWHERE, "127.0.0.1:0", &environment);
    studio.register().await;
    let path = "/api/v1/administration/backups";
    let first = until(&mut studio, path, |backups| done(backups) == 1).await;
    assert_eq!((&first["every_hours"], &first["keep"]), (&json!(24), &json!(1)));
    assert!(first["next_at"].as_str().unwrap() > first["runs"][0]["begun_at"].as_str().unwrap(), "{first}");
    let kept = || {
        let all = std::fs::read_dir(folder.path().join("data/backups")).unwrap();
        all.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let old = kept();
    assert_eq!(studio.json("POST", path, json!({})).await.0, 202);
    let second = until(&mut studio, path, |backups| backups["runs"][1]["state"] == "removed").await;
    assert_eq!(done(&second), 1);
    let new = kept();
    assert!(new.len() == 1 && new != old, "{new:?}");
    let verified = Command::new(env!("CARGO_BIN_EXE_studio")).arg("verify").arg(&new[0]).output().unwrap();
    assert!(verified.status.success());
    // A folder that cannot be written is told.
    drop(studio);
    std::fs::write(folder.path().join("a-file"), "x").unwrap();
    let environment = [("STUDIO_BACKUP_FOLDER", folder.path().join("a-file").display().to_string())];
    let mut studio = Served::start_at(folder.path(), NOWHERE, "127.0.0.1:0", &environment);
    let form = "email=ada%40example.com&password=a+long+enough+password".to_owned();
    studio.ask("POST", "/auth/login", "application/x-www-form-urlencoded", form).await;
    assert_eq!(studio.json("POST", path, json!({})).await.0, 202);
    let failed = until(&mut studio, path, |backups| backups["runs"][0]["state"] == "failed").await;
    assert!(failed["runs"][0]["fault"].as_str().unwrap().contains("a-file"), "{failed}");
    let figures = studio.client.get(format!("{}/metrics", studio.address)).send().await.unwrap().text().await.unwrap();
    assert!(figures.contains("\nstudio_backup_failed 1\n"), "{figures}");
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_see_the_studio_and_nobody_else_does() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), NOWHERE);
    studio.register().await;
    let all = studio.get("/api/v1/administration").await;
    assert_eq!(all["queues"].as_array().unwrap().len(), 2, "{all}");
    assert_eq!(
        (&all["spend"]["ever"], &all["dead"], &all["backups"]["every_hours"]),
        (&json!(0), &json!([]), &Value::Null)
    );
    assert!(all["limits"].as_array().unwrap().len() > 3 && all["free_bytes"].as_u64().unwrap() > 0, "{all}");
    let (status, _) = studio.json("POST", "/api/v1/administration/clear", json!({})).await;
    assert_eq!(status, 200);
    let nothing = format!("/api/v1/administration/jobs/{}/retry", uuid::Uuid::now_v7());
    assert_eq!(studio.json("POST", &nothing, json!({})).await.0, 409);
    let form = "email=ben%40example.com&name=Ben&password=a+long+enough+password".to_owned();
    studio.ask("POST", "/auth/register", "application/x-www-form-urlencoded", form).await;
    for path in ["/api/v1/administration", "/api/v1/administration/backups"] {
        assert_eq!(studio.ask("GET", path, "", String::new()).await.0, 403, "{path}");
    }
}

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).unwrap()
}

/// Names of the studio's figures in a text.
fn figures(text: &str) -> BTreeSet<String> {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let words = text.split(|c: char| !letter(c)).filter(|word| word.starts_with("studio_"));
    words.map(|word| word.trim_end_matches("_bucket").to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn alerts_and_the_dashboard_name_only_figures_that_the_studio_tells() {
    let folder = testkit::folder();
    let studio = Served::start(folder.path(), NOWHERE);
    let told = studio.client.get(format!("{}/metrics", studio.address)).send().await.unwrap().text().await.unwrap();
    let told = figures(&told);
    for file in ["deploy/watch/alerts.yaml", "deploy/watch/dashboard.json"] {
        let named = figures(&read(file));
        let unknown: Vec<_> = named.difference(&told).collect();
        assert!(unknown.is_empty() && named.len() > 5, "{file} names {unknown:?}; the studio tells {told:?}");
    }
    let _parsed: Value = serde_json::from_str(&read("deploy/watch/dashboard.json")).unwrap();
    let alerts = read("deploy/watch/alerts.yaml");
    let count = |what: &str| alerts.matches(what).count();
    assert!(count("- alert: ") > 8 && count("- alert: ") == count("expr: ") && count("summary: ") == count("expr: "));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_for_who_helps_holds_no_text_and_no_secret() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), NOWHERE);
    studio.register().await;
    let new = json!({ "title": "The Secret Pier", "script": "INT. ROOM - DAY\n\nA whisper.\n", "settings": {} });
    studio.json("POST", "/api/v1/projects", new).await;
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_studio"))
            .current_dir(folder.path())
            .args(arguments)
            .env_remove("DATABASE_URL")
            .env("KLING_API_KEY", "a-key-that-nobody-sees")
            .env("STUDIO_CALLS", "9")
            .output()
            .unwrap()
    };
    let made = run(&["support", "bundle.json", "--deep"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let text = std::fs::read_to_string(folder.path().join("bundle.json")).unwrap();
    for secret in ["Secret Pier", "whisper", "ada@example.com", "a-key-that-nobody-sees"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let bundle: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&bundle["settings"]["STUDIO_CALLS"], &bundle["settings"]["KLING_API_KEY"]),
        (&json!("9"), &json!("(set)"))
    );
    assert!(bundle["database"]["tables"]["projects"]["bytes"].as_i64().unwrap() > 0, "{bundle}");
    assert!(bundle["doctor"].as_array().unwrap().iter().any(|finding| finding["what"] == "bucket"), "{bundle}");
    assert!(!run(&["support", "bundle.json"]).status.success(), "nothing is overwritten");
    let deep = run(&["doctor", "--deep"]);
    let said = String::from_utf8_lossy(&deep.stdout).into_owned();
    for what in ["database", "TLS", "schema", "clock", "bucket", "sealing key", "proxy", "mail"] {
        assert!(said.lines().any(|line| line.contains(what)), "{what}: {said}");
    }
}
