//! Faces and lips ("identify-face" with "advanced-lip-sync", and the older "lip-sync"). Only the older API has them.

use super::{Desk, found};
use crate::{
    Billed, Call, Face, FacesMade, FacesOrder, Failure, FailureClass, LipsOrder, Lookup, Maker, Poll, Speaker, Started,
    VideoMade, Wanted,
    http::{Effect, download},
    untrusted,
};
use async_trait::async_trait;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

const FACES: &str = "/v1/videos/identify-face";
const LIPS: &str = "/v1/videos/advanced-lip-sync";
const OLDER_LIPS: &str = "/v1/videos/lip-sync";
/// The largest sound that Kling takes, in bytes.
const MOST_SOUND: usize = 5_000_000;
/// More than are ever in a shot.
const MOST_FACES: usize = 100;
/// As many faces as a person is shown, at most.
const MOST_PORTRAITS: usize = 12;
/// The largest picture of a face that is taken, in bytes.
const MOST_PORTRAIT: u64 = 4 << 20;
/// The look is paid, and its answer is not written down before the pictures are there: so long is waited for all of them.
const PORTRAITS_WITHIN: Duration = Duration::from_secs(20);

/// Finds faces with one account at Kling. It is answered at once and makes no task: what had no clear answer cannot be found again.
pub(crate) struct Faces(pub(crate) Desk);

/// Somebody in a video, and where a picture of it is.
type Found = (Face, Option<String>);

/// Who is in the video; `None` for an answer without a session, which nothing can be ordered with.
pub(super) fn faces(data: &Value) -> Option<(String, Vec<Found>)> {
    let session = data.get("session_id").and_then(untrusted::text)?;
    let listed = data.get("face_data").and_then(Value::as_array).into_iter().flatten();
    let faces = listed.filter_map(|face| {
        let milliseconds = |field: &str| face.get(field).and_then(untrusted::number);
        let id = face.get("face_id").and_then(untrusted::text)?;
        let seen = Face { id, start: milliseconds("start_time")? / 1000.0, end: milliseconds("end_time")? / 1000.0 };
        Some((seen, face.get("face_image").and_then(untrusted::text)))
    });
    Some((session, faces.take(MOST_FACES).collect()))
}

impl Faces {
    /// Fetches the pictures of faces, whose links expire: as many as can be had in time.
    async fn portraits(&self, links: &[Option<String>], call: &Call<'_>) -> Vec<Option<PathBuf>> {
        let end = tokio::time::Instant::now() + PORTRAITS_WITHIN;
        let mut portraits = Vec::with_capacity(links.len());
        for (nth, link) in links.iter().enumerate() {
            let portrait = match link.as_deref().filter(|_| nth < MOST_PORTRAITS) {
                Some(link) => tokio::time::timeout_at(end, self.portrait(nth, link, call)).await.ok().flatten(),
                None => None,
            };
            portraits.push(portrait);
        }
        portraits
    }

    /// One of them, decoded and written anew; `None` where it cannot be had, or is no picture.
    async fn portrait(&self, nth: usize, link: &str, call: &Call<'_>) -> Option<PathBuf> {
        let [sent, portrait] = ["sent", "jpg"].map(|kind| call.scratch.join(format!("face-{nth}.{kind}")));
        download(&self.0.http, link, &sent, MOST_PORTRAIT, call).await.ok()?;
        media::still(&self.0.tools, &sent, &portrait).await.ok()?;
        Some(portrait)
    }
}

#[async_trait]
impl Maker for Faces {
    type Spec = FacesOrder;
    type Made = FacesMade;

    async fn start(&self, order: &FacesOrder, call: &Call<'_>) -> Result<Started<FacesMade>, Failure> {
        let data = self.0.ask(Effect::Creates, FACES, Some(json!({ "video_id": order.video })), call).await?;
        let price = self.0.catalogue.price(Wanted::from(order));
        let billed = price.map(|range| Billed { amount: range.high, words: "by the price list".to_owned() });
        let Some((session, seen)) = faces(&data) else {
            let sentence = "Kling looked for faces, but its answer cannot be used.";
            return Err(Failure::new(FailureClass::Broken, sentence).detail(data.to_string()).billed(billed));
        };
        let (faces, links): (Vec<Face>, Vec<Option<String>>) = seen.into_iter().unzip();
        // One alone needs not be told from others.
        let portraits = if faces.len() > 1 { self.portraits(&links, call).await } else { Vec::new() };
        Ok(Started::Done(FacesMade { session, faces, portraits, billed }))
    }
}

/// Moves the lips of a face that was found, with one account at Kling.
pub(crate) struct Lips(pub(crate) Desk);

/// Moves the lips of whom Kling takes for the speaker, with one account there. An order has no name of ours: one that had no clear
/// answer cannot be found again.
pub(crate) struct OlderLips(pub(crate) Desk);

/// The body that orders it: one face, one sound from the video's start on, and nothing of the video's own sound.
pub(super) fn body((session, face): (&str, &str), milliseconds: u64, sound: &[u8], external_id: &str) -> Value {
    json!({
        "session_id": session,
        "face_choose": [{
            "face_id": face,
            "sound_file": BASE64_STANDARD.encode(sound),
            "sound_start_time": 0,
            "sound_end_time": milliseconds,
            "sound_insert_time": 0,
            "sound_volume": 1,
            "original_audio_volume": 0,
        }],
        "external_task_id": external_id,
    })
}

/// As [`body`], by the older way: a video of Kling's own, and one sound from its start on.
pub(super) fn older_body(video: &str, sound: &[u8]) -> Value {
    json!({
        "input": {
            "video_id": video,
            "mode": "audio2video",
            "audio_type": "file",
            "audio_file": BASE64_STANDARD.encode(sound),
        },
    })
}

fn nothing_to_move() -> Failure {
    Failure::new(FailureClass::Broken, "There is nothing to move the lips to.")
}

/// What is said, as Kling takes it.
async fn sound(file: &Path) -> Result<Vec<u8>, Failure> {
    let sound = tokio::fs::read(file).await.map_err(|error| nothing_to_move().detail(error.to_string()))?;
    if sound.len() > MOST_SOUND {
        let sentence = "What is said is longer than Kling can move lips to. Split the shot in two.";
        return Err(Failure::new(FailureClass::Broken, sentence));
    }
    Ok(sound)
}

impl Desk {
    async fn poll_lips(&self, task_id: &str, kept: &str, call: &Call<'_>) -> Result<Poll<VideoMade>, Failure> {
        let mut poll = self.poll_video(task_id, &[kept], call).await?;
        if let Poll::Waiting { message, .. } = &mut poll {
            *message = message.replace("filming", "moving the lips");
        }
        Ok(poll)
    }
}

#[async_trait]
impl Maker for Lips {
    type Spec = LipsOrder;
    type Made = VideoMade;

    async fn start(&self, order: &LipsOrder, call: &Call<'_>) -> Result<Started<VideoMade>, Failure> {
        let talk = order.talk.as_ref().ok_or_else(nothing_to_move)?;
        let Speaker::Seen { session, face } = &talk.speaker else { return Err(nothing_to_move()) };
        let body = body((session, face), talk.milliseconds, &sound(&talk.sound).await?, call.external_id);
        Ok(Started::Pending { task_id: self.0.order(LIPS, self.0.with_callback(body), call).await? })
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<VideoMade>, Failure> {
        self.0.poll_lips(task_id, LIPS, call).await
    }

    async fn find(&self, external_id: &str, call: &Call<'_>) -> Result<Lookup, Failure> {
        Ok(found(self.0.find(external_id, &[LIPS], call).await?))
    }
}

#[async_trait]
impl Maker for OlderLips {
    type Spec = LipsOrder;
    type Made = VideoMade;

    async fn start(&self, order: &LipsOrder, call: &Call<'_>) -> Result<Started<VideoMade>, Failure> {
        let talk = order.talk.as_ref().ok_or_else(nothing_to_move)?;
        let Speaker::Anybody { video } = &talk.speaker else { return Err(nothing_to_move()) };
        let body = older_body(video, &sound(&talk.sound).await?);
        Ok(Started::Pending { task_id: self.0.order(OLDER_LIPS, self.0.with_callback(body), call).await? })
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<VideoMade>, Failure> {
        self.0.poll_lips(task_id, OLDER_LIPS, call).await
    }
}
