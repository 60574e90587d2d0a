//! Small real videos, made once per shape.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::{process::Command, sync::Mutex};

/// A video's shape: tenths of a second, width, height, with sound.
type Shape = (u64, u32, u32, bool);

/// Makes videos and keeps them.
#[derive(Debug)]
pub(super) struct Films {
    folder: PathBuf,
    made: Mutex<HashMap<Shape, Arc<Vec<u8>>>>,
}

impl Films {
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), made: Mutex::new(HashMap::new()) }
    }

    /// An mp4 (H.264, 24 pictures a second) of this length and size, with AAC sound or none.
    pub(super) async fn get(&self, seconds: f64, size: (u32, u32), sound: bool) -> std::io::Result<Arc<Vec<u8>>> {
        let shape = ((seconds * 10.0).round() as u64, size.0, size.1, sound);
        // Held while it is made: ffmpeg runs once per shape.
        let mut made = self.made.lock().await;
        if let Some(film) = made.get(&shape) {
            return Ok(film.clone());
        }
        let path = self.folder.join(format!("{}-{}x{}-{sound}.mp4", shape.0, size.0, size.1));
        let seconds = format!("{seconds:.3}");
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-v", "error", "-nostdin", "-y", "-f", "lavfi"]);
        ffmpeg.args(["-i", &format!("testsrc2=size={}x{}:rate=24", size.0, size.1)]);
        if sound {
            ffmpeg.args(["-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000", "-c:a", "aac", "-b:a", "64k"]);
        }
        ffmpeg.args(["-t", &seconds, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "35", "-pix_fmt", "yuv420p"]);
        ffmpeg.args(["-movflags", "+faststart"]).arg(&path);
        let output = ffmpeg.kill_on_drop(true).output().await?;
        if !output.status.success() {
            return Err(std::io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        let film = Arc::new(tokio::fs::read(&path).await?);
        made.insert(shape, film.clone());
        Ok(film)
    }
}
