//! What guests see of a film beside its picture: read once from the film's file, and kept.

use super::guest::Shared;
use crate::{Error, Studio, scratch};
use media::Chapter;
use model::ProjectId;
use store::{
    artifacts, projects,
    shares::{self, ShownRow},
};
use tokio::sync::Mutex;
use uuid::Uuid;

/// One film at a time in a process: many guests at once read a new film once.
static READING: Mutex<()> = Mutex::const_new(());

/// What is shown of a film beside its picture.
#[derive(Clone, Debug, Default)]
pub struct FilmShown {
    /// WebVTT; `None` for a film without captions.
    pub captions: Option<String>,
    pub chapters: Vec<Chapter>,
    /// JPEG.
    pub poster: Option<Vec<u8>>,
    /// Of the picture, in pixels.
    pub width: u32,
    pub height: u32,
}

impl FilmShown {
    /// The chapters as WebVTT.
    pub fn chapters_vtt(&self) -> String {
        media::chapters_vtt(&self.chapters)
    }
}

impl TryFrom<ShownRow> for FilmShown {
    type Error = Error;

    fn try_from(row: ShownRow) -> Result<Self, Error> {
        Ok(Self {
            captions: row.captions,
            chapters: serde_json::from_value(row.chapters)?,
            poster: row.poster,
            width: u32::try_from(row.width).unwrap_or_default(),
            height: u32::try_from(row.height).unwrap_or_default(),
        })
    }
}

impl Studio {
    /// What is shown of a link's film beside its picture.
    pub async fn film_shown(&self, shared: &Shared) -> Result<FilmShown, Error> {
        self.read_shown(shared.version(), shared.file_key()).await
    }

    /// Reads what guests will see, before the first of them comes.
    pub(super) fn read_shown_later(&self, id: ProjectId) {
        let studio = self.clone();
        self.spawn(async move {
            let read = async {
                let mut conn = studio.store().conn().await?;
                let Some(film) = projects::get(&mut conn, id).await?.film_id else { return Ok(()) };
                let key = artifacts::get(&mut conn, film).await?.file_key;
                drop(conn);
                studio.read_shown(film, &key).await.map(drop)
            };
            if let Err(error) = read.await {
                tracing::warn!(detail = error.detail(), project_id = %id, "what is shown of a film was not read");
            }
        });
    }

    pub(crate) async fn read_shown(&self, film: Uuid, key: &str) -> Result<FilmShown, Error> {
        if let Some(row) = self.kept_shown(film).await? {
            return row.try_into();
        }
        let _alone = READING.lock().await;
        if let Some(row) = self.kept_shown(film).await? {
            return row.try_into();
        }
        let folder = self.config().scratch.join(format!("shown-{}", artifacts::new_id()));
        scratch::make(&folder).await?;
        let read = async {
            let file = self.store().files().fetch(key, &folder).await?;
            Ok::<_, Error>(media::shown(self.tools(), &file, &folder).await?)
        };
        let read = read.await;
        let _gone = tokio::fs::remove_dir_all(&folder).await;
        let read = read?;
        let row = ShownRow {
            film_id: film,
            captions: read.captions,
            chapters: serde_json::to_value(&read.chapters)?,
            poster: Some(read.poster).filter(|poster| !poster.is_empty()),
            width: i32::try_from(read.width).unwrap_or_default(),
            height: i32::try_from(read.height).unwrap_or_default(),
        };
        shares::keep_shown(&mut *self.store().conn().await?, &row).await?;
        row.try_into()
    }

    async fn kept_shown(&self, film: Uuid) -> Result<Option<ShownRow>, Error> {
        Ok(shares::shown(&mut *self.store().conn().await?, film).await?)
    }
}
