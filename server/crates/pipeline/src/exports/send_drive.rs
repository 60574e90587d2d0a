//! Sends the file of an export to a Google Drive. The file's id, and the address that its pieces go to, are written down before they are used.

use super::{
    held::Held,
    named::{extension, spec_of},
    sending::{Kept, stopped},
    stopped::Stopped,
};
use deliver::{Drive, Heard, Source, Stands};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::watch;

/// How often an upload is begun anew in one try, where Google has forgotten it.
const ROUNDS: u32 = 3;

/// Where an upload stands.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Session {
    /// The file's id, before there is a file.
    id: Option<String>,
    /// Where its pieces go.
    place: Option<String>,
}

impl Held<'_> {
    async fn keep(&self, size: u64, session: &Session) -> Result<(), Stopped> {
        self.keep_session(size, &serde_json::to_value(session)?).await
    }

    /// Sends the file, or goes on with it. Gives the address where the person sees it.
    pub(super) async fn send_to_drive(
        &self,
        drive: &Drive,
        folder: &str,
        kept: Kept,
        said: watch::Sender<u64>,
    ) -> Result<String, Stopped> {
        let source: Arc<dyn Source> = Arc::new(kept);
        let (size, sum) = (source.size(), deliver::digest(&*source).await.map_err(stopped)?);
        let heard: Heard = Arc::new(move |bytes| said.send_modify(|now| *now = bytes));
        let session = self.row.session.clone().map(serde_json::from_value).transpose();
        let mut session: Session = session.ok().flatten().unwrap_or_default();
        let id = match session.id.clone() {
            Some(id) => id,
            None => {
                let id = drive.new_id().await.map_err(stopped)?;
                session.id = Some(id.clone());
                self.keep(size, &session).await?;
                id
            }
        };
        for _ in 0..ROUNDS {
            // The answer to the last request of an earlier try may have been lost.
            if let Some(found) = drive.find(&id).await.map_err(stopped)? {
                if found.size == Some(size) && found.sha256.as_deref().is_none_or(|there| there == sum) {
                    heard(size);
                    return Ok(found.link);
                }
                drive.remove(&id).await.map_err(stopped)?;
                self.keep(size, &Session::default()).await?;
                return Err(Stopped::Later("The file did not arrive whole; it is sent again.".to_owned()));
            }
            let place = match session.place.take() {
                Some(place) => place,
                None => match self.begin_at(drive, folder, &id, size).await? {
                    Some(place) => place,
                    None => continue,
                },
            };
            self.keep(size, &Session { id: Some(id.clone()), place: Some(place.clone()) }).await?;
            if let Stands::At(at) = drive.stands(&place, size).await.map_err(stopped)? {
                heard(at);
                drive.send_from(&place, &source, at, &heard).await.map_err(stopped)?;
            }
        }
        Err(Stopped::Later("Google did not keep the file; it is sent again.".to_owned()))
    }

    async fn begin_at(&self, drive: &Drive, folder: &str, id: &str, size: u64) -> Result<Option<String>, Stopped> {
        let parent = match folder {
            "" => None,
            name => Some(drive.folder(name).await.map_err(stopped)?),
        };
        let extension = extension(spec_of(&self.row));
        let kind = if extension == "m4a" { "audio/mp4" } else { "video/mp4" };
        let name = format!("{}.{extension}", self.stem().await?);
        drive.begin(id, parent.as_deref(), &name, kind, size).await.map_err(stopped)
    }
}
