//! What stands in the charge log for orders that are no video, and what their results look like.

use serde_json::{Value, json};

/// As what a look for faces stands in the charge log.
pub(super) const FACES: &str = "identify-face";
/// As what lips that were moved by the older way stand there.
pub(super) const OLDER_LIPS: &str = "lip-sync-1";
/// As what the sound of a video stands in the charge log.
pub(super) const FOOTAGE_SOUND: &str = "video-to-audio";
/// Image units that a video unit is worth.
pub(super) const IMAGE_UNITS: f64 = 40.0;

/// What came of an order of the sound of a video: the sound, and the video with it.
pub(super) fn footage_sound_result(mp3: &str, wav: &str, mp4: &str, duration: &str) -> Value {
    json!({
        "videos": [{ "id": "v", "url": mp4, "duration": duration }],
        "audios": [{ "id": "a", "url_mp3": mp3, "url_wav": wav, "duration_mp3": duration, "duration_wav": duration }],
    })
}
