//! What a board is made of: the film's list as it is, and which of its panels are approved.

use crate::{
    Error, Studio,
    brief::{self, Project},
};
use model::{PromptList, Shot, view::Approval};
use store::shots;
use storyboard::{Board, panel_basis};

impl Studio {
    /// The board of a film. Of one that began with an idea, the options that its script was made from are the chosen ones.
    pub(super) fn board_of(&self, project: &Project, list: &PromptList) -> Board {
        let made_from = super::ideas::options_of(&list.story.brief, &list.title, &project.row.script);
        storyboard::board_from(list, project.settings.style, made_from)
    }
}

pub(super) fn list_of(project: &Project, rows: &[shots::ShotRow]) -> Result<PromptList, Error> {
    let shots = rows.iter().map(brief::shot).collect::<Result<Vec<_>, _>>()?;
    Ok(PromptList { shots, title: project.row.title.clone(), ..project.head.clone() })
}

/// Whether the panel of a shot is approved as it is.
pub(super) fn approval(list: &PromptList, shot: &Shot) -> Approval {
    match &shot.approved {
        None => Approval::No,
        Some(basis) if *basis == panel_basis(list, shot) => Approval::Yes,
        Some(_) => Approval::Void,
    }
}
