//! Sounds: from words ("text-to-audio"), or from what is seen in a video ("video-to-audio"). Only the older API has them.

use super::{Desk, failed, found, task::State};
use crate::{Call, Failure, FailureClass, FootageSoundOrder, Lookup, Maker, Model, Poll, SoundMade, Started, result};
use async_trait::async_trait;
use model::SoundSpec;
use serde_json::{Value, json};

const FROM_WORDS: &str = "/v1/audio/text-to-audio";
const FROM_FOOTAGE: &str = "/v1/audio/video-to-audio";

/// Makes sounds from words with one account at Kling.
pub(crate) struct Sounds(pub(crate) Desk);

/// Makes sounds from Kling's own videos with one account there.
pub(crate) struct FootageSounds(pub(crate) Desk);

/// What is heard. A sound is told in few words; what is more than the model takes is detail.
fn words(model: &Model, spec: &SoundSpec) -> String {
    spec.sound.chars().take(model.prompt_limit.max(1)).collect()
}

/// The body that orders a sound from words.
pub(super) fn from_words(model: &Model, spec: &SoundSpec, external_id: &str) -> Value {
    let seconds = (model.seconds.fit(spec.seconds) * 10.0).round() / 10.0;
    json!({ "prompt": words(model, spec), "duration": seconds, "external_task_id": external_id })
}

/// The body that orders the sound of a video. Music is the film's own: none is asked for.
pub(super) fn from_footage(model: &Model, order: &FootageSoundOrder, external_id: &str) -> Value {
    json!({
        "video_id": order.video,
        "sound_effect_prompt": words(model, &order.spec),
        "external_task_id": external_id,
    })
}

impl Desk {
    async fn order_sound(
        &self,
        path: &str,
        spec: &SoundSpec,
        body: impl FnOnce(&Model) -> Value,
        call: &Call<'_>,
    ) -> Result<Started<SoundMade>, Failure> {
        let body = self.with_callback(body(self.catalogue.listed(&spec.model)?));
        Ok(Started::Pending { task_id: self.order(path, body, call).await? })
    }

    async fn poll_sound(&self, task_id: &str, kept: &[&str], call: &Call<'_>) -> Result<Poll<SoundMade>, Failure> {
        let task = self.follow(task_id, kept, call).await?;
        let url = match (&task.state, &task.sound) {
            (State::Working(message), _) => {
                let message = message.replace("filming", "making the sound");
                return Ok(Poll::Waiting { message, progress: None });
            }
            (State::Failed(why), _) => return Ok(Poll::Failed(failed(why).billed(task.billed))),
            (State::Succeeded, None) => {
                let sentence = "Kling says that the sound is done, but names none.";
                return Ok(Poll::Failed(Failure::new(FailureClass::Broken, sentence).billed(task.billed).made()));
            }
            (State::Succeeded, Some(url)) => url,
        };
        let wav = call.scratch.join("sound.wav");
        let billed = task.billed.clone();
        match result::sound_at(&self.http, &self.tools, url, &wav, 600.0, billed.clone(), call).await {
            Ok(seconds) => Ok(Poll::Done(SoundMade { wav, seconds, billed })),
            Err(failure) if failure.class == FailureClass::Broken => Ok(Poll::Failed(failure.made())),
            Err(failure) => Err(failure),
        }
    }
}

#[async_trait]
impl Maker for Sounds {
    type Spec = SoundSpec;
    type Made = SoundMade;

    async fn start(&self, spec: &SoundSpec, call: &Call<'_>) -> Result<Started<SoundMade>, Failure> {
        self.0.order_sound(FROM_WORDS, spec, |model| from_words(model, spec, call.external_id), call).await
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<SoundMade>, Failure> {
        self.0.poll_sound(task_id, &[FROM_WORDS], call).await
    }

    async fn find(&self, external_id: &str, call: &Call<'_>) -> Result<Lookup, Failure> {
        Ok(found(self.0.find(external_id, &[FROM_WORDS], call).await?))
    }
}

#[async_trait]
impl Maker for FootageSounds {
    type Spec = FootageSoundOrder;
    type Made = SoundMade;

    async fn start(&self, order: &FootageSoundOrder, call: &Call<'_>) -> Result<Started<SoundMade>, Failure> {
        let body = |model: &Model| from_footage(model, order, call.external_id);
        self.0.order_sound(FROM_FOOTAGE, &order.spec, body, call).await
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<SoundMade>, Failure> {
        self.0.poll_sound(task_id, &[FROM_FOOTAGE], call).await
    }

    async fn find(&self, external_id: &str, call: &Call<'_>) -> Result<Lookup, Failure> {
        Ok(found(self.0.find(external_id, &[FROM_FOOTAGE], call).await?))
    }
}
