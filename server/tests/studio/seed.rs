//! The paths that other products know: an account, a script, its three phases, and the film.

use crate::{jobs::Program, served::Served};
use provider_simulators::kling::{Kling, Options};
use serde_json::{Value, json};
use std::time::Duration;

const SCRIPT: &str = "INT. KITCHEN - DAY\n\nSHOT 1: Wide - 1s\nMaya cooks.\nMAYA\nSoup.\n\nEXT. YARD - NIGHT\n\nSHOT 2: Wide - 1s\nA dog sleeps.\n";

/// Every answer says how it stands, for programs and for people.
fn told(answer: &(u16, Value)) -> &str {
    assert!(!answer.1["message"].as_str().unwrap_or_default().is_empty(), "{answer:?}");
    answer.1["status"].as_str().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_product_goes_from_an_account_through_the_phases_to_the_film() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    studio.cookie.clear();
    let wrong = json!({ "email": "bo@example.com", "password": "short", "name": "Bo" });
    let (status, problem) = studio.json("POST", "/api/auth/register", wrong).await;
    assert_eq!((status, &problem["field"]), (422, &json!("password")), "{problem}");
    let entry = json!({ "email": "bo@example.com", "password": "a long enough password", "name": "Bo" });
    let made = studio.json("POST", "/api/auth/register", entry).await;
    assert_eq!((made.0, told(&made)), (201, "registered"));
    let out = studio.json("POST", "/api/auth/logout", json!({})).await;
    assert_eq!(told(&out), "logged_out");
    let entry = json!({ "email": "bo@example.com", "password": "not the password at all" });
    assert_eq!(studio.json("POST", "/api/auth/login", entry).await.0, 401);
    let entry = json!({ "email": "bo@example.com", "password": "a long enough password" });
    let logged_in = studio.json("POST", "/api/auth/login", entry).await;
    assert_eq!((logged_in.0, told(&logged_in)), (200, "logged_in"));
    assert_eq!(studio.get("/api/auth/me").await["user"]["name"], "Bo");
    assert_eq!(studio.get("/me").await["user"]["email"], "bo@example.com");

    for (body, field) in [
        (json!({ "title": "A" }), "scriptContent"),
        (json!({ "title": "A", "scriptContent": "" }), "scriptContent"),
        (json!({ "title": "", "scriptContent": SCRIPT }), "title"),
        (json!({ "title": "A", "scriptContent": SCRIPT, "odd": 1 }), "odd"),
    ] {
        let (status, problem) = studio.json("POST", "/api/projects", body).await;
        assert_eq!((status, &problem["field"]), (422, &json!(field)), "{problem}");
    }
    let made = studio.json("POST", "/api/projects", json!({ "title": "Soup", "scriptContent": SCRIPT })).await;
    assert_eq!((made.0, told(&made)), (201, "PENDING"));
    let id = made.1["id"].as_str().unwrap().to_owned();
    let settings = json!({ "settings": { "resolution": "480p", "music": false } });
    studio.json("PATCH", &format!("/api/v1/projects/{id}"), settings).await;
    let listed = studio.get("/api/projects").await;
    assert_eq!((&listed["projects"][0]["id"], listed["projects"].as_array().unwrap().len()), (&json!(id), 1));
    for (part, count) in [("scenes", 2), ("characters", 1), ("settings", 2), ("storyboards", 2)] {
        let answer = studio.get(&format!("/api/projects/{id}/{part}")).await;
        assert_eq!(answer[part].as_array().unwrap().len(), count, "{answer}");
        told(&(200, answer));
    }
    assert_eq!(studio.get(&format!("/api/projects/{id}/movie")).await["movie"], Value::Null);

    let phase = |phase: &str, verb: &str| format!("/api/phases/{phase}/{id}/{verb}");
    let parsed = studio.json("POST", &phase("script-to-trailer", "parse"), json!({})).await;
    assert_eq!((told(&parsed), &parsed.1["scenes"]), ("COMPLETED", &json!(2)));
    let early = studio.json("POST", &phase("storyboard-to-movie", "assemble"), json!({})).await;
    assert_eq!((early.0, &early.1["code"]), (409, &json!("not_filmed")));
    told(&early);
    let board = studio.json("POST", &phase("trailer-to-storyboard", "generate"), json!({})).await;
    assert_eq!((board.0, told(&board)), (200, "COMPLETED"));
    let panels = studio.get(&format!("/api/projects/{id}/storyboards")).await;
    let panel = panels["storyboards"][1]["image"].as_str().unwrap().to_owned();
    assert_eq!(studio.ask("GET", &panel, "", String::new()).await.0, 200);
    let prompts = studio.json("POST", &phase("storyboard-to-movie", "prompts"), json!({})).await;
    assert_eq!((told(&prompts), prompts.1["prompts"].as_array().unwrap().len()), ("COMPLETED", 2));
    let begun = studio.json("POST", &format!("/api/workflow/{id}/start"), json!({})).await;
    assert_eq!(begun.0, 202, "{begun:?}");
    told(&begun);
    studio.until_done(&id).await;
    for status in [
        format!("/api/workflow/{id}/status"),
        phase("storyboard-to-movie", "status"),
        phase("script-to-trailer", "status"),
    ] {
        let answer = (200, studio.get(&status).await);
        assert_eq!((told(&answer), &answer.1["progress"]), ("COMPLETED", &json!(1.0)), "{status}");
    }
    let movie = studio.get(&format!("/api/projects/{id}/movie")).await;
    let url = movie["movie"]["url"].as_str().unwrap().to_owned();
    assert_eq!(studio.ask("GET", &url, "", String::new()).await.0, 200);

    // The same by a token: but one with a limit of money films with jobs, where the limit is kept.
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"], "job_cents": 5 })).await;
    assert_eq!(program.get(&format!("/api/projects/{id}")).await.json()["status"], "COMPLETED");
    let refused = program.post(&format!("/api/workflow/{id}/start"), &json!({})).await;
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("use_jobs")));
    let refused = program.post("/api/projects", &json!({ "title": "A", "scriptContent": SCRIPT })).await;
    assert_eq!((refused.status, &refused.json()["scope"]), (403, &json!("write")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_is_reset_with_what_was_made_or_without_and_keeps_its_script_and_changes() {
    let folder = testkit::folder();
    let kling = Kling::start(Options { takes: Duration::from_millis(50), ..Options::default() }).await.unwrap();
    let environment = [("KLING_API_KEY", "a-key".to_owned())];
    let mut studio = Served::start_at(folder.path(), &kling.base_url, "127.0.0.1:0", &environment);
    studio.register().await;
    let made = studio.json("POST", "/api/projects", json!({ "title": "Soup", "scriptContent": SCRIPT })).await;
    let id = made.1["id"].as_str().unwrap().to_owned();
    let video = json!({ "provider": "kling", "model": "kling-v2-5-turbo" });
    let settings = json!({ "settings": { "resolution": "480p", "music": false, "video": video } });
    studio.json("PATCH", &format!("/api/v1/projects/{id}"), settings).await;
    let start = format!("/api/workflow/{id}/start");
    studio.json("POST", &start, json!({})).await;
    studio.until_ended(&id).await;
    let shot = studio.get(&format!("/api/v1/projects/{id}")).await["list"]["shots"][1]["id"].clone();
    let reset = format!("/api/projects/{id}/reset");
    let worth = studio.get(&reset).await;
    let cents = worth["worth_cents"].as_i64().unwrap();
    assert!(
        cents > 0 && worth["bytes"].as_u64() > Some(0) && worth["message"].as_str().unwrap().contains('$'),
        "{worth}"
    );
    for (body, field) in [(json!({}), "made"), (json!({ "made": "throw_away" }), "worth_cents")] {
        let (status, problem) = studio.json("POST", &reset, body).await;
        assert_eq!((status, &problem["field"]), (422, &json!(field)), "{problem}");
    }
    let little = json!({ "made": "throw_away", "worth_cents": cents - 1 });
    let (status, problem) = studio.json("POST", &reset, little).await;
    assert_eq!((status, &problem["code"]), (409, &json!("worth_more")), "{problem}");

    let kept = studio.json("POST", &reset, json!({ "made": "keep" })).await;
    assert_eq!((kept.0, told(&kept)), (200, "PENDING"));
    assert_eq!(studio.get(&format!("/api/projects/{id}/movie")).await["movie"], Value::Null);
    let spent = studio.get("/api/v1/me/money").await["spent_cents"].clone();
    studio.json("POST", &start, json!({})).await;
    studio.until_ended(&id).await;
    assert_eq!(studio.get(&format!("/api/workflow/{id}/status")).await["status"], "COMPLETED");
    assert_eq!(studio.get("/api/v1/me/money").await["spent_cents"], spent, "nothing is bought twice");

    let edit = json!({ "edit": "change_shot", "shot": shot, "change": { "action": "A cat sleeps." } });
    studio.json("POST", &format!("/api/v1/projects/{id}/edits"), edit).await;
    let thrown = studio.json("POST", &reset, json!({ "made": "throw_away", "worth_cents": cents })).await;
    assert_eq!((thrown.0, told(&thrown), &thrown.1["worth_cents"]), (200, "PENDING", &json!(cents)), "{}", thrown.1);
    assert_eq!(studio.get(&reset).await["worth_cents"], 0);
    let view = studio.get(&format!("/api/v1/projects/{id}")).await;
    assert_eq!(
        (&view["list"]["shots"][1]["action"], &view["card"]["state"]),
        (&json!("A cat sleeps."), &json!("draft"))
    );
    studio.json("POST", &start, json!({})).await;
    studio.until_ended(&id).await;
    assert_eq!(studio.get(&format!("/api/workflow/{id}/status")).await["status"], "COMPLETED");
}
