//! Kling's sounds and voices against the stand-in.

use crate::kling::account;
use media::Tools;
use model::{Age, Delivery, ModelChoice, Sex, SoundSpec, SpeechSpec, Voice};
use providers::{Call, Catalogue, Credentials, FailureClass, Lookup, Poll, Registry, SoundMade, Started};
use std::time::Duration;
use testkit::stand_in::{
    charges,
    kling::{Kling, Options},
};

fn registry(kling: &Kling) -> Registry {
    let mut credentials = Credentials::default();
    credentials.set("kling", account(&kling.base_url));
    Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap())
}

#[tokio::test]
async fn an_effect_is_ordered_followed_fetched_and_billed() {
    let kling = Kling::start(Options { takes: Duration::from_millis(40), ..Options::default() }).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new("cue-1", folder.path());
    let model = ModelChoice::new("kling", "kling-text-to-audio");
    let spec = SoundSpec { model, sound: "a door slams".into(), ambience: false, seconds: 1.2, take: 0, footage: None };
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
