//! `studio backup`, `studio restore` and `studio verify`: the database first, the files after it. Files are added and never changed, so
//! that every file which the database names is in a backup that others went on working beside.

mod folder;

use crate::{cli::BackupArgs, settings::Storage};
use anyhow::{Context as _, bail};
use folder::{Manifest, Media, MediaFile, TABLES, digest_of};
use std::{path::Path, process::ExitCode};
use store::{
    Files, Store,
    backup::{dump, load},
    embedded::Embedded,
};

/// All that a project keeps lies below.
const PROJECTS: &str = "projects";

/// The database, and what has to live as long as it is used.
pub struct Database {
    pub url: String,
    own: Option<Embedded>,
}

impl Database {
    /// The one that the environment names, else the studio's own: the one that runs, where a studio is at work on this folder.
    pub async fn open(storage: &Storage) -> anyhow::Result<Self> {
        if let Some(url) = &storage.database_url {
            return Ok(Self { url: url.clone(), own: None });
        }
        if let Some(url) = Embedded::url_of_running(&storage.data) {
            return Ok(Self { url, own: None });
        }
        let own = Embedded::start(&storage.data).await?;
        Ok(Self { url: own.url(), own: Some(own) })
    }

    pub async fn close(self) -> anyhow::Result<()> {
        if let Some(own) = self.own {
            own.stop().await?;
        }
        Ok(())
    }
}

/// Writes a backup to a folder that does not exist yet.
pub async fn backup(args: &BackupArgs) -> anyhow::Result<ExitCode> {
    let (storage, to) = (Storage::from_environment(&args.data), args.folder.as_path());
    if to.exists() {
        bail!("{} exists already. Name a folder that does not, such as backups/2026-11-30", to.display());
    }
    let database = Database::open(&storage).await?;
    let saved = async { save(&database.url, &storage.files()?, to).await };
    let saved = saved.await;
    database.close().await?;
    println!("{}", saved?.words);
    println!(
        "The backup is in {}. It does not hold the sealing key: keep secret.key, or STUDIO_SECRET_KEY, elsewhere.",
        to.display()
    );
    Ok(ExitCode::SUCCESS)
}

/// What was written.
pub struct Saved {
    pub files: u64,
    pub bytes: u64,
    /// In one line.
    pub words: String,
}

/// Writes a backup of this database and these files to a folder. Half a backup has a name that ends in `.part`.
pub async fn save(url: &str, files: &Files, to: &Path) -> anyhow::Result<Saved> {
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let part = std::path::PathBuf::from(part);
    if part.exists() {
        std::fs::remove_dir_all(&part).with_context(|| format!("{} cannot be removed", part.display()))?;
    }
    std::fs::create_dir_all(&part).with_context(|| format!("{} cannot be made", part.display()))?;
    let dump = dump(url, &part.join(TABLES)).await?;
    let media = copy_media(files, &part).await?;
    let manifest = Manifest::new(dump, media);
    manifest.write(&part)?;
    std::fs::rename(&part, to).with_context(|| format!("{} cannot be made", to.display()))?;
    let media = &manifest.media.files;
    let bytes = media.iter().map(|file| file.bytes).chain(manifest.database.tables.iter().map(|table| table.bytes));
    Ok(Saved { files: media.len() as u64, bytes: bytes.sum(), words: manifest.words() })
}

async fn copy_media(files: &Files, to: &Path) -> anyhow::Result<Media> {
    let mut media = Media::default();
    for (key, _) in files.below(PROJECTS).await? {
        let target = to.join("media").join(&key);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder)?;
        }
        match files.get_to_file(&key, &target).await {
            Ok(()) => {}
            // A project that was deleted meanwhile takes its files along.
            Err(store::StoreError::NotFound) => continue,
            Err(error) => return Err(error.into()),
        }
        let (bytes, sha256) = digest_of(&target)?;
        media.files.push(MediaFile { key, bytes, sha256 });
    }
    media.files.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(media)
}

/// Fills an empty studio from a backup, after looking at every byte of it.
pub async fn restore(args: &BackupArgs) -> anyhow::Result<ExitCode> {
    let (storage, from) = (Storage::from_environment(&args.data), args.folder.as_path());
    let manifest = Manifest::read(from)?;
    let wrong = manifest.check(from);
    if !wrong.is_empty() {
        bail!("the backup is damaged, and nothing was restored:\n{}", wrong.join("\n"));
    }
    let files = storage.files()?;
    if !files.below(PROJECTS).await?.is_empty() {
        bail!(
            "there are films here already. A backup is restored into an empty studio only: choose another --data or STUDIO_MEDIA"
        );
    }
    let database = Database::open(&storage).await?;
    let restored = async {
        load(&database.url, &from.join(TABLES), &manifest.database).await?;
        for file in &manifest.media.files {
            // The store takes what it is given: it gets a copy.
            std::fs::create_dir_all(&storage.data)?;
            let copy = tempfile::Builder::new().tempfile_in(&storage.data)?;
            std::fs::copy(from.join("media").join(&file.key), copy.path())?;
            files.put_file(&file.key, copy.path()).await?;
        }
        missing(&database.url, files).await
    };
    let restored = restored.await;
    database.close().await?;
    let missing = restored?;
    println!("{}", manifest.words());
    if missing.is_empty() {
        println!("Everything is restored, and every file that the database names is there.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("These files are named by the database and were not in the backup:\n{}", missing.join("\n"));
    Ok(ExitCode::FAILURE)
}

/// The files that the database names and that are not there.
async fn missing(url: &str, files: Files) -> anyhow::Result<Vec<String>> {
    let store = Store::connect(url, files).await?;
    let mut missing = Vec::new();
    for key in store::artifacts::all_keys(&mut *store.conn().await?).await? {
        if !store.files().exists(&key).await? {
            missing.push(key);
        }
    }
    Ok(missing)
}

/// Looks at every byte of a backup, and, without one, at every file that the studio's database names.
pub async fn verify(args: &crate::cli::VerifyArgs) -> anyhow::Result<ExitCode> {
    let wrong = match &args.folder {
        Some(folder) => {
            let manifest = Manifest::read(folder)?;
            println!("{}", manifest.words());
            manifest.check(folder)
        }
        None => {
            let storage = Storage::from_environment(&args.data);
            let database = Database::open(&storage).await?;
            let missing = missing(&database.url, storage.files()?).await;
            database.close().await?;
            missing?.into_iter().map(|key| format!("{key} is missing")).collect()
        }
    };
    if wrong.is_empty() {
        println!("All is as it should be.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{}", wrong.join("\n"));
    Ok(ExitCode::FAILURE)
}
