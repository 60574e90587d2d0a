//! A text stays a text: no page lets anything that a person wrote become HTML.

use crate::served::Served;
use serde_json::{Value, json};

const PAYLOAD: &str = "</textarea></title></style></script><h1 id=pwn>\"'><svg onload=alert(1)>&lt;b&gt;";
const SCRIPT: &str =
    "INT. KITCHEN - NIGHT\n\nMAYA, 30s, in a red coat, sits down. Rain on the window.\n\nMAYA\nYou came back.\n";

fn in_address(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The paths of all leaves of a JSON value that are texts, or nothing yet.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) | Value::Null => found.push(path.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| leaves(item, &format!("{path}/{at}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| {
                leaves(field, &format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")), found)
            });
        }
        _ => {}
    }
}

/// Puts the payload into every text that the studio takes it in; gives the paths of those.
async fn poison(
    studio: &mut Served,
    value: Value,
    method: &str,
    to: &str,
    wrap: impl Fn(&Value) -> Value,
) -> Vec<String> {
    let (mut value, mut paths, mut taken) = (value, Vec::new(), Vec::new());
    leaves(&value, "", &mut paths);
    for path in paths {
        let mut with = value.clone();
        *with.pointer_mut(&path).unwrap() = json!(PAYLOAD);
        let (status, why) = studio.json(method, to, wrap(&with)).await;
        assert!(status < 500, "{path}: {why}");
        if status < 300 {
            value = with;
            taken.push(path);
        }
    }
    taken
}

/// Every page, as the router of the app lists them.
fn pages(id: &str) -> Vec<String> {
    let routes = leptos_axum::generate_route_list(app::App);
    let fill = |part: &str| match part {
        "{id}" | ":id" => id.to_owned(),
        part if part.starts_with(['{', ':', '*']) => in_address(PAYLOAD),
        part => part.to_owned(),
    };
    routes.iter().map(|route| route.path().split('/').map(fill).collect::<Vec<_>>().join("/")).collect()
}

async fn harmless(studio: &Served, path: &str, cookies: &str) -> String {
    let request = studio.client.get(format!("{}{path}", studio.address)).header("accept", "text/html");
    let response = request.header("cookie", cookies).send().await.unwrap();
    let kind = response.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    assert!(status < 500, "{path}: {status}");
    let raw = ["<h1 id=pwn", "<svg onload", "</textarea></title>"].into_iter().find(|raw| text.contains(raw));
    assert!(!kind.starts_with("text/html") || raw.is_none(), "{path} holds {raw:?} as it was written");
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_with_html_in_it_is_shown_as_text_on_every_page() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let form = format!("email=ada%40example.com&name={}&password=a+long+enough+password", in_address(PAYLOAD));
    let (status, _) = studio.ask("POST", "/auth/register", "application/x-www-form-urlencoded", form).await;
    assert_eq!(status, 303);
    let script = format!("{SCRIPT}\n{PAYLOAD}\n\n{PAYLOAD} stands up.\n");
    let new = json!({ "title": PAYLOAD, "script": script, "settings": {
        "resolution": "480p", "music": false, "style_text": "grain", "avoid": "text", "voices": { PAYLOAD: "x" }, "speakers": { PAYLOAD: PAYLOAD },
    } });
    let (status, made) = studio.json("POST", "/api/v1/projects", new).await;
    assert_eq!(status, 201, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();

    let project = format!("/api/v1/projects/{id}");
    let settings = studio.get(&project).await["settings"].clone();
    let taken = poison(&mut studio, settings, "PATCH", &project, |settings| json!({ "settings": settings })).await;
    assert!(["/style_text", "/avoid"].iter().all(|path| taken.iter().any(|own| own == path)), "{taken:?}");
    let list = studio.get(&project).await["list"].clone();
    let edit = |list: &Value| json!({ "edit": "replace_list", "list": list });
    let taken = poison(&mut studio, list, "POST", &format!("{project}/edits"), edit).await;
    for end in ["/prompt", "/action", "/text", "/sound", "/description", "/name"] {
        assert!(taken.iter().any(|path| path.ends_with(end)), "{end} is not in {taken:?}");
    }
    let shot = studio.get(&project).await["list"]["shots"][0]["id"].clone();
    let line = json!({ "speaker": PAYLOAD, "text": PAYLOAD, "parenthetical": PAYLOAD });
    studio.json("POST", &format!("{project}/edits"), json!({ "edit": "add_line", "shot": shot, "new": line })).await;

    let query = ["error", "next", "sample", "shot", "scene", "q", "token"]
        .map(|name| format!("{name}={}", in_address(PAYLOAD)));
    let cookies = format!("{}; flash={}; theme={}", studio.cookie, in_address(PAYLOAD), in_address(PAYLOAD));
    let mut pages = pages(&id);
    assert!(pages.len() > 10, "{pages:?}");
    pages.extend([format!("/{}", in_address("<h1 id=pwn>")), format!("/projects/{}", in_address("<h1 id=pwn>"))]);
    let mut shown = 0;
    for page in &pages {
        for (who, address) in [
            (studio.cookie.as_str(), page.clone()),
            (cookies.as_str(), format!("{page}?{}", query.join("&"))),
            ("", format!("{page}?{}", query.join("&"))),
            (cookies.as_str(), format!("{page}?shot={}", shot.as_str().unwrap())),
        ] {
            shown += harmless(&studio, &address, who).await.matches("&lt;h1 id=pwn").count();
        }
    }
    assert!(shown > 20, "the texts were on the pages: {shown}");
}
