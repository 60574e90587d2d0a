//! What may be ordered, as the reference has it, and what it costs; videos by the newer API.

use serde_json::{Value, json};

/// An order that was understood.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub(super) external_id: String,
    pub(super) model: String,
    pub(super) seconds: f64,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) sound: bool,
    /// Video units: 14 cents each.
    pub(super) units: f64,
    pub(super) legacy: bool,
    pub(super) faces: u32,
    /// It is a still.
    pub(super) picture: bool,
    /// Where news of it is sent.
    pub(super) callback_url: Option<String>,
}

/// A refusal: status, code, message.
pub(super) type Refusal = (u16, i64, String);

/// Units for a second at 720p, 1080p and 4k, silent and with sound; 0 where it is not on offer.
const NEW: [(&str, [f64; 3], [f64; 3]); 6] = [
    ("kling-3.0-turbo", [0.0; 3], [0.8, 1.0, 0.0]),
    ("kling-3.0", [0.6, 0.8, 3.0], [0.9, 1.2, 3.0]),
    ("kling-3.0-omni", [0.6, 0.8, 3.0], [0.8, 1.0, 3.0]),
    ("kling-o1", [0.6, 0.8, 0.0], [0.0; 3]),
    ("kling-2.6", [0.3, 0.5, 0.0], [0.0, 1.0, 0.0]),
    ("kling-2.5-turbo", [0.3, 0.5, 0.0], [0.0; 3]),
];

/// Units for a second of a version that is still to come.
const TO_COME: [f64; 3] = [1.2, 1.8, 3.6];

/// "kling-4.0", "kling-5.1-turbo": versions after those of the reference, which speak as the newest ones do.
fn is_to_come(model: &str) -> bool {
    let version = model.strip_prefix("kling-").and_then(|rest| rest.split(['-', '.']).next());
    version.and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= 4)
}

pub(super) fn text_at(body: &Value, place: &str) -> Option<String> {
    Some(body.pointer(place)?.as_str()?.to_owned())
}

pub(super) fn refuse<T>(message: impl Into<String>) -> Result<T, Refusal> {
    Err((400, 1201, message.into()))
}

/// An order by the newer API: the model from the path, everything else from the body.
pub(super) fn new(kind: &str, model: &str, body: &Value) -> Result<Order, Refusal> {
    let known = NEW.iter().find(|(name, ..)| *name == model).map(|(_, silent, loud)| (silent, loud));
    let Some((silent, loud)) = known.or_else(|| is_to_come(model).then_some((&TO_COME, &TO_COME))) else {
        return Err((404, 1203, format!("The model '{model}' does not exist.")));
    };
    let omni = matches!(model, "kling-3.0-omni" | "kling-o1");
    if omni != (kind == "omni-video") {
        return Err((404, 1203, format!("The model '{model}' is not available at /{kind}.")));
    }
    let contents = body["contents"].as_array();
    let prompt = match contents {
        Some(contents) => contents.iter().find(|part| part["type"] == "prompt").and_then(|part| part["text"].as_str()),
        None => body["prompt"].as_str(),
    };
    if kind == "image-to-video" && !contents.is_some_and(|parts| parts.iter().any(|part| part["type"] == "first_frame"))
    {
        return refuse("first_frame is required");
    }
    check_prompt(prompt, if model == "kling-3.0-turbo" { 3072 } else { 2500 })?;
    let settings = &body["settings"];
    let contents = contents.map(Vec::as_slice).unwrap_or_default();
    check_contents(model, contents, settings["resolution"].as_str())?;
    let resolution = settings["resolution"].as_str().unwrap_or("720p");
    let Some(index) = ["720p", "1080p", "4k"].iter().position(|name| *name == resolution) else {
        return refuse(format!("resolution '{resolution}' is not valid"));
    };
    let audio = match settings["audio"].as_str() {
        Some(_) if matches!(model, "kling-3.0-turbo" | "kling-2.5-turbo") => return refuse("audio is not supported"),
        None if model == "kling-3.0-turbo" => true,
        Some("native") => true,
        None | Some("off" | "original") => false,
        Some(other) => return refuse(format!("audio '{other}' is not valid")),
    };
    let units = if audio { loud[index] } else { silent[index] };
    if units == 0.0 {
        return refuse(format!("resolution '{resolution}' with this audio is not supported by {model}"));
    }
    let Some(seconds) = settings["duration"].as_u64() else { return refuse("duration must be an integer") };
    check_seconds(
        seconds,
        matches!(model, "kling-2.6" | "kling-2.5-turbo"),
        match model {
            "kling-o1" => 10,
            _ if is_to_come(model) => 30,
            _ => 15,
        },
    )?;
    if model == "kling-o1" && has(contents, "first_frame") && !has(contents, "last_frame") && !matches!(seconds, 5 | 10)
    {
        return refuse(format!("duration '{seconds}' is not valid with first_frame alone"));
    }
    if kind == "image-to-video" && settings.get("aspect_ratio").is_some() {
        return refuse("aspect_ratio is not supported");
    }
    let (width, height) = size(index, settings["aspect_ratio"].as_str().unwrap_or("16:9"))?;
    let external_id = body["options"]["external_task_id"].as_str().unwrap_or_default().to_owned();
    let units = units * seconds as f64;
    let (model, seconds) = (model.to_owned(), seconds as f64);
    Ok(Order {
        external_id,
        model,
        seconds,
        width,
        height,
        sound: audio,
        units,
        legacy: false,
        faces: faces(prompt),
        picture: false,
        callback_url: text_at(body, "/options/callback_url"),
    })
}

fn has(contents: &[Value], kind: &str) -> bool {
    contents.iter().any(|part| part["type"] == kind)
}

/// What a video is made from: pictures as bare base64 or by address, as many as the model takes.
fn check_contents(model: &str, contents: &[Value], resolution: Option<&str>) -> Result<(), Refusal> {
    let omni = matches!(model, "kling-3.0-omni" | "kling-o1");
    for part in contents {
        match part["type"].as_str() {
            Some("prompt") => {}
            Some("last_frame") if model == "kling-3.0-turbo" => return refuse("last_frame is not supported"),
            Some("last_frame") if matches!(model, "kling-2.6" | "kling-2.5-turbo") && resolution != Some("1080p") => {
                return refuse("last_frame needs 1080p");
            }
            Some("first_frame" | "last_frame") => check_picture(&part["url"])?,
            Some("refer_image") if omni => check_picture(&part["url"])?,
            Some("element") if omni || model == "kling-3.0" => check_element(part)?,
            other => return refuse(format!("contents type '{}' is not valid", other.unwrap_or_default())),
        }
    }
    if has(contents, "last_frame") && !has(contents, "first_frame") {
        return refuse("first_frame is required with last_frame");
    }
    if contents.iter().filter(|part| part["type"] == "refer_image").count() > 7 {
        return refuse("refer_image cannot exceed 7");
    }
    if contents.iter().filter(|part| part["type"] == "element").count() > 3 {
        return refuse("element cannot exceed 3");
    }
    Ok(())
}

/// An element is named by its id, a text.
pub(super) fn check_element(element: &Value) -> Result<(), Refusal> {
    match element["element_id"].as_str() {
        Some(id) if !id.is_empty() => Ok(()),
        _ => refuse("element_id is not valid"),
    }
}

/// A picture is an address or bare base64, never a data URI.
pub(super) fn check_picture(picture: &Value) -> Result<(), Refusal> {
    match picture.as_str() {
        Some(text) if text.starts_with("https://") => Ok(()),
        Some(text) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b)) => {
            Ok(())
        }
        _ => refuse("Image is not valid"),
    }
}

/// An order of a sound ("text-to-audio").
pub(super) fn sound(body: &Value) -> Result<Order, Refusal> {
    check_prompt(body["prompt"].as_str(), 200)?;
    let Some(seconds) = body["duration"].as_f64().filter(|seconds| (3.0..=10.0).contains(seconds)) else {
        return refuse("duration must be from 3.0 to 10.0");
    };
    let external_id = body["external_task_id"].as_str().unwrap_or_default().to_owned();
    let callback_url = text_at(body, "/callback_url");
    Ok(Order { callback_url, ..audible("text-to-audio", external_id, seconds, 0.25) })
}

/// An order of a line ("tts").
pub(super) fn line(body: &Value) -> Result<Order, Refusal> {
    check_prompt(body["text"].as_str(), 1000)?;
    let text = body["text"].as_str().unwrap_or_default();
    if !matches!(body["voice_language"].as_str(), Some("zh" | "en")) {
        return refuse("voice_language is not valid");
    }
    if !body["voice_speed"].as_f64().is_none_or(|speed| (0.8..=2.0).contains(&speed)) {
        return refuse("voice_speed is not valid");
    }
    if matches!(body["voice_id"].as_str(), None | Some("" | "nobody")) {
        return refuse("Voice id not found");
    }
    Ok(audible("tts", String::new(), 0.5 + text.chars().count() as f64 * 0.06, 0.05))
}

pub(super) fn audible(model: &str, external_id: String, seconds: f64, units: f64) -> Order {
    Order {
        external_id,
        model: model.to_owned(),
        seconds,
        width: 0,
        height: 0,
        sound: true,
        units,
        legacy: true,
        faces: 0,
        picture: false,
        callback_url: None,
    }
}

/// One face, but for words to try others with.
pub(super) fn faces(prompt: Option<&str>) -> u32 {
    match prompt {
        Some(prompt) if prompt.contains("nobody-seen") => 0,
        Some(prompt) if prompt.contains("two-seen") => 2,
        _ => 1,
    }
}

pub(super) fn check_prompt(prompt: Option<&str>, most: usize) -> Result<(), Refusal> {
    match prompt {
        None | Some("") => refuse("prompt is required"),
        Some(prompt) if prompt.chars().count() > most => refuse(format!("prompt cannot exceed {most} characters")),
        // A word to try a refusal with.
        Some(prompt) if prompt.contains("forbidden-by-rules") => {
            Err((400, 1301, "Failure to pass the risk control system".to_owned()))
        }
        Some(_) => Ok(()),
    }
}

pub(super) fn check_seconds(seconds: u64, only_five_or_ten: bool, most: u64) -> Result<(), Refusal> {
    let fits = if only_five_or_ten { matches!(seconds, 5 | 10) } else { (3..=most).contains(&seconds) };
    if fits { Ok(()) } else { refuse(format!("duration '{seconds}' is not valid")) }
}

/// A quarter of the real size: the pictures are small, and their shape is right.
pub(super) fn size(index: usize, aspect: &str) -> Result<(u32, u32), Refusal> {
    let short = [180, 270, 540][index.min(2)];
    match aspect {
        "16:9" => Ok((short * 16 / 9, short)),
        "9:16" => Ok((short, short * 16 / 9)),
        "1:1" => Ok((short, short)),
        other => refuse(format!("aspect_ratio '{other}' is not valid")),
    }
}

/// An answer that says no.
pub(super) fn error(code: i64, message: &str) -> Value {
    json!({ "code": code, "message": message, "request_id": "r" })
}

/// An answer that says yes.
pub(super) fn ok(data: Value) -> Value {
    json!({ "code": 0, "message": "SUCCEED", "request_id": "r", "data": data })
}
