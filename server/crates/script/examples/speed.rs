//! `speed [WORDS]`: how long screenplays and stories take to read and to cut into shots, at 1, 10 and 100 times the length.
//! With words, only the measurements whose names hold them.

use std::time::{Duration, Instant};

/// The best of several runs: what a busy machine adds is no cost of ours.
fn measure(what: &str, text: &str) {
    if !what.contains(&std::env::args().skip(1).collect::<Vec<_>>().join(" ")) {
        return;
    }
    let begun = Instant::now();
    let mut best: Option<(f64, f64, usize)> = None;
    for run in 0.. {
        let start = Instant::now();
        let play = script::read(text);
        let read = start.elapsed().as_secs_f64() * 1e3;
        let shots = script::prompt_list(&play, &model::ProjectSettings::default()).shots.len();
        let all = start.elapsed().as_secs_f64() * 1e3;
        if best.is_none_or(|b| all < b.0) {
            best = Some((all, read, shots));
        }
        if run >= 2 && begun.elapsed() > Duration::from_secs(1) {
            break;
        }
    }
    if let Some((all, read, shots)) = best {
        println!("{what:24} {:6} kB {read:8.1} ms to read {all:8.1} ms with {shots} shots", text.len() / 1024);
    }
}

fn main() {
    let samples = script::samples();
    let text = |key: &str| samples.iter().find(|s| s.key == key).map_or("", |s| s.text);
    // One page of a screenplay is about a minute: 120 pages are 110 of our one-minute samples.
    let body = text("last-ferry").split_once("\n\n").map_or("", |(_, rest)| rest);
    let story = text("lighthouse");
    for times in [1, 10, 100] {
        measure(&format!("screenplay, {} pages", 120 * times), &body.repeat(110 * times));
    }
    for times in [1, 10, 100] {
        measure(&format!("story, {times} times 10 kB"), &story.repeat(10 * 1024 * times / story.len()));
    }
}
