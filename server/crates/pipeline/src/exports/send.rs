//! Sends the file of an export to its destination. Where it is, is written down, so that whoever goes on with it sends nothing again
//! that is there.

use super::{
    held::{Finished, Held, export_of, work_on},
    named::{extension, spec_of},
    send_video::Site,
    sending::{Kept, stopped},
    stopped::{Stopped, UNKNOWN},
    told::tell_of,
};
use crate::{
    Error, Studio,
    destinations::{Place, bucket_said},
    jobs::{Job, JobHandler, Stop},
};
use async_trait::async_trait;
use deliver::{Dav, Source};
use diesel_async::AsyncPgConnection;
use model::{ExportState, UserId};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{sync::Arc, time::Duration};
use store::{
    Files, artifacts,
    exports::{self, Progress},
    failpoint,
    tasks::{JobRow, Pool},
};
use tokio::sync::watch;

/// The kind of the jobs that send files of exports, and who runs them.
pub(super) const KIND: &str = "export-send";
pub(super) const POOL: Pool = Pool::Calls;
/// How often a file is tried to be sent: over about an hour.
const TRIES: u32 = 12;
/// The longest pause before the next try, in seconds.
const LONGEST: u64 = 600;
/// So many steps are told of one upload.
const STEPS: i64 = 40;
/// How much of a file is read at a time.
const PART: u64 = 4 << 20;

/// Sends the file of an export to its destination. What is to be downloaded is there at once.
pub(crate) struct SendFile;

#[async_trait]
impl JobHandler<Studio> for SendFile {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn pool(&self) -> Pool {
        POOL
    }

    fn tries(&self) -> u32 {
        TRIES
    }

    fn pause(&self, tried: u32, _job: &JobRow) -> Duration {
        Duration::from_secs(2u64.saturating_pow(tried.clamp(1, 10)).min(LONGEST))
    }

    async fn run(&self, job: &Job<'_, Studio>) -> Result<Value, Stop> {
        work_on(job, TRIES, |held| async move { held.send().await }).await
    }

    async fn done(&self, conn: &mut AsyncPgConnection, job: &JobRow, made: Value) -> Result<(), Error> {
        let made: Finished = serde_json::from_value(made)?;
        let id = export_of(job)?;
        exports::made(conn, id, &made.key, made.bytes).await?;
        exports::done(conn, id, made.url.as_deref()).await?;
        tell_of(conn, job).await
    }

    async fn gave_up(&self, conn: &mut AsyncPgConnection, job: &JobRow, _why: &str) -> Result<(), Error> {
        exports::failed(conn, export_of(job)?, UNKNOWN).await?;
        tell_of(conn, job).await
    }
}

impl Held<'_> {
    /// The export's file in the studio's store, with its size in bytes.
    async fn file(&self) -> Result<(String, i64), Stopped> {
        let gone = || Error::Conflict("The file of this export was cleared. Export the film again.".to_owned());
        let (key, bytes) = match &self.row.file_key {
            Some(key) => (key.clone(), self.row.bytes),
            None if spec_of(&self.row).is_film_itself() => {
                let mut conn = self.studio().store().conn().await?;
                let film = artifacts::get(&mut conn, self.row.film_id).await.map_err(|_| gone())?;
                (film.file_key, film.bytes)
            }
            None => return Err(gone().into()),
        };
        if self.studio().store().files().exists(&key).await? { Ok((key, bytes)) } else { Err(gone().into()) }
    }

    /// Sends the file, or goes on with it.
    async fn send(&self) -> Result<Finished, Stopped> {
        let (key, bytes) = self.file().await?;
        let Some(destination) = self.row.destination_id else { return Ok(Finished { key, bytes, url: None }) };
        let studio = self.studio();
        let place = studio.destination(UserId(self.row.owner_id), destination).await?;
        let size = u64::try_from(bytes).unwrap_or_default();
        let kept = Kept { files: studio.store().files().clone(), key: key.clone(), size };
        let (said, heard) = watch::channel(0u64);
        let sending = async {
            match place {
                Place::Dav(dav) => self.send_by_dav(&dav, kept, said).await,
                Place::Bucket(files, folder) => self.send_to_bucket(&files, &folder, &kept, &said).await,
                Place::Youtube(videos) => self.send_to_site(&Site::Youtube(videos), kept, said).await,
                Place::Vimeo(vimeo) => self.send_to_site(&Site::Vimeo(vimeo), kept, said).await,
                Place::Drive(drive, folder) => self.send_to_drive(&drive, &folder, kept, said).await,
            }
        };
        let url = self.until_over(sending, self.tell_sending(bytes, heard)).await?;
        failpoint::pass("sent");
        Ok(Finished { key, bytes, url: Some(url) })
    }

    async fn send_by_dav(&self, dav: &Dav, kept: Kept, said: watch::Sender<u64>) -> Result<String, Stopped> {
        let kept: Arc<dyn Source> = Arc::new(kept);
        let sum = deliver::digest(&*kept).await.map_err(stopped)?;
        let name = match self.chosen() {
            Some(name) => name,
            None => {
                let stem = self.stem().await?;
                let name = dav.free_name(&stem, extension(spec_of(&self.row))).await.map_err(stopped)?;
                self.keep_session(kept.size(), &json!({ "name": name })).await?;
                name
            }
        };
        let heard = Arc::new(move |bytes| said.send_modify(|now| *now = bytes));
        dav.send(kept, &sum, &name, &self.row.id.to_string(), heard).await.map_err(stopped)
    }

    async fn send_to_bucket(
        &self,
        files: &Files,
        folder: &str,
        kept: &Kept,
        said: &watch::Sender<u64>,
    ) -> Result<String, Stopped> {
        let failed = |error: store::StoreError| {
            tracing::info!(%error, "an upload to a bucket stopped");
            Stopped::Later(bucket_said(&error))
        };
        let name = match self.chosen() {
            Some(name) => name,
            None => {
                let stem = self.stem().await?.replace(['/', '\\'], "_");
                // Nobody else's film has this part of the name.
                let short: String = self.row.id.simple().to_string().chars().rev().take(6).collect();
                let name = format!("{folder}{stem} {short}.{}", extension(spec_of(&self.row)));
                self.keep_session(kept.size, &json!({ "name": name })).await?;
                name
            }
        };
        let sum = digest(&kept.files, &kept.key, kept.size, &|_| {}).await.map_err(failed)?;
        let there = matches!(files.size(&name).await, Ok(size) if size == kept.size);
        if !there {
            let sent = async {
                // The store takes away what it is given: it gets a copy.
                let copy = self.job.scratch.join("film");
                kept.files.get_to_file(&kept.key, &copy).await?;
                files.put_file(&name, &copy).await
            };
            sent.await.map_err(failed)?;
        }
        let arrived =
            digest(files, &name, kept.size, &|bytes| said.send_modify(|now| *now = bytes)).await.map_err(failed)?;
        if arrived == sum {
            return Ok(name);
        }
        files.delete(&name).await.map_err(failed)?;
        Err(Stopped::Later("The file did not arrive whole; it is sent again.".to_owned()))
    }

    async fn tell_sending(&self, bytes: i64, mut heard: watch::Receiver<u64>) -> Result<(), Stopped> {
        let mut told = -1;
        while heard.changed().await.is_ok() {
            let sent = i64::try_from(*heard.borrow_and_update()).unwrap_or(i64::MAX).min(bytes);
            let step = sent * STEPS / bytes.max(1);
            if step == told {
                continue;
            }
            told = step;
            let progress = sent as f64 / bytes.max(1) as f64;
            self.tell(&Progress { state: ExportState::Sending, progress, bytes, sent, session: None }).await?;
        }
        Ok(())
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
