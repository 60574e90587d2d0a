//! Makes the file of an export, unless it exists.

use super::named::{export_name, extension, spec_of};
use crate::{Error, Studio, media_paths::project_key, scratch};
use media::{FrameFit, Recut, Shape};
use model::{ArtifactKind, ExportFit, ExportShape, ExportSpec, ExportState, ModelChoice, UserId};
use std::{path::Path, sync::Arc};
use store::{
    artifacts::{self, ArtifactRow, NewArtifact},
    exports::{self, Held, Progress},
};
use tokio::sync::watch;

/// So many steps are told of one export.
const STEPS: f64 = 20.0;

fn shape_of(spec: ExportSpec) -> Shape {
    let fit = match spec.fit {
        ExportFit::Whole => FrameFit::Whole,
        ExportFit::Fill => FrameFit::Fill,
    };
    match spec.shape {
        ExportShape::Film => Shape::Same,
        ExportShape::Hd => Shape::Side(1080),
        ExportShape::Uhd => Shape::Side(2160),
        ExportShape::Tall => Shape::Frame { width: 1080, height: 1920, fit },
        ExportShape::Square => Shape::Frame { width: 1080, height: 1080, fit },
        ExportShape::Sound => Shape::SoundOnly,
    }
}

impl Studio {
    /// The key and the size of the export's file, made where it does not exist.
    pub(super) async fn make_export(&self, held: &Held) -> Result<(String, i64), Error> {
        let (row, spec) = (&held.row, spec_of(&held.row));
        let store = self.store().reserved();
        let mut conn = store.conn().await?;
        let gone = || Error::Conflict("The film of this export is not there any more. Export it again.".to_owned());
        let film = artifacts::get(&mut conn, row.film_id).await.map_err(|_| gone())?;
        if spec.is_film_itself() {
            return Ok((film.file_key, film.bytes));
        }
        let name = export_name(&film.fingerprint, spec);
        let made = artifacts::find(&mut conn, row.project(), name.as_str()).await?;
        drop(conn);
        if let Some(made) = made
            && self.store().files().exists(&made.file_key).await?
        {
            return Ok((made.file_key, made.bytes));
        }
        self.check_room(UserId(row.owner_id), u64::try_from(film.bytes).unwrap_or_default()).await?;
        let folder = self.config().scratch.join(format!("export-{}-{}", row.id, held.token));
        scratch::make(&folder).await?;
        let made = self.recut(held, &film, spec, &folder).await;
        let _gone = tokio::fs::remove_dir_all(&folder).await;
        made
    }

    async fn recut(
        &self,
        held: &Held,
        film: &ArtifactRow,
        spec: ExportSpec,
        folder: &Path,
    ) -> Result<(String, i64), Error> {
        let burned = if spec.burn { self.words_to_burn(film).await? } else { Vec::new() };
        let file = self.store().files().fetch(&film.file_key, folder).await?;
        let out = folder.join(format!("export.{}", extension(spec)));
        let (said, heard) = watch::channel(0u32);
        let progress = Arc::new(move |done: f64| {
            let step = (done * STEPS) as u32;
            said.send_if_modified(|now| std::mem::replace(now, step.max(*now)) < step);
        });
        let recut = Recut { shape: shape_of(spec), burned };
        let made = media::recut(self.tools(), &file, &recut, &out, folder, progress);
        // The teller ends when the other lets go of the channel.
        let (made, ()) = tokio::join!(made, self.tell_making(held, heard));
        made?;
        let artifact = artifacts::new_id();
        let key = project_key(held.row.project(), &format!("exports/{artifact}.{}", extension(spec)));
        let bytes = i64::try_from(self.store().files().put_file(&key, &out).await?).unwrap_or(i64::MAX);
        let studio = ModelChoice::new("studio", "export-1");
        let new = NewArtifact {
            id: artifact,
            project_id: held.row.project_id,
            shot_id: None,
            kind: ArtifactKind::Export.key(),
            fingerprint: export_name(&film.fingerprint, spec).to_string(),
            file_key: key.clone(),
            bytes,
            seconds: film.seconds,
            provider: studio.provider,
            model: studio.model,
            cost_cents: 0,
            detail: serde_json::json!({}),
        };
        let store = self.store().reserved();
        let mut conn = store.conn().await?;
        let kept = artifacts::insert(&mut conn, new).await?;
        drop(conn);
        if kept.file_key != key {
            // Another process made it meanwhile, or the one that did was cleared: the file that is there counts.
            self.store().files().copy(&key, &kept.file_key).await?;
            self.store().files().delete(&key).await?;
        }
        Ok((kept.file_key, bytes))
    }

    /// The film's captions, as its own file holds them.
    async fn words_to_burn(&self, film: &ArtifactRow) -> Result<Vec<media::Caption>, Error> {
        let shown = self.read_shown(film.id, &film.file_key).await?;
        let none =
            || Error::refused("This film has no captions that could be drawn into it. Switch them on in its settings.");
        Ok(media::from_vtt(&shown.captions.ok_or_else(none)?))
    }

    /// Writes down how far the making is, and says so to the film's pages.
    async fn tell_making(&self, held: &Held, mut heard: watch::Receiver<u32>) {
        let mut step = 0;
        loop {
            let now = Progress {
                state: ExportState::Making,
                progress: f64::from(step) / STEPS,
                bytes: 0,
                sent: 0,
                session: None,
            };
            let told = async {
                let store = self.store().reserved();
                let mut conn = store.conn().await?;
                exports::tell(&mut conn, held, &now).await?;
                self.tell_export(&mut conn, held.row.project()).await
            };
            if let Err(error) = told.await {
                // The next step tells more.
                tracing::debug!(detail = error.detail(), "how far an export is was not told");
            }
            if heard.changed().await.is_err() {
                return;
            }
            step = *heard.borrow_and_update();
        }
    }
}
