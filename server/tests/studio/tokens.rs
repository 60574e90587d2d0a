//! API tokens: what they let in, and what they do not.

use crate::{asks::FORM, served::Served};
use serde_json::{Value, json};

/// A person's token with these members.
async fn made(studio: &mut Served, new: Value) -> (u16, Value) {
    studio.json("POST", "/api/v1/tokens", new).await
}

async fn own(studio: &Served, token: &str) -> (u16, Value, String) {
    let url = format!("{}/api/v1/token", studio.address);
    let answer = studio.client.get(url).bearer_auth(token).header("cookie", &studio.cookie).send().await.unwrap();
    let status = answer.status().as_u16();
    let challenge = answer.headers().get("www-authenticate").map_or("", |value| value.to_str().unwrap()).to_owned();
    (status, answer.json().await.unwrap_or_default(), challenge)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_shown_once_is_good_until_it_is_revoked_and_is_kept_nowhere() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let new = json!({ "name": "My program", "scopes": ["film", "read"], "job_cents": 500, "days": 1 });
    let (status, token) = made(&mut studio, new).await;
    assert_eq!(status, 201, "{token}");
    let text = token["token"].as_str().unwrap().to_owned();
    assert!(text.starts_with("ds_live_"), "{text}");
    assert_eq!(token["scopes"], json!(["read", "film"]));

    let (status, told, _) = own(&studio, &text).await;
    assert_eq!((status, &told["job_cents"], &told["test"]), (200, &json!(500), &json!(false)), "{told}");
    let listed = studio.get("/api/v1/tokens").await;
    assert_eq!((listed[0]["name"].as_str(), listed.as_array().unwrap().len()), (Some("My program"), 1));
    assert!(listed[0]["last_used_at"].is_string(), "{listed}");
    assert!(!listed.to_string().contains(&text), "a list shows no token");
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(!log.contains(&text), "a log holds no token");

    let mut typo = text.clone();
    typo.pop();
    for wrong in ["", "abc", &typo, &text.replace("live", "test")] {
        let (status, told, challenge) = own(&studio, wrong).await;
        assert_eq!((status, told["status"].as_u64()), (401, Some(401)), "{wrong}: a cookie is not looked at");
        assert!(challenge.starts_with("Bearer"), "{challenge}");
    }
    let id = token["id"].as_str().unwrap();
    let (status, _) = studio.json("DELETE", &format!("/api/v1/tokens/{id}"), json!(null)).await;
    assert_eq!(status, 204);
    let (status, told, challenge) = own(&studio, &text).await;
    assert_eq!((status, &told["code"]), (401, &json!("invalid_token")));
    assert_eq!(challenge, r#"Bearer error="invalid_token""#);
    assert_eq!(studio.get("/api/v1/tokens").await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_gives_nobody_more_than_its_person_has() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let admin = studio.cookie.clone();
    let form = "email=bo%40example.com&name=Bo&password=a+long+enough+password".to_owned();
    studio.cookie.clear();
    studio.ask("POST", "/auth/register", FORM, form).await;
    for (new, field) in [
        (json!({ "name": "", "scopes": ["read"] }), "name:"),
        (json!({ "name": "A", "scopes": [] }), "scopes:"),
        (json!({ "name": "A", "scopes": ["all"] }), "scopes:"),
        (json!({ "name": "A", "scopes": ["admin"] }), "scopes:"),
        (json!({ "name": "A", "scopes": ["read"], "days": 0 }), "days:"),
        (json!({ "name": "A", "scopes": ["read"], "day_cents": -1 }), "day_cents:"),
    ] {
        let (status, told) = made(&mut studio, new.clone()).await;
        let detail = told["detail"].as_str().unwrap_or_default();
        assert!(status == 422 && detail.starts_with(field), "{new}: {status} {told}");
    }
    let (_, token) = made(&mut studio, json!({ "name": "A", "scopes": ["read"], "test": true })).await;
    let text = token["token"].as_str().unwrap().to_owned();
    assert!(text.starts_with("ds_test_"));
    let bo = studio.get("/api/v1/me").await["id"].as_str().unwrap().to_owned();
    // What belongs to a session is not given to a token.
    for path in ["/api/v1/tokens", "/api/v1/me", "/api/v1/projects"] {
        let url = format!("{}{path}", studio.address);
        assert_eq!(studio.client.get(url).bearer_auth(&text).send().await.unwrap().status().as_u16(), 401, "{path}");
    }
    studio.cookie.clear();
    assert_eq!(own(&studio, &text).await.0, 200);
    studio.cookie = admin;
    let closed = json!({ "disabled": true, "password": "a long enough password" });
    let (status, told) = studio.json("PATCH", &format!("/api/v1/people/{bo}"), closed).await;
    assert_eq!(status, 204, "{told}");
    studio.cookie.clear();
    assert_eq!(own(&studio, &text).await.0, 401, "a disabled account lets no program in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_site_may_ask_with_a_token_and_never_with_a_cookie() {
    let folder = testkit::folder();
    let studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let url = format!("{}/api/v1/token", studio.address);
    let asked = studio.client.request("OPTIONS".parse().unwrap(), &url);
    let asked = asked.header("origin", "https://other.example").header("access-control-request-method", "GET");
    let answer = asked.header("access-control-request-headers", "authorization").send().await.unwrap();
    let header = |name: &str| answer.headers().get(name).map_or("", |value| value.to_str().unwrap());
    assert_eq!((answer.status().as_u16(), header("access-control-allow-origin")), (200, "*"));
    assert!(header("access-control-allow-headers").contains("authorization"));
    assert_eq!(header("access-control-allow-credentials"), "");
}
