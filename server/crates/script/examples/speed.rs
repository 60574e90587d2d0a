//! `speed [WORDS]`: how long screenplays and stories take to read and to cut into shots, at 1, 10 and 100 times the length.
//! With words, only the measurements whose names hold them.

use std::time::{Duration, Instant};

/// The processor's time that this thread has had, where the system tells it; else what has passed.
fn spent(begun: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// The best of several runs: what a busy machine adds is no cost of ours.
fn measure(what: &str, text: &str) {
    if !what.contains(&std::env::args().skip(1).collect::<Vec<_>>().join(" ")) {
        return;
    }
    let begun = Instant::now();
    let mut best: Option<(f64, f64, usize)> = None;
    for run in 0.. {
        let start = spent(begun);
        let play = script::read(text);
        let read = (spent(begun) - start).as_secs_f64() * 1e3;
        let shots = script::prompt_list(&play, &model::ProjectSettings::default()).shots.len();
        let all = (spent(begun) - start).as_secs_f64() * 1e3;
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

/// Scripts with as many people, cues or scenes as fit.
fn hostile(count: usize) -> [(&'static str, String); 15] {
    let name = |n: usize| -> String {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap_or(0));
        let tail: String = [n / 17_576, n / 676, n / 26, n].iter().map(|n| letter(*n)).collect();
        format!("M{tail}")
    };
    let all = |line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let heading = "INT. ROOM - DAY\n\n";
    let chinese = |n: usize| -> String {
        let sign = |n: usize| char::from_u32(0x4e00 + u32::try_from(n).unwrap_or(0)).unwrap_or('人');
        ["王", &sign(n % 997).to_string(), &sign(n / 997).to_string()].concat()
    };
    [
        ("names in cues", heading.to_owned() + &all(&|n| format!("{}\nHello.\n\n", name(n).to_uppercase()))),
        (
            "cues of two",
            heading.to_owned() + &all(&|n| format!("{}\nHello.\n\n", if n % 2 == 0 { "ANNA" } else { "BEN" })),
        ),
        ("names in prose under a heading", heading.to_owned() + &all(&|n| format!("“Yes,” said {}. ", name(n)))),
        ("names in prose", all(&|n| format!("“Yes,” said {}. ", name(n)))),
        ("names in action", heading.to_owned() + &all(&|n| format!("{} (30) enters.\n\n", name(n).to_uppercase()))),
        ("German story", all(&|n| format!("„Ja“, sagte {}. Der Wind war kalt.\n\n", name(n)))),
        ("German story, one paragraph", all(&|n| format!("„Ja“, sagte {}. Der Wind war kalt. ", name(n)))),
        ("English story", all(&|n| format!("“Yes,” said {}. The wind was cold.\n\n", name(n)))),
        ("Chinese story", all(&|n| format!("{}说：“好的。”风很冷。\n\n", chinese(n)))),
        ("words in one line", all(&|n| format!("the wind {} was cold ", name(n).to_lowercase()))),
        ("sentences in one line", all(&|n| format!("Then {} went home to his house. ", name(n)))),
        ("letters in one line", "a".repeat(count * 16)),
        ("names in capitals in one line", all(&|n| format!("{} ", name(n).to_uppercase()))),
        (
            "names in capitals, lines",
            heading.to_owned()
                + &all(&|n| format!("{} looks at {}.\n\n", name(n).to_uppercase(), name(n + 7).to_uppercase())),
        ),
        ("scenes", all(&|n| format!("INT. A{n} - DAY\n\nX.\n\n"))),
    ]
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
    // What nobody writes and somebody may send: twice as much should take twice as long.
    for count in [15_000, 30_000, 60_000] {
        for (what, text) in hostile(count) {
            measure(&format!("{count} {what}"), &text);
        }
    }
}
