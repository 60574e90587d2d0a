//! What lies in a backup's folder: `manifest.json`, `tables/*.copy` and `media/…`.

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{fs::File, io::Read as _, path::Path};
use store::backup::Dump;

const MANIFEST: &str = "manifest.json";
pub const TABLES: &str = "tables";

/// All that a backup holds, with digests of every file.
#[derive(Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the studio that made it.
    pub studio: String,
    pub database: Dump,
    pub media: Media,
}

#[derive(Default, Serialize, Deserialize)]
pub struct Media {
    pub files: Vec<MediaFile>,
}

#[derive(Serialize, Deserialize)]
pub struct MediaFile {
    pub key: String,
    pub bytes: u64,
    pub sha256: String,
}

/// A file's size, and its SHA-256 in hexadecimal digits.
pub fn digest_of(path: &Path) -> anyhow::Result<(u64, String)> {
    let mut file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let (mut digest, mut bytes, mut part) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut part)?;
        if read == 0 {
            return Ok((bytes, hex::encode(digest.finalize())));
        }
        digest.update(part.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}

impl Manifest {
    pub fn new(database: Dump, media: Media) -> Self {
        Self { studio: env!("CARGO_PKG_VERSION").to_owned(), database, media }
    }

    pub fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_vec_pretty(self)?;
        std::fs::write(folder.join(MANIFEST), text).with_context(|| format!("{} cannot be written", folder.display()))
    }

    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(MANIFEST);
        if !path.is_file() {
            bail!("{} is no backup: it has no {MANIFEST}", folder.display());
        }
        let text = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let manifest: Self =
            serde_json::from_slice(&text).with_context(|| format!("{} cannot be read", path.display()))?;
        // Names lead nowhere else, whoever wrote them.
        let plain = |name: &str| !name.starts_with('/') && !name.split('/').any(|part| matches!(part, "" | "." | ".."));
        let tables = manifest.database.tables.iter().map(|table| table.name.as_str());
        match tables.chain(manifest.media.files.iter().map(|file| file.key.as_str())).find(|name| !plain(name)) {
            Some(odd) => bail!("the backup names a file outside of itself: {odd}"),
            None => Ok(manifest),
        }
    }

    /// What is wrong with the files of the backup, in sentences.
    pub fn check(&self, folder: &Path) -> Vec<String> {
        let tables = self.database.tables.iter().map(|table| {
            (folder.join(TABLES).join(format!("{}.copy", table.name)), table.bytes, table.sha256.as_str())
        });
        let media = self
            .media
            .files
            .iter()
            .map(|file| (folder.join("media").join(&file.key), file.bytes, file.sha256.as_str()));
        let wrong = |(path, bytes, sha256): (std::path::PathBuf, u64, &str)| match digest_of(&path) {
            Ok((is, _)) if is != bytes => Some(format!("{} has {is} bytes and not {bytes}", path.display())),
            Ok((_, is)) if is != sha256 => Some(format!("{} was changed: its SHA-256 is another", path.display())),
            Ok(_) => None,
            Err(error) => Some(format!("{error:#}")),
        };
        tables.chain(media).filter_map(wrong).collect()
    }

    /// In one line.
    pub fn words(&self) -> String {
        let rows: u64 = self.database.tables.iter().map(|table| table.rows).sum();
        let bytes: u64 = self.media.files.iter().map(|file| file.bytes).sum();
        format!(
            "Studio {}: {} tables with {rows} rows, {} files of {:.1} MB.",
            self.studio,
            self.database.tables.len(),
            self.media.files.len(),
            bytes as f64 / 1e6
        )
    }
}
