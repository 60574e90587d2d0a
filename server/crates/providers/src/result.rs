//! What a provider sends as its result is fetched, and looked at before anybody uses it.

use crate::{
    Billed, Call, Failure, FailureClass, Poll, VideoMade,
    http::{Http, download},
    service::Service,
};
use media::{MediaError, Tools};
use std::path::Path;

/// The largest video that is taken, in bytes.
const MOST_VIDEO: u64 = 1 << 30;

/// Fetches a video and looks whether it is one. What is none is fetched once more before it counts as the result.
///
/// # Errors
/// When it could not be fetched this time: a later look may succeed. An unusable result is `Poll::Failed`.
pub(crate) async fn video(
    http: &Http,
    tools: &Tools,
    url: &str,
    file: &Path,
    billed: Option<Billed>,
    call: &Call<'_>,
) -> Result<Poll<VideoMade>, Failure> {
    let mut why = String::new();
    for _ in 0..2 {
        match download(http, url, file, MOST_VIDEO, call).await {
            Err(failure) if failure.class == FailureClass::Broken => return Ok(Poll::Failed(failure.billed(billed))),
            other => other?,
        };
        match media::probe(tools, file).await {
            Ok(probe) if probe.video_codec.is_some() && probe.seconds > 0.0 => {
                let seconds = if probe.video_seconds > 0.0 { probe.video_seconds } else { probe.seconds };
                let native_audio = probe.audio_codec.is_some();
                let file = file.to_owned();
                return Ok(Poll::Done(VideoMade { file, normalised: false, seconds, billed, native_audio }));
            }
            Ok(_) => why = "The file is not a video that can be played: it has no moving picture".to_owned(),
            Err(error @ (MediaError::NotMedia(_) | MediaError::Empty | MediaError::TooLarge { .. })) => {
                why = error.to_string();
            }
            Err(error) => {
                let sentence = "The result cannot be looked at on this machine.";
                return Err(Failure::new(FailureClass::TryAgain, sentence).detail(error.to_string()));
            }
        }
    }
    Ok(Poll::Failed(unusable(&http.label, &why).billed(billed)))
}

/// The largest sound that is taken, in bytes.
const MOST_SOUND: u64 = 200 << 20;

/// Decodes a sound that came as bytes to the WAV `wav` (48 kHz), and tells its seconds. An unusable one is `Broken`, with what it
/// cost all the same.
pub(crate) async fn sound(
    service: &Service,
    bytes: &[u8],
    wav: &Path,
    most_seconds: f64,
    paid: Option<Billed>,
) -> Result<f64, Failure> {
    let raw = wav.with_extension("sent");
    if let Err(error) = tokio::fs::write(&raw, bytes).await {
        let sentence = "The result cannot be written to the disk.";
        return Err(Failure::new(FailureClass::Broken, sentence).detail(error.to_string()).billed(paid));
    }
    decode(service.label(), &service.tools, &raw, wav, most_seconds, paid).await
}

/// As [`sound`], for one that has to be fetched. An error that is not `Broken` is one of this try only.
pub(crate) async fn sound_at(
    http: &Http,
    tools: &Tools,
    url: &str,
    wav: &Path,
    most_seconds: f64,
    paid: Option<Billed>,
    call: &Call<'_>,
) -> Result<f64, Failure> {
    let raw = wav.with_extension("sent");
    download(http, url, &raw, MOST_SOUND, call).await.map_err(|failure| failure.billed(paid.clone()))?;
    decode(&http.label, tools, &raw, wav, most_seconds, paid).await
}

async fn decode(
    label: &str,
    tools: &Tools,
    raw: &Path,
    wav: &Path,
    most_seconds: f64,
    paid: Option<Billed>,
) -> Result<f64, Failure> {
    let decoded = async {
        media::decode_audio(tools, raw, wav, most_seconds).await?;
        media::probe(tools, wav).await
    };
    match decoded.await {
        Ok(probe) if probe.seconds > 0.05 => Ok(probe.seconds),
        Ok(_) => Err(unusable(label, "There is nothing to hear in it").billed(paid)),
        Err(error) => Err(unusable(label, &error.to_string()).billed(paid)),
    }
}

fn unusable(label: &str, why: &str) -> Failure {
    let sentence = format!("{label} sent a result that cannot be used. {}.", why.trim_end_matches('.'));
    Failure::new(FailureClass::Broken, sentence)
}
