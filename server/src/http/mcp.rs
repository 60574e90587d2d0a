//! `/mcp`: the studio as tools for assistants, by the Model Context Protocol over streamable HTTP. Every request stands alone: there are no
//! sessions, and every answer is JSON.

mod calls;
mod edits;
mod told;
mod tools;

use super::{App, bearer::Bearer, json_body, reply::Problem, routes::Routes};
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
    routing::post,
};
use serde::Deserialize;
use serde_json::{Value, json};
use told::Told;

/// The versions of the protocol that are spoken, the newest first.
const VERSIONS: [&str; 4] = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"];
const HOW: &str = "read_script tells what stands in a script, estimate what its film costs, start_job makes it. A tool that spends money takes \
                   max_cost_cents, in US cents; without it, it tells the price and does nothing. job says how far a film is; fetch_film where it lies.";

// Codes of JSON-RPC and of the protocol.
const PARSE: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const NO_METHOD: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const HEADER_MISMATCH: i64 = -32020;
const NO_SUCH_VERSION: i64 = -32022;

pub fn routes() -> Routes {
    Routes::new().route("/mcp", post(answer))
}

/// A request of JSON-RPC; a notification where there is no id.
#[derive(Deserialize)]
struct Asked {
    jsonrpc: String,
    id: Option<Value>,
    method: String,
    #[serde(default)]
    params: Value,
}

struct Fault {
    code: i64,
    message: String,
    data: Option<Value>,
}

impl Fault {
    fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    fn status(&self, newest: bool) -> StatusCode {
        match self.code {
            PARSE | INVALID_REQUEST | HEADER_MISMATCH | NO_SUCH_VERSION => StatusCode::BAD_REQUEST,
            NO_METHOD if newest => StatusCode::NOT_FOUND,
            _ => StatusCode::OK,
        }
    }
}

async fn answer(
    State(app): State<App>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    check_origin(&app, &headers)?;
    let body = json_body::bytes(&headers, body)?;
    let asked: Asked = match serde_json::from_slice(&body) {
        Ok(asked) => asked,
        Err(error) => {
            let code = if error.is_data() { INVALID_REQUEST } else { PARSE };
            let fault = Fault::new(code, format!("This is no request of JSON-RPC: {error}."));
            return Ok(failed(&Value::Null, &fault, false));
        }
    };
    let Some(id) = asked.id.clone().filter(|id| !id.is_null()) else {
        return Ok(StatusCode::ACCEPTED.into_response());
    };
    let version = version(&headers, &asked);
    let newest = version.as_deref() == VERSIONS.first().copied();
    let result = match checked(&headers, &asked, version.as_deref()) {
        Ok(()) => done(&app, &bearer, &asked).await,
        Err(fault) => Err(fault),
    };
    Ok(match result {
        Ok(mut result) => {
            if newest && let Some(result) = result.as_object_mut() {
                result.insert("resultType".to_owned(), json!("complete"));
            }
            Json(json!({ "jsonrpc": "2.0", "id": id, "result": result })).into_response()
        }
        Err(fault) => failed(&id, &fault, newest),
    })
}

fn failed(id: &Value, fault: &Fault, newest: bool) -> Response {
    let mut error = json!({ "code": fault.code, "message": fault.message });
    if let Some(data) = &fault.data {
        error["data"] = data.clone();
    }
    (fault.status(newest), Json(json!({ "jsonrpc": "2.0", "id": id, "error": error }))).into_response()
}

/// A page of another site asks in the name of whoever looks at it: it may not, whatever name it gave our address.
fn check_origin(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let origin = origin.to_str().unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = origin.parse::<Uri>().ok().and_then(|uri| uri.authority().map(|at| at.as_str().to_owned()));
    let named = app.web.public_url.as_deref().map(|url| url.trim_end_matches('/'));
    if named == Some(origin) || own.is_some_and(|own| own.eq_ignore_ascii_case(host)) {
        return Ok(());
    }
    let sentence = "Pages of other sites may not ask here.";
    Err(Problem::new(StatusCode::FORBIDDEN, sentence).code("other_origin"))
}

/// The version that the request is of, by its header or by what it says of itself.
fn version(headers: &HeaderMap, asked: &Asked) -> Option<String> {
    let named = headers.get("mcp-protocol-version").and_then(|value| value.to_str().ok());
    let said = asked.params.pointer("/_meta/io.modelcontextprotocol~1protocolVersion").and_then(Value::as_str);
    named.or(said).map(str::to_owned)
}

fn checked(headers: &HeaderMap, asked: &Asked, version: Option<&str>) -> Result<(), Fault> {
    if asked.jsonrpc != "2.0" {
        return Err(Fault::new(INVALID_REQUEST, "jsonrpc has to be \"2.0\"."));
    }
    if let Some(version) = version.filter(|version| !VERSIONS.contains(version)) {
        let mut fault =
            Fault::new(NO_SUCH_VERSION, format!("The version {version} of the protocol is not spoken here."));
        fault.data = Some(json!({ "supported": VERSIONS, "requested": version }));
        return Err(fault);
    }
    let named = headers.get("mcp-method").map(|value| value.to_str().unwrap_or_default());
    if named.is_some_and(|named| named != asked.method) {
        return Err(Fault::new(HEADER_MISMATCH, "The header Mcp-Method names another method than the body."));
    }
    Ok(())
}

async fn done(app: &App, bearer: &Bearer, asked: &Asked) -> Result<Value, Fault> {
    let capabilities = json!({ "tools": {} });
    let server = json!({ "name": "director-studio", "title": "Director Studio", "version": env!("CARGO_PKG_VERSION") });
    match asked.method.as_str() {
        "initialize" => {
            let wanted = asked.params.get("protocolVersion").and_then(Value::as_str).unwrap_or_default();
            // Whoever shakes hands speaks a version that has this: the newest has it no more.
            let of_sessions = VERSIONS.get(1..).unwrap_or_default();
            let spoken = of_sessions.iter().find(|version| **version == wanted).or(of_sessions.first());
            Ok(
                json!({ "protocolVersion": spoken, "capabilities": capabilities, "serverInfo": server, "instructions": HOW }),
            )
        }
        "server/discover" => Ok(json!({
            "supportedVersions": VERSIONS,
            "capabilities": capabilities,
            "_meta": { "io.modelcontextprotocol/serverInfo": server },
            "instructions": HOW,
            "ttlMs": 0,
            "cacheScope": "private",
        })),
        "ping" => Ok(json!({})),
        "tools/list" => Ok(json!({ "tools": tools::all(), "ttlMs": 0, "cacheScope": "private" })),
        "tools/call" => called(app, bearer, &asked.params).await,
        other => Err(Fault::new(NO_METHOD, format!("There is no method {other} here."))),
    }
}

/// What a tool answers. What goes wrong in one is told in its answer, so that whoever asked for it can mend it.
async fn called(app: &App, bearer: &Bearer, params: &Value) -> Result<Value, Fault> {
    let name = params.get("name").and_then(Value::as_str).unwrap_or_default();
    let arguments = params.get("arguments").cloned().unwrap_or_else(|| json!({}));
    let Some(told) = calls::call(app, bearer, name, &arguments).await else {
        return Err(Fault::new(INVALID_PARAMS, format!("There is no tool {name} here.")));
    };
    let is_error = told.is_err();
    let Told { text, data, link } = told.unwrap_or_else(|problem| Told::new(problem.sentence.clone(), problem.told()));
    let mut content = vec![json!({ "type": "text", "text": text })];
    content.extend(link);
    Ok(json!({ "content": content, "structuredContent": data, "isError": is_error }))
}
