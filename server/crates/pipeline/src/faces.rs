//! Who is seen in a take: what a look found, and which one speaks. Of several only a person can say that.

use crate::{
    Error, Studio,
    brief::{self, Known, Project},
    media_paths::media_url,
    media_paths::project_key,
    story::as_filmed,
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use model::{
    ArtifactKind, Edit, LipsSpec, ProjectId, Shot, ShotId, UserId,
    view::{FaceView, FacesView},
};
use providers::{Face, Failure, FailureClass};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use store::{
    artifacts::{self, ArtifactRow},
    projects, shots,
};
use uuid::Uuid;

/// The shortest stretch in which a face must be seen, in seconds, and the shortest sound that a mouth is moved to.
pub(crate) const SHORTEST: f64 = 2.0;

/// What a look found, as its row keeps it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) session: String,
    pub(crate) faces: Vec<Face>,
    /// When the provider was asked.
    pub(crate) at: DateTime<Utc>,
    /// The places, among the faces, of those of which there is a picture beside the look's file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) portraits: Vec<usize>,
}

impl Seen {
    pub(crate) fn of(row: &ArtifactRow) -> Result<Self, Error> {
        Ok(serde_json::from_value(row.detail.clone())?)
    }

    /// Those whose lips could be moved, each with its place.
    fn speakers(&self) -> impl Iterator<Item = (usize, &Face)> {
        self.faces.iter().enumerate().filter(|(_, face)| face.end - face.start >= SHORTEST)
    }

    /// The face whose mouth is moved: the one that a person chose, or the only one there is. Of several nobody says whose each is,
    /// and a wrong mouth that speaks is worse than one that rests.
    ///
    /// # Errors
    /// `Broken`, with the question who speaks where that is all that is missing.
    pub(crate) fn who_speaks(&self, label: &str, chosen: Option<&str>) -> Result<&Face, Failure> {
        let speakers: Vec<&Face> = self.speakers().map(|(_, face)| face).collect();
        let cannot = |why: String| Err(Failure::new(FailureClass::Broken, why));
        match speakers[..] {
            [] => cannot(format!("{label} sees no face in this shot for long enough.")),
            [alone] => Ok(alone),
            _ => match speakers.iter().find(|face| chosen == Some(face.id.as_str())) {
                Some(face) => Ok(face),
                None => cannot(format!("{} Say so in the editing room.", question(label, speakers.len()))),
            },
        }
    }
}

fn question(label: &str, faces: usize) -> String {
    format!("{label} sees {faces} faces in this shot. Which one speaks?")
}

/// Where the picture of a face is kept that a look found at this place.
fn portrait(project: ProjectId, look: Uuid, place: usize) -> String {
    project_key(project, &format!("faces/{look}-{place}.jpg"))
}

impl Studio {
    /// Keeps the pictures of faces beside the look that found them, and tells the places of those that are kept. The look is paid:
    /// one that cannot be kept must not lose it.
    pub(crate) async fn keep_portraits(
        &self,
        project: ProjectId,
        look: Uuid,
        portraits: Vec<Option<PathBuf>>,
    ) -> Vec<usize> {
        let mut kept = Vec::new();
        for (place, file) in portraits.into_iter().enumerate() {
            let Some(file) = file else { continue };
            match self.store().files().put_file(&portrait(project, look, place), &file).await {
                Ok(_) => kept.push(place),
                Err(error) => tracing::warn!(%error, "the picture of a face is not kept"),
            }
        }
        kept
    }

    /// The faces in a shot's take, where there are several and lips are to be moved.
    ///
    /// # Errors
    /// `NotFound` for somebody else's project, and for a shot that is not in it.
    pub async fn faces(&self, who: UserId, id: ProjectId, shot: ShotId) -> Result<Option<FacesView>, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let row = shots::get(&mut conn, shot).await?;
        if row.project_id != id.0 {
            return Err(Error::NotFound);
        }
        let lips = project.lips_step(&Known(self.registry()), &row, &brief::shot(&row)?);
        let Some(lips) = lips else { return Ok(None) };
        let Some(name) = &lips.faces else { return Ok(None) };
        let look = artifacts::find(&mut conn, id, name).await?;
        look.map_or(Ok(None), |look| self.faces_view(&look, &lips))
    }

    /// What a look found, for a person to choose from; `None` where there is no choice.
    pub(crate) fn faces_view(&self, look: &ArtifactRow, lips: &LipsSpec) -> Result<Option<FacesView>, Error> {
        let seen = Seen::of(look)?;
        let picture = |place: usize| {
            let kept = seen.portraits.contains(&place);
            kept.then(|| media_url(&portrait(ProjectId(look.project_id), look.id, place)))
        };
        let view = |(place, face): (usize, &Face)| FaceView {
            id: face.id.clone(),
            start: face.start,
            end: face.end,
            picture: picture(place),
            chosen: lips.face.as_ref() == Some(&face.id),
        };
        let faces: Vec<FaceView> = seen.speakers().map(view).collect();
        let label = self.registry().catalogue().label(&look.provider);
        Ok((faces.len() > 1).then(|| FacesView {
            look: look.fingerprint.clone(),
            question: question(label, faces.len()),
            faces,
        }))
    }

    /// Sees to it that an edit names only a face that was seen in the shot.
    pub(crate) async fn check_face(&self, id: ProjectId, edit: &Edit) -> Result<(), Error> {
        let Edit::ChooseFace { shot, look, face } = edit else { return Ok(()) };
        if face.is_empty() {
            return Ok(());
        }
        let look = artifacts::find(&mut *self.store().conn().await?, id, look).await?;
        let look = look.filter(|row| row.kind == ArtifactKind::Faces.key() && row.shot_id == Some(shot.0));
        let seen = look.as_ref().map(Seen::of).transpose()?;
        if seen.is_some_and(|seen| seen.speakers().any(|(_, own)| own.id == *face)) {
            return Ok(());
        }
        Err(Error::refused(plan::EditError::NoFace.to_string()))
    }

    /// Another face was chosen in a shot, or none any more: by what is known of its take, its lips can be moved now, or a person is
    /// asked again.
    pub(crate) async fn face_changed(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        shot: &Shot,
    ) -> Result<(), Error> {
        let row = shots::get(conn, shot.id).await?;
        let lips = project.lips_step(&Known(self.registry()), &row, shot);
        let Some(LipsSpec { faces: Some(name), face, .. }) = lips else { return Ok(()) };
        let Some(look) = artifacts::find(conn, project.row.project(), &name).await? else { return Ok(()) };
        let label = self.registry().catalogue().label(&look.provider);
        match Seen::of(&look)?.who_speaks(label, face.as_deref()) {
            Ok(_) => shots::set_synced(conn, shot.id).await?,
            Err(failure) => shots::set_unsynced(conn, shot.id, &as_filmed(&failure), false).await?,
        }
        Ok(())
    }
}

/// Where the pictures are kept that belong to a look.
pub(crate) fn portraits_of(row: &ArtifactRow) -> Vec<String> {
    let places = Seen::of(row).map(|seen| seen.portraits).unwrap_or_default();
    places.into_iter().map(|place| portrait(ProjectId(row.project_id), row.id, place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(faces: &[(&str, f64, f64)]) -> Seen {
        let face = |(id, start, end): &(&str, f64, f64)| Face { id: (*id).to_owned(), start: *start, end: *end };
        Seen { session: String::new(), faces: faces.iter().map(face).collect(), at: Utc::now(), portraits: Vec::new() }
    }

    #[test]
    fn only_a_face_that_cannot_be_taken_for_another_speaks_unasked() {
        let alone = seen(&[("0", 0.0, 5.0), ("1", 3.0, 4.0)]);
        assert_eq!(alone.who_speaks("Kling", None).unwrap().id, "0", "the other passes by");
        let nobody = seen(&[]).who_speaks("Kling", None).unwrap_err();
        assert!(nobody.sentence.starts_with("Kling sees no face in this shot"), "{nobody}");
    }

    #[test]
    fn of_several_faces_the_one_speaks_that_a_person_chose_and_nobody_who_is_not_seen_for_long_enough() {
        let several = seen(&[("0", 0.0, 5.0), ("1", 1.0, 4.0), ("2", 3.0, 4.0)]);
        assert_eq!(several.who_speaks("Kling", Some("1")).unwrap().id, "1");
        for chosen in [None, Some("2"), Some("7")] {
            let asks = several.who_speaks("Kling", chosen).unwrap_err();
            assert!(asks.sentence.starts_with("Kling sees 2 faces in this shot. Which one speaks?"), "{asks}");
        }
    }
}
