//! Speech by espeak-ng.

mod engine;
mod timing;
mod voice;

pub use voice::{language_of, voices};

use crate::{
    RATE, Sound,
    dsp::{Biquad, SR, db, resample},
};
use model::{Delivery, SpeechSpec, WordTiming};
use std::path::Path;

/// Raised whenever the same line sounds different.
pub const VERSION: u32 = 1;

/// How loud a line is, in LUFS.
const LEVEL_LUFS: f64 = -18.0;
const CEILING_DB: f32 = -1.5;

/// Why a line was not spoken; a sentence.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    #[error(
        "espeak-ng is not installed. On Debian or Ubuntu: sudo apt-get install espeak-ng; on macOS: brew install espeak-ng."
    )]
    Missing,
    #[error("espeak-ng took too long over a line and was stopped. Shorten the line and try again.")]
    TooSlow,
    #[error("espeak-ng could not speak the line: {0}")]
    Failed(String),
}

/// A spoken line.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// The same in both channels.
    pub sound: Sound,
    pub words: Vec<WordTiming>,
    pub seconds: f64,
}

/// Speaks a line with its character's voice. Words of punctuation only give a short silence.
pub async fn speak(spec: &SpeechSpec, _scratch: &Path) -> Result<Spoken, SpeechError> {
    let text: String = spec.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if !text.chars().any(char::is_alphanumeric) {
        return Ok(Spoken { sound: Sound::silence(0.3), words: Vec::new(), seconds: 0.3 });
    }
    let voice = voice::cast(spec, &text);
    let (rate, raw) = engine::run(&voice, &text).await?;
    let delivery = spec.delivery;
    tokio::task::spawn_blocking(move || finish(&text, delivery, rate, &raw))
        .await
        .map_err(|error| SpeechError::Failed(error.to_string()))
}

fn finish(text: &str, delivery: Delivery, rate: u32, raw: &[f32]) -> Spoken {
    let mut voice = trimmed(&resample(raw, rate, RATE));
    // Rumble out, a little body and air in: less of a machine.
    Biquad::high_pass(85.0, 0.7).run(&mut voice);
    Biquad::low_shelf(220.0, 1.5).run(&mut voice);
    Biquad::peaking(2_900.0, 1.0, -2.5).run(&mut voice);
    Biquad::high_shelf(6_500.0, if delivery == Delivery::Whisper { 3.0 } else { -2.0 }).run(&mut voice);
    compress(&mut voice);
    let offset = match delivery {
        Delivery::Whisper => -7.0,
        Delivery::Soft | Delivery::Sad => -3.0,
        Delivery::Shout => 3.5,
        Delivery::Angry | Delivery::Excited => 1.5,
        _ => 0.0,
    };
    let words = timing::words(text, &voice);
    let mut sound = Sound::from_mono(&voice);
    if let Some(loudness) = sound.loudness() {
        let wanted = (LEVEL_LUFS + offset - loudness) as f32;
        let most = db(CEILING_DB) / sound.peak().max(1e-6);
        let gain = db(wanted).min(most);
        sound.samples.iter_mut().for_each(|sample| *sample *= gain);
    }
    let seconds = sound.seconds();
    Spoken { sound, words, seconds }
}

/// Without the silence before the first and after the last sound, and with soft ends.
fn trimmed(signal: &[f32]) -> Vec<f32> {
    let loud = |sample: &f32| sample.abs() > 0.006;
    let keep = (SR * 0.03) as usize;
    let start = signal.iter().position(loud).unwrap_or(0).saturating_sub(keep);
    let end = signal.iter().rposition(loud).map_or(signal.len(), |at| (at + keep * 2).min(signal.len()));
    let mut out = signal.get(start..end).unwrap_or_default().to_vec();
    let fade = (SR * 0.008) as usize;
    let length = out.len();
    for at in 0..fade.min(length / 2) {
        let level = at as f32 / fade as f32;
        if let Some(sample) = out.get_mut(at) {
            *sample *= level;
        }
        if let Some(sample) = out.get_mut(length - 1 - at) {
            *sample *= level;
        }
    }
    out
}

/// Evens loud and soft syllables, three to one above a threshold near the line's own level.
fn compress(signal: &mut [f32]) {
    let power = signal.iter().map(|sample| sample * sample).sum::<f32>() / signal.len().max(1) as f32;
    let threshold = power.sqrt() * 1.4;
    let mut envelope = 0.0f32;
    for sample in signal {
        let level = sample.abs();
        let speed = if level > envelope { 0.004 } else { 0.0002 };
        envelope += (level - envelope) * speed;
        if envelope > threshold {
            *sample *= (threshold / envelope).powf(0.66);
        }
    }
}
