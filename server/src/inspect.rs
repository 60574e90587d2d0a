//! `studio inspect`: what is understood of a script. No database, no clock, no network.

use crate::{cli::InspectArgs, script_reader};
use anyhow::Context as _;
use model::ProjectSettings;
use script::Screenplay;
use std::path::Path;

pub async fn inspect(args: &InspectArgs) -> anyhow::Result<()> {
    let play = read(&args.script).await?;
    let settings = ProjectSettings::default();
    let found = script::inspect(&play, &settings);
    if args.json {
        println!("{}", serde_json::to_string(&found)?);
        return Ok(());
    }
    let name = if found.title.is_empty() { args.script.display().to_string() } else { found.title.clone() };
    println!("{name} ({})", found.format);
    println!(
        "{} scenes, {} shots, {} characters, {} lines, {}",
        found.scenes.len(),
        found.shots.len(),
        found.characters.len(),
        found.dialogue.len(),
        clock(found.estimate.seconds)
    );
    for scene in &found.scenes {
        println!("\n{:>4}  {}", scene.number, scene.heading.as_deref().unwrap_or("(no heading)"));
        for shot in &scene.shots {
            println!("      {:<5} {:>4.1} s  {}", shot.number, shot.seconds, shot.prompt);
        }
    }
    for issue in &found.issues {
        let line = issue.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        println!("\n! {line}{}", issue.message);
    }
    Ok(())
}

/// Reads a script's file.
pub async fn read(path: &Path) -> anyhow::Result<Screenplay> {
    let bytes = std::fs::read(path).with_context(|| format!("the script {} cannot be read", path.display()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    // A PDF can be made to take any time and memory; all else is read here, in a process that does nothing else.
    if script::is_pdf(&bytes) {
        return Ok(script::read(&script_reader::read(&bytes, None).await?.text));
    }
    Ok(script::read_bytes(&bytes, name.as_deref())?)
}

/// Minutes and seconds.
pub fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}
