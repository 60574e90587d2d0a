//! Lines ("tts"): answered at once, with a link to fetch. Only the older API has them, and it knows no names of ours: what had no
//! clear answer cannot be found again.

use super::{Desk, task};
use crate::{Billed, Call, Failure, FailureClass, Maker, SpeechMade, Started, http::Effect, result, speech};
use async_trait::async_trait;
use model::SpeechSpec;
use serde_json::{Value, json};
use std::time::Duration;

/// How often the link is tried.
const TRIES: u32 = 4;

/// Speaks with one account at Kling.
pub(crate) struct Voices(pub(crate) Desk);

impl Voices {
    fn body(&self, spec: &SpeechSpec) -> Result<Value, Failure> {
        let limit = self.0.catalogue.model(&spec.model).map_or(0, |model| model.prompt_limit);
        let length = spec.said().chars().count();
        if limit > 0 && length > limit {
            let sentence = format!("The line has {length} characters; Kling speaks {limit} at once. Split it in two.");
            return Err(Failure::new(FailureClass::EditPrompt, sentence));
        }
        let language = match speech::cast::primary(&spec.voice.language).as_str() {
            "zh" | "cmn" | "yue" => "zh",
            "en" | "" => "en",
            other => {
                let sentence =
                    format!("Kling speaks English and Chinese, not \"{other}\". Choose another voice service.");
                return Err(Failure::new(FailureClass::Broken, sentence));
            }
        };
        let voice = speech::cast::cast(self.0.catalogue.provider(&self.0.provider), &spec.voice).unwrap_or_default();
        let speed = speech::pace(spec).clamp(0.8, 2.0);
        Ok(json!({ "text": spec.said(), "voice_id": voice, "voice_language": language, "voice_speed": speed }))
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
        let data = self.0.ask(Effect::Creates, "/v1/audio/tts", Some(self.body(spec)?), call).await?;
        let task = task::read(&data).ok_or_else(|| self.0.http.unknown().detail("the answer names no task"))?;
        let listed = || {
            let range = self.0.catalogue.price(spec)?;
            Some(Billed { amount: range.high, words: "by the price list".to_owned() })
        };
        let billed = task.billed.clone().or_else(listed);
        let Some(url) = &task.sound else {
            let sentence = "Kling says that the line is spoken, but names no sound.";
            return Err(Failure::new(FailureClass::Broken, sentence).billed(billed));
        };
        let wav = call.scratch.join("line.wav");
        for nth in 1.. {
            let fetched = result::sound_at(&self.0.http, &self.0.tools, url, &wav, 900.0, billed.clone(), call).await;
            match fetched {
                Ok(seconds) => {
                    let words = speech::words::of_line(spec, 0.0, seconds);
                    return Ok(Started::Done(SpeechMade { wav, seconds, words, billed: task.billed }));
                }
                Err(failure) if failure.class != FailureClass::Broken && nth < TRIES => {
                    tokio::time::sleep(Duration::from_millis(250 << nth)).await;
                }
                // It was spoken and paid, and the only link to it is lost with this call.
                Err(mut failure) => {
                    failure.class = FailureClass::Broken;
                    return Err(failure.billed(billed));
                }
            }
        }
        Err(self.0.http.unknown())
    }
}
