//! Lips that Kling moves: bought once, again when the words change, and never missed in the film.

use super::{House, bought::house};
use diesel_async::RunQueryDsl as _;
use model::{
    ClipState, Command, Edit, LineChange, ModelChoice, ProjectId, ProjectSettings, Resolution, RunState, ShotId,
    view::{NewProject, ProjectChange, ProjectView},
};
use std::{collections::HashMap, time::Duration};
use testkit::stand_in::{
    charges,
    kling::{Kling, Options},
};

/// One shot in which somebody is seen to speak, and one in which nobody does.
const SCRIPT: &str = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Close up - 3s\nMaya looks up.\nMAYA\nYou came.\n\n\
                      SHOT 2: Wide - 3s\nThe ferry leaves.\n";

async fn project(house: &House, script: &str) -> ProjectId {
    let video = ModelChoice::new("kling", "kling-3.0");
    let settings = ProjectSettings { video, lips: true, resolution: Resolution::P480, ..ProjectSettings::default() };
    let new = NewProject { title: "The Pier".into(), script: script.into(), settings };
    house.studio.create_project(house.who, new).await.unwrap()
}

async fn film(house: &House) -> (ProjectId, ProjectView) {
    let id = project(house, SCRIPT).await;
    // Two takes of three seconds at $0.252, a look for faces, and lips.
    assert_eq!(house.view(id).await.progress.estimate_cents, 2 * 26 + 1 + 7);
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    (id, house.until_done(id).await)
}

/// What was charged, by model.
fn models(kling: &Kling) -> HashMap<String, usize> {
    let mut models = HashMap::new();
    for charge in charges(&kling.charges).unwrap() {
        *models.entry(charge.model).or_default() += 1;
    }
    models
}

/// As [`models`], and no name was charged twice.
fn charged(kling: &Kling) -> HashMap<String, usize> {
    let mut names = HashMap::new();
    for charge in charges(&kling.charges).unwrap() {
        *names.entry(charge.external_id).or_insert(0) += 1;
    }
    assert!(names.values().all(|count| *count == 1), "charged twice: {names:?}");
    models(kling)
}

fn counts(films: usize, faces: usize, lips: usize) -> HashMap<String, usize> {
    let all = [("kling-3.0", films), ("identify-face", faces), ("lip-sync", lips)];
    all.into_iter().filter(|(_, count)| *count > 0).map(|(model, count)| (model.to_owned(), count)).collect()
}

fn speaks(view: &ProjectView) -> ShotId {
    view.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn lips_are_bought_once_and_anew_for_changed_words_or_another_take_of_that_shot_only() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let (id, view) = film(&house).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    assert!(view.clips.iter().all(|clip| clip.state == ClipState::Done && clip.message.is_none()), "{:?}", view.clips);
    assert_eq!(charged(&kling), counts(2, 1, 1));
    assert!(view.clips[0].takes.iter().any(|take| take.chosen), "the take behind the lips is the chosen one");
    let cents = |kling: &Kling| charges(&kling.charges).unwrap().iter().map(|charge| charge.cents).sum::<i64>();
    assert_eq!(view.card.cost_cents, cents(&kling));
    let money = house.studio.money(house.who).await.unwrap();
    assert_eq!((money.spent_cents, money.reserved_cents), (cents(&kling), 0));
    let receipts = house.studio.receipts(house.who, id, Some(speaks(&view))).await.unwrap();
    let bought: Vec<&str> = receipts.iter().map(|receipt| receipt.model.as_str()).collect();
    assert_eq!(bought, ["kling-3.0", "kling-identify-face", "kling-lip-sync"]);
    let wire = serde_json::to_string(&receipts).unwrap();
    assert!(wire.contains("\"sound_file\":\"UklGR") && wire.len() < 20_000, "the sound is cut in what is written down");

    // Switched off and on again: nothing is made twice.
    for lips in [false, true] {
        let settings = ProjectSettings { lips, ..view.settings.clone() };
        let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
        house.studio.update_project(house.who, id, change).await.unwrap();
        house.studio.command(house.who, id, Command::Start).await.unwrap();
        house.until_done(id).await;
    }
    assert_eq!(charged(&kling), counts(2, 1, 1));

    let shot = speaks(&view);
    let line = view.list.shots.iter().find(|own| own.id == shot).unwrap().lines[0].id;
    let say = async |words: &str| {
        let change = LineChange { text: Some(words.into()), ..LineChange::default() };
        house.studio.edit(house.who, id, Edit::ChangeLine { shot, line, change }).await.unwrap();
        house.studio.command(house.who, id, Command::Start).await.unwrap();
        house.until_done(id).await
    };
    say("You came after all.").await;
    assert_eq!(charged(&kling), counts(2, 1, 2), "only the lips, of that shot");

    house.studio.edit(house.who, id, Edit::ReRecord { shot }).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done);
    assert_eq!(charged(&kling), counts(3, 2, 3));

    // Kling forgets what it saw within a day; then it is asked once more.
    let long_ago =
        "UPDATE artifacts SET detail = jsonb_set(detail, '{at}', '\"2026-01-01T00:00:00Z\"') WHERE kind = 'faces'";
    diesel::sql_query(long_ago).execute(&mut *house.database.store().conn().await.unwrap()).await.unwrap();
    assert_eq!(say("You came back.").await.card.state, RunState::Done);
    assert_eq!(models(&kling), counts(3, 3, 4));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_lips_can_be_moved_the_take_is_in_the_film_as_it_was_filmed_and_the_shot_says_why() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let script = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Close up - 3s\nMaya waits, nobody-seen.\nMAYA\nYou came.\n\n\
                  SHOT 2: Close up - 3s\nMaya waits, two-seen.\nMAYA\nBoth of you.\n";
    let id = project(&house, script).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done, "it is no failure: {:?}", view.clips);
    for (clip, says) in view.clips.iter().zip(["sees no face", "several faces"]) {
        let message = clip.message.clone().unwrap_or_default();
        assert!(message.contains(says) && message.contains("as they were filmed"), "{message}");
    }
    assert_eq!(charged(&kling), counts(2, 2, 0));
    // Nobody is looked for again in the same take.
    house.studio.command(house.who, id, Command::RetryShot { shot: speaks(&view) }).await.unwrap();
    house.until_done(id).await;
    assert_eq!(charged(&kling), counts(2, 2, 0));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_goes_wrong_on_the_way_to_moved_lips_nothing_is_paid_twice_and_the_film_is_whole() {
    for seed in [3, 4] {
        let options = Options {
            seed: Some(seed),
            lag: Duration::from_millis(700),
            silence: Duration::from_secs(2),
            ..Options::default()
        };
        let kling = Kling::start(options).await.unwrap();
        let house = house(&kling).await;
        let (id, view) = film(&house).await;
        assert!(view.film.is_some(), "seed {seed}: {:?}", view.card.state);
        for clip in &view.clips {
            assert!(clip.video.is_some() && (clip.state == ClipState::Done || clip.message.is_some()), "{clip:?}");
        }
        charged(&kling);
        let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
        let open: Vec<_> =
            receipts.iter().filter(|receipt| !matches!(receipt.state.as_str(), "done" | "failed")).collect();
        assert!(open.iter().all(|receipt| receipt.state == "unknown"), "{open:#?}");
        let money = house.studio.money(house.who).await.unwrap();
        assert_eq!(money.reserved_cents, open.iter().map(|receipt| receipt.estimate_cents).sum::<i64>());
        house.studio.shutdown().await;
    }
}
