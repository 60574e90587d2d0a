use store::Sessions;
use testkit::TestDatabase;
use time::{Duration, OffsetDateTime};
use tower_sessions_core::{
    SessionStore as _,
    session::{Id, Record},
};

fn record(lives: Duration) -> Record {
    let data = [("user".to_owned(), serde_json::json!({ "id": 7, "name": "Zoë" }))].into();
    // Postgres keeps microseconds.
    let now = OffsetDateTime::now_utc().replace_nanosecond(123_456_000).unwrap();
    Record { id: Id::default(), data, expiry_date: now + lives }
}

#[tokio::test]
async fn a_session_comes_back_as_it_was_saved_until_it_is_deleted() {
    let database = TestDatabase::new().await;
    let sessions = Sessions(database.store().clone());
    let mut made = record(Duration::hours(1));
    sessions.create(&mut made).await.unwrap();
    assert_eq!(sessions.load(&made.id).await.unwrap(), Some(made.clone()));

    made.data.insert("theme".to_owned(), "dark".into());
    sessions.save(&made).await.unwrap();
    assert_eq!(sessions.load(&made.id).await.unwrap(), Some(made.clone()));

    sessions.delete(&made.id).await.unwrap();
    assert_eq!(sessions.load(&made.id).await.unwrap(), None);
    sessions.delete(&made.id).await.unwrap();
}

#[tokio::test]
async fn a_new_session_never_takes_over_one_with_the_same_id() {
    let database = TestDatabase::new().await;
    let sessions = Sessions(database.store().clone());
    let mut first = record(Duration::hours(1));
    sessions.create(&mut first).await.unwrap();
    let mut second = record(Duration::hours(1));
    second.id = first.id;
    second.data.clear();
    sessions.create(&mut second).await.unwrap();
    assert_ne!(second.id, first.id);
    assert_eq!(sessions.load(&first.id).await.unwrap(), Some(first));
    assert_eq!(sessions.load(&second.id).await.unwrap(), Some(second));
}

#[tokio::test]
async fn a_session_that_ran_out_is_not_found_and_can_be_swept_away() {
    let database = TestDatabase::new().await;
    let sessions = Sessions(database.store().clone());
    let (mut old, mut young) = (record(Duration::hours(-1)), record(Duration::hours(1)));
    sessions.create(&mut old).await.unwrap();
    sessions.create(&mut young).await.unwrap();
    assert_eq!(sessions.load(&old.id).await.unwrap(), None);
    assert_eq!(sessions.delete_expired().await.unwrap(), 1);
    assert_eq!(sessions.load(&young.id).await.unwrap(), Some(young));
}
