//! Pictures that shots are filmed from: sent by a person, or taken from the film itself.

use crate::{
    Error, Studio,
    brief::{Known, Project},
    make::project_key,
    scratch,
};
use model::{Edit, FrameEnd, FrameFrom, ProjectId, PromptList, Shot, ShotChange, ShotId, UserId, VideoSpec};
use providers::look_at_picture;
use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};
use store::{artifacts, projects, shots};

/// The longer side of a sketch to film from, in pixels: at 1080 lines its file would be too large for some services.
const LONGEST_SKETCH: u32 = 1280;

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

    /// Has a shot start from or end on a picture that was kept before; `None` takes it away.
    pub async fn set_frame(
        &self,
        who: UserId,
        id: ProjectId,
        shot: ShotId,
        end: FrameEnd,
        picture: Option<String>,
    ) -> Result<(), Error> {
        let picture = Some(picture.unwrap_or_default());
        let change = match end {
            FrameEnd::First => ShotChange { first_frame: picture, ..ShotChange::default() },
            FrameEnd::Last => ShotChange { last_frame: picture, ..ShotChange::default() },
        };
        self.edit(who, id, Edit::ChangeShot { shot, change: Box::new(change) }).await
    }

    /// Takes a picture from the film and has a shot start from it or end on it. It stays as it is when the film changes.
    ///
    /// # Errors
    /// `Refused` when there is nothing to take it from.
    pub async fn take_frame(
        &self,
        who: UserId,
        id: ProjectId,
        shot: ShotId,
        end: FrameEnd,
        from: FrameFrom,
    ) -> Result<(), Error> {
        self.check_owner(who, id).await?;
        let bytes = match from {
            FrameFrom::ShotBefore => self.frame_beside(id, shot, -1).await?,
            FrameFrom::ShotAfter => self.frame_beside(id, shot, 1).await?,
            FrameFrom::Sketch => self.sketch(id, shot).await?,
        };
        let name = self.keep_picture(who, id, bytes).await?;
        self.set_frame(who, id, shot, end, Some(name)).await
    }

    /// The nearest frame of the clip so many places away, as the film shows it.
    async fn frame_beside(&self, id: ProjectId, shot: ShotId, step: isize) -> Result<Vec<u8>, Error> {
        let mut conn = self.store().conn().await?;
        let rows = shots::of_project(&mut conn, id).await?;
        let at = rows.iter().position(|row| row.shot() == shot).ok_or(Error::NotFound)?;
        let side = if step < 0 { "before" } else { "after" };
        let none = || Error::refused(format!("There is no shot {side} this one to take a picture from."));
        let row = at.checked_add_signed(step).and_then(|at| rows.get(at)).ok_or_else(none)?;
        let not_made = || {
            Error::refused(format!("The shot {side} this one is not made yet. Make it first, then take its picture."))
        };
        let clip = artifacts::get(&mut conn, row.clip_id.ok_or_else(not_made)?).await?;
        drop(conn);
        let scratch = self.config().scratch.join(format!("picture-{}", artifacts::new_id()));
        scratch::make(&scratch).await?;
        let taken = async {
            let video = self.store().files().fetch(&clip.file_key, &scratch).await?;
            let picture = scratch.join("frame.jpg");
            let moment = if step < 0 { f64::MAX } else { 0.0 };
            media::poster(self.tools(), &video, &picture, moment, u32::from(u16::MAX)).await?;
            Ok::<_, Error>(tokio::fs::read(&picture).await.map_err(anyhow::Error::from)?)
        };
        let taken = taken.await;
        let _gone = tokio::fs::remove_dir_all(&scratch).await;
        taken
    }

    /// The shot's sketch, as large as the film, but no larger than every service takes.
    async fn sketch(&self, id: ProjectId, shot: ShotId) -> Result<Vec<u8>, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::get(&mut conn, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        drop(conn);
        let row = rows.iter().find(|row| row.shot() == shot).ok_or(Error::NotFound)?;
        let shot = crate::brief::shot(row)?;
        let makers = Known(self.registry());
        let staging = plan::staging(&project.brief(&makers), &shot, &[]);
        let (width, height) = project.settings.size();
        let scale = (f64::from(LONGEST_SKETCH) / f64::from(width.max(height))).min(1.0);
        let [width, height] = [width, height].map(|side| (f64::from(side) * scale).round() as u32);
        let drawn = tokio::task::spawn_blocking(move || draw::panel(&staging, width, height, shot.take)).await;
        Ok(drawn.map_err(anyhow::Error::from)?)
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
