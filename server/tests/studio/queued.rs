//! Many jobs at once: batches, the queue, what failed for good, and how many may be made.

use crate::{jobs::Program, served::Served};
use provider_simulators::kling::{Kling, Options};
use serde_json::{Value, json};
use std::{io::Write as _, time::Duration};
use testkit::TestDatabase;
use zip::{ZipWriter, write::SimpleFileOptions};

const SCRIPT: &str = "INT. ROOM - DAY\n\nSHOT 1: Wide - 1s\nA man sits.\n";

fn small() -> Value {
    json!({ "resolution": "480p", "music": false })
}

async fn ended(program: &Program, id: &str) -> Value {
    loop {
        let job = program.get(&format!("/api/v1/jobs/{id}?wait=60")).await.json();
        if ["COMPLETED", "FAILED", "CANCELLED"].contains(&job["status"].as_str().expect("a status")) {
            return job;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_makes_what_can_be_made_and_names_what_is_wrong_with_the_rest() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let good = json!({ "title": "One", "script": SCRIPT, "settings": small() });
    let batch = json!({ "jobs": [good, { "title": "Two" }, good] });
    let dry = program.post("/api/v1/batches?dry_run=true", &batch).await.json();
    assert_eq!((&dry["data"][0]["status"], &dry["data"][0]["job"]["shots"]), (&json!(200), &json!(1)), "{dry}");
    let headers = [("content-type", "application/json"), ("idempotency-key", "batch-1")];
    let made = program.send("POST", "/api/v1/batches", &headers, batch.to_string()).await.json();
    assert_eq!((&made["status"], &made["data"][1]["problem"]["field"]), (&json!("partly_accepted"), &json!("script")));
    let again = program.send("POST", "/api/v1/batches", &headers, batch.to_string()).await.json();
    assert_eq!(again["data"][0]["job"]["id"], made["data"][0]["job"]["id"], "the same batch again makes nothing");
    assert_ne!(made["data"][2]["job"]["id"], made["data"][0]["job"]["id"]);

    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let defaults = json!({ "settings": small(), "user_id": "u-9" }).to_string();
    for (name, text) in [("b/Second.fountain", SCRIPT), ("First.txt", SCRIPT), ("batch.json", &defaults)] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let url = format!("{}/api/v1/batches", studio.address);
    let request = studio.client.post(url).bearer_auth(&program.token).header("content-type", "application/zip");
    let told: Value = request.body(bytes).send().await.unwrap().json().await.unwrap();
    let titles: Vec<_> = told["data"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!((titles, &told["status"]), (vec!["First", "Second"], &json!("accepted")), "{told}");
    assert_eq!(program.get("/api/v1/jobs?user_id=u-9").await.json()["data"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_is_ordered_by_priority_and_a_job_in_it_is_paused_and_goes_on() {
    let folder = testkit::folder();
    let kling = Kling::start(Options { takes: Duration::from_secs(3600), ..Options::default() }).await.unwrap();
    let environment = [("KLING_API_KEY", "a-key".to_owned())];
    let mut studio = Served::start_at(folder.path(), &kling.base_url, "127.0.0.1:0", &environment);
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let video = json!({ "provider": "kling", "model": "kling-v2-5-turbo" });
    let settings = json!({ "resolution": "480p", "music": false, "video": video });
    let mut made = Vec::new();
    for title in ["A", "B", "C"] {
        let job =
            program.post("/api/v1/jobs", &json!({ "title": title, "script": SCRIPT, "settings": settings })).await;
        made.push(job.json()["id"].as_str().unwrap().to_owned());
    }
    let order = async || {
        let queue = program.get("/api/v1/queue").await.json();
        let titles = queue["data"].as_array().unwrap().iter().map(|job| job["title"].as_str().unwrap().to_owned());
        (titles.collect::<String>(), queue)
    };
    let (titles, queue) = order().await;
    assert!(titles == "ABC" && queue["estimated_cents"].as_i64() > Some(0), "{queue}");
    let kind = [("content-type", "application/json")];
    let last = format!("/api/v1/jobs/{}", made[2]);
    let changed = program.send("PATCH", &last, &kind, json!({ "priority": 5 }).to_string()).await;
    assert_eq!((changed.status, &changed.json()["priority"]), (200, &json!(5)), "{}", changed.json());
    assert_eq!(order().await.0, "CAB");
    let wrong = program.send("PATCH", &last, &kind, json!({ "priority": 11 }).to_string()).await;
    assert_eq!((wrong.status, &wrong.json()["field"]), (422, &json!("priority")));
    let paused = program.post(&format!("{last}/pause"), &json!({})).await;
    assert!(paused.status == 200 && paused.json()["paused"].is_object(), "{}", paused.json());
    assert_eq!(order().await.0, "ABC");
    assert_eq!(program.post(&format!("{last}/resume"), &json!({})).await.json()["paused"], json!(null));
    assert_eq!(program.post(&format!("{last}/resume"), &json!({})).await.json()["code"], "not_paused");
    assert_eq!(program.post(&format!("{last}/retry"), &json!({})).await.json()["code"], "nothing_failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_for_good_is_listed_with_its_errors_and_is_tried_again() {
    let folder = testkit::folder();
    let model = "kling-v2-5-turbo";
    let options = Options { takes: Duration::from_millis(50), fails: Some(model), ..Options::default() };
    let kling = Kling::start(options).await.unwrap();
    let environment = [("KLING_API_KEY", "a-key".to_owned())];
    let mut studio = Served::start_at(folder.path(), &kling.base_url, "127.0.0.1:0", &environment);
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let video = json!({ "provider": "kling", "model": model });
    let settings = json!({ "resolution": "480p", "music": false, "video": video, "fallbacks": [] });
    let job = program.post("/api/v1/jobs", &json!({ "title": "A", "script": SCRIPT, "settings": settings })).await;
    let id = job.json()["id"].as_str().unwrap().to_owned();
    let job = ended(&program, &id).await;
    assert_eq!((&job["code"], &job["cost"]["reserved"]), (&json!("some_failed"), &json!(0)), "{job}");
    let letters = program.get("/api/v1/dead-letters").await.json();
    let letter = &letters["data"][0];
    assert_eq!((&letter["job"], letters["data"].as_array().unwrap().len()), (&json!(id), 1), "{letters}");
    assert!(letter["errors"].as_array().is_some_and(|errors| !errors.is_empty()), "{letters}");
    let again = program.post(letter["retry"].as_str().unwrap(), &json!({})).await;
    assert_eq!(again.status, 202, "{}", again.json());
    ended(&program, &id).await;
    assert_eq!(program.get("/api/v1/dead-letters").await.json()["data"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_count_the_jobs_of_a_minute_together_and_say_how_many_are_left() {
    let database = TestDatabase::new().await;
    let folders = [testkit::folder(), testkit::folder()];
    let environment = [("DATABASE_URL", database.url().to_owned()), ("STUDIO_JOBS_PER_MINUTE", "2".to_owned())];
    let start = |at: usize| Served::start_at(folders[at].path(), "http://127.0.0.1:9", "127.0.0.1:0", &environment);
    let (mut studio, other) = (start(0), start(1));
    studio.register().await;
    let here = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let there = here.at(&other.address);
    let wanted = json!({ "title": "A", "script": SCRIPT, "settings": small() });
    let refused = here.post("/api/v1/jobs", &json!({ "title": "A", "script": "" })).await;
    assert_eq!(refused.status, 422, "what is refused is not counted");
    let first = here.post("/api/v1/jobs", &wanted).await;
    assert_eq!(first.status, 202, "{}", first.json());
    assert!(first.all("ratelimit-policy").iter().any(|policy| policy == "\"jobs\";q=2;w=60"));
    assert!(first.all("ratelimit").iter().any(|left| left.starts_with("\"jobs\";r=1;t=")));
    assert_eq!(there.post("/api/v1/jobs", &wanted).await.status, 202);
    for program in [&here, &there] {
        let over = program.post("/api/v1/jobs", &wanted).await;
        let told = over.json();
        assert_eq!((over.status, &told["violated-policies"]), (429, &json!(["jobs"])), "{told}");
        assert_eq!(told["type"], "https://iana.org/assignments/http-problem-types#quota-exceeded");
        let wait: u64 = over.headers["retry-after"].parse().unwrap();
        assert!((1..=60).contains(&wait) && over.headers.contains_key("x-request-id"));
    }
    assert_eq!(here.get("/api/v1/jobs").await.json()["data"].as_array().unwrap().len(), 2);
    let left = here.get("/api/v1/token").await;
    assert!(left.all("ratelimit")[0].starts_with("\"default\";r="), "{:?}", left.all("ratelimit"));
}
