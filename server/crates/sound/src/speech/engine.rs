//! Running espeak-ng: the text goes in by standard input, a WAV comes out by standard output.

use super::{SpeechError, cast::Part};
use std::{path::Path, process::Stdio, time::Duration};
use tokio::{io::AsyncWriteExt as _, process::Command};

const LIMIT: Duration = Duration::from_secs(20);

/// A text takes it seconds. It writes no files, but its sound library asks for 64 MB of shared memory, which count as one.
const LIMITS: children::Limits = children::Limits { memory: 1 << 30, seconds: 30, file: 256 << 20, files: 64 };

/// What the engine said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Raw {
    pub(super) rate: u32,
    pub(super) samples: Vec<f32>,
}

/// Speaks a text; the child is ended when it takes longer than [`LIMIT`] or nobody waits for it any more.
pub(super) async fn run(part: &Part, text: &str, scratch: &Path) -> Result<Raw, SpeechError> {
    let mut command = Command::from(children::command("espeak-ng"));
    command.args(["-v", &part.voice, "-s", &part.words_per_minute.to_string(), "-p", &part.pitch.to_string()]);
    command.args(["-g", &part.gap.to_string(), "-b", "1", "--stdin", "--stdout"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    if scratch.is_dir() {
        command.current_dir(scratch);
    }
    let runtime = tokio::runtime::Handle::current();
    let started = children::start(move || {
        let _inside = runtime.enter();
        let child = command.spawn()?;
        children::limit(child.id(), LIMITS);
        Ok(child)
    });
    let mut child = started.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => SpeechError::Missing,
        _ => SpeechError::Failed(error.to_string()),
    })?;
    let stdin = child.stdin.take();
    // How far the tune rises and falls is an embedded command: the command line has no option for it.
    let text = format!("\u{1}{}R{text}\n", part.range);
    let speaking = async {
        // Written while the output is read: neither side waits for the other.
        let write = async {
            if let Some(mut stdin) = stdin {
                // A pipe that closes early shows as a failed run.
                let _ = stdin.write_all(text.as_bytes()).await;
            }
        };
        tokio::join!(write, child.wait_with_output()).1
    };
    let output = tokio::time::timeout(LIMIT, speaking)
        .await
        .map_err(|_| SpeechError::TooSlow)?
        .map_err(|error| SpeechError::Failed(error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(SpeechError::Failed(said.lines().next_back().unwrap_or("it gave no reason").to_owned()));
    }
    samples(&output.stdout).ok_or_else(|| SpeechError::Failed("it gave no sound".to_owned()))
}

/// A 16-bit WAV whose header was written before its length was known: the sizes in it are not to be believed.
fn samples(wav: &[u8]) -> Option<Raw> {
    let rate = u32::from_le_bytes(wav.get(24..28)?.try_into().ok()?);
    let data = wav.windows(4).position(|four| four == b"data")?;
    let samples: Vec<f32> = wav
        .get(data + 8..)?
        .chunks_exact(2)
        .filter_map(|two| Some(f32::from(i16::from_le_bytes(two.try_into().ok()?)) / 32_768.0))
        .collect();
    (rate > 0).then_some(Raw { rate, samples })
}
