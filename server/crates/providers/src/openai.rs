//! Speech in OpenAI's dialect: OpenAI itself, and servers of one's own that speak it, such as Kokoro.

use crate::{
    Call, Can, Failure, FailureClass, Maker, SpeechMade, Started,
    http::{Answer, Effect, Request},
    result,
    service::Service,
    speech,
    untrusted::{at, by_status},
};
use async_trait::async_trait;
use model::{Delivery, SpeechSpec};
use serde_json::{Value, json};

/// The longest that a line may last, in seconds.
const MOST_SECONDS: f64 = 900.0;

/// Speaks with one account, or with a server that asks for none.
pub(crate) struct OpenAi(pub(crate) Service);

impl OpenAi {
    fn body(&self, spec: &SpeechSpec) -> Result<Value, Failure> {
        let model = self.0.model(&spec.model)?;
        self.0.check_length(model, &spec.said())?;
        let voice = speech::cast::cast(self.0.provider(), &spec.voice).unwrap_or_else(|| "alloy".to_owned());
        let mut body = json!({
            "model": model.wire,
            "input": spec.said(),
            "voice": voice,
            "response_format": "wav",
            "speed": speech::pace(spec).clamp(0.25, 4.0),
        });
        if let Some(fields) = body.as_object_mut() {
            let told = manner(spec.delivery).filter(|_| model.can(Can::Instructions));
            fields.extend(told.map(|told| ("instructions".to_owned(), told.into())));
            fields.extend(model.settings.clone());
        }
        Ok(body)
    }
}

#[async_trait]
impl Maker for OpenAi {
    type Spec = SpeechSpec;
    type Made = SpeechMade;

    async fn start(&self, spec: &SpeechSpec, call: &Call<'_>) -> Result<Started<SpeechMade>, Failure> {
        if let Some(silence) = speech::silence(spec, call).await? {
            return Ok(Started::Done(silence));
        }
        let headers = self.0.headers("authorization", "Bearer ")?;
        let request = Request::post(Effect::Creates, "/audio/speech", headers, self.body(spec)?).making();
        let answer = self.0.http.send(request, call).await?;
        if answer.status != 200 || answer.kind.starts_with("text/") || answer.json().is_some() {
            return Err(refusal(&self.0, &answer));
        }
        let wav = call.scratch.join("line.wav");
        let seconds = result::sound(&self.0, &answer.body, &wav, MOST_SECONDS, self.0.list_price(spec)).await?;
        let words = speech::words::of_line(spec, 0.0, seconds);
        Ok(Started::Done(SpeechMade { wav, seconds, words, billed: None }))
    }
}

/// How a line is spoken, in words.
const fn manner(delivery: Delivery) -> Option<&'static str> {
    Some(match delivery {
        Delivery::Normal => return None,
        Delivery::Whisper => "Whisper.",
        Delivery::Soft => "Speak softly and gently.",
        Delivery::Shout => "Shout, as if across a street.",
        Delivery::Slow => "Speak slowly, weighing every word.",
        Delivery::Fast => "Speak quickly, in a hurry.",
        Delivery::Angry => "Speak angrily.",
        Delivery::Sad => "Speak sadly, close to tears.",
        Delivery::Excited => "Speak with excitement.",
        Delivery::Tired => "Speak wearily, after a long day.",
        Delivery::Breathless => "Speak out of breath, gasping between phrases.",
    })
}

fn refusal(service: &Service, answer: &Answer) -> Failure {
    let json = answer.json().unwrap_or_default();
    let (code, said) = (at(&json, "/error/code"), at(&json, "/error/message"));
    let label = service.label();
    match code.as_str() {
        "insufficient_quota" if answer.is_refusal() => {
            let sentence = format!("The account at {label} has no money left. Top it up, then retry.");
            Failure::new(FailureClass::TopUp, sentence).detail(said)
        }
        "content_policy_violation" if answer.is_refusal() => crate::untrusted::refused_by_rules(label, &said),
        _ => by_status(&service.http, Effect::Creates, answer, &said),
    }
}
