//! Credit over HTTP: who may give it, and that it is a limit from then on.

use crate::served::Served;
use provider_simulators::{
    charges,
    kling::{Kling, Options},
};
use serde_json::json;

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
    assert_eq!(studio.get("/api/v1/me/money").await["granted_cents"], json!(0), "nothing was granted");

    // The house has a key, and he may not spend its money: nothing is ready, and nothing begins.
    let keys = studio.get("/api/v1/keys").await;
    let own = keys.as_array().unwrap().iter().find(|key| key["provider"] == "kling").unwrap();
    assert_eq!((&own["ready"], &own["needs_credit"]), (&json!(false), &json!(true)));
    let settings = json!({ "video": { "provider": "kling", "model": "kling-3.0" }, "resolution": "480p" });
    let new = json!({ "title": "Fog", "script": SCRIPT, "settings": settings });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    let id = made["id"].as_str().unwrap().to_owned();
    let start = format!("/api/v1/projects/{id}/commands");
    let (status, told) = studio.json("POST", &start, json!({ "command": "start" })).await;
    assert_eq!(status, 422);
    assert!(told["sentence"].as_str().unwrap().contains("needs credit: ask an administrator"), "{told}");
    for page in ["/settings".to_owned(), "/new".to_owned(), format!("/projects/{id}")] {
        studio.ask("GET", &page, "", String::new()).await;
        let (_, page_text) = studio.told.last().unwrap();
        assert!(String::from_utf8_lossy(page_text).contains("needs credit: ask an administrator"), "{page}");
    }
    assert_eq!(charges(&kling.charges).unwrap().len(), 0);

    let gift = |password: &str| format!("email=ben%40example.com&dollars=0.30&password={password}");
    let (status, _) = studio.ask("POST", "/api/money/grant", FORM, gift("a+long+enough+password")).await;
    assert_ne!(status, 200);
    assert_eq!(studio.get("/api/v1/me/money").await["granted_cents"], json!(0), "he is no administrator");

    studio.cookie.clone_from(&admin);
    studio.ask("POST", "/api/money/grant", FORM, gift("a+long+enough+password")).await;
    let nobody = "email=nobody%40example.com&dollars=1&password=a+long+enough+password".to_owned();
    studio.ask("POST", "/api/money/grant", FORM, nobody).await;
    studio.cookie.clone_from(&ben);
    let money = studio.get("/api/v1/me/money").await;
    assert_eq!((&money["granted_cents"], &money["available_cents"]), (&json!(30), &json!(30)));

    // A shot of three seconds costs $0.26 at most: the second one is beyond the credit.
    assert_eq!(studio.json("POST", &start, json!({ "command": "start" })).await.0, 202);
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

/// What a page that an administrator was lured to could send: everything but the password.
#[tokio::test(flavor = "multi_thread")]
async fn a_forged_form_of_the_same_origin_gives_no_money_and_changes_no_key_of_the_house() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let me = studio.get("/api/v1/me").await["id"].as_str().unwrap().to_owned();
    let forged = ["", "&password=", "&password=a+wrong+password"];
    for more in forged {
        for (path, form) in [
            ("/api/money/grant", "email=ada%40example.com&dollars=500"),
            ("/api/keys/set", "provider=kling&everybody=on&api_key=a-key-of-a-stranger"),
            ("/api/keys/set", "provider=kling&base_url=https%3A%2F%2Fevil.example"),
            ("/api/keys/forget", "provider=kling&everybody=on"),
        ] {
            let (status, told) = studio.ask("POST", path, FORM, format!("{form}{more}")).await;
            assert!(matches!(status, 422 | 429 | 500), "{path}{more}: {status} {told}");
        }
    }
    let asked = [
        ("POST", format!("/api/v1/users/{me}/credits"), json!({ "cents": 50_000, "reason": "a gift" })),
        ("PUT", "/api/v1/keys/kling".to_owned(), json!({ "for": "installation", "api_key": "a-key-of-a-stranger" })),
        ("PUT", "/api/v1/keys/kling".to_owned(), json!({ "base_url": "https://evil.example" })),
        ("DELETE", "/api/v1/keys/kling?for=installation".to_owned(), json!({})),
    ];
    for (method, path, body) in asked {
        let (status, told) = studio.json(method, &path, body).await;
        assert_eq!(status, 422, "{method} {path}: {told}");
    }
    assert_eq!(studio.get("/api/v1/me/money").await["granted_cents"], json!(null));
    let keys = studio.get("/api/v1/keys").await.to_string();
    assert!(!keys.contains("evil") && !keys.contains("\"installation\""), "{keys}");
    // With the password it is done, before the fifth wrong one makes her wait.
    let right = json!({ "cents": 5, "reason": "a gift", "password": "a long enough password" });
    assert_eq!(studio.json("POST", &format!("/api/v1/users/{me}/credits"), right).await.0, 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_amount_no_person_and_no_age_is_too_much_for_the_studio() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let me = studio.get("/api/v1/me").await["id"].as_str().unwrap().to_owned();
    let gift = |cents: i64| json!({ "cents": cents, "reason": "a gift", "password": "a long enough password" });
    let credits = format!("/api/v1/users/{me}/credits");
    for cents in [0, i64::MAX, i64::MIN, 1_000_000_001, -1_000_000_001, -1] {
        assert_eq!(studio.json("POST", &credits, gift(cents)).await.0, 422, "{cents}");
    }
    let nobody = format!("/api/v1/users/{}/credits", uuid::Uuid::nil());
    assert_eq!(studio.json("POST", &nobody, gift(5)).await.0, 404);
    assert_eq!(studio.json("POST", &credits, gift(1_000_000_000)).await.0, 204);
    assert_eq!(studio.json("POST", &credits, gift(-999_999_970)).await.0, 204);
    let money = studio.get("/api/v1/me/money").await;
    assert_eq!((&money["granted_cents"], &money["available_cents"]), (&json!(30), &json!(30)));
    for age in ["0", "36500001", "99999999", "4294967295"] {
        let (status, _) =
            studio.ask("DELETE", &format!("/api/v1/cache?older_than_days={age}"), "", String::new()).await;
        assert_eq!(status, 200, "{age}");
    }
}
