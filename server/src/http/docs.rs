//! `/docs`: the description of the API as a page. It needs no script.

use super::{openapi::DOCUMENT, routes::Routes};
use axum::{response::Html, routing::get};
use serde_json::Value;
use std::{fmt::Write as _, sync::LazyLock};

pub fn routes() -> Routes {
    Routes::new().route("/docs", get(page))
}

static PAGE: LazyLock<String> = LazyLock::new(|| written(&serde_json::to_value(&*DOCUMENT).unwrap_or_default()));

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

fn written(document: &Value) -> String {
    let mut calls = String::new();
    let mut index = String::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, call) in methods.as_object().into_iter().flatten() {
            let (method, id) = (method.to_uppercase(), text(call, "operationId"));
            let _infallible = write!(
                index,
                "<li><a href=\"#{id}\"><code>{method} {}</code></a> {}</li>",
                plain(path),
                plain(text(call, "summary"))
            );
            calls.push_str(&section(&method, path, id, call));
        }
    }
    let schemas: String = document["components"]["schemas"].as_object().into_iter().flatten().map(schema).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>API · Director Studio</title><link rel=\"stylesheet\" href=\"/pkg/studio.css\"></head><body><main id=\"main\" class=\"narrow\">\
         <h1>API</h1><p>Make a token on the <a href=\"/settings#tokens\">settings page</a>, and send it with every call. \
         <a href=\"/api/v1/openapi.json\">The same as OpenAPI 3.1</a>.</p>\
         <p>A film in five calls: ask for the price (<code>POST /api/v1/jobs?dry_run=true</code>), make the job (<code>POST /api/v1/jobs</code>), \
         wait (<code>GET /api/v1/jobs/{{id}}?wait=60</code>, again until <code>status</code> is <code>COMPLETED</code>), look at its parts \
         (<code>GET /api/v1/jobs/{{id}}/state</code>), fetch the film (<code>GET /api/v1/jobs/{{id}}/download</code>).</p>\
         <p>An error is <code>application/problem+json</code>: <code>status</code>, <code>title</code>, <code>detail</code>, <code>code</code>, and for a \
         wrong field <code>field</code> and <code>errors</code>.</p>\
         <ul>{index}</ul>{calls}<h2>What is sent and answered</h2>{schemas}</main></body></html>"
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
    let data = if body.is_empty() { "" } else { " -H \"Content-Type: application/json\" -d '{…}'" };
    format!(
        "<section class=\"group\" id=\"{id}\"><h2><code>{method} {}</code></h2><p>{}</p>{parameters}{sent}\
         <pre><code>curl -X {method} \"$STUDIO{}\" -H \"Authorization: Bearer $TOKEN\"{}</code></pre><dl class=\"facts\">{answers}</dl></section>",
        plain(path),
        plain(&[text(call, "summary"), text(call, "description")].join(" ")),
        plain(path),
        plain(data),
    )
}

fn parameter(parameter: &Value) -> String {
    let place = if parameter["in"] == "path" { "in the address" } else { "query" };
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
        let document = serde_json::to_value(&*DOCUMENT).unwrap();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, call) in methods.as_object().unwrap() {
                assert!(!text(call, "summary").is_empty(), "{method} {path} has no description");
                let curl = format!("curl -X {} &quot;$STUDIO{path}&quot;", method.to_uppercase());
                assert!(PAGE.contains(&curl), "{curl}");
            }
        }
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
        assert!(!PAGE.contains("<script"));
    }

    #[test]
    fn no_route_for_tokens_is_without_a_description() {
        let document = serde_json::to_value(&*DOCUMENT).unwrap();
        for path in crate::http::token_routes::routes().paths().iter().filter(|path| !path.ends_with("openapi.json")) {
            assert!(document["paths"].get(path).is_some(), "{path} has no description");
        }
    }
}
