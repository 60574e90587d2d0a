//! Reads Kling's envelope and its table of errors.

use crate::{
    Failure, FailureClass,
    http::{Answer, Effect, Http},
    untrusted::{whole, words},
};
use serde_json::Value;

/// The data of an answer that says it went well.
///
/// For a request that creates, anything that is not a clear refusal is `Unknown`: a gateway's page, an internal error or a code
/// of no known meaning may all stand before a task that exists.
pub(super) fn data(http: &Http, effect: Effect, answer: &Answer) -> Result<Value, Failure> {
    let unclear = |detail: String| match effect {
        Effect::Creates => http.unknown().detail(detail),
        Effect::Reads => {
            Failure::new(FailureClass::TryAgain, format!("{} gave an answer nobody can read.", http.label))
                .detail(detail)
                .retry_after(answer.retry_after)
        }
    };
    let json = answer.json();
    let code = json.as_ref().and_then(|json| json.get("code")).and_then(whole);
    let message = json.as_ref().and_then(|json| json.get("message")).and_then(Value::as_str).unwrap_or_default();
    let start = || String::from_utf8_lossy(answer.body.get(..200).unwrap_or(&answer.body)).into_owned();
    match (answer.status, code) {
        (200..=299, Some(0)) => Ok(json.as_ref().and_then(|json| json.get("data")).cloned().unwrap_or(Value::Null)),
        (status, Some(code)) => {
            let failure =
                refusal(effect, status, code, message).detail(format!("HTTP {status}, code {code}: {message}"));
            Err(failure.retry_after(answer.retry_after))
        }
        (429, None) if effect == Effect::Reads => {
            Err(busy("Kling gets too many requests.").detail(start()).retry_after(answer.retry_after))
        }
        (status, None) => Err(unclear(format!("HTTP {status}: {}", start()))),
    }
}

/// The token was refused because it is not valid yet, or not any more.
pub(super) fn is_of_another_time(answer: &Answer) -> bool {
    let code = || answer.json()?.get("code").and_then(whole);
    answer.status == 401 && matches!(code(), Some(1003 | 1004))
}

/// What an error of Kling's table means. The status is looked at only where the code is not in the table.
pub(super) fn refusal(effect: Effect, status: u16, code: i64, message: &str) -> Failure {
    use FailureClass::{Broken, EditPrompt, FixKey, TopUp, TryAgain, Unknown};
    let said = message.to_lowercase();
    match code {
        // Whatever code an error of its own carries, the task may be there.
        _ if effect == Effect::Creates && status >= 500 => {
            Failure::new(Unknown, "Kling gave no clear answer; looking whether it has begun.")
        }
        1000..=1002 => Failure::new(FixKey, "Kling does not accept the key. Correct it in the settings."),
        1003 | 1004 => Failure::new(
            FixKey,
            "Kling says that the token is from another time. Check this computer's clock, then retry.",
        ),
        1100 => Failure::new(FixKey, "Kling has blocked the account. Look at it on kling.ai/dev."),
        1101 => Failure::new(TopUp, "The Kling account is in arrears. Pay what is due on kling.ai/dev, then retry."),
        1102 => Failure::new(TopUp, "The Kling account has no units left for this. Buy a resource pack, then retry."),
        1103 => Failure::new(FixKey, "The Kling key may not use this model. Choose another model, or another key."),
        1201 if effect == Effect::Creates && said.contains("already exist") => {
            Failure::new(Unknown, "Kling has a task of this name already; looking for it.")
        }
        1201 if said.contains("voice id not found") => {
            Failure::new(Broken, "Kling does not know this voice. Choose another one.")
        }
        1200..=1202 => Failure::new(Broken, format!("Kling does not accept the request: {}", words(message))),
        1203 => Failure::new(Broken, "Kling does not have this model. Choose another one in the settings."),
        1300 | 1301 => Failure::new(
            EditPrompt,
            format!("Kling's content rules refused this: {} Change the prompt, then retry.", words(message)),
        ),
        1302 => busy("Kling gets too many requests at the moment."),
        1303 => busy("All of the Kling account's places are taken."),
        1304 => Failure::new(FixKey, "Kling does not accept calls from this network address. Add it on kling.ai/dev."),
        5001 if effect == Effect::Reads => Failure::new(TryAgain, "Kling is temporarily unavailable."),
        _ if said.contains("discontinued") && status < 500 => {
            Failure::new(Broken, "Kling has discontinued this model. Choose another one in the settings.")
        }
        _ if (400..500).contains(&status) && status != 408 => {
            let class = if status == 429 { FailureClass::Wait } else { Broken };
            Failure::new(class, format!("Kling refused the request: {}", words(message)))
        }
        _ if effect == Effect::Creates => {
            Failure::new(Unknown, "Kling gave no clear answer; looking whether it has begun.")
        }
        _ => Failure::new(TryAgain, "Kling has a problem of its own at the moment."),
    }
}

fn busy(sentence: &str) -> Failure {
    Failure::new(FailureClass::Wait, sentence)
}
