//! What a project's page is read from says the same as what the database counts.

use diesel_async::AsyncPgConnection;
use model::{ClipState, ProjectId, ShotId};
use serde_json::json;
use store::{
    attempts::{self, NewAttempt},
    edits,
    projects::{self, NewRow},
    shots::{self, Counts, NewShot},
};
use testkit::TestDatabase;
use uuid::Uuid;

async fn project(conn: &mut AsyncPgConnection, database: &TestDatabase) -> ProjectId {
    let owner = database.store().local_person().await.unwrap();
    let new = NewRow { owner, title: "A film", script: "", settings: json!({}), head: json!({}), local_key: None };
    projects::insert(conn, new).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shots_that_are_read_count_as_the_database_counts_them() {
    let database = TestDatabase::new().await;
    let mut conn = database.store().conn().await.unwrap();
    let project = project(&mut conn, &database).await;
    let rows: Vec<NewShot> = (0..4)
        .map(|at| NewShot {
            id: Uuid::now_v7(),
            project_id: project.0,
            rank: f64::from(at),
            spec: json!({}),
            seconds: 1.5 + f64::from(at),
        })
        .collect();
    let ids: Vec<ShotId> = rows.iter().map(|row| ShotId(row.id)).collect();
    shots::insert(&mut conn, &rows).await.unwrap();
    for (id, state) in ids.iter().zip([ClipState::Done, ClipState::Failed, ClipState::Mixing]) {
        let progress = shots::Progress { state, message: None, progress: None, provider: "animatic", attempt: 1 };
        shots::set_progress(&mut conn, *id, &progress).await.unwrap();
    }
    shots::add_cost(&mut conn, ids[0], 12).await.unwrap();
    shots::add_cost(&mut conn, ids[3], 5).await.unwrap();
    // What is bought for the film as a whole is no shot's.
    let owner = database.store().local_person().await.unwrap();
    let music = NewAttempt {
        owner,
        project,
        shot: None,
        fingerprint: "music",
        step: json!({}),
        provider: "elevenlabs",
        model: "music_v2_5",
        name: "ds1-film",
        estimate_cents: 9,
        cap_cents: None,
        account: "a",
        own_key: false,
        rule: store::ledger::CreditRule::Granted,
        place: "music_v2_5",
        slots: 0,
        doubt: chrono::TimeDelta::minutes(20),
        shared: true,
    };
    let attempt = attempts::reserve(&mut conn, music).await.unwrap().unwrap();
    assert_eq!(attempts::film_cents(&mut conn, project).await.unwrap(), 0);
    attempts::end(&mut conn, attempt.id, attempts::End { failure: None, billed_cents: Some(7) }).await.unwrap();
    let film_cents = attempts::film_cents(&mut conn, project).await.unwrap();
    assert_eq!(film_cents, 7);
    let counted = shots::counts(&mut conn, project).await.unwrap();
    let read = Counts::of(&shots::of_project(&mut conn, project).await.unwrap(), film_cents);
    assert_eq!(format!("{counted:?}"), format!("{read:?}"));
    assert_eq!((read.total, read.done, read.failed, read.cost_cents), (4, 1, 1, 24));
    assert_eq!(projects::cards(&mut conn, owner).await.unwrap()[0].cost_cents, 24);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn undo_names_the_last_edit_that_stands_and_redo_the_first_that_was_taken_back() {
    let database = TestDatabase::new().await;
    let mut conn = database.store().conn().await.unwrap();
    let project = project(&mut conn, &database).await;
    assert_eq!(edits::labels(&mut conn, project).await.unwrap(), (None, None));
    for label in ["one", "two", "three", "four"] {
        edits::push(&mut conn, project, label, json!(null), json!(null)).await.unwrap();
    }
    for seq in [4, 3] {
        edits::mark(&mut conn, project, seq, true).await.unwrap();
    }
    let labels = edits::labels(&mut conn, project).await.unwrap();
    assert_eq!(labels, (Some("two".to_owned()), Some("three".to_owned())));
}

/// So many letters that Postgres cannot make shorter.
fn bulky(letters: usize, seed: u64) -> serde_json::Value {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'A' + (state >> 32) as u8 % 26)
    };
    json!((0..letters).map(|_| next()).collect::<String>())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_history_of_changes_has_a_bound_of_number_and_of_size_and_the_last_ten_stay() {
    let database = TestDatabase::new().await;
    let mut conn = database.store().conn().await.unwrap();
    // How many changes can be taken back, and which is the last of them.
    let history = async |conn: &mut AsyncPgConnection, project: ProjectId| {
        let (mut count, mut label) = (0, String::new());
        while let Some(edit) = edits::to_undo(conn, project).await.unwrap() {
            edits::mark(conn, project, edit.seq, true).await.unwrap();
            (count, label) = (count + 1, edit.label);
        }
        (count, label)
    };
    let long = project(&mut conn, &database).await;
    for nth in 0..505 {
        edits::push(&mut conn, long, &nth.to_string(), json!(nth), json!(nth + 1)).await.unwrap();
    }
    assert_eq!(history(&mut conn, long).await, (500, "5".to_owned()));
    let large = project(&mut conn, &database).await;
    for nth in 0..12 {
        edits::push(&mut conn, large, &nth.to_string(), bulky(8_000_000, nth), json!(null)).await.unwrap();
    }
    assert_eq!(history(&mut conn, large).await, (10, "2".to_owned()), "64 MB are eight of them");
}
