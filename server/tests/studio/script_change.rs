//! A changed script that would cost a person's edits: the script page asks before it is saved, also without JavaScript.

use crate::served::Served;
use serde_json::json;

const SCRIPT: &str =
    "INT. KITCHEN - DAY\n\nMAYA pours coffee into a blue cup.\n\nEXT. HARBOUR - NIGHT\n\nA ferry leaves the harbour.\n";
const WITHOUT: &str = "INT. KITCHEN - DAY\n\nMAYA pours coffee into a blue cup.\n";

/// Posts a form as a browser without JavaScript does; gives the page that the answer leads to.
pub async fn submit(studio: &Served, from: &str, path: &str, fields: &[(&str, &str)]) -> String {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = studio.client.post(format!("{}{path}", studio.address)).header("cookie", &studio.cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded").header("accept", "text/html");
    let request = request.header("referer", format!("{}{from}", studio.address));
    let answer = request.body(body).send().await.unwrap();
    assert!(answer.status().is_redirection(), "{path}: {}", answer.status());
    let to = answer.headers()["location"].to_str().unwrap().to_owned();
    let to = if to.starts_with('/') { format!("{}{to}", studio.address) } else { to };
    let page = studio.client.get(to).header("cookie", &studio.cookie).header("accept", "text/html");
    page.send().await.unwrap().text().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_costs_an_edit_is_asked_about_first_without_javascript_and_nothing_is_lost_by_either_answer() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let (_, made) = studio.json("POST", "/api/v1/projects", json!({ "title": "Ferry", "script": SCRIPT })).await;
    let id = made["id"].as_str().unwrap().to_owned();
    let (at, script) = (format!("/api/v1/projects/{id}"), format!("/projects/{id}/script"));
    let ferry = studio.get(&at).await["list"]["shots"][1]["id"].clone();
    let own = json!({ "edit": "change_shot", "shot": ferry, "change": { "prompt": "My own ferry, painted red." } });
    assert!(studio.json("POST", &format!("{at}/edits"), own).await.0 < 300);
    let before = studio.get(&at).await;

    let (_, told) = studio.json("POST", &format!("{at}/script/preview"), json!({ "script": WITHOUT })).await;
    assert!(told["lost"][0].as_str().unwrap().contains("your prompt"), "{told}");
    let form = [("id", id.as_str()), ("form[title]", "Ferry"), ("form[script]", WITHOUT)];
    let page = submit(&studio, &script, "/api/projects/change", &form).await;
    assert!(page.contains("This change is not saved yet") && page.contains("your prompt"), "{page}");
    assert_eq!(studio.get(&at).await["list"], before["list"], "nothing is changed until it is agreed to");

    let page = submit(&studio, &script, "/api/projects/change/drop", &[("id", &id)]).await;
    assert!(!page.contains("This change is not saved yet"));
    assert_eq!(studio.get(&at).await["list"], before["list"]);

    submit(&studio, &script, "/api/projects/change", &form).await;
    let page = submit(&studio, &script, "/api/projects/change/agree", &[("id", &id)]).await;
    assert!(!page.contains("This change is not saved yet"));
    assert_eq!(studio.get(&at).await["list"]["shots"].as_array().unwrap().len(), 1);
    assert!(studio.json("POST", &format!("{at}/undo"), json!({})).await.0 < 300);
    let after = studio.get(&at).await;
    assert_eq!((&after["list"], &after["script"]), (&before["list"], &before["script"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outline_of_a_long_script_says_that_it_goes_on_and_is_paged_without_javascript() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let script: String = (1..=70).map(|at| format!("INT. ROOM {at} - DAY\n\nA clock ticks.\n\n")).collect();
    let (_, made) = studio.json("POST", "/api/v1/projects", json!({ "title": "Rooms", "script": script })).await;
    let path = format!("/projects/{}/script", made["id"].as_str().unwrap());
    let page = |query: &'static str| {
        let page = studio.client.get(format!("{}{path}{query}", studio.address)).header("cookie", &studio.cookie);
        async move { page.header("accept", "text/html").send().await.unwrap().text().await.unwrap() }
    };
    let plain = |html: String| html.replace("<!>", "").replace("<!---->", "");
    let outline =
        |html: &str| html.split("outline-scenes").nth(1).unwrap().split("outline-cast").next().unwrap().to_owned();
    let first = outline(&plain(page("").await));
    assert!(first.contains("Scenes 1–60 of 70.") && first.contains("ROOM 60") && !first.contains("ROOM 61"), "{first}");
    assert!(first.contains("?scenes=61") && !first.contains("Earlier scenes"), "{first}");
    let rest = outline(&plain(page("?scenes=61").await));
    assert!(
        rest.contains("Scenes 61–70 of 70.") && rest.contains("ROOM 61") && rest.contains("Earlier scenes"),
        "{rest}"
    );
}
