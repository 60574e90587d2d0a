//! Edits, undo and redo: every change keeps what it replaced.

use crate::{Error, Studio, brief::Project, make::ClipDetail, projects::new_id};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ClipState, Edit, Happening, ProjectId, PromptList, Shot, ShotId, UserId};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::{artifacts, edits, events, projects, shots};

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
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = projects::lock(conn, id).await?;
                if row.owner_id != who.0 {
                    return Err(Error::NotFound);
                }
                let project = Project::read(row)?;
                let rows = shots::of_project(conn, id).await?;
                let old = rows.iter().map(crate::brief::shot).collect::<Result<Vec<_>, _>>()?;
                let faces: HashMap<ShotId, _> = old.iter().map(|shot| (shot.id, shot.face.clone())).collect();
                let mut list = PromptList { shots: old, ..project.head };
                let what = apply(conn, id, asked, &mut list).await?;
                let speaks_otherwise = |shot: &&Shot| faces.get(&shot.id).is_some_and(|face| *face != shot.face);
                let otherwise: Vec<Shot> = list.shots.iter().filter(speaks_otherwise).cloned().collect();
                self.replace_list(conn, id, &rows, list).await?;
                let project = Project::read(projects::get(conn, id).await?)?;
                for shot in &otherwise {
                    self.face_changed(conn, &project, shot).await?;
                }
                self.mark_changed(conn, &project, None).await?;
                events::append(conn, id, &[Happening::Edited { what }]).await?;
                self.go_on_if_free(conn, &project).await
            })
            .await?;
        drop(conn);
        self.draw_images_later(id);
        self.write_list(id).await
    }
}

/// Changes the list and keeps how to change it back; says what was done.
async fn apply(
    conn: &mut AsyncPgConnection,
    id: ProjectId,
    asked: Asked,
    list: &mut PromptList,
) -> Result<String, Error> {
    match asked {
        Asked::Edit(mut edit) => {
            let label = edit.label();
            let takes = takes(conn, id, &mut edit).await?;
            let before = list.clone();
            let take = |number: u32| takes.get(number as usize).cloned();
            plan::apply(list, *edit, &mut new_id, &script::rebuild_prompt, &take)
                .map_err(|error| Error::refused(error.to_string()))?;
            let (before, after) = difference(&before, list)?;
            edits::push(conn, id, label, before, after).await?;
            Ok(label.to_owned())
        }
        Asked::Undo => {
            let Some(edit) = edits::to_undo(conn, id).await? else {
                return Err(Error::Conflict("There is nothing to undo.".to_owned()));
            };
            restore(list, &edit.before, &edit.after)?;
            edits::mark(conn, id, edit.seq, true).await?;
            Ok(format!("undo: {}", edit.label))
        }
        Asked::Redo => {
            let Some(edit) = edits::to_redo(conn, id).await? else {
                return Err(Error::Conflict("There is nothing to redo.".to_owned()));
            };
            restore(list, &edit.after, &edit.before)?;
            edits::mark(conn, id, edit.seq, false).await?;
            Ok(format!("redo: {}", edit.label))
        }
    }
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

/// What two lists do not share: the shots that differ, the order, the head. `null` stands for a shot that is not there.
fn difference(before: &PromptList, after: &PromptList) -> Result<(Value, Value), Error> {
    let order = |list: &PromptList| list.shots.iter().map(|shot| shot.id).collect::<Vec<_>>();
    fn by_id(list: &PromptList) -> HashMap<ShotId, &Shot> {
        // Of two with one id, the first counts.
        list.shots.iter().rev().map(|shot| (shot.id, shot)).collect()
    }
    let (were, are) = (by_id(before), by_id(after));
    let mut ids = order(before);
    ids.extend(order(after).into_iter().filter(|id| !were.contains_key(id)));
    let (mut old, mut new) = (serde_json::Map::new(), serde_json::Map::new());
    for id in ids {
        let (was, is) = (were.get(&id), are.get(&id));
        if was != is {
            old.insert(id.to_string(), serde_json::to_value(was)?);
            new.insert(id.to_string(), serde_json::to_value(is)?);
        }
    }
    let side = |list: &PromptList, shots| {
        Ok::<_, Error>(json!({ "shots": shots, "order": order(list), "head": crate::projects::head_of(list)? }))
    };
    Ok((side(before, old)?, side(after, new)?))
}

/// Brings the list to one side of a change; what other changes did to other shots stays.
fn restore(list: &mut PromptList, to: &Value, from: &Value) -> Result<(), Error> {
    let shots: HashMap<ShotId, Option<Shot>> = serde_json::from_value(to.get("shots").cloned().unwrap_or_default())?;
    let order: Vec<ShotId> = serde_json::from_value(to.get("order").cloned().unwrap_or_default())?;
    let head = to.get("head").cloned().unwrap_or_default();
    if Some(&head) != from.get("head") {
        let head: PromptList = serde_json::from_value(head)?;
        *list = PromptList { shots: std::mem::take(&mut list.shots), ..head };
    }
    list.shots.retain(|own| !shots.contains_key(&own.id));
    list.shots.extend(shots.into_values().flatten());
    let places: HashMap<ShotId, usize> = order.iter().enumerate().rev().map(|(at, id)| (*id, at)).collect();
    list.shots.sort_by_key(|shot| places.get(&shot.id).copied().unwrap_or(usize::MAX));
    Ok(())
}
