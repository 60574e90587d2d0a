//! Messages as Anthropic takes them.

use super::asked;
use crate::question::{Effort, Ended, TextSpec, Tokens};
use crate::{Model, untrusted::at};
use asked::{Read, Way, count};
use serde_json::{Value, json};

/// The version of the interface, as its own library of November 2026 sends it.
pub(super) const VERSION: &str = "2026-10-21";

pub(super) fn body(model: &Model, spec: &TextSpec, way: Way) -> Value {
    let mut output = serde_json::Map::new();
    if way == Way::Enforced {
        output.insert("format".to_owned(), json!({ "type": "json_schema", "schema": spec.schema }));
    }
    let effort = asked::effort(model, spec.effort);
    if let Some(word) = effort.filter(|word| *word != "none") {
        output.insert("effort".to_owned(), word.into());
    }
    let mut body = json!({
        "model": model.wire,
        "max_tokens": spec.most_tokens,
        "system": [{ "type": "text", "text": asked::system(spec, way), "cache_control": { "type": "ephemeral" } }],
        "messages": [{ "role": "user", "content": asked::question(spec) }],
    });
    if let Some(fields) = body.as_object_mut() {
        if !output.is_empty() {
            fields.insert("output_config".to_owned(), output.into());
        }
        // Some think unless they are told not to.
        if spec.effort == Effort::None && effort == Some("none") {
            fields.insert("thinking".to_owned(), json!({ "type": "disabled" }));
        }
    }
    body
}

pub(super) fn read(json: &Value) -> Option<Read> {
    let blocks = json.get("content")?.as_array()?;
    let text: String =
        blocks.iter().filter(|block| at(block, "/type") == "text").map(|block| raw(block, "text")).collect();
    let remembered = count(json, "/usage/cache_read_input_tokens");
    let tokens = Tokens {
        input: count(json, "/usage/input_tokens") + count(json, "/usage/cache_creation_input_tokens") + remembered,
        cached: remembered,
        output: count(json, "/usage/output_tokens"),
    };
    let ended = match at(json, "/stop_reason").as_str() {
        "refusal" => Ended::Refused,
        "max_tokens" | "model_context_window_exceeded" => Ended::Cut,
        _ if text.trim().is_empty() => Ended::Empty,
        _ => Ended::Whole,
    };
    Some(Read { text, ended, tokens, cost: None })
}

fn raw(block: &Value, name: &str) -> String {
    block.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
