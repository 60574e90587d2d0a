//! The queue: what counts as a crash, and whose turn it is.

use chrono::TimeDelta;
use diesel_async::{AsyncPgConnection, RunQueryDsl as _};
use model::{ProjectId, TaskState, UserId};
use store::{
    projects::{self, NewRow},
    tasks::{self, Claim, Lease, Pool, Takes},
};
use testkit::TestDatabase;

const LEASE: TimeDelta = TimeDelta::seconds(60);
const ANY: Takes = Takes { pool: Pool::Compute, kinds: &[tasks::STEP] };

async fn film_of(conn: &mut AsyncPgConnection, who: UserId) -> ProjectId {
    let (settings, head) = (serde_json::json!({}), serde_json::json!({}));
    let new = NewRow { owner: who, title: "Film", script: "", settings, head, local_key: None };
    projects::insert(conn, new).await.unwrap()
}

async fn run(conn: &mut AsyncPgConnection, sql: &str) {
    diesel::sql_query(sql).execute(conn).await.unwrap();
}

async fn person(database: &TestDatabase, name: &str) -> UserId {
    let email = format!("{name}@example.com");
    database.store().register(&email, name, "a long enough password").await.unwrap().id
}

async fn claim(conn: &mut AsyncPgConnection) -> Lease {
    match tasks::claim(conn, ANY, LEASE).await.unwrap() {
        Some(Claim::Step(lease)) => lease,
        other => panic!("a step is ready: {other:?}"),
    }
}

/// Its holder is gone, and its lease has run out.
async fn die(conn: &mut AsyncPgConnection) {
    run(conn, "UPDATE tasks SET lease_until = now() - interval '1 second' WHERE state = 'running'").await;
}

/// No task has to wait for its time.
async fn wait(conn: &mut AsyncPgConnection) {
    run(conn, "UPDATE tasks SET next_run_at = now() WHERE state IN ('ready', 'snoozed')").await;
}

#[tokio::test]
async fn a_process_that_ends_without_a_word_counts_against_its_task_and_one_that_stops_in_good_order_does_not() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.store().conn().await.unwrap();
    let film = film_of(conn, person(&database, "ada").await).await;
    tasks::enqueue(conn, film, None, serde_json::json!({}), "a", Pool::Compute).await.unwrap();
    let lease = claim(conn).await;
    assert_eq!((lease.task.tries, lease.task.crashes), (1, 0));
    tasks::release(conn, &lease).await.unwrap();
    let lease = claim(conn).await;
    assert_eq!((lease.task.tries, lease.task.crashes), (1, 0), "an orderly stop");
    // Alone, at its next start; and beside others, when the lease runs out. No try is lost by it.
    assert_eq!(tasks::release_all(conn, LEASE).await.unwrap(), 1);
    let lease = claim(conn).await;
    assert_eq!((lease.task.tries, lease.task.crashes), (1, 1));
    die(conn).await;
    assert!(tasks::claim(conn, ANY, LEASE).await.unwrap().is_none(), "after a second crash it waits a little");
    wait(conn).await;
    let lease = claim(conn).await;
    assert_eq!((lease.task.tries, lease.task.crashes), (1, 2));
    tasks::put_back(conn, &lease, TaskState::Snoozed, TimeDelta::zero(), None).await.unwrap();
    let lease = claim(conn).await;
    assert_eq!((lease.task.tries, lease.task.crashes), (1, 0), "its process outlived it: it counts anew");
}

#[tokio::test]
async fn leases_run_by_the_databases_clock() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.store().conn().await.unwrap();
    let film = film_of(conn, person(&database, "ada").await).await;
    tasks::enqueue(conn, film, None, serde_json::json!({}), "a", Pool::Compute).await.unwrap();
    let lease = claim(conn).await;
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Bool)]
        right: bool,
    }
    // In one transaction the database's clock stands still, so the times are the same to the microsecond.
    use diesel_async::AsyncConnection as _;
    let right = conn
        .transaction(async |conn: &mut AsyncPgConnection| {
            assert!(tasks::extend(conn, &lease, LEASE).await?);
            let sql = "SELECT lease_until = now() + interval '60 seconds' AS right FROM tasks";
            let extended: Row = diesel::sql_query(sql).get_result(conn).await?;
            assert!(tasks::put_back(conn, &lease, TaskState::Ready, LEASE, Some("busy")).await?);
            let sql = "SELECT next_run_at = now() + interval '60 seconds' AS right FROM tasks";
            let back: Row = diesel::sql_query(sql).get_result(conn).await?;
            Ok::<_, store::StoreError>(extended.right && back.right)
        })
        .await
        .unwrap();
    assert!(right);
    let due = tasks::due_in(conn, ANY).await.unwrap().unwrap().as_secs_f64();
    assert!((50.0..=60.0).contains(&due), "{due}");
}

#[tokio::test]
async fn one_person_with_sixty_films_does_not_starve_another_with_one() {
    let database = TestDatabase::new().await;
    let conn = &mut *database.store().conn().await.unwrap();
    let (ada, bob) = (person(&database, "ada").await, person(&database, "bob").await);
    for _ in 0..60 {
        let film = film_of(conn, ada).await;
        tasks::enqueue(conn, film, None, serde_json::json!({}), "a", Pool::Compute).await.unwrap();
    }
    let film = film_of(conn, bob).await;
    tasks::enqueue(conn, film, None, serde_json::json!({}), "b", Pool::Compute).await.unwrap();
    let mut order = String::new();
    for _ in 0..8 {
        let lease = claim(conn).await;
        order.push_str(&lease.task.fingerprint);
        assert!(tasks::finish(conn, &lease, TaskState::Done).await.unwrap());
        if lease.task.fingerprint == "b" {
            // His next step is there at once, behind all of hers.
            tasks::enqueue(conn, film, None, serde_json::json!({}), "b", Pool::Compute).await.unwrap();
        }
    }
    assert_eq!(order, "abababab");
}
