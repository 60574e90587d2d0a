//! What sending a file takes, wherever it goes: its bytes, its name, and where the upload stands.

use super::{held::Held, named::spec_of, stopped::Stopped};
use crate::Error;
use bytes::Bytes;
use deliver::{Again, DeliverError, Source};
use futures::future::BoxFuture;
use model::ExportState;
use serde_json::Value;
use store::{Files, exports::Progress, projects};

/// A film in the studio's own store.
pub(super) struct Kept {
    pub(super) files: Files,
    pub(super) key: String,
    /// In bytes.
    pub(super) size: u64,
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

pub(super) fn stopped(error: DeliverError) -> Stopped {
    tracing::info!(detail = error.detail, "an upload stopped");
    match error.again {
        Again::Yes => Stopped::Later(error.sentence),
        Again::No => Stopped::Error(Error::refused(error.sentence)),
    }
}

impl Held<'_> {
    /// What the file is to be called, without its extension.
    pub(super) async fn stem(&self) -> Result<String, Error> {
        let title = projects::get(&mut *self.studio().store().conn().await?, self.project()).await?.title;
        let spec = spec_of(&self.row);
        Ok(if spec.is_film_itself() { title } else { format!("{title} ({})", spec.words()) })
    }

    /// The name that an earlier try chose.
    pub(super) fn chosen(&self) -> Option<String> {
        self.row.session.as_ref()?.get("name")?.as_str().map(str::to_owned)
    }

    /// Writes the name down before anything has it.
    pub(super) async fn keep_session(&self, bytes: u64, session: &Value) -> Result<(), Stopped> {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        self.tell(&Progress { state: ExportState::Sending, progress: 0.0, bytes, sent: 0, session: Some(session) })
            .await
    }
}
