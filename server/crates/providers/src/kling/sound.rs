//! Effects from words ("text-to-audio"). Only the older API has them.

use super::{Desk, failed, found, task::State};
use crate::{Call, Failure, FailureClass, Lookup, Maker, Poll, SoundMade, Started, result};
use async_trait::async_trait;
use model::SoundSpec;
use serde_json::{Value, json};

const PATH: &str = "/v1/audio/text-to-audio";
const KEPT: &[&str] = &[PATH];

/// Makes sounds with one account at Kling.
pub(crate) struct Sounds(pub(crate) Desk);

impl Sounds {
    fn body(&self, spec: &SoundSpec, call: &Call<'_>) -> Result<Value, Failure> {
        let Some(model) = self.0.catalogue.model(&spec.model) else {
            let sentence =
                format!("Kling's model \"{}\" is not in the catalogue. Choose another one.", spec.model.model);
            return Err(Failure::new(FailureClass::Broken, sentence));
        };
        // A sound is told in few words; what is more than it takes is detail.
        let words: String = spec.sound.chars().take(model.prompt_limit.max(1)).collect();
        let seconds = (model.seconds.fit(spec.seconds) * 10.0).round() / 10.0;
        let mut body = json!({ "prompt": words, "duration": seconds, "external_task_id": call.external_id });
        if let (Some(fields), Some(url)) = (body.as_object_mut(), &self.0.callback_url) {
            fields.insert("callback_url".to_owned(), url.as_str().into());
        }
        Ok(body)
    }
}

#[async_trait]
impl Maker for Sounds {
    type Spec = SoundSpec;
    type Made = SoundMade;

    async fn start(&self, spec: &SoundSpec, call: &Call<'_>) -> Result<Started<SoundMade>, Failure> {
        Ok(Started::Pending { task_id: self.0.order(PATH, self.body(spec, call)?, call).await? })
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<SoundMade>, Failure> {
        let task = self.0.follow(task_id, KEPT, call).await?;
        let url = match (&task.state, &task.sound) {
            (State::Working(message), _) => {
                let message = message.replace("filming", "making the sound");
                return Ok(Poll::Waiting { message, progress: None });
            }
            (State::Failed(why), _) => return Ok(Poll::Failed(failed(why).billed(task.billed))),
            (State::Succeeded, None) => {
                let sentence = "Kling says that the sound is done, but names none.";
                return Ok(Poll::Failed(Failure::new(FailureClass::Broken, sentence).billed(task.billed)));
            }
            (State::Succeeded, Some(url)) => url,
        };
        let wav = call.scratch.join("sound.wav");
        let billed = task.billed.clone();
        match result::sound_at(&self.0.http, &self.0.tools, url, &wav, 600.0, billed.clone(), call).await {
            Ok(seconds) => Ok(Poll::Done(SoundMade { wav, seconds, billed })),
            Err(failure) if failure.class == FailureClass::Broken => Ok(Poll::Failed(failure)),
            Err(failure) => Err(failure),
        }
    }

    async fn find(&self, external_id: &str, call: &Call<'_>) -> Result<Lookup, Failure> {
        Ok(found(self.0.find(external_id, KEPT, call).await?))
    }
}
