//! After a change: which clips are out of date, which come back, and what is made at once.

use crate::{
    Error, Studio,
    brief::{self, Known, Project},
};
use diesel_async::AsyncPgConnection;
use model::{ClipState, Happening, RunState, ShotId};
use store::{artifacts, events, projects, shots, tasks};

impl Studio {
    /// Compares every shot (or only `which`) with the clip it has: made from what the project says now, or out of date. A clip
    /// that exists already, such as after an undo, comes back at once.
    pub(crate) async fn mark_changed(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        which: Option<&[ShotId]>,
    ) -> Result<(), Error> {
        let id = project.row.project();
        let makers = Known(self.registry());
        let mut changed = false;
        let running = tasks::running_steps(conn, id).await?;
        let rows = shots::of_project(conn, id).await?;
        let clips: Vec<uuid::Uuid> = rows.iter().filter_map(|row| row.clip_id).collect();
        let clips = artifacts::by_ids(conn, &clips).await?;
        // Told in one go, and before what else is told of a shot.
        let mut told: Vec<Happening> = Vec::new();
        for row in rows {
            if which.is_some_and(|which| !which.contains(&row.shot())) {
                continue;
            }
            let shot = brief::shot(&row)?;
            let row = self.taken_back(conn, project, row, &shot).await?;
            let steps = project.steps(&makers, &row, &shot);
            let current = row.clip_id.and_then(|clip| clips.get(&clip));
            let wanted = brief::clip_step(&steps).map(|step| step.fingerprint.as_str());
            let settled = matches!(row.clip_state(), ClipState::Done | ClipState::Failed);
            if settled && current.is_some() && current.map(|clip| clip.fingerprint.as_str()) == wanted {
                continue;
            }
            if !settled {
                // What is being made for it is still what it needs, or nothing is being made yet.
                let running = running.get(&row.shot());
                let wanted = |name: &String| steps.iter().any(|step| step.fingerprint.as_str() == name);
                if running.map_or(row.clip_id.is_none(), wanted) {
                    continue;
                }
            }
            if running.contains_key(&row.shot()) {
                tasks::cancel(conn, id, Some(row.shot())).await?;
            }
            changed = true;
            if let Some(wanted) = wanted
                && let Some(clip) = artifacts::find(conn, id, wanted).await?
            {
                events::append(conn, id, &std::mem::take(&mut told)).await?;
                self.commit_clip(conn, project, &row, &shot, &clip).await?;
                continue;
            }
            let state = if row.clip_id.is_some() { ClipState::Stale } else { ClipState::Waiting };
            let seconds = plan::shot_seconds(&shot) - shot.trim_start - shot.trim_end;
            shots::set_waiting(conn, &row.clone().anew(), state, seconds).await?;
            let clip = Happening::Clip {
                shot: row.shot(),
                number: shot.number,
                state,
                message: None,
                progress: None,
                provider: Some(row.provider),
                attempt: 0,
                seconds: Some(seconds),
                cost_cents: row.cost_cents,
            };
            told.push(clip);
        }
        events::append(conn, id, &told).await?;
        if changed {
            tasks::cancel_film(conn, id).await?;
        }
        Ok(())
    }

    /// Makes anew what was filmed before the rest of its film and has changed since, where that costs nothing.
    async fn mix_again(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<(), Error> {
        let id = project.row.project();
        let mut rows = shots::of_project(conn, id).await?;
        rows.retain(|row| row.clip_id.is_some() && row.clip_state().is_to_come());
        // Music is made for a whole film.
        let mut part = Project::read(project.row.clone())?;
        part.settings.composer = None;
        if rows.is_empty() || !self.bill(conn, &part, &rows).await?.is_free() {
            return Ok(());
        }
        let only: Vec<uuid::Uuid> = rows.iter().map(|row| row.id).collect();
        projects::set_started(conn, id, false).await?;
        projects::set_only(conn, id, Some(&only)).await?;
        self.set_run(conn, id, RunState::Filming, None).await
    }

    /// After an edit: what costs nothing is made at once; what costs money waits for a person.
    pub(crate) async fn go_on_if_free(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<(), Error> {
        let id = project.row.project();
        let state = project.row.run_state();
        let made_before = matches!(state, RunState::Done | RunState::DoneWithFailures | RunState::Failed);
        if made_before {
            let rows = shots::of_project(conn, id).await?;
            if self.bill(conn, project, &rows).await?.is_free() {
                projects::set_started(conn, id, false).await?;
                projects::set_only(conn, id, None).await?;
                self.set_run(conn, id, RunState::Filming, None).await?;
            }
        } else if state == RunState::Draft {
            self.mix_again(conn, project).await?;
        }
        self.advance(conn, id).await
    }
}
