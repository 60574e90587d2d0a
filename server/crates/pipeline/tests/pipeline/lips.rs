//! Lips that Kling moves: bought once, again when the words change, and never missed in the film.

use super::{
    House,
    bought::{account, house, house_with},
    studio_of,
};
use model::{
    ClipState, Command, Edit, LineChange, ModelChoice, ProjectId, ProjectSettings, Resolution, RunState, ShotId,
    UserId,
    view::{CacheChoice, NewProject, ProjectChange, ProjectView},
};
use pipeline::Error;
use provider_simulators::{
    Charge, Reply, Server, charges,
    kling::{Kling, Options},
    sample,
};
use providers::{Account, Credentials, Secret};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// One shot in which somebody is seen to speak, and one in which nobody does.
const SCRIPT: &str = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Close up - 3s\nMaya looks up.\nMAYA\nYou came.\n\n\
                      SHOT 2: Wide - 3s\nThe ferry leaves.\n";

/// How long a task of the stand-in takes at least, in milliseconds.
const TAKES_MS: u64 = 200;

const ADVANCED: &str = "kling-lip-sync";
const OLDER: &str = "kling-lip-sync-1";

async fn project(house: &House, script: &str, lips: &str) -> ProjectId {
    let own = |model: &str| ModelChoice::new("kling", model);
    let (video, lips) = (own("kling-3.0"), Some(own(lips)));
    let settings = ProjectSettings { video, lips, resolution: Resolution::P480, ..ProjectSettings::default() };
    let new = NewProject { title: "The Pier".into(), script: script.into(), settings };
    house.studio.create_project(house.who, new).await.unwrap()
}

async fn film(house: &House) -> (ProjectId, ProjectView) {
    let id = project(house, SCRIPT, ADVANCED).await;
    // Two takes of three seconds at $0.252, a look for faces, and lips.
    assert_eq!(house.view(id).await.progress.estimate_cents, 2 * 26 + 1 + 7);
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    (id, house.until_done(id).await)
}

/// What was charged, by model.
fn models(kling: &Kling) -> HashMap<String, usize> {
    let mut models = HashMap::new();
    for charge in charges(&kling.charges).unwrap() {
        *models.entry(charge.model).or_default() += 1;
    }
    models
}

/// As [`models`], and no name was ordered again but after the order before it had failed, without a charge. Only the older lip-sync's
/// orders can share a name: it stands for the take and the words.
fn charged(kling: &Kling) -> HashMap<String, usize> {
    let mut names: HashMap<String, Vec<Charge>> = HashMap::new();
    for charge in charges(&kling.charges).unwrap() {
        names.entry(charge.external_id.clone()).or_default().push(charge);
    }
    for orders in names.values() {
        let anew_after_failure = orders.is_sorted_by(|one, next| one.cents == 0 && next.at >= one.at + TAKES_MS);
        assert!(anew_after_failure, "ordered twice: {orders:?}");
    }
    models(kling)
}

fn counts(films: usize, faces: usize, lips: usize) -> HashMap<String, usize> {
    let all = [("kling-3.0", films), ("identify-face", faces), ("lip-sync", lips)];
    all.into_iter().filter(|(_, count)| *count > 0).map(|(model, count)| (model.to_owned(), count)).collect()
}

fn speaks(view: &ProjectView) -> ShotId {
    view.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn lips_are_bought_once_and_anew_for_changed_words_or_another_take_of_that_shot_only() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let (id, view) = film(&house).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    assert!(view.clips.iter().all(|clip| clip.state == ClipState::Done && clip.message.is_none()), "{:?}", view.clips);
    assert_eq!(charged(&kling), counts(2, 1, 1));
    assert!(view.clips[0].takes.iter().any(|take| take.chosen), "the take behind the lips is the chosen one");
    let cents = |kling: &Kling| charges(&kling.charges).unwrap().iter().map(|charge| charge.cents).sum::<i64>();
    assert_eq!(view.card.cost_cents, cents(&kling));
    let money = house.studio.money(house.who).await.unwrap();
    assert_eq!((money.spent_cents, money.reserved_cents), (cents(&kling), 0));
    let receipts = house.studio.receipts(house.who, id, Some(speaks(&view))).await.unwrap();
    let bought: Vec<&str> = receipts.iter().map(|receipt| receipt.model.as_str()).collect();
    assert_eq!(bought, ["kling-3.0", "kling-identify-face", "kling-lip-sync"]);
    let wire = serde_json::to_string(&receipts).unwrap();
    assert!(wire.contains("\"sound_file\":\"UklGR") && wire.len() < 20_000, "the sound is cut in what is written down");

    // Switched off and on again: nothing is made twice.
    for lips in [None, view.settings.lips.clone()] {
        let settings = ProjectSettings { lips, ..view.settings.clone() };
        let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
        house.studio.update_project(house.who, id, change).await.unwrap();
        house.studio.command(house.who, id, Command::Start).await.unwrap();
        house.until_done(id).await;
    }
    assert_eq!(charged(&kling), counts(2, 1, 1));

    let shot = speaks(&view);
    let line = view.list.shots.iter().find(|own| own.id == shot).unwrap().lines[0].id;
    let say = async |words: &str| {
        let change = LineChange { text: Some(words.into()), ..LineChange::default() };
        house.studio.edit(house.who, id, Edit::ChangeLine { shot, line, change }).await.unwrap();
        house.studio.command(house.who, id, Command::Start).await.unwrap();
        house.until_done(id).await
    };
    say("You came after all.").await;
    assert_eq!(charged(&kling), counts(2, 1, 2), "only the lips, of that shot");

    house.studio.edit(house.who, id, Edit::ReRecord { shot }).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done);
    assert_eq!(charged(&kling), counts(3, 2, 3));

    // Kling forgets what it saw within a day; then it is asked once more.
    use diesel_async::RunQueryDsl as _;
    let long_ago =
        "UPDATE artifacts SET detail = jsonb_set(detail, '{at}', '\"2026-01-01T00:00:00Z\"') WHERE kind = 'faces'";
    diesel::sql_query(long_ago).execute(&mut *house.database.store().conn().await.unwrap()).await.unwrap();
    assert_eq!(say("You came back.").await.card.state, RunState::Done);
    assert_eq!(models(&kling), counts(3, 3, 4));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_the_older_way_nobody_is_looked_for_and_lips_that_were_begun_before_a_restart_are_followed_after_it() {
    let kling = Kling::start(Options { takes: Duration::from_secs(2), ..Options::default() }).await.unwrap();
    let mut house = house(&kling).await;
    let id = project(&house, SCRIPT, OLDER).await;
    assert_eq!(house.view(id).await.progress.estimate_cents, 2 * 26 + 7, "two takes, and lips");
    let mut news = house.studio.subscribe(house.who, id).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let begun = async {
        loop {
            let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
            if receipts.iter().any(|receipt| receipt.model == OLDER && receipt.task.is_some()) {
                return;
            }
            let _ = news.recv().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), begun).await.expect("the lips are begun");
    house.studio.shutdown().await;
    house.studio = studio_of(house.database.store().clone(), &house.database, "again", account(&kling)).await;
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    assert!(view.clips.iter().all(|clip| clip.state == ClipState::Done && clip.message.is_none()), "{:?}", view.clips);
    assert_eq!(charged(&kling), HashMap::from([("kling-3.0".to_owned(), 2), ("lip-sync-1".to_owned(), 1)]));
    let cents = charges(&kling.charges).unwrap().iter().map(|charge| charge.cents).sum::<i64>();
    let money = house.studio.money(house.who).await.unwrap();
    assert_eq!((view.card.cost_cents, money.spent_cents, money.reserved_cents), (cents, cents, 0));
    assert_eq!(house.made(id).await["faces"], 0);

    // The other way is another order, of the same take.
    let settings = ProjectSettings { lips: Some(ModelChoice::new("kling", ADVANCED)), ..view.settings.clone() };
    let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
    house.studio.update_project(house.who, id, change).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    let all = [("kling-3.0", 2), ("lip-sync-1", 1), ("identify-face", 1), ("lip-sync", 1)];
    assert_eq!(charged(&kling), all.map(|(model, count)| (model.to_owned(), count)).into());
    house.studio.shutdown().await;
}

/// A service that films, and moves lips by the older way; the answer to the first order of lips is lost. Counts those orders.
async fn forgetful() -> (Server, Arc<AtomicUsize>) {
    let film = sample::video(3.0, (320, 180), true).await.unwrap();
    let ordered = Arc::new(AtomicUsize::new(0));
    let count = ordered.clone();
    let server = Server::start(move |asked| {
        let ok = |data: Value| Reply::json(200, &json!({ "code": 0, "message": "SUCCEED", "data": data }));
        match (asked.method.as_str(), asked.path.as_str()) {
            (_, "/v.mp4") => Reply::Whole(200, "video/mp4", film.clone()),
            ("GET", "/tasks") => {
                let ids = asked.query.get("task_ids").map(String::as_str).unwrap_or_default().split(',');
                let url = format!("{}/v.mp4", asked.base());
                let video = json!({ "type": "video", "id": "v893", "url": url, "duration": "3.0" });
                let units = json!([{ "charge_type": "unit", "amount": "0.5", "package_type": "video" }]);
                let task = |id: &str| json!({ "id": id, "status": "succeeded", "outputs": [video], "billing": units });
                ok(ids.map(task).collect())
            }
            ("POST", "/v1/videos/lip-sync") => match count.fetch_add(1, Ordering::SeqCst) {
                0 => Reply::Reset,
                nth => ok(json!({ "task_id": format!("lips-{nth}"), "task_status": "submitted", "task_info": {} })),
            },
            _ => ok(json!({ "id": asked.json()["options"]["external_task_id"], "status": "submitted" })),
        }
    });
    (server.await.unwrap(), ordered)
}

#[tokio::test(flavor = "multi_thread")]
async fn lips_of_the_older_way_whose_order_had_no_answer_wait_for_a_person_and_are_never_ordered_twice_by_themselves() {
    // A person finds the task at Kling, or says that there is none.
    for (task, orders) in [(Some("lips-0"), 1), (None, 2)] {
        let (server, ordered) = forgetful().await;
        let mut credentials = Credentials::default();
        let base_url = Some(server.base_url.clone());
        credentials.set("kling", Account { key: Secret::new("a-key"), base_url, ..Account::default() });
        let house = house_with(credentials).await;
        let script = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Close up - 3s\nMaya looks up.\nMAYA\nYou came.\n";
        let id = project(&house, script, OLDER).await;
        house.studio.command(house.who, id, Command::Start).await.unwrap();
        let view = house.until_done(id).await;
        let why = view.clips[0].message.clone().unwrap_or_default();
        assert!(why.contains("Nobody can tell") && why.contains("as they were filmed"), "{why}");
        assert!(view.film.is_some() && view.clips[0].state == ClipState::Failed && view.clips[0].provider == "kling");
        house.studio.command(house.who, id, Command::RetryFailed).await.unwrap();
        house.until_done(id).await;
        assert_eq!(ordered.load(Ordering::SeqCst), 1, "nothing is sent again while nobody can tell");

        let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
        let open = receipts.iter().find(|receipt| receipt.model == OLDER).unwrap();
        assert_eq!(open.state, "unknown");
        house.studio.settle_unknown(house.who, id, open.id, task).await.unwrap();
        let view = house.until_done(id).await;
        assert_eq!((view.card.state, &view.clips[0].message), (RunState::Done, &None));
        assert_eq!(ordered.load(Ordering::SeqCst), orders);
        let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
        let paid: Vec<_> = receipts.iter().filter(|receipt| receipt.model == OLDER).map(|r| r.billed_cents).collect();
        assert_eq!(paid, if orders == 1 { vec![Some(7)] } else { vec![Some(0), Some(7)] });
        let heard = server.heard();
        let order = heard.iter().find(|asked| asked.path == "/v1/videos/lip-sync").unwrap().json();
        assert_eq!((&order["input"]["video_id"], &order["input"]["mode"]), (&json!("v893"), &json!("audio2video")));
        house.studio.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_lips_can_be_moved_the_take_is_in_the_film_as_it_was_filmed_and_the_shot_says_why() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let script = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Close up - 3s\nMaya waits, nobody-seen.\nMAYA\nYou came.\n\n\
                  SHOT 2: Close up - 3s\nMaya waits, two-seen.\nMAYA\nBoth of you.\n";
    let id = project(&house, script, ADVANCED).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done, "it is no failure: {:?}", view.clips);
    for (clip, says) in view.clips.iter().zip(["sees no face", "Which one speaks?"]) {
        let message = clip.message.clone().unwrap_or_default();
        assert!(message.contains(says) && message.contains("as they were filmed"), "{message}");
    }
    assert_eq!(charged(&kling), counts(2, 2, 0));
    // Nobody is looked for again in the same take.
    house.studio.command(house.who, id, Command::RetryShot { shot: speaks(&view) }).await.unwrap();
    house.until_done(id).await;
    assert_eq!(charged(&kling), counts(2, 2, 0));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_faces_a_person_says_which_one_speaks_and_undo_asks_again_for_nothing() {
    const ASKS: &str = "Kling sees 2 faces in this shot. Which one speaks?";
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let files = house.database.store().files();
    let script = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Close up - 3s\nMaya waits, two-seen.\nMAYA\nBoth of you.\n";
    let id = project(&house, script, ADVANCED).await;
    let run = async || {
        house.studio.command(house.who, id, Command::Start).await.unwrap();
        house.until_done(id).await
    };
    let asked = |view: &ProjectView| view.clips[0].message.as_ref().is_some_and(|message| message.starts_with(ASKS));
    let view = run().await;
    let (shot, filmed) = (view.clips[0].shot, view.clips[0].video.clone());
    assert!(asked(&view), "{:?}", view.clips[0].message);
    let faces = view.clips[0].faces.clone().expect("there is something to choose from");
    assert_eq!((faces.question.as_str(), faces.faces.len()), (ASKS, 2));
    let mut pictures = Vec::new();
    for face in &faces.faces {
        assert_eq!((face.start, face.end, face.chosen), (0.0, 3.0, false));
        let key = face.picture.as_ref().unwrap().strip_prefix("/media/").unwrap().to_owned();
        assert!(files.read_all(&key).await.unwrap().starts_with(&[0xff, 0xd8]), "a JPEG");
        pictures.push(key);
    }
    assert_eq!(house.studio.faces(house.who, id, shot).await.unwrap().as_ref(), Some(&faces));
    assert!(matches!(house.studio.faces(UserId::new(), id, shot).await, Err(Error::NotFound)));
    let parts = house.studio.parts(house.who, id).await.unwrap();
    let look = parts.iter().find(|(part, _)| part.kind == "faces").unwrap();
    assert!(look.0.detail.get("portraits").is_none(), "an archive has no pictures of faces, and says so");

    let choose = async |look: &str, face: &str| {
        let edit = Edit::ChooseFace { shot, look: look.into(), face: face.into() };
        house.studio.edit(house.who, id, edit).await
    };
    for (look, face) in [(faces.look.as_str(), "7"), ("gone", "1")] {
        let refused = choose(look, face).await.unwrap_err();
        assert!(refused.to_string().contains("Choose again who speaks"), "{refused}");
    }
    choose(&faces.look, "1").await.unwrap();
    let view = house.view(id).await;
    assert_eq!((view.clips[0].state, view.progress.estimate_cents), (ClipState::Stale, 7), "money waits for a person");
    assert_eq!(charged(&kling), counts(1, 1, 0));
    let view = run().await;
    assert_eq!((view.clips[0].state, &view.clips[0].message), (ClipState::Done, &None));
    let chosen: Vec<bool> = view.clips[0].faces.iter().flat_map(|all| &all.faces).map(|face| face.chosen).collect();
    assert_eq!(chosen, [false, true]);
    assert_eq!(charged(&kling), counts(1, 1, 1));
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    let order = receipts.iter().find(|receipt| receipt.model == ADVANCED).unwrap();
    assert_eq!(order.calls[0].request["face_choose"][0]["face_id"], "1");
    let moved = view.clips[0].video.clone();
    assert_ne!(moved, filmed);

    house.studio.undo(house.who, id).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!((view.card.state, &view.clips[0].video, asked(&view)), (RunState::Done, &filmed, true));
    house.studio.redo(house.who, id).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!((view.card.state, &view.clips[0].video, &view.clips[0].message), (RunState::Done, &moved, &None));
    assert_eq!(charged(&kling), counts(1, 1, 1), "nothing was bought for either");

    house.studio.edit(house.who, id, Edit::ReRecord { shot }).await.unwrap();
    let view = run().await;
    let others = view.clips[0].faces.clone().unwrap();
    assert!(asked(&view) && others.look != faces.look && others.faces.iter().all(|face| !face.chosen), "{others:?}");
    assert_eq!(charged(&kling), counts(2, 2, 1));
    house.studio.clear_cache(Some(house.who), CacheChoice::default()).await.unwrap();
    for key in pictures {
        assert!(!files.exists(&key).await.unwrap(), "{key} went with its look");
    }
    for face in &others.faces {
        let key = face.picture.as_ref().unwrap().strip_prefix("/media/").unwrap();
        assert!(files.exists(key).await.unwrap(), "{key} is still to be chosen from");
    }
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lips_of_the_older_way_that_fail_are_ordered_anew_after_each_failure_and_cost_nothing() {
    let kling = Kling::start(Options { fails: Some("lip-sync-1"), ..Options::default() }).await.unwrap();
    let house = house(&kling).await;
    let id = project(&house, SCRIPT, OLDER).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert!(view.film.is_some() && view.clips[0].message.is_some(), "the take as it was filmed is in the film");
    let orders = charged(&kling);
    assert_eq!(orders, HashMap::from([("kling-3.0".to_owned(), 2), ("lip-sync-1".to_owned(), 3)]));
    assert_eq!(house.studio.money(house.who).await.unwrap().reserved_cents, 0, "each order has ended");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_goes_wrong_on_the_way_to_moved_lips_nothing_is_paid_twice_and_the_film_is_whole() {
    for (seed, lips) in [(3, ADVANCED), (4, ADVANCED), (5, OLDER)] {
        let options = Options {
            seed: Some(seed),
            lag: Duration::from_millis(700),
            silence: Duration::from_secs(2),
            ..Options::default()
        };
        let kling = Kling::start(options).await.unwrap();
        let house = house(&kling).await;
        let id = project(&house, SCRIPT, lips).await;
        house.studio.command(house.who, id, Command::Start).await.unwrap();
        let view = house.until_done(id).await;
        assert!(view.film.is_some(), "seed {seed}: {:?}", view.card.state);
        for clip in &view.clips {
            assert!(clip.video.is_some() && (clip.state == ClipState::Done || clip.message.is_some()), "{clip:?}");
        }
        charged(&kling);
        let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
        let open: Vec<_> =
            receipts.iter().filter(|receipt| !matches!(receipt.state.as_str(), "done" | "failed")).collect();
        assert!(open.iter().all(|receipt| receipt.state == "unknown"), "{open:#?}");
        let money = house.studio.money(house.who).await.unwrap();
        assert_eq!(money.reserved_cents, open.iter().map(|receipt| receipt.estimate_cents).sum::<i64>());
        house.studio.shutdown().await;
    }
}
