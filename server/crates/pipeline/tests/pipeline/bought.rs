//! Filming with an outside service: a server that speaks as Kling does and writes down what it charges.

use super::{House, SCRIPT, studio_of};
use model::{
    ArtifactKind, Aspect, ClipState, Command, Fit, ModelChoice, ProjectId, ProjectSettings, RunState, UserId,
    view::NewProject, view::ProviderHealth,
};
use provider_simulators::{
    Charge, Reply, Server, charges,
    kling::{Kling, Options},
    sample,
};
use providers::{Account, Credentials, Secret};
use serde_json::{Value, json};
use std::{collections::HashMap, time::Duration};
use testkit::TestDatabase;

pub fn account(kling: &Kling) -> Credentials {
    account_at(&kling.base_url)
}

fn account_at(base_url: &str) -> Credentials {
    let mut credentials = Credentials::default();
    let account = Account { key: Secret::new("a-key"), base_url: Some(base_url.to_owned()), ..Account::default() };
    credentials.set("kling", account);
    credentials
}

pub async fn house(kling: &Kling) -> House {
    house_with(account(kling)).await
}

pub async fn house_with(credentials: Credentials) -> House {
    let database = TestDatabase::new().await;
    let studio = studio_of(database.store().clone(), &database, "scratch", credentials).await;
    let who = database.store().local_person().await.unwrap();
    House { database, studio, who }
}

/// A project whose picture Kling films.
pub async fn project(house: &House, change: impl FnOnce(&mut ProjectSettings)) -> ProjectId {
    let mut settings = ProjectSettings { video: ModelChoice::new("kling", "kling-3.0"), ..ProjectSettings::default() };
    change(&mut settings);
    let new = NewProject { title: "The Pier".into(), script: SCRIPT.into(), settings };
    house.studio.create_project(house.who, new).await.unwrap()
}

pub fn charged(kling: &Kling) -> Vec<Charge> {
    charges(&kling.charges).unwrap()
}

/// No name was charged twice, and no shot was charged more often than its failures allow.
async fn nothing_was_paid_twice(house: &House, id: ProjectId, kling: &Kling) {
    let mut names: HashMap<String, usize> = HashMap::new();
    for charge in charged(kling) {
        *names.entry(charge.external_id).or_default() += 1;
    }
    assert!(names.values().all(|count| *count == 1), "charged twice: {names:?}");
    let mut good: HashMap<String, usize> = HashMap::new();
    for attempt in house.studio.receipts(house.who, id, None).await.unwrap() {
        if names.contains_key(&attempt.external_id) && attempt.state == "done" {
            *good.entry(attempt.number.unwrap_or_default()).or_default() += 1;
        }
    }
    assert!(good.values().all(|count| *count == 1), "bought twice: {good:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_shot_is_bought_once_and_the_books_agree_with_the_providers_charges() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let id = project(&house, |_| {}).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    // Its sounds were made last, by the studio itself.
    assert!(view.clips.iter().all(|clip| clip.provider == "kling"), "a clip is by who filmed it");
    let charges = charged(&kling);
    assert_eq!(charges.len(), 3);
    let cents: i64 = charges.iter().map(|charge| charge.cents).sum();
    assert_eq!((view.card.cost_cents, view.progress.spent_cents), (cents, cents));
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    assert!(receipts.iter().all(|attempt| attempt.sentence.is_none()), "nothing is left to say: {receipts:?}");
    for attempt in &receipts {
        assert!(
            attempt.waited_seconds.is_some_and(|seconds| seconds > 0.0) && attempt.seconds == Some(3.0),
            "{attempt:?}"
        );
        assert!(attempt.url.as_ref().is_some_and(|url| url.starts_with(&format!("/media/projects/{id}/takes/"))));
    }
    let money = house.studio.money(house.who).await.unwrap();
    assert_eq!((money.spent_cents, money.reserved_cents), (cents, 0));
    nothing_was_paid_twice(&house, id, &kling).await;
    let views = house.studio.provider_views(Some(house.who)).await.unwrap();
    assert_eq!(views, house.studio.provider_views(None).await.unwrap());
    let bought = views.iter().find(|view| view.provider == "kling").unwrap();
    assert_eq!((bought.calls, bought.done, bought.open, bought.spent_cents), (3, 3, 0, cents));
    assert!(bought.failed.is_empty() && bought.health == ProviderHealth::Fine && bought.wait_p95 >= bought.wait_p50);
    assert!(bought.wait_p50.is_some_and(|wait| wait > 0.0));
    let others = house.studio.provider_views(Some(UserId::new())).await.unwrap();
    assert!(others.iter().all(|view| view.calls == 0) && others.len() == views.len());

    // The same film again costs nothing.
    let shot = view.list.shots[0].id;
    house.studio.command(house.who, id, Command::RetryShot { shot }).await.unwrap();
    house.until_done(id).await;
    assert_eq!(charged(&kling).len(), 3);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_goes_wrong_at_the_provider_nothing_is_paid_twice_and_the_film_is_whole() {
    let options = |seed| Options {
        seed: Some(seed),
        lag: Duration::from_millis(700),
        silence: Duration::from_secs(2),
        ..Options::default()
    };
    for seed in 1..=2 {
        let kling = Kling::start(options(seed)).await.unwrap();
        let house = house(&kling).await;
        let id = project(&house, |_| {}).await;
        house.studio.command(house.who, id, Command::Start).await.unwrap();
        let view = house.until_done(id).await;
        assert!(matches!(view.card.state, RunState::Done | RunState::DoneWithFailures), "{:?}", view.card.state);
        assert!(view.film.is_some());
        assert!(
            view.clips.iter().all(|clip| clip.state == ClipState::Done || clip.message.is_some()),
            "a shot that failed says why"
        );
        nothing_was_paid_twice(&house, id, &kling).await;
        // Only what nobody can tell the outcome of keeps its money aside, until a person settles it.
        let open: Vec<_> = house
            .studio
            .receipts(house.who, id, None)
            .await
            .unwrap()
            .into_iter()
            .filter(|attempt| !matches!(attempt.state.as_str(), "done" | "failed"))
            .collect();
        assert!(open.iter().all(|attempt| attempt.state == "unknown"), "{open:#?}");
        let money = house.studio.money(house.who).await.unwrap();
        assert_eq!(money.reserved_cents, open.iter().map(|attempt| attempt.estimate_cents).sum::<i64>());
        house.studio.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_is_never_passed_and_the_rest_of_the_film_is_drawn() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let one = 3 * 9;
    let id = project(&house, |settings| settings.budget_cents = Some(one)).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    let cents: i64 = charged(&kling).iter().map(|charge| charge.cents).sum();
    assert!(cents <= one, "{cents}");
    assert_eq!(charged(&kling).len(), 1);
    assert!(
        view.clips.iter().any(|clip| clip.message.as_deref().is_some_and(|m| m.contains("budget"))),
        "{:?}",
        view.card.state
    );
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_films_of_one_person_that_are_made_at_once_pay_once_for_what_they_share() {
    let kling = Kling::start(Options { takes: Duration::from_secs(2), ..Options::default() }).await.unwrap();
    let house = house(&kling).await;
    let (first, second) = (project(&house, |_| {}).await, project(&house, |_| {}).await);
    for id in [first, second] {
        house.studio.command(house.who, id, Command::Start).await.unwrap();
    }
    for id in [first, second] {
        let view = house.until_done(id).await;
        assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
        assert!(view.clips.iter().all(|clip| clip.provider == "kling"));
    }
    let charges = charged(&kling);
    assert_eq!(charges.len(), 3, "{charges:?}");
    let cents: i64 = charges.iter().map(|charge| charge.cents).sum();
    assert_eq!(house.studio.money(house.who).await.unwrap().spent_cents, cents);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_film_has_is_taken_from_there_and_bought_anew_only_where_its_file_is_gone() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let first = project(&house, |_| {}).await;
    house.studio.command(house.who, first, Command::Start).await.unwrap();
    house.until_done(first).await;
    let mut conn = house.database.store().conn().await.unwrap();
    let takes = store::artifacts::of_kind(&mut conn, first, ArtifactKind::Take).await.unwrap();
    drop(conn);
    house.database.store().files().delete(&takes[1].file_key).await.unwrap();
    let second = project(&house, |_| {}).await;
    house.studio.command(house.who, second, Command::Start).await.unwrap();
    let view = house.until_done(second).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    assert_eq!(charged(&kling).len(), 4);
    house.studio.shutdown().await;
}

/// The brightness of the left edge of a video's first picture, 0 to 255.
async fn left_edge(house: &House, key: &str) -> u8 {
    let folder = testkit::folder();
    let file = house.database.store().files().fetch(key, folder.path()).await.unwrap();
    let shape = "crop=8:ih/2:0:ih/4,scale=1:1:flags=area,format=gray";
    let output = std::process::Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(&file)
        .args(["-frames:v", "1", "-vf", shape, "-f", "rawvideo", "-"])
        .output()
        .unwrap();
    output.stdout[0]
}

#[tokio::test(flavor = "multi_thread")]
async fn footage_of_another_shape_is_shown_whole_or_fills_the_frame_as_the_film_says() {
    for (fit, dark) in [(Fit::Pad, true), (Fit::Crop, false)] {
        let kling = Kling::start(Options::default()).await.unwrap();
        let house = house(&kling).await;
        // Kling films no wider than 16:9.
        let id = project(&house, |settings| (settings.aspect, settings.fit) = (Aspect::Scope, fit)).await;
        house.studio.command(house.who, id, Command::Start).await.unwrap();
        let view = house.until_done(id).await;
        assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
        let mut conn = house.database.store().conn().await.unwrap();
        let takes = store::artifacts::of_kind(&mut conn, id, ArtifactKind::Take).await.unwrap();
        let edge = left_edge(&house, &takes[0].file_key).await;
        assert_eq!(edge < 24, dark, "{fit:?}: {edge}");
        house.studio.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_that_is_far_too_short_is_paid_and_is_no_take() {
    let film = sample::video(0.5, (320, 180), false).await.unwrap();
    let service = Server::start(move |asked| {
        let ok = |data: Value| Reply::json(200, &json!({ "code": 0, "message": "SUCCEED", "data": data }));
        match asked.path.as_str() {
            "/v.mp4" => Reply::Whole(200, "video/mp4", film.clone()),
            "/tasks" => {
                let ids = asked.query.get("task_ids").map(String::as_str).unwrap_or_default().split(',');
                let video = json!({ "type": "video", "url": format!("{}/v.mp4", asked.base()), "duration": "0.5" });
                ok(ids.map(|id| json!({ "id": id, "status": "succeeded", "outputs": [video] })).collect())
            }
            _ => ok(json!({ "id": asked.json()["options"]["external_task_id"], "status": "submitted" })),
        }
    })
    .await
    .unwrap();
    let house = house_with(account_at(&service.base_url)).await;
    let id = project(&house, |_| {}).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert!(view.film.is_some() && view.clips.iter().all(|clip| clip.provider == "animatic"), "{:?}", view.clips);
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    assert_eq!(receipts.len(), view.clips.len());
    for attempt in receipts {
        assert_eq!((attempt.state.as_str(), attempt.billed_cents), ("failed", Some(attempt.estimate_cents)));
        assert!(attempt.sentence.is_some_and(|sentence| sentence.contains("It lasts 0.5 seconds and should last")));
    }
    house.studio.shutdown().await;
}
