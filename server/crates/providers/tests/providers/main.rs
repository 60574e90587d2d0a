//! The studio's own makers, with the real ffmpeg and espeak-ng.

#![allow(clippy::unwrap_used, clippy::panic)]

mod checks;
mod films;
mod heard;
mod kling;
mod kling_audio;
mod kling_keys;
mod kling_lips;
mod speech;
mod text;
mod untrusted;

use media::Tools;
use model::{
    CameraMove, Delivery, Framing, ModelChoice, Mood, PictureSpec, Place, SoundSpec, SpeechSpec, Staging, StylePreset,
    VideoSpec, Voice,
};
use providers::{Call, Catalogue, Credentials, FailureClass, Registry};

fn registry() -> Registry {
    Registry::new(Catalogue::built_in().unwrap(), Credentials::default(), Tools::find().unwrap())
}

fn staging() -> Staging {
    Staging {
        place: Place { name: "the harbour".into(), ..Place::default() },
        framing: Framing::Wide,
        camera: CameraMove::Static,
        action: "Gulls over the water.".into(),
        figures: Vec::new(),
        props: Vec::new(),
        mood: Mood::Neutral,
        style: StylePreset::Cinematic,
        set: String::new(),
        walls: String::new(),
        things: Vec::new(),
    }
}

fn video_spec(staging: Option<Staging>) -> VideoSpec {
    VideoSpec { staging, ..VideoSpec::from_prompt(ModelChoice::animatic(), "", 1.0, (320, 180)) }
}

#[tokio::test]
async fn an_animatic_is_a_playable_video_of_the_length_and_size_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let maker = registry().video("animatic").unwrap();
    let made = maker.make(&video_spec(Some(staging())), &Call::new("t", folder.path())).await.unwrap();
    let seen = media::probe(&Tools::find().unwrap(), &made.file).await.unwrap();
    assert_eq!((seen.width, seen.height), (320, 180));
    assert!((seen.seconds - 1.0).abs() < 0.05, "{}", seen.seconds);
    assert!((made.seconds - seen.seconds).abs() < 0.05);
    assert!(made.normalised && !made.native_audio && made.billed.is_none());
}

#[tokio::test]
async fn the_same_shot_gives_the_same_bytes() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let maker = registry().video("animatic").unwrap();
    let spec = video_spec(Some(staging()));
    let one = maker.make(&spec, &Call::new("t", first.path())).await.unwrap();
    let two = maker.make(&spec, &Call::new("t", second.path())).await.unwrap();
    assert!(std::fs::read(one.file).unwrap() == std::fs::read(two.file).unwrap());
}

#[tokio::test]
async fn a_shot_without_a_staging_cannot_be_drawn_and_the_failure_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let maker = registry().video("animatic").unwrap();
    let failure = maker.make(&video_spec(None), &Call::new("t", folder.path())).await.unwrap_err();
    assert_eq!(failure.class, FailureClass::Broken);
    assert!(!failure.sentence.is_empty());
}

#[tokio::test]
async fn a_line_is_spoken_and_every_word_has_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let spec = SpeechSpec {
        model: ModelChoice::espeak(),
        text: "Cast off the lines".into(),
        voice: Voice { id: None, character: "ANNA".into(), sex: None, age: None, language: "en".into() },
        delivery: Delivery::Normal,
        speed: 1.0,
        take: 0,
        say: Vec::new(),
    };
    let made = registry().speech("espeak").unwrap().make(&spec, &Call::new("t", folder.path())).await.unwrap();
    assert!(made.wav.metadata().unwrap().len() > 10_000);
    assert_eq!(made.words.len(), 4, "{:?}", made.words);
    assert!(made.words.iter().all(|word| word.start < word.end && word.end <= made.seconds + 0.05), "{:?}", made.words);
}

#[tokio::test]
async fn a_bed_lasts_as_long_as_its_shot() {
    let folder = tempfile::tempdir().unwrap();
    let spec = SoundSpec {
        model: ModelChoice::foley(),
        sound: "rain".into(),
        ambience: true,
        seconds: 2.0,
        take: 0,
        footage: None,
        heard: None,
    };
    let made = registry().sound("foley").unwrap().make(&spec, &Call::new("t", folder.path())).await.unwrap();
    assert!((made.seconds - 2.0).abs() < 0.05, "{}", made.seconds);
}

#[tokio::test]
async fn a_panel_is_a_png_of_the_size_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let plain = PictureSpec::from_prompt(ModelChoice::new("sketch", "sketch-1"), "", (320, 180));
    let spec = PictureSpec { staging: Some(staging()), ..plain };
    let made = registry().picture("sketch").unwrap().make(&spec, &Call::new("t", folder.path())).await.unwrap();
    let bytes = std::fs::read(made.file).unwrap();
    assert_eq!(bytes.get(1..4), Some(b"PNG".as_slice()));
    // Width and height stand in the header chunk, which comes first.
    assert_eq!(bytes.get(16..24), Some([0, 0, 1, 64, 0, 0, 0, 180].as_slice()));
}

#[test]
fn asking_for_a_maker_that_is_not_there_says_what_to_do() {
    let failure = registry().video("espeak").err().unwrap();
    assert_eq!(failure.class, FailureClass::Broken);
    assert!(failure.sentence.contains("does not make video") && failure.sentence.contains("settings"), "{failure}");
}
