//! A project as one file, which another studio can open: its script, settings, prompt list and film.

mod directory;

use super::reply::Problem;
use anyhow::Context as _;
use axum::http::StatusCode;
use model::{Command, ModelChoice, ProjectId, ProjectSettings, UserId, limits, view::NewProject};
use pipeline::{Part, Studio};
use providers::Registry;
use serde::{Deserialize, Serialize};
use std::{
    collections::HashSet,
    fs::File,
    io::{Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The archive's shape; a newer one is refused. Version 1 held no parts.
const VERSION: u32 = 2;
/// The largest picture that is taken out of an archive, in bytes.
const MOST_PICTURE: u64 = 10_000_000;
/// The largest recording: stereo of 24 bits at 48 kHz, as long as a clip may be.
const MOST_RECORDING: u64 = limits::RECORDING_SECONDS as u64 * 48_000 * 6 + 1_000_000;

#[derive(Serialize, Deserialize)]
struct Manifest {
    version: u32,
    title: String,
    script: String,
    settings: ProjectSettings,
    /// What was filmed, spoken and made as a sound. Each file lies under [`Part::name`].
    #[serde(default)]
    parts: Vec<Part>,
    /// The names of the pictures that shots are filmed from. Each file lies under `pictures/`.
    #[serde(default)]
    pictures: Vec<String>,
    /// The names of the recordings that are heard in it. Each file lies under `recordings/`.
    #[serde(default)]
    recordings: Vec<String>,
}

/// Writes the archive into an unnamed file. Returns it, rewound, and the title.
pub async fn write(studio: &Studio, who: UserId, id: ProjectId) -> Result<(tokio::fs::File, String), Problem> {
    let view = studio.project(who, id).await?;
    // What is fetched from afar goes with this folder.
    let workshop = studio.workshop();
    let scratch =
        temporary_folder(&workshop).context("no room for temporary files").map_err(pipeline::Error::Internal)?;
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    let mut parts = Vec::new();
    for (part, key) in studio.parts(who, id).await? {
        files.push((part.name(), studio.files().fetch(&key, scratch.path()).await?));
        parts.push(part);
    }
    let mut pictures = Vec::new();
    for (name, key) in studio.pictures(who, id).await? {
        files.push((picture_file(&name), studio.files().fetch(&key, scratch.path()).await?));
        pictures.push(name);
    }
    let mut recordings = Vec::new();
    for (name, key) in studio.recordings(who, id).await? {
        files.push((recording_file(&name), studio.files().fetch(&key, scratch.path()).await?));
        recordings.push(name);
    }
    let manifest = Manifest {
        version: VERSION,
        title: view.card.title.clone(),
        script: view.script,
        settings: view.settings,
        parts,
        pictures,
        recordings,
    };
    let mut texts = vec![
        ("project.json", serde_json::to_vec_pretty(&manifest).map_err(pipeline::Error::from)?),
        ("prompts.json", studio.prompts_json(who, id).await?),
    ];
    if view.film.is_some() {
        texts.push(("captions.vtt", studio.captions_vtt(who, id).await?.into_bytes()));
        texts.push(("captions.srt", studio.captions_srt(who, id).await?.into_bytes()));
        let (key, _) = studio.film_file(who, id).await?;
        files.push(("film.mp4".to_owned(), studio.files().fetch(&key, scratch.path()).await?));
    }
    let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |about| about.len());
    studio.check_disk(files.iter().map(|(_, path)| size(path)).sum())?;
    let file = tokio::task::spawn_blocking(move || pack(&workshop, &texts, &files))
        .await
        .map_err(anyhow::Error::from)
        .and_then(|packed| packed)
        .map_err(pipeline::Error::Internal)?;
    drop(scratch);
    Ok((tokio::fs::File::from_std(file), view.card.title))
}

/// Where a picture lies in an archive.
fn picture_file(name: &str) -> String {
    format!("pictures/{name}")
}

/// Where a recording lies in an archive.
fn recording_file(name: &str) -> String {
    format!("recordings/{name}")
}

fn pack(workshop: &Path, texts: &[(&str, Vec<u8>)], files: &[(String, PathBuf)]) -> anyhow::Result<File> {
    let mut zip = ZipWriter::new(unnamed_file(workshop)?);
    for (name, bytes) in texts {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    // Films and sounds are compressed already.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
    for (name, path) in files {
        zip.start_file(name.as_str(), stored)?;
        std::io::copy(&mut File::open(path)?, &mut zip)?;
    }
    let mut file = zip.finish()?;
    file.rewind()?;
    Ok(file)
}

/// A file that is gone when it is closed, or its process is gone.
pub fn unnamed_file(workshop: &Path) -> anyhow::Result<File> {
    tempfile::tempfile_in(workshop).context("no room for a temporary file")
}

/// A folder that goes when it is dropped; by its name a killed process' is known.
pub(super) fn temporary_folder(workshop: &Path) -> std::io::Result<tempfile::TempDir> {
    // ffmpeg looks at what is in it, and may have another user, but not another group.
    let readable = std::os::unix::fs::PermissionsExt::from_mode(0o750);
    tempfile::Builder::new().prefix("archive-").permissions(readable).tempdir_in(workshop)
}

/// Makes a project of an archive that [`write`] made, here or elsewhere. Nothing of it stays when it cannot be opened whole.
pub async fn open(studio: &Studio, who: UserId, file: File) -> Result<ProjectId, Problem> {
    let bytes = file.metadata().map_err(|error| Problem::from(pipeline::Error::Internal(error.into())))?.len();
    studio.check_room(who, bytes).await?;
    let workshop = studio.workshop();
    let unpacked = tokio::task::spawn_blocking(move || unpack(&workshop, file))
        .await
        .map_err(|error| Problem::from(pipeline::Error::Internal(error.into())))?
        .map_err(|why| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, why))?;
    let Unpacked { title, script, settings, prompts, parts, pictures, recordings, folder } = unpacked;
    pipeline::check_texts(&settings).map_err(pipeline::Error::from)?;
    let free = costs_nothing(studio.registry(), &settings);
    let id = studio.take_in_project(who, NewProject { title, script, settings }).await?;
    let filled = async {
        // Before the list that names them. One that could not be filmed from is as if it were not there.
        for picture in pictures {
            let picture = tokio::fs::read(picture).await.map_err(anyhow::Error::from)?;
            match studio.keep_picture(who, id, picture).await {
                Ok(_) | Err(pipeline::Error::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        for recording in recordings {
            studio.take_in_recording(who, id, recording).await?;
        }
        studio.load_prompts(who, id, &prompts).await?;
        studio.take_in(who, id, parts).await
    };
    if let Err(error) = filled.await {
        studio.delete_project(who, id).await?;
        return Err(error.into());
    }
    drop(folder);
    // What costs nothing is made at once; what costs money waits for a person.
    if free {
        studio.command(who, id, Command::Start).await?;
    }
    Ok(id)
}

/// Nobody who may be asked to make anything of the film costs anything, whoever fails.
fn costs_nothing(registry: &Registry, settings: &ProjectSettings) -> bool {
    let free = |maker: &ModelChoice| registry.is_free(maker);
    let own = |maker: &ModelChoice| registry.catalogue().provider(&maker.provider).is_some_and(|entry| entry.built_in);
    let chains = [
        (&settings.video, &settings.fallbacks),
        (&settings.speech, &settings.speech_fallbacks),
        (&settings.sound, &settings.sound_fallbacks),
    ];
    // The studio's own makers hand over to nobody.
    let chained = chains.iter().all(|(wanted, others)| free(wanted) && (own(wanted) || others.iter().all(free)));
    let music = settings.composer.as_ref().filter(|_| settings.music);
    chained && music.into_iter().chain(&settings.pictures).all(free)
}

/// An archive's content; the files of its parts lie in a folder that goes with this.
struct Unpacked {
    title: String,
    script: String,
    settings: ProjectSettings,
    prompts: Vec<u8>,
    parts: Vec<(Part, PathBuf)>,
    pictures: Vec<PathBuf>,
    recordings: Vec<PathBuf>,
    folder: tempfile::TempDir,
}

fn unpack(workshop: &Path, mut file: File) -> Result<Unpacked, String> {
    let damaged = |why: &dyn std::fmt::Display| format!("This is not a studio's archive ({why}). Nothing was changed.");
    directory::check(&mut file).map_err(|why| damaged(&why))?;
    let mut zip = ZipArchive::new(file).map_err(|error| damaged(&error))?;
    if zip.has_overlapping_entries().map_err(|error| damaged(&error))? {
        return Err(damaged(&"some of its files share their bytes"));
    }
    let mut text = |name: &str| -> Result<Vec<u8>, String> {
        let entry = zip.by_name(name).map_err(|_| damaged(&format!("{name} is missing")))?;
        let mut bytes = Vec::new();
        let most = limits::JSON_BYTES;
        entry.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        if bytes.len() > most {
            return Err(damaged(&format!("{name} is larger than {} MB", most / 1_000_000)));
        }
        Ok(bytes)
    };
    let (manifest, prompts) = (text("project.json")?, text("prompts.json")?);
    let Manifest { version, title, script, settings, parts: listed, pictures: named, recordings: heard } =
        limits::read_json(&manifest).map_err(|error| damaged(&error))?;
    if version > VERSION {
        return Err("This archive was made by a newer studio. Update this one, then open it again.".to_owned());
    }
    let names = named.iter().chain(&heard).cloned();
    let different: HashSet<String> = listed.iter().map(Part::name).chain(names).collect();
    if different.len() < listed.len() + named.len() + heard.len() {
        return Err(damaged(&"it names a file twice"));
    }
    if listed.len() > limits::PARTS || !listed.iter().all(Part::is_sound) {
        return Err(damaged(&"its list of parts is not one of ours"));
    }
    if named.len() > limits::PICTURES || !named.iter().all(|name| model::is_picture(name)) {
        return Err(damaged(&"its list of pictures is not one of ours"));
    }
    if heard.len() > limits::RECORDINGS || !heard.iter().all(|name| model::is_recording(name)) {
        return Err(damaged(&"its list of recordings is not one of ours"));
    }
    let folder =
        temporary_folder(workshop).map_err(|error| format!("There is no room to open the archive: {error}."))?;
    let mut kept = |name: &str, file: String, most: u64| -> Result<PathBuf, String> {
        let entry = zip.by_name(&file).map_err(|_| damaged(&format!("{name} is missing")))?;
        if entry.compression() != CompressionMethod::Stored {
            return Err(damaged(&format!("{name} is packed")));
        }
        let path = folder.path().join(name);
        let copied = File::create(&path).and_then(|mut file| std::io::copy(&mut entry.take(most + 1), &mut file));
        copied.map_err(|error| damaged(&error))?;
        Ok(path)
    };
    let mut pictures = Vec::with_capacity(named.len());
    for name in &named {
        pictures.push(kept(name, picture_file(name), MOST_PICTURE)?);
    }
    let mut recordings = Vec::with_capacity(heard.len());
    for name in &heard {
        recordings.push(kept(name, recording_file(name), MOST_RECORDING)?);
    }
    let mut parts = Vec::with_capacity(listed.len());
    for part in listed {
        let name = part.name();
        let mut entry = zip.by_name(&name).map_err(|_| damaged(&format!("{name} is missing")))?;
        // Ours are stored as they are; a packed one could grow without bounds.
        if entry.compression() != CompressionMethod::Stored {
            return Err(damaged(&format!("{name} is packed")));
        }
        let path = folder.path().join(format!("{}.{}", part.fingerprint, part.extension));
        let copied = File::create(&path).and_then(|mut target| std::io::copy(&mut entry, &mut target));
        copied.map_err(|error| damaged(&error))?;
        parts.push((part, path));
    }
    Ok(Unpacked { title, script, settings, prompts, parts, pictures, recordings, folder })
}

#[cfg(test)]
mod tests;
