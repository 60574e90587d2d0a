//! The page of a share link, as guests get it.

use crate::asks::{FORM, World};
use reqwest::{
    Response,
    header::{HeaderMap, HeaderValue},
};
use serde_json::{Value, json};

impl World {
    /// Makes a link to the owner's film, by the JSON API: its id, and its path.
    async fn share(&mut self, new: Value) -> (String, String) {
        self.studio.cookie.clone_from(&self.owner);
        let (status, made) = self.studio.json("POST", &self.fill("/api/v1/projects/{id}/shares"), new).await;
        assert_eq!(status, 201, "{made}");
        let (_, path) = made["link"].as_str().unwrap().split_once("/s/").unwrap();
        (made["id"].as_str().unwrap().to_owned(), format!("/s/{path}"))
    }

    async fn as_guest(&self, path: &str, cookie: &str) -> Response {
        let url = format!("{}{path}", self.studio.address);
        self.studio.client.get(url).header("cookie", cookie).send().await.unwrap()
    }

    async fn post(&self, path: &str, cookie: &str, form: &str) -> Response {
        let url = format!("{}{path}", self.studio.address);
        let request = self.studio.client.post(url).header("cookie", cookie).header("accept", "text/html");
        request.header("content-type", FORM).body(form.to_owned()).send().await.unwrap()
    }
}

/// A status, the headers that no two answers have alike left out, and the body.
async fn to_the_byte(answer: Response) -> (u16, HeaderMap<HeaderValue>, Vec<u8>) {
    let (status, mut headers) = (answer.status().as_u16(), answer.headers().clone());
    for own in ["date", "x-request-id"] {
        headers.remove(own);
    }
    (status, headers, answer.bytes().await.unwrap().to_vec())
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_shows_the_film_to_whoever_has_it_until_it_is_revoked() {
    let folder = testkit::folder();
    let mut world = World::begin(folder.path(), &[]).await;
    let (id, link) = world.share(json!({ "label": "the producer" })).await;

    let page = world.as_guest(&link, "").await;
    assert_eq!(page.status(), 200);
    assert_eq!(header(&page, "x-robots-tag"), "noindex, nofollow");
    assert_eq!(header(&page, "referrer-policy"), "no-referrer");
    assert_eq!(header(&page, "cache-control"), "private, no-store");
    assert_eq!(header(&page, "x-frame-options"), "DENY");
    let html = page.text().await.unwrap();
    assert!(html.len() < 20_000, "{} bytes", html.len());
    for part in
        ["<h1>The Secret Lighthouse</h1>", "og:video\"", "twitter:player", "/captions.vtt", "application/json+oembed"]
    {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("the producer") && !html.contains("?download") && !html.contains("<form"), "{html}");

    let url = format!("{}{link}/film.mp4", world.studio.address);
    let part = world.studio.client.get(&url).header("range", "bytes=100-199").send().await.unwrap();
    assert_eq!(part.status(), 206);
    let tag = header(&part, "etag").to_owned();
    assert!(header(&part, "content-range").starts_with("bytes 100-199/") && tag.len() > 30, "{tag}");
    assert_eq!(part.bytes().await.unwrap().len(), 100);
    let same = world.studio.client.get(&url).header("if-none-match", &tag).send().await.unwrap();
    assert_eq!(same.status(), 304);
    let other = world.studio.client.get(&url).header("range", "bytes=100-").header("if-range", "\"older\"").send();
    assert_eq!(other.await.unwrap().status(), 200, "a part of another film is not sent");
    let words = world.as_guest(&format!("{link}/captions.vtt"), "").await.text().await.unwrap();
    assert!(words.starts_with("WEBVTT") && words.contains("You request_host."), "{words}");
    let chapters = world.as_guest(&format!("{link}/chapters.vtt"), "").await.text().await.unwrap();
    assert!(chapters.contains("LIGHTHOUSE"), "{chapters}");
    let poster = world.as_guest(&format!("{link}/poster.jpg"), "").await;
    assert_eq!(header(&poster, "content-type"), "image/jpeg");
    let framed = world.as_guest(&format!("{link}/embed"), "").await;
    assert!(header(&framed, "content-security-policy").ends_with("frame-ancestors *"));
    assert_eq!(header(&framed, "x-frame-options"), "");
    let told: Value = world.as_guest(&format!("{link}/oembed.json?maxwidth=320"), "").await.json().await.unwrap();
    assert_eq!((told["version"].as_str(), told["width"].as_u64()), (Some("1.0"), Some(320)));

    let unknown = format!("/s/{}", "A".repeat(43));
    let nothing = to_the_byte(world.as_guest(&unknown, "").await).await;
    assert_eq!(nothing.0, 404);
    world.studio.cookie.clone_from(&world.owner);
    let (_, links) = world.studio.json("GET", &world.fill("/api/v1/projects/{id}/shares"), Value::Null).await;
    assert_eq!((links[0]["label"].as_str(), links[0]["opened"].as_i64()), (Some("the producer"), Some(1)));
    let path = world.fill(&format!("/api/v1/projects/{{id}}/shares/{id}"));
    let (status, _) = world.studio.json("DELETE", &path, Value::Null).await;
    assert_eq!(status, 204);
    for path in ["", "/film.mp4", "/captions.vtt", "/chapters.vtt", "/poster.jpg", "/embed", "/oembed.json"] {
        for link in [&link, &unknown] {
            let answer = to_the_byte(world.as_guest(&format!("{link}{path}"), "").await).await;
            assert_eq!(answer, nothing, "{link}{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_need_the_password_and_may_comment_where_they_are_let() {
    let folder = testkit::folder();
    let mut world = World::begin(folder.path(), &[]).await;
    let new = json!({ "password": "the old harbour", "download": true, "comments": true });
    let (_, link) = world.share(new).await;
    let locked = world.as_guest(&link, "").await;
    assert_eq!(locked.status(), 200);
    let html = locked.text().await.unwrap();
    assert!(!html.to_lowercase().contains("lighthouse") && !html.contains("og:") && html.contains("type=\"password\""));
    for media in ["/film.mp4", "/captions.vtt", "/poster.jpg", "/embed", "/oembed.json"] {
        assert_eq!(world.as_guest(&format!("{link}{media}"), "").await.status(), 404, "{media}");
    }
    assert_eq!(world.post(&link, "", "password=another+one").await.status(), 422);
    let opened = world.post(&link, "", "password=the+old+harbour").await;
    assert_eq!((opened.status().as_u16(), header(&opened, "location")), (303, link.as_str()));
    let set = header(&opened, "set-cookie").to_owned();
    assert!(set.contains("HttpOnly") && set.contains(&format!("Path={link};")), "{set}");
    let pass = set.split(';').next().unwrap();
    let html = world.as_guest(&link, pass).await.text().await.unwrap();
    assert!(html.contains("film.mp4?download") && html.contains("name=\"words\"") && !html.contains("og:"), "{html}");
    let saved = world.as_guest(&format!("{link}/film.mp4?download"), pass).await;
    assert!(header(&saved, "content-disposition").starts_with("attachment; filename=\"The Secret Lighthouse.mp4\""));

    let wrote = world.post(&format!("{link}/comments"), pass, "name=Zoe&words=Too+dark+%3Cb%3E&at=0:01").await;
    assert_eq!(wrote.status(), 303);
    let empty = world.post(&format!("{link}/comments"), pass, "name=Zoe&words=+&at=0:01").await;
    assert_eq!(empty.status(), 422);
    world.studio.cookie.clone_from(&world.owner);
    let all = world.studio.get(&world.fill("/api/v1/projects/{id}/comments")).await;
    let one = &all[0];
    assert_eq!((one["words"].as_str(), one["name"].as_str()), (Some("Too dark <b>"), Some("Zoe")));
    assert!(one["number"].is_string() && one["shot"].is_string(), "{one}");
    let path = world.fill(&format!("/api/v1/projects/{{id}}/comments/{}", one["id"].as_str().unwrap()));
    let (status, _) = world.studio.json("PATCH", &path, json!({ "answer": "Graded.", "resolved": true })).await;
    assert_eq!(status, 204);
    let html = world.as_guest(&link, pass).await.text().await.unwrap();
    assert!(html.contains("Too dark &lt;b&gt;") && html.contains("Graded.") && html.contains("resolved"), "{html}");
    let mut last = 0;
    for _ in 0..8 {
        last = world.post(&link, "", "password=guess+after+guess").await.status().as_u16();
    }
    assert_eq!(last, 429, "guesses are slowed down");
}
