//! Taking what a language model wrote: texts into their places, where no person's words stand, and pages as the film's script.

use super::{
    asked_film::{Film, texts},
    asks::{AskState, Standing},
    list::list_of,
};
use crate::{Error, Studio, brief::Project};
use model::{
    Edit, PartText, ProjectId, UserId,
    view::{ProjectChange, TakeOffer, WordsView},
};
use store::{projects, shots};
use storyboard::{
    StepId,
    ask::{fountain, page},
};

impl Studio {
    /// Takes an answer. `option`: only this text of it; else all. `over`: also where a person's words stand; undo brings those back.
    ///
    /// # Errors
    /// `Refused` where there is no such answer.
    pub async fn take_words(
        &self,
        who: UserId,
        id: ProjectId,
        number: i32,
        option: Option<usize>,
        over: bool,
    ) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        projects::owned(&mut conn, who, id).await?;
        let states = self.ask_states(&mut conn, id).await?;
        drop(conn);
        let state = states.iter().find(|own| own.number == number).ok_or_else(no_answer)?;
        let Standing::Settled(settled) = &state.standing else { return Err(no_answer()) };
        let step = state.asked.question.step;
        let mut all: Vec<PartText> = Vec::new();
        for (at, (part, _, text)) in texts(step, &settled.accepted).into_iter().enumerate() {
            if option.is_none_or(|wanted| wanted == at) && !part.is_empty() && !text.is_empty() {
                all.push(PartText { part, text });
            }
        }
        if step == StepId::Lore
            && let Some(logline) = option.and_then(|at| logline(state, at))
        {
            all.push(PartText { part: "logline".to_owned(), text: logline });
        }
        if all.is_empty() {
            return Err(no_answer());
        }
        let by = state.model().map(|model| self.registry().catalogue().name(model)).unwrap_or_default();
        self.edit(who, id, Edit::FillTexts { by, texts: all, over }).await
    }

    /// Makes the pages the film's script. `seen` is what the person was told that this costs at most, in US cents.
    ///
    /// # Errors
    /// `Refused` where the pages are not all written, or it costs something else by now.
    pub async fn take_pages(&self, who: UserId, id: ProjectId, seen: i64) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        let states = self.ask_states(&mut conn, id).await?;
        drop(conn);
        let list = list_of(&project, &rows)?;
        let board = self.board_of(&project, &list);
        let film = Film { project: &project, list: &list, board: &board, states: &states };
        let script = script(&film).ok_or_else(|| Error::refused("Not all pages are written yet."))?;
        let change = ProjectChange { script: Some(script), ..ProjectChange::default() };
        let preview = self.preview_change(who, id, change.clone()).await?;
        if preview.high_cents != seen {
            return Err(Error::refused(
                "What this costs has changed since you saw it. Look at it again, then take the pages.",
            ));
        }
        self.update_project(who, id, change).await
    }

    /// Offers the pages as the script, where all are written and they are not the script already.
    pub(super) async fn offer_pages(&self, who: UserId, film: &Film<'_>, view: &mut WordsView) -> Result<(), Error> {
        let Some(script) = script(film).filter(|script| *script != film.project.row.script) else { return Ok(()) };
        let change = ProjectChange { script: Some(script.clone()), ..ProjectChange::default() };
        let preview = self.preview_change(who, film.project.row.project(), change).await?;
        let says =
            if preview.is_harmless() { Vec::new() } else { preview.says.into_iter().chain(preview.lost).collect() };
        if let Some(own) = view.steps.iter_mut().find(|own| own.step == StepId::Pages.key()) {
            own.take =
                Some(TakeOffer { says, high_cents: preview.high_cents, unpriced: preview.unpriced, text: script });
        }
        Ok(())
    }
}

/// The pages as a script; `None` as long as one is missing.
fn script(film: &Film<'_>) -> Option<String> {
    let outlines = film.outlines();
    let newest = film.newest(StepId::Pages);
    let written = |at: usize| {
        let part = format!("{}:{}", StepId::Pages.key(), at + 1);
        let state = newest.iter().find(|own| own.asked.question.part == part)?;
        match &state.standing {
            Standing::Settled(settled) if settled.whole => Some(page(&settled.accepted)),
            _ => None,
        }
    };
    let pages: Vec<_> = (0..outlines.len()).map(written).collect::<Option<_>>()?;
    (!pages.is_empty()).then(|| fountain(&film.list.title, &outlines, &pages))
}

fn logline(state: &AskState, at: usize) -> Option<String> {
    let Standing::Settled(settled) = &state.standing else { return None };
    let name = ["first", "second", "third"].get(at)?;
    let text = settled.accepted.get(*name)?.get("logline")?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

fn no_answer() -> Error {
    Error::refused("There is no such answer, or it is not there yet.")
}
