//! A project as one file, which another studio can open: its script, settings, prompt list and film.

use super::reply::Problem;
use anyhow::Context as _;
use axum::http::StatusCode;
use model::{Command, ProjectId, ProjectSettings, UserId, view::NewProject};
use pipeline::Studio;
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::{Read as _, Seek as _, Write as _},
    path::PathBuf,
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The archive's shape; a newer one is refused.
const VERSION: u32 = 1;
/// The largest text that is taken out of an archive.
const LARGEST_TEXT: u64 = 64_000_000;

#[derive(Serialize, Deserialize)]
struct Manifest {
    version: u32,
    title: String,
    script: String,
    settings: ProjectSettings,
}

/// Writes the archive into an unnamed file. Returns it, rewound, and the title.
pub async fn write(studio: &Studio, who: UserId, id: ProjectId) -> Result<(tokio::fs::File, String), Problem> {
    let view = studio.project(who, id).await?;
    let manifest =
        Manifest { version: VERSION, title: view.card.title.clone(), script: view.script, settings: view.settings };
    let mut texts = vec![
        ("project.json", serde_json::to_vec_pretty(&manifest).map_err(pipeline::Error::from)?),
        ("prompts.json", studio.prompts_json(who, id).await?),
    ];
    let mut film: Option<PathBuf> = None;
    if view.film.is_some() {
        texts.push(("captions.vtt", studio.captions_vtt(who, id).await?.into_bytes()));
        texts.push(("captions.srt", studio.captions_srt(who, id).await?.into_bytes()));
        let (key, _) = studio.film_file(who, id).await?;
        film = Some(studio.files().fetch(&key, &std::env::temp_dir()).await?);
    }
    let file = tokio::task::spawn_blocking(move || pack(&texts, film))
        .await
        .map_err(anyhow::Error::from)
        .and_then(|packed| packed)
        .map_err(pipeline::Error::Internal)?;
    Ok((tokio::fs::File::from_std(file), view.card.title))
}

fn pack(texts: &[(&str, Vec<u8>)], film: Option<PathBuf>) -> anyhow::Result<File> {
    let mut zip = ZipWriter::new(unnamed_file()?);
    for (name, bytes) in texts {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    if let Some(film) = film {
        // A film is compressed already.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
        zip.start_file("film.mp4", options)?;
        std::io::copy(&mut File::open(&film)?, &mut zip)?;
    }
    let mut file = zip.finish()?;
    file.rewind()?;
    Ok(file)
}

/// A file that is gone when it is closed.
pub fn unnamed_file() -> anyhow::Result<File> {
    let path = std::env::temp_dir().join(format!("studio-{}", ProjectId::new()));
    let file =
        File::options().read(true).write(true).create_new(true).open(&path).context("no room for a temporary file")?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

/// Makes a project of an archive that [`write`] made, here or elsewhere.
pub async fn open(studio: &Studio, who: UserId, file: File) -> Result<ProjectId, Problem> {
    let (manifest, prompts) = tokio::task::spawn_blocking(move || unpack(file))
        .await
        .map_err(|error| Problem::from(pipeline::Error::Internal(error.into())))?
        .map_err(|why| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, why))?;
    let new = NewProject { title: manifest.title, script: manifest.script, settings: manifest.settings };
    let makers = [new.settings.video.clone(), new.settings.speech.clone(), new.settings.sound.clone()];
    let id = studio.create_project(who, new).await?;
    studio.load_prompts(who, id, &prompts).await?;
    // What costs nothing is made at once; what costs money waits for a person.
    if makers.iter().all(|maker| studio.registry().is_free(maker)) {
        studio.command(who, id, Command::Start).await?;
    }
    Ok(id)
}

fn unpack(file: File) -> Result<(Manifest, Vec<u8>), String> {
    let damaged = |why: &dyn std::fmt::Display| format!("This is not a studio's archive ({why}). Nothing was changed.");
    let mut zip = ZipArchive::new(file).map_err(|error| damaged(&error))?;
    let mut text = |name: &str| -> Result<Vec<u8>, String> {
        let entry = zip.by_name(name).map_err(|_| damaged(&format!("{name} is missing")))?;
        let mut bytes = Vec::new();
        entry.take(LARGEST_TEXT).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        Ok(bytes)
    };
    let (manifest, prompts) = (text("project.json")?, text("prompts.json")?);
    let manifest: Manifest = serde_json::from_slice(&manifest).map_err(|error| damaged(&error))?;
    if manifest.version > VERSION {
        return Err("This archive was made by a newer studio. Update this one, then open it again.".to_owned());
    }
    Ok((manifest, prompts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let manifest = Manifest {
            version: VERSION,
            title: "Ferry".to_owned(),
            script: "INT. SHIP - DAY".to_owned(),
            settings: ProjectSettings::default(),
        };
        let texts = [("project.json", serde_json::to_vec(&manifest).unwrap()), ("prompts.json", b"{}".to_vec())];
        let (again, prompts) = unpack(pack(&texts, None).unwrap()).unwrap();
        assert_eq!((again.title.as_str(), again.script.as_str()), ("Ferry", "INT. SHIP - DAY"));
        assert_eq!(prompts, b"{}");
    }

    #[test]
    fn a_file_that_is_no_archive_is_refused_with_a_sentence() {
        let mut file = unnamed_file().unwrap();
        file.write_all(b"not a zip").unwrap();
        let Err(why) = unpack(file) else { panic!("it was taken") };
        assert!(why.starts_with("This is not a studio's archive"), "{why}");
    }
}
