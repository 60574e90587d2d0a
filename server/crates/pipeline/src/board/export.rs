//! The panels of a film with their words, for a folder, an archive or a table.

use super::drawings::{Film, Subject};
use crate::{Error, Studio, brief::Project, drawing::DRAWING};
use model::{ProjectId, UserId, view::Approval};
use store::{artifacts, projects, shots};

/// A panel and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelRow {
    pub number: String,
    pub scene: String,
    pub heading: String,
    pub framing: String,
    pub camera: String,
    pub seconds: f64,
    pub action: String,
    /// "MARA: Come home.", one line each.
    pub dialogue: String,
    pub cast: String,
    pub props: String,
    pub approved: bool,
    /// The key of its picture.
    pub file: String,
}

impl Studio {
    /// All panels of a film, in its order, drawn where they were not yet.
    ///
    /// # Errors
    /// `NotFound` where the person has no such project.
    pub async fn board_rows(&self, who: UserId, id: ProjectId) -> Result<Vec<PanelRow>, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        drop(conn);
        let list = super::view::list_of(&project, &rows)?;
        let facts = storyboard::Facts::default();
        let film = Film { project: &project, registry: self.registry(), list: &list, facts: &facts };
        let mut out = Vec::with_capacity(list.shots.len());
        for shot in &list.shots {
            let file = match &shot.first_frame {
                Some(own) => format!("{}/{own}", crate::pictures::folder(id)),
                None => {
                    let wanted = film.wanted(&Subject::Panel(shot.id)).ok_or(Error::NotFound)?;
                    self.drawn(id, wanted).await?
                }
            };
            let line = |line: &model::Line| format!("{}: {}", line.speaker.as_deref().unwrap_or("—"), line.text);
            out.push(PanelRow {
                number: shot.number.clone(),
                scene: shot.scene.clone(),
                heading: list.scene(&shot.scene).and_then(|own| own.heading.clone()).unwrap_or_default(),
                framing: shot.framing.label().to_owned(),
                camera: shot.camera.label().to_owned(),
                seconds: plan::shot_seconds(shot),
                action: shot.action.clone(),
                dialogue: shot.lines.iter().map(line).collect::<Vec<_>>().join("\n"),
                cast: shot.cast.join(", "),
                props: shot.props.join(", "),
                approved: super::view::approval(&list, shot) == Approval::Yes,
                file,
            });
        }
        Ok(out)
    }

    /// The key of a picture that can be drawn.
    async fn drawn(&self, id: ProjectId, wanted: super::Wanted) -> Result<String, Error> {
        let known = artifacts::find(&mut *self.store().conn().await?, id, wanted.name.as_str()).await?;
        if let Some(row) = known {
            return Ok(row.file_key);
        }
        let _pencil = DRAWING.pencil().await.ok_or(Error::NotFound)?;
        let _running = self.at_work().begin(id);
        self.draw(id, wanted).await?.ok_or(Error::NotFound)
    }

    /// Draws everybody, every place, thing and set of a film that is not drawn yet; says how many there are.
    ///
    /// # Errors
    /// `NotFound` where the person has no such project.
    pub async fn draw_components(&self, who: UserId, id: ProjectId) -> Result<usize, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        drop(conn);
        let list = super::view::list_of(&project, &rows)?;
        let wanted = super::all(&project, self.registry(), &list).into_iter().filter(|wanted| wanted.shot.is_none());
        let mut drawn = 0;
        for wanted in wanted {
            match self.drawn(id, wanted).await {
                Ok(_) => drawn += 1,
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(drawn)
    }
}
