//! How fast films are made, joined and made again.

use super::{Table, finish, new_film, shoot, usage};
use model::{
    Command, Edit, Happening, LineChange, ModelChoice, ProjectId, ProjectSettings, UserId, view::ProjectChange,
};
use pipeline::Studio;
use std::{
    fs,
    path::PathBuf,
    process::{Command as Process, Stdio},
    time::Instant,
};

pub async fn measure(table: &mut Table, studio: &Studio, who: UserId) -> anyhow::Result<()> {
    let seconds = first_clip(studio, who, ProjectSettings::default()).await?;
    table.row("first clip playable after pressing start", format!("{seconds:.2} s"), "≤ 2 s", Some(seconds <= 2.0));
    let few = per_shot(studio, who, 12, ProjectSettings::default()).await?;
    table.row(
        "script to film, 12 shots, 720p",
        format!("{:.1} × real time", few.ratio),
        "≥ 8 ×",
        Some(few.ratio >= 8.0),
    );
    let peak = usage::Peak::watch();
    let many = per_shot(studio, who, 100, ProjectSettings::default()).await?;
    let memory = peak.end();
    table.row(
        "script to film, 100 shots, 720p",
        format!("{:.1} × real time", many.ratio),
        "≥ 8 ×",
        Some(many.ratio >= 8.0),
    );
    let growth = (many.wall_per_shot / few.wall_per_shot - 1.0) * 100.0;
    table.row("time per shot, 100 shots against 12", format!("{growth:+.0} %"), "± 10 %", Some(growth.abs() <= 10.0));
    table.row("memory while filming, ffmpeg included", format!("{memory:.0} MB"), "≤ 600 MB", Some(memory <= 600.0));
    natural(table, studio, who).await?;
    one_line(table, studio, who, &many).await?;
    join(table, studio, who, many.id).await?;
    overhead(table, studio, who, many.id).await
}

struct Run {
    id: ProjectId,
    ratio: f64,
    wall_per_shot: f64,
    cpu: f64,
}

async fn per_shot(studio: &Studio, who: UserId, shots: usize, settings: ProjectSettings) -> anyhow::Result<Run> {
    let (begin, cpu) = (Instant::now(), usage::cpu_seconds());
    let id = new_film(studio, who, shots, settings).await?;
    let view = shoot(studio, who, id).await?;
    let wall = begin.elapsed().as_secs_f64();
    let made = view.list.shots.len().max(1) as f64;
    Ok(Run { id, ratio: view.card.seconds / wall, wall_per_shot: wall / made, cpu: usage::cpu_seconds() - cpu })
}

/// From pressing start until the first clip can be played.
async fn first_clip(studio: &Studio, who: UserId, settings: ProjectSettings) -> anyhow::Result<f64> {
    let id = new_film(studio, who, 2, settings).await?;
    let mut news = studio.subscribe(who, id).await?;
    let begin = Instant::now();
    studio.command(who, id, Command::Start).await?;
    loop {
        if let Happening::Clip { state: model::ClipState::Done, .. } = news.recv().await?.what {
            break;
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    finish(studio, who, id).await?;
    Ok(seconds)
}

/// The same with the natural voices, where they are installed.
async fn natural(table: &mut Table, studio: &Studio, who: UserId) -> anyhow::Result<()> {
    let settings = studio.usual_settings();
    if settings.speech != ModelChoice::voices() {
        table.row("natural voices", "not installed".to_owned(), "", None);
        return Ok(());
    }
    let seconds = first_clip(studio, who, settings.clone()).await?;
    table.row("natural voices: first clip", format!("{seconds:.2} s"), "≤ 3 s", Some(seconds <= 3.0));
    let peak = usage::Peak::watch();
    let film = per_shot(studio, who, 24, settings).await?;
    let memory = peak.end();
    let ratio = format!("{:.1} × real time, {:.0} s of processor time", film.ratio, film.cpu);
    table.row("natural voices: script to film, 24 shots, 720p", ratio, "≥ 5 ×", Some(film.ratio >= 5.0));
    table.row("natural voices: memory while filming", format!("{memory:.0} MB"), "≤ 900 MB", Some(memory <= 900.0));
    Ok(())
}

/// One changed line in a long film costs little beside the film.
async fn one_line(table: &mut Table, studio: &Studio, who: UserId, run: &Run) -> anyhow::Result<()> {
    let view = studio.project(who, run.id).await?;
    let middle = view.list.shots.iter().skip(view.list.shots.len() / 2).find(|shot| !shot.lines.is_empty());
    let Some((shot, line)) = middle.and_then(|shot| Some((shot.id, shot.lines.first()?.id))) else { return Ok(()) };
    let (begin, cpu) = (Instant::now(), usage::cpu_seconds());
    let change = LineChange { text: Some("Another thing is said here.".to_owned()), ..LineChange::default() };
    studio.edit(who, run.id, Edit::ChangeLine { shot, line, change }).await?;
    shoot(studio, who, run.id).await?;
    let share = (usage::cpu_seconds() - cpu) / run.cpu * 100.0;
    let measured = format!("{share:.1} % ({:.1} s)", begin.elapsed().as_secs_f64());
    table.row("after one changed line, 100 shots: processor time", measured, "≤ 5 %", Some(share <= 5.0));
    Ok(())
}

/// Joining the film anew, beside ffmpeg's plain concatenation of the same clips.
async fn join(table: &mut Table, studio: &Studio, who: UserId, id: ProjectId) -> anyhow::Result<()> {
    let view = studio.project(who, id).await?;
    let place = |url: &String| url.strip_prefix("/media/").and_then(|key| studio.files().local_path(key));
    let clips: Vec<PathBuf> = view.clips.iter().filter_map(|clip| clip.video.as_ref()).filter_map(place).collect();
    let folder = std::env::temp_dir();
    let (list, out) = (folder.join(format!("{id}.txt")), folder.join(format!("{id}.mp4")));
    fs::write(&list, clips.iter().map(|clip| format!("file '{}'\n", clip.display())).collect::<String>())?;
    let begin = Instant::now();
    Process::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-y", "-f", "concat", "-safe", "0", "-i"])
        .arg(&list)
        .args(["-c", "copy"])
        .arg(&out)
        .stdin(Stdio::null())
        .status()?;
    let plain = begin.elapsed().as_secs_f64();
    fs::remove_file(&list)?;
    fs::remove_file(&out)?;
    let settings = ProjectSettings { captions: !view.settings.captions, ..view.settings };
    let begin = Instant::now();
    studio.update_project(who, id, ProjectChange { settings: Some(settings), ..ProjectChange::default() }).await?;
    shoot(studio, who, id).await?;
    let ours = begin.elapsed().as_secs_f64();
    table.row("joining 100 clips, sound mixed and levelled", format!("{ours:.2} s"), "", None);
    table.row("ffmpeg -f concat -c copy of the same clips", format!("{plain:.2} s"), "", None);
    Ok(())
}

/// A reconciled film with nothing to do: what the engine itself costs per shot.
async fn overhead(table: &mut Table, studio: &Studio, who: UserId, id: ProjectId) -> anyhow::Result<()> {
    let shots = studio.project(who, id).await?.list.shots.len().max(1);
    let begin = Instant::now();
    studio.command(who, id, Command::Start).await?;
    finish(studio, who, id).await?;
    let ms = begin.elapsed().as_secs_f64() * 1e3 / shots as f64;
    table.row("engine, per shot of a film with nothing to make", format!("{ms:.1} ms"), "≤ 20 ms", Some(ms <= 20.0));
    Ok(())
}
