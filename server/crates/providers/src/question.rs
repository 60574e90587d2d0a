//! A question to a language model, and its answer.

use crate::Billed;
use model::ModelChoice;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How much a model should think before it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    #[default]
    None,
    Low,
    Medium,
    High,
}

/// One question to a language model. Everything in it shapes the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextSpec {
    pub model: ModelChoice,
    pub effort: Effort,
    /// What is asked for, as a name: letters, digits, `_` and `-`, at most 64.
    pub task: String,
    /// What stays the same from question to question.
    pub system: String,
    /// What the answer is made from: data, never instructions.
    pub context: String,
    pub prompt: String,
    /// The JSON schema of the answer: closed objects, everything required.
    pub schema: Value,
    /// The longest answer, in tokens, with what is thought before it.
    pub most_tokens: u32,
    /// 0 for the first answer; every take is another one.
    pub take: u32,
}

impl TextSpec {
    /// How many tokens go out, at least and at most: three to four characters are one.
    pub(crate) fn tokens_in(&self) -> (f64, f64) {
        let texts = [&self.system, &self.context, &self.prompt];
        let characters: usize = texts.iter().map(|text| text.chars().count()).sum();
        let all = (characters + self.schema.to_string().len()) as f64;
        (all / 4.0, all / 3.0)
    }
}

/// How an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    Whole,
    /// It was longer than allowed.
    Cut,
    /// The service's rules, or the model itself, refused it.
    Refused,
    /// It came without words.
    Empty,
}

/// How much went in and out, in the service's own count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// All that was read, what was remembered included.
    pub input: u64,
    /// What was remembered from an earlier call, and is cheaper.
    pub cached: u64,
    /// What was written and thought.
    pub output: u64,
}

/// An answer. It is paid, however it ended.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMade {
    pub text: String,
    pub ended: Ended,
    pub tokens: Tokens,
    pub billed: Option<Billed>,
    /// The schema was only described in words: the service would not take it as such.
    pub described: bool,
}
