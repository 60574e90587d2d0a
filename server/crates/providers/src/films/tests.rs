//! Bodies, states and refusals of each dialect, as the reference has them.

use super::{Dialect, Fal, Frames, Pollo, Replicate, Runway, Seen, fal, pollo, replicate, runway};
use crate::{Catalogue, FailureClass, Money, chaos::anything, kling::packs::packs, speech::words::aligned};
use model::{ModelChoice, VideoSpec};
use proptest::prelude::*;
use serde_json::{Value, json};

const PROMPT: &str = "A quiet harbour at dawn.";

fn ordered(dialect: &dyn Dialect, provider: &str, model: &str, picture: Option<&str>) -> (String, Value) {
    let frames = Frames { first: picture.map(str::to_owned), last: None };
    ordered_with(dialect, (provider, model), frames, "")
}

fn ordered_with(dialect: &dyn Dialect, choice: (&str, &str), frames: Frames, avoid: &str) -> (String, Value) {
    let catalogue = Catalogue::built_in().unwrap();
    let spec = VideoSpec {
        take: 2,
        avoid: avoid.to_owned(),
        ..VideoSpec::from_prompt(ModelChoice::new(choice.0, choice.1), PROMPT, 4.2, (1920, 1080))
    };
    let order = dialect.order(catalogue.model(&spec.model).unwrap(), &spec, frames).unwrap();
    (order.path, order.body)
}

#[test]
fn runway_films_from_words_and_from_a_picture() {
    let (path, body) = ordered(&Runway, "runway", "gen4.5", None);
    assert_eq!(path, "/v1/text_to_video");
    let expected = json!({ "model": "gen4.5", "promptText": PROMPT, "ratio": "1280:720", "duration": 5, "seed": 2 });
    assert_eq!(body, expected);
    let (path, body) = ordered(&Runway, "runway", "gen4_turbo", Some("data:image/png;base64,aGk="));
    assert_eq!(path, "/v1/image_to_video");
    let expected = json!({ "model": "gen4_turbo", "promptText": PROMPT, "promptImage": "data:image/png;base64,aGk=",
        "ratio": "1280:720", "duration": 5, "seed": 2 });
    assert_eq!(body, expected);
}

#[test]
fn pollo_takes_an_input_whose_fields_depend_on_the_brand() {
    let (path, body) = ordered(&Pollo, "pollo", "kling-ai/kling-v2-5-turbo", None);
    assert_eq!(path, "/generation/kling-ai/kling-v2-5-turbo");
    let expected = json!({ "input": { "prompt": PROMPT, "length": 5, "resolution": "1080p", "aspectRatio": "16:9" } });
    assert_eq!(body, expected);
    let (_, body) = ordered(&Pollo, "pollo", "kling-ai/kling-v1-6", Some("data:image/png;base64,aGk="));
    assert_eq!(body["input"]["image"], "data:image/png;base64,aGk=");
    assert_eq!(body["input"]["mode"], "std");
}

#[test]
fn fal_takes_the_models_own_fields_and_another_path_for_a_picture() {
    let (path, body) = ordered(&Fal, "fal", "kling-v3-pro", None);
    assert_eq!(path, "/fal-ai/kling-video/v3/pro/text-to-video");
    let expected = json!({ "prompt": PROMPT, "duration": "5", "aspect_ratio": "16:9", "generate_audio": false,
        "negative_prompt": "blur, distort, and low quality" });
    assert_eq!(body, expected);
    let (path, body) = ordered(&Fal, "fal", "kling-v3-pro", Some("data:image/png;base64,aGk="));
    assert_eq!(path, "/fal-ai/kling-video/v3/pro/image-to-video");
    assert_eq!(body["start_image_url"], "data:image/png;base64,aGk=");
    assert!(body.get("aspect_ratio").is_none());
    let catalogue = Catalogue::built_in().unwrap();
    let model = catalogue.model(&ModelChoice::new("fal", "kling-v3-pro")).unwrap();
    let answer = json!({ "request_id": "abc-1", "status_url": "http://169.254.169.254/" });
    assert_eq!(Fal.created(model, &answer).as_deref(), Some("fal-ai/kling-video/abc-1"), "its addresses are not taken");
    assert_eq!(Fal.created(model, &json!({ "request_id": "../../x" })), None);
}

#[test]
fn replicate_takes_an_input_for_a_model_in_the_path() {
    let (path, body) = ordered(&Replicate, "replicate", "kling-v2.5-turbo-pro", None);
    assert_eq!(path, "/models/kwaivgi/kling-v2.5-turbo-pro/predictions");
    let expected = json!({ "input": { "prompt": PROMPT, "duration": 5, "aspect_ratio": "16:9",
        "negative_prompt": "blurry, low quality, distorted faces, extra limbs, text, watermark" } });
    assert_eq!(body, expected);
}

#[test]
fn each_service_ends_on_a_picture_and_avoids_things_in_words_of_its_own() {
    let frames = || Frames { first: Some("data:first".to_owned()), last: Some("data:last".to_owned()) };
    let (_, body) = ordered_with(&Runway, ("runway", "gen4.5"), frames(), "");
    let expected = json!([{ "uri": "data:first", "position": "first" }, { "uri": "data:last", "position": "last" }]);
    assert_eq!(body["promptImage"], expected);
    let (_, body) = ordered_with(&Pollo, ("pollo", "kling-ai/kling-v1-6"), frames(), "umbrellas");
    assert_eq!((&body["input"]["image"], &body["input"]["imageTail"]), (&json!("data:first"), &json!("data:last")));
    assert_eq!(body["input"]["negativePrompt"], "umbrellas");
    let (_, body) = ordered_with(&Fal, ("fal", "kling-v3-pro"), frames(), "umbrellas");
    assert_eq!(body["end_image_url"], "data:last");
    assert_eq!(body["negative_prompt"], "umbrellas, blur, distort, and low quality");
    let (_, body) = ordered_with(&Replicate, ("replicate", "kling-v3-video"), frames(), "umbrellas");
    assert_eq!(body["input"]["start_image"], "data:first");
    assert!(body["input"]["negative_prompt"].as_str().unwrap().starts_with("umbrellas, "), "{body}");
}

fn class(seen: Seen) -> FailureClass {
    match seen {
        Seen::Failed(failure) => failure.class,
        other => panic!("not failed: {other:?}"),
    }
}

fn url(seen: Seen) -> Option<String> {
    match seen {
        Seen::Done { url, .. } => url,
        other => panic!("not done: {other:?}"),
    }
}

#[test]
fn runways_failure_codes_say_whose_turn_it_is() {
    use FailureClass::*;
    let rows = [
        ("SAFETY.INPUT.TEXT", EditPrompt),
        ("SAFETY.OUTPUT.VIDEO", EditPrompt),
        ("INPUT_PREPROCESSING.SAFETY.TEXT", EditPrompt),
        ("INPUT_PREPROCESSING.INTERNAL", TryAgain),
        ("INTERNAL.BAD_OUTPUT.CODE01", TryAgain),
        ("ASSET.INVALID", Broken),
        ("THIRD_PARTY.UNAVAILABLE", TryAgain),
        ("", TryAgain),
    ];
    for (code, expected) in rows {
        let task = json!({ "id": "t", "status": "FAILED", "failure": "It failed", "failureCode": code });
        assert_eq!(class(runway::seen("Runway", &task)), expected, "{code}");
    }
    let done = json!({ "status": "SUCCEEDED", "output": ["https://a.example/v.mp4"], "cost": { "credits": "60" } });
    match runway::seen("Runway", &done) {
        Seen::Done { url, billed } => {
            assert_eq!(url.as_deref(), Some("https://a.example/v.mp4"));
            assert_eq!(billed.unwrap().amount, Money::from_micros(600_000));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn both_forms_of_pollos_answer_and_of_replicates_output_are_read() {
    let task = json!({ "taskId": "t", "generations": [{ "status": "succeed", "url": "https://a.example/v.mp4" }] });
    let expected = Some("https://a.example/v.mp4".to_owned());
    assert_eq!(url(pollo::seen("Pollo", &task, None)), expected);
    assert_eq!(url(pollo::seen("Pollo", &json!({ "code": "SUCCESS", "data": task }), None)), expected);
    for output in [json!("https://a.example/v.mp4"), json!(["https://a.example/v.mp4"])] {
        assert_eq!(url(replicate::seen("Replicate", &json!({ "status": "succeeded", "output": output }))), expected);
    }
}

#[test]
fn pollos_credits_are_billed_where_somebody_knows_what_one_costs() {
    let billed = |credit: Value, price: Option<i64>| {
        let task = json!({ "taskId": "t", "credit": credit, "generations": [{ "status": "succeed", "url": "https://a.example/v" }] });
        match pollo::seen("Pollo", &json!({ "data": task }), price.map(Money::from_micros)) {
            Seen::Done { billed, .. } => billed.map(|billed| (billed.amount.micros, billed.words)),
            other => panic!("not done: {other:?}"),
        }
    };
    assert_eq!(billed(json!(50), Some(8_000)), Some((400_000, "50 credits".to_owned())));
    assert_eq!(billed(json!("12.5"), Some(8_000)), Some((100_000, "12.5 credits".to_owned())));
    assert_eq!(billed(json!(50), None), None, "what was estimated stays");
    for odd in [json!(null), json!(-50), json!("many"), json!({})] {
        assert_eq!(billed(odd.clone(), Some(8_000)), None, "{odd}");
    }
}

#[test]
fn a_state_that_nobody_knows_is_waited_for() {
    for task in [json!({}), json!(null), json!([1]), json!({ "status": 7 }), json!({ "status": "pondering" })] {
        for seen in [runway::seen("R", &task), pollo::seen("P", &task, None), replicate::seen("R", &task)] {
            assert!(matches!(seen, Seen::Working { .. }), "{task}: {seen:?}");
        }
    }
}

#[test]
fn fals_refusal_of_a_prompt_goes_back_to_the_user_and_of_a_field_does_not() {
    let refusal = |kind: &str, message: &str| {
        fal::refused_input("fal", &json!({ "detail": [{ "loc": ["body"], "msg": message, "type": kind }] })).class
    };
    assert_eq!(refusal("content_policy_violation", "flagged"), FailureClass::EditPrompt);
    assert_eq!(refusal("value_error", "duration must be 5 or 10"), FailureClass::Broken);
}

proptest! {
    #[test]
    fn no_answer_makes_a_parser_panic_or_bill_a_negative_amount(value in anything()) {
        let _packs = packs(&value);
        let _words = aligned("Cast off", &value, 1.0);
        let _refusal = fal::refused_input("fal", &value);
        for seen in [runway::seen("R", &value), pollo::seen("P", &value, Some(Money::from_micros(1))), replicate::seen("R", &value)] {
            if let Seen::Done { billed: Some(billed), .. } = seen {
                prop_assert!(billed.amount.micros >= 0);
            }
        }
    }
}
