//! What the pages show, read in a few queries whatever the film's length.

use crate::{
    Error, Studio,
    brief::{Known, Project},
    make::{COMPOSING, ClipDetail, REUSED, poster_of},
    prices::dollars,
};
use chrono::{DateTime, SecondsFormat, Utc};
use diesel_async::AsyncPgConnection;
use model::{
    ArtifactKind, ModelChoice, ProjectId, PromptList, RunState, ShotId, UserId,
    view::{CARDS, ClipView, FilmView, LineView, ProgressView, ProjectCard, ProjectView, StageView, TakeView, Unsaved},
};
use plan::Bill;
use std::collections::HashMap;
use store::{
    artifacts::{self, ArtifactRow},
    attempts, edits, ledger,
    projects::{self, CardRow},
    shots,
};
use uuid::Uuid;

fn when(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Where a kept file can be fetched by those who may see it.
pub(crate) fn media_url(key: &str) -> String {
    format!("/media/{key}")
}

fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn card(row: CardRow, poster: Option<&ArtifactRow>) -> ProjectCard {
    let poster = poster.and_then(|clip| poster_of(&clip.detail)).map(media_url);
    ProjectCard {
        id: ProjectId(row.id),
        title: row.title,
        state: RunState::from_key(&row.state).unwrap_or(RunState::Draft),
        seconds: row.seconds,
        shots: small(row.shots),
        clips_done: small(row.done),
        clips_failed: small(row.failed),
        cost_cents: row.cost_cents,
        poster,
        film: row.film_id.map(|_| format!("/projects/{}/film.mp4", row.id)),
        updated_at: when(row.updated_at),
    }
}

/// What the projects page reads from the database, of one project that is read already.
fn card_row(project: &Project, counts: &shots::Counts, poster_clip: Option<Uuid>) -> CardRow {
    CardRow {
        id: project.row.id,
        title: project.row.title.clone(),
        state: project.row.state.clone(),
        updated_at: project.row.updated_at,
        shots: counts.total,
        done: counts.done,
        failed: counts.failed,
        seconds: counts.seconds,
        cost_cents: counts.cost_cents,
        poster_clip,
        film_id: project.row.film_id,
    }
}

/// The change that waits for the person's word.
async fn unsaved(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<Option<Box<Unsaved>>, Error> {
    let Some(row) = store::unsaved::get(conn, id).await? else { return Ok(None) };
    let (change, preview) = (serde_json::from_value(row.change)?, serde_json::from_value(row.preview)?);
    Ok(Some(Box::new(Unsaved { change, preview })))
}

impl Studio {
    /// The person's projects, the last changed first: the first [`CARDS`] of them.
    pub async fn projects(&self, who: UserId) -> Result<Vec<ProjectCard>, Error> {
        self.projects_before(who, None, CARDS).await
    }

    /// Up to `most` of the person's projects, and no more than [`CARDS`], that come after `before` in that order: the next page.
    pub async fn projects_before(
        &self,
        who: UserId,
        before: Option<ProjectId>,
        most: usize,
    ) -> Result<Vec<ProjectCard>, Error> {
        let mut conn = self.store().conn().await?;
        let rows = projects::cards_before(&mut conn, who, before, most.min(CARDS)).await?;
        let posters: Vec<Uuid> = rows.iter().filter_map(|row| row.poster_clip).collect();
        let posters = artifacts::by_ids(&mut conn, &posters).await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let poster = row.poster_clip.and_then(|clip| posters.get(&clip));
                card(row, poster)
            })
            .collect())
    }

    /// All that the pages of one project need.
    pub async fn project(&self, who: UserId, id: ProjectId) -> Result<ProjectView, Error> {
        let mut conn = self.store().conn().await?;
        // Read first: events that come while the rest is read are shown twice rather than missed.
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        let counts = shots::Counts::of(&rows, attempts::film_cents(&mut conn, id).await?);
        let clips: Vec<Uuid> = rows.iter().filter_map(|row| row.clip_id).collect();
        // Where nothing is filmed yet, the newest panel is shown.
        let all_filmed = clips.len() == rows.len();
        use ArtifactKind::{Faces, Panel, Picture, Take};
        let mut kinds = vec![Take, Picture];
        kinds.extend((!all_filmed).then_some(Panel));
        kinds.extend(project.settings.lips.as_ref().map(|_| Faces));
        let ids: Vec<Uuid> = clips.iter().copied().chain(project.row.film_id).collect();
        let made = artifacts::of_kinds_and_ids(&mut conn, id, &kinds, &ids).await?;
        let (can_undo, can_redo) = edits::labels(&mut conn, id).await?;
        let unsaved = unsaved(&mut conn, id).await?;
        let bill = self.bill(&mut conn, &project, &rows).await?;
        let (mut reserved_cents, mut covered) = (0, None);
        if let Some(cap) = project.settings.budget_cents {
            let committed = ledger::of_project(&mut conn, id).await?;
            reserved_cents = committed.reserved;
            let left = cap.saturating_sub(committed.reserved).saturating_sub(committed.spent);
            covered = (bill.high_cents > left.max(0)).then(|| bill.covered(left));
        }
        let needs_credit = match bill.is_free() {
            true => String::new(),
            false => match self.check_credit(&mut conn, &project).await {
                Ok(()) => String::new(),
                Err(Error::Refused(sentence)) => sentence,
                Err(error) => return Err(error),
            },
        };
        let estimates: HashMap<ShotId, i64> = bill.each.iter().map(|(shot, _, most)| (*shot, *most)).collect();
        let all_made = rows.iter().all(|row| !row.clip_state().is_to_come());
        let filming = project.row.run_state() == RunState::Filming;
        let composing = filming && all_made && self.missing_score(&mut conn, &project).await?.is_some();
        drop(conn);
        let mut takes: HashMap<ShotId, Vec<&ArtifactRow>> = HashMap::new();
        let (mut panels, mut drawn): (HashMap<ShotId, &str>, HashMap<ShotId, &str>) = Default::default();
        let mut looks: HashMap<&str, &ArtifactRow> = HashMap::new();
        let mut others: HashMap<Uuid, &ArtifactRow> = HashMap::new();
        for row in &made {
            match (ArtifactKind::from_key(&row.kind), row.shot_id.map(ShotId)) {
                (Some(Take), Some(shot)) => takes.entry(shot).or_default().push(row),
                (Some(Panel), Some(shot)) => drop(panels.insert(shot, &row.file_key)),
                (Some(Picture), Some(shot)) => drop(drawn.insert(shot, &row.file_key)),
                (Some(Faces), _) => drop(looks.insert(&row.fingerprint, row)),
                _ => drop(others.insert(row.id, row)),
            }
        }
        let makers = Known(self.registry());
        let mut list = PromptList { shots: Vec::with_capacity(rows.len()), ..project.head.clone() };
        list.title.clone_from(&project.row.title);
        let mut views = Vec::with_capacity(rows.len());
        for row in &rows {
            let shot = crate::brief::shot(row)?;
            let clip = row.clip_id.and_then(|clip| others.get(&clip).copied());
            let takes = takes.get(&row.shot()).map_or(&[][..], Vec::as_slice);
            let mut view = self.clip_view(row, &shot, clip, takes, &project)?;
            if view.poster.is_none() {
                view.poster = panels.get(&row.shot()).map(|key| media_url(key));
            }
            view.estimate_cents = estimates.get(&row.shot()).copied();
            view.drawn = drawn.get(&row.shot()).map(|key| media_url(key));
            if !looks.is_empty()
                && let Some(lips) = project.lips_step(&makers, row, &shot)
                && let Some(look) = lips.faces.as_deref().and_then(|name| looks.get(name))
            {
                view.faces = self.faces_view(look, &lips)?;
            }
            views.push(view);
            list.shots.push(shot);
        }
        let row = card_row(&project, &counts, clips.first().copied());
        let poster = row.poster_clip.and_then(|clip| others.get(&clip).copied());
        let film = row.film_id.and_then(|film| others.get(&film));
        let finished =
            project.row.run_state() == RunState::Done || project.row.run_state() == RunState::DoneWithFailures;
        let film = film.map(|film| FilmView {
            url: format!("/projects/{id}/film.mp4"),
            captions_url: project.settings.captions.then(|| format!("/projects/{id}/captions.vtt")),
            seconds: film.seconds.unwrap_or_default(),
            bytes: film.bytes,
            stale: !finished || views.iter().any(|clip| clip.state.is_to_come()),
        });
        let progress = ProgressView {
            done: small(counts.done),
            failed: small(counts.failed),
            total: small(counts.total),
            doing: if composing { COMPOSING.to_owned() } else { doing(&project, &views) },
            seconds_left: self.seconds_left(&project.row, &counts),
            spent_cents: counts.cost_cents,
            estimate_cents: bill.high_cents,
            estimate_low_cents: bill.low_cents,
            to_make: bill.shots,
            unpriced: bill.unpriced > 0,
            needs_credit,
            stages: bill
                .stages
                .iter()
                .map(|(stage, (low, high))| StageView { stage: stage.clone(), low_cents: *low, high_cents: *high })
                .collect(),
            to_come: to_come(&bill),
            reserved_cents,
            budget: budget(&project, counts.cost_cents, reserved_cents),
            covered: covered.map(|(shots, _)| shots),
            covered_cents: covered.map_or(0, |(_, cents)| cents),
        };
        Ok(ProjectView {
            card: card(row, poster),
            script: project.row.script,
            settings: project.settings,
            list,
            clips: views,
            progress,
            last_seq: project.row.last_seq,
            can_undo,
            can_redo,
            film,
            unsaved,
            opened: String::new(),
        })
    }

    fn clip_view(
        &self,
        row: &shots::ShotRow,
        shot: &model::Shot,
        clip: Option<&ArtifactRow>,
        takes: &[&ArtifactRow],
        project: &Project,
    ) -> Result<ClipView, Error> {
        let detail: ClipDetail = match clip {
            Some(clip) => serde_json::from_value(clip.detail.clone())?,
            None => ClipDetail::default(),
        };
        let provider = match (row.provider.as_str(), &shot.video) {
            ("", Some(own)) => own.provider.clone(),
            ("", None) => project.settings.video.provider.clone(),
            (made_by, _) => made_by.to_owned(),
        };
        let in_film = takes.iter().find(|take| take.fingerprint == detail.footage);
        Ok(ClipView {
            shot: row.shot(),
            number: shot.number.clone(),
            scene: shot.scene.clone(),
            state: row.clip_state(),
            message: row.message.clone(),
            progress: row.progress,
            provider,
            attempt: row.attempt.unsigned_abs(),
            seconds: row.seconds,
            cost_cents: row.cost_cents,
            poster: detail.poster.as_deref().map(media_url),
            video: clip.map(|clip| media_url(&clip.file_key)),
            peaks: detail.peaks,
            drawn: None,
            faces: None,
            estimate_cents: None,
            takes: takes
                .iter()
                .enumerate()
                .map(|(number, take)| TakeView {
                    take: small(number as i64),
                    chosen: take.fingerprint == detail.footage,
                    made_by: ModelChoice::new(&take.provider, &take.model),
                    seconds: take.seconds.unwrap_or_default(),
                    video: media_url(&take.file_key),
                    poster: poster_of(&take.detail).map(media_url),
                    cost_cents: take.cost_cents,
                    reused: take.detail.get(REUSED) == Some(&true.into()),
                    made_at: when(take.made_at),
                    differs: in_film.map(|chosen| crate::takes::differs(take, chosen)).unwrap_or_default(),
                })
                .collect(),
            lines: detail
                .lines
                .into_iter()
                .map(|line| LineView {
                    line: line.line,
                    start: line.start,
                    end: line.end,
                    audio: Some(media_url(&line.audio)),
                    words: line.words,
                })
                .collect(),
        })
    }
}

/// What the rest costs, at least and at most, and for what.
fn to_come(bill: &Bill) -> String {
    let sum = match (bill.low_cents, bill.high_cents) {
        (_, 0) => "free".to_owned(),
        (low, high) if low < high => format!("{} to {}", dollars(low), dollars(high)),
        (_, high) => dollars(high),
    };
    let parts: Vec<String> =
        bill.stages.iter().map(|(stage, (_, high))| format!("{stage} {}", dollars(*high))).collect();
    if parts.len() > 1 { format!("{sum} ({})", parts.join(", ")) } else { sum }
}

/// What the film's budget is used for; empty where it has none.
fn budget(project: &Project, spent: i64, reserved: i64) -> String {
    match (project.settings.budget_cents, reserved) {
        (None, _) => String::new(),
        (Some(cap), 0) => format!("{} of {}", dollars(spent), dollars(cap)),
        (Some(cap), held) => format!("{} and {} held back, of {}", dollars(spent), dollars(held), dollars(cap)),
    }
}

/// What happens now, in words.
fn doing(project: &Project, clips: &[ClipView]) -> String {
    let done = clips.iter().filter(|clip| clip.state == model::ClipState::Done).count();
    match project.row.run_state() {
        RunState::Draft => project.row.message.clone().unwrap_or_else(|| "Ready to film".to_owned()),
        RunState::Filming => match clips.iter().find(|clip| {
            !matches!(
                clip.state,
                model::ClipState::Done | model::ClipState::Failed | model::ClipState::Waiting | model::ClipState::Stale
            )
        }) {
            Some(clip) => clip.message.clone().unwrap_or_else(|| format!("Shot {}: {}", clip.number, clip.state)),
            None if done == clips.len() => "Joining the clips to the film".to_owned(),
            None => "Waiting for the next shot".to_owned(),
        },
        state => project.row.message.clone().unwrap_or_else(|| state.label().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_is_said_by_its_parts_and_free_where_it_is() {
        assert_eq!(to_come(&Bill::default()), "free");
        let bill = |low, high, stages: &[(&str, i64)]| {
            let stages = stages.iter().map(|(stage, high)| ((*stage).to_owned(), (*high, *high))).collect();
            Bill { low_cents: low, high_cents: high, stages, ..Bill::default() }
        };
        assert_eq!(to_come(&bill(52, 52, &[("footage", 52)])), "$0.52");
        let mixed = bill(71, 86, &[("footage", 52), ("sounds", 8)]);
        assert_eq!(to_come(&mixed), "$0.71 to $0.86 (footage $0.52, sounds $0.08)");
    }
}
