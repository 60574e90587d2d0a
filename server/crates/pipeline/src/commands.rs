//! Start, pause, resume, cancel, retry, make again.

use crate::{
    Error, Studio,
    brief::{self, Project},
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ClipState, Command, Edit, ProjectId, RunState, ShotId, UserId};
use providers::Kind;
use store::{projects, shots, tasks};

impl Studio {
    /// Tells the clip loop what to do with a project's film.
    pub async fn command(&self, who: UserId, id: ProjectId, command: Command) -> Result<(), Error> {
        if let Command::MakeAgainFrom { shot } = command {
            return self.make_again_from(who, id, shot).await;
        }
        let _turn = self.turn(id).await?;
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let row = projects::lock(conn, id).await?;
                if row.owner_id != who.0 {
                    return Err(Error::NotFound);
                }
                let state = row.run_state();
                match command {
                    Command::Start | Command::Resume => {
                        if state == RunState::Filming {
                            if row.unasked {
                                // What nobody had asked for is wanted now.
                                projects::set_started(conn, id, true).await?;
                            }
                            return Ok(());
                        }
                        self.film_on(conn, id).await
                    }
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
                        let row = shots::get(conn, shot).await?;
                        if row.project_id != id.0 {
                            return Err(Error::NotFound);
                        }
                        self.retry(conn, &[row]).await?;
                        self.film_on(conn, id).await
                    }
                    Command::RetryFailed => {
                        let mut failed = shots::of_project(conn, id).await?;
                        failed.retain(|row| row.clip_state() == ClipState::Failed);
                        self.retry(conn, &failed).await?;
                        self.film_on(conn, id).await
                    }
                    Command::MakeAgainFrom { .. } => Ok(()),
                }
            })
            .await?;
        self.write_prompts_soon(id);
        Ok(())
    }

    async fn retry(&self, conn: &mut AsyncPgConnection, rows: &[shots::ShotRow]) -> Result<(), Error> {
        for row in rows {
            shots::set_waiting(conn, &row.clone().anew(), ClipState::Waiting, row.seconds).await?;
        }
        Ok(())
    }

    async fn film_on(&self, conn: &mut AsyncPgConnection, id: ProjectId) -> Result<(), Error> {
        // Settings may have changed while nothing ran.
        let project = Project::read(projects::get(conn, id).await?)?;
        self.check_room_for_filming(conn, UserId(project.row.owner_id), id).await?;
        self.check_makers(conn, UserId(project.row.owner_id), &project.settings).await?;
        self.mark_changed(conn, &project, None).await?;
        self.check_own_makers(conn, &project).await?;
        self.check_credit(conn, &project).await?;
        projects::set_started(conn, id, true).await?;
        self.set_run(conn, id, RunState::Filming, None).await?;
        self.advance(conn, id).await
    }

    /// Refuses a film with a shot that is to be filmed by a model of its own which cannot work here, before anything is paid.
    async fn check_own_makers(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<(), Error> {
        let mut open = Vec::new();
        for row in shots::of_project(conn, project.row.project()).await? {
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
