//! Pictures that a shot starts from or ends on, taken from the film itself.

use crate::{
    Error, Studio,
    brief::{Known, Project},
    scratch,
};
use model::{Edit, FrameEnd, FrameFrom, ProjectId, ShotChange, ShotId, UserId};
use store::{artifacts, projects, shots};

/// The longer side of a sketch to film from, in pixels: at 1080 lines its file would be too large for some services.
const LONGEST_SKETCH: u32 = 1280;

impl Studio {
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
}
