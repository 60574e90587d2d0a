//! Killed at any moment, a film goes on and comes out the same.

use provider_simulators::SeededRng;
use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

const KILLS: u32 = 20;

/// Twelve shots of half a second, some of them spoken.
fn script() -> String {
    let mut script = "SCENE 1: EXT. HARBOUR - DAWN\nFog over the water.\n\n".to_owned();
    for shot in 1..=12 {
        let words = match shot % 4 {
            0 => "MAYA\nYou came.\n",
            2 => "TOM\nYes.\n",
            _ => "The ferry waits at the pier.\n",
        };
        script.push_str(&format!("SHOT {shot}: Wide - 1s\n{words}\n"));
    }
    script
}

fn film(folder: &Path, data: &str, out: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_studio"));
    command
        .current_dir(folder)
        .args(["film", "script.txt", "-o", out, "--data", data, "--resolution", "480p", "--json"])
        .env_remove("DATABASE_URL")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Makes the film to its end. A step over which a slow machine was killed four times is given up; asked once more, it is made.
fn finish(folder: &Path, data: &str, out: &str) -> serde_json::Value {
    let mut output = film(folder, data, out).output().unwrap();
    if String::from_utf8_lossy(&output.stderr).contains("so it was given up") {
        output = film(folder, data, out).output().unwrap();
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}

#[test]
fn a_film_killed_twenty_times_is_the_same_film() {
    let folder = testkit::folder();
    let folder = folder.path();
    std::fs::write(folder.join("script.txt"), script()).unwrap();
    let began = std::time::Instant::now();
    let undisturbed = finish(folder, "calm", "calm.mp4");
    // On a machine with other things to do a step takes longer, too: what is killed four times over one step is given up.
    let longest = (began.elapsed().as_millis() as u64 / 4).max(1_650);
    // Random moments; the seed is told when it fails, and `STUDIO_SOAK_SEED` asks for another.
    let seed = std::env::var("STUDIO_SOAK_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    for kill in 0..KILLS {
        let mut child =
            film(folder, "stormy", "stormy.mp4").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(150 + SeededRng(seed).number("kill", &kill.to_string(), longest)));
        let _ = child.kill();
        let _ = child.wait();
    }
    let survived = finish(folder, "stormy", "stormy.mp4");
    for count in ["shots", "clips", "failed", "lines", "cues", "seconds"] {
        assert_eq!(undisturbed[count], survived[count], "{count}, seed {seed}");
    }
    let bytes = |name: &str| std::fs::read(folder.join(name)).unwrap();
    assert!(bytes("calm.mp4") == bytes("stormy.mp4"), "the films of seed {seed} differ");
}
