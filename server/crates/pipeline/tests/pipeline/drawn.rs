//! What Kling draws and hears: pictures that shots start from, sounds made from what is seen in a take, and sound filmed with it.

use super::bought;
use model::{ArtifactKind, ClipState, Command, Edit, ModelChoice, RunState, view::ProjectView};
use provider_simulators::{
    charges,
    kling::{Kling, Options},
};
use std::collections::HashMap;
use store::artifacts;

fn of_kling(model: &str) -> ModelChoice {
    ModelChoice::new("kling", model)
}

/// What was charged, by model; no name twice.
fn charged(kling: &Kling) -> HashMap<String, usize> {
    let (mut models, mut names) = (HashMap::new(), HashMap::new());
    for charge in charges(&kling.charges).unwrap() {
        *models.entry(charge.model).or_default() += 1;
        *names.entry(charge.external_id).or_insert(0) += 1;
    }
    assert!(names.values().all(|count| *count == 1), "charged twice: {names:?}");
    models
}

fn counts(all: &[(&str, usize)]) -> HashMap<String, usize> {
    all.iter().map(|(model, count)| ((*model).to_owned(), *count)).collect()
}

fn cents(kling: &Kling) -> i64 {
    charges(&kling.charges).unwrap().iter().map(|charge| charge.cents).sum()
}

fn first(view: &ProjectView) -> model::ShotId {
    view.list.shots[0].id
}

#[tokio::test(flavor = "multi_thread")]
async fn shots_start_from_pictures_that_are_drawn_once_and_another_one_is_another_take() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |settings| settings.pictures = Some(of_kling("kling-image-3.0"))).await;
    let before = house.view(id).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    assert_eq!(charged(&kling), counts(&[("image-kling-v3", 3), ("kling-3.0", 3)]));
    assert_eq!(view.card.cost_cents, cents(&kling));
    assert!(before.progress.estimate_cents >= cents(&kling), "the pictures were in the bill");
    assert!(view.clips.iter().all(|clip| clip.drawn.as_deref().is_some_and(|url| url.contains("/drawn/"))));
    let shot = first(&view);
    let receipts = house.studio.receipts(house.who, id, Some(shot)).await.unwrap();
    let films = receipts.iter().find(|receipt| receipt.model == "kling-3.0").unwrap();
    let order = films.calls.iter().find(|call| call.method == "POST").unwrap();
    assert!(order.url.ends_with("/image-to-video/kling-3.0"), "{}", order.url);
    assert!(order.request.to_string().contains("first_frame"), "{}", order.request);

    house.studio.edit(house.who, id, Edit::DrawAgain { shot }).await.unwrap();
    let view = house.view(id).await;
    assert_eq!((view.clips[0].state, view.progress.to_make), (ClipState::Stale, 1));
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let again = house.until_done(id).await;
    assert_eq!(charged(&kling), counts(&[("image-kling-v3", 4), ("kling-3.0", 4)]));
    assert_ne!(again.clips[0].drawn, view.clips[0].drawn, "the newer picture is shown");
    house.studio.undo(house.who, id).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!((view.card.state, charged(&kling).len()), (RunState::Done, 2));
    assert_eq!(charged(&kling), counts(&[("image-kling-v3", 4), ("kling-3.0", 4)]), "the first take was still there");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shot_whose_picture_is_refused_is_not_filmed_without_it() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |settings| settings.pictures = Some(of_kling("kling-image-3.0"))).await;
    let shot = first(&house.view(id).await);
    let prompt = Some("forbidden-by-rules".to_owned());
    let change = Box::new(model::ShotChange { prompt, ..model::ShotChange::default() });
    house.studio.edit(house.who, id, Edit::ChangeShot { shot, change }).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::DoneWithFailures);
    assert_eq!(view.clips[0].state, ClipState::Failed);
    let says = view.clips[0].message.clone().unwrap_or_default();
    assert!(says.contains("content rules"), "{says}");
    assert_eq!(charged(&kling), counts(&[("image-kling-v3", 2), ("kling-3.0", 2)]), "the others are filmed");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sound_of_each_take_is_made_from_what_is_seen_in_it_and_anew_for_another_take() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |settings| settings.sound = of_kling("kling-video-to-audio")).await;
    let view = house.view(id).await;
    let sounding = view.list.shots.iter().filter(|shot| !shot.cues.is_empty()).count();
    assert!(sounding > 0, "no shot of the script has a sound");
    let shot = view.list.shots.iter().find(|shot| !shot.cues.is_empty()).unwrap().id;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    assert_eq!(charged(&kling), counts(&[("kling-3.0", 3), ("video-to-audio", sounding)]));
    assert_eq!(view.card.cost_cents, cents(&kling));
    let clip = view.clips.iter().find(|clip| clip.shot == shot).unwrap();
    assert!(clip.peaks.iter().any(|peak| *peak > 3), "the sound is in the clip: {:?}", clip.peaks);

    house.studio.edit(house.who, id, Edit::ReRecord { shot }).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    assert_eq!(charged(&kling), counts(&[("kling-3.0", 4), ("video-to-audio", sounding + 1)]));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_take_was_filmed_with_is_heard_in_its_clip() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |settings| settings.video = of_kling("kling-3.0-sound")).await;
    let shots = house.view(id).await.list.shots;
    for shot in &shots {
        for cue in &shot.cues {
            house.studio.edit(house.who, id, Edit::RemoveCue { shot: shot.id, cue: cue.id }).await.unwrap();
        }
    }
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    for clip in &view.clips {
        assert!(clip.peaks.iter().filter(|peak| **peak > 3).count() > clip.peaks.len() / 2, "{:?}", clip.peaks);
    }
    let mut conn = house.database.store().conn().await.unwrap();
    for take in artifacts::of_kind(&mut conn, id, ArtifactKind::Take).await.unwrap() {
        assert_eq!(take.detail["own_sound"], true);
    }
    drop(conn);
    house.studio.shutdown().await;
}
