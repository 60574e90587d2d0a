//! Music that is composed for a film, by a server that speaks as ElevenLabs does.

use super::{House, SCRIPT, chain_sounds::empty_account, studio_of};
use model::{
    ArtifactKind, Command, Edit, LineChange, ModelChoice, ProjectId, ProjectSettings, Resolution, RunState,
    view::{NewProject, ProjectView},
};
use provider_simulators::{Reply, Server, charges, sample, speech::Speech};
use providers::{Account, Credentials, Secret};
use std::{sync::Mutex, time::Duration};
use store::artifacts;
use testkit::TestDatabase;

const KEY: &str = "a-key";

async fn house(base_url: &str) -> House {
    let mut credentials = Credentials::default();
    let account = Account { key: Secret::new(KEY), base_url: Some(base_url.to_owned()), ..Account::default() };
    credentials.set("elevenlabs", account);
    let database = TestDatabase::new().await;
    let studio = studio_of(database.store().clone(), &database, "scratch", credentials).await;
    let who = database.store().local_person().await.unwrap();
    House { database, studio, who }
}

fn composed() -> ProjectSettings {
    let composer = Some(ModelChoice::new("elevenlabs", "music_v2_5"));
    ProjectSettings { resolution: Resolution::P480, composer, ..ProjectSettings::default() }
}

async fn project(house: &House, settings: ProjectSettings) -> ProjectId {
    let new = NewProject { title: "The Pier".into(), script: SCRIPT.into(), settings };
    house.studio.create_project(house.who, new).await.unwrap()
}

async fn film(house: &House, id: ProjectId) -> ProjectView {
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await
}

async fn set(house: &House, id: ProjectId, settings: ProjectSettings) {
    let change = model::view::ProjectChange { settings: Some(settings), ..model::view::ProjectChange::default() };
    house.studio.update_project(house.who, id, change).await.unwrap();
}

/// What the films of a project are named, the oldest first, each with whether its music was composed.
async fn films(house: &House, id: ProjectId) -> Vec<(String, bool)> {
    let mut conn = house.database.store().conn().await.unwrap();
    let rows = artifacts::of_kind(&mut conn, id, ArtifactKind::Film).await.unwrap();
    rows.into_iter().map(|row| (row.fingerprint, row.detail["composed"] == true)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn music_is_composed_once_for_a_film_and_a_changed_line_buys_none() {
    let service = Speech::start(KEY).await.unwrap();
    let house = house(&service.server.base_url).await;
    let id = project(&house, composed()).await;
    let before = house.view(id).await.progress;
    assert_eq!(before.stages.iter().map(|stage| stage.stage.as_str()).collect::<Vec<_>>(), ["music"]);
    let view = film(&house, id).await;
    assert_eq!((view.card.state, view.progress.doing.as_str()), (RunState::Done, RunState::Done.label()));
    let bought = charges(&service.charges).unwrap();
    assert_eq!(bought.len(), 1, "{bought:?}");
    assert!((bought[0].seconds - 5.0 * (bought[0].seconds / 5.0).round()).abs() < 1e-9, "whole steps: {bought:?}");
    assert!(films(&house, id).await.iter().all(|(_, composed)| *composed));
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    assert_eq!((receipts.len(), receipts[0].shot, receipts[0].state.as_str()), (1, None, "done"));
    let spent = receipts[0].billed_cents.unwrap();
    assert!((1..=before.estimate_cents).contains(&spent), "{spent} of {}", before.estimate_cents);
    assert_eq!((view.card.cost_cents, view.progress.spent_cents, view.progress.estimate_cents), (spent, spent, 0));
    let cards = house.studio.projects(house.who).await.unwrap();
    assert_eq!(cards[0].cost_cents, spent);

    let shot = view.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap();
    let change = LineChange { text: Some("You did.".into()), ..LineChange::default() };
    let edit = Edit::ChangeLine { shot: shot.id, line: shot.lines[0].id, change };
    house.studio.edit(house.who, id, edit).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done);
    let films = films(&house, id).await;
    assert!(films.len() == 2 && films.iter().all(|(_, composed)| *composed), "{films:?}");
    assert_eq!(charges(&service.charges).unwrap().len(), 1);

    let copy = project(&house, composed()).await;
    assert_eq!(film(&house, copy).await.card.state, RunState::Done);
    assert_eq!(charges(&service.charges).unwrap().len(), 1, "another film of the same moods takes what is kept");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finished_film_gets_a_composer_only_when_somebody_says_so_and_its_own_music_back_for_nothing() {
    let service = Speech::start(KEY).await.unwrap();
    let house = house(&service.server.base_url).await;
    let own = ProjectSettings { composer: None, ..composed() };
    let id = project(&house, own.clone()).await;
    film(&house, id).await;
    set(&house, id, composed()).await;
    let view = house.until_done(id).await;
    assert_eq!((view.card.state, view.progress.to_make), (RunState::Done, 0));
    assert!(view.progress.estimate_cents > 0, "the price is named");
    assert!(charges(&service.charges).unwrap().is_empty(), "nothing is bought unasked");
    film(&house, id).await;
    assert_eq!(charges(&service.charges).unwrap().len(), 1);
    set(&house, id, own).await;
    house.until_done(id).await;
    let films = films(&house, id).await;
    assert_eq!(
        films.iter().map(|(_, composed)| *composed).collect::<Vec<_>>(),
        [false, true],
        "the first is found again"
    );
    let mut conn = house.database.store().conn().await.unwrap();
    let now = store::projects::get(&mut conn, id).await.unwrap().film_id;
    let first = artifacts::find(&mut conn, id, &films[0].0).await.unwrap().map(|row| row.id);
    assert_eq!(now, first);
    drop(conn);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_whose_music_is_refused_has_the_studios_own_and_says_why_and_a_new_start_asks_again() {
    let service = empty_account().await;
    let house = house(&service.base_url).await;
    let id = project(&house, composed()).await;
    let view = film(&house, id).await;
    assert_eq!(view.card.state, RunState::Done);
    let said = view.progress.doing;
    assert!(said.starts_with("The music could not be composed: ") && said.contains("no credits"), "{said}");
    assert!(said.ends_with("The studio's own is in the film."), "{said}");
    assert!(view.progress.estimate_cents > 0, "it can be asked for again");
    assert_eq!(view.card.cost_cents, 0);
    assert_eq!(films(&house, id).await.iter().map(|(_, composed)| *composed).collect::<Vec<_>>(), [false]);
    assert_eq!(service.heard().len(), 1, "asked once in a run");
    film(&house, id).await;
    assert_eq!(service.heard().len(), 2);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_with_failed_shots_says_too_why_its_music_could_not_be_composed() {
    let service = empty_account().await;
    let house = house(&service.base_url).await;
    let speech = ModelChoice::new("elevenlabs", "eleven_multilingual_v2");
    let id = project(&house, ProjectSettings { speech, ..composed() }).await;
    let view = film(&house, id).await;
    assert_eq!((view.card.state, view.card.clips_failed), (RunState::DoneWithFailures, 1));
    let said = view.progress.doing;
    assert!(said.starts_with("1 of 3 shots failed. "), "{said}");
    assert!(said.contains("The music could not be composed: The account at ElevenLabs has no credits left"), "{said}");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_of_music_without_a_clear_answer_is_left_to_a_person_and_the_film_goes_on() {
    let service = Server::start(|_| Reply::Silence(Duration::from_millis(50))).await.unwrap();
    let house = house(&service.base_url).await;
    let id = project(&house, composed()).await;
    let view = film(&house, id).await;
    assert_eq!(view.card.state, RunState::Done);
    assert!(view.progress.doing.contains("Nobody can tell"), "{}", view.progress.doing);
    assert_eq!(service.heard().len(), 1, "nothing is sent again");
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    assert_eq!((receipts.len(), receipts[0].state.as_str()), (1, "unknown"));
    let named = house.studio.settle_unknown(house.who, id, receipts[0].id, Some("a-task")).await.unwrap_err();
    assert!(named.to_string().contains("never made"), "{named}");
    house.studio.settle_unknown(house.who, id, receipts[0].id, None).await.unwrap();
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    assert_eq!(receipts[0].state, "failed");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn music_that_is_being_composed_is_kept_when_a_line_is_changed_meanwhile() {
    let sound = sample::tone(5.0, "mp3").await.unwrap();
    let (asked, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let (answer, answers) = std::sync::mpsc::channel::<()>();
    let answers = Mutex::new(answers);
    let service = Server::start(move |_| {
        asked.send(()).unwrap();
        let _ = answers.lock().unwrap().recv();
        Reply::Whole(200, "audio/mpeg", sound.clone())
    });
    let service = service.await.unwrap();
    let house = house(&service.base_url).await;
    let id = project(&house, composed()).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    tokio::time::timeout(Duration::from_secs(60), heard.recv()).await.expect("the music is asked for");
    let view = house.view(id).await;
    assert_eq!(view.progress.doing, "Composing the music");
    let shot = view.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap();
    let change = LineChange { text: Some("You did.".into()), ..LineChange::default() };
    let edit = Edit::ChangeLine { shot: shot.id, line: shot.lines[0].id, change };
    house.studio.edit(house.who, id, edit).await.unwrap();
    answer.send(()).unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done);
    assert_eq!(service.heard().len(), 1, "the music is not bought twice");
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    assert_eq!((receipts.len(), receipts[0].state.as_str()), (1, "done"));
    assert!(films(&house, id).await.iter().all(|(_, composed)| *composed));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_turns_out_longer_than_was_foreseen_buys_no_music_unasked() {
    let service = Speech::start(KEY).await.unwrap();
    let house = house(&service.server.base_url).await;
    let id = project(&house, composed()).await;
    let view = film(&house, id).await;
    let shot = view.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap();
    // Few letters, many words.
    let change = LineChange { text: Some("999 999 999 999".into()), ..LineChange::default() };
    let edit = Edit::ChangeLine { shot: shot.id, line: shot.lines[0].id, change };
    house.studio.edit(house.who, id, edit).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!((view.card.state, view.progress.doing.as_str()), (RunState::Done, RunState::Done.label()));
    assert_eq!(charges(&service.charges).unwrap().len(), 1, "nothing is bought unasked");
    assert!(view.progress.to_make == 0 && view.progress.estimate_cents > 0, "{:?}", view.progress);
    assert_eq!(films(&house, id).await.iter().map(|(_, composed)| *composed).collect::<Vec<_>>(), [true, false]);
    film(&house, id).await;
    assert_eq!(charges(&service.charges).unwrap().len(), 2);
    assert_eq!(films(&house, id).await.len(), 3);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_that_does_not_hold_the_music_is_not_passed() {
    let service = Speech::start(KEY).await.unwrap();
    let house = house(&service.server.base_url).await;
    let id = project(&house, ProjectSettings { budget_cents: Some(1), ..composed() }).await;
    let view = film(&house, id).await;
    assert_eq!(view.card.state, RunState::Done);
    assert!(view.progress.doing.contains("budget is reached"), "{}", view.progress.doing);
    assert!(service.server.heard().is_empty() && charges(&service.charges).unwrap().is_empty());
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_composer_without_a_key_is_told_before_anything_is_filmed() {
    let house = super::house().await;
    let id = project(&house, composed()).await;
    let refused = house.studio.command(house.who, id, Command::Start).await.unwrap_err();
    assert!(refused.to_string().contains("ElevenLabs has no API key"), "{refused}");
    set(&house, id, ProjectSettings { music: false, ..composed() }).await;
    assert_eq!(film(&house, id).await.card.state, RunState::Done, "it counts only where there is to be music");
    house.studio.shutdown().await;
}
