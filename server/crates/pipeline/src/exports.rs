//! Films on their way out of the studio: asked for, listed, cancelled and fetched by the film's owner.

mod held;
mod make;
mod named;
mod send;
mod send_drive;
mod send_video;
mod sending;
mod stopped;
mod told;

pub(crate) use make::MakeFile;
pub(crate) use send::SendFile;

use crate::{Error, Studio};
use access::{Actor, Allowed, ChangeExports, SeeExports};
use chrono::SecondsFormat;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use held::Payload;
use model::{ExportSpec, ExportState, ExportView, ProjectId, UserId};
use named::{export_name, extension, spec_of};
use store::{
    StoreError, artifacts,
    destinations::{self, DestinationRow},
    exports::{self, ExportRow},
    jobs,
    projects::{self, ProjectRow},
    tasks::{self, NewJob},
};
use told::tell;
use uuid::Uuid;

/// How many exports of a film are listed.
const LISTED: i64 = 30;
/// Exports of one film that wait or are under way.
const MOST_OPEN: usize = 20;

fn view(row: ExportRow, film: Option<Uuid>, places: &[DestinationRow]) -> ExportView {
    let place = row.destination_id.map(|id| {
        places
            .iter()
            .find(|place| place.id == id)
            .map_or_else(|| "a place that was removed".to_owned(), |place| place.label.clone())
    });
    let state = row.state();
    let fetched = format!("/projects/{}/exports/{}", row.project_id, row.id);
    let url =
        row.url.clone().or_else(|| (state == ExportState::Done && row.destination_id.is_none()).then_some(fetched));
    ExportView {
        id: row.id,
        spec: spec_of(&row),
        to: place,
        state,
        progress: row.progress.clamp(0.0, 1.0),
        bytes: row.bytes,
        sent: row.sent,
        url,
        fault: row.fault,
        current: film == Some(row.film_id),
        made_at: row.made_at.to_rfc3339_opts(SecondsFormat::Secs, true),
    }
}

/// A project of the actor's, or one that a program of the actor's asked for.
async fn of_actor(conn: &mut AsyncPgConnection, actor: &Actor, id: ProjectId) -> Result<ProjectRow, Error> {
    match projects::owned(conn, actor.user, id).await {
        Err(StoreError::NotFound) if actor.token().is_some() => {
            jobs::get(conn, actor.user, id).await?;
            Ok(projects::get(conn, id).await?)
        }
        project => Ok(project?),
    }
}

impl Studio {
    /// The film's exports, the newest first.
    pub async fn exports(&self, allowed: &Allowed<'_, SeeExports>, id: ProjectId) -> Result<Vec<ExportView>, Error> {
        let mut conn = self.store().conn().await?;
        let film = of_actor(&mut conn, allowed.actor(), id).await?.film_id;
        let rows = exports::of_project(&mut conn, id, LISTED).await?;
        let places = destinations::of_person(&mut conn, allowed.user()).await?;
        Ok(rows.into_iter().map(|row| view(row, film, &places)).collect())
    }

    /// Exports the film as it is now, to one of the person's destinations or to be downloaded. The same film with the same options to the
    /// same place again is the same export.
    ///
    /// # Errors
    /// `Conflict` where there is no film or no such destination, or too many of its exports wait.
    pub async fn export(
        &self,
        allowed: &Allowed<'_, ChangeExports>,
        id: ProjectId,
        spec: ExportSpec,
        to: Option<Uuid>,
    ) -> Result<Uuid, Error> {
        let who = allowed.user();
        let mut conn = self.store().conn().await?;
        let film = of_actor(&mut conn, allowed.actor(), id).await?.film_id;
        let film = film.ok_or_else(|| Error::Conflict("There is no film to export yet. Make it first.".to_owned()))?;
        let film = artifacts::get(&mut conn, film).await?;
        if let Some(to) = to {
            let none = |_| Error::Conflict("There is no such destination any more.".to_owned());
            destinations::get(&mut conn, who, to).await.map_err(none)?;
        }
        let name = export_name(&film.fingerprint, spec);
        if let Some(same) = exports::same(&mut conn, id, name.as_str(), to).await?
            && (!same.state().is_final() || to.is_some() || self.is_kept(&same).await?)
        {
            return Ok(same.id);
        }
        let open = exports::of_project(&mut conn, id, LISTED).await?;
        if open.iter().filter(|row| !row.state().is_final()).count() >= MOST_OPEN {
            return Err(Error::Conflict(
                "Many exports of this film wait already. Let some of them end first.".to_owned(),
            ));
        }
        let new = exports::NewExport {
            project: id,
            owner: who.0,
            spec: serde_json::to_value(spec.plain())?,
            fingerprint: name.as_str(),
            film: film.id,
            destination: to,
        };
        let made = (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let Some(export) = exports::insert(conn, new).await? else { return Ok(None) };
                let row = exports::get(conn, id, export).await?;
                self.queue_export(conn, &row).await?;
                Ok::<_, Error>(Some(export))
            })
            .await?;
        match made {
            Some(export) => Ok(export),
            // Another request was faster.
            None => Ok(exports::same(&mut conn, id, name.as_str(), to).await?.ok_or(Error::NotFound)?.id),
        }
    }

    /// Queues the job that comes next for an export, and says so to the film's pages.
    async fn queue_export(&self, conn: &mut AsyncPgConnection, row: &ExportRow) -> Result<(), Error> {
        let made = row.file_key.is_some() || spec_of(row).is_film_itself();
        let (kind, key) = (if made { send::KIND } else { make::KIND }, row.id.to_string());
        let job = NewJob::new(kind, serde_json::to_value(Payload { export: row.id })?);
        let job = job.key(&key).project(row.project()).owner(UserId(row.owner_id));
        if let Some(task) = self.add_job(conn, job).await? {
            exports::set_task(conn, row.id, task).await?;
        }
        tell(conn, row.project()).await
    }

    /// Stops an export that waits or is under way.
    ///
    /// # Errors
    /// `Conflict` where it is over.
    pub async fn cancel_export(
        &self,
        allowed: &Allowed<'_, ChangeExports>,
        id: ProjectId,
        export: Uuid,
    ) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        of_actor(&mut conn, allowed.actor(), id).await?;
        let over = || Error::Conflict("This export is over already.".to_owned());
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = exports::get(conn, id, export).await.map_err(|error| or_else(error, over))?;
                // The task first, as whoever ends it does.
                if let Some(task) = row.task() {
                    tasks::cancel_job(conn, task).await?;
                }
                exports::cancel(conn, id, export).await.map_err(|error| or_else(error, over))?;
                tell(conn, id).await
            })
            .await
    }

    /// Takes an export up again that was given up: what was sent of it is not sent again.
    ///
    /// # Errors
    /// `Conflict` where it did not fail, or the same export is under way.
    pub async fn retry_export(
        &self,
        allowed: &Allowed<'_, ChangeExports>,
        id: ProjectId,
        export: Uuid,
    ) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        of_actor(&mut conn, allowed.actor(), id).await?;
        let none = || Error::Conflict("This export cannot be taken up again. Export the film anew.".to_owned());
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = exports::get(conn, id, export).await.map_err(|error| or_else(error, none))?;
                let queued = match row.task() {
                    Some(task) => tasks::retry_job(conn, task).await?,
                    None => false,
                };
                if !exports::reopen(conn, export).await? {
                    return Err(none());
                }
                if queued { tell(conn, id).await } else { self.queue_export(conn, &row).await }
            })
            .await
    }

    /// The key of a finished export's file, and the name and the extension to save it under.
    pub async fn export_file(
        &self,
        allowed: &Allowed<'_, SeeExports>,
        id: ProjectId,
        export: Uuid,
    ) -> Result<(String, String, &'static str), Error> {
        let mut conn = self.store().conn().await?;
        let title = of_actor(&mut conn, allowed.actor(), id).await?.title;
        let row = exports::get(&mut conn, id, export).await?;
        drop(conn);
        let spec = spec_of(&row);
        match row.file_key {
            Some(key) if self.store().files().exists(&key).await? => {
                let name = if spec.is_film_itself() { title } else { format!("{title} ({})", spec.words()) };
                Ok((key, name, extension(spec)))
            }
            Some(_) => Err(Error::Conflict("The file of this export was cleared. Export the film again.".to_owned())),
            None => Err(Error::Conflict("This export has no file yet.".to_owned())),
        }
    }

    /// Whether the file of a finished export is still there.
    async fn is_kept(&self, row: &ExportRow) -> Result<bool, Error> {
        match &row.file_key {
            Some(key) => Ok(self.store().files().exists(key).await?),
            None => Ok(false),
        }
    }
}

/// The error, or another one where there is no such row.
fn or_else(error: StoreError, none: impl FnOnce() -> Error) -> Error {
    if matches!(error, StoreError::NotFound) { none() } else { error.into() }
}
