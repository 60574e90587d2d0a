//! Bodies as the reference has them, every row of the table of errors, and answers that are no answers.

use super::{answer, lips, picture, request, sound, task};
use crate::{
    Catalogue, Face, Failure, FailureClass, FootageSoundOrder,
    chaos::anything,
    http::{Answer, Effect, Http},
};
use model::{CameraMove, Element, ModelChoice, PictureSpec, SoundSpec, VideoSpec};
use proptest::prelude::*;
use request::{Extra, Pictures};
use serde_json::{Value, json};
use std::sync::LazyLock;

fn spec(model: &str, seconds: f64) -> VideoSpec {
    VideoSpec::from_prompt(ModelChoice::new("kling", model), "A quiet harbour at dawn.", seconds, (1280, 720))
}

fn asked(model: &str, seconds: f64, first_frame: Option<&str>) -> (String, Value) {
    ordered(&spec(model, seconds), Pictures { first: first_frame.map(str::to_owned), ..Pictures::default() })
}

fn ordered(spec: &VideoSpec, pictures: Pictures) -> (String, Value) {
    let catalogue = Catalogue::built_in().unwrap();
    let extra = Extra { external_id: "shot-12", pictures, callback_url: None };
    request::video(catalogue.model(&spec.model).unwrap(), spec, extra).unwrap()
}

/// A spec that has both frames, as far as lengths and prices depend on them, and the pictures themselves.
fn between_two_pictures(model: &str) -> (VideoSpec, Pictures) {
    let spec = VideoSpec { first_frame: Some("a".into()), last_frame: Some("b".into()), ..spec(model, 5.0) };
    (spec, Pictures { first: Some("Zmlyc3Q=".into()), last: Some("bGFzdA==".into()), references: Vec::new() })
}

fn looks_of(names: &[&str]) -> Vec<(String, String)> {
    names.iter().map(|name| ((*name).to_owned(), format!("picture-of-{name}"))).collect()
}

#[test]
fn the_newer_api_has_the_model_in_the_path_and_the_seconds_as_a_number() {
    let (path, body) = asked("kling-3.0", 4.2, None);
    assert_eq!(path, "/text-to-video/kling-3.0");
    let expected = json!({
        "prompt": "A quiet harbour at dawn.",
        "settings": { "resolution": "720p", "aspect_ratio": "16:9", "duration": 5, "audio": "off", "multi_shot": false },
        "options": { "external_task_id": "shot-12" },
    });
    assert_eq!(body, expected);
}

#[test]
fn lips_are_ordered_for_one_face_with_one_sound_from_the_videos_start() {
    let expected = r#"{"session_id":"s-1","face_choose":[{"face_id":"0","sound_file":"UklGRg==","sound_start_time":0,"sound_end_time":3041,"sound_insert_time":0,"sound_volume":1,"original_audio_volume":0}],"external_task_id":"ds1-a-b-c-1"}"#;
    let body = lips::body(("s-1", "0"), 3041, b"RIFF", "ds1-a-b-c-1");
    assert_eq!(body, serde_json::from_str::<Value>(expected).unwrap());
}

#[test]
fn by_the_older_way_lips_are_ordered_for_a_video_and_nobodys_face_is_named() {
    let expected = r#"{"input":{"video_id":"v893","mode":"audio2video","audio_type":"file","audio_file":"UklGRg=="}}"#;
    assert_eq!(lips::older_body("v893", b"RIFF"), serde_json::from_str::<Value>(expected).unwrap());
}

#[test]
fn faces_are_read_with_their_times_and_what_is_none_is_left_out() {
    let data = json!({ "session_id": 77, "face_data": [
        { "face_id": "0", "face_image": "https://a.example/0.jpg", "start_time": 0, "end_time": 5200 },
        { "face_id": 1, "start_time": "1000", "end_time": "2500" },
        { "face_id": "2", "start_time": -1, "end_time": null },
        "nobody",
    ] });
    let face = |id: &str, start, end| Face { id: id.into(), start, end };
    let seen = vec![(face("0", 0.0, 5.2), Some("https://a.example/0.jpg".into())), (face("1", 1.0, 2.5), None)];
    assert_eq!(lips::faces(&data), Some(("77".into(), seen)));
    assert_eq!(lips::faces(&json!({ "session_id": "s" })), Some(("s".into(), Vec::new())));
    assert_eq!(lips::faces(&json!({ "face_data": [] })), None);
}

fn drawn(model: &str, change: impl FnOnce(&mut PictureSpec), looks: &[&str]) -> (&'static str, Value) {
    let catalogue = Catalogue::built_in().unwrap();
    let choice = ModelChoice::new("kling", model);
    let mut spec = PictureSpec::from_prompt(choice.clone(), "A quiet harbour at dawn.", (1280, 720));
    change(&mut spec);
    picture::order(catalogue.model(&choice).unwrap(), &spec, looks_of(looks), "ds1-a-b-c-1").unwrap()
}

#[test]
fn a_picture_is_ordered_from_words_in_the_films_shape() {
    let avoid = |spec: &mut PictureSpec| spec.avoid = "hats".into();
    let (path, body) = drawn("kling-image-3.0", avoid, &[]);
    assert_eq!(path, "/v1/images/generations");
    let expected = json!({
        "model_name": "kling-v3", "prompt": "A quiet harbour at dawn.", "n": 1, "negative_prompt": "hats",
        "resolution": "1k", "aspect_ratio": "16:9", "external_task_id": "ds1-a-b-c-1",
    });
    assert_eq!(body, expected);
    let (_, tall) = drawn("kling-image-3.0", |spec| (spec.width, spec.height) = (1080, 1920), &[]);
    assert_eq!((&tall["resolution"], &tall["aspect_ratio"]), (&json!("2k"), &json!("9:16")));
    let element = |spec: &mut PictureSpec| spec.elements = vec![Element { name: "MAYA".into(), id: "8677".into() }];
    let (_, known) = drawn("kling-image-3.0", element, &[]);
    assert_eq!(known["element_list"], json!([{ "element_id": "8677" }]));
    assert_eq!(drawn("kling-image-2.1", element, &[]).1.get("element_list"), None, "it knows none");
}

#[test]
fn people_look_as_in_their_pictures_where_the_model_keeps_looks() {
    let element = |spec: &mut PictureSpec| spec.elements = vec![Element { name: "TOM".into(), id: "8677".into() }];
    let (path, body) = drawn("kling-image-o1", element, &["MAYA"]);
    assert_eq!((path, &body["model_name"]), ("/v1/images/omni-image", &json!("kling-image-o1")));
    assert_eq!(body["image_list"], json!([{ "image": "picture-of-MAYA" }]));
    let words = "A quiet harbour at dawn. MAYA looks as in <<<image_1>>>. TOM is <<<element_1>>>.";
    assert_eq!(body["prompt"], json!(words));
}

#[test]
fn the_sound_of_a_video_is_ordered_by_its_id_in_200_characters_and_without_music() {
    let catalogue = Catalogue::built_in().unwrap();
    let model = ModelChoice::new("kling", "kling-video-to-audio");
    let sound = "rain, ".repeat(60);
    let spec =
        SoundSpec { model: model.clone(), sound, ambience: false, seconds: 5.0, take: 0, footage: None, heard: None };
    let order = FootageSoundOrder { spec, video: "v1".into() };
    let body = sound::from_footage(catalogue.model(&model).unwrap(), &order, "ds1-a-b-c-1");
    let words = "rain, ".repeat(34).chars().take(200).collect::<String>();
    let expected = json!({ "video_id": "v1", "sound_effect_prompt": words, "external_task_id": "ds1-a-b-c-1" });
    assert_eq!(body, expected);
}

#[test]
fn a_drawn_picture_is_read_from_either_api_and_paid_in_image_units() {
    let old = json!({"task_id":"831","task_status":"succeed","task_result":{"images":[{"index":0,"url":"https://a.example/0.png"}]},
        "final_unit_deduction":"8","final_balance_deduction":{"quota":"0","list_price":"0"}});
    let new = json!({"id":"831","status":"succeeded","outputs":[{"type":"image","url":"https://a.example/0.png","group_id":"0"}],
        "billing":[{"charge_type":"unit","amount":"8","package_type":"image"}]});
    for data in [old, new] {
        let task = task::read(&data).unwrap();
        assert_eq!((task.picture.as_deref(), task.video), (Some("https://a.example/0.png"), None), "{data}");
        assert_eq!(task.billed.unwrap().amount.micros, 28_000, "{data}");
    }
}

#[test]
fn kling_3_0_turbo_has_no_audio_field() {
    let (_, body) = asked("kling-3.0-turbo", 3.0, None);
    assert_eq!(body["settings"], json!({ "resolution": "720p", "aspect_ratio": "16:9", "duration": 3 }));
}

#[test]
fn a_video_from_a_picture_names_no_aspect_ratio() {
    let (path, body) = asked("kling-2.5-turbo", 7.0, Some("aGVsbG8="));
    assert_eq!(path, "/image-to-video/kling-2.5-turbo");
    let expected = json!({
        "contents": [
            { "type": "prompt", "text": "A quiet harbour at dawn." },
            { "type": "first_frame", "url": "aGVsbG8=" },
        ],
        "settings": { "resolution": "720p", "duration": 10 },
        "options": { "external_task_id": "shot-12" },
    });
    assert_eq!(body, expected);
}

#[test]
fn omni_takes_even_the_prompt_as_a_content() {
    let (path, body) = asked("kling-3.0-omni", 3.0, None);
    assert_eq!(path, "/omni-video/kling-3.0-omni");
    assert_eq!(body["contents"], json!([{ "type": "prompt", "text": "A quiet harbour at dawn." }]));
}

#[test]
fn the_older_api_has_the_model_in_the_body_and_the_seconds_as_text() {
    let (path, body) = asked("kling-v2-6", 4.0, None);
    assert_eq!(path, "/v1/videos/text2video");
    let expected = json!({
        "model_name": "kling-v2-6",
        "prompt": "A quiet harbour at dawn.",
        "negative_prompt": "blurry, low quality, distorted faces, extra limbs, text, watermark",
        "duration": "5",
        "external_task_id": "shot-12",
        "mode": "std",
        "sound": "off",
        "aspect_ratio": "16:9",
    });
    assert_eq!(body, expected);
    let (_, master) = asked("kling-v2-master", 4.0, None);
    assert!(master.get("mode").is_none() && master.get("cfg_scale").is_none(), "{master}");
    let (path, from_picture) = asked("kling-v1-6", 4.0, Some("aGVsbG8="));
    assert_eq!((path.as_str(), &from_picture["image"]), ("/v1/videos/image2video", &json!("aGVsbG8=")));
}

#[test]
fn a_video_between_two_pictures_names_both_and_takes_the_resolution_that_can() {
    let (spec, pictures) = between_two_pictures("kling-2.6");
    let (path, body) = ordered(&spec, pictures);
    assert_eq!(path, "/image-to-video/kling-2.6");
    let expected = json!({
        "contents": [
            { "type": "prompt", "text": "A quiet harbour at dawn." },
            { "type": "first_frame", "url": "Zmlyc3Q=" },
            { "type": "last_frame", "url": "bGFzdA==" },
        ],
        "settings": { "resolution": "1080p", "duration": 5, "audio": "off" },
        "options": { "external_task_id": "shot-12" },
    });
    assert_eq!(body, expected);
}

#[test]
fn the_older_api_ends_on_an_image_tail_in_pro_mode_and_avoids_what_the_film_avoids() {
    let (mut spec, pictures) = between_two_pictures("kling-v2-6");
    spec.avoid = "umbrellas".into();
    let (path, body) = ordered(&spec, pictures);
    assert_eq!(path, "/v1/videos/image2video");
    let expected = json!({
        "model_name": "kling-v2-6",
        "prompt": "A quiet harbour at dawn.",
        "negative_prompt": "umbrellas, blurry, low quality, distorted faces, extra limbs, text, watermark",
        "duration": "5",
        "external_task_id": "shot-12",
        "mode": "pro",
        "sound": "off",
        "image": "Zmlyc3Q=",
        "image_tail": "bGFzdA==",
    });
    assert_eq!(body, expected);
}

#[test]
fn the_newer_api_has_no_words_for_what_to_avoid() {
    let spec = VideoSpec { avoid: "umbrellas".into(), ..spec("kling-3.0", 5.0) };
    let (_, body) = ordered(&spec, Pictures::default());
    assert!(!body.to_string().contains("umbrellas"), "{body}");
}

#[test]
fn omni_keeps_the_looks_of_pictures() {
    let pictures = Pictures { first: Some("Zmlyc3Q=".into()), references: looks_of(&["MAYA", "TOM"]), last: None };
    let (path, body) = ordered(&spec("kling-3.0-omni", 5.0), pictures);
    assert_eq!(path, "/omni-video/kling-3.0-omni");
    let expected = json!([
        { "type": "prompt", "text": "A quiet harbour at dawn." },
        { "type": "first_frame", "url": "Zmlyc3Q=" },
        { "type": "refer_image", "url": "picture-of-MAYA" },
        { "type": "refer_image", "url": "picture-of-TOM" },
    ]);
    assert_eq!(body["contents"], expected);
}

#[test]
fn the_older_omni_has_all_pictures_in_one_list_and_names_them_in_the_prompt() {
    let (spec, mut pictures) = between_two_pictures("kling-v3-omni");
    pictures.references = looks_of(&["MAYA"]);
    let (path, body) = ordered(&spec, pictures);
    assert_eq!(path, "/v1/videos/omni-video");
    let expected = json!({
        "model_name": "kling-v3-omni",
        "prompt": "A quiet harbour at dawn. MAYA looks as in <<<image_3>>>.",
        "duration": "5",
        "external_task_id": "shot-12",
        "mode": "std",
        "sound": "off",
        "aspect_ratio": "16:9",
        "image_list": [
            { "image_url": "Zmlyc3Q=", "type": "first_frame" },
            { "image_url": "bGFzdA==", "type": "end_frame" },
            { "image_url": "picture-of-MAYA" },
        ],
    });
    assert_eq!(body, expected);
}

fn with_elements(model: &str) -> VideoSpec {
    let element = |(name, id): (&str, &str)| Element { name: name.into(), id: id.into() };
    VideoSpec { elements: [("MAYA", "867741"), ("TOM", "867742")].map(element).into(), ..spec(model, 5.0) }
}

#[test]
fn elements_are_named_by_their_ids_where_the_model_films_with_them() {
    let first = || Pictures { first: Some("Zmlyc3Q=".into()), ..Pictures::default() };
    let expected = [
        json!({ "type": "element", "element_id": "867741", "id": "element_1" }),
        json!({ "type": "element", "element_id": "867742", "id": "element_2" }),
    ];
    let (path, body) = ordered(&with_elements("kling-3.0"), first());
    assert_eq!(path, "/image-to-video/kling-3.0");
    assert_eq!(body["contents"].as_array().unwrap()[2..], expected);
    let (path, body) = ordered(&with_elements("kling-3.0-omni"), Pictures::default());
    assert_eq!(path, "/omni-video/kling-3.0-omni");
    assert_eq!(body["contents"].as_array().unwrap()[1..], expected);
    let (path, body) = ordered(&with_elements("kling-v3"), first());
    assert_eq!(path, "/v1/videos/image2video");
    assert_eq!(body["element_list"], json!([{ "element_id": "867741" }, { "element_id": "867742" }]));
    let (_, body) = ordered(&with_elements("kling-v3-omni"), Pictures::default());
    assert_eq!(body["element_list"], json!([{ "element_id": "867741" }, { "element_id": "867742" }]));
    let prompt = "A quiet harbour at dawn. MAYA is <<<element_1>>>. TOM is <<<element_2>>>.";
    assert_eq!(body["prompt"], prompt);
    for (model, pictures) in [("kling-3.0", Pictures::default()), ("kling-2.6", first()), ("kling-v2-6", first())] {
        let (path, body) = ordered(&with_elements(model), pictures);
        assert!(!body.to_string().contains("8677"), "{path}: {body}");
    }
}

#[test]
fn kling_1_6_films_several_pictures_together() {
    let pictures = Pictures { references: looks_of(&["MAYA", "TOM"]), ..Pictures::default() };
    let (path, body) = ordered(&spec("kling-v1-6", 5.0), pictures);
    assert_eq!(path, "/v1/videos/multi-image2video");
    assert_eq!(body["image_list"], json!([{ "image": "picture-of-MAYA" }, { "image": "picture-of-TOM" }]));
    assert!(body.get("cfg_scale").is_none(), "{body}");
}

#[test]
fn a_camera_is_steered_along_one_axis_unless_the_shot_ends_on_a_picture() {
    let steered = |camera, pictures| {
        let spec = VideoSpec { camera: Some(camera), ..spec("kling-v1-5-pro", 5.0) };
        ordered(&spec, pictures).1.get("camera_control").cloned()
    };
    let first = || Pictures { first: Some("Zmlyc3Q=".into()), ..Pictures::default() };
    let longer = VideoSpec { camera: Some(CameraMove::PanLeft), ..spec("kling-v1-5-pro", 8.0) };
    let (_, body) = ordered(&longer, first());
    assert_eq!((body["duration"].as_str(), body.get("camera_control")), (Some("10"), None), "not for ten seconds");
    let config = |camera| steered(camera, first()).map(|control| control["config"].clone());
    let expected = json!({ "type": "simple",
        "config": { "horizontal": 0, "vertical": 0, "pan": 0, "tilt": -5, "roll": 0, "zoom": 0 } });
    assert_eq!(steered(CameraMove::PanLeft, first()), Some(expected));
    for camera in CameraMove::ALL {
        let Some(config) = config(*camera) else { continue };
        let moved = config.as_object().unwrap().values().filter(|by| **by != json!(0)).count();
        assert_eq!(moved, 1, "{camera:?}: {config}");
    }
    assert_eq!(config(CameraMove::Handheld), None);
    let between = Pictures { last: Some("bGFzdA==".into()), ..first() };
    assert_eq!(steered(CameraMove::PanLeft, between), None);
}

#[test]
fn kling_o1_films_five_or_ten_seconds_from_a_picture_alone() {
    let spec = VideoSpec { first_frame: Some("a".into()), ..spec("kling-o1", 6.0) };
    let first = Pictures { first: Some("Zmlyc3Q=".into()), ..Pictures::default() };
    assert_eq!(ordered(&spec, first).1["settings"]["duration"], 10);
    let (mut spec, pictures) = between_two_pictures("kling-o1");
    spec.seconds = 6.0;
    assert_eq!(ordered(&spec, pictures).1["settings"]["duration"], 6);
}

#[test]
fn a_prompt_that_is_too_long_goes_back_to_the_user() {
    let mut spec = spec("kling-3.0", 5.0);
    spec.prompt = "long ".repeat(1_000);
    let catalogue = Catalogue::built_in().unwrap();
    let extra = Extra { external_id: "e", pictures: Pictures::default(), callback_url: None };
    let refused = request::video(catalogue.model(&spec.model).unwrap(), &spec, extra).unwrap_err();
    assert_eq!(refused.class, FailureClass::EditPrompt);
}

fn read(effect: Effect, status: u16, body: &[u8]) -> Result<Value, Failure> {
    // A client reads the system's certificates: once is enough.
    static HTTP: LazyLock<Http> = LazyLock::new(|| Http::new("Kling", "http://127.0.0.1:9").unwrap());
    let (body, kind) = (body.to_vec(), String::new());
    answer::data(&HTTP, effect, &Answer { status, body, kind, retry_after: None, at: None })
}

fn class(effect: Effect, status: u16, code: i64, message: &str) -> FailureClass {
    let body = json!({ "code": code, "message": message, "request_id": "r" }).to_string();
    read(effect, status, body.as_bytes()).unwrap_err().class
}

#[test]
fn every_row_of_the_table_of_errors_has_its_class() {
    use FailureClass::*;
    let rows = [
        (401, 1000, "", FixKey),
        (401, 1001, "", FixKey),
        (401, 1002, "", FixKey),
        (401, 1003, "", FixKey),
        (401, 1004, "", FixKey),
        (429, 1100, "", FixKey),
        (429, 1101, "", TopUp),
        (429, 1102, "Account balance not enough", TopUp),
        (403, 1103, "", FixKey),
        (400, 1200, "", Broken),
        (400, 1201, "Voice id not found", Broken),
        (400, 1201, "External_task_id shot-12 already exists", Unknown),
        (404, 1202, "", Broken),
        (404, 1203, "", Broken),
        (400, 1300, "", EditPrompt),
        (400, 1301, "", EditPrompt),
        (429, 1302, "", Wait),
        (429, 1303, "parallel task over resource pack limit", Wait),
        (429, 1304, "", FixKey),
        (500, 5000, "", Unknown),
        (503, 5001, "", Unknown),
        (504, 5002, "", Unknown),
        (500, 1000, "", Unknown),
        (502, 1303, "parallel task over resource pack limit", Unknown),
        (503, 1201, "Voice id not found", Unknown),
        (200, 7777, "", Unknown),
        (400, 7777, "The model 'kling-v1' has been discontinued and is no longer available.", Broken),
    ];
    for (status, code, message, expected) in rows {
        assert_eq!(class(Effect::Creates, status, code, message), expected, "HTTP {status}, code {code}: {message}");
    }
}

#[test]
fn after_an_answer_nobody_can_read_a_creation_is_unknown_and_a_look_is_tried_again() {
    let bodies: [(u16, &[u8]); 7] = [
        (200, b"<html>Welcome</html>"),
        (200, b""),
        (200, b"{\"code\":0,\"data\":{\"id\":"),
        (400, b"<html>Bad Request</html>"),
        (408, b"{\"code\":9}"),
        (502, b"<html>Bad Gateway</html>"),
        (500, b"{\"message\":\"oops\"}"),
    ];
    for (status, body) in bodies {
        assert_eq!(read(Effect::Creates, status, body).unwrap_err().class, FailureClass::Unknown, "{status}");
        assert_ne!(read(Effect::Reads, status, body).unwrap_err().class, FailureClass::Unknown, "{status}");
    }
    assert_eq!(read(Effect::Reads, 429, b"slow down").unwrap_err().class, FailureClass::Wait);
}

proptest! {
    #[test]
    fn no_answer_makes_the_parsers_panic_or_bill_a_negative_amount(value in anything(), status in 200_u16..600) {
        let _data = read(Effect::Creates, status, value.to_string().as_bytes());
        for task in task::read_all(&value).into_iter().chain(task::read(&value)) {
            prop_assert!(task.billed.is_none_or(|billed| billed.amount.micros >= 0));
        }
    }

    #[test]
    fn no_bytes_make_the_envelope_panic(body in prop::collection::vec(any::<u8>(), 0..64), status in 100_u16..600) {
        let _data = read(Effect::Creates, status, &body);
        let _data = read(Effect::Reads, status, &body);
    }
}
