//! How far a film is joined, told while it happens.

use crate::{Error, Studio, outcome::Trouble};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use media::{FilmClip, FilmMade, FilmSpec, MediaError};
use model::{Happening, ProjectId, RunState};
use providers::{Failure, FailureClass};
use std::{path::Path, sync::Arc, time::Duration};
use store::{events, projects};
use tokio::sync::watch;

/// What is said while the clips are joined.
pub(crate) const JOINING: &str = "Joining the clips to the film";
/// How long is looked for the part that a film could not be joined for.
const LOOK: Duration = Duration::from_secs(120);
/// So many steps are told of one joining, however long the film is.
const STEPS: f64 = 20.0;

/// The words with the percent, once there is something to tell.
pub(crate) fn joining(joined: Option<f64>) -> String {
    match joined.map(|joined| (joined.clamp(0.0, 1.0) * 100.0).round()) {
        Some(percent) if percent > 0.0 => format!("{JOINING}: {percent} %"),
        _ => JOINING.to_owned(),
    }
}

impl Studio {
    /// Joins a film and tells how far it is. `numbers` are those of the clips' shots, `language` is that of speech and captions.
    pub(super) async fn join(
        &self,
        id: ProjectId,
        spec: FilmSpec,
        numbers: &[&str],
        language: Option<String>,
        out: &Path,
        scratch: &Path,
    ) -> Result<FilmMade, Trouble> {
        let (parts, fps) = (spec.clips.clone(), spec.format.fps);
        let (said, heard) = watch::channel(0u32);
        let progress = Arc::new(move |done: f64| {
            let step = (done * STEPS) as u32;
            said.send_if_modified(|now| std::mem::replace(now, step.max(*now)) < step);
        });
        // Sound that was encoded for an earlier film is not encoded again.
        let cache = Some(self.config().scratch.join("sound"));
        let extras = media::Extras { cache, progress: Some(progress), language };
        // The teller ends when the other lets go of the channel.
        let joined = media::assemble_with(self.tools(), spec, out, scratch, extras);
        let (made, ()) = tokio::join!(joined, self.tell_joining(id, heard));
        match made {
            Ok(made) => Ok(made),
            // That is waited for.
            Err(error) if error.is_full() => Err(Error::from(error).into()),
            Err(error) => Err(self.unjoined(error, &parts, numbers, fps).await),
        }
    }

    /// Why a film could not be joined: the part that cannot be read, where it is that.
    async fn unjoined(&self, error: MediaError, parts: &[FilmClip], numbers: &[&str], fps: u32) -> Trouble {
        let look = async {
            for (part, number) in parts.iter().zip(numbers) {
                let stem = part.stem.clone();
                let heard = tokio::task::spawn_blocking(move || media::check_sound(&stem)).await;
                if media::check_take(self.tools(), &part.clip, fps).await.is_err() || matches!(heard, Ok(Err(_))) {
                    return Some(*number);
                }
            }
            None
        };
        let damaged = tokio::time::timeout(LOOK, look).await.ok().flatten();
        let (class, sentence) = match (damaged, &error) {
            (Some(number), _) => (
                FailureClass::Broken,
                format!("The clip of shot {number} is damaged. Record the shot anew in the editing room."),
            ),
            (None, MediaError::TooSlow(_)) => (FailureClass::TryAgain, error.to_string()),
            (None, _) => (
                FailureClass::TryAgain,
                "ffmpeg could not put the clips together, and all of them can be read. Try again; whoever runs the studio finds in its log \
                 what ffmpeg said."
                    .to_owned(),
            ),
        };
        Trouble::Failed(Failure::new(class, sentence).detail(error.to_string()))
    }

    async fn tell_joining(&self, id: ProjectId, mut heard: watch::Receiver<u32>) {
        while heard.changed().await.is_ok() {
            let joined = f64::from(*heard.borrow_and_update()) / STEPS;
            if let Err(error) = self.tell_joined(id, joined).await {
                // The next step tells more.
                tracing::debug!(project_id = %id, detail = error.detail(), "how far the film is joined was not told");
            }
        }
    }

    async fn tell_joined(&self, id: ProjectId, joined: f64) -> Result<(), Error> {
        let store = self.store().reserved();
        let mut conn = store.conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                if projects::lock(conn, id).await?.run_state() != RunState::Filming {
                    return Ok(());
                }
                self.tell_film(conn, id, &joining(Some(joined)), Some(joined)).await
            })
            .await
    }

    /// How far the film is joined that is being made now, as it was told last.
    pub(crate) async fn joined(&self, conn: &mut AsyncPgConnection, id: ProjectId) -> Result<Option<f64>, Error> {
        let news = events::newest(conn, id, 20).await?;
        let told = news.iter().find_map(|what| match what {
            Happening::Progress { joined, .. } => Some(*joined),
            _ => None,
        });
        Ok(told.flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_is_told_in_percent_once_there_is_any() {
        assert_eq!(joining(None), "Joining the clips to the film");
        assert_eq!(joining(Some(0.0)), "Joining the clips to the film");
        assert_eq!(joining(Some(0.45)), "Joining the clips to the film: 45 %");
    }
}
