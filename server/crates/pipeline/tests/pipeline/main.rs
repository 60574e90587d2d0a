//! The clip loop, on a real database, with the studio's own makers and real ffmpeg.
// A helper that cannot do its work has failed the test that called it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bought;
mod cache;
mod callbacks;
mod chain;
mod chain_sounds;
mod drawn;
mod exported;
mod first;
mod hostile;
mod jobs;
mod keys;
mod lips;
mod many;
mod offers;
mod parts;
mod people;
mod pictures;
mod priced;
mod recorded;
mod reviewed;
mod rollback;
mod runs;
mod sample;
mod scored;
mod script_change;
mod settled;
mod shared;
mod sketches;
mod swept;
mod told;
mod words;

use model::{
    ClipState, Command, Edit, Happening, LineChange, ProjectId, ProjectSettings, Resolution, RunState, UserId,
    view::{NewProject, ProjectView},
};
use pipeline::{Config, Error, MostPerPerson, Studio};
use providers::{Catalogue, Credentials, Registry};
use std::{collections::HashMap, time::Duration};
use store::Store;
use testkit::TestDatabase;

const SCRIPT: &str = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 1s\nFog over the water.\n\nSHOT 2: Close up - 1s\nMAYA\nYou came.\n\n\
                      SHOT 3: Wide - 1s\nThe ferry leaves.\n";

struct House {
    database: TestDatabase,
    studio: Studio,
    who: UserId,
}

async fn studio(database: &TestDatabase, name: &str) -> Studio {
    studio_of(database.store().clone(), database, name, Credentials::default()).await
}

async fn studio_of(store: Store, database: &TestDatabase, name: &str, credentials: Credentials) -> Studio {
    let tools = media::Tools::find().unwrap();
    // Runway wants to be left alone for five seconds; the server in its place does not.
    let catalogue = Catalogue::with(Some("[runway]\npoll_seconds = 0")).unwrap();
    let registry = Registry::new(catalogue, credentials, tools.clone());
    let config = Config {
        scratch: database.folder().join(name),
        lease: Duration::from_secs(30),
        workers: 2,
        calls: 2,
        alone: false,
        unknown_grace: Duration::from_secs(1),
        webhook_hosts: Vec::new(),
        moderation: "no-lists".into(),
        google: None,
        google_web: None,
        vimeo_base: None,
        backups: pipeline::BackupPlan { every: None, folder: database.folder().join("backups"), keep: 3 },
        address: None,
        credit: store::ledger::CreditRule::Granted,
        most: MostPerPerson::default(),
    };
    Studio::start(store, registry, tools, config).await.unwrap()
}

async fn house() -> House {
    let database = TestDatabase::new().await;
    let studio = studio(&database, "scratch").await;
    let who = database.store().local_person().await.unwrap();
    House { database, studio, who }
}

impl House {
    async fn project(&self) -> ProjectId {
        let settings = ProjectSettings { resolution: Resolution::P480, ..ProjectSettings::default() };
        let new = NewProject { title: "The Pier".into(), script: SCRIPT.into(), settings };
        self.studio.create_project(self.who, new).await.unwrap()
    }

    async fn view(&self, id: ProjectId) -> ProjectView {
        self.studio.project(self.who, id).await.unwrap()
    }

    /// Waits, by the project's events, until its film has come to an end.
    async fn until_done(&self, id: ProjectId) -> ProjectView {
        let mut news = self.studio.subscribe(self.who, id).await.unwrap();
        let ended = async {
            loop {
                let view = self.view(id).await;
                if !matches!(view.card.state, RunState::Filming | RunState::Draft) {
                    return view;
                }
                let _ = news.recv().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(120), ended).await.expect("the film comes to an end")
    }

    /// How many artifacts of each kind there are, panels aside: those are drawn by and by.
    async fn made(&self, id: ProjectId) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        for kind in model::ArtifactKind::ALL.iter().filter(|kind| **kind != model::ArtifactKind::Panel) {
            let mut conn = self.database.store().conn().await.unwrap();
            let rows = store::artifacts::of_kind(&mut conn, id, *kind).await.unwrap();
            counts.insert(kind.key().to_owned(), rows.len());
        }
        counts
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_becomes_a_film_whose_changed_line_remakes_only_the_line_the_clip_and_the_film() {
    let house = house().await;
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done);
    assert!(
        view.clips.iter().all(|clip| clip.state == ClipState::Done && clip.video.is_some() && !clip.peaks.is_empty())
    );
    let posters: std::collections::HashSet<_> =
        view.clips.iter().flat_map(|clip| clip.takes.iter().map(|take| &take.poster).chain([&clip.poster])).collect();
    assert!(
        !posters.contains(&None) && posters.len() == view.clips.len() * 2,
        "clips and takes have their own posters"
    );
    let film = view.film.expect("there is a film");
    let clips: f64 = view.clips.iter().map(|clip| clip.seconds).sum();
    assert!((film.seconds - clips).abs() < 0.05, "{} against {clips}", film.seconds);
    assert!(house.studio.captions_vtt(house.who, id).await.unwrap().contains("You came."));

    let before = house.made(id).await;
    let shot = view.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap();
    let change = LineChange { text: Some("You came after all.".into()), ..LineChange::default() };
    let edit = Edit::ChangeLine { shot: shot.id, line: shot.lines[0].id, change };
    house.studio.edit(house.who, id, edit).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done);
    let after = house.made(id).await;
    let grown: HashMap<&str, usize> =
        after.iter().map(|(kind, count)| (kind.as_str(), count - before[kind])).filter(|(_, more)| *more > 0).collect();
    assert_eq!(grown, HashMap::from([("line_take", 1), ("clip", 1), ("film", 1)]));

    house.studio.undo(house.who, id).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.can_redo.as_deref(), Some("change a line"));
    assert_eq!(house.made(id).await, after, "what was made before an undo is found again, not made again");
    assert!(house.studio.captions_vtt(house.who, id).await.unwrap().contains("You came.\n"));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_one_database_make_nothing_twice() {
    let house = house().await;
    let second = studio(&house.database, "second").await;
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done);
    let made = house.made(id).await;
    let lines: usize = view.list.shots.iter().map(|shot| shot.lines.len()).sum();
    assert_eq!((made["take"], made["clip"], made["line_take"], made["film"]), (3, 3, lines, 1));
    second.shutdown().await;
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shots_turn_comes_when_the_one_before_it_is_in_the_timeline() {
    let house = house().await;
    let id = house.project().await;
    let mut news = house.studio.subscribe(house.who, id).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let mut told = Vec::new();
    let ended = async {
        loop {
            match &news.recv().await.unwrap().what {
                Happening::Clip { number, state: ClipState::CheckingCache, .. } => {
                    told.push(format!("{number} begins"))
                }
                Happening::Clip { number, state: ClipState::Done, .. } => told.push(format!("{number} is done")),
                Happening::Film { .. } => return,
                _ => {}
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(120), ended).await.expect("the film comes to an end");
    let order = ["1 begins", "1 is done", "2 begins", "2 is done", "3 begins", "3 is done"];
    assert_eq!(told, order, "what is made ahead is not told");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_made_is_taken_to_another_studio_and_only_mixed_there() {
    let house = house().await;
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    let other = self::house().await;
    let copy = other.project().await;
    let prompts = house.studio.prompts_json(house.who, id).await.unwrap();
    other.studio.load_prompts(other.who, copy, &prompts).await.unwrap();
    let scratch = house.database.folder().join("taken");
    std::fs::create_dir_all(&scratch).unwrap();
    let mut parts = Vec::new();
    for (part, key) in house.studio.parts(house.who, id).await.unwrap() {
        parts.push((part, house.studio.files().fetch(&key, &scratch).await.unwrap()));
    }
    assert_eq!(parts.iter().filter(|(part, _)| part.kind == "take").count(), 3);
    other.studio.take_in(other.who, copy, parts).await.unwrap();
    let taken = other.made(copy).await;
    other.studio.command(other.who, copy, Command::Start).await.unwrap();
    let view = other.until_done(copy).await;
    assert_eq!(view.card.state, RunState::Done);
    assert!(view.clips.iter().all(|clip| clip.takes.len() == 1));
    let made = other.made(copy).await;
    for kind in ["take", "line_take", "sound"] {
        assert_eq!(made[kind], taken[kind], "no {kind} was made again");
    }
    assert_eq!((made["clip"], made["film"]), (3, 1));
    house.studio.shutdown().await;
    other.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_finds_nothing_and_bad_scripts_are_refused_with_a_sentence() {
    let house = house().await;
    let id = house.project().await;
    let stranger = UserId::new();
    assert!(matches!(house.studio.project(stranger, id).await, Err(Error::NotFound)));
    assert!(matches!(house.studio.command(stranger, id, Command::Start).await, Err(Error::NotFound)));
    for (title, script, word) in [("", SCRIPT, "title"), ("A", " \n", "empty"), ("A", "\0\0", "not a text")] {
        let new = NewProject { title: title.into(), script: script.into(), ..NewProject::default() };
        let refused = house.studio.create_project(house.who, new).await.unwrap_err();
        assert!(refused.to_string().contains(word), "{refused}");
    }
    let new = NewProject { title: "A".into(), script: "x".repeat(2_000_001), ..NewProject::default() };
    assert!(house.studio.create_project(house.who, new).await.unwrap_err().to_string().contains("2 MB"));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_project_gets_a_picture_of_everybody_every_place_and_every_shot() {
    let house = house().await;
    let id = house.project().await;
    let wanted = async {
        loop {
            let mut conn = house.database.store().conn().await.unwrap();
            let rows = store::artifacts::of_kind(&mut conn, id, model::ArtifactKind::Panel).await.unwrap();
            let view = house.view(id).await;
            if rows.len() == view.list.characters.len() + view.list.locations.len() + view.clips.len() {
                return (rows, view);
            }
            drop(conn);
            tokio::task::yield_now().await;
        }
    };
    let (rows, view) = tokio::time::timeout(Duration::from_secs(60), wanted).await.expect("the pictures are drawn");
    let names: Vec<&str> = rows.iter().filter_map(|row| row.file_key.split("/images/").nth(1)).collect();
    assert!(names.iter().any(|name| name.starts_with("component_maya_")), "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("shot_1_") && name.ends_with("Z.png")), "{names:?}");
    assert!(view.clips.iter().all(|clip| clip.poster.is_some()), "a shot that is not filmed yet shows its panel");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_take_fails_its_own_shot_with_a_sentence_and_another_take_mends_it() {
    let house = house().await;
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    let shot = view.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap();
    let taken = view.clips.iter().find(|clip| clip.shot == shot.id).unwrap();
    let files = house.database.store().files();
    {
        let mut conn = house.database.store().conn().await.unwrap();
        let takes = store::artifacts::of_kind(&mut conn, id, model::ArtifactKind::Take).await.unwrap();
        let take = takes.iter().find(|take| taken.takes[0].video.contains(&take.id.to_string())).unwrap();
        files.put_bytes(&take.file_key, b"what a disk gives back after a bad night".to_vec()).await.unwrap();
    }

    let change = LineChange { text: Some("You came after all.".into()), ..LineChange::default() };
    let edit = Edit::ChangeLine { shot: shot.id, line: shot.lines[0].id, change };
    house.studio.edit(house.who, id, edit).await.unwrap();
    let view = house.until_done(id).await;
    for clip in &view.clips {
        let state = if clip.shot == shot.id { ClipState::Failed } else { ClipState::Done };
        assert_eq!(clip.state, state, "{}: {:?}", clip.number, clip.message);
    }
    let failed = view.clips.iter().find(|clip| clip.shot == shot.id).unwrap();
    assert!(failed.message.as_ref().unwrap().contains("Re-record the shot"), "{:?}", failed.message);

    house.studio.edit(house.who, id, Edit::ReRecord { shot: shot.id }).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done);
    assert!(view.clips.iter().all(|clip| clip.state == ClipState::Done));
    house.studio.shutdown().await;
}
