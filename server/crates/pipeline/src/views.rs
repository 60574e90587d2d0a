//! What the pages show, read in a few queries whatever the film's length.

mod progress;
pub(crate) mod window;

use crate::{
    Error, Studio,
    brief::{Known, Project},
    clip_detail::{ClipDetail, poster_of},
    media_paths::media_url,
    stored::REUSED,
};
use chrono::{DateTime, SecondsFormat, Utc};
use diesel_async::AsyncPgConnection;
use model::{
    ArtifactKind, ModelChoice, ProjectId, PromptList, RunState, Shot, ShotId, UserId,
    view::{CARDS, ClipView, FilmView, LineView, Pick, ProjectCard, ProjectView, TakeView, Unsaved, Window},
};
use progress::small;
use std::collections::HashMap;
use store::{
    artifacts::{self, ArtifactRow},
    attempts, edits,
    projects::{self, CardRow},
    shots::{self, ShotRow},
};
use uuid::Uuid;

/// What is kept of some shots, by what it is.
#[derive(Default)]
struct Made {
    takes: HashMap<ShotId, Vec<ArtifactRow>>,
    panels: HashMap<ShotId, String>,
    drawn: HashMap<ShotId, String>,
    looks: HashMap<String, ArtifactRow>,
    others: HashMap<Uuid, ArtifactRow>,
}

fn when(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
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

    /// All that is to be known of one project.
    pub async fn project(&self, who: UserId, id: ProjectId) -> Result<ProjectView, Error> {
        self.view(who, id, None).await
    }

    /// What a page shows of one project: a summary, and some of its shots.
    pub async fn project_part(&self, who: UserId, id: ProjectId, pick: &Pick) -> Result<ProjectView, Error> {
        self.view(who, id, Some(pick)).await
    }

    async fn view(&self, who: UserId, id: ProjectId, pick: Option<&Pick>) -> Result<ProjectView, Error> {
        let mut conn = self.store().conn().await?;
        // Read first: events that come while the rest is read are shown twice rather than missed.
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        let range = pick.map_or(0..rows.len(), |pick| window::range(pick, &rows));
        let shown = rows.get(range.clone()).unwrap_or_default();
        let counts = shots::Counts::of(&rows, attempts::film_cents(&mut conn, id).await?);
        let poster_clip = rows.iter().find_map(|row| row.clip_id);
        let made = self.made_of(&mut conn, &project, shown, poster_clip).await?;
        let (can_undo, can_redo) = edits::labels(&mut conn, id).await?;
        let mut unsaved = if pick.is_none_or(|pick| pick.unsaved) { unsaved(&mut conn, id).await? } else { None };
        if let (Some(unsaved), Some(Pick { script: false, .. })) = (&mut unsaved, pick) {
            unsaved.change.script = None;
        }
        let bill = self.bill(&mut conn, &project, &rows).await?;
        let mut progress = self.progress(&mut conn, &project, &rows, &counts, &bill).await?;
        let made_by = match pick {
            Some(pick) if pick.made_by => window::made_by(artifacts::filmed_by(&mut conn, id).await?),
            _ => Vec::new(),
        };
        drop(conn);
        let estimates: HashMap<ShotId, i64> = bill.each.iter().map(|(shot, _, most)| (*shot, *most)).collect();
        let (shots, mut clips) = self.shots_and_clips(&project, shown, &made, &estimates)?;
        if progress.doing.is_empty() {
            progress.doing = progress::doing(&project, &rows)?;
        }
        let poster = poster_clip.and_then(|clip| made.others.get(&clip));
        let film = project.row.film_id.and_then(|film| made.others.get(&film));
        let is_over = matches!(project.row.run_state(), RunState::Done | RunState::DoneWithFailures);
        let film = film.map(|film| FilmView {
            url: format!("/projects/{id}/film.mp4"),
            captions_url: project.settings.captions.then(|| format!("/projects/{id}/captions.vtt")),
            seconds: film.seconds.unwrap_or_default(),
            bytes: film.bytes,
            stale: !is_over || rows.iter().any(|row| row.clip_state().is_to_come()),
        });
        let card = card(card_row(&project, &counts, poster_clip), poster);
        let Project { row, settings, head } = project;
        let mut list = PromptList { shots, title: row.title.clone(), ..head };
        let window = pick.map(|pick| {
            let window = Window { made_by, ..window::of(pick, &rows, range, &estimates, &list) };
            window::trim(pick, window.is_part(), &mut list, &mut clips);
            Box::new(window)
        });
        Ok(ProjectView {
            card,
            script: if pick.is_none_or(|pick| pick.script) { row.script } else { String::new() },
            settings,
            list,
            clips,
            progress,
            last_seq: row.last_seq,
            can_undo,
            can_redo,
            film,
            unsaved,
            window,
            opened: String::new(),
        })
    }

    /// What was made of these shots, and the film.
    async fn made_of(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        shown: &[ShotRow],
        poster_clip: Option<Uuid>,
    ) -> Result<Made, Error> {
        use ArtifactKind::{Faces, Panel, Picture, Take};
        let mut kinds = vec![Take, Picture];
        // Where nothing is filmed yet, the newest panel is shown.
        let all_filmed = shown.iter().all(|row| row.clip_id.is_some());
        kinds.extend((!all_filmed).then_some(Panel));
        // A look belongs to its take, whichever shot that was made for.
        let whole: Vec<ArtifactKind> = project.settings.lips.iter().map(|_| Faces).collect();
        let shots: Vec<Uuid> = shown.iter().map(|row| row.id).collect();
        let clips = shown.iter().filter_map(|row| row.clip_id);
        let ids: Vec<Uuid> = clips.chain(poster_clip).chain(project.row.film_id).collect();
        let mut made = Made::default();
        for row in artifacts::of_kinds_and_ids(conn, project.row.project(), &kinds, &shots, &whole, &ids).await? {
            match (ArtifactKind::from_key(&row.kind), row.shot_id.map(ShotId)) {
                (Some(Take), Some(shot)) => made.takes.entry(shot).or_default().push(row),
                (Some(Panel), Some(shot)) => drop(made.panels.insert(shot, row.file_key)),
                (Some(Picture), Some(shot)) => drop(made.drawn.insert(shot, row.file_key)),
                (Some(Faces), _) => drop(made.looks.insert(row.fingerprint.clone(), row)),
                _ => drop(made.others.insert(row.id, row)),
            }
        }
        Ok(made)
    }

    fn shots_and_clips(
        &self,
        project: &Project,
        shown: &[ShotRow],
        made: &Made,
        estimates: &HashMap<ShotId, i64>,
    ) -> Result<(Vec<Shot>, Vec<ClipView>), Error> {
        let makers = Known(self.registry());
        let (mut shots, mut views) = (Vec::with_capacity(shown.len()), Vec::with_capacity(shown.len()));
        for row in shown {
            let shot = crate::brief::shot(row)?;
            let clip = row.clip_id.and_then(|clip| made.others.get(&clip));
            let takes = made.takes.get(&row.shot()).map_or(&[][..], Vec::as_slice);
            let mut view = self.clip_view(row, &shot, clip, takes, project)?;
            if view.poster.is_none() {
                view.poster = made.panels.get(&row.shot()).map(|key| media_url(key));
            }
            view.estimate_cents = estimates.get(&row.shot()).copied();
            view.drawn = made.drawn.get(&row.shot()).map(|key| media_url(key));
            if !made.looks.is_empty()
                && let Some(lips) = project.lips_step(&makers, row, &shot)
                && let Some(look) = lips.faces.as_deref().and_then(|name| made.looks.get(name))
            {
                view.faces = self.faces_view(look, &lips)?;
            }
            views.push(view);
            shots.push(shot);
        }
        Ok((shots, views))
    }

    fn clip_view(
        &self,
        row: &ShotRow,
        shot: &Shot,
        clip: Option<&ArtifactRow>,
        takes: &[ArtifactRow],
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
            offers: Vec::new(),
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
