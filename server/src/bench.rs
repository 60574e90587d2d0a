//! `studio bench`: the budgets of docs/BUDGETS.md, each beside its limit, measured in one run on this machine.

mod claims;
mod load;
mod reading;
mod scale;
mod shooting;
mod usage;

use crate::{cli::BenchArgs, house::House, settings::Storage};
use model::{
    Command, Happening, ProjectId, RunState, UserId,
    view::{NewProject, ProjectView},
};
use pipeline::Studio;
use std::{fmt::Write as _, path::Path};

/// The figures, as the rows of a table.
#[derive(Default)]
pub struct Table(String);

impl Table {
    /// `held` is `None` where a figure has no limit of its own.
    pub fn row(&mut self, what: &str, measured: String, limit: &str, held: Option<bool>) {
        let mark = match held {
            Some(true) => "held",
            Some(false) => "MISSED",
            None => "",
        };
        println!("{what:<58} {measured:>16}   {limit:<14} {mark}");
        let _ = writeln!(self.0, "| {what} | {measured} | {limit} | {mark} |");
    }
}

pub async fn bench(args: BenchArgs) -> anyhow::Result<()> {
    let mut table = Table::default();
    if !args.claims.is_empty() {
        return claims_alone(&mut table, &args.claims).await;
    }
    reading::measure(&mut table);
    load::bundle(&mut table, &args.site);
    let data = std::env::temp_dir().join(format!("studio-bench-{}", ProjectId::new()));
    std::fs::create_dir_all(&data)?;
    let done = measure(&mut table, &args, &data).await;
    std::fs::remove_dir_all(&data)?;
    println!("\n| what | measured | limit | |\n|---|---|---|---|\n{}", table.0);
    done
}

/// On a Postgres of its own, or on the one that `DATABASE_URL` names, which must be for this alone.
async fn claims_alone(table: &mut Table, workers: &[usize]) -> anyhow::Result<()> {
    let data = tempfile::tempdir()?;
    let storage = Storage::from_environment(data.path());
    let database = crate::backup::Database::open(&storage).await?;
    let files = store::Files::local(&data.path().join("media"))?;
    let done = async {
        store::Store::connect(&database.url, files.clone()).await?.migrate().await?;
        claims::measure(table, &database.url, files, workers).await
    };
    let done = done.await;
    database.close().await?;
    println!("\n| what | measured | limit | |\n|---|---|---|---|\n{}", table.0);
    done
}

async fn measure(table: &mut Table, args: &BenchArgs, data: &Path) -> anyhow::Result<()> {
    load::idle(table, &data.join("idle"), &args.site).await?;
    let storage = Storage { data: data.join("films"), database_url: None, media: None, catalogue: None, voices: None };
    let house = House::open(&storage).await?;
    let done = async {
        let who = house.studio.database().local_person().await?;
        shooting::measure(table, &house.studio, who).await?;
        load::measure(table, &house.studio, args).await
    };
    let done = done.await;
    house.close().await?;
    done
}

/// A screenplay of that many shots: each a line of action and a line of dialogue, in one of a few places.
fn screenplay(shots: usize) -> String {
    const PLACES: [&str; 6] = ["INT. KITCHEN", "EXT. STREET", "INT. OFFICE", "EXT. PARK", "INT. TRAIN", "EXT. BEACH"];
    let mut text = String::from("Title: Bench\n\n");
    for shot in 0..shots {
        if shot % 4 == 0 {
            let place = PLACES.get(shot / 4 % PLACES.len()).unwrap_or(&"INT. ROOM");
            let _ = write!(text, "{place} - DAY\n\n");
        }
        let (who, other) = if shot % 2 == 0 { ("ANNA", "BEN") } else { ("BEN", "ANNA") };
        let _ = write!(
            text,
            "{who} looks at {other} and lifts cup number {shot}.\n\n{who}\nThis is line number {shot}.\n\n"
        );
    }
    text
}

async fn new_film(
    studio: &Studio,
    who: UserId,
    shots: usize,
    settings: model::ProjectSettings,
) -> anyhow::Result<ProjectId> {
    let new = NewProject { title: format!("Bench {shots}"), script: screenplay(shots), settings };
    Ok(studio.create_project(who, new).await?)
}

/// Starts the film and waits until it is there.
async fn shoot(studio: &Studio, who: UserId, id: ProjectId) -> anyhow::Result<ProjectView> {
    studio.command(who, id, Command::Start).await?;
    finish(studio, who, id).await
}

/// Waits, by the film's own news, until it is there.
async fn finish(studio: &Studio, who: UserId, id: ProjectId) -> anyhow::Result<ProjectView> {
    let mut news = studio.subscribe(who, id).await?;
    loop {
        let view = studio.project(who, id).await?;
        match view.card.state {
            RunState::Done => return Ok(view),
            RunState::Filming => while !matches!(news.recv().await?.what, Happening::Run { .. }) {},
            other => anyhow::bail!("the film ended as {other:?}"),
        }
    }
}

/// The value below which the given share of the (sorted) values lies.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = ((sorted.len() as f64 * share).ceil() as usize).saturating_sub(1);
    sorted.get(at).or(sorted.last()).copied().unwrap_or_default()
}
