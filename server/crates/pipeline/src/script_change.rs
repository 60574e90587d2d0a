//! A film's script or settings are changed: what a person made of the list stays with its passages, and the change is a step of the
//! history like any other.

use crate::{
    Error, Studio,
    brief::{self, Known, Project},
    history::{self, Source},
    money::dollars,
    projects::{checked_script, checked_settings, checked_title},
    reading::list_of,
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{
    ClipState, Happening, ProjectId, ProjectSettings, PromptList, RunState, Shot, ShotId, UserId,
    view::{ChangePreview, ProjectChange},
};
use plan::{Bill, Merged};
use std::collections::{HashMap, HashSet};
use store::{
    events,
    projects::{self, ProjectRow},
    shots::{self, RANK_STEP, ShotRow},
    unsaved,
};

/// What the old and the new script read to; nothing of what a person made of them.
struct Readings {
    /// `None` where the old script cannot be read any more.
    base: Option<PromptList>,
    theirs: PromptList,
}

impl Readings {
    fn merged(&self, mine: &PromptList) -> Merged {
        plan::rescript(self.base.as_ref().unwrap_or(mine), mine, &self.theirs, &script::rebuild_prompt)
    }
}

fn checked(change: ProjectChange) -> Result<ProjectChange, Error> {
    let title = change.title.as_deref().map(checked_title).transpose()?;
    if let Some(script) = &change.script {
        checked_script(script)?;
    }
    Ok(ProjectChange { title, settings: change.settings.map(checked_settings).transpose()?, script: change.script })
}

/// The change, by the rules for sound that the film began with.
fn of_film(mut change: ProjectChange, before: &ProjectRow) -> Result<ProjectChange, Error> {
    if let Some(settings) = &mut change.settings {
        let old: ProjectSettings = serde_json::from_value(before.settings.clone())?;
        settings.sound_design = old.sound_design;
    }
    Ok(change)
}

/// The project's list as it is.
fn list_now(project: &Project, rows: &[ShotRow]) -> Result<PromptList, Error> {
    let shots = rows.iter().map(brief::shot).collect::<Result<Vec<_>, _>>()?;
    Ok(PromptList { shots, ..project.head.clone() })
}

/// What the step is called.
fn label(change: &ProjectChange, was: &ProjectSettings, is: &ProjectSettings) -> &'static str {
    if change.script.is_some() {
        "change the script"
    } else if was.speakers != is.speakers {
        "say who speaks"
    } else if was.answers() != is.answers() {
        "say what the script leaves open"
    } else if (was.style, &was.style_text) != (is.style, &is.style_text) {
        "change the style"
    } else {
        "change the settings"
    }
}

/// What a change would do, in sentences for a person.
fn sentences(preview: &ChangePreview) -> Vec<String> {
    let shots = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 shot {one}")),
        count => Some(format!("{count} shots {many}")),
    };
    let all = [
        shots(preview.stay, "stays as it is", "stay as they are"),
        shots(preview.change, "changes", "change"),
        shots(preview.new, "is new", "are new"),
        shots(preview.gone, "goes", "go"),
    ];
    let mut says = vec![format!("{}.", all.into_iter().flatten().collect::<Vec<_>>().join(", "))];
    let clips = if preview.to_make == 1 { "1 clip".to_owned() } else { format!("{} clips", preview.to_make) };
    if preview.unpriced {
        says.push(format!(
            "{clips} to make, for a price that nobody knows. Saving buys nothing: you film it when you want to."
        ));
    } else if preview.high_cents > 0 {
        let price = dollars(preview.high_cents);
        says.push(format!("{clips} to make, for about {price}. Saving buys nothing: you film it when you want to."));
    }
    says
}

impl Studio {
    /// Changes a project's title, script and settings. Edits stay with their passages, shots that stay keep their clips, and what the
    /// change does to the list is one step of the history.
    pub async fn update_project(&self, who: UserId, id: ProjectId, change: ProjectChange) -> Result<(), Error> {
        self.save_change(who, id, change, None).await
    }

    /// [`Studio::update_project`]; `answered` is the page whose change, where one waits, this one is or takes the place of. Others go
    /// on waiting.
    pub(crate) async fn save_change(
        &self,
        who: UserId,
        id: ProjectId,
        change: ProjectChange,
        answered: Option<&str>,
    ) -> Result<(), Error> {
        let change = checked(change)?;
        // A title or a setting is no size worth counting, and is changed by whoever makes room as well.
        match &change.script {
            Some(script) => self.check_room(who, script.len() as u64).await?,
            None => self.check_disk(0)?,
        }
        let _turn = self.turn(id).await?;
        // Read again where the project was changed meanwhile, by another process; a third time is for the person to say.
        for _ in 0..2 {
            let before = projects::owned(&mut *self.store().conn().await?, who, id).await?;
            let change = of_film(change.clone(), &before)?;
            let readings = self.readings(&before, &change).await?;
            if let Some(redrawn) = self.update_from(before, (&change, answered), readings).await? {
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

    /// What a change would do: which shots it touches, which edits cannot be kept, what is to be made and for how much. Changes nothing.
    pub async fn preview_change(
        &self,
        who: UserId,
        id: ProjectId,
        change: ProjectChange,
    ) -> Result<ChangePreview, Error> {
        let before = projects::owned(&mut *self.store().conn().await?, who, id).await?;
        let change = of_film(checked(change)?, &before)?;
        let readings = self.readings(&before, &change).await?;
        let mut conn = self.store().conn().await?;
        let rows = shots::of_project(&mut conn, id).await?;
        let project = Project::read(before.clone())?;
        let mine = list_now(&project, &rows)?;
        let merged = match &readings {
            Some(readings) => readings.merged(&mine),
            None => Merged { list: mine.clone(), told: plan::Told::default() },
        };
        let changes = plan::changes(&mine, &merged.list);
        let mut after = Project::read(before)?;
        after.settings = change.settings.unwrap_or(after.settings);
        after.head = PromptList { shots: Vec::new(), ..merged.list.clone() };
        let bill = self.bill_of(&mut conn, (&project, &rows), (&after, &merged.list)).await?;
        let mut preview = ChangePreview {
            stay: changes.stay,
            change: changes.change,
            new: changes.new,
            gone: changes.gone,
            lost: merged.told.lost,
            stays: merged.told.stays,
            ..bill
        };
        preview.says = sentences(&preview);
        Ok(preview)
    }

    /// What the old and the new script read to; `None` where the list stays. A long script takes a while to read: nothing is locked
    /// meanwhile.
    async fn readings(&self, before: &ProjectRow, change: &ProjectChange) -> Result<Option<Readings>, Error> {
        let old: ProjectSettings = serde_json::from_value(before.settings.clone())?;
        let new = change.settings.clone().unwrap_or_else(|| old.clone());
        let script = change.script.as_ref().unwrap_or(&before.script);
        if *script == before.script && new.shaping() == old.shaping() {
            return Ok(None);
        }
        let title = change.title.as_ref().unwrap_or(&before.title);
        let theirs = list_of(title.clone(), script.clone(), new).await?;
        let base = match list_of(before.title.clone(), before.script.clone(), old).await {
            Ok(base) => Some(base),
            Err(busy @ Error::Busy(..)) => return Err(busy),
            Err(_) => None,
        };
        Ok(Some(Readings { base, theirs }))
    }

    /// Makes the change where the project is still as it was `before`, and says whether anything is seen otherwise; else `None`.
    async fn update_from(
        &self,
        before: ProjectRow,
        (change, answered): (&ProjectChange, Option<&str>),
        readings: Option<Readings>,
    ) -> Result<Option<bool>, Error> {
        let id = before.project();
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = projects::lock(conn, id).await?;
                if (&row.title, &row.script, &row.settings) != (&before.title, &before.script, &before.settings) {
                    return Ok(None);
                }
                let project = Project::read(row)?;
                let settings = change.settings.as_ref().filter(|new| **new != project.settings);
                let is_seen = readings.is_some() || settings.is_some();
                let update = projects::Change {
                    title: change.title.as_deref(),
                    script: change.script.as_deref(),
                    settings: settings.map(serde_json::to_value).transpose()?,
                    ..projects::Change::default()
                };
                projects::update(conn, id, update).await?;
                if let Some(page) = answered {
                    unsaved::delete_of(conn, id, page).await?;
                }
                let what = match readings {
                    Some(readings) => self.rescript(conn, &project, change, &readings).await?,
                    None => "settings",
                };
                if is_seen {
                    let project = Project::read(projects::get(conn, id).await?)?;
                    self.mark_changed(conn, &project, None).await?;
                }
                events::append(conn, id, &[Happening::Edited { what: what.to_owned() }]).await?;
                // A film has its title in it, too.
                let project = Project::read(projects::get(conn, id).await?)?;
                self.go_on_if_free(conn, &project).await?;
                Ok(Some(is_seen))
            })
            .await
    }

    /// Brings the list to the new script, as a step of the history; says what the step is called.
    async fn rescript(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        change: &ProjectChange,
        readings: &Readings,
    ) -> Result<&'static str, Error> {
        let id = project.row.project();
        let rows = shots::of_project(conn, id).await?;
        let mine = list_now(project, &rows)?;
        let Merged { list, .. } = readings.merged(&mine);
        plan::check_list(&list).map_err(|error| Error::TooLarge(error.to_string()))?;
        let settings = change.settings.as_ref().unwrap_or(&project.settings);
        let label = label(change, &project.settings, settings);
        let was = Source { script: project.row.script.clone(), shaping: project.settings.shaping() };
        let script = change.script.as_ref().unwrap_or(&project.row.script).clone();
        let is = Source { script, shaping: settings.shaping() };
        history::push(conn, id, label, (&mine, &list), Some((was, is))).await?;
        self.replace_list(conn, id, &rows, list).await?;
        Ok(label)
    }

    /// What is to be made because of a change, and for how much: beyond what was to be made anyway. What was never begun is paid for when it
    /// is begun, at the price that stands there.
    async fn bill_of(
        &self,
        conn: &mut AsyncPgConnection,
        (before, rows): (&Project, &[ShotRow]),
        (after, list): (&Project, &PromptList),
    ) -> Result<ChangePreview, Error> {
        let is_begun = before.row.run_state() != RunState::Draft || rows.iter().any(|row| row.clip_id.is_some());
        if !is_begun {
            return Ok(ChangePreview::default());
        }
        let were: HashMap<ShotId, &ShotRow> = rows.iter().map(|row| (row.shot(), row)).collect();
        let after_rows = list.shots.iter().map(|shot| self.row_after(before, after, were.get(&shot.id).copied(), shot));
        let after_rows = after_rows.collect::<Result<Vec<_>, Error>>()?;
        let was = self.bill(conn, before, rows).await?;
        let is = self.bill(conn, after, &after_rows).await?;
        let old: HashMap<ShotId, (i64, i64)> = was.each.iter().map(|(id, low, high)| (*id, (*low, *high))).collect();
        let mut preview = ChangePreview { unpriced: is.unpriced > was.unpriced, ..ChangePreview::default() };
        for (id, low, high) in &is.each {
            let known = old.get(id);
            let (old_low, old_high) = known.copied().unwrap_or_default();
            preview.low_cents += (low - old_low).max(0);
            preview.high_cents += (high - old_high).max(0);
            preview.to_make += usize::from(known.is_none());
        }
        // What is bought for the film as a whole.
        let rest = |bill: &Bill| {
            let sum = bill.each.iter().fold((0, 0), |sum, (_, low, high)| (sum.0 + low, sum.1 + high));
            (bill.low_cents - sum.0, bill.high_cents - sum.1)
        };
        let (old, new) = (rest(&was), rest(&is));
        preview.low_cents += (new.0 - old.0).max(0);
        preview.high_cents += (new.1 - old.1).max(0);
        Ok(preview)
    }

    /// The row of a shot as it would be after a change: to be made anew where it would be made otherwise.
    fn row_after(
        &self,
        before: &Project,
        after: &Project,
        row: Option<&ShotRow>,
        shot: &Shot,
    ) -> Result<ShotRow, Error> {
        let spec = serde_json::to_value(shot)?;
        let Some(row) = row else {
            return Ok(new_row(after, shot, spec));
        };
        let makers = Known(self.registry());
        let names = |project: &Project, shot: &Shot| {
            let steps = project.foreseen_steps(&makers, row, shot);
            steps.into_iter().map(|step| step.fingerprint.to_string()).collect::<HashSet<_>>()
        };
        let is_same = names(before, &brief::shot(row)?) == names(after, shot);
        let state = if is_same { row.state.clone() } else { ClipState::Stale.key().to_owned() };
        Ok(ShotRow { spec, state, ..row.clone() })
    }
}

/// The row of a shot that is not stored yet.
fn new_row(project: &Project, shot: &Shot, spec: serde_json::Value) -> ShotRow {
    ShotRow {
        id: shot.id.0,
        project_id: project.row.id,
        rank: RANK_STEP,
        spec,
        state: ClipState::Waiting.key().to_owned(),
        message: None,
        progress: None,
        provider: String::new(),
        attempt: 0,
        clip_id: None,
        stand_in: false,
        seconds: plan::shot_seconds(shot),
        cost_cents: 0,
        fallback: 0,
        speech_turn: 0,
        sound_turn: 0,
        unsynced: None,
        lips_failed: false,
        kept_take: None,
        gave_up: None,
        tried: serde_json::json!([]),
    }
}
