//! Runway, Pollo, fal and Replicate over the wire, against the stand-in.

use crate::kling::{Kept, follow};
use media::Tools;
use model::{ModelChoice, VideoSpec};
use provider_simulators::{
    charges,
    video::{SECONDS, Videos},
};
use providers::{
    Account, Call, Catalogue, Credentials, Failure, FailureClass, Lookup, Registry, Secret, Started, VideoMade,
    VideoMaker,
};
use std::time::Duration;

const KEY: &str = "canary-key-0123456789";
const SERVICES: [(&str, &str); 4] = [
    ("runway", "gen4.5"),
    ("pollo", "kling-ai/kling-v2-5-turbo"),
    ("fal", "kling-v3-standard"),
    ("replicate", "kling-v2.5-turbo-pro"),
];

fn registry(house: &Videos, key: &str) -> Registry {
    let mut credentials = Credentials::default();
    for (provider, _) in SERVICES {
        let base_url = Some(format!("{}/{provider}", house.server.base_url));
        credentials.set(provider, Account { key: Secret::new(key), base_url, ..Account::default() });
    }
    Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap())
}

/// As the paid path does it with a service that cannot be asked for a task by our name: sent again only where the answer says that
/// nothing was made. `charged` counts what was charged for it.
async fn sent_until_it_is_clear(
    maker: &dyn VideoMaker,
    spec: &VideoSpec,
    call: &Call<'_>,
    charged: impl Fn() -> usize,
) -> Result<String, Failure> {
    loop {
        match maker.start(spec, call).await {
            Ok(Started::Pending { task_id }) => return Ok(task_id),
            Ok(Started::Done(_)) => panic!("nothing is filmed at once"),
            Err(failure) if failure.nothing_was_created() => {
                assert!(failure.may_retry(), "{failure:?}");
                assert_eq!(charged(), 0, "{failure:?}");
            }
            Err(failure) => return Err(failure),
        }
    }
}

async fn filmed(house: &Videos, key: &str, choice: (&str, &str), prompt: &str) -> Result<VideoMade, Failure> {
    let spec = VideoSpec::from_prompt(ModelChoice::new(choice.0, choice.1), prompt, 5.0, (1280, 720));
    made(house, key, &spec, Some(5.0)).await
}

async fn made(house: &Videos, key: &str, spec: &VideoSpec, ordered_seconds: Option<f64>) -> Result<VideoMade, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let kept = Kept::default();
    let call = Call::new("shot-1", folder.path()).log(&kept).ordered_seconds(ordered_seconds);
    let maker = registry(house, key).video(&spec.model.provider).unwrap();
    let started = maker.start(spec, &call).await;
    let end = match started {
        Ok(Started::Pending { task_id }) => follow(&*maker, &task_id, &call).await,
        Ok(Started::Done(_)) => panic!("nothing is filmed at once"),
        Err(failure) => Err(failure),
    };
    assert_eq!(maker.find("shot-1", &call).await.unwrap(), Lookup::CannotTell);
    let noted = format!("{:?}", kept.0.lock().unwrap());
    assert!(!noted.contains("canary") && !noted.contains("signature"), "{noted}");
    end
}

#[tokio::test]
async fn each_service_films_a_shot_and_is_paid_once() {
    let house = Videos::start(KEY).await.unwrap();
    for (number, choice) in SERVICES.into_iter().enumerate() {
        let made = filmed(&house, KEY, choice, "A quiet harbour at dawn.").await.unwrap();
        assert!((made.seconds - SECONDS).abs() < 0.1, "{choice:?}: {made:?}");
        assert_eq!(charges(&house.charges).unwrap().len(), number + 1);
        assert_eq!(made.billed.is_some(), choice.0 == "runway", "only Runway tells what it took");
    }
}

#[tokio::test]
async fn a_prompt_against_the_rules_goes_back_to_the_user_and_a_breakdown_does_not() {
    let house = Videos::start(KEY).await.unwrap();
    for choice in SERVICES {
        let refused = filmed(&house, KEY, choice, "forbidden-by-rules").await.unwrap_err();
        assert_eq!(refused.class, FailureClass::EditPrompt, "{choice:?}: {refused:?}");
        let broken = filmed(&house, KEY, choice, "it breaks").await.unwrap_err();
        assert_ne!(broken.class, FailureClass::EditPrompt, "{choice:?}: {broken:?}");
        assert!(broken.nothing_was_created() && !broken.made, "{choice:?}: {broken:?}");
    }
}

#[tokio::test]
async fn whatever_goes_wrong_no_film_is_charged_twice_and_what_may_be_charged_is_said_to_be_unknown() {
    let house = Videos::start_with_faults(KEY, 7, Duration::ZERO).await.unwrap();
    let makers = registry(&house, KEY);
    let mut unknown = [0; 2];
    for (provider, model) in SERVICES {
        let maker = makers.video(provider).unwrap();
        for shot in 0..12 {
            let prompt = format!("{provider}: shot {shot} of a quiet harbour.");
            let charged = || {
                let all = charges(&house.charges).unwrap();
                all.into_iter().filter(|charge| charge.external_id == prompt).collect::<Vec<_>>()
            };
            let folder = tempfile::tempdir().unwrap();
            let call = Call::new("shot", folder.path());
            let spec = VideoSpec::from_prompt(ModelChoice::new(provider, model), &prompt, 5.0, (1280, 720));
            let end = sent_until_it_is_clear(&*maker, &spec, &call, || charged().len()).await;
            let all = charged();
            match end {
                Ok(task) => {
                    assert_eq!(all.len(), 1, "{prompt}: {all:?}");
                    // A few are followed to their end: each costs a decoded video.
                    if shot < 2 {
                        let film = follow(&*maker, &task, &call).await;
                        assert_eq!(film.is_ok(), all[0].cents > 0, "{prompt}: {film:?}");
                    }
                }
                Err(failure) => {
                    assert_eq!(failure.class, FailureClass::Unknown, "{prompt}: {failure:?}");
                    assert!(all.len() <= 1, "{prompt}: {all:?}");
                    unknown[all.len()] += 1;
                }
            }
        }
    }
    assert!(unknown.iter().all(|count| *count > 0), "both happen: {unknown:?}");
}

#[tokio::test]
async fn a_wrong_key_is_named_before_anything_is_made() {
    let house = Videos::start(KEY).await.unwrap();
    for choice in SERVICES {
        let failure = filmed(&house, "another-key-00000", choice, "A harbour.").await.unwrap_err();
        assert_eq!(failure.class, FailureClass::FixKey, "{choice:?}: {failure:?}");
    }
    assert!(charges(&house.charges).unwrap().is_empty());
}

#[tokio::test]
async fn a_video_of_quite_another_length_than_was_ordered_is_no_result() {
    let house = Videos::start(KEY).await.unwrap();
    for (provider, model) in SERVICES {
        let spec = VideoSpec::from_prompt(ModelChoice::new(provider, model), "A harbour.", 5.0, (1280, 720));
        for ordered in [None, Some(SECONDS * 0.7), Some(SECONDS * 1.9)] {
            let end = made(&house, KEY, &spec, ordered).await;
            assert!(end.is_ok(), "{provider}, {ordered:?}: {end:?}");
        }
        let failure = made(&house, KEY, &spec, Some(SECONDS * 2.4)).await.unwrap_err();
        assert_eq!(failure.class, FailureClass::Broken, "{provider}: {failure:?}");
        assert!(failure.sentence.contains("It lasts 5.0 seconds and should last 12.0."), "{failure}");
        assert!(failure.made, "it was paid all the same: {failure:?}");
        assert_eq!(failure.billed.is_some(), provider == "runway", "{failure:?}");
    }
}

#[tokio::test]
async fn pollo_is_paid_by_its_credits_where_a_users_file_says_what_one_costs() {
    let house = Videos::start(KEY).await.unwrap();
    let own = Catalogue::with(Some("[pollo]\ncredit = \"0.008\"")).unwrap();
    let registry = Registry::new(own, registry(&house, KEY).credentials().clone(), Tools::find().unwrap());
    let spec = VideoSpec::from_prompt(ModelChoice::new("pollo", SERVICES[1].1), "A harbour.", 5.0, (1280, 720));
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new("shot-1", folder.path());
    let maker = registry.video("pollo").unwrap();
    let Started::Pending { task_id } = maker.start(&spec, &call).await.unwrap() else { panic!("not pending") };
    let billed = follow(&*maker, &task_id, &call).await.unwrap().billed.unwrap();
    assert_eq!((billed.amount.cents(), billed.words.as_str()), (40, "50 credits"));
}

#[test]
fn a_task_at_runway_is_asked_for_once_in_five_seconds_at_most() {
    let registry = Registry::new(Catalogue::built_in().unwrap(), Credentials::default(), Tools::find().unwrap());
    for look in 0..100 {
        assert!(registry.poll_pause("runway", look, "task-1") >= Duration::from_secs(5), "{look}");
    }
    assert!(registry.poll_pause("kling", 0, "task-1") < Duration::from_secs(2));
}
