//! Requests that nobody in their right mind sends, to every address: each is answered, and none with a fault of the studio's own.
//! `STUDIO_FUZZ_INPUTS` says how many (600 where it is unset), `STUDIO_FUZZ_SEED` which.

use crate::asks::{ASKS, Ask, Body, World};
use futures::{StreamExt as _, stream};
use provider_simulators::SeededRng;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Longer than any answer may take on a busy machine: a request that hangs is found, a slow one is not.
const HANGS: Duration = Duration::from_secs(60);

/// Edits and changes, beside those that the table of addresses has.
const CHANGES: [(&str, &str, &str); 13] = [
    ("POST", "/api/v1/projects/{id}/edits", r#"{"edit": "split_shot", "shot": "{shot}"}"#),
    ("POST", "/api/v1/projects/{id}/edits", r#"{"edit": "merge_shots", "shot": "{shot}"}"#),
    ("POST", "/api/v1/projects/{id}/edits", r#"{"edit": "move_shot", "shot": "{shot}", "after": "{last}"}"#),
    (
        "POST",
        "/api/v1/projects/{id}/edits",
        r#"{"edit": "insert_shot", "after": "{shot}", "new": {"action": "Fog.", "seconds": 1.0, "trim_start": 0.1, "speaker": "MAYA"}}"#,
    ),
    (
        "POST",
        "/api/v1/projects/{id}/edits",
        r#"{"edit": "change_line", "shot": "{shot}", "line": "{line}", "change": {"text": "So.", "speed": 1.1, "gain_db": -2.0}}"#,
    ),
    (
        "POST",
        "/api/v1/projects/{id}/edits",
        r#"{"edit": "add_line", "shot": "{shot}", "new": {"text": "Yes.", "speaker": "MAYA", "confidence": 0.5, "cut_to": 1.0}}"#,
    ),
    (
        "POST",
        "/api/v1/projects/{id}/edits",
        r#"{"edit": "change_cue", "shot": "{shot}", "cue": "{cue}", "change": {"sound": "rain", "at": 0.5, "gain_db": 1.0}}"#,
    ),
    (
        "POST",
        "/api/v1/projects/{id}/edits",
        r#"{"edit": "add_cue", "shot": "{shot}", "new": {"kind": "effect", "sound": "rain", "at": 0.5}}"#,
    ),
    ("POST", "/api/v1/projects/{id}/edits", r#"{"edit": "choose_take", "shot": "{shot}", "take": 0}"#),
    (
        "POST",
        "/api/v1/projects/{id}/edits",
        r#"{"edit": "change_character", "name": "MAYA", "description": "Tall.", "voice": "en", "picture": "", "element": "1"}"#,
    ),
    (
        "POST",
        "/api/v1/projects/{id}/edits",
        r#"{"edit": "replace_list", "list": {"title": "Lighthouse", "characters": [{"name": "MAYA"}], "shots": [{"action": "Fog.", "seconds": 1.0, "lines": [{"text": "So."}]}]}}"#,
    ),
    (
        "PATCH",
        "/api/v1/projects/{id}",
        r#"{"script": "INT. ROOM - DAY\n\nA man sits.\n", "settings": {"resolution": "480p", "shot_seconds": 1.0, "budget_cents": 5, "parallel": 2}}"#,
    ),
    ("POST", "/api/v1/projects/{id}/commands", r#"{"command": "retry_shot", "shot": "{shot}"}"#),
];

/// Decisions by the seed.
struct Dice {
    chance: SeededRng,
    thrown: u64,
}

impl Dice {
    fn below(&mut self, below: usize) -> usize {
        self.thrown += 1;
        self.chance.number("fuzz", &self.thrown.to_string(), below.max(1) as u64) as usize
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn bytes(&mut self) -> Vec<u8> {
        let length = self.one(&[0, 1, 7, 300, 9_000]);
        (0..length).map(|_| self.below(256) as u8).collect()
    }

    /// A text that has broken something somewhere.
    fn text(&mut self) -> String {
        let short = [
            "",
            "\0",
            "a\0b",
            "\u{202e}",
            "-1",
            "NaN",
            "1e999",
            "../../etc/passwd",
            "'; --",
            "<h1>",
            "%00",
            "\r\nA: b",
            "{",
            "💥",
        ];
        match self.below(20) {
            0 => "x".repeat(300),
            1 => "é".repeat(70_000),
            2 => "[".repeat(5_000),
            3 => uuid::Uuid::nil().to_string(),
            _ => self.one(&short).to_owned(),
        }
    }

    fn value(&mut self) -> Value {
        match self.below(16) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(-1),
            3 => json!(i64::MAX),
            4 => json!(i64::MIN),
            5 => json!(u64::MAX),
            6 => json!(1e300),
            7 => json!(-1e-300),
            8 => json!(f64::from(u32::MAX)),
            9 => json!([]),
            10 => json!({}),
            11 => json!([[[[{ "a": [] }]]]]),
            12 => Value::Array(vec![json!({}); 6_000]),
            _ => json!(self.text()),
        }
    }

    /// Changes one thing in the value, somewhere.
    fn spoil(&mut self, value: &mut Value) {
        match value {
            Value::Object(fields) if !fields.is_empty() && self.below(6) > 0 => {
                let names: Vec<String> = fields.keys().cloned().collect();
                let name = self.one(&names);
                if self.below(8) == 0 {
                    fields.remove(&name);
                } else if let Some(field) = fields.get_mut(&name) {
                    self.spoil(field);
                }
            }
            Value::Array(items) if !items.is_empty() && self.below(6) > 0 => {
                let at = self.below(items.len());
                self.spoil(&mut items[at]);
            }
            other => *other = self.value(),
        }
    }

    /// Changes one field of a form.
    fn spoil_form(&mut self, form: &str) -> String {
        let mut fields: Vec<String> = form.split('&').map(str::to_owned).collect();
        let at = self.below(fields.len());
        let name = fields[at].split('=').next().unwrap_or_default().to_owned();
        match self.below(8) {
            0 => drop(fields.remove(at)),
            1 => fields.push(fields[at].clone()),
            2 => fields[at] = format!("{name}[a][b]=1"),
            _ => fields[at] = format!("{name}={}", encoded(&self.text())),
        }
        fields.join("&")
    }
}

/// For a path or a query: longer ones no client sends.
fn short(text: &str) -> String {
    encoded(&text.chars().take(400).collect::<String>())
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A request to be sent.
struct Sent {
    method: String,
    path: String,
    kind: String,
    cookie: String,
    accept: &'static str,
    body: Vec<u8>,
}

fn request(world: &World, dice: &mut Dice) -> Sent {
    let changes: Vec<Ask> =
        CHANGES.iter().map(|(method, path, body)| Ask { method, path, body: Body::Json(body), ..ASKS[0] }).collect();
    let ask = if dice.below(3) == 0 { dice.one(&changes) } else { dice.one(ASKS) };
    let mut path = world.fill(ask.path);
    if dice.below(6) == 0 {
        let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
        let at = dice.below(parts.len().saturating_sub(1)) + 1;
        parts[at] = short(&dice.text());
        path = parts.join("/");
    }
    if dice.below(8) == 0 {
        let name =
            dice.one(&["after", "shot", "id", "everybody", "older_than_days", "name", "error", "next", "sample"]);
        path.push_str(&format!("{}{name}={}", if path.contains('?') { '&' } else { '?' }, short(&dice.text())));
    }
    let (mut kind, mut body) = world.body(ask.body);
    match ask.body {
        Body::Json(text) if dice.below(8) > 0 => {
            let mut value = serde_json::from_str(&world.fill(text)).unwrap();
            dice.spoil(&mut value);
            body = value.to_string().into_bytes();
        }
        Body::Form(text) if dice.below(8) > 0 => body = dice.spoil_form(&world.fill(text)).into_bytes(),
        Body::File(_) if dice.below(2) == 0 => {
            let (at, junk) = (dice.below(body.len()), dice.bytes());
            body.splice(at..at, junk);
        }
        _ if dice.below(4) == 0 => body = dice.bytes(),
        _ => {}
    }
    if dice.below(12) == 0 {
        kind = dice.one(&["", "text/plain", "application/json", "multipart/form-data", "application/cbor"]).to_owned();
    }
    let own = world.owner.clone();
    let cookies = [
        own.clone(),
        own.clone(),
        own,
        world.stranger.clone(),
        world.admin.clone(),
        String::new(),
        "studio=..".to_owned(),
    ];
    let method =
        if dice.below(30) == 0 { dice.one(&["PUT", "DELETE", "OPTIONS", "TRACE", "POST"]) } else { ask.method };
    // What a whole film holds is not to be lost on the way.
    let deletes = method == "DELETE" && path.matches('/').count() <= 4;
    Sent {
        method: if deletes { "GET".to_owned() } else { method.to_owned() },
        path,
        kind,
        cookie: dice.one(&cookies),
        accept: dice.one(&["*/*", "text/html", "application/json"]),
        body,
    }
}

/// Sends it; what is wrong with the answer, if anything is.
async fn fault(world: &World, sent: Sent) -> Option<String> {
    let name = format!("{} {}", sent.method, sent.path.chars().take(120).collect::<String>());
    let shown: String = String::from_utf8_lossy(&sent.body).chars().take(300).collect();
    let url = format!("{}{}", world.studio.address, sent.path);
    let request = world.studio.client.request(sent.method.parse().ok()?, url);
    // The routes that know no cookie take this.
    let request = if sent.cookie.is_empty() { request } else { request.bearer_auth(&world.owner_token) };
    let mut request = request.header("cookie", sent.cookie).header("accept", sent.accept).body(sent.body);
    if !sent.kind.is_empty() {
        request = request.header("content-type", sent.kind);
    }
    let answered = async {
        // A connection that the studio has closed since its last answer is no fault.
        let again = request.try_clone();
        let mut answer = match (request.send().await, again) {
            (Err(_), Some(again)) => again.send().await.map_err(|error| error.to_string())?,
            (answer, _) => answer.map_err(|error| error.to_string())?,
        };
        let status = answer.status().as_u16();
        let stream = answer.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream");
        let mut text = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(|error| error.to_string())? {
            text.extend_from_slice(&part);
            if stream {
                break;
            }
        }
        let text: String = String::from_utf8_lossy(&text).chars().take(300).collect();
        if status >= 500 { Err(format!("{status} {text}")) } else { Ok(()) }
    };
    let ended = tokio::time::timeout(HANGS, answered).await.unwrap_or_else(|_| Err("no answer".to_owned()));
    ended.err().map(|why| format!("{name} {} {shown}\n    {why}", sent.accept))
}

/// Bytes that are no HTTP at all, or the beginning of it.
async fn garble(address: &str, dice: &mut Dice) {
    let mut bytes = dice.one(&[
        b"GET ".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"POST / HTTP/1.1\r\nHost: a\r\n".to_vec(),
    ]);
    bytes.extend(dice.bytes());
    let Ok(mut stream) = tokio::net::TcpStream::connect(address.trim_start_matches("http://")).await else { return };
    let _refused = stream.write_all(&bytes).await;
    let _gone = stream.shutdown().await;
    let mut answer = Vec::new();
    let _cut = tokio::time::timeout(HANGS, stream.read_to_end(&mut answer)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_sent_is_answered_and_never_with_a_fault_of_the_studios_own() {
    let number =
        |name: &str, otherwise| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (inputs, seed) = (number("STUDIO_FUZZ_INPUTS", 600), number("STUDIO_FUZZ_SEED", 1));
    let folder = testkit::folder();
    // What is logged is read at the end: no more of it than is of use.
    let world = World::begin(folder.path(), &[]).await;
    let mut dice = Dice { chance: SeededRng(seed), thrown: 0 };
    let sent: Vec<Sent> = (0..inputs).map(|_| request(&world, &mut dice)).collect();
    let faults: Vec<String> = stream::iter(sent)
        .map(|sent| fault(&world, sent))
        .buffer_unordered(8)
        .filter_map(|fault| async { fault })
        .collect()
        .await;
    for _ in 0..inputs / 30 {
        garble(&world.studio.address, &mut dice).await;
    }
    let log = std::fs::read(folder.path().join("log")).unwrap();
    let panics = String::from_utf8_lossy(&log).lines().filter(|line| line.contains("panicked")).count();
    assert!(
        faults.is_empty() && panics == 0,
        "seed {seed}: {panics} panics, {} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
    let begun = Instant::now();
    let alive = world.studio.client.get(format!("{}/readyz", world.studio.address)).send().await.unwrap();
    assert_eq!(alive.status().as_u16(), 200, "after {:?}", begun.elapsed());
}
