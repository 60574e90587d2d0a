//! Edits, undo and redo: every change keeps what it replaced.

use crate::{
    Error, Studio,
    brief::Project,
    history::{self, Source, Step},
    make::ClipDetail,
    offers,
    projects::new_id,
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ClipState, Edit, Happening, ProjectId, PromptList, Shot, ShotId, UserId};
use plan::EditError;
use std::collections::HashMap;
use store::{artifacts, events, projects, shots};

/// What is asked for.
enum Asked {
    Edit(Box<Edit>),
    Undo,
    Redo,
}

impl Studio {
    /// Applies one change; nothing is half done.
    pub async fn edit(&self, who: UserId, id: ProjectId, mut edit: Edit) -> Result<(), Error> {
        self.check_owner(who, id).await?;
        self.check_pictures(id, &mut edit).await?;
        self.check_recordings(id, &mut edit).await?;
        self.check_face(id, &edit).await?;
        self.change(who, id, Asked::Edit(Box::new(edit))).await
    }

    /// Takes the last change back.
    pub async fn undo(&self, who: UserId, id: ProjectId) -> Result<(), Error> {
        self.change(who, id, Asked::Undo).await
    }

    /// Does the last change again that was taken back.
    pub async fn redo(&self, who: UserId, id: ProjectId) -> Result<(), Error> {
        self.change(who, id, Asked::Redo).await
    }

    async fn change(&self, who: UserId, id: ProjectId, asked: Asked) -> Result<(), Error> {
        let _turn = self.turn(id).await?;
        let mut conn = self.store().conn().await?;
        let is_done = (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = projects::lock_owned(conn, who, id).await?;
                let project = Project::read(row)?;
                let rows = shots::of_project(conn, id).await?;
                let old = rows.iter().map(crate::brief::shot).collect::<Result<Vec<_>, _>>()?;
                let faces: HashMap<ShotId, _> = old.iter().map(|shot| (shot.id, shot.face.clone())).collect();
                let mut list = PromptList { shots: old, ..project.head };
                let Some(Step { label: what, source }) = apply(conn, id, asked, &mut list).await? else {
                    return Ok::<_, Error>(false);
                };
                let speaks_otherwise = |shot: &&Shot| faces.get(&shot.id).is_some_and(|face| *face != shot.face);
                let otherwise: Vec<Shot> = list.shots.iter().filter(speaks_otherwise).cloned().collect();
                self.replace_list(conn, id, &rows, list).await?;
                if let Some(Source { script, shaping }) = source {
                    let settings = Some(serde_json::to_value(project.settings.shaped(shaping))?);
                    let change = projects::Change { script: Some(&script), settings, ..projects::Change::default() };
                    projects::update(conn, id, change).await?;
                }
                let project = Project::read(projects::get(conn, id).await?)?;
                for shot in &otherwise {
                    self.face_changed(conn, &project, shot).await?;
                }
                self.mark_changed(conn, &project, None).await?;
                events::append(conn, id, &[Happening::Edited { what }]).await?;
                self.go_on_if_free(conn, &project).await?;
                Ok(true)
            })
            .await?;
        drop(conn);
        if !is_done {
            return Err(Error::Conflict(
                "That step was made for another version of the film, and cannot be taken back or done again. The history begins \
                 here; the film is as it was."
                    .to_owned(),
            ));
        }
        self.draw_images_later(id);
        self.write_list(id).await
    }
}

/// Changes the list and keeps how to change it back; says what was done. `None` where the history ends.
async fn apply(
    conn: &mut AsyncPgConnection,
    id: ProjectId,
    asked: Asked,
    list: &mut PromptList,
) -> Result<Option<Step>, Error> {
    let mut edit = match asked {
        Asked::Undo => return history::step(conn, id, list, false).await,
        Asked::Redo => return history::step(conn, id, list, true).await,
        Asked::Edit(edit) => edit,
    };
    if let Edit::TakeOffer { shot, offer } = &*edit {
        *edit = offers::edit_of(list, *shot, offer).ok_or_else(|| Error::refused(EditError::NoOffer.to_string()))?;
    }
    if let Edit::PutAside { shot, offer } = &*edit
        && offers::edit_of(list, *shot, offer).is_none()
    {
        return Err(Error::refused(EditError::NoOffer.to_string()));
    }
    offers::spell_speaker(list, &mut edit);
    let label = edit.label();
    let takes = takes(conn, id, &mut edit).await?;
    let before = list.clone();
    let take = |number: u32| takes.get(number as usize).cloned();
    plan::apply(list, *edit, &mut new_id, &script::rebuild_prompt, &take)
        .map_err(|error| Error::refused(error.to_string()))?;
    // A field that was left as it was is no step to take back.
    if before != *list {
        history::push(conn, id, label, (&before, list), None).await?;
    }
    Ok(Some(Step { label: label.to_owned(), source: None }))
}

/// The fingerprints of the takes that an edit counts. A split shows further what is in the film now, and is told how long that is.
async fn takes(conn: &mut AsyncPgConnection, id: ProjectId, edit: &mut Edit) -> Result<Vec<String>, Error> {
    match edit {
        Edit::ChooseTake { shot, .. } => {
            Ok(artifacts::takes_of(conn, *shot).await?.into_iter().map(|take| take.fingerprint).collect())
        }
        Edit::SplitShot { shot, at: Some(_), of } => {
            *of = None;
            let rows = shots::of_project(conn, id).await?;
            let made = rows.iter().find(|row| row.shot() == *shot && row.clip_state() == ClipState::Done);
            let Some((row, clip)) = made.and_then(|row| Some((row, row.clip_id?))) else { return Ok(Vec::new()) };
            let Some(clip) = artifacts::by_ids(conn, &[clip]).await?.remove(&clip) else { return Ok(Vec::new()) };
            *of = Some(row.seconds);
            Ok(vec![serde_json::from_value::<ClipDetail>(clip.detail)?.footage])
        }
        _ => Ok(Vec::new()),
    }
}
