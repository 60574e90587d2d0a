//! `fuzz`: tries texts and files that nobody would write, until the time is up or something breaks.
//!
//! `cargo run -p script --example fuzz -- --seconds 120 --seed 1`. What it finds it shortens and prints; the same seed tries the
//! same cases. The exit status is 1 when a promise of `tests/behaviour/promises.rs` was broken.

#[path = "../tests/behaviour/archive.rs"]
mod archive;
#[path = "fuzz/cases.rs"]
mod cases;
#[path = "../tests/behaviour/promises.rs"]
mod promises;
#[path = "fuzz/random.rs"]
mod random;

use cases::Case;
use promises::Broken;
use random::Random;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// No case is longer than some kilobytes: one that takes this long costs more than its length.
const SLOW: Duration = Duration::from_secs(4);

fn main() -> ExitCode {
    let number = |name: &str, other: u64| {
        let mut words = std::env::args().skip_while(|word| word != name).skip(1);
        words.next().and_then(|word| word.parse().ok()).unwrap_or(other)
    };
    let (seconds, seed, most) = (number("--seconds", 60), number("--seed", 1), number("--findings", 5));
    std::panic::set_hook(Box::new(|_| {}));
    let start = Instant::now();
    let (mut tried, mut found) = (0u64, 0);
    let mut known: Vec<String> = Vec::new();
    while start.elapsed() < Duration::from_secs(seconds) && found < most {
        let case = cases::make(&mut Random::new(seed.wrapping_mul(1 << 32).wrapping_add(tried)));
        tried += 1;
        let Err((kind, _)) = outcome(&case) else { continue };
        let small = shorten(case, kind);
        let seen = outcome(&small).err().map(|(_, seen)| seen).unwrap_or_default();
        // One fault shows itself in many cases; its first line tells them apart well enough.
        let name = format!("{kind} {}", seen.lines().next().unwrap_or_default());
        if !known.contains(&name) {
            println!("case {tried}: {kind}\n  input: {small:?}\n  seen:  {seen}\n");
            known.push(name);
            found += 1;
        }
    }
    println!("{tried} cases in {:.0} s, seed {seed}: {found} findings", start.elapsed().as_secs_f64());
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn outcome(case: &Case) -> Result<(), Broken> {
    let start = Instant::now();
    match catch_unwind(AssertUnwindSafe(|| cases::run(case))) {
        Err(cause) => Err((
            "panic",
            cause
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| cause.downcast_ref::<&str>().map(|s| (*s).to_owned()))
                .unwrap_or_default(),
        )),
        Ok(Err(broken)) => Err(broken),
        Ok(Ok(())) if start.elapsed() > SLOW => Err(("slow", format!("{:.1} s", start.elapsed().as_secs_f64()))),
        Ok(Ok(())) => Ok(()),
    }
}

/// Leaves out pieces, large ones first, for as long as the same promise is broken.
fn shorten(mut case: Case, kind: &'static str) -> Case {
    let start = Instant::now();
    let mut size = case.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < case.len() && start.elapsed() < Duration::from_secs(10) {
            match case.without(at, size).filter(|small| outcome(small).is_err_and(|(same, _)| same == kind)) {
                Some(small) => case = small,
                None => at += size,
            }
        }
        size /= 2;
    }
    case
}
