//! What the studio says of its work is true, at once, and says what to do.

use crate::house;
use model::{ArtifactKind, ClipState, Command, Happening, PromptList, RunState};
use serde_json::Value;
use std::time::Duration;

async fn prompts(house: &crate::House, id: model::ProjectId) -> Value {
    let file = house.studio.files().fetch(&format!("projects/{id}/prompts.json"), house.database.folder()).await;
    serde_json::from_slice(&std::fs::read(file.unwrap()).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_prompts_says_what_became_of_each_and_loads_back_as_a_list() {
    let house = house().await;
    let id = house.project().await;
    assert!(prompts(&house, id).await["shots"][0]["made"]["file"].is_null(), "nothing is filmed yet");
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    // What is gathered is written when the studio stops, at the latest.
    house.studio.shutdown().await;
    let json = prompts(&house, id).await;
    let made = &json["shots"][1]["made"];
    assert_eq!(made["state"], "done");
    assert_eq!(made["made_by"]["provider"], "animatic");
    assert!(made["file"].as_str().unwrap().starts_with("takes/"), "{made}");
    assert!(made["clip"].as_str().unwrap().starts_with("clips/"), "{made}");
    assert_eq!((&made["by"], &made["lines"][0]["by"]), (&Value::from("studio"), &Value::from("studio")));
    let line = &made["lines"][0];
    assert_eq!((&line["line"], &line["made_by"]["provider"]), (&json["shots"][1]["lines"][0]["id"], &"espeak".into()));
    assert!(line["file"].as_str().is_some_and(|file| file.ends_with(".wav")), "{line}");
    let sound = &made["sounds"][0];
    assert_eq!((&sound["cue"], &sound["made_by"]["provider"]), (&json["shots"][1]["cues"][0]["id"], &"foley".into()));
    assert!(made["error"].is_null() && made["take"].as_str().is_some_and(|name| !name.is_empty()));
    let list: PromptList = serde_json::from_value(json).unwrap();
    assert_eq!(list.shots.len(), 3);
    let studio = crate::studio(&house.database, "again").await;
    studio.load_prompts(house.who, id, &serde_json::to_vec(&list).unwrap()).await.unwrap();
    let sent = studio.prompts_json(house.who, id).await.unwrap();
    studio.load_prompts(house.who, id, &sent).await.unwrap();
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_cannot_be_joined_names_the_part_that_is_missing_and_is_joined_once_it_is_back() {
    let house = house().await;
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    let mut conn = house.database.store().conn().await.unwrap();
    let clips = store::artifacts::of_kind(&mut conn, id, ArtifactKind::Clip).await.unwrap();
    drop(conn);
    let clip = clips.iter().find(|clip| clip.file_key.ends_with(".mp4")).unwrap();
    let kept = house.studio.files().fetch(&clip.file_key, house.database.folder()).await.unwrap();
    let aside = house.database.folder().join("aside.mp4");
    std::fs::rename(&kept, &aside).unwrap();
    // Another title is another film: it is joined anew.
    let change = model::view::ProjectChange { title: Some("The Long Pier".into()), ..Default::default() };
    house.studio.update_project(house.who, id, change).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Failed);
    assert!(view.clips.iter().all(|clip| clip.state == ClipState::Done), "no shot failed");
    let told = &view.progress.doing;
    assert!(told.starts_with("The film could not be joined: The clip of shot "), "{told}");
    assert!(told.contains("is missing from this studio's files"), "{told}");
    std::fs::rename(&aside, &kept).unwrap();
    house.studio.command(house.who, id, Command::RetryFailed).await.unwrap();
    assert_eq!(house.until_done(id).await.card.state, RunState::Done);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_with_a_damaged_clip_names_its_shot_and_is_joined_once_that_is_recorded_anew() {
    let house = house().await;
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    let clip = view.clips[1].video.as_deref().unwrap().strip_prefix("/media/").unwrap().to_owned();
    let kept = house.studio.files().fetch(&clip, house.database.folder()).await.unwrap();
    let whole = std::fs::read(&kept).unwrap();
    std::fs::write(&kept, &whole[..whole.len() / 2]).unwrap();
    let change = model::view::ProjectChange { title: Some("The Long Pier".into()), ..Default::default() };
    house.studio.update_project(house.who, id, change).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Failed);
    let told = "The film could not be joined: The clip of shot 2 is damaged. Record the shot anew in the editing room.";
    assert_eq!(view.progress.doing, told);
    let shot = view.list.shots[1].id;
    house.studio.edit(house.who, id, model::Edit::ReRecord { shot }).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    assert_eq!(house.until_done(id).await.card.state, RunState::Done);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_summary_of_a_film_counts_every_step_free_ones_too_and_what_everybody_says() {
    let house = house().await;
    let id = house.project().await;
    let before = house.studio.film_summary(house.who, id, true).await.unwrap();
    assert!(before.kinds.is_empty() && before.steps.is_empty() && before.seconds == 0.0);
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    let summary = house.studio.film_summary(house.who, id, true).await.unwrap();
    let of = |kind: &str| summary.kinds.iter().find(|sum| sum.kind == kind).unwrap().clone();
    let (footage, film) = (of("footage"), of("film"));
    assert_eq!((footage.steps, footage.tries, footage.cents, footage.failed), (3, 3, 0, 0));
    assert!(footage.worked_seconds > 0.0 && footage.bytes > 0);
    assert_eq!((film.steps, film.bytes), (1, summary.bytes));
    assert_eq!(summary.steps.len(), summary.kinds.iter().map(|kind| kind.steps as usize).sum::<usize>());
    assert!(summary.steps.iter().any(|step| step.kind == "mix" && step.shot.as_deref() == Some("2")));
    let maya = summary.speakers.iter().find(|who| who.name == "MAYA").unwrap();
    assert_eq!((maya.lines, maya.words), (1, 2));
    assert!(maya.seconds > 0.0 && maya.words_a_minute.is_some_and(|pace| pace > 0.0));
    let figures = house.studio.step_figures().await.unwrap();
    let row = figures.iter().find(|row| row.work == "footage" && row.state == "done").unwrap();
    assert_eq!((row.count, row.bytes, row.cents), (3, footage.bytes, 0));
    assert_eq!(figures.iter().find(|row| row.work == "film").map(|row| row.bytes), Some(summary.bytes));
    let spoken = house.studio.speech_figures().await.unwrap();
    let words: u32 = summary.speakers.iter().map(|who| who.words).sum();
    assert_eq!(spoken.iter().map(|row| row.words).sum::<i64>(), i64::from(words));
    assert!(spoken.iter().all(|row| row.seconds > 0.0 && row.lines > 0));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_for_the_film_as_a_whole_is_told_as_it_happens() {
    let house = house().await;
    let id = house.project().await;
    let mut news = house.studio.subscribe(house.who, id).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let told = async {
        loop {
            if let Happening::Progress { doing, done: 3, .. } = &news.recv().await.unwrap().what
                && doing.starts_with("Joining the clips to the film")
            {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(120), told).await.expect("the joining is told");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn how_far_the_film_is_joined_is_told_step_by_step_up_to_the_whole() {
    let house = house().await;
    let id = house.project().await;
    let mut news = house.studio.subscribe(house.who, id).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let mut told: Vec<(f64, String)> = Vec::new();
    let ended = async {
        loop {
            match &news.recv().await.unwrap().what {
                Happening::Progress { joined: Some(joined), doing, .. } => told.push((*joined, doing.clone())),
                Happening::Film { .. } => return,
                _ => {}
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(120), ended).await.expect("the film comes to an end");
    assert!(told.len() > 2 && told.is_sorted_by(|a, b| a.0 <= b.0), "{told:?}");
    assert_eq!(told.last().unwrap().1, "Joining the clips to the film: 100 %");
    let view = house.until_done(id).await;
    assert_eq!(view.progress.joined, None, "of a film that is joined nothing is told");
    house.studio.shutdown().await;
}
