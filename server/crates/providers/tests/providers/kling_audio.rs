//! Kling's sounds and voices against the stand-in.

use crate::kling::account;
use media::Tools;
use model::{Age, Delivery, ModelChoice, PictureSpec, Sex, SoundSpec, SpeechSpec, VideoSpec, Voice};
use provider_simulators::{
    charges,
    kling::{Kling, Options},
};
use providers::{
    Call, Catalogue, Credentials, FailureClass, FootageSoundOrder, Lookup, Maker, Poll, Registry, SoundMade, Started,
};
use std::time::Duration;

fn registry(kling: &Kling) -> Registry {
    let mut credentials = Credentials::default();
    credentials.set("kling", account(&kling.base_url));
    Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap())
}

/// Orders it and follows it to its end.
async fn made<S: Send + Sync, M: Send>(maker: &dyn Maker<Spec = S, Made = M>, spec: &S, call: &Call<'_>) -> M {
    let Started::Pending { task_id } = maker.start(spec, call).await.unwrap() else { panic!("not pending") };
    loop {
        match maker.poll(&task_id, call).await.unwrap() {
            Poll::Done(made) => return made,
            Poll::Failed(failure) => panic!("{failure:?}"),
            Poll::Waiting { .. } => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

#[tokio::test]
async fn the_sound_of_a_video_is_ordered_followed_fetched_and_billed() {
    let kling = Kling::start(Options { takes: Duration::from_millis(40), ..Options::default() }).await.unwrap();
    let (folder, registry) = (tempfile::tempdir().unwrap(), registry(&kling));
    let call = |name| Call::new(name, folder.path());
    let film = VideoSpec::from_prompt(ModelChoice::new("kling", "kling-3.0"), "A harbour.", 5.0, (1280, 720));
    let take = made(&*registry.video("kling").unwrap(), &film, &call("shot-1")).await;
    let model = ModelChoice::new("kling", "kling-video-to-audio");
    let footage = Some("f".repeat(64));
    let spec =
        SoundSpec { model, sound: "gulls, waves".into(), ambience: false, seconds: 5.0, take: 0, footage, heard: None };
    let mut order = FootageSoundOrder { spec, video: take.remote.unwrap() };
    let maker = registry.footage_sound("kling").unwrap();
    let heard = made(&*maker, &order, &call("sound-1")).await;
    assert!((heard.seconds - 5.0).abs() < 0.1, "as long as the take: {}", heard.seconds);
    assert_eq!(heard.billed.unwrap().amount.micros, 35_000);
    assert!(matches!(maker.find("sound-1", &call("sound-1")).await.unwrap(), Lookup::Found { .. }));
    assert_eq!(maker.find("sound-2", &call("sound-2")).await.unwrap(), Lookup::Absent);
    let bought: Vec<String> = charges(&kling.charges).unwrap().into_iter().map(|charge| charge.model).collect();
    assert_eq!(bought, ["kling-3.0", "video-to-audio"]);
    order.video = "v0".into();
    let refused = maker.start(&order, &call("sound-3")).await.unwrap_err();
    assert!(refused.class == FailureClass::Broken && refused.nothing_was_created(), "{refused:?}");
}

#[tokio::test]
async fn a_picture_is_ordered_followed_fetched_as_a_jpeg_and_billed_in_image_units() {
    let kling = Kling::start(Options { takes: Duration::from_millis(40), ..Options::default() }).await.unwrap();
    let (folder, registry) = (tempfile::tempdir().unwrap(), registry(&kling));
    let maker = registry.picture("kling").unwrap();
    for (at, (model, micros)) in
        [("kling-image-3.0", 28_000), ("kling-image-2.1", 14_000), ("kling-image-o1", 28_000)].into_iter().enumerate()
    {
        let spec = PictureSpec::from_prompt(ModelChoice::new("kling", model), "A harbour.", (720, 1280));
        let name = format!("picture-{at}");
        let call = Call::new(&name, folder.path());
        let drawn = made(&*maker, &spec, &call).await;
        assert!(drawn.width < drawn.height, "{drawn:?}");
        assert!(std::fs::read(&drawn.file).unwrap().starts_with(&[0xff, 0xd8]), "a JPEG");
        assert_eq!(drawn.billed.unwrap().amount.micros, micros, "{model}");
        assert!(matches!(maker.find(&name, &call).await.unwrap(), Lookup::Found { .. }));
    }
    let mut spec = PictureSpec::from_prompt(ModelChoice::new("kling", "kling-image-3.0"), "", (1280, 720));
    spec.prompt = "a".repeat(2501);
    let call = Call::new("long", folder.path());
    assert_eq!(maker.start(&spec, &call).await.unwrap_err().class, FailureClass::EditPrompt);
    spec.prompt = "forbidden-by-rules".into();
    assert_eq!(maker.start(&spec, &call).await.unwrap_err().class, FailureClass::EditPrompt);
    assert_eq!(charges(&kling.charges).unwrap().len(), 3);
}

#[tokio::test]
async fn an_effect_is_ordered_followed_fetched_and_billed() {
    let kling = Kling::start(Options { takes: Duration::from_millis(40), ..Options::default() }).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new("cue-1", folder.path());
    let model = ModelChoice::new("kling", "kling-text-to-audio");
    let spec = SoundSpec {
        model,
        sound: "a door slams".into(),
        ambience: false,
        seconds: 1.2,
        take: 0,
        footage: None,
        heard: None,
    };
    let maker = registry(&kling).sound("kling").unwrap();
    let Started::Pending { task_id } = maker.start(&spec, &call).await.unwrap() else { panic!("not pending") };
    let made: SoundMade = loop {
        match maker.poll(&task_id, &call).await.unwrap() {
            Poll::Done(made) => break made,
            Poll::Failed(failure) => panic!("{failure:?}"),
            Poll::Waiting { .. } => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    };
    assert!((made.seconds - 3.0).abs() < 0.1, "three seconds are the shortest: {}", made.seconds);
    assert_eq!(made.billed.unwrap().amount.micros, 35_000);
    assert!(
        matches!(maker.find("cue-1", &call).await.unwrap(), Lookup::Found { task_id: found, .. } if found == task_id)
    );
    assert_eq!(maker.find("cue-2", &call).await.unwrap(), Lookup::Absent);
    assert_eq!(charges(&kling.charges).unwrap().len(), 1);
}

#[tokio::test]
async fn a_line_is_spoken_at_once_by_a_voice_of_the_characters_sex_and_age() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut spec = SpeechSpec {
        model: ModelChoice::new("kling", "kling-tts"),
        text: "Cast off the lines.".into(),
        voice: Voice {
            id: None,
            character: "TOM".into(),
            sex: Some(Sex::Male),
            age: Some(Age::Old),
            language: "en-gb".into(),
        },
        delivery: Delivery::Normal,
        speed: 1.0,
        take: 0,
        say: Vec::new(),
    };
    let maker = registry(&kling).speech("kling").unwrap();
    let call = Call::new("line-1", folder.path());
    let Started::Done(made) = maker.start(&spec, &call).await.unwrap() else { panic!("not at once") };
    assert!((made.seconds - 1.64).abs() < 0.1 && made.words.len() == 4, "{made:?}");
    assert_eq!(made.billed.unwrap().amount.micros, 7_000);
    spec.voice.id = Some("nobody".into());
    let failure = maker.start(&spec, &call).await.unwrap_err();
    assert_eq!(failure.class, FailureClass::Broken);
    assert!(failure.sentence.contains("voice"), "{failure}");
    spec.voice.language = "de".into();
    assert!(maker.start(&spec, &call).await.unwrap_err().sentence.contains("English and Chinese"));
    assert_eq!(charges(&kling.charges).unwrap().len(), 1);
}
