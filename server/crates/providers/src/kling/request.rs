//! What is asked of Kling: paths and bodies, newer and older.

use crate::{Can, Failure, FailureClass, Model};
use model::{CameraMove, Element, VideoSpec};
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
    /// As the older one; all pictures in one list.
    LegacyOmni,
}

impl Dialect {
    pub(super) fn of(model: &Model) -> Self {
        match model.speaks.as_str() {
            "kling-legacy" => Self::Legacy,
            "kling-legacy-omni" => Self::LegacyOmni,
            "kling-omni" => Self::Omni,
            _ => Self::New,
        }
    }
}

/// What is not in the spec.
#[derive(Default)]
pub(super) struct Extra<'a> {
    pub(super) external_id: &'a str,
    pub(super) pictures: Pictures,
    pub(super) callback_url: Option<&'a str>,
}

/// Pictures as bare base64, as far as the model takes them.
#[derive(Default)]
pub(super) struct Pictures {
    pub(super) first: Option<String>,
    /// Only beside a first one.
    pub(super) last: Option<String>,
    /// With the name of who looks like this.
    pub(super) references: Vec<(String, String)>,
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
    if extra.pictures.first.is_none() && !model.can(Can::Text) {
        let sentence = format!("{} needs a picture to start from. Choose one, or another model.", model.label);
        return Err(Failure::new(FailureClass::Broken, sentence));
    }
    Ok(match Dialect::of(model) {
        Dialect::Legacy => legacy(model, spec, extra),
        Dialect::LegacyOmni => legacy_omni(model, spec, extra),
        dialect => new(dialect, model, spec, extra),
    })
}

fn new(dialect: Dialect, model: &Model, spec: &VideoSpec, extra: Extra<'_>) -> (String, Value) {
    let Pictures { first, last, references } = extra.pictures;
    let mut settings = Map::new();
    if let Some(resolution) = model.resolution_of(spec) {
        settings.insert("resolution".into(), resolution.into());
    }
    // A video that starts from a picture has the picture's shape.
    if dialect == Dialect::Omni || first.is_none() {
        settings.extend(model.aspect(spec.width, spec.height).map(|aspect| ("aspect_ratio".into(), aspect.into())));
    }
    settings.insert("duration".into(), (model.seconds_of(spec).ceil() as u64).into());
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
    contents.extend(last.map(|picture| json!({ "type": "last_frame", "url": picture })));
    if dialect == Dialect::Omni {
        contents.extend(references.into_iter().map(|(_, url)| json!({ "type": "refer_image", "url": url })));
    }
    let element = |(at, element): (usize, &Element)| json!({ "type": "element", "element_id": element.id, "id": format!("element_{}", at + 1) });
    contents.extend(elements(model, spec).iter().enumerate().map(element));
    (path, json!({ "contents": contents, "settings": settings, "options": options }))
}

/// What every order of the older API says.
fn ordered(model: &Model, spec: &VideoSpec, extra: &Extra<'_>) -> Map<String, Value> {
    let mut body = Map::from_iter([
        ("model_name".to_owned(), model.wire.as_str().into()),
        ("prompt".to_owned(), spec.prompt.as_str().into()),
        ("duration".to_owned(), format!("{}", model.seconds_of(spec).ceil() as u64).into()),
        ("external_task_id".to_owned(), extra.external_id.into()),
    ]);
    body.extend(model.avoided(&spec.avoid).map(|words| ("negative_prompt".to_owned(), words.into())));
    body.extend(mode(model, spec).map(|mode| ("mode".to_owned(), mode.into())));
    body.extend(extra.callback_url.map(|url| ("callback_url".to_owned(), url.into())));
    body
}

/// The elements of those who are seen, as far as the model takes them.
fn elements<'a>(model: &Model, spec: &'a VideoSpec) -> &'a [Element] {
    if model.can(Can::Elements) { &spec.elements } else { &[] }
}

/// The same as the older API has them.
fn element_list(model: &Model, spec: &VideoSpec) -> Option<(String, Value)> {
    let elements = elements(model, spec);
    let list: Value = elements.iter().map(|element| json!({ "element_id": element.id })).collect();
    (!elements.is_empty()).then(|| ("element_list".to_owned(), list))
}

fn legacy(model: &Model, spec: &VideoSpec, extra: Extra<'_>) -> (String, Value) {
    let mut body = ordered(model, spec, &extra);
    let Pictures { first, last, references } = extra.pictures;
    let aspect = || model.aspect(spec.width, spec.height).map(|aspect| ("aspect_ratio".to_owned(), aspect.into()));
    let path = match first {
        None if !references.is_empty() => {
            let list = references.into_iter().map(|(_, picture)| json!({ "image": picture })).collect();
            body.insert("image_list".into(), list);
            body.extend(aspect());
            return ("/v1/videos/multi-image2video".to_owned(), Value::Object(body));
        }
        None => {
            body.extend(aspect());
            "/v1/videos/text2video"
        }
        Some(picture) => {
            body.insert("image".into(), picture.into());
            body.extend(element_list(model, spec));
            "/v1/videos/image2video"
        }
    };
    body.extend(model.settings.clone());
    // The end and the steered camera exclude each other, and it is steered for five seconds only.
    let camera = spec.camera.filter(|_| last.is_none() && model.seconds_of(spec) <= STEERED).and_then(steered);
    body.extend(last.map(|picture| ("image_tail".to_owned(), picture.into())));
    body.extend(camera.map(|camera| ("camera_control".to_owned(), camera)));
    (path.to_owned(), Value::Object(body))
}

fn legacy_omni(model: &Model, spec: &VideoSpec, extra: Extra<'_>) -> (String, Value) {
    let mut body = ordered(model, spec, &extra);
    let Pictures { first, last, references } = extra.pictures;
    let frames = [(first, "first_frame"), (last, "end_frame")];
    let mut list: Vec<Value> =
        frames.into_iter().filter_map(|(picture, kind)| Some(json!({ "image_url": picture?, "type": kind }))).collect();
    let mut looks = Vec::new();
    for (name, picture) in references {
        list.push(json!({ "image_url": picture }));
        looks.push(format!(" {name} looks as in <<<image_{}>>>.", list.len()));
    }
    let named = |(at, element): (usize, &Element)| format!(" {} is <<<element_{}>>>.", element.name, at + 1);
    looks.extend(elements(model, spec).iter().enumerate().map(named));
    let mut prompt = spec.prompt.clone();
    for looks in looks {
        if model.prompt_limit == 0 || prompt.chars().count() + looks.chars().count() <= model.prompt_limit {
            prompt.push_str(&looks);
        }
    }
    body.extend(element_list(model, spec));
    body.insert("prompt".into(), prompt.into());
    if !list.is_empty() {
        body.insert("image_list".into(), list.into());
    }
    body.extend(model.aspect(spec.width, spec.height).map(|aspect| ("aspect_ratio".to_owned(), aspect.into())));
    body.extend(model.settings.clone());
    ("/v1/videos/omni-video".to_owned(), Value::Object(body))
}

/// The longest video whose camera can be steered, in seconds.
const STEERED: f64 = 5.0;
/// How far the camera moves, on Kling's scale of 10: enough to be seen in five seconds.
const MOVE: i64 = 5;

/// A camera move in Kling's numbers, of which exactly one may be other than 0; `None` where it has none. To Kling "pan" turns the
/// camera up (more than 0) and down, "tilt" to the right and left, and "zoom" below 0 comes nearer.
fn steered(camera: CameraMove) -> Option<Value> {
    use CameraMove::*;
    let (axis, by) = match camera {
        TrackLeft => ("horizontal", -MOVE),
        TrackRight => ("horizontal", MOVE),
        CraneDown => ("vertical", -MOVE),
        CraneUp => ("vertical", MOVE),
        TiltDown => ("pan", -MOVE),
        TiltUp => ("pan", MOVE),
        PanLeft => ("tilt", -MOVE),
        PanRight => ("tilt", MOVE),
        DollyIn | ZoomIn => ("zoom", -MOVE),
        DollyOut | ZoomOut => ("zoom", MOVE),
        Static | Handheld => return None,
    };
    let axes = ["horizontal", "vertical", "pan", "tilt", "roll", "zoom"];
    let config: Map<String, Value> =
        axes.into_iter().map(|name| (name.to_owned(), if name == axis { by } else { 0 }.into())).collect();
    Some(json!({ "type": "simple", "config": config }))
}

/// "std", "pro" or "4k": the entry names them in the order of its resolutions.
fn mode<'a>(model: &'a Model, spec: &VideoSpec) -> Option<&'a str> {
    let modes: Vec<&str> = model.fields.get("mode")?.split(',').map(str::trim).collect();
    let resolution = model.resolution_of(spec);
    let index = model.resolutions.iter().position(|name| Some(name.as_str()) == resolution).unwrap_or(0);
    modes.get(index).or(modes.last()).copied()
}
