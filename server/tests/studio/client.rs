//! A program that knows nothing but the documents makes a film with the simulator of Kling.

use crate::{jobs::Program, served::Served};
use provider_simulators::kling::{Kling, Options};
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_python_program_makes_a_film_in_five_calls() {
    if std::process::Command::new("python3").arg("--version").output().is_err() {
        eprintln!("left out: there is no python3");
        return;
    }
    let folder = testkit::folder();
    let kling = Kling::start(Options { takes: Duration::from_millis(100), ..Options::default() }).await.unwrap();
    let environment = [("KLING_API_KEY", "a-key".to_owned())];
    let mut studio = Served::start_at(folder.path(), &kling.base_url, "127.0.0.1:0", &environment);
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let (script, film) = (folder.path().join("script.txt"), folder.path().join("film.mp4"));
    std::fs::write(&script, "INT. ROOM - DAY\n\nSHOT 1: Wide - 3s\nA man sits.\nMAN\nWell.\n").unwrap();
    let settings = json!({ "resolution": "480p", "video": { "provider": "kling", "model": "kling-v2-5-turbo" } });
    let mut command = tokio::process::Command::new("python3");
    command
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/studio/client.py"))
        .arg(&studio.address)
        .arg(&program.token);
    let output = command.arg(&script).arg(&film).arg(settings.to_string()).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&told["job"]["status"], &told["job"]["partial"]), (&json!("COMPLETED"), &json!(false)), "{told}");
    let (spent, high) = (told["job"]["cost"]["spent"].as_i64(), told["price"]["cost"]["high"].as_i64());
    assert!(spent > Some(0) && spent <= high, "{told}");
    assert!(told["state"]["tasks"].as_array().unwrap().iter().any(|task| task["type"] == "VOICE_GENERATION"));
    assert_eq!(&std::fs::read(&film).unwrap()[4..8], b"ftyp");
}
