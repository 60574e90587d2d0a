//! Sends the file of an export to its destination. Where it is, is written down, so that whoever goes on with it sends nothing again
//! that is there.

use super::{
    named::{extension, spec_of},
    stopped::Stopped,
};
use crate::{
    Error, Studio,
    destinations::{Place, bucket_said},
};
use bytes::Bytes;
use deliver::{Again, Dav, DeliverError, Source};
use futures::future::BoxFuture;
use model::{ExportState, UserId};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use store::{
    Files,
    exports::{self, Held, Progress},
    projects,
};
use tokio::sync::watch;
use uuid::Uuid;

/// So many steps are told of one upload.
const STEPS: i64 = 40;
/// How much of a file is read at a time.
const PART: u64 = 4 << 20;

/// A film in the studio's own store.
struct Kept {
    files: Files,
    key: String,
    size: u64,
}

impl Source for Kept {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, start: u64, end: u64) -> BoxFuture<'static, Result<Bytes, String>> {
        let (files, key) = (self.files.clone(), self.key.clone());
        Box::pin(async move { files.read(&key, start, end).await.map_err(|error| error.to_string()) })
    }
}

fn stopped(error: DeliverError) -> Stopped {
    tracing::info!(detail = error.detail, "an upload stopped");
    match error.again {
        Again::Yes => Stopped::Later(error.sentence),
        Again::No => Stopped::Error(Error::refused(error.sentence)),
    }
}

impl Studio {
    /// Sends the file, or goes on with it. Gives its address there.
    pub(super) async fn send_export(
        &self,
        held: &Held,
        destination: Uuid,
        key: &str,
        bytes: i64,
    ) -> Result<String, Stopped> {
        let place = self.destination(UserId(held.row.owner_id), destination).await?;
        let size = u64::try_from(bytes).unwrap_or_default();
        let kept = Kept { files: self.store().files().clone(), key: key.to_owned(), size };
        let (said, heard) = watch::channel(0u64);
        let telling = self.tell_sending(held, bytes, heard);
        let sending = async {
            // The teller ends when this lets go of the channel.
            let said = said;
            match place {
                Place::Dav(dav) => self.send_by_dav(held, &dav, kept, said).await,
                Place::Bucket(files, folder) => self.send_to_bucket(held, &files, &folder, &kept, &said).await,
            }
        };
        tokio::join!(sending, telling).0
    }

    /// What the file is to be called, without its extension.
    async fn stem(&self, held: &Held) -> Result<String, Error> {
        let title = projects::get(&mut *self.store().conn().await?, held.row.project()).await?.title;
        let spec = spec_of(&held.row);
        Ok(if spec.is_film_itself() { title } else { format!("{title} ({})", spec.words()) })
    }

    /// The name that an earlier try chose.
    fn chosen(held: &Held) -> Option<String> {
        held.row.session.as_ref()?.get("name")?.as_str().map(str::to_owned)
    }

    async fn keep_session(&self, held: &Held, bytes: i64, session: &Value) -> Result<(), Error> {
        let now = Progress { state: ExportState::Sending, progress: 0.0, bytes, sent: 0, session: Some(session) };
        exports::tell(&mut *self.store().reserved().conn().await?, held, &now).await?;
        Ok(())
    }

    async fn send_by_dav(
        &self,
        held: &Held,
        dav: &Dav,
        kept: Kept,
        said: watch::Sender<u64>,
    ) -> Result<String, Stopped> {
        let kept: Arc<dyn Source> = Arc::new(kept);
        let sum = deliver::digest(&*kept).await.map_err(stopped)?;
        let name = match Self::chosen(held) {
            Some(name) => name,
            None => {
                let stem = self.stem(held).await?;
                let name = dav.free_name(&stem, extension(spec_of(&held.row))).await.map_err(stopped)?;
                let bytes = i64::try_from(kept.size()).unwrap_or(i64::MAX);
                self.keep_session(held, bytes, &json!({ "name": name })).await?;
                name
            }
        };
        let heard = Arc::new(move |bytes| said.send_modify(|now| *now = bytes));
        dav.send(kept, &sum, &name, &held.row.id.to_string(), heard).await.map_err(stopped)
    }

    async fn send_to_bucket(
        &self,
        held: &Held,
        files: &Files,
        folder: &str,
        kept: &Kept,
        said: &watch::Sender<u64>,
    ) -> Result<String, Stopped> {
        let failed = |error: store::StoreError| {
            tracing::info!(%error, "an upload to a bucket stopped");
            Stopped::Later(bucket_said(&error))
        };
        let name = match Self::chosen(held) {
            Some(name) => name,
            None => {
                let stem = self.stem(held).await?.replace(['/', '\\'], "_");
                // Nobody else's film has this part of the name.
                let short: String = held.row.id.simple().to_string().chars().rev().take(6).collect();
                let name = format!("{folder}{stem} {short}.{}", extension(spec_of(&held.row)));
                self.keep_session(held, held.row.bytes, &json!({ "name": name })).await?;
                name
            }
        };
        let sum = digest(&kept.files, &kept.key, kept.size, &|_| {}).await.map_err(failed)?;
        let there = matches!(files.size(&name).await, Ok(size) if size == kept.size);
        if !there {
            let scratch = self.config().scratch.join(format!("send-{}-{}", held.row.id, held.token));
            crate::scratch::make(&scratch).await?;
            let sent = async {
                // The store takes away what it is given: it gets a copy.
                let copy = scratch.join("film");
                kept.files.get_to_file(&kept.key, &copy).await?;
                files.put_file(&name, &copy).await
            };
            let sent = sent.await;
            let _gone = tokio::fs::remove_dir_all(&scratch).await;
            sent.map_err(failed)?;
        }
        let arrived =
            digest(files, &name, kept.size, &|bytes| said.send_modify(|now| *now = bytes)).await.map_err(failed)?;
        if arrived == sum {
            return Ok(name);
        }
        files.delete(&name).await.map_err(failed)?;
        Err(Stopped::Later("The file did not arrive whole; it is sent again.".to_owned()))
    }

    async fn tell_sending(&self, held: &Held, bytes: i64, mut heard: watch::Receiver<u64>) {
        let mut told = -1;
        while heard.changed().await.is_ok() {
            let sent = i64::try_from(*heard.borrow_and_update()).unwrap_or(i64::MAX).min(bytes);
            let step = sent * STEPS / bytes.max(1);
            if step == told {
                continue;
            }
            told = step;
            let progress = sent as f64 / bytes.max(1) as f64;
            let now = Progress { state: ExportState::Sending, progress, bytes, sent, session: None };
            let written = async {
                let store = self.store().reserved();
                let mut conn = store.conn().await?;
                exports::tell(&mut conn, held, &now).await?;
                self.tell_export(&mut conn, held.row.project()).await
            };
            if let Err(error) = written.await {
                tracing::debug!(detail = error.detail(), "how far an export is was not told");
            }
        }
    }
}

/// The SHA-256 of a kept file.
async fn digest(
    files: &Files,
    key: &str,
    size: u64,
    heard: &(dyn Fn(u64) + Sync),
) -> Result<Vec<u8>, store::StoreError> {
    let (mut digest, mut at) = (Sha256::new(), 0);
    while at < size {
        let end = (at + PART).min(size);
        digest.update(files.read(key, at, end).await?);
        at = end;
        heard(at);
    }
    Ok(digest.finalize().to_vec())
}
