//! What the dialects have in common: who is asked how, and what an error means.

use super::{
    anthropic,
    asked::{Read, Way},
    chat, gemini, responses,
};
use crate::question::TextSpec;
use crate::{
    Failure, FailureClass, Model,
    http::{Answer, Effect, Http},
    service::Service,
    untrusted::{at, by_status, refused_by_rules, words},
};
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::Value;
use std::time::Duration;

/// A way of speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Anthropic,
    Responses,
    /// Chat completions: OpenRouter and servers of one's own.
    Chat,
    Gemini,
}

/// What came of a request.
pub(super) enum Sent {
    Answer(Value),
    /// Nothing was made: the schema is more than the service takes.
    SchemaRefused(Failure),
}

impl Dialect {
    pub(super) fn of(spoken: &str) -> Option<Self> {
        Some(match spoken {
            "anthropic" => Self::Anthropic,
            "openai-responses" => Self::Responses,
            "openai-chat" => Self::Chat,
            "gemini" => Self::Gemini,
            _ => return None,
        })
    }

    pub(super) fn headers(self, service: &Service) -> Result<HeaderMap, Failure> {
        let mut headers = match self {
            Self::Anthropic => service.headers("x-api-key", "")?,
            Self::Gemini => service.headers("x-goog-api-key", "")?,
            Self::Responses | Self::Chat => service.headers("authorization", "Bearer ")?,
        };
        if self == Self::Anthropic {
            headers.insert("anthropic-version", HeaderValue::from_static(anthropic::VERSION));
        }
        Ok(headers)
    }

    /// The path and the body of a question. `name` is our own name of it.
    pub(super) fn body(self, model: &Model, spec: &TextSpec, name: &str, way: Way) -> (String, Value) {
        match self {
            Self::Anthropic => ("/v1/messages".to_owned(), anthropic::body(model, spec, way)),
            Self::Responses => ("/responses".to_owned(), responses::body(model, spec, name, way)),
            Self::Chat => ("/chat/completions".to_owned(), chat::body(model, spec, way)),
            Self::Gemini => (format!("/v1beta/models/{}:generateContent", model.wire), gemini::body(model, spec, way)),
        }
    }

    /// The id of an answer that is still being written.
    pub(super) fn pending(self, json: &Value) -> Option<String> {
        if self == Self::Responses { responses::pending(json) } else { None }
    }

    /// # Errors
    /// What the service says went wrong; `None` where nobody can read it.
    pub(super) fn read(self, json: &Value) -> Result<Read, Option<Failure>> {
        match self {
            Self::Anthropic => anthropic::read(json).ok_or(None),
            Self::Responses => responses::read(json),
            Self::Chat => chat::read(json),
            Self::Gemini => gemini::read(json).ok_or(None),
        }
    }
}

/// Sorts the answer to a question.
pub(super) fn sent(http: &Http, answer: &Answer) -> Result<Sent, Failure> {
    let Some(json) = answer.json() else { return Err(by_status(http, Effect::Creates, answer, "")) };
    if answer.status == 200 {
        return Ok(Sent::Answer(json));
    }
    let failure = failure(http, Effect::Creates, answer, &json);
    if matches!(answer.status, 400 | 422) && is_about_schema(&json) {
        return Ok(Sent::SchemaRefused(failure));
    }
    Err(failure)
}

fn is_about_schema(json: &Value) -> bool {
    let said = at(json, "/error/message").to_lowercase();
    let code = at(json, "/error/code");
    code == "invalid_json_schema"
        || ["grammar", "schema", "response_format", "too complex"].iter().any(|word| said.contains(word))
}

/// What an error means, by the service's own code.
pub(super) fn failure(http: &Http, effect: Effect, answer: &Answer, json: &Value) -> Failure {
    let (code, kind, said) = (at(json, "/error/code"), at(json, "/error/type"), at(json, "/error/message"));
    let label = &http.label;
    let top_up = || {
        Failure::new(FailureClass::TopUp, format!("The account at {label} has no money left. Top it up, then retry."))
    };
    let has_reason = |wanted: &str| {
        let details = json.pointer("/error/details").and_then(Value::as_array);
        details.is_some_and(|all| all.iter().any(|own| at(own, "/reason") == wanted))
    };
    let moderated = json.pointer("/error/metadata/reasons").is_some() || code == "content_policy_violation";
    let failure = match answer.status {
        429 if code == "insufficient_quota" => top_up(),
        400 if kind == "billing_error" || said.to_lowercase().contains("credit balance") => top_up(),
        400 if has_reason("API_KEY_INVALID") => {
            Failure::new(FailureClass::FixKey, format!("{label} does not accept the key. Correct it in the settings."))
        }
        400 if code == "context_length_exceeded" => {
            let sentence = format!("This is more than the model at {label} can read at once. Choose a larger model.");
            Failure::new(FailureClass::Broken, sentence)
        }
        403 if moderated => refused_by_rules(label, &said),
        // It says so before it reads a word: the one 5xx that proves something.
        529 if kind == "overloaded_error" => {
            Failure::new(FailureClass::Wait, format!("{label} has too much to do at the moment."))
        }
        _ => return by_status(http, effect, answer, &said).retry_after(delay(json).or(answer.retry_after)),
    };
    failure.detail(format!("HTTP {}: {code} {kind} {}", answer.status, words(&said))).retry_after(answer.retry_after)
}

/// "7s" among the details of an error.
fn delay(json: &Value) -> Option<Duration> {
    let details = json.pointer("/error/details")?.as_array()?;
    let told = details.iter().find_map(|own| own.get("retryDelay")?.as_str())?;
    let seconds: f64 = told.strip_suffix('s')?.parse().ok()?;
    (0.0..=3_600.0).contains(&seconds).then(|| Duration::from_secs_f64(seconds))
}
