//! Questions to language models: what was asked, what came of it, and what is asked next. A question is only ever begun by a person's press
//! (`ask_words`); what follows from it (once more for the rest, the next model) follows from the answers alone, so that a studio that was
//! stopped goes on where it was and pays nothing twice.

use crate::{Error, Studio, brief::Project};
use diesel_async::AsyncPgConnection;
use model::{ModelChoice, ProjectId, Subject};
use plan::{CustomStep, Step, Work};
use providers::{Effort, Ended, TextSpec, json_in};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use store::{
    artifacts::{self, ArtifactRow},
    asks, attempts, tasks,
};
use storyboard::ask::{MOST_CALLS, Next, Outcome, Question, Settled, next};

/// The kind of the steps that ask.
pub(crate) const WORK: &str = "text";

/// A question, and who answers it in turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) question: Question,
    pub(crate) models: Vec<ModelChoice>,
    pub(crate) effort: Effort,
    /// 0 for the first answer; every take is another one.
    pub(crate) take: u32,
    /// The number of the question that is asked first: where that fails, this one is not even sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) after: Option<i32>,
}

/// What an artifact tells of its answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) part: String,
    pub(crate) text: String,
    pub(crate) ended: Ended,
    pub(crate) tokens_in: u64,
    pub(crate) tokens_out: u64,
    /// Millionths of a dollar.
    pub(crate) micros: i64,
}

/// How a question stands.
pub(crate) enum Standing {
    /// Its last step is next, or being made.
    Open,
    /// Nobody can tell what became of the last call: a person has to say.
    Doubtful(String),
    Settled(Settled),
}

/// A question with all that came of it.
pub(crate) struct AskState {
    pub(crate) number: i32,
    pub(crate) asked: Asked,
    /// The calls so far, the open one included.
    pub(crate) steps: Vec<Step>,
    pub(crate) told: Vec<Told>,
    pub(crate) standing: Standing,
}

impl AskState {
    /// What its answers cost, in millionths of a dollar.
    pub(crate) fn micros(&self) -> i64 {
        self.told.iter().map(|told| told.micros).sum()
    }

    /// The model that gave the last answer, or is asked now.
    pub(crate) fn model(&self) -> Option<&ModelChoice> {
        self.steps.last().and_then(|step| step.work.model()).or(self.asked.models.first())
    }
}

/// The step of a call.
pub(crate) fn step_of(asked: &Asked, call: usize, what: &storyboard::ask::Call) -> Option<Step> {
    let model = asked.models.get(what.model)?.clone();
    let question = &asked.question;
    let task: String =
        question.part.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(64).collect();
    let spec = TextSpec {
        model: model.clone(),
        effort: asked.effort,
        task,
        system: question.system.clone(),
        context: question.context.clone(),
        prompt: what.prompt.clone(),
        schema: what.schema.clone(),
        most_tokens: what.most_tokens,
        take: asked.take,
    };
    // Of a project's unfinished steps one has a key: parts, takes and calls keep apart.
    let name = format!("{}/{}/{call}/{}", question.part, asked.take, model.key());
    let digest = Sha256::digest(name);
    let variant = digest.iter().take(4).fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) >> 1;
    let spec = serde_json::to_value(spec).ok()?;
    let subject = Subject::Project;
    Some(Step::custom(1, CustomStep { work: WORK.to_owned(), subject, variant, model: Some(model), spec }))
}

/// The question of a step.
pub(crate) fn spec_of(work: &Work) -> Option<TextSpec> {
    match work {
        Work::Custom(custom) if custom.work == WORK => serde_json::from_value(custom.spec.clone()).ok(),
        _ => None,
    }
}

fn outcome(told: &Told) -> Outcome {
    match told.ended {
        Ended::Cut => Outcome::Cut,
        Ended::Refused => Outcome::Refused,
        Ended::Empty => Outcome::Answered(None),
        Ended::Whole => Outcome::Answered(json_in(&told.text)),
    }
}

/// What is known of some steps.
struct Known {
    made: HashMap<String, ArtifactRow>,
    failed: HashMap<String, String>,
    doubtful: HashMap<String, String>,
}

impl Studio {
    /// All questions of a project and how each stands, in the order they were asked.
    pub(crate) async fn ask_states(&self, conn: &mut AsyncPgConnection, id: ProjectId) -> Result<Vec<AskState>, Error> {
        let rows = asks::of_project(conn, id).await?;
        let mut states: Vec<AskState> = Vec::with_capacity(rows.len());
        let mut outcomes: Vec<Vec<Outcome>> = Vec::with_capacity(rows.len());
        for row in rows {
            let asked: Asked = serde_json::from_value(row.asked)?;
            let settled = Settled { accepted: serde_json::Value::Null, whole: false, problems: Vec::new() };
            let standing = Standing::Settled(settled);
            states.push(AskState { number: row.number, asked, steps: Vec::new(), told: Vec::new(), standing });
            outcomes.push(Vec::new());
        }
        let mut open: Vec<usize> = (0..states.len()).collect();
        // A chain has at most so many paid answers, and each of its models may fail besides.
        for _ in 0..MOST_CALLS + 8 {
            let mut waiting = Vec::new();
            for at in std::mem::take(&mut open) {
                let (Some(state), Some(seen)) = (states.get_mut(at), outcomes.get(at)) else { continue };
                match next(&state.asked.question, state.asked.models.len(), seen) {
                    Next::Done(settled) => state.standing = Standing::Settled(settled),
                    Next::Ask(call) => {
                        let Some(step) = step_of(&state.asked, seen.len(), &call) else { continue };
                        state.steps.push(step);
                        state.standing = Standing::Open;
                        waiting.push(at);
                    }
                }
            }
            if waiting.is_empty() {
                break;
            }
            let known = known(conn, id, &states, &waiting).await?;
            for at in waiting {
                let (Some(state), Some(seen)) = (states.get_mut(at), outcomes.get_mut(at)) else { continue };
                let Some(name) = state.steps.last().map(|step| step.fingerprint.to_string()) else { continue };
                if let Some(row) = known.made.get(&name) {
                    let told: Told = serde_json::from_value(row.detail.clone())?;
                    seen.push(outcome(&told));
                    state.told.push(told);
                    open.push(at);
                } else if let Some(why) = known.doubtful.get(&name) {
                    state.standing = Standing::Doubtful(why.clone());
                } else if let Some(why) = known.failed.get(&name) {
                    seen.push(Outcome::Failed(why.clone()));
                    open.push(at);
                }
            }
        }
        Ok(states)
    }

    /// The questions that can be sent now, and those that were answered; as steps of the registry.
    pub(crate) async fn ask_steps(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
    ) -> Result<Vec<(Step, Vec<plan::Fingerprint>)>, Error> {
        let states = self.ask_states(conn, project.row.project()).await?;
        let first: HashMap<i32, plan::Fingerprint> =
            states.iter().filter_map(|own| Some((own.number, own.steps.first()?.fingerprint.clone()))).collect();
        let mut all = Vec::new();
        for state in states {
            let before: Vec<plan::Fingerprint> =
                state.asked.after.and_then(|number| first.get(&number).cloned()).into_iter().collect();
            all.extend(state.steps.into_iter().map(|step| (step, before.clone())));
        }
        Ok(all)
    }
}

async fn known(
    conn: &mut AsyncPgConnection,
    id: ProjectId,
    states: &[AskState],
    waiting: &[usize],
) -> Result<Known, Error> {
    let last = |at: &usize| states.get(*at)?.steps.last().map(|step| step.fingerprint.to_string());
    let names: Vec<String> = waiting.iter().filter_map(last).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let made = artifacts::find_many(conn, id, &names).await?;
    let given_up = tasks::given_up_custom(conn, id, &names).await?;
    let (mut failed, mut doubtful) = (HashMap::new(), HashMap::new());
    for name in given_up {
        let open = attempts::open(conn, id, &name).await?;
        let why = tasks::why_given_up(conn, id, &name).await?.unwrap_or_default();
        match open {
            // It may have been made, and paid: nobody else is asked for it.
            Some(row) if row.state != "intent" => drop(doubtful.insert(name, why)),
            _ => drop(failed.insert(name, why)),
        }
    }
    Ok(Known { made, failed, doubtful })
}
