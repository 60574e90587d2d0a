//! What a provider reports by itself wakes, and does nothing else.

use crate::{House, studio_of};
use chrono::Utc;
use model::{Command, ModelChoice, ProjectId, ProjectSettings, view::AttemptView, view::NewProject};
use pipeline::{NotHeard, Report};
use provider_simulators::kling::{Kling, Options, signature};
use providers::{Account, Callback, Credentials, NotBelieved, Secret};
use std::{path::Path, time::Duration};
use store::vault::SealingKeys;
use testkit::TestDatabase;

const SIGNING: &str = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=";
const SHOT: &str = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 3s\nFog over the water.\n";

/// A film whose one shot is with Kling, for longer than anybody waits.
struct Waiting {
    house: House,
    id: ProjectId,
    attempt: AttemptView,
    secret: String,
    _kling: Kling,
}

async fn waiting() -> Waiting {
    let kling = Kling::start(Options { takes: Duration::from_secs(600), ..Options::default() }).await.unwrap();
    let database = TestDatabase::new().await;
    let mut credentials = Credentials::default();
    let account = Account {
        key: Secret::new("a-key"),
        base_url: Some(kling.base_url.clone()),
        webhook_secret: Secret::new(SIGNING),
        ..Account::default()
    };
    credentials.set("kling", account);
    let sealing = SealingKeys::from_setting(Some(&"ab".repeat(32)), Path::new("/nowhere")).unwrap();
    let secret = sealing.callback_secrets("kling").remove(0);
    let studio = studio_of(database.store().clone().sealed_with(sealing), &database, "scratch", credentials).await;
    let who = database.store().local_person().await.unwrap();
    let house = House { database, studio, who };
    let settings = ProjectSettings { video: ModelChoice::new("kling", "kling-3.0"), ..ProjectSettings::default() };
    let new = NewProject { title: "The Pier".into(), script: SHOT.into(), settings };
    let id = house.studio.create_project(who, new).await.unwrap();
    let mut news = house.studio.subscribe(who, id).await.unwrap();
    house.studio.command(who, id, Command::Start).await.unwrap();
    loop {
        let attempts = house.studio.receipts(who, id, None).await.unwrap();
        if let Some(attempt) = attempts.into_iter().find(|attempt| attempt.state == "created") {
            return Waiting { house, id, attempt, secret, _kling: kling };
        }
        let _ = news.recv().await;
    }
}

impl Waiting {
    async fn hear(&self, secret: &str, id: &str, at: u64, signatures: &str, body: &str) -> Result<(), NotHeard> {
        let callback = Callback { id, timestamp: &at.to_string(), signatures, body: body.as_bytes() };
        self.house.studio.hear(Report { provider: "kling", secret, callback }).await
    }

    async fn signed(&self, id: &str, body: &str) -> Result<(), NotHeard> {
        let at = now();
        self.hear(&self.secret, id, at, &signature(SIGNING, id, at, body), body).await
    }

    fn body(&self, status: &str) -> String {
        serde_json::json!({ "id": self.attempt.task, "status": status, "external_id": self.attempt.external_id })
            .to_string()
    }

    /// The reports that were written down, and what is known of the attempt.
    async fn kept(&self) -> (usize, AttemptView) {
        let mut attempts = self.house.studio.receipts(self.house.who, self.id, None).await.unwrap();
        assert_eq!(attempts.len(), 1);
        let attempt = attempts.remove(0);
        (attempt.calls.iter().filter(|call| call.url.starts_with("/callbacks/")).count(), attempt)
    }
}

fn now() -> u64 {
    Utc::now().timestamp().unsigned_abs()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_report_makes_the_studio_ask_at_once_and_is_not_believed_itself() {
    let film = waiting().await;
    let mut news = film.house.studio.subscribe(film.house.who, film.id).await.unwrap();
    let polls = film.kept().await.1.calls.iter().filter(|call| call.method == "GET").count();
    // It lies: Kling itself says that it still films.
    film.signed("msg_1", &film.body("succeeded")).await.unwrap();
    let asked = async {
        loop {
            let (reports, attempt) = film.kept().await;
            if reports == 1 && attempt.calls.iter().filter(|call| call.method == "GET").count() > polls {
                return attempt;
            }
            let _ = news.recv().await;
        }
    };
    let attempt = tokio::time::timeout(Duration::from_secs(30), asked).await.expect("Kling is asked");
    assert_eq!((attempt.state.as_str(), attempt.billed_cents), ("created", None));
    film.house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_is_forged_old_repeated_or_about_nothing_changes_nothing() {
    let film = waiting().await;
    let body = film.body("succeeded");
    film.signed("msg_1", &body).await.unwrap();
    let (at, good) = (now(), |body: &str, at: u64| signature(SIGNING, "msg_2", at, body));
    let refused = [
        film.signed("msg_1", &body).await,
        film.hear("guessed", "msg_2", at, &good(&body, at), &body).await,
        film.hear(&film.secret, "msg_2", at, &good("{}", at), &body).await,
        film.hear(&film.secret, "msg_2", at, &signature("whsec_b3RoZXI=", "msg_2", at, &body), &body).await,
        film.hear(&film.secret, "", at, "", &body).await,
        film.hear(&film.secret, "msg_2", at - 400, &good(&body, at - 400), &body).await,
        film.signed("msg_2", r#"{"id":"1","status":"failed"}"#).await,
        film.signed("msg_2", r#"{"status":"failed"}"#).await,
        film.signed("msg_2", "<html>").await,
    ];
    let statuses: Vec<u16> = refused.iter().map(|heard| heard.as_ref().unwrap_err().status()).collect();
    assert_eq!(statuses, [409, 404, 401, 401, 401, 401, 404, 400, 400]);
    assert!(matches!(refused[5], Err(NotHeard::NotBelieved(NotBelieved::Stale))));
    let (reports, attempt) = film.kept().await;
    assert_eq!((reports, attempt.state.as_str()), (1, "created"));
    film.house.studio.shutdown().await;
}
