//! Pictures that shots are filmed from.

use super::{House, SCRIPT, bought, house};
use model::{
    ClipState, Command, Edit, FrameEnd, FrameFrom, ProjectId, ProjectSettings, Resolution, ShotChange, ShotId,
    StylePreset,
    view::{NewProject, ProjectView},
};
use pipeline::Error;
use provider_simulators::{
    charges,
    kling::{Kling, Options},
};

/// A picture that can be filmed from.
pub fn png() -> Vec<u8> {
    png_of(854)
}

/// As [`png`], so many pixels wide.
pub fn png_of(width: u32) -> Vec<u8> {
    let mut staging = model::Staging {
        place: model::Place::default(),
        framing: model::Framing::Wide,
        camera: model::CameraMove::Static,
        action: "Fog.".into(),
        figures: Vec::new(),
        props: Vec::new(),
        mood: model::Mood::Neutral,
        style: model::StylePreset::Cinematic,
        set: String::new(),
        walls: String::new(),
        things: Vec::new(),
    };
    staging.place.name = "PIER".into();
    draw::panel(&staging, width, 480, 0)
}

async fn first_shots(house: &House, id: ProjectId) -> (ShotId, ShotId, ProjectView) {
    let view = house.view(id).await;
    (view.list.shots[0].id, view.list.shots[1].id, view)
}

fn sentence<T: std::fmt::Debug>(refused: Result<T, Error>) -> String {
    let error = refused.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    error.to_string()
}

/// What was asked to begin the shot's videos, oldest first: path and body.
async fn orders(house: &House, id: ProjectId, shot: ShotId) -> Vec<(String, serde_json::Value)> {
    let attempts = house.studio.receipts(house.who, id, Some(shot)).await.unwrap();
    let mut calls: Vec<_> = attempts.into_iter().flat_map(|attempt| attempt.calls).collect();
    calls.sort_by(|a, b| a.at.cmp(&b.at));
    calls.into_iter().filter(|call| call.method == "POST").map(|call| (call.url, call.request)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shot_is_filmed_from_one_picture_to_another_and_undo_brings_the_old_take_back_for_nothing() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |settings| settings.avoid = "umbrellas".into()).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    let (shot, ..) = first_shots(&house, id).await;
    assert!(orders(&house, id, shot).await[0].0.ends_with("/text-to-video/kling-3.0"));

    let name = house.studio.keep_picture(house.who, id, png()).await.unwrap();
    assert!(model::is_picture(&name));
    assert_eq!(house.studio.keep_picture(house.who, id, png()).await.unwrap(), name, "the same picture is the same");
    house.studio.set_frame(house.who, id, shot, FrameEnd::First, Some(name.clone())).await.unwrap();
    house.studio.take_frame(house.who, id, shot, FrameEnd::Last, FrameFrom::ShotAfter).await.unwrap();
    let (_, second, view) = first_shots(&house, id).await;
    assert_eq!(view.list.shots[0].first_frame.as_ref(), Some(&name));
    assert_eq!((view.clips[0].state, view.clips[1].state), (ClipState::Stale, ClipState::Done));
    assert!(view.film.as_ref().unwrap().stale, "the film is not the project's as it is now");
    assert_eq!(view.progress.to_make, 1, "only this shot is filmed again, and only when somebody says so");
    assert_eq!(charges(&kling.charges).unwrap().len(), 3);

    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.clips[0].state, ClipState::Done, "{:?}", view.clips[0].message);
    let (url, body) = orders(&house, id, shot).await.pop().unwrap();
    assert!(url.ends_with("/image-to-video/kling-3.0"), "{url}");
    let kinds: Vec<_> =
        body["contents"].as_array().unwrap().iter().map(|part| part["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["prompt", "first_frame", "last_frame"]);
    assert!(body.to_string().len() < 4_000, "no picture is written down");
    assert_eq!(charges(&kling.charges).unwrap().len(), 4);
    assert_eq!(orders(&house, id, second).await.len(), 1);

    for _ in 0..2 {
        house.studio.undo(house.who, id).await.unwrap();
    }
    let view = house.until_done(id).await;
    assert_eq!((&view.list.shots[0].first_frame, view.clips[0].state), (&None, ClipState::Done));
    assert_eq!(charges(&kling.charges).unwrap().len(), 4, "the old take was still there");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_keeps_looks_is_given_the_pictures_of_those_who_are_seen() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let omni = model::ModelChoice::new("kling", "kling-3.0-omni");
    let id = bought::project(&house, |settings| settings.video = omni).await;
    let picture = Some(house.studio.keep_picture(house.who, id, png()).await.unwrap());
    let edit = Edit::ChangeCharacter { name: "MAYA".into(), description: None, voice: None, picture, element: None };
    house.studio.edit(house.who, id, edit).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    let view = house.view(id).await;
    for shot in &view.list.shots {
        let (url, body) = orders(&house, id, shot.id).await.pop().unwrap();
        assert!(url.ends_with("/omni-video/kling-3.0-omni"), "{url}");
        let looks = body.to_string().contains("refer_image");
        assert_eq!(looks, shot.cast.contains(&"MAYA".to_owned()), "shot {}", shot.number);
    }

    // Known to Kling she needs no picture: only the shots that she is in are filmed anew.
    let (name, element) = ("MAYA".to_owned(), Some("867741".to_owned()));
    let edit = Edit::ChangeCharacter { name, description: None, voice: None, picture: None, element };
    let before = charges(&kling.charges).unwrap().len();
    house.studio.edit(house.who, id, edit).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    let hers = view.list.shots.iter().filter(|shot| shot.cast.contains(&"MAYA".to_owned()));
    let mut filmed = 0;
    for shot in hers {
        let body = orders(&house, id, shot.id).await.pop().unwrap().1.to_string();
        assert!(body.contains("867741") && !body.contains("refer_image"), "{body}");
        filmed += 1;
    }
    assert!(filmed > 0);
    assert_eq!(charges(&kling.charges).unwrap().len() - before, filmed);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_animatic_goes_on_drawing_by_itself_and_a_new_script_keeps_the_pictures() {
    let house = house().await;
    let settings = ProjectSettings { resolution: Resolution::P1080, style: StylePreset::Noir, ..Default::default() };
    let new = NewProject { title: "The Pier".into(), script: SCRIPT.into(), settings };
    let id = house.studio.create_project(house.who, new).await.unwrap();
    let (first, second, _) = first_shots(&house, id).await;
    let take = async |shot, from| house.studio.take_frame(house.who, id, shot, FrameEnd::First, from).await;
    assert!(sentence(take(first, FrameFrom::ShotBefore).await).contains("no shot before"));
    assert!(sentence(take(second, FrameFrom::ShotBefore).await).contains("not made yet"));
    take(first, FrameFrom::Sketch).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    take(second, FrameFrom::ShotBefore).await.unwrap();
    let (.., view) = first_shots(&house, id).await;
    let [sketch, frame] = [&view.list.shots[0], &view.list.shots[1]].map(|shot| shot.first_frame.clone().unwrap());
    assert!(sketch.ends_with(".png") && frame.ends_with(".jpg"), "{sketch} {frame}");
    assert!(view.clips.iter().all(|clip| clip.state == ClipState::Done), "the animatic draws from no picture");
    let key = format!("projects/{id}/pictures/{sketch}");
    assert!(house.studio.files().size(&key).await.unwrap() < 3_000_000, "every service takes it");
    let kept = house.studio.pictures(house.who, id).await.unwrap();
    assert_eq!(kept.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), [sketch.clone(), frame.clone()]);

    let script = Some(format!("{SCRIPT}\nSHOT 4: Wide - 1s\nNothing is left but fog.\n"));
    let change = model::view::ProjectChange { script, ..Default::default() };
    house.studio.update_project(house.who, id, change).await.unwrap();
    let (.., view) = first_shots(&house, id).await;
    assert_eq!(view.list.shots.len(), 4);
    assert_eq!((&view.list.shots[0].first_frame, &view.list.shots[1].first_frame), (&Some(sketch), &Some(frame)));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_cannot_be_used_is_refused_with_a_sentence_and_nothing_changes() {
    let house = house().await;
    let id = house.project().await;
    let (shot, _, before) = first_shots(&house, id).await;
    let keep = async |bytes: Vec<u8>| house.studio.keep_picture(house.who, id, bytes).await;
    assert!(sentence(keep(b"GIF89a".to_vec()).await).contains("PNG or a JPEG"));
    assert!(sentence(keep(vec![0; 10_000_001]).await).contains("10 MB fit"));
    assert!(sentence(keep(png()[..200].to_vec()).await).contains("not whole"));
    let stranger = model::UserId::new();
    assert!(matches!(house.studio.keep_picture(stranger, id, png()).await, Err(Error::NotFound)));
    // A name that nobody sent a picture for.
    let unknown = format!("{}.png", "a".repeat(64));
    let refused = house.studio.set_frame(house.who, id, shot, FrameEnd::First, Some(unknown.clone())).await;
    assert!(sentence(refused).contains("no such picture"));
    let change = ShotChange { last_frame: Some("../../prompts.json".into()), ..ShotChange::default() };
    let refused = house.studio.edit(house.who, id, Edit::ChangeShot { shot, change: Box::new(change) }).await;
    assert!(sentence(refused).contains("no such picture"));
    assert_eq!(house.view(id).await.list, before.list);
    // An uploaded list that names it is taken without it.
    let mut list = before.list.clone();
    list.shots[0].first_frame = Some(unknown);
    house.studio.edit(house.who, id, Edit::ReplaceList { list: Box::new(list) }).await.unwrap();
    assert_eq!(house.view(id).await.list.shots[0].first_frame, None);
    house.studio.shutdown().await;
}
