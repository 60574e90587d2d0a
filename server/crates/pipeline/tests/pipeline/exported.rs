//! Exports: made once, seen live, cancelled, taken over, and sent where they should go.

use super::{House, house, shared::run};
use access::{Actor, ChangeDestinations, ChangeExports, SeeDestinations, SeeExports};
use chrono::TimeDelta;
use model::{
    Command, ConnectDestination, DestinationKind, DestinationView, ExportShape, ExportSpec, ExportState, ExportView,
    Happening, NewDestination, ProjectId,
};
use pipeline::{Config, Error, GoogleClient, Studio};
use provider_simulators::{Fault, dav::Dav, drive::Drive};
use providers::{Catalogue, Credentials, Registry};
use std::{path::Path, time::Duration};
use store::{
    tasks::{self, Claim, Pool, Takes},
    vault::SealingKeys,
};
use testkit::TestDatabase;
use uuid::Uuid;

async fn filmed(house: &House) -> ProjectId {
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    id
}

/// What the owner of a film asks for.
impl House {
    fn actor(&self) -> Actor {
        Actor::by_session(self.who, true)
    }

    async fn export(&self, id: ProjectId, spec: ExportSpec, to: Option<Uuid>) -> Result<Uuid, Error> {
        self.studio.export(&self.actor().may::<ChangeExports>().unwrap(), id, spec, to).await
    }

    async fn exports(&self, id: ProjectId) -> Vec<ExportView> {
        self.studio.exports(&self.actor().may::<SeeExports>().unwrap(), id).await.unwrap()
    }

    async fn export_file(&self, id: ProjectId, export: Uuid) -> Result<(String, String, &'static str), Error> {
        self.studio.export_file(&self.actor().may::<SeeExports>().unwrap(), id, export).await
    }

    async fn cancel_export(&self, id: ProjectId, export: Uuid) -> Result<(), Error> {
        self.studio.cancel_export(&self.actor().may::<ChangeExports>().unwrap(), id, export).await
    }

    async fn retry_export(&self, id: ProjectId, export: Uuid) -> Result<(), Error> {
        self.studio.retry_export(&self.actor().may::<ChangeExports>().unwrap(), id, export).await
    }

    async fn add_destination(&self, new: &NewDestination) -> Result<Uuid, Error> {
        self.studio.add_destination(&self.actor().may::<ChangeDestinations>().unwrap(), "", new).await
    }

    async fn test_destination(&self, id: Uuid) -> Option<String> {
        self.studio.test_destination(&self.actor().may::<ChangeDestinations>().unwrap(), id).await.unwrap()
    }

    async fn destinations(&self) -> Vec<DestinationView> {
        self.studio.destinations(&self.actor().may::<SeeDestinations>().unwrap()).await.unwrap()
    }
}

/// Waits, by the project's events, until an export is over.
async fn ended(house: &House, studio: &Studio, id: ProjectId, export: Uuid) -> ExportView {
    let mut news = studio.subscribe(house.who, id).await.unwrap();
    let over = async {
        loop {
            let all = house.exports(id).await;
            let one = all.into_iter().find(|one| one.id == export).unwrap();
            if one.state.is_final() {
                return one;
            }
            while !matches!(news.recv().await.unwrap().what, Happening::Export {}) {}
        }
    };
    tokio::time::timeout(Duration::from_secs(120), over).await.expect("the export comes to an end")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_is_recut_once_whoever_asks_and_its_captions_are_drawn_in() {
    let house = house().await;
    let id = filmed(&house).await;
    let spec = ExportSpec { shape: ExportShape::Tall, burn: true, ..ExportSpec::default() };
    let (one, other) = tokio::join!(house.export(id, spec, None), house.export(id, spec, None));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one, other, "two requests at once are one export");
    let done = ended(&house, &house.studio, id, one).await;
    assert_eq!((done.state, done.current, done.fault.as_deref()), (ExportState::Done, true, None));
    let (key, name, extension) = house.export_file(id, one).await.unwrap();
    assert_eq!((name.as_str(), extension), ("The Pier (Upright, 9:16, captions in the picture)", "mp4"));
    let tools = media::Tools::find().unwrap();
    let file = house.studio.files().local_path(&key).unwrap();
    let probe = media::probe(&tools, &file).await.unwrap();
    let (seconds, _) = house.studio.film_facts(house.who, id).await.unwrap();
    assert_eq!((probe.width, probe.height, probe.audio_codec.as_deref()), (1080, 1920, Some("aac")));
    assert!((probe.seconds - seconds).abs() < 0.2, "{} against {seconds}", probe.seconds);
    assert_eq!(house.export(id, spec, None).await.unwrap(), one, "it is there already");
    // What was cleared is made again.
    house.studio.files().delete(&key).await.unwrap();
    assert!(matches!(house.export_file(id, one).await, Err(Error::Conflict(_))));
    let again = house.export(id, spec, None).await.unwrap();
    assert_ne!(again, one);
    assert_eq!(ended(&house, &house.studio, id, again).await.state, ExportState::Done);
    assert!(house.export_file(id, again).await.is_ok());

    let sound = ExportSpec { shape: ExportShape::Sound, ..ExportSpec::default() };
    let sound = house.export(id, sound, None).await.unwrap();
    ended(&house, &house.studio, id, sound).await;
    let (key, _, extension) = house.export_file(id, sound).await.unwrap();
    let probe = media::probe(&tools, &house.studio.files().local_path(&key).unwrap()).await.unwrap();
    assert_eq!((extension, probe.video_codec, probe.audio_codec.as_deref()), ("m4a", None, Some("aac")));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_cancelled_and_what_a_dead_process_held_is_taken_over() {
    let house = house().await;
    let id = filmed(&house).await;
    house.studio.shutdown().await;
    let spec = ExportSpec { shape: ExportShape::Square, ..ExportSpec::default() };
    let export = house.export(id, spec, None).await.unwrap();
    let cancelled = house.export(id, ExportSpec { shape: ExportShape::Tall, ..spec }, None).await.unwrap();
    // As a process leaves it that was killed in the middle.
    let mut conn = house.database.store().conn().await.unwrap();
    let takes = Takes { pool: Pool::Compute, kinds: &["export"] };
    let claim = tasks::claim(&mut conn, takes, TimeDelta::milliseconds(200)).await.unwrap();
    let Some(Claim::Job(dead)) = claim else { panic!("{claim:?}") };
    assert_eq!(dead.task.key, export.to_string());
    house.cancel_export(id, cancelled).await.unwrap();
    assert!(matches!(house.cancel_export(id, cancelled).await, Err(Error::Conflict(_))));
    assert!(matches!(house.retry_export(id, cancelled).await, Err(Error::Conflict(_))), "it did not fail");
    drop(conn);
    let third = super::studio(&house.database, "third").await;
    assert_eq!(ended(&house, &third, id, export).await.state, ExportState::Done);
    let mut conn = house.database.store().conn().await.unwrap();
    let late = store::exports::Progress { state: ExportState::Making, progress: 0.5, bytes: 0, sent: 0, session: None };
    assert!(!store::exports::tell(&mut conn, &dead, export, &late).await.unwrap(), "the dead one's writes are refused");
    drop(conn);
    let states: Vec<_> = house.exports(id).await.iter().map(|export| export.state).collect();
    assert_eq!(states, [ExportState::Cancelled, ExportState::Done]);
    third.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_was_given_up_is_taken_up_again_where_it_stopped() {
    let (house, cloud) = connected().await;
    let id = filmed(&house).await;
    let place = house.add_destination(&nextcloud(&cloud, Dav::PASSWORD)).await.unwrap();
    // The account is full when everything is there: nobody helps that but a person.
    cloud.fail("MOVE", "/.file", Fault::Status(507));
    let export = house.export(id, ExportSpec::default(), Some(place)).await.unwrap();
    let failed = ended(&house, &house.studio, id, export).await;
    assert_eq!(failed.state, ExportState::Failed);
    assert!(failed.fault.as_deref().unwrap().contains("full"), "{failed:?}");
    let puts = cloud.asked("PUT");
    house.retry_export(id, export).await.unwrap();
    assert_eq!(ended(&house, &house.studio, id, export).await.state, ExportState::Done);
    assert_eq!(cloud.asked("PUT"), puts, "its pieces were there");
    assert!(matches!(house.retry_export(id, export).await, Err(Error::Conflict(_))), "it is done");
    assert_eq!(cloud.files().len(), 1);
    house.studio.shutdown().await;
}

/// A studio that can seal passwords, with a cloud beside it.
async fn connected() -> (House, Dav) {
    let database = TestDatabase::new().await;
    let sealing = SealingKeys::from_setting(Some(&"ab".repeat(32)), Path::new("/nowhere")).unwrap();
    let sealed = database.store().clone().sealed_with(sealing);
    let studio = super::studio_of(sealed, &database, "scratch", Credentials::default()).await;
    let who = database.store().local_person().await.unwrap();
    let house = House { database, studio, who };
    // Its job looks the owner up.
    run(&house, "UPDATE users SET admin = true").await;
    (house, Dav::start().await.unwrap())
}

fn place(kind: DestinationKind, address: &str, account: &str, secret: &str) -> NewDestination {
    NewDestination {
        kind,
        label: String::new(),
        address: address.to_owned(),
        account: account.to_owned(),
        secret: secret.to_owned(),
        folder: "Films".to_owned(),
    }
}

fn nextcloud(cloud: &Dav, password: &str) -> NewDestination {
    place(DestinationKind::Nextcloud, cloud.base_url(), Dav::USER, password)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_comes_to_a_nextcloud_and_to_a_bucket_and_only_once() {
    let (house, cloud) = connected().await;
    let id = filmed(&house).await;
    // Whoever does not administer the studio sends nothing into its own network.
    let person = Actor::by_session(house.who, false);
    let inside = place(DestinationKind::Webdav, cloud.base_url(), Dav::USER, Dav::PASSWORD);
    let refused = house.studio.add_destination(&person.may::<ChangeDestinations>().unwrap(), "", &inside).await;
    assert!(matches!(refused, Err(Error::Refused(_))));
    let wrong = house.add_destination(&nextcloud(&cloud, "guessed")).await.unwrap();
    let told = house.destinations().await;
    assert!(told[0].fault.as_deref().unwrap().contains("app password"), "{told:?}");
    let change = house.actor();
    house.studio.remove_destination(&change.may::<ChangeDestinations>().unwrap(), "", wrong).await.unwrap();
    let right = house.add_destination(&nextcloud(&cloud, Dav::PASSWORD)).await.unwrap();
    assert_eq!(house.test_destination(right).await, None);

    cloud.fail("MOVE", "/.file", Fault::LostAnswer);
    let export = house.export(id, ExportSpec::default(), Some(right)).await.unwrap();
    let done = ended(&house, &house.studio, id, export).await;
    assert_eq!((done.state, done.to.as_deref(), done.sent), (ExportState::Done, Some("Nextcloud"), done.bytes));
    let (key, _) = house.studio.film_file(house.who, id).await.unwrap();
    let film = house.studio.files().read_all(&key).await.unwrap();
    let files = cloud.files();
    assert_eq!(files.keys().collect::<Vec<_>>(), ["Films/The Pier.mp4"]);
    assert!(files["Films/The Pier.mp4"].bytes == film);
    assert_eq!(cloud.asked("MOVE"), 1, "what is there is not sent again");
    let same = house.export(id, ExportSpec::default(), Some(right)).await.unwrap();
    assert_eq!(same, export);

    let bucket = testkit::S3::start().await;
    let s3 = place(DestinationKind::S3, &bucket.url("mine"), testkit::S3::ACCESS_KEY, testkit::S3::SECRET_KEY);
    let s3 = house.add_destination(&s3).await.unwrap();
    assert_eq!(house.test_destination(s3).await, None);
    let export = house.export(id, ExportSpec::default(), Some(s3)).await.unwrap();
    let done = ended(&house, &house.studio, id, export).await;
    assert_eq!(done.state, ExportState::Done, "{:?}", done.fault);
    let there = bucket.files("mine").read_all(&done.url.unwrap()).await.unwrap();
    assert!(there == film);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_comes_to_a_google_drive_once_whatever_is_cut_expires_or_is_lost() {
    let google = Drive::start().await.unwrap();
    let database = TestDatabase::new().await;
    let sealing = SealingKeys::from_setting(Some(&"ab".repeat(32)), Path::new("/nowhere")).unwrap();
    let sealed = database.store().clone().sealed_with(sealing);
    let tools = media::Tools::find().unwrap();
    let registry = Registry::new(Catalogue::with(None).unwrap(), Credentials::default(), tools.clone());
    let base = Some(google.base_url().to_owned());
    let client = GoogleClient { id: Drive::CLIENT.to_owned(), secret: Drive::SECRET.to_owned(), base };
    let config = Config { workers: 2, calls: 2, google: Some(client), ..Config::from_environment(database.folder()) };
    let studio = Studio::start(sealed, registry, tools, config).await.unwrap();
    let who = database.store().local_person().await.unwrap();
    let house = House { database, studio, who };
    let id = filmed(&house).await;
    let actor = house.actor();
    let change = actor.may::<ChangeDestinations>().unwrap();
    let (kind, address) = (DestinationKind::GoogleDrive, String::new());
    let drive = ConnectDestination { kind, address, folder: "Films".to_owned() };
    let place = house.studio.connect_destination(&change, "", &drive).await.unwrap();
    let waits = house.destinations().await.remove(0);
    assert_eq!(waits.code.unwrap().code, Drive::CODE);
    assert!(house.test_destination(place).await.unwrap().contains(Drive::CODE), "nobody has typed it");
    google.type_code(true);
    assert_eq!(house.test_destination(place).await, None);
    let there = house.destinations().await.remove(0);
    assert_eq!((there.code, there.account.as_str(), there.fault), (None, "zoe@example.com", None));

    google.fail("POST", "/upload/", Fault::LostAnswer);
    google.fail("PUT", "?piece", Fault::Cut);
    google.fail("PUT", "?piece", Fault::LostAnswer);
    let export = house.export(id, ExportSpec::default(), Some(place)).await.unwrap();
    let done = ended(&house, &house.studio, id, export).await;
    assert_eq!((done.state, done.sent, done.to.as_deref()), (ExportState::Done, done.bytes, Some("Google Drive")));
    assert!(done.url.unwrap().starts_with("https://drive.example/file/"));
    let (key, _) = house.studio.film_file(house.who, id).await.unwrap();
    let film = house.studio.files().read_all(&key).await.unwrap();
    assert_eq!(google.received(), 2 * film.len(), "once more than what was cut");
    let files = google.files();
    assert!(files.len() == 1 && files[0].bytes == film && files[0].name == "The Pier.mp4", "{}", files.len());
    assert_eq!(house.export(id, ExportSpec::default(), Some(place)).await.unwrap(), export);
    google.revoke();
    assert!(house.test_destination(place).await.unwrap().contains("Connect the account again"));
    house.studio.shutdown().await;
}
