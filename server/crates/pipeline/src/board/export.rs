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

/// The keys of the steps, in the order in which they are made.
pub fn board_steps() -> Vec<&'static str> {
    storyboard::order().into_iter().map(storyboard::StepId::key).collect()
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
        let list = super::list::list_of(&project, &rows)?;
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
                approved: super::list::approval(&list, shot) == Approval::Yes,
                file,
            });
        }
        Ok(out)
    }

    /// Keeps what a step says in the project's folder, as `storyboard/<step>.json`: what it was given to read, the shape of its answer, and
    /// how it stands.
    ///
    /// # Errors
    /// `NotFound` where the person has no such project.
    pub async fn keep_step(&self, who: UserId, id: ProjectId, key: &str) -> Result<(), Error> {
        let Some(step) = storyboard::StepId::from_key(key).and_then(storyboard::step) else { return Ok(()) };
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        drop(conn);
        let list = super::list::list_of(&project, &rows)?;
        let board = self.board_of(&project, &list);
        let values: serde_json::Map<String, serde_json::Value> = step
            .writes
            .iter()
            .map(|path| ((*path).to_owned(), storyboard::values(path, &list, &board, None).into()))
            .collect();
        let said = serde_json::json!({
            "step": step.key,
            "made_by": "the studio's rules, and what a person wrote",
            "reads": storyboard::context(step, &list, &board, None),
            "answer": storyboard::answer(step),
            "values": values,
        });
        let bytes = serde_json::to_vec_pretty(&said)?;
        let key = crate::media_paths::project_key(id, &format!("storyboard/{}.json", step.key));
        Ok(self.store().files().put_bytes(&key, bytes).await?)
    }

    /// The keys of all that belongs to a film's board: its texts and its pictures.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn board_files(&self, id: ProjectId) -> Result<Vec<String>, Error> {
        let panels = artifacts::of_kind(&mut *self.store().conn().await?, id, model::ArtifactKind::Panel).await?;
        let mut keys: Vec<String> = panels.into_iter().map(|row| row.file_key).collect();
        keys.push(crate::media_paths::project_key(id, "prompts.json"));
        for step in board_steps() {
            let key = crate::media_paths::project_key(id, &format!("storyboard/{step}.json"));
            if self.store().files().exists(&key).await? {
                keys.push(key);
            }
        }
        Ok(keys)
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
        let list = super::list::list_of(&project, &rows)?;
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
