//! Chat completions: OpenRouter, and servers of one's own such as Ollama, llama.cpp and vLLM.

use super::asked;
use crate::question::{Ended, TextSpec, Tokens};
use crate::{
    Billed, Failure, FailureClass, Model, Money,
    untrusted::{at, is_moderation, number, refused_by_rules, words},
};
use asked::{Read, Way, count};
use serde_json::{Value, json};

pub(super) fn body(model: &Model, spec: &TextSpec, way: Way) -> Value {
    let format = match way {
        Way::Enforced => json!({
            "type": "json_schema",
            "json_schema": { "name": spec.task, "strict": true, "schema": spec.schema },
        }),
        Way::Described => json!({ "type": "json_object" }),
    };
    let mut body = json!({
        "model": model.wire,
        "max_tokens": spec.most_tokens,
        "messages": [
            { "role": "system", "content": asked::system(spec, way) },
            { "role": "user", "content": asked::question(spec) },
        ],
        "response_format": format,
        "stream": false,
    });
    if let (Some(fields), Some(word)) = (body.as_object_mut(), asked::effort(model, spec.effort)) {
        fields.insert("reasoning_effort".to_owned(), word.into());
    }
    body
}

pub(super) fn read(json: &Value) -> Result<Read, Option<Failure>> {
    let Some(choice) = json.pointer("/choices/0") else {
        let said = at(json, "/error/message");
        return Err((!said.is_empty()).then(|| troubled(&said)));
    };
    let said = at(choice, "/error/message");
    if !said.is_empty() {
        return Err(Some(troubled(&said)));
    }
    let text = choice.pointer("/message/content").and_then(Value::as_str).unwrap_or_default().to_owned();
    let refusal = at(choice, "/message/refusal");
    let tokens = Tokens {
        input: count(json, "/usage/prompt_tokens"),
        cached: count(json, "/usage/prompt_tokens_details/cached_tokens"),
        output: count(json, "/usage/completion_tokens"),
    };
    let ended = match at(choice, "/finish_reason").as_str() {
        "content_filter" => Ended::Refused,
        _ if !refusal.is_empty() => Ended::Refused,
        "length" => Ended::Cut,
        _ if text.trim().is_empty() => Ended::Empty,
        _ => Ended::Whole,
    };
    let cost = json.pointer("/usage/cost").and_then(number);
    let cost = cost.map(|dollars| Billed {
        amount: Money::from_micros((dollars * 1e6).round() as i64),
        words: format!("{} tokens in, {} out", tokens.input, tokens.output),
    });
    Ok(Read { text, ended, tokens, cost })
}

/// An answer of 200 that holds an error: the model behind the service failed.
fn troubled(said: &str) -> Failure {
    if is_moderation(said) {
        return refused_by_rules("the model", said);
    }
    Failure::new(FailureClass::Broken, format!("The model could not answer: {}", words(said)))
}
