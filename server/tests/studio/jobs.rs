//! Jobs: films that other programs ask for with a token.

use crate::served::Served;
use futures::{StreamExt as _, stream};
use provider_simulators::kling::{Kling, Options};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const SCRIPT: &str = "INT. ROOM - DAY\n\nSHOT 1: Wide - 1s\nA man sits.\n\nSHOT 2: Close up - 1s\nHe waits.\n";

/// A program with a token.
#[derive(Clone)]
pub struct Program {
    client: reqwest::Client,
    address: String,
    pub token: String,
}

pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    /// All headers, those of one name one after the other.
    every: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    /// Every value of the header.
    pub fn all(&self, header: &str) -> Vec<String> {
        self.every.iter().filter(|(name, _)| name == header).map(|(_, value)| value.clone()).collect()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl Program {
    pub async fn of(studio: &mut Served, new: Value) -> Self {
        let (status, made) = studio.json("POST", "/api/v1/tokens", new).await;
        assert_eq!(status, 201, "{made}");
        let token = made["token"].as_str().unwrap().to_owned();
        Self { client: studio.client.clone(), address: studio.address.clone(), token }
    }

    /// The same program at another process.
    pub fn at(&self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self.clone() }
    }

    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: String) -> Answer {
        let request = self.client.request(method.parse().unwrap(), format!("{}{path}", self.address));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let answer = request.bearer_auth(&self.token).body(body).send().await.unwrap();
        let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let every: Vec<_> = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        let headers = every.iter().cloned().collect();
        let status = answer.status().as_u16();
        Answer { status, headers, every, body: answer.bytes().await.unwrap().to_vec() }
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], body.to_string()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], String::new()).await
    }

    /// The job when it has ended.
    async fn ended(&self, id: &str) -> Value {
        loop {
            let job = self.get(&format!("/api/v1/jobs/{id}?wait=60")).await.json();
            if ["COMPLETED", "FAILED", "CANCELLED"].contains(&job["status"].as_str().expect("a status")) {
                return job;
            }
        }
    }
}

fn id(job: &Value) -> String {
    assert!(job["id"].is_string(), "{job}");
    job["id"].as_str().unwrap().to_owned()
}

fn small() -> Value {
    json!({ "resolution": "480p", "music": false })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_made_watched_and_fetched_and_is_a_film_of_the_site() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let wanted = json!({ "user_id": "u-7", "script": SCRIPT, "title": "Waiting", "settings": small() });

    let price = program.post("/api/v1/jobs?dry_run=true", &wanted).await;
    let told = price.json();
    assert_eq!((price.status, &told["shots"], &told["cost"]["high"]), (200, &json!(2), &json!(0)), "{told}");
    assert_eq!(program.get("/api/v1/jobs").await.json()["data"], json!([]), "a dry run keeps nothing");

    let made = program.post("/api/v1/jobs", &wanted).await;
    let job = made.json();
    assert_eq!(made.status, 202, "{job}");
    let job_id = id(&job);
    assert_eq!(made.headers["location"], format!("/api/v1/jobs/{job_id}"));
    assert!(["QUEUED", "PROCESSING"].contains(&job["status"].as_str().unwrap()), "{job}");
    assert!(!job["message"].as_str().unwrap().is_empty() && job["user_id"] == "u-7");

    let done = program.ended(&job_id).await;
    assert_eq!(
        (&done["status"], &done["progress"], &done["partial"]),
        (&json!("COMPLETED"), &json!(1.0), &json!(false))
    );
    let state = program.get(&format!("/api/v1/jobs/{job_id}/state")).await;
    let told = state.json();
    assert_eq!(told["scenes"][0]["status"], "COMPLETED", "{told}");
    let tasks = told["tasks"].as_array().unwrap();
    assert!(tasks.iter().all(|task| task["status"] == "COMPLETED"), "{told}");
    for kind in ["VIDEO_GENERATION", "COMPOSITION"] {
        assert!(tasks.iter().any(|task| task["type"] == kind), "{told}");
    }
    let tag = state.headers["etag"].as_str();
    let same =
        program.send("GET", &format!("/api/v1/jobs/{job_id}/state"), &[("if-none-match", tag)], String::new()).await;
    assert_eq!((same.status, same.body.len()), (304, 0));

    let film = program.get(&format!("/api/v1/jobs/{job_id}/download")).await;
    assert_eq!((film.status, film.headers["content-type"].as_str()), (200, "video/mp4"));
    let part = [("range", "bytes=4-7")];
    let part = program.send("GET", &format!("/api/v1/jobs/{job_id}/download"), &part, String::new()).await;
    assert_eq!((part.status, part.body.as_slice()), (206, &b"ftyp"[..]));

    let view = studio.get(&format!("/api/v1/projects/{job_id}")).await;
    assert_eq!(view["card"]["state"], "done", "the site has the same film");
    let again = program.send("POST", &format!("/api/v1/jobs/{job_id}/cancel"), &[], String::new()).await;
    assert_eq!((again.status, &again.json()["code"]), (409, &json!("has_ended")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_requests_with_one_key_make_one_job() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let body = json!({ "script": SCRIPT, "title": "Once", "settings": small() }).to_string();
    let headers = [("content-type", "application/json"), ("idempotency-key", "\"8e03978e-40d5-43dd\"")];
    let send = || async { program.send("POST", "/api/v1/jobs", &headers, body.clone()).await };
    let answers: Vec<(u16, Value)> = stream::iter(0..1000)
        .map(|_| async {
            let answer = send().await;
            (answer.status, answer.json())
        })
        .buffer_unordered(8)
        .collect()
        .await;
    let made: Vec<&Value> = answers.iter().filter(|(status, _)| *status == 202).map(|(_, job)| job).collect();
    assert!(!made.is_empty() && made.iter().all(|job| job["id"] == made[0]["id"]));
    for (status, told) in &answers {
        let busy = *status == 409 && told["code"] == "idempotency_key_busy";
        assert!(*status == 202 || busy, "{status} {told}");
    }
    assert_eq!(program.get("/api/v1/jobs").await.json()["data"].as_array().unwrap().len(), 1);
    assert_eq!(studio.get("/api/v1/projects").await.as_array().unwrap().len(), 1);
    let again = send().await;
    assert_eq!((again.status, again.headers["idempotency-replayed"].as_str()), (202, "true"));
    let other = json!({ "script": SCRIPT, "title": "Twice", "settings": small() }).to_string();
    let other = program.send("POST", "/api/v1/jobs", &headers, other).await;
    assert_eq!((other.status, &other.json()["code"]), (422, &json!("idempotency_key_reused")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_cannot_be_made_names_the_field_and_leaves_nothing_behind() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let good = json!({ "script": SCRIPT, "title": "A", "settings": small() });
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    let bodies = [
        (with("script", json!("")), "script"),
        (with("script", json!("\n\n...\n")), "script"),
        (with("script", json!("x".repeat(2_000_001))), "script"),
        (with("title", json!(" ")), "title"),
        (with("title", json!("t".repeat(201))), "title"),
        (with("title", json!(5)), "title"),
        (with("user_id", json!("")), "user_id"),
        (with("priority", json!(99)), "priority"),
        (with("surprise", json!(1)), "surprise"),
        (with("metadata", json!({ "a": "m".repeat(5000) })), "metadata"),
        (with("settings", json!({ "resolution": "9000p" })), "settings/resolution"),
        (with("settings", json!({ "video": { "provider": "kling", "model": "none" } })), "settings"),
        (with("max_cost_cents", json!(-1)), "max_cost_cents"),
    ];
    for (body, field) in bodies {
        let answer = program.post("/api/v1/jobs", &body).await;
        let told = answer.json();
        assert!((400..500).contains(&answer.status) && told["field"] == field, "{field}: {} {told}", answer.status);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert_eq!(told["message"], told["detail"]);
    }
    for (kind, body, status) in [
        ("application/json", "{", 400),
        ("application/json", "[]", 422),
        ("application/json", "{} {}", 400),
        ("text/plain", "{}", 415),
        ("application/x-www-form-urlencoded", "title=A", 415),
    ] {
        let answer = program.send("POST", "/api/v1/jobs", &[("content-type", kind)], body.to_owned()).await;
        assert_eq!(answer.status, status, "{kind} {body}: {}", answer.json());
    }
    for query in ["?limit=0", "?limit=x", "?after=none", "?status=DONE", "?created_after=today", "?limits=5"] {
        let answer = program.get(&format!("/api/v1/jobs{query}")).await;
        assert_eq!((answer.status, &answer.json()["code"]), (400, &json!("bad_query")), "{query}");
    }
    assert_eq!(program.get("/api/v1/jobs").await.json()["data"], json!([]));
    assert_eq!(studio.get("/api/v1/projects").await, json!([]));
    assert_eq!(studio.get("/api/v1/me/money").await["reserved_cents"], 0);

    let reader = Program::of(&mut studio, json!({ "name": "R", "scopes": ["read"] })).await;
    let refused = reader.post("/api/v1/jobs", &good).await;
    assert_eq!((refused.status, &refused.json()["scope"]), (403, &json!("film")));
    assert_eq!(refused.headers["www-authenticate"], r#"Bearer error="insufficient_scope", scope="film""#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_jobs_is_read_page_by_page_and_filtered() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let mut made = Vec::new();
    for user in ["a", "b", "a"] {
        let body = json!({ "script": SCRIPT, "title": "A", "settings": small(), "user_id": user, "metadata": { "n": made.len() } });
        made.push(id(&program.post("/api/v1/jobs", &body).await.json()));
    }
    made.reverse();
    let ids = |page: &Value| page["data"].as_array().unwrap().iter().map(id).collect::<Vec<_>>();
    let first = program.get("/api/v1/jobs?limit=2").await;
    let page = first.json();
    assert_eq!(ids(&page), made[..2]);
    let next = page["next"].as_str().unwrap();
    assert_eq!(first.headers["link"], format!("</api/v1/jobs?limit=2&after={next}>; rel=\"next\""));
    let last = program.get(&format!("/api/v1/jobs?limit=2&after={next}")).await.json();
    assert_eq!((ids(&last).as_slice(), &last["next"]), (&made[2..], &json!(null)));
    assert_eq!(ids(&program.get("/api/v1/jobs?user_id=b").await.json()), made[1..2]);
    assert_eq!(ids(&program.get("/api/v1/jobs?created_after=2100-01-01T00:00:00Z").await.json()).len(), 0);
    let stopped = program.send("POST", &format!("/api/v1/jobs/{}/cancel", made[0]), &[], String::new()).await;
    assert!([200, 409].contains(&stopped.status), "{}", stopped.json());
    if stopped.status == 200 {
        assert_eq!(ids(&program.get("/api/v1/jobs?status=CANCELLED").await.json()), made[..1]);
        let again = program.send("POST", &format!("/api/v1/jobs/{}/cancel", made[0]), &[], String::new()).await;
        assert_eq!(again.status, 200, "what is stopped stays so");
    }
    let one = program.get(&format!("/api/v1/jobs/{}", made[2])).await.json();
    assert_eq!(one["metadata"], json!({ "n": 0 }));
    // Another person's token sees none of them.
    studio.cookie.clear();
    let form = "email=bo%40example.com&name=Bo&password=a+long+enough+password".to_owned();
    studio.ask("POST", "/auth/register", crate::asks::FORM, form).await;
    let stranger = Program::of(&mut studio, json!({ "name": "S", "scopes": ["read", "film"] })).await;
    assert_eq!(stranger.get(&format!("/api/v1/jobs/{}", made[2])).await.status, 404);
    assert_eq!(stranger.get("/api/v1/jobs").await.json()["data"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_jobs_price_is_held_back_and_what_is_not_spent_comes_back() {
    let folder = testkit::folder();
    let kling =
        Kling::start(Options { takes: std::time::Duration::from_millis(100), ..Options::default() }).await.unwrap();
    let environment = [("KLING_API_KEY", "a-key".to_owned())];
    let mut studio = Served::start_at(folder.path(), &kling.base_url, "127.0.0.1:0", &environment);
    studio.register().await;
    let me = studio.get("/api/v1/me").await["id"].as_str().unwrap().to_owned();
    let grant = json!({ "cents": 1000, "reason": "a gift", "password": "a long enough password" });
    studio.json("POST", &format!("/api/v1/users/{me}/credits"), grant).await;
    let new = |limit: Value| json!({ "name": "P", "scopes": ["read", "film"], "job_cents": limit });
    let program = Program::of(&mut studio, new(json!(null))).await;
    let kling_makes =
        json!({ "resolution": "480p", "music": false, "video": { "provider": "kling", "model": "kling-v2-5-turbo" } });
    let wanted = json!({ "script": SCRIPT, "title": "Paid", "settings": kling_makes });
    let price = program.post("/api/v1/jobs?dry_run=true", &wanted).await.json();
    let high = price["cost"]["high"].as_i64().unwrap_or_default();
    assert!(high > 0, "{price}");

    let poor = Program::of(&mut studio, new(json!(high - 1))).await;
    let refused = poor.post("/api/v1/jobs", &wanted).await;
    let told = refused.json();
    assert_eq!((refused.status, &told["code"], &told["needed"]), (402, &json!("over_limit"), &json!(high)), "{told}");
    assert_eq!(studio.get("/api/v1/me/money").await["reserved_cents"], 0);

    // Tests are drawn, whoever is asked for.
    let tester = Program::of(&mut studio, json!({ "name": "T", "scopes": ["read", "film"], "test": true })).await;
    assert_eq!(tester.post("/api/v1/jobs?dry_run=true", &wanted).await.json()["cost"]["high"], 0);

    let job = program.post("/api/v1/jobs", &wanted).await.json();
    assert_eq!((&job["cost"]["estimated"], &job["cost"]["reserved"]), (&json!(high), &json!(high)), "{job}");
    let done = program.ended(&id(&job)).await;
    assert_eq!((&done["status"], &done["cost"]["reserved"]), (&json!("COMPLETED"), &json!(0)), "{done}");
    let spent = done["cost"]["spent"].as_i64().unwrap();
    assert!(spent > 0 && spent <= high, "{done}");
    let money = studio.get("/api/v1/me/money").await;
    assert_eq!((&money["reserved_cents"], &money["available_cents"]), (&json!(0), &json!(1000 - spent)), "{money}");

    // What is left does not hold it any more.
    let taken = json!({ "cents": spent + 1 - 1000, "reason": "taken back", "password": "a long enough password" });
    studio.json("POST", &format!("/api/v1/users/{me}/credits"), taken).await;
    let refused = program
        .post(
            "/api/v1/jobs",
            &json!({ "script": format!("{SCRIPT}\nHe leaves."), "title": "B", "settings": wanted["settings"] }),
        )
        .await;
    let told = refused.json();
    assert_eq!(
        (refused.status, &told["code"], &told["have"]),
        (402, &json!("insufficient_credits"), &json!(1)),
        "{told}"
    );
    assert_eq!(studio.get("/api/v1/me/money").await["reserved_cents"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_another_product_get_accounts_of_their_own() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film", "admin"] })).await;
    let wanted = |user: &str| json!({ "user_id": user, "script": SCRIPT, "title": "A", "settings": small() });
    let first = program.post("/api/v1/jobs", &wanted("ann")).await.json();
    let second = program.post("/api/v1/jobs", &wanted("ann")).await.json();
    let third = program.post("/api/v1/jobs", &wanted("ben")).await.json();
    assert_eq!(studio.get("/api/v1/projects").await, json!([]), "they are not the token's person's");
    let people = studio.get("/api/v1/people?search=ann").await;
    assert_eq!((people["people"].as_array().unwrap().len(), &people["people"][0]["films"]), (1, &json!(2)), "{people}");
    for job in [first, second, third] {
        assert_eq!(program.ended(&id(&job)).await["status"], "COMPLETED");
        assert_eq!(program.get(&format!("/api/v1/jobs/{}/download", id(&job))).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_tells_of_a_job_until_it_has_ended() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let body = json!({ "script": SCRIPT, "title": "A", "settings": small() });
    let job = id(&program.post("/api/v1/jobs", &body).await.json());
    let stream = program.get(&format!("/api/v1/jobs/{job}/events")).await;
    assert_eq!(stream.headers["content-type"], "text/event-stream");
    let text = String::from_utf8(stream.body).unwrap();
    let told: Vec<Value> = text
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str(data).unwrap())
        .collect();
    assert_eq!(told.last().unwrap()["status"], "COMPLETED", "{text}");
    let last = text.lines().rev().find_map(|line| line.strip_prefix("id: ")).unwrap();
    let again =
        program.send("GET", &format!("/api/v1/jobs/{job}/events"), &[("last-event-id", last)], String::new()).await;
    assert!(
        !String::from_utf8(again.body).unwrap().contains("data:"),
        "whoever has the last one is told nothing twice"
    );
}
