//! The film: every clip that exists, in order, joined without encoding the picture again.

use super::handler::{Failed, Making, StepHandler};
use crate::clip_detail::ClipDetail;
use crate::media_paths::project_key;
use crate::outcome::Made;
use crate::{
    Error, Studio,
    brief::{self, Known, Project},
    outcome::Trouble,
};
use async_trait::async_trait;
use diesel_async::AsyncPgConnection;
use media::{Caption, FilmClip, FilmSpec, Format, Music};
use model::{ArtifactKind, ClipState, Happening, ModelChoice, Mood, MusicSpec, ProjectId, RunState};
use plan::fingerprint;
use providers::Catalogue;
use serde::Serialize;
use std::path::Path;
use store::{
    artifacts::{self, ArtifactRow, NewArtifact},
    events, projects, shots,
};
use uuid::Uuid;

/// The longest list of shots in a film's comment; of more, only their number is told.
const LISTED: usize = 40;

/// What the film's file says of itself: which shots are drafts, and who made the others.
fn about(catalogue: &Catalogue, clips: &[(ArtifactRow, ClipDetail, model::Shot)]) -> String {
    let mut by: Vec<(String, Vec<&str>)> = Vec::new();
    for (clip, _, shot) in clips {
        let is_draft = catalogue.provider(&clip.provider).is_some_and(|provider| provider.built_in);
        let who = if is_draft { "drafts drawn by the studio".to_owned() } else { filmed_by(catalogue, clip) };
        match by.iter_mut().find(|(other, _)| *other == who) {
            Some((_, shots)) => shots.push(&shot.number),
            None => by.push((who, vec![&shot.number])),
        }
    }
    let listed = |(who, shots): &(String, Vec<&str>)| match shots.len() {
        1 => format!(" Shot {}: {who}.", shots.join("")),
        2..=LISTED => format!(" Shots {}: {who}.", shots.join(", ")),
        more => format!(" {more} shots: {who}."),
    };
    let makers: String = by.iter().map(listed).collect();
    format!("Made with Director Studio; contains generated or draft material.{makers}")
}

fn filmed_by(catalogue: &Catalogue, clip: &ArtifactRow) -> String {
    let model = ModelChoice::new(&clip.provider, &clip.model);
    let known = catalogue.model(&model).is_some();
    let name = if known { catalogue.name(&model) } else { catalogue.label(&clip.provider).to_owned() };
    format!("generated with {name}")
}

/// What a film's row says where its music was composed for it.
const COMPOSED: &str = "composed";

/// What plays under the film; a film with the studio's own is named as it always was.
#[derive(Serialize)]
#[serde(untagged)]
enum Bed {
    Own(MusicSpec),
    /// The music's fingerprint and the key of its file.
    Composed(String, String),
}

/// Captions of the film, with the clips they lie in.
pub(crate) struct Timeline {
    pub(crate) clips: Vec<(artifacts::ArtifactRow, ClipDetail, model::Shot)>,
    pub(crate) complete: bool,
}

/// All clips, joined.
pub(super) struct Film;

#[async_trait]
impl StepHandler<Studio> for Film {
    fn kind(&self) -> &'static str {
        "film"
    }

    fn label(&self) -> &'static str {
        "Films joined"
    }

    fn doing(&self) -> &'static str {
        "joining the film"
    }

    fn clip_state(&self) -> ClipState {
        ClipState::Mixing
    }

    /// Which clips it joins is read when it runs.
    fn is_named_before(&self) -> bool {
        false
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        studio.make_film(making.lease.task.project(), making.scratch).await
    }

    async fn failed_without_clip(
        &self,
        studio: &Studio,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
    ) -> Result<(), Error> {
        let message = format!("The film could not be joined: {}", failed.failure.sentence);
        studio.set_run(conn, failed.lease.task.project(), RunState::Failed, Some(&message)).await
    }
}

impl Studio {
    /// The clips that the timeline holds, in order.
    pub(crate) async fn timeline(&self, project: ProjectId) -> Result<Timeline, Error> {
        let mut conn = self.store().conn().await?;
        let rows = shots::of_project(&mut conn, project).await?;
        let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.clip_id).collect();
        let mut found = artifacts::by_ids(&mut conn, &ids).await?;
        let complete = rows.iter().all(|row| row.clip_state() == ClipState::Done);
        let mut clips = Vec::with_capacity(ids.len());
        for row in &rows {
            if let Some(artifact) = row.clip_id.and_then(|id| found.remove(&id)) {
                let detail = serde_json::from_value(artifact.detail.clone())?;
                clips.push((artifact, detail, brief::shot(row)?));
            }
        }
        Ok(Timeline { clips, complete })
    }

    pub(super) async fn make_film(&self, id: ProjectId, scratch: &Path) -> Result<Made, Trouble> {
        let project = Project::read(projects::get(&mut *self.store().conn().await?, id).await?)?;
        let Timeline { clips, complete } = self.timeline(id).await?;
        let settings = &project.settings;
        let (width, height) = settings.size();
        let wanted = &project.head.music;
        let moods = || clips.iter().map(|(clip, _, shot)| (wanted.mood_of(shot), clip.seconds.unwrap_or_default()));
        let music = match self.composed(&project, moods()).await? {
            Some(score) => Some(Bed::Composed(score.fingerprint, score.file_key)),
            None => settings.music.then(|| {
                let shots: Vec<_> =
                    clips.iter().map(|(clip, _, shot)| (shot, clip.seconds.unwrap_or_default())).collect();
                Bed::Own(music_of(&project, &shots))
            }),
        };
        let inputs: Vec<&str> = clips.iter().map(|(clip, ..)| clip.fingerprint.as_str()).collect();
        let looks = (settings.captions, settings.burn_captions, &music, &project.row.title);
        let name = film_name(inputs, looks, if music.is_some() { wanted.gain_db } else { 0.0 });
        let existing = artifacts::find(&mut *self.store().conn().await?, id, name.as_str()).await?;
        if let Some(film) = existing {
            let seconds = film.seconds.unwrap_or_default();
            return Ok(Made::Film { artifact: Box::new(renewed(&film)), seconds, complete });
        }
        let captions = captions(&clips);
        let language = language_of(settings, &captions);
        let mut joined = Vec::with_capacity(clips.len());
        for (clip, detail, shot) in &clips {
            joined.push(FilmClip {
                clip: self.part(&clip.file_key, &format!("The clip of shot {}", shot.number), scratch).await?,
                stem: self.part(&detail.stem, &format!("The sound of shot {}", shot.number), scratch).await?,
                frames: detail.frames,
                speech: detail.lines.iter().map(|line| (line.start, line.end)).collect(),
                chapter: chapter(&project, shot),
            });
        }
        let composed = matches!(music, Some(Bed::Composed(..)));
        let music = match music {
            Some(Bed::Own(spec)) => Some(providers::music_player(&spec)),
            Some(Bed::Composed(_, key)) => {
                let wav = self.part(&key, "The composed music", scratch).await?;
                let opened = tokio::task::spawn_blocking(move || media::music_from(&wav)).await;
                Some(opened.map_err(anyhow::Error::from)?.map_err(Error::from)?)
            }
            None => None,
        };
        let music = music.map(|music| at_level(music, wanted.gain_db));
        let out = scratch.join("film.mp4");
        let spec = FilmSpec {
            clips: joined,
            format: Format { width, height, fps: settings.fps },
            music,
            captions: if settings.captions { captions } else { Vec::new() },
            burn: settings.burn_captions,
            title: project.row.title.clone(),
            comment: about(self.registry().catalogue(), &clips),
        };
        let numbers: Vec<&str> = clips.iter().map(|(.., shot)| shot.number.as_str()).collect();
        let made = self.join(id, spec, &numbers, language, &out, scratch).await?;
        let artifact = artifacts::new_id();
        let key = project_key(id, &format!("films/{artifact}.mp4"));
        let bytes = self.store().files().put_file(&key, &out).await?;
        let studio = ModelChoice::new("studio", "film-1");
        let new = NewArtifact {
            id: artifact,
            project_id: id.0,
            shot_id: None,
            kind: ArtifactKind::Film.key(),
            fingerprint: name.to_string(),
            file_key: key,
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            seconds: Some(made.seconds),
            provider: studio.provider,
            model: studio.model,
            cost_cents: 0,
            detail: serde_json::json!({
                "loudness_lufs": made.loudness_lufs, "true_peak_dbtp": made.true_peak_dbtp, COMPOSED: composed,
            }),
        };
        Ok(Made::Film { artifact: Box::new(new), seconds: made.seconds, complete })
    }

    /// The music that was composed for these clips, where there is any.
    async fn composed(
        &self,
        project: &Project,
        clips: impl Iterator<Item = (Mood, f64)>,
    ) -> Result<Option<ArtifactRow>, Error> {
        let Some(step) = plan::score_step(&project.brief(&Known(self.registry())), clips) else { return Ok(None) };
        let mut conn = self.store().conn().await?;
        Ok(artifacts::find(&mut conn, project.row.project(), step.fingerprint.as_str()).await?)
    }

    pub(crate) async fn commit_film(
        &self,
        conn: &mut AsyncPgConnection,
        id: ProjectId,
        film: NewArtifact,
        seconds: f64,
        complete: bool,
    ) -> Result<(), Error> {
        let film = artifacts::insert(conn, film).await?;
        // While a film is made, nothing is said of the run but why its music could not be composed.
        let own = film.detail.get(COMPOSED) != Some(&true.into());
        let row = projects::get(conn, id).await?;
        let silent = row.message.filter(|_| own);
        projects::set_film(conn, id, film.id).await?;
        events::append(conn, id, &[Happening::Film { seconds }]).await?;
        if shots::next_to_make(conn, id, row.only_shots.as_deref()).await?.is_some() {
            // A shot changed while the clips were joined: its own film follows.
            return Ok(());
        }
        let counts = shots::counts(conn, id).await?;
        // Where only some shots were to be filmed, others may be out of date and yet have not failed.
        if complete || counts.failed == 0 {
            return self.set_run(conn, id, RunState::Done, silent.as_deref()).await;
        }
        let message = format!(
            "{} of {} shots failed. Retry them, or keep the film with their stand-ins.",
            counts.failed, counts.total
        );
        let message = [message].into_iter().chain(silent).collect::<Vec<_>>().join(" ");
        self.set_run(conn, id, RunState::DoneWithFailures, Some(&message)).await
    }
}

/// What a film is named; one whose music is as loud as the studio makes it is named as it always was.
fn film_name(inputs: Vec<&str>, looks: impl Serialize, gain_db: f64) -> plan::Fingerprint {
    match gain_db {
        0.0 => fingerprint("film", media::FILM_VERSION, &(inputs, looks)),
        gain_db => fingerprint("film", media::FILM_VERSION, &(inputs, looks, gain_db)),
    }
}

/// The same music, louder or softer by so many dB.
fn at_level(music: Music, gain_db: f64) -> Music {
    if gain_db == 0.0 {
        return music;
    }
    let factor = 10f64.powf(gain_db / 20.0) as f32;
    Box::new(move || {
        let mut play = music();
        Box::new(move |samples: &mut [f32]| {
            play(samples);
            samples.iter_mut().for_each(|sample| *sample *= factor);
        })
    })
}

/// The captions of a film's clips, in the film's time.
pub(crate) fn captions(clips: &[(artifacts::ArtifactRow, ClipDetail, model::Shot)]) -> Vec<Caption> {
    let mut at = 0.0;
    let mut captions = Vec::new();
    for (clip, detail, _) in clips {
        captions.extend(detail.lines.iter().map(|line| Caption {
            start: at + line.start,
            end: at + line.end,
            speaker: Some(line.speaker.clone()).filter(|name| !name.is_empty()),
            text: line.text.clone(),
            words: line.words.clone(),
        }));
        at += clip.seconds.unwrap_or_default();
    }
    captions
}

/// The language that most of the film is spoken in, as a tag; `None` where nobody speaks.
pub(crate) fn language_of(settings: &model::ProjectSettings, captions: &[Caption]) -> Option<String> {
    let said: Vec<&str> = captions.iter().map(|caption| caption.text.as_str()).collect();
    let wanted = settings.language.as_deref().unwrap_or("en");
    let heard = spoken::engine_language(&said.join("\n"), wanted).unwrap_or("en");
    (!said.is_empty()).then(|| heard.to_owned())
}

fn chapter(project: &Project, shot: &model::Shot) -> String {
    let scene = project.head.scene(&shot.scene);
    scene.and_then(|scene| scene.heading.clone()).unwrap_or_else(|| format!("Scene {}", shot.scene))
}

/// The studio's own music. The seed is the title's: the same film keeps its tune.
fn music_of(project: &Project, shots: &[(&model::Shot, f64)]) -> MusicSpec {
    let name = fingerprint("music", 0, &project.row.title);
    let seed = name.as_str().get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default();
    if project.settings.sound_design.is_plain() {
        let wanted = &project.head.music;
        return MusicSpec::of_moods(plan::joined_moods(shots.iter().map(|(shot, s)| (wanted.mood_of(shot), *s))), seed);
    }
    let passages = plan::passages(&project.head.music, shots);
    let moods = plan::joined_moods(passages.iter().map(|passage| (passage.mood, passage.seconds)));
    MusicSpec { moods, seed, passages, instruments: providers::instruments() }
}

/// The row of a film that exists, as if it were new: committing it puts it back into its place.
fn renewed(film: &artifacts::ArtifactRow) -> NewArtifact {
    NewArtifact {
        id: film.id,
        project_id: film.project_id,
        shot_id: None,
        kind: ArtifactKind::Film.key(),
        fingerprint: film.fingerprint.clone(),
        file_key: film.file_key.clone(),
        bytes: film.bytes,
        seconds: film.seconds,
        provider: film.provider.clone(),
        model: film.model.clone(),
        cost_cents: film.cost_cents,
        detail: film.detail.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_whose_music_is_as_loud_as_ever_is_named_as_ever_and_another_level_is_another_film() {
        let as_ever = fingerprint("film", media::FILM_VERSION, &(vec!["a"], "looks"));
        assert_eq!(film_name(vec!["a"], "looks", 0.0), as_ever);
        assert_ne!(film_name(vec!["a"], "looks", -6.0), as_ever);
    }

    #[test]
    fn music_at_another_level_is_the_same_music_louder_or_softer() {
        let flat: Music = Box::new(|| Box::new(|samples: &mut [f32]| samples.fill(0.5)));
        let mut samples = [0.0; 4];
        at_level(flat, -6.0206)()(&mut samples);
        assert!(samples.iter().all(|sample| (sample - 0.25).abs() < 1e-4), "{samples:?}");
    }

    #[test]
    fn a_film_with_the_studios_own_music_is_named_as_before_others_could_compose() {
        let spec = MusicSpec::of_moods(vec![(Mood::Sad, 4.25), (Mood::Warm, 2.0)], 7);
        let name = fingerprint("film", 3, &Some(&spec));
        assert_eq!(fingerprint("film", 3, &Some(Bed::Own(spec.clone()))), name);
        assert_eq!(fingerprint("film", 3, &None::<Bed>), fingerprint("film", 3, &None::<MusicSpec>));
    }
}
