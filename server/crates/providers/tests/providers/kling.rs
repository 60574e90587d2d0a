//! Kling's adapter against the stand-in, over the wire, with real small videos.

use media::Tools;
use model::{CameraMove, ModelChoice, VideoSpec};
use provider_simulators::{
    Reply, Server, charges,
    kling::{Kling, Options},
};
use providers::{
    Account, Call, CallLog, Callback, Can, Catalogue, Credentials, Exchange, Failure, FailureClass, Kind, Lookup, Poll,
    Registry, Secret, Started, VideoMade, VideoMaker,
};
use std::{path::Path, sync::Mutex, time::Duration};

pub fn account(base_url: &str) -> Account {
    Account { key: Secret::new("canary-key-0123456789"), base_url: Some(base_url.to_owned()), ..Account::default() }
}

pub fn makers(account: Account) -> Registry {
    let mut credentials = Credentials::default();
    credentials.set("kling", account);
    Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap())
}

pub fn maker(account: Account) -> Result<Box<dyn VideoMaker>, Failure> {
    makers(account).video("kling")
}

pub fn spec(model: &str) -> VideoSpec {
    VideoSpec::from_prompt(ModelChoice::new("kling", model), "A quiet harbour at dawn.", 3.0, (1280, 720))
}

#[derive(Default)]
pub struct Kept(pub Mutex<Vec<Exchange>>);

impl CallLog for Kept {
    fn exchange(&self, exchange: Exchange) {
        self.0.lock().unwrap().push(exchange);
    }
}

/// Follows a task to its end, patiently.
pub async fn follow(maker: &dyn VideoMaker, task: &str, call: &Call<'_>) -> Result<VideoMade, Failure> {
    loop {
        match maker.poll(task, call).await {
            Ok(Poll::Done(made)) => return Ok(made),
            Ok(Poll::Failed(failure)) => return Err(failure),
            Ok(Poll::Waiting { .. }) => {}
            Err(failure) => assert!(failure.may_retry(), "{failure:?}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// As the paid path does it: once, looked for after an unclear answer, and never sent again without proof.
pub async fn film(maker: &dyn VideoMaker, spec: &VideoSpec, name: &str, scratch: &Path) -> Result<VideoMade, Failure> {
    let call = Call::new(name, scratch);
    loop {
        let task = match maker.start(spec, &call).await {
            Ok(Started::Done(made)) => return Ok(made),
            Ok(Started::Pending { task_id }) => Some(task_id),
            Err(failure) if failure.class == FailureClass::Unknown => look_for(maker, name, &call).await,
            Err(failure) => {
                assert!(failure.may_retry(), "{failure:?}");
                None
            }
        };
        match task {
            Some(task) => return follow(maker, &task, &call).await,
            None => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

const LAG: Duration = Duration::from_millis(500);

/// Looks until a look that began after the stand-in's longest lag has found nothing.
async fn look_for(maker: &dyn VideoMaker, name: &str, call: &Call<'_>) -> Option<String> {
    let end = tokio::time::Instant::now() + LAG;
    loop {
        let begun = tokio::time::Instant::now();
        match maker.find(name, call).await {
            Ok(Lookup::Found { task_id, .. }) => return Some(task_id),
            Ok(_) if begun > end => return None,
            Ok(_) => {}
            Err(failure) => assert!(failure.may_retry(), "{failure:?}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_shot_is_ordered_followed_fetched_and_billed_and_no_key_is_written_down() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let maker = maker(account(&kling.base_url)).unwrap();
    for (model, seconds) in [("kling-3.0", 3.0), ("kling-v2-6", 5.0)] {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::default();
        let name = format!("shot-{model}");
        let call = Call::new(&name, folder.path()).log(&kept);
        let Started::Pending { task_id } = maker.start(&spec(model), &call).await.unwrap() else {
            panic!("not pending")
        };
        let made = follow(&*maker, &task_id, &call).await.unwrap();
        assert!((made.seconds - seconds).abs() < 0.1 && !made.normalised, "{made:?}");
        let charge = charges(&kling.charges).unwrap().into_iter().find(|charge| charge.external_id == name).unwrap();
        assert_eq!(made.billed.unwrap().amount.cents(), charge.cents);
        assert_eq!(maker.find(&name, &call).await.unwrap(), Lookup::Found { task_id, state: "done".into() });
        let kept = kept.0.into_inner().unwrap();
        assert!(kept.len() >= 3, "create, look, download: {kept:?}");
        assert!(!format!("{kept:?}").contains("canary") && !format!("{kept:?}").contains("Signature"), "{kept:?}");
    }
    assert_eq!(charges(&kling.charges).unwrap().len(), 2);
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_created() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let folder = tempfile::tempdir().unwrap();
    let failure =
        maker(account(&base)).unwrap().start(&spec("kling-3.0"), &Call::new("a", folder.path())).await.unwrap_err();
    assert!(failure.nothing_was_created() && failure.may_retry(), "{failure:?}");
}

#[tokio::test]
async fn a_name_that_is_taken_is_looked_up_and_adopted() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let maker = maker(account(&kling.base_url)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new("twice", folder.path());
    let Started::Pending { task_id } = maker.start(&spec("kling-3.0"), &call).await.unwrap() else {
        panic!("not pending")
    };
    let again = maker.start(&spec("kling-3.0"), &call).await.unwrap_err();
    assert_eq!(again.class, FailureClass::Unknown);
    assert!(
        matches!(maker.find("twice", &call).await.unwrap(), Lookup::Found { task_id: found, .. } if found == task_id)
    );
}

#[tokio::test]
async fn full_slots_and_refused_words_create_nothing() {
    let takes = Duration::from_secs(3_600);
    let kling = Kling::start(Options { slots: 1, takes, ..Options::default() }).await.unwrap();
    let maker = maker(account(&kling.base_url)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut rude = spec("kling-3.0");
    rude.prompt.push_str(" forbidden-by-rules");
    let refused = maker.start(&rude, &Call::new("rude", folder.path())).await.unwrap_err();
    assert_eq!(refused.class, FailureClass::EditPrompt);
    maker.start(&spec("kling-3.0"), &Call::new("one", folder.path())).await.unwrap();
    let full = maker.start(&spec("kling-3.0"), &Call::new("two", folder.path())).await.unwrap_err();
    assert_eq!(full.class, FailureClass::Wait);
    assert_eq!(charges(&kling.charges).unwrap().len(), 1);
}

#[tokio::test]
async fn a_task_is_followed_across_a_restart_of_the_service() {
    let log = tempfile::tempdir().unwrap();
    let options = Options { charges: Some(log.path().join("charges.jsonl")), ..Options::default() };
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new("kept", folder.path());
    let first = Kling::start(options.clone()).await.unwrap();
    let begun = maker(account(&first.base_url)).unwrap().start(&spec("kling-3.0"), &call).await.unwrap();
    let Started::Pending { task_id } = begun else { panic!("not pending") };
    drop(first);
    let second = Kling::start(options).await.unwrap();
    let made = follow(&*maker(account(&second.base_url)).unwrap(), &task_id, &call).await.unwrap();
    assert!((made.seconds - 3.0).abs() < 0.1);
}

#[tokio::test]
async fn whatever_goes_wrong_no_shot_is_charged_twice() {
    for seed in [2, 7] {
        let options = Options {
            seed: Some(seed),
            takes: Duration::from_millis(50),
            silence: Duration::ZERO,
            lag: LAG,
            ..Options::default()
        };
        let kling = Kling::start(options).await.unwrap();
        let maker = maker(account(&kling.base_url)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let shots = (0..16).map(|index| {
            let (maker, scratch) = (&maker, folder.path().join(index.to_string()));
            async move {
                std::fs::create_dir(&scratch).unwrap();
                film(&**maker, &spec("kling-3.0"), &format!("shot-{index}"), &scratch).await
            }
        });
        let ends = join_all(shots.collect()).await;
        let all = charges(&kling.charges).unwrap();
        for (index, end) in ends.iter().enumerate() {
            let own: Vec<_> = all.iter().filter(|charge| charge.external_id == format!("shot-{index}")).collect();
            assert_eq!(own.len(), 1, "seed {seed}, shot {index}: {own:?}");
            assert_eq!(end.is_ok(), own[0].cents > 0, "seed {seed}, shot {index}: {end:?}");
        }
    }
}

#[tokio::test]
async fn every_model_films_for_the_price_that_the_catalogue_names() {
    let takes = Duration::from_secs(3_600);
    let kling = Kling::start(Options { slots: 1_000, takes, ..Options::default() }).await.unwrap();
    let catalogue = Catalogue::built_in().unwrap();
    let maker = maker(account(&kling.base_url)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("frame.png");
    std::fs::write(&picture, b"\x89PNG, as far as the stand-in looks").unwrap();
    let find = move |_: &str| Some(picture.clone());
    let mut filmed = 0;
    for (choice, model) in catalogue.models(Kind::Video).filter(|(choice, _)| choice.provider == "kling") {
        for (width, height) in [(1280, 720), (1920, 1080), (3840, 2160)] {
            for seconds in [3.0, 7.5] {
                let name = format!("price-{}-{height}-{seconds}", choice.model);
                let first_frame = (!model.can(Can::Text)).then(|| "digest".to_owned());
                let spec = VideoSpec { width, height, seconds, first_frame, ..spec(&choice.model) };
                match maker.start(&spec, &Call::new(&name, folder.path()).pictures(&find)).await {
                    Ok(Started::Pending { .. }) => filmed += 1,
                    other => panic!("{name}: {other:?}"),
                }
                let all = charges(&kling.charges).unwrap();
                let charge = all.iter().find(|charge| charge.external_id == name).unwrap();
                let price = catalogue.price(&spec).unwrap();
                // Second-hand prices are ranges; the stand-in's are within them.
                let range = price.low.cents()..=price.high.cents_up();
                assert!(range.contains(&charge.cents), "{name}: {} cents, listed {range:?}", charge.cents);
                assert!(charge.seconds >= seconds, "{name}: {} s", charge.seconds);
            }
        }
    }
    assert!(filmed > 80, "{filmed}");
}

#[tokio::test]
async fn every_model_films_from_the_pictures_that_it_takes_for_the_listed_price() {
    let takes = Duration::from_secs(3_600);
    let kling = Kling::start(Options { slots: 1_000, takes, ..Options::default() }).await.unwrap();
    let catalogue = Catalogue::built_in().unwrap();
    let maker = maker(account(&kling.base_url)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("frame.png");
    std::fs::write(&picture, b"\x89PNG, as far as the stand-in looks").unwrap();
    let find = move |_: &str| Some(picture.clone());
    let name = || Some("a-picture".to_owned());
    let reference = model::Reference { name: "MAYA".into(), picture: "a-picture".into() };
    let mut filmed = (0, 0);
    for (choice, model) in catalogue.models(Kind::Video).filter(|(choice, _)| choice.provider == "kling") {
        let takes = model.takes();
        let ends = VideoSpec { first_frame: name(), last_frame: name(), ..spec(&choice.model) };
        let looks = VideoSpec { references: vec![reference.clone()], ..spec(&choice.model) };
        for (what, can, spec) in [("ends", takes.last_frame, ends), ("looks", takes.references, looks)] {
            if !can {
                continue;
            }
            let name = format!("{what}-{}", choice.model);
            match maker.start(&spec, &Call::new(&name, folder.path()).pictures(&find)).await {
                Ok(Started::Pending { .. }) if what == "ends" => filmed.0 += 1,
                Ok(Started::Pending { .. }) => filmed.1 += 1,
                other => panic!("{name}: {other:?}"),
            }
            let all = charges(&kling.charges).unwrap();
            let charge = all.iter().find(|charge| charge.external_id == name).unwrap();
            let price = catalogue.price(&spec).unwrap();
            let range = price.low.cents()..=price.high.cents_up();
            assert!(range.contains(&charge.cents), "{name}: {} cents, listed {range:?}", charge.cents);
        }
    }
    assert!(filmed.0 >= 12 && filmed.1 >= 6, "{filmed:?}");
}

#[tokio::test]
async fn a_cameras_move_is_taken_by_the_model_that_has_one() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let maker = maker(account(&kling.base_url)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("frame.png");
    std::fs::write(&picture, b"\x89PNG, as far as the stand-in looks").unwrap();
    let find = move |_: &str| Some(picture.clone());
    let plain = VideoSpec { first_frame: Some("digest".into()), seconds: 5.0, ..spec("kling-v1-5-pro") };
    let moves = [CameraMove::PanLeft, CameraMove::DollyIn, CameraMove::CraneUp, CameraMove::Static];
    for (index, camera) in moves.into_iter().enumerate() {
        let spec = VideoSpec { camera: Some(camera), ..plain.clone() };
        let name = format!("camera-{index}");
        let kept = Kept::default();
        let call = Call::new(&name, folder.path()).pictures(&find).log(&kept);
        let started = maker.start(&spec, &call).await;
        assert!(matches!(started, Ok(Started::Pending { .. })), "{camera:?}: {started:?}");
        let sent = kept.0.lock().unwrap()[0].request.get("camera_control").is_some();
        assert_eq!(sent, camera != CameraMove::Static, "{camera:?}");
    }
    assert_eq!(charges(&kling.charges).unwrap().len(), moves.len());
}

#[tokio::test]
async fn a_picture_that_is_gone_or_too_large_costs_nothing_and_is_said() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let maker = maker(account(&kling.base_url)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let pictured = VideoSpec { first_frame: Some("a".into()), ..spec("kling-v2-6") };
    let gone = maker.start(&pictured, &Call::new("gone", folder.path())).await.unwrap_err();
    assert!(gone.nothing_was_created() && gone.sentence.contains("Choose it again"), "{gone:?}");
    let large = folder.path().join("large.png");
    std::fs::write(&large, [b"\x89PNG".as_slice(), &vec![0; 10_000_000]].concat()).unwrap();
    let find = move |_: &str| Some(large.clone());
    let large = maker.start(&pictured, &Call::new("large", folder.path()).pictures(&find)).await.unwrap_err();
    assert!(large.nothing_was_created() && large.sentence.contains("Choose a smaller one"), "{large:?}");
    assert!(charges(&kling.charges).unwrap().is_empty());
}

#[tokio::test]
async fn one_question_asks_for_all_tasks_of_a_group_and_for_nobody_elses() {
    let takes = Duration::from_secs(3_600);
    let kling = Kling::start(Options { takes, ..Options::default() }).await.unwrap();
    let maker = maker(account(&kling.base_url)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let asked = Kept::default();
    let scratch = |name: &str| {
        let scratch = folder.path().join(name);
        std::fs::create_dir(&scratch).unwrap();
        scratch
    };
    let folders = ["one", "two", "three"].map(scratch);
    let one = Call::new("one", &folders[0]).log(&asked).group("ada");
    let two = Call::new("two", &folders[1]).group("ada");
    let three = Call::new("three", &folders[2]).group("bob");
    let mut tasks = Vec::new();
    for call in [&one, &two, &three] {
        let Started::Pending { task_id } = maker.start(&spec("kling-3.0"), call).await.unwrap() else {
            panic!("not pending")
        };
        assert!(matches!(maker.poll(&task_id, call).await.unwrap(), Poll::Waiting { .. }));
        tasks.push(task_id);
    }
    kling.finish();
    follow(&*maker, &tasks[0], &one).await.unwrap();
    let looks = |kept: &Kept| {
        let kept = kept.0.lock().unwrap();
        kept.iter()
            .filter(|exchange| exchange.url.contains("/tasks"))
            .map(|exchange| exchange.url.clone())
            .collect::<Vec<_>>()
    };
    assert!(looks(&asked).iter().any(|url| url.contains(&tasks[1])), "{:?}", looks(&asked));
    assert!(looks(&asked).iter().all(|url| !url.contains(&tasks[2])), "what another group waits for is not told");
    follow(&*maker, &tasks[1], &two).await.unwrap();
    follow(&*maker, &tasks[2], &three).await.unwrap();
}

#[tokio::test]
async fn a_task_that_two_processes_look_at_is_fetched_by_either() {
    let takes = Duration::from_millis(100);
    let kling = Kling::start(Options { takes, ..Options::default() }).await.unwrap();
    let processes = [maker(account(&kling.base_url)).unwrap(), maker(account(&kling.base_url)).unwrap()];
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut tasks = Vec::new();
    for name in ["one", "two"] {
        let call = Call::new(name, folders[0].path());
        let Started::Pending { task_id } = processes[0].start(&spec("kling-3.0"), &call).await.unwrap() else {
            panic!("not pending")
        };
        processes[0].poll(&task_id, &call).await.unwrap();
        tasks.push(task_id);
    }
    // What the first process hears by the way of a task, the second asks for by itself; and the first still has it.
    follow(&*processes[0], &tasks[0], &Call::new("one", folders[0].path())).await.unwrap();
    follow(&*processes[1], &tasks[1], &Call::new("two", folders[1].path())).await.unwrap();
    let made = follow(&*processes[0], &tasks[1], &Call::new("two", folders[0].path())).await.unwrap();
    assert!((made.seconds - 3.0).abs() < 0.1, "{made:?}");
    assert_eq!(charges(&kling.charges).unwrap().len(), 2);
}

#[tokio::test]
async fn the_next_version_of_kling_is_an_entry_in_a_users_file() {
    let own = r#"
        [kling.models."kling-5.0"]
        kind = "video"
        speaks = "kling"
        can = ["text", "sound"]
        seconds = { from = 3, to = 30 }
        resolutions = ["720p"]
        aspects = ["16:9"]
        price = { per_second = { 720p = "0.168" } }
        settings = { audio = "native" }
    "#;
    let kling = Kling::start(Options::default()).await.unwrap();
    let mut credentials = Credentials::default();
    credentials.set("kling", account(&kling.base_url));
    let catalogue = Catalogue::with(Some(own)).unwrap();
    let price = catalogue.price(&spec("kling-5.0")).unwrap().high;
    let maker = Registry::new(catalogue, credentials, Tools::find().unwrap()).video("kling").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let made = film(&*maker, &spec("kling-5.0"), "shot-1", folder.path()).await.unwrap();
    assert!(made.native_audio && (made.seconds - 3.0).abs() < 0.1, "{made:?}");
    assert_eq!(made.billed.unwrap().amount, price);
}

#[tokio::test]
async fn kling_reports_by_itself_and_signs_what_it_says() {
    const SECRET: &str = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=";
    let (told, mut news) = tokio::sync::mpsc::unbounded_channel();
    let ours = Server::start(move |asked| {
        told.send(asked.clone()).unwrap();
        Reply::json(200, &serde_json::json!({}))
    })
    .await
    .unwrap();
    let callback_secret = Some(SECRET.to_owned());
    let takes = Duration::from_millis(50);
    let kling = Kling::start(Options { callback_secret, takes, ..Options::default() }).await.unwrap();
    let callback_url = Some(format!("{}/callbacks/an-unguessable-path", ours.base_url));
    let maker = maker(Account { callback_url, ..account(&kling.base_url) }).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let kept = Kept::default();
    for (model, id, word) in [("kling-3.0", "/id", "succeeded"), ("kling-v2-6", "/task_id", "succeed")] {
        let call = Call::new(model, folder.path()).log(&kept);
        let Started::Pending { task_id } = maker.start(&spec(model), &call).await.unwrap() else {
            panic!("not pending")
        };
        let last = loop {
            let asked = news.recv().await.unwrap();
            assert_eq!(asked.path, "/callbacks/an-unguessable-path");
            let header = |name: &str| asked.headers[name].as_str();
            let (timestamp, body) = (header("webhook-timestamp"), asked.body.as_slice());
            let callback =
                Callback { id: header("webhook-id"), timestamp, signatures: header("webhook-signature"), body };
            assert_eq!(callback.verify(SECRET, timestamp.parse().unwrap()), Ok(()));
            let told = asked.json();
            assert_eq!(told.pointer(id).unwrap(), task_id.as_str());
            if told.to_string().contains(word) {
                break told;
            }
        };
        assert!(last.to_string().contains(".mp4"), "{last}");
    }
    let kept = format!("{:?}", kept.0.lock().unwrap());
    assert!(!kept.contains("unguessable"), "the path is as good as a password: {kept}");
}

/// Runs them side by side.
async fn join_all<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        for (future, output) in waiting.iter_mut().filter(|(_, output)| output.is_none()) {
            if let std::task::Poll::Ready(value) = future.as_mut().poll(context) {
                *output = Some(value);
            }
        }
        if waiting.iter().all(|(_, output)| output.is_some()) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    waiting.into_iter().filter_map(|(_, output)| output).collect()
}
