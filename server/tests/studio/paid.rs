//! Filmed by an outside service and killed at any moment: nothing is paid twice, nothing that was paid is lost, and the film is the
//! same.
//!
//! `STUDIO_SOAK_FILMS` and `STUDIO_SOAK_KILLS` make it longer (`make soak`); `STUDIO_SOAK_SEED` makes it another one.

use crate::Calm;
use provider_simulators::{
    Charge, SeededRng, charges,
    kling::{Kling, Options},
};
use std::{
    collections::{HashMap, HashSet},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

const SHOTS: usize = 5;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Shots of three seconds, one of them spoken.
fn script() -> String {
    let mut script = "SCENE 1: EXT. HARBOUR - DAWN\nFog over the water.\n\n".to_owned();
    for shot in 1..=SHOTS {
        let words =
            if shot == 2 { "MAYA\nYou came.\n".to_owned() } else { format!("Ferry {shot} waits at the pier.\n") };
        script.push_str(&format!("SHOT {shot}: Wide - 3s\n{words}\n"));
    }
    script
}

fn film(folder: &Path, data: &str, kling: &Kling) -> Command {
    let mut command = crate::bought_film(folder, data, kling);
    command.args(["--resolution", "480p"]).env("STUDIO_UNKNOWN_GRACE", "2");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Kills the film again and again.
fn storm(folder: &Path, data: &str, kling: &Kling, kills: u64, chance: SeededRng) {
    for kill in 0..kills {
        let mut child = film(folder, data, kling).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(200 + chance.number("kill", &kill.to_string(), 2_300)));
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Lets the film end. Gives what it said last.
fn finish(folder: &Path, data: &str, kling: &Kling) -> serde_json::Value {
    let output = film(folder, data, kling).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(matches!(output.status.code(), Some(0 | 3)), "{:?} {said}", output.status);
    let text = String::from_utf8_lossy(&output.stdout);
    let mut made: serde_json::Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    // What a person is told, for a test that fails.
    made["told"] = said.into();
    made
}

fn in_every_film(faults: bool) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let seed = number("STUDIO_SOAK_SEED", 1);
    let kills = number("STUDIO_SOAK_KILLS", 6);
    let calm_folder = testkit::folder();
    std::fs::write(calm_folder.path().join("script.txt"), script()).unwrap();
    let fair = Options { takes: Duration::from_millis(100), ..Options::default() };
    let mut calm = Calm::begin(calm_folder.path(), runtime.block_on(Kling::start(fair)).unwrap(), film);
    let mut undisturbed = None;
    for round in 0..number("STUDIO_SOAK_FILMS", 1) {
        let chance = SeededRng(seed.wrapping_mul(1_000).wrapping_add(round));
        let folder = testkit::folder();
        let folder = folder.path();
        std::fs::write(folder.join("script.txt"), script()).unwrap();
        let options = Options {
            seed: faults.then(|| chance.number("faults", "seed", u64::MAX)),
            takes: Duration::from_millis(400),
            lag: Duration::from_millis(900),
            silence: Duration::from_secs(2),
            ..Options::default()
        };
        let kling = runtime.block_on(Kling::start(options.clone())).unwrap();
        storm(folder, "stormy", &kling, kills, chance);
        let made = finish(folder, "stormy", &kling);
        let charged = charges(&kling.charges).unwrap();
        let mut names: HashMap<&str, usize> = HashMap::new();
        for charge in &charged {
            *names.entry(&charge.external_id).or_default() += 1;
        }
        let twice: Vec<_> = names.iter().filter(|(_, count)| **count > 1).collect();
        assert!(twice.is_empty(), "film {round} of seed {seed}, faults {:?}: charged twice: {twice:?}", options.seed);
        // Nothing that was paid is lost, and only shots that Kling itself gave up, which it does not charge, are without their clip.
        let name_of_shot = |charge: &Charge| charge.external_id.rsplit_once('-').map(|(shot, _)| shot.to_owned());
        let paid: HashSet<_> = charged.iter().filter(|charge| charge.cents > 0).filter_map(name_of_shot).collect();
        let counts = ["shots", "clips", "failed"].map(|count| made[count].as_u64().unwrap() as usize);
        let expected = [SHOTS, paid.len(), SHOTS - paid.len()];
        assert_eq!(counts, expected, "film {round} of seed {seed}, faults {:?}: {made}", options.seed);
        let (said, calm_film) = undisturbed.get_or_insert_with(|| calm.end());
        for count in ["lines", "cues"] {
            assert_eq!(made[count], said[count], "{count}, film {round} of seed {seed}");
        }
        let film = std::fs::read(folder.join("stormy.mp4")).unwrap();
        if paid.len() == SHOTS {
            assert_eq!(made["seconds"], said["seconds"], "film {round} of seed {seed}");
            assert!(film == *calm_film, "film {round} of seed {seed}, faults {:?}: the films differ", options.seed);
        }
        // What the killed ones left in their folders is gone with their work.
        let scratch = std::fs::read_dir(folder.join("stormy/scratch")).unwrap();
        let folders = scratch.map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir());
        let left: Vec<_> = folders.map(|folder| folder.file_name()).collect();
        assert!(left.iter().all(|name| name == "sound"), "film {round} of seed {seed}: {left:?}");
        if !faults {
            // Nothing goes wrong there, so every shot is bought exactly once, and what is told agrees with what was charged.
            assert_eq!((names.len(), made["failed"].as_u64()), (SHOTS, Some(0)), "film {round} of seed {seed}: {made}");
            let cents: i64 = charged.iter().map(|charge| charge.cents).sum();
            assert_eq!(made["cost"].as_f64().map(|dollars| (dollars * 100.0).round() as i64), Some(cents));
        }
    }
}

#[test]
fn a_bought_film_killed_again_and_again_is_paid_once() {
    in_every_film(false);
}

#[test]
fn a_bought_film_killed_while_the_provider_fails_too_is_never_paid_twice() {
    in_every_film(true);
}

#[test]
fn with_the_older_pair_of_keys_alone_kling_films_and_what_they_are_not_good_for_is_refused_before_anything_is_bought() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let folder = testkit::folder();
    std::fs::write(folder.path().join("script.txt"), "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 3s\nFog.\n").unwrap();
    let pair = Some(("an-access-key".to_owned(), "a-secret-key".to_owned()));
    let options = Options { key: Some("an-api-key".to_owned()), pair, ..Options::default() };
    let kling = runtime.block_on(Kling::start(options)).unwrap();
    let film = |more: &[&str]| {
        let mut command = film(folder.path(), "data", &kling);
        command
            .env_remove("KLING_API_KEY")
            .env("KLING_ACCESS_KEY", "an-access-key")
            .env("KLING_SECRET_KEY", "a-secret-key");
        command.args(more).output().unwrap()
    };
    let output = film(&[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let models = || charges(&kling.charges).unwrap().into_iter().map(|charge| charge.model).collect::<Vec<_>>();
    assert_eq!(models(), ["kling-v3"]);
    let output = film(&["--model", "kling-3.0"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(said.contains("Kling 3.0 needs an API key (KLING_API_KEY)"), "{said}");
    assert_eq!(models().len(), 1);
}
