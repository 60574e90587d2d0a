//! Films on their way to a Google Drive, with whatever can go wrong there.

use super::film;
use deliver::{Again, Connection, Drive, Google, Heard, Source, Stands, digest};
use provider_simulators::{Fault, drive};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

fn google(server: &drive::Drive) -> Google {
    Google::new(drive::Drive::CLIENT, drive::Drive::SECRET, Some(server.base_url())).unwrap()
}

async fn connected(server: &drive::Drive) -> Drive {
    let google = google(server);
    let code = google.code().await.unwrap();
    assert_eq!(code.user_code, drive::Drive::CODE);
    assert_eq!(google.connection(&code.device_code).await.unwrap(), Connection::Waits);
    server.type_code(true);
    let Connection::Connected(token) = google.connection(&code.device_code).await.unwrap() else { panic!() };
    Drive::new(google, token)
}

fn silent() -> Heard {
    Arc::new(|_| {})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_connects_an_account_and_what_stands_against_it_is_said() {
    let server = drive::Drive::start().await.unwrap();
    let drive = connected(&server).await;
    assert_eq!(drive.owner().await.unwrap(), "zoe@example.com");
    server.expire();
    assert_eq!(drive.owner().await.unwrap(), "zoe@example.com", "a token that ran out is got anew");
    server.revoke();
    let gone = drive.owner().await.unwrap_err();
    assert!(gone.again == Again::No && gone.sentence.contains("Connect the account again"), "{gone}");

    let other = drive::Drive::start().await.unwrap();
    let code = google(&other).code().await.unwrap();
    other.type_code(false);
    let refused = google(&other).connection(&code.device_code).await.unwrap_err();
    assert!(refused.sentence.contains("refused"), "{refused}");
    let stranger = Google::new("nobody", "x", Some(other.base_url())).unwrap();
    assert!(stranger.code().await.unwrap_err().sentence.contains("STUDIO_GOOGLE_CLIENT_ID"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_goes_on_where_google_has_it_and_no_byte_that_is_there_is_sent_again() {
    let server = drive::Drive::start().await.unwrap();
    let drive = connected(&server).await;
    let film = film();
    let (source, size): (Arc<dyn Source>, u64) = (film.clone(), film.size());
    let id = drive.new_id().await.unwrap();
    let folder = drive.folder("Films").await.unwrap();
    assert_eq!(drive.folder("Films").await.unwrap(), folder, "there is one folder of this name");
    let place = drive.begin(&id, Some(&folder), "a.mp4", "video/mp4", size).await.unwrap().unwrap();
    let told = Arc::new(AtomicU64::new(0));
    let heard: Heard = {
        let told = told.clone();
        Arc::new(move |bytes| told.store(bytes, Ordering::Relaxed))
    };
    // The first piece is cut in its middle.
    drive.owner().await.unwrap();
    let half = |server: &drive::Drive| server.fail("PUT", "?piece", Fault::Half);
    assert_eq!(drive.stands(&place, size).await.unwrap(), Stands::At(0));
    half(&server);
    assert_eq!(drive.send_from(&place, &source, 0, &heard).await.unwrap_err().again, Again::Yes);
    assert_eq!(drive.stands(&place, size).await.unwrap(), Stands::At(4 << 20));
    server.expire();
    assert_eq!(drive.send_from(&place, &source, 4 << 20, &heard).await.unwrap(), Stands::Whole);
    assert_eq!(told.load(Ordering::Relaxed), size);
    assert!(server.received() < size as usize + (13 << 20), "{}", server.received());
    let there = drive.find(&id).await.unwrap().unwrap();
    assert_eq!((there.size, there.sha256), (Some(size), Some(digest(&*film).await.unwrap())));
    let files = server.files();
    assert!(files.len() == 1 && files[0].bytes == film.0 && files[0].parent == Some(folder));
    assert_eq!(drive.begin(&id, None, "a.mp4", "video/mp4", size).await.unwrap(), None, "the id is taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_google_has_forgotten_begins_anew_and_a_full_drive_is_said() {
    let server = drive::Drive::start().await.unwrap();
    let drive = connected(&server).await;
    let film: Arc<dyn Source> = film();
    let id = drive.new_id().await.unwrap();
    let place = drive.begin(&id, None, "a.mp4", "video/mp4", film.size()).await.unwrap().unwrap();
    server.forget_uploads();
    assert_eq!(drive.stands(&place, film.size()).await.unwrap(), Stands::Gone);
    assert_eq!(drive.send_from(&place, &film, 0, &silent()).await.unwrap(), Stands::Gone);
    assert_eq!(drive.find(&id).await.unwrap(), None);
    let elsewhere = "https://elsewhere.example/upload";
    assert_eq!(drive.stands(elsewhere, 1).await.unwrap(), Stands::Gone, "a token goes to Google's servers only");
    server.fail("POST", "/upload/", Fault::Status(403));
    let full = drive.begin(&id, None, "a.mp4", "video/mp4", film.size()).await.unwrap_err();
    assert!(full.again == Again::No && full.sentence.contains("full"), "{full}");
    server.fail("POST", "/upload/", Fault::Status(503));
    let busy = drive.begin(&id, None, "a.mp4", "video/mp4", film.size()).await.unwrap_err();
    assert_eq!(busy.again, Again::Yes);
}
