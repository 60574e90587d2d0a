//! The animatic: drawn by `draw`, encoded while the next picture is drawn.

use super::broken;
use crate::{Call, Failure, FailureClass, Maker, Started, VideoMade};
use async_trait::async_trait;
use media::{Format, Tools, VideoWriter, poster_second};
use model::VideoSpec;
use std::{path::Path, sync::mpsc};

/// Draws shots.
#[derive(Clone, Debug)]
pub struct Animatic {
    pub(crate) tools: Tools,
}

#[async_trait]
impl Maker for Animatic {
    type Spec = VideoSpec;
    type Made = VideoMade;

    async fn start(&self, spec: &VideoSpec, call: &Call<'_>) -> Result<Started<VideoMade>, Failure> {
        if spec.staging.is_none() {
            return Err(Failure::new(FailureClass::Broken, "This shot has nothing to draw from."));
        }
        let file = call.scratch.join("take.mp4");
        let poster = call.scratch.join("take.jpg");
        let (tools, spec, paths) = (self.tools.clone(), spec.clone(), (file.clone(), poster.clone()));
        let seconds = tokio::task::spawn_blocking(move || film(&tools, &spec, &paths.0, &paths.1))
            .await
            .map_err(|error| broken("Drawing", error))?
            .map_err(|error| broken("Drawing", error))?;
        (call.on_progress)(1.0);
        let poster = Some(poster);
        let (billed, remote) = (None, None);
        Ok(Started::Done(VideoMade { file, normalised: true, seconds, billed, native_audio: false, poster, remote }))
    }
}

/// Draws on this thread and encodes on another: two pictures are under way at once.
fn film(tools: &Tools, spec: &VideoSpec, path: &Path, poster: &Path) -> Result<f64, media::MediaError> {
    let Some(staging) = &spec.staging else { return Err(media::MediaError::Stopped("no staging".to_owned())) };
    let format = Format { width: spec.width, height: spec.height, fps: spec.fps };
    // No later than its last picture.
    let moment =
        format.frames(f64::from(poster_second(spec.seconds))).min(format.frames(spec.seconds).saturating_sub(1));
    let writer = VideoWriter::with_poster(tools, path, format, (poster, moment))?;
    let (full, to_encode) = mpsc::sync_channel::<Vec<u8>>(2);
    let (empty, to_draw) = mpsc::sync_channel::<Vec<u8>>(4);
    std::thread::scope(|scope| {
        let encoder = scope.spawn(move || {
            let mut writer = writer;
            for frame in to_encode {
                writer.write_frame(&frame)?;
                // The drawer may have finished.
                let _ = empty.try_send(frame);
            }
            writer.finish()
        });
        let mut animatic = draw::Animatic::new(staging, spec.width, spec.height, spec.fps, spec.seconds, spec.take);
        for index in 0..animatic.frames() {
            let mut frame = to_draw.try_recv().unwrap_or_default();
            animatic.render(index, &mut frame);
            // A closed channel means that the encoder failed: its error is the one to tell.
            if full.send(frame).is_err() {
                break;
            }
        }
        drop(full);
        encoder.join().unwrap_or_else(|_| Err(media::MediaError::Stopped("the encoder's thread died".to_owned())))
    })
}
