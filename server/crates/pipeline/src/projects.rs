//! Making and deleting projects.

use crate::{
    Error, Studio,
    lists::{head_of, new_row},
    reading::list_of,
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ProjectId, ProjectSettings, SoundDesign, UserId, view::NewProject};
use store::{
    attempts, holds,
    projects::{self, NewRow},
    shots::{self, RANK_STEP},
};

/// The longest script, in bytes.
pub const LONGEST_SCRIPT: usize = 2_000_000;
const LONGEST_TITLE: usize = 200;
/// The longest list of what no picture should show, in characters.
const LONGEST_AVOID: usize = 1_000;
/// The most makers that take over in turn.
const LONGEST_CHAIN: usize = 8;

/// A script must have something in it, and fit.
pub(crate) fn checked_script(script: &str) -> Result<(), Error> {
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
    Ok((new.script, checked_settings(new.settings)?))
}

pub(crate) fn checked_title(title: &str) -> Result<String, Error> {
    let title = title.trim();
    if title.is_empty() {
        return Err(Error::refused("The film needs a title."));
    }
    if title.chars().count() > LONGEST_TITLE {
        return Err(Error::refused(format!("The title is too long; {LONGEST_TITLE} characters fit.")));
    }
    Ok(title.to_owned())
}

/// A new film takes the newest rules for sound, whatever was asked for.
fn by_newest_rules(mut new: NewProject) -> NewProject {
    new.settings.sound_design = SoundDesign::NEWEST;
    new
}

impl Studio {
    pub async fn create_project(&self, who: UserId, new: NewProject) -> Result<ProjectId, Error> {
        self.create(who, by_newest_rules(new), None).await
    }

    /// As [`Studio::create_project`], for a film that began elsewhere: it keeps the rules for sound that it began with.
    ///
    /// # Errors
    /// As those of [`Studio::create_project`].
    pub async fn take_in_project(&self, who: UserId, new: NewProject) -> Result<ProjectId, Error> {
        self.create(who, new, None).await
    }

    /// The command line's project for this key: the one it made before, or a new one.
    pub async fn local_project(&self, who: UserId, new: NewProject, key: &str) -> Result<ProjectId, Error> {
        let known = projects::by_local_key(&mut *self.store().conn().await?, who, key).await?;
        match known {
            Some(id) => Ok(id),
            None => self.create(who, by_newest_rules(new), Some(key)).await,
        }
    }

    async fn create(&self, who: UserId, new: NewProject, local_key: Option<&str>) -> Result<ProjectId, Error> {
        let title = checked_title(&new.title)?;
        checked_script(&new.script)?;
        let settings = checked_settings(new.settings)?;
        if local_key.is_none() {
            self.check_room_for_project(who).await?;
            self.check_room(who, new.script.len() as u64).await?;
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
                self.advance_graph(conn, id).await?;
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

    /// Deletes the project and its files.
    pub async fn delete_project(&self, who: UserId, id: ProjectId) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::delete(conn, who, id).await?;
                holds::release(conn, id).await?;
                attempts::abandon(conn, id, "The project was deleted before this was done.").await
            })
            .await?;
        drop(conn);
        self.delete_files_of(id).await;
        Ok(())
    }
}

pub(crate) fn checked_settings(mut settings: ProjectSettings) -> Result<ProjectSettings, Error> {
    settings.fps = 24;
    settings.parallel = settings.parallel.clamp(1, 3);
    let (least, most) = model::limits::USUAL_SHOT_SECONDS;
    settings.shot_seconds =
        if settings.shot_seconds.is_finite() { settings.shot_seconds.clamp(least, most) } else { 4.0 };
    settings.avoid = settings.avoid.trim().chars().take(LONGEST_AVOID).collect();
    settings.budget_cents = settings.budget_cents.map(|cents| cents.max(0));
    for chain in [&mut settings.fallbacks, &mut settings.speech_fallbacks, &mut settings.sound_fallbacks] {
        chain.truncate(LONGEST_CHAIN);
    }
    plan::check_texts(&settings)?;
    Ok(settings)
}
