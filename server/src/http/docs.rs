//! `/docs`: the description of the API as a page. It needs no script.

use super::{openapi, routes::Routes};
use axum::{response::Html, routing::get};
use serde_json::Value;
use std::sync::LazyLock;

pub fn routes() -> Routes {
    Routes::new().route("/docs", get(page))
}

static PAGE: LazyLock<String> = LazyLock::new(|| written(&openapi::json()));

async fn page() -> Html<&'static str> {
    Html(&PAGE)
}

/// A text as HTML shows it.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// What is told before the calls.
const HEAD: &str = r#"<h1>API</h1>
<p>Make a token on the <a href="/settings#tokens">settings page</a>, and send it with every call. <a href="/api/v1/openapi.json">The same as OpenAPI 3.1</a>.</p>
<section class="group" id="film"><h2>A film in five calls</h2>
<pre tabindex="0"><code>STUDIO=https://…; TOKEN=ds_live_…
# 1. The price. Nothing is kept.
curl -X POST "$STUDIO/api/v1/jobs?dry_run=true" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \
  -d '{"title": "The Lighthouse", "script": "INT. LIGHTHOUSE - NIGHT\n\nMaya lights the lamp.\n"}'
# 2. The job. A repeated request with the same key makes no other one.
curl -X POST "$STUDIO/api/v1/jobs" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -H "Idempotency-Key: my-key-1" \
  -d '{"title": "The Lighthouse", "script": "INT. LIGHTHOUSE - NIGHT\n\nMaya lights the lamp.\n"}'
# 3. Wait, and again until status is COMPLETED (or FAILED, CANCELLED).
curl "$STUDIO/api/v1/jobs/JOB?wait=60" -H "Authorization: Bearer $TOKEN"
# 4. Its scenes, shots and tasks.
curl "$STUDIO/api/v1/jobs/JOB/state" -H "Authorization: Bearer $TOKEN"
# 5. The film.
curl -o film.mp4 "$STUDIO/api/v1/jobs/JOB/download" -H "Authorization: Bearer $TOKEN"</code></pre></section>
<p>An error is <code>application/problem+json</code>: <code>status</code>, <code>title</code>, <code>detail</code>, <code>code</code>, and for a wrong field
<code>field</code> and <code>errors</code>. <code>RateLimit</code> says how often you may still ask; every answer has an <code>x-request-id</code>.</p>"#;

fn written(document: &Value) -> String {
    let mut calls = String::new();
    // By what they are about, those of programs first.
    let mut index: Vec<(String, String)> =
        ["jobs", "queue", "webhooks", "token"].map(|tag| (tag.to_owned(), String::new())).into();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, call) in methods.as_object().into_iter().flatten() {
            let (method, id) = (method.to_uppercase(), text(call, "operationId"));
            let line = format!(
                "<li><a href=\"#{id}\"><code>{method} {}</code></a> {}</li>",
                plain(path),
                plain(text(call, "summary"))
            );
            let tag = call["tags"][0].as_str().unwrap_or("others");
            match index.iter_mut().find(|(known, _)| known == tag) {
                Some((_, lines)) => lines.push_str(&line),
                None => index.push((tag.to_owned(), line)),
            }
            calls.push_str(&section(&method, path, id, call));
        }
    }
    let index: String =
        index.into_iter().map(|(tag, lines)| format!("<h3>{}</h3><ul>{lines}</ul>", plain(&tag))).collect();
    let schemas: String = document["components"]["schemas"].as_object().into_iter().flatten().map(schema).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>API · Director Studio</title><link rel=\"stylesheet\" href=\"/pkg/studio.css\"></head><body><main id=\"main\" class=\"narrow docs\"><p><a href=\"/\">Director Studio</a></p>\
         {HEAD}<h2>Calls</h2>{index}{calls}<h2>What is sent and answered</h2>{schemas}</main></body></html>"
    )
}

fn section(method: &str, path: &str, id: &str, call: &Value) -> String {
    let parameters: String = call["parameters"].as_array().into_iter().flatten().map(parameter).collect();
    let parameters = if parameters.is_empty() { parameters } else { format!("<dl class=\"facts\">{parameters}</dl>") };
    let answers: String = call["responses"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(status, answer)| {
            let of = named(&answer["content"]);
            format!("<div><dt>{status}</dt><dd>{} {of}</dd></div>", plain(text(answer, "description")))
        })
        .collect();
    let body = named(&call["requestBody"]["content"]);
    let sent = if body.is_empty() { String::new() } else { format!("<p>Body: {body}</p>") };
    let takes =
        |name: &str| call["security"].as_array().is_some_and(|all| all.iter().any(|one| one.get(name).is_some()));
    let who = match (takes("token"), takes("session")) {
        (true, _) => " -H \"Authorization: Bearer $TOKEN\"",
        (false, true) => " -H \"Cookie: $SESSION\"",
        _ => "",
    };
    let data = if body.is_empty() { "" } else { " -H \"Content-Type: application/json\" -d '{…}'" };
    format!(
        "<section class=\"group\" id=\"{id}\"><h2><code>{method} {}</code></h2><p>{}</p>{parameters}{sent}\
         <pre tabindex=\"0\"><code>curl -X {method} \"$STUDIO{}\"{who}{}</code></pre><dl class=\"facts\">{answers}</dl></section>",
        plain(path),
        plain(&[text(call, "summary"), text(call, "description")].join(" ")),
        plain(path),
        plain(data),
    )
}

fn parameter(parameter: &Value) -> String {
    let place = match text(parameter, "in") {
        "path" => "(in the address)",
        "header" => "(a header)",
        _ => "(in the query)",
    };
    format!(
        "<div><dt><code>{}</code></dt><dd>{} {place}</dd></div>",
        plain(text(parameter, "name")),
        plain(text(parameter, "description"))
    )
}

/// A link to the schema of a body.
fn named(content: &Value) -> String {
    let schema = content.as_object().and_then(|kinds| kinds.values().next()).map(|kind| &kind["schema"]);
    let reference = schema.map(|schema| text(schema, "$ref").to_owned()).unwrap_or_default();
    match reference.rsplit_once('/') {
        Some((_, name)) => format!("<a href=\"#schema-{}\">{}</a>", plain(name), plain(name)),
        None => String::new(),
    }
}

fn schema((name, schema): (&String, &Value)) -> String {
    let mut parts = vec![schema];
    parts.extend(schema["allOf"].as_array().into_iter().flatten());
    let fields =
        parts.iter().flat_map(|part| part["properties"].as_object().into_iter().flatten()).map(|(field, of)| {
            let kind = match &of["type"] {
                Value::String(kind) => kind.clone(),
                Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
                _ => String::new(),
            };
            format!(
                "<div><dt><code>{}</code></dt><dd>{} {}</dd></div>",
                plain(field),
                plain(&kind),
                plain(text(of, "description"))
            )
        });
    format!(
        "<section class=\"group\" id=\"schema-{0}\"><h3>{0}</h3><p>{1}</p><dl class=\"facts\">{2}</dl></section>",
        plain(name),
        plain(text(schema, "description")),
        fields.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_is_on_the_page_with_a_sentence_and_a_curl() {
        let document = openapi::json();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, call) in methods.as_object().unwrap() {
                assert!(!text(call, "summary").is_empty(), "{method} {path} has no description");
                let curl = format!("curl -X {} \"$STUDIO{path}\"", method.to_uppercase());
                assert!(PAGE.contains(&curl), "{curl}");
            }
        }
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
        assert!(!PAGE.contains("<script"));
    }
}
