//! Pictures that are drawn, and the sound of videos that were made here.

use super::{
    models::{FOOTAGE_SOUND, IMAGE_UNITS},
    order::{Order, Refusal, audible, check_element, check_picture, check_prompt, refuse, text_at},
    tasks::Tasks,
};
use serde_json::Value;

/// Image units for a picture, by the model's name on the wire and where it is on offer.
const MODELS: [(&str, &str, f64); 4] = [
    ("generations", "kling-v3", 8.0),
    ("generations", "kling-v2-1", 4.0),
    ("omni-image", "kling-image-o1", 8.0),
    ("omni-image", "kling-v3-omni", 8.0),
];

/// An order of one picture; `kind` is the last part of the path.
pub(super) fn picture(kind: &str, body: &Value) -> Result<Order, Refusal> {
    let usual = if kind == "omni-image" { "kling-image-o1" } else { "kling-v3" };
    let model = body["model_name"].as_str().unwrap_or(usual);
    let Some((.., units)) = MODELS.iter().find(|(at, name, _)| *at == kind && *name == model) else {
        return Err((404, 1203, format!("The model '{model}' is not available at {kind}.")));
    };
    check_prompt(body["prompt"].as_str(), 2500)?;
    let list = |field: &str| body[field].as_array().cloned().unwrap_or_default();
    let (images, elements) = (list("image_list"), list("element_list"));
    if kind == "generations" && !images.is_empty() {
        return refuse("image_list is not supported");
    }
    if !body["negative_prompt"].is_null() && (kind == "omni-image" || !body["image"].is_null()) {
        return refuse("negative_prompt is not supported here");
    }
    if images.len() + elements.len() > 10 {
        return refuse("images and elements cannot exceed 10 in total");
    }
    if !elements.is_empty() && model == "kling-v2-1" {
        return refuse("element_list is not supported by kling-v2-1");
    }
    images.iter().try_for_each(|image| check_picture(&image["image"]))?;
    elements.iter().try_for_each(check_element)?;
    if !matches!(body["n"].as_u64(), None | Some(1)) {
        return refuse("n is not valid here");
    }
    let short = match body["resolution"].as_str() {
        None | Some("1k") => 360,
        Some("2k") => 540,
        Some(other) => return refuse(format!("resolution '{other}' is not valid")),
    };
    let (wide, tall) = match body["aspect_ratio"].as_str().unwrap_or("16:9") {
        shape @ ("16:9" | "9:16" | "1:1" | "4:3" | "3:4" | "3:2" | "2:3" | "21:9") => shape
            .split_once(':')
            .and_then(|(wide, tall)| Some((wide.parse::<u32>().ok()?, tall.parse::<u32>().ok()?)))
            .unwrap_or((16, 9)),
        other => return refuse(format!("aspect_ratio '{other}' is not valid")),
    };
    let least = wide.min(tall);
    Ok(Order {
        external_id: body["external_task_id"].as_str().unwrap_or_default().to_owned(),
        model: format!("image-{model}"),
        seconds: 0.0,
        width: short * wide / least,
        height: short * tall / least,
        sound: false,
        units: units / IMAGE_UNITS,
        legacy: true,
        faces: 0,
        picture: true,
        callback_url: text_at(body, "/callback_url"),
    })
}

/// An order of the sound of a video of ours.
pub(super) fn footage_sound(tasks: &Tasks, body: &Value) -> Result<Order, Refusal> {
    let Some(film) = body["video_id"].as_str().and_then(|id| tasks.video(id)) else {
        return refuse("video_id is not valid");
    };
    if !(3.0..=20.0).contains(&film.seconds) {
        return refuse("the video must last from 3 to 20 seconds");
    }
    for field in ["sound_effect_prompt", "bgm_prompt"] {
        if body[field].as_str().is_some_and(|words| words.chars().count() > 200) {
            return refuse(format!("{field} cannot exceed 200 characters"));
        }
    }
    let external_id = body["external_task_id"].as_str().unwrap_or_default().to_owned();
    Ok(Order {
        callback_url: text_at(body, "/callback_url"),
        ..audible(FOOTAGE_SOUND, external_id, film.seconds, 0.25)
    })
}
