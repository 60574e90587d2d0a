//! Files through OpenDAL: a folder by default, S3 by configuration.

use crate::{StoreError, failpoint};
use chrono::{DateTime, Utc};
use futures::{StreamExt as _, TryStreamExt as _, stream::BoxStream};
use opendal::{
    Operator,
    layers::{RetryLayer, TimeoutLayer},
};
use std::{
    ops::Range,
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    time::SystemTime,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// What is sent to S3 at once, in bytes; S3 wants at least 5 MiB.
const PART: usize = 8 << 20;

/// Where takes, lines, clips and films are kept. Keys look like `projects/<id>/clips/<name>.mp4`.
#[derive(Clone)]
pub struct Files {
    operator: Operator,
    /// Set when the files are on this machine, so that ffmpeg can read them in place.
    root: Option<PathBuf>,
}

/// What a bucket is opened with.
pub(crate) struct S3Keys<'a> {
    pub(crate) access: &'a str,
    pub(crate) secret: &'a str,
    /// Of keys that are good for a while only.
    pub(crate) session: Option<&'a str>,
}

fn failed(key: &str, why: impl ToString) -> StoreError {
    StoreError::File { key: key.to_owned(), why: why.to_string() }
}

/// A key is a relative path without surprises.
fn checked(key: &str) -> Result<&str, StoreError> {
    let safe = !key.is_empty()
        && key.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && !key.contains(|c: char| c == '\\' || c.is_control());
    if safe { Ok(key) } else { Err(failed(key, "not a valid name for a file")) }
}

impl Files {
    /// Keeps files below `root`, which is made if need be.
    pub fn local(root: &Path) -> Result<Self, StoreError> {
        let name = root.to_string_lossy();
        std::fs::create_dir_all(root).map_err(|error| failed(&name, error))?;
        let root = root.canonicalize().map_err(|error| failed(&name, error))?;
        let builder = opendal::services::Fs::default().root(&root.to_string_lossy());
        let operator = Operator::new(builder).map_err(|error| failed(&name, error))?;
        Ok(Self { operator, root: Some(root) })
    }

    /// Keeps files in a bucket that speaks S3. `url` is `s3://bucket/prefix?endpoint=http://…&region=…`.
    pub fn s3(url: &str, access_key: &str, secret_key: &str) -> Result<Self, StoreError> {
        Self::s3_with(url, Some(S3Keys { access: access_key, secret: secret_key, session: None }))
    }

    /// The same; without keys, by the role that the machine has: web identity, a container's or a machine's own credentials, or AWS's
    /// own files.
    pub(crate) fn s3_with(url: &str, keys: Option<S3Keys<'_>>) -> Result<Self, StoreError> {
        let wrong = |why: &str| StoreError::Setting { name: "STUDIO_MEDIA", why: why.to_owned() };
        let parsed = url::Url::parse(url).map_err(|error| wrong(&error.to_string()))?;
        let bucket = parsed.host_str().filter(|bucket| !bucket.is_empty() && parsed.scheme() == "s3");
        let bucket = bucket.ok_or_else(|| wrong("an S3 address looks like s3://bucket/prefix?endpoint=…&region=…"))?;
        let option =
            |name: &str| parsed.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let mut builder = opendal::services::S3::default()
            .bucket(bucket)
            .root(parsed.path())
            .region(&option("region").unwrap_or_else(|| "us-east-1".to_owned()));
        if let Some(keys) = keys {
            builder = builder
                .access_key_id(keys.access)
                .secret_access_key(keys.secret)
                .disable_config_load()
                .disable_ec2_metadata();
            if let Some(session) = keys.session {
                builder = builder.session_token(session);
            }
        }
        if let Some(endpoint) = option("endpoint") {
            builder = builder.endpoint(&endpoint);
        }
        // Once per process; further calls change nothing.
        opendal::install_default();
        let operator = Operator::new(builder).map_err(|error| wrong(&error.to_string()))?;
        let operator = operator.layer(TimeoutLayer::new()).layer(RetryLayer::new().with_jitter());
        Ok(Self { operator, root: None })
    }

    /// Keeps `file` under `key`: on this machine written beside its place, synced, then renamed, so that a crash leaves either
    /// nothing or all of it. `file` may be gone afterwards. Returns its size in bytes.
    pub async fn put_file(&self, key: &str, file: &Path) -> Result<u64, StoreError> {
        let key = checked(key)?;
        let bytes = tokio::fs::metadata(file).await.map_err(|error| failed(key, error))?.len();
        let Some(root) = &self.root else {
            self.upload(key, file).await?;
            return Ok(bytes);
        };
        let (target, file, name) = (root.join(key), file.to_owned(), key.to_owned());
        tokio::task::spawn_blocking(move || move_durably(&file, &target).map_err(|error| failed(&name, error)))
            .await
            .map_err(|error| failed(key, error))??;
        Ok(bytes)
    }

    /// Keeps bytes under `key`.
    pub async fn put_bytes(&self, key: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        let key = checked(key)?;
        let Some(root) = &self.root else {
            self.operator.write(key, bytes).await.map_err(|error| failed(key, error))?;
            return Ok(());
        };
        let (target, name) = (root.join(key), key.to_owned());
        tokio::task::spawn_blocking(move || {
            let temporary = beside(&target)?;
            std::fs::write(&temporary, bytes)?;
            move_durably(&temporary, &target)
        })
        .await
        .map_err(|error| failed(key, error))?
        .map_err(|error| failed(&name, error))
    }

    /// In parts, so that a long film never is in memory as a whole.
    async fn upload(&self, key: &str, file: &Path) -> Result<(), StoreError> {
        let mut reader = tokio::fs::File::from_std(open_plain(file).map_err(|error| failed(key, error))?);
        let mut writer = self.operator.writer_with(key).chunk(PART).await.map_err(|error| failed(key, error))?;
        let sent: Result<(), String> = async {
            loop {
                let mut part = bytes::BytesMut::with_capacity(1 << 20);
                if reader.read_buf(&mut part).await.map_err(|error| error.to_string())? == 0 {
                    break;
                }
                writer.write(part.freeze()).await.map_err(|error| error.to_string())?;
            }
            writer.close().await.map(drop).map_err(|error| error.to_string())
        }
        .await;
        if sent.is_err() {
            // What was sent so far would be paid for and never seen.
            let _gone = writer.abort().await;
        }
        sent.map_err(|why| failed(key, why))
    }

    /// The file's place on this machine, when it is here.
    pub fn local_path(&self, key: &str) -> Option<PathBuf> {
        checked(key).ok().and(self.root.as_ref()).map(|root| root.join(key))
    }

    /// A path to read the file from: its own place, or a copy in `scratch`.
    pub async fn fetch(&self, key: &str, scratch: &Path) -> Result<PathBuf, StoreError> {
        let key = checked(key)?;
        if let Some(path) = self.local_path(key) {
            return Ok(path);
        }
        let target = scratch.join(key.replace('/', "_"));
        self.get_to_file(key, &target).await?;
        Ok(target)
    }

    /// Copies the file to `target`, which appears when it is whole.
    pub async fn get_to_file(&self, key: &str, target: &Path) -> Result<(), StoreError> {
        let size = self.size(key).await?;
        let temporary = beside(target).map_err(|error| failed(key, error))?;
        let copied: Result<(), StoreError> = async {
            let mut file = tokio::fs::File::create(&temporary).await.map_err(|error| failed(key, error))?;
            let mut parts = self.stream(key, 0..size).await?;
            while let Some(part) = parts.next().await {
                file.write_all(&part?).await.map_err(|error| failed(key, error))?;
            }
            file.flush().await.map_err(|error| failed(key, error))?;
            tokio::fs::rename(&temporary, target).await.map_err(|error| failed(key, error))
        }
        .await;
        if copied.is_err() {
            let _gone = tokio::fs::remove_file(&temporary).await;
        }
        copied
    }

    /// Bytes of a file as they come, for answers to HTTP range requests. `range` must lie within the file.
    pub async fn stream(
        &self,
        key: &str,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, Result<bytes::Bytes, StoreError>>, StoreError> {
        let key = checked(key)?.to_owned();
        let reader = self.operator.reader_with(&key).chunk(1 << 20).await.map_err(|error| self.lost(&key, error))?;
        let parts = reader.into_bytes_stream(range).await.map_err(|error| self.lost(&key, error))?;
        Ok(parts.map_err(move |error| failed(&key, error)).boxed())
    }

    /// Bytes `start..end` of a file.
    pub async fn read(&self, key: &str, start: u64, end: u64) -> Result<bytes::Bytes, StoreError> {
        let key = checked(key)?;
        let buffer = self.operator.read_with(key).range(start..end).await.map_err(|error| self.lost(key, error))?;
        Ok(buffer.to_bytes())
    }

    /// A whole file; for small ones.
    pub async fn read_all(&self, key: &str) -> Result<bytes::Bytes, StoreError> {
        let key = checked(key)?;
        Ok(self.operator.read(key).await.map_err(|error| self.lost(key, error))?.to_bytes())
    }

    /// The size in bytes; `NotFound` when there is no such file.
    pub async fn size(&self, key: &str) -> Result<u64, StoreError> {
        let key = checked(key)?;
        Ok(self.operator.stat(key).await.map_err(|error| self.lost(key, error))?.content_length())
    }

    pub async fn exists(&self, key: &str) -> Result<bool, StoreError> {
        match self.size(key).await {
            Ok(_) => Ok(true),
            Err(StoreError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The files of a folder that were last written before a time, each with its size in bytes. `folder` has no slash at its end.
    pub async fn older(&self, folder: &str, than: DateTime<Utc>) -> Result<Vec<(String, u64)>, StoreError> {
        let folder = checked(folder)?;
        let listed = self.operator.list(&format!("{folder}/")).await.map_err(|error| failed(folder, error))?;
        let mut old = Vec::new();
        for entry in listed.into_iter().filter(|entry| entry.metadata().is_file()) {
            let Ok(stat) = self.operator.stat(entry.path()).await else { continue };
            let written = stat.last_modified().map(|at| DateTime::<Utc>::from(SystemTime::from(at)));
            if written.is_some_and(|at| at < than) {
                old.push((entry.path().to_owned(), stat.content_length()));
            }
        }
        Ok(old)
    }

    /// The names of the folders in a folder, in no order; none where there is no such folder.
    pub async fn folders(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        let folder = checked(folder)?;
        let lost = |error| failed(folder, error);
        let mut entries = self.operator.lister(&format!("{folder}/")).await.map_err(lost)?;
        let mut names = Vec::new();
        while let Some(entry) = entries.try_next().await.map_err(lost)? {
            if entry.metadata().is_dir() && entry.path().trim_end_matches('/') != folder {
                names.push(entry.name().trim_end_matches('/').to_owned());
            }
        }
        Ok(names)
    }

    /// Every file below a folder, however deep, with when it was last written. One that goes meanwhile is left out.
    pub async fn below(&self, folder: &str) -> Result<Vec<(String, DateTime<Utc>)>, StoreError> {
        let folder = checked(folder)?;
        let lost = |error| failed(folder, error);
        let mut entries = self.operator.lister_with(&format!("{folder}/")).recursive(true).await.map_err(lost)?;
        let mut files = Vec::new();
        while let Some(entry) = entries.try_next().await.map_err(lost)? {
            if !entry.metadata().is_file() {
                continue;
            }
            let listed = entry.metadata().last_modified().map(|at| SystemTime::from(at).into());
            let written = match listed {
                Some(written) => Some(written),
                None => self.written(entry.path()).await?,
            };
            files.extend(written.map(|written| (entry.path().to_owned(), written)));
        }
        Ok(files)
    }

    /// When a file was last written; `None` when there is no such file.
    pub async fn written(&self, key: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        match self.operator.stat(checked(key)?).await {
            Ok(stat) => Ok(stat.last_modified().map(|at| SystemTime::from(at).into())),
            Err(error) if error.kind() == opendal::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(key, error)),
        }
    }

    /// Deletes a file; one that is not there is no error.
    pub async fn delete(&self, key: &str) -> Result<(), StoreError> {
        let key = checked(key)?;
        self.operator.delete(key).await.map_err(|error| failed(key, error))
    }

    /// Deletes everything whose key starts with `prefix` (a folder).
    pub async fn delete_all(&self, prefix: &str) -> Result<(), StoreError> {
        let folder = format!("{}/", checked(prefix)?);
        self.operator.delete_with(&folder).recursive(true).await.map_err(|error| failed(prefix, error))?;
        Ok(())
    }

    /// Copies a file under another key.
    pub async fn copy(&self, from: &str, to: &str) -> Result<(), StoreError> {
        let (from, to) = (checked(from)?, checked(to)?);
        self.operator.copy(from, to).await.map(drop).map_err(|error| self.lost(from, error))
    }

    fn lost(&self, key: &str, error: opendal::Error) -> StoreError {
        if error.kind() == opendal::ErrorKind::NotFound { StoreError::NotFound } else { failed(key, error) }
    }
}

/// A fresh name in the target's folder, which is made if need be.
fn beside(target: &Path) -> std::io::Result<PathBuf> {
    let folder = target.parent().unwrap_or(target);
    make_folder(folder)?;
    Ok(folder.join(format!(".{}.part", uuid::Uuid::now_v7())))
}

/// Makes a folder so that it outlives a power cut, with those above it.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let Some(parent) = folder.parent() else { return Ok(()) };
    make_folder(parent)?;
    match std::fs::create_dir(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    std::fs::File::open(if parent.as_os_str().is_empty() { Path::new(".") } else { parent })?.sync_all()
}

/// Opens a file that a tool may have made, and not what a link in its place names.
fn open_plain(file: &Path) -> std::io::Result<std::fs::File> {
    let no_links = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    let opened = std::fs::OpenOptions::new().read(true).custom_flags(no_links).open(file)?;
    let plain = opened.metadata()?.is_file();
    if plain { Ok(opened) } else { Err(std::io::Error::other("this is not a plain file")) }
}

fn move_durably(file: &Path, target: &Path) -> std::io::Result<()> {
    let temporary = beside(target)?;
    let mut made = open_plain(file)?;
    if std::fs::rename(file, &temporary).is_err() {
        // Another filesystem: only a copy crosses it.
        std::io::copy(&mut made, &mut std::fs::File::create_new(&temporary)?)?;
        std::fs::remove_file(file)?;
    }
    failpoint::pass("file.placed");
    let kept = open_plain(&temporary)?;
    let me = rustix::process::geteuid().as_raw();
    if kept.metadata()?.uid() != me {
        // The tool that made it must not change it any more.
        std::os::unix::fs::fchown(&kept, Some(me), None)?;
    }
    kept.sync_all()?;
    failpoint::pass("file.synced");
    std::fs::rename(&temporary, target)?;
    failpoint::pass("file.renamed");
    if let Some(folder) = target.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    failpoint::pass("file.kept");
    Ok(())
}
