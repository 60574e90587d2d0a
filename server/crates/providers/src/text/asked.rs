//! What every dialect says and reads alike.

use crate::question::{Effort, Ended, TextSpec, Tokens};
use crate::{Billed, Model};
use serde_json::Value;

/// How the schema goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The service keeps the answer to it.
    Enforced,
    /// Only in the words.
    Described,
}

/// What was read of an answer.
pub(super) struct Read {
    pub(super) text: String,
    pub(super) ended: Ended,
    pub(super) tokens: Tokens,
    /// Where the service says what it charged.
    pub(super) cost: Option<Billed>,
}

/// What a model is told before it is asked.
pub(super) fn system(spec: &TextSpec, way: Way) -> String {
    match way {
        Way::Enforced => spec.system.clone(),
        Way::Described => format!(
            "{}\n\nAnswer with one JSON object and nothing else: no fences, no words before or after it. It fits this JSON schema:\n{}",
            spec.system, spec.schema
        ),
    }
}

/// What a model is asked: the context is data, and marked as such.
pub(super) fn question(spec: &TextSpec) -> String {
    if spec.context.is_empty() {
        return spec.prompt.clone();
    }
    format!("<material>\n{}\n</material>\n\n{}", spec.context.trim(), spec.prompt)
}

/// The word of the model for an effort: its own nearest below, else its least. `None` where it knows none.
pub(super) fn effort(model: &Model, wanted: Effort) -> Option<&str> {
    let rank = |word: &str| match word {
        "none" => Some(0),
        "minimal" => Some(1),
        "low" => Some(2),
        "medium" => Some(3),
        "high" => Some(4),
        _ => None,
    };
    let most = match wanted {
        Effort::None => 1,
        Effort::Low => 2,
        Effort::Medium => 3,
        Effort::High => 4,
    };
    let known = || model.efforts.iter().filter_map(|word| Some((rank(word)?, word.as_str())));
    let best = known().filter(|(rank, _)| *rank <= most).max_by_key(|(rank, _)| *rank);
    best.or_else(|| known().min_by_key(|(rank, _)| *rank)).map(|(_, word)| word)
}

pub(super) fn count(json: &Value, place: &str) -> u64 {
    json.pointer(place).and_then(Value::as_u64).unwrap_or_default()
}
