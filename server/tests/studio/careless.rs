//! Somebody careless, who has the script page of one film open twice: neither page overwrites what the other saved, also without JavaScript.

use crate::{script_change::submit, served::Served};
use serde_json::{Value, json};

const SCRIPT: &str =
    "INT. KITCHEN - DAY\n\nMAYA pours coffee into a blue cup.\n\nEXT. HARBOUR - NIGHT\n\nA ferry leaves the harbour.\n";

/// What the form of the script page was filled with, as it carries it along.
async fn opened(studio: &Served, page: &str) -> String {
    carried(studio, page, "form[opened]").await
}

/// What the form of the script page carries along in a hidden field.
async fn carried(studio: &Served, page: &str, name: &str) -> String {
    let request = studio.client.get(format!("{}{page}", studio.address)).header("cookie", &studio.cookie);
    let html = request.header("accept", "text/html").send().await.unwrap().text().await.unwrap();
    let field =
        html.split("<input").find(|input| input.contains(&format!("name=\"{name}\""))).expect("the form says it");
    let value = field.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    value.replace("&quot;", "\"").replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

struct Film {
    studio: Served,
    _folder: tempfile::TempDir,
    id: String,
    page: String,
}

impl Film {
    async fn new() -> Self {
        let folder = testkit::folder();
        let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
        studio.register().await;
        let (_, made) = studio.json("POST", "/api/v1/projects", json!({ "title": "Ferry", "script": SCRIPT })).await;
        let id = made["id"].as_str().unwrap().to_owned();
        Self { page: format!("/projects/{id}/script"), studio, _folder: folder, id }
    }

    async fn now(&mut self) -> Value {
        self.studio.get(&format!("/api/v1/projects/{}", self.id)).await
    }

    /// Sends the form as one that was opened so; gives the page that the answer leads to.
    async fn save(&self, opened: &str, fields: &[(&str, &str)]) -> String {
        let mut form =
            vec![("id", self.id.as_str()), ("form[opened]", opened), ("form[captions]", "on"), ("form[music]", "on")];
        form.extend(fields);
        submit(&self.studio, &self.page, "/api/projects/change", &form).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_before_another_save_changes_only_what_was_changed_in_it() {
    let mut film = Film::new().await;
    let old = opened(&film.studio, &film.page).await;
    let longer = format!("{SCRIPT}\nINT. CHAPEL - DAY\n\nCandles burn in rows.\n");
    film.save(&old, &[("form[title]", "The Ferry"), ("form[script]", &longer)]).await;
    let page = film
        .save(&old, &[("form[title]", "Ferry"), ("form[script]", SCRIPT), ("form[style_text]", "through rain")])
        .await;
    assert!(!page.contains("This change is not saved yet"), "{page}");
    let now = film.now().await;
    assert_eq!((&now["script"], &now["card"]["title"]), (&json!(longer), &json!("The Ferry")), "the newer ones stay");
    assert_eq!(now["settings"]["style_text"], "through rain");

    // The same line's speaker in two forms: what each says is kept.
    let old = opened(&film.studio, &film.page).await;
    for (line, who) in [("one", "MAYA"), ("two", "BEN")] {
        let said = json!({ line: who }).to_string();
        let fields =
            [("form[script]", longer.as_str()), ("form[style_text]", "through rain"), ("form[speakers]", &said)];
        film.save(&old, &fields).await;
    }
    assert_eq!(film.now().await["settings"]["speakers"], json!({ "one": "MAYA", "two": "BEN" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_script_from_before_another_save_is_asked_about_and_undo_brings_the_other_back() {
    let mut film = Film::new().await;
    let old = opened(&film.studio, &film.page).await;
    let theirs = format!("{SCRIPT}\nINT. CHAPEL - DAY\n\nCandles burn in rows.\n");
    film.save(&old, &[("form[script]", &theirs)]).await;
    let before = film.now().await;
    let mine = format!("{SCRIPT}\nEXT. ROAD - DAWN\n\nTwo bicycles lie in the grass.\n");
    let page = film.save(&old, &[("form[script]", &mine)]).await;
    assert!(page.contains("This change is not saved yet") && page.contains("saved elsewhere"), "{page}");
    assert!(page.contains("Two bicycles"), "what was sent is not typed again");
    assert_eq!((&film.now().await["script"], &film.now().await["list"]), (&before["script"], &before["list"]));

    let agree = [("id", film.id.as_str())];
    submit(&film.studio, &film.page, "/api/projects/change/agree", &agree).await;
    assert_eq!(film.now().await["script"], json!(mine));
    let undo = format!("/api/v1/projects/{}/undo", film.id);
    assert!(film.studio.json("POST", &undo, json!({})).await.0 < 300);
    let after = film.now().await;
    assert_eq!((&after["script"], &after["list"]), (&before["script"], &before["list"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_waits_for_an_answer_outlives_what_other_pages_send() {
    let mut film = Film::new().await;
    for shot in film.now().await["list"]["shots"].as_array().unwrap() {
        let own = json!({ "edit": "change_shot", "shot": shot["id"], "change": { "prompt": "Painted red." } });
        assert!(film.studio.json("POST", &format!("/api/v1/projects/{}/edits", film.id), own).await.0 < 300);
    }
    let old = opened(&film.studio, &film.page).await;
    let mut pages = Vec::new();
    for _ in 0..3 {
        pages.push(carried(&film.studio, &film.page, "form[page]").await);
    }
    let (kitchen, harbour) = SCRIPT.split_at(SCRIPT.find("EXT.").unwrap());
    let asks = "This change is not saved yet";
    let send = |page: usize, script: &str, look: &str| {
        let fields = [
            ("form[page]", pages[page].clone()),
            ("form[script]", script.to_owned()),
            ("form[style_text]", look.to_owned()),
        ];
        let (film, old) = (&film, &old);
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            film.save(old, &fields).await
        }
    };
    assert!(send(0, kitchen, "").await.contains(asks));
    // What another page changes without harm is saved, and the question stays.
    assert!(!send(1, SCRIPT, "through rain").await.contains(asks));
    let own = carried(&film.studio, &film.page, "form[page]").await;
    assert_eq!(own, pages[0], "a page that is filled with it sends it again");
    // So it does behind another question.
    let page = send(2, harbour, "").await;
    assert!(page.contains(asks) && page.contains("waits behind it") && page.contains("A ferry leaves"), "{page}");
    let id = film.id.clone();
    let page = submit(&film.studio, &film.page, "/api/projects/change/drop", &[("id", &id)]).await;
    assert!(page.contains(asks) && page.contains("blue cup") && !page.contains("waits behind it"), "{page}");
    let page = submit(&film.studio, &film.page, "/api/projects/change/agree", &[("id", &id)]).await;
    assert!(!page.contains(asks), "{page}");
    let now = film.now().await;
    assert_eq!((&now["script"], &now["settings"]["style_text"]), (&json!(kitchen), &json!("through rain")));
}
