//! Who films when one cannot: the next of the chain, where that is allowed.

use super::{
    House,
    bought::{charged, house, house_with, project},
};
use model::{Command, Edit, ModelChoice, ProjectId, Resolution, RunState, ShotChange, view::ProjectView};
use provider_simulators::{
    Reply, Server, charges,
    kling::{Kling, Options},
    sample,
    video::Videos,
};
use providers::{Account, Credentials, Secret};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};

fn credentials(kling: &str, runway: &str) -> Credentials {
    let mut credentials = Credentials::default();
    for (name, base_url) in [("kling", kling), ("runway", runway)] {
        let account = Account { key: Secret::new("a-key"), base_url: Some(base_url.to_owned()), ..Account::default() };
        credentials.set(name, account);
    }
    credentials
}

/// A film that Kling is to make, and Runway after it.
async fn film(house: &House, switch_when_refused: bool) -> (ProjectId, ProjectView) {
    let id = project(house, |settings| {
        settings.fallbacks = vec![ModelChoice::new("runway", "gen4.5")];
        settings.switch_when_refused = switch_when_refused;
        (settings.parallel, settings.resolution) = (3, Resolution::P480);
    })
    .await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    (id, house.until_done(id).await)
}

/// What the shots say, and by whom their clips are.
fn told(view: &ProjectView) -> Vec<(&str, &str)> {
    view.clips.iter().map(|clip| (clip.message.as_deref().unwrap_or_default(), clip.provider.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn when_kling_has_no_place_runway_films_and_the_shots_say_so() {
    let kling = Kling::start(Options { slots: 0, ..Options::default() }).await.unwrap();
    let videos = Videos::start("a-key").await.unwrap();
    let runway = format!("{}/runway", videos.server.base_url);
    let house = house_with(credentials(&kling.base_url, &runway)).await;
    let (id, view) = film(&house, false).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    assert_eq!(told(&view), [("Kling: busy, 3 tries · Runway: done", "runway"); 3]);
    assert_eq!((charges(&kling.charges).unwrap().len(), charges(&videos.charges).unwrap().len()), (0, 3));
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    let paid: i64 = receipts.iter().filter_map(|attempt| attempt.billed_cents).sum();
    let money = house.studio.money(house.who).await.unwrap();
    assert_eq!((money.spent_cents, money.reserved_cents, view.card.cost_cents), (paid, 0, paid));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_down_is_not_waited_for_while_another_could_film() {
    let kling = Kling::start(Options::default()).await.unwrap();
    // Nobody listens there.
    let house = house_with(credentials(&kling.base_url, "http://127.0.0.1:9")).await;
    let id = project(&house, |settings| {
        settings.video = ModelChoice::new("runway", "gen4.5");
        settings.fallbacks = vec![ModelChoice::new("kling", "kling-3.0")];
    })
    .await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    // The fifth failure in a row sends it to rest, and then it is not even asked: at most once, when its rest ends meanwhile.
    let [first, second, third] = &told(&view)[..] else { panic!("{:?}", view.clips) };
    assert_eq!(*first, ("Runway: failed, 3 tries · Kling: done", "kling"));
    assert_eq!(*second, ("Runway: busy, 3 tries · Kling: done", "kling"));
    assert!(matches!(third.0, "Runway: busy · Kling: done" | "Runway: busy, 2 tries · Kling: done"), "{third:?}");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_refuses_by_its_rules_the_next_is_asked_for_only_where_a_person_allows_it() {
    for (allowed, made_by) in [(false, "animatic"), (true, "runway")] {
        let refusal = json!({ "code": 1301, "message": "Failure to pass the risk control system" });
        let kling = Server::start(move |_| Reply::json(400, &refusal)).await.unwrap();
        let videos = Videos::start("a-key").await.unwrap();
        let runway = format!("{}/runway", videos.server.base_url);
        let house = house_with(credentials(&kling.base_url, &runway)).await;
        let (_, view) = film(&house, allowed).await;
        assert!(view.clips.iter().all(|clip| clip.provider == made_by), "{:?}", view.clips);
        if allowed {
            assert_eq!(view.card.state, RunState::Done);
            assert_eq!(told(&view), [("Kling: refused by its rules · Runway: done", "runway"); 3]);
        } else {
            assert_eq!(view.card.state, RunState::DoneWithFailures);
            assert!(told(&view).iter().all(|(message, _)| message.contains("rules")), "{:?}", told(&view));
            assert!(videos.server.heard().is_empty(), "nobody else is asked");
        }
        assert_eq!(kling.heard().iter().filter(|asked| asked.method == "POST").count(), 3, "and nobody twice");
        house.studio.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_result_fails_its_own_shot_and_every_shot_is_ordered_once() {
    let video = sample::video(5.0, (320, 180), false).await.unwrap();
    let ordered = AtomicUsize::new(0);
    // The first that is ordered comes as a playlist that names a file of this machine.
    let server = Server::start(move |asked| match (asked.method.as_str(), asked.path.rsplit('/').next()) {
        ("POST", _) => Reply::json(200, &json!({ "id": format!("task-{}", ordered.fetch_add(1, Ordering::SeqCst)) })),
        ("GET", Some("task-0.mp4")) => {
            let playlist = b"#EXTM3U\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";
            Reply::Whole(200, "video/mp4", playlist.to_vec())
        }
        ("GET", Some(file)) if file.ends_with(".mp4") => Reply::Whole(200, "video/mp4", video.clone()),
        ("GET", Some(task)) => {
            let link = format!("{}/files/{task}.mp4", asked.base());
            Reply::json(200, &json!({ "id": task, "status": "SUCCEEDED", "output": [link], "cost": { "credits": 60 } }))
        }
        _ => Reply::html(404),
    });
    let server = server.await.unwrap();
    let house = house_with(credentials("http://127.0.0.1:9", &server.base_url)).await;
    let id = project(&house, |settings| {
        settings.video = ModelChoice::new("runway", "gen4.5");
        settings.resolution = Resolution::P480;
    })
    .await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::DoneWithFailures, "{:?}", view.clips);
    let made_by: Vec<&str> = view.clips.iter().map(|clip| clip.provider.as_str()).collect();
    assert_eq!(made_by, ["animatic", "runway", "runway"]);
    assert!(view.clips[0].message.is_some() && view.film.is_some());
    assert_eq!(server.heard().iter().filter(|asked| asked.method == "POST").count(), 3);
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    let ends: Vec<_> = receipts.iter().map(|attempt| (attempt.state.as_str(), attempt.billed_cents)).collect();
    assert_eq!(ends, [("failed", Some(60)), ("done", Some(60)), ("done", Some(60))]);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shot_whose_own_model_has_no_key_is_told_before_anything_is_paid() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let id = project(&house, |settings| (settings.parallel, settings.resolution) = (3, Resolution::P480)).await;
    let shot = house.view(id).await.list.shots[1].id;
    let filmed_by = async |video| {
        let change = Box::new(ShotChange { video: Some(video), ..ShotChange::default() });
        house.studio.edit(house.who, id, Edit::ChangeShot { shot, change }).await.unwrap();
    };
    filmed_by(ModelChoice::new("runway", "gen4.5")).await;
    let refused = house.studio.command(house.who, id, Command::Start).await.unwrap_err();
    assert!(refused.to_string().starts_with("Shot 2: Runway has no API key"), "{refused}");
    assert_eq!((house.view(id).await.card.state, charged(&kling).len()), (RunState::Draft, 0));
    filmed_by(ModelChoice::animatic()).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!((view.card.state, charged(&kling).len()), (RunState::Done, 2));
    house.studio.shutdown().await;
}
