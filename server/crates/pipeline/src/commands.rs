//! Start, pause, resume, cancel, retry, make again; and what the film may cost.

use crate::{
    Error, Studio,
    brief::{self, Project},
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ClipState, Command, Edit, Happening, ProjectId, RunState, ShotId, UserId};
use providers::Kind;
use store::{events, projects, shots, tasks};
use uuid::Uuid;

impl Studio {
    /// Sets what a film may cost at most, in cents; `None` is no limit. Nothing is begun by it.
    pub async fn set_budget(&self, who: UserId, id: ProjectId, cents: Option<i64>) -> Result<(), Error> {
        let _turn = self.turn(id).await?;
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = projects::lock_owned(conn, who, id).await?;
                let mut settings = Project::read(row)?.settings;
                settings.budget_cents = cents.map(|cents| cents.max(0));
                let settings = Some(serde_json::to_value(&settings)?);
                projects::update(conn, id, projects::Change { settings, ..projects::Change::default() }).await?;
                events::append(conn, id, &[Happening::Edited { what: "settings".to_owned() }]).await?;
                Ok(())
            })
            .await
    }

    /// Tells the clip loop what to do with a project's film.
    pub async fn command(&self, who: UserId, id: ProjectId, command: Command) -> Result<(), Error> {
        if let Command::MakeAgainFrom { shot } = command {
            return self.make_again_from(who, id, shot).await;
        }
        let _turn = self.turn(id).await?;
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = projects::lock_owned(conn, who, id).await?;
                let state = row.run_state();
                match command {
                    Command::Resume if state != RunState::Filming => self.film_on(conn, id, row.only_shots).await,
                    Command::Start | Command::Resume => {
                        if state == RunState::Filming && (row.only_shots.is_none() || command == Command::Resume) {
                            if row.unasked {
                                // What nobody had asked for is wanted now.
                                projects::set_started(conn, id, true).await?;
                            }
                            return Ok(());
                        }
                        self.film_on(conn, id, None).await
                    }
                    Command::Film { shots } => self.film_first(conn, &row, |shot| shots.contains(&shot.shot())).await,
                    Command::FilmScene { scene } => self.film_scene(conn, &row, &scene).await,
                    Command::Pause if state == RunState::Filming => {
                        // What runs is finished and kept; nothing new begins.
                        self.set_run(conn, id, RunState::Paused, Some("Paused. What is being made is finished first."))
                            .await
                    }
                    Command::Cancel if matches!(state, RunState::Filming | RunState::Paused) => {
                        tasks::cancel(conn, id, None).await?;
                        shots::reset_unfinished(conn, id).await?;
                        self.set_run(conn, id, RunState::Cancelled, Some("Stopped. What is made is kept.")).await
                    }
                    Command::Pause | Command::Cancel => {
                        Err(Error::Conflict(format!("Nothing is being filmed: this film is in the state “{state}”.")))
                    }
                    Command::RetryShot { shot } => {
                        let shot = shots::get(conn, shot).await?;
                        if shot.project_id != id.0 {
                            return Err(Error::NotFound);
                        }
                        self.retry(conn, &row, &[shot]).await
                    }
                    Command::RetryFailed => {
                        let mut failed = shots::of_project(conn, id).await?;
                        failed.retain(|row| row.clip_state() == ClipState::Failed);
                        self.retry(conn, &row, &failed).await
                    }
                    Command::MakeAgainFrom { .. } => Ok(()),
                }
            })
            .await?;
        self.write_prompts_soon(id);
        Ok(())
    }

    /// Films shots anew that failed. In a film of which only some shots were asked for, no others than those and these.
    async fn retry(
        &self,
        conn: &mut AsyncPgConnection,
        project: &projects::ProjectRow,
        rows: &[shots::ShotRow],
    ) -> Result<(), Error> {
        for row in rows {
            shots::set_waiting(conn, &row.clone().anew(), ClipState::Waiting, row.seconds).await?;
        }
        let only = project.only_shots.is_some().then(|| with_those_at_work(project, rows.iter().map(|row| row.id)));
        self.film_on(conn, project.project(), only).await
    }

    async fn film_scene(
        &self,
        conn: &mut AsyncPgConnection,
        project: &projects::ProjectRow,
        scene: &str,
    ) -> Result<(), Error> {
        let rows = shots::of_project(conn, project.project()).await?;
        let mut of_scene = Vec::new();
        for row in &rows {
            if brief::shot(row)?.scene == scene {
                of_scene.push(row.id);
            }
        }
        self.film_first(conn, project, |row| of_scene.contains(&row.id)).await
    }

    /// Films some shots; what else is not filmed stays so.
    async fn film_first(
        &self,
        conn: &mut AsyncPgConnection,
        project: &projects::ProjectRow,
        is_meant: impl Fn(&shots::ShotRow) -> bool,
    ) -> Result<(), Error> {
        let id = project.project();
        let mut rows = shots::of_project(conn, id).await?;
        rows.retain(is_meant);
        if rows.is_empty() {
            return Err(Error::NotFound);
        }
        rows.retain(|row| row.clip_state() != ClipState::Done);
        if rows.is_empty() {
            return Err(Error::Conflict("This is filmed already. To film it anew, re-record the shot.".to_owned()));
        }
        for row in rows.iter().filter(|row| row.clip_state() == ClipState::Failed) {
            shots::set_waiting(conn, &row.clone().anew(), ClipState::Waiting, row.seconds).await?;
        }
        let all_come = project.run_state() == RunState::Filming && project.only_shots.is_none() && !project.unasked;
        let only = (!all_come).then(|| with_those_at_work(project, rows.iter().map(|row| row.id)));
        self.film_on(conn, id, only).await
    }

    /// Films what is to be filmed: `only` these shots, or the whole film.
    pub(crate) async fn film_on(
        &self,
        conn: &mut AsyncPgConnection,
        id: ProjectId,
        only: Option<Vec<Uuid>>,
    ) -> Result<(), Error> {
        // Settings may have changed while nothing ran.
        let project = Project::read(projects::get(conn, id).await?)?;
        self.check_room_for_filming(conn, UserId(project.row.owner_id), id).await?;
        let mut settings = project.settings.clone();
        // Music is made for a whole film.
        settings.composer = settings.composer.filter(|_| only.is_none());
        self.check_makers(conn, UserId(project.row.owner_id), &settings).await?;
        self.mark_changed(conn, &project, None).await?;
        self.check_own_makers(conn, &project, only.as_deref()).await?;
        self.check_credit_for(conn, &project, only.as_deref()).await?;
        projects::set_started(conn, id, true).await?;
        projects::set_only(conn, id, only.as_deref()).await?;
        self.set_run(conn, id, RunState::Filming, None).await?;
        self.advance(conn, id).await
    }

    /// Refuses a film with a shot that is to be filmed by a model of its own which cannot work here, before anything is paid.
    async fn check_own_makers(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        only: Option<&[Uuid]>,
    ) -> Result<(), Error> {
        let mut open = Vec::new();
        let rows = shots::of_project(conn, project.row.project()).await?;
        for row in rows.into_iter().filter(|row| only.is_none_or(|only| only.contains(&row.id))) {
            let shot = brief::shot(&row)?;
            let to_come = !matches!(row.clip_state(), ClipState::Done | ClipState::Failed);
            if to_come && shot.video.as_ref().is_some_and(|own| !self.is_built_in(own)) {
                open.push((row, shot));
            }
        }
        if open.is_empty() {
            return Ok(());
        }
        let accounts = self.accounts(conn, UserId(project.row.owner_id)).await?;
        let makers = accounts.registry(self.registry());
        let missing = |own| self.missing_key(&accounts, &makers, Kind::Video, own);
        for (row, shot) in &open {
            if let Some(failure) = shot.video.as_ref().and_then(missing)
                && !self.is_filmed(conn, project, row, shot).await?
            {
                return Err(Error::refused(format!("Shot {}: {}", shot.number, failure.sentence)));
            }
        }
        Ok(())
    }

    /// Films this shot and all after it anew. It is an edit, so it can be undone.
    async fn make_again_from(&self, who: UserId, id: ProjectId, from: ShotId) -> Result<(), Error> {
        self.check_owner(who, id).await?;
        let list = self.list(id).await?;
        let Some(at) = list.shots.iter().position(|shot| shot.id == from) else { return Err(Error::NotFound) };
        let mut again = list;
        for shot in again.shots.iter_mut().skip(at) {
            shot.take = shot.take.saturating_add(1);
            shot.footage = None;
            shot.lines.iter_mut().for_each(|line| line.cut_to = None);
        }
        self.edit(who, id, Edit::ReplaceList { list: Box::new(again) }).await?;
        self.command_start(who, id).await
    }

    async fn command_start(&self, who: UserId, id: ProjectId) -> Result<(), Error> {
        Box::pin(self.command(who, id, Command::Start)).await
    }

    /// Queues whatever a film that should be going on needs next.
    pub(crate) async fn reconcile(&self, id: ProjectId) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::lock(conn, id).await?;
                self.advance(conn, id).await
            })
            .await
    }
}

/// These shots and, where some shots of a film are being made, those.
fn with_those_at_work(project: &projects::ProjectRow, shots: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    let at_work = project.only_shots.as_deref().filter(|_| project.run_state() == RunState::Filming);
    let mut all: Vec<Uuid> = at_work.unwrap_or_default().to_vec();
    all.extend(shots);
    all.sort_unstable();
    all.dedup();
    all
}
