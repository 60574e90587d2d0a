//! Scripts of jobs are looked through before anything is paid.

use crate::{jobs::Program, served::Served};
use axum::{Json, Router, routing::post};
use serde_json::{Value, json};

fn job(lines: &str, accept: bool) -> Value {
    let script = format!("INT. ROOM - DAY\n\nSHOT 1: Wide - 1s\nA man sits.\n{lines}\n");
    let settings = json!({ "resolution": "480p", "music": false });
    json!({ "title": "A", "script": script, "settings": settings, "accept_warnings": accept })
}

const TOKEN: &str = r#"{ "name": "P", "scopes": ["read", "film"] }"#;

#[tokio::test(flavor = "multi_thread")]
async fn what_an_operators_list_holds_is_warned_of_or_not_filmed() {
    let folder = testkit::folder();
    std::fs::create_dir_all(folder.path().join("lists")).unwrap();
    std::fs::write(folder.path().join("lists/house.txt"), "gun\nstop: black powder\n").unwrap();
    let lists = folder.path().join("lists").display().to_string();
    let mut studio =
        Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &[("STUDIO_MODERATION", lists)]);
    studio.register().await;
    let program = Program::of(&mut studio, serde_json::from_str(TOKEN).unwrap()).await;

    let warned = program.post("/api/v1/jobs", &job("He has a gun.", false)).await;
    let told = warned.json();
    assert_eq!((warned.status, &told["code"], &told["field"]), (422, &json!("moderation_warnings"), &json!("script")));
    let finding = &told["moderation"]["findings"][0];
    assert_eq!((&finding["line"], &finding["text"]), (&json!(5), &json!("He has a gun.")), "{told}");
    let price = program.post("/api/v1/jobs?dry_run=true", &job("He has a gun.", false)).await.json();
    assert_eq!(price["moderation"]["findings"][0]["found"], "gun", "{price}");
    for accept in [false, true] {
        let stopped = program.post("/api/v1/jobs", &job("He mixes black powder.", accept)).await;
        assert_eq!((stopped.status, &stopped.json()["code"]), (422, &json!("moderation_stopped")));
    }
    assert_eq!(studio.get("/api/v1/projects").await, json!([]), "nothing is kept");

    let accepted = program.post("/api/v1/jobs", &job("He has a gun.", true)).await.json();
    assert_eq!(accepted["moderation"]["decision"]["accepted"], true, "{accepted}");
    assert_eq!(accepted["moderation"]["checked_by"], json!(["house.txt"]));
}

/// What OpenAI would say of texts.
async fn judge(Json(asked): Json<Value>) -> Json<Value> {
    let texts = asked["input"].as_array().unwrap().iter().map(|text| text.as_str().unwrap());
    let results: Vec<Value> = texts
        .map(|text| {
            let violent = text.contains("knife");
            json!({ "flagged": violent, "categories": { "violence": violent, "sexual/minors": text.contains("never"), "illicit": null } })
        })
        .collect();
    Json(json!({ "results": results }))
}

#[tokio::test(flavor = "multi_thread")]
async fn openai_is_asked_where_there_is_a_key_and_silence_stops_nobody() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/moderations", post(judge));
    let service = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let folder = testkit::folder();
    let keys = [("OPENAI_API_KEY", "a-key".to_owned()), ("OPENAI_BASE_URL", address)];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &keys);
    studio.register().await;
    let program = Program::of(&mut studio, serde_json::from_str(TOKEN).unwrap()).await;
    let calm = program.post("/api/v1/jobs?dry_run=true", &job("He waits.", false)).await.json();
    assert_eq!((&calm["moderation"]["checked_by"], &calm["moderation"]["findings"]), (&json!(["OpenAI"]), &json!([])));
    let warned = program.post("/api/v1/jobs", &job("He has a knife.", false)).await.json();
    assert_eq!(warned["moderation"]["findings"][0]["found"], "violence", "{warned}");
    let stopped = program.post("/api/v1/jobs", &job("This is never filmed.", true)).await.json();
    assert_eq!(stopped["code"], "moderation_stopped");
    service.abort();
    let _aborted = service.await;
    let alone = program.post("/api/v1/jobs?dry_run=true", &job("He has a knife.", false)).await.json();
    assert_eq!(alone["moderation"]["unanswered"], json!(["OpenAI"]), "{alone}");
}
