//! `studio board`: a script or an idea in, a storyboard out, with no account and no server.

use crate::{cli::BoardArgs, house::House, inspect, settings::Storage};
use anyhow::{Context as _, anyhow, bail};
use model::{
    ProjectId, ProjectSettings, UserId,
    view::{BoardPick, BoardView, NewIdea, NewProject, OptionsView},
};
use pipeline::Studio;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::{
    io::{BufRead as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

/// What `--json` ends with.
#[derive(Serialize)]
struct Made {
    project: ProjectId,
    title: String,
    scenes: usize,
    shots: usize,
    /// The steps that were run, in order.
    steps: Vec<Ran>,
    measures: Vec<(String, u8)>,
    problems: Vec<String>,
    /// Where copies of everything lie, where that was asked for.
    folder: Option<String>,
    wall_seconds: f64,
}

/// One step of this run.
#[derive(Clone, Serialize)]
struct Ran {
    step: String,
    state: String,
    done: usize,
    of: usize,
    /// How much of the run is done with it, 0 to 100.
    percent: usize,
    seconds: f64,
}

pub async fn board(args: BoardArgs) -> anyhow::Result<ExitCode> {
    let begin = Instant::now();
    let steps = range(&args)?;
    let storage = Storage::from_environment(&args.data);
    let house = House::open(&storage).await?;
    let made = run(&house.studio, &args, &steps, begin).await;
    let closed = house.close().await;
    let made = made?;
    closed?;
    if args.json {
        println!("{}", serde_json::to_string(&made)?);
    } else {
        let measures: Vec<String> =
            made.measures.iter().map(|(label, percent)| format!("{label} {percent} %")).collect();
        println!("{}: {} scenes, {} panels. {}.", made.title, made.scenes, made.shots, measures.join(", "));
        if let Some(folder) = &made.folder {
            println!("Everything lies in {folder}.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The keys of the steps from `--from` to `--to`, in their order.
fn range(args: &BoardArgs) -> anyhow::Result<Vec<&'static str>> {
    let all: Vec<&str> = pipeline::board_steps();
    let place = |key: &str| {
        all.iter()
            .position(|own| *own == key)
            .ok_or_else(|| anyhow!("there is no step {key}. There are: {}", all.join(", ")))
    };
    let from = args.from.as_deref().map_or(Ok(0), place)?;
    let to = args.to.as_deref().map_or(Ok(all.len().saturating_sub(1)), place)?;
    if from > to {
        bail!("--from comes after --to");
    }
    Ok(all.into_iter().skip(from).take(to - from + 1).collect())
}

async fn run(studio: &Studio, args: &BoardArgs, steps: &[&'static str], begin: Instant) -> anyhow::Result<Made> {
    let who = studio.database().local_person().await?;
    let id = project(studio, who, args).await?;
    let pick = BoardPick { most: 1, all: "everything".to_owned(), ..BoardPick::default() };
    if args.ask {
        for step in ["lore", "narrative"].into_iter().filter(|step| steps.contains(step)) {
            let view = studio.storyboard(who, id, &pick).await?;
            let options = if step == "lore" { &view.lore } else { &view.narrative };
            let option = asked(step, options)?;
            // Whoever is asked on the terminal sees what is chosen; a film that was never begun costs nothing yet.
            if let Some(offer) = studio.choose_option(who, id, step, option, None).await? {
                studio.choose_option(who, id, step, option, Some(offer.high_cents)).await?;
            }
        }
    }
    let mut view = studio.storyboard(who, id, &pick).await?;
    let mut ran: Vec<Ran> = Vec::with_capacity(steps.len());
    for (at, key) in steps.iter().enumerate() {
        let step_begin = Instant::now();
        match *key {
            "component-images" | "stage-images" => drop(studio.draw_components(who, id).await?),
            "shot-images" => drop(studio.board_rows(who, id).await?),
            _ => view = studio.storyboard(who, id, &pick).await?,
        }
        let Some(step) = view.steps.iter().find(|own| own.key == *key) else { continue };
        studio.keep_step(who, id, key).await?;
        let own = Ran {
            step: step.key.clone(),
            state: step.state.clone(),
            done: step.done,
            of: step.of,
            percent: (at + 1) * 100 / steps.len(),
            seconds: step_begin.elapsed().as_secs_f64(),
        };
        if !args.json {
            println!(
                "{:>3} %  {:<20} {} of {}, {} ({:.1} s)",
                own.percent, step.label, own.done, own.of, step.says, own.seconds
            );
        }
        ran.push(own);
    }
    let folder = match &args.output {
        Some(folder) => Some(copied(studio, id, &view, folder).await?.display().to_string()),
        None => None,
    };
    Ok(Made {
        project: id,
        title: view.title.clone(),
        scenes: view.index.len().max(view.scenes.len()),
        shots: view.total,
        steps: ran,
        measures: view.measures.iter().map(|own| (own.label.clone(), own.percent)).collect(),
        problems: view.problems.clone(),
        folder,
        wall_seconds: begin.elapsed().as_secs_f64(),
    })
}

/// The film that is boarded: the one that was made before of the same script or idea, or a new one.
async fn project(studio: &Studio, who: UserId, args: &BoardArgs) -> anyhow::Result<ProjectId> {
    let settings = ProjectSettings::default();
    let title = args.title.clone().unwrap_or_default();
    match (&args.script, &args.idea) {
        (Some(script), None) => {
            let play = inspect::read(script).await?;
            let stem = script.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let title = [title, play.title.trim().to_owned(), stem].into_iter().find(|own| !own.is_empty());
            let new = NewProject { title: title.unwrap_or_default(), script: play.text, settings };
            // As `studio film` names it, which then films this board.
            let key = hex::encode(Sha256::digest(serde_json::to_vec(&(&new.title, &new.script, &new.settings))?));
            Ok(studio.local_project(who, new, &key).await?)
        }
        (None, Some(idea)) => {
            let new = NewIdea { title, idea: idea.clone(), seconds: args.seconds, settings, ..NewIdea::default() };
            let key = hex::encode(Sha256::digest(serde_json::to_vec(&new)?));
            Ok(studio.local_from_idea(who, new, &key).await?)
        }
        _ => bail!("name a script, or give an idea with --idea"),
    }
}

/// Asks on the terminal; the first option where nothing is answered.
fn asked(step: &str, options: &OptionsView) -> anyhow::Result<u8> {
    eprintln!("\n{step}:");
    for (at, option) in options.options.iter().enumerate() {
        let look = if option.look.is_empty() { String::new() } else { format!(" ({})", option.look) };
        eprintln!("  {}. {}{look}\n     {}", at + 1, option.title, option.text.replace("\n\n", "\n     "));
    }
    eprint!("Which one? [1] ");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let number: usize = line.trim().parse().unwrap_or(1);
    u8::try_from(number.clamp(1, options.options.len().max(1)) - 1).context("no such option")
}

/// Copies what was made to a folder that carries the film's name, and its id, so that two of one name stay apart.
async fn copied(studio: &Studio, id: ProjectId, view: &BoardView, folder: &Path) -> anyhow::Result<PathBuf> {
    let plain: String = view.title.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).take(60).collect();
    let target = folder.join(format!("{plain}_{}", id.to_string().chars().take(8).collect::<String>()));
    let scratch = studio.workshop();
    for key in studio.board_files(id).await? {
        let Some(name) = key.strip_prefix(&format!("projects/{id}/")) else { continue };
        let to = target.join(name);
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
        }
        let from = studio.files().fetch(&key, &scratch).await?;
        std::fs::copy(from, &to).with_context(|| format!("{} cannot be written", to.display()))?;
    }
    Ok(target)
}
