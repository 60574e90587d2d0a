//! A step that ends the process costs its shot, and not the house.

use std::{
    os::unix::process::ExitStatusExt as _,
    path::Path,
    process::{Command, Stdio},
};

const SCRIPT: &str = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 1s\nFog over the water.\n\nSHOT 2: Close up - 1s\nMAYA\nYou came.\n\n\
                      SHOT 3: Wide - 1s\nThe ferry leaves.\n";

fn film(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_studio"));
    command
        .current_dir(folder)
        .args(["film", "script.txt", "-o", "film.mp4", "--data", "data", "--resolution", "480p", "--json"])
        .env_remove("DATABASE_URL")
        .env("STUDIO_LEASE", "2")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn a_shot_whose_mix_ends_the_process_four_times_is_given_up_and_the_rest_is_filmed_and_a_retry_makes_it() {
    let folder = testkit::folder();
    std::fs::write(folder.path().join("script.txt"), SCRIPT).unwrap();
    for crash in 1..=4 {
        let output = film(folder.path()).env("STUDIO_ABORT_AT", "mix").output().unwrap();
        assert_eq!(output.status.signal(), Some(6), "crash {crash}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let made = |output: &std::process::Output| -> serde_json::Value {
        let text = String::from_utf8_lossy(&output.stdout);
        serde_json::from_str(text.lines().last().unwrap()).unwrap()
    };
    let output = film(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("Shot 1 failed: The studio stopped 4 times while it made this"), "{said}");
    let counts = |made: &serde_json::Value| ["shots", "clips", "failed"].map(|count| made[count].as_u64().unwrap());
    assert_eq!(counts(&made(&output)), [3, 2, 1], "the rest of the film is made: {said}");
    // The same command again retries what failed, and nothing is held against it.
    let output = film(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(counts(&made(&output)), [3, 3, 0]);
}
