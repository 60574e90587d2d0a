//! Recordings over HTTP: the JSON API, the plain form, what is heard, and an archive that carries them. And one shot filmed first.

use crate::served::Served;
use serde_json::{Value, json};
use std::{path::Path, process::Command};

const SCRIPT: &str = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 1s\nFog over the water.\n[SFX: a gull cries]\n\nSHOT 2: Close up - 1s\n\
                      MAYA\nYou came.\n";

/// Half a second of a tone, as a browser records it.
fn webm(folder: &Path) -> Vec<u8> {
    let file = folder.join("tone.webm");
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-y", "-v", "error", "-f", "lavfi", "-i", "sine=frequency=1000:duration=2", "-c:a", "libopus"]);
    assert!(ffmpeg.arg(&file).status().unwrap().success());
    std::fs::read(file).unwrap()
}

/// Seconds of a media file, by ffprobe.
fn seconds(file: &Path) -> f64 {
    let mut ffprobe = Command::new("ffprobe");
    ffprobe.args(["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"]).arg(file);
    String::from_utf8(ffprobe.output().unwrap().stdout).unwrap().trim().parse().unwrap()
}

async fn send(studio: &Served, path: &str, kind: &str, body: Vec<u8>) -> (u16, String, Value) {
    let request = studio.client.post(format!("{}{path}", studio.address)).header("cookie", &studio.cookie);
    let answer = request.header("content-type", kind).body(body).send().await.unwrap();
    let place = answer.headers().get("location").map_or("", |place| place.to_str().unwrap()).to_owned();
    (answer.status().as_u16(), place, answer.json().await.unwrap_or_default())
}

fn multipart(name: &str, fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
        );
    }
    let head = format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.webm\"\r\n\r\n");
    body.extend(head.into_bytes());
    body.extend(file);
    body.extend(b"\r\n--line--\r\n");
    body
}

/// A studio with the script as a film that is not made yet, and its id.
async fn pier(folder: &std::path::Path) -> (Served, String) {
    let mut studio = Served::start(folder, "http://127.0.0.1:9");
    studio.register().await;
    let new = json!({ "title": "Pier", "script": SCRIPT, "settings": { "resolution": "480p" } });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    (studio, made["id"].as_str().unwrap().to_owned())
}

const MULTIPART: &str = "multipart/form-data; boundary=line";

async fn download(studio: &Served, path: &str) -> Vec<u8> {
    let request = studio.client.get(format!("{}{path}", studio.address)).header("cookie", &studio.cookie);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_and_a_sound_are_recorded_by_the_api_and_a_form_and_an_archive_carries_them() {
    let folder = testkit::folder();
    let (mut studio, id) = pier(folder.path()).await;
    let at = format!("/api/v1/projects/{id}");
    studio.json("POST", &format!("{at}/commands"), json!({ "command": "start" })).await;
    studio.until_ended(&id).await;
    let view = studio.get(&at).await;
    let (first, second) = (view["list"]["shots"][0].clone(), view["list"]["shots"][1].clone());
    let tone = webm(folder.path());

    let (status, _, kept) = send(&studio, &format!("{at}/recordings"), "audio/webm", tone.clone()).await;
    assert_eq!(status, 201, "{kept}");
    let edit = json!({ "edit": "record_line", "shot": second["id"], "line": second["lines"][0]["id"],
        "recording": kept["name"] });
    assert_eq!(studio.json("POST", &format!("{at}/edits"), edit).await.0, 204);
    studio.until_ended(&id).await;
    let clip = studio.get(&at).await["clips"][1].clone();
    let heard = clip["lines"][0]["end"].as_f64().unwrap() - clip["lines"][0]["start"].as_f64().unwrap();
    assert!((heard - kept["seconds"].as_f64().unwrap()).abs() < 0.1, "{heard} s of {kept}");
    let video = folder.path().join("clip.mp4");
    std::fs::write(&video, download(&studio, clip["video"].as_str().unwrap()).await).unwrap();
    assert!(seconds(&video) > 1.9, "the clip is long enough for the recording");

    let form = format!("/projects/{id}/shots/{}/recording", first["id"].as_str().unwrap());
    let cue = first["cues"][0]["id"].as_str().unwrap();
    let (status, place, _) = send(&studio, &form, MULTIPART, multipart("recording", &[("cue", cue)], &tone)).await;
    assert_eq!((status, place.contains("/edit?shot=")), (303, true), "{place}");
    studio.until_ended(&id).await;
    assert_eq!(studio.get(&at).await["list"]["shots"][0]["cues"][0]["recording"], kept["name"]);
    let (status, place, _) = send(&studio, &form, MULTIPART, multipart("recording", &[("cue", cue)], b"GIF89a")).await;
    assert_eq!(status, 303);
    assert!(place.contains("/edit"), "{place}");
    let (status, _, refused) = send(&studio, &format!("{at}/recordings"), "audio/webm", vec![0; 22_000_000]).await;
    assert_eq!(status, 413);
    assert!(refused.to_string().contains("20 MB"), "{refused}");

    let archive = download(&studio, &format!("/projects/{id}/archive.zip")).await;
    let (status, place, _) = send(&studio, "/import", MULTIPART, multipart("file", &[], &archive)).await;
    assert_eq!(status, 303, "{place}");
    let copy = place.rsplit('/').next().unwrap().to_owned();
    assert_ne!(copy, id);
    studio.until_ended(&copy).await;
    let view = studio.get(&format!("/api/v1/projects/{copy}")).await;
    assert_eq!(view["list"]["shots"][1]["lines"][0]["recording"], kept["name"]);
    let url = kept["url"].as_str().unwrap().replace(&id, &copy);
    assert_eq!(download(&studio, &url).await, download(&studio, kept["url"].as_str().unwrap()).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_shot_is_filmed_first_by_the_api_and_by_its_button() {
    let folder = testkit::folder();
    let (mut studio, id) = pier(folder.path()).await;
    let at = format!("/api/v1/projects/{id}");
    let shots = studio.get(&at).await["list"]["shots"].clone();
    let board = String::from_utf8(download(&studio, &format!("/projects/{id}/board")).await).unwrap();
    assert_eq!(board.matches("Film only this shot · free").count(), 2, "the price is on the button");
    let film = json!({ "command": "film", "shots": [shots[1]["id"]] });
    assert_eq!(studio.json("POST", &format!("{at}/commands"), film.clone()).await.0, 202);
    studio.until_ended(&id).await;
    let view = studio.get(&at).await;
    let states = [&view["clips"][0]["state"], &view["clips"][1]["state"]];
    assert_eq!((states, &view["card"]["state"]), ([&json!("waiting"), &json!("done")], &json!("draft")));
    assert_eq!(studio.json("POST", &format!("{at}/commands"), film).await.0, 409);
    let page = String::from_utf8(download(&studio, &format!("/projects/{id}")).await).unwrap();
    assert!(page.contains("1 of 2 shots are filmed"), "{page}");
    let form = format!("id={id}&shot={}", shots[0]["id"].as_str().unwrap());
    let (status, _) = studio.ask("POST", "/api/film/part", "application/x-www-form-urlencoded", form).await;
    assert!(status < 400, "{status}");
    studio.until_ended(&id).await;
    assert_eq!(studio.get(&at).await["card"]["state"], "done", "all of it is there: the film is joined");
}
