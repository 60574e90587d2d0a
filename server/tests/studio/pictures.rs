//! Pictures over HTTP: the JSON API, the plain forms, and looking at what was sent.

use crate::served::Served;
use serde_json::{Value, json};

/// A grey picture of 320 × 300 pixels, written by hand.
fn jpeg() -> Vec<u8> {
    // The head of a JPEG, and its end: nobody but a service that films decodes it.
    let mut bytes = b"\xff\xd8\xff\xc0\0\x11\x08\x01\x2c\x01\x40\x03......".to_vec();
    bytes.extend(b"\xff\xd9");
    bytes
}

fn form(end: &str, file: &[u8]) -> Vec<u8> {
    let mut body = format!("--line\r\nContent-Disposition: form-data; name=\"end\"\r\n\r\n{end}\r\n").into_bytes();
    body.extend(b"--line\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.jpg\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--line--\r\n");
    body
}

async fn post(studio: &Served, path: &str, kind: &str, body: Vec<u8>) -> (u16, String, Value) {
    let request = studio.client.post(format!("{}{path}", studio.address)).header("cookie", &studio.cookie);
    let answer = request.header("content-type", kind).body(body).send().await.unwrap();
    let place = answer.headers().get("location").map_or("", |place| place.to_str().unwrap()).to_owned();
    (answer.status().as_u16(), place, answer.json().await.unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shot_gets_its_pictures_by_the_api_and_by_a_plain_form_and_a_bad_one_comes_back_with_a_sentence() {
    let folder = testkit::folder();
    let key = [("KLING_API_KEY", "a-key".to_owned())];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &key);
    studio.register().await;
    let new = json!({ "title": "Alone", "script": "INT. ROOM - DAY\n\nA man sits.\n",
        "settings": { "video": { "provider": "kling", "model": "kling-3.0-turbo" } } });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    let at = format!("/api/v1/projects/{}", made["id"].as_str().unwrap());
    let shot = studio.get(&at).await["list"]["shots"][0]["id"].as_str().unwrap().to_owned();

    let (status, _, kept) = post(&studio, &format!("{at}/pictures"), "image/jpeg", jpeg()).await;
    assert_eq!(status, 201, "{kept}");
    let edit = json!({ "edit": "change_shot", "shot": shot, "change": { "first_frame": kept["name"] } });
    assert_eq!(studio.json("POST", &format!("{at}/edits"), edit).await.0, 204);
    let (status, answer) =
        studio.json("POST", &format!("{at}/shots/{shot}/frame"), json!({ "end": "last", "from": "sketch" })).await;
    assert_eq!(status, 204, "{answer}");
    let now = studio.get(&at).await["list"]["shots"][0].clone();
    assert_eq!(now["first_frame"], kept["name"]);
    assert!(now["last_frame"].as_str().unwrap().ends_with(".png"), "{now}");
    let seen = studio.client.get(format!("{}{}", studio.address, kept["url"].as_str().unwrap()));
    let seen = seen.header("cookie", &studio.cookie).send().await.unwrap();
    assert_eq!(seen.headers()["content-type"], "image/jpeg");
    assert_eq!(seen.bytes().await.unwrap(), jpeg());
    let stranger = studio.client.get(format!("{}{}", studio.address, kept["url"].as_str().unwrap()));
    assert_ne!(stranger.send().await.unwrap().status().as_u16(), 200, "nobody else sees it");

    let (status, _, refused) = post(&studio, &format!("{at}/pictures"), "image/gif", b"GIF89a".to_vec()).await;
    assert_eq!(status, 422);
    assert!(refused.to_string().contains("PNG or a JPEG"), "{refused}");

    let path = at.replace("/api/v1", "") + &format!("/shots/{shot}/picture");
    let multipart = "multipart/form-data; boundary=line";
    let (status, place, _) = post(&studio, &path, multipart, form("last", &jpeg())).await;
    assert_eq!((status, place.ends_with(&format!("/board#shot-{shot}"))), (303, true), "{place}");
    assert_eq!(studio.get(&at).await["list"]["shots"][0]["last_frame"], kept["name"], "the same picture");
    let (status, place, _) = post(&studio, &path, multipart, form("last", b"GIF89a")).await;
    assert_eq!(status, 303);
    assert!(place.contains("/board"), "{place}");
    let (status, ..) = post(&studio, &path, multipart, form("last", &vec![7; 11_000_000])).await;
    assert_eq!(status, 303, "as long as it can, it reads all of it and says what is wrong");
    assert_eq!(studio.get(&at).await["list"]["shots"][0]["last_frame"], kept["name"], "nothing is lost");

    let board = studio.client.get(format!("{}{}/board", studio.address, at.replace("/api/v1", "")));
    let board = board.header("cookie", &studio.cookie).send().await.unwrap().text().await.unwrap();
    let panel = board.split("class=\"frames\"").nth(1).expect("the shot's pictures are on the page");
    assert!(panel.contains(kept["url"].as_str().unwrap()), "{panel}");
    assert!(panel.contains("Kling 3.0 Turbo cannot end on a picture, so it is left out."), "{panel}");
}
