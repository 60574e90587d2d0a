//! Gemini's generateContent.

use super::asked;
use crate::question::{Ended, TextSpec, Tokens};
use crate::{Model, untrusted::at};
use asked::{Read, Way, count};
use serde_json::{Value, json};

pub(super) fn body(model: &Model, spec: &TextSpec, way: Way) -> Value {
    let mut config = json!({ "responseMimeType": "application/json", "maxOutputTokens": spec.most_tokens });
    if let Some(fields) = config.as_object_mut() {
        if way == Way::Enforced {
            fields.insert("responseJsonSchema".to_owned(), spec.schema.clone());
        }
        if let Some(word) = asked::effort(model, spec.effort) {
            fields.insert("thinkingConfig".to_owned(), json!({ "thinkingLevel": word.to_uppercase() }));
        }
    }
    json!({
        "systemInstruction": { "parts": [{ "text": asked::system(spec, way) }] },
        "contents": [{ "role": "user", "parts": [{ "text": asked::question(spec) }] }],
        "generationConfig": config,
    })
}

pub(super) fn read(json: &Value) -> Option<Read> {
    let output = count(json, "/usageMetadata/candidatesTokenCount") + count(json, "/usageMetadata/thoughtsTokenCount");
    let tokens = Tokens {
        input: count(json, "/usageMetadata/promptTokenCount"),
        cached: count(json, "/usageMetadata/cachedContentTokenCount"),
        output,
    };
    let Some(candidate) = json.pointer("/candidates/0") else {
        json.pointer("/promptFeedback/blockReason")?;
        return Some(Read { text: String::new(), ended: Ended::Refused, tokens, cost: None });
    };
    let parts = candidate.pointer("/content/parts").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let own = parts.iter().filter(|part| part.get("thought").and_then(Value::as_bool) != Some(true));
    let text: String = own.filter_map(|part| part.get("text")?.as_str()).collect();
    let ended = match at(candidate, "/finishReason").as_str() {
        "MAX_TOKENS" => Ended::Cut,
        "SAFETY" | "RECITATION" | "BLOCKLIST" | "PROHIBITED_CONTENT" | "SPII" | "MODEL_ARMOR" => Ended::Refused,
        _ if text.trim().is_empty() => Ended::Empty,
        _ => Ended::Whole,
    };
    Some(Read { text, ended, tokens, cost: None })
}
