//! `speed`: how long a 120-page screenplay and a story take to read and to cut into shots, at 1, 10 and 100 times the length.

use std::time::Instant;

fn measure(what: &str, text: &str) {
    let best = (0..3)
        .map(|_| {
            let start = Instant::now();
            let play = script::read(text);
            let read = start.elapsed().as_secs_f64() * 1e3;
            let list = script::prompt_list(&play, &model::ProjectSettings::default());
            (start.elapsed().as_secs_f64() * 1e3, read, list.shots.len())
        })
        .min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((all, read, shots)) = best {
        println!("{what:28} {:8} kB {read:9.1} ms to read {all:9.1} ms with {shots} shots", text.len() / 1024);
    }
}

fn main() {
    let samples = script::samples();
    let text = |key: &str| samples.iter().find(|s| s.key == key).map_or("", |s| s.text);
    // One page of a screenplay is about a minute: 120 pages are 110 of our one-minute samples.
    for times in [1, 10, 100] {
        let body = text("last-ferry").split_once("\n\n").map_or("", |(_, rest)| rest);
        if times < 100 {
            measure(&format!("screenplay, {} pages", 120 * times), &body.repeat(110 * times));
        }
        measure(&format!("story, {times} times 10 kB"), &text("lighthouse").repeat(6 * times));
    }
}
