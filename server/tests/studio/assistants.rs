//! The Model Context Protocol: an assistant reads a script, asks for the price, makes a film and fetches it.

use crate::{jobs::Program, served::Served};
use provider_simulators::kling::{Kling, Options};
use serde_json::{Value, json};

const SCRIPT: &str = "INT. KITCHEN - DAY\n\nSHOT 1: Wide - 1s\nMaya cooks.\nMAYA\nSoup.\n\nEXT. YARD - NIGHT\n\nSHOT 2: Wide - 1s\nA dog sleeps.\n";

async fn ask(program: &Program, method: &str, params: Value) -> (u16, Value) {
    let body = json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": params });
    let answer = program.post("/mcp", &body).await;
    (answer.status, answer.json())
}

/// What a tool answers: whether it is an error, the sentence and the data.
async fn tool(program: &Program, name: &str, arguments: Value) -> (bool, String, Value) {
    let (status, told) = ask(program, "tools/call", json!({ "name": name, "arguments": arguments })).await;
    assert_eq!((status, &told["id"]), (200, &json!(7)), "{told}");
    let result = &told["result"];
    let text = result["content"][0]["text"].as_str().unwrap_or_default().to_owned();
    assert!(!text.is_empty(), "{told}");
    (result["isError"].as_bool().unwrap(), text, result["structuredContent"].clone())
}

async fn ended(program: &Program, id: &Value) -> Value {
    let id = id.as_str().unwrap();
    loop {
        let job = program.get(&format!("/api/v1/jobs/{id}?wait=60")).await.json();
        if ["COMPLETED", "FAILED"].contains(&job["status"].as_str().unwrap()) {
            return job;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assistant_reads_a_script_makes_its_film_and_fetches_it() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let scopes = json!({ "name": "P", "scopes": ["read", "write", "film"] });
    let program = Program::of(&mut studio, scopes).await;

    let hello =
        json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } });
    let (status, told) = ask(&program, "initialize", hello).await;
    assert_eq!((status, &told["result"]["protocolVersion"]), (200, &json!("2025-06-18")), "{told}");
    let notice = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    assert_eq!(program.post("/mcp", &notice).await.status, 202);
    let (_, listed) = ask(&program, "tools/list", json!({})).await;
    let tools = listed["result"]["tools"].as_array().unwrap();
    let names: Vec<_> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    let known =
        ["read_script", "make_board", "estimate", "start_job", "job", "change_line", "rerecord_shot", "fetch_film"];
    assert_eq!(names, known);
    assert!(tools.iter().all(|tool| tool["inputSchema"]["type"] == "object" && tool["description"].is_string()));

    let (_, text, read) = tool(&program, "read_script", json!({ "script": SCRIPT })).await;
    assert!(read["shots"] == 2 && read["scenes"].as_array().unwrap().len() == 2, "{text} {read}");
    let film = json!({ "script": SCRIPT, "title": "Soup", "settings": { "resolution": "480p", "music": false } });
    let (_, text, price) = tool(&program, "estimate", film.clone()).await;
    assert!(price["cost"]["high"] == 0 && text.contains("$0.00"), "{text}");
    assert_eq!(studio.get("/api/v1/projects").await, json!([]), "nothing is kept");

    let (_, _, board) = tool(&program, "make_board", json!({ "script": SCRIPT, "title": "Board" })).await;
    let picture = board["panels"][0]["picture"].as_str().unwrap();
    assert_eq!(program.get(picture).await.status, 200);
    let (is_error, text, _) = tool(&program, "fetch_film", json!({ "id": board["id"] })).await;
    assert!(is_error && text.starts_with("There is no film yet."), "{text}");

    let (_, text, begun) = tool(&program, "start_job", film).await;
    ended(&program, &begun["id"]).await;
    let (_, said, job) = tool(&program, "job", json!({ "id": begun["id"] })).await;
    assert_eq!(job["shots"][0]["lines"][0]["text"], "Soup.", "{text} {said}");
    let change = json!({ "id": begun["id"], "shot": "1", "text": "Good soup." });
    let (is_error, text, changed) = tool(&program, "change_line", change).await;
    assert!(!is_error && changed["shots"][0]["lines"][0]["text"] == "Good soup.", "{text} {changed}");
    ended(&program, &begun["id"]).await;
    let again = json!({ "id": begun["id"], "shot": "2" });
    let (is_error, text, _) = tool(&program, "rerecord_shot", again).await;
    assert!(!is_error, "{text}");
    ended(&program, &begun["id"]).await;
    let (_, _, job) = tool(&program, "job", json!({ "id": begun["id"] })).await;
    assert_eq!((&job["shots"][1]["takes"], &job["status"]), (&json!(2), &json!("COMPLETED")), "{job}");
    let (_, _, fetched) = tool(&program, "fetch_film", json!({ "id": begun["id"] })).await;
    let film = program.get(fetched["url"].as_str().unwrap()).await;
    assert_eq!(film.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_that_spends_names_the_price_first_and_needs_the_scope() {
    let folder = testkit::folder();
    let kling =
        Kling::start(Options { takes: std::time::Duration::from_millis(100), ..Options::default() }).await.unwrap();
    let environment = [("KLING_API_KEY", "a-key".to_owned())];
    let mut studio = Served::start_at(folder.path(), &kling.base_url, "127.0.0.1:0", &environment);
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let video = json!({ "provider": "kling", "model": "kling-v2-5-turbo" });
    let settings = json!({ "resolution": "480p", "music": false, "video": video });
    let mut film = json!({ "script": SCRIPT, "title": "Paid", "settings": settings });
    let (is_error, text, price) = tool(&program, "start_job", film.clone()).await;
    let high = price["cost"]["high"].as_i64().unwrap();
    assert!(!is_error && high > 0 && text.contains(&format!("max_cost_cents of at least {high}")), "{text}");
    film["max_cost_cents"] = json!(high - 1);
    tool(&program, "start_job", film.clone()).await;
    assert_eq!(program.get("/api/v1/jobs").await.json()["data"], json!([]), "nothing was begun");
    film["max_cost_cents"] = json!(high);
    let (_, _, begun) = tool(&program, "start_job", film.clone()).await;
    ended(&program, &begun["id"]).await;
    let again = json!({ "id": begun["id"], "shot": "1" });
    let (is_error, text, price) = tool(&program, "rerecord_shot", again.clone()).await;
    let most = price["high"].as_i64().unwrap();
    assert!(!is_error && most > 0 && text.contains("Nothing was begun"), "{text}");
    let mut again = again;
    again["max_cost_cents"] = json!(most);
    tool(&program, "rerecord_shot", again).await;
    let done = ended(&program, &begun["id"]).await;
    assert_eq!(done["status"], "COMPLETED", "{done}");
    assert!(done["cost"]["spent"].as_i64() <= Some(high + most), "{done}");

    let reader = Program::of(&mut studio, json!({ "name": "R", "scopes": ["read"] })).await;
    let (is_error, _, told) = tool(&reader, "start_job", film).await;
    assert!(is_error && told["code"] == "insufficient_scope" && told["scope"] == "film", "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assistant_that_asks_amiss_is_told_what_is_wrong() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let program = Program::of(&mut studio, json!({ "name": "P", "scopes": ["read", "film"] })).await;
    let (status, told) = ask(&program, "tools/none", json!({})).await;
    assert_eq!((status, &told["error"]["code"]), (200, &json!(-32601)));
    let (status, told) = ask(&program, "tools/call", json!({ "name": "none" })).await;
    assert_eq!((status, &told["error"]["code"]), (200, &json!(-32602)));
    for (arguments, field) in [
        (json!({ "script": 5 }), "script"),
        (json!({ "script": "INT. ROOM - DAY", "surprise": 1 }), "surprise"),
        (json!({ "script": "" }), "script"),
    ] {
        let (is_error, text, told) = tool(&program, "read_script", arguments).await;
        assert!(is_error && told["field"] == field, "{field}: {text} {told}");
    }
    for (headers, body, status, code) in [
        (vec![], "{", 400, -32700),
        (vec![], "[]", 400, -32600),
        (vec![("mcp-protocol-version", "1999-01-01")], r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, 400, -32022),
        (vec![("mcp-method", "tools/list")], r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, 400, -32020),
    ] {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        let answer = program.send("POST", "/mcp", &all, body.to_owned()).await;
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (status, &json!(code)), "{body}");
    }
    // The newest version has no handshake: every request says what it speaks.
    let newest = [("content-type", "application/json"), ("mcp-protocol-version", "2026-07-28")];
    let ask = r#"{"jsonrpc":"2.0","id":1,"method":"server/discover"}"#.to_owned();
    let told = program.send("POST", "/mcp", &newest, ask).await.json();
    assert_eq!(
        (&told["result"]["resultType"], &told["result"]["supportedVersions"][0]),
        (&json!("complete"), &json!("2026-07-28"))
    );
    // A page of another site is refused, whatever it sends.
    let page = [("content-type", "application/json"), ("origin", "https://evil.example")];
    let answer = program.send("POST", "/mcp", &page, "{}".to_owned()).await;
    assert_eq!((answer.status, &answer.json()["code"]), (403, &json!("other_origin")));
}
