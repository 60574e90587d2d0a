//! Places on the paid path where a test can make the process die: `STUDIO_ABORT_AT=<name>:<n>` aborts at the n-th time that the
//! place is reached. `mix` is the place where a clip is about to be mixed, `sent`
//! the one where an export's file has come to its destination. Only in builds with debug assertions; elsewhere nothing is read and nothing is done.

/// Every place, in the order of the paid path: before and after each commit, send, sync and rename.
pub const ALL: [&str; 26] = [
    "reserve.before",
    "reserve.after",
    "begin.before",
    "begin.after",
    "doubt.before",
    "doubt.after",
    "put_back.before",
    "put_back.after",
    "send_again.before",
    "send_again.after",
    "send.before",
    "send.after",
    "found.before",
    "found.after",
    "poll.before",
    "poll.after",
    "file.placed",
    "file.synced",
    "file.renamed",
    "file.kept",
    "settle.before",
    "settle.after",
    "commit.before",
    "commit.after",
    "created.before",
    "created.after",
];

/// Dies here if a test wants it.
#[cfg(debug_assertions)]
pub fn pass(name: &'static str) {
    use std::sync::{
        LazyLock,
        atomic::{AtomicI64, Ordering},
    };
    static WANTED: LazyLock<Option<(String, AtomicI64)>> = LazyLock::new(|| {
        let wanted = std::env::var("STUDIO_ABORT_AT").ok()?;
        let (name, times) = wanted.split_once(':').unwrap_or((&wanted, "1"));
        Some((name.to_owned(), AtomicI64::new(times.parse().unwrap_or(1))))
    });
    if let Some((wanted, left)) = &*WANTED
        && wanted == name
        && left.fetch_sub(1, Ordering::SeqCst) == 1
    {
        eprintln!("aborted at {name}");
        std::process::abort();
    }
}

#[cfg(not(debug_assertions))]
pub const fn pass(_: &'static str) {}
