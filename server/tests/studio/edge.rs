//! What is sent by whom, and which status it gets: whatever a person sends, the fault is never said to be the studio's.

use crate::served::Served;
use serde_json::json;

const FORM: &str = "application/x-www-form-urlencoded";
const SCRIPT: &str = "INT. ROOM - DAY\n\nA man sits.\n\nMAN\nAlone.\n";

/// The paths of all server functions of the app.
fn functions() -> Vec<(String, String)> {
    let _linked = leptos_axum::generate_route_list(app::App);
    let all = leptos::server_fn::axum::server_fn_paths();
    all.map(|(path, method)| (path.to_owned(), method.to_string())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn server_functions_answer_with_the_status_of_their_problem() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let open = ["/api/session", "/api/theme", "/api/voices", "/api/door"];
    let functions = functions();
    assert!(functions.len() > 30, "{functions:?}");
    let id = uuid::Uuid::nil();
    for (path, method) in &functions {
        // Nobody: whatever is in the form, nothing is done, and nobody is told that the studio failed.
        for body in [String::new(), format!("id={id}&shot={id}&line={id}&cue={id}&theme=dark")] {
            let (status, said) = studio.ask(method, path, FORM, body).await;
            assert!((200..500).contains(&status), "{path}: {status} {said}");
            if !open.contains(&path.as_str()) {
                assert!(matches!(status, 401 | 403 | 404 | 422), "{path}: {status} {said}");
                assert_eq!(said["status"], status, "{path}");
            }
        }
    }
    let (status, said) = studio.ask("POST", "/api/projects/list", FORM, String::new()).await;
    assert_eq!((status, &said["sentence"]), (401, &"Please log in first.".into()));

    studio.register().await;
    let (status, said) = studio.ask("POST", "/api/projects/open", FORM, String::new()).await;
    assert_eq!(status, 422);
    assert!(said["sentence"].as_str().unwrap().contains("“id”"), "{said}");
    let (status, said) = studio.ask("POST", "/api/projects/open", FORM, "id=%FF%FE".to_owned()).await;
    assert_eq!(status, 422, "{said}");
    let (status, said) = studio.ask("POST", "/api/projects/open", FORM, format!("id={id}")).await;
    assert_eq!(status, 404, "{said}");
    let large = format!("id={id}&x={}", "x".repeat(8_000_001));
    let (status, said) = studio.ask("POST", "/api/projects/open", FORM, large).await;
    assert_eq!((status, &said["status"]), (413, &413.into()));
    // A form without JavaScript goes back to its page, with the sentence.
    let request = studio.client.post(format!("{}/api/projects/open", studio.address)).header("accept", "text/html");
    let request = request.header("referer", format!("{}/settings", studio.address)).header("cookie", &studio.cookie);
    let answer = request.header("content-type", FORM).body(format!("id={id}")).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()), (303, "/settings"));
    let figures = studio.client.get(format!("{}/metrics", studio.address)).send().await.unwrap().text().await.unwrap();
    assert!(figures.contains("studio_http_responses_total{class=\"5xx\"} 0\n"), "{figures}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_somebody_who_is_signed_in_sends_everybody_else_to_log_in() {
    let folder = testkit::folder();
    let studio = Served::start(folder.path(), "http://127.0.0.1:9");
    for accept in ["*/*", "text/html", "application/json"] {
        for page in ["/", "/new", "/settings", "/projects/00000000-0000-0000-0000-000000000000/board"] {
            let answer =
                studio.client.get(format!("{}{page}", studio.address)).header("accept", accept).send().await.unwrap();
            let place =
                answer.headers().get("location").map(|place| place.to_str().unwrap().to_owned()).unwrap_or_default();
            assert_eq!(answer.status().as_u16(), 302, "{page} as {accept}");
            assert!(place.starts_with("/login"), "{page} as {accept}: {place}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_be_neither_name_nor_text_is_refused_with_its_field_and_no_fault_of_ours() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let long = "x".repeat(300);
    // Nobody, too, can ask for any address.
    for path in
        ["/%00", "/a%00b", "/pkg/%00", "/a%5Cb", "/a%0Db", &format!("/{long}"), &format!("/pkg/{long}"), "/%FF%FE"]
    {
        let (status, said) = studio.ask("GET", path, "", String::new()).await;
        assert_eq!(status, 404, "{path}: {said}");
    }
    for form in ["email=a%00%40example.com&password=a+long+password", "email=a&password=%00&name=a"] {
        let (status, said) = studio.ask("POST", "/auth/login", FORM, form.to_owned()).await;
        assert_eq!(status, 422, "{said}");
    }
    studio.register().await;
    let (_, made) = studio.json("POST", "/api/v1/projects", json!({ "title": "A", "script": SCRIPT })).await;
    let id = made["id"].as_str().unwrap().to_owned();
    for name in ["%00", "a%5Cb", "a%0Ab", &long, "%FF", ".", "..%2f..%2fpasswd"] {
        let (status, said) = studio.ask("GET", &format!("/media/projects/{id}/{name}"), "", String::new()).await;
        assert_eq!(status, 404, "{name}: {said}");
    }
    let (status, said) = studio.json("POST", "/api/v1/projects", json!({ "title": "a\0b", "script": SCRIPT })).await;
    assert_eq!(status, 422);
    assert!(said["sentence"].as_str().unwrap().contains("“title”"), "{said}");
    let edit = json!({ "edit": "insert_shot", "after": null, "new": { "action": "a\0b" } });
    let (status, said) = studio.json("POST", &format!("/api/v1/projects/{id}/edits"), edit).await;
    assert_eq!(status, 422);
    assert!(said["sentence"].as_str().unwrap().contains("“action”"), "{said}");
    let (status, said) = studio.ask("POST", "/api/shots/insert", FORM, format!("id={id}&action=a%00b")).await;
    assert_eq!(status, 422);
    assert!(said["sentence"].as_str().unwrap().contains("“action”"), "{said}");
    let (status, said) = studio.ask("GET", "/api/v1/voices?provider=%00", "", String::new()).await;
    assert_eq!(status, 422);
    assert!(said["sentence"].as_str().unwrap().contains("“provider”"), "{said}");
    // As a file, where no form can be looked into.
    let files = ["title=1", "file"]
        .map(|_| reqwest::multipart::Part::bytes(b"INT. A\0B - DAY\n\nA\0B\n".to_vec()).file_name("a.txt"));
    let [script, _] = files;
    let form = reqwest::multipart::Form::new().text("title", "a\0b").part("script", script);
    let sent =
        studio.client.post(format!("{}/upload", studio.address)).header("cookie", &studio.cookie).multipart(form);
    let answer = sent.send().await.unwrap();
    assert!(answer.status().as_u16() < 500, "{}", answer.status());
    // Where to go after the log-in.
    for next in ["/%0D%0ASet-Cookie:x", "/%00", "/%7F", "/%C2%85", "/%E5%86%8D", "//evil.example"] {
        let form = format!("email=ada%40example.com&password=a+long+enough+password&next={next}");
        let (status, said) = studio.ask("POST", "/auth/login", FORM, form).await;
        assert!(matches!(status, 303 | 422), "{next}: {status} {said}");
    }
    let (status, said) = studio.ask("DELETE", "/api/v1/cache?older_than_days=4294967295", "", String::new()).await;
    assert!(status < 500, "{said}");

    let figures = studio.client.get(format!("{}/metrics", studio.address)).send().await.unwrap().text().await.unwrap();
    assert!(figures.contains("studio_http_responses_total{class=\"5xx\"} 0\n"), "{figures}");
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    let errors: Vec<_> = log.lines().filter(|line| line.contains("ERROR")).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_a_request_id_that_its_lines_in_the_log_have_too() {
    let folder = testkit::folder();
    let studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let ask = async |id: &str| {
        let request = studio.client.post(format!("{}/api/v1/projects", studio.address)).header("x-request-id", id);
        let answer = request.json(&json!({ "title": "A", "script": SCRIPT })).send().await.unwrap();
        let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
        (answer.headers()["content-type"].to_str().unwrap().to_owned(), id, answer.json::<serde_json::Value>().await)
    };
    let (kind, id, said) = ask("abc-1.of_a_proxy").await;
    assert_eq!((kind.as_str(), id.as_str()), ("application/problem+json", "abc-1.of_a_proxy"));
    let said = said.unwrap();
    assert_eq!((&said["code"], &said["detail"]), (&json!("unauthorized"), &json!("Please log in first.")));
    assert_eq!(said["sentence"], said["detail"], "earlier programs read the sentence");
    let (_, own, _) = ask(&"x".repeat(100)).await;
    assert_eq!(own.len(), 32, "a name of ours in the place of one that is too long: {own}");
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    for id in [id, own] {
        let line = log.lines().find(|line| line.contains("answered") && line.contains(&id)).expect("it is in the log");
        assert!(line.contains("\"route\":\"/api/v1/projects\"") && line.contains("401"), "{line}");
    }
}
