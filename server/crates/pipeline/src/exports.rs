//! Films on their way out of the studio: asked for, listed, cancelled and fetched by the film's owner.

mod make;
mod named;
mod run;
mod send;
mod stopped;
mod told;

use crate::{Error, Studio};
use chrono::SecondsFormat;
use model::{ExportSpec, ExportState, ExportView, ProjectId, UserId};
use named::{export_name, extension, spec_of};
use store::{
    artifacts,
    destinations::{self, DestinationRow},
    exports::{self, ExportRow},
    projects,
};
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

impl Studio {
    /// The film's exports, the newest first.
    pub async fn exports(&self, who: UserId, id: ProjectId) -> Result<Vec<ExportView>, Error> {
        let mut conn = self.store().conn().await?;
        let film = projects::owned(&mut conn, who, id).await?.film_id;
        let rows = exports::of_project(&mut conn, id, LISTED).await?;
        let places = destinations::of_person(&mut conn, who).await?;
        Ok(rows.into_iter().map(|row| view(row, film, &places)).collect())
    }

    /// Exports the film as it is now, to one of the person's destinations or to be downloaded. The same film with the same options to the
    /// same place again is the same export.
    ///
    /// # Errors
    /// `Conflict` where there is no film or no such destination, or too many of its exports wait.
    pub async fn export(&self, who: UserId, id: ProjectId, spec: ExportSpec, to: Option<Uuid>) -> Result<Uuid, Error> {
        let mut conn = self.store().conn().await?;
        let film = projects::owned(&mut conn, who, id).await?.film_id;
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
        let export = exports::enqueue(&mut conn, new).await?;
        drop(conn);
        self.exporting().notify_one();
        Ok(export)
    }

    /// Stops an export that waits or is under way.
    pub async fn cancel_export(&self, who: UserId, id: ProjectId, export: Uuid) -> Result<(), Error> {
        self.check_owner(who, id).await?;
        let mut conn = self.store().conn().await?;
        exports::cancel(&mut conn, id, export).await.map_err(|error| match error {
            store::StoreError::NotFound => Error::Conflict("This export is over already.".to_owned()),
            other => other.into(),
        })?;
        self.tell_export(&mut conn, id).await
    }

    /// The key of a finished export's file, and the name and the extension to save it under.
    pub async fn export_file(
        &self,
        who: UserId,
        id: ProjectId,
        export: Uuid,
    ) -> Result<(String, String, &'static str), Error> {
        let mut conn = self.store().conn().await?;
        let title = projects::owned(&mut conn, who, id).await?.title;
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
