//! Faces and lips ("identify-face", "advanced-lip-sync"). Only the older API has them.

use super::{Desk, found};
use crate::{
    Billed, Call, Face, FacesMade, FacesOrder, Failure, FailureClass, LipsOrder, Lookup, Maker, Poll, Started, Talk,
    VideoMade, Wanted, http::Effect, untrusted,
};
use async_trait::async_trait;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

const FACES: &str = "/v1/videos/identify-face";
const LIPS: &str = "/v1/videos/advanced-lip-sync";
const KEPT: &[&str] = &[LIPS];
/// The largest sound that Kling takes, in bytes.
const MOST_SOUND: usize = 5_000_000;
/// More than are ever in a shot.
const MOST_FACES: usize = 100;

/// Finds faces with one account at Kling. It is answered at once and makes no task: what had no clear answer cannot be found again.
pub(crate) struct Faces(pub(crate) Desk);

/// Who is in the video; `None` for an answer without a session, which nothing can be ordered with.
pub(super) fn faces(data: &Value) -> Option<(String, Vec<Face>)> {
    let session = data.get("session_id").and_then(untrusted::text)?;
    let listed = data.get("face_data").and_then(Value::as_array).into_iter().flatten();
    let faces = listed.filter_map(|face| {
        let milliseconds = |field: &str| face.get(field).and_then(untrusted::number);
        let id = face.get("face_id").and_then(untrusted::text)?;
        Some(Face { id, start: milliseconds("start_time")? / 1000.0, end: milliseconds("end_time")? / 1000.0 })
    });
    Some((session, faces.take(MOST_FACES).collect()))
}

#[async_trait]
impl Maker for Faces {
    type Spec = FacesOrder;
    type Made = FacesMade;

    async fn start(&self, order: &FacesOrder, call: &Call<'_>) -> Result<Started<FacesMade>, Failure> {
        let data = self.0.ask(Effect::Creates, FACES, Some(json!({ "video_id": order.video })), call).await?;
        let price = self.0.catalogue.price(Wanted::from(order));
        let billed = price.map(|range| Billed { amount: range.high, words: "by the price list".to_owned() });
        let Some((session, faces)) = faces(&data) else {
            let sentence = "Kling looked for faces, but its answer cannot be used.";
            return Err(Failure::new(FailureClass::Broken, sentence).detail(data.to_string()).billed(billed));
        };
        Ok(Started::Done(FacesMade { session, faces, billed }))
    }
}

/// Moves lips with one account at Kling.
pub(crate) struct Lips(pub(crate) Desk);

/// The body that orders it: one face, one sound from the video's start on, and nothing of the video's own sound.
pub(super) fn body(talk: &Talk, sound: &[u8], external_id: &str, callback_url: Option<&str>) -> Value {
    let mut body = json!({
        "session_id": talk.session,
        "face_choose": [{
            "face_id": talk.face,
            "sound_file": BASE64_STANDARD.encode(sound),
            "sound_start_time": 0,
            "sound_end_time": talk.milliseconds,
            "sound_insert_time": 0,
            "sound_volume": 1,
            "original_audio_volume": 0,
        }],
        "external_task_id": external_id,
    });
    if let (Some(fields), Some(url)) = (body.as_object_mut(), callback_url) {
        fields.insert("callback_url".to_owned(), url.into());
    }
    body
}

#[async_trait]
impl Maker for Lips {
    type Spec = LipsOrder;
    type Made = VideoMade;

    async fn start(&self, order: &LipsOrder, call: &Call<'_>) -> Result<Started<VideoMade>, Failure> {
        let nothing = || Failure::new(FailureClass::Broken, "There is nothing to move the lips to.");
        let talk = order.talk.as_ref().ok_or_else(nothing)?;
        let sound = tokio::fs::read(&talk.sound).await.map_err(|error| nothing().detail(error.to_string()))?;
        if sound.len() > MOST_SOUND {
            let sentence = "What is said is longer than Kling can move lips to. Split the shot in two.";
            return Err(Failure::new(FailureClass::Broken, sentence));
        }
        let body = body(talk, &sound, call.external_id, self.0.callback_url.as_deref());
        Ok(Started::Pending { task_id: self.0.order(LIPS, body, call).await? })
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<VideoMade>, Failure> {
        let mut poll = self.0.poll_video(task_id, KEPT, call).await?;
        if let Poll::Waiting { message, .. } = &mut poll {
            *message = message.replace("filming", "moving the lips");
        }
        Ok(poll)
    }

    async fn find(&self, external_id: &str, call: &Call<'_>) -> Result<Lookup, Failure> {
        Ok(found(self.0.find(external_id, KEPT, call).await?))
    }
}
