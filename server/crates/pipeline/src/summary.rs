//! What making a film took: time, tries, cost and size of every step, and who says how much.

use crate::{
    Error, Studio,
    make::{Steps, Timeline},
};
use model::{
    ModelChoice, ProjectId, TaskState, UserId,
    summary::{FilmSummary, KindSummary, SpeakerSummary, StepSummary},
};
use std::collections::{HashMap, HashSet};
use store::{artifacts, projects, shots, summary, tasks};
use uuid::Uuid;

impl Studio {
    /// What making a film took. `each` adds every single step.
    pub async fn film_summary(&self, who: UserId, id: ProjectId, each: bool) -> Result<FilmSummary, Error> {
        let mut conn = self.store().conn().await?;
        let row = projects::owned(&mut conn, who, id).await?;
        let mut steps = summary::steps(&mut conn, id, None).await?;
        let film = match row.film_id {
            Some(film) => Some(artifacts::get(&mut conn, film).await?),
            None => None,
        };
        let numbers: HashMap<Uuid, String> = shots::of_project(&mut conn, id)
            .await?
            .iter()
            .filter_map(|row| Some((row.id, crate::brief::shot(row).ok()?.number)))
            .collect();
        drop(conn);
        once_each(&mut steps);
        let newest = steps.iter_mut().find(|step| step.fingerprint == tasks::FILM && step.state == "done");
        if let (Some(step), Some(film)) = (newest, &film) {
            step.bytes = film.bytes;
        }
        Ok(FilmSummary {
            seconds: film.as_ref().and_then(|film| film.seconds).unwrap_or_default(),
            bytes: film.as_ref().map(|film| film.bytes).unwrap_or_default(),
            kinds: kinds(self.steps(), &steps),
            speakers: speakers(&self.timeline(id).await?),
            steps: if each { steps.into_iter().map(|step| step_summary(step, &numbers)).collect() } else { Vec::new() },
        })
    }

    /// What steps took by their kind, of all films: for the figures of the whole studio.
    pub async fn step_figures(&self) -> Result<Vec<summary::KindRow>, Error> {
        Ok(summary::by_kind(&mut *self.store().conn().await?).await?)
    }

    /// What was spoken in all films, by who spoke it.
    pub async fn speech_figures(&self) -> Result<Vec<summary::SpeechRow>, Error> {
        Ok(summary::speech(&mut *self.store().conn().await?).await?)
    }
}

/// A step that was begun again has two rows and one price.
pub(crate) fn once_each(steps: &mut [summary::StepRow]) {
    let mut seen = HashSet::new();
    for step in steps.iter_mut() {
        if !seen.insert(step.fingerprint.clone()) {
            (step.cents, step.bytes) = (0, 0);
        }
    }
}

/// What the steps took by their kind, in the order in which a film is made.
pub(crate) fn kinds(known: &Steps<Studio>, steps: &[summary::StepRow]) -> Vec<KindSummary> {
    let of = |(kind, label): (&str, &str)| {
        let mut sum = KindSummary { kind: kind.to_owned(), label: label.to_owned(), ..KindSummary::default() };
        for step in steps.iter().filter(|step| step.work == kind) {
            sum.steps += 1;
            sum.failed += u32::from(step.state == TaskState::Discarded.key());
            sum.tries += step.tries.unsigned_abs();
            sum.worked_seconds += seconds(step.worked_ms);
            sum.cents += step.cents;
            sum.bytes += step.bytes;
        }
        (sum.steps > 0).then_some(sum)
    };
    known.all().map(|handler| (handler.kind(), handler.label())).filter_map(of).collect()
}

fn seconds(ms: i64) -> f64 {
    ms as f64 / 1_000.0
}

pub(crate) fn step_summary(step: summary::StepRow, numbers: &HashMap<Uuid, String>) -> StepSummary {
    StepSummary {
        shot: step.shot_id.and_then(|shot| numbers.get(&shot).cloned()),
        made_by: step.provider.zip(step.model).map(|(provider, model)| ModelChoice { provider, model }),
        kind: step.work,
        state: step.state,
        tries: step.tries.unsigned_abs(),
        worked_seconds: seconds(step.worked_ms),
        took_seconds: step.took.max(0.0),
        cents: step.cents,
        bytes: step.bytes,
    }
}

/// Words, seconds and pace of who speaks in the film, as it is cut.
fn speakers(timeline: &Timeline) -> Vec<SpeakerSummary> {
    let lines = timeline.clips.iter().flat_map(|(_, detail, _)| &detail.lines);
    by_speaker(lines.map(|line| (line.speaker.as_str(), line.text.as_str(), line.end - line.start)))
}

/// Sums up lines by who says them; each is a speaker, empty for the narrator, the words, and seconds.
pub(crate) fn by_speaker<'a>(lines: impl Iterator<Item = (&'a str, &'a str, f64)>) -> Vec<SpeakerSummary> {
    let mut all: Vec<SpeakerSummary> = Vec::new();
    for (speaker, text, seconds) in lines {
        let name = if speaker.is_empty() { "Narrator" } else { speaker };
        let at = all.iter().position(|one| one.name == name).unwrap_or_else(|| {
            all.push(SpeakerSummary { name: name.to_owned(), ..SpeakerSummary::default() });
            all.len() - 1
        });
        if let Some(one) = all.get_mut(at) {
            one.lines += 1;
            one.words += u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
            one.seconds += seconds.max(0.0);
        }
    }
    for one in &mut all {
        one.words_a_minute = (one.seconds > 0.0).then(|| f64::from(one.words) * 60.0 / one.seconds);
    }
    all.sort_by(|a, b| b.words.cmp(&a.words).then_with(|| a.name.cmp(&b.name)));
    all
}
