//! Exports: made once, seen live, cancelled, taken over, and sent where they should go.

use super::{
    House, house,
    shared::{owner, run},
};
use model::{
    Command, DestinationKind, ExportShape, ExportSpec, ExportState, ExportView, Happening, NewDestination, ProjectId,
    view::Person,
};
use pipeline::{By, Error, Studio};
use provider_simulators::dav::{Dav, Fault};
use providers::Credentials;
use std::{path::Path, time::Duration};
use store::vault::SealingKeys;
use testkit::TestDatabase;
use uuid::Uuid;

async fn filmed(house: &House) -> ProjectId {
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    id
}

/// Waits, by the project's events, until an export is over.
async fn ended(house: &House, studio: &Studio, id: ProjectId, export: Uuid) -> ExportView {
    let mut news = studio.subscribe(house.who, id).await.unwrap();
    let over = async {
        loop {
            let all = studio.exports(house.who, id).await.unwrap();
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
    let (one, other) =
        tokio::join!(house.studio.export(house.who, id, spec, None), house.studio.export(house.who, id, spec, None));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one, other, "two requests at once are one export");
    let done = ended(&house, &house.studio, id, one).await;
    assert_eq!((done.state, done.current, done.fault.as_deref()), (ExportState::Done, true, None));
    let (key, name, extension) = house.studio.export_file(house.who, id, one).await.unwrap();
    assert_eq!((name.as_str(), extension), ("The Pier (Upright, 9:16, captions in the picture)", "mp4"));
    let tools = media::Tools::find().unwrap();
    let file = house.studio.files().local_path(&key).unwrap();
    let probe = media::probe(&tools, &file).await.unwrap();
    let (seconds, _) = house.studio.film_facts(house.who, id).await.unwrap();
    assert_eq!((probe.width, probe.height, probe.audio_codec.as_deref()), (1080, 1920, Some("aac")));
    assert!((probe.seconds - seconds).abs() < 0.2, "{} against {seconds}", probe.seconds);
    assert_eq!(house.studio.export(house.who, id, spec, None).await.unwrap(), one, "it is there already");
    // What was cleared is made again.
    house.studio.files().delete(&key).await.unwrap();
    assert!(matches!(house.studio.export_file(house.who, id, one).await, Err(Error::Conflict(_))));
    let again = house.studio.export(house.who, id, spec, None).await.unwrap();
    assert_ne!(again, one);
    assert_eq!(ended(&house, &house.studio, id, again).await.state, ExportState::Done);
    assert!(house.studio.export_file(house.who, id, again).await.is_ok());

    let sound = ExportSpec { shape: ExportShape::Sound, ..ExportSpec::default() };
    let sound = house.studio.export(house.who, id, sound, None).await.unwrap();
    ended(&house, &house.studio, id, sound).await;
    let (key, _, extension) = house.studio.export_file(house.who, id, sound).await.unwrap();
    let probe = media::probe(&tools, &house.studio.files().local_path(&key).unwrap()).await.unwrap();
    assert_eq!((extension, probe.video_codec, probe.audio_codec.as_deref()), ("m4a", None, Some("aac")));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_cancelled_and_what_a_dead_process_held_is_taken_over() {
    let house = house().await;
    let id = filmed(&house).await;
    house.studio.shutdown().await;
    let second = super::studio(&house.database, "second").await;
    // As a process leaves it that was killed in the middle.
    let spec = ExportSpec { shape: ExportShape::Square, ..ExportSpec::default() };
    second.shutdown().await;
    let export = second.export(house.who, id, spec, None).await.unwrap();
    let tall = ExportSpec { shape: ExportShape::Tall, ..spec };
    let cancelled = second.export(house.who, id, tall, None).await.unwrap();
    let mut conn = house.database.store().conn().await.unwrap();
    let held = store::exports::claim(&mut conn, 0.2).await.unwrap().unwrap();
    assert_eq!(held.row.id, export);
    second.cancel_export(house.who, id, cancelled).await.unwrap();
    assert!(matches!(second.cancel_export(house.who, id, cancelled).await, Err(Error::Conflict(_))));
    drop(conn);
    let third = super::studio(&house.database, "third").await;
    assert_eq!(ended(&house, &third, id, export).await.state, ExportState::Done);
    let mut conn = house.database.store().conn().await.unwrap();
    assert!(!store::exports::extend(&mut conn, &held, 9.0).await.unwrap(), "the dead one's writes are refused");
    drop(conn);
    let all = third.exports(house.who, id).await.unwrap();
    let states: Vec<_> = all.iter().map(|export| export.state).collect();
    assert_eq!(states, [ExportState::Cancelled, ExportState::Done]);
    third.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_comes_to_a_nextcloud_and_to_a_bucket_and_only_once() {
    let database = TestDatabase::new().await;
    let sealing = SealingKeys::from_setting(Some(&"ab".repeat(32)), Path::new("/nowhere")).unwrap();
    let sealed = database.store().clone().sealed_with(sealing);
    let studio = super::studio_of(sealed, &database, "scratch", Credentials::default()).await;
    let who = database.store().local_person().await.unwrap();
    let house = House { database, studio, who };
    let id = filmed(&house).await;
    let by = owner(house.who);
    let cloud = Dav::start().await.unwrap();
    let new = |kind, address: &str, account: &str, secret: &str| NewDestination {
        kind,
        label: String::new(),
        address: address.to_owned(),
        account: account.to_owned(),
        secret: secret.to_owned(),
        folder: "Films".to_owned(),
    };
    // Whoever does not administer the studio sends nothing into its own network.
    let person = By { person: Person { admin: false, ..by.person.clone() }, address: String::new() };
    let inside = new(DestinationKind::Webdav, cloud.base_url(), Dav::USER, Dav::PASSWORD);
    assert!(matches!(house.studio.add_destination(&person, &inside).await, Err(Error::Refused(_))));
    run(&house, "UPDATE users SET admin = true").await;
    let wrong = new(DestinationKind::Nextcloud, cloud.base_url(), Dav::USER, "guessed");
    let wrong = house.studio.add_destination(&by, &wrong).await.unwrap();
    let told = house.studio.destinations(house.who).await.unwrap();
    assert!(told[0].fault.as_deref().unwrap().contains("app password"), "{told:?}");
    house.studio.remove_destination(&by, wrong).await.unwrap();
    let right = new(DestinationKind::Nextcloud, cloud.base_url(), Dav::USER, Dav::PASSWORD);
    let right = house.studio.add_destination(&by, &right).await.unwrap();
    assert_eq!(house.studio.test_destination(&by, right).await.unwrap(), None);

    cloud.fail("MOVE", "/.file", Fault::LostAnswer);
    let export = house.studio.export(house.who, id, ExportSpec::default(), Some(right)).await.unwrap();
    let done = ended(&house, &house.studio, id, export).await;
    assert_eq!((done.state, done.to.as_deref(), done.sent), (ExportState::Done, Some("Nextcloud"), done.bytes));
    let (key, _) = house.studio.film_file(house.who, id).await.unwrap();
    let film = house.studio.files().read_all(&key).await.unwrap();
    let files = cloud.files();
    assert_eq!(files.keys().collect::<Vec<_>>(), ["Films/The Pier.mp4"]);
    assert!(files["Films/The Pier.mp4"].bytes == film);
    assert_eq!(cloud.asked("MOVE"), 1, "what is there is not sent again");
    let same = house.studio.export(house.who, id, ExportSpec::default(), Some(right)).await.unwrap();
    assert_eq!(same, export);

    let bucket = testkit::S3::start().await;
    let s3 = new(DestinationKind::S3, &bucket.url("mine"), testkit::S3::ACCESS_KEY, testkit::S3::SECRET_KEY);
    let s3 = house.studio.add_destination(&by, &s3).await.unwrap();
    assert_eq!(house.studio.test_destination(&by, s3).await.unwrap(), None);
    let export = house.studio.export(house.who, id, ExportSpec::default(), Some(s3)).await.unwrap();
    let done = ended(&house, &house.studio, id, export).await;
    assert_eq!(done.state, ExportState::Done, "{:?}", done.fault);
    let there = bucket.files("mine").read_all(&done.url.unwrap()).await.unwrap();
    assert!(there == film);
    house.studio.shutdown().await;
}
