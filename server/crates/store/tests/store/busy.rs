//! A database that has no hand free says so, and what everything hangs on has connections of its own.

use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use store::{Store, StoreError};
use testkit::TestDatabase;

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

#[derive(diesel::QueryableByName)]
struct Language {
    #[diesel(sql_type = diesel::sql_types::Text)]
    lc_messages: String,
}

#[tokio::test]
async fn a_database_that_speaks_another_language_speaks_english_to_us() {
    let database = TestDatabase::new().await;
    // The only other language that every machine has; its words are the same.
    let other =
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lc_messages = %L', current_database(), 'C.UTF-8'); END $$";
    database.store().own_conn().await.unwrap().batch_execute(other).await.unwrap();
    let store = Store::connect(database.url(), database.store().files().clone()).await.unwrap();
    let mut own = store.own_conn().await.unwrap();
    for conn in [&mut own, &mut *store.conn().await.unwrap(), &mut *store.reserved().conn().await.unwrap()] {
        let told: Language = diesel::sql_query("SHOW lc_messages").get_result(conn).await.unwrap();
        assert_eq!(told.lc_messages, "C");
    }
    own.batch_execute("RESET lc_messages").await.unwrap();
    let told: Language = diesel::sql_query("SHOW lc_messages").get_result(&mut own).await.unwrap();
    assert_eq!(told.lc_messages, "C.UTF-8", "it was another language");
}
