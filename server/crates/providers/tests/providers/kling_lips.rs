//! Faces and moved lips against the stand-in.

use crate::kling::account;
use media::Tools;
use model::{ModelChoice, VideoSpec};
use provider_simulators::{
    Reply, Server, charges,
    kling::{Kling, Options},
    sample,
};
use providers::{
    Account, Call, Catalogue, Credentials, FacesMade, FacesOrder, FailureClass, LipsOrder, Lookup, Maker, Poll,
    Registry, Speaker, Started, Talk, VideoMade,
};
use serde_json::json;
use std::{path::Path, time::Duration};

fn registry_of(account: Account) -> Registry {
    let mut credentials = Credentials::default();
    credentials.set("kling", account);
    Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap())
}

fn registry(kling: &Kling) -> Registry {
    registry_of(account(&kling.base_url))
}

fn lips() -> ModelChoice {
    ModelChoice::new("kling", "kling-lip-sync")
}

fn older_lips() -> ModelChoice {
    ModelChoice::new("kling", "kling-lip-sync-1")
}

async fn filmed<S: Send + Sync>(
    maker: &dyn Maker<Spec = S, Made = VideoMade>,
    spec: &S,
    call: &Call<'_>,
) -> (String, VideoMade) {
    let Started::Pending { task_id } = maker.start(spec, call).await.unwrap() else { panic!("not pending") };
    loop {
        match maker.poll(&task_id, call).await.unwrap() {
            Poll::Done(made) => return (task_id, made),
            Poll::Failed(failure) => panic!("{failure:?}"),
            Poll::Waiting { .. } => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

/// Films a shot and looks who is in it.
async fn seen(registry: &Registry, prompt: &str, folder: &Path) -> FacesMade {
    let spec = VideoSpec::from_prompt(ModelChoice::new("kling", "kling-3.0"), prompt, 5.0, (1280, 720));
    let maker = registry.video("kling").unwrap();
    let (_, take) = filmed(&*maker, &spec, &Call::new(prompt, folder)).await;
    let order = FacesOrder { model: ModelChoice::new("kling", "kling-identify-face"), video: take.remote.unwrap() };
    let Started::Done(made) =
        registry.faces("kling").unwrap().start(&order, &Call::new("faces-1", folder)).await.unwrap()
    else {
        panic!("not at once")
    };
    made
}

#[tokio::test]
async fn lips_are_ordered_by_the_face_that_was_found_followed_fetched_and_billed() {
    let kling = Kling::start(Options { takes: Duration::from_millis(40), ..Options::default() }).await.unwrap();
    let (folder, registry) = (tempfile::tempdir().unwrap(), registry(&kling));
    let made = seen(&registry, "maya", folder.path()).await;
    assert_eq!((made.faces.len(), made.faces[0].end), (1, 5.0));
    assert_eq!(made.billed.unwrap().amount.micros, 7_000);
    let sound = folder.path().join("said.wav");
    std::fs::write(&sound, sample::tone(4.99, "wav").await.unwrap()).unwrap();
    let speaker = Speaker::Seen { session: made.session, face: made.faces[0].id.clone() };
    let talk = Talk { speaker, sound, milliseconds: 4_950 };
    let order = LipsOrder { model: lips(), seconds: 5.0, talk: Some(talk.clone()) };
    let (maker, call) = (registry.lips(&lips()).unwrap(), Call::new("lips-1", folder.path()));
    let (task_id, moved) = filmed(&*maker, &order, &call).await;
    assert!((moved.seconds - 5.0).abs() < 0.1, "as long as the take: {}", moved.seconds);
    assert_eq!(moved.billed.unwrap().amount.micros, 70_000);
    assert!(
        matches!(maker.find("lips-1", &call).await.unwrap(), Lookup::Found { task_id: found, .. } if found == task_id)
    );
    assert_eq!(maker.find("lips-2", &call).await.unwrap(), Lookup::Absent);
    let bought: Vec<String> = charges(&kling.charges).unwrap().into_iter().map(|charge| charge.model).collect();
    assert_eq!(bought, ["kling-3.0", "identify-face", "lip-sync"]);

    let gone = Speaker::Seen { session: "gone".into(), face: "0".into() };
    let stale = LipsOrder { talk: Some(Talk { speaker: gone, ..talk }), ..order };
    let failure = maker.start(&stale, &Call::new("lips-3", folder.path())).await.unwrap_err();
    assert_eq!(failure.class, FailureClass::Broken, "nothing was created: {failure:?}");
    assert_eq!(charges(&kling.charges).unwrap().len(), 3);
}

#[tokio::test]
async fn of_several_faces_pictures_are_fetched_and_one_that_cannot_be_had_is_only_missing() {
    let portrait = sample::portrait(3).await.unwrap();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/good.jpg" => Reply::Whole(200, "image/jpeg", portrait.clone()),
        "/odd.jpg" => Reply::Whole(200, "image/jpeg", b"<html>no picture</html>".to_vec()),
        "/endless.jpg" => Reply::Flood("image/jpeg", None),
        "/gone.jpg" => Reply::html(404),
        _ => {
            let at = |name: &str| format!("{}/{name}", asked.base());
            let private = "https://10.0.0.1/face.jpg".to_owned();
            let links = [at("good.jpg"), at("odd.jpg"), at("endless.jpg"), at("gone.jpg"), private];
            // In a video called "alone" there is only one of them.
            let shown = if asked.json()["video_id"] == "alone" { 1 } else { links.len() };
            let face = |(nth, link): (usize, &String)| json!({ "face_id": nth, "face_image": link, "start_time": 0, "end_time": 3_000 });
            let faces: Vec<_> = links.iter().take(shown).enumerate().map(face).collect();
            Reply::json(200, &json!({ "code": 0, "data": { "session_id": "s-1", "face_data": faces } }))
        }
    });
    let server = server.await.unwrap();
    let (folder, registry) = (tempfile::tempdir().unwrap(), registry_of(account(&server.base_url)));
    let look = async |video: &str| {
        let order = FacesOrder { model: ModelChoice::new("kling", "kling-identify-face"), video: video.into() };
        let call = Call::new("faces-1", folder.path());
        match registry.faces("kling").unwrap().start(&order, &call).await.unwrap() {
            Started::Done(made) => made,
            Started::Pending { .. } => panic!("not at once"),
        }
    };
    let made = look("several").await;
    assert_eq!((made.session.as_str(), made.faces.len(), made.billed.unwrap().amount.micros), ("s-1", 5, 7_000));
    assert!(made.portraits[1..].iter().all(Option::is_none), "{:?}", made.portraits);
    let shown = std::fs::read(made.portraits[0].as_ref().unwrap()).unwrap();
    assert!(shown.starts_with(&[0xff, 0xd8]) && shown.len() > 500, "decoded and written anew");

    let before = server.heard().len();
    assert!(look("alone").await.portraits.is_empty());
    assert_eq!(server.heard().len(), before + 1, "nobody has to tell one face from another");
}

#[tokio::test]
async fn a_look_for_faces_may_find_none_and_cannot_be_found_again() {
    let kling = Kling::start(Options { takes: Duration::from_millis(40), ..Options::default() }).await.unwrap();
    let (folder, registry) = (tempfile::tempdir().unwrap(), registry(&kling));
    assert!(seen(&registry, "nobody-seen", folder.path()).await.faces.is_empty());
    let found = registry.faces("kling").unwrap().find("faces-1", &Call::new("faces-1", folder.path())).await;
    assert_eq!(found.unwrap(), Lookup::CannotTell);
    for nobody in [ModelChoice::new("runway", "gen4.5"), ModelChoice::new("kling", "kling-3.0")] {
        assert!(registry.lips(&nobody).is_err(), "{nobody:?}");
    }
}

#[tokio::test]
async fn each_way_of_moving_lips_sends_what_the_reference_says_and_nothing_else() {
    let server = Server::start(|_| {
        Reply::json(200, &json!({ "code": 0, "data": { "task_id": "831", "task_status": "submitted" } }))
    });
    let server = server.await.unwrap();
    let callback_url = Some("https://us.example/c".to_owned());
    let registry = registry_of(Account { callback_url, ..account(&server.base_url) });
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("said.wav");
    std::fs::write(&sound, b"RIFF").unwrap();
    let seen = Speaker::Seen { session: "s-1".into(), face: "0".into() };
    let anybody = Speaker::Anybody { video: "v893".into() };
    let advanced = json!({
        "session_id": "s-1",
        "face_choose": [{ "face_id": "0", "sound_file": "UklGRg==", "sound_start_time": 0, "sound_end_time": 4_950,
            "sound_insert_time": 0, "sound_volume": 1, "original_audio_volume": 0 }],
        "external_task_id": "lips-1",
        "callback_url": "https://us.example/c",
    });
    let older = json!({
        "input": { "video_id": "v893", "mode": "audio2video", "audio_type": "file", "audio_file": "UklGRg==" },
        "callback_url": "https://us.example/c",
    });
    let ways = [
        (lips(), &seen, "/v1/videos/advanced-lip-sync", advanced),
        (older_lips(), &anybody, "/v1/videos/lip-sync", older),
    ];
    for (model, speaker, path, body) in ways {
        let talk = Talk { speaker: speaker.clone(), sound: sound.clone(), milliseconds: 4_950 };
        let order = LipsOrder { model: model.clone(), seconds: 5.0, talk: Some(talk) };
        let started = registry.lips(&model).unwrap().start(&order, &Call::new("lips-1", folder.path())).await;
        assert!(matches!(started, Ok(Started::Pending { task_id }) if task_id == "831"));
        let heard = server.heard();
        let asked = heard.last().unwrap();
        assert_eq!((asked.method.as_str(), asked.path.as_str(), asked.json()), ("POST", path, body));
    }
    // Neither can be ordered in the other's words, nor without anything that is said.
    for (model, speaker) in [(lips(), anybody), (older_lips(), seen)] {
        for talk in [Some(Talk { speaker, sound: sound.clone(), milliseconds: 4_950 }), None] {
            let order = LipsOrder { model: model.clone(), seconds: 5.0, talk };
            let refused = registry.lips(&model).unwrap().start(&order, &Call::new("a", folder.path())).await;
            assert_eq!(refused.unwrap_err().class, FailureClass::Broken);
        }
    }
    assert_eq!(server.heard().len(), 2);
}

#[tokio::test]
async fn by_the_older_way_lips_are_followed_and_billed_and_an_order_without_an_answer_cannot_be_found_again() {
    let kling = Kling::start(Options { takes: Duration::from_millis(40), ..Options::default() }).await.unwrap();
    let (folder, registry) = (tempfile::tempdir().unwrap(), registry(&kling));
    let spec = VideoSpec::from_prompt(ModelChoice::new("kling", "kling-3.0"), "maya", 5.0, (1280, 720));
    let (_, take) = filmed(&*registry.video("kling").unwrap(), &spec, &Call::new("take", folder.path())).await;
    let sound = folder.path().join("said.wav");
    std::fs::write(&sound, sample::tone(4.95, "wav").await.unwrap()).unwrap();
    let speaker = Speaker::Anybody { video: take.remote.unwrap() };
    let talk = Talk { speaker, sound: sound.clone(), milliseconds: 4_950 };
    let order = LipsOrder { model: older_lips(), seconds: 5.0, talk: Some(talk.clone()) };
    let (maker, call) = (registry.lips(&older_lips()).unwrap(), Call::new("lips-1", folder.path()));
    let (task_id, moved) = filmed(&*maker, &order, &call).await;
    assert!((moved.seconds - 5.0).abs() < 0.1, "as long as the take: {}", moved.seconds);
    assert_eq!(moved.billed.unwrap().amount.micros, 70_000);
    assert_eq!(maker.find("lips-1", &call).await.unwrap(), Lookup::CannotTell);
    let charge = charges(&kling.charges).unwrap().pop().unwrap();
    assert_eq!((charge.model.as_str(), charge.cents, charge.task_id), ("lip-sync-1", 7, task_id));

    std::fs::write(&sound, sample::tone(1.0, "wav").await.unwrap()).unwrap();
    let failure = maker.start(&order, &Call::new("lips-2", folder.path())).await.unwrap_err();
    assert_eq!(failure.class, FailureClass::Broken, "a second is too short: {failure:?}");
    std::fs::write(&sound, vec![0; 5_000_001]).unwrap();
    let failure = maker.start(&order, &Call::new("lips-3", folder.path())).await.unwrap_err();
    assert!(failure.sentence.contains("longer than Kling can move lips to"), "{failure}");
    assert_eq!(charges(&kling.charges).unwrap().len(), 2);
}
