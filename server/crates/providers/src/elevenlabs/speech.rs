//! Lines, with the time of every word.

use super::refusal;
use crate::{
    Call, Failure, Maker, SpeechMade, Started,
    http::{Effect, Request},
    result,
    service::Service,
    speech, untrusted,
};
use async_trait::async_trait;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use model::{Delivery, SpeechSpec};
use serde_json::{Value, json};

/// The longest that a line may last, in seconds.
const MOST_SECONDS: f64 = 900.0;

/// Speaks with one account.
pub(crate) struct Voices(pub(crate) Service);

impl Voices {
    fn body(&self, spec: &SpeechSpec) -> Result<Value, Failure> {
        let model = self.0.model(&spec.model)?;
        self.0.check_length(model, &spec.said())?;
        // Less stability is more feeling.
        let (stability, style) = match spec.delivery {
            Delivery::Normal => (0.5, 0.0),
            Delivery::Soft | Delivery::Slow | Delivery::Whisper | Delivery::Tired => (0.7, 0.0),
            Delivery::Fast | Delivery::Sad | Delivery::Breathless => (0.4, 0.2),
            Delivery::Shout | Delivery::Angry | Delivery::Excited => (0.3, 0.5),
        };
        let mut body = json!({
            "text": spec.said(),
            "model_id": model.wire,
            "voice_settings": {
                "stability": stability,
                "similarity_boost": 0.75,
                "style": style,
                "use_speaker_boost": true,
                "speed": speech::pace(spec).clamp(0.7, 1.2),
            },
            // Another take is another reading.
            "seed": spec.take,
        });
        if let Some(fields) = body.as_object_mut() {
            let language = model.fields.get("language").filter(|_| !spec.voice.language.is_empty());
            fields.extend(language.map(|field| (field.clone(), speech::cast::primary(&spec.voice.language).into())));
            fields.extend(model.settings.clone());
        }
        Ok(body)
    }
}

#[async_trait]
impl Maker for Voices {
    type Spec = SpeechSpec;
    type Made = SpeechMade;

    async fn start(&self, spec: &SpeechSpec, call: &Call<'_>) -> Result<Started<SpeechMade>, Failure> {
        if let Some(silence) = speech::silence(spec, call).await? {
            return Ok(Started::Done(silence));
        }
        let voice = speech::cast::cast(self.0.provider(), &spec.voice).unwrap_or_default();
        if !untrusted::is_id(&voice) {
            let sentence = format!("\"{voice}\" is no voice of {}. Choose another one.", self.0.label());
            return Err(Failure::new(crate::FailureClass::Broken, sentence));
        }
        let headers = self.0.headers("xi-api-key", "")?;
        let path = format!("/v1/text-to-speech/{voice}/with-timestamps?output_format=mp3_44100_128");
        let request = Request::post(Effect::Creates, &path, headers, self.body(spec)?).making();
        let answer = self.0.http.send(request, call).await?;
        let json = answer.json().unwrap_or_default();
        let sent = json.get("audio_base64").and_then(Value::as_str);
        let Some(sent) = sent.filter(|_| answer.status == 200) else { return Err(refusal(&self.0, &answer)) };
        let bytes = BASE64_STANDARD.decode(sent.trim()).unwrap_or_default();
        let wav = call.scratch.join("line.wav");
        let seconds = result::sound(&self.0, &bytes, &wav, MOST_SECONDS, self.0.list_price(spec)).await?;
        let told = json.get("alignment").and_then(|told| speech::words::aligned(&spec.said(), told, seconds));
        let words = told.map(|said| speech::words::as_written(spec, &said));
        let words = words.unwrap_or_else(|| speech::words::of_line(spec, 0.0, seconds));
        Ok(Started::Done(SpeechMade { wav, seconds, words, billed: None }))
    }
}
