//! The facade: everything a page, the JSON API or the command line can ask of the studio.

use crate::Error;
use model::{
    view::{NewProject, ProjectCard, ProjectChange, ProjectView, VoiceView},
    Command, Edit, Event, ProjectId, UserId,
};

/// The running studio. Cheap to clone.
#[derive(Clone)]
pub struct Studio {}

impl Studio {
    pub async fn projects(&self, _who: UserId) -> Result<Vec<ProjectCard>, Error> {
        Err(Error::NotFound)
    }
    pub async fn create_project(&self, _who: UserId, _new: NewProject) -> Result<ProjectId, Error> {
        Err(Error::NotFound)
    }
    pub async fn project(&self, _who: UserId, _id: ProjectId) -> Result<ProjectView, Error> {
        Err(Error::NotFound)
    }
    pub async fn update_project(&self, _who: UserId, _id: ProjectId, _change: ProjectChange) -> Result<(), Error> {
        Err(Error::NotFound)
    }
    pub async fn delete_project(&self, _who: UserId, _id: ProjectId) -> Result<(), Error> {
        Err(Error::NotFound)
    }
    pub async fn command(&self, _who: UserId, _id: ProjectId, _command: Command) -> Result<(), Error> {
        Err(Error::NotFound)
    }
    pub async fn edit(&self, _who: UserId, _id: ProjectId, _edit: Edit) -> Result<(), Error> {
        Err(Error::NotFound)
    }
    pub async fn undo(&self, _who: UserId, _id: ProjectId) -> Result<(), Error> {
        Err(Error::NotFound)
    }
    pub async fn redo(&self, _who: UserId, _id: ProjectId) -> Result<(), Error> {
        Err(Error::NotFound)
    }
    pub async fn events(&self, _who: UserId, _id: ProjectId, _after: i64) -> Result<Vec<Event>, Error> {
        Err(Error::NotFound)
    }
    pub fn voices(&self) -> Vec<VoiceView> {
        Vec::new()
    }
}
