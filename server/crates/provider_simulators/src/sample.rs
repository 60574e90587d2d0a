//! Small real media.

use std::{io, path::Path};
use tokio::process::Command;

/// A video of this many seconds: H.264 in an mp4, 24 pictures a second, with AAC sound or none.
///
/// # Errors
/// When ffmpeg cannot be run.
pub async fn video(seconds: f64, size: (u32, u32), sound: bool) -> io::Result<Vec<u8>> {
    let mut given = vec!["-f".to_owned(), "lavfi".into(), "-i".into()];
    given.push(format!("testsrc2=size={}x{}:rate=24", size.0, size.1));
    if sound {
        let tone = "-f lavfi -i sine=frequency=330:sample_rate=48000 -c:a aac -b:a 64k";
        given.extend(tone.split(' ').map(str::to_owned));
    }
    let codec = "-c:v libx264 -preset ultrafast -crf 35 -pix_fmt yuv420p -movflags +faststart";
    given.extend(codec.split(' ').map(str::to_owned));
    made(&given, seconds, "mp4").await
}

/// A still of this size as a PNG.
///
/// # Errors
/// When ffmpeg cannot be run.
pub async fn still((width, height): (u32, u32)) -> io::Result<Vec<u8>> {
    let source = format!("testsrc2=size={width}x{height}:rate=1");
    made(&["-f".to_owned(), "lavfi".into(), "-i".into(), source], 1.0, "png").await
}

/// A picture of somebody as a JPEG, 96 pixels wide and high; every number gives another.
///
/// # Errors
/// When ffmpeg cannot be run.
pub async fn portrait(nth: u32) -> io::Result<Vec<u8>> {
    let source = format!("testsrc2=size=96x96:rate=1,hue=h={}", nth.wrapping_mul(97) % 360);
    made(&["-f".to_owned(), "lavfi".into(), "-i".into(), source], 1.0, "jpg").await
}

/// A tone of this many seconds as "mp3" or "wav".
///
/// # Errors
/// When ffmpeg cannot be run.
pub async fn tone(seconds: f64, kind: &str) -> io::Result<Vec<u8>> {
    let given = ["-f", "lavfi", "-i", "sine=frequency=220:sample_rate=44100"].map(str::to_owned);
    made(&given, seconds, kind).await
}

async fn made(given: &[String], seconds: f64, kind: &str) -> io::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join(format!("sample.{kind}"));
    run(given, seconds, &path).await?;
    tokio::fs::read(&path).await
}

async fn run(given: &[String], seconds: f64, path: &Path) -> io::Result<()> {
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-nostdin", "-y"]).args(given).args(["-t", &format!("{seconds:.3}")]).arg(path);
    let output = ffmpeg.kill_on_drop(true).output().await?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
}
