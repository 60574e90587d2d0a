//! What is asked next, from what was asked before: the same answers always lead to the same next question, so that a studio that was
//! stopped goes on where it was.

use super::{
    judge::{judge, merge},
    question::Question,
};
use serde_json::Value;

/// So many paid answers are asked for at most.
pub const MOST_CALLS: usize = 3;
/// One model is asked so often at most before the next.
const PER_MODEL: usize = 2;

/// What came of one call.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// An answer that was paid: the object in it, where there is one.
    Answered(Option<Value>),
    /// It was longer than allowed.
    Cut,
    Refused,
    /// Nothing was made, for good; in a sentence.
    Failed(String),
}

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Which model of the chain, from 0.
    pub model: usize,
    pub prompt: String,
    pub schema: Value,
    pub most_tokens: u32,
}

/// How a question ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// What can be used; an object, and empty where nothing can.
    pub accepted: Value,
    /// Nothing of it is missing.
    pub whole: bool,
    /// What stood against the rest, in sentences.
    pub problems: Vec<String>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    Ask(Call),
    Done(Settled),
}

struct State {
    model: usize,
    /// Paid answers in all, and of this model.
    paid: usize,
    of_model: usize,
    most_tokens: u32,
    accepted: Value,
    problems: Vec<String>,
    rest: Value,
}

impl State {
    fn switch(&mut self) {
        self.model += 1;
        self.of_model = 0;
    }

    fn settled(self, whole: bool) -> Next {
        let problems = if whole { Vec::new() } else { self.problems };
        Next::Done(Settled { accepted: self.accepted, whole, problems })
    }
}

/// What is asked next of a chain of so many models.
pub fn next(question: &Question, models: usize, outcomes: &[Outcome]) -> Next {
    let mut state = State {
        model: 0,
        paid: 0,
        of_model: 0,
        most_tokens: question.most_tokens,
        accepted: Value::Object(serde_json::Map::new()),
        problems: Vec::new(),
        rest: question.schema.clone(),
    };
    for outcome in outcomes {
        if !matches!(outcome, Outcome::Failed(_)) {
            state.paid += 1;
            state.of_model += 1;
        }
        match outcome {
            Outcome::Failed(why) => {
                state.problems = vec![why.clone()];
                state.switch();
            }
            Outcome::Refused => {
                state.problems = vec!["The model refused to write this.".to_owned()];
                state.switch();
            }
            Outcome::Cut => {
                state.problems = vec!["The answer was longer than allowed and broke off.".to_owned()];
                state.most_tokens = question.most_tokens.saturating_mul(2);
            }
            Outcome::Answered(None) => state.problems = vec!["The answer was no JSON object.".to_owned()],
            Outcome::Answered(Some(answer)) => {
                let judged = judge(question, &state.rest, answer);
                merge(&mut state.accepted, judged.accepted);
                state.problems = judged.problems;
                match judged.rest {
                    None => return state.settled(true),
                    Some(rest) => state.rest = rest,
                }
            }
        }
        if state.of_model >= PER_MODEL && state.model + 1 < models {
            state.switch();
        }
    }
    if state.model >= models || state.paid >= MOST_CALLS {
        return state.settled(false);
    }
    let prompt = match state.paid {
        0 => question.prompt.clone(),
        _ => format!(
            "{}\n\nAn earlier answer could not be used whole:\n- {}\nAnswer only what is asked for in the schema now.",
            question.prompt,
            state.problems.join("\n- ")
        ),
    };
    Next::Ask(Call { model: state.model, prompt, schema: state.rest, most_tokens: state.most_tokens })
}
