//! Running espeak-ng: the text goes in by standard input, a WAV comes out by standard output.

use super::{SpeechError, voice::Cast};
use std::{process::Stdio, time::Duration};
use tokio::{io::AsyncWriteExt as _, process::Command};

const LIMIT: Duration = Duration::from_secs(20);

/// Gives the sample rate and mono samples.
pub(super) async fn run(cast: &Cast, text: &str) -> Result<(u32, Vec<f32>), SpeechError> {
    let mut command = Command::new("espeak-ng");
    command.args(["-v", &cast.voice, "-s", &cast.words_per_minute.to_string(), "-p", &cast.pitch.to_string()]);
    command.args(["-g", &cast.gap.to_string(), "-a", "160", "-b", "1", "--stdin", "--stdout"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => SpeechError::Missing,
        _ => SpeechError::Failed(error.to_string()),
    })?;
    let stdin = child.stdin.take();
    let text = text.to_owned();
    let speaking = async {
        // Written while the output is read: neither side waits for the other.
        let write = async {
            if let Some(mut stdin) = stdin {
                // A closed pipe shows as a failed run.
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
        return Err(SpeechError::Failed(said.lines().next_back().unwrap_or("no reason given").to_owned()));
    }
    samples(&output.stdout).ok_or_else(|| SpeechError::Failed("it gave no sound".to_owned()))
}

/// A WAV whose header was written before its length was known: the sizes in it are not to be believed.
fn samples(wav: &[u8]) -> Option<(u32, Vec<f32>)> {
    let rate = u32::from_le_bytes(wav.get(24..28)?.try_into().ok()?);
    let data = wav.windows(4).position(|four| four == b"data")?;
    let body = wav.get(data + 8..)?;
    let samples: Vec<f32> = body
        .chunks_exact(2)
        .filter_map(|two| Some(f32::from(i16::from_le_bytes(two.try_into().ok()?)) / 32_768.0))
        .collect();
    (!samples.is_empty() && rate > 0).then_some((rate, samples))
}
