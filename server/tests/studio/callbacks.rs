//! A provider reports to a running studio.

use crate::served::Served;
use provider_simulators::kling::{Kling, Options, signature};

const SIGNING: &str = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=";
const SCRIPT: &str = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 3s\nFog over the water.\n";

/// A port that nobody uses, so that the studio's address is known before it starts.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_is_told_where_to_report_and_only_its_signed_reports_are_taken() {
    let folder = testkit::folder();
    let options = Options {
        callback_secret: Some(SIGNING.to_owned()),
        takes: std::time::Duration::from_millis(1_200),
        ..Options::default()
    };
    let kling = Kling::start(options).await.unwrap();
    let addr = format!("127.0.0.1:{}", free_port());
    let environment = [
        ("STUDIO_URL", format!("http://{addr}")),
        ("KLING_WEBHOOK_SECRET", SIGNING.to_owned()),
        ("KLING_API_KEY", "any-key".to_owned()),
        ("STUDIO_SETUP_TOKEN", "of-set-up".to_owned()),
    ];
    let mut studio = Served::start_at(folder.path(), &kling.base_url, &addr, &environment);
    // Who has an address for others asks the first person for the token.
    let form = "email=ada%40example.com&name=Ada&password=a+long+enough+password&token=of-set-up&registration=open";
    let (status, _) = studio.ask("POST", "/auth/register", "application/x-www-form-urlencoded", form.to_owned()).await;
    assert_eq!(status, 303);
    let settings = serde_json::json!({ "video": { "provider": "kling", "model": "kling-2.5-turbo" }, "music": false });
    let new = serde_json::json!({ "title": "The Pier", "script": SCRIPT, "settings": settings });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    let id = made["id"].as_str().unwrap().to_owned();
    let start = serde_json::json!({ "command": "start" });
    studio.json("POST", &format!("/api/v1/projects/{id}/commands"), start).await;
    studio.until_done(&id).await;

    let receipts = studio.get(&format!("/api/v1/projects/{id}/receipts")).await;
    let calls = receipts[0]["calls"].as_array().unwrap();
    let reports: Vec<_> =
        calls.iter().filter(|call| call["url"].as_str().unwrap().starts_with("/callbacks/kling/")).collect();
    assert!(!reports.is_empty(), "{calls:#?}");
    let task = receipts[0]["task"].as_str().unwrap();
    assert!(reports.iter().all(|report| report["request"]["task"] == task), "{reports:#?}");

    // Whoever does not know the address or the secret is sent away.
    let sealing = store::vault::SealingKeys::from_setting(None, &folder.path().join("data")).unwrap();
    let path = format!("/callbacks/kling/{}", sealing.callback_secrets("kling")[0]);
    let body = serde_json::json!({ "id": task, "status": "failed" }).to_string();
    let at = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let client = studio.client.clone();
    let tell = async |path: &str, secret: &str, body: String| {
        let request = client.post(format!("http://{addr}{path}")).header("webhook-id", "msg");
        let request = request.header("webhook-timestamp", at.to_string());
        let request = request.header("webhook-signature", signature(secret, "msg", at, &body));
        request.body(body).send().await.unwrap().status().as_u16()
    };
    assert_eq!(tell(&path, "whsec_b3RoZXI=", body.clone()).await, 401);
    assert_eq!(tell("/callbacks/kling/guessed", SIGNING, body.clone()).await, 404);
    assert_eq!(tell("/callbacks/nobody/guessed", SIGNING, body.clone()).await, 404);
    assert_eq!(tell(&path, SIGNING, body).await, 404, "its task has ended");
    assert_eq!(tell(&path, SIGNING, "<html>".to_owned()).await, 400);
    assert_eq!(tell(&path, SIGNING, "9".repeat(100_000)).await, 413);
    assert_eq!(studio.get(&format!("/api/v1/projects/{id}/receipts")).await, receipts);

    // What was bought is told of every service, to operators and to their machines.
    let providers = studio.get("/api/v1/providers?everybody=true").await;
    let bought = providers.as_array().unwrap().iter().find(|view| view["provider"] == "kling").unwrap();
    assert_eq!((&bought["calls"], &bought["health"]), (&1.into(), &"fine".into()));
    studio.get("/metrics").await;
    let (_, metrics) = studio.told.last().unwrap();
    assert!(String::from_utf8_lossy(metrics).contains("studio_provider_calls_total{provider=\"kling\"} 1\n"));
    assert!(!studio.get("/api/v1/voices?provider=kling").await.as_array().unwrap().is_empty());
    assert_eq!(studio.ask("GET", "/api/v1/voices?provider=nobody", "", String::new()).await.0, 422);
    assert!(studio.get("/api/v1/cache").await["bytes"].as_u64().unwrap() > 0);
    let (status, cleared) = studio.ask("DELETE", "/api/v1/cache?older_than_days=1", "", String::new()).await;
    assert_eq!((status, &cleared["count"]), (200, &0.into()));
}
