//! What may be ordered by the older API, and what it costs.

use super::order::{
    Order, Refusal, check_element, check_picture, check_prompt, check_seconds, faces, refuse, size, text_at,
};
use serde_json::Value;

/// Units for five seconds in the modes std and pro; the only price where a model has no modes.
const LEGACY: [(&str, f64, f64); 7] = [
    ("kling-v1-5", 2.0, 3.5),
    ("kling-v1-6", 2.0, 3.5),
    ("kling-v2-master", 10.0, 10.0),
    ("kling-v2-1", 2.0, 3.5),
    ("kling-v2-1-master", 10.0, 10.0),
    ("kling-v2-5-turbo", 1.5, 2.5),
    ("kling-v2-6", 1.5, 2.5),
];

/// An order by the older API.
pub(super) fn new(kind: &str, body: &Value) -> Result<Order, Refusal> {
    let model = body["model_name"].as_str().unwrap_or("kling-v1");
    if model == "kling-v1" {
        return Err((400, 1201, format!("The model '{model}' has been discontinued and is no longer available.")));
    }
    let mode = body["mode"].as_str();
    let Some(index) = [Some("std"), Some("pro"), Some("4k"), None].iter().position(|name| *name == mode) else {
        return refuse(format!("mode '{}' is not valid", mode.unwrap_or_default()));
    };
    let loud = match body["sound"].as_str() {
        None | Some("off") => false,
        Some("on") => true,
        Some(other) => return refuse(format!("sound '{other}' is not valid")),
    };
    check_prompt(body["prompt"].as_str(), 2500)?;
    if (kind == "omni-video") != (model == "kling-v3-omni") {
        return Err((404, 1203, format!("The model '{model}' is not available at {kind}.")));
    }
    if model == "kling-v1-5" && kind != "image2video" {
        return Err((404, 1203, format!("The model '{model}' is not available at {kind}.")));
    }
    check(kind, model, mode, body)?;
    let Some(seconds) =
        body["duration"].as_str().unwrap_or("5").parse::<u64>().ok().filter(|_| !body["duration"].is_number())
    else {
        return refuse("duration must be a string");
    };
    let newest = matches!(model, "kling-v3" | "kling-v3-omni");
    if mode == Some("4k") && !newest {
        return refuse("mode '4k' is not valid");
    }
    check_seconds(seconds, !newest, 15)?;
    let pro = index % 3;
    let (units, index) = if newest {
        let table = if loud && model == "kling-v3-omni" {
            [0.8, 1.0, 3.0]
        } else if loud {
            [0.9, 1.2, 3.0]
        } else {
            [0.6, 0.8, 3.0]
        };
        (table[pro] * seconds as f64, pro)
    } else {
        let Some((_, standard, better)) = LEGACY.iter().find(|(name, ..)| *name == model) else {
            return Err((404, 1203, format!("The model '{model}' does not exist.")));
        };
        if loud && (model != "kling-v2-6" || mode != Some("pro")) {
            return refuse("sound is not supported");
        }
        let units = if loud { 5.0 } else { [*standard, *better][pro.min(1)] };
        (units * seconds as f64 / 5.0, if model == "kling-v2-1-master" { 1 } else { pro.min(1) })
    };
    let (width, height) = size(index, body["aspect_ratio"].as_str().unwrap_or("16:9"))?;
    let external_id = body["external_task_id"].as_str().unwrap_or_default().to_owned();
    let (model, seconds) = (model.to_owned(), seconds as f64);
    Ok(Order {
        external_id,
        model,
        seconds,
        width,
        height,
        sound: loud,
        units,
        legacy: true,
        faces: faces(body["prompt"].as_str()),
        picture: false,
        callback_url: text_at(body, "/callback_url"),
    })
}

/// What the older API makes a video from, and what excludes what.
fn check(kind: &str, model: &str, mode: Option<&str>, body: &Value) -> Result<(), Refusal> {
    if kind == "image2video" && body["image"].as_str().is_none() && body["image_tail"].as_str().is_none() {
        return refuse("image or image_tail is required");
    }
    for picture in ["image", "image_tail"].iter().filter_map(|field| body.get(field)) {
        check_picture(picture)?;
    }
    if !body["image_tail"].is_null() {
        let needs_pro = matches!(model, "kling-v1-5" | "kling-v1-6" | "kling-v2-1" | "kling-v2-5-turbo" | "kling-v2-6");
        if matches!(model, "kling-v2-master" | "kling-v2-1-master") || (needs_pro && mode != Some("pro")) {
            return refuse(format!("image_tail is not supported by {model} in this mode"));
        }
        if body["sound"] == "on" && model == "kling-v2-6" {
            return refuse("image_tail is not supported with sound");
        }
        if !body["camera_control"].is_null() {
            return refuse("image_tail and camera_control are mutually exclusive");
        }
    }
    if !body["camera_control"].is_null() {
        check_camera(model, mode, body)?;
    }
    let elements = body["element_list"].as_array().map(Vec::as_slice).unwrap_or_default();
    let takes_elements = kind == "omni-video" || (kind == "image2video" && model == "kling-v3");
    if !elements.is_empty() && !takes_elements {
        return refuse(format!("element_list is not supported by {model}"));
    }
    if elements.len() > 3 {
        return refuse("element_list cannot exceed 3");
    }
    elements.iter().try_for_each(check_element)?;
    let list = body["image_list"].as_array().map(Vec::as_slice).unwrap_or_default();
    match kind {
        "multi-image2video" if model != "kling-v1-6" => refuse(format!("multi-image is not supported by {model}")),
        "multi-image2video" if list.is_empty() || list.len() > 4 => refuse("image_list must hold 1 to 4 images"),
        "multi-image2video" => list.iter().try_for_each(|item| check_picture(&item["image"])),
        "omni-video" => list.iter().try_for_each(|item| match item["type"].as_str() {
            None | Some("first_frame" | "end_frame") => check_picture(&item["image_url"]),
            Some(other) => refuse(format!("image type '{other}' is not valid")),
        }),
        _ => Ok(()),
    }
}

/// A camera that is steered by numbers: one model takes it, in one mode and for one length.
fn check_camera(model: &str, mode: Option<&str>, body: &Value) -> Result<(), Refusal> {
    let five = matches!(body["duration"].as_str(), None | Some("5"));
    if model != "kling-v1-5" || mode != Some("pro") || !five {
        return refuse(format!("camera_control is not supported by {model} in this mode and length"));
    }
    let camera = &body["camera_control"];
    if camera["type"] != "simple" {
        return refuse("camera_control type is not valid");
    }
    let axes = ["horizontal", "vertical", "pan", "tilt", "roll", "zoom"];
    let moves: Vec<f64> = axes.iter().filter_map(|axis| camera["config"][axis].as_f64()).collect();
    let one = moves.iter().filter(|by| **by != 0.0).count() == 1;
    if !one || !moves.iter().all(|by| (-10.0..=10.0).contains(by)) {
        return refuse("camera_control config must hold exactly one value other than 0, from -10 to 10");
    }
    Ok(())
}
