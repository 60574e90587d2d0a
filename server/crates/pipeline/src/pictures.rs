//! Pictures that shots are filmed from: sent by a person, or taken from the film itself.

use crate::{Error, Studio, media_paths::project_key};
use model::{Edit, ProjectId, PromptList, Shot, UserId, VideoSpec};
use providers::look_at_picture;
use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};
use store::artifacts;

/// Where a project's pictures are kept.
pub(crate) fn folder(id: ProjectId) -> String {
    project_key(id, "pictures")
}

/// Where a project's picture is kept.
fn key(id: ProjectId, name: &str) -> String {
    format!("{}/{name}", folder(id))
}

/// The name of the picture, or of the recording, that is kept under this key.
pub(crate) fn name_in(key: &str) -> Option<&str> {
    key.rsplit('/').next().filter(|name| model::is_picture(name) || model::is_recording(name))
}

/// The pictures that a list names.
fn named(list: &PromptList) -> impl Iterator<Item = &String> {
    let shots = list.shots.iter().flat_map(|shot| [&shot.first_frame, &shot.last_frame]);
    shots.chain(list.characters.iter().map(|character| &character.picture)).flatten()
}

impl Studio {
    /// Keeps a picture for a project and tells its name, by which an edit can use it. The same picture again is the same name.
    ///
    /// # Errors
    /// `Refused`, with what is wrong with the picture; `Full`.
    pub async fn keep_picture(&self, who: UserId, id: ProjectId, bytes: Vec<u8>) -> Result<String, Error> {
        self.check_owner(who, id).await?;
        let (kind, ..) = look_at_picture(&bytes).map_err(|error| Error::refused(error.to_string()))?;
        let name = format!("{}.{}", hex::encode(Sha256::digest(&bytes)), kind.extension());
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        self.check_room(who, bytes.len() as u64).await?;
        store::kept::picture(&mut *self.store().conn().await?, id, &name, size).await?;
        self.store().files().put_bytes(&key(id, &name), bytes).await?;
        Ok(name)
    }

    /// Sees to it that an edit names only pictures that are there: one that a person names must be; what an uploaded list names and
    /// is not there is left out.
    pub(crate) async fn check_pictures(&self, id: ProjectId, edit: &mut Edit) -> Result<(), Error> {
        match edit {
            Edit::ChangeShot { change, .. } => {
                for name in [&change.first_frame, &change.last_frame].into_iter().flatten() {
                    self.check_picture(id, name).await?;
                }
            }
            Edit::ChangeCharacter { picture: Some(name), .. } => self.check_picture(id, name).await?,
            Edit::InsertShot { new, .. } => {
                self.leave_out(id, &mut new.first_frame).await?;
                self.leave_out(id, &mut new.last_frame).await?;
            }
            Edit::ReplaceList { list } => {
                for Shot { first_frame, last_frame, .. } in &mut list.shots {
                    self.leave_out(id, first_frame).await?;
                    self.leave_out(id, last_frame).await?;
                }
                for character in &mut list.characters {
                    self.leave_out(id, &mut character.picture).await?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    async fn check_picture(&self, id: ProjectId, name: &str) -> Result<(), Error> {
        if name.is_empty() || self.has_picture(id, name).await? {
            return Ok(());
        }
        Err(Error::refused(plan::EditError::NoPicture.to_string()))
    }

    async fn has_picture(&self, id: ProjectId, name: &str) -> Result<bool, Error> {
        Ok(model::is_picture(name) && self.store().files().exists(&key(id, name)).await?)
    }

    /// Takes away the name of a picture that is not there.
    async fn leave_out(&self, id: ProjectId, name: &mut Option<String>) -> Result<(), Error> {
        if let Some(own) = name.as_deref()
            && !self.has_picture(id, own).await?
        {
            *name = None;
        }
        Ok(())
    }

    /// The pictures that the project's list names, each with the key of its file.
    pub async fn pictures(&self, who: UserId, id: ProjectId) -> Result<Vec<(String, String)>, Error> {
        self.check_owner(who, id).await?;
        let list = self.list(id).await?;
        let mut pictures: Vec<(String, String)> = Vec::new();
        for name in named(&list) {
            if !pictures.iter().any(|(known, _)| known == name) && self.has_picture(id, name).await? {
                pictures.push((name.clone(), key(id, name)));
            }
        }
        Ok(pictures)
    }

    /// Where the files of a video's pictures are. What is not there is left out: its maker says so.
    pub(crate) async fn pictures_of(
        &self,
        id: ProjectId,
        spec: &VideoSpec,
        scratch: &Path,
    ) -> Result<HashMap<String, PathBuf>, Error> {
        let frames = [&spec.first_frame, &spec.last_frame].into_iter().flatten();
        let names = frames.chain(spec.references.iter().map(|reference| &reference.picture));
        self.picture_files(id, names, scratch).await
    }

    /// Where the files of these pictures are, sent and drawn ones, as far as they are there.
    pub(crate) async fn picture_files(
        &self,
        id: ProjectId,
        names: impl Iterator<Item = &String>,
        scratch: &Path,
    ) -> Result<HashMap<String, PathBuf>, Error> {
        let mut files = HashMap::new();
        for name in names {
            let found = if model::is_picture(name) {
                self.has_picture(id, name).await?.then(|| key(id, name))
            } else {
                let drawn = artifacts::find(&mut *self.store().conn().await?, id, name).await?;
                drawn.map(|row| row.file_key)
            };
            if let Some(key) = found {
                files.insert(name.clone(), self.store().files().fetch(&key, scratch).await?);
            }
        }
        Ok(files)
    }
}
