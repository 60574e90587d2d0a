//! Time limits, and pieces of sound that outlive their film.

use crate::support::*;
use media::{Extras, FilmClip, FilmSpec, MediaError, Tools, assemble_with, check_by_decoding, probe};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

/// Tools that do what a script says, and not what they are asked.
fn scripted(folder: &Path, script: &str) -> Tools {
    let path = folder.join("tool.sh");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    Tools { ffmpeg: path.clone(), ffprobe: path }
}

fn is_running(pid: &str) -> bool {
    let state = fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    state.rsplit(')').next().is_some_and(|rest| !rest.trim().is_empty() && !rest.trim_start().starts_with('Z'))
}

/// Waits until the tool has said who it is.
async fn pid_of(file: &Path) -> String {
    loop {
        match fs::read_to_string(file) {
            Ok(pid) if pid.ends_with('\n') => return pid,
            _ => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_tool_that_never_ends_is_stopped_at_its_time_limit_and_killed() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 5);
    let said = folder.path().join("pid");
    let stuck = scripted(folder.path(), &format!("echo $$ > '{}'; exec sleep 600", said.display()));
    // Time stands still for the test and jumps to the next limit: half a minute passes at once.
    let error = probe(&stuck, &video).await.expect_err("it never ends");
    assert!(matches!(error, MediaError::TooSlow(30)), "{error}");
    assert_eq!(error.to_string(), "ffmpeg took longer than 30 seconds and was stopped.");
    if let Ok(pid) = fs::read_to_string(&said) {
        while is_running(&pid) {
            std::thread::yield_now();
        }
    }
}

#[tokio::test]
async fn a_tool_is_killed_when_nobody_waits_for_it_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 5);
    let said = folder.path().join("pid");
    let stuck = scripted(folder.path(), &format!("echo $$ > '{}'; exec sleep 600", said.display()));
    let waiting = tokio::spawn(async move { check_by_decoding(&stuck, &video).await });
    let pid = pid_of(&said).await;
    assert!(is_running(&pid));
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    while is_running(&pid) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn what_a_tool_complains_about_is_told_in_its_last_line() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 5);
    let broken =
        scripted(folder.path(), "yes 'noise' | head -c 20000000 >&2; echo 'Cannot allocate memory' >&2; exit 1");
    let error = check_by_decoding(&broken, &video).await.expect_err("it fails").to_string();
    assert!(error.contains("Cannot allocate memory") && error.len() < 400, "{error}");
}

fn film(stems: &[PathBuf], video: &Path) -> FilmSpec {
    let clips = stems.iter().map(|stem| FilmClip {
        clip: video.to_owned(),
        stem: stem.clone(),
        frames: 0,
        speech: vec![],
        chapter: String::new(),
    });
    FilmSpec {
        clips: clips.collect(),
        format: SMALL,
        music: None,
        captions: vec![],
        burn: false,
        title: String::new(),
        comment: String::new(),
    }
}

#[tokio::test]
async fn a_changed_clip_encodes_only_its_own_sound_anew_and_the_film_is_the_same_as_without_a_cache() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let video = home.join("take.mp4");
    moving(&video, SMALL, 24 * 5);
    let stem = |name: &str, pitch: f64| {
        let buzz = babble(0.1);
        let tone = sine(pitch, 0.03);
        wav(home.join(name), &stereo(5.0, |second| buzz(second) + tone(second)))
    };
    let mut stems: Vec<PathBuf> = (0..8).map(|at| stem(&format!("{at}.wav"), 200.0 + 50.0 * f64::from(at))).collect();
    let cache = home.join("kept");
    let join = async |stems: &[PathBuf], cache: Option<PathBuf>, out: &str| {
        let extras = Extras { cache, ..Extras::default() };
        assemble_with(&tools(), film(stems, &video), &home.join(out), home, extras).await.unwrap();
        fs::read(home.join(out)).unwrap()
    };
    let first = join(&stems, Some(cache.clone()), "first.mp4").await;
    let kept = || fs::read_dir(&cache).unwrap().count();
    // 40 seconds and the last packet are 6 pieces of at most 8 seconds.
    assert_eq!(kept(), 6);
    stems[7] = stem("other.wav", 999.0);
    let changed = join(&stems, Some(cache.clone()), "changed.mp4").await;
    assert!(changed != first);
    // The last five seconds lie in the last whole piece; the few packets after it hear them too.
    assert_eq!(kept(), 8);
    assert!(changed == join(&stems, None, "plain.mp4").await, "a cache changes no film");
    // A damaged cache is only missed.
    for entry in fs::read_dir(&cache).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    }
    assert!(changed == join(&stems, Some(cache.clone()), "again.mp4").await);
}

#[tokio::test]
async fn nothing_is_heard_where_pieces_of_sound_meet() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let video = home.join("take.mp4");
    moving(&video, SMALL, 24 * 18);
    // A pure tone shows the smallest slip.
    let tone = wav(home.join("tone.wav"), &stereo(18.0, sine(440.0, 0.2)));
    let out = home.join("film.mp4");
    assemble_with(&tools(), film(&[tone], &video), &out, home, Extras::default()).await.unwrap();
    let sound = heard(&out);
    let left: Vec<f64> = sound.chunks(2).map(|frame| f64::from(frame[0])).collect();
    // A sine obeys x(n+1) + x(n-1) = 2 cos(w) x(n): what is left over is all that does not belong to it.
    let turn = 2.0 * (440.0 * std::f64::consts::TAU / 48_000.0).cos();
    let stray = |from: usize, to: usize| {
        let rest = left[from..to].windows(3).map(|x| (x[2] + x[0] - turn * x[1]).abs());
        rest.fold(0.0, f64::max)
    };
    let usual = stray(48_000 * 3, 48_000 * 5);
    for second in [8, 16] {
        let seam = stray(48_000 * second - 4_096, 48_000 * second + 4_096);
        assert!(seam <= usual * 3.0 + 1e-4, "at {second} s {seam}, elsewhere {usual}");
    }
}
