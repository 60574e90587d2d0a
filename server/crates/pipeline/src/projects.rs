//! Making, changing and deleting projects.

use crate::{Error, Studio, brief::Project};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{
    CueId, Happening, LineId, ProjectId, ProjectSettings, PromptList, Shot, ShotId, UserId,
    view::{NewProject, ProjectChange},
};
use store::{
    attempts, events,
    projects::{self, NewRow},
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

/// The prompt list of a script, with ids.
fn list_of(title: &str, script: &str, settings: &ProjectSettings) -> Result<PromptList, Error> {
    let mut play = script::read(script);
    script::name_speakers(&mut play, &settings.speakers);
    let mut list = script::prompt_list(&play, settings);
    if list.shots.is_empty() {
        return Err(Error::refused(
            "There is nothing to film in this script: it has no action and no dialogue. Your script needs at least one scene.",
        ));
    }
    list.title = title.to_owned();
    list.version = PromptList::VERSION;
    for shot in &mut list.shots {
        shot.id = ShotId::new();
        shot.lines.iter_mut().for_each(|line| line.id = LineId::new());
        shot.cues.iter_mut().for_each(|cue| cue.id = CueId::new());
    }
    Ok(list)
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
        let (text, shown) = (new.script.clone(), (title.clone(), settings.clone()));
        // A long script takes a while to read; other requests must not wait for it.
        let list = tokio::task::spawn_blocking(move || list_of(&shown.0, &text, &shown.1))
            .await
            .map_err(anyhow::Error::from)??;
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
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = projects::lock(conn, id).await?;
                if row.owner_id != who.0 {
                    return Err(Error::NotFound);
                }
                let mut project = Project::read(row)?;
                if let Some(title) = &title {
                    project.row.title.clone_from(title);
                }
                let speakers = project.settings.speakers.clone();
                if let Some(settings) = change.settings {
                    project.settings = checked_settings(settings);
                }
                let new_script = change.script.filter(|script| *script != project.row.script);
                if let Some(script) = &new_script {
                    project.row.script.clone_from(script);
                }
                let update = projects::Change {
                    title: Some(&project.row.title),
                    script: Some(&project.row.script),
                    settings: Some(serde_json::to_value(&project.settings)?),
                    ..projects::Change::default()
                };
                projects::update(conn, id, update).await?;
                if new_script.is_some() || project.settings.speakers != speakers {
                    let list = list_of(&project.row.title, &project.row.script, &project.settings)?;
                    let list = keep_what_is_same(conn, id, &project.head, list).await?;
                    self.replace_list(conn, id, list).await?;
                }
                let project = Project::read(projects::get(conn, id).await?)?;
                self.mark_changed(conn, &project, None).await?;
                events::append(conn, id, &[Happening::Edited { what: "settings".to_owned() }]).await?;
                self.go_on_if_free(conn, &project).await
            })
            .await?;
        drop(conn);
        self.draw_images_later(id);
        self.write_list(id).await
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

    /// Puts another list in the place of the project's: rows that stay keep their takes and clips.
    pub(crate) async fn replace_list(
        &self,
        conn: &mut AsyncPgConnection,
        id: ProjectId,
        list: PromptList,
    ) -> Result<(), Error> {
        let head = head_of(&list)?;
        projects::update(conn, id, projects::Change { head: Some(head), ..projects::Change::default() }).await?;
        let rows = shots::of_project(conn, id).await?;
        let gone: Vec<ShotId> =
            rows.iter().map(ShotRow::shot).filter(|old| !list.shots.iter().any(|shot| shot.id == *old)).collect();
        shots::delete(conn, &gone).await?;
        let in_order = {
            let old: Vec<ShotId> = rows.iter().map(ShotRow::shot).filter(|old| !gone.contains(old)).collect();
            let new: Vec<ShotId> = list.shots.iter().map(|shot| shot.id).filter(|new| old.contains(new)).collect();
            old == new && new.len() == list.shots.len()
        };
        if !in_order {
            // First out of the way, then into place: no two shots ever share a rank.
            for row in rows.iter().filter(|row| !gone.contains(&row.shot())) {
                shots::set_rank(conn, row.shot(), -row.rank - 1.0).await?;
            }
        }
        for (at, shot) in list.shots.iter().enumerate() {
            let rank = (at + 1) as f64 * RANK_STEP;
            match rows.iter().find(|row| row.shot() == shot.id) {
                Some(row) => {
                    let spec = serde_json::to_value(shot)?;
                    if spec != row.spec {
                        shots::set_spec(conn, shot.id, spec).await?;
                    }
                    if !in_order {
                        shots::set_rank(conn, shot.id, rank).await?;
                    }
                }
                None => shots::insert(conn, &[new_row(id, rank, shot)?]).await?,
            }
        }
        Ok(())
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
async fn keep_what_is_same(
    conn: &mut AsyncPgConnection,
    id: ProjectId,
    head: &PromptList,
    mut list: PromptList,
) -> Result<PromptList, Error> {
    for character in &mut list.characters {
        if let Some(known) = head.character(&character.name) {
            character.picture.clone_from(&known.picture);
            character.element.clone_from(&known.element);
        }
    }
    let mut old = shots::of_project(conn, id).await?.iter().map(crate::brief::shot).collect::<Result<Vec<_>, _>>()?;
    let said = |shot: &Shot| shot.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
    for shot in &mut list.shots {
        let same =
            |own: &Shot| own.action == shot.action && said(own) == said(shot) && own.place.name == shot.place.name;
        if let Some(at) = old.iter().position(same) {
            let known = old.remove(at);
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
