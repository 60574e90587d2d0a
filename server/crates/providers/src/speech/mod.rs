//! What all services that speak have in common.

pub(crate) mod cast;
pub(crate) mod words;

use crate::{Call, Failure, FailureClass, SpeechMade};
use model::{Delivery, SpeechSpec};

/// What a line without anything to say lasts, in seconds.
const NOTHING: f64 = 0.3;

/// A line with neither letters nor digits is a short silence, and nobody is paid for it.
pub(crate) async fn silence(spec: &SpeechSpec, call: &Call<'_>) -> Result<Option<SpeechMade>, Failure> {
    if spec.said().chars().any(char::is_alphanumeric) {
        return Ok(None);
    }
    let wav = call.scratch.join("line.wav");
    let samples = vec![0.0; (NOTHING * f64::from(media::RATE)) as usize * 2];
    write(&wav, samples).await?;
    let words = words::of_line(spec, 0.0, NOTHING);
    Ok(Some(SpeechMade { wav, seconds: NOTHING, words, billed: None }))
}

/// Writes stereo samples as a WAV.
pub(crate) async fn write(wav: &std::path::Path, samples: Vec<f32>) -> Result<(), Failure> {
    let path = wav.to_owned();
    let failed =
        |why: String| Failure::new(FailureClass::TryAgain, "The line cannot be written to the disk.").detail(why);
    tokio::task::spawn_blocking(move || media::write_wav(&path, &samples))
        .await
        .map_err(|error| failed(error.to_string()))?
        .map_err(|error| failed(error.to_string()))
}

/// How fast it is spoken: the spec's pace, bent by the delivery; 1 is the voice's own.
pub(crate) fn pace(spec: &SpeechSpec) -> f64 {
    let bent = match spec.delivery {
        Delivery::Slow | Delivery::Sad | Delivery::Tired => 0.88,
        Delivery::Fast | Delivery::Excited | Delivery::Breathless => 1.12,
        _ => 1.0,
    };
    let pace = if spec.speed.is_finite() { spec.speed * bent } else { bent };
    (pace * 100.0).round() / 100.0
}
