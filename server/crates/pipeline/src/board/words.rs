//! Asking language models: what can be asked and for how much, the press that asks, and what came of it beside what is in use.

use super::{
    asked_film::{Film, texts},
    asks::{AskState, Asked, Standing, step_of},
    list::list_of,
    writers::Writers,
};
use crate::{Error, Studio, brief::Project};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{
    ProjectId, PromptList, UserId,
    view::{AnswerView, AskOffer, WordsStep, WordsView},
};
use providers::{PriceRange, Wanted};
use store::{artifacts, asks, projects, shots};
use storyboard::{
    Board, StepId,
    ask::{Next, next},
    order, step, text_of,
};

/// The steps that a language model can be asked about.
const STEPS: &[StepId] =
    &[StepId::Lore, StepId::Narrative, StepId::Scenes, StepId::Pages, StepId::Components, StepId::Stages];

/// What asking would send, and what that costs.
struct Planned {
    asked: Vec<Asked>,
    price: PriceRange,
    unpriced: bool,
    another: bool,
    /// All of it was asked before: it comes back for nothing.
    made: bool,
}

impl Studio {
    /// Asks a language model about a step. `seen` is what the person was told that it costs at most, in millionths of a dollar; where it
    /// costs something else by now, nothing is asked. `another`: other answers than those that are there.
    ///
    /// # Errors
    /// `Refused` where there is nothing to ask, nobody who could be asked, or another price.
    pub async fn ask_words(
        &self,
        who: UserId,
        id: ProjectId,
        key: &str,
        seen: Option<i64>,
        another: bool,
    ) -> Result<(), Error> {
        let wanted = StepId::from_key(key).filter(|own| STEPS.contains(own));
        let wanted = wanted.ok_or_else(|| Error::refused("Nobody can be asked about this."))?;
        let _turn = self.turn(id).await?;
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let project = Project::read(projects::lock_owned(conn, who, id).await?)?;
                let rows = shots::of_project(conn, id).await?;
                let list = list_of(&project, &rows)?;
                let board = self.board_of(&project, &list);
                let states = self.ask_states(conn, id).await?;
                let writers = self.writers(conn, &project).await?;
                let film = Film { project: &project, list: &list, board: &board, states: &states };
                let planned = self.planned(conn, &film, &writers, wanted, another).await?.ok_or_else(nobody)?;
                if planned.unpriced {
                    return Err(Error::refused(
                        "The price of this model is not known, so it is not asked. Choose another.",
                    ));
                }
                let high = planned.price.high.micros;
                if high > 0 && seen != Some(high) {
                    let sentence = "What this costs has changed since you saw it. Look at the price again, then ask.";
                    return Err(Error::refused(sentence));
                }
                let mut first = None;
                for mut asked in planned.asked {
                    // One answer is waited for before the others go out: a wrong key or a refusal costs one question.
                    asked.after = first;
                    let part = asked.question.part.clone();
                    let number = asks::ask(conn, id, &part, serde_json::to_value(asked)?, who).await?;
                    first = first.or(Some(number));
                }
                self.advance_graph_and_tell(conn, id).await
            })
            .await
    }

    /// What asking about a step would send now; `None` where there is nothing to ask, or nobody to.
    async fn planned(
        &self,
        conn: &mut AsyncPgConnection,
        film: &Film<'_>,
        writers: &Writers,
        id: StepId,
        another: bool,
    ) -> Result<Option<Planned>, Error> {
        let (models, effort) = writers.chain(id);
        if models.is_empty() {
            return Ok(None);
        }
        let (mut asked, mut known) = (Vec::new(), 0);
        for question in film.questions(id) {
            let same = |own: &&AskState| own.asked.question == question && own.asked.models == models;
            let newest = film.states.iter().rev().find(same);
            let take = match newest.map(|own| (&own.standing, own.asked.take)) {
                None => 0,
                Some((Standing::Open, _)) => {
                    known += 1;
                    continue;
                }
                Some((Standing::Settled(settled), take)) if settled.whole && !another => {
                    let is_last =
                        film.newest(id).iter().any(|last| last.asked.question == question && last.asked.take == take);
                    if is_last {
                        known += 1;
                        continue;
                    }
                    take
                }
                Some((_, take)) => take + 1,
            };
            asked.push(Asked { question, models: models.clone(), effort, take, after: None });
        }
        if asked.is_empty() {
            return Ok((known > 0).then_some(Planned {
                asked,
                price: PriceRange::FREE,
                unpriced: false,
                another: true,
                made: false,
            }));
        }
        let (mut price, mut unpriced, mut made) = (PriceRange::FREE, false, true);
        for own in &asked {
            let Next::Ask(call) = next(&own.question, own.models.len(), &[]) else { continue };
            let Some(step) = step_of(own, 0, &call) else { continue };
            if artifacts::find(conn, film.project.row.project(), step.fingerprint.as_str()).await?.is_some() {
                continue;
            }
            made = false;
            let spec = super::asks::spec_of(&step.work);
            match spec.and_then(|spec| writers.registry.catalogue().price(Wanted::Text(&spec))) {
                Some(range) => price = price + range,
                None => unpriced = true,
            }
        }
        Ok(Some(Planned { asked, price, unpriced, another: false, made }))
    }

    /// What the page shows of language models.
    pub(super) async fn words_view(
        &self,
        who: UserId,
        project: &Project,
        list: &PromptList,
        board: &Board,
    ) -> Result<WordsView, Error> {
        let mut conn = self.store().conn().await?;
        let states = self.ask_states(&mut conn, project.row.project()).await?;
        let writers = self.writers(&mut conn, project).await?;
        let key = |own: &Option<model::ModelChoice>| own.as_ref().map(model::ModelChoice::key).unwrap_or_default();
        let mut view = WordsView {
            story: key(&writers.story),
            details: key(&writers.details),
            models: writers.all.iter().map(|(choice, label)| (choice.key(), label.clone())).collect(),
            steps: Vec::new(),
        };
        let film = Film { project, list, board, states: &states };
        for id in order().into_iter().filter(|id| STEPS.contains(id)) {
            let newest = film.newest(id);
            if newest.is_empty() && writers.all.is_empty() {
                continue;
            }
            let mut own = WordsStep { step: id.key().to_owned(), of: newest.len(), ..WordsStep::default() };
            for state in &newest {
                self.tell(&writers, state, &mut own);
            }
            own.offer = match self.planned(&mut conn, &film, &writers, id, false).await? {
                Some(planned) if planned.another => {
                    let more = self.planned(&mut conn, &film, &writers, id, true).await?;
                    more.filter(|more| !more.asked.is_empty()).map(|more| offer(&writers, more, true))
                }
                planned => planned.map(|planned| offer(&writers, planned, false)),
            };
            own.answers = answers(&film, id, &newest);
            view.steps.push(own);
        }
        drop(conn);
        self.offer_pages(who, &film, &mut view).await?;
        Ok(view)
    }

    /// How one question stands, added to what is told of its step.
    fn tell(&self, writers: &Writers, state: &AskState, own: &mut WordsStep) {
        own.cost_micros += state.micros();
        if let Some(model) = state.model() {
            own.by = writers.name(model);
        }
        let label = step(state.asked.question.step).map_or("", |step| step.label);
        let part =
            state.asked.question.part.split_once(':').map_or(label.to_owned(), |(_, part)| format!("{label} {part}"));
        match &state.standing {
            Standing::Open => own.running += 1,
            Standing::Doubtful(why) => {
                own.says.push(format!("{part}: {why} Asking again is a new question, at its own price."))
            }
            Standing::Settled(settled) if settled.whole => own.done += 1,
            Standing::Settled(settled) => {
                let why = settled.problems.first().cloned().unwrap_or_default();
                own.says.push(format!(
                    "{part}: it could not be answered whole. {why} The studio's own stays where something is missing."
                ));
            }
        }
    }
}

fn nobody() -> Error {
    Error::refused(
        "There is no language model to ask, or nothing to ask it about yet. Add a key in the settings, or start a server of your own.",
    )
}

fn offer(writers: &Writers, planned: Planned, another: bool) -> AskOffer {
    let model = planned.asked.first().and_then(|own| own.models.first());
    AskOffer {
        model: model.map(|model| writers.name(model)).unwrap_or_default(),
        low_micros: planned.price.low.micros,
        high_micros: planned.price.high.micros,
        unpriced: planned.unpriced,
        parts: planned.asked.len(),
        another,
        made: planned.made,
    }
}

/// The answers of a step, beside what is in use.
fn answers(film: &Film<'_>, id: StepId, newest: &[&AskState]) -> Vec<AnswerView> {
    let mut all = Vec::new();
    // Every answer of a step with options stays on the table.
    let shown: Vec<&AskState> = match id {
        StepId::Lore | StepId::Narrative => film.states.iter().filter(|own| own.asked.question.step == id).collect(),
        _ => newest.to_vec(),
    };
    for state in shown {
        let Standing::Settled(settled) = &state.standing else { continue };
        for (option, (part, title, text)) in texts(id, &settled.accepted).into_iter().enumerate() {
            let was = text_of(film.list, &part).map(|now| now.text).unwrap_or_default();
            all.push(AnswerView { ask: state.number, option, title, in_use: was == text, was, text });
        }
    }
    all
}
