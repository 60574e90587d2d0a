//! A database that has no hand free says so, and what everything hangs on has connections of its own.

use diesel_async::SimpleAsyncConnection as _;
use std::path::{Path, PathBuf};
use store::{Store, StoreError};
use testkit::TestDatabase;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{UnixListener, UnixStream},
};

#[tokio::test]
async fn whoever_holds_every_ordinary_connection_keeps_no_session_and_no_worker_from_the_database() {
    let database = TestDatabase::new().await;
    let store = database.store();
    let mut taken = Vec::new();
    for _ in 0..12 {
        taken.push(store.conn().await.unwrap());
    }
    let who = store.reserved().local_person().await.unwrap();
    assert!(store.reserved().person(who).await.unwrap().is_some());
    let refused = store.conn().await.err().unwrap();
    assert!(matches!(refused, StoreError::Pool(_)), "{refused}");
}

#[tokio::test]
async fn a_lock_that_is_not_given_in_time_and_a_connection_that_ends_are_busy_and_no_fault() {
    let database = TestDatabase::new().await;
    let mut holder = database.store().own_conn().await.unwrap();
    let mut waiter = database.store().own_conn().await.unwrap();
    holder.batch_execute("BEGIN; LOCK TABLE users").await.unwrap();
    waiter.batch_execute("SET lock_timeout = '20ms'").await.unwrap();
    let refused: StoreError = waiter.batch_execute("BEGIN; LOCK TABLE users").await.unwrap_err().into();
    assert!(matches!(refused, StoreError::Busy(_)), "{refused}");
    waiter.batch_execute("ROLLBACK").await.unwrap();
    let ended = waiter.batch_execute("SELECT pg_terminate_backend(pg_backend_pid())").await.unwrap_err();
    assert!(matches!(StoreError::from(ended), StoreError::Busy(_)));
    let after = waiter.batch_execute("SELECT 1").await.unwrap_err();
    assert!(matches!(StoreError::from(after), StoreError::Busy(_)));
}

/// What a database in another language would say, in as many bytes.
const WORDS: [&[u8]; 2] = [b"canceling statement due to lock timeout", b"Anfrage storniert: Sperre nicht erlangt"];

/// Stands between the store and its database, and says [`WORDS`] in the other language.
async fn interpreter(at: UnixListener, database: PathBuf) {
    while let Ok((client, _)) = at.accept().await {
        let server = UnixStream::connect(&database).await.unwrap();
        let ((mut asked, mut answered), (mut told, mut tell)) = (client.into_split(), server.into_split());
        tokio::spawn(async move { tokio::io::copy(&mut asked, &mut tell).await });
        tokio::spawn(async move {
            let mut bytes = vec![0; 64 << 10];
            while let Ok(count @ 1..) = told.read(&mut bytes).await {
                let found = bytes[..count].windows(WORDS[0].len()).position(|words| words == WORDS[0]);
                if let Some(place) = found {
                    bytes[place..place + WORDS[0].len()].copy_from_slice(WORDS[1]);
                }
                answered.write_all(&bytes[..count]).await.unwrap();
            }
        });
    }
}

#[tokio::test]
async fn a_lock_that_is_not_given_in_time_is_known_by_its_number_in_every_language() {
    let database = TestDatabase::new().await;
    let mut holder = database.store().own_conn().await.unwrap();
    let (user, rest) = database.url().split_once('@').unwrap();
    let (folder, name) = rest.split_once('/').unwrap();
    let socket = Path::new(&folder.replace("%2F", "/")).join(".s.PGSQL.5432");
    let between = testkit::folder();
    let listener = UnixListener::bind(between.path().join(".s.PGSQL.5432")).unwrap();
    let task = tokio::spawn(interpreter(listener, socket));
    let url = format!("{user}@{}/{name}", between.path().display().to_string().replace('/', "%2F"));
    let store = Store::connect(&url, database.store().files().clone()).await.unwrap();
    let mut waiter = store.own_conn().await.unwrap();
    holder.batch_execute("BEGIN; LOCK TABLE users").await.unwrap();
    waiter.batch_execute("SET lock_timeout = '20ms'").await.unwrap();
    let refused: StoreError = waiter.batch_execute("BEGIN; LOCK TABLE users").await.unwrap_err().into();
    let StoreError::Busy(words) = refused else { panic!("{refused}") };
    assert!(words.as_bytes().starts_with(WORDS[1]), "it spoke the other language: {words}");
    task.abort();
}
