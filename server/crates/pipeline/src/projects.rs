//! Making, changing and deleting projects.

use crate::{Error, Studio, brief::Project, reading::list_of};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{
    Character, Happening, ProjectId, ProjectSettings, PromptList, Shot, ShotId, UserId,
    view::{NewProject, ProjectChange},
};
use std::collections::{HashMap, HashSet, VecDeque};
use store::{
    attempts, events,
    projects::{self, NewRow, ProjectRow},
    shots::{self, NewShot, RANK_STEP, ShotRow},
};
use uuid::Uuid;

/// The longest script, in bytes.
pub const LONGEST_SCRIPT: usize = 2_000_000;
const LONGEST_TITLE: usize = 200;
/// The longest list of what no picture should show, in characters.
const LONGEST_AVOID: usize = 1_000;
/// The most makers that take over in turn.
const LONGEST_CHAIN: usize = 8;

/// A script must have something in it, and fit.
fn checked_script(script: &str) -> Result<(), Error> {
    if script.trim().is_empty() {
        return Err(Error::refused("The script is empty. Paste it, type it, drop a file, or start from a sample."));
    }
    if script.len() > LONGEST_SCRIPT {
        let mb = script.len() as f64 / 1e6;
        return Err(Error::refused(format!("The script has {mb:.1} MB; 2 MB fit. Film it in parts.")));
    }
    if script.contains('\0') {
        return Err(Error::refused(
            "This is not a text. Save the script as text, Fountain or Final Draft and try again.",
        ));
    }
    Ok(())
}

/// The script and the settings of a film that is to be priced before it is made.
pub(crate) fn checked_for_price(new: NewProject) -> Result<(String, ProjectSettings), Error> {
    checked_script(&new.script)?;
    Ok((new.script, checked_settings(new.settings)))
}

fn checked_title(title: &str) -> Result<String, Error> {
    let title = title.trim();
    if title.is_empty() {
        return Err(Error::refused("The film needs a title."));
    }
    if title.chars().count() > LONGEST_TITLE {
        return Err(Error::refused(format!("The title is too long; {LONGEST_TITLE} characters fit.")));
    }
    Ok(title.to_owned())
}

/// The list without its shots, as the project's row keeps it.
pub(crate) fn head_of(list: &PromptList) -> Result<serde_json::Value, Error> {
    let head = PromptList { shots: Vec::new(), ..list.clone() };
    Ok(serde_json::to_value(head)?)
}

pub(crate) fn new_row(project: ProjectId, rank: f64, shot: &Shot) -> Result<NewShot, Error> {
    Ok(NewShot {
        id: shot.id.0,
        project_id: project.0,
        rank,
        spec: serde_json::to_value(shot)?,
        seconds: plan::shot_seconds(shot),
    })
}

impl Studio {
    pub async fn create_project(&self, who: UserId, new: NewProject) -> Result<ProjectId, Error> {
        self.create(who, new, None).await
    }

    /// The command line's project for this key: the one it made before, or a new one.
    pub async fn local_project(&self, who: UserId, new: NewProject, key: &str) -> Result<ProjectId, Error> {
        let known = projects::by_local_key(&mut *self.store().conn().await?, who, key).await?;
        match known {
            Some(id) => Ok(id),
            None => self.create(who, new, Some(key)).await,
        }
    }

    async fn create(&self, who: UserId, new: NewProject, local_key: Option<&str>) -> Result<ProjectId, Error> {
        let title = checked_title(&new.title)?;
        checked_script(&new.script)?;
        let settings = checked_settings(new.settings);
        if local_key.is_none() {
            self.check_room_for_project(who).await?;
        }
        let list = list_of(title.clone(), new.script.clone(), settings.clone()).await?;
        let mut conn = self.store().conn().await?;
        let id = (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = NewRow {
                    owner: who,
                    title: &title,
                    script: &new.script,
                    settings: serde_json::to_value(&settings)?,
                    head: head_of(&list)?,
                    local_key,
                };
                let id = projects::insert(conn, row).await?;
                let rows = list
                    .shots
                    .iter()
                    .enumerate()
                    .map(|(at, shot)| new_row(id, (at + 1) as f64 * RANK_STEP, shot))
                    .collect::<Result<Vec<_>, Error>>()?;
                shots::insert(conn, &rows).await?;
                Ok::<_, Error>(id)
            })
            .await?;
        drop(conn);
        self.write_list(id).await?;
        if local_key.is_none() {
            self.draw_images_later(id);
        }
        Ok(id)
    }

    pub async fn update_project(&self, who: UserId, id: ProjectId, change: ProjectChange) -> Result<(), Error> {
        let title = change.title.as_deref().map(checked_title).transpose()?;
        if let Some(script) = &change.script {
            checked_script(script)?;
        }
        let change = ProjectChange { title, settings: change.settings.map(checked_settings), script: change.script };
        let _turn = self.turn(id).await?;
        // Read again where the project was changed meanwhile, by another process; a third time is for the person to say.
        for _ in 0..2 {
            let before = projects::owned(&mut *self.store().conn().await?, who, id).await?;
            let list = self.list_after(&before, &change).await?;
            if let Some(redrawn) = self.update_from(before, &change, list).await? {
                if redrawn {
                    self.draw_images_later(id);
                }
                return self.write_list(id).await;
            }
        }
        Err(Error::Conflict(
            "This film was changed by somebody else meanwhile. Load the page anew and try again.".to_owned(),
        ))
    }

    /// The list that a change of the script, or of who says what in it, makes; `None` where the list stays. A long script takes a
    /// while to read: nothing is locked meanwhile.
    async fn list_after(&self, before: &ProjectRow, change: &ProjectChange) -> Result<Option<PromptList>, Error> {
        let old: ProjectSettings = serde_json::from_value(before.settings.clone())?;
        let settings = change.settings.clone().unwrap_or_else(|| old.clone());
        let script = change.script.as_ref().unwrap_or(&before.script);
        if *script == before.script && settings.speakers == old.speakers {
            return Ok(None);
        }
        let title = change.title.as_ref().unwrap_or(&before.title);
        list_of(title.clone(), script.clone(), settings).await.map(Some)
    }

    /// Makes the change where the project is still as it was `before`, and says whether anything is seen otherwise; else `None`.
    async fn update_from(
        &self,
        before: ProjectRow,
        change: &ProjectChange,
        list: Option<PromptList>,
    ) -> Result<Option<bool>, Error> {
        let id = before.project();
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = projects::lock(conn, id).await?;
                if (&row.title, &row.script, &row.settings) != (&before.title, &before.script, &before.settings) {
                    return Ok(None);
                }
                let mut project = Project::read(row)?;
                let settings = change.settings.as_ref().filter(|new| **new != project.settings);
                let is_seen = list.is_some() || settings.is_some();
                if let Some(settings) = settings {
                    project.settings = settings.clone();
                }
                let update = projects::Change {
                    title: change.title.as_deref(),
                    script: change.script.as_deref(),
                    settings: settings.map(serde_json::to_value).transpose()?,
                    ..projects::Change::default()
                };
                projects::update(conn, id, update).await?;
                if let Some(list) = list {
                    let rows = shots::of_project(conn, id).await?;
                    let list = keep_what_is_same(&rows, &project.head, list)?;
                    self.replace_list(conn, id, &rows, list).await?;
                }
                if is_seen {
                    let project = Project::read(projects::get(conn, id).await?)?;
                    self.mark_changed(conn, &project, None).await?;
                }
                events::append(conn, id, &[Happening::Edited { what: "settings".to_owned() }]).await?;
                // A film has its title in it, too.
                let project = Project::read(projects::get(conn, id).await?)?;
                self.go_on_if_free(conn, &project).await?;
                Ok(Some(is_seen))
            })
            .await
    }

    /// Deletes the project and its files.
    pub async fn delete_project(&self, who: UserId, id: ProjectId) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::delete(conn, who, id).await?;
                attempts::abandon(conn, id, "The project was deleted before this was done.").await
            })
            .await?;
        drop(conn);
        self.delete_files_of(id).await;
        Ok(())
    }

    /// Puts another list in the place of the project's `rows`: those that stay keep their takes and clips.
    pub(crate) async fn replace_list(
        &self,
        conn: &mut AsyncPgConnection,
        id: ProjectId,
        rows: &[ShotRow],
        list: PromptList,
    ) -> Result<(), Error> {
        let head = head_of(&list)?;
        projects::update(conn, id, projects::Change { head: Some(head), ..projects::Change::default() }).await?;
        let wanted: HashSet<ShotId> = list.shots.iter().map(|shot| shot.id).collect();
        let known: HashMap<ShotId, &ShotRow> = rows.iter().map(|row| (row.shot(), row)).collect();
        let (stays, gone): (Vec<ShotId>, Vec<ShotId>) =
            rows.iter().map(ShotRow::shot).partition(|old| wanted.contains(old));
        shots::delete(conn, &gone).await?;
        let in_order =
            stays.len() == list.shots.len() && list.shots.iter().map(|shot| shot.id).eq(stays.iter().copied());
        let (mut new, mut specs, mut ranks) = (Vec::new(), Vec::new(), Vec::new());
        for (at, shot) in list.shots.iter().enumerate() {
            let rank = (at + 1) as f64 * RANK_STEP;
            let Some(row) = known.get(&shot.id) else {
                new.push(new_row(id, rank, shot)?);
                continue;
            };
            let spec = serde_json::to_value(shot)?;
            if spec != row.spec {
                specs.push((shot.id, spec));
            }
            ranks.push((shot.id, rank));
        }
        shots::set_specs(conn, specs).await?;
        if !in_order {
            // First out of the way, then into place: no two shots ever share a rank.
            let away: Vec<(ShotId, f64)> = ranks.iter().map(|(shot, rank)| (*shot, -rank)).collect();
            shots::set_ranks(conn, &away).await?;
            shots::set_ranks(conn, &ranks).await?;
        }
        Ok(shots::insert(conn, &new).await?)
    }

    /// Keeps the prompt list in the project's folder, as `prompts.json`.
    pub(crate) async fn write_list(&self, id: ProjectId) -> Result<(), Error> {
        let list = self.list(id).await?;
        let bytes = serde_json::to_vec_pretty(&list)?;
        Ok(self.store().files().put_bytes(&crate::make::project_key(id, "prompts.json"), bytes).await?)
    }

    /// The whole prompt list.
    pub(crate) async fn list(&self, id: ProjectId) -> Result<PromptList, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::get(&mut conn, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        let shots = rows.iter().map(crate::brief::shot).collect::<Result<Vec<_>, _>>()?;
        Ok(PromptList { shots, title: project.row.title, ..project.head })
    }
}

fn checked_settings(mut settings: ProjectSettings) -> ProjectSettings {
    settings.fps = 24;
    settings.parallel = settings.parallel.clamp(1, 3);
    settings.shot_seconds =
        if settings.shot_seconds.is_finite() { settings.shot_seconds.clamp(1.0, 30.0) } else { 4.0 };
    settings.avoid = settings.avoid.trim().chars().take(LONGEST_AVOID).collect();
    settings.budget_cents = settings.budget_cents.map(|cents| cents.max(0));
    for chain in [&mut settings.fallbacks, &mut settings.speech_fallbacks, &mut settings.sound_fallbacks] {
        chain.truncate(LONGEST_CHAIN);
    }
    settings
}

/// Gives shots of a new list the ids (and with them the clips) of the shots they are the same as, and characters their pictures.
fn keep_what_is_same(rows: &[ShotRow], head: &PromptList, mut list: PromptList) -> Result<PromptList, Error> {
    let looks: HashMap<&str, &Character> = head.characters.iter().rev().map(|c| (c.name.as_str(), c)).collect();
    for character in &mut list.characters {
        if let Some(known) = looks.get(character.name.as_str()) {
            character.picture.clone_from(&known.picture);
            character.element.clone_from(&known.element);
        }
    }
    // What is seen and said in a shot; of several that are alike, the first in the film is taken first.
    type Content = (String, Vec<String>, String);
    let content = |shot: &Shot| -> Content {
        let said = shot.lines.iter().map(|line| line.text.clone()).collect();
        (shot.action.clone(), said, shot.place.name.clone())
    };
    let mut old: HashMap<Content, VecDeque<Shot>> = HashMap::new();
    for row in rows {
        let shot = crate::brief::shot(row)?;
        old.entry(content(&shot)).or_default().push_back(shot);
    }
    for shot in &mut list.shots {
        if let Some(known) = old.get_mut(&content(shot)).and_then(VecDeque::pop_front) {
            shot.id = known.id;
            shot.take = known.take;
            shot.footage = known.footage;
            shot.picture_take = known.picture_take;
            (shot.first_frame, shot.last_frame) = (known.first_frame, known.last_frame);
            for (line, own) in shot.lines.iter_mut().zip(known.lines) {
                line.id = own.id;
                line.cut_to = own.cut_to;
            }
            for (cue, own) in shot.cues.iter_mut().zip(known.cues) {
                cue.id = own.id;
            }
        }
    }
    Ok(list)
}

/// For new ids in edits.
pub(crate) fn new_id() -> Uuid {
    ShotId::new().0
}
