//! What a person's words say is offered on the pages where they are written, without JavaScript too, and in the API.

use crate::served::Served;
use serde_json::{Value, json};

const SCRIPT: &str =
    "INT. KITCHEN - DAY\n\nMAYA pours coffee into a blue cup.\n\nMAYA\nYou are up early.\n\nBEN\nI am.\n";

/// Posts a form as a browser without JavaScript does; gives the page that the answer leads to.
async fn submit(studio: &Served, from: &str, path: &str, fields: &[(&str, &str)]) -> String {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = studio.client.post(format!("{}{path}", studio.address)).header("cookie", &studio.cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded").header("accept", "text/html");
    let request = request.header("referer", format!("{}{from}", studio.address));
    let answer = request.body(body).send().await.unwrap();
    assert!(answer.status().is_redirection(), "{path}: {}", answer.status());
    page(studio, from).await
}

async fn page(studio: &Served, path: &str) -> String {
    let page = studio.client.get(format!("{}{path}", studio.address)).header("cookie", &studio.cookie);
    page.header("accept", "text/html").send().await.unwrap().text().await.unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_edited_prompt_says_is_offered_on_its_page_and_taken_or_put_aside_by_one_form() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let (_, made) = studio.json("POST", "/api/v1/projects", json!({ "title": "Cups", "script": SCRIPT })).await;
    let id = text(&made["id"]).to_owned();
    let at = format!("/api/v1/projects/{id}");
    let view = studio.get(&at).await;
    assert!(
        view["clips"].as_array().unwrap().iter().all(|clip| clip["offers"].is_null()),
        "nothing of it is a person's"
    );
    let shot = text(&view["list"]["shots"][0]["id"]).to_owned();
    let prompt = format!("{} The phone rings. A dog barks.", text(&view["list"]["shots"][0]["prompt"]));
    let edit = json!({ "edit": "change_shot", "shot": shot, "change": { "prompt": prompt } });
    assert!(studio.json("POST", &format!("{at}/edits"), edit).await.0 < 300);

    let offers = studio.get(&at).await["clips"][0]["offers"].clone();
    assert_eq!((text(&offers[0]["says"]), text(&offers[1]["says"])), ("Sound: phone rings", "Sound: dog bark"));
    assert_eq!(offers[0]["edit"]["edit"], "add_cue");
    let board = format!("/projects/{id}/board");
    for from in [board.clone(), format!("/projects/{id}/edit?shot={shot}")] {
        let html = page(&studio, &from).await;
        assert!(html.contains("Sound: phone rings") && html.contains("Add this sound"), "{from}");
    }
    let answer = |offer: usize, verb| {
        [("id", id.clone()), ("shot", shot.clone()), ("offer", text(&offers[offer]["key"]).to_owned()), ("verb", verb)]
    };
    for (offer, verb, said) in [(0, "take", "phone rings"), (1, "aside", "dog bark")] {
        let fields = answer(offer, verb.to_owned());
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let html = submit(&studio, &board, "/api/shots/offer", &fields).await;
        assert!(!html.contains(&format!("Sound: {said}")));
    }
    let view = studio.get(&at).await;
    let cues: Vec<&str> =
        view["list"]["shots"][0]["cues"].as_array().unwrap().iter().map(|cue| text(&cue["sound"])).collect();
    assert!(cues.contains(&"phone rings") && !cues.contains(&"dog bark"), "{cues:?}");
    assert!(view["clips"][0]["offers"].is_null());
    let take = json!({ "edit": "take_offer", "shot": shot, "offer": offers[0]["key"] });
    assert_eq!(studio.json("POST", &format!("{at}/edits"), take).await.0, 422, "it is there already");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_misspelt_speaker_in_the_form_is_asked_about_on_the_page_it_comes_back_to() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let (_, made) = studio.json("POST", "/api/v1/projects", json!({ "title": "Cups", "script": SCRIPT })).await;
    let id = text(&made["id"]).to_owned();
    let shots = studio.get(&format!("/api/v1/projects/{id}")).await["list"]["shots"].clone();
    let shot = shots.as_array().unwrap().iter().find(|shot| shot["lines"][0]["speaker"] == "MAYA").unwrap();
    let (own, line) = (text(&shot["id"]), text(&shot["lines"][0]["id"]));
    let room = format!("/projects/{id}/edit?shot={own}&tab=lines");
    let fields = [("id", id.as_str()), ("shot", own), ("line", line), ("speaker", "Mayaa")];
    let html = submit(&studio, &room, "/api/lines/change", &fields).await;
    assert!(html.contains("Did you mean MAYA?") && html.contains("It is MAYA"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tests_of_keys_are_in_the_log_of_the_settings_page() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let html = page(&studio, "/settings").await;
    assert!(html.contains("Outside calls"), "{html}");
    let (status, _) = studio.json("PUT", "/api/v1/keys/kling", json!({ "api_key": "a-key-of-my-own" })).await;
    assert!(status < 300, "{status}");
    studio.json("POST", "/api/v1/keys/kling/test", json!({})).await;
    let log = studio.get("/api/v1/key-tests").await;
    let call = log.as_array().unwrap().iter().find(|test| test["provider"] == "kling").unwrap();
    let html = page(&studio, "/settings").await;
    assert!(html.contains(text(&call["url"]).split('?').next().unwrap()), "{html}");
    assert!(!html.contains("a-key-of-my-own"));
}
