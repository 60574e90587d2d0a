//! Small real videos, made once per shape.

use super::sample;
use std::{collections::HashMap, io, sync::Arc};
use tokio::sync::Mutex;

/// A video's shape: tenths of a second, width, height, with sound.
type Shape = (u64, u32, u32, bool);

/// Makes videos and keeps them.
#[derive(Debug, Default)]
pub(super) struct Films {
    made: Mutex<HashMap<Shape, Arc<Vec<u8>>>>,
}

impl Films {
    /// An mp4 (H.264, 24 pictures a second) of this length and size, with AAC sound or none.
    pub(super) async fn get(&self, seconds: f64, size: (u32, u32), sound: bool) -> io::Result<Arc<Vec<u8>>> {
        let shape = ((seconds * 10.0).round() as u64, size.0, size.1, sound);
        // Held while it is made: ffmpeg runs once per shape.
        let mut made = self.made.lock().await;
        if let Some(film) = made.get(&shape) {
            return Ok(film.clone());
        }
        let film = Arc::new(sample::video(seconds, size, sound).await?);
        made.insert(shape, film.clone());
        Ok(film)
    }
}
