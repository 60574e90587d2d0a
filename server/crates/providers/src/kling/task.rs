//! Kling's tasks, as both generations of the API tell of them. Nothing they say is trusted to be there or of its type.

use crate::{
    Billed, Money,
    untrusted::{is_id, number, text, words},
};
use serde_json::Value;

/// Dollars for one video unit.
const VIDEO_UNIT: Money = Money::from_micros(140_000);
/// Dollars for one image unit.
const IMAGE_UNIT: Money = Money::from_micros(3_500);

/// Where a task is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Accepted, or at work; also every word that nobody knows.
    Working(String),
    Succeeded,
    /// Why, in Kling's words.
    Failed(String),
}

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Task {
    pub(super) id: String,
    pub(super) external_id: Option<String>,
    pub(super) state: State,
    /// Where the first video is.
    pub(super) video: Option<String>,
    /// Kling's own id of the first video: other orders may name it for thirty days.
    pub(super) video_id: Option<String>,
    /// How long the first video is, as Kling says.
    pub(super) seconds: Option<f64>,
    /// Where the first sound is: the WAV where there is one, else the MP3.
    pub(super) sound: Option<String>,
    /// Where the first picture is.
    pub(super) picture: Option<String>,
    pub(super) billed: Option<Billed>,
}

/// One task from an answer's data; `None` when it has no id.
pub(super) fn read(data: &Value) -> Option<Task> {
    let at = |field: &str| data.get(field);
    let id = at("id").or_else(|| at("task_id")).and_then(text)?;
    let external = at("external_id").or_else(|| at("task_info")?.get("external_task_id"));
    let status = at("status").or_else(|| at("task_status")).and_then(text).unwrap_or_default();
    let message = at("message").or_else(|| at("task_status_msg")).and_then(text).unwrap_or_default();
    let state = match status.to_lowercase().as_str() {
        "succeeded" | "succeed" => State::Succeeded,
        "failed" => State::Failed(words(&message)),
        "submitted" => State::Working("Kling has it in its queue.".to_owned()),
        "processing" => State::Working("Kling is filming.".to_owned()),
        other => State::Working(format!("Kling says: {}", words(other))),
    };
    let video = outputs(data, "video", "videos").find_map(|output| Some((text(output.get("url")?)?, output)));
    let seconds = video.as_ref().and_then(|(_, output)| number(output.get("duration")?));
    let video_id = video.as_ref().and_then(|(_, output)| text(output.get("id")?)).filter(|id| is_id(id));
    let video = video.map(|(url, _)| url);
    let sound = outputs(data, "audio", "audios").find_map(sound);
    let picture = outputs(data, "image", "images").find_map(|image| text(image.get("url")?));
    Some(Task {
        id,
        external_id: external.and_then(text),
        state,
        video,
        video_id,
        seconds,
        sound,
        picture,
        billed: billed(data),
    })
}

/// What a task has made of one kind, as the newer API names it (what has no kind is a video), and as the older one does.
fn outputs<'a>(data: &'a Value, kind: &'a str, older: &str) -> impl Iterator<Item = &'a Value> {
    let listed = |list: Option<&'a Value>| list.and_then(Value::as_array).into_iter().flatten();
    let is_of_kind = move |output: &&Value| output.get("type").and_then(Value::as_str).unwrap_or("video") == kind;
    let old = data.get("task_result").and_then(|result| result.get(older));
    listed(data.get("outputs")).filter(is_of_kind).chain(listed(old))
}

/// The task that was just created; `None` when the answer names none that could be asked for.
pub(super) fn created(data: &Value) -> Option<Task> {
    read(data).filter(|task| is_id(&task.id))
}

/// The address of a sound, whichever API named it.
fn sound(audio: &Value) -> Option<String> {
    ["wav_url", "url_wav", "mp3_url", "url_mp3", "url"].into_iter().find_map(|field| text(audio.get(field)?))
}

/// Tasks from a list; what is none is left out.
pub(super) fn read_all(data: &Value) -> Vec<Task> {
    let list = data.as_array().or_else(|| data.get("result")?.as_array());
    list.into_iter().flatten().filter_map(read).collect()
}

/// What the task cost; `None` when it does not say so in a way we understand.
fn billed(data: &Value) -> Option<Billed> {
    if let Some(items) = data.get("billing").and_then(Value::as_array).filter(|items| !items.is_empty()) {
        let parts: Option<Vec<(Money, String)>> = items.iter().map(item).collect();
        let parts = parts?;
        let words: Vec<String> = parts.iter().map(|(_, words)| words.clone()).collect();
        return Some(Billed { amount: parts.iter().map(|(amount, _)| *amount).sum(), words: words.join(", ") });
    }
    let units = data.get("final_unit_deduction").and_then(number);
    let balance = data.get("final_balance_deduction").and_then(|balance| number(balance.get("quota")?));
    // The older API names no unit: pictures are paid in their own.
    let drawn = data.get("task_result").is_some_and(|result| result.get("images").is_some());
    let (unit, package) = if drawn { (IMAGE_UNIT, "image") } else { (VIDEO_UNIT, "video") };
    let amount = unit.times(units.unwrap_or(0.0)) + Money::from_micros(1_000_000).times(balance.unwrap_or(0.0));
    let words = match (units, balance) {
        (None, None) => return None,
        (units, Some(cash)) if cash > 0.0 && units.unwrap_or(0.0) == 0.0 => format!("${cash}"),
        (units, Some(cash)) if cash > 0.0 => format!("{} {package} units and ${cash}", units.unwrap_or(0.0)),
        (units, _) => format!("{} {package} units", units.unwrap_or(0.0)),
    };
    Some(Billed { amount, words })
}

fn item(item: &Value) -> Option<(Money, String)> {
    let amount = item.get("amount").and_then(number)?;
    let word = |field: &str| item.get(field).and_then(Value::as_str).unwrap_or_default();
    match word("charge_type") {
        "unit" => {
            let package = if word("package_type").is_empty() { "video" } else { word("package_type") };
            let unit = if package == "image" { IMAGE_UNIT } else { VIDEO_UNIT };
            Some((unit.times(amount), format!("{amount} {package} units")))
        }
        "cash" if matches!(word("currency").to_uppercase().as_str(), "" | "USD") => {
            Some((Money::from_micros(1_000_000).times(amount), format!("${amount}")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_task_of_the_newer_api_is_read() {
        let task = read(&json!({"id":"893605946402811985","status":"succeeded","message":"","create_time":1781080778802_u64,
            "external_id":"shot-12","outputs":[{"type":"video","id":"v","url":"https://a.example/v.mp4","duration":"5.041"}],
            "billing":[{"charge_type":"unit","amount":"4","package_type":"video"}]}))
        .unwrap();
        assert_eq!((task.id.as_str(), task.external_id.as_deref()), ("893605946402811985", Some("shot-12")));
        assert_eq!((&task.state, task.video.as_deref()), (&State::Succeeded, Some("https://a.example/v.mp4")));
        assert_eq!(task.video_id.as_deref(), Some("v"));
        let billed = Billed { amount: Money::from_micros(560_000), words: "4 video units".into() };
        assert_eq!(task.billed, Some(billed));
    }

    #[test]
    fn a_task_of_the_older_api_is_read() {
        let task = read(&json!({"task_id":"831922345719271433","task_status":"succeed","task_status_msg":"",
            "task_info":{"external_task_id":"shot-12"},"task_result":{"videos":[{"id":"v","url":"https://a.example/v.mp4","duration":"5.1"}]},
            "final_unit_deduction":"1.5","final_balance_deduction":{"quota":"0","list_price":"0"}}))
        .unwrap();
        assert_eq!((task.external_id.as_deref(), &task.state), (Some("shot-12"), &State::Succeeded));
        assert_eq!(task.video.as_deref(), Some("https://a.example/v.mp4"));
        assert_eq!(task.billed.unwrap().amount, Money::from_micros(210_000));
    }

    #[test]
    fn a_status_that_nobody_knows_is_waited_for() {
        let task = read(&json!({"id": 12, "status": "pondering"})).unwrap();
        assert_eq!(task.id, "12");
        assert!(matches!(task.state, State::Working(_)));
    }
}
