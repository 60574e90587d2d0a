//! The reconciler: compares what a film needs with what exists and queues what is missing, in order. The same path serves the first
//! run, a resume, a retry, a re-record and an edit.

use crate::{
    Error, Studio,
    brief::{self, Known, Project},
    make::JOINING,
    score_plan::COMPOSING,
};
use diesel_async::AsyncPgConnection;
use model::{ClipState, Happening, ProjectId, RunState, Shot};
use plan::{Fingerprint, Step, Work};
use store::{
    artifacts::{self, ArtifactRow},
    events, projects,
    shots::{self, ShotRow},
    tasks::{self, Active},
};

/// How many shots whose turn has not come are looked at for something to begin.
const AHEAD: usize = 2;

/// What a shot's clip needs next.
enum Next {
    Step(Box<Step>),
    /// Nothing: it exists, for the shot as it was cut to its lines.
    Clip(Box<Shot>, Box<ArtifactRow>),
}

/// What became of one shot.
enum Found {
    /// A step was queued for it.
    Queued,
    /// Its clip exists already.
    Complete,
}

impl Studio {
    /// Queues what the film needs next. Call it in a transaction that holds the project's lock.
    pub(crate) async fn advance(&self, conn: &mut AsyncPgConnection, id: ProjectId) -> Result<(), Error> {
        let project = Project::read(projects::get(conn, id).await?)?;
        self.advance_graph_of(conn, &project).await?;
        if project.row.run_state() != RunState::Filming {
            return Ok(());
        }
        let room = project.settings.parallel.clamp(1, 3) as usize;
        let mut active = tasks::active(conn, id).await?;
        while active.clips < room {
            let Some(row) = shots::next_to_make(conn, id, project.only()).await? else {
                if active.clips == 0 && !active.film {
                    self.end_run(conn, &project).await?;
                }
                return Ok(());
            };
            if matches!(self.advance_shot(conn, &project, row).await?, Found::Queued) {
                active = tasks::active(conn, id).await?;
            }
        }
        self.look_ahead(conn, &project, active).await
    }

    /// Begins what the studio itself makes of the next shot, so that a mix leaves no processor idle. The shot's turn comes all the
    /// same when the one before it is in the timeline. The film's first clip has the machine for itself.
    async fn look_ahead(&self, conn: &mut AsyncPgConnection, project: &Project, active: Active) -> Result<(), Error> {
        let id = project.row.project();
        if active.ahead > 0 || (active.mixing == 0 && shots::counts(conn, id).await?.clips == 0) {
            return Ok(());
        }
        for row in shots::not_begun(conn, id, project.only(), AHEAD).await? {
            let shot = brief::shot(&row)?;
            if let Next::Step(step) = self.next_step(conn, project, &row, shot).await?
                && self.is_own(&step.work)?
            {
                self.queue(conn, id, Some(row.shot()), &step).await?;
                return Ok(());
            }
        }
        Ok(())
    }

    /// An ingredient that the studio makes itself: it costs nothing but time.
    fn is_own(&self, work: &Work) -> Result<bool, Error> {
        Ok(self.steps().of(work)?.is_begun_ahead() && work.model().is_none_or(|model| self.is_built_in(model)))
    }

    async fn advance_shot(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        row: ShotRow,
    ) -> Result<Found, Error> {
        let shot = brief::shot(&row)?;
        let row =
            if row.clip_state().is_to_come() { self.with_turns_begun(conn, project, row, &shot).await? } else { row };
        match self.next_step(conn, project, &row, shot.clone()).await? {
            Next::Clip(shot, clip) => {
                self.commit_clip(conn, project, &row, &shot, &clip).await?;
                Ok(Found::Complete)
            }
            Next::Step(step) => {
                self.queue_step(conn, project, &row, &shot, &step).await?;
                Ok(Found::Queued)
            }
        }
    }

    /// What a shot's clip needs next.
    async fn next_step(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        row: &ShotRow,
        mut shot: Shot,
    ) -> Result<Next, Error> {
        let makers = Known(self.registry());
        loop {
            let mut steps = project.steps(&makers, row, &shot);
            let names: Vec<&str> = steps.iter().map(|step| step.fingerprint.as_str()).collect();
            let mut made = artifacts::find_many(conn, project.row.project(), &names).await?;
            if let Some(clip) = brief::clip_step(&steps).and_then(|step| made.remove(step.fingerprint.as_str())) {
                return Ok(Next::Clip(Box::new(shot), Box::new(clip)));
            }
            // Who is seen in a take is only asked for to move their lips.
            let moved =
                |step: &Step| matches!(step.work, Work::Lips { .. }) && made.contains_key(step.fingerprint.as_str());
            if steps.iter().any(moved) {
                steps.retain(|step| !matches!(step.work, Work::Faces { .. }));
            }
            if let Some(at) = steps.iter().position(|step| !made.contains_key(step.fingerprint.as_str())) {
                return Ok(Next::Step(Box::new(steps.swap_remove(at))));
            }
            // Every line is spoken: their lengths decide what comes next.
            if !cut_to_lines(&mut shot, &steps, &made) {
                return Err(Error::Internal(anyhow::anyhow!("shot {} has no next step", shot.id)));
            }
            shots::set_spec(conn, row.shot(), serde_json::to_value(&shot)?).await?;
        }
    }

    async fn queue_step(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        row: &ShotRow,
        shot: &Shot,
        step: &Step,
    ) -> Result<(), Error> {
        let id = project.row.project();
        // Its task may be there already, begun ahead of its turn.
        self.queue(conn, id, Some(row.shot()), step).await?;
        let handler = self.steps().of(&step.work)?;
        let state = handler.clip_state();
        let provider = step.work.model().map_or(&row.provider, |model| &model.provider);
        let progress =
            shots::Progress { state, message: row.message.as_deref(), progress: None, provider, attempt: row.attempt };
        shots::set_progress(conn, row.shot(), &progress).await?;
        let clip = |state| Happening::Clip {
            shot: row.shot(),
            number: shot.number.clone(),
            state,
            message: Some(format!("Shot {}: {}", shot.number, handler.doing())),
            progress: None,
            provider: Some(provider.clone()),
            attempt: row.attempt.unsigned_abs(),
            seconds: None,
            cost_cents: row.cost_cents,
        };
        let first = row.clip_state().is_to_come();
        let happenings = if first { vec![clip(ClipState::CheckingCache), clip(state)] } else { vec![clip(state)] };
        events::append(conn, id, &happenings).await?;
        Ok(())
    }

    /// Puts a clip that exists into the timeline.
    pub(crate) async fn commit_clip(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        row: &ShotRow,
        shot: &Shot,
        clip: &ArtifactRow,
    ) -> Result<(), Error> {
        let id = project.row.project();
        let seconds = clip.seconds.unwrap_or(row.seconds);
        let state = if row.has_stand_in() { ClipState::Failed } else { ClipState::Done };
        let told = self.told(project, row, shot)?;
        let message = told.as_deref();
        shots::set_clip(conn, row.shot(), clip.id, &clip.provider, seconds, state, message).await?;
        let counts = shots::counts(conn, id).await?;
        let seconds_left = self.seconds_left(&project.row, &counts);
        let told = Happening::Clip {
            shot: row.shot(),
            number: shot.number.clone(),
            state,
            message: message.map(str::to_owned),
            progress: Some(1.0),
            provider: Some(clip.provider.clone()),
            attempt: row.attempt.unsigned_abs(),
            seconds: Some(seconds),
            cost_cents: row.cost_cents,
        };
        let finished = counts.done + counts.failed;
        let progress = Happening::Progress {
            done: u32::try_from(finished).unwrap_or(u32::MAX),
            total: u32::try_from(counts.total).unwrap_or(u32::MAX),
            doing: format!("{finished} of {} clips are made", counts.total),
            seconds_left,
            cost_cents: counts.cost_cents,
            joined: None,
        };
        events::append(conn, id, &[told, progress]).await?;
        Ok(())
    }

    /// All that was asked for is made. Where that were some shots of a film that was never whole, the rest stays as it is.
    async fn end_run(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<(), Error> {
        let id = project.row.project();
        let is_part = project.only().is_some() && project.row.film_id.is_none();
        if !is_part || shots::next_to_make(conn, id, None).await?.is_none() {
            return self.queue_film(conn, project).await;
        }
        let counts = shots::counts(conn, id).await?;
        let filmed =
            format!("{} of {} shots are filmed. The rest waits until you film it.", counts.clips, counts.total);
        self.set_run(conn, id, RunState::Draft, Some(&filmed)).await
    }

    async fn queue_film(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<(), Error> {
        let id = project.row.project();
        let counts = shots::counts(conn, id).await?;
        if counts.clips == 0 {
            let message = "No shot could be made, so there is no film yet. Look at the shots, then retry.";
            return self.set_run(conn, id, RunState::Failed, Some(message)).await;
        }
        let score = self.missing_score(conn, project).await?;
        let (doing, joined) = if score.is_some() { (COMPOSING, None) } else { (JOINING, Some(0.0)) };
        let film = || Step { fingerprint: Fingerprint(tasks::FILM.to_owned()), work: Work::Film };
        let step = score.unwrap_or_else(film);
        self.queue(conn, id, None, &step).await?;
        self.tell_film(conn, id, doing, joined).await
    }
}

/// Cuts the picture to its lines as they were spoken. `false` when nothing was left to cut.
fn cut_to_lines(shot: &mut Shot, steps: &[Step], made: &std::collections::HashMap<String, ArtifactRow>) -> bool {
    let mut changed = false;
    for step in steps {
        let (Work::Line { line, .. } | Work::Recording { line: Some(line), .. }) = &step.work else { continue };
        let seconds = made.get(step.fingerprint.as_str()).and_then(|artifact| artifact.seconds);
        if let Some(line) = shot.lines.iter_mut().find(|own| own.id == *line && own.cut_to.is_none()) {
            line.cut_to = seconds;
            changed |= seconds.is_some();
        }
    }
    changed
}
