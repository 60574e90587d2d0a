//! Pages as they come from the server.

use crate::served::Served;
use provider_simulators::{Reply, Server};
use serde_json::json;
use std::sync::Arc;

const AT_ONCE: usize = 16;
const ASKED: usize = 600;

#[tokio::test(flavor = "multi_thread")]
async fn a_films_page_is_whole_however_many_ask_for_it_at_once() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let form = "email=a%40example.test&password=a+long+password&name=A";
    let (status, _) = studio.ask("POST", "/auth/register", "application/x-www-form-urlencoded", form.to_owned()).await;
    assert_eq!(status, 303);
    let script = "INT. ROOM - DAY\n\nA man sits.\n\nMAN\nAlone.\n";
    let new = serde_json::json!({ "title": "Alone & <at> last", "script": script });
    let (status, made) = studio.json("POST", "/api/v1/projects", new).await;
    assert!(status < 300, "{made}");
    let id = made["id"].as_str().or(made.as_str()).expect("it has an id").to_owned();
    let page = format!("{}/projects/{id}", studio.address);
    let places = Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..ASKED {
        let request = studio.client.get(&page).header("cookie", &studio.cookie);
        let places = places.clone();
        asked.spawn(async move {
            let _place = places.acquire_owned().await.unwrap();
            let answer = request.send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        });
    }
    while let Some(answer) = asked.join_next().await {
        let (status, html) = answer.unwrap();
        assert_eq!(status, 200);
        let title = html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
        assert_eq!(title, Some("Alone &amp; &lt;at&gt; last · Director Studio"));
        assert!(html.contains("</html>"), "the end");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_film_with_failed_shots_says_too_why_its_music_could_not_be_composed() {
    let service = Server::start(|_| {
        let detail = json!({ "status": "quota_exceeded", "message": "This request exceeds your quota." });
        Reply::json(401, &json!({ "detail": detail }))
    });
    let service = service.await.unwrap();
    let folder = testkit::folder();
    let account =
        [("ELEVENLABS_API_KEY", "a-key-of-elevenlabs".to_owned()), ("ELEVENLABS_BASE_URL", service.base_url.clone())];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &account);
    studio.register().await;
    let script = "INT. ROOM - DAY\n\nA man sits.\n\nMAN\nAlone.\n";
    let settings = json!({
        "speech": { "provider": "elevenlabs", "model": "eleven_multilingual_v2" },
        "composer": { "provider": "elevenlabs", "model": "music_v2_5" },
        "resolution": "480p",
    });
    let (_, made) = studio
        .json("POST", "/api/v1/projects", json!({ "title": "Alone", "script": script, "settings": settings }))
        .await;
    let id = made["id"].as_str().or(made.as_str()).expect("it has an id").to_owned();
    studio.json("POST", &format!("/api/v1/projects/{id}/commands"), json!({ "command": "start" })).await;
    studio.until_done(&id).await;
    let page = studio.client.get(format!("{}/projects/{id}", studio.address)).header("cookie", &studio.cookie);
    let html = page.send().await.unwrap().text().await.unwrap();
    let said = html.split("class=\"doing\"").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap_or_default();
    assert!(said.contains("shots failed") && said.contains("The music could not be composed: "), "{said}");
}
