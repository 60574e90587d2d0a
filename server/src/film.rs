//! `studio film`: a script in, a film out, with no account and no server.

mod progress;

use crate::{
    cli::FilmArgs,
    house::{self, House},
    inspect::{self, clock},
    serve::asked_to_stop,
    settings::Storage,
};
use anyhow::{Context as _, anyhow, bail};
use media::Tools;
use model::{
    Aspect, ClipState, Command, Event, Happening, ModelChoice, ProjectId, ProjectSettings, Resolution, RunState,
    StylePreset, UserId,
    view::{NewProject, ProjectView},
};
use pipeline::Studio;
use progress::Progress;
use providers::{Kind, Registry};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::broadcast::error::RecvError;

/// The exit status when the film is made, and some of its shots failed.
const WITH_FAILURES: u8 = 3;
/// The exit status when no film was made.
pub const NOT_MADE: u8 = 4;
/// How often to look at the film when nothing is heard of it.
const LOOK: Duration = Duration::from_secs(2);
/// How long the database may be away while a film is made.
const PATIENCE: Duration = Duration::from_secs(60);

/// What `--json` ends with.
#[derive(Serialize)]
struct Made {
    film: String,
    /// The film's length.
    seconds: f64,
    scenes: usize,
    shots: usize,
    clips: usize,
    failed: usize,
    lines: usize,
    cues: usize,
    /// In US dollars.
    cost: f64,
    wall_seconds: f64,
    /// Seconds per stage of this run.
    stages: BTreeMap<&'static str, f64>,
}

pub async fn film(args: Box<FilmArgs>) -> anyhow::Result<ExitCode> {
    let begin = Instant::now();
    let play = inspect::read(&args.script).await?;
    let storage = Storage::from_environment(&args.data);
    let settings = settings(&args, &house::registry(&storage, Tools::find()?)?)?;
    let reading = begin.elapsed();
    check_output(&args.output)?;
    let stem = args.script.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let title = match (&args.title, play.title.trim()) {
        (Some(title), _) => title.clone(),
        (None, "") => stem,
        (None, title) => title.to_owned(),
    };
    let new = NewProject { title, script: play.text, settings };
    let house = House::open(&storage).await?;
    let opened = begin.elapsed();
    let progress = Progress::new(args.json);
    let made = tokio::select! {
        made = run(&house.studio, new, &args, &progress) => made,
        () = asked_to_stop() => Err(anyhow!("stopped. What is made is kept: run the same command again to go on")),
    };
    progress.end();
    let stages = progress.stages();
    let closed = house.close().await;
    let view = made?;
    closed?;
    report(&args, &view, begin, [("reading", reading), ("opening", opened - reading)], stages)
}

/// Films the project and puts the film into its place.
async fn run(studio: &Studio, new: NewProject, args: &FilmArgs, progress: &Progress) -> anyhow::Result<ProjectView> {
    let who = studio.database().local_person().await?;
    let key = hex::encode(Sha256::digest(serde_json::to_vec(&(&new.title, &new.script, &new.settings))?));
    let id = studio.local_project(who, new, &key).await?;
    let view = watch(studio, who, id, progress).await?;
    let begin = Instant::now();
    let (file, _) = studio.film_file(who, id).await?;
    let scratch = args.data.join("scratch");
    let from = studio.files().fetch(&file, &scratch).await?;
    let part = args.output.with_extension("part");
    tokio::fs::copy(&from, &part).await.with_context(|| format!("{} cannot be written", part.display()))?;
    tokio::fs::rename(&part, &args.output).await?;
    progress.add("copying", begin.elapsed());
    Ok(view)
}

/// Starts the film, or goes on with it, and waits until it has ended one way or the other.
async fn watch(studio: &Studio, who: UserId, id: ProjectId, progress: &Progress) -> anyhow::Result<ProjectView> {
    let mut news = studio.subscribe(who, id).await?;
    let mut view = studio.project(who, id).await?;
    let finished =
        |view: &ProjectView| view.card.state == RunState::Done && view.film.as_ref().is_some_and(|f| !f.stale);
    if finished(&view) {
        return Ok(view);
    }
    patiently(studio, who, id, Command::Start).await?;
    if view.card.state == RunState::DoneWithFailures {
        patiently(studio, who, id, Command::RetryFailed).await?;
    }
    progress.begin(view.list.shots.len(), view.progress.done);
    let mut silence = Instant::now();
    loop {
        let heard = tokio::time::timeout(LOOK, news.recv()).await;
        let look = match heard {
            Ok(Ok(event)) => progress.hear(&event) || ends(&event),
            // Too slow, or nothing heard: look for ourselves.
            Ok(Err(RecvError::Lagged(_))) | Err(_) => true,
            Ok(Err(RecvError::Closed)) => bail!("the studio stopped"),
        };
        if !look {
            continue;
        }
        view = match studio.project(who, id).await {
            Ok(view) => view,
            // The database may be starting again: what was made is kept, and the film goes on.
            Err(error @ (pipeline::Error::Internal(_) | pipeline::Error::Busy(..))) if silence.elapsed() < PATIENCE => {
                tracing::warn!("the film cannot be looked at: {}", error.detail());
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        silence = Instant::now();
        match view.card.state {
            RunState::Done | RunState::DoneWithFailures if view.film.is_some() => return Ok(view),
            RunState::Filming | RunState::Done | RunState::DoneWithFailures => {}
            RunState::Failed | RunState::Paused | RunState::Cancelled | RunState::Draft => {
                bail!("{}", why(studio, who, id, &view).await)
            }
        }
    }
}

/// Gives the command, again while the database is busy: another process may hold the film, and may have stopped in the midst of it.
async fn patiently(studio: &Studio, who: UserId, id: ProjectId, command: Command) -> Result<(), pipeline::Error> {
    let begin = Instant::now();
    loop {
        match studio.command(who, id, command.clone()).await {
            Err(error @ pipeline::Error::Busy(..)) if begin.elapsed() < PATIENCE => {
                tracing::warn!("the film waits to begin: {}", error.detail());
                tokio::time::sleep(LOOK).await;
            }
            done => return done.map(drop),
        }
    }
}

fn ends(event: &Arc<Event>) -> bool {
    matches!(event.what, Happening::Run { .. } | Happening::Film { .. })
}

/// The last sentence that was said about a film that stopped.
async fn why(studio: &Studio, who: UserId, id: ProjectId, view: &ProjectView) -> String {
    let events = studio.events(who, id, view.last_seq.saturating_sub(200)).await.unwrap_or_default();
    let said = events.iter().rev().find_map(|event| match &event.what {
        Happening::Run { message: Some(message), .. } => Some(message.clone()),
        _ => None,
    });
    let clip = view.clips.iter().find(|clip| clip.state == ClipState::Failed).and_then(|clip| clip.message.clone());
    said.or(clip).unwrap_or_else(|| format!("no film was made; it is in the state “{}”", view.card.state))
}

fn report(
    args: &FilmArgs,
    view: &ProjectView,
    begin: Instant,
    before: [(&'static str, Duration); 2],
    mut stages: BTreeMap<&'static str, f64>,
) -> anyhow::Result<ExitCode> {
    for (name, time) in before {
        stages.insert(name, time.as_secs_f64());
    }
    let shots = &view.list.shots;
    let failed: Vec<_> = view.clips.iter().filter(|clip| clip.state == ClipState::Failed).collect();
    let made = Made {
        film: args.output.display().to_string(),
        seconds: view.film.as_ref().map_or(view.card.seconds, |film| film.seconds),
        scenes: view.list.scenes.len(),
        shots: shots.len(),
        clips: view.clips.iter().filter(|clip| clip.state == ClipState::Done).count(),
        failed: failed.len(),
        lines: shots.iter().map(|shot| shot.lines.len()).sum(),
        cues: shots.iter().map(|shot| shot.cues.len()).sum(),
        cost: view.card.cost_cents as f64 / 100.0,
        wall_seconds: begin.elapsed().as_secs_f64(),
        stages,
    };
    // Such as why its music could not be composed.
    if view.card.state == RunState::Done && view.progress.doing != RunState::Done.label() {
        eprintln!("{}", view.progress.doing);
    }
    for clip in &failed {
        eprintln!("Shot {} failed: {}", clip.number, clip.message.as_deref().unwrap_or("no reason was given"));
    }
    if args.json {
        println!("{}", serde_json::to_string(&made)?);
    } else {
        println!(
            "{}: {}, {} scenes, {} shots, {} lines, {} sounds; cost ${:.2}; made in {}, {:.1} × real time",
            made.film,
            clock(made.seconds),
            made.scenes,
            made.shots,
            made.lines,
            made.cues,
            made.cost,
            clock(made.wall_seconds),
            made.seconds / made.wall_seconds.max(0.001),
        );
    }
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(WITH_FAILURES) })
}

fn check_output(output: &Path) -> anyhow::Result<()> {
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        bail!("the folder {} does not exist; make it first", folder.display());
    }
    Ok(())
}

fn settings(args: &FilmArgs, makers: &Registry) -> anyhow::Result<ProjectSettings> {
    let one_of = |all: Vec<&str>| all.join(", ");
    let keys = |all: &[Aspect]| all.iter().map(|a| a.key()).collect::<Vec<_>>();
    let aspect = Aspect::from_key(&args.aspect)
        .ok_or_else(|| anyhow!("--aspect must be one of {}", one_of(keys(Aspect::ALL))))?;
    let resolution = Resolution::from_key(&args.resolution).ok_or_else(|| {
        anyhow!("--resolution must be one of {}", one_of(Resolution::ALL.iter().map(|r| r.key()).collect()))
    })?;
    let style = StylePreset::from_key(&args.style).ok_or_else(|| {
        anyhow!("--style must be one of {}", one_of(StylePreset::ALL.iter().map(|s| s.key()).collect()))
    })?;
    let budget_cents = match args.budget {
        Some(dollars) if !(0.0..=1e6).contains(&dollars) => bail!("--budget must be an amount in dollars, 0 or more"),
        budget => budget.map(|dollars| (dollars * 100.0).round() as i64),
    };
    Ok(ProjectSettings {
        aspect,
        resolution,
        style,
        narration: args.narration,
        burn_captions: args.burn_captions,
        music: !args.no_music,
        video: choice(makers, Kind::Video, &args.video, args.model.as_deref())?,
        speech: match &args.speech {
            Some(speech) => choice(makers, Kind::Speech, speech, None)?,
            None => makers.usual_speech(),
        },
        sound: choice(makers, Kind::Sound, &args.sound, None)?,
        composer: if_any(makers, Kind::Music, args.composer.as_deref())?,
        pictures: if_any(makers, Kind::Picture, args.pictures.as_deref())?,
        budget_cents,
        lips: if_any(makers, Kind::Lips, args.lips.as_deref())?,
        parallel: args.parallel.clamp(1, 3),
        ..ProjectSettings::default()
    })
}

/// As [`choice`]; nobody where nobody is named, or `none`.
fn if_any(makers: &Registry, kind: Kind, wanted: Option<&str>) -> anyhow::Result<Option<ModelChoice>> {
    wanted.filter(|name| *name != "none").map(|name| choice(makers, kind, name, None)).transpose()
}

/// `provider`, `provider/model`, or a provider with a model of its own.
fn choice(makers: &Registry, kind: Kind, wanted: &str, model: Option<&str>) -> anyhow::Result<ModelChoice> {
    let catalogue = makers.catalogue();
    let (provider, in_name) = wanted.split_once('/').map_or((wanted, None), |(p, m)| (p, Some(m)));
    let found = match model.or(in_name) {
        Some(model) => Some(ModelChoice::new(provider, model)).filter(|choice| catalogue.model(choice).is_some()),
        None => makers.default_model(provider, kind),
    };
    found.ok_or_else(|| {
        let known: Vec<String> = catalogue.models(kind).map(|(choice, _)| choice.key()).collect();
        anyhow!("there is no {wanted} to choose here. There are: {}", known.join(", "))
    })
}
