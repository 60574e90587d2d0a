//! Webhooks: programs are told of their jobs, by Standard Webhooks.

use crate::served::Served;
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use providers::Callback;
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicU16, Ordering},
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

type Message = (HeaderMap, Bytes);

/// Somebody who is told; answers with the status that is set.
struct Receiver {
    address: String,
    status: Arc<AtomicU16>,
    messages: UnboundedReceiver<Message>,
}

async fn take(
    State((status, told)): State<(Arc<AtomicU16>, UnboundedSender<Message>)>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, [(&'static str, &'static str); 1], &'static str) {
    // Read first: whoever hears of the message may set another one.
    let status = StatusCode::from_u16(status.load(Ordering::SeqCst)).unwrap();
    told.send((headers, body)).unwrap();
    (status, [("location", "http://127.0.0.1:9/")], "thank you")
}

impl Receiver {
    async fn start() -> Self {
        let (sender, messages) = unbounded_channel();
        let status = Arc::new(AtomicU16::new(204));
        let router = Router::new().route("/hooks", post(take)).with_state((status.clone(), sender));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, status, messages }
    }

    /// The next message: its type and data. It is signed with each of the secrets.
    async fn next(&mut self, secrets: &[&str]) -> (String, Value, String) {
        let (headers, body) = self.messages.recv().await.unwrap();
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        let (id, timestamp, signatures) =
            (header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"));
        let now = timestamp.parse().unwrap();
        let callback = Callback { id: &id, timestamp: &timestamp, signatures: &signatures, body: &body };
        for secret in secrets {
            assert_eq!(callback.verify(secret, now), Ok(()));
        }
        let told: Value = serde_json::from_slice(&body).unwrap();
        assert!(body.len() < 20_000 && told["timestamp"].is_string(), "{told}");
        (told["type"].as_str().unwrap().to_owned(), told["data"].clone(), id)
    }
}

/// A program with a token that may all.
struct Program<'a> {
    studio: &'a Served,
    token: String,
}

impl Program<'_> {
    async fn ask(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/api/v1{path}", self.studio.address);
        let request = self.studio.client.request(method.parse().unwrap(), url).bearer_auth(&self.token);
        let request = if body.is_null() { request } else { request.json(&body) };
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }
}

/// A studio that may send to the receiver, and a token.
async fn begin(folder: &std::path::Path, receiver: &Receiver) -> (Served, String) {
    let hosts = [("STUDIO_WEBHOOK_HOSTS", receiver.address.clone())];
    let mut studio = Served::start_at(folder, "http://127.0.0.1:9", "127.0.0.1:0", &hosts);
    studio.register().await;
    let new = json!({ "name": "P", "scopes": ["read", "write", "film"] });
    let (_, made) = studio.json("POST", "/api/v1/tokens", new).await;
    let token = made["token"].as_str().unwrap().to_owned();
    (studio, token)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asked_for_a_job_is_told_of_it_from_its_beginning_to_its_end() {
    let folder = testkit::folder();
    let mut receiver = Receiver::start().await;
    let (studio, token) = begin(folder.path(), &receiver).await;
    let program = Program { studio: &studio, token };
    let url = format!("http://{}/hooks", receiver.address);
    let (status, made) = program.ask("POST", "/webhooks", json!({ "url": url })).await;
    assert_eq!(status, 201, "{made}");
    let secret = made["secret"].as_str().unwrap().to_owned();
    let id = made["id"].as_str().unwrap().to_owned();
    let (_, shown) = program.ask("GET", &format!("/webhooks/{id}"), Value::Null).await;
    assert!(shown["secret"].is_null() && shown["enabled"] == true, "{shown}");

    let script = "INT. ROOM - DAY\n\nSHOT 1: Wide - 1s\nA man sits.\n";
    let new = json!({ "title": "Told", "script": script, "user_id": "u1", "settings": { "resolution": "480p", "music": false } });
    let (_, job) = program.ask("POST", "/jobs", new).await;
    let mut told = Vec::new();
    while told.len() < 5 {
        let (kind, data, _) = receiver.next(&[&secret]).await;
        assert_eq!((&data["id"], &data["user_id"]), (&job["id"], &json!("u1")), "{data}");
        if kind == "job.completed" {
            assert_eq!(data["status"], "COMPLETED", "{data}");
            assert_eq!(data["links"]["download"], format!("/api/v1/jobs/{}/download", job["id"].as_str().unwrap()));
        }
        told.push(kind);
    }
    told.sort();
    assert_eq!(told, ["job.completed", "job.created", "job.estimated", "job.started", "job.validated"]);

    // Both secrets sign for a day after a change.
    let (_, rotated) = program.ask("POST", &format!("/webhooks/{id}/rotate"), Value::Null).await;
    let new = rotated["secret"].as_str().unwrap();
    let (status, queued) = program.ask("POST", &format!("/webhooks/{id}/test"), Value::Null).await;
    assert_eq!(status, 202, "{queued}");
    let (kind, _, first) = receiver.next(&[&secret, new]).await;
    assert_eq!(kind, "test");
    let again = format!("/webhooks/{id}/deliveries/{}/send-again", queued["delivery"].as_str().unwrap());
    assert_eq!(program.ask("POST", &again, Value::Null).await.0, 202);
    let (_, _, second) = receiver.next(&[new]).await;
    assert_eq!(first, second, "sent again under the same id");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_is_tried_again_and_an_endpoint_that_is_gone_is_switched_off() {
    let folder = testkit::folder();
    let mut receiver = Receiver::start().await;
    let (studio, token) = begin(folder.path(), &receiver).await;
    let program = Program { studio: &studio, token };
    for (url, types) in [
        ("https://127.0.0.1/", json!([])),
        ("http://example.com/", json!([])),
        ("no address", json!([])),
        ("https://example.com/", json!(["job.none"])),
    ] {
        let (status, told) = program.ask("POST", "/webhooks", json!({ "url": url, "types": types })).await;
        // A name is looked up when something is sent.
        if url == "https://127.0.0.1/" {
            assert_eq!(status, 201, "{told}");
            let id = told["id"].as_str().unwrap();
            program.ask("POST", &format!("/webhooks/{id}/test"), Value::Null).await;
        } else {
            let field = if types == json!([]) { "url" } else { "types" };
            assert_eq!((status, &told["field"]), (422, &json!(field)), "{told}");
        }
    }
    let url = format!("http://{}/hooks", receiver.address);
    let (_, made) = program.ask("POST", "/webhooks", json!({ "url": url, "types": ["job.completed"] })).await;
    let (id, secret) = (made["id"].as_str().unwrap(), made["secret"].as_str().unwrap());
    receiver.status.store(302, Ordering::SeqCst);
    let test = format!("/webhooks/{id}/test");
    program.ask("POST", &test, Value::Null).await;
    let (_, _, first) = receiver.next(&[secret]).await;
    receiver.status.store(410, Ordering::SeqCst);
    // A redirect is not followed: the message comes again by the schedule, after five seconds.
    let (_, _, second) = receiver.next(&[secret]).await;
    assert_eq!(first, second);
    let log = loop {
        let (_, log) = program.ask("GET", &format!("/webhooks/{id}/deliveries"), Value::Null).await;
        if log[0]["state"] == "failed" {
            break log;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!((&log[0]["tries"], &log[0]["status"], &log[0]["answer"]), (&json!(2), &json!(410), &json!("thank you")));
    let (_, shown) = program.ask("GET", &format!("/webhooks/{id}"), Value::Null).await;
    assert_eq!((&shown["enabled"], &shown["disabled_because"]), (&json!(false), &json!("it answered 410: gone")));
    assert_eq!(program.ask("POST", &test, Value::Null).await.0, 409);
    let (_, on) = program.ask("PATCH", &format!("/webhooks/{id}"), json!({ "enabled": true })).await;
    assert_eq!(on["enabled"], true, "{on}");
    let (_, all) = program.ask("GET", "/webhooks", Value::Null).await;
    let private = all.as_array().unwrap().iter().find(|one| one["url"] == "https://127.0.0.1/").unwrap();
    let (_, log) =
        program.ask("GET", &format!("/webhooks/{}/deliveries", private["id"].as_str().unwrap()), Value::Null).await;
    assert!(log[0]["answer"].as_str().unwrap().contains("public network"), "{log}");
    assert_eq!(program.ask("DELETE", &format!("/webhooks/{id}"), Value::Null).await.0, 204);
}
