//! Pages of a film as long as a feature: a page carries the shots that it shows, and not the film.

use crate::served::Served;
use serde_json::json;
use std::fmt::Write as _;

const MAX_BYTES: usize = 250_000;
const MAX_ELEMENTS: usize = 5_000;
const SHOTS: usize = 1_800;

/// A screenplay of that many shots, six in a scene.
fn screenplay(shots: usize) -> String {
    let mut text = String::from("Title: A long film\n\n");
    for shot in 0..shots {
        if shot % 6 == 0 {
            let _ = write!(text, "INT. ROOM {} - DAY\n\n", shot / 6);
        }
        let who = ["ANNA", "BEN", "CLARA", "DAVID"][shot % 4];
        let _ = write!(text, "{who} lifts cup {shot} from the table & looks out.\n\n{who}\nThis is line {shot}.\n\n");
    }
    text
}

/// Signs somebody up and makes a film of that many shots: its address.
async fn film(studio: &mut Served, shots: usize) -> String {
    studio.register().await;
    let new = json!({ "title": "A long film", "script": screenplay(shots) });
    let (status, made) = studio.json("POST", "/api/v1/projects", new).await;
    assert!(status < 300, "{made}");
    made["id"].as_str().or(made.as_str()).unwrap().to_owned()
}

async fn page(studio: &Served, path: &str) -> String {
    let answer = studio.client.get(format!("{}{path}", studio.address)).header("cookie", &studio.cookie).send().await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

/// Elements of a page: tags that open something, but for those that a script or a text holds.
fn elements(html: &str) -> usize {
    let without = |html: &str, tag: &str| -> String {
        let tag = format!("<{tag}");
        let mut parts = html.split(&tag);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| format!("{text}{tag}>{}", part.split_once("</").map_or("", |(_, rest)| rest)))
    };
    let html = without(&without(html, "script"), "textarea");
    html.as_bytes().windows(2).filter(|two| two[0] == b'<' && two[1].is_ascii_lowercase()).count()
}

/// The shots on a page, in order.
fn shots(html: &str) -> Vec<String> {
    html.split("data-shot=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

async fn all_shots(studio: &mut Served, id: &str) -> Vec<String> {
    let (status, film) = studio.json("GET", &format!("/api/v1/projects/{id}"), json!(null)).await;
    assert_eq!(status, 200);
    let clips = film["clips"].as_array().unwrap();
    clips.iter().map(|clip| clip["shot"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_feature_is_small() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let id = film(&mut studio, SHOTS).await;
    let all = all_shots(&mut studio, &id).await;
    assert!(all.len() >= SHOTS, "{}", all.len());
    let middle = &all[all.len() / 2];
    let mut said = String::new();
    let mut large = false;
    for path in [
        "",
        "?from=900",
        "/script",
        "/board",
        "/storyboard",
        "/storyboard?scene=200",
        "/storyboard?all=places",
        "/board?from=900",
        "/board?scene=150",
        "/board?find=cup+1",
        &format!("/board?shot={middle}"),
        "/edit",
        &format!("/edit?shot={middle}"),
        "/export",
        "/receipts",
    ] {
        let html = page(&studio, &format!("/projects/{id}{path}")).await;
        let (bytes, count) = (html.len(), elements(&html));
        large |= bytes > MAX_BYTES || count > MAX_ELEMENTS;
        let _ = writeln!(said, "{path:<60} {bytes:>8} bytes {count:>6} elements");
    }
    assert!(!large, "\n{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_javascript_every_shot_of_a_long_film_is_on_one_of_its_pages() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let id = film(&mut studio, 100).await;
    let all = all_shots(&mut studio, &id).await;
    for path in ["/board", ""] {
        let mut next = Some(format!("/projects/{id}{path}"));
        let mut seen: Vec<String> = Vec::new();
        while let Some(place) = next {
            let html = page(&studio, &place).await;
            seen.extend(shots(&html).into_iter().filter(|shot| !seen.contains(shot)).collect::<Vec<_>>());
            let link = html.split("Later shots").next().filter(|before| before.len() < html.len());
            next = link.and_then(|before| before.rsplit("href=\"").next()?.split('"').next().map(str::to_owned));
        }
        assert_eq!(seen, all, "{path}");
    }
    let board = page(&studio, &format!("/projects/{id}/board?scene=9")).await;
    assert_eq!(shots(&board).first(), Some(&all[48]), "the scene's first shot");
    let board = page(&studio, &format!("/projects/{id}/board?shot={}", all[70])).await;
    assert!(shots(&board).contains(&all[70]) && board.contains(&format!("id=\"shot-{}\"", all[70])));
    let found = page(&studio, &format!("/projects/{id}/board?find=LINE+87")).await;
    assert!(found.contains(&format!("?shot={0}#shot-{0}", all[87])), "the search leads to the shot");
    let room = page(&studio, &format!("/projects/{id}/edit?shot={}", all[70])).await;
    assert!(room.contains(&format!("/edit?shot={}", all[70])), "the strip holds the shot");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_page_asks_for_after_an_edit_does_not_grow_with_the_film() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let mut sizes = Vec::new();
    for length in [100, 1_000] {
        let id = if sizes.is_empty() {
            film(&mut studio, length).await
        } else {
            let new = json!({ "title": "Longer", "script": screenplay(length) });
            studio.json("POST", "/api/v1/projects", new).await.1["id"].as_str().unwrap().to_owned()
        };
        let form = format!("id={id}&pick[most]=24&pick[from]=30");
        let request = studio.client.post(format!("{}/api/projects/open", studio.address));
        let request = request.header("cookie", &studio.cookie).header("accept", "application/json");
        let answer =
            request.header("content-type", "application/x-www-form-urlencoded").body(form).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let text = answer.text().await.unwrap();
        let view: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(view["clips"].as_array().unwrap().len(), 24);
        assert_eq!(view["window"]["first"], 30);
        sizes.push(text.len());
    }
    let (short, long) = (sizes[0] as f64, sizes[1] as f64);
    assert!(long < short * 1.1, "{sizes:?}");
}
