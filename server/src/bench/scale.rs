//! A film as long as a feature: what its pages weigh, how soon they are there, and what an edit takes.

use super::{Table, new_film, quantile};
use model::{Edit, ProjectId, ProjectSettings, ShotChange, ShotId, UserId};
use pipeline::Studio;
use reqwest::{Client, header::COOKIE};
use std::time::Instant;

const FEATURE: usize = 1_800;
const LONG: usize = 5_000;
const EDITS: usize = 10;

pub async fn measure(table: &mut Table, studio: &Studio, who: UserId, url: &str, cookie: &str) -> anyhow::Result<()> {
    let id = new_film(studio, who, FEATURE, ProjectSettings::default()).await?;
    let client = Client::new();
    for (name, path) in
        [("film", ""), ("script", "/script"), ("prompts", "/board"), ("editing room", "/edit"), ("export", "/export")]
    {
        let begin = Instant::now();
        let page = client.get(format!("{url}/projects/{id}{path}")).header(COOKIE, cookie).send().await?;
        let html = page.error_for_status()?.text().await?;
        let ms = begin.elapsed().as_secs_f64() * 1e3;
        let (kb, elements) = (html.len() as f64 / 1e3, elements(&html));
        table.row(
            &format!("{name} page of {FEATURE} shots: HTML, elements, time"),
            format!("{kb:.0} kB, {elements}, {ms:.0} ms"),
            "≤ 250 kB, 5,000",
            Some(kb <= 250.0 && elements <= 5_000),
        );
    }
    let short = edits(studio, who, new_film(studio, who, 100, ProjectSettings::default()).await?).await?;
    let long = edits(studio, who, new_film(studio, who, LONG, ProjectSettings::default()).await?).await?;
    table.row("an edit of a film of 100 shots", format!("{short:.0} ms"), "", None);
    table.row(&format!("an edit of a film of {LONG} shots"), format!("{long:.0} ms"), "", None);
    Ok(())
}

/// Tags that open something; a script in the page holds none.
fn elements(html: &str) -> usize {
    html.as_bytes().windows(2).filter(|two| matches!(two, [b'<', b'a'..=b'z'])).count()
}

/// The usual time of one edit, in milliseconds.
async fn edits(studio: &Studio, who: UserId, id: ProjectId) -> anyhow::Result<f64> {
    let shots: Vec<ShotId> = studio.project(who, id).await?.list.shots.iter().map(|shot| shot.id).collect();
    let mut times = Vec::new();
    for (n, shot) in shots.iter().step_by((shots.len() / EDITS).max(1)).enumerate() {
        let change = ShotChange { prompt: Some(format!("Another prompt, number {n}.")), ..ShotChange::default() };
        let begin = Instant::now();
        studio.edit(who, id, Edit::ChangeShot { shot: *shot, change: Box::new(change) }).await?;
        times.push(begin.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok(quantile(&times, 0.5))
}
