//! Films on their way to a Nextcloud and to a plain WebDAV server, with whatever can go wrong there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod drive;
mod login;
mod videos;

use bytes::Bytes;
use deliver::{Again, Dav, DeliverError, Login, Source, digest};
use futures::future::BoxFuture;
use provider_simulators::dav::{self, Fault};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// A film in memory; two pieces and a rest.
struct Film(Bytes);

impl Source for Film {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read(&self, start: u64, end: u64) -> BoxFuture<'static, Result<Bytes, String>> {
        let part = self.0.slice(start as usize..end as usize);
        Box::pin(async move { Ok(part) })
    }
}

fn film() -> Arc<Film> {
    Arc::new(Film(
        (0..25_000_000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<u8>>().into(),
    ))
}

fn account(server: &dav::Dav, nextcloud: bool, password: &str) -> Dav {
    let address =
        if nextcloud { server.base_url().to_owned() } else { format!("{}{}", server.base_url(), dav::Dav::FILES) };
    let (user, folder) = (dav::Dav::USER.to_owned(), "Films/New".to_owned());
    Dav::new(Login { address, user, password: password.to_owned(), folder, nextcloud, only: Vec::new() }).unwrap()
}

async fn send(account: &Dav, film: &Arc<Film>, name: &str) -> Result<String, DeliverError> {
    let sum = digest(&**film).await.unwrap();
    account.send(film.clone(), &sum, name, "session-1", Arc::new(|_| {})).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_comes_whole_to_a_nextcloud_whatever_goes_wrong_and_is_never_sent_twice() {
    let server = dav::Dav::start().await.unwrap();
    let account = account(&server, true, dav::Dav::PASSWORD);
    account.test().await.unwrap();
    let film = film();
    let name = account.free_name("The Pier: 1", "mp4").await.unwrap();
    assert_eq!(name, "The Pier_ 1.mp4");
    // The second piece is cut, then the server is busy, then the answer to the last request is lost.
    server.fail("PUT", "/00002", Fault::Cut);
    let cut = send(&account, &film, &name).await.unwrap_err();
    assert_eq!(cut.again, Again::Yes, "{cut}");
    server.fail("PUT", "/00003", Fault::Status(503));
    assert_eq!(send(&account, &film, &name).await.unwrap_err().again, Again::Yes);
    server.fail("MOVE", "/.file", Fault::LostAnswer);
    assert_eq!(send(&account, &film, &name).await.unwrap_err().again, Again::Yes);
    let before = server.received();
    let url = send(&account, &film, &name).await.unwrap();
    assert!(url.ends_with("/Films/New/The%20Pier_%201.mp4"), "{url}");
    assert!(server.received() - before < 10_000, "nothing is sent again that is there");
    // Every piece once, and those twice that were cut or refused.
    assert!(server.received() < 25_000_000 + 2 * (11 << 20), "{}", server.received());
    let files = server.files();
    let kept = &files["Films/New/The Pier_ 1.mp4"];
    assert_eq!(files.len(), 1);
    assert!(kept.bytes == film.0 && kept.checksum.as_deref().unwrap().ends_with(&digest(&*film).await.unwrap()));
    // The next film of this name has another one.
    assert_eq!(account.free_name("The Pier: 1", "mp4").await.unwrap(), "The Pier_ 1 2.mp4");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_webdav_server_gets_the_film_in_one_piece() {
    let server = dav::Dav::start().await.unwrap();
    let account = account(&server, false, dav::Dav::PASSWORD);
    let film = film();
    let told = Arc::new(AtomicU64::new(0));
    server.fail("PUT", "/a.mp4", Fault::LostAnswer);
    assert_eq!(send(&account, &film, "a.mp4").await.unwrap_err().again, Again::Yes);
    let puts = server.asked("PUT");
    let sum = digest(&*film).await.unwrap();
    let heard = {
        let told = told.clone();
        Arc::new(move |bytes| told.store(bytes, Ordering::Relaxed))
    };
    account.send(film.clone(), &sum, "a.mp4", "session-1", heard).await.unwrap();
    assert_eq!((server.asked("PUT"), told.load(Ordering::Relaxed)), (puts, 25_000_000), "it is there already");
    assert!(server.files()["Films/New/a.mp4"].bytes == film.0);
    server.put("Films/New/b.mp4", &[7; 30_000_000]);
    let other = send(&account, &film, "b.mp4").await.unwrap_err();
    assert_eq!((other.again, server.files()["Films/New/b.mp4"].bytes.len()), (Again::No, 30_000_000), "{other}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_place_is_said_in_a_sentence() {
    let server = dav::Dav::start().await.unwrap();
    let wrong = account(&server, true, "guessed").test().await.unwrap_err();
    assert!(wrong.to_string().contains("app password") && wrong.again == Again::No, "{wrong}");
    let right = account(&server, true, dav::Dav::PASSWORD);
    for (status, words) in [(507, "full"), (403, "may not write"), (404, "no such folder"), (302, "another address")] {
        server.fail("PUT", "/", Fault::Status(status));
        let told = right.test().await.unwrap_err();
        assert!(told.to_string().contains(words) && told.again == Again::No, "{status}: {told}");
    }
    server.fail("PUT", "/", Fault::Status(503));
    assert_eq!(right.test().await.unwrap_err().again, Again::Yes);
    let base = server.base_url().to_owned();
    drop(server);
    let (user, password, folder) = ("a".to_owned(), "b".to_owned(), String::new());
    let gone = Dav::new(Login { address: base, user, password, folder, nextcloud: true, only: Vec::new() }).unwrap();
    let told = gone.test().await.unwrap_err();
    assert!(told.to_string().contains("cannot be reached") && told.again == Again::Yes, "{told}");
}
