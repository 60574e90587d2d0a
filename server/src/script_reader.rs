//! Scripts that come as files. They are read by a child of this program with little time and memory, because a file can be made to
//! take any amount of both; no more children than processors run at once.

use crate::cli::ReadScriptArgs;
use anyhow::Context as _;
use pipeline::Error;
use rustix::process::{Resource, Rlimit, setrlimit};
use script::{ReadError, Screenplay};
use serde::{Deserialize, Serialize};
use std::{
    io::{Read as _, Write as _},
    process::{ExitCode, Stdio},
    sync::LazyLock,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::Command,
    sync::{Semaphore, SemaphorePermit},
};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 16_000_000;
/// Processor time of the child in seconds, its memory in bytes, and how many files it may hold open.
const SECONDS: u64 = 20;
const MEMORY: u64 = 1_000_000_000;
const FILES: u64 = 32;
/// How long the child may take by the clock.
const PATIENCE: Duration = Duration::from_secs(40);
/// The longest answer of the child, in bytes: all that a script may have, as JSON.
const LONGEST: u64 = 16_000_000;
/// How many files may wait for each child that runs, and how long.
const LONGEST_LINE: usize = 8;
const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// What the child ends with when the script is longer than fits.
const TOO_LONG: u8 = 3;

const TOO_MUCH: &str = "This script takes too much time or memory to read. Save it as plain text, Fountain or Final Draft, and film it in parts.";

/// What is got of a script's file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Script {
    pub title: String,
    pub text: String,
    /// The name of its format.
    pub format: String,
}

impl From<Screenplay> for Script {
    fn from(play: Screenplay) -> Self {
        Self { title: play.title, text: play.text, format: play.format.label().to_owned() }
    }
}

/// `studio read-script`: a file on the standard input, a [`Script`] as JSON on the standard output, a sentence on the standard error.
pub fn read_in_child(args: &ReadScriptArgs) -> anyhow::Result<ExitCode> {
    let limit = |most| Rlimit { current: Some(most), maximum: Some(most) };
    for (resource, most, what) in [
        (Resource::Cpu, SECONDS, "time"),
        (Resource::As, MEMORY, "memory"),
        (Resource::Nofile, FILES, "number of files"),
        (Resource::Fsize, 0, "size of files"),
        (Resource::Core, 0, "size of what is left of a crash"),
    ] {
        setrlimit(resource, limit(most)).with_context(|| format!("the {what} cannot be limited"))?;
    }
    // Whoever looks at a page comes first.
    let _as_it_was = rustix::process::nice(10);
    let mut bytes = Vec::new();
    std::io::stdin().take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    let read = if script::is_pdf(&bytes) {
        script::pdf_text(&bytes).map(|text| script::read(&text))
    } else {
        script::read_bytes(&bytes, Some(&format!("script.{}", args.extension)))
    };
    match read {
        Ok(play) => {
            std::io::stdout().write_all(&serde_json::to_vec(&Script::from(play))?)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("{error}");
            Ok(if error == ReadError::TooLong { ExitCode::from(TOO_LONG) } else { ExitCode::FAILURE })
        }
    }
}

/// The places for children, and for those who wait.
struct Places {
    children: Semaphore,
    line: Semaphore,
}

static PLACES: LazyLock<Places> =
    LazyLock::new(|| Places::new(std::thread::available_parallelism().map_or(1, usize::from)));

impl Places {
    fn new(children: usize) -> Self {
        Self { children: Semaphore::new(children), line: Semaphore::new(children * (LONGEST_LINE + 1)) }
    }

    /// A place for one child; the second permit is of the line.
    async fn take(&self) -> Result<(SemaphorePermit<'_>, SemaphorePermit<'_>), Error> {
        let busy = |why: &str| {
            Error::Busy(
                "Many scripts are being read at the moment. Please try again in a moment.".to_owned(),
                why.to_owned(),
            )
        };
        let line = self.line.try_acquire().map_err(|_| busy("the line of scripts to read is full"))?;
        match tokio::time::timeout(LONGEST_WAIT, self.children.acquire()).await {
            Ok(Ok(child)) => Ok((child, line)),
            _ => Err(busy("no child to read a script was free in time")),
        }
    }
}

/// The script in a file, whatever its format.
///
/// # Errors
/// [`Error::Refused`] or [`Error::TooLarge`] with a sentence for the person who sent it; [`Error::Busy`] when too many are read at once.
pub async fn read(bytes: &[u8], name: Option<&str>) -> Result<Script, Error> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLarge(
            "The file is larger than 16 MB, and probably holds pictures of pages. Save the script as text, Word or Final Draft."
                .to_owned(),
        ));
    }
    let _places = PLACES.take().await?;
    // What the bytes are decides; of the name only its end is of use.
    let extension = name.and_then(|name| name.rsplit_once('.')).map_or("", |(_, end)| end);
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    let failed =
        |error: std::io::Error| Error::Internal(anyhow::Error::new(error).context("a script could not be read"));
    let program = std::env::current_exe().map_err(failed)?;
    let mut command = Command::from(children::command(program));
    command
        .arg("read-script")
        .arg(format!("--extension={extension}"))
        .env_clear()
        // The allocator would reserve a gibibyte of addresses at once, which is more than the child may have.
        .env("MIMALLOC_ARENA_RESERVE", "64MiB")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let runtime = tokio::runtime::Handle::current();
    let started = children::start(move || {
        let _inside = runtime.enter();
        command.spawn()
    });
    let mut child = started.map_err(failed)?;
    let (Some(mut input), Some(output), Some(complaint)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(failed(std::io::Error::other("the child has no pipes")));
    };
    let mut said = Vec::new();
    let mut why = Vec::new();
    let work = async {
        let send = async {
            // A child that gives up does not listen to the end.
            let _gone = input.write_all(bytes).await;
            drop(input);
        };
        let (mut output, mut complaint) = (output.take(LONGEST), complaint.take(2_000));
        let ((), read, heard) = tokio::join!(send, output.read_to_end(&mut said), complaint.read_to_end(&mut why));
        read.and(heard)?;
        child.wait().await
    };
    let too_much = || Error::refused(TOO_MUCH);
    match tokio::time::timeout(PATIENCE, work).await {
        Err(_) => Err(too_much()),
        Ok(Err(error)) => Err(failed(error)),
        Ok(Ok(status)) if status.success() => serde_json::from_slice(&said).map_err(|_| too_much()),
        // One that ended by itself says why; one that was ended had too little time or memory.
        Ok(Ok(status)) => {
            let sentence = String::from_utf8_lossy(&why).trim().to_owned();
            match status.code() {
                Some(1) => Err(Error::Refused(sentence)),
                Some(code) if code == i32::from(TOO_LONG) => Err(Error::TooLarge(sentence)),
                _ => Err(too_much()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn those_for_whom_there_is_no_room_in_the_line_are_told_to_come_again() {
        let places = Places::new(1);
        let (child, place) = places.take().await.unwrap();
        let others = places.line.try_acquire_many(u32::try_from(LONGEST_LINE).unwrap()).unwrap();
        assert_eq!(places.take().await.err().unwrap().status(), 503);
        drop((child, place, others));
        assert!(places.take().await.is_ok());
    }
}
