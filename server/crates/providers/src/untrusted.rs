//! What a service says is not trusted to be there, of its type, or short.

use crate::{
    Failure, FailureClass,
    http::{Answer, Effect, Http},
};
use serde_json::Value;

/// The service's own words as the end of a sentence: short, on one line.
pub(crate) fn words(message: &str) -> String {
    let line: Vec<&str> = message.split_whitespace().collect();
    let mut text: String = line.join(" ").chars().filter(|letter| !letter.is_control()).take(240).collect();
    if text.is_empty() {
        text.push_str("it does not say why");
    }
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

/// A whole number, also as text.
pub(crate) fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// A number from 0 to a million, also as text.
pub(crate) fn number(value: &Value) -> Option<f64> {
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    (0.0..=1e6).contains(&number).then_some(number)
}

/// A text, also as a number: ids are texts of digits, and 0 or more.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A text at a place such as "/error/message"; empty where there is none.
pub(crate) fn at(json: &Value, place: &str) -> String {
    json.pointer(place).and_then(text).unwrap_or_default()
}

/// An id as it may stand in a path: letters, digits and "-_.:", nothing that leads elsewhere.
pub(crate) fn is_id(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    !id.is_empty() && id.len() <= 200 && id.bytes().all(plain) && !id.bytes().all(|byte| byte == b'.')
}

/// The words of moderation, as services use them where there is no code for it.
pub(crate) fn is_moderation(message: &str) -> bool {
    let said = message.to_lowercase();
    let rules = [
        "risk control",
        "sensitive",
        "content policy",
        "usage policies",
        "moderation",
        "content safety",
        "prohibited",
        "nsfw",
        "violat",
    ];
    rules.iter().any(|word| said.contains(word))
}

/// A refusal of moderation, with the service's reason.
pub(crate) fn refused_by_rules(label: &str, why: &str) -> Failure {
    let sentence = format!("The content rules of {label} refused this: {} Change the prompt, then retry.", words(why));
    Failure::new(FailureClass::EditPrompt, sentence)
}

/// What an answer without a result means, by its status alone; `said` are the service's own words.
///
/// For a request that creates, all that is not a clear refusal is `Unknown`: something may have been made, and charged for.
pub(crate) fn by_status(http: &Http, effect: Effect, answer: &Answer, said: &str) -> Failure {
    use FailureClass::{Broken, FixKey, TopUp, TryAgain, Wait};
    let label = &http.label;
    let failure = match (answer.status, answer.json().is_some()) {
        (401 | 403, _) => Failure::new(FixKey, format!("{label} does not accept the key. Correct it in the settings.")),
        (402, _) => Failure::new(TopUp, format!("The account at {label} has no money left. Top it up, then retry.")),
        (429, _) => Failure::new(Wait, format!("{label} gets too many requests at the moment.")),
        (400 | 422, true) if is_moderation(said) => refused_by_rules(label, said),
        (404, true) => Failure::new(Broken, format!("{label} does not know what was asked for: {}", words(said))),
        (400 | 405 | 406 | 410 | 413 | 415 | 422, true) => {
            Failure::new(Broken, format!("{label} does not accept the request: {}", words(said)))
        }
        _ if effect == Effect::Creates => http.unknown(),
        (500.., _) => Failure::new(TryAgain, format!("{label} has a problem of its own at the moment.")),
        _ => Failure::new(TryAgain, format!("{label} gave an answer nobody can read.")),
    };
    let start = String::from_utf8_lossy(answer.body.get(..200).unwrap_or(&answer.body)).into_owned();
    failure.detail(format!("HTTP {}: {start}", answer.status)).retry_after(answer.retry_after)
}
