//! Changes of a film's script or settings that are not saved before a person says so.

use crate::{
    Beside, Error, Opened, Studio,
    beside::{is_replaced, of_row},
    brief::Project,
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{
    ProjectId, UserId,
    view::{ChangePreview, ProjectChange},
};
use store::{
    projects,
    unsaved::{self, UnsavedRow},
};

/// How many changes of a film wait at most, each sent from another page.
const MOST_WAITING: usize = 5;

impl Studio {
    /// Saves a change where nothing is lost by it and nothing of it costs money; else keeps it until the person says so, and answers with
    /// what it would do. `replaces` says what else it takes the place of; `page` names the form that sent it: a change of another one that
    /// waits goes on waiting.
    pub async fn propose_change(
        &self,
        who: UserId,
        id: ProjectId,
        change: ProjectChange,
        replaces: Vec<String>,
        page: &str,
    ) -> Result<Option<ChangePreview>, Error> {
        let before = projects::owned(&mut *self.store().conn().await?, who, id).await?;
        let base = Opened::of_project(&Project::read(before.clone())?);
        let old = &base.settings;
        // Who films, and what the picture's shape is, change no shot: their price stands on the button that films.
        let shapes = change.script.as_ref().is_some_and(|script| *script != before.script)
            || change.settings.as_ref().is_some_and(|new| new.shaping() != old.shaping());
        if !shapes && replaces.is_empty() {
            self.save_change(who, id, change, Some(page)).await?;
            return Ok(None);
        }
        let mut preview = self.preview_change(who, id, change.clone()).await?;
        preview.lost.splice(0..0, replaces);
        if preview.is_harmless() {
            self.save_change(who, id, change, Some(page)).await?;
            return Ok(None);
        }
        let row = UnsavedRow {
            change: serde_json::to_value(&change)?,
            preview: serde_json::to_value(&preview)?,
            page: page.to_owned(),
            base: Some(serde_json::to_value(&base)?),
        };
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::lock(conn, id).await?;
                unsaved::put(conn, id, row).await?;
                match unsaved::count(conn, id).await? {
                    0..=MOST_WAITING => Ok(()),
                    _ => Err(Error::Conflict(
                        "Several changes of this film wait for your answer already. Answer them on its script page, then send this one again."
                            .to_owned(),
                    )),
                }
            })
            .await?;
        Ok(Some(preview))
    }

    /// Saves the change that was kept. Where the film changed meanwhile, so that more is lost or paid than the person was told, it stays
    /// kept, and the answer says what it would do now.
    pub async fn agree_to_change(&self, who: UserId, id: ProjectId) -> Result<Option<ChangePreview>, Error> {
        self.check_owner(who, id).await?;
        let Some(row) = unsaved::get(&mut *self.store().conn().await?, id).await? else {
            return Err(Error::Conflict("There is no change that waits to be saved.".to_owned()));
        };
        let project = Project::read(projects::owned(&mut *self.store().conn().await?, who, id).await?)?;
        let Beside { change, replaces } = of_row(&row, &project)?;
        let (page, shown) = (row.page, serde_json::from_value::<ChangePreview>(row.preview)?);
        let mut preview = self.preview_change(who, id, change.clone()).await?;
        preview.lost.splice(0..0, replaces.iter().cloned());
        let is_more = preview.high_cents > shown.high_cents
            || (preview.unpriced && !shown.unpriced)
            || preview.lost.iter().any(|lost| !shown.lost.contains(lost));
        if is_more {
            let told = shown.lost.into_iter().filter(|lost| is_replaced(lost) && !replaces.contains(lost));
            let replaces = told.chain(replaces.clone()).collect();
            return self.propose_change(who, id, change, replaces, &page).await;
        }
        self.save_change(who, id, change, Some(&page)).await?;
        Ok(None)
    }

    /// Whether a change waits for the person's word.
    pub async fn has_unsaved(&self, who: UserId, id: ProjectId) -> Result<bool, Error> {
        self.check_owner(who, id).await?;
        Ok(unsaved::count(&mut *self.store().conn().await?, id).await? > 0)
    }

    /// Forgets the change that was kept; one that waited behind it is asked about next.
    pub async fn drop_change(&self, who: UserId, id: ProjectId) -> Result<(), Error> {
        self.check_owner(who, id).await?;
        Ok(unsaved::delete(&mut *self.store().conn().await?, id).await?)
    }
}
