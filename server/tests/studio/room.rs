//! A person's quota and a full disk, as they are told over HTTP.

use crate::served::Served;
use serde_json::json;

const FORM: &str = "application/x-www-form-urlencoded";

/// A script of some 20 kB.
fn long() -> String {
    format!("INT. ROOM - DAY\n\nA man sits. {}\n", "He waits. ".repeat(2_000))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_keeps_as_much_as_the_quota_is_told_so_on_every_way_in_and_may_still_make_room() {
    let folder = testkit::folder();
    // 30 kB.
    let settings = [("STUDIO_QUOTA_GB", "0.00003".to_owned())];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &settings);
    studio.register().await;
    let (status, made) = studio.json("POST", "/api/v1/projects", json!({ "title": "A", "script": long() })).await;
    assert_eq!(status, 201, "{made}");
    let film = format!("/api/v1/projects/{}", made["id"].as_str().unwrap());

    let new = json!({ "title": "B", "script": long() });
    let other = json!({ "script": format!("{} And leaves.", long()) });
    for (method, path, body) in [("POST", "/api/v1/projects", new), ("PATCH", film.as_str(), other)] {
        let (status, said) = studio.json(method, path, body).await;
        assert_eq!(status, 507, "{method} {path}: {said}");
        let sentence = said["sentence"].as_str().unwrap();
        assert!(sentence.starts_with("You keep ") && sentence.ends_with("Delete a film, then try again."), "{said}");
    }
    assert_eq!(studio.json("PATCH", &film, json!({ "title": "C" })).await.0, 204, "a title takes no room");
    assert_eq!(studio.ask("DELETE", &film, "", String::new()).await.0, 204);
    let (status, said) = studio.json("POST", "/api/v1/projects", json!({ "title": "B", "script": long() })).await;
    assert_eq!(status, 201, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_by_readyz_and_nothing_is_taken_in() {
    let folder = testkit::folder();
    // More than any disk has.
    let settings = [("STUDIO_MIN_FREE_GB", "1000000000".to_owned())];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &settings);
    studio.register().await;
    let answer = studio.client.get(format!("{}/readyz", studio.address)).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.text().await.unwrap().as_str()), (503, "the disk is full\n"));
    let answer = studio.client.get(format!("{}/livez", studio.address)).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "the process is well");
    let (status, said) = studio.json("POST", "/api/v1/projects", json!({ "title": "A", "script": long() })).await;
    assert_eq!(status, 507);
    assert!(said["sentence"].as_str().unwrap().starts_with("The disk of this studio is full: "), "{said}");
    assert_eq!(studio.get("/api/v1/projects").await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn long_texts_and_lists_are_refused_on_the_way_of_a_change_too() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let new = json!({ "title": "A", "script": "INT. ROOM - DAY\n\nA man sits.\n" });
    let film = format!(
        "/api/v1/projects/{}",
        studio.json("POST", "/api/v1/projects", new.clone()).await.1["id"].as_str().unwrap()
    );
    let long = json!({ "fallbacks": [{ "provider": "x".repeat(6_000), "model": "m" }] });
    let mut with_settings = new;
    with_settings["settings"] = long.clone();
    let changed = json!({ "settings": long });
    for (method, path, body) in [("POST", "/api/v1/projects", with_settings), ("PATCH", film.as_str(), changed)] {
        let (status, said) = studio.json(method, path, body).await;
        assert_eq!(status, 422, "{method} {path}: {said}");
        assert!(said["sentence"].as_str().unwrap().contains("5000 fit"), "{method} {path}: {said}");
    }
    let many = format!(r#"{{"settings":{{"fallbacks":[{}{{}}]}}}}"#, "{},".repeat(10_000));
    let (status, said) = studio.ask("PATCH", &film, "application/json", many).await;
    assert_eq!(status, 422);
    assert!(said["sentence"].as_str().unwrap().contains("“fallbacks” has more than 10000 entries"), "{said}");
    let form = format!("id=1{}", "&form[title]=a".repeat(50_000));
    let (status, said) = studio.ask("POST", "/api/projects/create", FORM, form).await;
    assert_eq!(status, 422);
    assert!(said["sentence"].as_str().unwrap().contains("more than 50000 fields"), "{said}");
}
