//! The text of a PDF. It is read by a child of this program with little time and memory, because a PDF can be made to take any
//! amount of both.

use anyhow::Context as _;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::{
    io::{Read as _, Write as _},
    process::{ExitCode, Stdio},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::Command,
};

/// The largest PDF that is read, in bytes.
pub const LARGEST: usize = 16_000_000;
/// Processor time and memory of the child.
const SECONDS: u64 = 20;
const MEMORY: u64 = 1_500_000_000;
/// How long the child may take by the clock.
const PATIENCE: Duration = Duration::from_secs(40);
/// More text than this is no script.
const LONGEST: u64 = 8_000_000;

/// `studio read-pdf`: a PDF on the standard input, its text on the standard output, a sentence on the standard error.
pub fn read_in_child() -> anyhow::Result<ExitCode> {
    let limit = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::Cpu, limit(SECONDS)).context("the time cannot be limited")?;
    setrlimit(Resource::As, limit(MEMORY)).context("the memory cannot be limited")?;
    let mut bytes = Vec::new();
    std::io::stdin().take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    match script::pdf_text(&bytes) {
        Ok(text) => {
            std::io::stdout().write_all(text.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("{error}");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The text of a PDF.
///
/// # Errors
/// A sentence for the person who sent it.
pub async fn text(bytes: &[u8]) -> Result<String, String> {
    const TOO_MUCH: &str = "This PDF takes too long to read. Save the script as text, Word or Final Draft.";
    if bytes.len() > LARGEST {
        return Err("This PDF is larger than 16 MB, and probably holds pictures of pages. Save the script as text, Word or Final Draft.".to_owned());
    }
    let failed = |error: std::io::Error| format!("The PDF could not be read here: {error}.");
    let program = std::env::current_exe().map_err(failed)?;
    let mut child = Command::new(program)
        .arg("read-pdf")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(failed)?;
    let (Some(mut input), Some(output), Some(complaint)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err("The PDF could not be read here.".to_owned());
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
    match tokio::time::timeout(PATIENCE, work).await {
        Err(_) => Err(TOO_MUCH.to_owned()),
        Ok(Err(error)) => Err(failed(error)),
        Ok(Ok(status)) if status.success() => String::from_utf8(said).map_err(|_| TOO_MUCH.to_owned()),
        // One that ended by itself says why; one that was ended had too little time or memory.
        Ok(Ok(status)) if status.code() == Some(1) => Err(String::from_utf8_lossy(&why).trim().to_owned()),
        Ok(Ok(_)) => Err(TOO_MUCH.to_owned()),
    }
}

/// A script's file, whatever its format.
pub async fn read_script(bytes: &[u8], name: Option<&str>) -> Result<script::Screenplay, String> {
    if script::is_pdf(bytes) {
        return Ok(script::read(&text(bytes).await?));
    }
    script::read_bytes(bytes, name).map_err(|error| error.to_string())
}
