//! What nothing names any more is thrown away, and nothing else.

use crate::{House, house, studio_of};
use chrono::{TimeDelta, Utc};
use model::{Command, ProjectId, RunState};
use providers::Credentials;
use std::collections::BTreeSet;
use store::{Files, Store};
use testkit::TestDatabase;

async fn files(store: &Store, id: ProjectId) -> BTreeSet<String> {
    let below = store.files().below(&store::keys::project(id)).await.unwrap();
    below.into_iter().map(|(key, _)| key).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_is_deleted_while_it_is_made_leaves_no_file() {
    let house = house().await;
    let store = house.database.store();
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let mut news = house.studio.subscribe(house.who, id).await.unwrap();
    while !files(store, id).await.iter().any(|key| key.contains("/takes/")) {
        let _ = news.recv().await;
    }
    house.studio.delete_project(house.who, id).await.unwrap();
    // Workers notice, and what they wrote meanwhile goes too.
    house.studio.shutdown().await;
    assert_eq!(files(store, id).await, BTreeSet::new());
}

/// Makes a film, lays what should not be there beside it, and sweeps.
async fn only_what_nothing_names_goes(files_of: Files) {
    let database = TestDatabase::new().await;
    let store = Store::connect(database.url(), files_of).await.unwrap();
    let studio = studio_of(store.clone(), &database, "scratch", Credentials::default()).await;
    let who = store.local_person().await.unwrap();
    let house = House { database, studio, who };
    let id = house.project().await;
    house.studio.command(who, id, Command::Start).await.unwrap();
    assert_eq!(house.until_done(id).await.card.state, RunState::Done);
    // Its pictures are drawn by and by: nothing more is written after this.
    house.studio.shutdown().await;
    let kept = files(&store, id).await;
    let kinds = ["/takes/", "/lines/", "/clips/", "/films/", "/prompts.json"];
    assert!(kinds.iter().all(|kind| kept.iter().any(|key| key.contains(kind))), "{kept:?}");
    let (stranger, gone) = (uuid(), ProjectId::new());
    let folder = store::keys::project(id);
    let left = [
        format!("{folder}/clips/{stranger}.wav"),
        format!("{folder}/takes/{stranger}.mp4"),
        format!("{folder}/clips/.{stranger}.part"),
        format!("{folder}/pictures/{}.png", "ab".repeat(32)),
        format!("{}/takes/{stranger}.mp4", store::keys::project(gone)),
    ];
    for key in &left {
        store.files().put_bytes(key, b"left".to_vec()).await.unwrap();
    }
    assert_eq!(house.studio.sweep_files(Utc::now()).await.unwrap(), 0, "somebody may be about to name them");
    assert_eq!(house.studio.sweep_files(Utc::now() + TimeDelta::days(2)).await.unwrap(), left.len());
    assert_eq!(files(&store, id).await, kept);
    assert_eq!(files(&store, gone).await, BTreeSet::new());
}

fn uuid() -> String {
    ProjectId::new().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_folder_only_what_nothing_names_is_swept() {
    let folder = testkit::folder();
    only_what_nothing_names_goes(Files::local(folder.path()).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_s3_only_what_nothing_names_is_swept() {
    let server = testkit::S3::start().await;
    only_what_nothing_names_goes(server.files("one")).await;
}
