//! Effects and ambiences from words.

use super::ordered;
use crate::{
    Call, Failure, Maker, SoundMade, Started,
    http::{Effect, Request},
    service::Service,
};
use async_trait::async_trait;
use model::SoundSpec;
use serde_json::{Value, json};

/// More than the longest sound that can be ordered, in seconds.
const MOST_SECONDS: f64 = 600.0;

/// Makes sounds with one account.
pub(crate) struct Sounds(pub(crate) Service);

impl Sounds {
    fn body(&self, spec: &SoundSpec) -> Result<Value, Failure> {
        let model = self.0.model(&spec.model)?;
        self.0.check_length(model, &spec.sound)?;
        let seconds = (model.seconds.fit(spec.seconds) * 10.0).round() / 10.0;
        let mut body = json!({
            "text": spec.sound,
            "duration_seconds": seconds,
            "prompt_influence": 0.3,
            // What lies under a whole shot may have to be repeated.
            "loop": spec.ambience,
            "model_id": model.wire,
        });
        if let Some(fields) = body.as_object_mut() {
            fields.extend(model.settings.clone());
        }
        Ok(body)
    }
}

#[async_trait]
impl Maker for Sounds {
    type Spec = SoundSpec;
    type Made = SoundMade;

    async fn start(&self, spec: &SoundSpec, call: &Call<'_>) -> Result<Started<SoundMade>, Failure> {
        let headers = self.0.headers("xi-api-key", "")?;
        let path = "/v1/sound-generation?output_format=mp3_44100_128";
        let request = Request::post(Effect::Creates, path, headers, self.body(spec)?).making();
        ordered(&self.0, request, ("sound.wav", MOST_SECONDS), self.0.list_price(spec), call).await
    }
}
