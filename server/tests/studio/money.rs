//! Credit over HTTP: who may give it, and that it is a limit from then on.

use crate::served::Served;
use serde_json::json;
use testkit::stand_in::{
    charges,
    kling::{Kling, Options},
};

const FORM: &str = "application/x-www-form-urlencoded";
const SCRIPT: &str = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 3s\nFog.\n\nSHOT 2: Wide - 3s\nMore fog.\n";

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_gives_credit_by_the_page_or_the_api_and_nobody_spends_more() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let folder = testkit::folder();
    let key = [("KLING_API_KEY", "a-key".to_owned())];
    let mut studio = Served::start_at(folder.path(), &kling.base_url, "127.0.0.1:0", &key);
    studio.register().await;
    let admin = studio.cookie.clone();
    studio.cookie.clear();
    let form = "email=ben%40example.com&name=Ben&password=a+long+enough+password".to_owned();
    assert_eq!(studio.ask("POST", "/auth/register", FORM, form).await.0, 303);
    let ben = studio.cookie.clone();
    assert_eq!(studio.get("/api/v1/me/money").await["granted_cents"], json!(null), "nobody set a limit");
    let gift = "email=ben%40example.com&dollars=0.30".to_owned();
    let (status, _) = studio.ask("POST", "/api/money/grant", FORM, gift.clone()).await;
    assert_ne!(status, 200);
    assert_eq!(studio.get("/api/v1/me/money").await["granted_cents"], json!(null), "he is no administrator");

    studio.cookie.clone_from(&admin);
    studio.ask("POST", "/api/money/grant", FORM, gift).await;
    let nobody = "email=nobody%40example.com&dollars=1".to_owned();
    studio.ask("POST", "/api/money/grant", FORM, nobody).await;
    studio.cookie.clone_from(&ben);
    let money = studio.get("/api/v1/me/money").await;
    assert_eq!((&money["granted_cents"], &money["available_cents"]), (&json!(30), &json!(30)));

    // A shot of three seconds costs $0.26 at most: the second one is beyond the credit.
    let settings = json!({ "video": { "provider": "kling", "model": "kling-3.0" }, "resolution": "480p" });
    let new = json!({ "title": "Fog", "script": SCRIPT, "settings": settings });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    let id = made["id"].as_str().unwrap().to_owned();
    studio.json("POST", &format!("/api/v1/projects/{id}/commands"), json!({ "command": "start" })).await;
    studio.until_done(&id).await;
    assert_eq!(charges(&kling.charges).unwrap().len(), 1);
    let view = studio.get(&format!("/api/v1/projects/{id}")).await;
    let says = view["clips"][1]["message"].as_str().unwrap_or_default();
    assert!(says.contains("Your credit does not cover this"), "{says}");
    let shot = view["list"]["shots"][0]["id"].as_str().unwrap();
    let money = studio.get("/api/v1/me/money").await;
    assert_eq!((&money["spent_cents"], &money["reserved_cents"]), (&json!(25), &json!(0)));
    // One line for each attempt, and the head.
    for (of, lines) in [(String::new(), 2), (format!("?shot={shot}"), 2), (format!("?shot={}", uuid::Uuid::nil()), 1)] {
        let path = format!("/api/v1/projects/{id}/receipts.csv{of}");
        studio.ask("GET", &path, "", String::new()).await;
        let (_, csv) = studio.told.last().unwrap();
        assert_eq!(String::from_utf8_lossy(csv).lines().count(), lines, "{of}");
    }
}
