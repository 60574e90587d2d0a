//! Ambiences and effects, synthesised by `sound`.

use super::broken;
use crate::{Call, Failure, Maker, SoundMade, Started};
use async_trait::async_trait;
use model::SoundSpec;

/// Makes sounds.
#[derive(Clone, Copy, Debug)]
pub struct Foley;

#[async_trait]
impl Maker for Foley {
    type Spec = SoundSpec;
    type Made = SoundMade;

    async fn start(&self, spec: &SoundSpec, call: &Call<'_>) -> Result<Started<SoundMade>, Failure> {
        let wav = call.scratch.join("sound.wav");
        let (spec, path) = (spec.clone(), wav.clone());
        let seconds = tokio::task::spawn_blocking(move || {
            let made = sound::foley(&spec);
            made.write_wav(&path).map(|()| made.seconds())
        })
        .await
        .map_err(|error| broken("Making a sound", error))?
        .map_err(|error| broken("Making a sound", error))?;
        Ok(Started::Done(SoundMade { wav, seconds, billed: None }))
    }
}
