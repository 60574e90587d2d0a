//! What is asked of Kling: paths and bodies, newer and older.

use crate::{Can, Failure, FailureClass, Model};
use model::VideoSpec;
use serde_json::{Map, Value, json};

/// Which of Kling's interfaces a model speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// The model in the path; settings and options.
    New,
    /// As the newer one; everything is a content, also the prompt.
    Omni,
    /// The model in the body; durations are texts.
    Legacy,
}

impl Dialect {
    pub(super) fn of(model: &Model) -> Self {
        match model.speaks.as_str() {
            "kling-legacy" => Self::Legacy,
            "kling-omni" => Self::Omni,
            _ => Self::New,
        }
    }
}

/// What is not in the spec.
pub(super) struct Extra<'a> {
    pub(super) external_id: &'a str,
    /// The first frame, as bare base64.
    pub(super) first_frame: Option<String>,
    pub(super) callback_url: Option<&'a str>,
}

/// The path and body that order a video.
///
/// # Errors
/// `EditPrompt` when the prompt is too long; `Broken` when the model cannot film this at all.
pub(super) fn video(model: &Model, spec: &VideoSpec, extra: Extra<'_>) -> Result<(String, Value), Failure> {
    let length = spec.prompt.chars().count();
    if model.prompt_limit > 0 && length > model.prompt_limit {
        let limit = model.prompt_limit;
        let sentence = format!("The prompt has {length} characters; {} takes {limit}. Shorten it.", model.label);
        return Err(Failure::new(FailureClass::EditPrompt, sentence));
    }
    if extra.first_frame.is_none() && !model.can(Can::Text) {
        let sentence = format!("{} needs a picture to start from. Choose another model.", model.label);
        return Err(Failure::new(FailureClass::Broken, sentence));
    }
    let first = extra.first_frame.clone().filter(|_| model.can(Can::Image));
    Ok(match Dialect::of(model) {
        Dialect::Legacy => legacy(model, spec, &extra, first),
        dialect => new(dialect, model, spec, &extra, first),
    })
}

fn new(dialect: Dialect, model: &Model, spec: &VideoSpec, extra: &Extra<'_>, first: Option<String>) -> (String, Value) {
    let mut settings = Map::new();
    if let Some(resolution) = model.resolution(spec.width, spec.height) {
        settings.insert("resolution".into(), resolution.into());
    }
    // A video that starts from a picture has the picture's shape.
    if dialect == Dialect::Omni || first.is_none() {
        settings.extend(model.aspect(spec.width, spec.height).map(|aspect| ("aspect_ratio".into(), aspect.into())));
    }
    settings.insert("duration".into(), (model.seconds.fit(spec.seconds).ceil() as u64).into());
    settings.extend(model.settings.clone());
    let mut options = Map::from_iter([("external_task_id".to_owned(), extra.external_id.into())]);
    options.extend(extra.callback_url.map(|url| ("callback_url".to_owned(), url.into())));
    let kind = match (dialect, &first) {
        (Dialect::Omni, _) => "omni-video",
        (_, Some(_)) => "image-to-video",
        (_, None) => "text-to-video",
    };
    let path = format!("/{kind}/{}", model.wire);
    if kind == "text-to-video" {
        return (path, json!({ "prompt": spec.prompt, "settings": settings, "options": options }));
    }
    let mut contents = vec![json!({ "type": "prompt", "text": spec.prompt })];
    contents.extend(first.map(|picture| json!({ "type": "first_frame", "url": picture })));
    (path, json!({ "contents": contents, "settings": settings, "options": options }))
}

fn legacy(model: &Model, spec: &VideoSpec, extra: &Extra<'_>, first: Option<String>) -> (String, Value) {
    let mut body = Map::from_iter([
        ("model_name".to_owned(), model.wire.as_str().into()),
        ("prompt".to_owned(), spec.prompt.as_str().into()),
        ("duration".to_owned(), format!("{}", model.seconds.fit(spec.seconds).ceil() as u64).into()),
        ("external_task_id".to_owned(), extra.external_id.into()),
    ]);
    if model.can(Can::NegativePrompt) && !model.negative_prompt.is_empty() {
        body.insert("negative_prompt".into(), model.negative_prompt.as_str().into());
    }
    body.extend(mode(model, spec).map(|mode| ("mode".to_owned(), mode.into())));
    body.extend(extra.callback_url.map(|url| ("callback_url".to_owned(), url.into())));
    body.extend(model.settings.clone());
    let path = if let Some(picture) = first {
        body.insert("image".into(), picture.into());
        "/v1/videos/image2video"
    } else {
        body.extend(model.aspect(spec.width, spec.height).map(|aspect| ("aspect_ratio".to_owned(), aspect.into())));
        "/v1/videos/text2video"
    };
    (path.to_owned(), Value::Object(body))
}

/// "std", "pro" or "4k": the entry names them in the order of its resolutions.
fn mode<'a>(model: &'a Model, spec: &VideoSpec) -> Option<&'a str> {
    let modes: Vec<&str> = model.fields.get("mode")?.split(',').map(str::trim).collect();
    let resolution = model.resolution(spec.width, spec.height);
    let index = model.resolutions.iter().position(|name| Some(name.as_str()) == resolution).unwrap_or(0);
    modes.get(index).or(modes.last()).copied()
}
