//! A machine or a container that is killed hard: everything in it ends at once, and its processes are counted from one again at the next
//! start. A namespace of process numbers is the same without a container.
//!
//! `STUDIO_SOAK_KILLS` makes it longer (`make soak`), `STUDIO_SOAK_SEED` makes it another one.

use crate::served::Served;
use provider_simulators::SeededRng;
use std::{
    process::Command,
    time::{Duration, Instant},
};

const SHOTS: usize = 8;
/// A start after a kill may take no longer.
const UP: Duration = Duration::from_secs(10);

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// The studio as the first process of a namespace, as it is in a container. It dies with all its children.
fn in_a_machine() -> Command {
    let mut command = Command::new("unshare");
    command.args(["--pid", "--fork", "--mount-proc", "--kill-child"]);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_that_is_killed_hard_again_and_again_comes_up_each_time_and_nothing_is_lost() {
    if !in_a_machine().arg("true").status().is_ok_and(|status| status.success()) {
        eprintln!("skipped: a namespace of process numbers (unshare --pid) is not permitted here");
        return;
    }
    let folder = testkit::folder();
    let seed = number("STUDIO_SOAK_SEED", 1);
    let start = || {
        let mut command = in_a_machine();
        command.arg(env!("CARGO_BIN_EXE_studio"));
        let begun = Instant::now();
        let lease = ("STUDIO_LEASE", "2".to_owned());
        let studio = Served::start_by(command, folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &[lease]);
        (studio, begun.elapsed())
    };
    let (mut studio, _) = start();
    studio.register().await;
    let mut script = "SCENE 1: EXT. PIER - DAWN\n\n".to_owned();
    for shot in 1..=SHOTS {
        script.push_str(&format!("SHOT {shot}: Wide - 1s\nThe ferry {shot} waits.\n\n"));
    }
    let new = serde_json::json!({ "title": "Pier", "script": script, "settings": { "resolution": "480p" } });
    let (status, made) = studio.json("POST", "/api/v1/projects", new).await;
    assert_eq!(status, 201, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();
    let project = format!("/api/v1/projects/{id}");
    let command = serde_json::json!({ "command": "start" });
    assert_eq!(studio.json("POST", &format!("{project}/commands"), command).await.0, 202);
    let cookie = studio.cookie.clone();
    for kill in 0..number("STUDIO_SOAK_KILLS", 2) * 2 {
        tokio::time::sleep(Duration::from_millis(SeededRng(seed).number("kill", &kill.to_string(), 1_500))).await;
        studio.child.kill().unwrap();
        studio.child.wait().unwrap();
        let (next, took) = start();
        assert!(took < UP, "start {kill} of seed {seed} took {took:?}");
        studio = next;
        studio.cookie.clone_from(&cookie);
        // Whoever was signed in is so still, and the film is there.
        assert_eq!(studio.get(&project).await["list"]["shots"].as_array().unwrap().len(), SHOTS);
    }
    studio.until_ended(&id).await;
    let view = studio.get(&project).await;
    assert_eq!(view["card"]["state"], "done", "seed {seed}: {view}");
    let states: Vec<_> = view["clips"].as_array().unwrap().iter().map(|clip| clip["state"].clone()).collect();
    assert_eq!(states, vec![serde_json::json!("done"); SHOTS], "seed {seed}");
}
