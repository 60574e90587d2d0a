//! An order whose outcome nobody can tell, and the person who settles it.

use super::{House, bought::house_with};
use model::{
    ClipState, Command, ModelChoice, ProjectId, ProjectSettings, RunState,
    view::{AttemptView, NewProject, ProjectView},
};
use pipeline::Error;
use provider_simulators::{Reply, Server, sample};
use providers::{Account, Credentials, Secret};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

const SHOT: &str = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 3s\nFog over the water.\n";

/// A film of one shot. Its first order is taken, and the answer to it lost; Runway cannot be asked for tasks by our own names.
struct Doubtful {
    house: House,
    server: Server,
    ordered: Arc<AtomicUsize>,
    id: ProjectId,
    view: ProjectView,
    attempt: AttemptView,
}

async fn doubtful() -> Doubtful {
    let video = sample::video(5.0, (320, 180), false).await.unwrap();
    let ordered = Arc::new(AtomicUsize::new(0));
    let count = ordered.clone();
    let server = Server::start(move |asked| match (asked.method.as_str(), asked.path.rsplit('/').next()) {
        ("POST", _) => match count.fetch_add(1, Ordering::SeqCst) {
            0 => Reply::Reset,
            nth => Reply::json(200, &json!({ "id": format!("task-{nth}") })),
        },
        ("GET", Some(file)) if file.ends_with(".mp4") => Reply::Whole(200, "video/mp4", video.clone()),
        ("GET", Some(task)) if task.starts_with("task-") => {
            let link = format!("{}/files/{task}.mp4", asked.base());
            Reply::json(200, &json!({ "id": task, "status": "SUCCEEDED", "output": [link], "cost": { "credits": 60 } }))
        }
        _ => Reply::json(404, &json!({ "error": "Not found" })),
    });
    let server = server.await.unwrap();
    let mut credentials = Credentials::default();
    let account = Account { key: Secret::new("a-key"), base_url: Some(server.base_url.clone()), ..Account::default() };
    credentials.set("runway", account);
    let house = house_with(credentials).await;
    let settings = ProjectSettings { video: ModelChoice::new("runway", "gen4.5"), ..ProjectSettings::default() };
    let new = NewProject { title: "The Pier".into(), script: SHOT.into(), settings };
    let id = house.studio.create_project(house.who, new).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!((view.clips[0].state, view.clips[0].provider.as_str()), (ClipState::Failed, "animatic"));
    assert!(view.clips[0].message.as_deref().unwrap().contains("Nobody can tell"), "{:?}", view.clips[0].message);
    let attempt = house.studio.receipts(house.who, id, None).await.unwrap().remove(0);
    assert_eq!((attempt.state.as_str(), ordered.load(Ordering::SeqCst)), ("unknown", 1));
    assert_eq!(house.studio.money(house.who).await.unwrap().reserved_cents, attempt.estimate_cents);
    Doubtful { house, server, ordered, id, view, attempt }
}

impl Doubtful {
    async fn settle(&self, task: Option<&str>) -> Result<ProjectView, Error> {
        self.house.studio.settle_unknown(self.house.who, self.id, self.attempt.id, task).await?;
        Ok(self.house.until_done(self.id).await)
    }

    async fn receipts(&self) -> Vec<(String, Option<i64>)> {
        let receipts = self.house.studio.receipts(self.house.who, self.id, None).await.unwrap();
        receipts.into_iter().map(|attempt| (attempt.state, attempt.billed_cents)).collect()
    }

    async fn money(&self) -> (i64, i64) {
        let money = self.house.studio.money(self.house.who).await.unwrap();
        (money.spent_cents, money.reserved_cents)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_sends_nothing_again_and_a_task_that_a_person_names_is_fetched_and_paid_once() {
    let film = doubtful().await;
    film.house.studio.command(film.house.who, film.id, Command::RetryFailed).await.unwrap();
    assert_eq!(film.house.until_done(film.id).await.clips[0].state, ClipState::Failed);
    assert_eq!(film.ordered.load(Ordering::SeqCst), 1, "nothing is sent again while nobody can tell");

    let view = film.settle(Some(" task-0 ")).await.unwrap();
    assert_eq!((view.card.state, view.clips[0].provider.as_str()), (RunState::Done, "runway"));
    assert_eq!(film.receipts().await, [("done".to_owned(), Some(60))]);
    assert_eq!((film.ordered.load(Ordering::SeqCst), film.money().await), (1, (60, 0)));
    let twice = film.settle(None).await.unwrap_err();
    assert!(matches!(twice, Error::Conflict(_)), "{twice:?}");
    film.house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_says_was_never_made_costs_nothing_and_is_ordered_anew() {
    let film = doubtful().await;
    let view = film.settle(None).await.unwrap();
    assert_eq!((view.card.state, view.clips[0].provider.as_str()), (RunState::Done, "runway"));
    assert_eq!(film.receipts().await, [("failed".to_owned(), Some(0)), ("done".to_owned(), Some(60))]);
    assert_eq!((film.ordered.load(Ordering::SeqCst), film.money().await), (2, (60, 0)));
    film.house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistyped_task_is_not_taken_for_paid_and_can_be_named_again() {
    let film = doubtful().await;
    let view = film.settle(Some("tusk-0")).await.unwrap();
    let message = view.clips[0].message.as_deref().unwrap_or_default();
    assert!(message.contains("has not shown the task tusk-0"), "{message}");
    assert_eq!((view.clips[0].state, view.clips[0].provider.as_str()), (ClipState::Failed, "animatic"));
    assert_eq!(film.receipts().await, [("unknown".to_owned(), None)]);
    assert_eq!(film.money().await, (0, film.attempt.estimate_cents));
    assert!(film.server.heard().iter().any(|asked| asked.path.ends_with("/tusk-0")));
    assert_eq!(view.clips[0].video, film.view.clips[0].video, "the film is as it was");

    let view = film.settle(Some("task-0")).await.unwrap();
    assert_eq!((view.card.state, film.money().await), (RunState::Done, (60, 0)));
    assert_eq!(film.ordered.load(Ordering::SeqCst), 1);
    film.house.studio.shutdown().await;
}
