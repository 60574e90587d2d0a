//! Makes the file of an export, unless it exists.

use super::{
    held::{Finished, Held, Payload, export_of, work_on},
    named::{export_name, extension, spec_of},
    send,
    stopped::{Stopped, UNKNOWN},
    told::tell,
};
use crate::{
    Error, Studio,
    jobs::{Job, JobHandler, Stop},
    media_paths::project_key,
};
use async_trait::async_trait;
use diesel_async::AsyncPgConnection;
use media::{CaptionLook, FrameFit, Recut, Shape};
use model::{ArtifactKind, CaptionStyle, ExportFit, ExportShape, ExportSpec, ExportState, ModelChoice, UserId};
use serde_json::Value;
use std::sync::Arc;
use store::{
    artifacts::{self, ArtifactRow, NewArtifact},
    exports::{self, Progress},
    tasks::{self, JobRow, NewJob, Pool},
};
use tokio::sync::watch;

/// The kind of the jobs that make files of exports.
pub(super) const KIND: &str = "export";
/// How often a file is tried to be made.
const TRIES: u32 = 4;
/// So many steps are told of one export.
const STEPS: f64 = 20.0;

/// Makes the file of an export; what is to be sent is sent by another job then.
pub(crate) struct MakeFile;

#[async_trait]
impl JobHandler<Studio> for MakeFile {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn pool(&self) -> Pool {
        Pool::Compute
    }

    fn tries(&self) -> u32 {
        TRIES
    }

    async fn run(&self, job: &Job<'_, Studio>) -> Result<Value, Stop> {
        work_on(job, TRIES, |held| async move { held.make().await }).await
    }

    async fn done(&self, conn: &mut AsyncPgConnection, job: &JobRow, made: Value) -> Result<(), Error> {
        let made: Finished = serde_json::from_value(made)?;
        let id = export_of(job)?;
        let Some(row) = exports::find(conn, id).await? else { return Ok(()) };
        if !exports::made(conn, id, &made.key, made.bytes).await? {
            return Ok(());
        }
        if row.destination_id.is_none() {
            exports::done(conn, id, None).await?;
        } else {
            let key = id.to_string();
            let sending = NewJob::new(send::KIND, serde_json::to_value(Payload { export: id })?);
            let sending = NewJob { project: job.project, owner: job.owner, ..sending.key(&key) };
            if let Some(task) = tasks::add_job(conn, sending, send::POOL).await? {
                exports::set_task(conn, id, task).await?;
            }
        }
        tell(conn, row.project()).await
    }

    async fn gave_up(&self, conn: &mut AsyncPgConnection, job: &JobRow, _why: &str) -> Result<(), Error> {
        let id = export_of(job)?;
        exports::failed(conn, id, UNKNOWN).await?;
        match job.project {
            Some(project) => tell(conn, project).await,
            None => Ok(()),
        }
    }
}

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

fn look_of(style: CaptionStyle) -> CaptionLook {
    let usual = CaptionLook::default();
    match style {
        CaptionStyle::Outline => usual,
        CaptionStyle::Box => CaptionLook { boxed: true, ..usual },
        CaptionStyle::Yellow => CaptionLook { colour: [0xff, 0xd9, 0x3d], ..usual },
        CaptionStyle::Large => CaptionLook { percent: 140, ..usual },
    }
}

impl Held<'_> {
    /// The export's file, made where it does not exist.
    async fn make(&self) -> Result<Finished, Stopped> {
        let (studio, spec) = (self.studio(), spec_of(&self.row));
        let store = studio.store().reserved();
        let mut conn = store.conn().await?;
        let gone = || Error::Conflict("The film of this export is not there any more. Export it again.".to_owned());
        let film = artifacts::get(&mut conn, self.row.film_id).await.map_err(|_| gone())?;
        let name = export_name(&film.fingerprint, spec);
        let made = artifacts::find(&mut conn, self.project(), name.as_str()).await?;
        drop(conn);
        if let Some(made) = made
            && studio.store().files().exists(&made.file_key).await?
        {
            return Ok(Finished { key: made.file_key, bytes: made.bytes, url: None });
        }
        studio.check_room(UserId(self.row.owner_id), u64::try_from(film.bytes).unwrap_or_default()).await?;
        let (said, heard) = watch::channel(0u32);
        self.until_over(self.recut(&film, spec, said), self.tell_making(heard)).await
    }

    async fn recut(&self, film: &ArtifactRow, spec: ExportSpec, said: watch::Sender<u32>) -> Result<Finished, Stopped> {
        let (studio, folder) = (self.studio(), self.job.scratch);
        let burned = if spec.burn { studio.words_to_burn(film).await? } else { Vec::new() };
        let file = studio.store().files().fetch(&film.file_key, folder).await?;
        let out = folder.join(format!("export.{}", extension(spec)));
        let progress = Arc::new(move |done: f64| {
            let step = (done * STEPS) as u32;
            said.send_if_modified(|now| std::mem::replace(now, step.max(*now)) < step);
        });
        let recut = Recut { shape: shape_of(spec), burned, look: look_of(spec.style) };
        media::recut(studio.tools(), &file, &recut, &out, folder, progress).await?;
        let artifact = artifacts::new_id();
        let key = project_key(self.project(), &format!("exports/{artifact}.{}", extension(spec)));
        let bytes = i64::try_from(studio.store().files().put_file(&key, &out).await?).unwrap_or(i64::MAX);
        let model = ModelChoice::new("studio", "export-1");
        let new = NewArtifact {
            id: artifact,
            project_id: self.row.project_id,
            shot_id: None,
            kind: ArtifactKind::Export.key(),
            fingerprint: export_name(&film.fingerprint, spec).to_string(),
            file_key: key.clone(),
            bytes,
            seconds: film.seconds,
            provider: model.provider,
            model: model.model,
            cost_cents: 0,
            detail: serde_json::json!({}),
        };
        let store = studio.store().reserved();
        let mut conn = store.conn().await?;
        let kept = artifacts::insert(&mut conn, new).await?;
        drop(conn);
        if kept.file_key != key {
            // Another process made it meanwhile, or the one that did was cleared: the file that is there counts.
            studio.store().files().copy(&key, &kept.file_key).await?;
            studio.store().files().delete(&key).await?;
        }
        Ok(Finished { key: kept.file_key, bytes, url: None })
    }

    /// Writes down how far the making is.
    async fn tell_making(&self, mut heard: watch::Receiver<u32>) -> Result<(), Stopped> {
        let mut step = 0;
        loop {
            let progress = f64::from(step) / STEPS;
            let now = Progress { state: ExportState::Making, progress, bytes: 0, sent: 0, session: None };
            self.tell(&now).await?;
            if heard.changed().await.is_err() {
                return Ok(());
            }
            step = *heard.borrow_and_update();
        }
    }
}

impl Studio {
    /// The film's captions, as its own file holds them.
    async fn words_to_burn(&self, film: &ArtifactRow) -> Result<Vec<media::Caption>, Error> {
        let shown = self.read_shown(film.id, &film.file_key).await?;
        let none =
            || Error::refused("This film has no captions that could be drawn into it. Switch them on in its settings.");
        Ok(media::from_vtt(&shown.captions.ok_or_else(none)?))
    }
}
