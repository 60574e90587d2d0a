//! The price that is shown before a film is made is the price of the film.

use super::{
    SCRIPT,
    bought::{self, house_with, project},
    house,
};
use model::{
    ClipState, Command, Edit, ModelChoice, ProjectSettings, Resolution, RunState, ShotChange,
    view::{NewProject, PriceView},
};
use provider_simulators::{
    Reply, Server,
    kling::{Kling, Options},
    video::Videos,
};
use providers::{Account, Catalogue, Credentials, Kind, Secret};
use std::time::Duration;

fn film(settings: &ProjectSettings) -> NewProject {
    NewProject { title: "The Pier".into(), script: SCRIPT.into(), settings: settings.clone() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_is_priced_as_the_film_that_is_made_of_it_whatever_a_model_rounds_up() {
    let house = house().await;
    let catalogue = Catalogue::built_in().unwrap();
    let mut rounded = 0;
    for (video, model) in catalogue.models(Kind::Video) {
        let settings = ProjectSettings { video: video.clone(), ..ProjectSettings::default() };
        let price = house.studio.price_of(film(&settings)).await.unwrap();
        let id = house.studio.create_project(house.who, film(&settings)).await.unwrap();
        let view = house.view(id).await;
        let told = (view.progress.estimate_low_cents, view.progress.estimate_cents, view.progress.to_make);
        assert_eq!((price.low_cents, price.high_cents, price.shots), told, "{}", video.key());
        // Three shots of a second each.
        rounded += i32::from(!model.price.free && catalogue.fit_seconds(&video, 1.0) > 1.0);
    }
    assert!(rounded > 10, "{rounded} models have a least length");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_price_before_filming_is_what_is_billed_and_a_small_budget_says_what_it_covers() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    // At this resolution a shot's least length of 3 s costs $0.252.
    let id = project(&house, |settings| settings.budget_cents = Some(60)).await;
    let settings = house.view(id).await.settings;
    let price = house.studio.price_of(film(&settings)).await.unwrap();
    let expected =
        PriceView { low_cents: 78, high_cents: 78, unpriced: false, shots: 3, covered: Some(2), covered_cents: 52 };
    assert_eq!(price, expected);
    let view = house.view(id).await;
    assert_eq!((view.progress.covered, view.progress.covered_cents), (Some(2), 52));
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::DoneWithFailures);
    let states: Vec<ClipState> = view.clips.iter().map(|clip| clip.state).collect();
    assert_eq!(states, [ClipState::Done, ClipState::Done, ClipState::Failed], "as many as were told");
    assert_eq!(view.progress.covered, Some(0), "what is left pays for none");
    house.studio.set_budget(house.who, id, Some(100)).await.unwrap();
    assert_eq!(house.view(id).await.progress.covered, None);
    house.studio.command(house.who, id, Command::RetryFailed).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done);
    assert!((75..=78).contains(&view.card.cost_cents), "{}", view.card.cost_cents);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_of_the_chain_has_filmed_costs_nothing_to_mix_again() {
    let kling = Kling::start(Options { slots: 0, ..Options::default() }).await.unwrap();
    let videos = Videos::start("a-key").await.unwrap();
    let mut credentials = Credentials::default();
    for (name, base_url) in
        [("kling", kling.base_url.clone()), ("runway", format!("{}/runway", videos.server.base_url))]
    {
        let account = Account { key: Secret::new("a-key"), base_url: Some(base_url), ..Account::default() };
        credentials.set(name, account);
    }
    let house = house_with(credentials).await;
    let id = project(&house, |settings| {
        settings.fallbacks = vec![ModelChoice::new("runway", "gen4.5")];
        settings.resolution = Resolution::P480;
    })
    .await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert!(view.clips.iter().all(|clip| clip.provider == "runway"), "{:?}", view.clips);
    let change = ShotChange { trim_end: Some(0.5), ..ShotChange::default() };
    house
        .studio
        .edit(house.who, id, Edit::ChangeShot { shot: view.list.shots[0].id, change: Box::new(change) })
        .await
        .unwrap();
    let view = house.until_done(id).await;
    assert_eq!((view.card.state, view.progress.estimate_cents), (RunState::Done, 0), "it is mixed unasked");
    assert!(view.clips.iter().all(|clip| clip.state == ClipState::Done && clip.provider == "runway"));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_of_ones_own_is_offered_only_once_it_answers_and_nobody_waits_for_it() {
    let speech = Server::start(|_| Reply::json(200, &serde_json::json!({ "data": [] }))).await.unwrap();
    for (address, answers) in [(format!("{}/v1", speech.base_url), true), ("http://127.0.0.1:9/v1".to_owned(), false)] {
        let mut credentials = Credentials::default();
        credentials.set("kokoro", Account { base_url: Some(address), ..Account::default() });
        let house = house_with(credentials).await;
        let who = house.database.store().person(house.who).await.unwrap().unwrap();
        let seen = async || {
            let makers = house.studio.maker_views(house.who).await.unwrap();
            let maker = makers.into_iter().find(|maker| maker.choice.provider == "kokoro").unwrap();
            let keys = house.studio.key_views(&who).await.unwrap();
            let key = keys.into_iter().find(|key| key.provider == "kokoro").unwrap();
            (maker, key)
        };
        let told = async {
            loop {
                let (maker, key) = seen().await;
                if maker.missing.is_none() == answers {
                    return (maker, key);
                }
                tokio::task::yield_now().await;
            }
        };
        let (maker, key) = tokio::time::timeout(Duration::from_secs(30), told).await.expect("it is heard of");
        assert_eq!(key.ready, answers);
        // What is asked of it is in the log of an administrator, whether it answers or not.
        let asked = async {
            loop {
                let admin = model::view::Person { admin: true, ..who.clone() };
                let log = house.studio.key_tests(&admin).await.unwrap();
                if let Some(probe) = log.into_iter().find(|probe| probe.provider == "kokoro") {
                    return probe;
                }
                tokio::task::yield_now().await;
            }
        };
        let probe = tokio::time::timeout(Duration::from_secs(30), asked).await.expect("the request is written down");
        assert_eq!((probe.who, probe.label.as_str(), probe.call.status.is_some()), (None, "Kokoro", answers));
        let other = model::view::Person { admin: false, ..who.clone() };
        assert!(house.studio.key_tests(&other).await.unwrap().is_empty(), "it is nobody's own");
        assert!(maker.label.ends_with("your own server, free"), "{}", maker.label);
        if !answers {
            assert!(maker.missing.unwrap().contains("Kokoro does not answer"));
            assert_eq!(key.note, "does not answer");
        }
        let makers = house.studio.maker_views(house.who).await.unwrap();
        let google = makers.iter().find(|maker| maker.choice.provider == "google-speech").unwrap();
        assert!(google.label.ends_with("your words go to Google"), "{}", google.label);
        let here: Vec<&str> =
            makers.iter().filter(|m| m.label.contains("made here")).map(|m| m.name.as_str()).collect();
        assert_eq!(here, ["Animatic", "espeak-ng", "Foley", "Sketch", "Natural voices (built in)"]);
        house.studio.shutdown().await;
    }
}
