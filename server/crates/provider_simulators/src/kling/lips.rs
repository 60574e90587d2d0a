//! Faces in videos that were made here, and lips that are moved in them, by either way.

use super::{
    models::{FACES, OLDER_LIPS},
    order::{Order, Refusal, audible, refuse, text_at},
    tasks::Tasks,
};
use crate::charges::{Charge, now};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// As what moved lips stand in the charge log.
const LIPS: &str = "lip-sync";

/// The largest sound, in bytes.
const MOST_SOUND: usize = 5 << 20;

/// A look for faces in a video of ours. It has no name of the caller's: in the log it is named after the video's task.
pub(super) fn look(tasks: &Tasks, body: &Value) -> Result<Order, Refusal> {
    let film = named(tasks, body)?;
    Ok(audible(FACES, format!("faces-of-{}", film.task_id), 0.0, 0.05))
}

/// The video of ours that a body names by its id or by its address.
fn named<'a>(tasks: &'a Tasks, body: &Value) -> Result<&'a Charge, Refusal> {
    let film = match (body["video_id"].as_str(), body["video_url"].as_str()) {
        (Some(id), None) => tasks.video(id),
        (None, Some(url)) => tasks.get(url.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or("")),
        _ => return refuse("exactly one of video_id and video_url is required"),
    };
    film.map_or_else(|| refuse("video_id is not valid"), Ok)
}

/// The video that a look was at.
fn seen<'a>(tasks: &'a Tasks, look: &Charge) -> Option<&'a Charge> {
    tasks.get(look.external_id.strip_prefix("faces-of-")?)
}

/// What a look saw.
pub(super) fn faces(tasks: &Tasks, look: &Charge, base: &str) -> Value {
    let film = seen(tasks, look);
    let end = film.map_or(0.0, |film| film.seconds * 1000.0) as u64;
    let expires = now() + 3_600_000;
    let picture = |nth: u32| format!("{base}/files/face-{nth}.jpg?Expires={expires}&Signature=simulator");
    let face =
        |nth: u32| json!({ "face_id": nth.to_string(), "face_image": picture(nth), "start_time": 0, "end_time": end });
    let all: Vec<Value> = (0..film.map_or(0, |film| film.faces)).map(face).collect();
    json!({ "session_id": look.task_id, "face_data": all })
}

/// Which face a file shows.
pub(super) fn face_in(file: &str) -> Option<u32> {
    file.strip_prefix("face-")?.strip_suffix(".jpg")?.parse().ok()
}

/// An order of moved lips ("advanced-lip-sync").
pub(super) fn order(tasks: &Tasks, body: &Value) -> Result<Order, Refusal> {
    let look = tasks.get(body["session_id"].as_str().unwrap_or_default()).filter(|look| look.model == FACES);
    let Some(film) = look.and_then(|look| seen(tasks, look)) else { return refuse("session_id is not valid") };
    let [choice] = body["face_choose"].as_array().map(Vec::as_slice).unwrap_or_default() else {
        return refuse("face_choose must hold exactly one face");
    };
    let known = choice["face_id"].as_str().and_then(|id| id.parse::<u32>().ok()).is_some_and(|id| id < film.faces);
    if !known {
        return refuse("face_id is not valid");
    }
    if choice["audio_id"].is_string() == choice["sound_file"].is_string() {
        return refuse("exactly one of audio_id and sound_file is required");
    }
    let Some(sound) = choice["sound_file"].as_str().and_then(|text| BASE64_STANDARD.decode(text).ok()) else {
        return refuse("sound_file is not valid base64");
    };
    let Some(sounds) = wav_milliseconds(&sound).filter(|_| sound.len() <= MOST_SOUND) else {
        return refuse("sound_file is not valid");
    };
    let number = |field: &str| choice[field].as_u64();
    let (Some(start), Some(end), Some(at)) =
        (number("sound_start_time"), number("sound_end_time"), number("sound_insert_time"))
    else {
        return refuse("sound_start_time, sound_end_time and sound_insert_time are required");
    };
    if end > sounds || end < start + 2000 || at + (end - start) > (film.seconds * 1000.0) as u64 + 41 {
        return refuse("sound_end_time is not valid");
    }
    for field in ["sound_volume", "original_audio_volume"] {
        if !choice[field].is_null() && !choice[field].as_f64().is_some_and(|volume| (0.0..=2.0).contains(&volume)) {
            return refuse(format!("{field} is not valid"));
        }
    }
    let external_id = body["external_task_id"].as_str().unwrap_or_default().to_owned();
    Ok(moved(LIPS, external_id, film, body))
}

/// An order of moved lips by the older way ("lip-sync"), from a sound. It has no name of the caller's: in the log it is named after
/// the video's task and what is said in it.
pub(super) fn older(tasks: &Tasks, body: &Value) -> Result<Order, Refusal> {
    let input = &body["input"];
    let film = named(tasks, input)?;
    if !(2.0..=60.0).contains(&film.seconds) {
        return refuse("the video must last from 2 to 60 seconds");
    }
    if input["mode"] != "audio2video" {
        return refuse("mode is not valid here");
    }
    match (input["audio_type"].as_str(), input["audio_file"].as_str(), input["audio_url"].as_str()) {
        (Some("file"), Some(text), _) => {
            let Ok(sound) = BASE64_STANDARD.decode(text) else { return refuse("audio_file is not valid base64") };
            if sound.len() > MOST_SOUND || !is_sound(&sound) {
                return refuse("audio_file is not valid");
            }
            if wav_milliseconds(&sound).is_some_and(|lasts| !(2_000..=60_000).contains(&lasts)) {
                return refuse("the audio must last from 2 to 60 seconds");
            }
        }
        (Some("url"), _, Some(url)) if url.starts_with("https://") => {}
        _ => return refuse("audio_type with audio_file or audio_url is required"),
    }
    let said: String = Sha256::digest(input.to_string()).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Ok(moved(OLDER_LIPS, format!("lips-of-{}-{said}", film.task_id), film, body))
}

/// The same video, half a unit for every five seconds.
fn moved(model: &str, external_id: String, film: &Charge, body: &Value) -> Order {
    let (width, height) = film.pixels().unwrap_or((320, 180));
    Order {
        external_id,
        model: model.to_owned(),
        seconds: film.seconds,
        width,
        height,
        sound: true,
        units: 0.5 * (film.seconds / 5.0).ceil(),
        legacy: true,
        faces: film.faces,
        picture: false,
        callback_url: text_at(body, "/callback_url"),
    }
}

/// It begins as a WAV, an MP3, an M4A or an AAC does.
fn is_sound(bytes: &[u8]) -> bool {
    let mpeg = matches!(bytes, [0xff, second, ..] if second & 0xe0 == 0xe0);
    mpeg || bytes.starts_with(b"RIFF") || bytes.starts_with(b"ID3") || bytes.get(4..8) == Some(b"ftyp")
}

/// How long a WAV lasts, by its header.
fn wav_milliseconds(wav: &[u8]) -> Option<u64> {
    let number = |at: usize| Some(u64::from(u32::from_le_bytes(wav.get(at..at + 4)?.try_into().ok()?)));
    (wav.get(..4)? == b"RIFF" && wav.get(8..12)? == b"WAVE" && number(28)? > 0).then_some(())?;
    Some((wav.len() as u64).saturating_sub(44) * 1000 / number(28)?)
}
