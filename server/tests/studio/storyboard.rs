//! A film's storyboard: its page, its pictures, and what a person approves, writes and chooses on it.

use crate::served::Served;
use serde_json::{Value, json};

const SCRIPT: &str = "Title: The Night Post\n\nEXT. HARBOUR - NIGHT\n\nNORA, 40s, in a grey coat, carries a lantern along the quay. Rain.\n\n\
                      INT. HUT - NIGHT\n\nELIAS, 70s, white beard, puts a letter on the table.\n\nELIAS\nWhere did you find it?\n\n\
                      NORA\nBehind a drawer.\n";

async fn begun(studio: &mut Served) -> String {
    studio.register().await;
    let (status, made) =
        studio.json("POST", "/api/v1/projects", json!({ "title": "The Night Post", "script": SCRIPT })).await;
    assert_eq!(status, 201, "{made}");
    made["id"].as_str().unwrap().to_owned()
}

async fn got(studio: &Served, path: &str) -> (u16, String, Vec<u8>) {
    let answer =
        studio.client.get(format!("{}{path}", studio.address)).header("cookie", &studio.cookie).send().await.unwrap();
    let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or("").to_owned();
    (answer.status().as_u16(), kind, answer.bytes().await.unwrap().to_vec())
}

async fn edit(studio: &mut Served, id: &str, edit: Value) {
    let (status, answer) = studio.json("POST", &format!("/api/v1/projects/{id}/edits"), edit).await;
    assert!(status < 300, "{answer}");
}

async fn board(studio: &mut Served, id: &str) -> Value {
    studio.get(&format!("/api/v1/projects/{id}/storyboard")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_has_a_whole_board_before_anything_is_filmed() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let id = begun(&mut studio).await;
    let own = board(&mut studio, &id).await;
    assert_eq!(own["lore"]["options"].as_array().unwrap().len(), 3);
    assert_eq!(own["percent"], 100, "{}", own["steps"]);
    assert_eq!(own["scenes"].as_array().unwrap().len(), 2);
    let pictures = [
        &own["panels"][0],
        &own["scenes"][0],
        &own["cast"]["sheets"][0],
        &own["places"]["sheets"][0],
        &own["lore"]["options"][1],
    ];
    for of in pictures {
        let path = of["picture"].as_str().unwrap();
        let (status, kind, bytes) = got(&studio, path).await;
        assert_eq!((status, kind.as_str()), (200, "image/png"), "{path}");
        assert!(bytes.starts_with(b"\x89PNG"), "{path}");
    }
    let (status, _, page) = got(&studio, &format!("/projects/{id}/storyboard")).await;
    let page = String::from_utf8(page).unwrap();
    assert_eq!(status, 200);
    assert!(page.contains("data-approval=\"open\"") && page.contains("/storyboard/picture?of=panel"), "{page}");
    let (status, _, table) = got(&studio, &format!("/projects/{id}/storyboard.csv")).await;
    assert_eq!(status, 200);
    assert!(String::from_utf8(table).unwrap().contains("ELIAS: Where did you find it?"));
    let (status, kind, _) = got(&studio, &format!("/projects/{id}/storyboard.zip")).await;
    assert_eq!((status, kind.as_str()), (200, "application/zip"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_approves_and_writes_on_the_board_can_be_undone() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let id = begun(&mut studio).await;
    let shot = board(&mut studio, &id).await["panels"][0]["shot"].clone();
    edit(&mut studio, &id, json!({ "edit": "approve", "shots": [shot] })).await;
    assert_eq!(board(&mut studio, &id).await["approved"], 1);
    edit(&mut studio, &id, json!({ "edit": "change_shot", "shot": shot, "change": { "framing": "aerial" } })).await;
    let own = board(&mut studio, &id).await;
    assert_eq!((&own["approved"], &own["panels"][0]["approval"]), (&json!(0), &json!("void")));
    edit(&mut studio, &id, json!({ "edit": "approve", "shots": [], "all": true })).await;
    let own = board(&mut studio, &id).await;
    assert_eq!(own["approved"], own["total"]);
    edit(&mut studio, &id, json!({ "edit": "change_stage", "scene": "2", "description": "Two chairs, far apart." }))
        .await;
    let own = board(&mut studio, &id).await;
    assert_eq!(
        (&own["scenes"][1]["words"], &own["scenes"][1]["state"]),
        (&json!("Two chairs, far apart."), &json!("yours"))
    );
    let script = SCRIPT.replace("Rain.", "Snow falls.");
    let (status, answer) = studio.json("PATCH", &format!("/api/v1/projects/{id}"), json!({ "script": script })).await;
    assert!(status < 300, "{answer}");
    assert_eq!(
        board(&mut studio, &id).await["scenes"][1]["words"],
        "Two chairs, far apart.",
        "a changed script keeps it"
    );
    for _ in 0..2 {
        let (status, answer) = studio.json("POST", &format!("/api/v1/projects/{id}/undo"), json!(null)).await;
        assert!(status < 300, "{answer}");
    }
    assert_eq!(board(&mut studio, &id).await["scenes"][1]["state"], "studio");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_lore_gives_the_film_its_look_and_comes_back_with_an_undo() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let id = begun(&mut studio).await;
    let path = format!("/api/v1/projects/{id}/storyboard/choices");
    let was = board(&mut studio, &id).await;
    let (status, answer) = studio.json("POST", &path, json!({ "step": "lore", "option": 2 })).await;
    assert_eq!(status, 204, "{answer}");
    let is = board(&mut studio, &id).await;
    assert_eq!(is["lore"]["chosen"], 2);
    assert_ne!(is["panels"][0]["picture"], was["panels"][0]["picture"], "the panels are drawn in the look");
    studio.json("POST", &format!("/api/v1/projects/{id}/undo"), json!(null)).await;
    let again = board(&mut studio, &id).await;
    assert_eq!(again["lore"]["chosen"], was["lore"]["chosen"]);
    assert_eq!(again["panels"][0]["picture"], was["panels"][0]["picture"]);
    let (status, _) = studio.json("POST", &path, json!({ "step": "lore", "option": 7 })).await;
    assert_eq!(status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idea_has_options_and_its_script_follows_until_a_writer_changes_it() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let new =
        json!({ "idea": "Mara keeps the last lighthouse. A letter arrives from a ship that sank.", "seconds": 60 });
    let (status, made) = studio.json("POST", "/api/v1/ideas", new).await;
    assert_eq!(status, 201, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();
    let own = board(&mut studio, &id).await;
    assert_eq!((&own["lore"]["chosen"], &own["narrative"]["chosen"]), (&json!(0), &json!(0)));
    let path = format!("/api/v1/projects/{id}/storyboard/choices");
    let (status, answer) = studio.json("POST", &path, json!({ "step": "narrative", "option": 2 })).await;
    assert_eq!(status, 204, "{answer}");
    let film = studio.get(&format!("/api/v1/projects/{id}")).await;
    let script = film["script"].as_str().unwrap();
    assert!(script.contains("against the clock") && script.contains("looks at the clock"), "{script}");
    assert_eq!(board(&mut studio, &id).await["narrative"]["chosen"], 2);
    let mine = format!("{script}\n\nINT. CELLAR - NIGHT\n\nMara finds a door.\n");
    let (status, answer) = studio.json("PATCH", &format!("/api/v1/projects/{id}"), json!({ "script": mine })).await;
    assert!(status < 300, "{answer}");
    studio.json("POST", &path, json!({ "step": "narrative", "option": 1 })).await;
    let film = studio.get(&format!("/api/v1/projects/{id}")).await;
    assert!(film["script"].as_str().unwrap().contains("CELLAR"), "a writer's script stays");
}
