//! The API's description: what is answered is as it says, and what is sent otherwise is refused by the field's name.

use crate::{
    jobs::{Answer, Program},
    served::Served,
};
use serde_json::{Value, json};

const SCRIPT: &str = "INT. ROOM - DAY\n\nSHOT 1: Wide - 1s\nA man sits.\n";

/// What a value has that its schema has not, or lacks.
fn flaws(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let part = name.strip_prefix('#').and_then(|pointer| document.pointer(pointer)).expect("a schema");
        return flaws(document, part, value, at, found);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        flaws(document, part, value, at, found);
    }
    let any: Vec<&Value> =
        ["oneOf", "anyOf"].iter().flat_map(|of| schema[of].as_array().into_iter().flatten()).collect();
    let fits = |part: &Value| {
        let mut found = Vec::new();
        flaws(document, part, value, at, &mut found);
        found.is_empty()
    };
    if !any.is_empty() && !any.into_iter().any(fits) {
        found.push(format!("{at}: none of the schemas fits {value}"));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |kind: &&str| match *kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        _ => value.is_object(),
    };
    if !types.is_empty() && !types.iter().any(is) {
        found.push(format!("{at}: {value} is no {types:?}"));
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.is_object() && value.get(name).is_none() {
            found.push(format!("{at}/{name} is missing"));
        }
    }
    for (name, part) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(name) {
            flaws(document, part, value, &format!("{at}/{name}"), found);
        }
    }
    for value in value.as_array().into_iter().flatten().filter(|_| schema["items"].is_object()) {
        flaws(document, &schema["items"], value, &format!("{at}/*"), found);
    }
}

/// Fails where an answer is not as the document says.
fn check(document: &Value, method: &str, path: &str, answer: &Answer) {
    let operation = &document["paths"][path][method.to_lowercase()];
    assert!(operation.is_object(), "{method} {path} is not described");
    let response = &operation["responses"][answer.status.to_string()];
    assert!(response.is_object(), "{method} {path}: {} is not described: {}", answer.status, answer.json());
    let kind = answer.headers.get("content-type").map(String::as_str).unwrap_or_default();
    let Some(content) = response["content"].as_object() else { return };
    assert!(content.contains_key(kind), "{method} {path}: {kind} is not described");
    let schema = &content[kind]["schema"];
    let mut found = Vec::new();
    if kind.contains("json") {
        flaws(document, schema, &answer.json(), "", &mut found);
    }
    assert!(found.is_empty(), "{method} {path} {}: {found:?}", answer.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_is_as_the_document_says() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let document = studio.get("/api/v1/openapi.json").await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "write", "film"] })).await;
    let wanted = json!({ "script": SCRIPT, "title": "A", "settings": { "resolution": "480p", "music": false } });
    let dry = program.post("/api/v1/jobs?dry_run=true", &wanted).await;
    check(&document, "POST", "/api/v1/jobs", &dry);
    let made = program.post("/api/v1/jobs", &wanted).await;
    check(&document, "POST", "/api/v1/jobs", &made);
    let job = made.json()["id"].as_str().unwrap().to_owned();
    let hook = program.post("/api/v1/webhooks", &json!({ "url": "https://hooks.invalid/" })).await;
    check(&document, "POST", "/api/v1/webhooks", &hook);
    let hook = hook.json()["id"].as_str().unwrap().to_owned();
    check(&document, "GET", "/api/v1/jobs/{id}", &program.get(&format!("/api/v1/jobs/{job}?wait=60")).await);
    let named = [
        ("GET", "/api/v1/token", ""),
        ("GET", "/api/v1/jobs", ""),
        ("GET", "/api/v1/jobs/{id}", &job),
        ("GET", "/api/v1/jobs/{id}/state", &job),
        ("POST", "/api/v1/jobs/{id}/cancel", &job),
        ("GET", "/api/v1/jobs/{id}/download", &job),
        ("GET", "/api/v1/queue", ""),
        ("GET", "/api/v1/dead-letters", ""),
        ("POST", "/api/v1/jobs/{id}/pause", &job),
        ("POST", "/api/v1/jobs/{id}/resume", &job),
        ("POST", "/api/v1/jobs/{id}/retry", &job),
        ("GET", "/api/v1/webhooks", ""),
        ("GET", "/api/v1/webhooks/{id}", &hook),
        ("GET", "/api/v1/webhooks/{id}/deliveries", &hook),
        ("POST", "/api/v1/webhooks/{id}/rotate", &hook),
        ("GET", "/api/projects", ""),
        ("GET", "/api/projects/{id}", &job),
        ("GET", "/api/projects/{id}/scenes", &job),
        ("GET", "/api/projects/{id}/characters", &job),
        ("GET", "/api/projects/{id}/settings", &job),
        ("GET", "/api/projects/{id}/storyboards", &job),
        ("GET", "/api/projects/{id}/movie", &job),
        ("GET", "/api/projects/{id}/reset", &job),
        ("POST", "/api/phases/script-to-trailer/{id}/parse", &job),
        ("POST", "/api/phases/script-to-trailer/{id}/generate-trailer", &job),
        ("GET", "/api/phases/script-to-trailer/{id}/status", &job),
        ("POST", "/api/phases/trailer-to-storyboard/{id}/generate", &job),
        ("GET", "/api/phases/trailer-to-storyboard/{id}/status", &job),
        ("POST", "/api/phases/storyboard-to-movie/{id}/prompts", &job),
        ("POST", "/api/phases/storyboard-to-movie/{id}/assemble", &job),
        ("GET", "/api/phases/storyboard-to-movie/{id}/status", &job),
        ("GET", "/api/workflow/{id}/status", &job),
    ];
    for (method, path, id) in named {
        let answer = program.send(method, &path.replace("{id}", id), &[], String::new()).await;
        assert!(answer.status < 500, "{method} {path}: {}", answer.json());
        check(&document, method, path, &answer);
        if !id.is_empty() {
            let nothing = path.replace("{id}", "01890000-0000-7000-8000-000000000000");
            check(&document, method, path, &program.send(method, &nothing, &[], String::new()).await);
        }
        let mut nobody = program.clone();
        nobody.token = "none".to_owned();
        check(&document, method, path, &nobody.send(method, &path.replace("{id}", id), &[], String::new()).await);
    }
}

/// A value of another type than the schema allows.
fn other_than(schema: &Value) -> Option<Value> {
    let text = schema.to_string();
    [json!(["x"]), json!({ "odd": 1 }), json!("text"), json!(true), json!(-1.5)].into_iter().find(|value| {
        let kind = match value {
            Value::Array(_) => "\"array\"",
            Value::Object(_) => "\"object\"",
            Value::String(_) => "\"string\"",
            Value::Bool(_) => "\"boolean\"",
            _ => "number",
        };
        schema["type"].is_string() | schema["type"].is_array() && !text.contains(kind)
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_unlike_the_document_is_refused_by_the_fields_name_and_leaves_nothing() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let document = studio.get("/api/v1/openapi.json").await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "write", "film"] })).await;
    let hook = program.post("/api/v1/webhooks", &json!({ "url": "https://hooks.invalid/" })).await.json();
    let film = program.post("/api/projects", &json!({ "title": "A", "scriptContent": SCRIPT })).await.json();
    let before = program.get("/api/v1/webhooks").await.json();
    let films = program.get("/api/projects").await.json();
    let kind = [("content-type", "application/json")];
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
            let Some(pointer) = schema.as_str().and_then(|name| name.strip_prefix('#')) else { continue };
            let schema = document.pointer(pointer).unwrap();
            let of = if path.starts_with("/api/projects") { &film } else { &hook };
            let url = path.replace("{id}", of["id"].as_str().unwrap());
            let method = method.to_uppercase();
            let refused = |answer: &Answer, field: Option<&str>, sent: &str| {
                let told = answer.json();
                let of_problem = answer.headers["content-type"] == "application/problem+json";
                assert!(
                    (400..500).contains(&answer.status) && of_problem,
                    "{method} {path} {sent}: {} {told}",
                    answer.status
                );
                if let Some(field) = field {
                    let named = told["field"].as_str().unwrap_or_default();
                    let named = named.split('/').next().unwrap_or_default();
                    assert!(named == field, "{method} {path} {sent}: {told} names {named:?}");
                }
                check(&document, &method, path, answer);
            };
            for (name, part) in schema["properties"].as_object().unwrap() {
                let Some(value) = other_than(part) else { continue };
                let body = json!({ name: value }).to_string();
                refused(&program.send(&method, &url, &kind, body.clone()).await, Some(name), &body);
                tried += 1;
            }
            let body = json!({ "no_such_field": 1 }).to_string();
            refused(&program.send(&method, &url, &kind, body.clone()).await, Some("no_such_field"), &body);
            for body in ["{", "[]", "5", "", "{} {}"] {
                refused(&program.send(&method, &url, &kind, body.to_owned()).await, None, body);
            }
            for kind in ["text/plain", "application/x-www-form-urlencoded"] {
                refused(&program.send(&method, &url, &[("content-type", kind)], "{}".to_owned()).await, None, kind);
            }
            let large = json!({ "no_such_field": "x".repeat(8_100_000) }).to_string();
            let answer = program.send(&method, &url, &kind, large).await;
            assert_eq!(answer.status, 413, "{method} {path}: {}", answer.json());
            refused(&answer, None, "8 MB");
        }
    }
    assert!(tried > 15, "{tried}");
    assert_eq!(program.get("/api/v1/webhooks").await.json(), before);
    assert_eq!(program.get("/api/v1/jobs").await.json()["data"], json!([]));
    assert_eq!(program.get("/api/projects").await.json(), films);
    assert_eq!(studio.get("/api/v1/me/money").await["reserved_cents"], 0);
}
