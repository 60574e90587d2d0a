//! Speech by espeak-ng.

use super::broken;
use crate::{Call, Failure, FailureClass, Maker, SpeechMade, Started};
use async_trait::async_trait;
use model::SpeechSpec;

/// Speaks lines.
#[derive(Clone, Copy, Debug)]
pub struct Espeak;

#[async_trait]
impl Maker for Espeak {
    type Spec = SpeechSpec;
    type Made = SpeechMade;

    async fn start(&self, spec: &SpeechSpec, call: &Call<'_>) -> Result<Started<SpeechMade>, Failure> {
        let spoken = sound::speech::speak(spec, call.scratch)
            .await
            .map_err(|error| Failure::new(FailureClass::Broken, error.to_string()))?;
        let wav = call.scratch.join("line.wav");
        let (seconds, words, path) = (spoken.seconds, spoken.words, wav.clone());
        tokio::task::spawn_blocking(move || spoken.sound.write_wav(&path))
            .await
            .map_err(|error| broken("Speaking", error))?
            .map_err(|error| broken("Speaking", error))?;
        Ok(Started::Done(SpeechMade { wav, seconds, words, billed: None }))
    }
}
