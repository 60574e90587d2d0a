//! What a provider sends as its result is fetched, and looked at before anybody uses it.

use crate::{
    Billed, Call, Failure, FailureClass, PictureMade, Poll, VideoMade,
    http::{Http, download},
    service::Service,
};
use media::{MediaError, Tools};
use std::path::Path;

/// The largest video that is taken, in bytes.
const MOST_VIDEO: u64 = 1 << 30;

/// A video that came as a task's result.
pub(crate) struct Video<'a> {
    pub(crate) url: &'a str,
    /// The seconds that the service says it lasts.
    pub(crate) declared: Option<f64>,
    pub(crate) billed: Option<Billed>,
}

/// Fetches a video and looks whether it is one. What is none is fetched once more before it counts as the result; so is what
/// breaks off, and when it does so twice at the same place, that is all there is of it.
///
/// # Errors
/// When it could not be fetched this time: a later look may succeed. An unusable result is `Poll::Failed`.
pub(crate) async fn video(
    http: &Http,
    tools: &Tools,
    video: Video<'_>,
    call: &Call<'_>,
) -> Result<Poll<VideoMade>, Failure> {
    let file = call.scratch.join("take.mp4");
    let failed = |failure: Failure| Ok(Poll::Failed(failure.billed(video.billed.clone()).made()));
    let (mut why, mut broke_off) = (String::new(), String::new());
    for _ in 0..2 {
        match download(http, video.url, &file, MOST_VIDEO, call).await {
            Ok(_) => {}
            Err(failure) if failure.class == FailureClass::Broken => return failed(failure),
            Err(failure) if !failure.detail.starts_with("after ") => return Err(failure),
            Err(failure) if broke_off.is_empty() => {
                broke_off = failure.detail;
                continue;
            }
            Err(failure) if broke_off == failure.detail => {
                return failed(unusable(&http.label, "It breaks off at the same place every time").detail(broke_off));
            }
            Err(failure) => return Err(failure),
        }
        let probe = match media::probe(tools, &file).await {
            Ok(probe) if probe.video_codec.is_some() && probe.seconds > 0.0 => probe,
            Ok(_) => {
                "It has no moving picture".clone_into(&mut why);
                continue;
            }
            Err(error @ (MediaError::NotMedia(_) | MediaError::Empty | MediaError::TooLarge { .. })) => {
                why = error.to_string();
                continue;
            }
            Err(error) => {
                let sentence = "The result cannot be looked at on this machine.";
                return Err(Failure::new(FailureClass::TryAgain, sentence).detail(error.to_string()));
            }
        };
        let seconds = if probe.video_seconds > 0.0 { probe.video_seconds } else { probe.seconds };
        let short = video.declared.filter(|declared| seconds < declared / 2.0);
        if let Some(should) = short.or(call.ordered_seconds.filter(|ordered| is_another_length(seconds, *ordered))) {
            why = format!("It lasts {seconds:.1} seconds and should last {should:.1}");
            continue;
        }
        let native_audio = probe.audio_codec.is_some();
        let billed = video.billed;
        let (poster, remote) = (None, None);
        return Ok(Poll::Done(VideoMade { file, normalised: false, seconds, billed, native_audio, poster, remote }));
    }
    // Broken off once and unusable once is not the same thing twice.
    if why.is_empty() {
        let sentence = format!("The result could not be fetched from {} yet.", http.label);
        return Err(Failure::new(FailureClass::TryAgain, sentence).detail(broke_off));
    }
    failed(unusable(&http.label, &why))
}

/// A little more or less than was ordered is usual.
fn is_another_length(seconds: f64, ordered: f64) -> bool {
    seconds < ordered / 2.0 || (seconds > 3.0 * ordered && seconds > ordered + 10.0)
}

/// The largest picture that is taken, in bytes.
const MOST_PICTURE: u64 = 50 << 20;

/// Fetches a picture and decodes it to a JPEG that every service can film from. What cannot be decoded is `Poll::Failed`, with what
/// it cost all the same.
///
/// # Errors
/// When it could not be fetched this time: a later look may succeed.
pub(crate) async fn picture(
    http: &Http,
    tools: &Tools,
    url: &str,
    billed: Option<Billed>,
    call: &Call<'_>,
) -> Result<Poll<PictureMade>, Failure> {
    let raw = call.scratch.join("picture.sent");
    match download(http, url, &raw, MOST_PICTURE, call).await {
        Ok(_) => {}
        Err(failure) if failure.class == FailureClass::Broken => {
            return Ok(Poll::Failed(failure.billed(billed).made()));
        }
        Err(failure) => return Err(failure),
    }
    let file = call.scratch.join("picture.jpg");
    let unreadable = |why: &str| unusable(&http.label, why).billed(billed.clone()).made();
    if let Err(error) = media::still(tools, &raw, &file).await {
        return Ok(Poll::Failed(unreadable(&error.to_string())));
    }
    let bytes = tokio::fs::read(&file).await.map_err(|error| {
        Failure::new(FailureClass::TryAgain, "The result cannot be read from the disk.").detail(error.to_string())
    })?;
    match crate::look_at_picture(&bytes) {
        Ok((_, width, height)) => Ok(Poll::Done(PictureMade { file, width, height, billed })),
        Err(error) => Ok(Poll::Failed(unreadable(&error.to_string()))),
    }
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
        // It is whole: it is decoded when there is room.
        Err(error) if error.is_full() => {
            let sentence = "There is no room for the result on this machine's disk.";
            Err(Failure::new(FailureClass::TryAgain, sentence).detail(error.to_string()))
        }
        Err(error) => Err(unusable(label, &error.to_string()).billed(paid)),
    }
}

fn unusable(label: &str, why: &str) -> Failure {
    let sentence = format!("{label} sent a result that cannot be used. {}.", why.trim_end_matches('.'));
    Failure::new(FailureClass::Broken, sentence)
}
