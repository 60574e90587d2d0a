//! What is saved from the studio carries the film's name.

use crate::served::Served;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn captions_and_prompts_are_saved_under_the_films_name() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let script = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 3s\nFog.\n";
    let (_, made) = studio.json("POST", "/api/v1/projects", json!({ "title": "The Pier", "script": script })).await;
    let id = made["id"].as_str().unwrap();
    for (path, name) in [
        ("captions.vtt", "The Pier captions.vtt"),
        ("captions.srt", "The Pier captions.srt"),
        ("prompts.json", "The Pier prompts.json"),
    ] {
        let request = studio.client.get(format!("{}/projects/{id}/{path}", studio.address));
        let answer = request.header("cookie", &studio.cookie).send().await.unwrap();
        let named = answer.headers()["content-disposition"].to_str().unwrap();
        assert!(named.contains(&format!("filename=\"{name}\"")), "{named}");
    }
}
