//! How each dialect asks and is answered.

use super::Flaw;
use crate::tcp::{Asked, Reply};
use serde_json::{Value, json};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Anthropic,
    Responses,
    Chat,
    Gemini,
}

/// What is asked.
pub(super) struct Question {
    /// The asker's own name of it where the dialect carries one, else one by its words: the same question has the same name.
    pub(super) name: String,
    pub(super) model: String,
    pub(super) schema: Value,
    /// The service was told to keep to the schema.
    pub(super) enforced: bool,
    pub(super) material: String,
}

impl Question {
    pub(super) fn tokens(&self) -> u64 {
        tokens(&self.material) + tokens(&self.schema.to_string())
    }
}

pub(super) fn tokens(text: &str) -> u64 {
    text.chars().count() as u64 / 4 + 1
}

impl Dialect {
    pub(super) fn of(asked: &Asked) -> Option<Self> {
        let path = asked.path.as_str();
        let by_anthropic = asked.headers.contains_key("anthropic-version");
        Some(match path {
            _ if path.ends_with("/messages") || (path == "/v1/models" && by_anthropic) => Self::Anthropic,
            _ if path.contains("/responses") => Self::Responses,
            _ if path.starts_with("/v1beta/") => Self::Gemini,
            _ if path.ends_with("/chat/completions") || path.ends_with("/models") || path.ends_with("/key") => {
                Self::Chat
            }
            _ => return None,
        })
    }

    pub(super) fn key(self, asked: &Asked) -> &str {
        let named = ["x-api-key", "x-goog-api-key", "authorization"];
        let key = named.iter().find_map(|name| asked.headers.get(*name)).map(String::as_str).unwrap_or_default();
        let key = key.strip_prefix("Bearer ").unwrap_or(key);
        // A server of one's own asks for none.
        if key.is_empty() && self == Self::Chat { "none" } else { key }
    }

    pub(super) fn question(self, path: &str, body: &Value) -> Question {
        let text = |place: &str| body.pointer(place).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (schema, system, material) = match self {
            Self::Anthropic => ("/output_config/format/schema", text("/system/0/text"), text("/messages/0/content")),
            Self::Responses => ("/text/format/schema", text("/instructions"), text("/input")),
            Self::Chat => {
                ("/response_format/json_schema/schema", text("/messages/0/content"), text("/messages/1/content"))
            }
            Self::Gemini => (
                "/generationConfig/responseJsonSchema",
                text("/systemInstruction/parts/0/text"),
                text("/contents/0/parts/0/text"),
            ),
        };
        let enforced = body.pointer(schema).cloned();
        // Else it stands at the end of what is told first.
        let described = || system.rfind("\n{").and_then(|at| serde_json::from_str(system.get(at..)?).ok());
        let mut hasher = DefaultHasher::new();
        body.to_string().hash(&mut hasher);
        let own = text("/metadata/studio");
        let named = path.rsplit('/').next().unwrap_or_default().split(':').next().unwrap_or_default();
        Question {
            name: if own.is_empty() { format!("{:016x}", hasher.finish()) } else { own },
            model: if self == Self::Gemini { named.to_owned() } else { text("/model") },
            enforced: enforced.is_some(),
            schema: enforced.or_else(described).unwrap_or_default(),
            material,
        }
    }

    pub(super) fn answer(self, model: &str, number: u64, text: &str, flaw: Option<Flaw>, read: u64) -> Value {
        let (refused, cut) = (flaw == Some(Flaw::Refused), flaw == Some(Flaw::Cut));
        let written = tokens(text);
        match self {
            Self::Anthropic => json!({
                "id": format!("msg_{number}"), "type": "message", "role": "assistant", "model": model,
                "content": if refused { json!([]) } else { json!([{ "type": "text", "text": text }]) },
                "stop_reason": if refused { "refusal" } else if cut { "max_tokens" } else { "end_turn" },
                "stop_details": if refused { json!({ "type": "refusal", "category": null, "explanation": null }) } else { Value::Null },
                "stop_sequence": null,
                "usage": { "input_tokens": read, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "output_tokens": written },
            }),
            Self::Responses => {
                let content = if refused {
                    json!({ "type": "refusal", "refusal": "I cannot help with that." })
                } else {
                    json!({ "type": "output_text", "text": text, "annotations": [] })
                };
                json!({
                    "id": format!("resp_{number}"), "object": "response", "model": model, "error": null,
                    "status": if cut { "incomplete" } else { "completed" },
                    "incomplete_details": if cut { json!({ "reason": "max_output_tokens" }) } else { Value::Null },
                    "output": [{ "type": "message", "id": "m1", "role": "assistant", "status": "completed", "content": [content] }],
                    "usage": { "input_tokens": read, "input_tokens_details": { "cached_tokens": 0 }, "output_tokens": written,
                        "output_tokens_details": { "reasoning_tokens": 0 }, "total_tokens": read + written },
                })
            }
            Self::Chat => json!({
                "id": format!("gen-{number}"), "model": model, "provider": "Simulated",
                "choices": [{ "index": 0, "finish_reason": if refused { "content_filter" } else if cut { "length" } else { "stop" },
                    "message": { "role": "assistant", "content": text, "refusal": if refused { json!("no") } else { Value::Null } } }],
                "usage": { "prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written,
                    "cost": (read as f64 + 5.0 * written as f64) / 1e6 },
            }),
            Self::Gemini if refused => json!({
                "promptFeedback": { "blockReason": "PROHIBITED_CONTENT" },
                "usageMetadata": { "promptTokenCount": read, "totalTokenCount": read },
            }),
            Self::Gemini => json!({
                "candidates": [{ "content": { "role": "model", "parts": [{ "text": text }] },
                    "finishReason": if cut { "MAX_TOKENS" } else { "STOP" }, "index": 0 }],
                "usageMetadata": { "promptTokenCount": read, "candidatesTokenCount": written, "thoughtsTokenCount": 0,
                    "totalTokenCount": read + written },
                "modelVersion": model, "responseId": format!("r{number}"),
            }),
        }
    }

    /// An error that says so.
    pub(super) fn no(self, status: u16, said: &str) -> Reply {
        let body = match self {
            Self::Anthropic => {
                let kind = match status {
                    401 => "authentication_error",
                    429 => "rate_limit_error",
                    529 => "overloaded_error",
                    _ => "api_error",
                };
                json!({ "type": "error", "error": { "type": kind, "message": said }, "request_id": "req_1" })
            }
            Self::Responses => {
                let code = if status == 429 { "rate_limit_exceeded" } else { "error" };
                json!({ "error": { "message": said, "type": "error", "param": null, "code": code } })
            }
            Self::Chat => json!({ "error": { "code": status, "message": said } }),
            Self::Gemini => {
                let details = if status == 429 {
                    json!([{ "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1s" }])
                } else {
                    json!([])
                };
                json!({ "error": { "code": status, "message": said, "status": "FAILED", "details": details } })
            }
        };
        Reply::json(status, &body)
    }

    /// The account has no money left.
    pub(super) fn broke(self) -> Reply {
        match self {
            Self::Responses => {
                let error = json!({ "error": { "message": "You exceeded your current quota", "type": "insufficient_quota", "param": null, "code": "insufficient_quota" } });
                Reply::json(429, &error)
            }
            Self::Anthropic => {
                let error = json!({ "type": "error", "error": { "type": "billing_error", "message": "no credit" }, "request_id": "req_1" });
                Reply::json(402, &error)
            }
            _ => self.no(402, "Insufficient credits"),
        }
    }

    /// The schema is more than it takes.
    pub(super) fn grammar(self) -> Reply {
        match self {
            Self::Anthropic => {
                let error = json!({ "type": "error", "error": { "type": "invalid_request_error", "message": "The compiled grammar is too large" }, "request_id": "req_2" });
                Reply::json(400, &error)
            }
            _ => self.no(400, "The schema is too complex"),
        }
    }
}

pub(super) fn queued(id: &str) -> Value {
    json!({ "id": id, "object": "response", "status": "queued", "error": null, "incomplete_details": null, "output": [], "usage": null })
}

pub(super) fn in_progress(id: &str) -> Value {
    json!({ "id": id, "object": "response", "status": "in_progress", "error": null, "incomplete_details": null, "output": [], "usage": null })
}
