//! ElevenLabs: speech with the time of every letter, sounds and music.

mod music;
mod sound;
mod speech;

pub(crate) use music::Scores;
pub(crate) use sound::Sounds;
pub(crate) use speech::Voices;

use crate::{
    Billed, Call, Failure, FailureClass, SoundMade, Started,
    http::{Answer, Effect, Request},
    result,
    service::Service,
    untrusted::{at, by_status},
};

/// Orders a sound, which is the answer itself, and leaves it as `wav` in the call's folder. `paid` is what it costs, usable or not.
async fn ordered(
    service: &Service,
    request: Request<'_>,
    (wav, most_seconds): (&str, f64),
    paid: Option<Billed>,
    call: &Call<'_>,
) -> Result<Started<SoundMade>, Failure> {
    let answer = service.http.send(request, call).await?;
    if answer.status != 200 || answer.kind.starts_with("text/") || answer.json().is_some() {
        return Err(refusal(service, &answer));
    }
    let wav = call.scratch.join(wav);
    let seconds = result::sound(service, &answer.body, &wav, most_seconds, paid).await?;
    Ok(Started::Done(SoundMade { wav, seconds, billed: None }))
}

/// What an answer without a sound means.
fn refusal(service: &Service, answer: &Answer) -> Failure {
    let json = answer.json().unwrap_or_default();
    let label = service.label();
    let (name, said) = (at(&json, "/detail/status"), at(&json, "/detail/message"));
    let said = if said.is_empty() { at(&json, "/detail/0/msg") } else { said };
    let failure = match name.as_str() {
        // Whatever it says of an error of its own, the sound may have been made and charged for before.
        _ if !answer.is_refusal() => return by_status(&service.http, Effect::Creates, answer, &said),
        "quota_exceeded" => {
            let sentence = format!("The account at {label} has no credits left. Top it up, then retry.");
            Failure::new(FailureClass::TopUp, sentence)
        }
        "voice_not_found" => {
            Failure::new(FailureClass::Broken, format!("{label} does not have this voice. Choose another one."))
        }
        "max_character_limit_exceeded" => {
            Failure::new(FailureClass::EditPrompt, format!("The text is too long for {label}. Split the line in two."))
        }
        "too_many_concurrent_requests" | "system_busy" => {
            Failure::new(FailureClass::Wait, format!("{label} gets too many requests at the moment."))
        }
        _ => return by_status(&service.http, Effect::Creates, answer, &said),
    };
    failure.detail(format!("HTTP {}: {name}: {said}", answer.status)).retry_after(answer.retry_after)
}
