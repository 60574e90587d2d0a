//! Faces and moved lips against the stand-in.

use crate::kling::account;
use media::Tools;
use model::{ModelChoice, VideoSpec};
use providers::{
    Call, Catalogue, Credentials, FacesMade, FacesOrder, FailureClass, LipsOrder, Lookup, Maker, Poll, Registry,
    Started, Talk, VideoMade,
};
use std::{path::Path, time::Duration};
use testkit::stand_in::{
    charges,
    kling::{Kling, Options},
    sample,
};

fn registry(kling: &Kling) -> Registry {
    let mut credentials = Credentials::default();
    credentials.set("kling", account(&kling.base_url));
    Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap())
}

fn lips() -> ModelChoice {
    ModelChoice::new("kling", "kling-lip-sync")
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
    let talk = Talk { session: made.session, face: made.faces[0].id.clone(), sound, milliseconds: 4_950 };
    let order = LipsOrder { model: lips(), seconds: 5.0, talk: Some(talk.clone()) };
    let (maker, call) = (registry.lips("kling").unwrap(), Call::new("lips-1", folder.path()));
    let (task_id, moved) = filmed(&*maker, &order, &call).await;
    assert!((moved.seconds - 5.0).abs() < 0.1, "as long as the take: {}", moved.seconds);
    assert_eq!(moved.billed.unwrap().amount.micros, 70_000);
    assert!(
        matches!(maker.find("lips-1", &call).await.unwrap(), Lookup::Found { task_id: found, .. } if found == task_id)
    );
    assert_eq!(maker.find("lips-2", &call).await.unwrap(), Lookup::Absent);
    let bought: Vec<String> = charges(&kling.charges).unwrap().into_iter().map(|charge| charge.model).collect();
    assert_eq!(bought, ["kling-3.0", "identify-face", "lip-sync"]);

    let stale = LipsOrder { talk: Some(Talk { session: "gone".into(), ..talk }), ..order };
    let failure = maker.start(&stale, &Call::new("lips-3", folder.path())).await.unwrap_err();
    assert_eq!(failure.class, FailureClass::Broken, "nothing was created: {failure:?}");
    assert_eq!(charges(&kling.charges).unwrap().len(), 3);
}

#[tokio::test]
async fn a_look_for_faces_may_find_none_and_cannot_be_found_again() {
    let kling = Kling::start(Options { takes: Duration::from_millis(40), ..Options::default() }).await.unwrap();
    let (folder, registry) = (tempfile::tempdir().unwrap(), registry(&kling));
    assert!(seen(&registry, "nobody-seen", folder.path()).await.faces.is_empty());
    let found = registry.faces("kling").unwrap().find("faces-1", &Call::new("faces-1", folder.path())).await;
    assert_eq!(found.unwrap(), Lookup::CannotTell);
    assert!(registry.lips("runway").is_err());
}
