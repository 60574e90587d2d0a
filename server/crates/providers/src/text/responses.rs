//! OpenAI's responses, made in the background: the id comes at once, and the answer is fetched when it is there.

use super::asked;
use crate::question::{Ended, TextSpec, Tokens};
use crate::{
    Failure, FailureClass, Model,
    untrusted::{at, is_moderation, refused_by_rules, words},
};
use asked::{Read, Way, count};
use serde_json::{Value, json};

pub(super) fn body(model: &Model, spec: &TextSpec, name: &str, way: Way) -> Value {
    let format = match way {
        Way::Enforced => json!({ "type": "json_schema", "name": spec.task, "schema": spec.schema, "strict": true }),
        Way::Described => json!({ "type": "json_object" }),
    };
    let mut body = json!({
        "model": model.wire,
        "background": true,
        "store": true,
        "instructions": asked::system(spec, way),
        "input": asked::question(spec),
        "text": { "format": format },
        "max_output_tokens": spec.most_tokens,
        "metadata": { "studio": name },
    });
    if let (Some(fields), Some(word)) = (body.as_object_mut(), asked::effort(model, spec.effort)) {
        fields.insert("reasoning".to_owned(), json!({ "effort": word }));
    }
    body
}

pub(super) fn pending(json: &Value) -> Option<String> {
    let waits = matches!(at(json, "/status").as_str(), "queued" | "in_progress");
    waits.then(|| at(json, "/id"))
}

pub(super) fn read(json: &Value) -> Result<Read, Option<Failure>> {
    let status = at(json, "/status");
    match status.as_str() {
        "completed" | "incomplete" => {}
        "failed" => return Err(Some(failed(json))),
        "cancelled" => {
            let sentence = "OpenAI says that this answer was cancelled. Ask again.";
            return Err(Some(Failure::new(FailureClass::Broken, sentence)));
        }
        _ => return Err(None),
    }
    let output = json.get("output").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let parts = output.iter().filter_map(|item| item.get("content")?.as_array()).flatten();
    let (mut text, mut refused) = (String::new(), false);
    for part in parts {
        match at(part, "/type").as_str() {
            "output_text" => text.push_str(part.get("text").and_then(Value::as_str).unwrap_or_default()),
            "refusal" => refused = true,
            _ => {}
        }
    }
    let tokens = Tokens {
        input: count(json, "/usage/input_tokens"),
        cached: count(json, "/usage/input_tokens_details/cached_tokens"),
        output: count(json, "/usage/output_tokens"),
    };
    let ended = match at(json, "/incomplete_details/reason").as_str() {
        "content_filter" => Ended::Refused,
        _ if refused => Ended::Refused,
        _ if status == "incomplete" => Ended::Cut,
        _ if text.trim().is_empty() => Ended::Empty,
        _ => Ended::Whole,
    };
    Ok(Read { text, ended, tokens, cost: None })
}

fn failed(json: &Value) -> Failure {
    let (code, said) = (at(json, "/error/code"), at(json, "/error/message"));
    let failure = match code.as_str() {
        "rate_limit_exceeded" => Failure::new(FailureClass::Wait, "OpenAI gets too many requests at the moment."),
        "server_error" => Failure::new(FailureClass::TryAgain, "OpenAI has a problem of its own at the moment."),
        "invalid_prompt" | "bio_policy" | "misalignment_policy_violation" => refused_by_rules("OpenAI", &said),
        _ if is_moderation(&said) => refused_by_rules("OpenAI", &said),
        _ => Failure::new(FailureClass::Broken, format!("OpenAI could not answer: {}", words(&said))),
    };
    failure.detail(format!("{code}: {said}"))
}
