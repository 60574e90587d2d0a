//! Another of the options of a step is chosen: what that would do is told first, and it is done when nothing is lost and nothing costs
//! money, or when the person has seen what it does.

use super::ideas::options_of;
use crate::{Error, Studio, brief::Project};
use model::{
    Edit, ProjectId, PromptList, UserId,
    view::{OfferedChoice, ProjectChange},
};
use plan::EditError;
use store::{projects, shots};
use storyboard::{Idea, StepId, pages};

impl Studio {
    /// Takes an option of a step. `seen` is what the person was told that it costs at most, in US cents; without it, an option that costs
    /// money or loses something is not taken, and the answer says what it would do.
    ///
    /// # Errors
    /// `Refused` where there is no such option.
    pub async fn choose_option(
        &self,
        who: UserId,
        id: ProjectId,
        step: &str,
        option: u8,
        seen: Option<i64>,
    ) -> Result<Option<OfferedChoice>, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        drop(conn);
        let list = super::list::list_of(&project, &rows)?;
        let (change, offer) = self.choice(who, &project, &list, step, option).await?;
        let is_harmless = offer.high_cents == 0 && !offer.unpriced && offer.says.is_empty();
        if !is_harmless && seen != Some(offer.high_cents) {
            return Ok(Some(offer));
        }
        // A person's own text makes room for the option.
        let own = if step == StepId::Lore.key() { &list.story.lore } else { &list.story.narrative };
        if change.is_none() || !own.is_empty() {
            self.edit(who, id, Edit::ChooseOption { step: step.to_owned(), option }).await?;
        }
        if let Some(change) = change {
            self.update_project(who, id, change).await?;
        }
        Ok(None)
    }

    /// What choosing an option would do; `None` where there is no such option.
    pub(super) async fn offered(
        &self,
        who: UserId,
        project: &Project,
        list: &PromptList,
        step: &str,
        option: u8,
    ) -> Result<Option<OfferedChoice>, Error> {
        match self.choice(who, project, list, step, option).await {
            Ok((_, offer)) => Ok(Some(offer)),
            Err(Error::Refused(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What is changed in the project by an option beside the story, and what that does.
    async fn choice(
        &self,
        who: UserId,
        project: &Project,
        list: &PromptList,
        step: &str,
        option: u8,
    ) -> Result<(Option<ProjectChange>, OfferedChoice), Error> {
        let board = self.board_of(project, list);
        let at = usize::from(option);
        let mut change = ProjectChange::default();
        let own = match StepId::from_key(step) {
            Some(StepId::Lore) => {
                let wanted = board.lore.options.get(at).ok_or_else(no_option)?;
                if wanted.style != project.settings.style {
                    let mut settings = project.settings.clone();
                    settings.style = wanted.style;
                    change.settings = Some(settings);
                }
                &list.story.lore
            }
            Some(StepId::Narrative) => {
                board.narrative.options.get(at).ok_or_else(no_option)?;
                &list.story.narrative
            }
            _ => return Err(no_option()),
        };
        // A script that the studio wrote follows; a writer's does not.
        let brief = &list.story.brief;
        if let Some((lore, narrative)) = options_of(brief, &list.title, &project.row.script) {
            let wanted = if step == StepId::Lore.key() { (at, narrative) } else { (lore, at) };
            if wanted != (lore, narrative) {
                change.script = Some(pages(&Idea { title: &list.title, brief }, wanted.0, wanted.1));
            }
        }
        let mut offer = OfferedChoice { step: step.to_owned(), option, ..OfferedChoice::default() };
        if !own.is_empty() {
            offer.says.push("Your own text makes room for it. Undo brings it back.".to_owned());
        }
        if change == ProjectChange::default() {
            return Ok((None, offer));
        }
        let preview = self.preview_change(who, project.row.project(), change.clone()).await?;
        if !preview.is_harmless() {
            offer.says.extend(preview.says);
            offer.says.extend(preview.lost);
        }
        (offer.high_cents, offer.unpriced) = (preview.high_cents, preview.unpriced);
        Ok((Some(change), offer))
    }
}

fn no_option() -> Error {
    Error::refused(EditError::NoOption.to_string())
}
