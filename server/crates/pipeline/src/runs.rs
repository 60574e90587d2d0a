//! What each run of a film took, and what was spoken in it.

use crate::{
    Error, Studio,
    summary::{by_speaker, kinds, once_each, step_summary},
};
use chrono::{SecondsFormat, Utc};
use model::{
    Line, ProjectId, RunState, Shot, UserId,
    summary::{RunBrief, RunSummary},
};
use std::collections::HashMap;
use store::{projects, runs, shots, summary, tasks};

impl Studio {
    /// The runs of a film, the newest first; at most 200.
    pub async fn runs(&self, who: UserId, id: ProjectId) -> Result<Vec<RunBrief>, Error> {
        let mut conn = self.store().conn().await?;
        projects::owned(&mut conn, who, id).await?;
        Ok(runs::of_project(&mut conn, id).await?.iter().map(brief).collect())
    }

    /// What one run took. `each` adds every single step.
    pub async fn run_summary(&self, who: UserId, id: ProjectId, number: u32, each: bool) -> Result<RunSummary, Error> {
        let mut conn = self.store().conn().await?;
        projects::owned(&mut conn, who, id).await?;
        let number = i32::try_from(number).map_err(|_| Error::NotFound)?;
        let run = runs::get(&mut conn, id, number).await?.ok_or(Error::NotFound)?;
        let mut steps = summary::steps(&mut conn, id, Some(&run)).await?;
        let spoken = runs::spoken(&mut conn, id, &run).await?;
        let film = runs::film(&mut conn, id, &run).await?;
        let rows = shots::of_project(&mut conn, id).await?;
        drop(conn);
        let read: Vec<(uuid::Uuid, Shot)> =
            rows.iter().filter_map(|row| Some((row.id, crate::brief::shot(row).ok()?))).collect();
        once_each(&mut steps);
        let joined = steps.iter_mut().find(|step| step.fingerprint == tasks::FILM && step.state == "done");
        if let (Some(step), Some(film)) = (joined, &film) {
            step.bytes = film.bytes;
        }
        let lines: HashMap<String, &Line> =
            read.iter().flat_map(|(_, shot)| &shot.lines).map(|line| (line.id.to_string(), line)).collect();
        let said = spoken.iter().map(|row| {
            let line = lines.get(&row.line).copied();
            let speaker = line.map_or(GONE, |line| line.speaker.as_deref().unwrap_or_default());
            let text = row.text.as_deref().or(line.map(|line| line.text.as_str())).unwrap_or_default();
            (speaker, text, row.seconds)
        });
        let numbers = read.iter().map(|(id, shot)| (*id, shot.number.clone())).collect();
        Ok(RunSummary {
            earlier: u32::try_from(run.number - 1).ok().filter(|before| *before > 0),
            later: run.next_at.and_then(|_| u32::try_from(run.number + 1).ok()),
            seconds: film.as_ref().map(|film| film.seconds).unwrap_or_default(),
            bytes: film.as_ref().map(|film| film.bytes).unwrap_or_default(),
            kinds: kinds(self.steps(), &steps),
            speakers: by_speaker(said),
            steps: if each { steps.into_iter().map(|step| step_summary(step, &numbers)).collect() } else { Vec::new() },
            run: brief(&run),
        })
    }

    /// The runs of all films by how they ended: for the figures of the whole studio.
    pub async fn run_figures(&self) -> Result<Vec<runs::FigureRow>, Error> {
        Ok(runs::figures(&mut *self.store().conn().await?).await?)
    }
}

/// Who says a line that is in the film no longer.
const GONE: &str = "Lines that were removed since";

fn brief(run: &runs::RunRow) -> RunBrief {
    let when = |at: chrono::DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
    RunBrief {
        number: run.number.unsigned_abs(),
        started_at: when(run.started_at),
        ended_at: run.ended_at.map(when),
        state: RunState::from_key(&run.state).unwrap_or(RunState::Draft),
        message: run.message.clone(),
        asked: run.asked,
        shots: run.shots.map(i32::unsigned_abs),
        took_seconds: (run.ended_at.unwrap_or_else(Utc::now) - run.started_at).as_seconds_f64().max(0.0),
        steps: u32::try_from(run.steps).unwrap_or(u32::MAX),
        cents: run.cents,
    }
}
