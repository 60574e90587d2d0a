//! Files through OpenDAL: a folder by default, S3 by configuration.

use crate::StoreError;
use opendal::Operator;
use std::path::{Path, PathBuf};

/// Where takes, lines, clips and films are kept. Keys look like `projects/<id>/clips/<name>.mp4`.
#[derive(Clone)]
pub struct Files {
    operator: Operator,
    /// Set when the files are on this machine, so that ffmpeg can read them in place.
    root: Option<PathBuf>,
}

fn failed(key: &str, why: impl ToString) -> StoreError {
    StoreError::File { key: key.to_owned(), why: why.to_string() }
}

/// A key is a relative path without surprises.
fn checked(key: &str) -> Result<&str, StoreError> {
    let safe = !key.is_empty()
        && key.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && !key.contains(['\\', '\0']);
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

    /// Keeps files in a bucket that speaks S3. `url` is `s3://bucket/prefix?endpoint=http://…&region=…`; keys come from
    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
    pub fn s3(url: &str, access_key: &str, secret_key: &str) -> Result<Self, StoreError> {
        let rest =
            url.strip_prefix("s3://").ok_or_else(|| failed(url, "an S3 address looks like s3://bucket/prefix"))?;
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (bucket, prefix) = path.split_once('/').unwrap_or((path, ""));
        let option = |name: &str| {
            query
                .split('&')
                .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))
                .map(|(_, value)| value)
        };
        let mut builder = opendal::services::S3::default()
            .bucket(bucket)
            .root(prefix)
            .region(option("region").unwrap_or("us-east-1"))
            .access_key_id(access_key)
            .secret_access_key(secret_key)
            .disable_config_load();
        if let Some(endpoint) = option("endpoint") {
            builder = builder.endpoint(endpoint);
        }
        let operator = Operator::new(builder).map_err(|error| failed(url, error))?;
        Ok(Self { operator, root: None })
    }

    /// Keeps `file` under `key`: on this machine written beside its place, synced, then renamed, so that a crash leaves either
    /// nothing or all of it. `file` may be gone afterwards. Returns its size in bytes.
    pub async fn put_file(&self, key: &str, file: &Path) -> Result<u64, StoreError> {
        let key = checked(key)?;
        let bytes = tokio::fs::metadata(file).await.map_err(|error| failed(key, error))?.len();
        let Some(root) = &self.root else {
            let mut reader = tokio::fs::File::open(file).await.map_err(|error| failed(key, error))?;
            let mut writer = self.operator.writer_with(key).chunk(8 << 20).await.map_err(|error| failed(key, error))?;
            let mut chunk = vec![0; 1 << 20];
            loop {
                let read = tokio::io::AsyncReadExt::read(&mut reader, &mut chunk).await.map_err(|e| failed(key, e))?;
                if read == 0 {
                    break;
                }
                let part = bytes::Bytes::copy_from_slice(chunk.get(..read).unwrap_or_default());
                writer.write(part).await.map_err(|error| failed(key, error))?;
            }
            writer.close().await.map_err(|error| failed(key, error))?;
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
        let mut file = tokio::fs::File::create(&target).await.map_err(|error| failed(key, error))?;
        let size = self.size(key).await?;
        let mut at = 0;
        while at < size {
            let end = size.min(at + (8 << 20));
            let part = self.read(key, at, end).await?;
            tokio::io::AsyncWriteExt::write_all(&mut file, &part).await.map_err(|error| failed(key, error))?;
            at = end;
        }
        tokio::io::AsyncWriteExt::flush(&mut file).await.map_err(|error| failed(key, error))?;
        Ok(target)
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
    std::fs::create_dir_all(folder)?;
    Ok(folder.join(format!(".{}.part", uuid::Uuid::now_v7())))
}

fn move_durably(file: &Path, target: &Path) -> std::io::Result<()> {
    let temporary = beside(target)?;
    if std::fs::rename(file, &temporary).is_err() {
        // Another filesystem: only a copy crosses it.
        std::fs::copy(file, &temporary)?;
        std::fs::remove_file(file)?;
    }
    std::fs::File::open(&temporary)?.sync_all()?;
    std::fs::rename(&temporary, target)?;
    match target.parent() {
        Some(folder) => std::fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
